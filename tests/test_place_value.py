"""Value: the chart's numbers are the table's, its bars stand on the rows, gaps are shown, nothing is lost."""

from __future__ import annotations

import re
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
    states,
    table_of,
    texts,
    tidy,
    told,
    words,
)

from mutualplan_deck.deck.blocks.figures import number_format
from mutualplan_deck.deck.blocks.value import place_value
from mutualplan_deck.deck.boxes import Chart, Rect, Shape
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, Kpi, OutcomeRow, Story, Text, Title, Value

figures = st.lists(words, max_size=3).map(tuple)
numbers = st.decimals(0, 10**6, places=1)
kpis = st.builds(
    Kpi,
    key=st.just("k"),
    label=texts,
    figures=figures,
    before=words,
    caption=texts,
    estimate=st.booleans(),
    bars=st.none() | st.tuples(numbers, numbers),
    bar_labels=st.tuples(st.sampled_from(["21 days", "£1", ""]), st.sampled_from(["1 day", "£12.5", "12"])),
)
rows = st.builds(
    OutcomeRow,
    id=words,
    text=texts,
    reference=texts,
    amount=texts,
    range=texts,
    value=amounts,
    low=amounts,
    high=amounts,
    confirmed=st.booleans(),
    source=texts,
    state=states,
)


@st.composite
def blocks(draw: st.DrawFn) -> Value:
    keys = ("outcome", "amount", "range", "chart", "source", "confirmed")
    return Value(
        name=Text("n", "Value"),
        title=Title("t", ("A title",)),
        source=NONE,
        kpis=tuple(draw(st.lists(kpis, max_size=5))),
        headers={key: draw(texts) for key in keys},
        scale=draw(st.sampled_from([1, 1000, 1000000])),
        number_format=draw(st.sampled_from(["0", "0.0", "0.00"])),
        rows=tuple(draw(st.lists(rows, max_size=11))),
        total_label=draw(texts),
        total=draw(texts),
        total_range=draw(texts),
        total_confirmed=draw(st.decimals(0, 10**9, places=0)),
        total_estimate=draw(st.decimals(0, 10**9, places=0)),
        total_low=draw(amounts),
        total_high=draw(amounts),
        statement=draw(texts),
        statement_rest=draw(texts),
        questions=draw(questions),
        finish=draw(texts),
    )


def placed(block: Value, layout: str = "clearpath", wide: bool = True, story: Story | None = None) -> Page:
    page = page_for("value", layout, wide)
    place_value(page, story or told(), block)
    return page


def halden() -> Value:
    block = told().value
    assert block is not None
    return block


@pytest.mark.parametrize(("layout", "wide"), FORMS)
@given(block=blocks())
@settings(max_examples=15, deadline=None)
def test_any_block_stands_on_its_page(layout: str, wide: bool, block: Value) -> None:
    assert_sound(placed(block, layout, wide))


@given(block=blocks())
@settings(max_examples=25, deadline=None)
def test_no_outcome_is_lost(block: Value) -> None:
    said = everything(placed(block))
    for row in block.rows:
        assert tidy(row.text.full) in said


@pytest.mark.parametrize(("layout", "wide"), FORMS)
@pytest.mark.parametrize("sample", ["halden-claims", "brightwater-thin", "northgate-crowded"])
def test_samples(sample: str, layout: str, wide: bool) -> None:
    story = told(sample)
    assert story.value is not None
    assert_sound(placed(story.value, layout, wide, story))


def test_the_mock_ups_page() -> None:
    page = placed(halden())
    table = table_of(page)
    assert (table.x, table.y, table.rect.right, table.rect.bottom) == (44, 232, 916, 487)
    assert [row.height for row in table.rows] == [20, 47, 47, 47, 47, 47]
    assert row_texts(table, 1) == [
        "Handler time released / Problem 3",
        "1.10",
        "0.90\u00a0to\u00a01.30",
        "",
        "300-claim time study, Nov 2026",
        "●\u00a0Confirmed / Tom Ashby, 8\u00a0Dec",
    ]
    assert row_texts(table, 5)[:2] == ["Total", "2.40"]
    assert named(page, "statement").rect == Rect(612, 440, 304, 47)
    assert named(page, "kpi.2.figure").paragraphs[0].text == "£2.4m"
    assert named(page, "kpi.2.estimate").rect.y == 160


def test_the_change_of_one_outcome_alone_is_drawn_twice_as_wide() -> None:
    block = halden()
    page = placed(replace(block, rows=block.rows[:1]))
    rules = {n: named(page, f"kpi.{n}.rule").rect for n in (1, 3, 4)}
    assert [(r.x, r.w) for r in rules.values()] == [(44, 428), (488, 206), (710, 206)]
    assert chart_of(page, "kpi.1.bars").rect.right == 472
    assert row_texts(table_of(page), 1)[1] == "1.10"
    assert not [box for box in page.boxes if ".kpi.2." in box.name]


def test_one_outcome_without_a_size_leaves_its_figure_to_be_confirmed() -> None:
    block = halden()
    alone = replace(block.rows[0], value=None, low=None, high=None)
    page = placed(replace(block, rows=(alone,)))
    assert named(page, "kpi.1.rule").rect.w == 206
    assert named(page, "kpi.2.rule").rect.x == 266


def test_the_charts_bars_stand_on_the_tables_rows() -> None:
    page = placed(halden())
    chart, table = chart_of(page, "chart"), table_of(page)
    assert chart.rect == Rect(386, 252, 206, 235)
    assert chart.rect.y == table.y + table.rows[0].height
    assert chart.rect.h == sum(r.height for r in table.rows[1:])
    assert len(chart.categories) == len(table.rows) - 1
    assert chart.gap == round(100 * (47 - 18) / 18)


def test_solid_is_confirmed_hatched_is_an_estimate_and_the_total_stacks_both() -> None:
    chart = chart_of(placed(halden()), "chart")
    solid, hatched = chart.series
    assert not solid.hatch
    assert hatched.hatch
    assert solid.values == tuple(map(Decimal, ("1.1", "0", "0", "0.34", "1.44")))
    assert hatched.values == tuple(map(Decimal, ("0", "0.52", "0.44", "0", "0.96")))
    assert hatched.plus == tuple(map(Decimal, ("0.2", "0.18", "0.16", "0.06", "0.6")))
    assert hatched.minus == tuple(map(Decimal, ("0.2", "0.17", "0.19", "0.06", "0.62")))
    assert chart.maximum == Decimal("3.00") * Decimal("1.02")


def test_the_chart_says_in_words_what_it_shows() -> None:
    alt = chart_of(placed(halden()), "chart").alt
    assert "Handler time released 1.10 (0.90\u00a0to\u00a01.30, Confirmed)" in alt
    assert "Total 2.40" in alt
    assert "£1.44m confirmed (60%)" in alt.replace("\u00a0", " ")


def test_the_issues_metric_is_two_bars_with_their_figures() -> None:
    chart = chart_of(placed(halden()), "kpi.1.bars")
    assert chart.series[0].values == (Decimal(21), Decimal(12))
    assert chart.number_format == '#,##0"\u00a0days"'
    assert chart.labels


def test_an_outcome_without_size_has_a_box_and_no_bar() -> None:
    block = halden()
    gap = replace(
        block.rows[1], value=None, low=None, high=None, range=NONE, amount=Text("a", "To confirm", gap=True)
    )
    page = placed(replace(block, rows=(block.rows[0], gap)))
    box = named(page, f"outcome.{gap.id}.amount")
    assert box.rect == Rect(240, 252 + 1.5 * 47 - 9, 54, 18)
    assert row_texts(table_of(page), 2)[3] == "Size to confirm"
    assert [s.values[1] for s in chart_of(page, "chart").series] == [None, None]


def test_nothing_sized_is_a_table_without_total_and_chart() -> None:
    story = told("brightwater-thin")
    assert story.value is not None
    page = placed(story.value, story=story)
    assert len(table_of(page).rows) == 1 + len(story.value.rows)
    assert not [b for b in page.boxes if isinstance(b, Chart) and b.name.endswith("value.chart")]
    assert all(tidy(q.text.full) in everything(page) for q in story.value.questions)


def test_more_than_eight_outcomes_end_with_one_row_for_the_smaller_ones() -> None:
    block = halden()
    ten = tuple(
        replace(
            block.rows[0], id=f"o{k}", text=Text("t", f"Outcome {k}"), value=Decimal(1_000_000 - k * 10_000)
        )
        for k in range(10)
    )
    page = placed(replace(block, rows=ten))
    table = table_of(page)
    assert len(table.rows) == 1 + 8 + 1
    assert row_texts(table, 8)[:2] == ["3 smaller outcomes", "2.76"]
    assert chart_of(page, "chart").series[0].values[7] == Decimal("2.76")
    notes = "\n".join(n.text for n in page.fitter.notes)
    assert all(f"Outcome {k}" in notes for k in (7, 8, 9))


def test_a_figure_to_confirm_is_a_dashed_box() -> None:
    block = halden()
    page = placed(replace(block, kpis=(replace(block.kpis[1], figures=()),)))
    box = named(page, "kpi.1.gap")
    assert box.rect == Rect(44, 144, 175, 34)
    assert box.paragraphs[0].text == "?\u00a0\u00a0To confirm"


def test_pills_stand_under_the_figures_where_one_is_too_long() -> None:
    block = halden()
    long = replace(block.kpis[1], figures=("1,234 months",))
    page = placed(replace(block, kpis=(block.kpis[1], long)))
    pills = [b for b in boxes(page) if isinstance(b, Shape) and b.name.endswith("estimate")]
    assert [p.rect.x for p in pills] == [44, 266]
    assert {p.rect.y for p in pills} == {171.5}


@given(numbers, numbers, st.sampled_from(["", "£"]), st.sampled_from(["", " days", " a claim"]))
def test_a_number_format_writes_the_labels(one: Decimal, two: Decimal, before: str, after: str) -> None:
    form = number_format((one, two), [f"{before}{v}{after}" for v in (one, two)])
    assert re.sub(r'"([^"]*)"', r"\1", re.sub(r"#,##0(\.0+)?", "N", form)) == f"{before}N{after}"


def test_labels_that_differ_have_a_form_each() -> None:
    form = number_format((Decimal(1), Decimal(2)), ["1 day", "2 days"])
    assert form == '[=1]#,##0" day";#,##0" days"'
