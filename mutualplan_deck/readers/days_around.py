"""The days above and below a cell of a column, by which one that may be two days is told."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from typing import Any

from msgspec import Struct

from mutualplan_deck.readers import dates
from mutualplan_deck.readers.table import Table

_SLIPS = 20  # days below that may lie before the one above, and be slips


class Days(Struct, frozen=True):
    """The days of a column that leave no doubt, with the numbers of their rows, which rise."""

    numbers: list[int]
    days: list[dt.date]

    def around(self, number: int) -> tuple[dt.date, dt.date] | None:
        """The nearest days above and below a cell; None if the cell leaves no doubt, or a side is empty.

        A day below that lies before the one above is a slip, and says nothing.
        """
        at = bisect_left(self.numbers, number)
        if not at or number in self.numbers[at : at + 1]:
            return None
        low = self.days[at - 1]
        high = next((day for day in self.days[at : at + _SLIPS] if day >= low), None)
        return (low, high) if high else None


def days_in(table: Table, column: int) -> Days:
    """The days of a column that leave no doubt."""
    found = {n: day for n in table.rows if (day := _sure(table.grid.rows[n].get(column)))}
    return Days([*found], [*found.values()])


def _sure(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    found = dates.day(value) if isinstance(value, str) else None
    return value if isinstance(value, dt.date) else found.date if found and not found.other else None
