"""The customer's edition of a story: its first slide, its kicker, and a talk track for every block."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from mutualplan_deck.story.champion.summary import champion_summary
from mutualplan_deck.story.champion.talk import talk
from mutualplan_deck.story.facts import Facts
from mutualplan_deck.story.story import Story, Text

_BLOCKS = (
    "summary",
    "issues",
    "solution",
    "line_of_sight",
    "value",
    "people",
    "timeline",
    "timeline_people",
)


def champion_story(facts: Facts, told: Story) -> Story:
    """A story that was told in this edition's voice from its facts, with what only this edition has."""
    told = replace(
        told,
        summary=champion_summary(facts, told.summary),
        kicker=_kicker(facts),
    )
    blocks: dict[str, Any] = {name: getattr(told, name) for name in _BLOCKS}
    spoken = {n: replace(b, notes=talk(facts, n, b)) for n, b in blocks.items() if b is not None}
    return replace(told, **spoken)


def _kicker(facts: Facts) -> Text:
    words = facts.voice.say("ours.kicker", customer=facts.customer)
    return Text("deck/kicker", words, facts.voice.say("chrome.plan"))
