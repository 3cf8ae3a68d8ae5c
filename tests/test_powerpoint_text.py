"""Whatever people type gets into the file as text, and back out of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from powerpoint_samples import deck_of, slide, words, written
from soundness_tools import assert_sound

from mutualplan_deck.deck.boxes import (
    Cell,
    Chart,
    Note,
    Paragraph,
    Rect,
    Row,
    Run,
    Series,
    Shape,
    Slide,
    Table,
)
from mutualplan_deck.powerpoint import faults
from mutualplan_deck.powerpoint.markup import clean, escape
from mutualplan_deck.powerpoint.text_xml import Style, paragraph_xml, right_to_left

SCRIPTS = st.sampled_from(
    ["👩🏽‍🚀🇬🇧", "שלום עולם", "مرحبا 12", "理赔时间", "Ελληνικά", "Zażółć", "a\tb\nc\x0bd", "_x000D_"]
)
TYPED = st.one_of(SCRIPTS, st.text(max_size=40), st.text(st.characters(max_codepoint=160), max_size=20))
INKS = {"dk1": '<a:schemeClr val="tx1"/>'}
STYLE = Style(INKS, "en-GB")


@settings(max_examples=60, deadline=None)
@given(st.lists(TYPED, min_size=3, max_size=6))
def test_any_text_anywhere_is_sound_and_reads_back(texts: list[str]) -> None:
    first, second, third = texts[:3]
    box = Shape("mp.text", Rect(50, 200, 200, 80), paragraphs=tuple(words(t) for t in texts), alt=first)
    cells = tuple(Cell((words(t),)) for t in (first, second, third))
    table = Table(f"mp.{second}", 50, 300, (90, 90, 90), (Row(20, cells),), alt="A table " + third)
    chart = Chart(
        "mp.c", Rect(400, 200, 90, 30), (first, second), (Series(third, (None, None), "bar"),), alt="c"
    )
    page = slide(box, table, chart, title="T" + first)
    full = Slide(page.blocks, page.layout, page.title, page.boxes, tuple(Note(t) for t in texts))
    data = written(full)
    assert faults(deck_of(full), data) == ()


def test_the_worst_of_it_passes_the_audit() -> None:
    worst = "\x00\x08\ud800\uffff <&>\"' 👩🏽‍🚀 שלום ﷽ \u202e _x0041_ ]]>"
    page = slide(Shape("mp.text", Rect(50, 200, 200, 80), paragraphs=(words(worst),)), title=worst)
    assert_sound(written(page))


@given(st.text())
def test_escaped_text_is_well_formed_and_loses_only_what_xml_forbids(text: str) -> None:
    root = etree.fromstring(f'<a b="{escape(text)}">{escape(text)}</a>')
    assert (root.text or "") == clean(text) == root.get("b")
    kept = "".join(c for c in text if c.isalnum())
    assert "".join(c for c in clean(text) if c.isalnum()) == kept


@given(st.lists(st.integers(8, 40), min_size=1, max_size=4), st.sampled_from([0.9, 1.0, 1.2]))
def test_sizes_and_spacing_are_written_in_hundredths(sizes: list[int], leading: float) -> None:
    runs = tuple(Run("x", s + 0.5) for s in sizes)
    xml = paragraph_xml(STYLE, Paragraph(runs, before=4, leading=leading))
    root = etree.fromstring(f'<x xmlns:a="urn:a">{xml}</x>')
    found = [int(e.get("sz")) for e in root.iter("{urn:a}rPr")]
    assert found == [s * 100 + 50 for s in sizes]
    assert next(root.iter("{urn:a}endParaRPr")).get("sz") == str(found[-1])
    assert next(root.iter("{urn:a}spcPts")).get("val") == "400"
    spacing = [e.get("val") for e in root.iter("{urn:a}spcPct")]
    assert spacing == ([] if leading == 1 else [str(round(leading * 100000))])


@given(st.integers(8, 40), st.integers(8, 40))
def test_lines_of_a_cell_stand_a_fifth_more_than_their_words_apart_whatever_the_glyph(
    size: int, glyph: int
) -> None:
    runs = (Run("●", glyph, face="glyph"), Run("Done", size))
    root = etree.fromstring(f'<x xmlns:a="urn:a">{paragraph_xml(STYLE, Paragraph(runs), exact=True)}</x>')
    assert [e.get("val") for e in root.iter("{urn:a}spcPts")] == [str(120 * size)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("שלום hello", True), ("hello שלום", False), ("12 مرحبا", True), ("▲ At risk", False), ("", False)],
)
def test_the_first_strong_letter_sets_the_direction(text: str, expected: bool) -> None:
    assert right_to_left(text) is expected


def test_strike_bold_and_italic_are_marks_of_their_own_run() -> None:
    runs = (Run("29 Jan", 11, strike=True), Run(" ", 12), Run("5 Feb", 12, bold=True, italic=True))
    xml = paragraph_xml(Style(INKS, "en-GB"), Paragraph(runs))
    root = etree.fromstring(f'<x xmlns:a="urn:a">{xml}</x>')
    marks = [(e.get("strike"), e.get("b"), e.get("i")) for e in root.iter("{urn:a}rPr")]
    assert marks == [("sngStrike", "0", None), (None, "0", None), (None, "1", "1")]
