"""The summary slide: whatever a story says, no text leaves its box; what has no room is told, not lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mutualplan_deck.deck.blocks.summary import place_summary
from mutualplan_deck.deck.boxes import Chart, Deck, Properties, Shape, Slide
from mutualplan_deck.deck.fit import Fitter
from mutualplan_deck.deck.grid import STANDARD, WIDE
from mutualplan_deck.deck.look import Look, load_layout, resolve
from mutualplan_deck.deck.page import Page
from mutualplan_deck.deck.ruler import Ruler
from mutualplan_deck.deck.verify import overflows
from mutualplan_deck.plan.health import Word
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.plan.standing import Standing
from mutualplan_deck.story.story import (
    NONE,
    Ask,
    Column,
    HealthPanel,
    Item,
    Kpi,
    Story,
    Summary,
    Text,
    Title,
)
from mutualplan_deck.story.tell import tell

SAMPLES = Path(__file__).parents[1] / "sample_plans"
SIX = {"summary": 1, "issues": 2, "solution": 3, "value": 4, "people": 5, "timeline": 6}
FOUR = {"summary": 1, "value": 3, "timeline_people": 4, "timeline": 4, "people": 4}
FORMS = [(layout, wide) for layout in ("clearpath", "halden") for wide in (True, False)]

words = st.one_of(
    st.text(alphabet="abc ÄéЖ漢字かな😀.,;()→\u00a0", max_size=60),
    st.sampled_from(
        [
            "",
            "x",
            "W" * 500,
            "word " * 100,
            "漢字" * 250,
            "👩‍👩‍👧 " * 40,
            "Confirm the value case",
            "12\u00a0days",
        ]
    ),
)
texts = st.builds(Text, key=st.just("k"), full=words, short=words, gap=st.booleans())
asks = st.lists(st.builds(Ask, texts, texts), max_size=6).map(tuple)
kpis = st.lists(
    st.builds(
        Kpi,
        key=st.just("k"),
        label=texts,
        figures=st.lists(words, max_size=2).map(tuple),
        before=words,
        caption=texts,
        estimate=st.booleans(),
    ),
    max_size=5,
).map(tuple)
columns = st.lists(
    st.builds(
        Column,
        st.sampled_from(["done", "next", "moved", "needs", "1"]),
        texts,
        st.lists(st.builds(Item, texts, texts, texts), max_size=6).map(tuple),
    ),
    max_size=4,
).map(tuple)
counts = st.lists(st.tuples(st.sampled_from(list(Standing)), st.integers(0, 999), texts), max_size=9).map(
    tuple
)
panels = st.builds(HealthPanel, st.sampled_from(list(Word)), texts, texts, texts, texts, counts, texts, texts)


@st.composite
def summaries(draw: st.DrawFn) -> Summary:
    return Summary(
        name=Text("n", "Mutual plan"),
        title=Title("summary/title", ("A title",)),
        source=NONE,
        asks_label=draw(texts),
        asks_reason=draw(texts),
        asks=draw(asks),
        decisions=draw(st.booleans()),
        kpis=draw(kpis),
        chain=draw(st.lists(st.tuples(texts, texts), max_size=3).map(tuple)),
        since=draw(texts),
        since_date=draw(texts),
        columns=draw(columns),
        next_column=draw(st.none() | columns.filter(bool).map(lambda c: c[0])),
        health=draw(st.none() | panels),
    )


@cache
def look_of(layout: str, wide: bool) -> tuple[Look, Ruler]:
    look = resolve(load_layout(layout)[0], wide=wide)
    return look, Ruler(look.font("minor"), look.font("major"))


@cache
def told(sample: str) -> Story:
    plan = Plan.model_validate_json((SAMPLES / f"{sample}.json").read_text("utf-8"))
    return tell(plan, today=plan.as_of or dt.date(2027, 1, 12))[0]


def placed(block: Summary, layout: str, wide: bool, slides: dict[str, int] | None = None) -> Page:
    look, ruler = look_of(layout, wide)
    page = Page(
        "summary", WIDE if wide else STANDARD, look, ruler, Fitter(ruler, look, "summary"), slides or SIX
    )
    place_summary(page, replace(told("halden-claims"), summary=block), block)
    return page


def deck(page: Page) -> Deck:
    slide = Slide(("summary",), "Plan light", "A title", tuple(page.boxes))
    return Deck(page.grid.width, page.grid.height, (slide,), Properties())


def shapes(page: Page) -> Iterator[Shape]:
    return (box for box in page.boxes if isinstance(box, Shape))


def said(page: Page) -> dict[str, str]:
    return {s.name: " / ".join(p.text for p in s.paragraphs) for s in shapes(page) if s.paragraphs}


def notes(page: Page) -> str:
    return "\n".join(note.text for note in page.fitter.notes)


@pytest.mark.parametrize(("layout", "wide"), FORMS)
@pytest.mark.parametrize("slides", [SIX, FOUR], ids=["six", "four"])
@given(block=summaries())
@settings(max_examples=15, deadline=None)
def test_nothing_overflows(block: Summary, layout: str, wide: bool, slides: dict[str, int]) -> None:
    page = placed(block, layout, wide, slides)
    assert overflows(deck(page), page.ruler) == ()
    assert all(box.rect.bottom <= page.grid.body.bottom + 0.5 for box in page.boxes)


@given(block=summaries())
@settings(max_examples=15, deadline=None)
def test_names_are_unique(block: Summary) -> None:
    names = [box.name for box in placed(block, "clearpath", True).boxes]
    assert len(names) == len(set(names))


@given(block=summaries())
@settings(max_examples=15, deadline=None)
def test_no_run_is_empty_and_no_text_under_its_floor(block: Summary) -> None:
    page = placed(block, "halden", False)
    runs = [r for s in shapes(page) for p in s.paragraphs for r in p.runs]
    assert all(r.text for r in runs)
    assert all(r.size >= 9 for r in runs if r.text.strip() and r.face != "glyph")


@pytest.mark.parametrize("sample", ["halden-claims", "northgate-crowded", "brightwater-thin"])
@pytest.mark.parametrize(("layout", "wide"), FORMS)
def test_samples_fit(sample: str, layout: str, wide: bool) -> None:
    page = placed(told(sample).summary, layout, wide)
    assert overflows(deck(page), page.ruler) == ()
    assert not [f for f in page.fitter.findings if f.code == "FT106"]


def test_the_mock_up_stands_where_it_is_specified() -> None:
    page = placed(told("halden-claims").summary, "clearpath", True)
    at = {box.name: tuple(round(v, 1) for v in box.rect) for box in page.boxes}
    assert at["mp.summary.asks.strip"] == (44, 112, 872, 70)
    assert at["mp.summary.ask.2.number"] == (589, 137, 20, 20)
    assert at["mp.summary.ask.2.text"] == (619, 126, 275, 20)
    assert at["mp.summary.ask.2.who"] == (619, 149, 275, 17)
    assert at["mp.summary.kpi.2.figure"] == (266, 224, 206, 42)
    assert at["mp.summary.chain.2"][:2] == (184, 329)
    assert at["mp.summary.since"][:2] == (44, 359)
    assert at["mp.summary.health.panel"] == (710, 198, 206, 294)
    assert at["mp.summary.health.bar"] == (724, 355, 178, 10)
    assert said(page)["mp.summary.kpi.1.figure"].replace("\u00a0", " ") == "21 → 12 days"


def test_a_dark_header_moves_figures_down_and_has_no_strip() -> None:
    page = placed(told("halden-claims").summary, "halden", True)
    at = {box.name: box.rect for box in page.boxes}
    assert "mp.summary.asks.strip" not in at
    assert at["mp.summary.asks.label"].x == 44
    assert at["mp.summary.kpi.1.rule"].y == 206
    assert at["mp.summary.since"].y == 363


def test_four_slides_show_the_next_fourteen_days_in_the_third_column() -> None:
    block = told("halden-claims").summary
    assert block.next_column is not None
    four, six = (said(placed(block, "clearpath", True, form)) for form in (FOUR, SIX))
    assert block.next_column.head.full in four["mp.summary.since.3.head"]
    assert block.columns[2].head.full in six["mp.summary.since.3.head"]


def test_more_than_three_decisions_the_earliest_three_are_asked() -> None:
    block = told("halden-claims").summary
    many = tuple(Ask(Text(f"a{k}", f"Decision {k}"), Text(f"w{k}", "Marian Holt")) for k in range(1, 6))
    page = placed(replace(block, asks=many), "clearpath", True)
    shown = [t for name, t in said(page).items() if name.endswith(".text")]
    assert shown == ["Decision 1", "Decision 2", "Decision 3"]
    assert "Decision 4" in notes(page)
    assert "Decision 5" in notes(page)


def test_without_a_decision_commitments_carry_no_diamond() -> None:
    block = replace(told("halden-claims").summary, decisions=False)
    assert not [s for s in shapes(placed(block, "clearpath", True)) if s.geometry == "diamond"]


def test_a_missing_figure_is_a_dashed_box_that_says_so() -> None:
    kpi = Kpi("k", Text("l", "Value a year"), (), caption=Text("c", "First estimate on 29 January"))
    page = placed(replace(told("halden-claims").summary, kpis=(kpi,)), "clearpath", True)
    gap = next(s for s in shapes(page) if s.name == "mp.summary.kpi.1.gap")
    assert gap.stroke
    assert gap.stroke.dash == "sysDash"
    assert "To confirm" in gap.paragraphs[0].text


def test_items_beyond_the_column_are_counted_there_and_kept_in_the_notes() -> None:
    items = tuple(Item(Text(f"t{k}", f"Step number {k}"), Text(f"u{k}", "Tom Ashby")) for k in range(1, 9))
    column = Column("needs", Text("h", "8 need you"), items)
    page = placed(replace(told("halden-claims").summary, columns=(column,)), "clearpath", True)
    shown = said(page)["mp.summary.since.1.items"]
    listed = [k for k in range(1, 9) if f"Step number {k}" in shown]
    assert listed == list(range(1, len(listed) + 1))
    assert f"+{8 - len(listed)} more" in shown
    assert all(f"Step number {k}" in notes(page) for k in range(len(listed) + 1, 9))


def test_a_moved_date_is_struck_beside_the_new_one() -> None:
    item = Item(Text("t", "Security review:"), Text("u", "29 Jan"), Text("s", "5 Feb"))
    column = Column("moved", Text("h", "1 moved"), (item,))
    page = placed(replace(told("halden-claims").summary, columns=(column,)), "clearpath", True)
    box = next(s for s in shapes(page) if s.name == "mp.summary.since.1.items")
    looks = [(r.text, r.strike, r.bold) for r in box.paragraphs[0].runs]
    assert looks == [
        ("Security review: ", False, False),
        ("29 Jan", True, False),
        (" ", False, False),
        ("5 Feb", False, True),
    ]


def test_the_bar_is_a_chart_whose_words_name_every_status() -> None:
    block = told("halden-claims").summary
    assert block.health is not None
    chart = next(b for b in placed(block, "clearpath", True).boxes if isinstance(b, Chart))
    assert chart.stacking == "percent"
    total = sum(n for _, n, _ in block.health.counts)
    assert sum((s.values[0] or Decimal(0) for s in chart.series), Decimal(0)) == total
    assert all(f"{word.full} {n}" in chart.alt for _, n, word in block.health.counts if n)
