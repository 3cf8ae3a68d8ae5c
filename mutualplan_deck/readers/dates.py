"""Dates as people type them. Nothing is guessed in silence: a second reading is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from mutualplan_deck.readers import words
from mutualplan_deck.regex import regex

_ISO = regex(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.,]*(?:Z|[+-]\d\d:?\d\d)?)?\Z", re.ASCII)
_COMPACT = regex(r"(20\d\d)(0[1-9]|1[0-2])([0-3]\d)\Z", re.ASCII)
_YEAR_FIRST = regex(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\Z", re.ASCII)
_NUMERIC = regex(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\Z", re.ASCII)
_WEEKDAY = regex(r"([^\W\d_]{2,12})(?:-feira)?\.?,?\s+(?=\d)|[2-6]ª(?:[- ]feira)?,?\s+(?=\d)")
_ROMAN = regex(r"(\d{1,2})\s?([./-])\s?([ivx]{1,4})\s?\2\s?(\d{4}|\d{2})\Z", re.ASCII | re.IGNORECASE)
_TWO, _FULL = 2, 4  # numbers of a day and its year, and letters of a year
_NAMES_MONTH = regex(r"\d{1,2}(?:[-/]|\.?\s+(?:de\s+)?)[^\W\d_]{3,}")  # "mar 11 may": a martes, or mardi
_SHORTEST = 3  # letters of an abbreviated weekday
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_WORD_BEFORE = regex(r"([^\W\d_]{2,10})\.?,?\s+\Z")
_PARTS = regex(r"\d+|[^\W\d_]+")
_IN_TEXT = regex(
    r"\b(?:\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)|\d{1,2}(?:st|nd|rd|th|er|º)?\.?\s+(?:de\s+)?[^\W\d_]{3,}\.?"
    r"\s+(?:de\s+)?\d{4}|[^\W\d_]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})\b"
)
_EPOCH = dt.date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)  # 2000 to 2099: a bare number outside is no date


class Day(Struct, frozen=True):
    """A day as typed; `other` is the second reading of d/m or m/d."""

    date: dt.date
    other: dt.date | None = None


def day(text: str, day_first: bool | None = None) -> Day | None:
    """The day a text names, or None. `day_first` is what the column or the locale says, if anything."""
    tidy = text.strip().rstrip(".").strip()
    if match := _ISO.match(tidy) or _YEAR_FIRST.match(tidy) or _COMPACT.match(tidy):
        return _plain(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.match(_without_weekday(tidy)):
        found = _numeric(int(match[1]), int(match[3]), _year(match[4]), match[2], day_first)
        return _by_weekday(found, weekday_of(tidy)) if found else None
    if (match := _ROMAN.match(tidy)) and match[3].lower() in _ROMANS:
        return _plain(_year(match[4]), _ROMANS.index(match[3].lower()) + 1, int(match[1]))
    return _named(_without_weekday(tidy))


def _by_weekday(found: Day, weekday: int | None) -> Day:
    """The reading of d/m or m/d that falls on the weekday that is written, if only one does."""
    if found.other is None or weekday is None:
        return found
    fits = [d for d in (found.date, found.other) if d.weekday() == weekday]
    return Day(fits[0]) if len(fits) == 1 else found


def _without_weekday(text: str) -> str:
    """ "ven. 18/02/27" → "18/02/27"."""
    match = _WEEKDAY.match(text)
    said = match is not None and (
        match[1] is None
        or words.key(match[1]) in _passed_over()
        or (words.key(match[1]) == "mar" and _NAMES_MONTH.match(text[match.end() :]) is not None)
    )
    return text[match.end() :] if match and said else text


def within(text: str, day_first: bool | None = None) -> list[dt.date]:
    """The days that a sentence names, each once, in order; one that may be read in two ways is none."""
    found = (day(_with_weekday(text, match), day_first) for match in _IN_TEXT.finditer(text))
    return list(dict.fromkeys(d.date for d in found if d and not d.other))


def _with_weekday(text: str, match: re.Match[str]) -> str:
    """A date in a sentence with the weekday before it, which may tell the day from the month."""
    before = _WORD_BEFORE.search(text, 0, match.start())
    return f"{before[1]} {match[0]}" if before and words.key(before[1]) in _weekdays() else match[0]


def written_in(text: str) -> list[str]:
    """The texts of a sentence that are dates."""
    return [match[0] for match in _IN_TEXT.finditer(text)]


def serial(number: int) -> dt.date | None:
    """The day of a spreadsheet's serial number in the 1900 system, 2000 to 2099."""
    return _EPOCH + dt.timedelta(days=number) if number in _SERIALS else None


_DAY_AND_MONTH = regex(r"(\d{1,2})/(\d{1,2})(?:\s*[-–]\s*\d{1,2}/\d{1,2})?")  # "2/16-2/26", no year


def order_of(texts: list[str]) -> bool | None:
    """Whether a column's dates are day-first, where some of them allow one reading only."""
    firsts: set[bool] = set()
    for text in texts:
        match = _NUMERIC.match(text.strip())
        if match and match[2] != "." and (int(match[1]) > 12) != (int(match[3]) > 12):
            firsts.add(int(match[1]) > 12)
        elif (both := _DAY_AND_MONTH.fullmatch(text.strip())) and (int(both[1]) > 12) != (int(both[2]) > 12):
            firsts.add(int(both[1]) > 12)
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
            if len(numbers) == _TWO and len(numbers[0]) != _FULL:  # "15-26 Feb" are two days
                return None
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
    return frozenset((*_weekdays(), *map(words.key, words.raw()["dates"]["ordinals"])))


@cache
def _weekdays() -> Mapping[str, int]:
    """The words for a weekday, from 0 for Monday."""
    listed = enumerate(words.raw()["dates"]["weekdays"])
    return {words.key(w): number for number, said in listed for w in said}


def names_weekday(text: str) -> bool:
    """Whether a text has the word for a weekday in it: "Friday's call, 11:00"."""
    said = (w for w in words.key(text).split(" ") if len(w) > _SHORTEST)
    return any(w in _weekdays() or w.removesuffix("s") in _weekdays() for w in said)  # "Thursdays"


def weekday_of(text: str) -> int | None:
    """The weekday that a date begins with, from 0 for Monday: "ven. 18/02/27"."""
    match = _WEEKDAY.match(text.strip())
    return _weekdays().get(words.key(match[1])) if match and match[1] else None


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
