"""Tables on their side: a line for each field, a column for each item. They are turned before they are read.

Where a cell stands is remembered, so that places stay true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any

from mutualplan_deck.readers.grid import Grid, Row, rearranged, runs, without
from mutualplan_deck.readers.headings import LABEL, column_of
from mutualplan_deck.readers.words import Names

_SECTIONS = ("issues", "outcomes")
_FIELDS = 3  # lines that name a field of the section
_TALL = 30  # lines; more are no fields
_RUNS = 200  # blocks of a sheet that are looked at
_ITEMS = 2  # columns beside the labels
_NONE = Names()


def turn(grid: Grid) -> Iterator[Grid]:
    """The sheet without its tables on their side, then each of these as a sheet of its own."""
    found = [
        lines
        for lines in islice(runs(n for n in grid.rows if n not in grid.hidden_rows), _RUNS)
        if _is_turned(grid, lines)
    ]
    if not found:
        yield grid
        return
    taken = {n for lines in found for n in lines}
    yield without(grid, taken)
    yield from (_turned(grid, lines) for lines in found)


def _is_turned(grid: Grid, lines: list[int]) -> bool:
    """Whether the first cells of some lines are fields of one section, and several items stand beside."""
    if not _FIELDS <= len(lines) <= _TALL:
        return False
    rows = [grid.rows[n] for n in lines]
    first = _labels_at(rows)
    labels = [row.get(first) for row in rows]
    beside = max(len(row) - (first in row) for row in rows)
    texts = [t for t in labels if isinstance(t, str) and len(t) <= LABEL]
    if beside < _ITEMS or len(texts) < _FIELDS or len(lines) > 2 * len(texts):
        return False
    return any(len(_fields(section, texts)) >= _FIELDS for section in _SECTIONS) and not _has_header(rows)


def _labels_at(rows: list[Row]) -> int:
    """The column of the labels: the first, or the next where that one says one thing for all, merged."""
    first = min(min(row) for row in rows)
    said = {str(row[first]) for row in rows if first in row}
    rest = [c for row in rows for c in row if c > first]
    return min(rest) if len(said) == 1 and len(rows) > 1 and rest else first


def _fields(section: str, texts: list[str]) -> set[str]:
    return {name for text in texts if (name := column_of(section, text, _NONE))}


def _has_header(rows: list[Row]) -> bool:
    """Whether the lines stand under a header, as lines usually do."""
    heads = ([v for v in row.values() if isinstance(v, str)] for row in rows)
    return any(len(_fields(section, texts)) >= _FIELDS for texts in heads for section in _SECTIONS)


def _turned(grid: Grid, lines: list[int]) -> Grid:
    """Each line a column, each column a line; the labels are the header."""
    first = _labels_at([grid.rows[n] for n in lines])
    columns = sorted({c for n in lines for c in grid.rows[n] if c >= first})
    spots = _spots(grid, lines, first)
    depths = sorted({depth for _, depth in spots.values()})
    rows: dict[int, Row] = {}
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for column, depth in product(columns, depths):
        cells = {at: n for n, (at, of) in spots.items() if of == depth and column in grid.rows[n]}
        if cells:
            row = len(rows) + 1
            rows[row] = {at: grid.rows[number][column] for at, number in cells.items()}
            origin |= {(row, at): (number, column) for at, number in cells.items()}
    return rearranged(grid, rows, origin)


def _spots(grid: Grid, lines: list[int], first: int) -> dict[int, tuple[int, int]]:
    """The column each line becomes, and its number under its label: one without a label adds to the last."""
    spots: dict[int, tuple[int, int]] = {}
    at = depth = 0
    for number in lines:
        goes_on = bool(at) and first not in grid.rows[number]
        at, depth = (at, depth + 1) if goes_on else (at + 1, 0)
        spots[number] = at, depth
    return spots


def as_they_stand(grid: Grid, number: int, fields: Mapping[str, Any]) -> dict[str, str]:
    """The cells of an item's fields on the sheet; `fields` are columns by the field."""
    return {name: grid.place(number, column).rpartition("!")[2] for name, column in fields.items()}
