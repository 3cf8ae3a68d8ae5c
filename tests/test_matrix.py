"""Every sample × both looks × 6, 5 and 4 slides × 16:9 and 4:3, through the whole line."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from deck_checks import deck_problems, tags_of
from matrix import TODAY, Case, cases, made

from mutualplan_deck.shipped import samples_folder

LANGUAGES = {"oberstein-maschinenbau": "de", "valmont-distribution": "fr"}


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_deck_is_sound_fits_and_can_be_heard(case: Case) -> None:
    built, data = made(case)
    assert len(built.deck.slides) == case.slides
    assert built.deck.width / built.deck.height == pytest.approx(16 / 9 if case.wide else 4 / 3)
    problems = deck_problems(built.deck, case.look, data)
    assert not problems, os.linesep.join(problems)


@pytest.mark.parametrize(("sample", "language"), LANGUAGES.items())
def test_texts_are_marked_as_what_they_are_written_in(sample: str, language: str) -> None:
    _, data = made(Case(sample, "clearpath"))
    spoken = {tag.split("-")[0] for tag in tags_of(data, "lang")}
    assert language in spoken


@pytest.mark.parametrize("layout", ["clearpath", "halden"])
def test_the_same_bytes_in_every_process(layout: str, tmp_path: Path) -> None:
    plan = samples_folder() / "northgate-crowded.xlsx"
    digests = set()
    for seed in ("0", "1"):
        deck = tmp_path / f"{seed}.pptx"
        tool = [sys.executable, "-m", "mutualplan_deck"]
        options = ["--layout", layout, "--today", TODAY.isoformat(), "-o", str(deck)]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(
            [*tool, "build", str(plan), *options], check=True, capture_output=True, env=environment
        )
        digests.add(sha256(deck.read_bytes()).hexdigest())
    assert len(digests) == 1
