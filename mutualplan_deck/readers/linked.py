"""Tables that refer to each other's lines by their ids: "E1, E2" under "Concerns" are the issues E1 and E2.

What a column refers to tells more than what it is called, and what the lines of a table refer to tells what
they are: what is tied to issues is a problem, what is tied to problems an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mutualplan_deck.readers import form, words
from mutualplan_deck.readers.blocks import Blocks
from mutualplan_deck.readers.grid import Grid, runs
from mutualplan_deck.readers.meaning import is_mark, is_words
from mutualplan_deck.readers.table import Table, as_written
from mutualplan_deck.readers.words import Names
from mutualplan_deck.regex import regex

_AIMS: Mapping[str, Sequence[str]] = {
    "problems": ("issues",),
    "capabilities": ("problems",),
    "outcomes": ("issues", "problems"),
}
_MEANS = {"problems": "capabilities", "issues": "problems"}  # by what the lines of a table refer to
_FIGURES = {"metric", "baseline", "target"}
_APART = regex(r"\s*[,;/&+\n]\s*|\s+(?:and|und|et|y|e|en)\s+|\s+")
_JOINED = regex(r"\d\s*(?:[;/&+]|\b(?:and|und|et|y|e|en)\b)\s*\d")  # "1,2" may be a figure
_LEAST = 2  # lines that refer to others


def link(blocks: Iterable[tuple[Grid, Blocks]], names: Names) -> None:
    """Find the columns by which tables of the business case refer to each other, and what they make of it."""
    sheets = list(blocks)
    tables = [table for _, found in sheets for table in found.tables]
    case = [t for t in tables if (t.section in _AIMS or t.section == "issues") and not t.ours]
    for table in case:
        _rename(table, case, names)
    for grid, found in sheets:
        case += _unheaded(grid, found, case, names)
    for table in case:
        for aim in _AIMS.get(table.section, ()):
            column = 0 if aim in table.columns.values() else _reference(table, _ids(case, aim, table), names)
            if column:
                table.columns[column] = aim
                table.guessed |= {column}


def _unheaded(grid: Grid, found: Blocks, case: Sequence[Table], names: Names) -> list[Table]:
    """The lines under headers nobody knows, if a column of them refers to lines of the case."""
    made: list[Table] = []
    for rows in runs([n for n in found.pairs if len(grid.rows[n]) > 1]):
        texts = grid.rows[rows[0]]
        whole = all(isinstance(t, str) for t in texts.values()) and all(
            grid.rows[n].keys() <= texts.keys() for n in rows
        )
        if len(rows) <= _LEAST or not whole:
            continue
        table = Table(grid, "issues", rows[0], {}, texts, rows[1:], guessed=frozenset(texts))
        for aim, section in _MEANS.items():
            column = _reference(table, _ids(case, aim, table), names)
            if column:
                _turn_into(table, section, column, aim, names)
                table.columns |= _own_ids(table)
                found.pairs[:] = [n for n in found.pairs if n not in rows]
                found.tables.append(table)
                made.append(table)
                break
    return made


def _own_ids(table: Table) -> dict[int, str]:
    """The first column, where it only numbers the lines."""
    first = min(table.texts)
    marks = [table.grid.rows[n].get(first) for n in table.rows]
    alone = len({str(m) for m in marks}) == len(marks) and all(m is not None and is_mark(m) for m in marks)
    return {first: "id"} if alone and first not in table.columns else {}


def _rename(table: Table, case: Sequence[Table], names: Names) -> None:
    """Turn further "issues" without figures that refer to issues or to problems into what that makes them."""
    others = [t for t in case if t is not table and t.section == "issues"]
    figures = {c for c, n in table.columns.items() if n in _FIGURES}
    if table.section != "issues" or not others or len(figures) > 1:
        return
    for aim, section in _MEANS.items():
        column = _reference(table, _ids(case, aim, table), names)
        if column and figures <= {column, *table.guessed}:
            _turn_into(table, section, column, aim, names)
            return


def _turn_into(table: Table, section: str, column: int, aim: str, names: Names) -> None:
    """Read a table as another section's, with the column by which it refers to `aim`."""
    known = {c: form.words_for(section).get(names.plain(str(t)), "") for c, t in table.texts.items()}
    kept = {c: n for c, n in table.columns.items() if n == "id" and c != column}
    table.columns = {**{c: n for c, n in known.items() if n}, **kept, column: aim}
    table.columns |= _statement(table)
    table.section, table.guessed = section, frozenset(table.columns) - {*kept}


def _statement(table: Table) -> dict[int, str]:
    """The column of the longest texts, where none is called the statement."""
    if "statement" in table.columns.values():
        return {}
    said = {c: [v for n in table.rows if is_words(v := table.grid.rows[n].get(c))] for c in table.texts}
    free = [c for c in said if c not in table.columns or table.columns[c] not in ("id", *_MEANS)]
    longest = max(free, key=lambda c: sum(len(str(v)) for v in said[c]), default=0)
    return {longest: "statement"} if longest and said[longest] else {}


def _ids(case: Sequence[Table], section: str, but: Table) -> frozenset[str]:
    """The ids of the lines of a section, as keys."""
    found: set[str] = set()
    for table in case:
        column = next((c for c, n in table.columns.items() if n == "id"), 0)
        if table.section == section and table is not but and column:
            found |= {words.key(as_written(table.grid.rows[n].get(column))) for n in table.rows}
    return frozenset(found - {""})


def _reference(table: Table, ids: frozenset[str], names: Names) -> int:
    """The column all of whose cells are ids; mere numbers only where one cell has several."""
    for column, text in table.texts.items():
        name = table.columns.get(column, "")
        plain = names.plain(str(text))
        if name == "id" or words.is_internal(plain) or column in table.grid.hidden_columns:
            continue
        cells = [v for n in table.rows if (v := table.grid.rows[n].get(column)) is not None]
        parts = [[words.key(p) for p in _APART.split(as_written(v).strip())] for v in cells]
        if len(cells) < _LEAST or not ids or not all(ids.issuperset(p) for p in parts):
            continue
        counted = all(p.isdigit() for listed in parts for p in listed)
        guessed = not name or column in table.guessed
        several = any(len(p) > 1 for p in parts) if guessed else any(_JOINED.search(str(v)) for v in cells)
        if not counted or several:
            return column
    return 0
