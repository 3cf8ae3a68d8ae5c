"""How a plan stands: the rating both sides see, and the vendor's own health by date (METHOD §4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from mutualplan_deck.plan.model import Plan, Status, Step, shared_steps
from mutualplan_deck.plan.schedule import Schedule

STALLED_DAYS = 7
STALE_DAYS = 21
LITTLE_SLACK = 5
_UNKNOWN_PART = 4  # one in four


class Word(StrEnum):
    """The rating on slide 1."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    TOO_EARLY = "too_early"


class Why(StrEnum):
    """What a rating rests on."""

    CRITICAL_LATE = "critical_late"
    NEGATIVE_SLACK = "negative_slack"
    OVERDUE = "overdue"
    BLOCKED = "blocked"
    AT_RISK = "at_risk"
    LITTLE_SLACK = "little_slack"
    INCOMPLETE = "incomplete"
    NO_SUCCESS_DATE = "no_success_date"


class Cause(Struct, frozen=True):
    """One reason for a rating: step ids, calendar days late, working days of slack (None: not about it)."""

    why: Why
    steps: tuple[str, ...] = ()
    days_late: int | None = None
    slack: int | None = None


class Rating(Struct, frozen=True):
    """The plan's rating, its causes worst first, and the working days of slack that remain."""

    word: Word
    causes: tuple[Cause, ...] = ()
    slack: int | None = None


class Health(StrEnum):
    """Health by date, for the vendor alone."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    STALLED = "stalled"
    STALE = "stale"


def rate(plan: Plan, schedule: Schedule, today: dt.date) -> Rating:
    """How the plan stands on `today`, by the steps both sides see.

    Late: slack is negative, or a critical step has passed its latest finish or is overdue by a week or
    more. Else too early to rate: no success date, no steps, or more than a quarter of them without a
    date or an owner. Else at risk: a step is overdue, blocked or at risk, or fewer than five working
    days of slack remain. A step overdue by days that its slack still covers puts a plan at risk only.
    """
    steps = tuple(shared_steps(plan))
    opened = sorted((s for s in steps if s.open), key=lambda s: _urgency(s, schedule))
    late = (*_negative(opened, schedule), *_critical(opened, schedule, today))
    risky = (*_overdue(opened, schedule, today), *_troubled(opened, schedule), *_little(schedule))
    early = tuple(_early(plan, steps))
    word = Word.LATE if late else Word.TOO_EARLY if early else Word.AT_RISK if risky else Word.ON_TRACK
    seen = {i for cause in late for i in cause.steps}
    rest = tuple(
        c for c in risky if not seen.intersection(c.steps) and not (late and c.why is Why.LITTLE_SLACK)
    )
    return Rating(word, (*late, *early, *rest), schedule.slack)


def health(plan: Plan, today: dt.date) -> Health:
    """Stale when nobody has updated the plan for three weeks, else by the step that is longest overdue."""
    if plan.as_of and (today - plan.as_of).days > STALE_DAYS:
        return Health.STALE
    worst = max((days_overdue(s, today) for s in plan.steps), default=0)
    if worst >= STALLED_DAYS:
        return Health.STALLED
    return Health.AT_RISK if worst else Health.ON_TRACK


def days_overdue(step: Step, today: dt.date) -> int:
    """Calendar days since an open step's due date; 0 if it has not passed, or there is none."""
    return max(0, (today - step.due).days) if step.open and step.due else 0


def _urgency(step: Step, schedule: Schedule) -> tuple[bool, int, dt.date]:
    """Critical first, then by slack, then by date."""
    worked = schedule.steps.get(step.id)
    slack = worked.slack if worked and worked.slack is not None else 10**6
    critical = worked is not None and worked.critical
    return not critical, slack, step.due or dt.date.max


def _slack(step: Step, schedule: Schedule) -> int | None:
    worked = schedule.steps.get(step.id)
    return worked.slack if worked else None


def _negative(steps: Sequence[Step], schedule: Schedule) -> Iterator[Cause]:
    """Dates that the success date does not allow."""
    if schedule.slack is not None and schedule.slack < 0:
        shared = tuple(s.id for s in steps if s.id == schedule.signature)
        yield Cause(Why.NEGATIVE_SLACK, shared, slack=schedule.slack)
        return
    below = [(s, slack) for s in steps if (slack := _slack(s, schedule)) is not None and slack < 0]
    if below:
        yield Cause(Why.NEGATIVE_SLACK, tuple(s.id for s, _ in below), slack=min(slack for _, slack in below))


def _critical(steps: Sequence[Step], schedule: Schedule, today: dt.date) -> Iterator[Cause]:
    """Critical steps that are too late for their slack, or stalled."""
    for step in steps:
        worked = schedule.steps.get(step.id)
        if worked is None or not worked.critical:
            continue
        missed = worked.latest_finish is not None and worked.latest_finish < today
        days = days_overdue(step, today)
        if missed or days >= STALLED_DAYS:
            yield Cause(Why.CRITICAL_LATE, (step.id,), days, worked.slack)


def _overdue(steps: Sequence[Step], schedule: Schedule, today: dt.date) -> Iterator[Cause]:
    for step in steps:
        if days := days_overdue(step, today):
            yield Cause(Why.OVERDUE, (step.id,), days, _slack(step, schedule))


def _troubled(steps: Sequence[Step], schedule: Schedule) -> Iterator[Cause]:
    """Steps that the plan itself calls blocked or at risk."""
    for status, why in ((Status.BLOCKED, Why.BLOCKED), (Status.AT_RISK, Why.AT_RISK)):
        for step in (s for s in steps if s.status is status):
            yield Cause(why, (step.id,), slack=_slack(step, schedule))


def _little(schedule: Schedule) -> Iterator[Cause]:
    """Little room before the latest safe signature; without one, nothing is said."""
    if schedule.latest_signature and schedule.slack is not None and 0 <= schedule.slack < LITTLE_SLACK:
        yield Cause(Why.LITTLE_SLACK, slack=schedule.slack)


def _early(plan: Plan, steps: Sequence[Step]) -> Iterator[Cause]:
    """What is missing before the plan can be rated at all."""
    if plan.success.date is None:
        yield Cause(Why.NO_SUCCESS_DATE)
    missing = tuple(s.id for s in steps if not s.due or not (s.owner_customer or s.owner_vendor))
    if not steps or len(missing) * _UNKNOWN_PART > len(steps):
        yield Cause(Why.INCOMPLETE, missing)
