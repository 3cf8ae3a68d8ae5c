"""Kills the program with -9 while it updates a deck, again and again: the deck is the old or the new one.

python -m tests.kill [--times 200]
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mutualplan_deck.powerpoint.soundness import unsound

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "sample_plans" / "halden-claims.json"


def build(plan: Path, deck: Path) -> list[str]:
    """The command that brings a deck up to date."""
    return [
        sys.executable,
        "-m",
        "mutualplan_deck",
        "build",
        str(plan),
        "-o",
        str(deck),
        "--today",
        "2027-01-12",
    ]


def killed(times: int, seed: int = 1) -> list[str]:
    """What went wrong, a line each: a deck that is missing, is neither, or is unsound."""
    from pptx import Presentation

    dice, wrong = random.Random(seed), []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        deck, plan, other = folder / "deck.pptx", folder / "plan.json", folder / "other.json"
        shutil.copytree(PLAN.parent / "logos", folder / "logos")
        plan.write_text(PLAN.read_text("utf-8"), "utf-8")
        other.write_text(PLAN.read_text("utf-8").replace('"version": "7"', '"version": "8"'), "utf-8")
        subprocess.run(build(plan, deck), check=True, capture_output=True)
        shown = Presentation(str(deck))
        shown.slides[1].shapes.title.text_frame.text = "Our own words"
        shown.save(str(deck))
        old = deck.read_bytes()
        began = time.perf_counter()
        subprocess.run(build(other, deck), check=True, capture_output=True)
        whole, new = time.perf_counter() - began, deck.read_bytes()
        for n in range(times):
            deck.write_bytes(old)
            child = subprocess.Popen(build(other, deck), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(dice.uniform(0.5, 1.1) * whole)
            child.send_signal(signal.SIGKILL)
            child.wait()
            wrong += _wrong(n, deck, old, new)
    return wrong


def _wrong(n: int, deck: Path, old: bytes, new: bytes) -> list[str]:
    if not deck.is_file():
        return [f"{n}: the deck is gone"]
    data = deck.read_bytes()
    if data not in (old, new):
        return [f"{n}: neither the old deck nor the new one: {unsound(data)[:1]}"]
    return []


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.kill", description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    times = parser.parse_args().times
    wrong = killed(times)
    print("\n".join(wrong) or f"killed {times} times: always the old deck or the new one, whole")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
