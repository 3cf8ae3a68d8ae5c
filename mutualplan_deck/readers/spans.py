"""Spans of the calendar said in words: "Q3 2027", "zweites Halbjahr 2027", "mid-March", "mars/avril 2027".

What is due in a span is due by its last day; in the early or the middle part of one, by the day that ends it.
Nothing here is a plain day. Seasons are left alone: when summer is depends on where.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct, field

from mutualplan_deck.readers import words
from mutualplan_deck.regex import regex

_ORDINAL = regex(
    r"(?<=\d)\s?(?:[ºª°]|\.[ºª]|(?:\.?er|re|ère|ème|eme|e|st|nd|rd|th|do|to|ro|ra|da|ta|\.)(?=[\s/]|$))"
)
_TOKEN = regex(r"\d+|[^\W\d_]+|[-–—/]")
_SPLIT = regex(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_NUMERIC = regex(
    r"(?:(?P<month>\d{1,2})[/.-](?P<year>\d{4})|(?P<year2>20\d\d)[/-](?P<month2>\d{1,2}))\Z", re.ASCII
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = {"quarter": 3, "half": 6, "two months": 2, "four months": 4}  # of a span that is counted in a year
_WHOLE, _YEAR_DIGITS, _DAYS, _HALF_MONTH = 12, 4, 31, 15
_DAY = {"early": 5, "mid": 15}  # of a month
_MONTH = {"early": 3, "mid": 6}  # of a year
_WEEK, _WEEKS = 7, 5
_FAR = 2  # years
_CENTURIES = (1900, 2200)  # a year without the word is one of these
_LAST = 0  # of the numbers: the last one
_LEAST_YEAR = 20  # of two figures


class Spoken(Struct):
    """The parts of a text that names a span: what is counted, which, and when.

    `before` are the numbers that stand before the month.
    """

    unit: str = ""
    part: str = ""
    months: list[int] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    before: int = 0


class Span(Struct, frozen=True):
    """A span and the day by which what is due in it is due. `kind` is what to call it; no year: both None."""

    kind: str
    first: dt.date | None = None
    due: dt.date | None = None


def span(text: str, near: dt.date | None) -> Span | None:
    """The span that a text names, None if it is none. `near` is a day of the dates around it."""
    if match := _NUMERIC.match(text.strip()):
        month = int(match["month"] or match["month2"])
        year = int(match["year"] or match["year2"])
        return _months(year, month, month, "") if 1 <= month <= _WHOLE else None
    said = _spoken(text)
    if said is None or len(said.years) > 1 or len(said.months) > 2:
        return None
    if said.unit in _MONTHS and not said.months:
        return _counted(said, near)
    if said.months:
        return _of_months(said, near)
    return _of_year(said)


def _spoken(text: str) -> Spoken | None:
    """The parts of a text; None where it says anything else."""
    said = Spoken()
    plain = _ORDINAL.sub(" ", text.casefold().replace("’", "'"))
    for token in _TOKEN.findall(_SPLIT.sub(" ", plain)):
        word = words.key(token)
        if token.isdecimal():
            number = int(token)
            (said.years if len(token) == _YEAR_DIGITS else said.numbers).append(number)
        elif word in words.months():
            said.before = said.before if said.months else len(said.numbers)
            said.months.append(words.months()[word])
        elif word in _ordinals() or word in _said("last"):
            said.numbers.append(_ordinals().get(word, _LAST))
        elif word in _ROMAN and not said.months:
            said.numbers.append(_ROMAN[word])
        elif not _is_part(said, word) and word and word not in _said("small"):
            return None
    return said


def _is_part(said: Spoken, word: str) -> bool:
    """Take a word for a unit of time or for a part of one; "Jahresende" is both."""
    found = False
    for name in ("early", "mid", "late"):
        if word in _said(name):
            said.part, found = name, True
    for name in ("year", "month", "week", "fortnight", *_MONTHS):
        if word in _said(name):
            if said.unit and "year" not in (said.unit, name) and said.unit != name:
                return False
            said.unit, found = name if not said.unit or said.unit == "year" else said.unit, True
    return found


def _counted(said: Spoken, near: dt.date | None) -> Span | None:
    """ "Q3 2027", "first half of 2027", "último trimestre de 2027"."""
    months = _MONTHS[said.unit]
    years = said.years or [_full(n) for n in said.numbers[1:] if n >= _LEAST_YEAR]
    numbers = said.numbers[: len(said.numbers) - (0 if said.years else len(years))]
    numbers = [_WHOLE // months if n == _LAST else n for n in numbers]
    if len(numbers) != 1 or not 1 <= numbers[0] <= _WHOLE // months:
        return None
    last = numbers[0] * months
    if not years and said.part == "late" and near:
        years = [_year_near(last, near)]
    if not years:
        return Span("no year")
    kind = "part" if said.part else {"quarter": "a quarter", "half": "half a year"}.get(said.unit, "part")
    return _months(years[0], last - months + 1, last, kind)


def _of_months(said: Spoken, near: dt.date | None) -> Span | None:
    """ "Mitte Januar 2027", "May 27", "mars/avril 2027", "2ª quinzena de março"."""
    first, last = said.months[0], said.months[-1]
    numbers = [n for n in said.numbers if n != _LAST]
    if len(numbers) == len(said.years) == len(said.months) == 1 and not said.unit:
        day = min(numbers[0], _end(said.years[0], first).day)
        real = day == numbers[0] and said.years[0] >= dt.MINYEAR
        return Span("day", due=dt.date(said.years[0], first, day)) if real else None
    half = numbers.pop(0) if said.unit in ("fortnight", "half") and numbers else 0
    if half > 2 or len(numbers) > 1 or (numbers and said.years):
        return None
    if said.unit == "week" and len(said.months) == 1:
        return _week_of(said, numbers, near)
    if numbers and said.before > bool(half):  # "31 June" is no June of 2031
        return None
    if numbers and _is_of_month(numbers[0], near):
        return None
    year = said.years[0] if said.years else _full(numbers[0]) if numbers else _year_near(last, near)
    if not year:
        return Span("no year")
    if half:
        ends = _end(year, last)
        first_day, last_day = (1, _HALF_MONTH) if half == 1 else (_HALF_MONTH + 1, ends.day)
        return Span("part", ends.replace(day=first_day), ends.replace(day=last_day))
    return _months(year, first, last, said.part)


def _week_of(said: Spoken, numbers: list[int], near: dt.date | None) -> Span | None:
    """ "first week of July", "última semana de mayo": by the seventh day, or the last of the month."""
    month = said.months[0]
    year = said.years[0] if said.years else _year_near(month, near)
    if len(said.numbers) != 1 or (numbers and not 1 <= numbers[0] <= _WEEKS):
        return None
    if not year:
        return Span("no year")
    end = _end(year, month)
    due = end.replace(day=min(_WEEK * numbers[0], end.day)) if numbers else end
    return Span("part", due - dt.timedelta(days=_WEEK - 1), due)


def _of_year(said: Spoken) -> Span | None:
    """ "2027", "im Jahr 2027", "year-end 27", "CY27"."""
    short = [_full(n) for n in said.numbers] if said.unit == "year" and not said.years else []
    years = said.years or short
    if len(years) != 1 or (said.numbers and not short) or said.unit not in ("", "year"):
        return None
    if not said.unit and not _CENTURIES[0] <= years[0] < _CENTURIES[1]:  # "el1001" is a mark, 4500 a number
        return None
    return _months(years[0], 1, _MONTH.get(said.part, _WHOLE), said.part)


def _months(year: int, first: int, last: int, part: str) -> Span:
    """From one month of a year to the end of another, or to a day of it that `part` names."""
    began = year - 1 if first > last else year
    due = _end(year, last)
    if part in _DAY and first == last:
        due = due.replace(day=_DAY[part])
    return Span(part if part.startswith(("a ", "half ")) else "part", _end(began, first).replace(day=1), due)


def _is_of_month(number: int, near: dt.date | None) -> bool:
    """Whether a number behind a month is its day: as a year it is far from the dates around ("Apr 12")."""
    return number < _LEAST_YEAR - 10 or (near is not None and abs(_full(number) - near.year) > _FAR)


def _full(year: int) -> int:
    return year if year > 99 else 2000 + year


def _year_near(month: int, near: dt.date | None) -> int:
    """The year that brings a month nearest to the dates around; 0 where there are none."""
    if near is None:
        return 0
    years = (near.year, near.year + 1, near.year - 1)
    return min(years, key=lambda year: abs((year - near.year) * _WHOLE + month - near.month))


def _end(year: int, month: int) -> dt.date:
    year = min(max(year, 1), 9999)
    return dt.date(year, month, calendar.monthrange(year, month)[1])


@cache
def _said(what: str) -> frozenset[str]:
    return frozenset(map(words.key, _raw()[what]))


@cache
def _ordinals() -> Mapping[str, int]:
    listed: Sequence[Sequence[str]] = _raw()["ordinals"]
    return {words.key(w): number for number, said in enumerate(listed, 1) for w in said}


def _raw() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = words.raw()["calendar"]
    return found
