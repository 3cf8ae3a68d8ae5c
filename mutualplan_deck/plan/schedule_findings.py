"""What the working back has to tell: links that can't hold, and days that are past already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mutualplan_deck.findings import Audience, Finding, Level
from mutualplan_deck.plan.model import Plan, Status, Step
from mutualplan_deck.plan.workdays import Workdays

if TYPE_CHECKING:
    from mutualplan_deck.plan.schedule import Schedule

SUCCESS, LINKS, LATEST, LENGTH, CALENDAR = "MP120", "MP121", "MP122", "MP138", "MP139"
_MOST_NAMED = 6
_ASKED = {
    SUCCESS: "What day does the result have to be there, and what happens then?",
    LINKS: "What must come first?",
    LATEST: "What gives?",
    LENGTH: "How many working days did this take the last time?",
    CALENDAR: "Which days does nobody work?",
}


def schedule_findings(
    plan: Plan, schedule: Schedule, calendar: Workdays, today: dt.date, unknown_country: str
) -> tuple[Finding, ...]:
    """Everything the schedule found, in the order of the plan; `unknown_country` is empty or a name."""
    return (
        *_success_date(plan, today),
        *_unknown_country(unknown_country),
        *_circles(plan, schedule),
        *_links(plan),
        *_order(plan),
        *_past(plan, schedule, today),
        *_off_days(plan, calendar),
        *_assumed(plan, schedule),
    )


def _success_date(plan: Plan, today: dt.date) -> Iterator[Finding]:
    success = plan.success.date
    if success is None:
        message = "The plan has no success date, so there is nothing to work back from."
        advice = "Ask for the day the customer needs the result; it gives every other date its reason."
    elif success < today and any(s.open for s in plan.steps):
        message = f"The success date, {success.isoformat()}, is past and steps are still open."
        advice = "Agree the new date with the customer, or close the steps that no longer matter."
    else:
        return
    yield Finding(SUCCESS, Level.ERROR, message, advice, pointer="/success/date", question=_ASKED[SUCCESS])


def _unknown_country(country: str) -> Iterator[Finding]:
    if country:
        message = f"“{country}” is no country or region whose holidays are known; none were counted."
        advice = "Write a code such as GB, DE or DE-BY, or list the days under holidays."
        yield Finding(
            CALENDAR,
            Level.WARNING,
            message,
            advice,
            pointer="/calendar/country",
            question=_ASKED[CALENDAR],
        )


def _circles(plan: Plan, schedule: Schedule) -> Iterator[Finding]:
    steps = {s.id: (n, s) for n, s in reversed(tuple(enumerate(plan.steps)))}
    for circle in schedule.cycles:
        chain = ", ".join(f"{_name(steps[i][1])} ({i})" for i in circle[:_MOST_NAMED])
        chain += f" and {len(circle) - _MOST_NAMED} more" if len(circle) > _MOST_NAMED else ""
        waits = "waits for itself" if len(circle) == 1 else "wait for each other, so none can start"
        advice = "Decide which comes first and take one link out; until then they have no latest dates."
        hidden = next((steps[i][1] for i in circle if not steps[i][1].shared), steps[circle[0]][1])
        yield _about(hidden, steps[circle[0]][0], "after", LINKS, f"{chain}: {waits}.", advice)


def _links(plan: Plan) -> Iterator[Finding]:
    known: set[str] = set()
    ids = {s.id for s in plan.steps}
    for n, step in enumerate(plan.steps):
        if step.id in known:
            message = f"Two steps have the id “{step.id}”; only the first is worked back."
            yield _about(step, n, "id", LINKS, message, "Give each step its own id.")
        known.add(step.id)
        for missing in (i for i in step.after if i not in ids):
            message = f"{_name(step)} comes after “{missing}”, and no step has that id."
            yield _about(step, n, "after", LINKS, message, "Name a step of the plan, or take the link out.")


def _order(plan: Plan) -> Iterator[Finding]:
    steps = {s.id: s for s in reversed(plan.steps)}
    for n, step in enumerate(plan.steps):
        for first in (steps[i] for i in step.after if step.open and i in steps):
            if first.open and step.due and first.due and step.due < first.due:
                message = (
                    f"{_name(step)} is due on {step.due.isoformat()}, before {_name(first)}, "
                    f"which must come first and is due on {first.due.isoformat()}."
                )
                who = step if first.shared else first
                yield _about(
                    who, n, "due", LINKS, message, "Move one of the two dates, or take the link out."
                )


def _past(plan: Plan, schedule: Schedule, today: dt.date) -> Iterator[Finding]:
    if plan.success.date is None or plan.success.date < today:
        return
    for n, step in enumerate(plan.steps):
        worked = schedule.steps.get(step.id) if step.open else None
        if worked is None or worked.latest_finish is None:
            continue
        started = _started(step, today)
        latest = worked.latest_finish if started else worked.latest_start
        if latest is None or latest < today:
            day = f"by {latest.isoformat()}" if latest else "longer ago than any calendar goes"
            verb = "end" if started else "start"
            message = f"{_name(step)} would have had to {verb} {day} to reach the success date."
            advice = (
                "Agree what gives: less time for a later step, two steps at once, or a later success date."
            )
            yield _about(step, n, "due", LATEST, message, advice)


def _started(step: Step, today: dt.date) -> bool:
    """Whether work has begun: the status says so, or a troubled step's start has come."""
    troubled = step.status in (Status.AT_RISK, Status.BLOCKED)
    return step.status is Status.IN_PROGRESS or (troubled and step.start is not None and step.start <= today)


def _off_days(plan: Plan, calendar: Workdays) -> Iterator[Finding]:
    for n, step in enumerate(plan.steps):
        if step.open and step.due and not calendar.works(step.due):
            kind = "a holiday" if calendar.holiday(step.due) else "a day off"
            message = f"{_name(step)} is due on {step.due.isoformat()}, {kind}."
            advice = "Name the working day before, so that nobody wonders which was meant."
            yield _about(step, n, "due", LATEST, message, advice, Level.HINT)


def _assumed(plan: Plan, schedule: Schedule) -> Iterator[Finding]:
    for n, step in enumerate(plan.steps):
        worked = schedule.steps.get(step.id) if step.open else None
        if worked and worked.assumed:
            message = f"{_name(step)} has no duration; the working back gives it one working day."
            advice = "Ask its owner how many working days it took the last time."
            yield _about(step, n, "days", LENGTH, message, advice, Level.HINT)


def _about(
    step: Step, n: int, field: str, code: str, message: str, advice: str, level: Level = Level.ERROR
) -> Finding:
    """A finding on the n-th step; one on a step that is not shared is the vendor's own."""
    audience = Audience.SHARED if step.shared else Audience.INTERNAL
    return Finding(
        code, level, message, advice, pointer=f"/steps/{n}/{field}", question=_ASKED[code], audience=audience
    )


def _name(step: Step) -> str:
    """How a message names a step."""
    return f"“{step.short or step.title or step.id}”"
