"""Plans that many hands wrote down, in words and arrangements drawn by lot, are read as one would hope."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.hands.__main__ import scores
from tests.hands.truths import MESSY
from tests.scoring import Mark, right

EACH = 4
LEAST_OF_ALL = 0.98
LEAST = 0.85


def test_sheets_of_many_hands_are_read_and_nothing_is_guessed_in_silence(tmp_path: Path) -> None:
    found = [score for _, score in scores(MESSY, tmp_path, EACH, "test")]
    counts: Counter[Mark] = sum((score.counts() for score in found), Counter())
    assert len(found) > 30
    assert right(counts) >= LEAST_OF_ALL
    assert [(s.name, s.error) for s in found if s.error] == []
    assert [(s.name, s.leaks) for s in found if s.leaks] == []
    assert [s.name for s in found if right(s.counts()) < LEAST] == []
    assert [
        (s.name, line) for s in found for line in s.lines if line.mark is Mark.WRONG and not line.told
    ] == []
