"""Lists of another tool's JSON that hold several sorts of items, told apart by a key: {"type": "gain", …}."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mutualplan_deck.readers.by_category import sorts_of
from mutualplan_deck.readers.json.lists import MAX_DEPTH, Column, Entries, child, entries

_MOST = 0.6  # of the items of a list that are of a sort: headings and remarks stand between them
_REST = "comments"  # of which nothing is an item of the plan


def parted(value: Any, depth: int = 0) -> Any:
    """The same file with such lists as one list for each section; everything keeps its place."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return value
    if isinstance(value, list):
        made = Entries(parted(v, depth + 1) for v in value)
        made.names = value.names if isinstance(value, Entries) else ()
        return made if made.names else list(made)
    found: dict[str, Any] = {}
    for name, member in value.items():
        whole = parted(member, depth + 1)
        sorts = _sorts(whole) if isinstance(whole, list) else []
        for section in dict.fromkeys(sorts):
            found[Column(section or _REST, child("", name))] = _only(whole, sorts, section)
        if not sorts:
            found[name] = whole
    return found


def _only(listed: list[Any], sorts: Sequence[str], section: str) -> Entries:
    """The items of a section, each by its position in the whole list."""
    numbered = [(str(n), item) for (n, item), s in zip(entries(listed), sorts, strict=True) if s == section]
    made = Entries(item for _, item in numbered)
    made.names, made.kind = tuple(name for name, _ in numbered), section or _REST
    return made


def _sorts(listed: list[Any]) -> list[str]:
    """The section of each item by the key that tells it; [] if no key does."""
    if not listed or not all(isinstance(v, dict) for v in listed):
        return []
    shared = [k for k in listed[0] if all(isinstance(item.get(k), str) for item in listed)]
    return next(filter(None, (sorts_of((item[k] for item in listed), _MOST) for k in shared)), [])
