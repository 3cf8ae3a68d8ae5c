"""A file becomes a plan: our own JSON and workbook, other people's workbooks, another tool's JSON."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from mutualplan_deck.errors import NotAPlanError
from mutualplan_deck.readers.exports import export_grids, exports_in
from mutualplan_deck.readers.guard import check_package, is_archive, load, parse_json
from mutualplan_deck.readers.reading import Places, Reading, Spot

__all__ = ["Places", "Reading", "Spot", "read"]


def read(path: Path, *, today: dt.date) -> Reading:
    """The plan in a file, where its values stand, and what there is to tell about them.

    UnreadableFileError: the file is missing, of another kind or not safe. NotAPlanError: no customer is
    named in it. Anything less is a finding.
    """
    exports = exports_in(path)
    if exports:
        return _read_exports(exports, path, today)
    data = load(path)
    if is_archive(data):
        from mutualplan_deck.readers.workbook import read_workbook

        return read_workbook(check_package(data, path.name), path, today)
    return _read_json(data, path)


def _read_exports(exports: list[Path], path: Path, today: dt.date) -> Reading:
    from mutualplan_deck.readers.draft import Draft
    from mutualplan_deck.readers.workbook import GUIDE, read_grids

    return read_grids(Draft(path, GUIDE), export_grids(exports), today)


def _read_json(data: bytes, path: Path) -> Reading:
    from mutualplan_deck.readers.json_plan import is_own, nothing_found, read_own

    value = parse_json(data, path.name)
    if not isinstance(value, dict):
        raise NotAPlanError(f"{path.name}: holds no plan: its JSON is a {_kind(value)}, not an object")
    if is_own(value):
        return read_own(value, path)
    from mutualplan_deck.readers.foreign_json import read_foreign

    reading = read_foreign(value, path)
    if reading is None:
        raise nothing_found(path, value)
    return reading


def _kind(value: object) -> str:
    return {list: "list", str: "text", bool: "truth value", type(None): "null"}.get(type(value), "number")
