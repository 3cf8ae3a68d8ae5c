"""Lists that hold several sorts of items, told apart by a column: "Goal", "Problem", "Requirement".

Each sort is read as a table of its own under the same headers. Where a cell stands is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from mutualplan_deck.readers.grid import Grid, Row, rearranged
from mutualplan_deck.readers.headings import section_near
from mutualplan_deck.readers.words import spaced

_CASE = ("issues", "problems", "capabilities", "outcomes", "risks")
_MOST = 0.8  # of the lines say which sort they are
_SORTS = 2
DISTINCT = 16  # values of a column of sorts
LEAST = 3  # lines
_COLUMNS = 3  # of a header
_TALL = 500  # rows; a longer list is no case
_LABEL = 40  # letters of what a sort is called


def by_category(grid: Grid) -> Iterator[Grid]:
    """The sheet, or the sections of its one list; rows that say no sort stay in a sheet of their own."""
    numbers = [n for n in grid.rows if n not in grid.hidden_rows]
    found = next((f for n in numbers[:LEAST] if (f := _category(grid, n, numbers))), None)
    if found is None:
        yield grid
        return
    header, column = found
    sorts: dict[str, list[int]] = {}
    for number in (n for n in numbers if n > header):
        section = sort_of(str(grid.rows[number].get(column, "")))
        if section:
            sorts.setdefault(section, []).append(number)
    taken = {n for listed in sorts.values() for n in listed}
    rest = {n: row for n, row in grid.rows.items() if n not in taken and n != header}
    yield replace(grid, rows=rest)
    for section, listed in sorts.items():
        yield _table(grid, header, column, section, listed)


def sort_of(text: str) -> str:
    """The section of the business case that a text names, as one or as several: "Objetivo"; or ""."""
    said = spaced(text).strip()
    if not said or len(said) > _LABEL:
        return ""
    return next((s for t in (said, f"{said}s") if (s := section_near(t)) in _CASE), "")


def sorts_of(values: Iterable[Any], most: float = _MOST) -> list[str]:
    """The section of each value, "" for those of none, if `most` of them name one, and several; else [].

    What tells items apart says few things: where values differ from line to line, none is looked up.
    """
    said = [value if isinstance(value, str) else "" for value in values]
    each = {*said}
    if len(said) < LEAST or len(each) > DISTINCT:
        return []
    by_value = {value: sort_of(value) for value in each}
    found = [by_value[value] for value in said]
    named = [section for section in found if section]
    return found if len({*named}) >= _SORTS and len(named) >= most * len(found) else []


def _category(grid: Grid, header: int, numbers: list[int]) -> tuple[int, int] | None:
    """A header's row, and the column under it that says of each line which sort it is."""
    head, below = grid.rows[header], [grid.rows[n] for n in numbers if n > header]
    if len(head) < _COLUMNS or len(below) > _TALL or not all(isinstance(v, str) for v in head.values()):
        return None
    columns = (c for c in head if sorts_of(row[c] for row in below if c in row) and _is_full(c, below))
    column = next(columns, 0)
    return (header, column) if column else None


def _is_full(column: int, below: list[Row]) -> bool:
    return sum(column in row for row in below) >= _MOST * len(below)


def _table(grid: Grid, header: int, column: int, section: str, listed: list[int]) -> Grid:
    """The lines of a section under the header, of which only the columns stay that say something of them."""
    used = {c for n in listed for c in grid.rows[n]} - {column}
    head = {c: v for c, v in grid.rows[header].items() if c in used}
    rows: dict[int, Row] = {1: {1: section}, 2: head}
    origin = {(1, 1): (listed[0], column)} | {(2, c): (header, c) for c in head}
    for at, number in enumerate(listed, 3):
        rows[at] = {c: v for c, v in grid.rows[number].items() if c != column}
        origin |= {(at, c): (number, c) for c in grid.rows[number]}
    return rearranged(grid, rows, origin, grid.hidden_columns)
