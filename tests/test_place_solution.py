"""The solution: a row for each capability, a gap for each problem without one, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from placing import (
    FORMS,
    assert_sound,
    boxes,
    everything,
    named,
    page_for,
    questions,
    row_texts,
    states,
    table_of,
    texts,
    tidy,
    told,
    words,
)

from mutualplan_deck.deck.blocks.solution import place_solution
from mutualplan_deck.deck.boxes import Rect, Shape
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, Solution, SolutionRow, Story, Text, Title

rows = st.builds(
    SolutionRow,
    id=words,
    numbers=st.lists(st.integers(1, 60), max_size=9, unique=True).map(tuple),
    problem=texts,
    share=texts,
    capability=texts,
    distinctive=texts,
    proof=texts,
    state=states,
)


@st.composite
def blocks(draw: st.DrawFn) -> Solution:
    return Solution(
        name=Text("n", "Solution"),
        title=Title("t", ("A title",)),
        source=NONE,
        headers={key: draw(texts) for key in ("problem", "capability", "proof", "confirmed")},
        rows=tuple(draw(st.lists(rows, max_size=9))),
        questions=draw(questions),
        finish=draw(texts),
    )


def placed(block: Solution, layout: str = "clearpath", wide: bool = True, story: Story | None = None) -> Page:
    page = page_for("solution", layout, wide)
    place_solution(page, story or replace(told(), issues=None), block)
    return page


def halden() -> Solution:
    block = told().solution
    assert block is not None
    return block


def discs(page: Page) -> list[str]:
    found = [b for b in boxes(page) if isinstance(b, Shape) and b.geometry == "ellipse"]
    return [b.paragraphs[0].text for b in found]


@pytest.mark.parametrize(("layout", "wide"), FORMS)
@given(block=blocks())
@settings(max_examples=15, deadline=None)
def test_any_block_stands_on_its_page(layout: str, wide: bool, block: Solution) -> None:
    assert_sound(placed(block, layout, wide))


@given(block=blocks())
@settings(max_examples=25, deadline=None)
def test_no_capability_is_lost(block: Solution) -> None:
    said = everything(placed(block))
    for row in block.rows:
        assert tidy(row.capability.full) in said


@pytest.mark.parametrize(("layout", "wide"), FORMS)
@pytest.mark.parametrize("sample", ["halden-claims", "brightwater-thin", "northgate-crowded"])
def test_samples(sample: str, layout: str, wide: bool) -> None:
    story = told(sample)
    assert story.solution is not None
    assert_sound(placed(story.solution, layout, wide, story))


def test_the_mock_ups_page() -> None:
    page = placed(halden(), story=told())
    assert named(page, "band").rect == Rect(288, 106, 278, 382)
    table = table_of(page)
    assert (table.x, table.y, table.rect.right, table.rect.bottom) == (44, 112, 916, 488)
    assert [row.height for row in table.rows] == [22, 88.5, 88.5, 88.5, 88.5]
    assert row_texts(table, 1) == [
        "All claims wait in one queue / 2.0\u00a0days",
        "Simple claims are settled on day one; complex ones go straight to a specialist / Distinctive",
        "Replay of 2,000 Halden claims: 46% are simple",
        "●\u00a0Confirmed / Tom Ashby, 11\u00a0Jan",
    ]
    assert discs(page) == ["1", "2", "3", "4"]
    assert named(page, "capability.c1.bar").rect == Rect(288, 134.6, 3, 87.3)
    assert named(page, "capability.c1.arrow").end == (283, 134 + 88.5 / 2)


def test_a_problem_that_nothing_removes_is_a_gap() -> None:
    block, story = halden(), told()
    page = placed(replace(block, rows=block.rows[:3]), story=story)
    last = row_texts(table_of(page), 4)
    assert last[0].startswith("Supplier invoices are paid unchecked")
    assert last[1] == last[2] == "To confirm"
    assert last[3] == "?\u00a0To confirm"
    assert discs(page) == ["1", "2", "3", "4"]


def test_more_than_six_changes_are_counted_in_a_last_row() -> None:
    block = halden()
    eight = tuple(
        replace(block.rows[0], id=f"c{k}", numbers=(k,), capability=Text("c", f"Change {k}"))
        for k in range(1, 9)
    )
    page = placed(replace(block, rows=eight))
    table = table_of(page)
    assert [row.height for row in table.rows[1:]] == [59] * 6
    assert row_texts(table, 6)[1] == "+3 more changes, in the notes"
    notes = "\n".join(n.text for n in page.fitter.notes)
    assert all(f"Change {k}" in notes for k in (6, 7, 8))


def test_discs_of_many_problems_end_with_a_count() -> None:
    row = replace(halden().rows[0], numbers=(1, 2, 3, 4, 5, 6, 7))
    page = placed(replace(halden(), rows=(row,) * 4))
    assert discs(page)[:3] == ["1", "2", "+5"]


def test_rows_give_way_to_the_questions() -> None:
    story = told("brightwater-thin")
    assert story.solution is not None
    said = everything(placed(story.solution, story=story))
    assert story.solution.finish.full in said
    assert all(tidy(q.text.full) in said for q in story.solution.questions)
