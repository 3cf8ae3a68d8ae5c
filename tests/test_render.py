"""Some decks of the matrix as LibreOffice shows them; `python -m tests.shown` shows all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from matrix import SAMPLES, Case
from shown import problems_shown

SHOWN = [
    *(Case(sample, layout) for sample in SAMPLES for layout in ("clearpath", "halden")),
    *(Case(sample, "clearpath", slides, wide=False) for sample in SAMPLES for slides in (5, 4)),
]


@pytest.mark.office
@pytest.mark.parametrize("half", [0, 1])
def test_libreoffice_shows_every_slide_as_meant(half: int, tmp_path: Path) -> None:
    built = [case.made(tmp_path) for case in SHOWN[half::2]]
    problems = list(problems_shown(built, tmp_path))
    assert not problems, os.linesep.join(problems)
