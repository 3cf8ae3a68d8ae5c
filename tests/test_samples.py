"""The samples are plans a good account executive would be proud of: valid, dated sensibly, nothing leaked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import BaseModel

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.business_case import business_case
from mutualplan_deck.plan.checks import check, settings_of
from mutualplan_deck.plan.health import Word, rate
from mutualplan_deck.plan.model import Confirmation, Plan, Status, Step, is_internal
from mutualplan_deck.plan.owners import names
from mutualplan_deck.plan.schedule import work_back
from mutualplan_deck.plan.workdays import of_plan
from mutualplan_deck.readers import read

FOLDER = Path(__file__).parents[1] / "sample_plans"
FILES = sorted(FOLDER.glob("*.json"))
PLANS = {file.stem: Plan.model_validate_json(file.read_text("utf-8")) for file in FILES}
UNSAID = re.compile(
    r"\b(forecast|commit|upside|discount|floor price|champion|economic buyer|blocker|MEDDPICC|probability"
    r"|personal win|close plan|deal desk|TBD|MP\d{3}|rabatt|nachlass|remise)\b|\{\{|\[Name\]",
    re.IGNORECASE,
)

TO_ASK = {  # what a coach would still ask of each, beyond hints; the thin one is there to be asked
    "halden-claims": {"MP110", "MP118", "MP126"},
    "kaneda-logistics": {"MP110", "MP118"},
    "northgate-crowded": {"MP110", "MP126"},
    "oberstein-maschinenbau": {"MP110", "MP118"},
    "pemberton-quick": set(),
    "valmont-distribution": {"MP110", "MP126"},
}

each_sample = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS.keys())


def texts(section: BaseModel, internal: bool) -> Iterator[str]:
    """Every text of the shared fields, or of the internal ones."""
    for field in type(section).model_fields:
        value = getattr(section, field)
        if not is_internal(type(section), field):
            yield from nested(value, internal)
        elif internal:
            yield from plain(value)


def nested(value: object, internal: bool) -> Iterator[str]:
    """Texts of a shared field's value: its own, and those of the items in it that may be seen."""
    if isinstance(value, Step) and not value.shared:
        yield from plain(value.title) if internal else ()
    elif isinstance(value, BaseModel):
        yield from texts(value, internal)
    elif isinstance(value, tuple):
        for item in value:
            yield from nested(item, internal)
    elif isinstance(value, str) and not internal:
        yield value


def plain(value: object) -> Iterator[str]:
    """Every text in a value of any shape."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from plain(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from plain(item)


def test_the_walk_tells_internal_texts_from_shared_ones() -> None:
    plan = PLANS["halden-claims"]
    shared, internal = set(texts(plan, False)), set(texts(plan, True))
    assert {"Marian Holt", "Security review", "budget figure"} <= shared
    assert {"Northlight Systems", "power", "Price approved by our deal desk"} <= internal
    assert not shared & {"Northlight Systems", "Price approved by our deal desk"}


def test_there_is_a_sample_of_each_kind() -> None:
    assert len(PLANS) >= 5
    assert {p.locale.partition("-")[0] for p in PLANS.values()} >= {"en", "de", "fr"}
    assert {p.currency for p in PLANS.values()} >= {"GBP", "EUR", "USD", "JPY"}


@pytest.mark.parametrize("name", PLANS)
def test_the_list_names_it(name: str) -> None:
    assert f"`{name}`" in (FOLDER / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", PLANS)
def test_json_and_workbook_are_twins(name: str) -> None:
    today = dt.date(2027, 1, 12)
    text, book = (read(FOLDER / f"{name}.{kind}", today=today) for kind in ("json", "xlsx"))
    assert text.plan == book.plan
    assert (text.findings, book.findings) == ((), ())


@each_sample
def test_ids_are_unique_and_every_reference_is_known(plan: Plan) -> None:
    for items in (plan.issues, plan.problems, plan.capabilities, plan.outcomes, plan.people, plan.steps):
        assert len({item.id for item in items}) == len(items)
    issues, problems = {i.id for i in plan.issues}, {p.id for p in plan.problems}
    steps = {s.id for s in plan.steps}
    assert {i for p in plan.problems for i in p.issues} | {
        i for o in plan.outcomes for i in o.issues
    } <= issues
    assert {p for c in plan.capabilities for p in c.problems} <= problems
    assert {p for o in plan.outcomes for p in o.problems} <= problems
    assert {p.share_of for p in plan.problems} <= issues | {""}
    assert {c.step for c in plan.capabilities} <= steps | {""}
    assert {a for s in plan.steps for a in s.after} <= steps


def confirmations(plan: Plan) -> Iterator[Confirmation]:
    """Every confirmation of the plan, its own first."""
    found = [plan.confirmed, *(i.confirmed for i in plan.issues), *(p.confirmed for p in plan.problems)]
    found += [*(c.confirmed for c in plan.capabilities), *(o.confirmed for o in plan.outcomes)]
    yield from (c for c in found if c is not None)


@each_sample
def test_every_owner_is_a_person_of_the_plan_on_the_right_side(plan: Plan) -> None:
    owners = [i.owner for i in plan.issues] + [p.owner for p in plan.problems] + [r.owner for r in plan.risks]
    owners += [s.owner_customer for s in plan.steps] + [c.by for c in confirmations(plan)]
    written = [(o, "customer") for o in owners] + [(s.owner_vendor, "vendor") for s in plan.steps]
    for owner, party in written:
        for name in names(plan, owner):
            person = plan.person(owner) or plan.person(name)
            assert person is not None, owner
            assert person.party == party, owner


@each_sample
def test_dates_make_sense(plan: Plan) -> None:
    assert plan.as_of
    assert plan.success.date
    assert plan.as_of < (plan.signature_date or plan.as_of + dt.timedelta(days=1)) < plan.success.date
    calendar, unknown = of_plan(plan, plan.as_of)
    assert not unknown
    for step in plan.steps:
        if step.due:
            assert calendar.works(step.due), step.id
            assert (step.start or step.due) <= step.due <= plan.success.date, step.id
        assert (step.status is Status.DONE) == (step.done_on is not None), step.id
        assert (step.done_on or plan.as_of) <= plan.as_of, step.id


@each_sample
def test_no_step_is_due_before_what_it_waits_for(plan: Plan) -> None:
    due = {s.id: s.due for s in plan.steps}
    for step in plan.steps:
        for earlier in step.after:
            assert (due[earlier] or dt.date.min) <= (step.due or dt.date.max), step.id


@each_sample
def test_duration_of_a_task_is_the_span_of_its_dates(plan: Plan) -> None:
    calendar, _ = of_plan(plan, plan.as_of or dt.date.min)
    for step in plan.steps:
        if step.start and step.due and step.days:
            assert step.days <= calendar.span(step.start, step.due), step.id


@each_sample
def test_the_dates_leave_the_success_date_in_reach(plan: Plan) -> None:
    schedule = work_back(plan, plan.as_of or dt.date.min)
    slacks = [schedule.slack, *(s.slack for s in schedule.steps.values())]
    assert [slack for slack in slacks if slack is not None and slack < 0] == []
    assert schedule.slack is not None


@each_sample
def test_figures_have_a_source_and_a_range_around_them(plan: Plan) -> None:
    for outcome in (o for o in plan.outcomes if o.annual_value is not None):
        assert outcome.source, outcome.id
        figures = [f for f in (outcome.low, outcome.annual_value, outcome.high) if f is not None]
        assert len(figures) == 3, outcome.id
        assert figures == sorted(figures), outcome.id


@each_sample
def test_nothing_internal_stands_in_a_shared_text(plan: Plan) -> None:
    shared = list(texts(plan, internal=False))
    assert [t for t in shared if UNSAID.search(t)] == []
    secrets = {t for t in texts(plan, internal=True) if len(t) > 8 and not plan.person(t)}
    assert [s for s in secrets if any(s.casefold() in t.casefold() for t in shared)] == []


@each_sample
def test_people_write_from_invented_domains(plan: Plan) -> None:
    assert all(p.email.endswith(".example") for p in plan.people if p.email)


@each_sample
def test_logos_are_beside_the_plan(plan: Plan) -> None:
    for side in (plan.customer, plan.vendor):
        if side.logo:
            picture = FOLDER / side.logo
            assert picture.read_bytes().startswith(b"\x89PNG")
            assert "<svg" in picture.with_suffix(".svg").read_text("utf-8")


def test_halden_works_back_as_its_timeline_is_drawn() -> None:
    plan = PLANS["halden-claims"]
    today = dt.date(2027, 1, 12)
    schedule = work_back(plan, today)
    assert (schedule.latest_signature, schedule.slack) == (dt.date(2027, 3, 5), 5)
    title = {s.id: s.title for s in plan.steps}
    assert [title[i] for i in schedule.critical] == [
        "Penetration test report",
        "Security review",
        "Investment board approves",
        "Contract signed",
        "Policy system connected",
        "All claims teams live",
        "12 days measured and reviewed",
    ]
    assert rate(plan, schedule, today).word is Word.AT_RISK


def test_halden_shows_fourteen_rows_and_counts_nineteen_steps() -> None:
    shared = [s for s in PLANS["halden-claims"].steps if s.shared]
    first = dt.date(2026, 12, 1)
    assert len(shared) == 19
    assert sum(s.status is Status.DONE for s in shared) == 7
    assert sum(not (s.done_on and s.done_on < first) for s in shared) == 14


def test_halden_is_worth_two_point_four_million_a_year_and_sixty_per_cent_is_confirmed() -> None:
    case = business_case(PLANS["halden-claims"], dt.date(2027, 1, 12))
    assert case.total.annual == Decimal(2_400_000)
    assert (case.total.low, case.total.high) == (Decimal(1_780_000), Decimal(3_000_000))
    assert case.total.confirmed_share == Decimal("0.6")
    assert (case.cost_of_delay, case.first_year_cost) == (Decimal(200_000), Decimal(1_400_000))
    assert case.payback_months == 7
    assert case.problem_cost == Decimal(3_200_000)


def test_thin_sample_sizes_nothing_and_leaves_steps_unowned() -> None:
    plan = PLANS["brightwater-thin"]
    assert business_case(plan, dt.date(2027, 3, 9)).total.annual is None
    assert any(not s.due and not s.owner_customer and not s.owner_vendor for s in plan.steps)


def test_crowded_sample_is_crowded() -> None:
    plan = PLANS["northgate-crowded"]
    assert (len(plan.steps), len(plan.people), len({s.phase for s in plan.steps})) == (40, 20, 6)
    assert (len(plan.issues), len(plan.problems), len(plan.capabilities), len(plan.outcomes)) == (3, 7, 7, 9)
    assert sum(len(t) >= 300 for t in texts(plan, internal=False)) >= 5


@pytest.mark.parametrize("name", TO_ASK)
def test_a_coach_would_ask_only_what_the_sample_is_there_to_show(name: str) -> None:
    plan = PLANS[name]
    settings, unreadable = settings_of(plan)
    found = check(plan, plan.as_of or dt.date.min, settings=settings)
    assert unreadable == ()
    assert {f.code for f in found if f.level is not Level.HINT} == TO_ASK[name]


def test_halden_has_nothing_open_that_its_slides_do_not_show() -> None:
    plan = PLANS["halden-claims"]
    found = check(plan, dt.date(2027, 1, 12))
    item = {f"/steps/{n}": s.title for n, s in enumerate(plan.steps)}
    item |= {f"/outcomes/{n}": o.statement for n, o in enumerate(plan.outcomes)}
    assert sorted(item[f.pointer.rpartition("/")[0]] for f in found) == [
        "Data protection assessment",
        "Penetration test report",
        "Renewals kept after a claim",
        "Supplier overpayment avoided",
    ]
