"""Columns under a heading of a group that says they are for us: "Bolt only" over "Remark" and "Stance"."""

from __future__ import annotations

from itertools import pairwise

from mutualplan_deck.readers.grid import Row
from mutualplan_deck.readers.headings import LABEL, says_ours
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.words import Names


def leave_our_groups(table: Table, number: int, names: Names) -> None:
    """Take such columns out of a table's fields; row `number`, its header or right above, names the groups.

    A heading goes for all columns up to the next heading, whether its cells are merged or not.
    """
    above: Row = table.grid.rows.get(number, {})
    if not all(isinstance(text, str) and len(text) <= LABEL for text in above.values()):
        return
    ends = (*above, max(table.texts, default=0) + 1)
    for first, after in pairwise(ends):
        if not says_ours(above[first], names):
            continue
        for column in (c for c in table.texts if first <= c < after):
            table.columns.pop(column, None)
            table.answers.pop(column, None)
            table.guessed -= {column}
            table.for_us[column] = number, first
