"""The commands; alone may print, ask the clock or exit. What is slow to import waits until it is needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.core import ParameterSource
from msgspec.structs import replace

from mutualplan_deck import __version__
from mutualplan_deck.findings import Finding, Level
from mutualplan_deck.near_names import near_name
from mutualplan_deck.terminal import Progress, err, guarded, on_terminal, out, out_json, screen

if TYPE_CHECKING:
    from mutualplan_deck.pipeline import Built, Order
    from mutualplan_deck.replacing import How, Placed

EDITIONS = ("working", "champion", "internal")
"""The editions, the one both sides share first."""

_plan = click.argument("plan", type=click.Path(path_type=Path))
_json = click.option("--json", "as_json", is_flag=True, help="Print the same facts as JSON.")


def _sane(_: click.Context, __: click.Parameter, day: dt.datetime | None) -> dt.datetime | None:
    """A day that calendars can be counted around."""
    if day and not 1980 <= day.year <= 2199:
        raise click.BadParameter("give a day between 1980 and 2199")
    return day


_today = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_sane,
    metavar="DATE",
    help="Do it as if it were this day (YYYY-MM-DD); else today.",
)


_ELSEWHERE = {
    "audit": "cli_handoff",
    "changes": "cli_changes",
    "email": "cli_handoff",
    "handoff": "cli_handoff",
    "init": "cli_start",
    "layout": "cli_layout",
    "pull": "cli_pull",
    "read": "cli_read",
    "samples": "cli_start",
    "schema": "cli_start",
}
"""Commands that stand in modules of their own."""


class _Commands(click.Group):
    """Imports a command that stands elsewhere when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"mutualplan_deck.{_ELSEWHERE[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as why:
            near = near_name(args[0], self.list_commands(ctx))
            raise click.UsageError(f"{why.message} Did you mean {near}?", ctx) if near else why from None


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="mutualplan-deck")
def commands() -> None:
    """A mutual plan in a workbook or JSON becomes a branded deck of four to six slides.

    \b
    Start with:
      mutualplan-deck init plan.xlsx     a plan to fill in, with an example
      mutualplan-deck build plan.xlsx    the deck, as plan.pptx
      mutualplan-deck check plan.xlsx    what a good coach would ask about it
    """


@commands.command()
@_plan
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DECK",
    help="Where to write the deck; else beside the plan.",
)
@click.option(
    "--slides", type=click.Choice(["4", "5", "6"]), default="6", show_default=True, help="How many slides."
)
@click.option(
    "--layout",
    "look",
    default="clearpath",
    show_default=True,
    metavar="NAME|FOLDER",
    help="A look's name (see layout list) or its folder.",
)
@click.option(
    "--aspect",
    type=click.Choice(["16:9", "4:3"]),
    default="16:9",
    show_default=True,
    help="The shape of the slides.",
)
@click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default="working",
    show_default=True,
    help="For whom: working is for both sides; champion is the customer's own, told as “we”, with what to "
    "say in its notes; internal adds a deal review for yours alone.",
)
@_today
@_json
@click.option("-v", "--verbose", is_flag=True, help="Tell every finding, not only the worst three.")
@click.option("--take", multiple=True, metavar="KEY", help="Let the plan's words replace this edit.")
@click.option("--keep", multiple=True, metavar="KEY", help="This edit stays; do not call it a conflict.")
@click.option("--take-all", is_flag=True, help="Let the plan's words replace every edit of them.")
@click.option(
    "--fresh",
    "--force",
    "fresh",
    is_flag=True,
    help="Start over; the deck that was there is kept as a backup.",
)
@click.option("--dry-run", "dry", is_flag=True, help="Tell what an update would do, and write nothing.")
@click.option("--yes", is_flag=True, help="Give up what can't be carried over to another look.")
@click.pass_context
def build(
    context: click.Context,
    /,
    plan: Path,
    output: Path | None,
    slides: str,
    look: str,
    aspect: str,
    edition: str,
    today: dt.datetime | None,
    as_json: bool,
    verbose: bool,
    **asked: Any,
) -> None:
    """Make the deck of a plan, or bring the one that is there up to date.

    What was changed by hand in the deck stays. Where the plan changed under a hand edit, both are told.

    \b
    Example: mutualplan-deck build acme.xlsx --slides 5 -o acme-june.pptx
    """
    from mutualplan_deck.pipeline import Order
    from mutualplan_deck.replacing import How

    target = _target(plan, output)
    if edition == "champion" and (output is None or output.is_dir()):
        target = _named_for_people(plan, output or plan.parent, _day(today))
    order = Order(plan, target, int(slides), look, aspect == "16:9", edition)
    order = order if asked["fresh"] else _as_before(context, order)
    placed = _build(order, today, How(**asked), as_json=as_json, every=verbose)
    if placed.of("conflict") or placed.state == "beside":
        context.exit(1)


def _as_before(context: click.Context, order: Order) -> Order:
    """What was not asked for is as it was when the deck that is there was built: look, shape, slides."""
    from mutualplan_deck.deck.look import load_layout
    from mutualplan_deck.errors import LayoutError
    from mutualplan_deck.powerpoint.baseline import baseline_in

    known = baseline_in(order.target.read_bytes()) if order.target.is_file() else None
    if known is None:
        return order
    if _unasked(context, "look"):
        with suppress(LayoutError):  # a look of their own that is not where they build now
            load_layout(known.look)
            order = replace(order, layout=known.look)
    if _unasked(context, "aspect"):
        order = replace(order, wide=known.wide)
    return (
        replace(order, slides=known.count)
        if _unasked(context, "slides") and known.count in (4, 5, 6)
        else order
    )


def _unasked(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is ParameterSource.DEFAULT


def _build(order: Order, today: dt.datetime | None, how: How, *, as_json: bool, every: bool) -> Placed:
    from mutualplan_deck.printing_built import built_lines, built_text
    from mutualplan_deck.printing_json import built_facts
    from mutualplan_deck.printing_update import update_facts, update_text

    built, placed = _made(order, _day(today), how, quiet=as_json)
    asked = str(today.date()) if today else ""
    if as_json:
        out_json({**built_facts(built, order, _day(today)), **update_facts(placed)})
        return placed
    told = update_text(placed, screen(), dry=how.dry, every=every)
    if on_terminal():
        _print(built_text(built, order, asked, screen(), every=every))
        _print(told)
    else:
        out(str(built.path))
        _print(built_lines(built, order, asked, every=every), to=err)
        _print(told, to=err)
    if placed.backup:
        err(f"The deck that was there is kept as {placed.backup}")
    return placed


def _made(order: Order, today: dt.date, how: How, *, quiet: bool) -> tuple[Built, Placed]:
    """The deck built, and what became of one that was there."""
    from mutualplan_deck import pipeline
    from mutualplan_deck.replacing import write_onto

    deck = order.target
    made: list[Built] = []
    with Progress(quiet=quiet) as progress:

        def make(path: Path) -> None:
            made.append(
                pipeline.build(replace(order, deck=path, before=deck), today=today, progress=progress.stage)
            )

        placed = write_onto(deck, make, how)
    return replace(made[0], path=placed.path), placed


@commands.command()
@_plan
@_json
@click.option(
    "--fail-on",
    type=click.Choice([level.value for level in Level]),
    help="End with exit code 1 if there is anything of this level or worse.",
)
@_today
@click.pass_context
def check(
    context: click.Context, plan: Path, as_json: bool, fail_on: str | None, today: dt.datetime | None
) -> None:
    """Tell what a good coach would ask about a plan, worst first.

    \b
    Example: mutualplan-deck check acme.xlsx --fail-on error
    """
    found = _check(plan, _day(today), as_json=as_json)
    if fail_on and any(f.level.rank <= Level(fail_on).rank for f in found):
        context.exit(1)


def _check(plan: Path, today: dt.date, *, as_json: bool) -> tuple[Finding, ...]:
    from mutualplan_deck.printing import findings_lines, report
    from mutualplan_deck.printing_json import check_facts

    found = _found(plan, today)
    if as_json:
        out_json(check_facts(str(plan), found, today))
    else:
        _print(report(plan.name, found, today, screen()) if on_terminal() else findings_lines(found))
    return found


def _found(plan: Path, today: dt.date) -> tuple[Finding, ...]:
    """All there is to tell about a plan before it is laid out, worst first."""
    from mutualplan_deck import pipeline, readers
    from mutualplan_deck.deck.layout_file import LogoFile
    from mutualplan_deck.findings import worst_first
    from mutualplan_deck.readers.logos import read_logos
    from mutualplan_deck.story.story import Edition

    reading = readers.read(plan, today=today)
    story, untold = pipeline.tell_plan(reading, today, Edition(EDITIONS[0]))
    _, unset = read_logos(story.customer, story.vendor, plan.parent, LogoFile(), plan.parent)
    theirs = reading.locate((*pipeline.check_plan(reading, today), *untold, *unset))
    return worst_first(dict.fromkeys((*reading.findings, *theirs)))


@commands.command()
@_plan
@_json
@_today
def schedule(plan: Path, as_json: bool, today: dt.datetime | None) -> None:
    """Work back from the success date: latest dates and slack.

    The critical path is the chain of steps with the least room; the latest safe signature is the last day
    on which both sides can sign and still reach the success date.

    \b
    Example: mutualplan-deck schedule acme.xlsx
    """
    from mutualplan_deck import readers
    from mutualplan_deck.plan.schedule import work_back
    from mutualplan_deck.printing_json import schedule_facts
    from mutualplan_deck.printing_schedule import schedule_text

    day = _day(today)
    reading = readers.read(plan, today=day)
    worked = work_back(reading.plan, day)
    worked = replace(worked, findings=reading.locate(worked.findings))
    if as_json:
        out_json(schedule_facts(reading.plan, worked, day))
    else:
        _print(schedule_text(reading.plan, worked, screen()))


@commands.command()
@_plan
@_json
@_today
def brief(plan: Path, as_json: bool, today: dt.datetime | None) -> None:
    """Print one page for the rep before walking in: for your side alone.

    Decisions needed, what is overdue on which side, the next 14 days, three questions to ask, what changed.

    \b
    Example: mutualplan-deck brief acme.xlsx
    """
    from mutualplan_deck import readers
    from mutualplan_deck.pipeline import brief_plan
    from mutualplan_deck.printing_brief import brief_facts, brief_text

    page = brief_plan(readers.read(plan, today=_day(today)), _day(today))
    if as_json:
        out_json(brief_facts(page))
    else:
        _print(brief_text(page, screen()))


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 done, 1 done with findings as asked for, 2 not done.

    `words` are those after the program's name; else the ones it was started with.
    """
    guarded(commands, words)


def _day(given: dt.datetime | None) -> dt.date:
    return given.date() if given else dt.date.today()


def _target(plan: Path, output: Path | None) -> Path | None:
    """Where the deck goes: a folder gets the plan's own name, a name without an ending gets one."""
    if output is None:
        return None
    if output.is_dir():
        return output / plan.with_suffix(".pptx").name
    if output.suffix.lower() == ".pptx":
        return output
    if output.suffix:
        raise click.BadParameter(f"a deck's name ends in .pptx, not {output.suffix}", param_hint="-o")
    return output.with_suffix(".pptx")


def _named_for_people(plan: Path, folder: Path, today: dt.date) -> Path:
    """The customer's own deck is passed on: it is named after them, and never after an edition."""
    from mutualplan_deck.packing import deck_name

    return folder / deck_name(plan, today)


def _print(lines: Iterable[str], to: Any = out) -> None:
    for line in lines:
        to(line)
