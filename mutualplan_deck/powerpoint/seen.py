"""What stands on a slide, as values that can be compared: names, texts, numbers, places.

The same type says what a deck means and what a file holds, so a comparison needs no XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from mutualplan_deck.deck.boxes import (
    Box,
    Chart,
    Connector,
    Deck,
    Freeform,
    Glue,
    Group,
    Paragraph,
    Picture,
    Rect,
    Shape,
    Slide,
    Table,
)
from mutualplan_deck.powerpoint.markup import EMU, clean, emu
from mutualplan_deck.powerpoint.text_xml import page_run

Texts = tuple[str, ...]


class Seen(Struct, frozen=True):
    """A shape. `texts` by paragraph, `cells` by row, `series` by name; places in points to 1/100.

    `grid` holds a table's column widths and row heights, `ends` the names of the shapes a connector holds.
    """

    name: str
    kind: str
    rect: Rect
    alt: str = ""
    texts: Texts = ()
    cells: tuple[tuple[Texts, ...], ...] = ()
    grid: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    categories: Texts = ()
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...] = ()
    ends: tuple[str, str] = ("", "")


class SeenSlide(Struct, frozen=True):
    """A slide: its layout's name, its shapes in order (groups before what they hold), its notes."""

    layout: str
    shapes: tuple[Seen, ...]
    notes: Texts = ()


def points(length: int) -> float:
    """English metric units as points, to 1/100."""
    return round(length / EMU, 2)


def rounded(rect: Rect) -> Rect:
    """A rectangle as a file can hold it."""
    return Rect(*(points(emu(v)) for v in rect))


def _texts(paragraphs: Sequence[Paragraph]) -> Texts:
    return tuple(clean(p.text) for p in paragraphs)


def _page_texts(paragraphs: Sequence[Paragraph], page: int) -> Texts:
    """Texts in which the page number is the slide's own."""
    lines = []
    for paragraph in paragraphs:
        words = [clean(r.text) for r in paragraph.runs]
        if words:
            words[page_run(paragraph.runs)] = str(page)
        lines.append("".join(words))
    return tuple(lines)


def _glued(glue: Glue | None) -> str:
    return clean(glue.shape) if glue else ""


def _alt(box: Box) -> str:
    return "" if box.decorative else clean(box.alt)


def _meant_table(table: Table) -> Seen:
    cells = tuple(
        tuple(_texts(c.paragraphs or (Paragraph(),)) for c in row.cells if not c.covered)
        for row in table.rows
    )
    widths = tuple(points(emu(w)) for w in table.columns)
    heights = tuple(points(emu(r.height)) for r in table.rows)
    rect = rounded(table.rect)
    return Seen(clean(table.name), "table", rect, _alt(table), cells=cells, grid=(widths, heights))


def _meant_chart(chart: Chart) -> Seen:
    categories = tuple(clean(c) for c in chart.categories)
    series = tuple((clean(s.name), s.values) for s in chart.series)
    rect = rounded(chart.rect)
    return Seen(clean(chart.name), "chart", rect, _alt(chart), categories=categories, series=series)


def _meant(box: Box, page: int) -> Seen:
    name, rect = clean(box.name), rounded(box.rect)
    match box:
        case Table():
            return _meant_table(box)
        case Chart():
            return _meant_chart(box)
        case Shape():
            field = box.placeholder == "page"
            texts = _page_texts(box.paragraphs, page) if field else _texts(box.paragraphs)
            return Seen(name, "shape", rect, _alt(box), texts=texts)
        case Connector():
            ends = _glued(box.glue_start), _glued(box.glue_end)
            return Seen(name, "connector", rect, _alt(box), ends=ends)
        case Freeform() | Picture() | Group():
            return Seen(name, _KINDS[type(box)], rect, _alt(box))


_KINDS: dict[type, str] = {Freeform: "shape", Picture: "picture", Group: "group"}


def _walk(boxes: Sequence[Box]) -> Iterator[Box]:
    for box in boxes:
        yield box
        if isinstance(box, Group):
            yield from box.children


def _meant_slide(slide: Slide, page: int) -> SeenSlide:
    shapes = tuple(_meant(box, page) for box in _walk(slide.boxes))
    notes = (clean(n.text) for n in slide.notes)
    return SeenSlide(slide.layout, shapes, tuple(n for n in notes if n))


def meant(deck: Deck) -> tuple[SeenSlide, ...]:
    """What a file of `deck` should show."""
    return tuple(_meant_slide(slide, page) for page, slide in enumerate(deck.slides, 1))
