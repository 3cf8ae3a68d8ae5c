"""Lists of another tool's JSON that hold several sorts of items, told apart by a key: {"type": "gain", …}."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from mutualplan_deck.readers.by_category import sort_of
from mutualplan_deck.readers.json.lists import MAX_DEPTH, Column, Entries, child, entries, id_of
from mutualplan_deck.readers.words import spaced

_SORTS = 2  # sorts of a list that is parted
_MOST = 0.6  # of its items that are of one
_REST = "comments"  # of which nothing is an item of the plan


def parted(data: dict[str, Any]) -> dict[str, Any]:
    """The same file with such lists as one list for each section; everything keeps its place."""
    return _parted(data, 0) if _has_sorts(data, 0) else data


def _has_sorts(value: Any, depth: int) -> bool:
    if depth > MAX_DEPTH:
        return False
    if isinstance(value, dict):
        return any(_has_sorts(v, depth + 1) for v in value.values())
    if isinstance(value, list):
        return bool(_sorts(value)) or any(_has_sorts(v, depth + 1) for v in value)
    return False


def _parted(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        return value
    if isinstance(value, Entries):
        made = Entries(_parted(v, depth + 1) for v in value)
        made.names, made.kind = value.names, value.kind
        return made
    if isinstance(value, list):
        return [_parted(v, depth + 1) for v in value]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for name, member in value.items():
        sorts = _sorts(member) if isinstance(member, list) else []
        if not sorts:
            found[name] = _parted(member, depth + 1)
            continue
        at = child("", name)
        for section in dict.fromkeys(sorts):
            found[Column(section or _REST, at)] = _only(member, sorts, section)
    return found


def _only(listed: list[Any], sorts: Sequence[str], section: str) -> Entries:
    """The items of a section, each by its position in the whole list."""
    numbered = [(str(n), item) for (n, item), s in zip(entries(listed), sorts, strict=True) if s == section]
    made = Entries(item for _, item in numbered)
    made.names, made.kind = tuple(name for name, _ in numbered), section or _REST
    return made


def _sorts(listed: list[Any]) -> list[str]:
    """The section of each item by the key that tells it, "" for those of none; [] if no key does."""
    if len(listed) <= _SORTS or not all(isinstance(v, dict) for v in listed):
        return []
    keys = Counter(k for item in listed for k, v in item.items() if isinstance(v, str) and v != id_of(item))
    for name in (k for k, often in keys.items() if often == len(listed)):
        found = [_sort(item[name]) for item in listed]
        named = [section for section in found if section]
        if len({*named}) >= _SORTS and len(named) >= _MOST * len(found):
            return found
    return []


def _sort(text: str) -> str:
    said = spaced(text)
    return sort_of(said) or sort_of(f"{said}s")
