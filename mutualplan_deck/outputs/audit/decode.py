"""Bytes as text, in every encoding they might be in; and texts that are wrapped in others."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from mutualplan_deck.outputs.audit.parts import Inside
from mutualplan_deck.regex import regex

_DECLARED = re.compile(rb"""<(?:\?xml|meta)[^>]*?(?:encoding|charset)\s*=\s*["']?([\w.-]+)""", re.IGNORECASE)
_BASE64 = regex(r"(?:[A-Za-z0-9+/_-]{4}\s{0,2}){3,}[A-Za-z0-9+/_-]{0,3}={0,2}")
_ESCAPED = regex(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_HEX = regex(r"\b(?:[0-9a-fA-F]{2}){8,}\b")
_NO_TEXT = ("Cc", "Cn", "Co", "Cs")
_LEAST = 6  # bytes: less is no text worth hiding
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def text_of(data: bytes) -> str:
    """A part's text in the encoding that it says it is in, else UTF-8; what is no text becomes `�`."""
    if data[:3] == _MARKS[0]:
        return data.decode("utf-8-sig", "replace")
    if data[:2] in _MARKS[1:]:
        return data.decode("utf-16", "replace")
    if data[1:2] == b"\x00" and data[:1] != b"\x00":
        return data.decode("utf-16-le", "replace")
    if data[:1] == b"\x00" and data[1:2] != b"\x00":
        return data.decode("utf-16-be", "replace")
    declared = _DECLARED.search(data[:400])
    try:
        return data.decode(declared[1].decode() if declared else "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def texts_of(data: bytes) -> tuple[str, ...]:
    """The same, and where it is not the encoding it seems, also in the one that older programs use."""
    text = text_of(data)
    return (text, data.decode("cp1252", "replace")) if "\ufffd" in text else (text,)


def bytes_as_texts(data: bytes) -> Iterator[str]:
    """Bytes that may hold text somewhere: as single bytes, as UTF-8, and as UTF-16 from either byte on."""
    yield data.decode("latin-1")
    if not data.isascii():
        yield data.decode("utf-8", "ignore")
    if b"\x00" in data or not data.isascii():
        for encoding in ("utf-16-le", "utf-16-be"):
            yield data.decode(encoding, "ignore")
            yield data[1:].decode(encoding, "ignore")


def unwrapped(text: str) -> str:
    """A text with entities, percent escapes and `\\u` escapes resolved, however often they were put on."""
    for _ in range(4):
        plain = unescape(text) if "&" in text else text
        plain = unquote(plain) if "%" in plain else plain
        plain = _ESCAPED.sub(_character, plain) if "\\" in plain else plain
        if plain == text:
            break
        text = plain
    return text


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1] or found[2], 16))


def wrapped_parts(text: str) -> Iterator[Inside]:
    """What is wrapped in a text as base64 or hexadecimal digits and is text or a file once unwrapped."""
    for n, data in enumerate(_wrapped(text), 1):
        yield Inside(f"encoded data {n}", data)


def _wrapped(text: str) -> Iterator[bytes]:
    for found in _BASE64.finditer(text):
        letters = "".join(found[0].split()).rstrip("=").translate(str.maketrans("-_", "+/"))
        for start in range(4):
            data = _from_base64(letters[start:])
            if _says_something(data):
                yield data
                break
    for found in _HEX.finditer(text):
        data = bytes.fromhex(found[0])
        if _says_something(data):
            yield data


def _from_base64(letters: str) -> bytes:
    whole = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4))
    except binascii.Error:
        return b""


def _says_something(data: bytes) -> bool:
    """Whether bytes are a text in UTF-8 or UTF-16, or begin like a file."""
    if len(data) < _LEAST:
        return False
    if data[:2] in (b"PK", b"\x1f\x8b", b"x\x9c", b"x\xda", b"x\x01", b"BM", b"BZ") or data[:4] in _FILES:
        return True
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if text and (encoding == "utf-8" or sum(map(str.isascii, text)) * 2 > len(text)):
            return all(c in "\t\r\n" or unicodedata.category(c) not in _NO_TEXT for c in text)
    return False


_FILES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff\xe0",
    b"\xff\xd8\xff\xe1",
    b"GIF8",
    b"RIFF",
    b"\xd0\xcf\x11\xe0",
)
