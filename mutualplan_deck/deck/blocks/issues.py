"""Issues and problems: cards, the lines from each to its problems, and what each problem costs (SPEC §7)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mutualplan_deck.deck.blocks.cards import LIMIT, Mark, Setting, connect, least_height, place_cards
from mutualplan_deck.deck.blocks.cells import (
    RULE,
    Kind,
    column,
    disc,
    finish,
    give_way,
    label,
    unique,
)
from mutualplan_deck.deck.blocks.problems import (
    DETAILED,
    STANDARD,
    TOP,
    TOTAL,
    WIDE,
    Plot,
    bar_width,
    place_bars,
    place_table,
    totalled,
)
from mutualplan_deck.deck.boxes import Anchor, Rect
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, IssueCard, Issues, ProblemRow, Story, Text

ROWS = 6
HEIGHT = 308.0
HIGHEST = 77.0
CARDS_TOP = TOP + 9
CARD = Setting(15.5, 26)


def place_issues(page: Page, story: Story, block: Issues) -> None:
    """Put the block on the page."""
    plot, smaller = _plot(page, block)
    cards = _place_cards(page, story, block, plot)
    marks = _marks(plot, len(cards))
    heads = [page.say(block.headers.get(key, NONE)) for key in ("issue", "problem")]
    connect(page, cards, marks, plot.frame.trunk, *heads)
    for mark in marks:
        page.add(disc(page, page.name("disc", mark.slug), str(mark.number), mark.center))
    if plot.rows:
        place_table(page, story, block, plot, len(smaller))
    if plot.bars:
        place_bars(page, block, plot)
    for row in smaller:
        page.fitter.moved(heads[1], _told(row), row.statement.pointer)
    bottom = plot.bottom + (TOTAL if plot.rows and totalled(block) else 0)
    finish(page, max([bottom, *(rect.bottom for _, rect in cards)]), block.finish, block.questions)


def _plot(page: Page, block: Issues) -> tuple[Plot, tuple[ProblemRow, ...]]:
    frame = WIDE if page.grid.wide else STANDARD
    rows, smaller = _kept(block.rows)
    x = page.grid.margin + frame.card + frame.trunk
    bars = block.shares and bar_width(page, rows, frame) > 0
    height = _row_height(page, block, len(rows))
    return Plot(rows, tuple(unique([r.id for r in rows])), height, frame, x, bars), smaller


def _kept(rows: Sequence[ProblemRow]) -> tuple[tuple[ProblemRow, ...], tuple[ProblemRow, ...]]:
    """The rows that are shown, and the smallest by cost, which are counted under them."""
    ranked = sorted(range(len(rows)), key=lambda k: -(rows[k].cost_value or Decimal(0)))
    shown = sorted(ranked[:ROWS])
    return tuple(rows[k] for k in shown), tuple(rows[k] for k in sorted(ranked[ROWS:]))


def _told(row: ProblemRow) -> str:
    texts = (row.statement, row.detail, row.owner, row.due, row.share_label, row.cost)
    return " – ".join(t.full for t in texts if t.full)


def _row_height(page: Page, block: Issues, rows: int) -> float:
    """As high as the page allows, less where that makes room for the questions that finish it."""
    if not rows:
        return 0.0
    total = TOTAL if totalled(block) else 0.0
    height = min(HIGHEST, HEIGHT / rows)
    return give_way(page, TOP + total, rows, height, DETAILED, block.questions)


def _marks(plot: Plot, cards: int) -> list[Mark]:
    return [
        Mark(slug, row.number, (plot.x + 9.5, plot.middle(k)), tuple(i for i in row.issues if i < cards))
        for k, (slug, row) in enumerate(zip(plot.slugs, plot.rows, strict=True))
    ]


def _place_cards(page: Page, story: Story, block: Issues, plot: Plot) -> list[tuple[str, Rect]]:
    """The issues that have room, under their head; the rest are counted, and told in the notes."""
    shown, width = block.cards[:LIMIT], plot.frame.card
    head = block.headers.get("issue", NONE)
    place_head(page, head, width, plot.frame.head)
    least = least_height(page, len(shown))
    if not plot.rows:
        least = max(least, min(len(shown) * (CARD.height(page) + 12) - 12, HEIGHT - 9))
    area = Rect(page.grid.margin, CARDS_TOP, width, max(plot.bottom - CARDS_TOP, least))
    cards = place_cards(page, shown, area, CARD, label(story, "to_confirm").full)
    tell_more(page, story, head, block.cards[LIMIT:], area)
    return cards


def place_head(page: Page, head: Text, width: float, place: tuple[float, float]) -> None:
    """The head over the cards, and its rule."""
    top, high = place
    words = column(page, "headers", [head], width, Kind("label_large", 11.5, "muted", bold=True))
    anchor: Anchor = "bottom" if high > 26 else "top"
    page.text(page.name("head"), Rect(page.grid.margin, top, width, high), *words, anchor=anchor)
    page.rule(page.name("head", "rule"), page.grid.margin, TOP, width, RULE)


def tell_more(page: Page, story: Story, head: Text, more: Sequence[IssueCard], area: Rect) -> None:
    """Count the issues that have no card, and put them into the notes."""
    for card in more:
        parts = (card.statement.full, card.before, card.after.full, card.owner.full, card.due.full)
        page.fitter.moved(page.say(head), " – ".join(p for p in parts if p), card.statement.pointer)
    if more:
        words = Text("", story.voice.say("word.more", n=len(more)))
        note = column(page, "issues.more", [words], area.w, Kind("body", 12, "muted"))
        page.text(page.name("more"), Rect(area.x, area.bottom + 8, area.w, 16), *note)
