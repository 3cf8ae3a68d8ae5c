"""Walking another tool's JSON: single facts, and lists of objects that are a section of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from mutualplan_deck.readers import words
from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.words import key, spaced

MAX_DEPTH = 40


class Found(Struct, frozen=True):
    """An object that is an item of `section`, at `place`; `phase` is the name of what it stands in."""

    section: str
    place: str
    item: dict[str, Any]
    phase: str = ""


class Fact(Struct, frozen=True):
    """A single value: its keys in words from the root, and its place."""

    path: tuple[str, ...]
    place: str
    value: Any


class LeftOut(Struct, frozen=True):
    """Something that is not part of the shared plan; `at` is the key that says so."""

    place: str
    at: str
    value: Any
    why: str


Node = Found | Fact | LeftOut


def walk(data: dict[str, Any]) -> Iterator[Node]:
    """Everything in the file, in its own order; items of a list by their position."""
    yield from _object(data, (), "#", 0)


def child(place: str, name: str | int) -> str:
    """The place of a member (RFC 6901)."""
    return f"{place}/{str(name).replace('~', '~0').replace('/', '~1')}"


@cache
def said(what: str) -> frozenset[str]:
    """The keys of a kind of `[json]` in synonyms.toml."""
    return frozenset(key(w) for w in words.raw()["json"][what])


def _object(data: dict[str, Any], path: tuple[str, ...], place: str, depth: int) -> Iterator[Node]:
    for name, value in data.items():
        word, where = key(spaced(name)), child(place, name)
        section = words.table("sections").get(word, "")
        if words.is_internal(word) or depth > MAX_DEPTH:
            yield LeftOut(where, where, value, "internal")
        elif isinstance(value, list) and section in sections() and any(isinstance(v, dict) for v in value):
            yield from _items(section, value, where, "")
        elif isinstance(value, list) and any(map(_holds_section, value)):
            yield from _groups(value, (*path, word), where, depth + 1)
        elif isinstance(value, dict):
            yield from _object(value, (*path, word), where, depth + 1)
        else:
            yield Fact((*path, word), where, value)


def _holds_section(item: Any) -> bool:
    """Whether an object of a list holds a list of its own that is a section: the activities of a phase."""
    return isinstance(item, dict) and any(_section_in(name, value) for name, value in item.items())


def _section_in(name: str, value: Any) -> str:
    section = words.table("sections").get(key(spaced(name)), "")
    listed = isinstance(value, list) and any(isinstance(v, dict) for v in value)
    return section if listed and section in sections() else ""


def _groups(listed: list[Any], path: tuple[str, ...], place: str, depth: int) -> Iterator[Node]:
    """Items by group, in the order of the groups; a group's own name is the phase of its steps."""
    numbered = [(i, v) for i, v in enumerate(listed) if isinstance(v, dict)]
    for index, item in sorted(numbered, key=lambda pair: _position(pair[1])):
        where = child(place, index)
        if reason := _reason(item, where):
            yield reason
            continue
        rest = {}
        for name, value in item.items():
            if section := _section_in(name, value):
                yield from _items(section, value, child(where, name), _title(item))
            else:
                rest[name] = value
        yield from _object(rest, path, where, depth)


def _items(section: str, listed: list[Any], place: str, phase: str) -> Iterator[Node]:
    numbered = [(i, v) for i, v in enumerate(listed) if isinstance(v, dict)]
    for index, item in sorted(numbered, key=lambda pair: _position(pair[1])):
        where = child(place, index)
        reason = _reason(item, where)
        if reason:
            yield reason
            continue
        inner = _nested(section, item)
        if inner:
            yield from _items(section, item[inner], child(where, inner), _title(item))
        else:
            yield Found(section, where, item, phase)


def _position(item: dict[str, Any]) -> float:
    for name, value in item.items():
        if (
            key(spaced(name)) in said("order")
            and isinstance(value, int | float)
            and not isinstance(value, bool)
        ):
            return float(value)
    return 0.0


def _reason(item: dict[str, Any], where: str) -> LeftOut | None:
    """Whether an object says of itself that it is deleted, archived or internal."""
    for name, value in item.items():
        word = key(spaced(name))
        if word in said("gone") and value not in (None, False, "", 0, "false"):
            shelved = "archived" in word
            at, why = (where, "archived") if shelved else (child(where, name), "deleted")
            return LeftOut(where, at, item, why)
        inside = words.is_internal(key(value)) if isinstance(value, str) else value is True
        if word in said("visibility") and inside:
            return LeftOut(where, child(where, name), item, "internal")
    return None


def _nested(section: str, item: dict[str, Any]) -> str:
    """The key of a list of the same section inside an item: the actions of a milestone."""
    for name, value in item.items():
        if isinstance(value, list) and words.table("sections").get(key(spaced(name))) == section:
            return name
    return ""


def _title(item: dict[str, Any]) -> str:
    """What an object is called: "name", or a longer key that ends so ("phaseName")."""
    said = [(key(spaced(k)).split(" ")[-1], v) for k, v in item.items() if isinstance(v, str)]
    return next((v for word, v in said if word in ("title", "name")), "")
