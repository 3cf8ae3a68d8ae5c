"""The command `pull`: what was changed on the slides goes back into the plan's own file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualplan_deck.terminal import err, on_terminal, out, out_json

if TYPE_CHECKING:
    from mutualplan_deck.pulling import Pulled
    from mutualplan_deck.readers import Reading


@click.command()
@click.argument("deck", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", "dry", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="As if it were this day.")
@click.option("--json", "as_json", is_flag=True, help="Print the same facts as JSON.")
@click.pass_context
def pull(
    context: click.Context,
    /,
    deck: Path,
    plan: Path,
    yes: bool,
    dry: bool,
    today: dt.datetime | None,
    as_json: bool,
) -> None:
    """Bring what was changed on the slides of DECK back into PLAN.

    A date, a status, an owner, a figure or a sentence goes into the very cell it came from; a row added to
    the table of steps becomes a step. All of it is shown first, and the old file is kept as a backup.

    \b
    Example: mutualplan-deck pull acme.pptx acme.xlsx
    """
    import msgspec

    from mutualplan_deck.pulling import pulled
    from mutualplan_deck.readers import read

    day = today.date() if today else dt.date.today()
    reading = read(plan, today=day)
    found = pulled(deck, reading, day)
    values = [p for p in found if not p.why]
    if as_json:
        out_json({"deck": str(deck), "plan": str(plan), "pulled": [msgspec.to_builtins(p) for p in found]})
    else:
        for line in _lines(found):
            out(line)
    if not values or dry:
        return
    if not yes and not (on_terminal() and click.confirm(f"Write {_count(values)} into {plan.name}?")):
        err("Nothing was written; say --yes to write it")
        context.exit(1)
    backup = _write(reading, values)
    if not as_json:
        out(f"Written into {plan}; the file as it was is kept as {backup.name}")


def _count(values: Sequence[Pulled]) -> str:
    return f"{len(values)} change{'' if len(values) == 1 else 's'}"


def _lines(found: Sequence[Pulled]) -> Iterator[str]:
    if not found:
        yield "Nothing on the slides differs from the plan they were built from"
    for p in found:
        if p.item:
            yield f"{p.place.rpartition('!')[0] or 'steps'}, new: {p.shown}"
        elif p.why:
            yield f"{p.place}: “{_short(p.shown)}” stays an edit of the slides: {p.why}"
        else:
            yield f"{p.place}: {_short(p.before) or 'empty'} → {_short(str(p.value))}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 70 else f"{text[:69]}…"


def _write(reading: Reading, values: Sequence[Pulled]) -> Path:
    """Write the file whole, after reading back that it still is a plan; the backup's name."""
    from mutualplan_deck.powerpoint.disk import save
    from mutualplan_deck.pulling import rewritten
    from mutualplan_deck.replacing import free_beside

    path, old = reading.source, reading.source.read_bytes()
    data = rewritten(reading, values)
    backup = free_beside(path, "bak")
    save(old, backup)
    save(data, path)
    return backup
