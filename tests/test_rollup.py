"""Which steps stand one by one on the timeline, and which are rolled up (SPEC §11.4)."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from mutualplan_deck.deck.blocks.rollup import LANES, Line, lines
from mutualplan_deck.plan.model import Kind
from mutualplan_deck.plan.standing import Standing
from mutualplan_deck.story.story import Lane, StepRow, Text

TODAY = dt.date(2027, 1, 12)


def row(number: int, **fields: object) -> StepRow:
    said: dict[str, object] = {
        "id": f"s{number}",
        "lane": Lane.CUSTOMER,
        "phase": "Prove",
        "title": Text(f"steps/s{number}/title", f"Step {number}"),
        "owner": Text(f"steps/s{number}/owner", "Tom Ashby"),
        "owners": ("Tom Ashby",),
        "due_text": Text(f"steps/s{number}/due", "5 Feb"),
        "status": Text(f"steps/s{number}/status", "Not started"),
        "standing": Standing.NOT_STARTED,
        "kind": Kind.TASK,
        "start": None,
        "due": TODAY + dt.timedelta(days=number),
    }
    return StepRow(**{**said, **fields})  # type: ignore[arg-type]


@st.composite
def step_rows(draw: st.DrawFn) -> list[StepRow]:
    drawn = st.tuples(
        st.sampled_from(list(Lane)),
        st.sampled_from(["", "Prove", "Decide", "Deliver"]),
        st.sampled_from(list(Standing)),
        st.sampled_from(list(Kind)),
        st.none() | st.dates(dt.date(2026, 6, 1), dt.date(2028, 6, 1)),
        st.booleans(),
    )
    return [
        row(k, lane=lane, phase=phase, standing=standing, kind=kind, due=due, critical=critical)
        for k, (lane, phase, standing, kind, due, critical) in enumerate(draw(st.lists(drawn, max_size=60)))
    ]


def ids(found: tuple[Line, ...]) -> list[str]:
    return [r.id for line in found for r in line.rows]


@given(step_rows(), st.integers(3, 14))
def test_never_more_lines_than_there_is_room_for(rows: list[StepRow], most: int) -> None:
    assert len(lines(rows, TODAY, most)) <= most


@given(step_rows(), st.integers(3, 14))
def test_no_step_is_lost_while_all_fit_or_is_shown_twice(rows: list[StepRow], most: int) -> None:
    shown = ids(lines(rows, TODAY, most))
    assert len(shown) == len(set(shown))
    missing = {r.id for r in rows} - set(shown)
    assert all(r.standing is Standing.DONE for r in rows if r.id in missing)
    if len(rows) <= most:
        assert not missing


@given(step_rows(), st.integers(3, 14))
def test_lanes_stand_in_order_and_each_by_date(rows: list[StepRow], most: int) -> None:
    found = lines(rows, TODAY, most)
    order = [(LANES.index(line.lane), line.due or dt.date.max) for line in found]
    assert order == sorted(order)


@given(step_rows())
def test_trouble_is_rolled_up_only_when_there_is_more_of_it_than_room(rows: list[StepRow]) -> None:
    trouble = {r.id for r in rows if r.standing in (Standing.LATE, Standing.AT_RISK, Standing.BLOCKED)}
    found = lines(rows, TODAY, 14)
    hidden = trouble & {r.id for line in found if line.single is None for r in line.rows}
    # Up to three lines are needed for the rest of each lane.
    assert not hidden or len(trouble) > 14 - 3 * 4


def test_what_claims_a_line_of_its_own_comes_first() -> None:
    rows = [row(k) for k in range(1, 30)]
    rows[27] = row(28, success=True)
    rows[26] = row(27, kind=Kind.DECISION)
    rows[25] = row(26, standing=Standing.LATE)
    rows[24] = row(25, critical=True)
    single = {line.single.id for line in lines(rows, TODAY, 5) if line.single}
    assert {"s28", "s27", "s26", "s25"} == single
