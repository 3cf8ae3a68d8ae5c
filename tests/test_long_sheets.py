"""Sheets of any length: what is worked out once for a column says what looking cell by cell would."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from mutualplan_deck.readers import read, words
from mutualplan_deck.readers.days_around import days_in
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.headings import is_for_us
from mutualplan_deck.readers.rows import Above, Kind, kind_of
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.words import Names

_DAYS = st.one_of(
    st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
    st.sampled_from(["03/04/2027", "17/04/2027", "5 May 2027", "soon", "", None]),
)


def _table(section: str, columns: dict[int, str], lines: list[dict[int, Any]]) -> Table:
    rows = {n: {c: v for c, v in line.items() if v is not None} for n, line in enumerate(lines, 2)}
    return Table(Grid("Plan", False, rows), section, 1, columns, {}, list(rows))


def _plain(value: Any) -> dt.date | None:
    known = {"17/04/2027": dt.date(2027, 4, 17), "5 May 2027": dt.date(2027, 5, 5)}
    return value if isinstance(value, dt.date) else known.get(value)


@given(st.lists(_DAYS, max_size=15))
def test_the_days_around_a_cell_are_the_nearest_sure_ones(values: list[Any]) -> None:
    days = days_in(_table("steps", {1: "due"}, [{1: v} for v in values]), 1)
    for at, value in enumerate(values):
        above = [day for v in values[:at] if (day := _plain(v))]
        below = [day for v in values[at + 1 :] if (day := _plain(v)) and above and day >= above[-1]]
        known = _plain(value) is None and bool(above and below)
        assert days.around(at + 2) == ((above[-1], below[0]) if known else None)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=12))
def test_a_line_that_sums_up_those_above_it_is_a_total(amounts: list[int]) -> None:
    lines = [{1: f"Saving {n}", 2: amount} for n, amount in enumerate(amounts)]
    table, above, seen = _table("outcomes", {1: "statement", 2: "annual_value"}, lines), Above(), list[int]()
    for number in table.rows:
        kind = kind_of(table, 1, number, table.grid.rows[number], above)
        if kind is Kind.BELOW:  # once a total has come, the table is over
            break
        assert (kind is Kind.TOTAL) == (len(seen) > 1 and sum(seen) == amounts[number - 2])
        seen.append(amounts[number - 2])


def test_people_of_one_title_keep_their_ids_when_lines_move(tmp_path: Path) -> None:
    ids = []
    for names in (["Ann Lee", "Bo Day"], ["Bo Day", "Ann Lee"]):
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (["Customer", "Acme Ltd"], ["Vendor", "Bolt Ltd"], [], ["Name", "Title", "Company"]):
            sheet.append(row)
        for name in names:
            sheet.append([name, "Project Manager", "Acme Ltd"])
        book.save(tmp_path / "plan.xlsx")
        plan = read(tmp_path / "plan.xlsx", today=dt.date(2027, 1, 12)).plan
        ids.append({person.name: person.id for person in plan.people})
    assert ids[0] == ids[1]


@pytest.mark.parametrize("text", ["No para el cliente", "Acme must not see this", "ours only, the floor"])
def test_a_text_says_that_it_is_for_us(text: str) -> None:
    assert is_for_us(text, Names(("acme",), ("bolt",)))


@pytest.mark.parametrize("text", ["Action 7 that somebody must take", "Share the work", "Deal room"])
def test_texts_with_words_of_such_phrases_are_for_both(text: str) -> None:
    assert not is_for_us(text, Names(("acme",), ("bolt",)))


def test_no_phrase_that_says_so_is_missed_for_being_asked_quickly() -> None:
    phrases = (*words.raw()["internal"], *words.raw()["for_us"])
    assert [said for said in phrases if not words.may_be_for_us(said)] == []
