"""For tests of how a deck looks in other programs: LibreOffice, poppler, betteroffice and the Open XML SDK.

What a test needs and the machine lacks makes it fail, never pass: such tests are marked `office`.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from betteroffice_pptx import Presentation

from mutualplan_deck.deck.boxes import Rect

TWINS: Mapping[str, str] = {"Calibri": "Carlito", "Arial": "Liberation Sans", "Georgia": "Gelasio"}
STYLES = {"": (False, False), ":bold": (True, False), ":italic": (False, True), ":bold:italic": (True, True)}
PIXEL = 0.75  # points
_WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')


class Word(NamedTuple):
    """A word as LibreOffice painted it, in points."""

    text: str
    rect: Rect


def run(*command: str | Path, seconds: float = 300) -> str:
    """The standard output of a program; what it says on failure is in the error."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=seconds)
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout


def to_pdf(decks: Sequence[Path], folder: Path) -> list[Path]:
    """The decks as LibreOffice prints them, all in one go, with a profile of its own."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *decks)
    return [folder / f"{deck.stem}.pdf" for deck in decks]


def page_texts(pdf: Path) -> list[str]:
    """The text of each page, white space made single."""
    pages = run("pdftotext", "-enc", "UTF-8", pdf, "-").split("\f")[:-1]
    return [" ".join(page.split()) for page in pages]


def page_words(pdf: Path) -> list[list[Word]]:
    """The words of each page and where they stand."""
    pages = run("pdftotext", "-enc", "UTF-8", "-bbox", pdf, "-").split("<page ")[1:]
    return [[_word(found) for found in _WORD.findall(page)] for page in pages]


def _word(found: tuple[str, str, str, str, str]) -> Word:
    left, top, right, bottom = map(float, found[:4])
    return Word(unescape(found[4]), Rect(left, top, right - left, bottom - top))


def pictures(pdf: Path, folder: Path, *, width: int) -> list[Path]:
    """Each page as a PNG so many pixels wide."""
    run("pdftoppm", "-png", "-scale-to-x", str(width), "-scale-to-y", "-1", pdf, folder / pdf.stem)
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def sdk_findings(deck: Path) -> list[str]:
    """What the Open XML SDK's validator finds in a file, a line each."""
    done = subprocess.run(["ooxml-validator", str(deck)], capture_output=True, text=True, timeout=120)
    told: dict[str, Any] = (
        json.loads(done.stdout) if done.stdout.strip() else {"ok": False, "errors": [done.stderr]}
    )
    return [] if told["ok"] else [f"validator: {error}" for error in told["errors"]]


@cache
def font_file(family: str, style: str) -> bytes:
    """The bytes of the font with a family's widths; fails if fontconfig would take another one."""
    found, path = run("fc-match", "-f", "%{family}\n%{file}", family + style).split("\n")
    assert TWINS[family] in found, f"{TWINS[family]} is not installed: {family} would be set in {found}"
    return Path(path).read_bytes()


def drawn(data: bytes, faces: Sequence[str]) -> list[list[dict[str, Any]]]:
    """What betteroffice would paint of each slide, in order: shapes, pictures, lines of text; in pixels."""
    deck = Presentation.open(data)
    for family in dict.fromkeys((*faces, "Arial")):
        for style, (bold, italic) in STYLES.items():
            deck.register_font(family, font_file(family, style), bold=bold, italic=italic)
    return [list(_opened(deck.render_slide(i).to_dict()["primitives"])) for i in range(deck.slide_count)]


def _opened(primitives: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Primitives with those of groups and tables in their place, each with the name of what it belongs to."""
    name = ""
    for one in primitives:
        name = one.get("name") or name
        inner = one.get("primitives")
        if inner is None:
            yield {**one, "name": name}
        else:
            yield from ({**i, "name": i.get("name") or name} for i in _opened(inner))
