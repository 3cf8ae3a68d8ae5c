"""Making text fit: tighten, shrink to the floor, shorten, roll up, move to the notes (SPEC §14).

Placement asks the `Fitter` before it draws, so it knows each text's final words, size and lines, and
every step taken is a finding. A size step applies to all texts of a group at once, never to one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mutualplan_deck.deck.boxes import Face, Note, Run
from mutualplan_deck.deck.look import Look
from mutualplan_deck.deck.ruler import Ruler
from mutualplan_deck.deck.shorten import cut, fewer_clauses, tidy, without_brackets
from mutualplan_deck.findings import Finding, Level

STEP = 0.5  # points, between one size and the next
WIDOW = 0.12  # of the width: a last line of one word shorter than this counts as too long once
QUOTED = 70  # characters of a text that a finding quotes
OWN_SHORT = "If you want other words, give it a short form of your own (`short`)."


class Want(Struct, frozen=True):
    """A text that must get into `width` points and `lines` lines.

    `key` is its story key, `short` the author's own short form. `prefix` stands before it on its line in
    the same look (a glyph, a date) and is never cut. `pointer` is the plan value's JSON pointer, for
    findings.
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


class Fitted(Struct, frozen=True):
    """One size for all, and each text as it will stand, its prefix left out (shortened only where it
    must be; line ends and repeated blanks are one blank)."""

    size: float
    texts: tuple[str, ...]


class Fitter:
    """Fits texts of one slide; collects findings and what has to go to the notes.

    `heading` stands in the notes over the full texts of whatever was shortened.
    """

    def __init__(self, ruler: Ruler, look: Look, block: str, heading: str = "") -> None:
        self._ruler, self._look, self._block, self._heading = ruler, look, block, heading
        self._findings: dict[Finding, None] = {}
        self._notes: dict[str, dict[str, None]] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every step taken, by block (FT1xx)."""
        return tuple(self._findings)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Full texts of whatever was cut or rolled up."""
        return tuple(note for heading, texts in self._notes.items() for note in _notes_under(heading, texts))

    def fit(
        self, group: str, role: str, wants: Sequence[Want], *, size: float = 0, floor: float = 0
    ) -> Fitted:
        """Fit all texts of a group: the role's size, then down to its floor by half points for all at
        once; whatever is still too long is shortened alone: the author's `short`, dropping bracketed
        text, dropping the last clause, cutting at a word with "…" (the full text goes to the notes).

        `size` and `floor` stand in for the role's own. A text for which the place is too narrow even for
        "…" comes back empty, with an error.
        """
        top = size or self._look.sizes[role]
        low = min(top, floor or self._look.floors[role])
        texts = [tidy(want.text) for want in wants]
        chosen = self._common_size(wants, texts, top, low)
        if not chosen:
            texts = [self._shortened(want, text, low) for want, text in zip(wants, texts, strict=True)]
            chosen = self._common_size(wants, texts, top, low) or low
        if chosen < top:
            self._say(
                "FT101", Level.HINT, f"{group} set at {chosen:g} pt instead of {top:g}, so that all fits"
            )
        return Fitted(chosen, tuple(texts))

    def moved(self, what: str, text: str, pointer: str = "") -> None:
        """Record that `text` (a rolled-up item, a dropped line) goes to the notes under `what`."""
        self._notes.setdefault(what, {})[text] = None
        self._say("FT105", Level.HINT, f"{_quoted(text)} is in the notes, under “{what}”", pointer=pointer)

    def _common_size(self, wants: Sequence[Want], texts: Sequence[str], top: float, low: float) -> float:
        """The largest size at which every text fits: no word broken if that can be, and for a widow's
        sake a step smaller, once. 0 if there is none."""
        pairs = list(zip(wants, texts, strict=True))
        for whole in (True, False):
            for size in _sizes(top, low):
                if all(self._fits(want, text, size, whole=whole) for want, text in pairs):
                    return self._less_for_widows(pairs, size, low) if whole else size
        return 0.0

    def _less_for_widows(self, pairs: Sequence[tuple[Want, str]], size: float, low: float) -> float:
        smaller = size - STEP
        if smaller < low or not any(self._widow(want, text, size) for want, text in pairs):
            return size
        better = not any(self._widow(want, text, smaller) for want, text in pairs)
        return smaller if better else size

    def _runs(self, want: Want, text: str, size: float) -> list[Run]:
        return [Run(want.prefix + text, size, bold=want.bold, italic=want.italic, face=want.face)]

    def _fits(self, want: Want, text: str, size: float, *, whole: bool) -> bool:
        runs = self._runs(want, text, size)
        if len(self._ruler.lines(runs, want.width)) > want.lines:
            return False
        longest = self._ruler.longest_word(runs)
        return longest <= want.width or not (whole or want.lines == 1 or not want.width > 0)

    def _widow(self, want: Want, text: str, size: float) -> bool:
        *others, last = self._ruler.lines(self._runs(want, text, size), want.width)
        if not others or " " in last:
            return False
        wide = self._ruler.width(last, size, bold=want.bold, italic=want.italic, face=want.face)
        return wide < WIDOW * want.width

    def _shortened(self, want: Want, text: str, size: float) -> str:
        """The text itself if it fits; else the first shorter form that does, told and kept in the notes."""
        if self._fits(want, text, size, whole=False):
            return text
        self._notes.setdefault(self._heading, {})[text] = None
        for code, level, shorter in _gentle(want, text):
            if self._fits(want, shorter, size, whole=True):
                self._say(code, level, f"{_quoted(text)} stands as {_quoted(shorter)}", pointer=want.pointer)
                return shorter
        return self._cut(want, text, size)

    def _cut(self, want: Want, text: str, size: float) -> str:
        base = tidy(want.short) or without_brackets(text)
        found = cut(base, lambda head: self._fits(want, head, size, whole=False))
        if found:
            told = f"{_quoted(text)} is cut to {_quoted(found)}; the whole is in the notes"
            self._say("FT104", Level.WARNING, told, OWN_SHORT, want.pointer)
            return found
        excess = self._ruler.longest_word(self._runs(want, "…", size)) - want.width
        told = f"{_quoted(text)} does not fit, by {max(excess, 0):.0f} pt at {size:g} pt; it is in the notes"
        self._say("FT106", Level.ERROR, told, OWN_SHORT, want.pointer)
        return ""

    def _say(self, code: str, level: Level, told: str, advice: str = "", pointer: str = "") -> None:
        finding = Finding(code, level, f"{self._block}: {told}", advice=advice, pointer=pointer)
        self._findings[finding] = None


def _sizes(top: float, low: float) -> Iterator[float]:
    """From `top` down by half points; the last is `low` itself."""
    size = top
    while size > low:
        yield size
        size -= STEP
    yield low


def _gentle(want: Want, text: str) -> Iterator[tuple[str, Level, str]]:
    """Shorter forms that are still whole, with the code and level of the finding each makes."""
    short = tidy(want.short)
    if short:
        yield "FT102", Level.HINT, short
    bare = without_brackets(text)
    if bare != text:
        yield "FT103", Level.WARNING, bare
    for fewer in fewer_clauses(bare):
        yield "FT103", Level.WARNING, fewer


def _notes_under(heading: str, texts: dict[str, None]) -> Iterator[Note]:
    if heading:
        yield Note(heading, heading=True)
    yield from map(Note, texts)


def _quoted(text: str) -> str:
    return f"“{text}”" if len(text) <= QUOTED else f"“{text[:QUOTED].rstrip()}…”"
