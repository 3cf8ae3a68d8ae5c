"""`email`, `handoff` and `audit`: what leaves the house, and the check before it does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mutualplan_deck.errors import UnreadableFileError, UnwritableFileError
from mutualplan_deck.findings import Finding, worst_first
from mutualplan_deck.terminal import Progress, err, on_terminal, out, out_json, screen

if TYPE_CHECKING:
    from mutualplan_deck.packing import Pack

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


@click.command()
@_plan
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The folder to make; else one beside the plan, named after the customer and the day.",
)
@click.option(
    "--slides", type=click.Choice(["4", "5", "6"]), default="6", show_default=True, help="How many slides."
)
@_layout
@_today
@_json
def handoff(plan: Path, folder: Path | None, slides: str, layout: str, today: dt.date, as_json: bool) -> None:
    """Make the champion's pack: everything to pass on, in one folder.

    Slides, the case on one page, an e-mail to send on, a calendar, and a README. Every file is then
    searched for what is the vendor's own; if anything is found, nothing is delivered.

    \b
    Example: mutualplan-deck handoff acme.xlsx -o acme-pack
    """
    from mutualplan_deck.packing import Errand, LeakError, pack

    errand = Errand(plan, folder, layout, int(slides))
    try:
        with Progress(quiet=as_json) as progress:
            made = pack(errand, today=today, progress=progress.stage)
    except LeakError as leak:
        _tell_leak(leak.findings, as_json=as_json, plan=plan)
        raise
    _tell_pack(made, as_json=as_json, plan=plan)


def _tell_leak(found: tuple[Finding, ...], *, as_json: bool, plan: Path) -> None:
    from mutualplan_deck.printing import findings_lines
    from mutualplan_deck.printing_json import audit_facts

    if as_json:
        out_json(audit_facts([], str(plan), found))
    for line in () if as_json else findings_lines(found):
        err(line)


def _tell_pack(made: Pack, *, as_json: bool, plan: Path) -> None:
    from mutualplan_deck.printing import worst_text
    from mutualplan_deck.printing_json import pack_facts

    if as_json:
        out_json(pack_facts(made, str(plan)))
        return
    out(str(made.folder))
    if on_terminal():
        for file in made.files:
            out(f"  {file.name}")
    for line in worst_text([f for f in made.findings if f.code.startswith("HO")], screen()):
        err(line)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--plan",
    required=True,
    type=click.Path(path_type=Path),
    help="The plan whose internal texts must not be in the files.",
)
@_today
@_json
@click.pass_context
def audit(context: click.Context, files: tuple[Path, ...], plan: Path, today: dt.date, as_json: bool) -> None:
    """Is anything internal in a file about to be sent?

    Each FILE is opened to its last part (notes, comments, properties, charts, pictures, attachments) and
    searched for every internal text of the plan, for words of the vendor's own notes, other customers,
    strangers' addresses and authors. A folder is searched with all that is in it. Ends with exit code 1 if
    anything is found. Words that are painted in a picture are not seen.

    \b
    Example: mutualplan-deck audit acme.pptx --plan acme.xlsx
    """
    from mutualplan_deck.handoff import audit_files
    from mutualplan_deck.readers import read

    every = tuple(path for file in files for path in _every_file(file))
    found = worst_first(audit_files({_shown(p): _bytes(p) for p in every}, read(plan, today=today), today))
    if as_json:
        from mutualplan_deck.printing_json import audit_facts

        out_json(audit_facts([str(p) for p in every], str(plan), found))
    else:
        _tell_audit(len(every), found)
    if found:
        context.exit(1)


def _every_file(path: Path) -> list[Path]:
    return sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def _shown(path: Path) -> str:
    """The name findings call a file by: as it was given."""
    return path.as_posix()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(f"{path}: no such file") from None
    except OSError as why:
        raise UnreadableFileError(f"{path}: can't be read ({(why.strerror or str(why)).lower()})") from None


def _tell_audit(files: int, found: tuple[Finding, ...]) -> None:
    """What was found where, or that there is nothing."""
    from mutualplan_deck.printing import counted, findings_lines, findings_text

    if on_terminal():
        for line in findings_text(found, screen()):
            out(line)
        out("")
    else:
        for line in findings_lines(found):
            out(line)
    told = counted(found)
    searched = f"{files} file{'' if files == 1 else 's'} searched"
    (out if on_terminal() else err)(f"{searched}: {told or 'nothing internal found'}")
