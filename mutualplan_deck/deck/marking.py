"""Marks beside texts that changed since the last version (specification of the deck, change markers).

A bar stands 6 points left of the text, as high as it; an old date stands struck before the new one where its
cell has room. What else it was before is the bar's description, and is listed in the notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from mutualplan_deck.deck.boxes import Box, Cell, Note, Paragraph, Rect, Row, Run, Shape, Slide, Table
from mutualplan_deck.deck.page import NBSP
from mutualplan_deck.deck.ruler import LINE, Ruler

WIDTH, AWAY = 2.5, 6.0


def marked(slide: Slide, marks: Mapping[str, str], legend: Run, key: str, foot: Rect, ruler: Ruler) -> Slide:
    """The slide with its marks, their `legend` under the footer, and what was before in its notes.

    The same slide where nothing is marked.
    """
    if not marks:
        return slide
    boxes = [_dated(box, marks, ruler) if isinstance(box, Table) else box for box in slide.boxes]
    found = [bar for box in boxes for bar in _bars(slide.blocks[0], box, marks, ruler)]
    if not found:
        return slide
    said = [Note(bar.alt) for bar in found if bar.alt]
    notes = (*slide.notes, Note(legend.text, heading=True), *said) if said else slide.notes
    legend_boxes = _legend(slide.blocks[0], legend, key, foot, ruler)
    return replace(slide, boxes=(*_behind(boxes, found), *legend_boxes), notes=notes)


def _legend(block: str, run: Run, key: str, foot: Rect, ruler: Ruler) -> tuple[Shape, Shape]:
    """The bar and what it means, right-aligned under the footer."""
    wide, high = ruler.width(run.text, run.size), run.size * LINE
    words = Rect(foot.right - wide - 1, foot.bottom + 1, wide + 1, high)
    bar = Rect(words.x - AWAY, words.y, WIDTH, high)
    line = Paragraph((run,), align="right", key=key)
    return (
        Shape(f"mp.{block}.changes.bar", bar, fill="primary", decorative=True),
        Shape(f"mp.{block}.changes", words, paragraphs=(line,), wrap=False),
    )


def _behind(boxes: Sequence[Box], bars: Sequence[Shape]) -> tuple[Box, ...]:
    """The bars before the foot, which is read last."""
    foot = next(
        (k for k, b in enumerate(boxes) if getattr(b, "placeholder", "") in ("source", "footer")), len(boxes)
    )
    return (*boxes[:foot], *bars, *boxes[foot:])


def _dated(table: Table, marks: Mapping[str, str], ruler: Ruler) -> Table:
    """The table with old dates struck before the new ones, where their column has room."""
    rows = tuple(
        replace(row, cells=tuple(_struck(c, table.columns[k], marks, ruler) for k, c in enumerate(row.cells)))
        for row in table.rows
    )
    return replace(table, rows=rows)


def _struck(cell: Cell, width: float, marks: Mapping[str, str], ruler: Ruler) -> Cell:
    room = width - cell.margins.left - cell.margins.right
    return replace(cell, paragraphs=tuple(_with_old(p, room, marks, ruler) for p in cell.paragraphs))


def _with_old(paragraph: Paragraph, room: float, marks: Mapping[str, str], ruler: Ruler) -> Paragraph:
    old = marks.get(paragraph.key) if paragraph.key.endswith("/due") else None
    if not old or not paragraph.runs:
        return paragraph
    size = paragraph.runs[0].size
    new = tuple(replace(r, bold=True) for r in paragraph.runs)
    before = Run(old, size - 1, "muted", strike=True), Run(NBSP, size)
    wide = sum(ruler.width(r.text, r.size, bold=r.bold) for r in (*before, *new))
    return replace(paragraph, runs=(*before, *new) if wide <= room else new)


def _bars(block: str, box: Box, marks: Mapping[str, str], ruler: Ruler) -> Iterator[Shape]:
    if isinstance(box, Table):
        for row, y in zip(box.rows, _tops(box), strict=True):
            yield from _row_bars(block, box, row, y, marks, ruler)
    elif isinstance(box, Shape) and len(box.paragraphs) == 1 and box.paragraphs[0].key in marks:
        paragraph = box.paragraphs[0]
        inner = Rect(
            box.rect.x + box.insets.left,
            box.rect.y + box.insets.top,
            box.rect.w - box.insets.left - box.insets.right,
            box.rect.h - box.insets.top - box.insets.bottom,
        )
        yield _bar(block, paragraph, marks, _place(paragraph, inner, box.anchor, 0, ruler))


def _tops(table: Table) -> list[float]:
    """Where each row begins."""
    tops = [table.y]
    for row in table.rows[:-1]:
        tops.append(tops[-1] + row.height)
    return tops


def _row_bars(
    block: str, table: Table, row: Row, y: float, marks: Mapping[str, str], ruler: Ruler
) -> Iterator[Shape]:
    x = table.x
    for width, cell in zip(table.columns, row.cells, strict=True):
        inner = Rect(x + cell.margins.left, y, width - cell.margins.left - cell.margins.right, row.height)
        above = 0.0
        heights = [ruler.height(p.runs, inner.w, p.leading) for p in cell.paragraphs]
        for paragraph, high in zip(cell.paragraphs, heights, strict=True):
            if paragraph.key in marks and paragraph.runs:
                top = _top(inner, sum(heights), cell.anchor)
                spot = _place(paragraph, Rect(inner.x, top + above, inner.w, high), "top", high, ruler)
                yield _bar(block, paragraph, marks, spot, _item(row))
            above += high
        x += width


def _top(area: Rect, high: float, anchor: str) -> float:
    spare = area.h - high
    return area.y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[anchor]


def _place(paragraph: Paragraph, area: Rect, anchor: str, high: float, ruler: Ruler) -> Rect:
    """Where the bar stands: left of the text, as high as it."""
    high = high or ruler.height(paragraph.runs, area.w, paragraph.leading)
    lines = ruler.lines(paragraph.runs, area.w)
    wide = (
        sum(ruler.width(r.text, r.size, bold=r.bold) for r in paragraph.runs) if len(lines) == 1 else area.w
    )
    free = {"left": 0.0, "center": (area.w - wide) / 2, "right": area.w - wide}[paragraph.align]
    letters = min(high, max(r.size for r in paragraph.runs) * LINE * len(lines))
    return Rect(area.x + max(0.0, free) - AWAY, _top(area, letters, anchor), WIDTH, letters)


def _bar(block: str, paragraph: Paragraph, marks: Mapping[str, str], rect: Rect, item: str = "") -> Shape:
    """The bar; its description says what it was before, by the item's name."""
    key, was = paragraph.key, marks[paragraph.key]
    words = [r.text for r in paragraph.runs if not r.strike]
    now = " ".join("".join(words).replace(NBSP, " ").split())
    change = f"{was} → {now}" if key.endswith("/due") else f"{now}, {was}"
    said = f"{item}: {change}" if item and item != now else change
    name = f"mp.{block}.mark.{key.replace('/', '.')}"
    return Shape(name, rect, fill="primary", alt=said.replace(NBSP, " ") if was else "", decorative=not was)


def _item(row: Row) -> str:
    """What the row's item is called."""
    named = (p for c in row.cells for p in c.paragraphs if p.key.endswith(("/title", "/statement")))
    return next((p.text for p in named), "")
