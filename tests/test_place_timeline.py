"""The timeline is placed so that nothing leaves its box, whatever the plan (SPEC §11)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mutualplan_deck.deck.blocks.timeline import place_timeline
from mutualplan_deck.deck.blocks.timeline_people import place_timeline_people
from mutualplan_deck.deck.boxes import Deck, Group, Shape, Slide, Table
from mutualplan_deck.deck.fit import Fitter
from mutualplan_deck.deck.grid import STANDARD, WIDE
from mutualplan_deck.deck.look import Look, load_layout, resolve
from mutualplan_deck.deck.page import Page
from mutualplan_deck.deck.ruler import Ruler
from mutualplan_deck.deck.verify import overflows
from mutualplan_deck.plan.model import Kind, Organisation, Person, Plan, Status, Step, Success
from mutualplan_deck.story.tell import tell

TODAY = dt.date(2027, 1, 12)
WORDS = st.text(st.sampled_from("abcdefg Mwi-ÄЖ漢🚀 ,;"), max_size=80) | st.sampled_from(
    ["", "x", "Security review", "W" * 300, "Ein sehr langes Wort " * 20, "安全審査" * 40]
)
DAYS = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2029, 12, 31))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    count = draw(st.integers(0, 40))
    steps = [
        Step(
            id=f"s{k}",
            title=draw(WORDS),
            phase=draw(st.sampled_from(["", "Prove", "A phase with a long name of its own"])),
            kind=draw(st.sampled_from(list(Kind))),
            owner_customer=draw(
                st.sampled_from(["", "Marian Holt", "Legal", "W" * 60, "Marian Holt; Tom Ashby"])
            ),
            owner_vendor=draw(st.sampled_from(["", "Amy Chen"])),
            start=draw(DAYS),
            due=draw(DAYS),
            days=draw(st.none() | st.integers(0, 60)),
            after=tuple(draw(st.lists(st.sampled_from([f"s{j}" for j in range(count)]), max_size=2))),
            status=draw(st.sampled_from(list(Status))),
        )
        for k in range(count)
    ]
    people = (Person(id="m", name="Marian Holt", decides=True), Person(id="t", name="Tom Ashby"))
    name = draw(st.sampled_from(["Halden Mutual", "X", "Northgate University Hospitals Group of the North"]))
    return Plan(
        customer=Organisation(name=name),
        vendor=Organisation(name=draw(st.sampled_from(["Clearpath", ""]))),
        success=Success(date=draw(DAYS)),
        steps=tuple(steps),
        people=people,
    )


def looks() -> dict[tuple[str, bool], Look]:
    return {
        (n, w): resolve(load_layout(n)[0], wide=w) for n in ("clearpath", "halden") for w in (True, False)
    }


LOOKS = looks()


def placed(plan: Plan, look: Look, *, wide: bool, people: bool = False) -> tuple[Deck, Page]:
    story, _ = tell(plan, today=TODAY)
    grid, ruler = WIDE if wide else STANDARD, Ruler(look.font("minor"), look.font("major"))
    page = Page("timeline", grid, look, ruler, Fitter(ruler, look, "timeline"), {"timeline": 6, "summary": 1})
    if people and story.timeline_people:
        place_timeline_people(page, story, story.timeline_people)
    elif story.timeline:
        place_timeline(page, story, story.timeline)
    return Deck(grid.width, grid.height, (Slide(("timeline",), "Plan light", "t", tuple(page.boxes)),)), page


@pytest.mark.parametrize(("name", "wide"), list(LOOKS))
@pytest.mark.parametrize("people", [False, True])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans())
def test_nothing_leaves_its_box(name: str, wide: bool, people: bool, plan: Plan) -> None:
    look = LOOKS[name, wide]
    deck, _ = placed(plan, look, wide=wide, people=people)
    assert overflows(deck, Ruler(look.font("minor"), look.font("major"))) == ()


def road(count: int, **fields: object) -> Plan:
    steps = [
        Step(
            id=f"s{k}", title=f"Step {k}", owner_customer="Marian Holt", due=TODAY + dt.timedelta(k), **fields
        )  # type: ignore[arg-type]
        for k in range(1, count + 1)
    ]
    customer = Organisation(name="Halden Mutual")
    return Plan(customer=customer, steps=tuple(steps), success=Success(date=dt.date(2027, 6, 30)))


def rows_of(deck: Deck) -> list[str]:
    table = next(b for b in deck.slides[0].boxes if isinstance(b, Table))
    return [row.cells[1].paragraphs[0].text for row in table.rows[1:]]


def test_each_bar_stands_in_the_middle_of_its_row() -> None:
    deck, _ = placed(road(9, start=TODAY), LOOKS["clearpath", True], wide=True)
    table = next(b for b in deck.slides[0].boxes if isinstance(b, Table))
    chart = next(b for b in deck.slides[0].boxes if isinstance(b, Group))
    bars = [c for c in chart.children if isinstance(c, Shape) and c.name.endswith(".bar")]
    tops = [table.y + sum(r.height for r in table.rows[:k]) for k in range(1, len(table.rows))]
    middles = [top + row.height / 2 for top, row in zip(tops, table.rows[1:], strict=True)]
    assert [round(b.rect.y + b.rect.h / 2, 3) for b in bars] == [round(m, 3) for m in middles]


def test_more_steps_than_rows_are_rolled_up_and_said_so() -> None:
    deck, page = placed(road(30, phase="Prove"), LOOKS["clearpath", True], wide=True)
    assert rows_of(deck)[-1] == "+17 more in Prove"
    assert page.source is not None
    assert page.source.full.startswith(
        "30 open and recent steps: 13 shown one by one, 17 in one grouped row."
    )


def test_a_gap_is_shown_and_nothing_is_invented() -> None:
    deck, _ = placed(
        Plan(customer=Organisation(name="Halden"), steps=(Step(id="a", title="Pilot"),), success=Success()),
        LOOKS["clearpath", True],
        wide=True,
    )
    table = next(b for b in deck.slides[0].boxes if isinstance(b, Table))
    cells = [c.paragraphs[0].text.replace("\u00a0", " ") for c in table.rows[1].cells]
    assert cells == ["Halden", "Pilot", "To confirm", "To confirm", "? To confirm"]
