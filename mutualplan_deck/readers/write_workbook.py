"""A plan becomes our workbook: a sheet a section, guided when a person is to fill it in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers import form
from mutualplan_deck.readers.fields import Field, Sort
from mutualplan_deck.readers.form import Column, Sheet
from mutualplan_deck.readers.internal_sheet import entries_for
from mutualplan_deck.readers.sheet_look import dress_plan, dress_readme, dress_sheet
from mutualplan_deck.readers.stable_zip import save
from mutualplan_deck.readers.values import split_ids
from mutualplan_deck.regex import regex

HEADER, HINTS, FIRST = 1, 2, 3
_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_UNSAFE = regex("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_FIRST_DAY = dt.date(1900, 3, 1)
_EXACT_DIGITS = 15


def write_workbook(plan: Plan, target: Path | IO[bytes], *, guide: bool) -> None:
    """Write `plan` as .xlsx; `guide` adds hints, lists, checks and the sheet that explains them.

    Reading it gives an equal plan. The same plan gives the same bytes.
    """
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    if guide:
        dress_readme(book.create_sheet("Read me"), form.raw()["readme"])
    _plan_sheet(book, plan, guide)
    for sheet in form.all_sheets():
        lines = list(_lines(plan, sheet))
        if guide or lines:
            _sheet(book, sheet, lines, guide)
    book.active = 1 if guide else 0
    save(book, target)


def _plan_sheet(book: Workbook, plan: Plan, guide: bool) -> None:
    sheet = book.create_sheet(form.raw()["plan"]["title"])
    for column, title in enumerate(form.raw()["plan"]["header"][: 3 if guide else 2], 1):
        _put(sheet.cell(HEADER, column), title)
    for number, row in enumerate(form.plan_rows(), HEADER + 1):
        _put(sheet.cell(number, 1), row.title)
        _put(sheet.cell(number, 2), _fact(plan, row.path))
        if guide:
            _put(sheet.cell(number, 3), row.hint)
    dress_plan(sheet, form.plan_rows(), guide)


def _fact(plan: Plan, path: str) -> Any:
    """The value of a dotted path; None where a part is missing or a value is the format's default."""
    value: Any = plan
    for name in path.split("."):
        holder = value
        value = getattr(holder, name)
        if value is None or value == type(holder).model_fields[name].default:
            return None
    if path == "calendar.workdays":
        return ", ".join(_DAY_NAMES[d] for d in value) or "none"
    return value


def _lines(plan: Plan, sheet: Sheet) -> Iterable[Mapping[str, Any]]:
    """The values of a sheet's lines by column path."""
    if sheet.section == form.INTERNAL:
        return [
            dict(zip(("topic", "text", "data"), entry, strict=True)) for entry in entries_for(plan.internal)
        ]
    if sheet.section == form.HOLIDAYS:
        return [{"date": day} for day in plan.calendar.holidays]
    return [_item(item, sheet.columns) for item in getattr(plan, sheet.section)]


def _item(item: Any, columns: Iterable[Column]) -> dict[str, Any]:
    found = {}
    for column in columns:
        head, _, tail = column.path.partition(".")
        value = getattr(item, head)
        found[column.path] = getattr(value, tail) if tail and value is not None else value
    return found


def _sheet(book: Workbook, sheet: Sheet, lines: list[Mapping[str, Any]], guide: bool) -> None:
    page = book.create_sheet(sheet.title)
    for number, column in enumerate(sheet.columns, 1):
        _put(page.cell(HEADER, number), column.title)
        if guide and column.hint:
            _put(page.cell(HINTS, number), column.hint)
    first = FIRST if guide else FIRST - 1
    for row, line in enumerate(lines, first):
        _line(page, row, sheet.columns, line)
    dress_sheet(page, sheet, first, len(lines), guide)


def _line(page: Worksheet, row: int, columns: Iterable[Column], line: Mapping[str, Any]) -> None:
    for number, column in enumerate(columns, 1):
        value = line[column.path]
        if value not in (None, "", ()) and not _says_nothing(column.field, value):
            _put(page.cell(row, number), value)


def _says_nothing(field: Field | None, value: Any) -> bool:
    """A yes or no that is what an empty cell means as well."""
    return field is not None and field.sort is Sort.FLAG and value is (field.name == "shared")


def _put(cell: Cell | MergedCell, value: Any) -> None:
    """Store a value so that reading gives the same; text stays text whatever it begins with."""
    stored = _stored(value)
    if isinstance(stored, str):
        _put_text(cell, stored)
    elif stored is not None:
        cell.value = stored
        if isinstance(stored, dt.date):
            cell.number_format = "yyyy-mm-dd"


def _put_text(cell: Any, text: str) -> None:
    """Past the setter, which takes text that begins with = for a formula and refuses control signs."""
    cell._value = _UNSAFE.sub(lambda m: f"_x{ord(m[0]):04X}_", text)
    cell.data_type = "s"
    if text[:1] in "=+-@'":
        cell.quotePrefix = True


def _stored(value: Any) -> Any:
    """What a cell can hold: text, number, or date."""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, dt.date):
        return value if value >= _FIRST_DAY else value.isoformat()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Enum):
        return str(value.value).replace("_", " ").capitalize()
    if isinstance(value, tuple):
        return _listed(value)
    return value or None if isinstance(value, str) else value


def _number(value: Decimal) -> int | float | str:
    """A number where a spreadsheet keeps it exactly, the digits as text where not."""
    short = len(value.as_tuple().digits) <= _EXACT_DIGITS and abs(value.adjusted()) <= _EXACT_DIGITS
    if short and value == value.to_integral_value():
        return int(value)
    number = float(f"{float(value):.16g}") if short else 0.0
    return number if short and Decimal(repr(number)) == value else str(value)


def _listed(ids: tuple[str, ...]) -> str:
    """Ids with commas; as a JSON list where an id itself holds a mark that would part it."""
    text = ", ".join(ids)
    return text if split_ids(text) == ids else json.dumps(ids, ensure_ascii=False)
