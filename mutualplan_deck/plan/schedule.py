"""Working back from the success date: latest dates, slack, critical path (METHOD §1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from mutualplan_deck.findings import Finding
from mutualplan_deck.plan.model import Plan


@dataclass(frozen=True, slots=True)
class StepSchedule:
    """What would have to be true of one open step; None where it can't be known.

    `slack` counts working days between the step's own due date and its latest finish; negative when
    the due date is later than the success date allows.
    """

    latest_start: dt.date | None = None
    latest_finish: dt.date | None = None
    slack: int | None = None
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """The plan worked back. Nothing in it moves a date of the plan.

    `signature` is the id of the signature step; `slack` the working days between the planned and the
    latest safe signature (without a signature step: the least slack of any open step).
    """

    steps: Mapping[str, StepSchedule] = field(default_factory=dict)
    critical: tuple[str, ...] = ()
    signature: str = ""
    latest_signature: dt.date | None = None
    slack: int | None = None
    findings: tuple[Finding, ...] = ()


def work_back(plan: Plan, today: dt.date) -> Schedule:
    """The schedule of a plan as of `today`."""
    raise NotImplementedError
