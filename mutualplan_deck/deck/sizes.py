"""The text roles of a deck: size and floor in points, for Calibri (SPEC §3); other faces are scaled."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple


class Role(NamedTuple):
    """Size, the floor under which it never goes, and the floor that holds for every face."""

    size: float
    floor: float
    lowest: float = 0.0


ROLES: Mapping[str, Role] = {
    "kpi": Role(34, 26),
    "kpi2": Role(26, 18),
    "status": Role(20, 16),
    "num": Role(20, 13),
    "num2": Role(15, 13),
    "num3": Role(13, 13),
    "lead": Role(15, 13),
    "lead_large": Role(15.5, 13),
    "h3": Role(13, 12),
    "h3_large": Role(14, 12),
    "body": Role(12, 11, 10),
    "body_large": Role(12.5, 11, 10),
    "table": Role(11.5, 10.5, 10),
    "table_large": Role(12, 10.5, 10),
    "label": Role(11, 10.5, 10),
    "label_large": Role(11.5, 10.5, 10),
    "small": Role(11, 10.5, 10),
    "small_large": Role(11.5, 10.5, 10),
    "axis": Role(10.5, 10, 9.5),
    "kicker": Role(10.5, 10, 9.5),
    "tag": Role(10, 9.5, 9),
    "foot": Role(9, 9, 9),
}
TITLE_FLOOR = 20.0
FIXED: Mapping[str, float] = {"initials": 11.5}
LOWEST = 7.0  # white glyphs inside bars: the smallest text there is


def half(points: float) -> float:
    """The nearest half point."""
    return math.floor(points * 2 + 0.5) / 2


def scaled(factor: float, chosen: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Sizes and floors by role for a face that needs `factor` of Calibri's size; `chosen` sizes win."""
    floors = {name: max(half(role.floor * factor), role.lowest) for name, role in ROLES.items()}
    sizes = {name: max(half(role.size * factor), floors[name]) for name, role in ROLES.items()}
    return sizes | dict(FIXED) | dict(chosen), floors | dict(FIXED)
