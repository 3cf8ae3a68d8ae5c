"""The area that holds some places: cells of a sheet (`Plan!A2:B9`), or pointers (`#/actions`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mutualplan_deck.readers.xlsx.cell_names import column_of, letter
from mutualplan_deck.regex import regex

_CELL = regex(r"(?P<sheet>.*)!(?P<column>[A-Z]{1,3})(?P<row>\d+)\Z", re.DOTALL)


def area(sheet: str, rows: Sequence[int], columns: Sequence[int]) -> str:
    """`Timeline!A5:H18`; of a single cell its place."""
    first = f"{letter(min(columns))}{min(rows)}"
    last = f"{letter(max(columns))}{max(rows)}"
    return f"{sheet}!{first}" if first == last else f"{sheet}!{first}:{last}"


def around(places: Sequence[str]) -> str:
    """The smallest area with all of the places, which are of one sheet or one JSON file."""
    if len(set(places)) == 1:
        return places[0]
    cells = [m for p in places if (m := _CELL.match(p))]
    if len(cells) == len(places):
        rows, columns = [int(m["row"]) for m in cells], [column_of(m["column"]) for m in cells]
        return area(cells[0]["sheet"], rows, columns)
    head = places[0].rpartition("/")[0]
    while any(not place.startswith(f"{head}/") for place in places):
        head = head.rpartition("/")[0]
    return head
