"""A letter as plain text: under 40 lines of at most 78 columns, to paste into any program."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from mutualplan_deck.outputs.letter import Entry, Letter, Part

WIDTH = 78
LINES = 39
_CUT = "…"


def letter_text(letter: Letter) -> str:
    """The message. What is too long is cut, lines first where they are many; nothing else is left out."""
    for most in (3, 2, 1):
        lines = list(_lines(letter, most))
        if len(lines) <= LINES:
            break
    return "\n".join(lines) + "\n"


def _lines(letter: Letter, most: int) -> Iterator[str]:
    """All lines, each text in at most `most` of them."""
    yield from _wrapped(letter.hello, 1)
    yield ""
    yield from _wrapped(letter.opening, most)
    for part in letter.parts:
        yield ""
        yield from _part(part, most)
    yield ""
    yield from _wrapped(f"{letter.question} {letter.rest}", 2)
    yield ""
    yield from _wrapped(letter.ground, min(most, 2))


def _part(part: Part, most: int) -> Iterator[str]:
    yield from _wrapped(part.head.upper(), 1)
    for entry in part.entries:
        yield from _wrapped(_joined(entry), most, hang="  ")
    if part.more:
        yield from _wrapped(part.more, 1)


def _joined(entry: Entry) -> str:
    """`15 Jan: Two missing leads named (Marian Holt)`."""
    lead = f"{entry.lead}: " if entry.lead else ""
    under = entry.under.rstrip(".")
    if entry.sentence and under[1:2].islower():
        under = under[:1].lower() + under[1:]
    return f"- {lead}{entry.text}" + (f" ({under})" if under else "")


def _wrapped(text: str, most: int, hang: str = "") -> list[str]:
    """A text in at most `most` lines; the last one is cut if it does not fit."""
    lines: list[str] = []
    rest = text.replace("\u00a0", " ").strip()
    while rest:
        indent = hang if lines else ""
        line, rest = _broken(rest, WIDTH - len(indent))
        if len(lines) == most - 1 and rest:
            line, rest = _broken(line, WIDTH - len(indent) - 1)[0] + _CUT, ""
        lines.append(indent + line)
    return lines or [""]


def _broken(text: str, room: int) -> tuple[str, str]:
    """What fits into `room` columns, broken at a blank where there is one, and the rest."""
    fits = _fitting(text, room)
    if fits == len(text):
        return text, ""
    blank = text.rfind(" ", 1, fits + 1)
    end = blank if blank > 0 else fits
    return text[:end].rstrip(), text[end:].lstrip()


def _fitting(text: str, room: int) -> int:
    """How many characters fit; at least one. East Asian characters take two columns."""
    used = 0
    for n, char in enumerate(text):
        used += 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if used > room:
            return max(n, 1)
    return len(text)
