"""LibreOffice shows the decks as meant: every slide with its title, every word where its box is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from matrix import SAMPLES, Case
from render_tools import Word, page_texts, page_words, to_pdf

from mutualplan_deck.deck.boxes import Chart, Rect, Shape, Slide, Table
from mutualplan_deck.deck.verify import inside
from mutualplan_deck.pipeline import Built

ACROSS, DOWN = 3.0, 2.0  # points: kerning, rounding
AIR = 0.2  # of a word's height, above and below: fonts say that they are higher than what they draw
SHOWN = [
    *(Case(sample, layout) for sample in SAMPLES for layout in ("clearpath", "halden")),
    *(Case(sample, "clearpath", slides, wide=False) for sample in SAMPLES for slides in (5, 4)),
]


@pytest.mark.office
@pytest.mark.parametrize("half", [0, 1])
def test_libreoffice_shows_every_slide_as_meant(half: int, tmp_path: Path) -> None:
    built = [case.made(tmp_path) for case in SHOWN[half::2]]
    pdfs = to_pdf([b.path for b in built], tmp_path)
    problems = [told for deck, pdf in zip(built, pdfs, strict=True) for told in _problems(deck, pdf)]
    assert not problems, os.linesep.join(problems)


def _problems(built: Built, pdf: Path) -> Iterator[str]:
    texts, words = page_texts(pdf), page_words(pdf)
    if len(texts) != len(built.deck.slides):
        yield f"{pdf.stem}: {len(texts)} pages for {len(built.deck.slides)} slides"
    for number, slide in enumerate(built.deck.slides, 1):
        if _bare(slide.title) not in _bare(texts[number - 1]):
            yield f"{pdf.stem}, slide {number}: no title on the page: {slide.title}"
        told = (*_outside(slide, words[number - 1]), *_overlapping(words[number - 1]))
        yield from (f"{pdf.stem}, slide {number}: {line}" for line in told)


def _bare(text: str) -> str:
    """Without white space: where lines break is not in question here."""
    return "".join(text.split())


def _outside(slide: Slide, words: Sequence[Word]) -> Iterator[str]:
    """Words that stand in no box or cell that holds text."""
    rooms = [_grown(room) for room in _rooms(slide)]
    for word in words:
        if not any(_within(_core(word.rect), room) for room in rooms):
            yield f"“{word.text}” is outside of every box, at {_place(word)}"


def _rooms(slide: Slide) -> Iterator[Rect]:
    """Where text may stand: boxes within their insets, cells within their margins, charts."""
    for box in slide.shapes():
        if isinstance(box, Shape) and box.paragraphs:
            yield inside(box.rect, box.insets)
        elif isinstance(box, Chart):
            yield box.rect
        elif isinstance(box, Table):
            yield from _cells(box)


def _cells(table: Table) -> Iterator[Rect]:
    y = table.y
    for r, row in enumerate(table.rows):
        x = table.x
        for c, cell in enumerate(row.cells):
            w = sum(table.columns[c : c + cell.col_span])
            h = sum(below.height for below in table.rows[r : r + cell.row_span])
            if not cell.covered:
                yield inside(Rect(x, y, w, h), cell.margins)
            x += table.columns[c]
        y += row.height


def _grown(room: Rect) -> Rect:
    return Rect(room.x - ACROSS, room.y - DOWN, room.w + 2 * ACROSS, room.h + 2 * DOWN)


def _core(word: Rect) -> Rect:
    return Rect(word.x, word.y + AIR * word.h, word.w, (1 - 2 * AIR) * word.h)


def _within(word: Rect, room: Rect) -> bool:
    return word.x >= room.x and word.right <= room.right and word.y >= room.y and word.bottom <= room.bottom


def _overlapping(words: Sequence[Word]) -> Iterator[str]:
    """Words painted over each other."""
    for i, one in enumerate(words):
        for other in words[i + 1 :]:
            a, b = _core(one.rect), _core(other.rect)
            across, down = min(a.right, b.right) - max(a.x, b.x), min(a.bottom, b.bottom) - max(a.y, b.y)
            if across > 1 and down > 1:
                yield f"“{one.text}” and “{other.text}” overlap, at {_place(one)}"


def _place(word: Word) -> str:
    return f"{word.rect.x:.0f}, {word.rect.y:.0f} pt"
