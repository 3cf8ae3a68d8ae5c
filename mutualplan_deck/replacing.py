"""A deck that is there may hold what somebody did by hand: updated, never replaced unasked (law 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from mutualplan_deck.errors import UnsoundDeckError, UnwritableFileError

if TYPE_CHECKING:
    from mutualplan_deck.powerpoint.ledger import Change, Choices
    from mutualplan_deck.powerpoint.updating import Updated


class How(Struct, frozen=True):
    """What is asked for, where a deck is there already.

    `take` and `keep` are keys of edits that give way or stay; `fresh` starts over; `dry` writes nothing;
    `yes` gives up what can't be carried to another look.
    """

    take: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    take_all: bool = False
    fresh: bool = False
    dry: bool = False
    yes: bool = False

    @property
    def choices(self) -> Choices:
        """The same for the update itself."""
        from mutualplan_deck.powerpoint.ledger import Choices

        return Choices(frozenset(self.take), frozenset(self.keep), self.take_all)


class Placed(Struct, frozen=True):
    """What became of a deck: where it is, the backup of the one before, and what was merged.

    `state`: `new`, `same` (nothing to do), `followed` (nobody had touched it), `merged`, `replaced`, or
    `beside`: the deck that is there holds no baseline, so the new one stands under another name.
    """

    path: Path
    state: str
    backup: Path | None = None
    changes: tuple[Change, ...] = field(default=())

    def of(self, *kinds: str) -> tuple[Change, ...]:
        """The changes of some kinds."""
        return tuple(c for c in self.changes if c.kind in kinds)


_BY_HAND = ("edit", "conflict", "deleted", "dropped", "taken", "given_up")


def write_onto(deck: Path, make: Callable[[Path], None], how: How) -> Placed:
    """Let `make` write a deck, and bring the one at `deck` to what it says.

    Raises UnwritableFileError if that deck is open, newer than the program, made anew elsewhere or changed
    while we worked, or if another look would give up what a person placed and `how.yes` is not said. If no
    deck gets made, all is as before.
    """
    if not deck.exists() and not how.dry:
        make(deck)
        return Placed(deck, "new")
    with _beside(deck) as new:
        make(new)
        data = new.read_bytes()
    if not deck.exists():
        return Placed(deck, "new")
    old = deck.read_bytes()
    return Placed(deck, "same") if old == data else _onto(deck, old, data, how)


def _onto(deck: Path, old: bytes, data: bytes, how: How) -> Placed:
    from mutualplan_deck.powerpoint.updating import update

    updated = None if how.fresh else update(old, data, how.choices)
    if updated is None:
        return _afresh(deck, old, data, how)
    _refuse_loss(deck, updated, how)
    if updated.data == old:
        return Placed(deck, "same", changes=updated.changes)
    _check(deck, old, updated.data)
    state = "merged" if updated.of(*_BY_HAND) else "followed"
    if how.dry:
        return Placed(deck, state, changes=updated.changes)
    if state == "followed" and _ours(old):
        _save(updated.data, deck, old)
        return Placed(deck, state, changes=updated.changes)
    return Placed(deck, state, _replace(deck, old, updated.data), updated.changes)


def _afresh(deck: Path, old: bytes, data: bytes, how: How) -> Placed:
    """No merge: because none is wanted, or because nothing tells what a person changed."""
    if how.dry:
        return Placed(deck, "replaced" if how.fresh or _ours(old) else "beside")
    if _ours(old):
        _save(data, deck, old)
        return Placed(deck, "replaced")
    if how.fresh:
        return Placed(deck, "replaced", _replace(deck, old, data))
    beside = free_beside(deck, "new")
    _save(data, beside)
    return Placed(beside, "beside")


def _refuse_loss(deck: Path, updated: Updated, how: How) -> None:
    lost = updated.of("given_up")
    if not lost or how.yes or how.dry:
        return
    what = "; ".join(dict.fromkeys(f"{c.what} on slide {c.slide}" for c in lost))
    raise UnwritableFileError(
        f"{deck.name} was built in another look, and what was placed by hand can't be carried over: {what}. "
        "Say --yes to give it up (the deck is kept as a backup), or build under another name with -o"
    )


def _check(deck: Path, old: bytes, data: bytes) -> None:
    """An update may not add a fault; those a person's own slides have are theirs."""
    from mutualplan_deck.powerpoint.soundness import unsound

    known = set(unsound(old))
    faults = [f for f in unsound(data) if f not in known and "its title is another" not in f]
    if faults:
        raise UnsoundDeckError(f"{deck.name} was not updated and is as it was: {faults[0]}")


def _ours(data: bytes) -> bool:
    from mutualplan_deck.powerpoint.seal import untouched

    return untouched(data)


def _save(data: bytes, path: Path, old: bytes | None = None) -> None:
    from mutualplan_deck.powerpoint.disk import save

    if old is not None and path.read_bytes() != old:
        raise UnwritableFileError(f"{path.name} was changed while the deck was built; build again")
    save(data, path)


def _replace(deck: Path, old: bytes, data: bytes) -> Path:
    backup = free_beside(deck, "bak")
    _save(old, backup)
    try:
        _save(data, deck, old)
    except BaseException:
        backup.unlink()
        raise
    return backup


@contextmanager
def _beside(deck: Path) -> Iterator[Path]:
    """A name beside the deck for the new one, gone afterwards."""
    new = free_beside(deck, "new")
    try:
        yield new
    finally:
        new.unlink(missing_ok=True)


def free_beside(deck: Path, mark: str) -> Path:
    """A free name beside a file: `NAME.bak.pptx`, numbered if need be: a backup is never replaced either."""
    names = (deck.with_name(f"{deck.stem}.{mark}{k if k > 1 else ''}{deck.suffix}") for k in count(1))
    return next(name for name in names if not name.exists())
