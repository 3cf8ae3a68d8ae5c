"""What the file says is short for a side: "CTAA = Cooperativa …", letters in a legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.headings import label_of
from mutualplan_deck.readers.plan_facts import SHORT
from mutualplan_deck.readers.titles import (
    is_name_of_firm,
)
from mutualplan_deck.readers.words import Names, is_firm, key
from mutualplan_deck.regex import regex

_STANDS_FOR = regex(
    r"\b([A-ZÀ-Þ][\w&]{0,5})\)?\s*=\s*([^=·•;,.|(\n]{3,60}?)(?=\s*(?:[·•;,.|(\n]|\s-\s|\s{2}|$))"
)
_SENTENCE = 300  # letters
_PEOPLE = 200  # rows of a sheet in which firms are looked for
_HEAD = 12  # rows


def with_abbreviations(names: Names, sheets: list[Grid]) -> Names:
    """The names with what a line at the head of a sheet says is short for them: "AV = Aguas Vivas"."""
    found: dict[str, list[str]] = {"customer": [], "vendor": []}
    for text in _equations(sheets):
        for match in _STANDS_FOR.finditer(text):
            if (side := names.side(match[2].strip())) in found:
                found[side].append(key(match[1]))
    for name, letters in _with_letters(sheets):
        if (side := names.side(name)) in found and names.side(letters) is None:
            found[side].append(key(letters))
    both = (*names.customer, *found["customer"]), (*names.vendor, *found["vendor"])
    return Names(*both, names.columns, names.people) if any(found.values()) else names


def _with_letters(sheets: Iterable[Grid]) -> Iterator[tuple[str, str]]:
    """(name, letters) of lone cells like "Cable Cars Vale Ltd (CCV)": what a firm is called for short."""
    for grid in sheets:
        for row in list(grid.rows.values())[:_PEOPLE]:
            parts = SHORT.match(str(next(iter(row.values())))) if len(row) == 1 else None
            if parts and parts[2].isupper() and parts[2][:1] == parts[1][:1] and is_firm(parts[1]):
                yield parts[1].strip(), parts[2]


def vendor_called(sheets: Iterable[Grid]) -> Names:
    """What the heads of sheets call the vendor, for what is looked at before all names are known."""
    none, found = Names(), list[str]()
    for grid in sheets:
        for row in list(grid.rows.values())[:_HEAD]:
            for label, value in pairwise(row.values()):
                named = isinstance(label, str) and isinstance(value, str) and is_name_of_firm(value)
                if named and label_of(label, none) == "vendor.name":
                    found.append(key(value))
    return with_abbreviations(Names((), tuple(found)), list(sheets))


def _equations(sheets: Iterable[Grid]) -> Iterator[str]:
    """Texts at the head of the sheets, or alone, that may say what stands for what: "AV = Aguas Vivas"."""
    for grid in sheets:
        rows = list(grid.rows.values())[:_PEOPLE]
        for row in (r for n, r in enumerate(rows) if n < _HEAD or len(r) == 1):
            yield from (v for v in row.values() if isinstance(v, str) and "=" in v and len(v) < _SENTENCE)
