"""A deck that is there already may hold what somebody did by hand: it is never replaced unasked (law 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from mutualplan_deck.errors import UnwritableFileError


def write_onto(deck: Path, make: Callable[[Path], None], *, force: bool) -> Path | None:
    """Let `make` write a deck under the name `deck`; the backup's name if a deck was there and is replaced.

    Where one is there, the new one is made beside it first. If they are the same there is nothing to do;
    one of ours that nobody has touched since is replaced. Otherwise UnwritableFileError is raised unless
    `force` is asked for, and then the old one is kept as `NAME.bak.pptx`. If no deck gets made, all is as
    before.
    """
    if not deck.exists():
        make(deck)
        return None
    with _beside(deck) as new:
        make(new)
        data = new.read_bytes()
    old = deck.read_bytes()
    if old == data:
        return None
    if _ours(old):
        _save(data, deck)
        return None
    if not force:
        raise UnwritableFileError(
            f"{deck} was changed by hand or by another program since it was built; "
            "choose another name with -o, or --force to replace it"
        )
    return _replace(deck, data)


def _ours(data: bytes) -> bool:
    from mutualplan_deck.powerpoint.seal import untouched

    return untouched(data)


def _save(data: bytes, path: Path) -> None:
    from mutualplan_deck.powerpoint.disk import save

    save(data, path)


def _replace(deck: Path, data: bytes) -> Path:
    from mutualplan_deck.powerpoint.disk import save

    backup = _free(deck, "bak")
    save(deck.read_bytes(), backup)
    try:
        save(data, deck)
    except BaseException:
        backup.unlink()
        raise
    return backup


@contextmanager
def _beside(deck: Path) -> Iterator[Path]:
    """A name beside the deck for the new one, gone afterwards."""
    new = _free(deck, "new")
    try:
        yield new
    finally:
        new.unlink(missing_ok=True)


def _free(deck: Path, mark: str) -> Path:
    """`NAME.bak.pptx`, with a number if there is one already: a backup is never replaced either."""
    names = (deck.with_name(f"{deck.stem}.{mark}{k if k > 1 else ''}{deck.suffix}") for k in count(1))
    return next(name for name in names if not name.exists())
