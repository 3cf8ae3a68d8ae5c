"""The smallest workbook Excel opens: the numbers of one chart, so that a person can edit its data.

Written by hand: one sheet of text and numbers needs no library, and a chart's data opens a third faster.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from mutualplan_deck.powerpoint.markup import HEAD, escape
from mutualplan_deck.powerpoint.package import OFFICE, Package, write
from mutualplan_deck.powerpoint.theme_xml import SLOTS, THEME_KIND, flat_theme
from mutualplan_deck.regex import regex

Value = str | Decimal | None
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_GREYS = {slot: "FFFFFF" if slot.startswith("lt") else "404040" for slot in SLOTS}
_ESCAPED = regex("_(?=x[0-9A-Fa-f]{4}_)")


def column(index: int) -> str:
    """The letters of a column, 0 for A."""
    letters = ""
    while index >= 0:
        letters = chr(ord("A") + index % 26) + letters
        index = index // 26 - 1
    return letters


class _Strings(dict[str, int]):
    """Shared strings, numbered as they come: Excel rewrites a sheet whose cells hold their own."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]

    def xml(self) -> str:
        """The part that lists them."""
        texts = (escape(_ESCAPED.sub("_x005F_", text)) for text in self)
        items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
        return f'{HEAD}<sst xmlns="{_SHEET}" uniqueCount="{len(self)}">{items}</sst>'


def _cell_xml(strings: _Strings, place: str, value: Value) -> str:
    if isinstance(value, Decimal):
        return f'<c r="{place}" s="1"><v>{value:f}</v></c>'
    return f'<c r="{place}" t="s"><v>{strings[value]}</v></c>' if value else ""


def _rows_xml(strings: _Strings, rows: Sequence[Sequence[Value]]) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell_xml(strings, f"{column(i)}{number}", value) for i, value in enumerate(row))
        yield f'<row r="{number}">{cells}</row>'


def _styles_xml(number_format: str) -> str:
    """Two cell formats: general, and the chart's own number format."""
    formats = f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{escape(number_format)}"/></numFmts>'
    font = '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    fills = '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    fills += '<fill><patternFill patternType="gray125"/></fill></fills>'
    border = "<border><left/><right/><top/><bottom/><diagonal/></border>"
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    cells = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    cells += '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    return (
        f'{HEAD}<styleSheet xmlns="{_SHEET}">{formats}{font}{fills}<borders count="1">{border}</borders>'
        f'<cellStyleXfs count="1">{plain}</cellStyleXfs><cellXfs count="2">{cells}</cellXfs>'
        f'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def workbook(rows: Sequence[Sequence[Value]], number_format: str) -> bytes:
    """A workbook with one sheet, `Sheet1`, that holds `rows` from A1."""
    package, main, strings = Package(), "xl/workbook.xml", _Strings()
    sheets = '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>'
    spaces = f'xmlns="{_SHEET}" xmlns:r="{OFFICE.rstrip("/")}"'
    inside = "".join(_rows_xml(strings, rows))
    sheet = f'{HEAD}<worksheet xmlns="{_SHEET}"><sheetData>{inside}</sheetData></worksheet>'
    package.relate("", "officeDocument", main)
    package.add(main, _KIND + "sheet.main+xml", f"{HEAD}<workbook {spaces}>{sheets}</workbook>")
    for name, kind, xml in (
        ("worksheets/sheet1", "worksheet", sheet),
        ("styles", "styles", _styles_xml(number_format)),
        ("sharedStrings", "sharedStrings", strings.xml()),
    ):
        package.relate(main, kind, package.add(f"xl/{name}.xml", f"{_KIND}{kind}+xml", xml))
    theme = flat_theme("Chart data", _GREYS, "Calibri", "Calibri")
    package.relate(main, "theme", package.add("xl/theme/theme1.xml", THEME_KIND, theme))
    return write(package)
