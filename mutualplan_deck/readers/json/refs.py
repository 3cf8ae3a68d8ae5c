"""Objects of another tool's JSON that only point to others, and files that hold several plans.

{"owner": {"$ref": "people/p-12"}} is {"owner": "p-12"}. Of several rooms, projects or deals of which
some are over, the one that is still open is the plan, and the others are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mutualplan_deck.readers.json.lists import MAX_DEPTH, child, entries, is_id, said, title_of
from mutualplan_deck.readers.json.people import without_ending
from mutualplan_deck.readers.json.tree import is_column
from mutualplan_deck.readers.words import key, spaced

_REFS = ("$ref", "_ref", "$link", "$id", "href")
_LONG = 1000  # from here on a number is no rank or figure that happens to be an id as well
_LEAST = 2  # plans in one list
_CARDS = 3  # objects that a plan lists, at least


class Other(Struct, frozen=True):
    """A plan that is not the one read: its place, and what it is called."""

    place: str
    title: str
    value: Any


def resolved(value: Any, depth: int = 0) -> Any:
    """The same file with every object that only points to another as the id of that."""
    if depth > MAX_DEPTH:
        return value
    if isinstance(value, list):
        value[:] = [resolved(v, depth + 1) for v in value]
        return value
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        name, target = next(iter(value.items()))
        if name in _REFS and isinstance(target, str):
            return target.rstrip("/").rpartition("/")[2].lstrip("#")
    return {k: resolved(v, depth + 1) for k, v in value.items()}


def has_refs(value: Any, depth: int = 0) -> bool:
    """Whether a file has such objects at all."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return False
    if isinstance(value, dict) and len(value) == 1 and next(iter(value)) in _REFS:
        return True
    members = value.values() if isinstance(value, dict) else value
    return any(has_refs(v, depth + 1) for v in members)


def with_ids_as_texts(data: dict[str, Any]) -> dict[str, Any]:
    """The file with all ids that are numbers, and what refers to them, as texts: {"id": 71} is {"id": "71"}.

    A number that is no id may be the same as one: only under a key of ids or of references, in a list of
    nothing but ids, or where it is too long to be anything else by chance.
    """
    numbers = {*_numbered_ids(data, "", 0)}
    return _texts(data, "", numbers, 0) if numbers else data


def _numbered_ids(value: Any, name: str, depth: int) -> Iterator[int]:
    if depth > MAX_DEPTH:
        return
    if type(value) is int and is_id(name) and (value >= _LONG or key(spaced(name)).endswith("id")):
        yield value  # {"key": 50} may be a code of a state
    members = (
        value.items()
        if isinstance(value, dict)
        else ((name, v) for v in value)
        if isinstance(value, list)
        else ()
    )
    for inner, member in members:
        yield from _numbered_ids(member, inner, depth + 1)


def _texts(value: Any, name: str, ids: set[int], depth: int) -> Any:
    if depth > MAX_DEPTH:
        return value
    if isinstance(value, dict):
        return {k: _texts(v, k, ids, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        alone = bool(value) and all(type(v) is int and v in ids for v in value)
        return [str(v) if alone else _texts(v, name, ids, depth + 1) for v in value]
    if type(value) is not int or value not in ids:
        return value
    word = key(spaced(name))
    refers = is_id(name) or is_column(name) or without_ending(word) != word
    refers = refers or word in said("person") | said("users")  # {"user": 303}
    return str(value) if refers or value >= _LONG else value


def one_plan(data: dict[str, Any]) -> tuple[dict[str, Any], list[Other]]:
    """The file with one plan in it, and the others that it holds."""
    found = next(_several(data, "#", 0), None)
    if found is None:
        return data, []
    place, listed = found
    ranked = sorted(listed, key=lambda one: (_is_over(one[1]), -_size(one[1], 0)))
    gone = {at for at, _ in ranked[1:]}
    others = [Other(child(place, at), title_of(v) or str(at), v) for at, v in listed if at in gone]
    return _without(data, place, gone, "#", 0), others


def _several(value: Any, place: str, depth: int) -> Iterator[tuple[str, list[tuple[Any, dict[str, Any]]]]]:
    """The place of a list of plans, and these: objects with a state, and with lists of lists in them."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return
    members = entries(value) if isinstance(value, list) else value.items()
    for name, member in members:
        where = child(place, name)
        if isinstance(member, list) and key(spaced(str(name))) in said("plans"):
            listed = [(at, v) for at, v in entries(member) if isinstance(v, dict) and _size(v, 0) >= _CARDS]
            over = [_is_over(v) for _, v in listed]
            if len(listed) >= _LEAST and any(over) and not all(over):
                yield where, listed
        yield from _several(member, where, depth + 1)


def _is_over(plan: dict[str, Any]) -> bool:
    """Whether an object says of itself that it is closed, lost or put away."""
    states = (str(v) for k, v in plan.items() if key(spaced(k)) in said("states") and isinstance(v, str))
    return any(key(state) in said("over") for state in states)


def _size(value: Any, depth: int) -> int:
    """How many objects are listed in something."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return 0
    members = list(value.values()) if isinstance(value, dict) else value
    own = sum(isinstance(v, dict) for v in value) if isinstance(value, list) else 0
    return own + sum(_size(v, depth + 1) for v in members)


def _without(value: Any, place: str, gone: set[Any], at: str, depth: int) -> Any:
    """The file without some of the entries of the list at a place; the others keep their places."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return value
    if at == place and isinstance(value, list):
        return [None if name in gone else v for name, v in enumerate(value)]
    if isinstance(value, list):
        return [_without(v, place, gone, child(at, n), depth + 1) for n, v in enumerate(value)]
    return {k: _without(v, place, gone, child(at, k), depth + 1) for k, v in value.items()}
