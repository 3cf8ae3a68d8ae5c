"""What a file shows is read as values; whatever a hand changes in it is told, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import pptx
import pytest
from powerpoint_samples import deck_of, everything, slide, value_chart, written
from pptx.chart.data import CategoryChartData
from pptx.slide import Slide
from pptx.util import Pt

from mutualplan_deck.powerpoint.readback import differences, read_back
from mutualplan_deck.powerpoint.seen import meant
from mutualplan_deck.powerpoint.soundness import opened


def by_hand(change: Callable[[Slide], object]) -> bytes:
    """The sample deck after somebody changed its first slide."""
    deck = pptx.Presentation(io.BytesIO(written(everything())))
    change(deck.slides[0])
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def shape(page: Slide, name: str) -> pptx.shapes.base.BaseShape:
    return next(s for s in page.shapes if s.name == name)


def untouched(page: Slide) -> None:
    """Opened and saved, no more."""
    assert page.shapes


def remove(item: pptx.shapes.base.BaseShape) -> None:
    item._element.getparent().remove(item._element)


def new_numbers(page: Slide) -> None:
    numbers = CategoryChartData()
    numbers.categories = list(value_chart().categories)
    for series in value_chart().series:
        numbers.add_series(series.name, [9 if v is not None else None for v in series.values])
    shape(page, "mp.chart").chart.replace_data(numbers)


def test_a_file_reads_back_as_the_values_it_was_made_from() -> None:
    assert read_back(opened(written(everything()))) == meant(deck_of(everything()))


def test_what_is_read_is_what_a_reader_sees() -> None:
    shapes = {s.name: s for s in read_back(opened(written(everything())))[0].shapes}
    assert shapes["mp.status"].texts == ("▲ At risk",)
    assert shapes["mp.table"].cells[1][1] == ("One", "two")
    assert shapes["mp.chart"].series[1] == ("Estimate", (None, Decimal("0.52"), None, Decimal("0.96")))
    assert shapes["mp.link"].ends == ("mp.card", "mp.disc")
    assert shapes["mp.title"].rect == (44, 42, 830, 60)


def test_saving_with_another_library_is_no_difference() -> None:
    assert differences(deck_of(everything()), opened(by_hand(untouched))) == ()


HANDS: dict[str, tuple[Callable[[Slide], object], str]] = {
    "text": (lambda p: setattr(shape(p, "mp.status").text_frame, "text", "fine"), "'mp.status': texts"),
    "cell": (lambda p: setattr(shape(p, "mp.table").table.cell(4, 2), "text", "1 July"), "'mp.table': cells"),
    "row height": (lambda p: setattr(shape(p, "mp.table").table.rows[1], "height", Pt(60)), "grid"),
    "moved": (lambda p: setattr(shape(p, "mp.pill"), "left", Pt(9)), "'mp.pill': rect"),
    "title moved": (lambda p: setattr(shape(p, "mp.title"), "top", Pt(9)), "'mp.title': rect"),
    "renamed": (lambda p: setattr(shape(p, "mp.pill"), "name", "Pill"), "'mp.pill' is missing"),
    "deleted": (
        lambda p: remove(shape(p, "mp.hatch")),
        "'mp.hatch' is missing",
    ),
    "added": (lambda p: p.shapes.add_textbox(0, 0, 9, 9), "was not meant"),
    "reordered": (lambda p: p.shapes._spTree.append(shape(p, "mp.pill")._element), "in another order"),
    "numbers": (new_numbers, "'mp.chart': series"),
    "notes": (lambda p: setattr(p.notes_slide.notes_text_frame, "text", "mine"), "notes"),
    "group moved": (lambda p: setattr(shape(p, "mp.group"), "left", Pt(9)), "'mp.card': rect"),
    "unglued": (
        lambda p: remove(shape(p, "mp.group").shapes[2]),
        "'mp.link' is missing",
    ),
}


@pytest.mark.parametrize("hand", HANDS)
def test_each_change_by_hand_is_told(hand: str) -> None:
    change, told = HANDS[hand]
    lines = differences(deck_of(everything()), opened(by_hand(change)))
    assert any(told in line and line.startswith("slide 1: ") for line in lines), lines


def test_another_number_of_slides_is_told() -> None:
    assert differences(deck_of(slide()), opened(written(slide(), slide(title="B")))) == (
        "2 slides instead of 1",
    )
