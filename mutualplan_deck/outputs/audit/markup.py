"""XML and HTML: what is said between the tags, over the bounds of runs; attributes; and the markup itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutualplan_deck.outputs.audit.decode import texts_of, unwrapped, wrapped_parts
from mutualplan_deck.outputs.audit.parts import Inside
from mutualplan_deck.outputs.audit.views import Kind, View
from mutualplan_deck.regex import regex

_HIDDEN = regex(r"<!--(.*?)-->|<!\[CDATA\[(.*?)\]\]>|<\?(.*?)\?>", re.DOTALL)
_ASIDE = regex(r"<((?:\w+:)?(?:rPr|pPr|endParaRPr|bodyPr))\b[^<>]*?(?<!/)>.*?</\1>", re.DOTALL)
_INLINE = regex(
    r"</?(?:\w+:)?(?:r|t|rPr|rPh|fld|span|b|i|u|em|strong|font|a|small|sub|sup|mark|s|ins|del|hlinkClick"
    r"|phoneticPr|smartTag|bookmarkStart|bookmarkEnd|proofErr|lastRenderedPageBreak|noProof)(?=[\s/>])[^<>]*>"
)
_TAG = regex(r"<[^<>]*>")
_ATTRIBUTE = regex(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SPOKEN = frozenset(
    ("descr", "title", "alt", "tooltip", "summary", "content", "placeholder", "text", "prompt")
)
_AUTHORS = regex(
    r"<(?:\w+:)?(?:creator|lastModifiedBy|Manager|Company|author)>([^<]*)<"
    r"""|<(?:\w+:)?(?:cmAuthor|author|person)\b[^<>]*?\b(?:name|displayName)=["']([^"']*)"""
    r"""|<(?:\w+:)?(?:ins|del|comment)\b[^<>]*?\b\w+:author=["']([^"']*)"""
)


def is_markup(data: bytes) -> bool:
    """Whether bytes are XML or HTML in any encoding."""
    return data[:64].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def read(place: str, data: bytes) -> Iterator[View | Inside]:
    """What is said, what attributes say, and the markup as it stands."""
    for text in texts_of(data):
        yield from _read(place, text)


def _read(place: str, text: str) -> Iterator[View | Inside]:
    yield View(place, unwrapped(prose(text)))
    spoken, rest = _attributes(text)
    yield View(place, unwrapped(spoken))
    yield View(place, unwrapped(rest), Kind.NAMES)
    yield View(place, unwrapped(text), Kind.RAW)
    yield View(place, unwrapped(_TAG.sub("", text)), Kind.RAW)
    for author in authors(text):
        yield View(place, author, Kind.AUTHOR)
    yield from wrapped_parts(unwrapped(text))


def prose(text: str) -> str:
    """The texts between tags, a line a paragraph; what is split into runs is joined."""
    shown = _HIDDEN.sub(lambda m: f"\n{m[1] or m[2] or m[3] or ''}\n", text)
    return _TAG.sub("\n", _INLINE.sub("", _ASIDE.sub("", shown)))


def _attributes(text: str) -> tuple[str, str]:
    """What attributes say to people, and all the others."""
    found = [(name.rpartition(":")[2], a or b) for name, a, b in _ATTRIBUTE.findall(text)]
    spoken = "\n".join(value for name, value in found if name in _SPOKEN)
    return spoken, "\n".join(dict.fromkeys(value for name, value in found if name not in _SPOKEN))


def authors(text: str) -> Iterator[str]:
    """Who is named as having made or changed it."""
    for groups in _AUTHORS.findall(text):
        name = unwrapped("".join(groups)).strip()
        if name:
            yield name
