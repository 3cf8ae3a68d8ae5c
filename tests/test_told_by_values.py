"""What columns, lines and names are by what stands in them and beside them, as cases."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_meaning import FACTS, PEOPLE, Rows, outline, read_sheets
from test_readers_json import TODAY

from mutualplan_deck.readers import read
from mutualplan_deck.readers.headings import column_near, label_near
from mutualplan_deck.readers.words import Names
from mutualplan_deck.story.edition import shared_part

SAMPLES = Path(__file__).parents[1] / "sample_plans"

# (title, sheets, what is understood)
CASES: list[tuple[str, dict[str, Rows], list[str]]] = [
    (
        "a phase in the first line of each group, whatever it is called",
        {
            "Deal": FACTS,
            "Plan": [
                ["Step", "To do", "Who", "By when", "Status"],
                ["Agree", "Goals written down", "Ann Lee", "2027-02-01", "done"],
                [None, "Figures checked", "Ann Lee", "2027-02-08", "open"],
                ["Prove", "Trial in one shed", "Ann Lee", "2027-03-15", "open"],
                [None, "Result shown", "Ann Lee", "2027-03-31", "open"],
            ],
        },
        [
            "step: Agree: Goals written down | Ann Lee |  | 2027-02-01 done",
            "step: Agree: Figures checked | Ann Lee |  | 2027-02-08 not_started",
            "step: Prove: Trial in one shed | Ann Lee |  | 2027-03-15 not_started",
            "step: Prove: Result shown | Ann Lee |  | 2027-03-31 not_started",
        ],
    ),
    (
        "the lines that a project program puts over groups are phases, and predecessors row numbers",
        {
            "Deal": FACTS,
            "Plan": [
                ["Task Name", "Start", "Finish", "Predecessors", "Assigned To", "Status"],
                ["Agree", "2027-02-01", "2027-02-08", None, None, None],
                ["Goals written down", "2027-02-01", "2027-02-01", None, "Ann Lee", "Complete"],
                ["Figures checked", "2027-02-02", "2027-02-08", "2", "Ann Lee", "Not Started"],
                ["Prove", "2027-03-01", "2027-03-15", None, None, None],
                ["Trial in one shed", "2027-03-01", "2027-03-15", "3", "Ann Lee", "Not Started"],
            ],
        },
        [
            "step: Agree: Goals written down | Ann Lee |  | 2027-02-01 done",
            "step: Agree: Figures checked | Ann Lee |  | 2027-02-08 not_started",
            "step: Prove: Trial in one shed | Ann Lee |  | 2027-03-15 not_started",
        ],
    ),
    (
        "a second column of names is who helps",
        {
            "Deal": FACTS,
            "People": PEOPLE,
            "Plan": [
                ["Step", "Lead", "With", "By when", "Status"],
                ["Goals written down", "Ann", "Bo", "2027-02-01", "done"],
                ["Trial in one shed", "Bo", "Ann", "2027-03-15", "open"],
            ],
        },
        [
            "step: Goals written down | Ann Lee | Bo Ray | 2027-02-01 done",
            "step: Trial in one shed | Ann Lee | Bo Ray | 2027-03-15 not_started",
        ],
    ),
    (
        "what the letters in a legend stand for",
        {
            "Deal": [["(A) = Acme Ltd   (B) = Bolt Inc"], *FACTS],
            "Plan": [
                ["Step", "Who", "By when", "Status"],
                ["Goals written down", "Ann Lee (A) / Bo Ray (B)", "2027-02-01", "done"],
            ],
        },
        ["step: Goals written down | Ann Lee | Bo Ray | 2027-02-01 done"],
    ),
    (
        "people without a header, their company in the first line of each",
        {
            "Deal": [
                *FACTS,
                [],
                ["People"],
                ["Acme", "Ann Lee", "Operations Director", "ann@acme.example"],
                [None, "Cy Moor", "Head of Finance", "cy@acme.example"],
                ["Bolt", "Bo Ray", "Account Manager", "bo@bolt.example"],
            ]
        },
        ["person: Ann Lee, customer", "person: Cy Moor, customer", "person: Bo Ray, vendor"],
    ),
    (
        "the last name first",
        {
            "Deal": FACTS,
            "People": [
                ["Name", "Company", "Job title"],
                ["Lee, Ann", "Acme", "Operations Director"],
                ["Ray, Dr. Bo", "Bolt", "Account Manager"],
            ],
        },
        ["person: Ann Lee, customer", "person: Bo Ray, vendor"],
    ),
    (
        "people of a partner below those of both sides",
        {
            "Deal": FACTS,
            "People": [
                ["Name", "Company", "Job title"],
                ["Ann Lee", "Acme", "Operations Director"],
                ["Bo Ray (subcontractor Kettle)", "Bolt", "Engineer"],
            ],
        },
        ["person: Ann Lee, customer", "person: Bo Ray, partner"],
    ),
    (
        "the problem, the answer and the gain in one line; a merged problem has two answers",
        {
            "Deal": FACTS,
            "Chain": [
                ["#", "What gets in the way", "What they need", "Gain", "Now", "Then", "GBP a year"],
                [1, "Orders wait for a day", "Sort orders as they come", "Fewer late orders", 62, 9, 300_000],
                [2, "Stock is wrong on Fridays", "Know the stock at any time", "Less stock", 40, 20, 90_000],
                [None, "Stock is wrong on Fridays", "Count by scanner in the aisle"],
            ],
        },
        [
            "problem: Orders wait for a day",
            "problem: Stock is wrong on Fridays",
            "capability: Sort orders as they come",
            "capability: Know the stock at any time",
            "capability: Count by scanner in the aisle",
        ],
    ),
    (
        "another table below a gap, whose header has words where figures stood",
        {
            "Goals": [
                *FACTS,
                [],
                ["Goal", "Measure", "Today", "Target", "By"],
                ["Ship every order the same day", "Same-day orders", 62, 95, "2027-06-30"],
                [],
                ["Where it hurts", "Effect", "What would help", "How we prove it"],
                [
                    "Orders wait for a day",
                    "One in nine is late",
                    "Sort orders as they come",
                    "A week without",
                ],
                ["Stock is wrong on Fridays", "Two recounts a week", "Know the stock at any time", "A test"],
            ]
        },
        [
            "issue: Ship every order the same day | Same-day orders 62 → 95 by 2027-06-30",
            "problem: Orders wait for a day",
            "problem: Stock is wrong on Fridays",
            "capability: Sort orders as they come",
            "capability: Know the stock at any time",
        ],
    ),
]


@pytest.mark.parametrize(("sheets", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_understood(sheets: dict[str, Rows], wanted: list[str], tmp_path: Path) -> None:
    assert list(outline(read_sheets(tmp_path, sheets).plan)) == wanted


def test_row_numbers_name_the_lines_before(tmp_path: Path) -> None:
    sheets = next(sheets for title, sheets, _ in CASES if "row numbers" in title)
    steps = read_sheets(tmp_path, sheets).plan.steps
    titles = {s.id: s.title for s in steps}
    assert [[titles[i] for i in s.after] for s in steps] == [[], ["Goals written down"], ["Figures checked"]]


GOALS: Rows = [["No.", "Goal", "Today", "Target"], [1, "Ship the same day", 62, 95], [2, "Count daily", 1, 5]]


@pytest.mark.parametrize("header", ["Goal no.", "Thing", "Goal"])
def test_a_number_that_stands_twice_is_that_of_what_a_line_belongs_to(header: str, tmp_path: Path) -> None:
    hurts: Rows = [["Problem", header], ["Orders wait", 1], ["Nobody sorts", 1], ["No scanner", "1 and 2"]]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Goals": GOALS, "Problems": hurts}).plan
    assert [p.issues for p in plan.problems] == [("1",), ("1",), ("1", "2")]


def test_steps_that_others_wait_for_may_be_named_by_their_titles(tmp_path: Path) -> None:
    sheet: Rows = [
        ["Step", "By when", "Status", "Waits for"],
        ["Goals, figures and dates agreed", "2027-02-01", "done", None],
        ["Trial in one shed", "2027-03-15", "open", "Goals, figures and dates agreed"],
        ["Go live", "2027-06-01", "open", "Trial in one shed, Goals, figures and dates agreed"],
    ]
    steps = read_sheets(tmp_path, {"Deal": FACTS, "Plan": sheet}).plan.steps
    titles = {s.title: s.id for s in steps}
    assert steps[1].after == (titles["Goals, figures and dates agreed"],)
    assert set(steps[2].after) == {steps[0].id, steps[1].id}


@pytest.mark.parametrize("shared", ["yes", "TRUE", "x"])
def test_where_some_lines_are_marked_as_shared_the_others_are_not(shared: str, tmp_path: Path) -> None:
    sheet: Rows = [
        ["Step", "Who", "By when", "Status", "Visible to customer"],
        ["Trial in one shed", "Ann Lee", "2027-03-15", "open", shared],
        ["Ask for the discount", "Bo Ray", "2027-03-16", "open", None],
    ]
    reading = read_sheets(tmp_path, {"Deal": FACTS, "People": PEOPLE, "Plan": sheet})
    assert [s.shared for s in reading.plan.steps] == [True, False]
    assert "discount" not in shared_part(reading.plan).model_dump_json()
    assert [f.place for f in reading.findings if f.code == "RD104"] == ["Plan!A3"]


@pytest.mark.parametrize(
    ("header", "amount", "value"),
    [("GBP a month", 3500, 42_000), ("GBP pro Quartal", 1000, 4000), ("Value a year (GBP)", 3500, 3500)],
)
def test_so_much_a_month_is_twelve_times_as_much_a_year(
    header: str, amount: int, value: int, tmp_path: Path
) -> None:
    gains: Rows = [["Gain", "Before", "After", header], ["Fewer late orders", 62, 9, amount]]
    reading = read_sheets(tmp_path, {"Deal": FACTS, "Gains": gains})
    assert [o.annual_value for o in reading.plan.outcomes] == [value]
    assert any(f.code == "RD102" and f.place == "Gains!D2" for f in reading.findings) is (value != amount)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Metric owner", "owner"),
        ("Objective owner", "owner"),
        ("Unit of measure", "unit"),
        ("Unité de mesure", "unit"),
        ("Wer verantwortet das Ziel", "owner"),
    ],
)
def test_a_header_is_the_noun_at_its_head(text: str, field: str) -> None:
    assert column_near("issues", text, Names(), lambda _: True) == field


@pytest.mark.parametrize("text", ["Associated deal", "Created by", "Record", "Sentiment"])
def test_a_header_of_another_program_is_told_by_no_word(text: str) -> None:
    shown = {"statement", "title", "responsibility", "done_means", "phase", "impact", "source"}
    for section in ("issues", "problems", "outcomes", "people", "steps"):
        assert column_near(section, text, Names(), shown.__contains__) == ""


def test_a_label_that_means_nothing_known_is_left_alone() -> None:
    assert label_near("Weather on the day", "Sunny all day long", Names()) == ""


ROOM: dict[str, Any] = {
    "room": {"host": {"org": "Bolt Inc"}, "guest": {"org": "Acme Ltd"}, "keyDates": []},
    "members": [
        {"key": "m1", "fullName": "Ann Lee", "position": "Operations Director", "team": "guest"},
        {"key": "m2", "fullName": "Bo Ray", "position": "Account Manager", "team": "host"},
    ],
    "track": [
        {
            "label": "Agree",
            "items": [
                {
                    "key": "t1",
                    "label": "Goals agreed",
                    "guestLeads": ["m1"],
                    "hostLeads": ["m2"],
                    "due": "2027-02-01",
                    "state": "finished",
                },
                {"key": "t2", "label": "Floor", "due": "2027-02-02", "state": "planned", "audience": "host"},
            ],
        }
    ],
}


def test_a_room_of_host_and_guest(tmp_path: Path) -> None:
    ROOM["room"]["keyDates"] = [{"label": "Signature", "date": "2027-03-01"}]
    (tmp_path / "room.json").write_text(json.dumps(ROOM), "utf-8")
    plan = read(tmp_path / "room.json", today=TODAY).plan
    assert (plan.customer.name, plan.vendor.name, str(plan.signature_date)) == (
        "Acme Ltd",
        "Bolt Inc",
        "2027-03-01",
    )
    assert list(outline(plan)) == ["step: Agree: Goals agreed | Ann Lee | Bo Ray | 2027-02-01 done"]


DEAL = (
    "Record ID,Deal Name,Deal Stage,Amount,Company name,MAP Goal,MAP Measure,MAP Today,MAP Target,"
    "MAP Causes,MAP Needs,Gains (metric; before; after; a year; source),Contract with\n"
    "1,Acme deal,Proposal,126500,Acme Ltd,Ship every order the same day,Same-day orders,62 %,95 %,"
    '"P1: Orders wait for a day\nP2: Stock is wrong",'
    '"- Sort orders as they come (P1)\n- Know the stock (P2)",'
    '"Late orders; 62; 9; 300000; Ledger 2026\nRecounts; 40; 20; 90000; Time sheets",Bolt Inc\n'
)
TASKS = (
    "Record ID,Task title,Due date,Task status,Associated deal\n"
    "7,Trial in one shed,2027-03-15,Not started,Acme deal\n"
)


def test_a_deal_whose_own_fields_hold_the_case(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text(DEAL, "utf-8")
    (tmp_path / "tasks.csv").write_text(TASKS, "utf-8")
    reading = read(tmp_path, today=TODAY)
    plan = reading.plan
    assert (plan.customer.name, plan.vendor.name) == ("Acme Ltd", "Bolt Inc")
    assert [(i.metric, i.baseline, i.target, i.unit) for i in plan.issues] == [
        ("Same-day orders", 62, 95, "%")
    ]
    assert [(p.id, p.statement) for p in plan.problems] == [
        ("P1", "Orders wait for a day"),
        ("P2", "Stock is wrong"),
    ]
    assert [(c.statement, c.problems) for c in plan.capabilities] == [
        ("Sort orders as they come", ("P1",)),
        ("Know the stock", ("P2",)),
    ]
    gains = [(o.metric, o.before, o.after, o.annual_value, o.source) for o in plan.outcomes]
    assert gains == [
        ("Late orders", 62, 9, 300_000, "Ledger 2026"),
        ("Recounts", 40, 20, 90_000, "Time sheets"),
    ]
    assert "126" not in shared_part(plan).model_dump_json()


def test_our_own_form_needs_none_of_the_words_of_others() -> None:
    program = (
        "import datetime as dt, sys; from pathlib import Path;"
        "from mutualplan_deck.readers import read, words;"
        "read(Path(sys.argv[1]), today=dt.date(2027, 1, 12)); print(words.raw.cache_info().currsize)"
    )
    plan = SAMPLES / "halden-claims.xlsx"
    said = subprocess.run(
        [sys.executable, "-c", program, str(plan)], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["0"]


def test_a_meeting_is_called_what_its_label_says(tmp_path: Path) -> None:
    rows: Rows = [*FACTS, ["Next review:", "2027-02-03"], [], *PEOPLE]
    plan = read_sheets(tmp_path, {"Deal": rows}).plan
    assert [(m.name, str(m.date)) for m in plan.meetings] == [("Next review", "2027-02-03")]
