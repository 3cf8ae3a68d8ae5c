"""What the tests of placed blocks share: a page, a deck of it, all it says, and texts of every kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from mutualplan_deck.deck.boxes import Box, Chart, Deck, Group, Properties, Rect, Shape, Slide, Table
from mutualplan_deck.deck.fit import Fitter
from mutualplan_deck.deck.grid import STANDARD, WIDE
from mutualplan_deck.deck.look import Look, load_layout, resolve
from mutualplan_deck.deck.page import Page
from mutualplan_deck.deck.ruler import Ruler
from mutualplan_deck.deck.verify import overflows, row_height
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.story.story import Proof, Question, State, Story, Text
from mutualplan_deck.story.tell import tell

SAMPLES = Path(__file__).parents[1] / "sample_plans"
FORMS = [(layout, wide) for layout in ("clearpath", "halden") for wide in (True, False)]
SLIDES = {"summary": 1, "issues": 2, "solution": 3, "value": 4, "line_of_sight": 2}

words = st.one_of(
    st.text(alphabet="abc ÄéЖ漢字かな😀.,;()\u00a0", max_size=60),
    st.sampled_from(
        ["", "x", "W" * 500, "word " * 100, "漢字" * 250, "👩‍👩‍👧 " * 40, "All claims wait in one queue"]
    ),
)
texts = st.builds(Text, key=st.just("k"), full=words, short=words, gap=st.booleans())
questions = st.lists(st.builds(Question, texts, texts), max_size=4).map(tuple)
states = st.builds(State, st.sampled_from(Proof), texts, texts, texts)
amounts = st.none() | st.decimals(0, 10**9, places=2)


@cache
def look_of(layout: str, wide: bool) -> tuple[Look, Ruler]:
    look = resolve(load_layout(layout)[0], wide=wide)
    return look, Ruler(look.font("minor"), look.font("major"))


@cache
def told(sample: str = "halden-claims") -> Story:
    plan = Plan.model_validate_json((SAMPLES / f"{sample}.json").read_text("utf-8"))
    return tell(plan, today=plan.as_of or dt.date(2027, 1, 12))[0]


def page_for(block: str, layout: str = "clearpath", wide: bool = True) -> Page:
    look, ruler = look_of(layout, wide)
    return Page(
        block, WIDE if wide else STANDARD, look, ruler, Fitter(ruler, look, block, "Full texts"), SLIDES
    )


def boxes(page: Page) -> Iterator[Box]:
    """Every box, groups opened."""
    for box in page.boxes:
        yield from box.children if isinstance(box, Group) else (box,)


def named(page: Page, name: str) -> Any:
    """The box of this name, the block's own prefix left out."""
    return next(b for b in (*page.boxes, *boxes(page)) if b.name == page.name(name))


def table_of(page: Page) -> Table:
    return next(b for b in page.boxes if isinstance(b, Table))


def chart_of(page: Page, name: str) -> Chart:
    return next(b for b in page.boxes if isinstance(b, Chart) and b.name.endswith(name))


def row_texts(table: Table, row: int) -> list[str]:
    return [" / ".join(p.text for p in cell.paragraphs if p.text) for cell in table.rows[row].cells]


def tidy(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def everything(page: Page) -> str:
    """All that the slide and its notes say, a line each."""
    shown = [p.text for b in boxes(page) if isinstance(b, Shape) for p in b.paragraphs]
    shown += [
        p.text
        for b in page.boxes
        if isinstance(b, Table)
        for row in b.rows
        for cell in row.cells
        for p in cell.paragraphs
    ]
    noted = [n.text for n in (*page.fitter.notes, *page.notes)]
    return "\n".join(tidy(line) for line in (*shown, *noted))


def assert_sound(page: Page) -> None:
    """Every text in its box, no text over another, every box on the body, every name once, rows as said."""
    slide = Slide((page.block,), "Plan light", "A title", tuple(page.boxes))
    deck = Deck(page.grid.width, page.grid.height, (slide,), Properties())
    assert [f.message for f in overflows(deck, page.ruler)] == []
    names = [b.name for b in (*page.boxes, *boxes(page)) if not isinstance(b, Group)]
    groups = [b.name for b in page.boxes if isinstance(b, Group)]
    assert len(set(names) | set(groups)) == len({*names}) + len(groups)
    assert len([b.name for b in boxes(page)]) == len({b.name for b in boxes(page)})
    body = page.grid.body
    for box in boxes(page):
        _assert_inside(box.rect, Rect(body.x, 96, body.w, body.bottom - 96), box.name)
    for table in (b for b in page.boxes if isinstance(b, Table)):
        for row in table.rows:
            assert row_height(row, table.columns, page.ruler) <= row.height + 0.01
            assert len(row.cells) == len(table.columns)


def _assert_inside(rect: Rect, body: Rect, name: str) -> None:
    slack = 0.6
    assert rect.x >= body.x - slack, name
    assert rect.right <= body.right + slack, name
    assert rect.y >= body.y - slack, name
    assert rect.bottom <= body.bottom + slack, name
