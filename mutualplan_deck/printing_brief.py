"""What a rep reads before walking in: a page of short lists, and the same for machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mutualplan_deck.printing import Screen, hung

if TYPE_CHECKING:
    from mutualplan_deck.story.brief import Brief


def brief_text(brief: Brief, screen: Screen) -> Iterator[str]:
    """The page as lines."""
    yield screen.paint(brief.title, "head")
    yield brief.subtitle
    for part in brief.parts:
        yield ""
        yield screen.paint(part.head, "head")
        for line in part.lines:
            yield from hung("  · ", line, screen.width)


def brief_facts(brief: Brief) -> dict[str, Any]:
    """The page as plain data."""
    import msgspec

    facts: dict[str, Any] = msgspec.to_builtins(brief)
    return facts
