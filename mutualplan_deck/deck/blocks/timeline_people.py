"""Timeline with the people who decide under it: the 4-slide form (SPEC §12)."""

from __future__ import annotations

from mutualplan_deck.deck.blocks.deciders import place_deciders
from mutualplan_deck.deck.blocks.timeline import frame_for, place_steps
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import Story, TimelinePeople


def place_timeline_people(page: Page, story: Story, block: TimelinePeople) -> None:
    """Twelve rows at most, without finished steps; then up to four people who decide."""
    if block.timeline is None:
        return
    place_steps(
        page, story, block.timeline, frame_for(page, bottom=402, most=12, beside=(230, 411)), finished=False
    )
    if block.people:
        place_deciders(page, block.people, block.label, 412)
