"""Words that are nearly ones we know: proposed, never taken."""

from __future__ import annotations

from collections.abc import Collection
from difflib import SequenceMatcher

_ALIKE = 0.8
_LONG = 8  # letters: shorter words are alike in two languages
_LEAST = 4  # letters: shorter words are alike by chance


def misspelt(text: str, known: Collection[str]) -> bool:
    """Whether the key `text`, if it is not short, is a key of `known` with some letters wrong."""
    wanted, blanks = _sorted(text), text.count(" ")
    like = (word for word in known if word.count(" ") == blanks and word != text)
    return len(wanted) >= _LONG and any(_alike(wanted, word) >= _ALIKE for word in like)


def closest(text: str, known: Collection[str]) -> str:
    """The key of `known` most like the key `text`, whatever the order of their words; "" if none is."""
    wanted = _sorted(text)
    if len(wanted) < _LEAST:
        return ""
    score, word = max(((_alike(wanted, word), word) for word in known), default=(0.0, ""))
    return word if score >= _ALIKE else _inside(text, known)


def _inside(text: str, known: Collection[str]) -> str:
    """The longest key of two words or more that all stand in the text: "milestone owner vendor"."""
    held = set(text.split())
    inside = (word for word in known if " " in word and set(word.split()) <= held)
    return max(inside, key=len, default="")


def _alike(wanted: str, word: str) -> float:
    if 2 * min(len(wanted), len(word)) < _ALIKE * (len(wanted) + len(word)):
        return 0.0  # texts of such different lengths cannot be alike: what `real_quick_ratio` says, for less
    matcher = SequenceMatcher(None, _sorted(word), wanted, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _sorted(text: str) -> str:
    return " ".join(sorted(text.split()))
