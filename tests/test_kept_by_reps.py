"""What reps' own files hold besides the plan, and how they say it: exports, columns for us, moved days."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from test_meaning import FACTS, PEOPLE, Rows, read_sheets
from test_readers_json import TODAY

from mutualplan_deck.plan.model import Plan, Status
from mutualplan_deck.readers import figures, numbers, persons, read, statuses
from mutualplan_deck.readers.crm.prefixed import without_prefix
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.headings import column_of, is_ours_alone
from mutualplan_deck.readers.roll import Roll, split_nickname
from mutualplan_deck.readers.words import Names
from mutualplan_deck.story.edition import shared_part

BOTH = Names(("acme",), ("bolt",))


def _write(folder: Path, name: str, rows: Rows) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _export(folder: Path) -> Path:
    """A deal, its people and its activities, as Pipedrive's lists are exported."""
    out = folder / "export"
    out.mkdir()
    deal = {
        "Deal - Title": "Acme - pumps",
        "Deal - ID": "7",
        "Deal - Status": "Open",
        "Deal - Currency of Value": "ZAR",
        "Deal - Organization": "Acme Co-op Ltd",
        "Deal - Selling entity": "Bolt (Pty) Ltd",
        "Deal - Business issue": "Members pump 7 480 m³ a season and may pump 6 100 from 2027.",
        "Deal - Measured as": "Water pumped",
        "Deal - Now": "7480",
        "Deal - Must be": "6100",
        "Deal - Second issue": "23 % of the intake was graded B in 2026, and the board wants 15 %.",
        "Deal - Where it comes from": "- Valves are opened by the calendar\n- Leaks are found after 11 days",
        "Deal - Discount floor": "14 %, under that only Derek",
    }
    _write(out, "deals-1.csv", [[*deal], [*deal.values()]])
    people = ["Person - Name", "Person - ID", "Person - Organization", "Person - Job title", "Person - Label"]
    firm = "Acme Co-op Ltd"
    _write(
        out,
        "people-1.csv",
        [
            people,
            ["Ann Lee", "1", firm, "Grower Services Manager", "Customer"],
            ["Cy Poe", "2", firm, "Secretary - LEFT end March, do not mail", ""],
        ],
    )
    firms = ["Name", "ID", "Labels", "Address", "Open deals", "Owner"]
    _write(
        out,
        "organizations-1.csv",
        [[f"Organization - {one}" for one in firms], [firm, "8", "Customer", "Rug", "1", "Bo Ray"]],
    )
    heads = [
        "Subject",
        "Type",
        "Done",
        "Due date",
        "Deal",
        "Contact person",
        "Assigned to user",
        "Public text",
    ]
    lines: Rows = [["Leg", *(f"Activity - {one}" for one in heads), "Status now"]]
    when, deal_name = "2027-03-0", "Acme - pumps"
    for leg, title, kind, done, public, status in (
        ("A", "Baseline agreed", "Meeting", "Done", "Done when the sheet is signed", "done"),
        ("A", "Survey of the farms", "Task", "To do", "Done when all are listed", "busy"),
        ("", "Lunch with Ann", "Lunch", "Done", "", ""),
        (
            "B",
            "Data check",
            "Meeting",
            "To do",
            "<p>Done when Ann&#39;s list is empty</p>",
            "waiting for Ann",
        ),
        ("", "Ask Derek to sign off 14 %", "Task", "To do", "", ""),
        ("B", "Order form signed", "Deadline", "To do", "", ""),
    ):
        day = f"{when}{len(lines)}"
        lines.append([leg, title, kind, done, day, deal_name, "Ann Lee", "Bo Ray", public, status])
    _write(out, "activities-1.csv", lines)
    return out


def _step(plan: Plan, title: str) -> tuple[Status, str, str, str]:
    step = next(step for step in plan.steps if step.title == title)
    return step.status, step.owner_customer, step.owner_vendor, step.done_means


def test_an_export_whose_columns_are_called_after_what_its_rows_are(tmp_path: Path) -> None:
    plan = read(_export(tmp_path), today=TODAY).plan
    assert [step.title for step in plan.steps] == [
        *("Baseline agreed", "Survey of the farms", "Data check", "Order form signed")
    ]
    assert _step(plan, "Survey of the farms") == (
        *(Status.IN_PROGRESS, "Ann Lee", "Bo Ray", "Done when all are listed"),
    )
    assert _step(plan, "Data check")[0] is Status.BLOCKED
    assert _step(plan, "Data check")[3] == "Done when Ann's list is empty"
    assert [(i.metric, i.target) for i in plan.issues] == [("Water pumped", Decimal(6100)), ("", Decimal(15))]
    assert len(plan.problems) == 2
    assert (plan.currency, plan.customer.name) == ("ZAR", "Acme Co-op Ltd")
    assert [person.name for person in plan.people] == ["Ann Lee", "Bo Ray"]


def test_nothing_of_our_own_activities_is_shared(tmp_path: Path) -> None:
    said = shared_part(read(_export(tmp_path), today=TODAY).plan).model_dump_json()
    assert not [secret for secret in ("Lunch", "Derek", "14 %", "LEFT", "Cy Poe") if secret in said]


def test_a_prefix_is_taken_off_only_where_most_columns_have_it() -> None:
    mixed = Grid("x", False, {1: {1: "Deal - Stage", 2: "Owner", 3: "Next - step", 4: "Due", 5: "State"}})
    assert without_prefix(mixed) is mixed


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("R4,10m", 4_100_000, "ZAR"),
        ("R780k", 780_000, "ZAR"),
        ("R1 050 000", 1_050_000, "ZAR"),
        ("R2", 2, ""),
        ("₹ 6.3 crore", 63_000_000, "INR"),
        ("Rs 4 lakh", 400_000, "INR"),
        ("20 h or less", 20, ""),
        ("15 % oder weniger", 15, ""),
    ],
)
def test_amounts_of_other_countries_and_bounds(text: str, value: int, currency: str) -> None:
    found = numbers.amount(text)
    assert found is not None
    assert (found.value, found.currency) == (value, currency)


def test_a_rand_is_no_unit_of_volume() -> None:
    pair = figures.change("R4,10m -> R3,05m a season")
    assert pair is not None
    assert (pair.first, pair.last) == (Decimal(4_100_000), Decimal(3_050_000))
    volume = figures.change("12 m3 -> 9 m3")
    assert volume is not None
    assert volume.unit == "m3"


@pytest.mark.parametrize(
    "header", ["OJO – solo Bolt", "Notes (us only)", "Bem. / nur wir", "BOLT ONLY: next"]
)
def test_a_part_of_a_header_says_that_it_is_ours(header: str) -> None:
    assert is_ours_alone(header, BOTH)
    assert column_of("steps", header, BOTH) == ""


@pytest.mark.parametrize("header", ["Bolt", "Owner (Bolt)", "Only open points", "Responsible at us"])
def test_a_header_that_only_names_us_is_for_both(header: str) -> None:
    assert not is_ours_alone(header, BOTH)


def test_the_owner_column_is_not_the_one_for_our_eyes(tmp_path: Path) -> None:
    rows: Rows = [
        *FACTS,
        [],
        ["Step", "Acme", "Bolt", "Due", "Status", "OJO – solo Bolt"],
        ["Kick-off held", "Ann", "Bo", "2027-02-01", "done", "Ann cannot stand Cy"],
        ["Trial run", "Ann", "Bo", "2027-03-01", "open", "we lose the bonus after March"],
    ]
    plan = read_sheets(tmp_path, {"Plan": rows, "People": PEOPLE}).plan
    assert {step.owner_vendor for step in plan.steps} == {"Bo Ray"}
    assert "bonus" not in shared_part(plan).model_dump_json()


def test_days_that_were_moved(tmp_path: Path) -> None:
    rows: Rows = [
        *FACTS,
        [],
        ["Step", "Owner", "Original", "Reprog.", "Status"],
        ["Results shown", "Ann", "mar 8-dic-26", "jue 10-dic-26", "open"],
        ["Contract signed", "Ann", "2026-12-11", "2026-12-17", "open"],
        ["Sensors through customs", "Ann", "2027-01-29", "p/def", "open"],
    ]
    reading = read_sheets(tmp_path, {"Plan": rows, "People": PEOPLE})
    assert [str(step.due) for step in reading.plan.steps] == ["2026-12-10", "2026-12-17", "2027-01-29"]
    assert any("p/def" in finding.message for finding in reading.findings)


def test_who_people_are_called_by() -> None:
    assert split_nickname('Gilberto "Beto" Xicalhua Mora') == ("Gilberto Xicalhua Mora", "Beto")
    roll = Roll([{"name": "Kassel-Öhms"}, {"name": "Frederik Bauer"}])
    assert [found[0]["name"] for text in ("Fr. K.-Ö.", "Oom Frikkie") if (found := roll.find(text))] == [
        *("Kassel-Öhms", "Frederik Bauer")
    ]


def test_what_is_thought_of_somebody_behind_a_dash() -> None:
    found = persons.person("Timo, Fahrlehrer, macht die IT - Schwiegersohn vom Chef, hängt am Papier")
    assert found.item == {"name": "Timo", "title": "Fahrlehrer", "responsibility": "macht die IT"}
    assert "Schwiegersohn" in found.remark


def test_a_mark_in_brackets_is_less_than_the_mark() -> None:
    full, less = statuses.standing("x"), statuses.standing("(x)")
    assert full is not None
    assert less is not None
    assert (full.status, less.status, bool(less.doubt)) == (Status.DONE, Status.IN_PROGRESS, True)


def test_a_column_of_names_beside_one_sides_owners_is_the_others(tmp_path: Path) -> None:
    rows: Rows = [["Step", "Acme", "Boltis / TRS", "Due", "Status"]]
    owners = ("Bo", "Cy", "Bo", "Cy", "Bo")
    rows += [[f"Step {n} taken", "Ann", who, f"2027-03-0{n + 1}", "open"] for n, who in enumerate(owners)]
    people = [*PEOPLE, ["Cy Poe", "Bolt", "Engineer"]]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Plan": rows, "People": people}).plan
    assert [step.owner_vendor for step in plan.steps] == ["Bo Ray", "Cy Poe", "Bo Ray", "Cy Poe", "Bo Ray"]


def test_a_log_of_calls_is_no_plan(tmp_path: Path) -> None:
    steps: Rows = [["Step", "Owner", "Due", "Status"]]
    steps += [[f"Step {n} taken", "Ann", f"2027-03-0{n + 1}", "open"] for n in range(5)]
    log: Rows = [
        ["Call", "There", "Said", "To do", "Who", "Until"],
        ["2027-01-05", "Ann, Bo", "Marks are fine", "Send the page", "Ann", "2027-01-06"],
        ["2027-01-12", "Ann, Bo", "Access is open", "New form", "Bo", "2027-01-14"],
    ]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Plan": steps, "Thu calls": log, "People": PEOPLE}).plan
    assert len(plan.steps) == 5


def test_the_customer_by_its_acronym_and_behind_a_label_with_a_remark(tmp_path: Path) -> None:
    rows: Rows = [
        ["QBAA + Bolt – getting the bags through"],
        [],
        ["Airport", "Quillan Bay Airport Authority"],
        ["Supplier", "Bolt Inc"],
        [],
        ["Step", "QBAA", "Bolt", "Due"],
        ["Kick-off held", "Ann", "Bo", "2027-02-01"],
    ]
    assert read_sheets(tmp_path, {"Plan": rows}).plan.customer.name == "Quillan Bay Airport Authority"
    rows = [
        ["Warnings before the wind – common road map"],
        [],
        ["Operator", "Skarv Wind AB", "212 turbines"],
        ["Supplier", "Bolt Inc", "Oulu"],
        [],
        ["Step", "Owner", "Due"],
        ["Kick-off held", "Ann", "2027-02-01"],
    ]
    assert read_sheets(tmp_path, {"Plan": rows}).plan.customer.name == "Skarv Wind AB"


@pytest.mark.parametrize("title", ["People", "Who", "Sheet2"])
@pytest.mark.parametrize("count", range(1, 7))
def test_a_table_of_any_number_of_people_is_one(count: int, title: str, tmp_path: Path) -> None:
    jobs = ("Operations Director", "Account Manager", "Engineer", "Buyer", "Controller", "Plant Manager")
    names = ("Ann Lee", "Bo Ray", "Cy Poe", "Di Orr", "Ed Fox", "Flo Gray")
    lines = [
        [name, "Bolt" if n % 2 else "Acme", job]
        for n, (name, job) in enumerate(zip(names, jobs, strict=True))
    ]
    people: Rows = [["Name", "Company", "Job title"], *lines[:count]]
    plan = read_sheets(tmp_path, {"Deal": FACTS, title: people}).plan
    assert [(p.name, p.title) for p in plan.people] == [(line[0], line[2]) for line in lines[:count]]


@pytest.mark.parametrize("titles", [("Wave {} fitted"), ("Step {} taken"), ("Demo {}"), ("Site {} live")])
def test_steps_with_numbers_in_their_titles_are_no_ids(titles: str, tmp_path: Path) -> None:
    rows: Rows = [["Step", "Owner", "Due", "Status"]]
    rows += [[titles.format(n + 1), "Ann", f"2027-03-0{n + 1}", "open"] for n in range(5)]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Plan": rows, "People": PEOPLE}).plan
    assert [step.title for step in plan.steps] == [titles.format(n + 1) for n in range(5)]


@pytest.mark.parametrize(
    "header",
    [
        "Not for customer",
        "Nur für uns",
        "Privado",
        "Gut feel",
        "Ressenti",
        "Unsere Sicht",
        "Next move",
        "x me",
    ],
)
@pytest.mark.parametrize("at", [1, 2, 4])
def test_what_stands_under_a_header_of_our_own_is_not_shared(header: str, at: int, tmp_path: Path) -> None:
    secret = "they hate our price"
    gains: Rows = [["What gets better", "Today", "After", "Worth a year"], ["Less overtime", 10, 5, 120_000]]
    steps: Rows = [["Step", "Owner", "Due", "Status"], ["Trial run", "Ann", "2027-03-01", "open"]]
    for table in (gains, steps):
        table[0].insert(at, header)
        table[1].insert(at, secret)
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Value": gains, "Steps": steps, "People": PEOPLE}).plan
    assert (len(plan.outcomes), len(plan.steps)) == (1, 1)
    assert secret not in shared_part(plan).model_dump_json()
