"""Blocks of labels under numbered headings, what belongs to the issue of a block, and days in sentences."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook
from test_meaning import FACTS, Rows, read_sheets

from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers import read
from mutualplan_deck.story.edition import shared_part

TODAY = dt.date(2026, 11, 20)


def gains(plan: Plan) -> list[tuple[str, str, str, str]]:
    return [(o.statement, str(o.before), str(o.after), str(o.annual_value)) for o in plan.outcomes]


def block(heading: str, what: str, today: str, after: str, worth: str) -> Rows:
    return [[heading], ["What", what], ["Today", today], ["After", after], ["Worth per year", worth], []]


TWO = [("Less rent lost", "61", "28", "£1.28m"), ("Fewer trips", "9.5", "6", "£310k")]
READ = [("Less rent lost", "61", "28", "1280000.00"), ("Fewer trips", "9.5", "6", "310000")]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Benefit 1", "Benefit 2"),
        ("Benefit #1", "Benefit #2"),
        ("1. Benefit", "2. Benefit"),
        ("Benefit A:", "Benefit B:"),
        ("Benefit I", "Benefit II"),
        ("First benefit", "Second benefit"),
        ("Erster Nutzen", "Zweiter Nutzen"),
        ("Bénéfice n° 1", "Bénéfice n° 2"),
    ],
)
def test_a_block_under_a_numbered_heading_is_an_item(one: str, two: str, tmp_path: Path) -> None:
    rows = [*block(one, *TWO[0]), *block(two, *TWO[1])]
    reading = read_sheets(tmp_path, {"Deal": FACTS, "Case": rows})
    read_as = [(*texts, str(round(float(value)))) for *texts, value in gains(reading.plan)]
    assert read_as == [(*texts, str(round(float(value)))) for *texts, value in READ]
    assert reading.places.of("/outcomes/1/annual_value") == "Case!B11"


def named(what: str, *fields: tuple[str, str]) -> Rows:
    return [[what], *map(list, fields), []]


GOALS: Rows = [
    *named(
        "Empty homes stand empty for too long",
        ("Today", "61 days"),
        ("Target", "28 days"),
        ("By when", "2028-03-31"),
    ),
    *named(
        "One damp case in five runs late", ("Today", "79 %"), ("Target", "98 %"), ("By when", "2027-06-30")
    ),
]
WORTH: Rows = [
    *named("Less rent lost", ("Today", "61"), ("After", "28"), ("Worth per year", "£1.28m")),
    *named(
        "Fewer trips",
        ("Today", "9.5"),
        ("After", "6"),
        ("Worth per year", "£310k"),
        ("Source", "Job tickets"),
    ),
]


@pytest.mark.parametrize(
    "sheets",
    [
        {"Goals": GOALS, "Worth": WORTH},
        {"Case": [["Goals"], *GOALS, ["Benefits"], *WORTH]},
        {"Case": [*GOALS, *WORTH]},
    ],
)
def test_a_heading_may_be_what_its_item_says(sheets: dict[str, Rows], tmp_path: Path) -> None:
    reading = read_sheets(tmp_path, {"Deal": FACTS, **sheets})
    issues = [(i.statement, i.baseline, i.target, str(i.due)) for i in reading.plan.issues]
    assert issues == [
        ("Empty homes stand empty for too long", 61, 28, "2028-03-31"),
        ("One damp case in five runs late", 79, 98, "2027-06-30"),
    ]
    assert [(o.statement, o.annual_value) for o in reading.plan.outcomes] == [
        ("Less rent lost", 1280000),
        ("Fewer trips", 310000),
    ]
    assert reading.plan.outcomes[1].source == "Job tickets"
    assert not [f for f in reading.findings if f.code == "RD110"]


def test_an_issue_says_itself_above_its_labels_and_problems(tmp_path: Path) -> None:
    rows: Rows = [
        *named(
            "Empty homes stand empty for too long",
            ("Today", "61 days"),
            ("Target", "28 days"),
            ("Owner", "Ann Lee"),
            ("What gets in the way", "Keys are booked in three places"),
        ),
        *named(
            "One damp case in five runs late",
            ("Today", "79 %"),
            ("Target", "98 %"),
            ("Owner", "Bo Ray"),
            ("What gets in the way", "Nobody sees all the reports"),
        ),
    ]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Goals": rows}).plan
    assert [(i.statement, i.target) for i in plan.issues] == [
        ("Empty homes stand empty for too long", 28),
        ("One damp case in five runs late", 98),
    ]
    assert [p.issues for p in plan.problems] == [(plan.issues[0].id,), (plan.issues[1].id,)]


def test_headings_over_labels_that_are_no_fields_stay_what_they_are(tmp_path: Path) -> None:
    rows: Rows = [
        *named("Commercials", ("Paper", "ours"), ("Route", "direct")),
        *named("Legal", ("Paper", "theirs"), ("Route", "?")),
    ]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Case": rows}).plan
    assert [plan.issues, plan.outcomes, plan.problems, plan.steps] == [()] * 4
    assert "theirs" not in shared_part(plan).model_dump_json()


SECRETS: Rows = [
    *named("What we would give away", ("Today", "61"), ("After", "28"), ("Annual value", "£100k")),
    *named("Our floor for the price", ("Today", "61"), ("After", "28"), ("Annual value", "£200k")),
]


@pytest.mark.parametrize(
    "rows",
    [
        [["Internal notes"], *SECRETS],
        [["Only Bolt"], *SECRETS],
        [[f"INTERNAL: {SECRETS[0][0]}"], *SECRETS[1:5], [f"Do not share: {SECRETS[5][0]}"], *SECRETS[6:]],
        [
            [SECRETS[0][0], None],
            ["…", "floor for the price"],
            *SECRETS[1:4],
            [],
            *SECRETS[5:9],
            ["…", "give away"],
        ],
    ],
)
def test_what_is_for_us_stays_so_under_headings(rows: Rows, tmp_path: Path) -> None:
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Case": rows}).plan
    shown = shared_part(plan).model_dump_json()
    assert "give away" not in shown
    assert "floor" not in shown


def test_options_of_an_offer_are_no_gains_and_teams_no_people(tmp_path: Path) -> None:
    offer = [
        named(what, ("Annual value", "£100k"), ("Source", "price list"))
        for what in ("Small package", "Large")
    ]
    teams = [
        named(what, ("Role", "Review"), ("Email", f"{what}@acme.example")) for what in ("Legal", "Buying")
    ]
    sheets = {
        "Deal": FACTS,
        "Offer": [row for rows in offer for row in rows],
        "Contacts": [row for rows in teams for row in rows],
    }
    plan = read_sheets(tmp_path, sheets).plan
    assert (plan.outcomes, plan.people) == ((), ())


def test_a_label_that_stands_twice_loses_nothing(tmp_path: Path) -> None:
    more = [["Source", "Job tickets"], ["Source", "Survey of Ann Lee"]]
    rows: Rows = [*block("Benefit 1", *TWO[0])[:-1], *more, [], *block("Benefit 2", *TWO[1])]
    kept = read_sheets(tmp_path, {"Deal": FACTS, "Case": rows}).plan.model_dump_json()
    assert "Job tickets" in kept
    assert "Survey of Ann Lee" in kept


def test_one_such_block_or_other_labels_are_no_table(tmp_path: Path) -> None:
    lone = read_sheets(tmp_path, {"Deal": FACTS, "Case": block("Benefit 1", *TWO[0])})
    assert len(lone.plan.outcomes) <= 1
    strange: Rows = [["Benefit 1"], ["Colour", "red"], ["Shape", "round"], []]
    assert read_sheets(tmp_path, {"Deal": FACTS, "Case": [*strange, *strange]}).plan.outcomes == ()


def test_a_hidden_line_of_a_block_stays_internal(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [*FACTS, [], *block("Benefit 1", *TWO[0]), *block("Benefit 2", *TWO[1])]:
        sheet.append(row)
    secret = next(c for c in sheet["B"] if c.value == "£310k")
    sheet.row_dimensions[secret.row].hidden = True
    book.save(tmp_path / "plan.xlsx")
    plan = read(tmp_path / "plan.xlsx", today=TODAY).plan
    assert [o.statement for o in plan.outcomes] == ["Less rent lost", "Fewer trips"]
    assert plan.outcomes[1].annual_value is None
    assert "310" not in shared_part(plan).model_dump_json()


CASE: Rows = [
    ["Vorhaben 1"],
    ["Worum geht es", "Die Säle sind zu wenig ausgelastet"],
    ["Kennzahl", "Auslastung"],
    ["Stand heute", "68 %"],
    ["Ziel", "82 %"],
    ["Auftraggeberin", "Dr. Ursina Zurbriggen"],
    ["Woran es hakt", "Der Plan ist um neun Uhr überholt"],
    [None, "Niemand sieht, welcher Saal früher frei wird"],
    [],
    ["Vorhaben 2"],
    ["Worum geht es", "Jeder neunte Eingriff wird abgesagt"],
    ["Kennzahl", "Absagen"],
    ["Stand heute", "11 %"],
    ["Ziel", "5 %"],
    ["Woran es hakt", "Fehlende Abklärungen fallen erst spät auf"],
]


def test_problems_in_the_block_of_an_issue_lie_under_it(tmp_path: Path) -> None:
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Vorhaben": CASE}).plan
    first, second = plan.issues
    assert [p.issues for p in plan.problems] == [(first.id,), (first.id,), (second.id,)]
    assert (first.owner, plan.customer.name) == ("Dr. Ursina Zurbriggen", "Acme Ltd")


def test_words_may_lead_to_what_is_referred_to(tmp_path: Path) -> None:
    rows: Rows = [
        ["No.", "Problem"],
        ["1", "Orders wait in one queue for a day"],
        ["2", "Nobody sees the stock of the other site"],
        [],
        ["No.", "What we need to be able to do", "Solves problem"],
        ["1", "release an order the day it comes", "problem no 1"],
        ["2", "see all stock at once", "answers 2 and 1"],
    ]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Case": rows}).plan
    assert [c.problems for c in plan.capabilities] == [("1",), ("2", "1")]


@pytest.mark.parametrize(
    ("sentence", "signed", "success"),
    [
        ("Die Vertragsunterzeichnung ist auf den 31. März 2027 vorgesehen.", dt.date(2027, 3, 31), None),
        ("The contract signature is planned for 31 March 2027.", dt.date(2027, 3, 31), None),
        ("No contract signature before 31 March 2027, says Legal.", None, None),
        ("The contract signature of the old contract was on 12 May 2021.", None, None),
        ("The contract signature took place on 12 May 2021.", None, None),
        ("The contract signature moved from 1 March 2027 to 31 March 2027.", None, None),
        ("We met on 31 March 2027 and spoke of lunch.", None, None),
        ("Forecast, internal: the contract signature slips to 31 March 2027.", None, None),
    ],
)
def test_a_day_that_a_sentence_names_is_taken_and_told(
    sentence: str, signed: dt.date | None, success: dt.date | None, tmp_path: Path
) -> None:
    rows: Rows = [*FACTS, [], [sentence], [], ["Step", "Owner", "Due"], ["Kick-off", "Ann Lee", "2027-01-12"]]
    reading = read_sheets(tmp_path, {"Deal": rows})
    assert (reading.plan.signature_date, reading.plan.success.date) == (signed, success)
    told = [f.place for f in reading.findings if f.code == "RD126" and "no cell of its own" in f.message]
    assert told == ["Deal!A4"] * bool(signed or success)


def test_people_under_the_names_of_their_firms_need_no_header(tmp_path: Path) -> None:
    rows: Rows = [
        ["Acme Ltd"],
        ["Dr. med. Ursina Zurbriggen", "Vorsitzende der Spitalleitung"],
        ["Beat Tschanz", "Leiter OP-Management"],
        [],
        ["Bolt Inc"],
        ["Reto Allemann", "Key Account Manager"],
    ]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Beteiligte": rows}).plan
    assert [(p.name, p.party) for p in plan.people] == [
        ("Ursina Zurbriggen", "customer"),
        ("Beat Tschanz", "customer"),
        ("Reto Allemann", "vendor"),
    ]


@pytest.mark.parametrize("name", ["Dr. Oetker", "ING Bank", "Arch Insurance", "PD Ports"])
@pytest.mark.parametrize("label", ["Client", "Customer"])
def test_a_customer_may_be_called_like_a_title(label: str, name: str, tmp_path: Path) -> None:
    assert read_sheets(tmp_path, {"Deal": [[label, name], ["Vendor", "Bolt Inc"]]}).plan.customer.name == name


@pytest.mark.parametrize(
    "header", [["Step", "Client", "Bolt Inc", "Due"], ["Step", "Due", "Customer", "Bolt Inc"]]
)
def test_a_firms_name_may_head_the_column_of_its_owners(header: list[str], tmp_path: Path) -> None:
    cells = {
        "Step": "Kick-off",
        "Due": "2027-01-12",
        "Client": "Ann Lee",
        "Customer": "Ann Lee",
        "Bolt Inc": "Bo Ray",
    }
    rows: Rows = [
        header,
        [cells[h] for h in header],
        [f"{cells[h]}" if h != "Step" else "Go live" for h in header],
    ]
    assert len(read_sheets(tmp_path, {"Deal": FACTS, "Plan": rows}).plan.steps) == 2


@pytest.mark.parametrize("said", ["not 1", "week 1", "all but 1", "tier 1"])
def test_other_words_lead_to_nothing(said: str, tmp_path: Path) -> None:
    rows: Rows = [
        ["No.", "Step", "Owner", "Due", "Depends on"],
        ["1", "Kick-off", "Ann Lee", "2027-01-12", None],
        ["2", "Go live", "Bo Ray", "2027-02-12", said],
    ]
    assert "1" not in read_sheets(tmp_path, {"Deal": FACTS, "Plan": rows}).plan.steps[1].after


def test_one_remark_above_labels_is_no_issue(tmp_path: Path) -> None:
    remark = "Our sponsor told us he fears for his job over this"
    rows: Rows = [
        [remark],
        ["Today", "61 days"],
        ["Target", "28 days"],
        ["Owner", "Ann Lee"],
        ["Causes", "Keys are lost"],
    ]
    assert (
        "fears"
        not in shared_part(read_sheets(tmp_path, {"Deal": FACTS, "Case": rows}).plan).model_dump_json()
    )


@pytest.mark.parametrize(
    "contact",
    ["Gemma Ludgrove, Operations Manager. Director not met yet", "Gemma Ludgrove (buyer)", "Dr. Ann Lee"],
)
def test_a_side_is_never_called_like_its_contact(contact: str, tmp_path: Path) -> None:
    rows: Rows = [
        ["Thrush Gardens - going live with Rotawell"],
        [],
        ["Them", contact],
        ["Us", "Callum Strake (engineer)"],
    ]
    steps: Rows = [
        [],
        ["Step", "Them", "Us", "Date"],
        ["Intro call", "Gemma", "Callum", "2027-01-12"],
        ["Order form signed", "Gemma", "Callum", "2027-02-26"],
    ]
    reading = read_sheets(tmp_path, {"Plan": [*rows, *steps]})
    assert (reading.plan.customer.name, reading.plan.vendor.name) == ("Thrush Gardens", "Rotawell")
    assert [f.place for f in reading.findings if f.code == "RD121" and "customer" in f.message] == ["Plan!A1"]
    assert "not met" not in shared_part(reading.plan).model_dump_json()
