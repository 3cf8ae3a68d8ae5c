"""The people slide: everybody stands on it, by card or by name, and no text leaves its box."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mutualplan_deck.deck.blocks.deciders import place_deciders
from mutualplan_deck.deck.blocks.people import place_people
from mutualplan_deck.deck.boxes import Deck, Group, Properties, Shape, Slide
from mutualplan_deck.deck.fit import Fitter
from mutualplan_deck.deck.grid import STANDARD, WIDE
from mutualplan_deck.deck.look import Look, load_layout, resolve
from mutualplan_deck.deck.page import Page
from mutualplan_deck.deck.ruler import Ruler
from mutualplan_deck.deck.verify import overflows
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.story.story import (
    NONE,
    Band,
    Commitment,
    People,
    PersonCard,
    Question,
    Story,
    Text,
    Title,
)
from mutualplan_deck.story.tell import tell

SAMPLES = Path(__file__).parents[1] / "sample_plans"
FORMS = [(layout, wide) for layout in ("clearpath", "halden") for wide in (True, False)]
SLIDES = {"people": 5, "timeline_people": 4}

words = st.one_of(
    st.text(alphabet="abc ÄéЖ漢字かな😀.,;()\u00a0", max_size=60),
    st.sampled_from(
        ["", "x", "W" * 500, "word " * 100, "漢字" * 250, "👩‍👩‍👧 " * 40, "Head of Claims Operations"]
    ),
)
texts = st.builds(Text, key=st.just("k"), full=words, short=words, gap=st.booleans())
glyphs = st.sampled_from(["", "decision", "next", "in_progress", "at_risk", "late", "to_confirm", "done"])
cards = st.builds(
    PersonCard,
    id=words,
    initials=st.sampled_from(["MH", "?", "金", "WW", "W" * 500, ""]),
    name=texts,
    title=texts,
    responsibility=texts,
    commitment=st.builds(Commitment, glyphs, texts, texts, texts),
    gap=st.booleans(),
    organisation=words,
)
bands = st.builds(Band, texts, texts, st.lists(cards, max_size=11).map(tuple))


@st.composite
def peoples(draw: st.DrawFn) -> People:
    some = st.none() | bands
    return People(
        name=Text("n", "People"),
        title=Title("people/title", ("A title",)),
        source=NONE,
        deciders=draw(some),
        makers=draw(some),
        answers=draw(some),
        delivers=draw(some),
        questions=draw(st.lists(st.builds(Question, texts, texts), max_size=5).map(tuple)),
        finish=Text("labels/chrome/finish", "To finish this page"),
    )


@cache
def look_of(layout: str, wide: bool) -> tuple[Look, Ruler]:
    look = resolve(load_layout(layout)[0], wide=wide)
    return look, Ruler(look.font("minor"), look.font("major"))


@cache
def told(sample: str) -> Story:
    plan = Plan.model_validate_json((SAMPLES / f"{sample}.json").read_text("utf-8"))
    return tell(plan, today=plan.as_of or dt.date(2027, 1, 12))[0]


def empty(layout: str, wide: bool) -> Page:
    look, ruler = look_of(layout, wide)
    return Page("people", WIDE if wide else STANDARD, look, ruler, Fitter(ruler, look, "people"), SLIDES)


def placed(block: People, layout: str, wide: bool) -> Page:
    page = empty(layout, wide)
    place_people(page, told("halden-claims"), block)
    return page


def deck(page: Page) -> Deck:
    slide = Slide(("people",), "Plan light", "A title", tuple(page.boxes))
    return Deck(page.grid.width, page.grid.height, (slide,), Properties())


def everything(page: Page) -> str:
    """All that the slide and its notes say."""
    shapes = [s for s in slide_shapes(page) if isinstance(s, Shape)]
    shown = [p.text for s in shapes for p in s.paragraphs]
    return "\n".join([*shown, *(n.text for n in page.fitter.notes), *(n.text for n in page.notes)])


def slide_shapes(page: Page) -> list[object]:
    return [c for b in page.boxes for c in (b.children if isinstance(b, Group) else (b,))]


def some_people(n: int, what: str = "maker") -> tuple[PersonCard, ...]:
    owed = Commitment("next", Text("w", "Next, 5 Feb"), Text("s", "Pilot result"), Text("d", "5 Feb"))
    return tuple(
        PersonCard(
            "same", "AB", Text(f"{what}{k}", f"{what} {k}"), Text("t", "Manager"), Text("r", "Does it"), owed
        )
        for k in range(1, n + 1)
    )


def band(n: int, what: str = "maker") -> Band:
    return Band(Text("o", "Halden Mutual"), Text("p", f"{what}s"), some_people(n, what))


def some_block(
    *,
    deciders: Band | None = None,
    makers: Band | None = None,
    answers: Band | None = None,
    delivers: Band | None = None,
) -> People:
    block = told("halden-claims").people
    assert block is not None
    return replace(block, questions=(), deciders=deciders, makers=makers, answers=answers, delivers=delivers)


@pytest.mark.parametrize(("layout", "wide"), FORMS)
@given(block=peoples())
@settings(max_examples=15, deadline=None)
def test_nothing_overflows(block: People, layout: str, wide: bool) -> None:
    page = placed(block, layout, wide)
    assert overflows(deck(page), page.ruler) == ()
    assert all(box.rect.bottom <= page.grid.body.bottom + 0.5 for box in page.boxes)


@pytest.mark.parametrize(("layout", "wide"), FORMS)
@given(block=peoples(), label=texts)
@settings(max_examples=15, deadline=None)
def test_deciders_do_not_overflow(block: People, label: Text, layout: str, wide: bool) -> None:
    page = empty(layout, wide)
    place_deciders(page, block, label, 412)
    assert overflows(deck(page), page.ruler) == ()
    assert all(box.rect.bottom <= page.grid.body.bottom + 0.5 for box in page.boxes)


@given(block=peoples())
@settings(max_examples=15, deadline=None)
def test_names_are_unique(block: People) -> None:
    page = placed(block, "clearpath", True)
    names = [
        box.name
        for box in (*page.boxes, *(c for b in page.boxes if isinstance(b, Group) for c in b.children))
    ]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("deciders", "makers", "delivers"), [(3, 6, 2), (4, 9, 5), (5, 20, 1), (8, 40, 0), (0, 60, 60)]
)
@pytest.mark.parametrize("wide", [True, False])
def test_nobody_is_lost(deciders: int, makers: int, delivers: int, wide: bool) -> None:
    block = some_block(
        deciders=band(deciders, "decider") if deciders else None,
        makers=band(makers),
        answers=band(1, "answer"),
        delivers=band(delivers, "deliverer") if delivers else None,
    )
    said = everything(placed(block, "clearpath", wide))
    for n, what in ((deciders, "decider"), (makers, "maker"), (delivers, "deliverer")):
        assert [k for k in range(1, n + 1) if f"{what} {k}" not in said] == []


@pytest.mark.parametrize("n", range(1, 9))
def test_up_to_eight_deciders_each_have_a_card(n: int) -> None:
    page = placed(some_block(deciders=band(n, "decider"), makers=band(12)), "clearpath", True)
    groups = [b.name for b in page.boxes if isinstance(b, Group)]
    assert len([name for name in groups if ".decides." in name]) == n
    makers = len([name for name in groups if ".works." in name and not name.endswith(".more")])
    assert f"+{12 - makers}" in everything(page)


def test_the_mock_up_stands_where_it_is_specified() -> None:
    block = told("halden-claims").people
    assert block is not None
    page = placed(block, "clearpath", True)
    groups = [b for b in page.boxes if isinstance(b, Group)]
    discs = [(round(g.children[0].rect.x - 0.5), round(g.children[0].rect.y - 0.5)) for g in groups]
    rows = [(x, y) for y in (145, 287, 398) for x in (44, 260, 476)]
    assert discs == [*rows, (724, 145), (724, 287), (724, 398)]
    panel = next(b for b in page.boxes if b.name == "mp.people.vendor.panel")
    assert tuple(round(v, 1) for v in panel.rect) == (710, 106, 206, 386)


def test_a_role_without_a_person_is_a_dashed_disc_with_a_question_mark() -> None:
    block = told("halden-claims").people
    assert block is not None
    assert block.makers is not None
    gap = next(c for c in block.makers.people if c.gap)
    page = placed(block, "clearpath", True)
    disc = next(s for s in slide_shapes(page) if isinstance(s, Shape) and s.name.endswith(f"{gap.id}.disc"))
    assert disc.paragraphs[0].text == "?"
    assert disc.stroke
    assert disc.stroke.dash == "sysDash"


def test_who_decides_has_a_filled_disc_and_who_makes_it_work_a_hollow_one() -> None:
    page = placed(some_block(deciders=band(1, "decider"), makers=band(1)), "clearpath", True)
    discs = [s.fill for s in slide_shapes(page) if isinstance(s, Shape) and s.geometry == "ellipse"]
    assert discs == ["dk2", "lt1"]


def test_few_people_leave_room_for_what_finishes_the_page() -> None:
    block = replace(
        some_block(deciders=band(1, "decider")),
        questions=(Question(Text("q", "Who decides?"), Text("w", "Ann")),),
    )
    page = placed(block, "clearpath", True)
    finish = next(b for b in page.boxes if b.name == "mp.people.finish")
    lowest = max(b.rect.bottom for b in page.boxes if isinstance(b, Group))
    assert finish.rect.y >= lowest


def test_deciders_stand_in_a_row_with_their_next_commitment() -> None:
    page = empty("clearpath", True)
    block = told("halden-claims").people
    assert block is not None
    place_deciders(page, block, Text("l", "Who decides, who answers"), 412)
    groups = [b for b in page.boxes if isinstance(b, Group)]
    assert [round(g.rect.x) for g in groups] == [44, 266, 488, 710]
    said = everything(page).replace("\u00a0", " ")
    assert "22 Jan  Confirm" in said
    assert "Account Director, Clearpath" in said
