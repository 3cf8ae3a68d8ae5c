"""What a good coach would ask of a plan, made computable (METHOD §3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mutualplan_deck.findings import Finding, worst_first
from mutualplan_deck.plan.business_case import BusinessCase, business_case
from mutualplan_deck.plan.checks.facts import Check, Facts, Found, History
from mutualplan_deck.plan.checks.settings import Settings, Thresholds, settings_of
from mutualplan_deck.plan.checks.table import CHECKS
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.plan.schedule import Schedule, work_back

__all__ = ["CHECKS", "Check", "History", "Settings", "Thresholds", "check", "settings_of"]

_DEFAULTS = Settings()


def check(
    plan: Plan,
    today: dt.date,
    *,
    schedule: Schedule | None = None,
    case: BusinessCase | None = None,
    settings: Settings = _DEFAULTS,
    history: History = (),
) -> tuple[Finding, ...]:
    """Everything the method has to ask of a plan on `today`, worst first.

    `history` holds older versions of the plan with their days, oldest first. What the schedule found is
    among the findings, so `schedule.findings` need not be told again. Findings whose audience is internal
    are for the vendor alone.
    """
    worked = schedule or work_back(plan, today)
    facts = Facts(plan, today, worked, case or business_case(plan, today), settings, history)
    return worst_first(f for line in CHECKS if settings.needs(line.code) for f in _findings(line, facts))


def _findings(line: Check, facts: Facts) -> Iterator[Finding]:
    for found in line.find(facts):
        yield _finding(line, found, facts.settings)


def _finding(line: Check, found: Found, settings: Settings) -> Finding:
    """What was found, completed by the check's line and the level somebody set for it."""
    return Finding(
        code=line.code,
        level=settings.levels.get(line.code) or found.level or line.level,
        message=found.message,
        advice=found.advice or line.advice,
        pointer=found.pointer,
        question=line.question,
        audience=found.audience or line.audience,
    )
