"""The command `changes`: what moved between two plans, two decks, or a deck and its plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualplan_deck.terminal import out, out_json

if TYPE_CHECKING:
    from mutualplan_deck.plan.changes import Change
    from mutualplan_deck.plan.model import Plan

_HEADS = (
    ("done", "Done"),
    ("moved", "Moved"),
    ("added", "New"),
    ("cancelled", "Cancelled"),
    ("removed", "Gone"),
    ("status", "Other status"),
    ("owner", "Other owner"),
    ("figure", "Figures"),
    ("confirmed", "Confirmed"),
    ("joined", "Joined"),
    ("left", "Left"),
)


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the same facts as JSON.")
def changes(old: Path, new: Path, as_json: bool) -> None:
    """Tell what changed between OLD and NEW: plans, decks, or one of each.

    A deck stands for the plan as it was when it was last built; only what is shared is compared with it.

    \b
    Example: mutualplan-deck changes acme.pptx acme.xlsx
    """
    import msgspec

    from mutualplan_deck.plan.changes import changes as compared
    from mutualplan_deck.story.edition import shared_part

    today = dt.date.today()
    plans = [_plan(path, today) for path in (old, new)]
    if any(_is_deck(path) for path in (old, new)):
        plans = [shared_part(plan) for plan in plans]
    found = compared(plans[0], plans[1], today)
    if as_json:
        out_json({"old": str(old), "new": str(new), "changes": [msgspec.to_builtins(c) for c in found]})
        return
    for line in _lines(found):
        out(line)


def _is_deck(path: Path) -> bool:
    return path.suffix.lower() in (".pptx", ".potx", ".pptm")


def _plan(path: Path, today: dt.date) -> Plan:
    from mutualplan_deck.errors import NotAPlanError
    from mutualplan_deck.pipeline import remembered
    from mutualplan_deck.readers import read

    if not _is_deck(path) or not path.is_file():
        return read(path, today=today).plan
    known = remembered(path)
    if not known:
        raise NotAPlanError(
            f"{path} remembers no plan: it was not built by this program, or another dropped it"
        )
    return known[-1][1]


def _lines(found: Sequence[Change]) -> Iterator[str]:
    if not found:
        yield "Nothing has changed"
    for kind, head in _HEADS:
        told = [c for c in found if c.kind == kind]
        if told:
            yield head
        yield from (f"  {change.name}{_words(change)}" for change in told)


def _words(change: Change) -> str:
    if change.kind in ("done", "added", "removed", "cancelled", "joined", "left"):
        return ""
    said = f"{change.before or 'to confirm'} → {change.after or 'to confirm'}"
    if change.kind == "confirmed":
        said = change.after or f"no longer by {change.before}"
    if change.kind == "figure":
        said = f"{change.field.replace('_', ' ')} {said}"
    return f": {said}{_days(change)}"


def _days(change: Change) -> str:
    if not change.days:
        return ""
    days = f"{abs(change.days)} working day{'' if abs(change.days) == 1 else 's'}"
    return f" ({days} {'later' if change.days > 0 else 'earlier'})"
