"""Cells as our own reader sees them, held against openpyxl's; and what openpyxl does not tell."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mutualplan_deck.readers.grid import Grid, grids
from mutualplan_deck.readers.guard import check_package
from mutualplan_deck.readers.xlsx.cell_names import area_of, column_of, letter, split
from mutualplan_deck.readers.xlsx.styles import Sort, sort_of

_HERE = Path(__file__).parent
_FILES = sorted([*(_HERE.parent / "sample_plans").glob("*.xlsx"), *(_HERE / "messy").glob("*.xlsx")])
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _grids(data: bytes) -> list[Grid]:
    return grids(check_package(data, "plan.xlsx"))


def _theirs(sheet: Worksheet) -> dict[tuple[int, int], Any]:
    """The cells as openpyxl reads them, without blanks and errors."""
    found = {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row if c.data_type != "e"}
    return {at: v for at, v in found.items() if v is not None and (not isinstance(v, str) or v.strip())}


def _ours(grid: Grid) -> dict[tuple[int, int], Any]:
    return {(n, c): v for n, row in grid.rows.items() for c, v in row.items()}


@pytest.mark.parametrize("path", _FILES, ids=lambda p: p.stem)
def test_a_workbook_reads_as_openpyxl_reads_it(path: Path) -> None:
    data = path.read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    read = _grids(data)
    assert [(g.title, g.hidden) for g in read] == [
        (s.title, s.sheet_state != "visible") for s in book.worksheets
    ]
    for grid, sheet in zip(read, book.worksheets, strict=True):
        merged = {
            (r, c)
            for m in sheet.merged_cells.ranges
            for r in range(m.min_row, m.max_row + 1)
            for c in (m.min_col,)
        }
        ours = {at: v for at, v in _ours(grid).items() if at not in merged or at in _theirs(sheet)}
        assert ours == _theirs(sheet)
        noted = {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment}
        assert grid.comments == noted


_VALUES = st.one_of(
    st.integers(-(10**15), 10**15),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda f: round(f, 6)),
    st.booleans(),
    st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2099, 1, 1)).map(lambda d: d.replace(microsecond=0)),
    st.times().map(lambda t: t.replace(microsecond=0)),
    st.timedeltas(dt.timedelta(), dt.timedelta(days=90)).map(
        lambda d: dt.timedelta(seconds=d.total_seconds() // 1)
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
        lambda t: not t.startswith("=") and "_x" not in t
    ),
)
_CELLS = st.dictionaries(st.tuples(st.integers(1, 12), st.integers(1, 30)), _VALUES, max_size=20)
_MANNERS = st.fixed_dictionaries(
    {
        "struck": st.sets(st.tuples(st.integers(1, 12), st.integers(1, 30)), max_size=5),
        "rows": st.sets(st.integers(1, 12), max_size=3),
        "columns": st.sets(st.integers(1, 30), max_size=3),
        "remarks": st.dictionaries(
            st.integers(1, 12), st.text("abcé \n", min_size=1, max_size=9), max_size=3
        ),
        "format": st.sampled_from(["General", "0.00", "#,##0 €", "[$£-809]#,##0", "0%"]),
        "epoch": st.sampled_from([openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH]),
    }
)


@settings(max_examples=120, deadline=None)
@given(_CELLS, _MANNERS)
def test_any_workbook_reads_as_openpyxl_reads_it(
    cells: dict[tuple[int, int], Any], manner: dict[str, Any]
) -> None:
    book = openpyxl.Workbook()
    book.epoch = manner["epoch"]
    sheet = book.active
    for (row, column), value in cells.items():
        cell = sheet.cell(row, column, value)
        if type(value) in (int, float):
            cell.number_format = manner["format"]
        if (row, column) in manner["struck"]:
            cell.font = Font(strike=True)
    for row in manner["rows"]:
        sheet.row_dimensions[row].hidden = True
    for column in manner["columns"]:
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    for row, text in manner["remarks"].items():
        sheet.cell(row, 1).comment = Comment(text, "us")
    out = io.BytesIO()
    book.save(out)
    (grid,) = _grids(out.getvalue())
    again = openpyxl.load_workbook(io.BytesIO(out.getvalue()), data_only=True).active
    assert _ours(grid) == _theirs(again)
    assert grid.struck == manner["struck"] & _theirs(again).keys()
    assert grid.hidden_rows == manner["rows"]
    assert grid.hidden_columns == manner["columns"]
    assert grid.comments == {f"A{row}": text for row, text in manner["remarks"].items()}
    coded = manner["format"] != "General"
    assert grid.formats == {
        at: manner["format"] for at, v in _theirs(again).items() if coded and type(v) in (int, float)
    }


def _sheet(
    rows: str, *, head: str = "", tail: str = "", texts: str = "", prefix: str = "", date1904: str = "0"
) -> Grid:
    """The grid of a sheet written by hand."""
    tag, name = (f"{prefix}:", f"xmlns:{prefix}") if prefix else ("", "xmlns")
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    rel = f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{kinds}/{{}}" Target="{{}}"/>{{}}'
    rel += "</Relationships>"
    more = f'<Relationship Id="r2" Type="{kinds}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": rel.format("officeDocument", "xl/workbook.xml", ""),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{kinds}"><workbookPr date1904="{date1904}"/>'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rel.format("worksheet", "worksheets/a.xml", more),
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{texts}</sst>',
        "xl/worksheets/a.xml": f'<{tag}worksheet {name}="{_MAIN}">{head}<{tag}sheetData>{rows}'
        f"</{tag}sheetData>{tail}</{tag}worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, xml in parts.items():
            archive.writestr(part, xml)
    (grid,) = _grids(out.getvalue())
    return grid


_STRUCK = "<r><rPr><strike/></rPr><t>{}</t></r>"


@pytest.mark.parametrize(
    ("item", "text", "crossed", "struck"),
    [
        ("<t>plain</t>", "plain", {}, False),
        (f"{_STRUCK.format('1 May ')}<r><t>8 May</t></r>", "8 May", {(1, 1): "1 May"}, False),
        (_STRUCK.format("gone"), "gone", {}, True),
        ('<r><rPr><strike val="0"/></rPr><t>stays</t></r>', "stays", {}, False),
        ("<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh>", "東京", {}, False),
        ("<t>a_x000D_b</t>", "a\rb", {}, False),
        ("<t>_x005F_x000D_</t>", "_x000D_", {}, False),
    ],
)
def test_a_text_is_what_is_not_crossed_out(
    item: str, text: str, crossed: dict[Any, str], struck: bool
) -> None:
    grid = _sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', texts=f"<si>{item}</si>")
    assert grid.rows == {1: {1: text}}
    assert grid.crossed == crossed
    assert ((1, 1) in grid.struck) is struck


def test_rows_and_cells_without_a_name_follow_the_one_before() -> None:
    grid = _sheet(
        '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row>'
        '<row r="9"/><row><c><v>4</v></c></row>'
    )
    assert grid.rows == {1: {1: 1, 4: 2, 5: 3}, 10: {1: 4}}


def test_a_namespace_may_have_a_prefix() -> None:
    assert _sheet('<x:row r="2"><x:c r="B2" t="str"><x:v>a</x:v></x:c></x:row>', prefix="x").rows == {
        2: {2: "a"}
    }


def test_formulas_without_a_value_are_told_as_they_would_be_typed() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1+$C$1</f></c>'
        '<c r="D1"><f>B1</f><v>7</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c><c r="D2" t="str"><f>""</f><v></v></c>'
        '<c r="E2" t="e"><v>#N/A</v></c></row>'
    )
    grid = _sheet(rows)
    assert grid.unknown == {"A1": "=B1+$C$1", "A2": "=B2+$C$1", "E2": "#N/A"}
    assert grid.rows == {1: {4: 7}}


def test_what_a_cell_says_wrongly_is_unknown_and_the_rest_is_read() -> None:
    grid = _sheet(
        '<row r="1"><c r="A1"><v>abc</v></c><c r="B1" t="s"><v>99</v></c><c r="C1"><v>5</v></c></row>'
    )
    assert grid.rows == {1: {3: 5}}
    assert grid.unknown == {"A1": "abc", "B1": "99"}


def test_a_merged_cell_is_its_first_and_stands_for_every_row() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>0</v></c><c r="C{n}"><v>9</v></c></row>'
        for n in (1, 2, 3)
    )
    tail = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    grid = _sheet(rows, tail=tail)
    assert grid.rows == {1: {1: 1, 3: 9}, 2: {3: 9, 1: 1}, 3: {1: 3, 2: 0, 3: 9}}
    assert grid.wide == {(1, 1)}


def test_hidden_by_no_height_or_width() -> None:
    head = '<cols><col min="2" max="3" width="0"/><col min="5" max="99999999" hidden="1"/></cols>'
    grid = _sheet('<row r="1" ht="0"><c r="A1"><v>1</v></c></row><row r="2" hidden="true"/>', head=head)
    assert grid.hidden_rows == {1, 2}
    assert grid.hidden_columns == {2, 3, *range(5, 16_385)}


@pytest.mark.parametrize(
    ("code", "sort"),
    [
        ("General", Sort.NUMBER),
        ("dd/mm/yyyy", Sort.DAY),
        ("[$-409]d\\-mmm\\-yy;@", Sort.DAY),
        ("mmm yy", Sort.DAY),
        ('0.0 "days"', Sort.NUMBER),
        ("[Red]#,##0", Sort.NUMBER),
        ("[$£-809]#,##0.00", Sort.NUMBER),
        ("0_d", Sort.NUMBER),
        ("[hh]:mm", Sort.DURATION),
        ("h:mm", Sort.DAY),
    ],
)
def test_a_format_says_what_a_number_is(code: str, sort: Sort) -> None:
    assert sort_of(code) is sort


@given(st.integers(1, 16_384), st.integers(1, 1_048_576))
def test_names_of_cells_go_there_and_back(column: int, row: int) -> None:
    assert column_of(letter(column)) == column
    assert letter(column) == get_column_letter(column)
    assert split(f"{letter(column)}{row}") == (row, column)
    assert area_of(f"B2:{letter(column)}${row}") == (min(2, row), min(2, column), max(2, row), max(2, column))
