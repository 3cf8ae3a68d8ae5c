"""What a step's row leaves open: whose the owner is, and what kind of step its words say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Kind, Party
from mutualplan_deck.readers import words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.people import side_of


def finish_step(draft: Draft, item: dict[str, Any], pointer: str, *, guess_kind: bool) -> None:
    """Give a lone owner a side and, where the file has no kinds, the step its kind by its words."""
    owner = item.pop("owner", None)
    if owner:
        _place_owner(draft, item, str(owner), pointer)
    if guess_kind and (kind := kind_of(item)):
        item["kind"] = kind


def _place_owner(draft: Draft, item: dict[str, Any], owner: str, pointer: str) -> None:
    side = side_of(draft, owner)
    name = "owner_customer" if side in (None, Party.CUSTOMER) else "owner_vendor"
    if item.get(name):
        name = "owner_vendor" if name == "owner_customer" else "owner_customer"
    item.setdefault(name, owner)
    if side is None:
        message = f"{owner} is not among the people; shown as the customer's"
        draft.tell("RD111", Level.WARNING, message, "Add them to the people, with their side", pointer=f"{pointer}/{name}")


def kind_of(item: Mapping[str, Any]) -> Kind | None:
    """What a step on a single day is by the words of its title, or None for a task."""
    start, due = item.get("start"), item.get("due")
    if start and start != due:
        return None
    found = [kind for pattern, kind in _patterns() if pattern.search(words.key(str(item.get("title", ""))))]
    return found[0] if found else None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Kind], ...]:
    """Approvals before decisions before milestones: "committee approval" is an approval."""
    ordered = (Kind.APPROVAL, Kind.DECISION, Kind.MILESTONE)
    meaning = words.table("events")
    return tuple((_any_of([w for w, m in meaning.items() if m == k.value]), k) for k in ordered)


def _any_of(listed: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b")
