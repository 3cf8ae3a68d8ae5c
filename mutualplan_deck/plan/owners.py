"""Who an owner text names: people of the plan, or words that name nobody yet."""

from __future__ import annotations

from mutualplan_deck.plan.model import Plan
from mutualplan_deck.regex import regex

_BETWEEN = regex(r"\s*(?:;|,|&|\+|/|\n|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*")


def names(plan: Plan, owner: str) -> tuple[str, ...]:
    """The names an owner text stands for, by the plan's people where it can be told; `()` if empty.

    A text that is a person's id or name is never split, so "Research & Development" stays whole
    unless each of its parts is somebody.
    """
    if not owner:
        return ()
    whole = plan.person(owner)
    if whole:
        return (whole.name or whole.title,)
    parts = [p for p in _BETWEEN.split(owner) if p]
    people = [plan.person(p) for p in parts]
    if len(parts) > 1 and (all(people) or ";" in owner):
        return tuple((p.name or p.title) if p else text for p, text in zip(people, parts, strict=True))
    return (owner,)
