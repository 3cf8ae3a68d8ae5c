"""Line of sight: issues, problems and what removes them, on one slide (SPEC §12)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mutualplan_deck.deck.blocks.cards import LIMIT, Mark, Setting, connect, least_height, place_cards
from mutualplan_deck.deck.blocks.cells import finish, give_way, label, unique
from mutualplan_deck.deck.blocks.issues import place_head, tell_more
from mutualplan_deck.deck.blocks.sight_rows import (
    LEAST,
    STANDARD,
    TOP,
    TOTAL,
    WIDE,
    Plot,
    place_table,
    place_total,
)
from mutualplan_deck.deck.blocks.solution import Spot, place_spots, spots, with_unsolved
from mutualplan_deck.deck.boxes import Rect
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, IssueCard, LineOfSight, ProblemRow, Question, SolutionRow, Story

ROWS = 6
HEIGHT = 328.0
HIGHEST = 82.0
CARDS_TOP = TOP + 9
CARD = Setting(14, 21, titles=False)


def place_line_of_sight(page: Page, story: Story, block: LineOfSight) -> None:
    """Put the block on the page."""
    problems = block.issues.rows if block.issues else ()
    found = with_unsolved(story, block.solution.rows if block.solution else (), problems)
    rows, smaller = _kept(found, problems)
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
    for stack in discs:
        place_spots(page, stack)
    bottom = max([TOP, *(rect.bottom for _, rect in cards)])
    if rows:
        place_table(page, block, plot)
        place_total(page, story, block, plot, len(smaller))
        bottom = max(bottom, plot.bottom + TOTAL)
    for row in smaller:
        page.fitter.moved(heads[1], _told(row), row.problem.pointer)
    finish(page, bottom, block.issues.finish if block.issues else NONE, questions)


def _kept(
    rows: Sequence[SolutionRow], problems: Sequence[ProblemRow]
) -> tuple[tuple[SolutionRow, ...], tuple[SolutionRow, ...]]:
    """The rows that are shown, and the smallest by cost, which are counted under them."""
    costs = {p.number: p.cost_value or Decimal(0) for p in problems}
    weights = [sum((costs.get(n, Decimal(0)) for n in row.numbers), Decimal(0)) for row in rows]
    ranked = sorted(range(len(rows)), key=lambda k: -weights[k])
    return tuple(rows[k] for k in sorted(ranked[:ROWS])), tuple(rows[k] for k in sorted(ranked[ROWS:]))


def _told(row: SolutionRow) -> str:
    texts = (row.problem, row.owner, row.share, row.cost, row.capability, row.state.word, row.state.who)
    return " – ".join(t.full for t in texts if t.full)


def _questions(block: LineOfSight) -> tuple[Question, ...]:
    parts = (block.issues, block.solution)
    return tuple(q for part in parts if part for q in part.questions)


def _plot(page: Page, rows: tuple[SolutionRow, ...], questions: Sequence[Question]) -> Plot:
    """As high as the page allows, less where that makes room for the questions that finish it."""
    height = min(HIGHEST, HEIGHT / max(len(rows), 1))
    height = give_way(page, TOP + TOTAL, len(rows), height, LEAST, questions)
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
