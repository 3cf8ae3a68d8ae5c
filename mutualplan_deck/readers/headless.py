"""People listed without a header: a line each, known by names, job titles and addresses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.meaning import is_address, is_job, is_name, share
from mutualplan_deck.readers.persons import does_something, is_attitude
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.words import Names, says, says_of_self, speaks_of_us

_LINES = 40
_LEAST = 2  # lines, and cells of each
_MOST = 0.6  # of the values of a column
_HALF = 0.5
_INITIALS = range(2, 5)  # letters
_SOME = 0.25  # job titles in the column right behind the names; no list has all words for jobs


def people_below(grid: Grid, number: int, seen: Row, names: Names) -> Table | None:
    """The table of people whose first line is a row under a heading that names them; None if it is none."""
    below = (grid.rows.get(n) for n in range(number, number + _LINES))
    rows = [row for row in takewhile(bool, below) if row]
    if len(rows) < _LEAST or len(seen) < _LEAST:
        return None
    columns: dict[int, str] = {}
    every = sorted({c for row in rows for c in row} - grid.hidden_columns)
    for column in every:
        values = [v for row in rows if (v := row.get(column)) is not None]
        name = _field(values, len(rows), names)
        if not name and columns.get(column - 1) == "name" and share(values, is_job) >= _SOME:
            name = "title"
        if name and name not in columns.values():
            columns[column] = name
    known = set(columns.values())
    if "name" not in known or not known & {"title", "email"}:
        return None
    parts = [c for c in every if c not in columns and _are_parts([str(r[c]) for r in rows if c in r])]
    columns |= dict.fromkeys(parts[:1], "responsibility")
    guessed = frozenset(parts[:1])
    return Table(
        grid, "people", number - 1, columns, dict.fromkeys(every, ""), rows=[number], guessed=guessed
    )


def _are_parts(said: Sequence[str]) -> bool:
    """Whether texts say what each does in the plan ("signs"), and none of them what we think of anybody."""
    ours = any(
        is_attitude(text) or speaks_of_us(text) or says_of_self(text) or says("deal_talk", text)
        for text in said
    )
    return not ours and share(said, does_something) >= _HALF


def _are_initials(value: Any) -> bool:
    return isinstance(value, str) and value.isupper() and value.isalpha() and len(value) in _INITIALS


def _field(values: Sequence[Any], lines: int, names: Names) -> str:
    """What a column holds; a company may stand in the first line of its people alone."""
    if share(values, is_address) >= _MOST:
        return "email"
    if share(values, is_job) > _HALF:
        return "title"
    if share(values, _are_initials) >= _MOST:
        return "initials"
    if share(values, lambda v: isinstance(v, str) and names.side(v) is not None) >= _HALF:
        return "party"
    different = len({str(v) for v in values}) == len(values) > _MOST * lines
    return "name" if different and share(values, is_name) >= _MOST else ""
