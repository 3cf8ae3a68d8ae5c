"""The page: margins, twelve columns, and where the chrome of every slide stands (SPEC §2 and §5)."""

from __future__ import annotations

from msgspec import Struct

from mutualplan_deck.deck.boxes import Rect


class Grid(Struct, frozen=True):
    """A page of one aspect ratio, in points. Column n (from 0) starts at `x(n)`; k of them span `w(k)`."""

    width: float
    height: float
    margin: float
    column: float
    gutter: float
    title: Rect
    kicker: Rect
    logos: Rect
    body: Rect
    source: Rect
    footer: Rect

    def x(self, n: float) -> float:
        """Left edge of column n."""
        return self.margin + n * (self.column + self.gutter)

    def w(self, k: float) -> float:
        """Width of k columns with the gutters between them."""
        return k * self.column + (k - 1) * self.gutter

    @property
    def wide(self) -> bool:
        """16:9 rather than 4:3."""
        return self.width > 900

    def scale(self, x: float) -> float:
        """A distance from the left margin at 16:9, in this page's proportion."""
        return x * self.body.w / 872


WIDE = Grid(
    width=960,
    height=540,
    margin=44,
    column=58,
    gutter=16,
    title=Rect(44, 42, 830, 60),
    kicker=Rect(44, 21, 440, 14),
    logos=Rect(716, 16, 200, 22),
    body=Rect(44, 112, 872, 380),
    source=Rect(44, 506, 541, 22),
    footer=Rect(585, 506, 331, 12),
)

STANDARD = Grid(
    width=720,
    height=540,
    margin=36,
    column=40,
    gutter=168 / 11,
    title=Rect(36, 41, 648, 56),
    kicker=Rect(36, 21, 400, 14),
    logos=Rect(484, 16, 200, 22),
    body=Rect(36, 104, 648, 388),
    source=Rect(36, 506, 380, 22),
    footer=Rect(420, 506, 264, 12),
)
