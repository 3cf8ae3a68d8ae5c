"""The arithmetic of the business case: exact, honest about what is confirmed, silent where it can't know."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualplan_deck.plan.business_case import Value, business_case
from mutualplan_deck.plan.model import Confirmation, Investment, Issue, Outcome, Plan, Problem

TODAY = dt.date(2027, 1, 12)
YES = Confirmation(by="Tom Ashby", on=TODAY)
MONEY = st.decimals(min_value=0, max_value=10**9, places=2)


def outcome(name: str, annual: object, **fields: Any) -> Outcome:
    return Outcome.model_validate({"id": name, "annual_value": annual, **fields})


HALDEN = Plan(
    currency="GBP",
    issues=(Issue(id="i1"), Issue(id="i2")),
    problems=(
        Problem(id="p1", issues=("i1",), annual_cost=Decimal(600000)),
        Problem(id="p2", issues=("i2",)),
    ),
    outcomes=(
        outcome("o1", 1100000, issues=("i1", "i2"), low=900000, high=1300000, confirmed=YES),
        outcome("o2", 520000, issues=("i2",), low=350000, high=700000),
        outcome("o3", 440000, problems=("p1",), low=250000, high=600000),
        outcome("o4", 340000, issues=("i1",), low=280000, high=400000, confirmed=YES),
    ),
    investment=Investment(one_time=Decimal(1000000), annual=Decimal(400000)),
)


def test_the_case_of_the_mock_ups() -> None:
    case = business_case(HALDEN, TODAY)
    assert case.total == Value(
        annual=Decimal(2400000),
        low=Decimal(1780000),
        high=Decimal(3000000),
        confirmed=Decimal(1440000),
        estimate=Decimal(960000),
    )
    assert case.total.confirmed_share == Decimal("0.6")
    assert (case.cost_of_delay, case.payback_months, case.first_year_cost) == (200000, 7, 1400000)
    assert case.three_year_net == 3 * (2400000 - 400000) - 1000000
    assert case.roi is not None
    assert abs(case.roi - Decimal(5000000) / Decimal(2200000)) < Decimal("1e-25")
    assert case.problem_cost == 600000


def test_an_outcome_of_two_issues_counts_in_each_and_once_in_all() -> None:
    case = business_case(HALDEN, TODAY)
    assert {i: v.annual for i, v in case.by_issue.items()} == {"i1": 1880000, "i2": 1620000}
    assert case.total.annual == 2400000


@pytest.mark.parametrize(
    ("confirmation", "confirmed"),
    [
        (None, False),
        (Confirmation(), False),
        (Confirmation(by="Tom Ashby"), True),
        (Confirmation(on=TODAY), True),
        (Confirmation(by="Tom Ashby", on=TODAY), True),
        (Confirmation(by="Tom Ashby", on=TODAY + dt.timedelta(days=1)), False),
        (Confirmation(on=TODAY + dt.timedelta(days=1)), False),
    ],
)
def test_a_confirmation_still_to_come_confirms_nothing(
    confirmation: Confirmation | None, confirmed: bool
) -> None:
    total = business_case(Plan(outcomes=(outcome("o", 7, confirmed=confirmation),)), TODAY).total
    assert (total.confirmed, total.estimate) == ((7, 0) if confirmed else (0, 7))


def test_nothing_is_known_of_an_empty_plan_and_nothing_is_zero() -> None:
    case = business_case(Plan(), TODAY)
    assert case.total == Value()
    assert (case.cost_of_delay, case.payback_months, case.three_year_net, case.roi) == (None,) * 4
    assert (case.first_year_cost, case.problem_cost) == (None, None)


def test_an_outcome_without_a_figure_is_left_out_and_named() -> None:
    case = business_case(Plan(outcomes=(outcome("o1", 5), outcome("o2", None, low=1, high=9))), TODAY)
    assert (case.total.annual, case.total.low, case.unsized) == (5, None, ("o2",))


def test_a_range_takes_the_value_itself_where_a_bound_is_missing() -> None:
    case = business_case(Plan(outcomes=(outcome("o1", 5, low=3), outcome("o2", 10))), TODAY)
    assert (case.total.low, case.total.high) == (13, 15)


def test_one_kind_of_cost_is_enough_and_none_is_not() -> None:
    value = (outcome("o", 1200),)
    only_once = business_case(Plan(outcomes=value, investment=Investment(one_time=Decimal(600))), TODAY)
    assert (only_once.first_year_cost, only_once.payback_months, only_once.three_year_net) == (600, 6, 3000)
    none = business_case(Plan(outcomes=value, investment=Investment(source="Offer")), TODAY)
    assert (none.first_year_cost, none.payback_months, none.three_year_net) == (None, None, None)


@pytest.mark.parametrize(
    ("annual", "cost", "months"),
    [
        (1200, 700, 7),
        (1200, "700.01", 8),
        (1200, 0, 0),
        (0, 700, None),
        (-5, 700, None),
        ("0.01", 10**9, None),
    ],
)
def test_months_are_whole_and_rounded_up(annual: object, cost: object, months: int | None) -> None:
    plan = Plan(outcomes=(outcome("o", annual),), investment=Investment.model_validate({"one_time": cost}))
    assert business_case(plan, TODAY).payback_months == months


def test_at_no_cost_there_is_no_return_on_it() -> None:
    plan = Plan(outcomes=(outcome("o", 12),), investment=Investment(one_time=Decimal(0)))
    assert (business_case(plan, TODAY).roi, business_case(plan, TODAY).three_year_net) == (None, 36)


@given(st.lists(st.tuples(MONEY, st.booleans()), max_size=9), MONEY, MONEY)
def test_figures_are_exact_to_the_last_digit(
    values: list[tuple[Decimal, bool]], once: Decimal, yearly: Decimal
) -> None:
    outcomes = tuple(outcome(f"o{n}", v, confirmed=YES if yes else None) for n, (v, yes) in enumerate(values))
    case = business_case(Plan(outcomes=outcomes, investment=Investment(one_time=once, annual=yearly)), TODAY)
    annual = sum((Fraction(v) for v, _ in values), Fraction(0))
    assert Fraction(case.total.annual or 0) == annual
    assert case.total.confirmed + case.total.estimate == (case.total.annual or 0)
    if values:
        assert Fraction(case.three_year_net or 0) == 3 * (annual - Fraction(yearly)) - Fraction(once)
    if case.payback_months is not None:
        cost = Fraction(once) + Fraction(yearly)
        assert annual / 12 * case.payback_months >= cost > annual / 12 * (case.payback_months - 1)


@given(
    st.lists(MONEY, max_size=6),
    st.lists(st.lists(st.sampled_from(["i1", "i2", "i3"]), max_size=4), max_size=6),
)
def test_issues_together_never_make_the_total_larger(values: list[Decimal], links: list[list[str]]) -> None:
    pairs = zip(values, links, strict=False)
    outcomes = tuple(outcome(f"o{n}", v, issues=tuple(issues)) for n, (v, issues) in enumerate(pairs))
    plan = Plan(issues=tuple(Issue(id=i) for i in ("i1", "i2", "i3")), outcomes=outcomes)
    case = business_case(plan, TODAY)
    assert (case.total.annual or 0) == sum(o.annual_value or 0 for o in outcomes)
    for issue, value in case.by_issue.items():
        mine = [o.annual_value or 0 for o in outcomes if issue in o.issues]
        assert (value.annual or 0) == sum(mine)
        assert (value.annual or 0) <= (case.total.annual or 0)
