"""Plans with cells nobody would type, and files that are broken: python -m tests.fuzz

Every case is read, checked and told; now and then its deck is built too. What is no plan must be refused in
one line; nothing may end in a traceback, take more than five seconds or hold more than 300 MB. The same
seed makes the same cases. Files that fail are kept in a folder.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import random
import resource
import signal
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import IllegalCharacterError

from mutualplan_deck import pipeline
from mutualplan_deck.errors import MutualPlanError
from mutualplan_deck.powerpoint.soundness import unsound
from mutualplan_deck.readers import read
from mutualplan_deck.story.story import Edition

ROOT = Path(__file__).parents[1]
TODAY = dt.date(2027, 1, 12)
SECONDS, MEGABYTES = 5, 300
CELLS_A_FILE = 50
_KIBI = 1024

_TEXTS = (
    *("", " ", "\u200b", "\x07", "\x00", "'", '"', "=1+1"),
    *("=HYPERLINK()", "@all", "-", "–", "?", "n/a", "TBD"),
    *("31/02/2027", "29.02.2027", "03/04/2027", "00/00/0000"),
    *("9999-12-31", "10000-01-01", "0001-01-01", "45000"),
    *("w/c 12 May", "KW 53", "Q5", "Q3 '27", "T-9999"),
    *("T+30", "mid", "Mitte Januar", "fin 2027", "12 mai"),
    *("1.250.000 €", "1,2,3", "1e309", "-1e-400", "NaN", "inf", "∞"),
    *("0x10", "½", "٣٤", "１２３", "T€ 215", "$"),
    *("450k p.a.", "1–2m", "12 → 5 days", "50 %", "-50 %", "101%"),
    *("1 %%", "Buyer:", ": Jane", "Both", "A; ; C"),
    *("IT (Customer) (Vendor)", "((((", "))))", "us/them", "🟢"),
    *("✅✅", "⬜ 30 %", "Amber", "done?", "not done"),
    *("a\nb\nc", "\r\n", "\t", "|", "x" * 500),
    *("Ω" * 300, "東京" * 100, "مرحبا بالعالم", "e\u0301" * 50),
    *("<b>&amp;</b>", "&#x0;", "]]>", "_x000D_"),
    *("_xD83D_", "../../etc", "C:\\x", "https://a.example/?q=1#2"),
    *("Steps", "Customer", "Internal", "delete before sending", "Total"),
    *("Phase 1", "ditto", "〃", "s1", "s1, s2"),
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    *(0, 1, -1, 10**30, 1e-300, 1e300, True, False, 60, 44_000, 2_958_465, 2_958_466, 0.5, 12.3456789),
    *(dt.datetime(1900, 1, 1), dt.datetime(2099, 12, 31, 23, 59, 59), dt.date(2027, 2, 28), dt.time(9, 30)),
    dt.timedelta(hours=30),
)


class TooLongError(Exception):
    """A case took longer than a person would wait."""


@dataclass(slots=True)
class Run:
    """How far a run is, and what failed: the file kept, and why."""

    folder: Path
    chance: random.Random
    build_each: int
    megabytes: int | None = MEGABYTES
    cells: int = 0
    files: int = 0
    refused: int = 0
    failed: list[tuple[Path, str]] = field(default_factory=list)

    def try_file(self, name: str, data: bytes) -> None:
        """One file through reading, checking and telling."""
        self.files += 1
        path = self.folder / f"{self.files}-{name}"
        path.write_bytes(data)
        why = self._problem(path)
        if why:
            self.failed.append((path, why))
        else:
            path.unlink()

    def _problem(self, path: Path) -> str:
        try:
            with _at_most(SECONDS):
                self._through(path)
        except MutualPlanError as why:
            self.refused += 1
            return (
                "" if "\n" not in str(why) and len(str(why)) < 600 else f"a long message: {str(why)[:200]!r}"
            )
        except Exception:
            return " | ".join(traceback.format_exc().splitlines()[-4:])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIBI
        return f"{peak:.0f} MB" if self.megabytes is not None and peak > self.megabytes else ""

    def _through(self, path: Path) -> None:
        reading = read(path, today=TODAY)
        checked = pipeline.check_plan(reading, TODAY)
        pipeline.tell_plan(reading, TODAY, Edition.WORKING, checked)
        if self.files % self.build_each == 0:
            deck = path.with_suffix(".deck.pptx")
            pipeline.build(pipeline.Order(path, deck), today=TODAY)
            problems = unsound(deck.read_bytes())
            deck.unlink()
            if problems:
                raise AssertionError(problems[0])


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooLongError(f"more than {seconds} s")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def mutate_cells(run: Run, count: int) -> None:
    """So many cells changed, some in each copy of a plan that is sound."""
    plans = [p for p in _plans() if p.suffix == ".xlsx"]
    while run.cells < count:
        path = run.chance.choice(plans)
        book = openpyxl.load_workbook(path)
        for _ in range(min(CELLS_A_FILE, count - run.cells)):
            _mutate_cell(run.chance, run.chance.choice(book.worksheets))
            run.cells += 1
        out = io.BytesIO()
        book.save(out)
        run.try_file(path.name, out.getvalue())


def _mutate_cell(chance: random.Random, sheet: Any) -> None:
    """Mostly a cell that is used, now and then one beside or below."""
    row = chance.randint(1, sheet.max_row + chance.choice([0, 0, 0, 3]))
    column = chance.randint(1, sheet.max_column + chance.choice([0, 0, 0, 2]))
    cell = sheet.cell(row, column)
    value = chance.choice(_VALUES) if chance.random() < 0.25 else _text(chance)
    try:
        cell.value = value
    except (AttributeError, ValueError, IllegalCharacterError):  # under a merge, or no sign for a workbook
        return


def _text(chance: random.Random) -> str:
    text = chance.choice(_TEXTS)
    return text if chance.random() < 0.7 else f"{text}{chance.choice(' /:,;-')}{chance.choice(_TEXTS)}"


def mutate_files(run: Run, count: int) -> None:
    """So many files broken: bytes, parts of the package, values of JSON."""
    plans = _plans()
    for _ in range(count):
        path = run.chance.choice(plans)
        data = path.read_bytes()
        ways: list[Callable[[random.Random, bytes], bytes]] = [_bytes]
        if path.suffix == ".xlsx":
            ways += [_part, _part, _without_part]
        elif path.suffix == ".json":
            ways += [_tree, _tree, _tree]
        run.try_file(path.name, run.chance.choice(ways)(run.chance, data))


def _bytes(chance: random.Random, data: bytes) -> bytes:
    """Bytes changed, a stretch taken out or doubled, or the end cut off."""
    found = bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 20])):
        at = chance.randrange(len(found) or 1)
        match chance.randrange(4):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[at : at + chance.choice([1, 10, 500])]
            case 2:
                found[at:at] = found[max(0, at - 50) : at] * chance.choice([1, 40])
            case _:
                del found[max(1, at) :]
    return bytes(found)


def _part(chance: random.Random, data: bytes) -> bytes:
    """Bytes changed inside one part, so that the archive is sound and what it holds is not."""
    parts = _parts(data)
    name = chance.choice(sorted(parts))
    return _zipped({**parts, name: _bytes(chance, parts[name])})


def _without_part(chance: random.Random, data: bytes) -> bytes:
    parts = _parts(data)
    del parts[chance.choice(sorted(parts))]
    return _zipped(parts)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _tree(chance: random.Random, data: bytes) -> bytes:
    """A value of JSON in another's place: of another kind, missing, or a whole branch."""
    tree = json.loads(data)
    spots = list(_spots(tree))
    odd: list[Any] = [None, True, 0, -1, 1e300, "", [], {}, [[]], {"": None}, "x" * 3000, [None] * 50]
    for _ in range(chance.choice([1, 3, 10])):
        holder, key = chance.choice(spots)
        other, at = chance.choice(spots)
        try:
            holder[key] = chance.choice(
                [_text(chance), chance.choice(odd), json.loads(json.dumps(other[at]))]
            )
        except (KeyError, IndexError):  # it stood in a branch that is gone
            continue
    return json.dumps(tree, ensure_ascii=False).encode("utf-8", "replace")


def _spots(tree: Any) -> Iterator[tuple[Any, Any]]:
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ():
        yield tree, key
        yield from _spots(tree[key])


def _plans() -> list[Path]:
    tests = ROOT / "tests"
    folders = (
        ROOT / "sample_plans",
        tests / "strangers",
        tests / "messy",
        tests / "messy" / "vergers-hubspot",
    )
    found = sorted(
        p for folder in folders for p in folder.iterdir() if p.suffix in (".xlsx", ".json", ".csv")
    )
    return [p for p in found if ".truth." not in p.name]


def main() -> int:
    """The command: 0 when nothing failed, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cells", type=int, default=100_000, help="how many cells to change (100,000)")
    parser.add_argument("--files", type=int, default=2_000, help="how many files to break (2,000)")
    parser.add_argument("--seed", type=int, default=1, help="another number makes other cases (1)")
    parser.add_argument("--build-each", type=int, default=20, help="build every so-manieth deck too (20)")
    asked = parser.parse_args()
    run = Run(Path(tempfile.mkdtemp(prefix="fuzz-")), random.Random(asked.seed), asked.build_each)
    mutate_files(run, asked.files)
    mutate_cells(run, asked.cells)
    print(f"{run.cells:,} cells, {run.files:,} files; {run.refused:,} refused, {len(run.failed)} failed")
    for path, why in run.failed:
        print(f"{path} {why}")
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main())
