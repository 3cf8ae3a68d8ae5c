"""Two columns of labels with their values, with a blank column between: as one column, row by row.

Under two headings that stand alone in a row, the lines of the left one come first, then those of the right.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import LABEL

_TALL = 120  # rows
_LEAST = 4  # rows with a pair on both sides
_HALF = 0.5
At = tuple[int, int]
"""Row and column of a cell."""


def stacked(grid: Grid) -> Grid:
    """The sheet with its two columns of pairs as one; any other as it is."""
    columns = _columns(grid)
    if not columns:
        return grid
    rows: dict[int, Row] = {}
    origin: dict[At, At] = {}
    for number, line in enumerate(_lines(grid, *columns), 1):
        for column, (row, at) in enumerate(line, 1):
            rows.setdefault(number, {})[column] = grid.rows[row][at]
            origin[number, column] = row, at
    formats = {new: f for new, old in origin.items() if (f := (grid.formats or {}).get(old))}
    struck = frozenset(new for new, old in origin.items() if old in grid.struck)
    return replace(grid, rows=rows, origin=origin, formats=formats, struck=struck, wide=frozenset())


def _columns(grid: Grid) -> tuple[int, int] | None:
    """Where the labels of both columns stand, if a sheet is nothing but pairs in two columns."""
    if grid.hidden or grid.hidden_rows or grid.hidden_columns or len(grid.rows) > _TALL or grid.origin:
        return None
    used = sorted({c for row in grid.rows.values() for c in row})
    if len(used) != 4 or used[1] != used[0] + 1 or used[3] != used[2] + 1 or used[2] <= used[1] + 1:
        return None
    left, right = used[0], used[2]
    both = [row for row in grid.rows.values() if len(row) == 4]
    labelled = all(_is_label(row[left]) and _is_label(row[right]) for row in both)
    enough = len(both) >= _LEAST and len(both) >= _HALF * len(grid.rows)
    return (left, right) if enough and labelled else None


def _is_label(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LABEL and not value.replace(".", "").isdigit()


def _lines(grid: Grid, left: int, right: int) -> Iterator[list[At]]:
    """The new rows, as the cells of the old ones; an empty one where a blank stood."""
    numbers = list(grid.rows)
    at, before = 0, 0
    while at < len(numbers):
        number = numbers[at]
        if before and number != before + 1:
            yield []
        row = grid.rows[number]
        below = _below(numbers, at)
        if row.keys() == {left, right} and below:
            for column in (left, right):
                yield [(number, column)]
                for n in below:
                    cells = [(n, c) for c in (column, column + 1) if c in grid.rows[n]]
                    if cells:
                        yield cells
                yield []
            at, before = at + 1 + len(below), below[-1]
            continue
        for column in (left, right):
            cells = [(number, c) for c in (column, column + 1) if c in row]
            if cells:
                yield cells
        at, before = at + 1, number


def _below(numbers: list[int], at: int) -> list[int]:
    """The rows that follow one without a blank between."""
    found: list[int] = []
    for number in numbers[at + 1 :]:
        if number != numbers[at] + 1 + len(found):
            break
        found.append(number)
    return found
