"""A plan's secrets: the texts and numbers that are the vendor's own, and what each of them is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from pydantic import BaseModel

from mutualplan_deck.plan.model import Step, is_internal

if TYPE_CHECKING:
    from mutualplan_deck.plan.checks.settings import Settings
    from mutualplan_deck.plan.model import Plan

_NAMES = ("competitors", "other_customers")
_UNSHARED = ("title", "short", "ask", "done_means", "owner_customer", "owner_vendor", "phase")


class Secret(Struct, frozen=True):
    """A text that must not be read, what it is, and where it stands in the plan (a JSON pointer).

    A `name` (a competitor's, another customer's, a private word) is one however short and common it is.
    """

    text: str
    why: str
    pointer: str = ""
    code: str = "AU101"
    name: bool = False
    number: Decimal | None = None


def secrets_of(plan: Plan, settings: Settings) -> Iterator[Secret]:
    """Every secret: names first, so that what a text is called is the most exact there is."""
    for word in settings.private_words:
        yield Secret(word, "a word named as private", code="AU104", name=True)
    for key in _NAMES:
        why = f"from the internal list of {key.replace('_', ' ')}"
        for pointer, text in _leaves(plan.internal.get(key), f"/internal/{key}"):
            yield Secret(str(text), why, pointer, "AU104", name=True)
    yield from _fields(plan, "")
    yield from _unshared(plan)
    yield from _price(plan)
    for key, value in plan.internal.items():
        if key not in ("settings", *_NAMES):
            yield from _kept(key, value)


def _fields(part: BaseModel, pointer: str) -> Iterator[Secret]:
    """The fields of the format that are marked internal, wherever they are."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        where = f"{pointer}/{name}"
        if is_internal(type(part), name):
            if isinstance(value, str) and value:
                yield Secret(
                    value, f"the {name.replace('_', ' ')} of {_called(part)}, which is internal", where
                )
        elif isinstance(value, BaseModel):
            yield from _fields(value, where)
        elif isinstance(value, tuple):
            for n, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _fields(item, f"{where}/{n}")


def _called(part: BaseModel) -> str:
    names = (getattr(part, name, "") for name in ("name", "title", "statement", "id"))
    return next((f"“{name}”" for name in names if name), type(part).__name__.lower())


def _unshared(plan: Plan) -> Iterator[Secret]:
    for n, step in enumerate(plan.steps):
        if not step.shared:
            for name in _UNSHARED:
                if text := getattr(step, name):
                    yield Secret(text, _of_unshared(name, step), f"/steps/{n}/{name}", "AU102")


def _of_unshared(name: str, step: Step) -> str:
    return f"the {name.replace('_', ' ')} of step {step.id}, which is not shared"


def _price(plan: Plan) -> Iterator[Secret]:
    """A price that is not to be shown."""
    cost = plan.investment
    if cost and cost.hidden:
        for name, value in (("one_time", cost.one_time), ("annual", cost.annual)):
            if value:
                yield Secret("", "the price, which is hidden", f"/investment/{name}", number=value)


def _kept(key: str, value: Any) -> Iterator[Secret]:
    """What the vendor wrote for itself, or what the reader found hidden in the file."""
    pointer = f"/internal/{key}"
    yield Secret(key, "the name of something internal", pointer)
    for where, leaf in _leaves(value, pointer):
        why = f"from the vendor’s own part of the plan ({where})"
        if isinstance(leaf, str):
            yield Secret(leaf, why, where)
        else:
            yield Secret("", why, where, number=Decimal(str(leaf)))


def _leaves(value: Any, pointer: str) -> Iterator[tuple[str, str | int | float | Decimal]]:
    if isinstance(value, str):
        if value.strip():
            yield pointer, value.strip()
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{pointer}/{key}")
    elif isinstance(value, (list, tuple)):
        for n, inner in enumerate(value):
            yield from _leaves(inner, f"{pointer}/{n}")
    elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        yield pointer, value
