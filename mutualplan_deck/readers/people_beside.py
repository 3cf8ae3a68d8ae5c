"""People in columns, each under whose they are: the columns one below the other.

"At Acme | At Bolt | Partner" over "Ann Lee, CFO – signs | Bo Hill, Account Manager | …".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from msgspec.structs import replace

from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import LABEL, column_of
from mutualplan_deck.readers.persons import are_people, begins
from mutualplan_deck.readers.words import Names

_TALL = 200  # rows
_SIDES = range(2, 5)  # columns
_MOST = 0.6  # of the cells that say what somebody's job is
_NONE = Names()
At = tuple[int, int]
"""Row and column of a cell."""


def people_down(grid: Grid) -> Grid:
    """The sheet with such columns below each other; any other as it is."""
    if grid.hidden_rows or grid.hidden_columns or grid.origin or grid.places or len(grid.rows) > _TALL:
        return grid
    head = next((n for n in grid.rows if _is_head(grid, n)), 0)
    if not head:
        return grid
    rows: dict[int, Row] = {}
    origin: dict[At, At] = {}
    for number, cells in enumerate(_lines(grid, head), 1):
        for row, column in cells:
            rows.setdefault(number, {})[column] = grid.rows[row][column]
            origin[number, column] = row, column
    formats = {new: f for new, old in origin.items() if (f := (grid.formats or {}).get(old))}
    struck = frozenset(new for new, old in origin.items() if old in grid.struck)
    return replace(grid, rows=rows, origin=origin, formats=formats, struck=struck, wide=frozenset())


def _below(grid: Grid, head: int) -> list[int]:
    """The rows under a heading, to the next blank."""
    return list(takewhile(lambda n: n in grid.rows, range(head + 1, head + _TALL)))


def _is_head(grid: Grid, number: int) -> bool:
    """Whether a row says over several columns whose the people below are."""
    seen = grid.rows[number]
    texts = [t for t in seen.values() if isinstance(t, str) and len(t) <= LABEL]
    if len(seen) not in _SIDES or len(texts) < len(seen) or any(map(begins, texts)):
        return False
    if any(column_of("people", text, _NONE) in ("name", "title", "email") for text in texts):
        return False
    rows = [grid.rows[n] for n in _below(grid, number)]
    if not rows or not all(row.keys() <= seen.keys() for row in rows):
        return False
    columns = [[row[c] for row in rows if c in row] for c in seen]
    told = [are_people(cell) for cells in columns for cell in cells]
    people = all(isinstance(cell, str) and begins(cell) for cells in columns for cell in cells)
    return people and all(columns) and sum(told) >= _MOST * len(told)


def _lines(grid: Grid, head: int) -> Iterator[list[At]]:
    """The new rows, as cells of the old ones; an empty one where a blank stood."""
    below = _below(grid, head)
    before = 0
    for number in grid.rows:
        if number in below:
            continue
        gap = before and number != before + 1
        yield from [[]] * bool(gap)
        before = number
        if number != head:
            yield [(number, column) for column in grid.rows[number]]
            continue
        for column in grid.rows[head]:
            yield [(head, column)]
            yield from ([(n, column)] for n in below if column in grid.rows[n])
        before = below[-1]
