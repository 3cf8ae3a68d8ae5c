"""Columns that a CRM calls otherwise than the rest: "Topic", "Est. Close Date" of a deal (Dynamics 365)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec.structs import replace

from mutualplan_deck.readers import words
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_LEAST = 2  # columns of a kind of records by which it is known
_STATE = "State"  # of an activity: open, completed
_KEPT = regex(r"\(([^()]+)\)\s*(\S.*)")  # "(Do Not Modify) Opportunity"


def with_known_columns(grid: Grid) -> Grid:
    """The sheet with the columns of such a CRM called as by others, and without those it alone needs."""
    number = min(grid.rows, default=0)
    header = {c: str(text).strip() for c, text in grid.rows.get(number, {}).items()}
    kept = {c: m[2] for c, text in header.items() if (m := _KEPT.fullmatch(text)) and _is_kept(m[1])}
    named: dict[int, str] = {}
    for kind in _kinds().values():
        found = {c: kind[key(text)] for c, text in header.items() if key(text) in kind}
        if len(found) >= (1 if kept else _LEAST) and len(found) > len(named):
            named = found
    if not named and not kept:
        return grid
    if "Status" in named.values():  # which says more than whether it is open
        kept |= {c: "" for c, name in named.items() if name == _STATE}
    named = {c: "Status" if name == _STATE else name for c, name in named.items()}
    # the first of those that nobody is to change is the record's id, the others tell when it was changed
    ids = {c: f"{text} ID" for c, text in kept.items() if text and c == min(kept)}
    gone = kept.keys() - ids.keys()
    rows = {n: {c: v for c, v in row.items() if c not in gone} for n, row in grid.rows.items()}
    rows[number] = {c: {**ids, **named}.get(c, text) for c, text in header.items() if c not in gone}
    return replace(grid, rows=rows)


def _is_kept(mark: str) -> bool:
    return key(mark) in words.keys_of("crm", "kept")


@cache
def _kinds() -> Mapping[str, Mapping[str, str]]:
    """By kind of records, from a column's key to what other CRMs call it."""
    listed = words.raw()["crm_columns"]
    return {
        kind: {key(word): name for name, said in columns.items() for word in said}
        for kind, columns in listed.items()
    }
