"""The yardstick: six slides of the Halden workbook, written by hand, with nothing checked or fitted.

python -m tests.benchmark.plain PLAN.xlsx DECK.pptx reads the workbook with openpyxl and writes about as many
boxes, tables and charts with python-pptx as the tool does: places are guessed, sizes are fixed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Pt

LOGO = Path(__file__).parents[2] / "sample_plans" / "logos" / "clearpath.png"
TEAL, PALE = RGBColor(0x0B, 0x6E, 0x74), RGBColor(0xEF, 0xF3, 0xF3)
Rows = list[dict[str, Any]]


def read(path: Path) -> dict[str, Rows]:
    """Each sheet's rows as dictionaries by header; the line of hints is left out."""
    book = load_workbook(path, data_only=True)
    return {sheet.title: list(_rows(list(sheet.iter_rows(values_only=True)))) for sheet in book}


def _rows(lines: Sequence[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    header = [str(name) for name in lines[0]] if lines else []
    for line in lines[2:]:
        if any(value is not None for value in line):
            yield dict(zip(header, line, strict=False))


def text(slide: Any, words: object, x: float, y: float, w: float, h: float = 18, size: float = 11) -> None:
    frame = slide.shapes.add_textbox(Pt(x), Pt(y), Pt(w), Pt(h)).text_frame
    frame.word_wrap = True
    frame.text = str(words or "to confirm")
    frame.paragraphs[0].runs[0].font.size = Pt(size)


def panel(slide: Any, x: float, y: float, w: float, h: float, color: RGBColor = PALE) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(x), Pt(y), Pt(w), Pt(h))
    shape.fill.solid()
    shape.fill.fore_color.rgb = color
    shape.line.fill.background()


def rule(slide: Any, x: float, y: float, w: float, h: float = 0) -> None:
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Pt(x), Pt(y), Pt(x + w), Pt(y + h))
    line.line.color.rgb = TEAL


def table(slide: Any, rows: Rows, columns: Sequence[str], y: float, w: float = 872) -> None:
    grid = slide.shapes.add_table(len(rows) + 1, len(columns), Pt(44), Pt(y), Pt(w), Pt(20)).table
    for c, name in enumerate(columns):
        for r, words in enumerate([name, *(row.get(name) for row in rows)]):
            cell = grid.cell(r, c)
            cell.text = "" if words is None else str(words)
            cell.text_frame.paragraphs[0].font.size = Pt(10.5)


def chart(slide: Any, rows: Rows, label: str, value: str, x: float, y: float, w: float, h: float) -> None:
    data = CategoryChartData()
    data.categories = [str(row[label]) for row in rows]
    data.add_series(value, [float(row.get(value) or 0) for row in rows])
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Pt(x), Pt(y), Pt(w), Pt(h), data)


def new_slide(deck: Any, title: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = title
    slide.shapes.add_picture(str(LOGO), Pt(850), Pt(16), height=Pt(20))
    slide.shapes.add_picture(str(LOGO), Pt(740), Pt(16), height=Pt(20))
    text(slide, "Confidential: both sides", 44, 516, 300, size=9)
    text(slide, len(deck.slides), 900, 516, 30, size=9)
    return slide


def summary(deck: Any, plan: dict[str, Rows]) -> None:
    slide = new_slide(deck, "What it is worth, and what is needed")
    for k, row in enumerate(plan["Outcomes"][:4]):
        x = 44 + 222 * k
        rule(slide, x, 200, 206)
        for j, words in enumerate((row["Outcome"], row["Value a year"], row["Source"])):
            text(slide, words, x, 206 + 26 * j, 206, size=(11, 26, 11)[j])
    for k, row in enumerate(plan["Steps"][:9]):
        x, y = 44 + 222 * (k % 3), 382 + 40 * (k // 3)
        rule(slide, x, y, 206)
        text(slide, row["Step"], x, y + 2, 206)
        text(slide, row["Owner at the customer"], x, y + 18, 206)
    panel(slide, 724, 200, 192, 290)
    chart(slide, plan["Outcomes"], "Outcome", "Value a year", 734, 300, 170, 120)


def issues(deck: Any, plan: dict[str, Rows]) -> None:
    slide = new_slide(deck, "Issues, and the problems under them")
    for k, row in enumerate(plan["Issues"]):
        panel(slide, 44, 150 + 160 * k, 240, 140)
        for j, name in enumerate(("Issue", "Today", "Target", "Owner", "By when")):
            text(slide, row[name], 54, 156 + 160 * k + 26 * j, 220)
        rule(slide, 284, 220 + 160 * k, 60)
    table(
        slide,
        plan["Problems"],
        ("Id", "Problem", "Detail", "Share of the issue", "Cost a year", "Owner"),
        330,
    )
    chart(slide, plan["Problems"], "Problem", "Share of the issue", 600, 150, 300, 170)


def solution(deck: Any, plan: dict[str, Rows]) -> None:
    slide = new_slide(deck, "What you will be able to do")
    panel(slide, 400, 140, 200, 340)
    table(
        slide, plan["Capabilities"], ("Problems", "Capability", "Proof", "Confirmed by", "Confirmed on"), 150
    )


def value(deck: Any, plan: dict[str, Rows]) -> None:
    slide = new_slide(deck, "What it is worth a year")
    for k, row in enumerate(plan["Outcomes"][:4]):
        for j, name in enumerate(("Outcome", "Value a year", "Low", "High")):
            text(slide, row[name], 44 + 222 * k, 130 + 22 * j, 206)
    columns = ("Outcome", "Before", "After", "Value a year", "Low", "High", "Source", "Confirmed by")
    table(slide, plan["Outcomes"], columns, 230)
    chart(slide, plan["Outcomes"], "Outcome", "Value a year", 44, 400, 430, 100)
    chart(slide, plan["Outcomes"], "Outcome", "High", 480, 400, 430, 100)


def people(deck: Any, plan: dict[str, Rows]) -> None:
    slide = new_slide(deck, "Who is involved")
    for k, row in enumerate(plan["People"]):
        x, y = 44 + 222 * (k % 4), 140 + 90 * (k // 4)
        panel(slide, x, y, 26, 26, TEAL)
        for j, name in enumerate(("Name", "Job title", "Part in the plan", "Decides")):
            text(slide, row[name], x + 32, y + 18 * j, 170)


def timeline(deck: Any, plan: dict[str, Rows]) -> None:
    slide = new_slide(deck, "The way to the result")
    steps = plan["Steps"]
    table(slide, steps[:14], ("Phase", "Step", "Owner at the customer", "Due", "Status"), 130, 500)
    first = min(row["Due"] for row in steps if row["Due"])
    for k, row in enumerate(steps[:14]):
        x = 552 + ((row["Due"] or first) - first).days
        panel(slide, x, 152 + 22 * k, 24, 12, TEAL)
        rule(slide, x, 158 + 22 * k, 24)
        rule(slide, 552, 170 + 22 * k, 360)
    for k in range(9):
        text(slide, f"Month {k + 1}", 552 + 40 * k, 130, 40)
        rule(slide, 552 + 40 * k, 150, 0, 320)
    for k, row in enumerate(steps[14:18]):
        text(slide, row["Step"], 44 + 222 * k, 470, 206)
        text(slide, row["Owner at the customer"], 44 + 222 * k, 488, 206)


def make(source: Path, target: Path) -> None:
    """The workbook as a deck of six slides."""
    plan = read(source)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(960), Pt(540)
    for part in (summary, issues, solution, value, people, timeline):
        part(deck, plan)
    deck.save(str(target))


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
