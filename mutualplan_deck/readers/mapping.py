"""A person's own words for columns, statuses, people and owners, in the `mutualplan.toml` beside a plan.

[columns]
"Milestone owner (us)" = "steps.owner_vendor"   # "internal" keeps a column to yourselves
[status]
"Parked" = "blocked"
[owners]
"The PMO" = "Ann Lee"                           # or "customer", "vendor", "both", "nobody"
[people]
"Bo Ray" = "vendor"

An entry that can't be meant is refused alone, with its path and what there is to choose from.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from mutualplan_deck.findings import Finding
from mutualplan_deck.near_names import near_name
from mutualplan_deck.plan.model import Party, Status
from mutualplan_deck.readers import form, words
from mutualplan_deck.readers.beside import NAME, read_toml, told
from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.words import key, spaced

__all__ = ["NAME", "Mapped", "quoted", "read_mapping"]

INTERNAL = "internal"
NOBODY = "nobody"
_TABLES = ("checks", "columns", "owners", "people", "status")
_MOST = 24


class Mapped(msgspec.Struct, frozen=True):
    """What a person says their words mean. Keys are compared without case, accents or punctuation."""

    columns: tuple[tuple[str, str], ...] = ()
    status: Mapping[str, str] = {}
    owners: Mapping[str, str] = {}
    people: Mapping[str, str] = {}


def read_mapping(folder: Path) -> tuple[Mapped, tuple[Finding, ...]]:
    """The mapping of a folder; empty where there is none. What is wrong in it is told and not used."""
    given, unread = read_toml(folder)
    refused: list[Finding] = list(unread)
    for name in given:
        if name not in _TABLES:
            refused.append(_refused(f"{name} is no setting", _choice(name, _TABLES)))
    columns = _entries(given, "columns", _field, refused)
    status = _entries(given, "status", _one_of(tuple(Status)), refused)
    people = _entries(given, "people", _one_of(tuple(Party)), refused)
    owners = _entries(given, "owners", lambda _: "", refused)
    said = ((way, path) for text, path in columns.items() for way in _ways(text))
    mapped = Mapped(tuple(said), _by_key(status), _by_key(owners), _by_key(people))
    return mapped, tuple(refused)


def quoted(text: str) -> str:
    """A text as a key or value of TOML."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _entries(
    given: Mapping[str, Any], table: str, wrong: Callable[[str], str], refused: list[Finding]
) -> dict[str, str]:
    """The entries of a table that can be used; `wrong` says why one can't be, or ""."""
    listed = given.get(table, {})
    if not isinstance(listed, dict):
        refused.append(_refused(f"{table} is no table", f'write [{table}] and lines like "word" = "…"'))
        return {}
    found: dict[str, str] = {}
    for text, value in listed.items():
        where = f'{table}."{text}"'
        if not isinstance(value, str):
            refused.append(_refused(f"{where}: {value!r} is no text", 'write it in quotes, "…"'))
        elif why := wrong(value):
            refused.append(_refused(f"{where}: {why}"))
        else:
            found[text] = value
    return found


def _refused(message: str, choice: str = "") -> Finding:
    return told("; ".join(part for part in (message, choice) if part))


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    return lambda value: "" if value in choices else f"“{value}” is none; {_choice(value, choices)}"


def _field(path: str) -> str:
    """Why a path is no field of a plan; "" if it is one."""
    if path in _paths() or path == INTERNAL:
        return ""
    section = path.partition(".")[0]
    inside = tuple(p for p in _paths() if p.startswith(f"{section}."))
    return f"“{path}” is no field; {_choice(path, inside or (INTERNAL, *_paths()))}"


@cache
def _paths() -> tuple[str, ...]:
    """Every field that a column or a label may hold: `steps.owner`, `success.date`."""
    columns = (f"{section}.{name}" for section in sections() for name in _columns(section))
    return tuple(dict.fromkeys((*columns, *(row.path for row in form.plan_rows()))))


def _columns(section: str) -> Iterator[str]:
    yield from form.item_fields(section)
    yield from form.composed(section)


def _choice(given: str, choices: tuple[str, ...]) -> str:
    near = near_name(given, choices)
    listed = ", ".join(choices[:_MOST]) + (", …" if len(choices) > _MOST else "")
    return f"did you mean {near}? There is: {listed}" if near else f"there is: {listed}"


def _ways(text: str) -> Iterator[str]:
    """A header as it is looked up; a key of JSON also in words."""
    yield from dict.fromkeys((key(text), key(spaced(text)), key(words.in_words(text))))


def _by_key(found: Mapping[str, str]) -> dict[str, str]:
    """By key, and signs that have none as they are."""
    return {way: value for text, value in found.items() for way in (text.strip(), key(text)) if way}
