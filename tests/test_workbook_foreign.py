"""Other people's tidy workbooks: sections and columns by what they are called, values as people type."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.comments
import pytest
from test_readers_json import TODAY

from mutualplan_deck.plan.model import Kind, Party, Plan, Status
from mutualplan_deck.readers import Reading, read
from mutualplan_deck.readers.json.plan import write_json
from mutualplan_deck.readers.write_workbook import write_workbook


def _sheets(lines: Sequence[str]) -> dict[str, list[list[Any]]]:
    """Sheets from text: == before a title, | between cells."""
    found: dict[str, list[list[Any]]] = {}
    for line in lines:
        if line.startswith("== "):
            found[line[3:]] = rows = []
        else:
            rows.append([cell.strip() or None for cell in line.split("|")])
    return found


_GERMAN = _sheets(json.loads(Path(__file__).with_name("test_workbook_german.json").read_text("utf-8")))


def _saved(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path


def _read(tmp_path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Reading:
    return read(_saved(tmp_path / "plan.xlsx", sheets), today=TODAY)


def _steps(tmp_path: Path, header: list[Any], *rows: list[Any]) -> Reading:
    facts = [["Customer", "Acme Ltd"], ["Vendor", "Bolt Inc"]]
    people = [["Name", "Company"], ["Ann Lee", "Acme"], ["Bo Ray", "Bolt"]]
    return _read(tmp_path, {"Overview": facts, "Contacts": people, "Timeline": [header, *rows]})


def test_a_german_workbook_is_understood(tmp_path: Path) -> None:
    plan = _read(tmp_path, _GERMAN).plan
    assert (plan.customer.name, plan.vendor.name) == ("Lindauer Textilwerke AG", "Fadenlauf GmbH")
    assert (plan.success.date, plan.signature_date) == (dt.date(2027, 6, 30), dt.date(2027, 2, 26))
    assert (plan.currency, plan.as_of, plan.locale) == ("EUR", dt.date(2027, 3, 9), "de-DE")
    issue = plan.issues[0]
    assert (issue.id, issue.baseline, issue.target, issue.due) == (
        "Z1",
        Decimal("8.4"),
        Decimal("3.1"),
        dt.date(2027, 6, 30),
    )
    assert [(p.id, p.issues, p.annual_cost) for p in plan.problems] == [
        ("U1", ("Z1",), 215_000),
        ("U2", ("Z1",), 380_000),
    ]
    assert plan.capabilities[0].differentiator
    assert plan.capabilities[0].confirmed is not None
    assert plan.capabilities[0].confirmed.by == "Anke Brüggemann"
    assert plan.outcomes[0].annual_value == 1_250_000
    assert [(p.name, p.party) for p in plan.people] == [
        ("Anke Brüggemann", Party.CUSTOMER),
        ("Tim Oswald", Party.VENDOR),
        ("Eva Roth", Party.PARTNER),
    ]


def test_german_steps_have_status_kind_and_links(tmp_path: Path) -> None:
    reading = _read(tmp_path, _GERMAN)
    assert [(s.id, s.status, s.kind, s.after, s.due) for s in reading.plan.steps] == [
        ("1", Status.DONE, Kind.TASK, (), dt.date(2027, 2, 19)),
        ("2", Status.IN_PROGRESS, Kind.APPROVAL, ("1",), dt.date(2027, 2, 24)),
        ("3", Status.NOT_STARTED, Kind.APPROVAL, ("1", "2"), None),
    ]
    assert "Maßnahmen!F4" in {f.place for f in reading.findings if f.code == "RD101"}
    assert reading.plan.steps[0].note == "Kunde zögert"
    assert reading.plan.internal["Deckblatt!B11"] == "Parkplatz: Tor 3"


def test_what_was_read_survives_our_own_form(tmp_path: Path) -> None:
    plan = _read(tmp_path, _GERMAN).plan
    write_workbook(plan, tmp_path / "own.xlsx", guide=True)
    (tmp_path / "own.json").write_text(write_json(plan), "utf-8")
    assert read(tmp_path / "own.xlsx", today=TODAY).plan == plan
    assert read(tmp_path / "own.json", today=TODAY).plan == plan


def test_headers_may_name_the_companies_or_the_sides(tmp_path: Path) -> None:
    for theirs, ours in [
        ("Acme", "Bolt"),
        ("Client owner", "Supplier owner"),
        ("Owner (Acme)", "Owner (us)"),
        ("Acme Ltd lead", "Bolt lead"),
    ]:
        step = _steps(
            tmp_path, ["Action", theirs, ours, "Due"], ["Agree", "Ann Lee", "Bo Ray", TODAY]
        ).plan.steps[0]
        assert (step.owner_customer, step.owner_vendor) == ("Ann Lee", "Bo Ray")


def test_a_single_owner_goes_to_their_side(tmp_path: Path) -> None:
    reading = _steps(
        tmp_path,
        ["Action", "Who", "When"],
        ["A", "Bo Ray", TODAY],
        ["B", "ann lee", TODAY],
        ["C", "Zed", TODAY],
    )
    assert [(s.owner_customer, s.owner_vendor) for s in reading.plan.steps] == [
        ("", "Bo Ray"),
        ("Ann Lee", ""),
        ("Zed", ""),
    ]
    assert [(f.code, f.place) for f in reading.findings] == [("RD111", "Timeline!B4")]


def test_days_and_months_are_told_apart_by_the_column(tmp_path: Path) -> None:
    header = ["Action", "Owner", "Due"]
    sure = _steps(tmp_path, header, ["A", "Ann Lee", "25/04/2027"], ["B", "Ann Lee", "03/04/2027"])
    assert [s.due for s in sure.plan.steps] == [dt.date(2027, 4, 25), dt.date(2027, 4, 3)]
    assert sure.findings == ()
    american = _steps(tmp_path, header, ["A", "Ann Lee", "04/25/2027"], ["B", "Ann Lee", "03/04/2027"])
    assert [s.due for s in american.plan.steps] == [dt.date(2027, 4, 25), dt.date(2027, 3, 4)]
    unsure = _steps(tmp_path, header, ["B", "Ann Lee", "03/04/2027"])
    assert [(f.code, f.place) for f in unsure.findings] == [("RD102", "Timeline!C2")]


def test_internal_columns_sheets_and_comments_reach_no_shared_field(tmp_path: Path) -> None:
    path = _saved(
        tmp_path / "plan.xlsx",
        {
            "Overview": [["Client", "Acme Ltd"], ["Supplier", "Bolt Inc"]],
            "Timeline": [
                ["Action", "Due", "Owner (internal)", "Win chance", "Risk (int.)"],
                ["Agree", TODAY, "SECRET1", "SECRET2", "SECRET3"],
            ],
            "Internal notes": [["Action", "Due"], ["SECRET4", TODAY]],
            "Deal desk": [["Action", "Due"], ["SECRET5", TODAY]],
            "Scribbles": [["SECRET6"]],
        },
    )
    book = openpyxl.load_workbook(path)
    book["Deal desk"].sheet_state = "veryHidden"
    book["Timeline"]["A2"].comment = openpyxl.comments.Comment("SECRET7", "me")
    book.save(path)
    reading = read(path, today=TODAY)
    assert "SECRET" not in reading.plan.model_dump_json(exclude={"internal"})
    assert all(f"SECRET{n}" in str(reading.plan.internal) for n in range(1, 8))
    assert {f.place for f in reading.findings} >= {
        *(
            "Timeline!C1",
            "Timeline!D1",
            "Timeline!E1",
            "Timeline!A2",
            "Internal notes!A1",
            "Deal desk!A1",
            "Scribbles!A1",
        ),
    }


def test_a_column_spelt_wrongly_is_proposed_not_taken(tmp_path: Path) -> None:
    reading = _steps(tmp_path, ["Action", "Due", "Predecessorz"], ["Agree", TODAY, "x"])
    assert reading.plan.steps[0].after == ()
    assert [(f.place, f.advice) for f in reading.findings] == [
        (
            "Timeline!C1",
            'If it is, write in mutualplan.toml, under [columns]: "Predecessorz" = "steps.after"',
        )
    ]


def test_amounts_of_another_currency_are_never_mixed_in(tmp_path: Path) -> None:
    outcomes = [["Benefit", "Value per year"], ["A", "£1.2m"], ["B", "$400k"], ["C", "GBP 35,000"]]
    reading = _read(tmp_path, {"Overview": [["Customer", "Acme"]], "Benefits": outcomes})
    assert reading.plan.currency == "GBP"
    assert [o.annual_value for o in reading.plan.outcomes] == [1_200_000, None, 35_000]
    assert [(f.code, f.place) for f in reading.findings] == [("RD116", "Benefits!B3")]


def test_stacked_tables_under_banners_are_told_apart(tmp_path: Path) -> None:
    rows = [
        ["Customer", "Acme"],
        [],
        ["1 | Business issues"],
        ["#", "Business issue", "KPI", "Today", "Target"],
        [1, "Too slow", "Days", 9, 4],
        [],
        ["2 | Root causes"],
        ["#", "Problem", "Issue"],
        ["a", "Paper", 1],
    ]
    plan = _read(tmp_path, {"Plan": rows}).plan
    assert [(i.id, i.statement, i.baseline) for i in plan.issues] == [("1", "Too slow", 9)]
    assert [(p.id, p.statement, p.issues) for p in plan.problems] == [("a", "Paper", ("1",))]


def test_phases_merged_over_several_rows_count_for_each(tmp_path: Path) -> None:
    path = _saved(
        tmp_path / "plan.xlsx",
        {
            "Overview": [["Customer", "Acme"]],
            "Steps": [["Phase", "Step", "Due"], ["Prove", "A", TODAY], [None, "B", TODAY]],
        },
    )
    book = openpyxl.load_workbook(path)
    book["Steps"].merge_cells("A2:A3")
    book.save(path)
    assert [s.phase for s in read(path, today=TODAY).plan.steps] == ["Prove", "Prove"]


def test_a_formula_without_stored_value_is_told(tmp_path: Path) -> None:
    reading = _steps(tmp_path, ["Action", "Owner", "Due"], ["A", "Ann Lee", "=TODAY()+3"])
    assert [(f.code, f.place) for f in reading.findings] == [("RD113", "Timeline!C2")]
    assert reading.plan.steps[0].due is None


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Complete", Status.DONE),
        ("To be confirmed", Status.TO_CONFIRM),
        ("On hold", Status.BLOCKED),
        ("terminé", Status.DONE),
        ("En cours", Status.IN_PROGRESS),
        ("en riesgo", Status.AT_RISK),
        ("entfällt", Status.CANCELLED),
        ("NOT STARTED", Status.NOT_STARTED),
    ],
)
def test_statuses_in_four_languages(tmp_path: Path, word: str, status: Status) -> None:
    assert _steps(tmp_path, ["Action", "Due", "Status"], ["A", TODAY, word]).plan.steps[0].status is status


@pytest.mark.parametrize("word", ["pending", "red", "soon"])
def test_a_status_that_may_mean_two_things_is_asked_about(tmp_path: Path, word: str) -> None:
    reading = _steps(tmp_path, ["Action", "Due", "Status"], ["A", TODAY, word])
    assert reading.plan.steps[0].status is Status.TO_CONFIRM
    assert [(f.code, f.place) for f in reading.findings] == [("RD101", "Timeline!C2")]


def test_a_plan_is_the_same_whichever_order_its_sheets_stand_in(tmp_path: Path) -> None:
    forward = _read(tmp_path, _GERMAN).plan
    backward = _read(tmp_path, dict(reversed(list(_GERMAN.items())))).plan
    assert _without_internal(forward) == _without_internal(backward)


def _without_internal(plan: Plan) -> dict[str, Any]:
    return plan.model_dump(exclude={"internal"})


def test_a_label_and_its_value_may_share_a_cell(tmp_path: Path) -> None:
    reading = _read(tmp_path, {"Read me": [["Customer: Acme Ltd"], ["Success date: 31 December 2027"]]})
    assert (reading.plan.customer.name, reading.plan.success.date) == ("Acme Ltd", dt.date(2027, 12, 31))
    assert reading.places.of("/success/date") == "Read me!A2"
    assert reading.findings == ()


def test_a_row_of_group_headers_gives_way_to_the_headers_under_it(tmp_path: Path) -> None:
    rows = [
        ["WHAT", None, "WHO", "WHEN"],
        ["WBS", "Activity", "Lead Acme", "Finish"],
        ["1.1", "Agree", "Ann", TODAY],
    ]
    plan = _read(tmp_path, {"Overview": [["Customer", "Acme"]], "Work": rows}).plan
    assert [(s.id, s.title, s.owner_customer, s.due) for s in plan.steps] == [("1.1", "Agree", "Ann", TODAY)]
