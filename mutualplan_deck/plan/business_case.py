"""The arithmetic of the business case (METHOD §2). Nothing else in the project computes money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, localcontext

from msgspec import Struct, field
from msgspec.structs import replace

from mutualplan_deck.plan.model import Confirmation, Investment, Outcome, Plan

_MONTHS = 12
_YEARS = 3
_NEVER_YEARS = 100
_EXACT = 60  # digits: sums and products of figures people type stay exact


class Value(Struct, frozen=True):
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


class BusinessCase(Struct, frozen=True):
    """What the plan is worth and costs. Months are whole and rounded up; `roi` is a ratio.

    `unsized` are the ids of outcomes without a figure, which the total leaves out.
    """

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
    """The business case of a plan as of `today` (a confirmation still to come confirms nothing).

    With V the yearly value, O the one-time and A the yearly cost (a cost not given counts as 0, but one
    of the two must be given):

    - cost of delay = V / 12 a month;
    - first-year cost = O + A;
    - payback = (O + A) / (V / 12), whole months rounded up: how long the value needs to earn back what
      the first year costs, counted from full use; None unless V is positive, or beyond a hundred years;
    - three-year net = 3 (V - A) - O, and ROI = that net / (O + 3 A); ROI is None at no cost.

    An outcome of several issues counts in each of them and once in the total.
    """
    with localcontext(Context(prec=_EXACT)):
        total = _value(plan.outcomes, today)
        case = BusinessCase(
            currency=plan.currency,
            total=total,
            by_issue=_by_issue(plan, today),
            unsized=tuple(o.id for o in plan.outcomes if o.annual_value is None),
            cost_of_delay=None if total.annual is None else total.annual / _MONTHS,
            problem_cost=_sum(p.annual_cost for p in plan.problems),
        )
        return _with_returns(case, plan.investment)


def is_confirmed(confirmation: Confirmation | None, today: dt.date) -> bool:
    """Whether somebody has agreed by `today`: a name, or a day that has come, and no day still to come."""
    if confirmation is None or not (confirmation.by or confirmation.on):
        return False
    return confirmation.on is None or confirmation.on <= today


def _value(outcomes: Iterable[Outcome], today: dt.date) -> Value:
    """The outcomes' figures together."""
    sized = [o for o in outcomes if o.annual_value is not None]
    annual = _sum(o.annual_value for o in sized)
    confirmed = _sum(o.annual_value for o in sized if is_confirmed(o.confirmed, today)) or Decimal(0)
    ranged = any(o.low is not None or o.high is not None for o in sized)
    return Value(
        annual,
        _sum(o.annual_value if o.low is None else o.low for o in sized) if ranged else None,
        _sum(o.annual_value if o.high is None else o.high for o in sized) if ranged else None,
        confirmed,
        (annual or Decimal(0)) - confirmed,
    )


def _by_issue(plan: Plan, today: dt.date) -> dict[str, Value]:
    """Each issue's own value; an outcome tied to problems only counts for the issues of these."""
    issues_of_problem = {p.id: p.issues for p in plan.problems}
    outcomes: dict[str, list[Outcome]] = {issue.id: [] for issue in plan.issues}
    for outcome in plan.outcomes:
        through = (i for p in outcome.problems for i in issues_of_problem.get(p, ()))
        for issue in dict.fromkeys(outcome.issues or through):
            outcomes.get(issue, []).append(outcome)
    return {issue: _value(found, today) for issue, found in outcomes.items()}


def _with_returns(case: BusinessCase, investment: Investment | None) -> BusinessCase:
    """The case and what follows from cost and value together; nothing where either is unknown."""
    if investment is None or (investment.one_time is None and investment.annual is None):
        return case
    once, yearly = investment.one_time or Decimal(0), investment.annual or Decimal(0)
    first_year, cost = once + yearly, once + _YEARS * yearly
    if case.total.annual is None:
        return replace(case, first_year_cost=first_year)
    net = _YEARS * (case.total.annual - yearly) - once
    return replace(
        case,
        first_year_cost=first_year,
        payback_months=_payback(first_year, case.total.annual),
        three_year_net=net,
        roi=net / cost if cost else None,
    )


def _payback(first_year_cost: Decimal, annual: Decimal) -> int | None:
    """Whole months, rounded up, until the value has earned the first year's cost."""
    if annual <= 0 or first_year_cost < 0 or first_year_cost > annual * _NEVER_YEARS:
        return None
    whole, rest = divmod(first_year_cost * _MONTHS, annual)
    return int(whole) + (rest > 0)


def _sum(figures: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the figures that are known; None if there is none."""
    known = [f for f in figures if f is not None]
    return sum(known, Decimal(0)) if known else None
