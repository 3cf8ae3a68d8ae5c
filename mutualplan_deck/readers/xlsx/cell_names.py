"""What cells and areas are called: column 27 is `AA`; `B2:C9` runs from row 2 to 9."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_LETTERS = 26


class Area(NamedTuple):
    """A rectangle of cells; rows and columns count from 1, and the last of each belongs to it."""

    top: int
    left: int
    bottom: int
    right: int


@lru_cache(maxsize=1024)
def letter(column: int) -> str:
    """The letters of a column, which counts from 1."""
    found = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        found = chr(ord("A") + rest) + found
    return found


@lru_cache(maxsize=1024)
def column_of(letters: str) -> int:
    """The number of a column. ValueError: no letters of one."""
    number = 0
    for sign in letters.upper():
        if not "A" <= sign <= "Z":
            raise ValueError(f"{letters[:12]!r} is no column")
        number = number * _LETTERS + ord(sign) - ord("A") + 1
    if not 0 < number <= 16_384:
        raise ValueError(f"{letters[:12]!r} is no column")
    return number


def split(name: str) -> tuple[int, int]:
    """`AB12` → (12, 28): row and column. ValueError: no name of a cell."""
    letters = name.rstrip("0123456789")
    return int(name[len(letters) :]), column_of(letters)


def area_of(name: str) -> Area:
    """`B2:C9`, or one cell. ValueError: no name of an area."""
    first, _, last = name.replace("$", "").partition(":")
    (top, left), (bottom, right) = split(first), split(last or first)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
