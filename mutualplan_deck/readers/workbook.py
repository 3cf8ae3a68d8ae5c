"""Workbooks and exports, our own and other people's: what they are, and who reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from mutualplan_deck.findings import Level
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.finish import finish
from mutualplan_deck.readers.grid import Grid, grids
from mutualplan_deck.readers.guard import Package
from mutualplan_deck.readers.mapping import NAME, read_mapping
from mutualplan_deck.readers.own_form import is_as_handed_out, is_internal, is_own_plan, read_own_form
from mutualplan_deck.readers.reading import Reading

_MANY = 2_000  # rows of a sheet
GUIDE = "Write Customer in a cell of the first sheet and the customer's name in the cell beside it."


def read_workbook(package: Package, path: Path, today: dt.date) -> Reading:
    """A plan from a workbook that passed `check_package`. NotAPlanError: no customer is named."""
    draft = new_draft(path)
    return read_grids(draft, sheets_of(draft, package, path), today)


def new_draft(path: Path) -> Draft:
    """A draft of the file or folder `path`, with what the person says their words mean."""
    mapped, refused = read_mapping(path if path.is_dir() and (path / NAME).exists() else path.parent)
    return Draft(path, GUIDE, mapped=mapped, aliases=dict(mapped.owners), findings=list(refused))


def sheets_of(draft: Draft, package: Package, path: Path) -> list[Grid]:
    """The sheets of a workbook that passed `check_package`; its macros are told, and never run."""
    if package.macros:
        draft.tell("RD114", Level.HINT, "the macros of this workbook were not run", place=path.name)
    return _open(package, path)


def read_grids(draft: Draft, sheets: list[Grid], today: dt.date) -> Reading:
    """A plan from sheets, wherever they come from. NotAPlanError: no customer is named.

    Our own form is read without looking for anything, and without all the words that people use for it.
    """
    shown = [g for g in sheets if not is_internal(g)]
    draft.guide = " ".join([*_too_long(shown), draft.guide])
    draft.foreign = not any(is_own_plan(g) for g in shown)
    if not draft.foreign and is_as_handed_out(shown):
        read_own_form(draft, sheets, shown)
        return finish(draft)
    from mutualplan_deck.readers.search import read_changed, read_foreign

    (read_foreign if draft.foreign else read_changed)(draft, sheets, shown, today)
    return finish(draft)


def _open(package: Package, path: Path) -> list[Grid]:
    from mutualplan_deck.errors import UnreadableFileError

    try:
        return grids(package)
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{path.name}: {error}") from None
    except (ValueError, SyntaxError) as error:  # lxml's errors of syntax are SyntaxErrors
        why = " ".join(str(error).split())[:80] or type(error).__name__
        raise UnreadableFileError(
            f"{path.name}: can't be read as a workbook ({why}); save it again"
        ) from None


def _too_long(shown: list[Grid]) -> Iterator[str]:
    """What to say of a sheet that is hardly a plan, should the file turn out to be none."""
    for grid in shown:
        if len(grid.rows) > _MANY:
            yield f"{grid.title} has {len(grid.rows):,} rows; a plan has some dozens."
