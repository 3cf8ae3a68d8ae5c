"""The only folder that knows PowerPoint files: template, writing, reading back, soundness, disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mutualplan_deck.errors import UnsoundDeckError

if TYPE_CHECKING:
    from mutualplan_deck.deck.boxes import Deck
    from mutualplan_deck.deck.look import Look


def write(
    deck: Deck, look: Look, template: bytes, path: Path, snapshots: Mapping[str, str] | None = None
) -> None:
    """Write `deck` to `path`, after reading it back and checking it.

    `snapshots` are versions of the plan as JSON by their ISO day, kept in the deck: only what is shared.

    Raises LayoutError (the template does not fit), UnsoundDeckError (our own mistake; nothing is left under
    the deck's name) or UnwritableFileError.
    """
    from mutualplan_deck.powerpoint.writer import render

    deliver(deck, render(deck, look, template, snapshots), path)


def deliver(deck: Deck, data: bytes, path: Path) -> None:
    """Save `data` at `path` if it is sound and shows what `deck` means.

    Otherwise raises UnsoundDeckError and keeps the file beside it as `NAME.unsound.pptx`, for a report.
    """
    from mutualplan_deck.powerpoint.disk import save

    problems = faults(deck, data)
    if not problems:
        save(data, path)
        return
    kept = path.with_name(f"{path.stem}.unsound.pptx")
    save(data, kept)
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    raise UnsoundDeckError(
        f"{path.name} was not written: {problems[0]}{more}. Kept for a report: {kept.name}"
    )


def faults(deck: Deck, data: bytes) -> tuple[str, ...]:
    """All that is unsound in `data`, or else where it shows something other than `deck`."""
    from mutualplan_deck.powerpoint.readback import differences
    from mutualplan_deck.powerpoint.soundness import NotOpenedError, opened, weaknesses

    try:
        file = opened(data)
    except NotOpenedError as why:
        return (str(why),)
    return weaknesses(file) or differences(deck, file)
