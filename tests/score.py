"""Prints how well each plan of a folder is read, compared with its `<name>.truth.json`.

python -m tests.score FOLDER            a line a file, and a line for all
python -m tests.score FOLDER -v         by section, and every field that differs
python -m tests.score FOLDER -k WORD    only files whose name holds the word
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.scoring import Line, Mark, Score, precision, recall, right, score_file

_BAD = (Mark.MISSED, Mark.WRONG, Mark.EXTRA)


def main(words: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.score")
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("-k", "--only", default="")
    given = parser.parse_args(words)
    scores = list(score_folder(given.folder, given.only))
    for score in scores:
        print(_summary(score))
        for line in _detail(score) if given.verbose else ():
            print(line)
    if scores:
        print(_summary(_together(scores)))


def score_folder(folder: Path, only: str = "") -> Iterator[Score]:
    """The scores of all plans of a folder that have a truth beside them, by name."""
    for truth in sorted(folder.glob("*.truth.json")):
        name = truth.name.removesuffix(".truth.json")
        sources = [p for p in sorted(folder.glob(f"{_literal(name)}*")) if p != truth and p.stem == name]
        if only in name and sources:
            yield score_file(sources[0], truth)


def _literal(name: str) -> str:
    return "".join(f"[{c}]" if c in "[]*?" else c for c in name)


def _together(scores: Sequence[Score]) -> Score:
    return Score(
        "all",
        tuple(line for s in scores for line in s.lines),
        tuple(leak for s in scores for leak in s.leaks),
        sum(s.warned for s in scores),
        tuple(place for s in scores for place in s.untold),
    )


def _summary(score: Score) -> str:
    counts = score.counts()
    silent = sum(line.mark in (Mark.WRONG, Mark.EXTRA) and not line.told for line in score.lines)
    told = f"{score.warned - len(score.untold)}/{score.warned}"
    figures = f"P {precision(counts):6.1%}  R {recall(counts):6.1%}  right {right(counts):6.1%}"
    tail = f"wrong untold {silent}  leaks {len(score.leaks)}  warned {told}"
    return f"{score.name[:38]:38}  {figures}  {tail}  {score.error}".rstrip()


def _detail(score: Score) -> Iterator[str]:
    for section in score.sections:
        counts: Counter[Mark] = score.counts(section)
        yield f"    {section:13} P {precision(counts):6.1%}  R {recall(counts):6.1%}"
    yield from (_differs(line) for line in score.lines if line.mark in _BAD)
    yield from (f"    leak    {leak}" for leak in score.leaks)
    yield from (f"    untold  {w['where']}  {w.get('why', '')}" for w in score.untold)


def _differs(line: Line) -> str:
    told = "" if line.told else "  (not told)"
    return f"    {line.mark:7} {line.section}.{line.name}: {line.wanted!s:.90} ← {line.got!s:.90}{told}"


if __name__ == "__main__":
    main()
