"""Whatever leaves its box, its row or its slide is seen before the deck is written."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from mutualplan_deck.deck.boxes import (
    Box,
    Cell,
    Connector,
    Deck,
    Group,
    Insets,
    Paragraph,
    Rect,
    Row,
    Run,
    Shape,
    Slide,
    Stroke,
    Table,
)
from mutualplan_deck.deck.ruler import Ruler
from mutualplan_deck.deck.verify import overflows, row_height

RULER = Ruler("Calibri", "Calibri")
SENTENCE = "Settling claims in twelve days instead of twenty-one"


def text(words: str = SENTENCE, size: float = 12) -> tuple[Paragraph, ...]:
    return (Paragraph((Run(words, size),)),)


def box(name: str = "mp.box", rect: Rect = Rect(100, 100, 300, 15), **more: object) -> Shape:  # noqa: B008
    return replace(Shape(name, rect, paragraphs=text()), **more)  # type: ignore[arg-type]


def told(*boxes: Box) -> list[str]:
    deck = Deck(960, 540, (Slide(("summary",), "Plan light", "Title", boxes),))
    return [f.code for f in overflows(deck, RULER)]


def table(*heights: float, words: str = "Kick-off", margins: Insets = Insets(0, 1, 0, 1)) -> Table:
    rows = tuple(Row(h, (Cell(text(words), margins=margins), Cell(text(words)))) for h in heights)
    return Table("mp.table", 44, 300, (100, 80), rows)


def test_a_sound_slide_gives_no_finding() -> None:
    panel = Shape("mp.panel", Rect(90, 90, 400, 200), fill="panel")
    assert told(panel, box(), box("mp.below", Rect(100, 115, 300, 15)), table(20, 20)) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (box(rect=Rect(100, 100, 100, 15)), "FT201"),
        (box(rect=Rect(100, 100, 300, 12)), "FT201"),
        (box(insets=Insets(top=3)), "FT201"),
        (box(rect=Rect(100, 100, 200, 15), wrap=False), "FT202"),
        (box(rect=Rect(100, 100, 4, 2000)), "FT202"),
        (box(rect=Rect(700, 100, 300, 15)), "FT203"),
        (box(rect=Rect(100, 530, 300, 15)), "FT203"),
        (box(rect=Rect(-3, 100, 300, 15)), "FT203"),
        (Connector("mp.line", (900, 100), (970, 100), Stroke("rule")), "FT203"),
        (box(paragraphs=text(size=6)), "FT204"),
        (table(20, 15), "FT201"),
        (table(20, 20, words=SENTENCE), "FT201"),
        (table(20, margins=Insets(left=97)), "FT202"),
    ],
)
def test_what_is_wrong_is_seen(wrong: Box, code: str) -> None:
    assert code in told(wrong)


def test_text_over_text_is_seen_also_inside_groups_and_tables() -> None:
    over = box("mp.over", Rect(110, 106, 300, 15))
    assert told(box(), over) == ["FT205"]
    assert told(box(), Group("mp.group", (over,))) == ["FT205"]
    assert "FT205" in told(table(20, 20), box(rect=Rect(50, 303, 300, 15)))


def test_boxes_may_overlap_where_their_texts_do_not() -> None:
    right = Shape(
        "mp.right", Rect(100, 100, 700, 15), paragraphs=(Paragraph((Run("x", 12),), align="right"),)
    )
    low = Shape("mp.low", Rect(100, 100, 300, 60), paragraphs=text("low"), anchor="bottom")
    assert told(box(), right, low) == []


def test_a_merged_cell_has_the_room_of_its_rows() -> None:
    lane = Cell(text("Halden Mutual and its partners in claims"), row_span=3)
    rows = (Row(20, (lane, Cell())), *[Row(20, (Cell(covered=True), Cell()))] * 2)
    assert told(Table("mp.table", 44, 100, (80, 80), rows)) == []
    alone = (Row(20, (replace(lane, row_span=1), Cell())),)
    assert told(Table("mp.table", 44, 100, (80, 80), alone)) == ["FT201"]


def test_a_row_grows_to_its_fullest_cell() -> None:
    row = Row(18, (Cell(text()), Cell(text("a"))))
    assert row_height(row, (100, 80), RULER) == pytest.approx(3 * 14.4 + 2)
    assert row_height(row, (400, 80), RULER) == 18


def test_a_finding_names_slide_box_and_text() -> None:
    deck = Deck(960, 540, (Slide((), "", "", ()), Slide((), "", "", (box(rect=Rect(0, 0, 300, 5)),))))
    (finding,) = overflows(deck, RULER)
    assert finding.message.startswith("slide 2, mp.box: is 9.4 pt too low for its text: “Settling claims")
