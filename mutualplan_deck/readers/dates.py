"""Dates as people type them. Nothing is guessed in silence: a second reading is told."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from msgspec import Struct

from mutualplan_deck.readers import words

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.,]*(?:Z|[+-]\d\d:?\d\d)?)?\Z", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\Z", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\Z", re.ASCII)
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_EPOCH = dt.date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)  # 2000 to 2099: a bare number outside is no date


class Day(Struct, frozen=True):
    """A day as typed; `other` is the second reading of d/m or m/d."""

    date: dt.date
    other: dt.date | None = None


def day(text: str, day_first: bool | None = None) -> Day | None:
    """The day a text names, or None. `day_first` is what the column or the locale says, if anything."""
    tidy = text.strip().rstrip(".").strip()
    if match := _ISO.match(tidy) or _YEAR_FIRST.match(tidy):
        return _plain(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.match(tidy):
        return _numeric(int(match[1]), int(match[3]), _year(match[4]), match[2], day_first)
    return _named(tidy)


def serial(number: int) -> dt.date | None:
    """The day of a spreadsheet's serial number in the 1900 system, 2000 to 2099."""
    return _EPOCH + dt.timedelta(days=number) if number in _SERIALS else None


def order_of(texts: list[str]) -> bool | None:
    """Whether a column's dates are day-first, where some of them allow one reading only."""
    firsts: set[bool] = set()
    for text in texts:
        match = _NUMERIC.match(text.strip())
        if match and match[2] != "." and (int(match[1]) > 12) != (int(match[3]) > 12):
            firsts.add(int(match[1]) > 12)
    return firsts.pop() if len(firsts) == 1 else None


def _numeric(first: int, second: int, year: int, mark: str, day_first: bool | None) -> Day | None:
    one, two = _date(year, second, first), _date(year, first, second)
    if mark == "." or day_first is True:
        return Day(one) if one else (Day(two) if two and mark != "." else None)
    if day_first is False:
        return Day(two) if two else (Day(one) if one else None)
    if one and two and one != two:
        return Day(one, two)
    return Day(one or two) if one or two else None  # type: ignore[arg-type]


def _named(text: str) -> Day | None:
    """ "June 30th, 2027", "30-Sep-27", "Thursday, 1 July 2027", and the same in other languages."""
    numbers: list[str] = []
    month = 0
    for part in _PARTS.findall(text):
        plain = words.key(part)
        if part.isdecimal():
            numbers.append(part)
        elif plain in words.months() and not month:
            month = words.months()[plain]
        elif plain not in _passed_over():
            return None
    if not month or len(numbers) != 2:
        return None
    if len(numbers[0]) == 4:
        numbers.reverse()
    return _plain(_year(numbers[1]), month, int(numbers[0])) if len(numbers[1]) in (2, 4) else None


@cache
def _passed_over() -> frozenset[str]:
    """Words of a date that say nothing new: weekdays and what makes a number an ordinal."""
    said = words.raw()["dates"]
    return frozenset(words.key(w) for w in (*said["weekdays"], *said["ordinals"]))


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _plain(year: int, month: int, number: int) -> Day | None:
    found = _date(year, month, number)
    return Day(found) if found else None


def _date(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None
