"""Dates that are not quite days: weeks, quarters, "mid January", "T-30", ranges, a day without a year.

Every reading says in words what it made of the text, so that nobody takes it for what was written.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from mutualplan_deck.readers import words
from mutualplan_deck.readers.dates import Day, day

_TAIL = re.compile(r"\s*(?:[(\[=;]|,\s*\d{1,2}[:h ]|\d{1,2}:\d\d).*\Z", re.DOTALL)
_RANGE = re.compile(
    r"\s+[-–—]\s+|\s*[–—]\s*|(?<=\d\.)-(?=\d)|\s+(?:to|until|bis|au|al|até|hasta|a|→|->)\s+|\s*→\s*"
)
_WEEK_NUMBER = re.compile(
    r"(?P<word>[a-z. ]{1,12}?)\s?(?P<week>\d{1,2})(?:\s*[/, ]\s*(?P<year>\d{4}|\d{2}))?\Z"
)
_QUARTER = re.compile(
    r"(?:(?:q|t|quarter|quartal|trimestre|trim)\s*(?P<q>[1-4])|(?P<q2>[1-4])\s*(?:q|quarter|quartal|trimestre|trim))"
    r"\s*(?:de|of)?\s*(?P<year>\d{4}|\d{2})?\Z"
)
_HALF = re.compile(r"(?:h|hj|halbjahr|semestre|s)\s?(?P<h>[12])\s*(?:de|of)?\s*(?P<year>\d{4})\Z")
_OFFSET = re.compile(
    r"t\s?(?P<sign>[-+−])\s?(?P<days>\d{1,3})\s?(?P<unit>[dw]|days?|weeks?|tage?|wochen?)?\Z"
)
_TWO = re.compile(r"\S*\d\S*\s+\S*\d\S*")
_PARTS = {"early": 5, "mid": 15, "late": 31, "half1": 15, "half2": 31}
_FRIDAY = 4
_FAR = 5  # years


class Context(Struct, frozen=True):
    """What the file says around a date: order of d and m, a day nearby, and the day T."""

    day_first: bool | None = None
    near: dt.date | None = None
    anchor: dt.date | None = None


class Loose(Struct, frozen=True):
    """A reading of a text that is no plain day. `date` None: it is a time, but no day can be named."""

    date: dt.date | None
    why: str
    start: dt.date | None = None
    other: dt.date | None = None
    exact: bool = False


def loose(text: str, context: Context) -> Loose | None:
    """The reading of `text`, or None if it names no time at all."""
    if not any(c.isalnum() for c in text) or len(text) > 200:
        return None
    tidy = " ".join(text.split())
    return next((found for read in _READERS if (found := read(tidy, context))), None)


def _with_tail(text: str, context: Context) -> Loose | None:
    """A day and a remark behind it: "30/09/2027 = first quarter", "Di., 1. Dezember 2026, 14 Uhr"."""
    head = _TAIL.sub("", text).strip(" ,")
    if not head or head == text:
        return None
    found = day(head, context.day_first)
    if found:
        return Loose(found.date, "", other=found.other, exact=True)
    return loose(head, context)


def _range(text: str, context: Context) -> Loose | None:
    bare = re.sub(r"^(?:from|von|vom|du|del|de|desde)\s+", "", text, flags=re.IGNORECASE)
    parts = _RANGE.split(bare)
    if len(parts) != 2:
        return None
    last = day(parts[1], context.day_first)
    first = day(parts[0], context.day_first) or (last and _borrowed(parts[0], parts[1], last, context))
    if first is None or last is None or first.date > last.date:
        return None
    return Loose(last.date, "", start=first.date, other=last.other, exact=True)


def _borrowed(text: str, behind: str, last: Day, context: Context) -> Day | None:
    """The first day of "11 - 19 Feb 2027", "1 Feb - 19 Feb 2027" or "15.2. – 12.3.2027"."""
    month, bare = last.date.month, text.strip().rstrip("./-")
    mark = next((c for c in behind if c in "./-"), " ")
    endings = [f"{mark}{{}}", f"{mark}{month}{mark}{{}}", " {}", f" {calendar.month_abbr[month]} {{}}"]
    for year in (last.date.year, last.date.year - 1):
        found = (day(bare + ending.format(year), context.day_first) for ending in endings)
        if first := next((f for f in found if f and f.date <= last.date), None):
            return first
    return None


def _old_and_new(text: str, context: Context) -> Loose | None:
    """Two days in one cell: the second was written later."""
    if not _TWO.fullmatch(text):
        return None
    days = [day(part, context.day_first) for part in text.split()]
    if len(days) != 2 or days[0] is None or days[1] is None:
        return None
    why = f"two dates stand in one cell; the second counts, not {days[0].date}"
    return Loose(days[1].date, why, other=days[0].date)


def _week_of(text: str, context: Context) -> Loose | None:
    """ "w/c 28 Sept", "semana del 15 de marzo de 2027": to be done by the Friday of that week."""
    plain = text.casefold()
    mark = next((w for w in _said("week_of") if plain.startswith(w) and len(plain) > len(w)), "")
    if not mark:
        return None
    rest = text[len(mark) :].strip(" .:,")
    found = day(rest, context.day_first)
    date = found.date if found else _without_year(rest, context, monday=True)
    return _week(date - dt.timedelta(days=date.weekday()), text) if date else None


def _week_number(text: str, context: Context) -> Loose | None:
    match = _WEEK_NUMBER.match(re.sub(r"[-()\s]+", " ", text.casefold()).strip())
    if not match or match["word"].strip(" .") not in _said("week_number"):
        return None
    year = _year(match["year"]) if match["year"] else (context.near.year if context.near else 0)
    try:
        return _week(dt.date.fromisocalendar(year, int(match["week"]), 1), text)
    except ValueError:
        return None


def _week(monday: dt.date, text: str) -> Loose:
    friday = monday + dt.timedelta(days=_FRIDAY)
    return Loose(friday, f"{text} is a week, {monday} to {friday}; read as its Friday", other=monday)


def _quarter(text: str, context: Context) -> Loose | None:
    plain = re.sub("[./º°ª]", " ", text.casefold())
    ends = next((w for w in _said("late") if plain.startswith(f"{w} ")), "")
    match = _QUARTER.match(plain[len(ends) :].strip())
    if not match:
        return None
    number = int(match["q"] or match["q2"])
    year = _year(match["year"]) if match["year"] else ends and _year_near(number * 3, context)
    if not year:
        return Loose(None, f"{text} has no year; shown as to confirm")
    last = _last(int(year), number * 3)
    if ends:
        return Loose(last, f"{text} is no exact day; read as {last}")
    return Loose(
        last, f"{text} is a quarter; read as its last day", other=last.replace(month=last.month - 2, day=1)
    )


def _half(text: str, _: Context) -> Loose | None:
    match = _HALF.match(text.casefold())
    return (
        Loose(_last(int(match["year"]), int(match["h"]) * 6), f"{text} is half a year; read as its last day")
        if match
        else None
    )


def _offset(text: str, context: Context) -> Loose | None:
    """ "T-30": calendar days before the day called T."""
    match = _OFFSET.match(text.casefold())
    if not match:
        return None
    if context.anchor is None:
        return Loose(None, f"{text}: nothing says which day T is; shown as to confirm")
    days = int(match["days"]) * (7 if (match["unit"] or "").startswith("w") else 1)
    date = context.anchor + dt.timedelta(days=days if match["sign"] == "+" else -days)
    return Loose(date, f"{text} counted from {context.anchor} is {date:%A}, {date}", exact=date.weekday() < 5)


def _month(text: str, context: Context) -> Loose | None:
    """ "Mitte Januar 2027", "end Sept 2027", "May 2027"."""
    plain = text.casefold().replace("’", "'")
    part = next(((p, w) for p in _PARTS for w in _said(p) if plain.startswith(w)), ("", ""))
    rest = [w for w in re.findall(r"\d+|[^\W\d_]+", plain[len(part[1]) :]) if w not in _said("passed_over")]
    if part[0] == "late" and len(rest) == 1 and re.fullmatch(r"20\d\d", rest[0]):
        last = _last(int(rest[0]), 12)
        return Loose(last, f"{text} is no exact day; read as {last}")
    if not 1 <= len(rest) <= 2 or words.key(rest[0]) not in words.months():
        return None
    month = words.months()[words.key(rest[0])]
    year = _year(rest[1]) if len(rest) == 2 and rest[1].isdecimal() else _year_near(month, context)
    if len(rest) == 2 and (not rest[1].isdecimal() or _is_of_month(rest[1], context)):
        return None
    if not year:
        return Loose(None, f"{text} has no year; shown as to confirm")
    last = _last(year, month)
    date = last.replace(day=min(_PARTS.get(part[0], 31), last.day))
    return Loose(date, f"{text} is no exact day; read as {date}")


def _is_of_month(number: str, context: Context) -> bool:
    """Whether a number behind a month is its day: as a year it is far from the dates around ("Apr 12")."""
    far = context.near is not None and abs(_year(number) - context.near.year) > _FAR
    return len(number) < 4 and (len(number) == 1 or far)


def _yearless(text: str, context: Context) -> Loose | None:
    date = _without_year(text, context)
    return Loose(date, f"{text} has no year; read as {date}") if date else None


def _without_year(text: str, context: Context, *, monday: bool = False) -> dt.date | None:
    """The year that brings the day nearest to its neighbours, or that makes it a Monday."""
    if context.near is None or re.search(r"\d{4}", text):
        return None
    found = (
        day(f"{text.rstrip('.')}{mark}{y}", context.day_first)
        for y in _years(context.near)
        for mark in (" ", "/", ".")
    )
    dates = [d.date for d in found if d]
    sure = [d for d in dates if monday and d.weekday() == 0] or dates
    return min(sure, key=lambda d: abs((d - context.near).days), default=None)  # type: ignore[operator]


def _years(near: dt.date) -> Iterator[int]:
    yield from (near.year, near.year + 1, near.year - 1)


def _year_near(month: int, context: Context) -> int:
    if context.near is None:
        return 0
    near = context.near
    return min(_years(near), key=lambda y: abs((y - near.year) * 12 + month - near.month))


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _last(year: int, month: int) -> dt.date:
    year = min(max(year, 1), 9999)
    return dt.date(year, month, calendar.monthrange(year, month)[1])


@cache
def _said(what: str) -> tuple[str, ...]:
    """Words of `[dates]` in synonyms.toml, longest first."""
    return tuple(sorted(words.raw()["dates"][what], key=len, reverse=True))


_READERS = (
    _range,
    _old_and_new,
    _week_of,
    _week_number,
    _quarter,
    _half,
    _offset,
    _month,
    _with_tail,
    _yearless,
)
