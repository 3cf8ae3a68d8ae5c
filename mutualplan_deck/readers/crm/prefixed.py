"""Columns that a CRM calls after what its rows are: "Deal - Stage", "Person - Name" (Pipedrive)."""

from __future__ import annotations

from collections import Counter
from functools import cache

from msgspec.structs import replace

from mutualplan_deck.readers import words
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_PREFIXED = regex(r"(?P<of>[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+)?)\s+-\s+(?P<name>\S.*)")
_LEAST = 4  # columns
_MOST = 0.6  # of them


def without_prefix(grid: Grid) -> Grid:
    """The sheet with its columns called without what they all begin with; a firm's name stays a firm's."""
    number = min(grid.rows, default=0)
    header = grid.rows.get(number, {})
    parts = {c: m for c, text in header.items() if (m := _PREFIXED.fullmatch(str(text).strip()))}
    ((of, count),) = Counter(m["of"] for m in parts.values()).most_common(1) or [("", 0)]
    if count < max(_LEAST, _MOST * len(header)):
        return grid
    bare = {c: _bare(of, m["name"]) for c, m in parts.items() if m["of"] == of}
    return replace(grid, rows={**grid.rows, number: {**header, **bare}})


def _bare(of: str, name: str) -> str:
    """ "Stage" of "Deal - Stage"; a deal's title and a firm's name say whose they are: "Deal name"."""
    named = key(name) in words.keys_of("crm", "called")
    if named and key(of) in words.keys_of("crm", "deals"):
        return "Deal name"
    if key(of) in words.keys_of("crm", "notes") and key(name) in words.keys_of("json", "bodies"):
        return "Note body"
    return "Company name" if named and key(of) in _firms() else name


@cache
def _firms() -> frozenset[str]:
    return words.keys_of("crm", "firms")
