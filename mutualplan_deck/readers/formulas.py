"""Formulas without a stored value that are simple enough to work out: one cell plus or minus another.

Nothing is executed: only `=G9+H9`, `=G9-3`, `=G9` and WORKDAY of two cells are understood.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.xlsx.cell_names import column_of
from mutualplan_deck.regex import regex

_SUM = regex(r"^=\s*\+?(\$?[A-Z]{1,3}\$?\d{1,7})\s*(?:([+-])\s*(\$?[A-Z]{1,3}\$?\d{1,7}|\d{1,4}))?$")
_WORKDAY = regex(
    r"^=(?:_xlfn\.)?WORKDAY\((\$?[A-Z]{1,3}\$?\d{1,7})\s*[,;]\s*(\$?[A-Z]{1,3}\$?\d{1,7}|\d{1,4})\)$"
)
_CELL = regex(r"^\$?([A-Z]{1,3})\$?(\d+)$")
_MOST = 3_000


def worked_out(formula: str, grid: Grid) -> Any:
    """The value of a simple formula (a date or a number) from the cells of its sheet, or None."""
    if match := _WORKDAY.match(formula):
        return _after(_operand(match[1], grid), _operand(match[2], grid))
    match = _SUM.match(formula)
    if not match:
        return None
    first = _operand(match[1], grid)
    if not match[2]:
        return first
    return _added(first, _operand(match[3], grid), 1 if match[2] == "+" else -1)


def _operand(text: str, grid: Grid) -> Any:
    cell = _CELL.match(text)
    if not cell:
        return int(text)
    value = grid.rows.get(int(cell[2]), {}).get(column_of(cell[1]))
    return value.date() if isinstance(value, dt.datetime) else value


def _added(first: Any, second: Any, sign: int) -> Any:
    days = _days(second)
    if isinstance(first, dt.date) and days is not None:
        return _shifted(first, sign * days)
    numbers = all(isinstance(n, int | float) and not isinstance(n, bool) for n in (first, second))
    return first + sign * second if numbers else None


def _days(value: Any) -> int | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if number and abs(value) <= _MOST and value == int(value) else None


def _after(first: Any, second: Any) -> dt.date | None:
    """So many working days later, Monday to Friday."""
    days = _days(second)
    if not isinstance(first, dt.date) or days is None or days < 0:
        return None
    day: dt.date | None = first
    while days and day:
        day = _shifted(day, 1)
        days -= bool(day and day.weekday() < 5)
    return day


def _shifted(day: dt.date, days: int) -> dt.date | None:
    """So many days later; None past the end of the calendar."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None
