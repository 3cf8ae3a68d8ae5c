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


def finish_step(draft: Draft, item: dict[str, Any], pointer: str, *, guess_kind: bool, starts: bool) -> None:
    """Give a lone owner a side and, where the file has no kinds, the step its kind by its words.

    `starts`: the file gives starts, so a step without one is a point in time.
    """
    owner = None if draft.foreign else item.pop("owner", None)
    if owner:
        _place_owner(draft, item, str(owner), pointer)
    if guess_kind and (kind := kind_of(item, starts=starts)):
        item["kind"] = kind


def _place_owner(draft: Draft, item: dict[str, Any], owner: str, pointer: str) -> None:
    side = side_of(draft, owner)
    name = "owner_customer" if side in (None, Party.CUSTOMER) else "owner_vendor"
    if item.get(name):
        name = "owner_vendor" if name == "owner_customer" else "owner_customer"
    item.setdefault(name, owner)
    if side is None:
        message = f"{owner} is not among the people; shown as the customer's"
        advice, where = "Add them to the people, with their side", f"{pointer}/{name}"
        draft.tell("RD111", Level.WARNING, message, advice, pointer=where)


def kind_of(item: Mapping[str, Any], *, starts: bool) -> Kind | None:
    """What a step on a single day is by the words of its title, or None for a task."""
    start, due = item.get("start"), item.get("due")
    if start and start != due:
        return None
    title = words.key(str(item.get("title", "")))
    found = (k for word, k, sure in _patterns() if (sure or starts) and word.search(title))
    return next(found, None)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Kind, bool], ...]:
    """Words, kind, and whether they say it without more: "committee approval" is an approval first."""
    return (
        (_any_of("approval"), Kind.APPROVAL, True),
        (_any_of("decision"), Kind.DECISION, True),
        (_any_of("milestone"), Kind.MILESTONE, True),
        (_any_of("meeting"), Kind.MEETING, True),
        (_any_of("review"), Kind.MILESTONE, False),
    )


def _any_of(event: str) -> re.Pattern[str]:
    """The event's words; German ones also as the end of a compound ("Vertragsunterzeichnung")."""
    german = {words.key(w) for w in words.raw()["de"]["events"].get(event, ())}
    listed = [w for w, meaning in words.table("events").items() if meaning == event]
    parts = (re.escape(w) if w in german else rf"\b{re.escape(w)}" for w in listed)
    return re.compile(rf"(?:{'|'.join(parts)})\b")
