"""Finding the blocks of a sheet: tables with a header, and labels with a value beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from mutualplan_deck.readers import form, words
from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.words import Names

_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_NUMBERING = re.compile(r"^[\s\d|.)/:–-]+")


@dataclass
class Table:
    """A header row and the rows under it. `columns` are the fields found, by column number."""

    grid: Grid
    section: str
    header: int
    columns: dict[int, str]
    texts: Mapping[int, Any]
    rows: list[int] = field(default_factory=list)


@dataclass
class Blocks:
    """What a sheet is made of. `loose` are rows that are neither a table's nor labels."""

    tables: list[Table] = field(default_factory=list)
    pairs: list[int] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)


@lru_cache(maxsize=50_000)
def column_of(section: str, text: str, names: Names) -> str:
    """The field of `section` that a header names, or ""."""
    own = form.titles(section).get(words.key(text))
    if own:
        return own.path
    known = form.words_for(section)
    found = next((known[c] for c in _readings(text, names) if c in known), "")
    marked = found and words.is_internal(words.key(text))
    return "" if marked and not form.is_internal(section, found) else found


def _readings(text: str, names: Names) -> Iterator[str]:
    yield words.key(text)
    yield names.plain(text)
    bare = _BRACKETS.sub(" ", text)
    if bare != text and bare.strip():
        yield words.key(bare)
        yield names.plain(bare)
    for part in text.split("/") if "/" in text else ():
        yield names.plain(part)


def label_of(text: str, names: Names) -> str:
    """The path in the plan that a label names (`success.date`), or ""."""
    own = form.plan_titles().get(words.key(text))
    if own:
        return own.path
    known = _labels()
    return next((known[c] for c in _readings(text, names) if c in known), "")


@cache
def _labels() -> Mapping[str, str]:
    return {**words.table("keys"), "customer": "customer.name", "vendor": "vendor.name"}


@cache
def section_of(title: str) -> str:
    """The section a sheet's title or a banner names, `plan`, `internal`, or ""."""
    own = form.sheet_titles().get(words.key(title))
    if own:
        return own
    bare = words.key(_NUMBERING.sub("", title))
    known = words.table("sections")
    if bare in known:
        return known[bare]
    parts = [known[p] for p in map(words.key, re.split(r"[–—:|]| - ", title)) if p in known]
    return parts[-1] if parts else ""


def find_blocks(grid: Grid, names: Names) -> Blocks:
    """The blocks of a sheet, hidden columns and rows left aside."""
    found = Blocks()
    banner, previous, table = "", -1, None
    for number, row in grid.rows.items():
        if number in grid.hidden_rows:
            continue
        seen = _visible(row, grid)
        gap = number != previous + 1
        fresh = table is None or gap or banner or not table.rows
        header = _header(grid, number, seen, banner, names) if fresh else None
        if header and table and not table.rows and not gap:
            header = _finer(found, table, header)
        if header:
            table, banner = header, ""
            found.tables.append(header)
        elif table and gap and len(seen) == 1:
            table, banner = _after_gap(found, number, seen)
        elif table:
            table.rows.append(number)
        else:
            banner = _outside(found, number, seen)
        previous = number
    return found


def _finer(found: Blocks, above: Table, header: Table) -> Table | None:
    """The header under a row of group headers (WHAT, WHO, WHEN), which it replaces."""
    if len(header.columns) <= len(above.columns):
        return None
    found.tables.remove(above)
    return header


def _visible(row: Row, grid: Grid) -> Row:
    return {c: v for c, v in row.items() if c not in grid.hidden_columns} if grid.hidden_columns else row


def _after_gap(found: Blocks, number: int, seen: Row) -> tuple[None, str]:
    """A lone cell below a table: the banner of the next one, or a remark."""
    text = str(next(iter(seen.values())))
    if not section_of(text):
        found.loose.append(number)
    return None, text


def _outside(found: Blocks, number: int, seen: Row) -> str:
    if len(seen) == 1:
        found.loose.append(number)
        return str(next(iter(seen.values())))
    found.pairs.append(number)
    return ""


def _header(grid: Grid, number: int, seen: Row, banner: str, names: Names) -> Table | None:
    """The table that starts in this row, if its cells are headers of a section."""
    if not seen or not all(isinstance(v, str) and len(v) < 120 for v in seen.values()):
        return None
    named = {section_of(banner), section_of(grid.title)} - {""}
    best, score = None, 0
    for section in _candidates():
        columns = _columns(section, seen, names)
        points = 2 * len(columns) + 3 * (section in named)
        if points > score and _is_header(len(columns), len(seen), section in named, "plan" in named):
            best, score = Table(grid, section, number, columns, seen), points
    return best


@cache
def _candidates() -> tuple[str, ...]:
    return (*sections(), form.HOLIDAYS)


def _is_header(hits: int, cells: int, named: bool, plan: bool) -> bool:
    if named:
        return hits >= 2 or hits == cells
    return hits >= (4 if plan else 3) and hits * 2 >= cells


def _columns(section: str, seen: Row, names: Names) -> dict[int, str]:
    """The field of each header; a field is taken once, by the leftmost column."""
    found: dict[int, str] = {}
    for column, text in seen.items():
        name = column_of(section, text, names)
        if name and name not in found.values():
            found[column] = name
    return found
