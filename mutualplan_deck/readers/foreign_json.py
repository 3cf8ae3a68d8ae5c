"""A plan out of another tool's JSON: facts and sections found by what their keys say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from mutualplan_deck.findings import Level
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.finish import finish
from mutualplan_deck.readers.headings import label_of
from mutualplan_deck.readers.json_items import Items
from mutualplan_deck.readers.json_text import moment, plain, zone_of
from mutualplan_deck.readers.json_tree import Fact, Found, LeftOut, walk
from mutualplan_deck.readers.mapping import read_mapping
from mutualplan_deck.readers.pairs import MEETING, put
from mutualplan_deck.readers.reading import Reading
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import Habits, shown
from mutualplan_deck.readers.words import Names, key

_GUIDE = 'Write it as {"customer": {"name": "…"}}.'
_ORDER = ("people", "issues", "problems", "capabilities", "outcomes", "risks", "meetings", "steps")


def read_foreign(data: dict[str, Any], path: Path) -> Reading | None:
    """The plan in an object of another tool; None if nothing in it is a plan's.

    NotAPlanError: there is a plan, and no customer is named.
    """
    nodes = list(walk(data))
    facts = [n for n in nodes if isinstance(n, Fact)]
    labels = {f.place: label for f in facts if (label := _label(f))}
    items = [n for n in nodes if isinstance(n, Found)]
    if not items and "customer.name" not in labels.values():
        return None
    mapped, refused = read_mapping(path.parent)
    draft = Draft(path, _GUIDE, mapped=mapped, aliases=dict(mapped.owners), findings=list(refused))
    zone = zone_of(_value_of(facts, labels, "time_zone"))
    draft.habits = replace(
        Habits.of(str(_value_of(facts, labels, "locale") or "")), statuses=draft.mapped.status
    )
    _read_facts(draft, facts, labels, zone)
    _read_items(draft, items, zone)
    _leave_out(draft, [n for n in nodes if isinstance(n, LeftOut)])
    return finish(draft)


def _label(fact: Fact) -> str:
    """The path in the plan that a fact's keys name, longest reading first."""
    for start in range(max(0, len(fact.path) - 3), len(fact.path)):
        text = " ".join(fact.path[start:])
        for candidate in (text, *_shorter(text)):
            if label := label_of(candidate, Names()):
                return "" if label == MEETING else label
    return ""


def _shorter(text: str) -> Iterator[str]:
    head, _, last = text.rpartition(" ")
    if last in ("at", "on", "date"):
        yield head


def _value_of(facts: list[Fact], labels: dict[str, str], label: str) -> Any:
    return next((f.value for f in facts if labels.get(f.place) == label), None)


def _read_facts(draft: Draft, facts: list[Fact], labels: dict[str, str], zone: dt.tzinfo | None) -> None:
    unknown: list[str] = []
    for fact in facts:
        label = labels.get(fact.place)
        if label and fact.value not in (None, ""):
            time = moment(fact.value, zone)
            put(draft, label, time.day if time else plain(fact.value), fact.place, " ".join(fact.path))
        elif not label and fact.value not in (None, "", [], False):
            draft.keep_internal(fact.place, fact.value)
            draft.leave_out(Why.UNKNOWN, fact.place.rpartition("/")[2], fact.place)
            unknown.append(fact.place)
    if unknown:
        listed = ", ".join(p.rpartition("/")[2] for p in unknown[:8]) + (", …" if len(unknown) > 8 else "")
        message = f"{len(unknown)} values that are not part of a plan are kept as internal: {listed}"
        draft.tell("RD103", Level.HINT, message, place=unknown[0], internal=True)


def _read_items(draft: Draft, found: list[Found], zone: dt.tzinfo | None) -> None:
    customer, vendor = (tuple(_key_of(draft, side)) for side in ("customer", "vendor"))
    names = Names(customer, vendor, draft.mapped.columns)
    reader = Items(draft, names, zone)
    for item in sorted(found, key=lambda f: _ORDER.index(f.section)):
        reader.read(item)
    reader.tell_unknown()


def _key_of(draft: Draft, side: str) -> Iterator[str]:
    name = draft.data.get(side, {}).get("name")
    if name:
        yield key(name)


def _leave_out(draft: Draft, nodes: list[LeftOut]) -> None:
    for node in nodes:
        draft.keep_internal(node.place, node.value)
        if node.value in (None, "", [], {}):
            continue
        title = node.value.get("title") if isinstance(node.value, dict) else None
        what = f"“{shown(title)}”" if title else node.place.rpartition("/")[2]
        message = f"{what} is {node.why}; left out of the plan and kept as internal"
        draft.leave_out(
            Why.INTERNAL if node.why == "internal" else Why.ASIDE, f"{what}, {node.why}", node.place
        )
        draft.tell("RD112", Level.HINT, message, place=node.at, internal=True)
