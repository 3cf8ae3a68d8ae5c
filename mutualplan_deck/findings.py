"""Finding: one thing to tell the user, where it stands in their file, and what to do about it.

Codes are permanent. Ranges: `MP1xx` the method's checks (METHOD §3), `RD1xx` reading a file,
`FT1xx` fitting text, `LY1xx` looks and logos, `WR1xx` writing.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class Level(StrEnum):
    """How much a finding matters; the order of definition is worst first."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Level).index(self)


class Audience(StrEnum):
    """Who may read a finding: both sides, or the vendor alone."""

    SHARED = "shared"
    INTERNAL = "internal"


class Finding(Struct, frozen=True):
    """One thing to tell the user.

    `pointer` is the value's place in the plan (a JSON pointer, `/steps/7/due`); `place` is where it
    stands in the user's own file (`Timeline!F9`), filled in by whoever knows the file.
    """

    code: str
    level: Level
    message: str
    advice: str = ""
    place: str = ""
    pointer: str = ""
    question: str = ""
    audience: Audience = Audience.SHARED

    def at(self, place: str) -> Finding:
        """The same finding, standing at `place` in the user's file."""
        return replace(self, place=place)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by level, then by code, then in the order they were found."""
    return tuple(sorted(findings, key=lambda f: (f.level.rank, f.code)))
