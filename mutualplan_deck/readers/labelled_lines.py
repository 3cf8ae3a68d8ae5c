"""Labels and what they say in one cell each, below each other: "Goal: ship in a day", "Why: orders by fax".

They become a label and a value beside it before they are read; where a cell stands is remembered.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, takewhile

from msgspec.structs import replace

from mutualplan_deck.readers import meaning, persons
from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import LABEL, section_near, section_of

_TALL = 400  # rows; a longer sheet is a table
_LEAST = 2  # labels of a run
_SAID = 3  # words behind a label
_CALLED = 5  # words of a label


def apart(grid: Grid) -> Grid:
    """The sheet with such lines in two cells, where they follow each other and some name sections."""
    if len(grid.rows) > _TALL:
        return grid
    rows, origin = dict(grid.rows), dict(grid.origin or {})
    for run in _runs(grid):
        for number in run:
            ((column, text),) = grid.rows[number].items()
            label, _, said = str(text).partition(":")
            rows[number] = {column: label.strip(), column + 1: said.strip()}
            origin |= {(number, column + 1): (grid.origin or {}).get((number, column), (number, column))}
    return replace(grid, rows=rows, origin=origin) if origin else grid


def _runs(grid: Grid) -> Iterator[list[int]]:
    """Rows of such lines that follow each other, of which at least two name different sections."""
    taken = 0
    for number in grid.rows:
        if number <= taken or not _label(grid, number):
            continue
        run = list(takewhile(lambda n: bool(_label(grid, n)), count(number)))
        taken = run[-1]
        labels = [_label(grid, n) for n in run]
        named = {section_of(label) or section_near(label) for label in labels} & {*sections()}
        if len(named) >= _LEAST and len({min(grid.rows[n]) for n in run}) == 1:
            yield run


def _label(grid: Grid, number: int) -> str:
    """What stands before a colon in a row of one cell that is seen, if words stand behind it; or ""."""
    row: Row = grid.rows.get(number, {})
    if len(row) != 1 or number in grid.hidden_rows or not grid.hidden_columns.isdisjoint(row):
        return ""
    text = str(next(iter(row.values())))
    label, colon, said = text.partition(":")
    short = len(label) <= LABEL and 0 < len(label.split()) <= _CALLED and not any(map(str.isdigit, label))
    words = colon and "\n" not in text and len(said.split()) >= _SAID and not persons.begins(label)
    return label if short and words and not meaning.is_day(label) else ""
