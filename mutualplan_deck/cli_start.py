"""`init`, `samples` and `schema`: what a newcomer begins with."""

from __future__ import annotations

import datetime as dt
import shlex
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import click

from mutualplan_deck.errors import UnwritableFileError
from mutualplan_deck.folders import new_folder
from mutualplan_deck.terminal import on_terminal, out, out_json


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
def init(plan: Path) -> None:
    """Start a plan: a guided workbook (.xlsx) or JSON (.json).

    It holds a small worked example: look at it, then put your own plan in its place. A file that is there
    already is never touched.

    \b
    Example: mutualplan-deck init acme.xlsx
    """
    from mutualplan_deck.powerpoint.disk import save

    write = _kind(plan)
    if plan.exists():
        raise UnwritableFileError(f"{plan} exists and was left as it is; choose another name")
    save(write(), plan)
    out(str(plan))
    if on_terminal():
        out("It holds a small example: look at it, then put your own plan in its place. Then:")
        out(f"  mutualplan-deck build {shlex.quote(str(plan))}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("sample_plans"))
def samples(folder: Path) -> None:
    """Copy the sample plans, to have something to build.

    They go into FOLDER, or into sample_plans here.

    \b
    Example: mutualplan-deck samples try
    """
    from mutualplan_deck.shipped import samples_folder

    with new_folder(folder) as room:
        _copy(samples_folder(), room)
    out(str(folder))
    if on_terminal():
        out("Try:")
        out(f"  mutualplan-deck build {shlex.quote(str(folder / 'halden-claims.xlsx'))}")


@click.command()
def schema() -> None:
    """Print the JSON Schema of a plan.

    \b
    Example: mutualplan-deck schema > plan.schema.json
    """
    from mutualplan_deck.plan.model import Plan

    out_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **Plan.model_json_schema()})


def _copy(source: Path, target: Path) -> None:
    """Everything in a folder, but hidden files; the first thing that fails is told."""
    for path in sorted(p for p in source.rglob("[!.]*") if p.is_file()):
        (target / path.relative_to(source)).parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target / path.relative_to(source))


def _kind(plan: Path) -> Callable[[], bytes]:
    """What makes a new plan of the kind its name asks for."""
    kinds = {".xlsx": _workbook, ".json": _json}
    if plan.suffix.lower() not in kinds:
        raise click.BadParameter("a plan's name ends in .xlsx or .json", param_hint="PLAN")
    return kinds[plan.suffix.lower()]


def _json() -> bytes:
    from mutualplan_deck.readers.json.plan import write_json
    from mutualplan_deck.readers.start import example_plan

    return write_json(example_plan(dt.date.today())).encode()


def _workbook() -> bytes:
    from lxml.etree import SerialisationError

    from mutualplan_deck.readers.start import example_plan
    from mutualplan_deck.readers.write_workbook import write_workbook

    buffer = BytesIO()
    try:
        write_workbook(example_plan(dt.date.today()), buffer, guide=True)
    except SerialisationError as why:  # sheets pass through files in the system's folder for such
        raise UnwritableFileError(f"no room left on the disk for temporary files ({why})") from why
    return buffer.getvalue()
