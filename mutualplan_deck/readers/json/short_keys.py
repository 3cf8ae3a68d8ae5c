"""Keys of another tool's JSON that are cut short, in full: {"tsk": [{"ttl": …, "own_id": 7}]} has tasks.

Only where many keys of a file are: "act" and "cap" are words of their own elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from mutualplan_deck.readers import words
from mutualplan_deck.readers.json.lists import MAX_DEPTH, Renamed, child, keys_in
from mutualplan_deck.readers.words import key, spaced

_MANY = 6  # keys that no word but a short form explains
_SHARE = 0.25  # of the different keys of a file


def in_full(data: dict[str, Any]) -> dict[str, Any]:
    """The file with its short keys in full; every key knows where it stood."""
    names = {*keys_in(data)}
    short = {name for name in names if _full(name)}
    if len(short) < max(_MANY, _SHARE * len(names)):
        return data
    return {_named(k): _written(v, 0) for k, v in data.items()}


def _written(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return value
    if isinstance(value, list):
        return [_written(one, depth + 1) for one in value]
    return {_named(k): _written(v, depth + 1) for k, v in value.items()}


def _named(name: str) -> str:
    full = _full(name)
    return Renamed(full, child("", name)) if full else name


@cache
def _full(name: str) -> str:
    """A key with its short words in full, or "" where it has none: "own_id" is "owner id"."""
    parts = key(spaced(name)).split(" ")
    told = [_short().get(part, part) for part in parts]
    return " ".join(told) if told != parts else ""


@cache
def _short() -> Mapping[str, str]:
    return {short: full for full, listed in words.raw()["short_keys"].items() for short in map(key, listed)}
