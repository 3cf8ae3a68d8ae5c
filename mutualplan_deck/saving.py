"""A plan saved in our own form, after what was written has been read back: the same plan, or no file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from mutualplan_deck.errors import UnwritableFileError

if TYPE_CHECKING:
    from mutualplan_deck.plan.model import Plan

KINDS = (".xlsx", ".json")


def save_plan(plan: Plan, path: Path, *, today: dt.date, replace: bool = False) -> Path | None:
    """Write `plan` at `path`, a workbook or JSON by its ending; the name of a backup, if one was made.

    UnwritableFileError: another file is there and `replace` is not said, or what was written would not read
    back as the same plan; all is as before then.
    """
    from mutualplan_deck.powerpoint.disk import save
    from mutualplan_deck.replacing import free_beside

    data = _written(plan, path)
    old = path.read_bytes() if path.exists() else None
    if old == data:
        return None
    if old is not None and not replace:
        raise UnwritableFileError(
            f"{path.name} exists, holds something else and was left as it is; choose another name, or say "
            "--replace (the file is kept as a backup)"
        )
    _read_back(plan, data, path, today)
    if old is None:
        save(data, path)
        return None
    backup = free_beside(path, "bak")
    save(old, backup)
    save(data, path)
    return backup


def _written(plan: Plan, path: Path) -> bytes:
    from mutualplan_deck.readers.json.plan import write_json
    from mutualplan_deck.readers.write_workbook import write_workbook

    if path.suffix.lower() == ".json":
        return write_json(plan).encode()
    buffer = BytesIO()
    write_workbook(plan, buffer, guide=True)
    return buffer.getvalue()


def _read_back(plan: Plan, data: bytes, path: Path, today: dt.date) -> None:
    from mutualplan_deck.readers import read

    with _beside(path, data) as trial:
        again = read(trial, today=today).plan
    if again != plan:
        differs = next(
            name for name in type(plan).model_fields if getattr(again, name) != getattr(plan, name)
        )
        raise UnwritableFileError(
            f"{path.name} would not read back as the same plan ({differs}), so it was not written"
        )


@contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """The data under a free name beside `path`, gone afterwards."""
    from mutualplan_deck.powerpoint.disk import save
    from mutualplan_deck.replacing import free_beside

    trial = free_beside(path, "new")
    try:
        save(data, trial)
        yield trial
    finally:
        trial.unlink(missing_ok=True)
