"""Names of files for people: readable, and safe on every system."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from mutualplan_deck.outputs.writing import Writing
from mutualplan_deck.regex import regex

_LONGEST = 60  # of a customer's name, in UTF-16 units: paths have an end too
_RESERVED = regex(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = regex(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


def file_name(say: Writing, kind: str, customer: str, day: dt.date, ending: str) -> str:
    """`Halden Mutual - mutual plan - 2027-01-12.pptx`; `kind` is a key of `[files]`."""
    words = say.say(f"files.{kind}", customer=safe(customer), date=day.isoformat())
    return f"{safe(words, 2 * _LONGEST)}.{ending}"


def safe(name: str, longest: int = _LONGEST) -> str:
    """A name without what a file system refuses: reserved marks, devices, dots and blanks at its ends."""
    text = unicodedata.normalize("NFC", _RESERVED.sub(" ", name))
    text = "".join(
        c if c.isprintable() and unicodedata.category(c) not in ("Cf", "Co") else " " for c in text
    )
    text = " ".join(text.split()).strip(" .")
    while len(text.encode("utf-16-le", "ignore")) > 2 * longest:
        text = text[:-1]
    text = text.strip(" .") or "plan"
    return f"{text}_" if _DEVICES.match(text) else text
