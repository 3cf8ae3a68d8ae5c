"""Text exports: one CSV file, or a folder or several of them, become sheets like those of a workbook.

Rows are counted as records (the header is 1), so a place is `Task.csv!F7` whatever line breaks a field holds.
"""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

from msgspec.structs import replace

from mutualplan_deck.errors import UnreadableFileError
from mutualplan_deck.readers.crm.prefixed import without_prefix
from mutualplan_deck.readers.crm.renamed import with_known_columns
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.guard import MAX_CELLS, MAX_COLUMNS, MAX_JSON, MAX_ROWS, load
from mutualplan_deck.regex import regex

ENDINGS = (".csv", ".tsv")
_BOOKS = (".xlsx", ".xlsm")
_MARKS = (",", ";", "\t", "|")
_QUOTED = regex(r'"(?:[^"]|"")*"')
_FOOTER = regex(r"(?i)copyright \(c\).*salesforce")
_TAG = regex(r"</?(?:p|br|div|span|ul|ol|li|b|strong|i|em|u|a|h\d|font)\b[^<>]*>", re.IGNORECASE)
_BREAK = regex(r"</?(?:p|div|br|li|h\d)\b[^<>]*>", re.IGNORECASE)
_MOST_FILES = 50
_LONGEST = 2_000_000


def exports_in(path: Path) -> list[Path]:
    """The exports of a folder, or the file itself if it is one. UnreadableFileError: a folder has none."""
    if not _folder(path):
        return [path] if path.suffix.lower() in ENDINGS else []
    found = _files(path, ENDINGS)
    if not found:
        raise UnreadableFileError(
            f"{path}: is a folder without exports. Give the plan's file, a workbook or JSON"
        )
    if len(found) > _MOST_FILES:
        raise UnreadableFileError(f"{path}: has {len(found)} exports; give the few that are the plan's")
    return found


def workbooks_in(path: Path) -> list[Path]:
    """What is exported into a folder where some of it are workbooks: these, and the text exports; or none."""
    books = _files(path, _BOOKS) if _folder(path) else []
    if len(books) > _MOST_FILES:
        raise UnreadableFileError(f"{path}: has {len(books)} workbooks; give the few that are the plan's")
    return [*_files(path, ENDINGS), *books] if books else []


def _files(path: Path, endings: tuple[str, ...]) -> list[Path]:
    """The files of a folder that end so, but for those that a program keeps while it has one open."""
    found = (p for p in path.iterdir() if p.suffix.lower() in endings and p.is_file())
    return sorted(p for p in found if not p.name.startswith(("~$", ".")))


def _folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name no file can have: reading it says so
        return False


def export_grids(paths: Iterable[Path]) -> list[Grid]:
    """Each export as a sheet that is called like its file. UnreadableFileError says in one line why not."""
    sheets = (Grid(path.name, hidden=False, rows=dict(_rows(path))) for path in paths)
    return [with_known_columns(without_prefix(sheet)) for sheet in sheets]


def without_footer(grid: Grid) -> tuple[Grid, dict[int, Row]]:
    """A sheet without the lines that a CRM prints below a report (its name, whose it is), and these lines."""
    rows = list(grid.rows.items())
    marks = [n for n, row in rows if len(row) == 1 and _FOOTER.search(str(next(iter(row.values()))))]
    whole = max((n for n, row in rows if len(row) > 1 and marks and n < marks[0]), default=0)
    below = {n: row for n, row in rows if whole and n > whole}
    return replace(grid, rows={n: row for n, row in rows if n not in below}), below


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    text = _text(path)
    csv.field_size_limit(_LONGEST)
    cells = 0
    try:
        for number, record in enumerate(csv.reader(StringIO(text, newline=""), delimiter=_mark(text)), 1):
            row = {c: said for c, v in enumerate(record, 1) if v and (said := _without_markup(v).strip())}
            cells += len(row)
            if number > MAX_ROWS or cells > MAX_CELLS:
                raise UnreadableFileError(f"{path.name}: has more than {MAX_ROWS:,} lines; no plan has")
            if len(row) > MAX_COLUMNS:
                raise UnreadableFileError(f"{path.name}: has more than {MAX_COLUMNS:,} columns; no plan has")
            if row:
                yield number, row
    except csv.Error as error:
        raise UnreadableFileError(f"{path.name}: is no sound export ({error}); export it again") from None


def _without_markup(text: str) -> str:
    """What a CRM's field for long texts says, without its HTML; its paragraphs and points are lines."""
    if "<" not in text or not _TAG.search(text):
        return text
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def _text(path: Path) -> str:
    """The text of a file: UTF-8 or UTF-16 with their marks, else the Windows code page."""
    data = load(path, MAX_JSON)
    if b"\0" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableFileError(f"{path.name}: is no text; export it again as CSV")
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _mark(text: str) -> str:
    """The mark between fields: the one the header has most of, outside quotes."""
    lines = text[:20_000].splitlines()
    if lines and lines[0].startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]
    head = _QUOTED.sub("", lines[0] if lines else "")
    return max(_MARKS, key=head.count)
