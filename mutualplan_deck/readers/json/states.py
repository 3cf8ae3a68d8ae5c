"""What the states of another tool's JSON mean: by a legend, by a list of codes, by what the others are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mutualplan_deck.plan.model import Status
from mutualplan_deck.readers.headings import column_of
from mutualplan_deck.readers.json.lists import child, lists_in, title_of
from mutualplan_deck.readers.json.nodes import Fact, Found
from mutualplan_deck.readers.statuses import Standing, standing
from mutualplan_deck.readers.words import Names, key, spaced

_LEAST = 2  # members of an object that says what a code means
_PENDING = frozenset(map(key, ("pending", "pendente", "pendiente", "en attente", "anstehend", "in attesa")))


def explained(facts: Iterable[Fact]) -> dict[str, str]:
    """What the tool's own states mean, where an object says it: {"LANDED": "Finished", "STUCK": …}."""
    by_object: dict[str, list[Fact]] = {}
    for fact in facts:
        by_object.setdefault(fact.place.rpartition("/")[0], []).append(fact)
    found: dict[str, str] = {}
    for members in by_object.values():
        read = {f.place.rpartition("/")[2]: standing(f.value) for f in members if isinstance(f.value, str)}
        known = {name: s.status.value for name, s in read.items() if s and _is_sure(s)}
        if len(known) > 1 and len(known) * 2 >= len(members):
            found |= known
    return found


def coded(data: dict[str, Any]) -> dict[str, str]:
    """What the codes of states mean, where a list says it: [{"code": 1, "label": "Open"}, …]."""
    found: dict[str, str] = {}
    for _, _, objects in lists_in(data):
        read: dict[str, str] = {}
        for one in objects:
            codes = [v for v in one.values() if type(v) in (int, str)]
            state = standing(title_of(one)) if title_of(one) and len(one) <= _LEAST + 1 else None
            if state and _is_sure(state) and len(codes) >= _LEAST:
                read[str(next(c for c in codes if c != title_of(one)))] = state.status.value
        found |= read if len(read) > 1 and len(read) * 2 >= len(objects) else {}
    return found


def not_begun(items: Sequence[Found], known: dict[str, str]) -> tuple[str, str] | None:
    """(state, place of the first) that must be the tool's word for what nobody has begun: "PENDING".

    It may mean more than that by itself. But others of the file's states are of what is done and of what is
    under way, and no other is of what is not begun.
    """
    said: dict[str, str] = {}
    for found in (found for found in items if found.section == "steps"):
        for name, value in found.item.items():
            if isinstance(value, str) and column_of("steps", spaced(name), Names()) == "status":
                said.setdefault(value, child(found.place, name))
    read = {word: standing(word, known) for word in said}
    sure = {s.status for s in read.values() if s and _is_sure(s)}
    open_ = [word for word, s in read.items() if s and s.doubt and key(spaced(word)) in _PENDING]
    whole = {Status.DONE, Status.IN_PROGRESS} <= sure and Status.NOT_STARTED not in sure
    return (open_[0], said[open_[0]]) if whole and len(open_) == 1 else None


def _is_sure(state: Standing) -> bool:
    return state.known and not state.doubt
