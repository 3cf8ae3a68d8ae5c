"""What a person reads about a deck that was brought up to date: what stays, where plan and hand differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mutualplan_deck.printing import Screen, hung

if TYPE_CHECKING:
    from mutualplan_deck.powerpoint.ledger import Change
    from mutualplan_deck.replacing import Placed

_STATES = {
    "same": "nothing to do: the deck is as the plan says",
    "followed": "brought up to date",
    "merged": "brought up to date; what was changed by hand stays",
    "replaced": "built anew",
}


def update_text(placed: Placed, screen: Screen, *, dry: bool, every: bool) -> Iterator[str]:
    """What an update did, conflicts first and whole; edits one by one for `every`."""
    if placed.state == "new":
        return
    yield ""
    if placed.state == "beside":
        yield from _beside(placed.path, screen)
        return
    would = "would be " if dry and placed.state != "same" else ""
    yield screen.paint(f"{would}{_STATES[placed.state]}", "head")
    yield from _conflicts(placed.of("conflict"), screen)
    yield from _told(placed.of("deleted"), "Deleted by hand, and changed in the plan since", screen)
    yield from _told(placed.of("dropped"), "No longer in the plan, kept since it was edited", screen)
    yield from _told(placed.of("given_up"), "Given up for the other look", screen)
    yield from _told(placed.of("taken"), "Taken from the plan, as asked", screen)
    edits = placed.of("edit")
    if every or dry:
        yield from _told(edits, "Kept as edited by hand", screen)
        yield from _told(placed.of("followed"), "New from the plan", screen)
    elif edits:
        yield f"{len(edits)} {'edit' if len(edits) == 1 else 'edits'} by hand kept; -v names them"


def _beside(path: Path, screen: Screen) -> Iterator[str]:
    yield screen.paint("The deck that was there was left as it is.", "head")
    text = (
        "It does not say what was built and what was changed by hand (a program may have dropped that), "
        f"so nothing in it can be updated safely. The new deck stands beside it: {path}. Go on in it, or "
        "replace the old one with --fresh; a backup is kept."
    )
    yield from hung("  ", text, screen.width)


def _conflicts(conflicts: Sequence[Change], screen: Screen) -> Iterator[str]:
    if not conflicts:
        return
    yield screen.paint("Changed in the plan and by hand; the hand edit stays", "warning")
    for change in conflicts:
        yield f"  {_place(change)}"
        for name, text in (("was", change.base), ("yours", change.yours), ("plan", change.new)):
            yield from hung(f"    {name:<6}", _one_line(text), screen.width)
    yield from hung("  ", "For the plan's words: --take KEY, or --take-all", screen.width)


def _told(changes: Sequence[Change], head: str, screen: Screen) -> Iterator[str]:
    if changes:
        yield head
    for change in changes:
        yield from hung("  ", f"{_place(change)}: {_words(change)}", screen.width)


def _place(change: Change) -> str:
    where = f"slide {change.slide}, " if change.slide else ""
    return f"{where}{change.key}"


def _words(change: Change) -> str:
    shown = change.new if change.kind in ("deleted", "followed", "taken") else change.yours
    return _one_line(shown) if shown and change.what in _SAID else change.what


_SAID = ("text", "figure", "row", "box", "slide", "table", "chart", "alt text")


def _one_line(text: str) -> str:
    text = " / ".join(part for part in text.replace("\t", "\n").splitlines() if part.strip())
    return text if len(text) <= 160 else f"{text[:159]}…"


def update_facts(placed: Placed) -> dict[str, Any]:
    """The same for machines."""
    import msgspec

    return {
        "state": placed.state,
        "backup": str(placed.backup) if placed.backup else None,
        "changes": [msgspec.to_builtins(c) for c in placed.changes],
    }
