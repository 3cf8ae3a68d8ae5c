"""Shorter forms of a text, from the gentlest to the last resort; in any language, so by punctuation only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from mutualplan_deck.deck.breaks import pieces
from mutualplan_deck.deck.graphemes import clusters
from mutualplan_deck.regex import regex

MARK = "…"
LEAST_LEFT = 0.4  # of the text; a clause is dropped only if so much remains
DANGLING = " \u00a0\u202f,;:.–—-(/&+·、，；：。（"

_SPACE = regex("[ \t\n\r\v\f\x85\u2028\u2029]+")
_BRACKETS = regex(r"\s*(\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|【[^【】]*】)")
# A full stop behind a word of four letters or a figure, for "Mio." and "Dr." end no sentence.
_SENTENCE = regex(
    r"(?<=[^\W\d_]{4}[.!?])\s+(?=\W?[A-ZÀ-ÞΑ-ΩА-Я0-9])|(?<=[\d%)][.!?])\s+(?=\W?[A-ZÀ-ÞΑ-ΩА-Я])|(?<=[。！？])(?=.)"
)
_CONDITIONS = frozenset(
    [
        "if",
        "unless",
        "until",
        "only",
        "provided",
        "otherwise",
        "but",
        "except",
        "wenn",
        "falls",
        "sofern",
        "solange",
        "außer",
        "sonst",
        "aber",
        "nur",
        "si",
        "sauf",
        "sinon",
        "mais",
        "pourvu",
        "à",
        "seulement",
        "salvo",
        "siempre",
        "pero",
        "sino",
        "solo",
        "sólo",
        "se",
        "caso",
        "desde",
        "exceto",
        "senão",
        "mas",
        "só",
        "somente",
        "purché",
        "tranne",
        "altrimenti",
        "ma",
        "mits",
        "tenzij",
        "anders",
        "maar",
        "als",
    ]
)
_CLAUSE = regex(r"[;,]\s|\s[–—-]\s|[；，、؛،]")


def tidy(text: str) -> str:
    """One paragraph: every stretch of blanks, tabs and line ends becomes one blank; soft hyphens go, for
    programs do not agree on breaking at them."""
    return _SPACE.sub(" ", text.replace("\u00ad", "")).strip()


def without_brackets(text: str) -> str:
    """The text without what stands in brackets; the text itself, if nothing else is in it."""
    return tidy(_BRACKETS.sub("", text)) or text


def fewer_clauses(text: str) -> Iterator[str]:
    """The text less its last sentence, and so on; then the first sentence less its last clause, and so on.

    No clause is dropped that begins with a condition, without which the rest would say something else, and
    none once less than `LEAST_LEFT` of the sentence remains.
    """
    first = text
    for match in reversed(list(_SENTENCE.finditer(text))):
        first = text[: match.start()].rstrip(DANGLING)
        yield first
    for match in reversed(list(_CLAUSE.finditer(first))):
        left = first[: match.start()].rstrip(DANGLING)
        if len(left) < LEAST_LEFT * len(first):
            return
        behind = first[match.end() :].split(maxsplit=1)[:1]
        if not behind or behind[0].casefold() not in _CONDITIONS:
            yield left


def cut(text: str, fits: Callable[[str], bool]) -> str:
    """As many words as fit with "…" after them; characters, if a word alone is most of the text.

    Empty, if not even "…" fits. A character with its accents, a flag or a joined emoji is never split.
    """
    by_word = _longest([p.end for p in pieces(text)], text, fits)
    by_character = _longest(list(accumulate(map(len, clusters(text)))), text, fits)
    return by_word if len(by_word) * 2 > len(by_character) else by_character


def _longest(ends: Sequence[int], text: str, fits: Callable[[str], bool]) -> str:
    """The longest of the heads of the text (ending at `ends`, rising) that fits with "…"."""
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(_marked(text[: ends[middle - 1]])):
            low = middle
        else:
            high = middle - 1
    marked = _marked(text[: ends[low - 1]] if low else "")
    return marked if fits(marked) else ""


def _marked(head: str) -> str:
    return head.rstrip(DANGLING) + MARK
