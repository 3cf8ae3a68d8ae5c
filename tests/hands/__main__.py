"""How well plans are read that many hands wrote down.

python -m tests.hands                         five hands for each truth of tests/messy, a line a language
python -m tests.hands --each 20 --seed b      more, and others
python -m tests.hands --keep FOLDER           the workbooks and their truths, for `python -m tests.score`
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.hands.truths import MESSY, truths
from tests.hands.writer import Hand
from tests.scoring import Mark, Score, right, score_file


def main(words: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.hands")
    parser.add_argument("--truths", type=Path, default=MESSY)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--seed", default="a")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        found: dict[str, list[Score]] = defaultdict(list)
        for language, score in scores(given.truths, folder, given.each, given.seed):
            found[language].append(score)
    for language, listed in sorted(found.items()):
        print(_line(language, listed))
    print(_line("all", [score for listed in found.values() for score in listed]))


def scores(source: Path, folder: Path, each: int, seed: str) -> Iterator[tuple[str, Score]]:
    """(language, score) of every truth as `each` hands write it, kept in `folder`."""
    for name, language, truth in truths(source):
        for n in range(each):
            path = folder / f"{name}-{seed}{n}.xlsx"
            Hand(truth, language, f"{name}-{seed}{n}").save(path)
            beside = path.with_suffix(".truth.json")
            beside.write_text(json.dumps(truth, ensure_ascii=False, indent=1), "utf-8")
            yield language, score_file(path, beside)


def _line(name: str, listed: Sequence[Score]) -> str:
    counts: Counter[Mark] = sum((score.counts() for score in listed), Counter())
    untold = sum(line.mark is Mark.WRONG and not line.told for score in listed for line in score.lines)
    refused, leaks = sum(bool(s.error) for s in listed), sum(bool(s.leaks) for s in listed)
    worst = min(right(score.counts()) for score in listed)
    head = f"{name:4} {len(listed):4} sheets  right {right(counts):6.1%}, worst {worst:6.1%}"
    return f"{head}  wrong untold {untold}  refused {refused}  leaks {leaks}"


if __name__ == "__main__":
    main()
