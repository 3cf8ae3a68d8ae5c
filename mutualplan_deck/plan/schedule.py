"""Working back from the success date: latest dates, slack, critical path (METHOD §1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from mutualplan_deck.findings import Finding
from mutualplan_deck.plan.durations import duration_known, working_days
from mutualplan_deck.plan.model import Plan, Status, Step
from mutualplan_deck.plan.network import Network, network, reachable
from mutualplan_deck.plan.schedule_findings import schedule_findings
from mutualplan_deck.plan.signature import planned_signature, signature_step
from mutualplan_deck.plan.workdays import Workdays, of_plan


class StepSchedule(Struct, frozen=True):
    """What would have to be true of one open step; None where it can't be known.

    `slack` counts working days between the step's own due date and its latest finish; negative when
    the due date is later than the success date allows. `days` are the working days the step is taken
    to need; `assumed` says that nobody gave them.
    """

    latest_start: dt.date | None = None
    latest_finish: dt.date | None = None
    slack: int | None = None
    critical: bool = False
    days: int = 1
    assumed: bool = False


class Schedule(Struct, frozen=True):
    """The plan worked back. Nothing in it moves a date of the plan.

    `signature` is the id of the signature step; `slack` the working days between the planned and the
    latest safe signature (without an open signature step: the least slack of any open step).
    `unsized` are the steps between signature and success without a duration: until they have one,
    nobody can say by when to sign. `beyond` are open steps that come after the success itself.
    """

    steps: Mapping[str, StepSchedule] = field(default_factory=dict)
    critical: tuple[str, ...] = ()
    signature: str = ""
    latest_signature: dt.date | None = None
    slack: int | None = None
    findings: tuple[Finding, ...] = ()
    unsized: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    cycles: tuple[tuple[str, ...], ...] = ()


def work_back(plan: Plan, today: dt.date) -> Schedule:
    """The schedule of a plan as of `today`.

    A step takes its `days`, else the working days from `start` to `due`, else one. It must end before
    the first day of every open step that waits for it, and by the success date. Steps that wait for
    each other in a circle are left out; so are steps that come after the success (see `beyond`).
    """
    calendar, unknown_country = of_plan(plan, today)
    net = network(plan)
    beyond = _beyond(plan, net)
    inside = tuple(i for i in net.order if i not in beyond)
    days = {i: working_days(net.steps[i], calendar) for i in inside}
    critical = _critical_path(net, days)
    steps = _steps(plan, net, calendar, days, frozenset(critical))
    worked = Schedule(steps, critical, beyond=tuple(i for i in net.steps if i in beyond), cycles=net.cycles)
    schedule = _with_signature(plan, net, calendar, worked)
    return replace(schedule, findings=schedule_findings(plan, schedule, calendar, today, unknown_country))


def _beyond(plan: Plan, net: Network) -> frozenset[str]:
    """Open steps that come after the success, which some other step brings.

    They are due after the success date in a plan that has a step due on it, and nothing that success
    waits for waits for them. Without such a step the last ones are simply too late.
    """
    success = plan.success.date
    if not any(success and s.due == success and s.status is not Status.CANCELLED for s in plan.steps):
        return frozenset()
    beyond: set[str] = set()
    for i in reversed(net.order):
        due = net.steps[i].due
        if due and success and due > success and all(after in beyond for after in net.after[i]):
            beyond.add(i)
    return frozenset(beyond)


def _steps(
    plan: Plan, net: Network, calendar: Workdays, days: Mapping[str, int], critical: frozenset[str]
) -> dict[str, StepSchedule]:
    """What would have to be true of each open step, in the order of the plan."""
    finish = _latest_finish(calendar.position(plan.success.date), net, days) if plan.success.date else {}
    return {
        i: replace(
            _dated(net.steps[i], finish.get(i), days.get(i, 1), calendar),
            critical=i in critical,
            assumed=not duration_known(net.steps[i]),
        )
        for i in net.steps
    }


def _latest_finish(success: int, net: Network, days: Mapping[str, int]) -> dict[str, int]:
    """The position of each step's last possible working day, from the end to the beginning."""
    finish: dict[str, int] = {}
    for i in reversed(tuple(days)):
        finish[i] = min(
            (finish[after] - days[after] for after in net.after[i] if after in days), default=success
        )
    return finish


def _dated(step: Step, finish: int | None, days: int, calendar: Workdays) -> StepSchedule:
    """Positions as days; a step of no length starts the day it ends."""
    if finish is None:
        return StepSchedule(days=days)
    slack = finish - calendar.position(step.due) if step.due else None
    start = calendar.day(finish - max(days, 1) + 1)
    return StepSchedule(start, calendar.day(finish), slack, days=days)


def _critical_path(net: Network, days: Mapping[str, int]) -> tuple[str, ...]:
    """The chain of open steps that takes longest, first step first; empty without any chain.

    Every chain must end by the success date, so the longest has the least room. Of equals, the one
    that ends last in the order of work: a step of no length at the end of a chain is part of it.
    """
    length: dict[str, int] = {}
    longest: dict[str, str] = {}
    for i, need in days.items():
        before = [p for p in net.before[i] if p in days]
        if before:
            longest[i] = max(before, key=length.__getitem__)
        length[i] = need + (length[longest[i]] if before else 0)
    last = max((i for i in reversed(tuple(days)) if i in longest), key=length.__getitem__, default=None)
    path = []
    while last is not None:
        path.append(last)
        last = longest.get(last)
    return tuple(reversed(path))


def _with_signature(plan: Plan, net: Network, calendar: Workdays, schedule: Schedule) -> Schedule:
    """By when to sign, and how many working days that leaves."""
    signature = signature_step(plan)
    if signature is None or not signature.open:
        return replace(schedule, signature=signature.id if signature else "", slack=_least_slack(schedule))
    after = reachable(net.after, signature.id) if signature.id in net.steps else frozenset()
    unsized = tuple(
        i for i in net.steps if i in after and schedule.steps[i].assumed and i not in schedule.beyond
    )
    latest = (
        schedule.steps[signature.id].latest_finish if after - {*schedule.beyond} and not unsized else None
    )
    planned = planned_signature(plan, signature)
    slack = calendar.between(planned, latest) if planned and latest else None
    return replace(schedule, signature=signature.id, latest_signature=latest, slack=slack, unsized=unsized)


def _least_slack(schedule: Schedule) -> int | None:
    return min((s.slack for s in schedule.steps.values() if s.slack is not None), default=None)
