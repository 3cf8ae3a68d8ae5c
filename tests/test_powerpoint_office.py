"""LibreOffice draws the deck as meant: every text on its slide, every bar on the row it belongs to."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PIL import Image
from powerpoint_samples import everything, slide, value_chart, value_table, words, written

from mutualplan_deck.deck.boxes import Rect, Shape

SCALE = 2  # pixels a point


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the deck as PDF and as one PNG a slide."""
    home = tmp_path_factory.mktemp("office")
    world = Shape("mp.world", Rect(50, 200, 400, 60), paragraphs=(words("Ελληνικά"), words("Zażółć")))
    (home / "deck.pptx").write_bytes(written(everything(), slide(world, title="Second", page=2)))
    profile = f"-env:UserInstallation=file://{home}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(home)]
    draw = ["pdftoppm", "-r", str(72 * SCALE), "-png", str(home / "deck.pdf"), str(home / "slide")]
    for command in ([*convert, str(home / "deck.pptx")], draw):
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return home


@pytest.mark.office
def test_every_slide_shows_its_texts_and_its_number(folder: Path) -> None:
    command = ["pdftotext", "-layout", str(folder / "deck.pdf"), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    first, second = text.split("\f")[:2]
    for words_ in (
        "Settling claims in 12 days is worth £2.4m",
        "At risk",
        "Halden",
        "21 days",
        "Target",
        "Card",
    ):
        assert words_ in first
    assert "Ελληνικά" in second
    assert "Zażółć" in second
    assert (first.split()[-1], second.split()[-1]) == ("1", "2")


@pytest.mark.office
def test_bars_stand_in_the_middle_of_their_rows(folder: Path) -> None:
    picture = Image.open(folder / "slide-1.png").convert("RGB")
    chart, rows = value_chart(), value_table().rows[1:]
    x, top = round((chart.rect.x + 8) * SCALE), value_table().y + value_table().rows[0].height
    colored = [y for y in range(picture.height) if _is_bar(picture.getpixel((x, y)))]
    for index in (0, 2, 3):  # the second is hatched: its first and last lines may be paper
        row = rows[index]
        start = top + sum(r.height for r in rows[:index])
        inside = [y / SCALE for y in colored if start <= y / SCALE < start + row.height]
        assert sum(inside) / len(inside) == pytest.approx(start + row.height / 2, abs=1)
        assert max(inside) - min(inside) == pytest.approx(18, abs=1.5)


def _is_bar(pixel: tuple[int, int, int]) -> bool:
    """Neither paper nor ink: the teal of a bar, or the late bar's red."""
    red, green, blue = pixel
    return max(pixel) - min(pixel) > 40 and (green > red or red > blue + 60)
