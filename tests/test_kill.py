"""A crash while a deck is written leaves the old one or the new one (the whole run: python -m tests.kill)."""

from __future__ import annotations

from kill import killed


def test_killed_at_random_moments() -> None:
    assert killed(12) == []
