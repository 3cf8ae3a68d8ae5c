"""Prints, side by side and measured in one run, the tool and a plain openpyxl + python-pptx script.

python -m tests.benchmark          five rounds, plans of 10 to 10,000 steps
python -m tests.benchmark --quick  one round, up to 1,000 steps

Each figure is a median; the ratio is the tool's to the script's, so 1.00 is as fast as a script that checks
and fits nothing. Nothing is asserted: times depend on the machine, ratios hardly do.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tests.benchmark import plain
from tests.benchmark.method import method
from tests.benchmark.tracker import tracker

ROOT = Path(__file__).parents[2]
HALDEN = ROOT / "sample_plans" / "halden-claims.xlsx"
DAY = "2027-01-12"
COUNTS = (10, 100, 1000, 10000)
MEGABYTE = 1024  # ru_maxrss counts kilobytes


def tool(source: Path, target: Path) -> list[str]:
    """The command that a rep types."""
    command = [sys.executable, "-m", "mutualplan_deck", "build", str(source), "-o", str(target)]
    return [*command, "--today", DAY, "--force"]


def script(source: Path, target: Path) -> list[str]:
    """The plain script as a process of its own."""
    return [sys.executable, "-m", "tests.benchmark.plain", str(source), str(target)]


def spent(command: Sequence[str]) -> tuple[float, float]:
    """Seconds of a whole process, and the most memory it held, in MB."""
    began = time.perf_counter()
    # As on a rep's machine, where Python keeps what it has compiled.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return seconds, usage.ru_maxrss / MEGABYTE


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes in this process."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def row(name: str, ours: float, theirs: float, unit: str, *, more_is_better: bool = False) -> None:
    """A line of the table; the ratio is above 1 where the tool needs more."""
    ratio = theirs / ours if more_is_better else ours / theirs
    print(f"{name:<44}{ours:>10.2f}{theirs:>10.2f} {unit:<8}{ratio:>8.2f}")


def processes(folder: Path, rounds: int) -> None:
    """One workbook, from the command to the deck, in turns so that a busy machine is fair to both."""
    pairs = []
    for k in range(rounds + 1):
        target = folder / "deck.pptx"
        pair = spent(tool(HALDEN, target)), spent(script(HALDEN, folder / "plain.pptx"))
        pairs += [pair] if k else []  # the first finds cold files
    (ours, our_peak), (theirs, their_peak) = (
        [statistics.median(side) for side in zip(*both, strict=True)] for both in zip(*pairs, strict=True)
    )
    row("one workbook, whole process", ours, theirs, "s")
    row("most memory", our_peak, their_peak, "MB")


def warm(folder: Path, rounds: int) -> None:
    """Decks a second once everything is imported."""
    ours, theirs = [], []
    for k in range(rounds + 1):
        pair = (
            timed(lambda: _build(HALDEN, folder / "warm.pptx")),
            timed(lambda: plain.make(HALDEN, folder / "plain.pptx")),
        )
        if k:
            ours.append(1 / pair[0])
            theirs.append(1 / pair[1])
    row(
        "decks a second, warm", statistics.median(ours), statistics.median(theirs), "1/s", more_is_better=True
    )


def updating(folder: Path, rounds: int) -> None:
    """A deck with a hand edit brought up to date, beside building the same deck afresh; whole processes."""
    from pptx import Presentation

    deck, fresh = folder / "update.pptx", folder / "afresh.pptx"
    spent(tool(HALDEN, deck))
    shown = Presentation(str(deck))
    shown.slides[1].shapes.title.text_frame.text = "Our own words"
    shown.save(str(deck))
    before = deck.read_bytes()
    update = [w for w in tool(HALDEN, deck) if w != "--force"]
    times: list[tuple[float, float]] = []
    for _ in range(rounds + 1):
        deck.write_bytes(before)
        fresh.unlink(missing_ok=True)
        times.append((spent(update)[0], spent(tool(HALDEN, fresh))[0]))
    ours, built = (statistics.median(side) for side in zip(*times[1:], strict=True))
    print("\na deck brought up to date                    update     build")
    row("one deck with an edit, whole process", ours, built, "s")


def growth(folder: Path, counts: Sequence[int]) -> None:
    """Plans of more and more steps, beside what openpyxl takes to read the same workbook."""
    from openpyxl import load_workbook

    print("\nwarm, beside openpyxl's own reading         the tool  openpyxl")
    for count in counts:
        source = _crowded(folder, count)
        rounds = 3 if count <= 1000 else 1
        theirs = statistics.median(timed(partial(_read_all, load_workbook, source)) for _ in range(rounds))
        ours = statistics.median(timed(partial(_build, source, folder / "many.pptx")) for _ in range(rounds))
        row(f"{count:,} steps", ours, theirs, "s")


def _read_all(load_workbook: Callable[..., object], source: Path) -> int:
    book = load_workbook(source, data_only=True)
    return sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))  # type: ignore[attr-defined]


def _crowded(folder: Path, count: int) -> Path:
    """The Halden plan with its steps repeated, each under an id of its own."""
    from io import BytesIO

    from mutualplan_deck.plan.model import Plan
    from mutualplan_deck.readers.write_workbook import write_workbook

    plan = Plan.model_validate_json(HALDEN.with_suffix(".json").read_text(encoding="utf-8"))
    steps = tuple(
        plan.steps[k % len(plan.steps)].model_copy(
            update={"id": f"n{k}", "after": (f"n{k - 1}",) if k % 7 else ()}
        )
        for k in range(count)
    )
    buffer = BytesIO()
    write_workbook(plan.model_copy(update={"steps": steps}), buffer, guide=False)
    path = folder / f"steps-{count}.xlsx"
    path.write_bytes(buffer.getvalue())
    return path


def _build(source: Path, target: Path) -> None:
    import datetime as dt

    from mutualplan_deck.pipeline import Order, build

    build(Order(source, target), today=dt.date.fromisoformat(DAY))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round, up to 1,000 steps")
    quick = parser.parse_args().quick
    print(f"{'':<44}{'the tool':>10}{'by hand':>10} {'':<8}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        processes(folder, 1 if quick else 5)
        warm(folder, 1 if quick else 5)
        updating(folder, 1 if quick else 5)
        growth(folder, COUNTS[:3] if quick else COUNTS)
        tracker(folder, 5_000 if quick else 100_000, row)
        method(COUNTS[:3] if quick else COUNTS)


if __name__ == "__main__":
    main()
