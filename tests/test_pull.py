"""What was changed on the slides goes back into the plan's own cells, and nothing else moves."""

from __future__ import annotations

import copy
import datetime as dt
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from command_line import run
from editing import everything, named, opened
from pptx.table import _Cell

from mutualplan_deck.plan.changes import changes
from mutualplan_deck.readers import read
from mutualplan_deck.shipped import samples_folder

DAY = "2027-01-12"
TODAY = dt.date(2027, 1, 12)
TABLE = ("timeline", "mp.timeline.table")


def say(cell: Any, text: str) -> None:
    """Other words in a cell, in its style."""
    runs = cell.text_frame.paragraphs[0].runs
    for run_ in runs:
        run_.text = ""
    runs[-1].text = text


def row_of(table: Any, start: str) -> int:
    """The row whose step begins so."""
    return next(k for k, r in enumerate(table.rows) if r.cells[1].text.startswith(start))


@pytest.fixture(params=["json", "xlsx"])
def made(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """The Halden plan in one of its forms, and its deck with edits of every kind and a new row."""
    plan, deck = tmp_path / f"plan.{request.param}", tmp_path / "plan.pptx"
    shutil.copy(samples_folder() / f"halden-claims.{request.param}", plan)
    shutil.copytree(samples_folder() / "logos", tmp_path / "logos")
    assert run("build", plan, "--today", DAY).code == 0
    shown = opened(deck.read_bytes())
    table = named(shown, *TABLE).table
    say(table.cell(row_of(table, "Contract draft"), 3), "10 Feb")
    say(table.cell(row_of(table, "Security review"), 4), "► In progress")
    say(table.cell(row_of(table, "Value case"), 2), "Priya Raman")
    last = table._tbl.tr_lst[-1]
    new = copy.deepcopy(last)
    last.addnext(new)
    for cell, text in zip(
        new.tc_lst[1:], ("Data room opened", "Tom Ashby", "19 Feb", "Not started"), strict=True
    ):
        _Cell(cell, None).text = text
    problems = named(shown, "issues", "mp.issues.table").table
    say(problems.cell(1, 1), "Every claim waits in one queue")
    say(problems.cell(2, 4), "£0.5m")
    shown.save(str(deck))
    return plan, deck


def test_edits_go_back_into_the_plan_and_the_next_build_asks_nothing(made: tuple[Path, Path]) -> None:
    plan, deck = made
    before = read(plan, today=TODAY).plan
    ran = run("pull", deck, plan, "--today", DAY, "--yes")
    assert ran.code == 0, ran.err
    after = read(plan, today=TODAY)
    told = {(c.kind, c.pointer, c.field, c.after) for c in changes(before, after.plan, TODAY)}
    assert told >= {
        ("moved", "steps/s16", "due", "2027-02-10"),
        ("status", "steps/s09", "status", "in_progress"),
        ("figure", "problems/p2", "annual_cost", "500000"),
    }
    problems = {p.id: p for p in after.plan.problems}
    assert problems["p1"].statement == "Every claim waits in one queue"
    new = after.plan.steps[-1]
    assert (new.title, new.owner_customer, new.due) == ("Data room opened", "Tom Ashby", dt.date(2027, 2, 19))
    assert len({s.id for s in after.plan.steps}) == len(before.steps) + 1
    built = run("build", plan, "--today", DAY)
    assert built.code == 0, built.err
    assert "Data room opened" in everything(opened(deck.read_bytes()))


def test_nothing_is_written_before_it_is_seen(made: tuple[Path, Path]) -> None:
    plan, deck = made
    before = plan.read_bytes()
    ran = run("pull", deck, plan, "--today", DAY)
    assert (ran.code, plan.read_bytes()) == (1, before)
    assert "Every claim waits in one queue" in ran.out
    assert run("pull", deck, plan, "--today", DAY, "--dry-run").code == 0
    assert plan.read_bytes() == before


def test_the_file_as_it_was_is_kept(made: tuple[Path, Path]) -> None:
    plan, deck = made
    before = plan.read_bytes()
    assert run("pull", deck, plan, "--today", DAY, "--yes").code == 0
    assert plan.with_name(f"plan.bak{plan.suffix}").read_bytes() == before


def test_what_is_no_date_stays_an_edit(made: tuple[Path, Path]) -> None:
    plan, deck = made
    shown = opened(deck.read_bytes())
    table = named(shown, *TABLE).table
    say(table.cell(row_of(table, "Contract draft"), 3), "when legal has time")
    shown.save(str(deck))
    ran = run("pull", deck, plan, "--today", DAY, "--yes")
    assert "“when legal has time” stays an edit of the slides" in ran.out
    assert next(s for s in read(plan, today=TODAY).plan.steps if s.id == "s16").due == dt.date(2027, 1, 29)


def test_a_workbook_keeps_every_other_part(tmp_path: Path) -> None:
    plan, deck = tmp_path / "plan.xlsx", tmp_path / "plan.pptx"
    shutil.copy(samples_folder() / "halden-claims.xlsx", plan)
    assert run("build", plan, "--today", DAY).code == 0
    shown = opened(deck.read_bytes())
    say(named(shown, "issues", "mp.issues.table").table.cell(1, 1), "Every claim waits in one queue")
    shown.save(str(deck))
    before = parts(plan.read_bytes())
    assert run("pull", deck, plan, "--today", DAY, "--yes").code == 0
    after = parts(plan.read_bytes())
    assert before.keys() == after.keys()
    assert [n for n in before if before[n] != after[n]] == ["xl/worksheets/sheet4.xml"]


def parts(data: bytes) -> dict[str, bytes]:
    """A file's parts by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_formula_is_not_overwritten(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    plan, deck = tmp_path / "plan.xlsx", tmp_path / "plan.pptx"
    book = load_workbook(samples_folder() / "halden-claims.xlsx")
    book["Problems"]["C3"] = '="All claims wait in one queue"'
    book.save(plan)
    shutil.copy(samples_folder() / "halden-claims.json", tmp_path / "same.json")
    assert run("build", tmp_path / "same.json", "-o", deck, "--today", DAY).code == 0
    shown = opened(deck.read_bytes())
    say(named(shown, "issues", "mp.issues.table").table.cell(1, 1), "Every claim waits in one queue")
    shown.save(str(deck))
    before = plan.read_bytes()
    ran = run("pull", deck, plan, "--today", DAY, "--yes")
    assert plan.read_bytes() == before
    assert "formula" in ran.err or "stays an edit" in ran.out


def test_a_deck_that_does_not_say_what_was_built(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(b"no deck")
    ran = run("pull", deck, samples_folder() / "halden-claims.json", "--today", DAY)
    assert ran.code == 2
    assert "nothing can be pulled" in ran.err


def test_changes_between_a_deck_and_its_plan(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    data = json.loads((samples_folder() / "halden-claims.json").read_text("utf-8"))
    plan.write_text(json.dumps(data), "utf-8")
    assert run("build", plan, "--today", DAY).code == 0
    step = next(s for s in data["steps"] if s["id"] == "s16")
    step["due"] = "2027-02-05"
    step["note"] = "our own view of it"
    plan.write_text(json.dumps(data), "utf-8")
    ran = run("changes", tmp_path / "plan.pptx", plan)
    assert ran.out == "Moved\n  Contract draft issued: 2027-01-29 → 2027-02-05 (5 working days later)\n"
    assert run("changes", plan, plan).out == "Nothing has changed\n"
