"""A sheet as a sparse grid of values, with what a rep can't see on a slide: hidden, comments, formulas."""

from __future__ import annotations

import gc
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import Any

from msgspec import Struct
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mutualplan_deck.readers.guard import Package

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Row = dict[int, Any]


class Grid(Struct, frozen=True):
    """One sheet. Rows and columns count from 1; blank cells are absent.

    `unknown` are cells whose formula has no stored value, or an error: the error, or the formula itself.
    `struck` are cells crossed out as a whole; `crossed` holds the part of a text that is. `formats` are the
    number formats of numbers that have one, `wide` cells that are merged across columns.
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

    def place(self, row: int, column: int) -> str:
        """`Timeline!F9`."""
        return f"{self.title}!{letter(column)}{row}"


@lru_cache(maxsize=512)
def letter(column: int) -> str:
    """The letter of a column."""
    return str(get_column_letter(column))


def grids(package: Package) -> list[Grid]:
    """The sheets of a workbook that passed `guard.check_package`, in order."""
    with _undisturbed():
        rich = package.strikes
        book = load_workbook(BytesIO(package.data), data_only=True, keep_links=False, rich_text=rich)
    formulas = _formulas(package) if package.formulas else {}
    struck = {i for i, font in enumerate(getattr(book, "_fonts", ())) if font.strike}
    return [_grid(sheet, formulas.get(sheet.title, {}), struck) for sheet in book.worksheets]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No warnings about features a plan does not use; no garbage collection, which finds nothing here."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        if collecting:
            gc.enable()


def _formulas(package: Package) -> dict[str, dict[tuple[int, int], str]]:
    """The formula of each cell that holds one, by sheet."""
    with _undisturbed():
        book = load_workbook(BytesIO(package.data), keep_links=False)
    return {
        s.title: {at: str(cell.value) for at, cell in s._cells.items() if cell.data_type == "f"}
        for s in book.worksheets
    }


def _grid(sheet: Worksheet, formulas: Mapping[tuple[int, int], str], struck_fonts: set[int]) -> Grid:
    rows: dict[int, Row] = {}
    unknown, crossed, formats, struck = {}, {}, {}, set()
    for at, cell in sorted(sheet._cells.items()):
        value = cell.value
        if isinstance(value, CellRichText):
            value, crossed[at] = _unstruck(value)
        value = _clean(value)
        if cell.data_type == "e" or (value is None and at in formulas):
            unknown[f"{letter(at[1])}{at[0]}"] = str(value or formulas.get(at, ""))
        elif value is not None:
            rows.setdefault(at[0], {})[at[1]] = value
            style = getattr(cell, "_style", None)
            if struck_fonts and style and style.fontId in struck_fonts:
                struck.add(at)
            if isinstance(value, int | float) and style and style.numFmtId:
                formats[at] = cell.number_format
    wide = _fill_merged(sheet, rows)
    return Grid(
        sheet.title,
        sheet.sheet_state != "visible",
        rows,
        _hidden_rows(sheet),
        _hidden_columns(sheet),
        dict(_comments(sheet)),
        unknown,
        frozenset(struck),
        {at: text for at, text in crossed.items() if text},
        formats,
        wide,
    )


def _unstruck(rich: CellRichText) -> tuple[str, str]:
    """The text without the runs that are crossed out, and these; all of it where nothing else is left."""
    kept: list[str] = []
    gone: list[str] = []
    for run in rich:
        crossed = isinstance(run, TextBlock) and bool(run.font and run.font.strike)
        (gone if crossed else kept).append(str(run))
    text = "".join(kept).strip()
    return (text, "".join(gone).strip()) if text else ("".join(gone), "")


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not value or value.isspace():
        return None
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), value) if "_x" in value else value


def _fill_merged(sheet: Worksheet, rows: dict[int, Row]) -> frozenset[tuple[int, int]]:
    """Give every row of a cell merged downwards its value: a phase beside several steps.

    The cells that are merged across columns.
    """
    wide = set()
    for merged in sheet.merged_cells.ranges:
        value = rows.get(merged.min_row, {}).get(merged.min_col)
        if merged.max_col > merged.min_col:
            wide.add((merged.min_row, merged.min_col))
        if value is None or merged.max_row - merged.min_row > 1000:
            continue
        for row in range(merged.min_row + 1, merged.max_row + 1):
            if row in rows:
                rows[row].setdefault(merged.min_col, value)
    return frozenset(wide)


def _hidden_rows(sheet: Worksheet) -> frozenset[int]:
    return frozenset(n for n, d in sheet.row_dimensions.items() if d.hidden or d.height == 0)


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden or dimension.width == 0:
            hidden.update(range(dimension.min or 0, min(dimension.max or 0, 16_384) + 1))
    return frozenset(hidden)


def _comments(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    for (row, column), cell in sheet._cells.items():
        if cell.comment is not None:
            yield f"{letter(column)}{row}", str(cell.comment.text or "")
