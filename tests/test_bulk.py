"""Plans nobody would write make decks that are sound and fit; `python -m tests.bulk` makes many more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bulk import run

PLANS = 15


@pytest.mark.parametrize("chance", [1, 2, 3, 4])
def test_no_plan_breaks_the_line(chance: int, tmp_path: Path) -> None:
    result = run(PLANS, chance, tmp_path)
    assert result.done == PLANS
    assert not result.failed, os.linesep.join(told for _, told in result.failed)
