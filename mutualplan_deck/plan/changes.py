"""What changed between two versions of a plan, item by item (method: "What changed").

Items are known by their ids. Days moved are working days of the newer plan's calendar, later ones positive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

import msgspec

from mutualplan_deck.plan.model import Confirmation, Plan, Status
from mutualplan_deck.plan.workdays import Workdays, of_plan

Kind = Literal[
    "done",
    "moved",
    "added",
    "cancelled",
    "removed",
    "owner",
    "figure",
    "joined",
    "left",
    "confirmed",
    "status",
]
FIGURES: dict[str, tuple[str, ...]] = {
    "issues": ("baseline", "target"),
    "problems": ("annual_cost", "share"),
    "outcomes": ("annual_value", "low", "high"),
    "investment": ("one_time", "annual"),
}
_CONFIRMED = ("issues", "problems", "capabilities", "outcomes")


class Change(msgspec.Struct, frozen=True):
    """One thing that changed. `pointer` is the item's key (`steps/s07`), `name` what people call it.

    `days` are working days for a date that moved; `before` and `after` are ISO dates, numbers or names.
    """

    kind: Kind
    pointer: str
    name: str
    field: str = ""
    before: str = ""
    after: str = ""
    days: int = 0


def changes(old: Plan, new: Plan, today: dt.date) -> tuple[Change, ...]:
    """Everything that changed, key dates first, then steps, figures, people and confirmations."""
    calendar, _ = of_plan(new, today)
    found = (
        _key_dates(old, new, calendar),
        _steps(old, new, calendar),
        _figures(old, new),
        _people(old, new),
        _confirmations(old, new),
    )
    return tuple(change for part in found for change in part)


def _key_dates(old: Plan, new: Plan, calendar: Workdays) -> Iterator[Change]:
    dates = (
        ("success", "Success date", "date", old.success, new.success),
        ("plan", "Signature date", "signature_date", old, new),
    )
    for key, name, field, before, after in dates:
        yield from _date(key, name, field, getattr(before, field), getattr(after, field), calendar)


def _date(
    key: str, name: str, field: str, before: dt.date | None, after: dt.date | None, calendar: Workdays
) -> Iterator[Change]:
    if before == after:
        return
    days = calendar.between(before, after) if before and after else 0
    yield Change("moved", key, name, field, _iso(before), _iso(after), days)


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _pairs(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Items of both by id, in the newer one's order; None on the side that lacks one."""
    before, after = {i.id: i for i in old}, {i.id: i for i in new}
    yield from ((before.get(key), item) for key, item in after.items())
    yield from ((item, None) for key, item in before.items() if key not in after)


def _steps(old: Plan, new: Plan, calendar: Workdays) -> Iterator[Change]:
    for before, after in _pairs(old.steps, new.steps):
        if before is None or after is None:
            yield _came_or_went("steps", before, after, "added", "removed")
        else:
            yield from _step(before, after, calendar)


def _came_or_went(section: str, before: Any, after: Any, came: Kind, went: Kind) -> Change:
    item = after or before
    return Change(came if after else went, f"{section}/{item.id}", _name(item))


def _step(before: Any, after: Any, calendar: Workdays) -> Iterator[Change]:
    key, name = f"steps/{after.id}", _name(after)
    if before.status is not after.status:
        kinds: dict[Status, Kind] = {Status.DONE: "done", Status.CANCELLED: "cancelled"}
        kind = kinds.get(after.status, "status")
        yield Change(kind, key, name, "status", before.status.value, after.status.value)
    yield from _date(key, name, "due", before.due, after.due, calendar)
    for field in ("owner_customer", "owner_vendor"):
        if (was := getattr(before, field)) != (now := getattr(after, field)):
            yield Change("owner", key, name, field, _owners(was), _owners(now))


def _owners(value: Any) -> str:
    return value if isinstance(value, str) else ", ".join(map(str, value or ()))


def _name(item: Any) -> str:
    """What people call an item: its title, name or statement, else its id."""
    for field in ("title", "name", "statement"):
        if field in type(item).model_fields and getattr(item, field):
            return str(getattr(item, "short", "") or getattr(item, field))
    return str(item.id)


def _figures(old: Plan, new: Plan) -> Iterator[Change]:
    for section in ("issues", "problems", "outcomes"):
        for before, after in _pairs(getattr(old, section), getattr(new, section)):
            if before is None or after is None:
                yield _came_or_went(section, before, after, "added", "removed")
            else:
                yield from _numbers(f"{section}/{after.id}", _name(after), before, after, FIGURES[section])
    yield from _numbers("investment", "Investment", old.investment, new.investment, FIGURES["investment"])


def _numbers(key: str, name: str, before: Any, after: Any, fields: Sequence[str]) -> Iterator[Change]:
    for field in fields:
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            yield Change("figure", key, name, field, _number(was), _number(now))


def _number(value: Any) -> str:
    return "" if value is None else f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def _people(old: Plan, new: Plan) -> Iterator[Change]:
    for before, after in _pairs(old.people, new.people):
        if before is None or after is None:
            yield _came_or_went("people", before, after, "joined", "left")


def _confirmations(old: Plan, new: Plan) -> Iterator[Change]:
    yield from _confirmed("confirmed", "The plan", old.confirmed, new.confirmed)
    for section in _CONFIRMED:
        for before, after in _pairs(getattr(old, section), getattr(new, section)):
            if after is not None:
                was = before.confirmed if before else Confirmation()
                yield from _confirmed(f"{section}/{after.id}", _name(after), was, after.confirmed)


def _confirmed(key: str, name: str, before: Any, after: Any) -> Iterator[Change]:
    said: Callable[[Any], str] = lambda c: " ".join(filter(None, (c.by, _iso(c.on)))) if c else ""  # noqa: E731
    if said(before) != said(after):
        yield Change("confirmed", key, name, "confirmed", said(before), said(after))
