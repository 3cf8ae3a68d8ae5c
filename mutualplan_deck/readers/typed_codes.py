"""Numbers and codes typed before the texts of a table: "1. Coins jam", "P2 – Three programs"."""

from __future__ import annotations

import re

from mutualplan_deck.readers.table import Table
from mutualplan_deck.regex import regex

_CODED = regex(
    r"\s*(?P<code>[A-Z]{0,2}-?\d{1,2}(?:\.\d{1,2})*)\s*(?:[.):]|\s[-–—])\s+(?P<text>\S.*)", re.DOTALL
)
_SECTIONS = ("issues", "problems", "capabilities", "outcomes", "steps")
_LEAST = 2  # lines


def has_codes(table: Table, main: int) -> bool:
    """Whether each text of a table without ids begins with a code of its own."""
    if table.section not in _SECTIONS or "id" in table.columns.values() or main not in table.columns:
        return False
    hidden = table.grid.hidden_columns
    rows = (table.grid.rows.get(n) or {} for n in table.rows)
    texts = [row.get(main) for row in rows if len(row.keys() - hidden) > 1 or main in row]
    found = [parted(text)[0] if isinstance(text, str) else "" for text in texts]
    return len(found) >= _LEAST and all(found) and len({*found}) == len(found)


def parted(text: str) -> tuple[str, str]:
    """(code, text behind it); ("", text) where it begins with none."""
    match = _CODED.fullmatch(text)
    return (match["code"], match["text"].strip()) if match else ("", text)
