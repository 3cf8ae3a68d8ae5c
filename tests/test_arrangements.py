"""Arrangements of other people's sheets that are turned or parted before they are read, as cases."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_meaning import FACTS, PEOPLE, Rows, outline, read_sheets

from mutualplan_deck.readers import agreed, loose_dates, numbers
from mutualplan_deck.readers.loose_dates import Context
from mutualplan_deck.readers.values import Habits
from mutualplan_deck.story.edition import shared_part

STEPS: Rows = [
    ["What", "Who", "By when", "Status"],
    ["Kick-off", "Ann Lee", "2027-03-01", "done"],
    ["Go live", "Bo Ray", "2027-06-01", "open"],
]

# (title, sheets, what is understood)
CASES: list[tuple[str, dict[str, Rows], list[str]]] = [
    (
        "facts across: labels in a row, their values below",
        {
            "Overview": [
                ["Customer", "Vendor", "Kept by", "Go live"],
                ["Acme Ltd", "Bolt Inc", "Bo", "2027-06-01"],
                [],
                *STEPS,
            ]
        },
        [
            "customer: Acme Ltd",
            "vendor: Bolt Inc",
            "success: 2027-06-01",
            "step: Kick-off | Ann Lee |  | 2027-03-01 done",
            "step: Go live | Bo Ray |  | 2027-06-01 not_started",
        ],
    ),
    (
        "a table on its side: a line for each field",
        {
            "Deal": FACTS,
            "Goals": [
                [None, "Goal 1", "Goal 2"],
                ["Objective", "Ship every order the same day", "Count stock every day"],
                ["KPI", "Same-day orders", "Counts a week"],
                ["Today", 62, 1],
                ["Target", 95, 5],
            ],
        },
        [
            "customer: Acme Ltd",
            "vendor: Bolt Inc",
            "issue: Ship every order the same day | Same-day orders 62 → 95",
            "issue: Count stock every day | Counts a week 1 → 5",
        ],
    ),
    (
        "contacts to the right of a tracker, with a blank column between",
        {
            "Plan": [
                [*FACTS[0], None, None, None, "Who's who"],
                [*FACTS[1], None, None, None, *PEOPLE[0]],
                [None, None, None, None, None, *PEOPLE[1]],
                [*STEPS[0], None, *PEOPLE[2]],
                *STEPS[1:],
            ]
        },
        [
            "customer: Acme Ltd",
            "vendor: Bolt Inc",
            "step: Kick-off | Ann Lee |  | 2027-03-01 done",
            "step: Go live |  | Bo Ray | 2027-06-01 not_started",
        ],
    ),
    (
        "a problem and its answer in one line, and lines without a heading over their letters",
        {
            "Deal": [
                *FACTS,
                [],
                ["Where it hurts, and what would help"],
                [None, "What goes wrong", "What they need to be able to do"],
                ["a", "Orders wait in one queue for a day", "Sort the orders as they come in"],
                ["b", "Stock is counted by hand on Fridays", "Know the stock at any time of day"],
            ]
        },
        [
            "customer: Acme Ltd",
            "vendor: Bolt Inc",
            "problem: Orders wait in one queue for a day",
            "problem: Stock is counted by hand on Fridays",
            "capability: Sort the orders as they come in | a",
            "capability: Know the stock at any time of day | b",
        ],
    ),
    (
        "lists side by side, each under its heading",
        {
            "Deal": [
                *FACTS,
                [],
                ["Pain points", None, "Requirements"],
                ["• Orders wait for a day", None, "• Orders are sorted"],
                ["• Stock is wrong", None, "• Stock is known"],
            ]
        },
        [
            "customer: Acme Ltd",
            "vendor: Bolt Inc",
            "problem: Orders wait for a day",
            "problem: Stock is wrong",
            "capability: Orders are sorted",
            "capability: Stock is known",
        ],
    ),
    (
        "names that a sentence says the side of",
        {
            "Deal": [
                ["Joint plan of Acme Castings Ltd (AC, the customer) and Bolt Systems Inc. (the vendor)."],
                [],
                *STEPS,
            ]
        },
        [
            "customer: Acme Castings Ltd",
            "vendor: Bolt Systems Inc.",
            "success: None",
            "step: Kick-off | Ann Lee |  | 2027-03-01 done",
            "step: Go live | Bo Ray |  | 2027-06-01 not_started",
        ],
    ),
    (
        "a program's summary rows are phases, a line switched off is cancelled",
        {
            "Deal": FACTS,
            "Task_Table": [
                ["ID", "Active", "WBS", "Task Name", "Finish", "Status"],
                [0, "Yes", "0", "The project", "2027-06-01", "open"],
                [1, "Yes", "1", "Prove it", "2027-03-01", "open"],
                [2, "Yes", "1.1", "Trial", "2027-03-01", "done"],
                [3, "No", "1.2", "Visit", "2027-02-01", "open"],
            ],
        },
        [
            "customer: Acme Ltd",
            "vendor: Bolt Inc",
            "step: Prove it: Trial |  |  | 2027-03-01 done",
            "step: Prove it: Visit |  |  | 2027-02-01 cancelled",
        ],
    ),
]


@pytest.mark.parametrize(("sheets", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_understood(sheets: dict[str, Rows], wanted: list[str], tmp_path: Path) -> None:
    plan = read_sheets(tmp_path, sheets).plan
    lines = [f"customer: {plan.customer.name}", f"vendor: {plan.vendor.name}"]
    if any(w.startswith("success") for w in wanted):
        lines.append(f"success: {plan.success.date}")
    answered = {c.statement: " | " + ", ".join(c.problems) for c in plan.capabilities if c.problems}
    said = [line + answered.get(line.removeprefix("capability: "), "") for line in outline(plan)]
    assert [*lines, *said] == wanted


def test_a_turned_table_keeps_the_places_of_its_cells(tmp_path: Path) -> None:
    sheets = next(sheets for title, sheets, _ in CASES if title.startswith("a table on its side"))
    places = read_sheets(tmp_path, sheets).places
    assert (places.of("/issues/0/baseline"), places.of("/issues/1/target")) == ("Goals!B4", "Goals!C5")


def test_a_block_for_us_beside_the_facts_stays_internal(tmp_path: Path) -> None:
    sheet: Rows = [
        [*FACTS[0], None, "For us only, delete before sending"],
        [*FACTS[1], None, "Floor is 400k"],
        ["Go live", "2027-06-01"],
    ]
    reading = read_sheets(tmp_path, {"Deal": sheet})
    assert (reading.plan.vendor.name, reading.plan.success.date) == ("Bolt Inc", dt.date(2027, 6, 1))
    assert "Floor" not in shared_part(reading.plan).model_dump_json()
    assert "Deal!D1" in {f.place for f in reading.findings if f.code == "RD105"}


@pytest.mark.parametrize(
    "row",
    [
        ["Agree our floor", "Bo Ray", "2027-03-01", "open", "ours only, take out before this goes out"],
        ["Agree our floor", "Bo Ray", "2027-03-01", "open", "Internal: not before Friday"],
        ["Internal: agree our floor", "Bo Ray", "2027-03-01", "open", None],
        ["INTERN agree our floor", "Bo Ray", "2027-03-01", "open", None],
        ["Agree our floor", "Bo Ray", "2027-03-01", "open", "[vendor only]"],
    ],
)
def test_a_step_that_says_so_is_not_shared_and_told(row: list[Any], tmp_path: Path) -> None:
    sheet: Rows = [[*STEPS[0], "Remarks"], *STEPS[1:], row]
    reading = read_sheets(tmp_path, {"Deal": FACTS, "People": PEOPLE, "Plan": sheet})
    assert [s.shared for s in reading.plan.steps] == [True, True, False]
    assert "floor" not in shared_part(reading.plan).model_dump_json()
    assert [f.place.partition("!")[0] for f in reading.findings if f.code == "RD104"] == ["Plan"]


@pytest.mark.parametrize(
    "title",
    [
        "Internal approval",
        "Interne Freigabe",
        "Validation interne du budget",
        "CRM connected",
        "INT test done",
    ],
)
def test_what_the_customer_does_inside_is_shared(title: str, tmp_path: Path) -> None:
    sheet: Rows = [*STEPS, [title, "Ann Lee", "2027-04-01", "open"]]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Plan": sheet}).plan
    assert [(s.title, s.shared) for s in plan.steps][-1] == (title, True)


@pytest.mark.parametrize(
    ("mark", "shared"),
    [
        ("x", False),
        ("yes", False),
        ("v", False),
        ("✓", False),
        (None, True),
        ("no", True),
        ("a remark", True),
    ],
)
def test_a_mark_in_a_column_called_internal_hides_the_line(
    mark: str | None, shared: bool, tmp_path: Path
) -> None:
    sheet: Rows = [[*STEPS[0], "Internal?"], [*STEPS[1], None], [*STEPS[2], mark]]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Plan": sheet}).plan
    assert [s.shared for s in plan.steps] == [True, shared]


def test_a_sheet_that_is_ours_by_name_is_not_read(tmp_path: Path) -> None:
    sheets = {"Deal": FACTS, "Plan": STEPS, "Bolt only": [["Go live", "2027-01-01"], ["Title", "SECRET"]]}
    reading = read_sheets(tmp_path, sheets)
    assert reading.plan.success.date is None
    assert "SECRET" not in shared_part(reading.plan).model_dump_json()
    assert "Bolt only!A1" in {f.place for f in reading.findings if f.code == "RD104"}


@pytest.mark.parametrize(
    ("header", "amount", "value"),
    [("k€ a year", 504, 504_000), ("Miles de € al año", "46,8", 46_800), ("Value a year", 504, 504)],
)
def test_amounts_are_counted_in_what_their_header_says(
    header: str, amount: Any, value: int, tmp_path: Path
) -> None:
    sheet: Rows = [["Benefit", "Metric", header], ["Less paper", "Sheets", amount]]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Benefits": sheet}).plan
    assert [o.annual_value for o in plan.outcomes] == [value]


def test_an_amount_too_large_for_its_header_stays_and_is_asked_about(tmp_path: Path) -> None:
    sheet: Rows = [["Benefit", "Metric", "k€ a year"], ["Less paper", "Sheets", 145_000]]
    reading = read_sheets(tmp_path, {"Deal": FACTS, "Benefits": sheet})
    assert reading.plan.outcomes[0].annual_value == 145_000
    assert any(f.place == "Benefits!C2" and "large" in f.message for f in reading.findings)


_NEAR = Habits(".", True, near=dt.date(2027, 1, 15))


@pytest.mark.parametrize(
    ("text", "by", "on"),
    [
        ("yes - Gwen, 9 Nov", "Gwen", dt.date(2026, 11, 9)),
        ("Dr. Caduff, 8.12.26", "Dr. Caduff", dt.date(2026, 12, 8)),
        ("NF le 8/01", "NF", dt.date(2027, 1, 8)),
        ("Teresa Vilches (23/10)", "Teresa Vilches", dt.date(2026, 10, 23)),
        ("N. Grangier", "N. Grangier", None),
        ("yes", "", None),
    ],
)
def test_who_agreed_and_when(text: str, by: str, on: dt.date | None) -> None:
    assert agreed.agreed(text, _NEAR) == agreed.Agreed(by, on)


@pytest.mark.parametrize(
    "text", ["no", "not yet", "noch offen", "à voir avec NF", "tbc", "still to ask", "no - too high"]
)
def test_nobody_agreed_yet(text: str) -> None:
    assert agreed.agreed(text, _NEAR) is None


@given(st.dates(dt.date(2026, 1, 2), dt.date(2028, 12, 1)), st.integers(0, 27), st.sampled_from("./"))
def test_a_range_whose_first_day_has_no_year_ends_where_it_says(last: dt.date, days: int, mark: str) -> None:
    first = last - dt.timedelta(days=days)
    begins = f"{first.day}{mark}{first.month}{mark if mark == '.' else ''}"
    text = f"{begins} – {last.day}{mark}{last.month}{mark}{last.year}"
    found = loose_dates.loose(text, Context(day_first=True))
    assert found is not None
    assert (found.start, found.date) == (first, last)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ca. 1.2 Mio. Fr.", 1_200_000),
        ("£1m+", 1_000_000),
        ("max. 18", 18),
        ("40 TCHF", 40_000),
        ("11.4 mdp", 11_400_000),
    ],
)
def test_rough_amounts(text: str, value: int) -> None:
    found = numbers.amount(text)
    assert found is not None
    assert found.value == value


def test_two_columns_of_labels_are_read_row_by_row(tmp_path: Path) -> None:
    """A customer under a word of the trade beside the vendor, goals across, and two lists of people below."""
    gap = None
    reading = read_sheets(
        tmp_path,
        {
            "Fiche": [
                ["Plan commun"],
                [],
                ["Réseau", "Régie des transports d'Arles", gap, "Prestataire", "Bolt SAS"],
                ["Signature visée", "2027-03-26", gap, "Devise", "EUR"],
                [],
                ["Enjeu 1", "Un départ sur cinq quitte le terminus en retard", gap, "Porté par", "Ann Lee"],
                ["Indicateur", "Départs à l’heure", gap, "Échéance", "2027-12-31"],
                ["Aujourd’hui", "78 %", gap, "Cible", "90 %"],
                [],
                ["Qui est qui – réseau", gap, gap, "Qui est qui – Bolt"],
                [
                    "Ann Lee",
                    "Directrice générale – signe",
                    gap,
                    "Bo Ray",
                    "Ingénieur d’affaires – suit le plan",
                ],
                ["Cy Fox", "Directeur financier – valide", gap, "Di Orr", "Cheffe de projet – essai"],
            ],
            "Suivi": [
                ["Étape", "Réseau", "Bolt", "Au", "État"],
                ["Essai sur la ligne C", "Ann Lee", "Di Orr", "2027-03-05", "À faire"],
                ["Signature", "Ann Lee", "Bo Ray", "2027-03-26", "À faire"],
            ],
        },
    )
    plan = reading.plan
    assert (plan.customer.name, plan.vendor.name) == ("Régie des transports d'Arles", "Bolt SAS")
    (issue,) = plan.issues
    assert (issue.metric, issue.baseline, issue.target, issue.owner) == (
        "Départs à l’heure",
        78,
        90,
        "Ann Lee",
    )
    assert [(p.name, p.title, p.responsibility, p.party.value) for p in plan.people] == [
        ("Ann Lee", "Directrice générale", "signe", "customer"),
        ("Cy Fox", "Directeur financier", "valide", "customer"),
        ("Bo Ray", "Ingénieur d’affaires", "suit le plan", "vendor"),
        ("Di Orr", "Cheffe de projet", "essai", "vendor"),
    ]
    assert [(s.owner_customer, s.owner_vendor) for s in plan.steps] == [
        ("Ann Lee", "Di Orr"),
        ("Ann Lee", "Bo Ray"),
    ]
    assert any(f.code == "RD121" and f.place == "Fiche!B3" for f in reading.findings)


def test_a_legend_of_words_and_ticks_beside_them(tmp_path: Path) -> None:
    reading = read_sheets(
        tmp_path,
        {
            "Start": [
                *FACTS,
                [],
                ["What the words mean"],
                ["Not yet", "haven't started"],
                ["Cracking on", "under way"],
                ["Stuck", "can't move till someone else does something"],
                ["Done & dusted", "finished"],
            ],
            "Plan": [
                ["Done", "What's happening", "Who (them)", "By when", "Where's it at"],
                [True, "Agree the numbers", "Ann Lee", "2027-01-05", "Done & dusted"],
                [True, "Trial in one shed", "Ann Lee", "2027-02-05", "Cracking on"],
                [False, "Data handed over", "Ann Lee", "2027-02-15", "Stuck"],
                [False, "Board decides", "Ann Lee", "2027-03-05", "Not yet"],
                [False],
            ],
        },
    )
    assert [s.status for s in reading.plan.steps] == ["done", "in_progress", "blocked", "not_started"]
    assert not reading.plan.problems
    assert any(f.place == "Plan!E3" and "per cent" in f.message for f in reading.findings)


def test_lines_of_a_project_tool_that_others_go_under_are_phases(tmp_path: Path) -> None:
    day = dt.datetime
    reading = read_sheets(
        tmp_path,
        {
            "Deal": FACTS,
            "Project": [
                ["Task Name", "Assigned To", "Start", "Finish", "Status", "Predecessors"],
                ["Acme + Bolt", None, day(2027, 1, 4), day(2027, 6, 1), "In Progress"],
                ["Prove it", None, day(2027, 1, 4), day(2027, 2, 26), "In Progress"],
                ["Trial", "Ann Lee", day(2027, 1, 4), day(2027, 2, 5), "Complete"],
                ["Report", "Ann Lee", day(2027, 2, 8), day(2027, 2, 26), "In Progress", 3],
                ["Buy", None, day(2027, 3, 1), day(2027, 6, 1), "Not Started"],
                ["Board decides", "Ann Lee", day(2027, 3, 1), day(2027, 3, 5), "Not Started", 4],
                ["Sign", "Ann Lee", day(2027, 5, 3), day(2027, 6, 1), "Not Started", "6FS +2d"],
            ],
        },
    )
    assert [(s.id, s.phase, s.title, s.after) for s in reading.plan.steps] == [
        ("3", "Prove it", "Trial", ()),
        ("4", "Prove it", "Report", ("3",)),
        ("6", "Buy", "Board decides", ("4",)),
        ("7", "Buy", "Sign", ("6",)),
    ]


def test_the_customer_is_what_most_peoples_side_is_called(tmp_path: Path) -> None:
    """By a word of the trade, which the owners' column need not share; a job behind a name is no owner."""
    reading = read_sheets(
        tmp_path,
        {
            "Summary": [
                ["Client / Customer", "Cindermere Aerodrome Board"],
                ["Supplier / Vendor", "Bolt Inc"],
            ],
            "Team": [
                ["Name", "Title", "Organisation"],
                ["Ann Lee", "Chief Operating Officer", "Airport"],
                ["Cy Fox", "Head of Technology", "Airport"],
                ["Bo Ray", "Account Manager", "Bolt"],
                ["Di Orr", "Fitter", "Cogwright (partner)"],
            ],
            "Plan": [
                ["Step", "Owner (field)", "Owner (Bolt)", "Due", "Status"],
                [
                    "Trial on the east stand",
                    "A. Lee, COO and C. Fox, Head of Technology",
                    "Bo Ray",
                    "2027-03-05",
                    "",
                ],
                ["Sensors fitted", "Cy Fox, head tech", "Di Orr", "2027-04-05", ""],
            ],
        },
    )
    plan = reading.plan
    assert plan.customer.name == "Cindermere Aerodrome Board"
    assert [(p.name, p.party.value) for p in plan.people] == [
        ("Ann Lee", "customer"),
        ("Cy Fox", "customer"),
        ("Bo Ray", "vendor"),
        ("Di Orr", "partner"),
    ]
    assert [(s.owner_customer, s.owner_vendor) for s in plan.steps] == [
        ("Ann Lee; Cy Fox", "Bo Ray"),
        ("Cy Fox", "Di Orr"),
    ]
    assert any(f.code == "RD118" and f.place == "Team!C2" for f in reading.findings)


def test_a_form_of_a_public_body(tmp_path: Path) -> None:
    """Bodies are no people, printed headers come again, colours stand for words, weeks begin on Mondays."""
    head: Rows = [
        ["Ref", "Milestone", "Lead", None, "Timescale", None, "RAG and position", "Preceded by"],
        [None, None, "Trust", "Supplier", "From", "To"],
    ]
    reading = read_sheets(
        tmp_path,
        {
            "Control": [
                ["Contracting authority", 'Cindermere Hospitals Trust ("the Trust")'],
                ["Supplier", 'Bolt Health Ltd ("Bolt")'],
                ["Result required by", "30 November 2027"],
            ],
            "Governance": [
                ["Name", "Post held", "Organisation"],
                ["Ann Lee", "Chief Nurse", "Trust"],
                ["Bo Ray", "Account Director", "Bolt"],
                [],
                ["Approving bodies"],
                ["Body", "Chair", "Sits"],
                ["Finance Committee", "A director", "monthly"],
                ["Trust Board", "The chair", "monthly"],
            ],
            "Milestones": [
                ["Milestones"],
                ["RAG: BLUE = complete; GREEN = under way and to time; RED = stopped; WHITE = not yet begun"],
                [],
                *head,
                ["M1", "Baseline agreed", "Ann Lee", "Bo Ray", None, "w/e 30/10/2026", "BLUE - complete"],
                [
                    "M2",
                    "Test link",
                    "Ann Lee",
                    "Bo Ray",
                    "w/c 18/01/2027",
                    "w/e 19/02/2027",
                    "RED - licence",
                    "M1",
                ],
                *head,
                ["M3", "Signature", "Ann Lee", "Bo Ray", None, "2027-04-30", "WHITE", "M1 and M2"],
            ],
        },
    )
    plan = reading.plan
    assert (plan.customer.name, plan.customer.short) == ("Cindermere Hospitals Trust", "Trust")
    assert [p.name for p in plan.people] == ["Ann Lee", "Bo Ray"]
    assert [(s.title, str(s.start), str(s.due), s.status, s.after) for s in plan.steps] == [
        ("Baseline agreed", "None", "2026-10-30", "done", ()),
        ("Test link", "2027-01-18", "2027-02-19", "blocked", ("M1",)),
        ("Signature", "None", "2027-04-30", "not_started", ("M1", "M2")),
    ]


def test_headings_beside_what_each_line_is_about(tmp_path: Path) -> None:
    """Problems and answers under headings of two cells, numbered phases, both sides in brackets."""
    reading = read_sheets(
        tmp_path,
        {
            "Why": [
                *FACTS,
                [],
                ["#", "Business issue", "Measure", "Today", "Target", "By when"],
                [
                    1,
                    "Orders leave a day late and 14 shops are not opened",
                    "Late orders",
                    "8 %",
                    "3 %",
                    "2027-12-31",
                ],
                [
                    2,
                    "Stock worth a tenth of purchases expires on the shelf",
                    "Expired",
                    "9 %",
                    "4 %",
                    "2027-10-31",
                ],
                [],
                ["Why it happens", None, "hits"],
                [None, "- Each shop orders by eye on Mondays", "1"],
                [None, "- Nobody sees what expires within 60 days", "1 and 2"],
                [],
                ["What they need to be able to do", None, "solves"],
                [None, "- Get a proposed order each morning", "the ordering by eye"],
                [None, "- See what expires within 90 days", "the expired stock"],
            ],
            "Who": PEOPLE,
            "Road": [
                ["Stage", "Step", "Who", "When", "How it goes", "Notes for us"],
                [
                    "1) Try",
                    "Trial in six shops",
                    "them (Ann Lee) / us (Bo Ray)",
                    "2027-03-05",
                    "",
                    "Ann wants it free",
                ],
                ["2) Decide", "Board decides", "both of them", "2027-04-05", "", "the floor is 260"],
            ],
        },
    )
    plan = reading.plan
    assert [(p.statement, p.issues) for p in plan.problems] == [
        ("Each shop orders by eye on Mondays", ("1",)),
        ("Nobody sees what expires within 60 days", ("1", "2")),
    ]
    assert [c.statement for c in plan.capabilities] == [
        "Get a proposed order each morning",
        "See what expires within 90 days",
    ]
    assert {f.place for f in reading.findings if f.code == "RD107"} == {"Why!C13", "Why!C14"}
    assert [s.phase for s in plan.steps] == ["Try", "Decide"]
    shown = shared_part(plan).model_dump_json()
    assert "wants it free" not in shown
    assert "260" not in shown


def test_lines_without_a_label_go_on_in_a_table_on_its_side(tmp_path: Path) -> None:
    reading = read_sheets(
        tmp_path,
        {
            "Why": [
                *FACTS,
                [],
                [None, "Goal 1", "Goal 2"],
                ["Business issue", "Ship every order the same day", "Count stock every day"],
                ["Measure", "Same-day orders", "Counts a week"],
                ["Today", 62, 1],
                ["Target", 95, 5],
                ["What goes wrong", "Orders wait in one queue", "Stock is counted by hand"],
                [None, "Drivers leave before the last order is packed", None],
            ],
        },
    )
    problems = [
        (p.statement, reading.places.of(f"/problems/{n}/statement"))
        for n, p in enumerate(reading.plan.problems)
    ]
    assert sorted(problems) == [
        ("Drivers leave before the last order is packed", "Why!B10"),
        ("Orders wait in one queue", "Why!B9"),
        ("Stock is counted by hand", "Why!C9"),
    ]
    assert [len(p.issues) for p in reading.plan.problems] == [1, 1, 1]


def test_the_figures_of_an_issue_stand_in_the_line_below_it(tmp_path: Path) -> None:
    reading = read_sheets(
        tmp_path,
        {
            "Plan": [
                ["Prepared for Acme Bank, N.A. by Bolt, Inc.  (Bo owns the doc)"],
                [],
                ["Critical business issues"],
                ["• Fraud losses hit $3.4M in 2025 against a board limit of $1.5M"],
                ["   Metric: fraud losses | $3.4M → $1.5M | by 3/31/27 | exec owner: Ann Lee  |  ask Cy"],
                ["• Clearing an alert takes analysts 47 minutes and has to take 15"],
                ["   Metric: minutes per alert   |   47 -> 15   |   by 12/31/26   |   exec owner: Cy Fox"],
            ],
        },
    )
    plan = reading.plan
    assert (plan.customer.name, plan.vendor.name) == ("Acme Bank, N.A.", "Bolt, Inc.")
    assert [(i.metric, i.baseline, i.target, str(i.due), i.owner) for i in plan.issues] == [
        ("fraud losses", 3_400_000, 1_500_000, "2027-03-31", "Ann Lee"),
        ("minutes per alert", 47, 15, "2026-12-31", "Cy Fox"),
    ]
    assert not any(i.statement.startswith("•") for i in plan.issues)
    assert any(f.place == "Plan!A5" and "ask Cy" in f.message for f in reading.findings)


def test_an_amount_that_comes_once_is_asked_about(tmp_path: Path) -> None:
    reading = read_sheets(
        tmp_path,
        {
            "Value": [
                *FACTS,
                [],
                ["Outcome", "Measure", "Before", "After", "Value a year", "Kind", "Source"],
                ["Less energy bought", "Heating", 168, 135, 934_000, "annual", "Bills 2026"],
                ["Grant kept", "Grant", 0, 1, 3_400_000, "one-off", "Agreement"],
            ],
        },
    )
    assert [f.place for f in reading.findings if "counts as a value a year" in f.message] == ["Value!E6"]


def test_lists_of_several_sorts_and_marked_lines_under_headings(tmp_path: Path) -> None:
    """A column parts a list; letters before lines are their ids; a stage outweighs a workstream."""
    reading = read_sheets(
        tmp_path,
        {
            "Case": [
                *FACTS,
                [],
                ["Ref", "Category", "Description", "Measure", "Now", "Target", "Answers"],
                ["G1", "Goal", "Ship every order on the day it comes in", "Same-day orders", 62, 95, None],
                ["P1", "Problem", "Orders wait in one queue for a day", None, None, None, "G1"],
                ["P2", "Problem", "Stock is counted by hand on Fridays", None, None, None, "G1"],
                ["R1", "Requirement", "Sort the orders as they come in", None, None, None, "P1"],
            ],
            "More": [
                ["What gets in the way", None, "feeds"],
                ["A", "Drivers leave before the last order is packed", "goal 1"],
                ["B", "Returns are typed up at the month's end", "goal 1"],
            ],
            "Plan": [
                ["Ref", "Workstream", "Stage", "Activity", "RAG", "Status", "Finish"],
                ["T1", "Data", "Prove", "Trial in one shed", "R", "Not started", "2027-03-05"],
                ["T2", "People", "Decide", "Board decides", "G", "Blocked", "2027-04-05"],
            ],
        },
    )
    plan = reading.plan
    assert [(i.id, i.statement, i.target) for i in plan.issues] == [
        ("G1", "Ship every order on the day it comes in", 95)
    ]
    assert [(p.id, p.statement) for p in plan.problems] == [
        ("P1", "Orders wait in one queue for a day"),
        ("P2", "Stock is counted by hand on Fridays"),
        ("A", "Drivers leave before the last order is packed"),
        ("B", "Returns are typed up at the month's end"),
    ]
    assert [(c.statement, c.problems) for c in plan.capabilities] == [
        ("Sort the orders as they come in", ("P1",))
    ]
    assert reading.places.of("/problems/1/statement") == "Case!C7"
    assert [(s.phase, s.status) for s in plan.steps] == [("Prove", "not_started"), ("Decide", "blocked")]


def test_marked_lines_beside_what_nothing_tells(tmp_path: Path) -> None:
    reading = read_sheets(
        tmp_path,
        {
            "Case": [
                *FACTS,
                [],
                ["What gets in the way", None, "seen by"],
                ["A", "Drivers leave before the last order is packed", "the night shift"],
                ["B", "Returns are typed up at the month's end", "the office"],
            ],
        },
    )
    assert [p.id for p in reading.plan.problems] == ["A", "B"]
    assert "night shift" not in shared_part(reading.plan).model_dump_json()
    assert any(f.place == "Case!C4" for f in reading.findings)
