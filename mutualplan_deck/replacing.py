"""A deck that is there already may hold what somebody did by hand: it is never replaced unasked (law 1)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from mutualplan_deck.errors import UnwritableFileError


@contextmanager
def kept(deck: Path, *, force: bool) -> Iterator[Path | None]:
    """Do the writing inside; with `force`, what was there is kept beside, and its name given.

    Raises UnwritableFileError if the deck exists and `force` is not asked for. If no deck gets written,
    all is as before.
    """
    if not deck.exists():
        yield None
        return
    if not force:
        raise UnwritableFileError(
            f"{deck} exists and may hold hand edits; choose another name with -o, or --force to replace it"
        )
    backup = _free(deck)
    shutil.copy2(deck, backup)
    try:
        yield backup
    except BaseException:
        backup.unlink(missing_ok=True)
        raise


def _free(deck: Path) -> Path:
    """`NAME.bak.pptx`, or with a number if there is one already: a backup is never replaced either."""
    names = (deck.with_name(f"{deck.stem}.bak{k if k > 1 else ''}{deck.suffix}") for k in count(1))
    return next(name for name in names if not name.exists())
