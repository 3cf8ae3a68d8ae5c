"""`layout list` and `layout init`: the looks there are, and a company's own in one command."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from mutualplan_deck.terminal import on_terminal, out

_COLORS = {"primary": "primary", "dark": "dk2", "panel": "lt2", "text": "dk1"}


@click.group()
def layout() -> None:
    """See the looks there are, or make your company's own.

    \b
    Example: mutualplan-deck layout list
    """


@layout.command("list")
def list_looks() -> None:
    """Name the looks that ship, one a line.

    \b
    Example: mutualplan-deck layout list
    """
    from mutualplan_deck.deck.look import available, load_layout

    names = available()
    wide = max(map(len, names), default=0)
    for name in names:
        out(f"{name:<{wide}}  {load_layout(name)[0].title}")


@layout.command("init")
@click.argument("name")
@click.option(
    "--from", "base", default="clearpath", show_default=True, metavar="LOOK", help="The look to begin with."
)
@click.option("--primary", metavar="HEX", help="Your brand's colour; the others follow from it.")
@click.option("--dark", metavar="HEX", help="The dark ground of strips and bands.")
@click.option("--panel", metavar="HEX", help="The pale ground of panels.")
@click.option("--text", metavar="HEX", help="The colour of text.")
@click.option("--font", metavar="NAME", help="The font, of titles too if nothing else is said.")
@click.option("--heading-font", metavar="NAME", help="The font of titles.")
@click.option("--logo", type=click.Path(path_type=Path), metavar="FILE", help="Your logo: PNG, JPEG or SVG.")
@click.option(
    "--logo-reversed", type=click.Path(path_type=Path), metavar="FILE", help="Your logo for dark grounds."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The folder to make; else NAME here.",
)
def init_look(
    name: str,
    base: str,
    logo: Path | None,
    logo_reversed: Path | None,
    output: Path | None,
    font: str | None,
    heading_font: str | None,
    **colors: str | None,
) -> None:
    """Make a look of your own: a folder with its settings and two PowerPoint templates.

    Colours that nobody could read are refused, and the nearest that passes is named.

    \b
    Example: mutualplan-deck layout init acme --primary 7A1F3D --logo acme.svg
    """
    from mutualplan_deck.deck.look import load_layout, make_layout
    from mutualplan_deck.look_folder import write_look

    folder = output or Path(name)
    given = {_COLORS[key]: value for key, value in colors.items() if value}
    fonts = {key: value for key, value in (("both", font), ("major", heading_font)) if value}
    made = make_layout(name, load_layout(base)[0], colors=given, fonts=fonts)
    write_look(made, folder, logo, logo_reversed)
    out(str(folder))
    if on_terminal():
        out("Try it:")
        out(f"  mutualplan-deck build PLAN --layout {shlex.quote(str(folder))}")


@layout.command("check")
@click.argument("look", metavar="NAME|FOLDER")
@click.pass_context
def check_look(context: click.Context, look: str) -> None:
    """Tell whether a look's settings are right and its colours can be read.

    Exit code 1 if a colour cannot.

    \b
    Example: mutualplan-deck layout check acme
    """
    from mutualplan_deck.deck.look import check_contrast, load_layout

    problems = check_contrast(load_layout(look)[0])
    for problem in problems:
        out(problem)
    if problems:
        context.exit(1)
    if on_terminal():
        out("Its settings are right, and its text, marks and bars reach contrast.")
