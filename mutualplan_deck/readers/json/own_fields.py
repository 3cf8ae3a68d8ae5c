"""Fields that users of a room have made: values by ids, and what these are called in a list apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mutualplan_deck.readers.json.lists import MAX_DEPTH, Column, child, id_of, said, title_of
from mutualplan_deck.readers.json.visibility import reason_of
from mutualplan_deck.readers.words import key, spaced


def with_own_fields(data: dict[str, Any]) -> dict[str, Any]:
    """The file with the names of such fields in place of their ids; those for one side are marked so."""
    called = dict(_definitions(data, 0))
    return _named(data, called, 0) if called else data


def _definitions(value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """The fields by their ids, from lists that are called so: "customFields"."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return
    for name, member in value.items() if isinstance(value, dict) else (("", v) for v in value):
        listed = not said("field_lists").isdisjoint(_words_of(name)) and isinstance(member, list)
        for one in member if listed else ():
            if isinstance(one, dict) and id_of(one) and title_of(one):
                ours = " internal" if reason_of(one, "") else ""
                yield id_of(one), f"{title_of(one)}{ours}"
        yield from _definitions(member, depth + 1)


def _words_of(name: str) -> set[str]:
    plain = key(spaced(name))
    return {plain, *plain.split(" ")}


def _named(value: Any, called: Mapping[str, str], depth: int) -> Any:
    if depth > MAX_DEPTH:
        return value
    if isinstance(value, list):
        value[:] = [_named(one, called, depth + 1) for one in value]
        return value
    if not isinstance(value, dict):
        return value
    own = bool(value) and value.keys() <= called.keys()
    return {
        Column(called[name], child("", name)) if own else name: _named(member, called, depth + 1)
        for name, member in value.items()
    }
