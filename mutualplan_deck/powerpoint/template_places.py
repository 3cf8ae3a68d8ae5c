"""Where the placeholders of our own templates stand, for both slide sizes (points)."""

from __future__ import annotations

from dataclasses import dataclass

from mutualplan_deck.deck.boxes import Rect


@dataclass(frozen=True, slots=True)
class Places:
    """The slide's size, its placeholders, and the band of the dark layout."""

    width: float
    height: float
    title: Rect
    kicker: Rect
    body: Rect
    source: Rect
    footer: Rect
    page: Rect
    band: Rect


WIDE = Places(
    width=960,
    height=540,
    title=Rect(44, 42, 830, 60),
    kicker=Rect(44, 21, 440, 14),
    body=Rect(44, 112, 872, 380),
    source=Rect(44, 506, 541, 22),
    footer=Rect(585, 506, 307, 12),
    page=Rect(896, 506, 20, 12),
    band=Rect(0, 0, 960, 190),
)
STANDARD = Places(
    width=720,
    height=540,
    title=Rect(36, 42, 648, 56),
    kicker=Rect(36, 21, 326, 14),
    body=Rect(36, 104, 648, 388),
    source=Rect(36, 506, 402, 22),
    footer=Rect(438, 506, 222, 12),
    page=Rect(664, 506, 20, 12),
    band=Rect(0, 0, 720, 190),
)
