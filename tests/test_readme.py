"""README says and shows what the tool does today."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from readme import PICTURE, README, current, draw

DIFFERENT = 4.0  # of 255, on average; half of what a slide's other text makes


def test_readme_shows_what_the_commands_print(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    assert current(text, tmp_path) == text, "README is not current: python -m tests.readme"


@pytest.mark.office
def test_the_picture_shows_the_slides_of_today(tmp_path: Path) -> None:
    draw(tmp_path / "now.png")
    now, shown = (Image.open(p).convert("L") for p in (tmp_path / "now.png", PICTURE))
    assert now.size == shown.size
    apart = ImageStat.Stat(ImageChops.difference(now, shown)).mean[0]
    assert apart < DIFFERENT, f"{apart:.1f}: the picture is not current: python -m tests.readme --picture"
