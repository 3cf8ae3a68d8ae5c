"""Working back, held against its own laws, a brute force on small plans and networkx on large ones."""

from __future__ import annotations

import datetime as dt
import random

import networkx as nx
from hypothesis import assume, given
from hypothesis import strategies as st

from mutualplan_deck.plan.model import Calendar, Kind, Plan, Status, Step, Success
from mutualplan_deck.plan.schedule import work_back
from mutualplan_deck.plan.workdays import workdays

SUCCESS = dt.date(2027, 6, 30)
TODAY = dt.date(2027, 1, 12)
DAYS = st.dates(dt.date(2027, 1, 1), SUCCESS)
OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.BLOCKED)
CALENDARS = st.builds(
    Calendar,
    workdays=st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(tuple),
    holidays=st.lists(st.dates(dt.date(2026, 6, 1), dt.date(2027, 7, 31)), max_size=8).map(tuple),
)


@st.composite
def step_lists(draw: st.DrawFn, most: int = 9, acyclic: bool = True) -> tuple[Step, ...]:
    """Steps in any order; without circles each waits only for ones of a lower number."""
    count = draw(st.integers(0, most))
    steps = []
    for n in range(count):
        known = [f"s{k}" for k in range(n if acyclic else count)]
        after = draw(st.lists(st.sampled_from([*known, "s99"]), max_size=3))
        steps.append(
            Step(
                id=f"s{n}",
                title=f"Step {n}",
                kind=draw(st.sampled_from(Kind)),
                after=tuple(after),
                days=draw(st.none() | st.integers(0, 12)),
                start=draw(st.none() | DAYS),
                due=draw(st.none() | DAYS),
                status=draw(st.sampled_from([*OPEN, Status.DONE, Status.CANCELLED])),
            )
        )
    return tuple(draw(st.permutations(steps)))


@st.composite
def plans(draw: st.DrawFn, acyclic: bool = True) -> Plan:
    steps = draw(step_lists(acyclic=acyclic))
    return Plan(success=Success(date=SUCCESS), steps=steps, calendar=draw(CALENDARS))


def works(plan: Plan, day: dt.date) -> bool:
    return day.weekday() in plan.calendar.workdays and day not in plan.calendar.holidays


def back(plan: Plan, day: dt.date, count: int) -> dt.date:
    """The day `count` working days before the last working day on or before `day`, walked day by day."""
    while not works(plan, day):
        day -= dt.timedelta(days=1)
    for _ in range(count):
        day -= dt.timedelta(days=1)
        while not works(plan, day):
            day -= dt.timedelta(days=1)
    return day


def forward(plan: Plan, first: dt.date, last: dt.date) -> int:
    """Working days after `first` up to `last`, counted one by one; negative if `last` comes first."""
    if last < first:
        return -forward(plan, last, first)
    span = (last - first).days
    return sum(works(plan, first + dt.timedelta(days=n + 1)) for n in range(span))


def chains(plan: Plan) -> list[tuple[str, ...]]:
    """Every chain of open steps, from one that waits for nothing to one that nothing waits for."""
    opened = {s.id: s for s in plan.steps if s.open}
    after = {i: [s.id for s in opened.values() if i in s.after] for i in opened}
    ends: list[tuple[str, ...]] = []

    def walk(path: tuple[str, ...]) -> None:
        if not after[path[-1]]:
            ends.append(path)
        for successor in after[path[-1]]:
            walk((*path, successor))

    for i, step in opened.items():
        if not any(p in opened for p in step.after):
            walk((i,))
    return [path for path in ends if len(path) > 1]


@given(plans())
def test_nothing_ends_after_the_success_date_or_before_it_starts(plan: Plan) -> None:
    for worked in work_back(plan, TODAY).steps.values():
        assert worked.latest_finish is not None
        assert worked.latest_start is not None
        assert worked.latest_start <= worked.latest_finish <= SUCCESS
        assert works(plan, worked.latest_start)
        assert works(plan, worked.latest_finish)


@given(plans())
def test_each_step_ends_before_what_waits_for_it_starts(plan: Plan) -> None:
    steps = work_back(plan, TODAY).steps
    for step in (s for s in plan.steps if s.open):
        for first in (i for i in step.after if i in steps):
            before, after = steps[first], steps[step.id]
            assert before.latest_finish is not None
            assert after.latest_start is not None
            if after.days:
                assert before.latest_finish < after.latest_start
            else:
                assert before.latest_finish <= after.latest_start


@given(plans())
def test_days_and_slack_agree_with_counting_one_by_one(plan: Plan) -> None:
    steps = work_back(plan, TODAY).steps
    for step in (s for s in plan.steps if s.open):
        worked = steps[step.id]
        assert worked.latest_start is not None
        assert worked.latest_finish is not None
        assert worked.latest_start == back(plan, worked.latest_finish, max(worked.days - 1, 0))
        assert worked.slack == (forward(plan, step.due, worked.latest_finish) if step.due else None)
        if step.days is None and step.start and step.due and step.start <= step.due:
            counted = forward(plan, step.start - dt.timedelta(days=1), step.due)
            assert worked.days == max(counted, 1)


@given(plans())
def test_latest_finish_is_the_success_date_less_the_longest_chain_behind(plan: Plan) -> None:
    schedule = work_back(plan, TODAY)
    days = {i: worked.days for i, worked in schedule.steps.items()}
    behind = dict.fromkeys(schedule.steps, 0)
    for path in chains(plan):
        for n, i in enumerate(path):
            behind[i] = max(behind[i], sum(days[k] for k in path[n + 1 :]))
    for i, worked in schedule.steps.items():
        assert worked.latest_finish == back(plan, SUCCESS, behind[i])


@given(plans())
def test_the_critical_path_is_the_longest_chain(plan: Plan) -> None:
    schedule = work_back(plan, TODAY)
    every = chains(plan)
    if not every:
        assert schedule.critical == ()
        return
    length = {path: sum(schedule.steps[i].days for i in path) for path in every}
    assert schedule.critical in every
    assert sum(schedule.steps[i].days for i in schedule.critical) == max(length.values())
    assert {i for i, worked in schedule.steps.items() if worked.critical} == set(schedule.critical)


@given(plans(acyclic=False))
def test_circles_are_named_whole_and_the_rest_is_still_worked_back(plan: Plan) -> None:
    schedule = work_back(plan, TODAY)
    opened = {s.id for s in plan.steps if s.open}
    graph = nx.DiGraph([(i, s.id) for s in plan.steps if s.open for i in s.after if i in opened])
    circles = {
        frozenset(c)
        for c in nx.strongly_connected_components(graph)
        if len(c) > 1 or graph.has_edge(*(2 * list(c)))
    }
    assert {frozenset(circle) for circle in schedule.cycles} == circles
    assert set(schedule.steps) == opened - {i for circle in circles for i in circle}
    told = [
        f
        for f in schedule.findings
        if f.code == "MP121" and ("each other" in f.message or "itself" in f.message)
    ]
    assert len(told) == len(circles)


@given(plans(), st.integers(-8, 8))
def test_a_success_date_a_week_later_moves_every_latest_date_by_a_week(plan: Plan, weeks: int) -> None:
    plan = plan.model_copy(update={"calendar": Calendar(workdays=plan.calendar.workdays)})
    shift = dt.timedelta(weeks=weeks)
    moved = plan.model_copy(update={"success": Success(date=SUCCESS + shift)})
    assume(not any(s.due and s.due > SUCCESS + shift for s in plan.steps))
    before, after = work_back(plan, TODAY), work_back(moved, TODAY)
    for i, worked in before.steps.items():
        assert worked.latest_start is not None
        assert worked.latest_finish is not None
        assert after.steps[i].latest_start == worked.latest_start + shift
        assert after.steps[i].latest_finish == worked.latest_finish + shift
    assert after.critical == before.critical


@given(plans(), st.integers(0, 30), st.data())
def test_one_step_more_never_makes_another_later(plan: Plan, days: int, data: st.DataObject) -> None:
    ids = [s.id for s in plan.steps]
    after = data.draw(st.lists(st.sampled_from(ids), max_size=3)) if ids else []
    more = Step(id="new", title="New", days=days, after=tuple(after))
    before = work_back(plan, TODAY)
    later = work_back(plan.model_copy(update={"steps": (*plan.steps, more)}), TODAY)
    for i, worked in before.steps.items():
        new = later.steps[i].latest_finish
        assert worked.latest_finish is not None
        assert new is not None
        assert new <= worked.latest_finish


@given(plans(acyclic=False), st.permutations(range(9)))
def test_the_order_of_the_lines_changes_no_date(plan: Plan, order: list[int]) -> None:
    shuffled = tuple(plan.steps[n] for n in order if n < len(plan.steps))
    again = work_back(plan.model_copy(update={"steps": shuffled}), TODAY)
    schedule = work_back(plan, TODAY)
    for i, worked in schedule.steps.items():
        assert again.steps[i].latest_finish == worked.latest_finish
        assert again.steps[i].latest_start == worked.latest_start


@given(CALENDARS, st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)))
def test_a_position_and_its_day_are_each_others_way_back(calendar: Calendar, day: dt.date) -> None:
    days = workdays(calendar)
    plan = Plan(calendar=calendar)
    assert days.works(day) == works(plan, day)
    last = back(plan, day, 0)
    assert days.day(days.position(day)) == last
    assert days.position(last) == days.position(day)
    assert days.between(last, day + dt.timedelta(days=40)) == forward(plan, last, day + dt.timedelta(days=40))


def test_a_thousand_steps_agree_with_networkx() -> None:
    rng = random.Random(7)
    days = [rng.randint(0, 9) for _ in range(1000)]
    links = {n: rng.sample(range(n), min(n, rng.randint(0, 3))) for n in range(1000)}
    steps = tuple(
        Step(id=str(n), title=str(n), days=days[n], after=tuple(map(str, links[n]))) for n in range(1000)
    )
    schedule = work_back(Plan(success=Success(date=SUCCESS), steps=steps), TODAY)
    graph = nx.DiGraph()
    graph.add_edges_from((str(p), str(n), {"weight": days[p]}) for n, before in links.items() for p in before)
    graph.add_edges_from((str(n), "end", {"weight": days[n]}) for n in range(1000))
    assert sum(days[int(i)] for i in schedule.critical) == nx.dag_longest_path_length(graph)
    behind = dict.fromkeys(graph, 0)
    for node in reversed(list(nx.topological_sort(graph))):
        behind[node] = max((behind[k] + (days[int(k)] if k != "end" else 0) for k in graph[node]), default=0)
    plan = Plan()
    for i, worked in schedule.steps.items():
        assert worked.latest_finish == back(plan, SUCCESS, behind[i])
