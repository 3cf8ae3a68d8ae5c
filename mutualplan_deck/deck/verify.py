"""The last look before writing: does every text stay in its box, and every box on its slide? (law 2)

Nothing is repaired here. A deck that placement got right gives no finding; each one is an `FT2xx` error:
201 text higher than its box, 202 text wider than its box, 203 a box off the slide, 204 text under the
smallest size there is, 205 text over text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mutualplan_deck.deck.boxes import (
    Align,
    Box,
    Cell,
    Deck,
    Insets,
    Paragraph,
    Rect,
    Row,
    Shape,
    Slide,
    Table,
)
from mutualplan_deck.deck.ruler import LINE, Ruler
from mutualplan_deck.deck.sizes import LOWEST
from mutualplan_deck.findings import Finding, Level

SLACK = 0.5  # points: what rounding to EMU and to half points may cost


class _Text(NamedTuple):
    """A text where it may stand (`room`), and the rectangle that each paragraph of it takes (`ink`)."""

    name: str
    paragraphs: tuple[Paragraph, ...]
    room: Rect
    ink: tuple[Rect, ...]

    @property
    def height(self) -> float:
        """Height of all paragraphs with the space between them."""
        return self.ink[-1].bottom - self.ink[0].y + self.paragraphs[0].before


def overflows(deck: Deck, ruler: Ruler) -> tuple[Finding, ...]:
    """Every text that leaves its box, row or slide, is too small, or lies over another text."""
    found = (f for i, slide in enumerate(deck.slides, 1) for f in _slide_findings(i, slide, deck, ruler))
    return tuple(found)


def inside(rect: Rect, insets: Insets) -> Rect:
    """The room that insets leave in a rectangle."""
    return Rect(
        rect.x + insets.left,
        rect.y + insets.top,
        rect.w - insets.left - insets.right,
        rect.h - insets.top - insets.bottom,
    )


def row_height(row: Row, columns: Sequence[float], ruler: Ruler) -> float:
    """How high PowerPoint will make a row: its height, or what its fullest cell of one row needs."""
    needs = (
        _cell_height(cell, sum(columns[i : i + cell.col_span]), ruler)
        for i, cell in enumerate(row.cells)
        if not cell.covered and cell.row_span == 1
    )
    return max([row.height, *needs])


def _cell_height(cell: Cell, width: float, ruler: Ruler) -> float:
    room = width - cell.margins.left - cell.margins.right
    margins = cell.margins.top + cell.margins.bottom
    return ruler.paragraphs_height(cell.paragraphs, room) + margins


def _slide_findings(number: int, slide: Slide, deck: Deck, ruler: Ruler) -> Iterator[Finding]:
    page = Rect(0, 0, deck.width, deck.height)
    texts = []
    for box in slide.shapes():
        yield from _off_page(number, box, page)
        texts += list(_texts(box, ruler))
    for text in texts:
        yield from _text_findings(number, text)
    yield from _over_each_other(number, texts)


def _texts(box: Box, ruler: Ruler) -> Iterator[_Text]:
    if isinstance(box, Shape) and any(p.text for p in box.paragraphs):
        room = inside(box.rect, box.insets)
        yield _Text(
            box.name, box.paragraphs, room, tuple(_ink(box.paragraphs, room, box.anchor, box.wrap, ruler))
        )
    elif isinstance(box, Table):
        yield from _cell_texts(box, ruler)


def _cell_texts(table: Table, ruler: Ruler) -> Iterator[_Text]:
    y = table.y
    for r, row in enumerate(table.rows):
        x = table.x
        for c, cell in enumerate(row.cells):
            if not cell.covered and cell.paragraphs:
                w = sum(table.columns[c : c + cell.col_span])
                h = sum(below.height for below in table.rows[r : r + cell.row_span])
                room = inside(Rect(x, y, w, h), cell.margins)
                ink = tuple(_ink(cell.paragraphs, room, cell.anchor, True, ruler))
                yield _Text(f"{table.name} row {r + 1} column {c + 1}", cell.paragraphs, room, ink)
            x += table.columns[c]
        y += row.height


def _ink(
    paragraphs: Sequence[Paragraph], room: Rect, anchor: str, wrap: bool, ruler: Ruler
) -> Iterator[Rect]:
    """The rectangle of each paragraph: as high as its lines, as wide as its widest line."""
    width = room.w if wrap else float("inf")
    sizes = [_size(p, width, ruler) for p in paragraphs]
    free = room.h - sum(h for _, h in sizes) - sum(p.before for p in paragraphs)
    y = room.y + _shift(anchor, free)
    for paragraph, (w, h) in zip(paragraphs, sizes, strict=True):
        y += paragraph.before
        yield Rect(room.x + _shift(paragraph.align, room.w - w), y, w, h)
        y += h


def _size(paragraph: Paragraph, width: float, ruler: Ruler) -> tuple[float, float]:
    """Width and height of a paragraph's text."""
    if not paragraph.text:
        return 0.0, ruler.paragraphs_height([paragraph], width) - paragraph.before
    lines = ruler.laid(paragraph.runs, width, paragraph.leading)
    return max(w for w, _ in lines), sum(h for _, h in lines)


def _off_page(number: int, box: Box, page: Rect) -> Iterator[Finding]:
    rect = box.rect
    over = max(page.x - rect.x, page.y - rect.y, rect.right - page.right, rect.bottom - page.bottom)
    if over > SLACK:
        yield _finding("FT203", number, box.name, f"is off the slide by {over:.1f} pt")


def _text_findings(number: int, text: _Text) -> Iterator[Finding]:
    over = text.height - text.room.h
    if over > SLACK:
        yield _finding("FT201", number, text.name, f"is {over:.1f} pt too low for its text{_sample(text)}")
    wide = max(r.w for r in text.ink) - text.room.w
    if wide > SLACK:
        yield _finding("FT202", number, text.name, f"is {wide:.1f} pt too narrow for its text{_sample(text)}")
    smallest = min((r.size for p in text.paragraphs for r in p.runs if r.text.strip()), default=LOWEST)
    if smallest < LOWEST:
        yield _finding("FT204", number, text.name, f"has text of {smallest:g} pt; the least is {LOWEST:g}")


def _over_each_other(number: int, texts: Sequence[_Text]) -> Iterator[Finding]:
    inked = sorted(((t.name, ink) for t in texts for ink in t.ink if ink.w), key=lambda pair: pair[1].y)
    for i, (one, a) in enumerate(inked):
        for other, b in inked[i + 1 :]:
            if b.y >= a.bottom:
                break
            if one != other and _overlap(a, b):
                yield _finding("FT205", number, one, f"lies over the text of {other}")


def _shift(where: str | Align, free: float) -> float:
    return {"middle": free / 2, "center": free / 2, "bottom": free, "right": free}.get(where, 0.0)


def _overlap(a: Rect, b: Rect) -> bool:
    """Whether two texts run into each other; the sixth of a line that is leading on either side is air."""
    air = min(a.h, b.h) * (1 - 1 / LINE)
    across = min(a.right, b.right) - max(a.x, b.x)
    down = min(a.bottom, b.bottom) - max(a.y, b.y)
    return across > SLACK and down > air + SLACK


def _sample(text: _Text) -> str:
    words = " ".join(p.text for p in text.paragraphs)
    return f": “{words if len(words) <= 40 else words[:40] + '…'}”"


def _finding(code: str, number: int, name: str, told: str) -> Finding:
    return Finding(code, Level.ERROR, f"slide {number}, {name}: {told}")
