"""Blocks of labels, each under a heading that counts or names its item.

"Benefit 1" over "What", "Today" and "Worth a year"; "Fewer wasted trips" over "Today" and "Worth a year".
They become a table, a line for each block, before they are read; where a cell stands is remembered.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, groupby, takewhile
from typing import NamedTuple

from mutualplan_deck.readers import form, meaning
from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.grid import Grid, Row, rearranged, without
from mutualplan_deck.readers.headings import LABEL, column_of, says_ours, section_near, section_of
from mutualplan_deck.readers.words import Names, key, keys_of
from mutualplan_deck.regex import regex

_NUMBER = regex(
    r"^(?:\W*(?:\d+|[ivx]+|[a-h])[\W_]+(?=\w))"
    r"|[\W_]*(?:\bno|\bnr|\bn)?[\W_]*(?:\d+|\b[ivx]+|\b[a-h])\W*$"
)
_BLOCKS = 2  # of a section, at least
_FIELDS = 2  # of the section that the labels of a block name, at least
_PAIR = 2  # cells: a label and its value
_TALL = 2000  # rows; a longer sheet is one table
_LONGEST = 250  # letters of a heading that says all of its item
_MAIN = ("statement", "title", "name")  # what an item is called
# By the fields of which a block is told to be an item, where no heading says what its items are.
_TELLING = {"outcomes": {"before", "after", "annual_value"}, "issues": {"baseline", "target", "due"}}
_NONE = Names()


class _Block(NamedTuple):
    """A heading's row, the rows of labels below it, and their section; `main` is what the heading holds."""

    heading: int
    lines: list[int]
    section: str
    main: str = ""


def by_headings(grid: Grid, vendor: Names = _NONE) -> Iterator[Grid]:
    """The sheet without such blocks, then those of each section as a table of its own.

    Nothing is taken from below a line that says it is for us; `vendor` has what the vendor is called.
    """
    found = list(_blocks(grid, vendor)) if len(grid.rows) <= _TALL and not grid.hidden else []
    groups = [list(same) for _, same in groupby(found, key=lambda block: (block.section, block.main))]
    groups = [same for same in groups if len(same) >= _BLOCKS and _are_alike(grid, same)]
    taken = {n for same in groups for block in same for n in (block.heading, *block.lines)}
    yield without(grid, taken)
    yield from (_table(grid, same) for same in groups)


def _blocks(grid: Grid, vendor: Names) -> Iterator[_Block]:
    over = section_near(grid.title)
    for number, row in grid.rows.items():
        if number in grid.hidden_rows or len(row) != 1:
            continue
        (column, heading), *_ = row.items()
        if says_ours(heading, vendor):
            return
        lines = list(_lines(grid, number + 1, column))
        labels = [str(grid.rows[n][column]) for n in lines]
        if len(labels) >= _FIELDS and isinstance(heading, str):
            section = _counted(heading)
            if section and _are_of(section, labels):
                yield _Block(number, lines, section)
            elif not section and (named := _named_by(heading, labels, over)):
                yield _Block(number, lines, *named)
        elif not lines:
            over = section_near(str(heading)) or over


def _lines(grid: Grid, first: int, column: int) -> Iterator[int]:
    yield from takewhile(lambda number: _is_pair(grid, number, column), count(first))


def _is_pair(grid: Grid, number: int, column: int) -> bool:
    """Whether a row that is seen is a label below the heading, and one value."""
    row = grid.rows.get(number, {})
    if number in grid.hidden_rows or not grid.hidden_columns.isdisjoint(row):
        return False
    label = row.get(column)
    return len(row) == _PAIR and isinstance(label, str) and len(label) <= LABEL and min(row) == column


def _counted(heading: str) -> str:
    """The section of the items that a heading counts: "Benefit 1", "Second gain"; "" if it counts none.

    An issue's labels are read where they stand, since problems and needs often stand among them.
    """
    plain = key(heading) if len(heading) <= LABEL else ""
    bare = _NUMBER.sub("", " ".join(w for w in plain.split() if w not in keys_of("ordinals")))
    if not bare or bare == plain:
        return ""
    found = section_of(bare) or section_near(bare)
    return found if found in sections() and found != "issues" else ""


def _are_of(section: str, labels: list[str]) -> bool:
    """Whether labels are fields of one item, and none names a section that stands inside of it."""
    if len({*map(key, labels)} - {""}) != len(labels):
        return False  # a label twice, or one that says nothing
    named = {column_of(section, label, _NONE) for label in labels} - {""}
    return len(named) >= _FIELDS and all(section_of(label) in ("", section) for label in labels)


def _named_by(heading: str, labels: list[str], over: str) -> tuple[str, str] | None:
    """The section of an item that its heading names, and the field it is: by what is over it or by labels."""
    if len(heading) > _LONGEST or section_of(heading) or meaning.is_day(heading):
        return None
    for section in (over, *_TELLING) if over in sections() else _TELLING:
        named = {column_of(section, label, _NONE) for label in labels}
        main = next((n for n in _MAIN if n in form.item_fields(section)), "")
        told = section in _TELLING and _TELLING[section] <= named
        told = told or (section == over and (section != "people" or meaning.is_name(heading)))
        if told and main and main not in named and _are_of(section, labels):
            return section, main
    return None


def _are_alike(grid: Grid, blocks: list[_Block]) -> bool:
    """Whether the blocks have labels in common, as items of one sort do."""
    each = [{key(str(grid.rows[n][min(grid.rows[n])])) for n in block.lines} for block in blocks]
    return len(set.intersection(*each)) >= _FIELDS


def _table(grid: Grid, blocks: list[_Block]) -> Grid:
    """A line for each block; its columns are the labels, which have the places of the first that says so."""
    first = blocks[0]
    at = min(grid.rows[first.heading])
    sheet = form.sheet(first.section)
    rows: dict[int, Row] = {1: {1: sheet.title}, 2: {}}
    origin = {(1, 1): (first.heading, at)}
    columns: dict[str, int] = {}
    if first.main:
        columns[""] = 1  # no label is called nothing
        rows[2][1] = next(c.title for c in sheet.columns if c.path == first.main)
        origin[2, 1] = first.heading, at
    for number, block in enumerate(blocks, 3):
        rows[number] = {1: grid.rows[block.heading][at]} if block.main else {}
        origin |= {(number, 1): (block.heading, at)} if block.main else {}
        for line in block.lines:
            (label, said), (column, value) = sorted(grid.rows[line].items())
            spot = columns.setdefault(key(str(said)), len(columns) + 1)
            if spot not in rows[2]:
                rows[2][spot], origin[2, spot] = said, (line, label)
            rows[number][spot], origin[number, spot] = value, (line, column)
    return rearranged(grid, rows, origin)
