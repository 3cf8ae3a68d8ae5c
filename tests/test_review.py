"""The internal edition: one slide more, and the only one that knows what is internal (METHOD §4)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pptx import Presentation

from mutualplan_deck.deck.blocks.review import place_review
from mutualplan_deck.deck.boxes import Deck, Properties, Slide
from mutualplan_deck.deck.fit import Fitter
from mutualplan_deck.deck.grid import STANDARD, WIDE
from mutualplan_deck.deck.look import load_layout, resolve
from mutualplan_deck.deck.page import Page
from mutualplan_deck.deck.ruler import Ruler
from mutualplan_deck.deck.verify import overflows
from mutualplan_deck.findings import Finding, Level
from mutualplan_deck.pipeline import Order, build, check_plan
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers import read
from mutualplan_deck.shipped import samples_folder
from mutualplan_deck.story.story import Edition, Story
from mutualplan_deck.story.tell import tell

TODAY = dt.date(2027, 1, 12)
WORDS = st.text(max_size=300) | st.sampled_from(["", "Who, by name?", "W" * 200])


def halden() -> Plan:
    return read(samples_folder() / "halden-claims.json", today=TODAY).plan


def told(plan: Plan, edition: Edition, findings: tuple[Finding, ...] = ()) -> Story:
    return tell(plan, today=TODAY, edition=edition, findings=findings)[0]


def test_only_the_internal_edition_has_a_review() -> None:
    assert told(halden(), Edition.WORKING).review is None
    assert told(halden(), Edition.INTERNAL).review is not None


def test_the_other_slides_say_the_same_in_both_editions_but_for_whom() -> None:
    working, internal = told(halden(), Edition.WORKING), told(halden(), Edition.INTERNAL)
    same = replace(internal, edition=working.edition, review=None, confidentiality=working.confidentiality)
    assert replace(same, voice=working.voice) == working
    assert internal.confidentiality.full == "Internal, not for the customer: Clearpath"


def test_the_review_names_the_weakest_factor_and_what_would_raise_it() -> None:
    review = told(halden(), Edition.INTERNAL).review
    assert review is not None
    weakest = [f for f in review.factors if f.weakest]
    assert [f.name.full for f in weakest] == ["Vision"]
    assert weakest[0].raised_by.full == "To raise it: a confirmed capability proved by a step that is done."
    assert min(f.grade for f in review.factors) == weakest[0].grade
    assert review.share.full == "10 of 12 open steps (83%)"


def test_the_worst_finding_comes_first() -> None:
    reading = read(samples_folder() / "brightwater-thin.json", today=TODAY)
    review = told(reading.plan, Edition.INTERNAL, check_plan(reading, TODAY)).review
    assert review is not None
    levels = [f.level for f in review.findings]
    assert levels == sorted(levels, key=[level.value for level in Level].index)
    assert levels[0] == "error"


@given(
    st.lists(st.tuples(st.sampled_from(Level), WORDS, WORDS), max_size=30),
    st.sampled_from(["clearpath", "halden"]),
    st.booleans(),
)
def test_any_findings_stand_on_the_page(found: list[tuple[Level, str, str]], name: str, wide: bool) -> None:
    findings = tuple(Finding("MP101", level, message, question=asked) for level, message, asked in found)
    story = told(halden(), Edition.INTERNAL, findings)
    assert story.review is not None
    look, grid = resolve(load_layout(name)[0], wide=wide), WIDE if wide else STANDARD
    ruler = Ruler(look.font("minor"), look.font("major"))
    page = Page("review", grid, look, ruler, Fitter(ruler, look, "review"), {"review": 7})
    place_review(page, story, story.review)
    deck = Deck(
        grid.width, grid.height, (Slide(("review",), "Plan light", "t", tuple(page.boxes)),), Properties()
    )
    assert overflows(deck, ruler) == ()


@pytest.mark.parametrize("slides", [4, 6])
def test_the_deck_has_one_slide_more_and_says_on_each_that_it_is_internal(
    tmp_path: Path, slides: int
) -> None:
    plan = samples_folder() / "halden-claims.json"
    order = Order(plan, tmp_path / "deck.pptx", slides=slides, edition="internal")
    build(order, today=TODAY)
    deck = Presentation(str(tmp_path / "deck.pptx"))
    assert len(deck.slides) == slides + 1
    for slide in deck.slides:
        assert any("Internal, not for the customer" in s.text_frame.text for s in slide.placeholders)


def test_an_internal_deck_says_so_in_its_name() -> None:
    assert Order(Path("acme.xlsx"), edition="internal").target == Path("acme.internal.pptx")
    assert Order(Path("acme.xlsx")).target == Path("acme.pptx")
