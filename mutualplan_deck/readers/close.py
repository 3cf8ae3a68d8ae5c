"""Words that are nearly ones we know: proposed, never taken.

Two keys are as alike as the letters are many that they have in common in the same order, 2 × these over all
letters of both (0 to 1), after the words of each were put in order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

_ALIKE = 0.8
_LONG = 8  # letters: shorter words are alike in two languages
_LEAST = 4  # letters: shorter words are alike by chance


def misspelt(text: str, known: Collection[str]) -> bool:
    """Whether the key `text`, if it is not short, is a key of `known` with some letters wrong."""
    blanks = text.count(" ")
    like = (word for word in known if word.count(" ") == blanks and word != text)
    return len(text) >= _LONG and bool(_most_alike(text, like))


def closest(text: str, known: Collection[str]) -> str:
    """The key of `known` most like the key `text`, whatever the order of their words; "" if none is."""
    if len(text) < _LEAST:
        return ""
    return _most_alike(text, known) or _inside(text, known)


def _most_alike(text: str, known: Iterable[str]) -> str:
    from rapidfuzz.distance import Indel  # most files have no word that is not known
    from rapidfuzz.process import extractOne

    by_words = {_sorted(word): word for word in known}
    found = extractOne(_sorted(text), list(by_words), scorer=Indel.normalized_similarity, score_cutoff=_ALIKE)
    return by_words[found[0]] if found else ""


def _inside(text: str, known: Collection[str]) -> str:
    """The longest key of two words or more that all stand in the text: "milestone owner vendor"."""
    held = set(text.split())
    inside = (word for word in known if " " in word and set(word.split()) <= held)
    return max(inside, key=len, default="")


@lru_cache(maxsize=32_768)
def _sorted(text: str) -> str:
    return " ".join(sorted(text.split()))
