"""Arrangements of a sheet that are turned into usual ones before its blocks are looked for.

Facts across: a row of labels, and their values in the row below. A block for us beside the rest: the columns
from where a cell says so, down to the next blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile

from msgspec.structs import replace

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import meaning, persons
from mutualplan_deck.readers.crm.deals import is_deals
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import (
    LABEL,
    column_of,
    is_named_side,
    label_near,
    label_of,
    says_ours,
    section_near,
    section_of,
)
from mutualplan_deck.readers.labelled_lines import apart
from mutualplan_deck.readers.pairs_beside import stacked
from mutualplan_deck.readers.people_beside import people_down
from mutualplan_deck.readers.plan_facts import NAMES
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import shown, text_of
from mutualplan_deck.readers.words import Names
from mutualplan_deck.regex import regex

_HEAD = 60  # rows at the head of a sheet in which such an arrangement is looked for
_COUPLE = 2  # cells
_PHONE = regex(r"\+?\(?\d[\d ()./-]{6,}\d")
_LEAST = 3  # labels of facts across
_STRIPS = 3  # rows of labels, each over its values, one below the other
_MOST = 0.5  # of the cells of a row that must be labels


def arranged(draft: Draft, grid: Grid, vendor: Names) -> Grid:
    """The sheet with both turned; what is for us is kept as internal, and told.

    `vendor` has what the vendor is called, as far as that is known yet.
    """
    if grid.hidden:
        return grid
    grid = people_down(stacked(apart(_with_addresses(_without_side_block(draft, grid, vendor)))))
    return grid if is_deals(grid) else _facts_down(grid, named=section_of(grid.title) in sections())


def _with_addresses(grid: Grid) -> Grid:
    """Lines about people with what stands beside them in the same cell: an address, letters for the name."""
    lines = {
        number: [*row.values()]
        for number, row in grid.rows.items()
        if len(row) == _COUPLE and all(isinstance(v, str) for v in row.values())
    }
    both = {n: f"{line} {beside}" for n, (line, beside) in lines.items() if _is_reached(line, beside)}
    if not both:
        return grid
    return replace(grid, rows={n: {min(row): both[n]} if n in both else row for n, row in grid.rows.items()})


def _is_reached(line: str, beside: str) -> bool:
    """Whether a text is about somebody, and the one beside it is how they are reached."""
    number = _PHONE.fullmatch(beside.strip()) is not None and not meaning.is_day(beside)
    said = persons.person(f"{line} {beside}").item if line.isupper() and persons.begins(beside) else {}
    if said.get("initials") == line.strip():
        return True  # "AL | Ann Lee, COO (signs)"
    return (number or meaning.is_address(beside)) and persons.begins(line)


def _facts_down(grid: Grid, *, named: bool) -> Grid:
    """`named`: the sheet is called as a table is ("Success Plan"); then one of the facts must name a side."""
    rows, labels = dict(grid.rows), dict[tuple[int, int], str]()
    for number in list(grid.rows)[:_HEAD]:
        pairs = {
            n: (grid.rows.get(n, {}), grid.rows.get(n + 1, {}))
            for n in range(number, number + 2 * _STRIPS + 1, 2)
        }
        strips = [n for n, _ in takewhile(lambda numbered: _may_be_strip(*numbered[1]), pairs.items())]
        if number not in rows or len(strips) > _STRIPS or not _are_labels(*pairs[number], named=named):
            continue
        if _is_under_heading(grid, number):
            continue
        if len(grid.rows.get(strips[-1] + 2, {})) >= _LEAST:
            continue  # a table, which goes on
        for at in strips:
            names, values = pairs[at]
            labels |= {(at + 1, column): str(names[column]) for column in values}
            del rows[at]
    return replace(grid, rows=rows, labels=labels) if labels else grid


def _is_under_heading(grid: Grid, number: int) -> bool:
    """Whether the row above names a section, whose columns most cells of this one are."""
    above = [*grid.rows.get(number - 1, {}).values()]
    section = section_of(str(above[0])) or section_near(str(above[0])) if len(above) == 1 else ""
    cells = grid.rows.get(number, {}).values()
    columns = (
        sum(bool(column_of(section, str(text), Names())) for text in cells) if section in sections() else 0
    )
    return columns > _MOST * len(cells)


def _may_be_strip(names: Row, values: Row) -> bool:
    """Whether a row may name what stands below, and one at least of its labels is known: people are none."""
    known = (_is_label(str(text), values.get(c)) for c, text in names.items())
    return _may_be_labels(names, values) and any(known)


def _may_be_labels(names: Row, values: Row) -> bool:
    """Whether a row may name what stands in the row below, by the shape of both."""
    if len(names) < _LEAST or not values.keys() <= names.keys() or len(values) < _LEAST - 1:
        return False
    if not all(isinstance(t, str) and len(t) <= LABEL for t in names.values()):
        return False
    return not any(meaning.is_day(t) or meaning.is_number(t) for t in names.values())


def _are_labels(names: Row, values: Row, *, named: bool) -> bool:
    """Whether a row names the facts that stand below, most of which are known."""
    if not _may_be_labels(names, values):
        return False
    if any(is_named_side(str(one), other) for one, other in pairwise(names.values())):
        return False
    if _is_of_somebody(names, values):
        return False
    known = [c for c, v in values.items() if _is_label(str(names[c]), v)]
    if named and not any(label_of(str(names[c]), Names()) in NAMES for c in known):
        return False
    return len(known) > 1 and len(known) >= _MOST * len(values)


def _is_of_somebody(names: Row, values: Row) -> bool:
    """Whether a row is the header of people, over the first of them: "Name | Company | Title"."""
    said = {column_of("people", str(text), Names()): values.get(c) for c, text in names.items()}
    return meaning.is_name(said.get("name")) and meaning.is_job(said.get("title"))


def _is_label(text: str, value: object) -> bool:
    none = Names()
    return bool(label_of(text, none) or label_near(text, value, none)) and not label_of(str(value), none)


def _without_side_block(draft: Draft, grid: Grid, vendor: Names) -> Grid:
    found = next(_side_blocks(grid, vendor), None)
    if found is None:
        return grid
    first, column, numbers = found
    rows = {n: {c: v for c, v in r.items() if n not in numbers or c < column} for n, r in grid.rows.items()}
    for number in sorted(numbers):
        for at, value in grid.rows[number].items():
            if at >= column:
                draft.keep_internal(grid.place(number, at), text_of(value))
    place, text = grid.place(first, column), grid.rows[first][column]
    draft.leave_out(Why.INTERNAL, f"all below “{shown(text)}”", place)
    message = "marked as not for the customer: nothing of this block is shown"
    draft.tell(
        "RD105", Level.HINT, message, "Delete it before you send the sheet", place=place, internal=True
    )
    return replace(grid, rows={n: r for n, r in rows.items() if r})


def _side_blocks(grid: Grid, vendor: Names) -> Iterator[tuple[int, int, frozenset[int]]]:
    """(row, column, rows) of a block that says it is for us, with a blank column between it and the rest."""
    for number in list(grid.rows)[:_HEAD]:
        for column, value in grid.rows[number].items():
            beside = column - 1 not in grid.rows[number]  # nothing stands right before it
            if beside and column > min(grid.rows[number]) - 1 and says_ours(value, vendor):
                numbers = frozenset(_reach(grid, number, column))
                rest = [c for n in numbers for c in grid.rows[n] if c < column]
                if rest and max(rest) < column - 1 and len(numbers) > 1:
                    yield number, column, numbers


def _reach(grid: Grid, first: int, column: int) -> Iterator[int]:
    """The rows from the first on that say something in the column or to the right of it."""
    below = (n for n in grid.rows if n >= first)
    yield from takewhile(lambda n: any(c >= column for c in grid.rows[n]), below)
