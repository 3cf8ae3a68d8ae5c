"""The same decks as other programs see them: betteroffice's lines of text, the Open XML SDK's rules."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from matrix import Case, cases, made
from render_tools import PIXEL, drawn, sdk_findings

from mutualplan_deck.deck.boxes import Rect
from mutualplan_deck.deck.contrast import GRAPHIC, TEXT, contrast

SLACK = 1.0  # points: a last line's descenders, and rounding
LARGE, LARGE_BOLD = 18.0, 14.0  # points: from here on text is large (WCAG 2)
Primitive = Mapping[str, Any]


@pytest.mark.office
@pytest.mark.parametrize("case", cases(), ids=str)
def test_other_programs_find_nothing_wrong(case: Case, tmp_path: Path) -> None:
    built, data = made(case)
    path = tmp_path / "deck.pptx"
    path.write_bytes(data)
    assert sdk_findings(path) == []
    slides = drawn(data, (case.look.font("minor"), case.look.font("major")))
    assert len(slides) == len(built.deck.slides)
    problems = [told for slide in slides for told in (*overflows(slide), *faint(slide))]
    assert not problems, os.linesep.join(problems)


def overflows(slide: Sequence[Primitive]) -> Iterator[str]:
    """Texts whose lines leave the box they belong to."""
    for box in slide:
        if box["kind"] == "textBox" and box["lines"]:
            over = _over(box)
            if over > SLACK:
                yield f"{box['name']} is left by {over:.1f} pt: {_said(box)}"


def _over(box: Primitive) -> float:
    """How far a text stands out of its box, in points; words at a line's end may hang over as blanks."""
    room, lines = _rect(box), [_rect(line, "width", "height") for line in box["lines"]]
    top, bottom = min(r.y for r in lines), max(r.bottom for r in lines)
    wide = max(r.w - _blank(line) for r, line in zip(lines, box["lines"], strict=True))
    return max(room.y - top, bottom - room.bottom, wide - room.w) * PIXEL


def _blank(line: Primitive) -> float:
    """Width of the blanks at a line's end, in pixels."""
    text = "".join(run["text"] for run in line["runs"])
    count = len(text) - len(text.rstrip())
    advances = [g["advance"] for run in line["runs"] for g in run["glyphs"]]
    return float(sum(advances[len(advances) - count :]))


def faint(slide: Sequence[Primitive]) -> Iterator[str]:
    """Texts without enough contrast to what lies under them."""
    for index, box in enumerate(slide):
        if box["kind"] == "textBox":
            for run, at in _runs(box):
                ground = _ground(slide[:index], at)
                found = contrast(run["color"].lstrip("#"), ground)
                if found < (GRAPHIC if _is_coarse(run) else TEXT):
                    yield f"{box['name']}: {run['color']} on {ground} has {found:.2f}: {run['text']}"


def _is_coarse(run: Primitive) -> bool:
    """Large text, and glyphs: they are seen, not read."""
    size = run["fontSizePx"] * PIXEL
    glyph = not any(c.isalnum() for c in run["text"])
    return glyph or size >= LARGE or (size >= LARGE_BOLD and run["bold"])


def _runs(box: Primitive) -> Iterator[tuple[Primitive, tuple[float, float]]]:
    """The runs of every line that are seen, and the middle of each, in pixels."""
    for line in box["lines"]:
        for run in line["runs"]:
            if run["text"].strip():
                yield run, (run["x"] + run["width"] / 2, line["y"] + line["height"] / 2)


def _ground(below: Sequence[Primitive], at: tuple[float, float]) -> str:
    """The colour of the topmost solid shape under a point; the page is white if there is none."""
    for one in reversed(below):
        fill = one.get("fill")
        if fill and fill["kind"] == "solid" and _holds(_rect(one), at):
            return str(fill["color"]).lstrip("#")
    return "FFFFFF"


def _holds(rect: Rect, at: tuple[float, float]) -> bool:
    return rect.x <= at[0] <= rect.right and rect.y <= at[1] <= rect.bottom


def _rect(one: Primitive, width: str = "w", height: str = "h") -> Rect:
    return Rect(one["x"], one["y"], one[width], one[height])


def _said(box: Primitive) -> str:
    return " ".join(run["text"] for line in box["lines"] for run in line["runs"])[:60]
