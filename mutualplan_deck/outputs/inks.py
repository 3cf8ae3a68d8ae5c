"""A look's colours for what is not a slide."""

from __future__ import annotations

from collections.abc import Mapping

from mutualplan_deck.deck.look import Look


def hexes(look: Look) -> Mapping[str, str]:
    """Six hex digits by colour role, as they come to stand on the page."""
    return {role: ink.hex for role, ink in look.inks.items()}
