"""LibreOffice shows the decks as meant: every slide with its title, every word where its box is.

python -m tests.shown       every deck of the matrix; the tests show some of them
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # where pytest finds the modules that tests share

from matrix import cases
from render_tools import Word, page_texts, page_words, to_pdf

from mutualplan_deck.deck.boxes import Chart, Rect, Shape, Slide, Table
from mutualplan_deck.deck.verify import inside
from mutualplan_deck.pipeline import Built

ACROSS, DOWN = 3.0, 2.0  # points: kerning, rounding
_AT_ONCE = 24  # decks that LibreOffice prints in one go
AIR = 0.2  # of a word's height, above and below: fonts say that they are higher than what they draw


def problems_shown(built: Sequence[Built], folder: Path) -> Iterator[str]:
    """What LibreOffice shows otherwise than it was meant, a line each; PDFs are left in the folder."""
    for deck, pdf in zip(built, to_pdf([b.path for b in built], folder), strict=True):
        yield from _problems(deck, pdf)


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


def main() -> None:
    """Show all of them; fail where one is not as meant."""
    every = cases()
    problems = []
    with tempfile.TemporaryDirectory() as name:
        for first in range(0, len(every), _AT_ONCE):
            built = [case.made(Path(name)) for case in every[first : first + _AT_ONCE]]
            problems += problems_shown(built, Path(name))
    print(*problems, f"{len(every)} decks shown, {len(problems)} words or titles out of place", sep="\n")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
