"""Checks on plans nobody would write: they never fail, and find in linear time what a brute force finds."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from mutualplan_deck.plan.checks import CHECKS, check
from mutualplan_deck.plan.checks.secrets import Secrets
from mutualplan_deck.plan.checks.wording import shared_texts
from mutualplan_deck.plan.health import health, rate
from mutualplan_deck.plan.model import Person, Plan, Step, Success
from mutualplan_deck.plan.schedule import work_back
from mutualplan_deck.plan.score import score
from mutualplan_deck.plan.words import words_of

TODAY = dt.date(2027, 1, 12)
GOOD: dict[str, Any] = json.loads(Path(__file__).with_name("test_checks_good_plan.json").read_text("utf-8"))
TEXTS = st.text(max_size=12) | st.sampled_from(
    ["TBD", "IT", "u1", "s3", "s4", "Sign", "{{x}}", "a@b.example"]
)
DATES = st.dates(dt.date(2026, 6, 1), dt.date(2028, 6, 1)).map(dt.date.isoformat)
NOTES = st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=7).map(" ".join)
NUMBERS = st.integers(-5, 10**6)


def _mangled(draw: st.DrawFn, value: Any) -> Any:
    """A value with parts lost and others replaced by ones of the same kind."""
    if isinstance(value, dict):
        return {
            k: _mangled(draw, v) for k, v in value.items() if k in ("id", "name") or draw(st.integers(0, 6))
        }
    if isinstance(value, list):
        return [_mangled(draw, v) for v in value if draw(st.integers(0, 6))]
    if isinstance(value, bool) or draw(st.integers(0, 5)):
        return value
    return draw(NUMBERS if isinstance(value, int) else DATES if value[:3] == "202" else TEXTS)


@st.composite
def mangled_plans(draw: st.DrawFn) -> Plan:
    data = _mangled(draw, {k: v for k, v in GOOD.items() if k != "meetings"})
    try:
        return Plan.model_validate_json(json.dumps(data))
    except ValidationError as wrong:
        for error in wrong.errors():
            parent: Any = data
            for part in error["loc"][:-1]:
                parent = parent[part]
            if isinstance(parent, dict):
                parent.pop(error["loc"][-1], None)
        return Plan.model_validate_json(json.dumps(data))


@given(mangled_plans(), DATES.map(dt.date.fromisoformat))
@settings(max_examples=100)
def test_whatever_a_plan_holds_it_is_checked_worst_first(plan: Plan, today: dt.date) -> None:
    found = check(plan, today, history=((TODAY, Plan.model_validate(GOOD)),))
    assert [f.level.rank for f in found] == sorted(f.level.rank for f in found)
    assert {f.code for f in found} <= {line.code for line in CHECKS}
    assert all(f.message and f.advice and f.question and f.pointer.startswith("/") for f in found)
    assert check(plan, today, history=((TODAY, Plan.model_validate(GOOD)),)) == found
    schedule = work_back(plan, today)
    assert rate(plan, schedule, today).slack == schedule.slack
    assert health(plan, today)
    assert 0 <= score(plan, today).product <= 1


@given(st.lists(st.lists(st.sampled_from(["ab", "c", "d"]), min_size=1, max_size=6), max_size=6), st.data())
def test_secrets_are_found_where_their_words_follow_each_other(
    lists: list[list[str]], data: st.DataObject
) -> None:
    text = data.draw(st.lists(st.sampled_from(["ab", "c", "d", "e"]), max_size=9))
    secrets = Secrets()
    for words in lists:
        secrets.add(" ".join(words), "secret")
    spaced = f" {' '.join(text)} "
    assert bool(secrets.within(", ".join(text))) is any(f" {' '.join(words)} " in spaced for words in lists)


@given(NOTES, st.sampled_from(["/steps/8/done_means", "/issues/0/consequence", "/title"]))
def test_a_note_never_stands_in_a_shared_text_unseen(note: str, pointer: str) -> None:
    words = words_of(note)
    data = json.loads(json.dumps(GOOD))
    data["steps"][7]["note"] = note
    parent: Any = data
    *path, last = pointer.strip("/").split("/")
    for part in path:
        parent = parent[int(part)] if isinstance(parent, list) else parent[part]
    parent[last] = f"Agreed: {note}."
    plan = Plan.model_validate_json(json.dumps(data))
    told = {f.pointer for f in check(plan, TODAY) if f.code == "MP130"}
    if len(words) >= 3:
        assert pointer in told


def test_shared_texts_hold_nothing_internal() -> None:
    plan = Plan.model_validate({**GOOD, "internal": {"forecast": "commit"}})
    texts = dict(shared_texts(plan))
    assert texts["/steps/8/done_means"] == "100 orders through"
    assert texts["/customer/name"] == "Tarnfield Supply"
    names = {pointer.rpartition("/")[2] for pointer in texts}
    assert names.isdisjoint(
        {"role", "note", "support", "influence", "personal_win", "reports_to", "forecast", "id"}
    )


def _long_plan(count: int) -> Plan:
    people = tuple(Person(id=f"u{n}", name=f"Name {n} Surname", title=f"Title {n}") for n in range(20))
    steps = tuple(
        Step(
            id=str(n),
            title=f"Hall {n} labelled",
            owner_customer=f"Name {n % 20} Surname",
            due=dt.date(2027, 1, 20) + dt.timedelta(days=n % 100),
            days=n % 3,
            after=(str(n - 1),) if n else (),
            done_means="Seen by both",
            note=f"Radu thinks that hall {n} is not needed",
        )
        for n in range(count)
    )
    return Plan(success=Success(date=dt.date(2027, 6, 30)), people=people, steps=steps)


def _seconds(plan: Plan) -> float:
    began = time.process_time()
    schedule = work_back(plan, TODAY)
    check(plan, TODAY, schedule=schedule)
    rate(plan, schedule, TODAY)
    score(plan, TODAY)
    return time.process_time() - began


def test_ten_times_the_steps_take_nothing_like_a_hundred_times_as_long() -> None:
    small, large = _long_plan(1000), _long_plan(10000)
    _seconds(small)
    assert _seconds(large) < 30 * min(_seconds(small) for _ in range(3))
