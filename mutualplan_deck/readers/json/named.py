"""Headings of another tool's JSON that call a side by its name: {"whatAcmeNeeds": […]}."""

from __future__ import annotations

from typing import Any

from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.headings import section_of
from mutualplan_deck.readers.json.lists import (
    MAX_DEPTH,
    Entries,
    Renamed,
    child,
    has_objects,
    said,
    title_of,
)
from mutualplan_deck.readers.words import Names, key, spaced


def by_sides(value: Any, names: Names, depth: int = 0) -> Any:
    """The same file with such keys, and titles of objects that list others, as the section they name."""
    if depth > MAX_DEPTH or names == Names():
        return value
    if isinstance(value, list):
        made = [by_sides(one, names, depth + 1) for one in value]
        if not isinstance(value, Entries):
            return made
        listed = Entries(made)
        listed.names, listed.kind = value.names, value.kind
        return listed
    if not isinstance(value, dict):
        return value
    lists = any(map(has_objects, value.values()))
    title = title_of(value) if lists else None
    found: dict[str, Any] = {}
    for name, member in value.items():
        holds = isinstance(member, dict) or has_objects(member)
        section = _named(name, names) if holds else ""
        heads = member == title or key(spaced(name)) in said("sort")
        told = _named(member, names) if lists and heads and isinstance(member, str) else ""
        called = Renamed(section, child("", name)) if section and section not in value else name
        found[called] = told or by_sides(member, names, depth + 1)
    return found


def _named(text: str, names: Names) -> str:
    """The section that a heading names in words for the sides, and not without them; or ""."""
    said = spaced(text)
    found = section_of(names.plain(said)) if not section_of(said) else ""
    return found if found in sections() else ""
