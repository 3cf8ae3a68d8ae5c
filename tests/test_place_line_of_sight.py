"""Line of sight: issues, problems and changes on one slide, linked, with nothing lost."""

from __future__ import annotations

import pytest
import test_place_issues as issues
import test_place_solution as solution
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
    row_texts,
    table_of,
    texts,
    tidy,
    told,
)

from mutualplan_deck.deck.blocks.line_of_sight import place_line_of_sight
from mutualplan_deck.deck.boxes import Connector, Group, Rect, Shape
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, LineOfSight, Story, Text, Title


@st.composite
def blocks(draw: st.DrawFn) -> LineOfSight:
    keys = ("issue", "problem", "costs", "capability", "confirmed")
    return LineOfSight(
        name=Text("n", "Line of sight"),
        title=Title("t", ("A title",)),
        source=NONE,
        issues=draw(st.none() | issues.blocks()),
        solution=draw(st.none() | solution.blocks()),
        headers={key: draw(texts) for key in keys},
        total=draw(texts),
        worth=draw(texts),
        worth_rest=draw(texts),
    )


def placed(
    block: LineOfSight, layout: str = "clearpath", wide: bool = True, story: Story | None = None
) -> Page:
    page = page_for("line_of_sight", layout, wide)
    place_line_of_sight(page, story or told(), block)
    return page


def halden() -> LineOfSight:
    block = told().line_of_sight
    assert block is not None
    return block


@pytest.mark.parametrize(("layout", "wide"), FORMS)
@given(block=blocks())
@settings(max_examples=15, deadline=None)
def test_any_block_stands_on_its_page(layout: str, wide: bool, block: LineOfSight) -> None:
    assert_sound(placed(block, layout, wide))


@given(block=blocks())
@settings(max_examples=20, deadline=None)
def test_no_issue_and_no_change_is_lost(block: LineOfSight) -> None:
    said = everything(placed(block))
    for card in block.issues.cards if block.issues else ():
        assert tidy(card.statement.full) in said
    for row in block.solution.rows if block.solution else ():
        assert tidy(row.capability.full) in said


@pytest.mark.parametrize(("layout", "wide"), FORMS)
@pytest.mark.parametrize("sample", ["halden-claims", "brightwater-thin", "northgate-crowded"])
def test_samples(sample: str, layout: str, wide: bool) -> None:
    story = told(sample)
    assert story.line_of_sight is not None
    assert_sound(placed(story.line_of_sight, layout, wide, story))


def test_the_mock_ups_page() -> None:
    page = placed(halden())
    assert named(page, "issue.i1").rect == Rect(44, 141, 200, 153.5)
    assert named(page, "issue.i2").rect == Rect(44, 306.5, 200, 153.5)
    assert named(page, "band").rect == Rect(556, 106, 220, 354)
    table = table_of(page)
    assert (table.x, table.rect.right, table.rect.bottom) == (286, 916, 460)
    assert [row.height for row in table.rows] == [20, 82, 82, 82, 82]
    assert row_texts(table, 2)[1] == "Repairers are chased by phone / Rachel Lindqvist"
    assert row_texts(table, 2)[2].startswith("2.5\u00a0days / £0.45m")
    assert named(page, "total").paragraphs[0].text == "Together"
    assert named(page, "worth").paragraphs[0].text == "Worth £2.4m a year (£1.8m to £3.0m), slide 4"


def test_every_line_ends_at_the_disc_of_its_problem() -> None:
    page = placed(halden())
    discs = {b.name: b for b in boxes(page) if isinstance(b, Shape) and b.geometry == "ellipse"}
    lines = [b for b in boxes(page) if isinstance(b, Connector) and b.path == "bent3"]
    ends = sorted(discs[line.glue_end.shape].paragraphs[0].text for line in lines if line.glue_end)
    assert ends == ["1", "2", "3", "3", "4"]
    group = next(b for b in page.boxes if isinstance(b, Group))
    assert (
        group.alt
        == "Business issue 1 → Underlying problem 1, 2, 3; Business issue 2 → Underlying problem 3, 4"
    )


def test_a_change_of_two_problems_has_two_discs_and_their_lines() -> None:
    block = halden()
    assert block.solution is not None
    first, second, *rest = block.solution.rows
    joined = replace(first, numbers=(1, 2))
    page = placed(replace(block, solution=replace(block.solution, rows=(joined, *rest))))
    shown = [
        b.paragraphs[0].text
        for b in boxes(page)
        if isinstance(b, Shape) and b.geometry == "ellipse" and b.paragraphs
    ]
    assert shown == ["1", "2", "3", "4"]
    assert len(table_of(page).rows) == 4
    assert second.capability.full not in everything(page)


def test_a_problem_that_nothing_removes_stays_in_sight() -> None:
    block = halden()
    page = placed(replace(block, solution=None))
    table = table_of(page)
    assert [row_texts(table, k)[3] for k in (1, 2, 3, 4)] == ["To confirm"] * 4
