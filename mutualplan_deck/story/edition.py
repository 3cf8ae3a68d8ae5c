"""Editions: what may be told to whom, decided before a word is written (DESIGN law 3).

A shared edition is built from an allow-list: the fields of the format that are not marked internal, and
the steps that are shared. Nothing downstream ever holds the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from mutualplan_deck.plan.model import Plan, Step, is_internal


def shared_part(plan: Plan) -> Plan:
    """The plan as both sides may know it; what is left out takes its default."""
    steps = [step for step in plan.steps if step.shared]
    told = {step.id for step in steps}
    linked = tuple(_linked(step, told) for step in steps)
    shared: Plan = _shared(plan.model_copy(update={"steps": linked}))
    return shared


def _linked(step: Step, told: set[str]) -> Step:
    """The step without links to steps that are not shared: they would give ids away."""
    after = tuple(i for i in step.after if i in told)
    return step if after == step.after else step.model_copy(update={"after": after})


def _shared(value: Any) -> Any:
    """A part without what is internal in it; the very same part where nothing is."""
    if isinstance(value, tuple):
        found = tuple(map(_shared, value))
        return value if all(a is b for a, b in zip(found, value, strict=True)) else found
    if not isinstance(value, BaseModel):
        return value
    changed = {name: new for name, old, new in _changes(value) if new is not old}
    return value.model_copy(update=changed) if changed else value


def _changes(part: BaseModel) -> Iterator[tuple[str, Any, Any]]:
    own, parts = _to_look_at(type(part))
    for name, default in own:
        if (said := getattr(part, name)) != default:
            yield name, said, default
    for name in parts:
        yield name, getattr(part, name), _shared(getattr(part, name))


@cache
def _to_look_at(model: type[BaseModel]) -> tuple[tuple[tuple[str, Any], ...], tuple[str, ...]]:
    """The internal fields of a part with their defaults, and its fields that hold parts with such fields."""
    fields = model.model_fields
    own = [(n, f.get_default(call_default_factory=True)) for n, f in fields.items() if is_internal(model, n)]
    rest = [name for name in fields if not is_internal(model, name)]
    return tuple(own), tuple(n for n in rest if any(map(_holds_internal, _models(fields[n].annotation))))


def _holds_internal(model: type[BaseModel]) -> bool:
    own, parts = _to_look_at(model)
    return bool(own or parts)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The parts of the format that an annotation mentions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
