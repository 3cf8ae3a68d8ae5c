"""Making text fit: tighten, shrink to the floor, shorten, roll up, move to the notes (SPEC §14).

Placement asks the `Fitter` before it draws, so it knows each text's final words, size and lines, and
every step taken is a finding. A size step applies to all texts of a group at once, never to one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mutualplan_deck.deck.boxes import Face, Note
from mutualplan_deck.deck.look import Look
from mutualplan_deck.deck.ruler import Ruler
from mutualplan_deck.findings import Finding


@dataclass(frozen=True, slots=True)
class Want:
    """A text that must get into `width` points and `lines` lines.

    `key` is its story key, `short` the author's own short form. `prefix` stands before it on its line in
    the same look (a glyph, a date) and is never cut. `pointer` is the plan value's JSON pointer, for findings.
    """

    text: str
    width: float
    lines: int = 1
    key: str = ""
    short: str = ""
    prefix: str = ""
    pointer: str = ""
    bold: bool = False
    italic: bool = False
    face: Face = "minor"


@dataclass(frozen=True, slots=True)
class Fitted:
    """One size for all, and each text as it will stand (shortened only where it must be)."""

    size: float
    texts: tuple[str, ...]


class Fitter:
    """Fits texts of one slide; collects findings and what has to go to the notes."""

    def __init__(self, ruler: Ruler, look: Look, block: str) -> None:
        raise NotImplementedError

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every step taken, by block (FT1xx)."""
        raise NotImplementedError

    @property
    def notes(self) -> tuple[Note, ...]:
        """Full texts of whatever was cut or rolled up."""
        raise NotImplementedError

    def fit(self, group: str, role: str, wants: Sequence[Want], *, size: float = 0, floor: float = 0) -> Fitted:
        """Fit all texts of a group: the role's size, then down to its floor by half points for all at
        once; whatever is still too long is shortened alone: the author's `short`, dropping bracketed
        text, dropping the last clause, cutting at a word with "…" (the full text goes to the notes)."""
        raise NotImplementedError

    def moved(self, what: str, text: str, pointer: str = "") -> None:
        """Record that `text` (a rolled-up item, a dropped line) goes to the notes under `what`."""
        raise NotImplementedError
