"""A file becomes a plan: our own JSON and workbook, other people's workbooks, another tool's JSON."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mutualplan_deck.errors import NotAPlanError, UnreadableFileError
from mutualplan_deck.readers.crm.exports import export_grids, exports_in, without_footer, workbooks_in
from mutualplan_deck.readers.crm.renamed import with_known_columns
from mutualplan_deck.readers.guard import check_package, is_archive, load, parse_json
from mutualplan_deck.readers.reading import Places, Reading, Spot

if TYPE_CHECKING:
    from mutualplan_deck.readers.draft import Draft
    from mutualplan_deck.readers.grid import Grid

__all__ = ["Places", "Reading", "Spot", "read", "read_files"]


def read(path: Path, *, today: dt.date) -> Reading:
    """The plan in a file, where its values stand, and what there is to tell about them.

    UnreadableFileError: the file is missing, of another kind or not safe. NotAPlanError: no customer is
    named in it. Anything less is a finding.
    """
    if files := workbooks_in(path):
        return _read_together(files, path, today)
    exports = exports_in(path)
    if exports:
        return _read_exports(exports, path, today)
    data = load(path)
    if is_archive(data):
        from mutualplan_deck.readers.workbook import read_workbook

        return read_workbook(check_package(data, path.name), path, today)
    return _read_json(data, path, today)


def read_files(paths: Sequence[Path], *, today: dt.date) -> Reading:
    """The plan in one file, or in several sheets and exports together. Raises as `read` does.

    Of several, the first is the reading's `source`.
    """
    return read(paths[0], today=today) if len(paths) == 1 else _read_together(paths, paths[0], today)


def _read_together(paths: Sequence[Path], source: Path, today: dt.date) -> Reading:
    from mutualplan_deck.readers.crm.joined import joined
    from mutualplan_deck.readers.workbook import new_draft, read_grids

    draft = new_draft(source)
    sheets = [g for path in paths for g in _sheets_in(draft, path)]
    return read_grids(draft, joined(draft, _apart(list(map(with_known_columns, sheets)))), today)


def _sheets_in(draft: Draft, path: Path) -> list[Grid]:
    exports = exports_in(path)
    if exports:
        return export_grids(exports)
    data = load(path)
    if not is_archive(data):
        raise UnreadableFileError(f"{path.name}: only sheets and exports can be read together; read it alone")
    from mutualplan_deck.readers.workbook import sheets_of

    return sheets_of(draft, check_package(data, path.name), path)


def _apart(sheets: list[Grid]) -> list[Grid]:
    """The sheets, with titles of their own so that places are clear."""
    seen: Counter[str] = Counter()
    apart = []
    for grid in sheets:
        seen[grid.title] += 1
        often = seen[grid.title]
        apart.append(replace(grid, title=f"{grid.title} ({often})") if often > 1 else grid)
    return apart


def _read_exports(exports: list[Path], path: Path, today: dt.date) -> Reading:
    from mutualplan_deck.readers.crm.joined import joined
    from mutualplan_deck.readers.titles import is_name_of_firm
    from mutualplan_deck.readers.understood import Why
    from mutualplan_deck.readers.words import is_firm
    from mutualplan_deck.readers.workbook import new_draft, read_grids

    draft = new_draft(path)
    grids = []
    for grid, footer in map(without_footer, export_grids(exports)):
        grids.append(grid)
        for number, row in footer.items():
            last = number == max(footer) and len(footer) > 1
            place = grid.place(number, min(row))
            draft.keep_internal(place, next(iter(row.values())))
            draft.leave_out(Why.ASIDE, "a line that the CRM prints below its report", place)
            said = str(next(iter(row.values())))
            if is_firm(said) or (last and is_name_of_firm(said)):
                draft.house = said, place  # the last line is whose report it is
    return read_grids(draft, joined(draft, grids), today)


def _read_json(data: bytes, path: Path, today: dt.date) -> Reading:
    from mutualplan_deck.readers.json.plan import is_own, nothing_found, read_own

    value = parse_json(data, path.name)
    if not isinstance(value, dict):
        raise NotAPlanError(f"{path.name}: holds no plan: its JSON is a {_kind(value)}, not an object")
    if is_own(value):
        return read_own(value, path)
    from mutualplan_deck.readers.json.foreign import read_foreign

    reading = read_foreign(value, path, today)
    if reading is None:
        raise nothing_found(path, value)
    return reading


def _kind(value: object) -> str:
    return {list: "list", str: "text", bool: "truth value", type(None): "null"}.get(type(value), "number")
