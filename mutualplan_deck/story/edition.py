"""Editions: what may be told to whom, decided before a word is written (DESIGN law 3).

A shared edition is built from an allow-list: the fields of the format that are not marked internal, and
the steps that are shared. Nothing downstream ever holds the rest.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from mutualplan_deck.plan.model import Plan, is_internal


def shared_part(plan: Plan) -> Plan:
    """The plan as both sides may know it; what is left out takes its default."""
    kept = _allowed(plan)
    steps = [step for step in kept["steps"] if step.shared]
    told = {step.id for step in steps}
    # A link to a step that is not shared would give its id away.
    kept["steps"] = tuple(s.model_copy(update={"after": _among(s.after, told)}) for s in steps)
    return Plan.model_construct(**kept)


def _among(ids: tuple[str, ...], told: set[str]) -> tuple[str, ...]:
    return tuple(i for i in ids if i in told)


def _allowed(part: BaseModel) -> dict[str, Any]:
    fields = type(part).model_fields
    return {name: _shared(getattr(part, name)) for name in fields if not is_internal(type(part), name)}


def _shared(value: Any) -> Any:
    if isinstance(value, BaseModel):
        # Fields left out take their defaults: empty, never the author's.
        return type(value).model_construct(**_allowed(value))
    if isinstance(value, tuple):
        return tuple(_shared(item) for item in value)
    return value
