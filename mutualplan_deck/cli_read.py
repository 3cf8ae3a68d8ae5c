"""The command `read`: what was understood of a sheet or export, and what was not; saved in our own form."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutualplan_deck.terminal import err, on_terminal, out, out_json, screen

if TYPE_CHECKING:
    from mutualplan_deck.readers import Reading


@click.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PLAN",
    help="Write the plan in our own form: a workbook (.xlsx) or JSON (.json).",
)
@click.option("--replace", is_flag=True, help="Save over a file that is there; it is kept as a backup.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="As if it were this day.")
@click.option("--json", "as_json", is_flag=True, help="Print the same facts as JSON.")
def read(
    files: tuple[Path, ...], save: Path | None, replace: bool, today: dt.datetime | None, as_json: bool
) -> None:
    """Tell what is understood of a plan's file, and what is not.

    Which block became which section and which header which field, how each owner and status was read, what
    may mean two things, and what is left out of what both sides see, and why. FILE is a workbook, JSON, a
    folder of exports, or several of them.

    \b
    Example: mutualplan-deck read tracker.xlsx --save acme.xlsx
    """
    from mutualplan_deck.readers import read_files

    day = today.date() if today else dt.date.today()
    _check_target(save, files)
    reading = read_files(files, today=day)
    backup = _save(reading, save, day, replace=replace)
    if as_json:
        from mutualplan_deck.printing_json import read_facts

        out_json(read_facts(reading, files, save))
        return
    for line in _told(reading, files, asked=bool(today), day=day):
        out(line)
    if save:
        (out if on_terminal() else err)(f"Saved as {save}")
    if backup:
        err(f"The file that was there is kept as {backup}")


def _told(reading: Reading, files: tuple[Path, ...], *, asked: bool, day: dt.date) -> Iterator[str]:
    from mutualplan_deck.printing import counted
    from mutualplan_deck.printing_read import understood_lines, understood_text

    if not on_terminal():
        yield from understood_lines(reading)
        return
    yield from understood_text(reading, screen())
    told = counted(reading.findings)
    if told and len(files) == 1:
        words = ["mutualplan-deck", "check", str(files[0]), *(["--today", day.isoformat()] if asked else [])]
        yield ""
        yield f"{told} on the reading:"
        yield f"  {screen().paint(shlex.join(words), 'quiet')}"


def _check_target(save: Path | None, files: tuple[Path, ...]) -> None:
    from mutualplan_deck.saving import KINDS

    if save is None:
        return
    if save.suffix.lower() not in KINDS:
        raise click.BadParameter("a plan's name ends in .xlsx or .json", param_hint="--save")
    if any(save.exists() and file.exists() and save.samefile(file) for file in files):
        raise click.BadParameter("is the file that is read; choose another name", param_hint="--save")


def _save(reading: Reading, path: Path | None, day: dt.date, *, replace: bool) -> Path | None:
    from mutualplan_deck.saving import save_plan

    return save_plan(reading.plan, path, today=day, replace=replace) if path else None
