"""What the samples say, as a person reads it: one outline a sample in `cases/`.

After a change of wording: `python tests/test_story_cases.py` writes them anew; read the difference.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from told import outline, story_of

from mutualplan_deck.plan.model import Plan
from mutualplan_deck.shipped import samples_folder
from mutualplan_deck.story.story import Edition

CASES = Path(__file__).with_name("cases")
TODAY = dt.date(2027, 1, 12)
SAMPLES = sorted(samples_folder().glob("*.json"))
# The mock-ups' plan in every language, so that each catalogue is read with a plan that fills every slide.
LANGUAGES = ("de-DE", "fr-FR", "es-ES", "pt-BR", "en-US")


def outlines() -> dict[str, str]:
    """Each case's outline by its file's name."""
    told = {path.stem: _outline(path) for path in SAMPLES}
    halden = samples_folder() / "halden-claims.json"
    told |= {f"halden-claims.{tag}": _outline(halden, locale=tag) for tag in LANGUAGES}
    return told | {"halden-claims.internal": _outline(halden, edition=Edition.INTERNAL)}


def _outline(path: Path, edition: Edition = Edition.WORKING, locale: str = "") -> str:
    plan = Plan.model_validate_json(path.read_text("utf-8"))
    return outline(story_of(plan, plan.as_of or TODAY, edition, locale))


OUTLINES = outlines()


@pytest.mark.parametrize("name", sorted(OUTLINES))
def test_a_sample_says_what_its_case_says(name: str) -> None:
    assert OUTLINES[name] == (CASES / f"{name}.txt").read_text("utf-8")


def test_every_case_is_a_sample_s() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == set(OUTLINES)


if __name__ == "__main__":
    for stem, words in OUTLINES.items():
        (CASES / f"{stem}.txt").write_text(words, "utf-8")
