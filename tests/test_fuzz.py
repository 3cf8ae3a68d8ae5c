"""Odd cells and broken files end in a plan or in one line; `python -m tests.fuzz` makes many more."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from fuzz import Run, mutate_cells, mutate_files

CELLS, FILES, BUILD_EACH = 1_000, 60, 10


@pytest.mark.parametrize("chance", [1, 2])
def test_nothing_breaks_the_reader(chance: int, tmp_path: Path) -> None:
    run = Run(tmp_path, random.Random(chance), BUILD_EACH, megabytes=None)
    mutate_files(run, FILES)
    mutate_cells(run, CELLS)
    assert run.cells == CELLS
    assert run.refused > 0
    assert not run.failed, os.linesep.join(f"{path.name}: {why}" for path, why in run.failed)
