"""A sheet as a sparse grid of values, with what a rep can't see on a slide: hidden, comments, formulas."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.readers.guard import Package
from mutualplan_deck.readers.xlsx.book import Sheet, book_of
from mutualplan_deck.readers.xlsx.cell_names import Area, letter
from mutualplan_deck.readers.xlsx.cells import Cells, Row, cells_of

__all__ = ["Grid", "Row", "grids", "letter"]

_TALLEST = 1000  # rows of a merged cell whose value stands for each of them


class Grid(Struct, frozen=True):
    """One sheet. Rows and columns count from 1; blank cells are absent.

    `unknown` are cells whose formula has no stored value, or an error: the error, or the formula itself.
    `struck` are cells crossed out as a whole; `crossed` holds the part of a text that is. `formats` are the
    number formats of numbers that have one, `wide` cells that are merged across columns, `labels` what
    stood above cells that are facts side by side, `origin` where the cells of a turned table stood,
    `places` where those of a sheet that is none stood in its file.
    """

    title: str
    hidden: bool
    rows: Mapping[int, Row]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[str, str] | None = None
    unknown: Mapping[str, str] | None = None
    struck: frozenset[tuple[int, int]] = frozenset()
    crossed: Mapping[tuple[int, int], str] | None = None
    formats: Mapping[tuple[int, int], str] | None = None
    wide: frozenset[tuple[int, int]] = frozenset()
    labels: Mapping[tuple[int, int], str] | None = None
    origin: Mapping[tuple[int, int], tuple[int, int]] | None = None
    places: Mapping[tuple[int, int], str] | None = None

    def place(self, row: int, column: int) -> str:
        """`Timeline!F9`."""
        if self.places is not None:
            return self.places.get((row, column), self.title)
        row, column = (self.origin or {}).get((row, column), (row, column))
        return f"{self.title}!{letter(column)}{row}"


def without(grid: Grid, numbers: Set[int]) -> Grid:
    """The sheet without some of its rows."""
    if not numbers:
        return grid
    return replace(grid, rows={n: row for n, row in grid.rows.items() if n not in numbers})


def rearranged(
    grid: Grid,
    rows: Mapping[int, Row],
    origin: Mapping[tuple[int, int], tuple[int, int]],
    hidden_columns: frozenset[int] = frozenset(),
) -> Grid:
    """A table made of a sheet's cells, in rows that are seen: `origin` says where each of them stood."""
    formats = grid.formats or {}
    moved = grid.places is not None or grid.origin is not None
    return replace(
        grid,
        rows=rows,
        origin=None if moved else origin,
        places={at: grid.place(*of) for at, of in origin.items()} if moved else None,
        labels=None,
        formats={at: formats[o] for at, o in origin.items() if o in formats},
        struck=frozenset(at for at, o in origin.items() if o in grid.struck),
        hidden_rows=frozenset(),
        hidden_columns=hidden_columns,
        comments=None,
        unknown=None,
        crossed={at: grid.crossed[o] for at, o in origin.items() if grid.crossed and o in grid.crossed},
        wide=frozenset(),
    )


def grids(package: Package) -> list[Grid]:
    """The sheets of a workbook that passed `guard.check_package`, in order.

    Raises UnreadableFileError if one is longer than a plan, ValueError or lxml's XMLSyntaxError if damaged.
    """
    book = book_of(package.parts)
    with _undisturbed():
        return [_grid(sheet, cells_of(sheet.xml, book)) for sheet in book.sheets]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No garbage collection, which finds nothing here and looks at every cell again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _grid(sheet: Sheet, cells: Cells) -> Grid:
    for merged in cells.merged:
        _fill(merged, cells.rows)
    return Grid(
        sheet.title,
        sheet.hidden,
        {number: row for number, row in cells.rows.items() if row},
        frozenset(cells.hidden_rows),
        frozenset(cells.hidden_columns),
        sheet.remarks,
        {f"{letter(column)}{row}": text for (row, column), text in cells.unknown.items()},
        frozenset(cells.struck),
        cells.crossed,
        cells.formats,
        frozenset((m.top, m.left) for m in cells.merged if m.right > m.left),
    )


def _fill(merged: Area, rows: dict[int, Row]) -> None:
    """A merged cell is its first; every row of one merged downwards has its value: a phase beside steps."""
    value = rows.get(merged.top, {}).get(merged.left)
    tall = merged.bottom - merged.top
    for number in range(merged.top, merged.bottom + 1) if tall < len(rows) else tuple(rows):
        row = rows.get(number)
        if row is None or not merged.top <= number <= merged.bottom:
            continue
        for column in [c for c in row if merged.left <= c <= merged.right]:
            if (number, column) != (merged.top, merged.left):
                del row[column]
        if value is not None and number > merged.top and row and tall <= _TALLEST:
            row[merged.left] = value


def runs(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Numbers of rows that follow each other without a gap, together."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run
