"""How long a step takes, in working days, and whether anybody said so."""

from __future__ import annotations

from mutualplan_deck.plan.model import Step
from mutualplan_deck.plan.workdays import Workdays


def working_days(step: Step, calendar: Workdays) -> int:
    """The step's `days`, else the working days from its start to its due date, else one."""
    if step.days is not None:
        return step.days
    return calendar.span(step.start, step.due) if _dated(step) and step.start and step.due else 1


def duration_known(step: Step) -> bool:
    """Whether the plan says how long the step takes; an event takes a day unless it says otherwise."""
    return step.days is not None or step.event or _dated(step)


def _dated(step: Step) -> bool:
    return step.start is not None and step.due is not None and step.start <= step.due
