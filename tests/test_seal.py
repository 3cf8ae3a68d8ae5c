"""A deck of ours that nobody has touched may be replaced; any other is somebody's work (law 1)."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from pptx import Presentation

from mutualplan_deck.cli import main
from mutualplan_deck.powerpoint.seal import untouched
from mutualplan_deck.shipped import samples_folder


def build(folder: Path, version: str, *more: str) -> tuple[int, Path]:
    plan = folder / "plan.json"
    text = (samples_folder() / "halden-claims.json").read_text(encoding="utf-8")
    plan.write_text(text.replace('"version": "7"', f'"version": "{version}"'), encoding="utf-8")
    shutil.copytree(samples_folder() / "logos", folder / "logos", dirs_exist_ok=True)
    with pytest.raises(SystemExit) as end:
        main(["build", str(plan), "--today", "2027-01-12", *more])
    return int(end.value.code or 0), folder / "plan.pptx"


def test_a_deck_follows_its_plan_while_nobody_has_touched_it(tmp_path: Path) -> None:
    _, deck = build(tmp_path, "7")
    code, deck = build(tmp_path, "8")
    kicker = Presentation(str(deck)).slides[0].shapes[1].text_frame.text
    assert (code, "Version 8" in kicker) == (0, True)
    assert [p.name for p in tmp_path.glob("*.pptx")] == ["plan.pptx"]


def test_a_deck_that_somebody_saved_follows_and_keeps_their_words(tmp_path: Path) -> None:
    _, deck = build(tmp_path, "7")
    edited = Presentation(str(deck))
    edited.slides[1].shapes.title.text_frame.paragraphs[0].runs[0].text = "Our own words"
    edited.save(str(deck))
    before = deck.read_bytes()
    code, deck = build(tmp_path, "8")
    now = Presentation(str(deck))
    assert (code, now.slides[1].shapes.title.text_frame.text) == (0, "Our own words")
    assert "Version 8" in now.slides[0].shapes[1].text_frame.text
    assert (tmp_path / "plan.bak.pptx").read_bytes() == before


def test_saving_without_a_change_is_touching(tmp_path: Path) -> None:
    _, deck = build(tmp_path, "7")
    assert untouched(deck.read_bytes())
    saved = io.BytesIO()
    Presentation(str(deck)).save(saved)
    assert not untouched(saved.getvalue())


@pytest.mark.parametrize("data", [b"", b"PK", b"no deck at all"])
def test_anything_else_is_not_ours(data: bytes) -> None:
    assert not untouched(data)
