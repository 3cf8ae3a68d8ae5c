"""How long a tracker of other people's takes to be understood, beside what openpyxl takes to open it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook

from mutualplan_deck.readers import read

_FIRST = dt.datetime(2027, 1, 4)
_HEADS = ("No", "Phase", "Action", "Owner", "Start", "Due", "Status", "Predecessor", "Done when", "Comments")
_OWNERS = ("Buyer: Jane Roe", "Bolt: Max Orr", "Both", "IT (Acme)", "Jane Roe", "MO")
_STATUSES = ("done", "in progress", "not started", "✅", "60 %", "blocked")


def write_tracker(path: Path, count: int) -> None:
    """A sheet of so many steps, in the words of a rep: owners by side, dates as text, signs for statuses."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tracker")
    sheet.append(["Mutual action plan Acme / Bolt"])
    sheet.append([])
    sheet.append(_HEADS)
    for n in range(1, count + 1):
        start = _FIRST + dt.timedelta(days=n % 400)
        due = start + dt.timedelta(days=5)
        when = due if n % 3 else due.strftime("%d/%m/%Y")
        after = n - 1 if n % 10 else None
        what, who, status = f"Action {n} that somebody must take", _OWNERS[n % 6], _STATUSES[n % 6]
        phase = f"Phase {n // 20_000 + 1}"
        sheet.append([n, phase, what, who, start, when, status, after, "it is signed", "a remark"])
    book.save(path)


def tracker(folder: Path, count: int, row: Callable[[str, float, float, str], None]) -> None:
    """Print what the report of `read` needs, and what openpyxl's `load_workbook` alone needs."""
    path = folder / "tracker.xlsx"
    write_tracker(path, count)
    theirs = _seconds(lambda: load_workbook(path, data_only=True))
    ours = _seconds(lambda: read(path, today=_FIRST.date()))
    print("\nunderstood, beside openpyxl's own reading   the tool  openpyxl")
    row(f"a tracker of {count:,} rows", ours, theirs, "s")


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
