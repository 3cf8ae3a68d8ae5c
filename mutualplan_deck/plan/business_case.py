"""The arithmetic of the business case (METHOD §2). Nothing else in the project computes money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mutualplan_deck.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Value:
    """Yearly value in the plan's currency. Every figure is exact; None means it can't be computed.

    `low` and `high` add each outcome's own bounds, or its value where it gives none; both are None when
    no outcome gives a range.
    """

    annual: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    confirmed: Decimal = Decimal(0)
    estimate: Decimal = Decimal(0)

    @property
    def confirmed_share(self) -> Decimal | None:
        """Confirmed part of the yearly value, 0 to 1."""
        return self.confirmed / self.annual if self.annual else None


@dataclass(frozen=True, slots=True)
class BusinessCase:
    """What the plan is worth and costs. Months are whole and rounded up; `roi` is a ratio."""

    currency: str
    total: Value
    by_issue: Mapping[str, Value] = field(default_factory=dict)
    unsized: tuple[str, ...] = ()
    cost_of_delay: Decimal | None = None
    first_year_cost: Decimal | None = None
    payback_months: int | None = None
    three_year_net: Decimal | None = None
    roi: Decimal | None = None
    problem_cost: Decimal | None = None


def business_case(plan: Plan, today: dt.date) -> BusinessCase:
    """The business case of a plan as of `today` (a confirmation still to come confirms nothing)."""
    raise NotImplementedError
