"""Blocks of labels, each under a numbered heading: "Benefit 1" over "What", "Today", "Worth a year".

They become a table, a line for each block, before they are read; where a cell stands is remembered.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import count, groupby, takewhile
from typing import NamedTuple

from msgspec.structs import replace

from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.grid import Grid, Row, rearranged
from mutualplan_deck.readers.headings import LABEL, column_of, section_near, section_of
from mutualplan_deck.readers.words import Names, key, raw
from mutualplan_deck.regex import regex

_NUMBER = regex(
    r"^(?:\W*(?:\d+|[ivx]+|[a-h])[\W_]+(?=\w))|[\W_]*(?:\bno|\bnr|\bn)?[\W_]*(?:\d+|\b[ivx]+|\b[a-h])\W*$"
)
_BLOCKS = 2  # of a section, at least
_FIELDS = 2  # of the section that the labels of a block name, at least
_NONE = Names()


class _Block(NamedTuple):
    """A heading's row, the section it names, and the rows of labels below it."""

    heading: int
    section: str
    lines: list[int]


def by_numbers(grid: Grid) -> Iterator[Grid]:
    """The sheet without such blocks, then those of each section as a table of its own."""
    found = list(_blocks(grid))
    groups = [(s, list(same)) for s, same in groupby(found, key=lambda block: block.section)]
    groups = [(s, same) for s, same in groups if len(same) >= _BLOCKS]
    taken = {n for _, same in groups for block in same for n in (block.heading, *block.lines)}
    yield replace(grid, rows={n: r for n, r in grid.rows.items() if n not in taken}) if taken else grid
    yield from (_table(grid, same) for _, same in groups)


def _blocks(grid: Grid) -> Iterator[_Block]:
    for number, row in grid.rows.items():
        if number in grid.hidden_rows or len(row) != 1:
            continue
        (column, heading), *_ = row.items()
        section = _section(heading)
        if section:
            lines = list(_lines(grid, number + 1, column))
            labels = [str(grid.rows[n][column]) for n in lines]
            named = {column_of(section, label, _NONE) for label in labels} - {""}
            others = any(section_of(label) not in ("", section) for label in labels)
            if len(named) >= _FIELDS and not others:
                yield _Block(number, section, lines)


def _lines(grid: Grid, first: int, column: int) -> Iterator[int]:
    yield from takewhile(lambda number: _is_pair(grid, number, column), count(first))


def _section(heading: object) -> str:
    """The section of the items that a heading counts: "Benefit 1", "Second gain"; "" if it counts none.

    An issue's labels are read where they stand, since problems and needs often stand among them.
    """
    if not isinstance(heading, str) or len(heading) > LABEL:
        return ""
    plain = key(heading)
    words = [w for w in plain.split() if w not in _ordinals()]
    bare = _NUMBER.sub("", " ".join(words))
    if not bare or bare == plain:
        return ""
    found = section_of(bare) or section_near(bare)
    return found if found in sections() and found != "issues" else ""


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(map(key, raw()["ordinals"]))


def _is_pair(grid: Grid, number: int, column: int) -> bool:
    """Whether a row that is seen is a label below the heading, and one value."""
    row = grid.rows.get(number, {})
    if number in grid.hidden_rows or not grid.hidden_columns.isdisjoint(row):
        return False
    label = row.get(column)
    return len(row) == _FIELDS and isinstance(label, str) and len(label) <= LABEL and min(row) == column


def _table(grid: Grid, blocks: list[_Block]) -> Grid:
    """A line for each block; its columns are the labels, which have the places of the first that says so."""
    rows: dict[int, Row] = {1: {}, 2: {}}
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    columns: dict[str, int] = {}
    first = blocks[0]
    at = min(grid.rows[first.heading])
    rows[1][1], origin[1, 1] = _NUMBER.sub("", str(grid.rows[first.heading][at])), (first.heading, at)
    for number, block in enumerate(blocks, 3):
        rows[number] = {}
        for line in block.lines:
            (label, said), (column, value) = sorted(grid.rows[line].items())
            spot = columns.setdefault(key(str(said)), len(columns) + 1)
            if spot not in rows[2]:
                rows[2][spot], origin[2, spot] = said, (line, label)
            rows[number][spot], origin[number, spot] = value, (line, column)
    return rearranged(grid, rows, origin)
