"""Somebody who has only the customer's own slides can tell what it is about, and what is asked of them."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from functools import cache

import pytest
from matrix import TODAY, Case, made
from pptx import Presentation

from mutualplan_deck.deck.boxes import Shape
from mutualplan_deck.plan.business_case import business_case
from mutualplan_deck.plan.model import Kind, Plan, Step
from mutualplan_deck.plan.schedule import work_back
from mutualplan_deck.shipped import samples_folder
from mutualplan_deck.story.voice import Voice

# The thin sample has neither value nor risk: its open points are told in test_champion.
FULL = [p.stem for p in sorted(samples_folder().glob("*.json")) if p.stem != "brightwater-thin"]
forms = pytest.mark.parametrize("slides", [6, 5, 4])
samples = pytest.mark.parametrize("sample", FULL)


@cache
def plan_of(sample: str) -> Plan:
    return Plan.model_validate_json((samples_folder() / f"{sample}.json").read_text("utf-8"))


@cache
def slide_texts(sample: str, slides: int) -> tuple[str, ...]:
    """What can be read on each slide of the file itself, notes left out; blanks made plain."""
    _, data = made(Case(sample, "clearpath", slides, edition="champion"))
    deck = Presentation(io.BytesIO(data))
    return tuple(plain("\n".join(_shown(slide.shapes))) for slide in deck.slides)


def _shown(shapes: object) -> Iterator[str]:
    for shape in shapes:  # type: ignore[attr-defined]
        if shape.has_text_frame:
            yield shape.text_frame.text
        if getattr(shape, "has_table", False) and shape.has_table:
            yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from _shown(shape.shapes)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def voice(sample: str) -> Voice:
    plan = plan_of(sample)
    return Voice(plan.locale, plan.currency, TODAY)


@forms
@samples
def test_what_is_the_problem(sample: str, slides: int) -> None:
    plan, deck = plan_of(sample), slide_texts(sample, slides)
    issue = plan.issues[0]
    everything = " ".join(deck)
    assert plain(issue.metric).casefold() in deck[0].casefold()
    assert plain(issue.short or issue.statement) in everything or plain(issue.statement) in everything
    told = [p for p in plan.problems if plain(p.statement) in everything or plain(p.short) in everything]
    assert len(told) >= min(3, len(plan.problems))


@forms
@samples
def test_what_is_it_worth_and_who_says_so(sample: str, slides: int) -> None:
    plan, deck = plan_of(sample), slide_texts(sample, slides)
    case, say = business_case(plan, TODAY), voice(sample)
    assert case.total.annual is not None
    worth = plain(say.money(case.total.annual))
    assert worth in deck[0]
    page = next(text for text in deck[1:] if all(plain(o.source)[:12] in text for o in plan.outcomes[:2]))
    assert worth in page
    largest = sorted(plan.outcomes, key=lambda o: -(o.annual_value or 0))[:5]  # more are one row together
    names = {plan.person(o.confirmed.by) for o in largest if o.confirmed}
    assert all(p and p.name.split()[-1] in page for p in names)


def asked(plan: Plan) -> list[Step]:
    """The first open decisions and approvals of the customer's."""
    kinds = (Kind.DECISION, Kind.APPROVAL)
    found = [s for s in plan.steps if s.shared and s.open and s.kind in kinds and s.owner_customer]
    return sorted(found, key=lambda s: s.due or dt.date.max)[:3]


@forms
@samples
def test_what_is_asked_of_whom_and_by_when(sample: str, slides: int) -> None:
    plan, first, say = plan_of(sample), slide_texts(sample, slides)[0], voice(sample)
    steps = asked(plan)
    assert steps
    for step in steps:
        owner = plan.person(step.owner_customer)
        assert plain(step.ask or step.title)[:24] in first
        assert owner
        assert plain(owner.name) in first
        assert step.due
        assert plain(say.day(step.due)) in first


@forms
@samples
def test_what_happens_if_we_wait(sample: str, slides: int) -> None:
    plan, first, say = plan_of(sample), slide_texts(sample, slides)[0], voice(sample)
    case, latest = business_case(plan, TODAY), work_back(plan, TODAY).latest_signature
    assert case.cost_of_delay
    assert plain(say.money(case.cost_of_delay)) in first
    assert latest
    assert plain(say.day(latest)) in first


def test_the_vendor_is_named_and_its_logo_is_not_there() -> None:
    _, data = made(Case("halden-claims", "clearpath", edition="champion"))
    for slide in Presentation(io.BytesIO(data)).slides:
        pictures = [s.name for s in slide.shapes if "logo" in s.name]
        assert pictures == [f"mp.{slide.shapes[0].name.split('.')[1]}.logo.customer"]
    assert "Prepared with Clearpath." in slide_texts("halden-claims", 6)[0]


@forms
@samples
def test_every_answer_before_deciding_stands_whole(sample: str, slides: int) -> None:
    built, _ = made(Case(sample, "clearpath", slides, edition="champion"))
    boxes = [
        b for b in built.deck.slides[0].shapes() if re.fullmatch(r"mp\.summary\.before\.\d\.items", b.name)
    ]
    assert len(boxes) == 3
    for box in boxes:
        assert isinstance(box, Shape)
        assert box.paragraphs
        assert not any("…" in p.text for p in box.paragraphs)


def test_notes_hold_the_talk_track_first() -> None:
    _, data = made(Case("halden-claims", "clearpath", edition="champion"))
    for slide in Presentation(io.BytesIO(data)).slides:
        text = slide.notes_slide.notes_text_frame.text
        heads = [text.index(h) for h in ("Say (one minute)", "If they ask", "Before you present")]
        assert heads == sorted(heads)
        assert heads[0] == 0
