"""Whether the customer agrees, who said so and when, out of one text: "yes - Gwen, 9 Nov", "not yet"."""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

from mutualplan_deck.readers import dates, loose_dates, words
from mutualplan_deck.readers.values import Habits
from mutualplan_deck.readers.words import Names, key
from mutualplan_deck.regex import regex

_APART = regex(r"^(\w{2,}|[YJSO](?=\s+\d))\s*(?:[-–—:,;.(]\s*|\s+)(.+?)\)?$", re.DOTALL)
_MARKED = regex(r"(\w{2,})\s*[-–—:,;(]")
_BEHIND = regex(
    r"^(.*?)\s*(?:,|\s(?=\d{1,2}[./]\d{1,2}[./]?(?:\d{2,4})?$)|\(|\bon\b|\bam\b|\ble\b|\bel\b|\bem\b|\s[-–—])\s*([^,()]*\d[^,()]*)\)?$"
)


class Agreed(Struct, frozen=True):
    """Who agreed ("" where only a yes is written), and on which day."""

    by: str = ""
    on: dt.date | None = None


def agreed(text: str, habits: Habits) -> Agreed | None:
    """What a cell says of the customer's consent, or None if there is none yet."""
    tidy = text.strip()
    said = words.choice("flag", tidy)
    if said == "no" or words.is_blank_word(tidy) or _is_not_yet(key(tidy)):
        return None
    if said == "yes":
        return Agreed()
    if match := _APART.match(tidy):
        first = words.choice("flag", match[1])
        if first == "no":
            return None
        if first == "yes":
            tidy = match[2].strip()
    return _who_and_when(tidy, habits)


def asked(header: str, names: Names) -> str:
    """Whom a header asks: "Greg" of "Greg OK?"; "" where no word of it, or more than one, may be a name."""
    known, said = words.vocabulary(), re.findall(r"[^\W\d_]{2,}", header)
    found = [w for w in said if w.istitle() and key(w) not in known and not names.side(w)]
    return found[0] if len(found) == 1 < len(said) else ""


def says_consent(text: str) -> bool:
    """Whether a text begins with yes or no and says more behind a mark, or says that it is not asked yet."""
    tidy = text.strip()
    if _is_not_yet(key(tidy)):
        return True
    match = _MARKED.match(tidy)
    return match is not None and words.choice("flag", match[1]) in ("yes", "no")


def _who_and_when(text: str, habits: Habits) -> Agreed:
    if day := _day(text, habits):
        return Agreed("", day)
    match = _BEHIND.match(text)
    day = _day(match[2], habits) if match else None
    return Agreed(match[1].strip(" -–—"), day) if match and day else Agreed(text)


def _day(text: str, habits: Habits) -> dt.date | None:
    if found := dates.day(text.strip(), habits.day_first):
        return found.date
    loose = loose_dates.loose(text.strip(), loose_dates.Context(habits.day_first, habits.near))
    return loose.date if loose and habits.near else None


def _is_not_yet(plain: str) -> bool:
    """ "not yet", "à voir avec NF"."""
    said = words.keys_of("not_yet")
    return plain in said or any(plain.startswith(f"{w} ") for w in said if " " in w)
