"""Sheets whose words or arrangement nobody has listed: a sheet in, what is understood of it out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from test_readers_json import TODAY

from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers import Reading, read
from mutualplan_deck.story.edition import shared_part

Rows = list[list[Any]]
FACTS: Rows = [["Customer", "Acme Ltd"], ["Vendor", "Bolt Inc"]]
PEOPLE: Rows = [
    ["Name", "Company", "Job title"],
    ["Ann Lee", "Acme", "Operations Director"],
    ["Bo Ray", "Bolt", "Account Manager"],
]

# (title, sheets, what is understood)
CASES: list[tuple[str, dict[str, Rows], list[str]]] = [
    (
        "lines under headings, numbered or not",
        {
            "Deal": [
                *FACTS,
                [],
                ["Pain points"],
                ["Orders wait in one queue for a day"],
                ["Stock is counted by hand every Friday"],
                [],
                ["Requirements"],
                [1, "Orders are sorted as they come"],
                [2, "Stock is known at any time"],
            ]
        },
        [
            "problem: Orders wait in one queue for a day",
            "problem: Stock is counted by hand every Friday",
            "capability: Orders are sorted as they come",
            "capability: Stock is known at any time",
        ],
    ),
    (
        "a short line over sentences is their header",
        {
            "Deal": FACTS,
            "Pain points": [["What drives us mad"], ["Orders wait for a day"], ["Stock is wrong"]],
        },
        ["problem: Orders wait for a day", "problem: Stock is wrong"],
    ),
    (
        "an issue as labels and values",
        {
            "Deal": [
                *FACTS,
                [],
                ["The big thing", "Ship every order on the day it comes in"],
                ["KPI", "Same-day orders"],
                ["Today", 62],
                ["Goal", 95],
                ["Unit", "%"],
                ["Needed by", "30 June 2027"],
            ]
        },
        ["issue: Ship every order on the day it comes in | Same-day orders 62 → 95 % by 2027-06-30"],
    ),
    (
        "a deal whose own columns say what of the issue they hold, other sections between",
        {
            "Opportunity": [
                [
                    "Id",
                    "Account Name",
                    "Underlying_Problems__c",
                    "Issue_Due_Date__c",
                    "Issue_Metric__c",
                    "Business_Issue__c",
                    "Issue_Baseline__c",
                    "Issue_Target__c",
                    "Issue_Unit__c",
                ],
                [
                    "D1",
                    "Acme Ltd",
                    "Orders wait for a day",
                    "2027-06-30",
                    "Same-day orders",
                    "Orders are shipped too late",
                    62,
                    95,
                    "%",
                ],
            ]
        },
        [
            "issue: Orders are shipped too late | Same-day orders 62 → 95 % by 2027-06-30",
            "problem: Orders wait for a day",
        ],
    ),
    (
        "two issues under each other, each beginning as the first did",
        {
            "Deal": [
                *FACTS,
                [],
                ["Board aim 1", "Ship every order on the day it comes in"],
                ["KPI", "Same-day orders"],
                ["Today", "62 %"],
                ["Goal", "95 %"],
                ["Board aim 2", "Know the stock at any time of the day"],
                ["KPI", "Wrong counts"],
                ["Today", "40 a week"],
                ["Goal", "5 a week"],
            ]
        },
        [
            "issue: Ship every order on the day it comes in | Same-day orders 62 → 95 %",
            "issue: Know the stock at any time of the day | Wrong counts 40 → 5 a week",
        ],
    ),
    (
        "numbers beside today are what it shall be",
        {
            "Deal": FACTS,
            "Goals": [["Ambition", "Yardstick", "Today", "Dreamland"], ["Ship today", "Orders", 62, 95]],
        },
        ["issue: Ship today | Orders 62 → 95"],
    ),
    (
        "headers that say nothing, over values that say all",
        {
            "Deal": FACTS,
            "People": PEOPLE,
            "Sheet2": [
                ["Thingummy", "Whodunnit", "Whenever", "Howzat"],
                ["Kick-off with both teams", "Ann Lee, Bo Ray", "2027-02-01", "done"],
                ["Stock data handed over", "Ann Lee", "2027-02-15", "in progress"],
                ["Trial in the north shed", "Ann Lee", "2027-03-15", "not started"],
            ],
        },
        [
            "step: Kick-off with both teams | Ann Lee | Bo Ray | 2027-02-01 done",
            "step: Stock data handed over | Ann Lee |  | 2027-02-15 in_progress",
            "step: Trial in the north shed | Ann Lee |  | 2027-03-15 not_started",
        ],
    ),
    (
        "phases as headings, with blank rows between the groups",
        {
            "Deal": FACTS,
            "People": PEOPLE,
            "Plan": [
                ["Step", "Owner", "Due", "Status"],
                ["Agree"],
                ["Goals agreed", "Ann Lee", "01/02/2027", "erl."],
                [],
                ["Prove"],
                ["Trial in one shed", "Ann Lee", "15/03/2027", "planned"],
                ["Result shown", "Bo Ray", "31/03/2027", "planned"],
            ],
        },
        [
            "step: Agree: Goals agreed | Ann Lee |  | 2027-02-01 done",
            "step: Prove: Trial in one shed | Ann Lee |  | 2027-03-15 not_started",
            "step: Prove: Result shown |  | Bo Ray | 2027-03-31 not_started",
        ],
    ),
    (
        "a column of remarks is never taken for what is to be done",
        {
            "Deal": FACTS,
            "People": PEOPLE,
            "Plan": [
                ["Gizmo", "Owner", "Due", "Status", "Colour"],
                ["Demo", "Bo Ray", "2027-02-01", "done", None],
                ["Legal", "Ann Lee", "2027-02-15", "planned", "they would sign for a third less"],
                ["Sign", "Ann Lee", "2027-03-15", "planned", None],
            ],
        },
        [
            "step: Demo |  | Bo Ray | 2027-02-01 done",
            "step: Legal | Ann Lee |  | 2027-02-15 not_started",
            "step: Sign | Ann Lee |  | 2027-03-15 not_started",
        ],
    ),
    (
        "step over numbers and item over texts are each the other",
        {
            "Deal": FACTS,
            "Plan": [
                ["Step", "Item", "Due", "Status"],
                [1, "Goals agreed", "2027-02-01", "done"],
                [2, "Trial in one shed", "2027-03-15", "planned"],
            ],
        },
        [
            "step: Goals agreed |  |  | 2027-02-01 done",
            "step: Trial in one shed |  |  | 2027-03-15 not_started",
        ],
    ),
    (
        "lines that are only a number and a name, over those they count, are phases",
        {
            "Deal": FACTS,
            "Plan": [
                ["No.", "Task", "Due", "Status", "Predecessors"],
                ["1", "Agree", None, None, None],
                ["1.1", "Goals agreed", "2027-02-01", "done", None],
                ["2", "Prove", None, None, None],
                ["2.1", "Trial in one shed", "2027-03-15", "planned", "1.1FS+2 days"],
            ],
        },
        [
            "step: Agree: Goals agreed |  |  | 2027-02-01 done",
            "step: Prove: Trial in one shed |  |  | 2027-03-15 not_started",
        ],
    ),
    (
        "people under the names of their companies",
        {
            "Deal": FACTS,
            "Contacts": [
                ["Name", "Job title"],
                ["Acme"],
                ["Ann Lee", "Operations Director"],
                ["Bolt"],
                ["Bo Ray", "Account Manager"],
            ],
        },
        ["person: Ann Lee, customer", "person: Bo Ray, vendor"],
    ),
    (
        "a person of whom only the name is known is no heading, whatever the company is called",
        {
            "Deal": [["Customer", "Quigley Ltd"], ["Vendor", "Bolt Inc"]],
            "Contacts": [
                ["Name", "Job title"],
                ["Ann Lee", "Operations Director"],
                ["Harlan Quigley"],
            ],
        },
        ["person: Ann Lee, customer", "person: Harlan Quigley, customer"],
    ),
    (
        "prepared for and by whom in one cell",
        {
            "Deal": [
                ["Prepared for Acme Castings, Inc. by Bolt Systems"],
                [],
                ["Pain points"],
                ["Orders wait a day"],
            ]
        },
        ["problem: Orders wait a day"],
    ),
    (
        "two teams under their headings, one of which is nobody's",
        {
            "Deal": [["Customer", "Acme Ltd"]],
            "Contacts": [
                ["Acme team"],
                ["Name", "Job title"],
                ["Ann Lee", "Operations Director"],
                [],
                ["Bolt team"],
                ["Name", "Job title"],
                ["Bo Ray", "Account Manager"],
            ],
        },
        ["person: Ann Lee, customer", "person: Bo Ray, vendor"],
    ),
]


def read_sheets(folder: Path, sheets: dict[str, Rows]) -> Reading:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                page.cell(number, column, value)
    book.save(folder / "plan.xlsx")
    return read(folder / "plan.xlsx", today=TODAY)


def outline(plan: Plan) -> Iterator[str]:
    for i in plan.issues:
        due = f" by {i.due}" if i.due else ""
        yield f"issue: {i.statement} | {i.metric} {i.baseline} → {i.target} {i.unit}".rstrip() + due
    yield from (f"problem: {p.statement}" for p in plan.problems)
    yield from (f"capability: {c.statement}" for c in plan.capabilities)
    if not plan.steps:
        yield from (f"person: {p.name}, {p.party}" for p in plan.people)
    for s in plan.steps:
        phase = f"{s.phase}: " if s.phase else ""
        owners = [_named(plan, owner) for owner in (s.owner_customer, s.owner_vendor)]
        yield f"step: {phase}{s.title} | {owners[0]} | {owners[1]} | {s.due} {s.status}"


def _named(plan: Plan, owner: str) -> str:
    person = plan.person(owner)
    return person.name if person else owner


@pytest.mark.parametrize(("sheets", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_understood(sheets: dict[str, Rows], wanted: list[str], tmp_path: Path) -> None:
    assert list(outline(read_sheets(tmp_path, sheets).plan)) == wanted


def test_what_is_read_by_its_values_is_told_at_its_header(tmp_path: Path) -> None:
    sheets = next(sheets for title, sheets, _ in CASES if title.startswith("headers that say nothing"))
    told = {f.place: f.message for f in read_sheets(tmp_path, sheets).findings if f.code == "RD126"}
    assert set(told) == {f"Sheet2!{column}1" for column in "ABCD"}
    assert told["Sheet2!C1"] == "column “Whenever” is read as the due, by what stands under it"


def test_a_wait_behind_a_predecessor_is_told(tmp_path: Path) -> None:
    sheets = next(sheets for title, sheets, _ in CASES if title.startswith("lines that are only a number"))
    reading = read_sheets(tmp_path, sheets)
    assert reading.plan.steps[1].after == ("1.1",)
    assert "a wait" in next(f.message for f in reading.findings if f.place == "Plan!E5")


def test_a_list_is_told_where_it_begins(tmp_path: Path) -> None:
    sheets = next(sheets for title, sheets, _ in CASES if title.startswith("lines under headings"))
    told = {
        f.place: (f.level, f.message) for f in read_sheets(tmp_path, sheets).findings if f.code == "RD126"
    }
    assert told == {
        "Deal!A5": ("hint", "the lines under “Pain points” are read as 2 problems"),
        "Deal!A9": ("hint", "the lines under “Requirements” are read as 2 capabilities"),
    }


@pytest.mark.parametrize("mark", ["Internal: {}", "(vertraulich) {}", "{} [interne]"])
def test_a_line_that_says_so_stays_internal(mark: str, tmp_path: Path) -> None:
    secret = mark.format("they would pay a third more")
    sheet: Rows = [*FACTS, [], ["Pain points"], ["Orders wait in one queue for a day"], [secret]]
    plan = read_sheets(tmp_path, {"Deal": sheet}).plan
    assert [p.statement for p in plan.problems] == ["Orders wait in one queue for a day"]
    assert "a third more" in plan.model_dump_json()
    assert "a third more" not in shared_part(plan).model_dump_json()


def test_remarks_stay_internal(tmp_path: Path) -> None:
    sheets = next(sheets for title, sheets, _ in CASES if title.startswith("a column of remarks"))
    plan = read_sheets(tmp_path, sheets).plan
    assert "third less" in plan.model_dump_json()
    assert "third less" not in shared_part(plan).model_dump_json()


def test_a_customer_that_only_the_title_and_other_cells_name_is_proposed(tmp_path: Path) -> None:
    rows: Rows = [
        ["Mutual plan for Acme"],
        [],
        ["Step", "Acme lead", "Due", "Status"],
        ["Goals agreed at Acme", "Ann Lee", "2027-02-01", "done"],
        ["Trial at Acme", "Ann Lee", "2027-03-01", "planned"],
    ]
    reading = read_sheets(tmp_path, {"Plan": rows})
    assert reading.plan.customer.name == "Acme"
    told = next(f for f in reading.findings if f.code == "RD121")
    assert (told.place, told.level) == ("Plan!A1", "warning")


@pytest.mark.parametrize(
    ("headers", "day", "locale"),
    [
        (["Maßnahme", "Verantwortlich", "Fällig am", "Stand"], "15.03.2027", "de"),
        (["Étape", "Responsable", "Échéance", "Avancement"], "15/03/2027", "fr"),
        (["Task", "Assigned to", "Due date", "Status"], "3/15/2027", "en-US"),
        (["Task", "Assigned to", "Due date", "Status"], "15/3/2027", ""),
    ],
)
def test_the_deck_speaks_the_language_of_the_sheet(
    headers: list[str], day: str, locale: str, tmp_path: Path
) -> None:
    rows: Rows = [headers, ["Kick-off", "Ann Lee", day, "OK"], ["Go live", "Ann Lee", day, "OK"]]
    reading = read_sheets(tmp_path, {"Deal": FACTS, "Plan": rows})
    assert reading.plan.locale == locale
    assert [f.place for f in reading.findings if f.code == "RD127"] == ["Deal!A1"] * bool(locale)
