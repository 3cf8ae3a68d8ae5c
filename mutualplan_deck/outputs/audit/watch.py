"""What to look for: every internal text of a plan that says something the shared plan does not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from msgspec import Struct, field

from mutualplan_deck.outputs.audit.known import Known, internal_marks, known_of
from mutualplan_deck.outputs.audit.secrets import Secret, secrets_of
from mutualplan_deck.outputs.audit.views import seen, squeezed, weight
from mutualplan_deck.plan.words import words_of
from mutualplan_deck.regex import regex

if TYPE_CHECKING:
    import datetime as dt

    from mutualplan_deck.plan.checks.settings import Settings
    from mutualplan_deck.plan.model import Plan

_ANYWHERE = 8  # letters without a blank that do not come together by chance
_WORD = 5  # a single word shorter than this gives nothing away, unless it is somebody's name
_NAME = 2
_DIGITS = 5  # shorter numbers stand anywhere
_PIECE_WORDS, _PIECE = 4, 16
_PIECES = regex(r"[\n|;•·]+|(?<=[.!?:])\s+|\s[–—-]\s")


class Watch(Struct, frozen=True):
    """What to look for in a file.

    `anywhere` are squeezed texts looked for whatever stands around them, `words` by their first word and
    looked for as whole words, `numbers` by their digits. `known` is what may be there.
    """

    known: Known
    locale: str = ""
    anywhere: Mapping[str, Secret] = field(default_factory=dict)
    words: Mapping[str, tuple[tuple[tuple[str, ...], Secret], ...]] = field(default_factory=dict)
    numbers: Mapping[str, Secret] = field(default_factory=dict)
    allowed_words: tuple[str, ...] = ()


def watch_for(plan: Plan, settings: Settings, today: dt.date) -> Watch:
    """What no file made from this plan may hold.

    An internal text that the shared plan or the catalogues also say gives nothing away and is not looked
    for; nor is one of a single common word (`high`), or a short number.
    """
    known = known_of(plan, today)
    anywhere: dict[str, Secret] = {}
    words: dict[str, dict[tuple[str, ...], Secret]] = {}
    numbers: dict[str, Secret] = {}
    for secret in secrets_of(plan, settings):
        for text in _texts(secret):
            if _runs(secret, text, known):
                anywhere.setdefault(squeezed(text), secret)
            elif spoken := _spoken(secret, text, known):
                words.setdefault(spoken[0], {}).setdefault(spoken, secret)
        if (digits := _digits(secret)) and digits not in known.numbers:
            numbers.setdefault(digits, secret)
    for mark in internal_marks():
        anywhere.setdefault(squeezed(mark), Secret(mark, "the mark of an internal edition", code="AU110"))
    by_first = {first: tuple(found.items()) for first, found in words.items()}
    return Watch(known, plan.locale, anywhere, by_first, numbers, settings.allowed_words)


def _texts(secret: Secret) -> Iterator[str]:
    """A secret's whole text, and those of its sentences and cells that say enough alone."""
    yield secret.text
    if not secret.name:
        yield from (cell for cell in secret.text.split(" | ") if cell != secret.text)
        for piece in _PIECES.split(secret.text):
            if piece and len(words_of(piece)) >= _PIECE_WORDS and weight(squeezed(piece)) >= _PIECE:
                yield piece


def _runs(secret: Secret, text: str, known: Known) -> bool:
    """Whether a text is looked for as letters in a row, whatever stands around and between them."""
    letters = squeezed(text)
    if weight(letters) < _ANYWHERE or letters.isdigit():
        return False
    if secret.name:
        return True
    alone = len(words_of(seen(text))) == 1
    return not known.says(letters) and not (alone and letters in common())


def _spoken(secret: Secret, text: str, known: Known) -> tuple[str, ...]:
    """The words a short text is looked for by; none if it gives nothing away."""
    words = words_of(seen(text))
    letters = squeezed(text)
    if secret.name:
        return words if weight(letters) >= _NAME else ()
    if weight(letters) < _WORD or letters.isdigit() or all(w in common() or w.isdigit() for w in words):
        return ()
    return () if known.speaks(words) else words


def _digits(secret: Secret) -> str:
    """The digits of a whole number that is long and uneven enough to be told from others."""
    value = secret.number
    if value is None or not value.is_finite() or value != value.to_integral_value():
        return ""
    digits = format(abs(value).to_integral_value(), "f")
    return digits if len(digits) >= _DIGITS and len(digits.rstrip("0")) > 1 else ""


@cache
def common() -> frozenset[str]:
    """Words that say nothing alone."""
    text = resources.files(__package__).joinpath("common.txt").read_text("utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())
