"""The rating both sides see, health by date, and the score."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualplan_deck.plan.health import Cause, Health, Rating, Why, Word, health, rate
from mutualplan_deck.plan.model import Plan, Status, Step, Success
from mutualplan_deck.plan.schedule import work_back
from mutualplan_deck.plan.score import FactorName, Grade, score

TODAY = dt.date(2027, 1, 12)
GOOD = Path(__file__).with_name("test_checks_good_plan.json").read_text("utf-8")


def good(**changes: dict[str, Any]) -> Plan:
    """The good plan with fields of steps changed by id (`s3={"due": ...}`), or of the plan itself."""
    data = json.loads(GOOD)
    for step in data["steps"]:
        step.update(changes.pop(step["id"], {}))
    return Plan.model_validate_json(json.dumps({**data, **changes}))


def rated(plan: Plan, today: dt.date = TODAY) -> Rating:
    return rate(plan, work_back(plan, today), today)


def whys(rating: Rating) -> list[Why]:
    return [cause.why for cause in rating.causes]


def test_a_plan_with_nothing_overdue_and_slack_is_on_track() -> None:
    assert rated(good()) == Rating(Word.ON_TRACK, (), 20)


def test_a_step_overdue_by_days_its_slack_covers_puts_it_at_risk() -> None:
    rating = rated(good(s2={"due": "2027-01-08", "start": "2027-01-04"}))
    assert rating.word is Word.AT_RISK
    assert rating.causes == (Cause(Why.OVERDUE, ("s2",), 4, 42),)


def test_a_critical_step_overdue_by_a_week_makes_it_late_and_one_that_is_not_critical_does_not() -> None:
    stalled = {"due": "2027-01-05", "start": "2027-01-04"}
    assert rated(good(s2=stalled)).causes == (Cause(Why.CRITICAL_LATE, ("s2",), 7, 45),)
    assert rated(good(s2=stalled)).word is Word.LATE
    assert rated(good(s5=stalled)).word is Word.AT_RISK


def test_a_critical_step_past_its_latest_finish_makes_it_late() -> None:
    rating = rated(good(s2={"due": "2027-03-12"}), dt.date(2027, 3, 10))
    assert rating.word is Word.LATE
    assert Why.CRITICAL_LATE in whys(rating)


def test_negative_slack_makes_it_late() -> None:
    rating = rated(good(s10={"days": 41}))
    assert (rating.word, rating.slack) == (Word.LATE, -1)
    assert rating.causes[0] == Cause(Why.NEGATIVE_SLACK, ("s7",), slack=-1)
    assert rated(good(s11={"due": "2027-07-02"})).causes[0] == Cause(Why.NEGATIVE_SLACK, ("s11",), slack=-2)


@pytest.mark.parametrize(("days", "word"), [(36, Word.AT_RISK), (35, Word.ON_TRACK)])
def test_fewer_than_five_days_of_slack_are_a_risk(days: int, word: Word) -> None:
    sooner = {"s8": {"due": "2027-03-10"}, "s9": {"due": "2027-04-12"}}
    assert rated(good(s10={"days": days, "due": "2027-06-04"}, **sooner)).word is word


@pytest.mark.parametrize(("status", "why"), [("blocked", Why.BLOCKED), ("at_risk", Why.AT_RISK)])
def test_what_the_plan_calls_blocked_or_at_risk_is(status: str, why: Why) -> None:
    rating = rated(good(s3={"status": status}))
    assert rating == Rating(Word.AT_RISK, (Cause(why, ("s3",), slack=42),), 20)


def test_more_than_a_quarter_without_date_or_owner_is_too_early_to_rate() -> None:
    blank = {"due": None}
    assert rated(good(s3=blank, s5=blank)).word is Word.ON_TRACK
    rating = rated(good(s3=blank, s5=blank, s9={"owner_vendor": ""}))
    assert rating == Rating(Word.TOO_EARLY, (Cause(Why.INCOMPLETE, ("s3", "s5", "s9")),), 20)


def test_without_a_success_date_or_any_step_it_is_too_early() -> None:
    assert whys(rated(good(success={"event": "Soon"}))) == [Why.NO_SUCCESS_DATE]
    assert rated(Plan()).word is Word.TOO_EARLY
    assert whys(rated(Plan(success=Success(date=TODAY)))) == [Why.INCOMPLETE]


def test_what_is_surely_late_is_never_too_early() -> None:
    nothing = {"due": None}
    rating = rated(good(s3=nothing, s4=nothing, s5=nothing, s11={"due": "2027-07-02"}))
    assert rating.word is Word.LATE
    assert whys(rating) == [Why.NEGATIVE_SLACK, Why.INCOMPLETE]


def test_a_step_that_is_not_shared_is_no_cause() -> None:
    assert rated(good(s3={"status": "blocked", "shared": False})).causes == ()


def test_a_plan_whose_steps_are_done_is_on_track() -> None:
    done = Step(id="a", title="A", due=TODAY, owner_vendor="Owen Prosser", status=Status.DONE)
    assert rated(Plan(success=Success(date=TODAY), steps=(done,)), TODAY + dt.timedelta(days=9)).causes == ()


@given(st.integers(0, 400))
def test_as_days_pass_and_nothing_is_done_a_plan_never_gets_better(days: int) -> None:
    order = [Word.ON_TRACK, Word.AT_RISK, Word.LATE]
    plan = good()
    first, later = (rated(plan, TODAY + dt.timedelta(days=n)).word for n in (days, days + 1))
    assert order.index(later) >= order.index(first)


@pytest.mark.parametrize(
    ("due", "as_of", "expected"),
    [
        ("2027-01-12", "2027-01-11", Health.ON_TRACK),
        ("2027-01-11", "2027-01-11", Health.AT_RISK),
        ("2027-01-06", "2027-01-11", Health.AT_RISK),
        ("2027-01-05", "2027-01-11", Health.STALLED),
        ("2027-01-05", "2026-12-22", Health.STALLED),
        ("2027-01-05", "2026-12-21", Health.STALE),
    ],
)
def test_health_goes_by_the_dates(due: str, as_of: str, expected: Health) -> None:
    assert health(good(s2={"due": due}, as_of=as_of), TODAY) is expected  # type: ignore[arg-type]


def grades(plan: Plan, today: dt.date = TODAY) -> dict[str, int]:
    return {f.name.value: int(f.grade) for f in score(plan, today).factors}


def test_a_deal_with_evidence_of_everything_is_qualified() -> None:
    plan = good(s1={"owner_customer": "Radu Melnik; Ines Corvo"})
    assert set(grades(plan).values()) == {3}
    assert score(plan, TODAY).product == 1
    assert all(f.raised_by == "" for f in score(plan, TODAY).factors)


def test_nothing_known_is_worth_nothing_and_says_what_would_raise_it() -> None:
    mine = score(Plan(), TODAY)
    assert mine.product == 0
    assert mine.weakest.name is FactorName.VISION
    assert all(f.grade is Grade.UNKNOWN and f.raised_by for f in mine.factors)


def test_the_product_is_that_of_the_thirds_and_the_weakest_comes_first() -> None:
    mine = score(good(), TODAY)
    assert {f.name.value: int(f.grade) for f in mine.factors} == {
        "vision": 3,
        "value": 3,
        "power": 2,
        "plan": 3,
    }
    assert mine.product == Fraction(2, 3)
    assert (mine.weakest.name, mine.weakest.raised_by) == (
        FactorName.POWER,
        "A step that this person owns and has done.",
    )


@pytest.mark.parametrize(("days", "value"), [(60, 3), (61, 1)])
def test_a_confirmation_expires_after_sixty_days(days: int, value: int) -> None:
    assert grades(good(), dt.date(2026, 12, 14) + dt.timedelta(days=days))["value"] == value


def test_a_confirmation_without_a_day_or_by_the_vendor_confirms_no_factor() -> None:
    assert grades(good(confirmed={"by": "Ines Corvo"}))["plan"] == 1
    assert grades(good(confirmed={"by": "Owen Prosser", "on": "2027-01-11"}))["plan"] == 1
    assert grades(good())["plan"] == 3


@given(st.dates(dt.date(2026, 12, 1), dt.date(2028, 1, 1)))
def test_the_score_is_a_share_whatever_the_day(today: dt.date) -> None:
    assert 0 <= score(good(), today).product <= 1
