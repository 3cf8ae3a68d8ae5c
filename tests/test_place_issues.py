"""Issues and problems: cards and rows where the specification puts them, lines that hold on, nothing lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from placing import (
    FORMS,
    amounts,
    assert_sound,
    boxes,
    chart_of,
    everything,
    named,
    page_for,
    questions,
    row_texts,
    table_of,
    texts,
    tidy,
    told,
    words,
)

from mutualplan_deck.deck.blocks.issues import place_issues
from mutualplan_deck.deck.boxes import Chart, Connector, Group, Rect, Shape, Table
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, IssueCard, Issues, ProblemRow, Text, Title

cards = st.builds(IssueCard, words, texts, words, texts, texts, texts, texts)
shares = st.none() | st.decimals(0, 10**6, places=1)
rows = st.builds(
    ProblemRow,
    id=words,
    number=st.integers(1, 60),
    issues=st.lists(st.integers(0, 4), unique=True, max_size=5).map(tuple),
    statement=texts,
    detail=texts,
    owner=texts,
    due=texts,
    share=shares,
    share_label=texts,
    effect=texts,
    cost=texts,
    cost_value=amounts,
)


@st.composite
def blocks(draw: st.DrawFn) -> Issues:
    keys = ("issue", "problem", "owner", "share", "effect", "cost")
    return Issues(
        name=Text("n", "Issues"),
        title=Title("t", ("A title",)),
        source=NONE,
        headers={key: draw(texts) for key in keys},
        cards=tuple(draw(st.lists(cards, max_size=5))),
        rows=tuple(draw(st.lists(rows, max_size=9))),
        shares=draw(st.booleans()),
        total_label=draw(texts),
        total_share=draw(texts),
        total_share_rest=draw(texts),
        total_cost=draw(texts),
        questions=draw(questions),
        finish=draw(texts),
    )


def placed(block: Issues, layout: str = "clearpath", wide: bool = True) -> Page:
    page = page_for("issues", layout, wide)
    place_issues(page, told(), block)
    return page


def halden() -> Issues:
    block = told().issues
    assert block is not None
    return block


@pytest.mark.parametrize(("layout", "wide"), FORMS)
@given(block=blocks())
@settings(max_examples=15, deadline=None)
def test_any_block_stands_on_its_page(layout: str, wide: bool, block: Issues) -> None:
    assert_sound(placed(block, layout, wide))


@given(block=blocks())
@settings(max_examples=25, deadline=None)
def test_no_issue_and_no_problem_is_lost(block: Issues) -> None:
    said = everything(placed(block))
    for item in (*block.cards, *block.rows):
        assert tidy(item.statement.full) in said


@pytest.mark.parametrize(("layout", "wide"), FORMS)
@pytest.mark.parametrize("sample", ["halden-claims", "brightwater-thin", "northgate-crowded"])
def test_samples(sample: str, layout: str, wide: bool) -> None:
    block = told(sample).issues
    assert block is not None
    assert_sound(placed(block, layout, wide))


def test_the_mock_ups_page() -> None:
    page = placed(halden())
    assert named(page, "issue.i1").rect == Rect(44, 141, 280, 143.5)
    assert named(page, "issue.i2").rect == Rect(44, 296.5, 280, 143.5)
    table = table_of(page)
    assert (table.x, table.y, table.rect.right) == (372, 112, 916)
    assert [row.height for row in table.rows] == [20, 77, 77, 77, 77, 40]
    assert row_texts(table, 3) == [
        "",
        "Documents are re-keyed into three systems / Forty minutes of a handler’s time each",
        "Priya Raman / by 16\u00a0April",
        "",
        "£1.40m",
    ]
    assert row_texts(table, 5)[1:] == ["Together", "", "9.0 of 21\u00a0days", "£3.20m"]
    assert [named(page, f"disc.p{k}").rect.y for k in (1, 2, 3, 4)] == [161, 238, 315, 392]


def test_bars_stand_on_their_rows() -> None:
    chart = chart_of(placed(halden()), "shares")
    assert chart.rect == Rect(732, 132, 92, 308)
    assert chart.series[0].values == (Decimal("2.0"), Decimal("2.5"), Decimal("3.5"), Decimal("1.0"))
    assert chart.maximum is not None
    longest = Decimal("3.5") / chart.maximum * 92
    assert abs(longest - 56) < Decimal("0.1")
    assert chart.number_format == "#,##0.0"
    assert round(100 * (77 - 16) / 16) == chart.gap


def test_lines_end_on_the_connection_sites_they_are_glued_to() -> None:
    page = placed(halden())
    shapes = {b.name: b for b in boxes(page) if isinstance(b, Shape)}
    lines = [b for b in boxes(page) if isinstance(b, Connector) and b.path == "bent3"]
    assert len(lines) == 5
    for line in lines:
        assert line.glue_start
        assert line.glue_end
        card, disc = shapes[line.glue_start.shape].rect, shapes[line.glue_end.shape].rect
        assert line.start == (card.right, card.y + card.h / 2)
        x, y, r = disc.x + disc.w / 2, disc.y + disc.h / 2, disc.w / 2
        corner = r * 2**-0.5
        sites = {1: (x - corner, y - corner), 2: (x - r, y), 3: (x - corner, y + corner)}
        assert line.end == pytest.approx(sites[line.glue_end.site], abs=0.01)
        assert 0 < line.adjust < 1


def test_a_problem_of_two_issues_gets_a_line_to_each_corner() -> None:
    lines = [b for b in boxes(placed(halden())) if isinstance(b, Connector) and b.path == "bent3"]
    sites = sorted(b.glue_end.site for b in lines if b.glue_end and b.glue_end.shape.endswith("p3"))
    assert sites == [1, 3]


def test_the_lines_say_what_they_link() -> None:
    group = next(b for b in placed(halden()).boxes if isinstance(b, Group))
    assert (
        group.alt
        == "Business issue 1 → Underlying problem 1, 2, 3; Business issue 2 → Underlying problem 3, 4"
    )


def test_the_smallest_problems_are_counted_and_told_in_the_notes() -> None:
    block = halden()
    many = tuple(
        replace(
            block.rows[0], id=f"p{k}", number=k, statement=Text("s", f"Problem {k}"), cost_value=Decimal(k)
        )
        for k in range(1, 10)
    )
    page = placed(replace(block, rows=many))
    table = table_of(page)
    shown = [row_texts(table, k)[1].split(" / ")[0] for k in range(1, 7)]
    assert shown == [f"Problem {k}" for k in range(4, 10)]
    assert row_texts(table, 7)[1] == "Together, with three smaller ones in the notes"
    notes = "\n".join(n.text for n in page.fitter.notes)
    assert all(f"Problem {k}" in notes for k in (1, 2, 3))


def test_low_rows_move_their_detail_line_to_the_notes() -> None:
    block = halden()
    six = tuple(replace(block.rows[k % 4], id=f"p{k}", number=k + 1) for k in range(6))
    page = placed(replace(block, rows=six))
    assert "Simple claims stand behind complex ones" not in str(table_of(page))
    assert "Simple claims stand behind complex ones" in [n.text for n in page.fitter.notes]


def test_without_shares_the_effect_is_said_in_words() -> None:
    block = halden()
    rows = tuple(replace(r, effect=Text("e", f"Effect {r.number}")) for r in block.rows)
    page = placed(replace(block, rows=rows, shares=False))
    assert not any(isinstance(b, Chart) for b in page.boxes)
    assert [row_texts(table_of(page), k)[3] for k in (1, 2, 3, 4)] == [f"Effect {k}" for k in (1, 2, 3, 4)]


def test_a_cost_to_confirm_is_a_dashed_box_on_its_row() -> None:
    block = halden()
    rows = (replace(block.rows[0], cost=Text("c", "To confirm", gap=True)), *block.rows[1:])
    page = placed(replace(block, rows=rows))
    box = named(page, "problem.p1.cost")
    assert box.rect == Rect(862, 132 + 77 / 2 - 9, 54, 18)
    assert box.stroke.dash == "sysDash"
    assert row_texts(table_of(page), 1)[4] == ""


def test_a_thin_page_says_what_is_missing() -> None:
    story = told("brightwater-thin")
    assert story.issues is not None
    page = page_for("issues")
    place_issues(page, story, story.issues)
    said = everything(page)
    assert story.issues.finish.full in said
    assert all(tidy(q.text.full) in said for q in story.issues.questions)


def test_without_problems_there_is_no_table() -> None:
    block = replace(halden(), rows=())
    assert not any(isinstance(b, Table) for b in placed(block).boxes)


def test_more_issues_than_cards_are_counted() -> None:
    block = halden()
    five = tuple(replace(block.cards[k % 2], id=f"i{k}", statement=Text("s", f"Issue {k}")) for k in range(5))
    page = placed(replace(block, cards=five))
    assert named(page, "more").paragraphs[0].text == "+2 more"
    assert "Issue 4" in everything(page)
