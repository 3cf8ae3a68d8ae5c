"""The cells of a sheet, row by row: only those that hold something, so that formats cost nothing."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.errors import UnreadableFileError
from mutualplan_deck.readers.guard import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from mutualplan_deck.readers.xlsx.book import Book
from mutualplan_deck.readers.xlsx.cell_names import Area, area_of, column_of, letter, split
from mutualplan_deck.readers.xlsx.styles import PLAIN, Sort, moment
from mutualplan_deck.readers.xlsx.texts import MAIN, Written, decoded, written

_ROW, _CELL, _COL, _MERGED = f"{MAIN}row", f"{MAIN}c", f"{MAIN}col", f"{MAIN}mergeCell"
_VALUE, _FORMULA, _INLINE = f"{MAIN}v", f"{MAIN}f", f"{MAIN}is"
_YES = ("1", "true")
_BLANKS = " \t\n\r\u00a0\u2007\u202f\u3000"

At = tuple[int, int]
Row = dict[int, Any]


class Cells(Struct):
    """What a sheet holds. Rows and columns count from 1; blank cells are absent.

    `unknown` are cells with an error, and formulas without a stored value (`=G9+H9`); `struck` cells that
    are crossed out as a whole, `crossed` what is of a text of which something is left; `formats` the codes
    of numbers that have one.
    """

    rows: dict[int, Row] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    unknown: dict[At, str] = field(default_factory=dict)
    struck: set[At] = field(default_factory=set)
    crossed: dict[At, str] = field(default_factory=dict)
    formats: dict[At, str] = field(default_factory=dict)


def cells_of(xml: bytes, book: Book) -> Cells:
    """The cells of a sheet's part.

    Raises UnreadableFileError, a half sentence, if they are more than a plan has; ValueError and lxml's
    XMLSyntaxError if the part is damaged.
    """
    from lxml import etree

    found = Cells()
    reader = _Reader(found, book)
    tags = (_ROW, _COL, _MERGED)
    safe = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}
    for _, element in etree.iterparse(BytesIO(xml), tag=tags, **safe):
        if element.tag == _ROW:
            reader.take_row(element)
            _forget(element)
        elif element.tag == _COL:
            _hide_columns(found, element)
        else:
            found.merged.append(area_of(element.get("ref", "")))
    found.rows = dict(sorted(found.rows.items()))
    return found


def _forget(element: Any) -> None:
    """Let go of a row and of what stands before it, so that a long sheet is never held whole."""
    element.clear()
    holder = element.getparent()
    while holder is not None and element.getprevious() is not None:
        del holder[0]


def _hide_columns(found: Cells, col: Any) -> None:
    first, last = int(col.get("min", "0")), min(int(col.get("max", "0")), 16_384)
    if col.get("hidden") in _YES or ((width := col.get("width")) is not None and float(width) == 0):
        found.hidden_columns.update(range(first, last + 1))


class _Reader(Struct):
    """Goes down the rows of one sheet; a row or cell without a name comes after the one before."""

    found: Cells
    book: Book
    row: int = 0
    cells: int = 0
    shared: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take_row(self, element: Any) -> None:
        """Take the cells of a row that hold something."""
        self.row = self._number(element)
        if element.get("hidden") in _YES or ((ht := element.get("ht")) is not None and float(ht) == 0):
            self.found.hidden_rows.add(self.row)
        row = self.found.rows.get(self.row, {})
        column, ordered = 0, not row
        for cell in element:
            if cell.tag != _CELL:
                continue
            name = cell.get("r")
            before, column = column, column_of(name.rstrip("0123456789")) if name else column + 1
            ordered = ordered and column > before
            value = self._value(cell, column)
            if value is not None:
                row[column] = value
                if cell.get("s") and self._style(cell).struck:
                    self.found.struck.add((self.row, column))
        if row:
            self.found.rows[self.row] = row if ordered else dict(sorted(row.items()))
            self.cells += len(row)
            self._check_size(len(row))

    def _number(self, element: Any) -> int:
        told = element.get("r")
        if told is None and len(element) and (name := element[0].get("r")):
            told = str(split(name)[0])
        return int(told) if told else self.row + 1

    def _check_size(self, columns: int) -> None:
        for count, most, what in (
            (len(self.found.rows), MAX_ROWS, "rows"),
            (self.cells, MAX_CELLS, "cells"),
            (columns, MAX_COLUMNS, "columns"),
        ):
            if count > most:
                raise UnreadableFileError(
                    f"a sheet has more than {most:,} {what}; no plan has. Delete what is not the plan"
                )

    def _value(self, cell: Any, column: int) -> Any:
        """What a cell holds, or None; what is to be known of it besides goes to `found`."""
        raw = formula = inline = None
        for child in cell:
            if child.tag == _VALUE:
                raw = child
            elif child.tag == _FORMULA:
                formula = child
            elif child.tag == _INLINE:
                inline = child
        sort = cell.get("t", "n")
        if inline is not None and sort == "inlineStr":
            return self._text(written(inline), column)
        text = raw.text if raw is not None else None
        if not text:
            if formula is not None and not (sort == "str" and raw is not None):
                self.found.unknown[self.row, column] = self._formula(formula, column)
            return None
        try:
            return self._typed(sort, text, cell, column)
        except (ValueError, IndexError):
            self.found.unknown[self.row, column] = text
            return None

    def _formula(self, formula: Any, column: int) -> str:
        """A formula as it would be typed; one that is shared moves along with its cell."""
        number, text = formula.get("si"), f"={formula.text or ''}"
        if number is None:
            return text
        if formula.text:
            self.shared[number] = text, f"{letter(column)}{self.row}"
            return text
        from openpyxl.formula.translate import Translator

        first, origin = self.shared.get(number, ("=", "A1"))
        return str(Translator(first, origin).translate_formula(f"{letter(column)}{self.row}"))

    def _typed(self, sort: str, text: str, cell: Any, column: int) -> Any:
        if sort == "s":
            return self._text(self.book.texts[int(text)], column)
        if sort == "str":
            return self._text(Written(decoded(text)), column)
        if sort == "e":
            self.found.unknown[self.row, column] = text
            return None
        value = _PLAIN_SORTS[sort](text) if sort in _PLAIN_SORTS else _number(text)
        return self._shown(value, cell, column) if type(value) in (int, float) else value

    def _text(self, said: Written, column: int) -> str | None:
        if not said.text.strip(_BLANKS):
            return None
        if said.crossed:
            self.found.crossed[self.row, column] = said.crossed
        if said.struck:
            self.found.struck.add((self.row, column))
        return said.text

    def _shown(self, value: float, cell: Any, column: int) -> Any:
        """A number as its format shows it: a day, a duration, or itself with the format noted."""
        style = self._style(cell)
        if style.sort is Sort.NUMBER:
            if style.code:
                self.found.formats[self.row, column] = style.code
            return value
        try:
            return moment(value, style.sort, self.book.epoch)
        except (OverflowError, ValueError):
            self.found.unknown[self.row, column] = "#VALUE!"
            return None

    def _style(self, cell: Any) -> Any:
        number = cell.get("s")
        styles = self.book.styles
        return styles[int(number)] if number and int(number) < len(styles) else PLAIN


def _number(text: str) -> int | float:
    return float(text) if any(sign in text for sign in ".eE") else int(text)


def _flag(text: str) -> bool:
    return text.strip() not in ("0", "false")


def _iso(text: str) -> Any:
    import datetime as dt

    return dt.datetime.fromisoformat(text.strip().removesuffix("Z"))


_PLAIN_SORTS = {"b": _flag, "d": _iso}
