"""How our workbook looks and helps: headers, hints, widths, lists, checks, status colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from typing import Any, Literal

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mutualplan_deck.readers import form
from mutualplan_deck.readers.fields import Field, Sort, fields_of, parts
from mutualplan_deck.readers.form import Column, Sheet

LAST = 500  # lines with lists and checks; a plan has far fewer
_FONT = "Calibri"
_AMBER, _AMBER_TEXT, _HINT = "FFF4DC", "7A5A00", "8A8F98"
_HAIR = Border(bottom=Side(style="thin", color="E3E6EA"))
_STATUS = {
    "Done": ("DDF0E3", "1E6B3A"),
    "In progress": ("DCE9F8", "1F4E8C"),
    "At risk": ("FFF0CC", "7A5A00"),
    "Blocked": ("FADCD9", "A1261B"),
    "To confirm": ("ECE7F6", "553C8B"),
    "Cancelled": ("EEEEEE", "7A7A7A"),
}


def dress_readme(page: Worksheet, lines: Sequence[str]) -> None:
    """The sheet that explains the workbook."""
    page.sheet_view.showGridLines = False
    page.column_dimensions["A"].width = 110
    page["A1"] = form.raw()["readme_title"]
    page["A1"].font = Font(_FONT, 20, bold=True, color="1F3A5F")
    for number, line in enumerate(lines, 3):
        cell = page.cell(number, 1, line)
        cell.font = Font(_FONT, 12, color=_AMBER_TEXT if "Amber" in line else "222222")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.row_dimensions[number].height = 34 if len(line) > 120 else 20
    page.sheet_properties.tabColor = "8A8F98"
    _print_setup(page)


def dress_plan(page: Worksheet, rows: Sequence[Column], guide: bool) -> None:
    """The key-value sheet: label, entry, hint."""
    page.sheet_view.showGridLines = False
    for letter, width in zip("ABC", (26, 52, 74), strict=True):
        page.column_dimensions[letter].width = width
    for column in range(1, 4 if guide else 3):
        _head(page, 1, column, "1F3A5F")
    page.row_dimensions[1].height = 24
    page.freeze_panes = "B2"
    page.sheet_properties.tabColor = "1F3A5F"
    _print_setup(page)
    for number, row in enumerate(rows, 2):
        _dress_fact(page, number, row, guide)


def _dress_fact(page: Worksheet, number: int, row: Column, guide: bool) -> None:
    label, entry, hint = (page.cell(number, c) for c in (1, 2, 3))
    label.font = Font(_FONT, 11, bold=True)
    entry.font = Font(_FONT, 11)
    for cell in (label, entry, hint):
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
    hint.font = Font(_FONT, 10, italic=True, color=_HINT)
    for cell in (label, entry, hint) if guide else (label, entry):
        cell.border = _HAIR
    head, _, name = row.path.partition(".")
    field = fields_of(parts()[head])[name] if name else form.plan_field(head)
    if field.sort is Sort.NUMBER and entry.data_type == "n":
        entry.number_format = "#,##0" if isinstance(entry.value, int) else "General"
    if guide:
        page.row_dimensions[number].height = 20
        _validate(page, field, f"B{number}", row.hint)


def dress_sheet(page: Worksheet, sheet: Sheet, first: int, lines: int, guide: bool) -> None:
    """A sheet with lines: frozen header, hints under it, lists and checks for the lines to come."""
    page.freeze_panes = f"{'C' if len(sheet.columns) > 4 else 'A'}{first}"
    page.sheet_properties.tabColor = sheet.colour
    page.sheet_view.zoomScale = 90 if len(sheet.columns) > 8 else 100
    page.row_dimensions[1].height = 32
    for number, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        internal = column.internal or sheet.section == form.INTERNAL
        _head(page, 1, number, sheet.colour, internal)
        if guide:
            _hint(page, number, internal)
        _dress_lines(page, column, number, range(first, first + lines), internal)
    for row in range(first, first + lines):
        page.row_dimensions[row].height = _height(page, sheet, row)
    if guide:
        page.row_dimensions[2].height = 44
        _guide(page, sheet, first)
    _print_setup(page, first - 1)


def _height(page: Worksheet, sheet: Sheet, row: int) -> float:
    """Points a line needs so that its longest wrapped text shows whole, ten lines at the most."""
    lines = 1
    for number, column in enumerate(sheet.columns, 1):
        cell = page._cells.get((row, number))
        text = cell.value if cell else None
        if isinstance(text, str):
            room = max(column.width * 1.1 - 2, 4)
            lines = max(lines, sum(math.ceil(max(_width(part), 1) / room) for part in text.split("\n")))
    return 15.0 * min(lines, 10) + 3


def _width(text: str) -> float:
    """Width in characters of the default font; what lies beyond the alphabets counts double."""
    return len(text) if text.isascii() else sum(2 if ord(c) > 0x2E80 else 1 for c in text)


def _head(page: Worksheet, row: int, column: int, colour: str, internal: bool = False) -> None:
    cell = page.cell(row, column)
    cell.fill = PatternFill("solid", fgColor="B7791F" if internal else colour)
    cell.font = Font(_FONT, 11, bold=True, color="FFFFFF")
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)


def _hint(page: Worksheet, column: int, internal: bool) -> None:
    cell = page.cell(2, column)
    cell.fill = PatternFill("solid", fgColor=_AMBER if internal else "F3F5F7")
    cell.font = Font(_FONT, 9, italic=True, color=_AMBER_TEXT if internal else "5F6670")
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)


def _dress_lines(page: Worksheet, column: Column, number: int, rows: range, internal: bool) -> None:
    """Cells that are alike share one style, worked out once: thousands of lines stay quick."""
    sort = column.field.sort if column.field else Sort.TEXT
    styles: dict[tuple[str, bool], StyleArray] = {}
    for row in rows:
        cell: Any = page._cells.get((row, number)) or (page.cell(row, number) if len(rows) < 200 else None)
        if cell is None:
            continue
        if sort is Sort.NUMBER and isinstance(cell.value, int) and abs(cell.value) > 9999:
            cell.number_format = "#,##0"
        like = (cell.number_format, bool(cell.quotePrefix))
        if like not in styles:
            _dress_cell(cell, sort, internal)
            styles[like] = cell._style
        cell._style = copy(styles[like])


def _dress_cell(cell: Any, sort: Sort, internal: bool) -> None:
    horizontal = "right" if sort in (Sort.DATE, Sort.NUMBER, Sort.COUNT) else "left"
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal=horizontal, indent=1)
    cell.font, cell.border = Font(_FONT, 11), _HAIR
    if internal:
        cell.fill = PatternFill("solid", fgColor=_AMBER)


def _print_setup(page: Worksheet, heading: int = 0) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    if heading:
        page.print_title_rows = f"1:{heading}"


def _guide(page: Worksheet, sheet: Sheet, first: int) -> None:
    for number, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(number)
        if column.field:
            _validate(page, column.field, f"{letter}{first}:{letter}{LAST}", column.hint)
        if column.path == "status":
            _colour_statuses(page, letter, first)


def _colour_statuses(page: Worksheet, letter: str, first: int) -> None:
    for status, (fill, text) in _STATUS.items():
        rule = FormulaRule(  # type: ignore[no-untyped-call]
            [f'${letter}{first}="{status}"'],
            fill=PatternFill("solid", bgColor=fill),
            font=Font(color=text, bold=status in ("Blocked", "At risk")),
        )
        page.conditional_formatting.add(f"{letter}{first}:{letter}{LAST}", rule)


def _validate(page: Worksheet, field: Field, cells: str, hint: str) -> None:
    """A list to choose from or a check of what is typed, with a message in plain words."""
    check = _check(field)
    if check is None:
        return
    check.allow_blank = True
    check.showErrorMessage = True
    check.promptTitle, check.prompt, check.showInputMessage = "Hint", hint[:250] or None, bool(hint)
    page.add_data_validation(check)
    check.add(cells)


def _check(field: Field) -> DataValidation | None:
    if field.choices:
        options = [str(c.value).replace("_", " ").capitalize() for c in field.choices]
        return _list(f'"{",".join(options)}"', "Choose one from the list.")
    if field.sort is Sort.FLAG:
        return _list('"Yes,No"', "Choose Yes or No.")
    if field.name in ("owner", "owner_customer", "owner_vendor", "confirmed.by", "by"):
        return _people()
    return _typed(field)


def _list(formula: str, error: str, style: Literal["stop", "warning"] = "stop") -> DataValidation:
    return DataValidation(
        "list", formula1=formula, error=error, errorTitle="Not in the list", errorStyle=style
    )


def _people() -> DataValidation:
    """The names on the People sheet; other text is allowed after a question."""
    people = form.sheet("people")
    letter = get_column_letter([c.path for c in people.columns].index("name") + 1)
    source = f"{quote_sheetname(people.title)}!${letter}$3:${letter}${LAST}"
    return _list(source, "This name is not on the sheet People. Keep it anyway?", "warning")


def _typed(field: Field) -> DataValidation | None:
    if field.sort is Sort.DATE:
        return DataValidation(
            "date", "between", "36526", "73050", error="Type a day that exists, for instance 2027-09-30.",
            errorTitle="Not a date", errorStyle="stop",
        )  # fmt: skip
    if field.sort is Sort.NUMBER:
        return DataValidation(
            "decimal", "between", "-1E+15", "1E+15", errorTitle="Not a number", errorStyle="warning",
            error="Type the number alone, without unit or currency. Keep it anyway?",
        )  # fmt: skip
    if field.sort is Sort.COUNT:
        return DataValidation(
            "whole", "between", "0", "2000", errorTitle="Not a number of days", errorStyle="stop",
            error="Type whole working days, 0 to 2000.",
        )  # fmt: skip
    return None
