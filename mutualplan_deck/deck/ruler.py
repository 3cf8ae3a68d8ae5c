"""How wide text is, and into how many lines it breaks: a shipped table of font metrics.

PowerPoint sets lines 1.2 × the size apart for every face; a sum of advance widths predicts line breaks
within 1 %, which `SAFETY` covers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from mutualplan_deck.deck.boxes import Paragraph, Run
from mutualplan_deck.deck.breaks import Piece, pieces, seams
from mutualplan_deck.deck.graphemes import clusters
from mutualplan_deck.deck.metrics import EM, Widths, twin, widths

LINE = 1.2
SAFETY = 1.01
AUTOSPACE = 0.3  # of the size: what some programs put between East Asian and Latin letters
SLACK = 1e-6  # points; what adding floats in another order may change

Measure = Callable[[int, int], float]


class Line(NamedTuple):
    """A line's text `start:end`, and `after` it, where the next line starts."""

    start: int
    end: int
    after: int


class Font:
    """Measures in one font and style: points per point of size, safety included; words are remembered."""

    def __init__(self, family: str, style: str) -> None:
        name, margin = twin(family)
        self._widths: Widths = widths(name, style)
        self._scale = margin * SAFETY / EM
        self._known: dict[str, float] = {}

    def width(self, text: str) -> float:
        """Width of the text at size 1."""
        known = self._known.get(text)
        if known is None:
            known = sum(map(self._widths.__getitem__, text)) * self._scale
            if len(text) < 40:
                self._known[text] = known
        return known


class Ruler:
    """Measures text in points. `families` maps a face (`minor`, `major`, `glyph`) to its font family."""

    def __init__(self, minor: str, major: str) -> None:
        self.families = {"minor": minor, "major": major, "glyph": "Arial"}
        self._fonts: dict[tuple[str, bool, bool], Font] = {}

    def width(
        self, text: str, size: float, *, bold: bool = False, italic: bool = False, face: str = "minor"
    ) -> float:
        """Width of one unbroken line, in points, safety included."""
        return (self._font(face, bold, italic).width(text) + AUTOSPACE * len(seams(text))) * size

    def lines(self, runs: Sequence[Run], width: float) -> list[str]:
        """The runs' text broken into lines as PowerPoint breaks it: at blanks and hyphens, between CJK
        characters, never at no-break spaces, and inside a word only when it alone is too wide. Blanks at
        a line's end hang, and are left out here; no text at all is one empty line."""
        text = "".join(r.text for r in runs)
        return [text[line.start : line.end] for line in self._broken(text, runs, width)]

    def height(self, runs: Sequence[Run], width: float, leading: float = 1.0) -> float:
        """Height of the broken text in points: each line 1.2 × its largest run × `leading`."""
        if not runs:
            return 0.0
        text = "".join(r.text for r in runs)
        sizes = (_largest(runs, line) for line in self._broken(text, runs, width))
        return LINE * leading * sum(sizes)

    def laid(self, runs: Sequence[Run], width: float, leading: float = 1.0) -> list[tuple[float, float]]:
        """Width and height in points of each line of the broken text."""
        text = "".join(r.text for r in runs)
        measure = self._measure(text, runs)
        broken = _Breaker(text, measure, width).lines()
        return [(measure(b.start, b.end), LINE * leading * _largest(runs, b)) for b in broken]

    def paragraphs_height(self, paragraphs: Iterable[Paragraph], width: float) -> float:
        """Height of paragraphs under each other, with the space before each (an empty one has its `size`)."""
        return sum(p.before + self._paragraph_height(p, width) for p in paragraphs)

    def longest_word(self, runs: Sequence[Run]) -> float:
        """Width in points of the widest stretch that cannot break: in a narrower box it breaks inside."""
        text = "".join(r.text for r in runs)
        measure = self._measure(text, runs)
        return max((measure(p.start, p.end) for p in pieces(text)), default=0.0)

    def balanced_inset(
        self, runs: Sequence[Run], width: float, *, step: float = 4, least: float = 0.55
    ) -> float:
        """The right inset, in steps, that balances a text of two lines or more (SPEC §5.1): the narrowest
        box with as many lines as `width` gives, no word broken for it, never under `least` of the width."""
        wanted = len(self.lines(runs, width))
        if wanted < 2:
            return 0.0
        word = self.longest_word(runs)
        insets = range(1, int(width * (1 - least) / step + SLACK) + 1)

        def too_narrow(i: int) -> bool:
            left = width - i * step
            return word > left or len(self.lines(runs, left)) > wanted

        return bisect_left(insets, True, key=too_narrow) * step

    def _paragraph_height(self, paragraph: Paragraph, width: float) -> float:
        if paragraph.text:
            return self.height(paragraph.runs, width, paragraph.leading)
        sizes = [r.size for r in paragraph.runs] or [paragraph.size]
        return LINE * paragraph.leading * max(sizes)

    def _font(self, face: str, bold: bool, italic: bool) -> Font:
        font = self._fonts.get((face, bold, italic))
        if font is None:
            style = " ".join(["bold"] * bold + ["italic"] * italic) or "regular"
            font = self._fonts[face, bold, italic] = Font(self.families[face], style)
        return font

    def _measure(self, text: str, runs: Sequence[Run]) -> Measure:
        """A function that gives the width of `text[a:b]`, each character in its own run's font and size, with
        the space before an East Asian character after another one, and the other way round."""
        letters, edges = self._letters(text, runs), seams(text)
        if not edges:
            return letters
        sizes = [r.size for r in runs for _ in r.text]
        spaces = [AUTOSPACE * max(sizes[edge - 1 : edge + 1]) for edge in edges]
        before = list(accumulate(spaces, initial=0.0))  # every seam
        return lambda a, b: letters(a, b) + before[bisect_left(edges, b)] - before[bisect_left(edges, a)]

    def _letters(self, text: str, runs: Sequence[Run]) -> Measure:
        """The same without that space."""
        fonts = [(self._font(r.face, r.bold, r.italic), r.size) for r in runs]
        if len(set(fonts)) == 1:
            font, size = fonts[0]
            return lambda a, b: font.width(text[a:b]) * size
        edges = [0]
        for run in runs:
            edges.append(edges[-1] + len(run.text))
        spans = list(zip(edges, edges[1:], fonts, strict=False))

        def mixed(a: int, b: int) -> float:
            inside = ((max(a, s), min(b, e), f) for s, e, f in spans if s < b and e > a)
            return sum(f.width(text[s:e]) * size for s, e, (f, size) in inside)

        return mixed

    def _broken(self, text: str, runs: Sequence[Run], width: float) -> list[Line]:
        return _Breaker(text, self._measure(text, runs), width).lines()


class _Breaker:
    """Breaks one text into lines, the first word that does not fit going to the next line."""

    def __init__(self, text: str, measure: Measure, width: float) -> None:
        self._text, self._measure, self._width = text, measure, width + SLACK
        self._lines: list[Line] = []
        self._start = 0  # of the line being filled
        self._end = 0  # of its text, blanks left out
        self._x = 0.0  # where the next word would start

    def lines(self) -> list[Line]:
        found = pieces(self._text)
        end = next((p.end for p in reversed(found) if p.end > p.start), 0)
        # most texts fit on one line, and one measure tells so
        if self._measure(0, end) <= self._width - SLACK and not any(p.hard for p in found):
            return [Line(0, end, len(self._text))]
        for piece in found:
            self._add(piece)
        self._close(len(self._text))
        return self._lines

    def _add(self, piece: Piece) -> None:
        word = self._measure(piece.start, piece.end)
        if self._x + word > self._width and piece.end > piece.start > self._start:
            self._close(piece.start)
        if word > self._width:
            word = self._split(piece)
        self._x += word + (self._measure(piece.end, piece.after) if piece.after > piece.end else 0)
        self._end = piece.end if piece.end > piece.start else self._end
        if piece.hard:
            self._close(self._hard_end(piece.after))

    def _split(self, piece: Piece) -> float:
        """Break inside a word wider than the line, a character at least a line; the width of its rest."""
        x, at = 0.0, piece.start
        for cluster in clusters(self._text[piece.start : piece.end]):
            wide = self._measure(at, at + len(cluster))
            if x + wide > self._width and at > self._start:
                self._end = at
                self._close(at)
                x = 0.0
            x, at = x + wide, at + len(cluster)
        return x

    def _hard_end(self, at: int) -> int:
        return at + (2 if self._text.startswith("\r\n", at) else 1)

    def _close(self, after: int) -> None:
        self._lines.append(Line(self._start, max(self._end, self._start), after))
        self._start, self._x = after, 0.0


def _largest(runs: Sequence[Run], line: Line) -> float:
    """Size of the largest run on a line; an empty line has the size of the run it stands in."""
    largest, at = 0.0, 0
    for run in runs:
        end = at + len(run.text)
        if at < line.after and end > line.start:
            largest = max(largest, run.size)
        at = end
    return largest or runs[-1].size
