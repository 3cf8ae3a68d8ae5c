"""Value: four figures, the outcomes behind them with a bar each, and what is confirmed (SPEC §9)."""

from __future__ import annotations

from mutualplan_deck.deck.blocks.cells import finish, unique
from mutualplan_deck.deck.blocks.figures import END, place_figures
from mutualplan_deck.deck.blocks.outcome_chart import STANDARD, WIDE, Plot
from mutualplan_deck.deck.blocks.outcomes import kept, place_table
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import Story, Value

TOP = 252.0  # of the first row; ten less when there are more than FEW, and room above
FEW = 4
HEIGHT = 240.0
HIGHEST = 47.0


def place_value(page: Page, story: Story, block: Value) -> None:
    """Put the block on the page."""
    bottom = place_figures(page, story, block)
    rows = kept(page, story, block)
    if rows:
        wide = page.grid.wide
        early = wide and len(rows) > FEW and bottom <= END
        plot = Plot(
            rows=rows,
            slugs=tuple(unique([r.id for r in rows])),
            top=TOP - 10 if early else TOP,
            height=min(HIGHEST, HEIGHT / (len(rows) + 1)),
            frame=WIDE if wide else STANDARD,
            x=page.grid.margin,
        )
        place_table(page, story, block, plot)
        bottom = plot.bottom
    finish(page, bottom, block.finish, block.questions)
