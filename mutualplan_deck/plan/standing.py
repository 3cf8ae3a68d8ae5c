"""How a step stands on a given day: its status, and what the day makes of it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from mutualplan_deck.plan.model import Status, Step


class Standing(StrEnum):
    """A status as the slides show it (SPEC §4.2): the written one, or late."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    AT_RISK = "at_risk"
    LATE = "late"
    BLOCKED = "blocked"
    TO_CONFIRM = "to_confirm"
    CANCELLED = "cancelled"


_OVERDUE_COUNTS = {Status.NOT_STARTED, Status.IN_PROGRESS, Status.AT_RISK, Status.TO_CONFIRM}


def standing(step: Step, today: dt.date) -> Standing:
    """Late once an open step's due date has passed; otherwise what the plan says.

    A step nobody has dated and nobody owns is to confirm, whatever its status says.
    """
    if step.due and step.due < today and step.status in _OVERDUE_COUNTS:
        return Standing.LATE
    if step.status is Status.NOT_STARTED and not step.due and not (step.owner_customer or step.owner_vendor):
        return Standing.TO_CONFIRM
    return Standing(step.status.value)
