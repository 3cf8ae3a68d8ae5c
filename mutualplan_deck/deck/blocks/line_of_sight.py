"""Line of sight: issues, problems and what removes them, on one slide (SPEC §12)."""

from __future__ import annotations

from collections.abc import Sequence

from mutualplan_deck.deck.blocks.cards import LIMIT, Mark, Setting, connect, least_height, place_cards
from mutualplan_deck.deck.blocks.cells import finish, fits_with_finish, label, unique
from mutualplan_deck.deck.blocks.issues import place_head, tell_more
from mutualplan_deck.deck.blocks.sight_rows import (
    LEAST,
    STANDARD,
    TOP,
    TOTAL,
    WIDE,
    Plot,
    SightRow,
    place_table,
    place_total,
    sight_rows,
)
from mutualplan_deck.deck.blocks.solution import Spot, place_spots, spots
from mutualplan_deck.deck.boxes import Rect
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, IssueCard, LineOfSight, Question, Story

ROWS = 6
HEIGHT = 328.0
HIGHEST = 82.0
CARDS_TOP = TOP + 9
CARD = Setting(14, 21, titles=False)


def place_line_of_sight(page: Page, story: Story, block: LineOfSight) -> None:
    """Put the block on the page."""
    rows, smaller = _kept(sight_rows(story, block))
    questions = _questions(block)
    plot = _plot(page, rows, questions)
    cards = _place_cards(page, story, block, plot)
    discs = [
        spots(slug, row.numbers, (plot.x + 9.5, plot.middle(k)), plot.height)
        for k, (slug, row) in enumerate(zip(plot.slugs, rows, strict=True))
    ]
    marks = _marks(block, discs, len(cards))
    heads = [page.say(block.headers.get(key, NONE)) for key in ("issue", "problem")]
    connect(page, cards, marks, plot.frame.trunk, *heads)
    for found in discs:
        place_spots(page, found)
    bottom = max([TOP, *(rect.bottom for _, rect in cards)])
    if rows:
        place_table(page, block, plot)
        place_total(page, story, block, plot, len(smaller))
        bottom = max(bottom, plot.bottom + TOTAL)
    for row in smaller:
        page.fitter.moved(heads[1], row.told(), row.problem.pointer)
    finish(page, bottom, block.issues.finish if block.issues else NONE, questions)


def _kept(rows: Sequence[SightRow]) -> tuple[tuple[SightRow, ...], tuple[SightRow, ...]]:
    """The rows that are shown, and the smallest by cost, which are counted under them."""
    ranked = sorted(range(len(rows)), key=lambda k: -rows[k].weight)
    return tuple(rows[k] for k in sorted(ranked[:ROWS])), tuple(rows[k] for k in sorted(ranked[ROWS:]))


def _questions(block: LineOfSight) -> tuple[Question, ...]:
    parts = (block.issues, block.solution)
    return tuple(q for part in parts if part for q in part.questions)


def _plot(page: Page, rows: tuple[SightRow, ...], questions: Sequence[Question]) -> Plot:
    """As high as the page allows, less where that makes room for the questions that finish it."""
    height = min(HIGHEST, HEIGHT / max(len(rows), 1))
    if fits_with_finish(TOP + len(rows) * LEAST + TOTAL, questions, page):
        while height > LEAST and not fits_with_finish(TOP + len(rows) * height + TOTAL, questions, page):
            height = max(LEAST, height - 0.5)
    frame = WIDE if page.grid.wide else STANDARD
    x = page.grid.margin + frame.card + frame.trunk
    return Plot(rows, tuple(unique([r.id for r in rows])), height, frame, x)


def _cards(block: LineOfSight) -> tuple[IssueCard, ...]:
    return block.issues.cards if block.issues else ()


def _place_cards(page: Page, story: Story, block: LineOfSight, plot: Plot) -> list[tuple[str, Rect]]:
    """The issues that have room, under their head; the rest are counted, and told in the notes."""
    shown, head, width = _cards(block)[:LIMIT], block.headers.get("issue", NONE), plot.frame.card
    place_head(page, head, width, plot.frame.head)
    least = least_height(page, len(shown))
    if not plot.rows:
        least = max(least, len(shown) * (CARD.height(page) + 12) - 12 if len(shown) < LIMIT else 0)
    area = Rect(page.grid.margin, CARDS_TOP, width, max(plot.bottom - CARDS_TOP, least))
    cards = place_cards(page, shown, area, CARD, label(story, "to_confirm").full)
    tell_more(page, story, head, _cards(block)[LIMIT:], area)
    return cards


def _marks(block: LineOfSight, discs: Sequence[Sequence[Spot]], cards: int) -> list[Mark]:
    """Every disc with the issues that its problem lies under."""
    linked = {p.number: p.issues for p in (block.issues.rows if block.issues else ())}
    return [
        Mark(s.slug, s.number, s.center, tuple(i for i in linked.get(s.number, ()) if i < cards))
        for found in discs
        for s in found
        if s.number
    ]
