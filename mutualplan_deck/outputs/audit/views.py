"""What a part of a file says, as texts to search; and the same text without what only hides it."""

from __future__ import annotations

import unicodedata
from enum import Enum, auto

from msgspec import Struct

from mutualplan_deck.regex import regex

# Format characters that no reader sees: zero-width ones, soft hyphens, marks of direction, variants.
_UNSEEN = regex(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
_BETWEEN = regex(r"[\W_]+")


class Kind(Enum):
    """How a text is to be read."""

    PROSE = auto()  # a person reads it: every word counts
    NAMES = auto()  # attributes, names of shapes: words count, but not whether they are forbidden
    RAW = auto()  # markup or bytes as text: only what is long enough to be no chance
    AUTHOR = auto()  # who made it
    UNOPENED = auto()  # not a text: why a part could not be opened


class View(Struct, frozen=True):
    """One reading of a part. `part` is its place: the file's name, then the parts inside, parted by `!`."""

    part: str
    text: str
    kind: Kind = Kind.PROSE


def seen(text: str) -> str:
    """The text as it looks: compatibility forms made plain, what nobody sees taken out."""
    return text if text.isascii() else _UNSEEN.sub("", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))


def squeezed(text: str) -> str:
    """A text's letters and digits alone, in lower case: spacing, marks and case do not tell texts apart."""
    plain = seen(text).casefold()
    return _BETWEEN.sub("", plain if plain.isascii() else unicodedata.normalize("NFKC", plain))


def weight(letters: str) -> int:
    """How much a text says, in letters; a character of an East Asian script says as much as two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in letters)
