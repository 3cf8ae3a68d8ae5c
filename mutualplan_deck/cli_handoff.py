"""`email`, `handoff` and `audit`: what leaves the house, and the check before it does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from mutualplan_deck.errors import UnwritableFileError
from mutualplan_deck.terminal import err, on_terminal, out, out_json

_plan = click.argument("plan", type=click.Path(path_type=Path))
_json = click.option("--json", "as_json", is_flag=True, help="Print the same facts as JSON.")
_layout = click.option(
    "--layout",
    default="clearpath",
    show_default=True,
    metavar="NAME|FOLDER",
    help="The look that gives the colours (see layout list).",
)


def sane_day(_: click.Context, __: click.Parameter, day: dt.datetime | None) -> dt.date:
    """A day that calendars can be counted around; today if none is given."""
    if day and not 1980 <= day.year <= 2199:
        raise click.BadParameter("give a day between 1980 and 2199")
    return day.date() if day else dt.date.today()


_today = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=sane_day,
    metavar="DATE",
    help="Do it as if it were this day (YYYY-MM-DD); else today.",
)


@click.command()
@_plan
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write the message (.eml); else beside the plan.",
)
@click.option(
    "--to",
    multiple=True,
    metavar="WHO",
    help="Whom to address: a person of the plan, an address, or customer for all of them; may be repeated.",
)
@_layout
@_today
@_json
def email(
    plan: Path, output: Path | None, to: tuple[str, ...], layout: str, today: dt.date, as_json: bool
) -> None:
    """Put the plan of a quick deal into an e-mail.

    It is written as a draft that mail programs open (.eml), and printed to paste.

    \b
    Example: mutualplan-deck email acme.xlsx --to customer
    """
    from mutualplan_deck.handoff import addresses, quick_email
    from mutualplan_deck.outputs.letter_text import letter_text
    from mutualplan_deck.readers import read

    reading = read(plan, today=today)
    mails, unknown = addresses(reading.plan, to)
    if unknown:
        raise click.BadParameter(f"the plan has no e-mail address for {unknown[0]}", param_hint="--to")
    letter, data = quick_email(reading, today, layout=layout, to=mails)
    path = _message_path(plan, output)
    _save_message(data, path)
    text = letter_text(letter)
    if as_json:
        out_json({"email": str(path), "to": list(mails), "subject": letter.subject, "text": text})
    else:
        _tell_email(text, path)


def _message_path(plan: Path, output: Path | None) -> Path:
    if output is None:
        return plan.with_suffix(".eml")
    if output.is_dir():
        return output / plan.with_suffix(".eml").name
    if output.suffix and output.suffix.lower() != ".eml":
        raise click.BadParameter(f"a message's name ends in .eml, not {output.suffix}", param_hint="-o")
    return output.with_suffix(".eml")


def _save_message(data: bytes, path: Path) -> None:
    """Written whole; one of ours that nobody touched is replaced, any other is left as it is."""
    from mutualplan_deck.outputs.message import ours
    from mutualplan_deck.powerpoint.disk import save

    if path.is_file() and not ours(path.read_bytes()):
        raise UnwritableFileError(
            f"{path} was changed by hand or by another program since it was written; "
            "choose another name with -o"
        )
    save(data, path)


def _tell_email(text: str, path: Path) -> None:
    """The message to paste is the result; where its file is goes beside it."""
    out(text.rstrip("\n"))
    tell: Any = out if on_terminal() else err
    if on_terminal():
        out("")
    tell(str(path))
