"""Texts, calendars, JSON, and bytes of which nothing is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutualplan_deck.outputs.audit import compressed
from mutualplan_deck.outputs.audit.decode import bytes_as_texts, text_of, texts_of, unwrapped, wrapped_parts
from mutualplan_deck.outputs.audit.parts import Inside
from mutualplan_deck.outputs.audit.views import Kind, View
from mutualplan_deck.regex import regex

_FOLDED = regex(r"\r?\n[ \t]")
_LEGIBLE = regex(r"[^\x00-\x1f\x7f-\xa0]{12,}")


def read(place: str, data: bytes) -> Iterator[View | Inside]:
    """A part that is text, or else bytes in which text may stand; a short text may be either."""
    texts = [text for text in texts_of(data) if _is_text(text)]
    if not _is_text(text_of(data)):
        yield from raw(place, data)
    for text in texts:
        is_calendar = text.lstrip().startswith("BEGIN:V")
        yield from text_views(place, calendar_text(text) if is_calendar else text)


def _is_text(text: str) -> bool:
    strange = sum(c == "\ufffd" or (c < " " and c not in "\t\r\n\f") for c in text)
    return strange * 50 <= len(text)


def text_views(place: str, text: str) -> Iterator[View | Inside]:
    """A text as it stands, and what is wrapped in it."""
    yield View(place, text)
    plain = unwrapped(text)
    if plain != text:
        yield View(place, plain)
    yield from wrapped_parts(text)


def calendar_text(text: str) -> str:
    """A calendar's lines as they were before they were folded and escaped."""
    lines = _FOLDED.sub("", text)
    return re.sub(r"\\([,;\\])", r"\1", lines.replace("\\n", "\n").replace("\\N", "\n"))


def raw(place: str, data: bytes) -> Iterator[View | Inside]:
    """Bytes that may hold text in any encoding, and compressed data anywhere in them."""
    for text in bytes_as_texts(data):
        yield View(place, text, Kind.RAW)
        legible = "\n".join(_LEGIBLE.findall(text)) if text.isascii() or "\x00" not in text else ""
        if legible:
            yield View(place, unwrapped(legible), Kind.NAMES)
    yield from compressed.anywhere_in(data)
