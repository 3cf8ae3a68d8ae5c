"""Our own workbook: a plan goes in and comes out the same; what a rep meets in it."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.comments
import pytest
from hypothesis import HealthCheck, given, settings
from test_readers_json import TODAY, plans

from mutualplan_deck.errors import NotAPlanError
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers import Reading, read
from mutualplan_deck.readers.fields import fields_of, sections
from mutualplan_deck.readers.form import all_sheets
from mutualplan_deck.readers.start import example_plan
from mutualplan_deck.readers.write_workbook import write_workbook


def _written(tmp_path: Path, plan: Plan, *, guide: bool = True) -> Path:
    path = tmp_path / "plan.xlsx"
    write_workbook(plan, path, guide=guide)
    return path


def _changed(path: Path, sheet: str, cells: dict[str, Any]) -> Reading:
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)
    return read(path, today=TODAY)


@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(plan=plans())
@pytest.mark.parametrize("guide", [True, False])
def test_a_plan_written_as_a_workbook_is_read_as_the_same_plan(
    tmp_path: Path, guide: bool, plan: Plan
) -> None:
    assert read(_written(tmp_path, plan, guide=guide), today=TODAY).plan == plan


def test_the_worked_example_is_read_without_a_word(tmp_path: Path) -> None:
    reading = read(_written(tmp_path, example_plan(TODAY)), today=TODAY)
    assert reading.plan == example_plan(TODAY)
    assert reading.findings == ()


def test_the_same_plan_gives_the_same_bytes() -> None:
    first, second = BytesIO(), BytesIO()
    write_workbook(example_plan(TODAY), first, guide=True)
    write_workbook(example_plan(TODAY), second, guide=True)
    assert first.getvalue() == second.getvalue()


def test_every_field_of_the_format_has_a_column() -> None:
    for sheet in all_sheets():
        if sheet.section in sections():
            have = {c.path.split(".")[0] for c in sheet.columns}
            assert have == set(fields_of(sections()[sheet.section]))
            assert all(c.hint for c in sheet.columns)


def test_a_cleared_example_asks_for_the_customer(tmp_path: Path) -> None:
    path = _written(tmp_path, example_plan(TODAY))
    with pytest.raises(NotAPlanError, match="Write Customer in a cell"):
        _changed(path, "Plan", {"B2": None, "B3": None})


def test_a_wrong_value_is_told_with_its_cell(tmp_path: Path) -> None:
    path = _written(tmp_path, example_plan(TODAY))
    reading = _changed(path, "Steps", {"H4": "31/02/2027", "I4": "a while", "K4": "almost"})
    told = {f.place: f.message for f in reading.findings}
    assert told == {
        "Steps!H4": "31/02/2027 is no date; shown as to confirm",
        "Steps!I4": "a while is no number; shown as to confirm",
        "Steps!K4": "almost is no status; shown as to confirm",
    }
    assert reading.plan.steps[1].due is None


def test_places_of_values_and_of_empty_cells(tmp_path: Path) -> None:
    places = read(_written(tmp_path, example_plan(TODAY)), today=TODAY).places
    assert places.of("/steps/1/due") == "Steps!H4"
    assert places.of("/steps/0/confirmed") == "Steps!C3"
    assert places.of("/capabilities/1/confirmed/by") == "Capabilities!H4"
    assert places.of("/success/date") == "Plan!B13"
    assert places.of("/nowhere/7") == "plan.xlsx"


def test_a_rep_types_over_the_example(tmp_path: Path) -> None:
    path = _written(tmp_path, example_plan(TODAY))
    cells = {"A13": "s99", "C13": "New step", "H13": "1 May 2027", "K13": "done", "E13": "Owen Tregarth"}
    step = _changed(path, "Steps", cells).plan.steps[-1]
    assert (step.id, step.title, step.due, step.status) == ("s99", "New step", dt.date(2027, 5, 1), "done")


def test_columns_comments_and_lines_that_are_hidden_stay_internal(tmp_path: Path) -> None:
    path = _written(tmp_path, example_plan(TODAY))
    book = openpyxl.load_workbook(path)
    book["Steps"]["R1"], book["Steps"]["R3"] = "Deal desk", "floor is 71k"
    book["Steps"]["C5"].comment = openpyxl.comments.Comment("they are bluffing", "us")
    book["Risks"].row_dimensions[3].hidden = True
    book["Problems"].column_dimensions["D"].hidden = True
    book["Capabilities"].sheet_state = "hidden"
    book.save(path)
    reading = read(path, today=TODAY)
    shared = reading.plan.model_dump_json(exclude={"internal"})
    for secret in (
        "71k",
        "bluffing",
        "quay is dug up",
        "Four minutes are lost",
        "cars are still in their lanes",
    ):
        assert secret not in shared
        assert secret in str(reading.plan.internal)
    assert {f.place for f in reading.findings if f.code in ("RD103", "RD104")} == {
        *("Steps!R1", "Steps!C5", "Risks!D3", "Problems!D1", "Capabilities!A1"),
    }


def test_lists_and_checks_help_while_typing(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_written(tmp_path, example_plan(TODAY)))
    checks = {str(v.sqref): v for v in book["Steps"].data_validations.dataValidation}
    assert checks["K3:K500"].formula1.strip('"').split(",")[:3] == ["Not started", "In progress", "Done"]
    assert checks["E3:E500"].formula1 == "'People'!$B$3:$B$500"
    assert "2027-09-30" in checks["H3:H500"].error
    assert len(book["Steps"].conditional_formatting) == 1
    assert book["Steps"].freeze_panes == "C3"


def test_internal_columns_are_marked(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_written(tmp_path, example_plan(TODAY)))
    headers = {c.value: c.fill.fgColor.rgb for c in book["People"][1]}
    assert headers["Personal win (internal)"] != headers["Name"]
    assert "nothing" in str(book["Read me"]["A10"].value)


def test_a_thousand_steps_are_read_as_they_were_written(tmp_path: Path) -> None:
    steps = [
        {"id": f"s{i}", "title": f"Step {i}", "due": TODAY, "after": [f"s{i - 1}"] if i else []}
        for i in range(1_000)
    ]
    plan = Plan.model_validate({"customer": {"name": "A"}, "steps": steps})
    reading = read(_written(tmp_path, plan, guide=False), today=TODAY)
    assert reading.plan == plan
    assert reading.findings == ()
