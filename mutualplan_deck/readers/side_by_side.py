"""Parts of a sheet beside each other, with a blank column between: each is read as a sheet of its own.

A tracker with the contacts to the right of it is two parts; a table with a blank column in it is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from mutualplan_deck.readers.blocks import Blocks, find_blocks
from mutualplan_deck.readers.crm.exports import ENDINGS
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.headings import LABEL, label_of, section_near
from mutualplan_deck.readers.pairs import runs_of
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.words import Names

_TALL = 500  # rows; a longer sheet is one table
_WIDE = 6  # columns
_TABLE = 3  # columns of a table that makes a part
_PAIR = 2
_SHORT = 25  # letters: a longer text is more than a label
_RUNS = 40  # of rows without a blank between, in which people are looked for
_FACTS = 3  # rows of labels and values that make one


def parts(grid: Grid) -> list[Grid]:
    """The sheet, or its parts from left to right. Rows and columns keep their numbers."""
    if len(grid.rows) > _TALL or grid.title.endswith(ENDINGS):
        return [grid]
    used = {c for n, row in grid.rows.items() if n not in grid.hidden_rows for c in row}
    used -= grid.hidden_columns
    # up to the next column that is seen: a hidden one in between is of what stands before it
    gaps = [c for c in range(min(used, default=0), max(used, default=0)) if c not in used and c + 1 in used]
    if len(used) < _WIDE:
        cut = next(
            (c for c in gaps if _are_texts(_part(grid, 0, c)) and _are_texts(_part(grid, c, 1 << 20))), 0
        )
        return [_first(grid, cut), *parts(_rest(grid, cut))] if cut else [grid]
    cut = next((c for c in gaps if _are_two(_part(grid, 0, c), _part(grid, c, 1 << 20))), 0)
    return [_first(grid, cut), *parts(_rest(grid, cut))] if cut else list(_without_beside(grid))


def _without_beside(grid: Grid) -> Iterator[Grid]:
    """The sheet without people who stand beside labels and their values, above or below a wider table."""
    taken: list[Grid] = []
    for run in islice(runs_of(n for n in grid.rows if n not in grid.hidden_rows), _RUNS):
        block = replace(grid, rows={n: grid.rows[n] for n in run}) if _FACTS < len(run) < _TALL else None
        used = {c for n in run for c in grid.rows[n]} - grid.hidden_columns if block else set[int]()
        gaps = [
            c for c in range(min(used, default=0), max(used, default=0)) if c not in used and c + 1 in used
        ]
        cut = next((c for c in gaps if block and _are_facts_and_people(block, c)), 0)
        if block and cut:
            taken.append(replace(_part(block, cut, 1 << 20), comments=None))
    gone = {(n, c) for part in taken for n, row in part.rows.items() for c in row}
    cut_out = {n: {c: v for c, v in row.items() if (n, c) not in gone} for n, row in grid.rows.items()}
    yield replace(grid, rows={n: row for n, row in cut_out.items() if row}) if taken else grid
    yield from taken


def _are_facts_and_people(block: Grid, cut: int) -> bool:
    """Whether some rows are labels and their values up to a blank column, and people behind it."""
    left, right = find_blocks(_part(block, 0, cut), Names()), find_blocks(_part(block, cut, 1 << 20), Names())
    people = [t for t in right.tables if t.section == "people" and "name" in t.columns.values()]
    return len(right.tables) == len(people) == 1 and not left.tables and len(left.pairs) >= _FACTS


def _are_two(left: Grid, right: Grid) -> bool:
    """Whether both sides hold something whole, and not two halves of one table."""
    one, other = find_blocks(left, Names()), find_blocks(right, Names())
    tables = list(_wide(other))
    if not other.tables and any(_wide(one)) and _is_of_facts(right, other):
        return True
    if not tables or not (any(_wide(one)) or len(one.pairs) >= _FACTS):
        return False
    headers = {t.header: t.section for t in _wide(one)}
    mains = {t.header for t in _wide(one) if _has_main(t)}
    halves = (
        (headers.get(t.header) == t.section or (t.header in headers and _same(t, one)))
        and not (t.header in mains and _has_main(t))
        for t in tables
    )
    return not any(halves)


def _has_main(table: Table) -> bool:
    """Whether people of a table have their names in it, so that those beside them are others."""
    return table.section == "people" and "name" in table.columns.values()


def _are_texts(part: Grid) -> bool:
    """Whether a part is one column of texts, some of them longer than a label, below a heading."""
    cells = [value for row in part.rows.values() for value in row.values()]
    alone = len({c for row in part.rows.values() for c in row}) == 1 and len(cells) > _FACTS
    if not alone or not all(isinstance(v, str) for v in cells):
        return False
    headed = any(section_near(str(v)) or Names().side_in(str(v)) for v in cells if len(str(v)) <= LABEL)
    return headed and _FACTS * sum(len(str(v)) > _SHORT for v in cells) >= len(cells)


def _is_of_facts(grid: Grid, found: Blocks) -> bool:
    """Whether a part is labels with their values, a third of them or more facts or sections of a plan."""
    cells = {n: [v for c, v in row.items() if c not in grid.hidden_columns] for n, row in grid.rows.items()}
    labels = [str(cells[n][0]) for n in found.pairs if len(cells[n]) == _PAIR]
    seen = sum(map(bool, cells.values()))
    known = [path for label in labels if (path := label_of(label, Names()) or section_near(label))]
    enough = len(known) >= _FACTS or "customer.name" in known
    return enough and _FACTS * len(known) >= len(labels) and 2 * len(labels) >= seen


def _same(table: Table, found: Blocks) -> bool:
    """Whether a table has just the lines of one beside it."""
    return any(t.header == table.header and t.rows == table.rows for t in found.tables)


def _wide(found: Blocks) -> Iterator[Table]:
    yield from (t for t in found.tables if len(t.columns) >= _TABLE and t.rows)


def _part(grid: Grid, low: int, high: int) -> Grid:
    cut = ((n, {c: v for c, v in row.items() if low <= c < high}) for n, row in grid.rows.items())
    return replace(grid, rows={n: row for n, row in cut if row})


def _first(grid: Grid, cut: int) -> Grid:
    """The left part. What is hidden is not read, and stays with it, as do the comments."""
    left = _part(grid, 0, cut)
    hidden = {n: row for n, row in grid.rows.items() if n in grid.hidden_rows}
    return replace(left, rows=dict(sorted({**left.rows, **hidden}.items())))


def _rest(grid: Grid, cut: int) -> Grid:
    right = _part(grid, cut, 1 << 20)
    rows = {n: row for n, row in right.rows.items() if n not in grid.hidden_rows}
    return replace(right, rows=rows, comments=None)
