"""Folders are made whole and put in their place, like files: all of it, or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mutualplan_deck.errors import UnwritableFileError


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Where to put the files of `folder`, which appears under its name when all are there.

    Raises UnwritableFileError if there is something of that name already, or no folder to make it in.
    """
    if folder.exists():
        raise UnwritableFileError(f"{folder} exists and was left as it is; choose another name")
    if not folder.parent.is_dir():
        raise UnwritableFileError(f"{folder}: there is no folder {folder.parent}; make it first")
    room = Path(tempfile.mkdtemp(prefix=".mutualplan-", dir=folder.parent))
    try:
        yield room
        room.chmod(0o755)  # made for its owner alone; a look is there to be shared
        room.rename(folder)
    finally:
        shutil.rmtree(room, ignore_errors=True)
