"""Where a line may break: after blanks, after a hyphen or dash between letters, between CJK characters.

Only breaks that both PowerPoint and LibreOffice make are counted. With fewer chances to break, the lines
counted are never fewer than those painted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from mutualplan_deck.regex import regex

BLANK = " \t\u1680\u2000-\u2006\u2008-\u200b\u205f\u3000"
HARD = "\n\v\f\r\x85\u2028\u2029"
_WORD = regex(f"([^{BLANK}{HARD}]*)([{BLANK}]*)(\r\n|[{HARD}])?")

NO_START = frozenset(
    "、。，．・：；？！）」』】〉》〕］｝”’ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    ",.;:!?)]}%‰°…—–-\u2011\u2019\u201d»›/"
)
NO_END = frozenset("（「『【〈《〔［｛“‘([{«‹$£€¥₹#@/")
GLUE = frozenset("\u00a0\u202f\u2007\u2060\ufeff\u2011\u200d")
_FIRST_CJK = "\u2e80"
_CJK = "\u2e80-\u312f\u3190-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_OTHER = f"^{_CJK}\u00a0"  # after a glyph's no-break space, and after a gap of two blanks, nothing is added
HYPHENS = frozenset("-\u2010\u2013\u2014")


class Piece(NamedTuple):
    """An unbreakable stretch `start:end`, the blanks up to `after`, and whether the line ends there."""

    start: int
    end: int
    after: int
    hard: bool


@lru_cache(maxsize=8192)
def pieces(text: str) -> tuple[Piece, ...]:
    """The text as unbreakable pieces, in order, without gaps (a hard break belongs to the piece before)."""
    found: list[Piece] = []
    for match in _WORD.finditer(text):
        if match.end() == match.start():
            break
        start, end = match.span(1)
        *firsts, last = _cuts(match[1], start, end)
        found += [Piece(a, b, b, False) for a, b in firsts]
        found.append(Piece(*last, match.end(2), match[3] is not None))
    return tuple(found)


def _cuts(word: str, start: int, end: int) -> list[tuple[int, int]]:
    if word.isascii() and "-" not in word:
        return [(start, end)]
    edges = [start, *(start + i for i in _breaks(word)), end]
    return list(pairwise(edges))


def _breaks(word: str) -> Iterator[int]:
    for i in range(1, len(word)):
        before, after = word[i - 1], word[i]
        if _after_hyphen(word, i) or _between_cjk(before, after):
            yield i


def _after_hyphen(word: str, i: int) -> bool:
    """A hyphen or dash with a letter or digit before it and a letter after it; never inside 2027-06-30."""
    return word[i - 1] in HYPHENS and i > 1 and word[i - 2].isalnum() and word[i].isalpha()


def _between_cjk(before: str, after: str) -> bool:
    if not (is_cjk(before) or is_cjk(after)) or before in GLUE or after in GLUE:
        return False
    return after not in NO_START and before not in NO_END and not unicodedata.combining(after)


@lru_cache(maxsize=4096)
def is_cjk(char: str) -> bool:
    """Whether lines may break before and after this character (Korean breaks at blanks, emoji not at all)."""
    code = ord(char)
    if code < 0x2E80 or 0xAC00 <= code <= 0xD7FF or 0x1F000 <= code <= 0x1FBFF or 0x3130 <= code <= 0x318F:
        return False
    return unicodedata.east_asian_width(char) in ("W", "F") and unicodedata.category(char) != "Mn"


@cache
def _seam() -> re.Pattern[str]:
    """Between CJK and other text. Most texts have none, and it takes long to compile."""
    return re.compile(rf"(?<=[{_CJK}])(?=[{_OTHER}])|(?<=[{_OTHER}])(?<!\s\s)(?=[{_CJK}])")


def seams(text: str) -> list[int]:
    """Where an East Asian character follows one of another kind, or the other way round."""
    if text.isascii() or max(text) < _FIRST_CJK:
        return []
    return [seam.start() for seam in _seam().finditer(text)]
