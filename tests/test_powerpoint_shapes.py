"""Connectors go where they should, tables merge and rule as meant, charts hold their numbers."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import openpyxl
import pptx
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from powerpoint_samples import (
    days_chart,
    deck_of,
    everything,
    look,
    slide,
    step_bar,
    value_chart,
    value_table,
    written,
)
from soundness_tools import audit

from mutualplan_deck.deck.boxes import Chart, Connector, Rect, Series, Shape, Stroke
from mutualplan_deck.powerpoint import faults
from mutualplan_deck.powerpoint.charts import category_room, chart_part, chart_rows
from mutualplan_deck.powerpoint.markup import EMU, SPACES, palette
from mutualplan_deck.powerpoint.shapes_xml import connector_xml, shape_xml
from mutualplan_deck.powerpoint.text_xml import Style
from mutualplan_deck.powerpoint.workbook import column, workbook

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
STYLE = Style(palette(look().inks), "en-GB")
SPOT = st.tuples(st.integers(0, 960), st.integers(0, 540))
Spot = tuple[float, float]


def parsed(xml: str) -> etree._Element:
    return etree.fromstring(f"<x {SPACES}>{xml}</x>")


def drawn(connector: Connector) -> list[Spot]:
    """The connector's corners as PowerPoint draws them: the preset's path, flipped, then turned."""
    root = parsed(connector_xml(STYLE, connector, 2, {}))
    frame = next(root.iter(f"{A}xfrm"))
    off, ext = frame
    w, h = int(ext.get("cx")) / EMU, int(ext.get("cy")) / EMU
    middle = int(off.get("x")) / EMU + w / 2, int(off.get("y")) / EMU + h / 2
    return [_placed(frame, middle, (x * w - w / 2, y * h - h / 2)) for x, y in _preset(root)]


def _preset(root: etree._Element) -> list[Spot]:
    bend = next((int(g.get("fmla").split()[1]) / 100000 for g in root.iter(f"{A}gd")), 0.5)
    return {
        "straightConnector1": [(0, 0), (1, 1)],
        "bentConnector2": [(0, 0), (1, 0), (1, 1)],
        "bentConnector3": [(0, 0), (bend, 0), (bend, 1), (1, 1)],
    }[next(root.iter(f"{A}prstGeom")).get("prst")]


def _placed(frame: etree._Element, middle: Spot, spot: Spot) -> Spot:
    x, y = spot
    x, y = (-x if frame.get("flipH") else x), (-y if frame.get("flipV") else y)
    x, y = (-x, -y) if frame.get("rot") == "10800000" else (x, y)
    return round(middle[0] + x, 3), round(middle[1] + y, 3)


@given(SPOT, SPOT, st.sampled_from(["straight", "bent2", "bent3"]), st.sampled_from([0.3, 0.42, 0.7]))
def test_connectors_run_from_start_to_end_along_the_row_first(
    start: Spot, end: Spot, path: str, bend: float
) -> None:
    corners = drawn(Connector("c", start, end, Stroke("dk1"), path, bend))  # type: ignore[arg-type]
    assert (corners[0], corners[-1]) == (start, end)
    if len(corners) > 2:
        assert corners[1][1] == start[1]
        assert corners[1][0] == (
            end[0] if path == "bent2" else round(start[0] + bend * (end[0] - start[0]), 3)
        )


def test_an_arrow_is_a_small_triangle_at_the_end() -> None:
    root = parsed(connector_xml(STYLE, Connector("c", (0, 0), (9, 9), Stroke("dk1"), arrow=True), 2, {}))
    tail = next(root.iter(f"{A}tailEnd"))
    assert (tail.get("type"), tail.get("w"), tail.get("len")) == ("triangle", "sm", "sm")


def test_adjust_values_carry_the_names_their_presets_use() -> None:
    one = parsed(shape_xml(STYLE, Shape("s", Rect(0, 0, 9, 9), "roundRect", adjust=(50000,)), 2))
    two = parsed(shape_xml(STYLE, Shape("s", Rect(0, 0, 9, 9), "round2SameRect", adjust=(1, 2)), 2))
    assert [g.get("name") for g in one.iter(f"{A}gd")] == ["adj"]
    assert [g.get("name") for g in two.iter(f"{A}gd")] == ["adj1", "adj2"]


def cell_grid() -> list[list[etree._Element]]:
    frame = next(s for s in _slide(written(slide(value_table()))).shapes if s.has_table)
    return [row.findall(f"{A}tc") for row in frame._element.iter(f"{A}tr")]


def _slide(data: bytes) -> pptx.slide.Slide:
    return pptx.Presentation(io.BytesIO(data)).slides[0]


def line(cell: etree._Element, tag: str) -> str | None:
    return cell.find(f"{A}tcPr/{A}{tag}").get("w")


def test_merged_cells_say_who_spans_and_who_is_covered() -> None:
    marks = [[dict(c.attrib) for c in row] for row in cell_grid()]
    assert marks[1][0] == {"rowSpan": "2"}
    assert marks[2] == [{"vMerge": "1"}, {"gridSpan": "2"}, {"hMerge": "1"}]
    assert marks[3][:2] == [{"rowSpan": "2", "gridSpan": "2"}, {"hMerge": "1"}]
    assert marks[4][:2] == [{"vMerge": "1"}, {"hMerge": "1", "vMerge": "1"}]


def test_a_line_under_a_cell_is_also_the_line_over_the_next() -> None:
    rows = cell_grid()
    assert [line(c, "lnB") for c in rows[0]] == ["15875"] * 3
    assert [line(c, "lnT") for c in rows[1]] == ["15875"] * 3
    assert (line(rows[2][0], "lnB"), line(rows[3][0], "lnT")) == ("15875", "15875")
    assert line(rows[2][0], "lnT") is None
    assert {line(c, tag) for row in rows for c in row for tag in ("lnL", "lnR")} == {None}


def test_tables_have_a_header_and_no_style() -> None:
    table = next(s for s in _slide(written(slide(value_table()))).shapes if s.has_table).table
    assert table.first_row
    assert not table.horz_banding
    style = table._tbl.tblPr.findtext(f"{A}tableStyleId")
    assert style == "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def test_an_empty_cell_never_makes_its_row_grow() -> None:
    empty = cell_grid()[1][2]
    assert int(next(empty.iter(f"{A}endParaRPr")).get("sz")) <= 1000


def embedded(data: bytes, chart: Chart) -> list[list[object]]:
    """The workbook of the first chart: as many rows and columns as the chart has."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = archive.read("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(book))["Sheet1"]
    columns = range(1, len(chart.series) + 2)
    return [[sheet.cell(r, c).value for c in columns] for r in range(1, len(chart.categories) + 2)]


def test_the_workbook_holds_the_charts_numbers() -> None:
    assert embedded(written(everything()), value_chart()) == [
        [None, "Confirmed", "Estimate"],
        ["Handler time", 1.1, None],
        ["Overpayment & more", 0, 0.52],
        ["Renewals", 0.44, None],
        ["Total", 2.4, 0.96],
    ]


NUMBER = st.none() | st.decimals(-1000000, 1000000, places=2)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), NUMBER, NUMBER), min_size=1, max_size=8))
def test_any_numbers_read_back_from_chart_and_workbook(
    rows: list[tuple[str, Decimal | None, Decimal | None]],
) -> None:
    names, one, two = (tuple(column) for column in zip(*rows, strict=True))
    chart = Chart(
        "mp.c", Rect(50, 200, 200, 90), names, (Series("A", one, "bar"), Series("B", two, "done")), alt="x"
    )
    data = written(slide(chart))
    assert faults(deck_of(slide(chart)), data) == ()
    found = [[v if v is None else round(Decimal(v), 2) for v in row[1:]] for row in embedded(data, chart)[1:]]
    assert found == [list(row[1:]) for row in rows]


def test_the_smallest_workbook_is_a_valid_one() -> None:
    book = workbook(chart_rows(value_chart()), '0" days"')
    cell = openpyxl.load_workbook(io.BytesIO(book))["Sheet1"]["B2"]
    assert (cell.value, cell.number_format) == (1.1, '0" days"')
    assert audit(book, "book.xlsx") == []


def chart_root(chart: Chart) -> etree._Element:
    return etree.fromstring(chart_part(STYLE, chart, "rId1").encode())


def values(root: etree._Element, tag: str) -> list[str]:
    return [e.get("val") for e in root.iter(C + tag)]


def test_bars_stand_on_the_rows_of_the_table_beside_them() -> None:
    root = chart_root(value_chart())
    assert values(root, "barDir") == ["bar"]
    assert values(root, "orientation") == ["maxMin", "minMax"]
    assert [values(root, t) for t in "xywh"] == [["0"], ["0"], ["1"], ["1"]]
    assert (values(root, "gapWidth"), values(root, "overlap")) == (["161"], ["100"])
    assert (values(root, "min"), values(root, "max")) == (["0"], ["4.00"])


def test_a_chart_has_no_trimmings() -> None:
    root = chart_root(value_chart())
    assert not list(root.iter(f"{C}legend", f"{C}title", f"{C}majorGridlines"))
    assert (values(root, "autoTitleDeleted"), values(root, "roundedCorners")) == (["1"], ["0"])
    assert (values(root, "dispBlanksAs"), values(root, "delete")) == (["gap"], ["0", "1"])
    assert all(int(v) > 0 for v in values(root, "axId"))


def test_whiskers_are_custom_error_bars_with_caps() -> None:
    bars = next(chart_root(value_chart()).iter(f"{C}errBars"))
    assert (values(bars, "errValType"), values(bars, "noEndCap")) == (["cust"], ["0"])
    assert [p.findtext(f"{C}v") for p in bars.find(f"{C}plus").iter(f"{C}pt")] == [
        "0.2",
        "0.18",
        "0.16",
        "0.6",
    ]
    assert next(bars.iter(f"{A}ln")).get("w") == "15875"


def test_labels_and_categories_are_written_beside_the_bars() -> None:
    chart = days_chart()
    root = chart_root(chart)
    assert values(root, "dLblPos") == ["outEnd"]
    assert values(root, "tickLblPos") == ["low", "none"]
    assert float(values(root, "x")[0]) == category_room(chart) > 0.1
    assert float(values(root, "w")[0]) == round(1 - category_room(chart), 4)


def test_shares_fill_the_whole_bar() -> None:
    root = chart_root(step_bar())
    assert values(root, "grouping") == ["percentStacked"]
    assert (values(root, "max"), values(root, "delete")) == (["1"], ["1", "1"])


@given(st.integers(0, 18277))
def test_columns_are_lettered_as_in_excel(index: int) -> None:
    assert openpyxl.utils.column_index_from_string(column(index)) == index + 1
