"""How wide text is, and into how many lines it breaks: a shipped table of font metrics.

PowerPoint sets lines 1.2 × the size apart for every face; a sum of advance widths predicts line breaks
within 1 %, which `SAFETY` covers.
"""

from __future__ import annotations

from collections.abc import Sequence

from mutualplan_deck.deck.boxes import Run

LINE = 1.2
SAFETY = 1.01


class Ruler:
    """Measures text in points. `families` maps a face (`minor`, `major`, `glyph`) to its font family."""

    def __init__(self, minor: str, major: str) -> None:
        raise NotImplementedError

    def width(self, text: str, size: float, *, bold: bool = False, italic: bool = False, face: str = "minor") -> float:
        """Width of one unbroken line, in points, safety included."""
        raise NotImplementedError

    def lines(self, runs: Sequence[Run], width: float) -> list[str]:
        """The runs' text broken into lines as PowerPoint breaks it: at blanks and hyphens, between CJK
        characters, never at no-break spaces, and inside a word only when it alone is too wide."""
        raise NotImplementedError

    def height(self, runs: Sequence[Run], width: float, leading: float = 1.0) -> float:
        """Height of the broken text in points: each line 1.2 × its largest run × `leading`."""
        raise NotImplementedError
