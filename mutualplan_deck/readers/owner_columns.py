"""A column of owners that no header tells, by the people whom the rest of the sheet names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mutualplan_deck.readers import meaning, persons, words
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.roll import without_honorific
from mutualplan_deck.readers.shape import Below
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_MOST_ROWS = 400  # a longer sheet has headers
_FEW, _SEVERAL = 2, 4
_MOST = 0.8
_OTHER = {"owner_customer": "owner_vendor", "owner_vendor": "owner_customer"}
_NAME = 3  # words of what an owner is called
_LONGEST = 120  # letters of a line about somebody
_HEAD = regex(r"\s*[,(:]|\s+[-–—]\s+")
_BETWEEN = regex(r"\s*(?:[,;/&+\n]|\b(?:and|und|et|y|e|en)\b)\s*")


def owners_untold(grid: Grid, header: int, columns: Mapping[int, str], below: Below) -> dict[int, str]:
    """Columns of owners whose headers nobody knows."""
    if any(name.startswith("owner") for name in columns.values()):
        return _beside(columns, below)
    return _by_people(grid, header, columns, below)


def _by_people(grid: Grid, header: int, columns: Mapping[int, str], below: Below) -> dict[int, str]:
    """The first column of short names, one of which at least the sheet says more of elsewhere.

    "Tjark / Nele", "Fr. Brandhove", "tbd" under a header that nobody knows.
    """
    if len(grid.rows) > _MOST_ROWS:
        return {}
    open_columns = [c for c in below.cells if c not in columns and _are_names(c, below)]
    if not open_columns:
        return {}
    people = frozenset(_short_names(grid, header))
    for column in open_columns:
        if any(not people.isdisjoint(words_of) for words_of in map(_words, _parts(column, below))):
            return {column: "owner"}
    return {}


def _beside(columns: Mapping[int, str], below: Below) -> dict[int, str]:
    """The column of short names right beside that of one side's owners, whose own header nobody knows."""
    sides = [c for c, name in columns.items() if name in _OTHER]
    if len(sides) != 1 or any(name in ("owner", "owner_with") for name in columns.values()):
        return {}
    beside = (c for c in (sides[0] + 1, sides[0] - 1) if c in below.cells and c not in columns)
    return {c: _OTHER[columns[sides[0]]] for c in beside if _are_mostly_names(c, below)}


def _are_mostly_names(column: int, below: Below) -> bool:
    """Whether nearly all that a column says are names of one or two words, few of which come once only."""
    parts = [part for part in _parts(column, below) if not words.is_blank_word(part)]
    named = [p for p in parts if key(p) not in words.keys_of("owners", "both")]
    short = [p for p in named if len(p.split()) < _NAME and p[:1].isupper() and p.replace(".", "").isalpha()]
    none = not any(meaning.is_status(p) or meaning.is_day(p) or meaning.is_job(p) for p in named)
    differ = len({key(p) for p in named})
    return none and len(named) >= _SEVERAL and len(short) >= _MOST * len(named) and 1 < differ < len(named)


def _are_names(column: int, below: Below) -> bool:
    """Whether all that a column says are short names or nobody yet, some of which come again."""
    parts = list(_parts(column, below))
    named = [part for part in parts if not words.is_blank_word(part)]
    short = all(len(part.split()) <= _NAME and part[:1].isupper() for part in named)
    again = len({key(part) for part in named}) < len(named)
    said = not any(
        meaning.is_status(part) or meaning.is_day(part) or meaning.is_number(part) for part in named
    )
    return len(named) >= _FEW and short and again and said


def _parts(column: int, below: Below) -> Iterator[str]:
    for value in below.samples(column):
        yield from (part for part in _BETWEEN.split(str(value)) if part)


def _words(part: str) -> frozenset[str]:
    return frozenset(key(without_honorific(part)).split(" "))


def _short_names(grid: Grid, header: int) -> Iterator[str]:
    """The first and the last names of those of whom a cell above or below says what they do."""
    for number, row in grid.rows.items():
        if number == header:
            continue
        for value in row.values():
            yield from _names_in(value)


def _names_in(value: Any) -> Iterator[str]:
    if not isinstance(value, str) or len(value) > _LONGEST or not persons.are_people(value):
        return
    for one in persons.people(value):
        said = key(without_honorific(_HEAD.split(one, maxsplit=1)[0])).split(" ")
        yield from (said[0], said[-1])
