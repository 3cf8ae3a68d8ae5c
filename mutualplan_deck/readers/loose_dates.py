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
from msgspec.structs import replace

from mutualplan_deck.readers import words
from mutualplan_deck.readers.dates import Day, day
from mutualplan_deck.readers.spans import span
from mutualplan_deck.regex import regex

_MOVED = regex(
    r"^.*\d.*\b(?:now|jetzt|neu|maintenant|désormais|ahora|agora|nun)\b:?\s+(.*\d.*)$",
    re.DOTALL | re.IGNORECASE,
)
_TAIL = regex(
    r"\s*(?:[(\[=;]|(?-i:,\s+[^\W\d_A-ZÀ-Þ]{3})|,?\s+(?:at|um|à|às|a las)\s+\d|,\s*\d{1,2}[:h ]"
    r"|\s\d{1,2}\s?(?:h\b|:\d\d|h\d\d|uhr\b|[ap]m\b)).*\Z",
    re.DOTALL | re.IGNORECASE,
)
_RANGE = regex(
    r"\s+[-–—]\s+|\s*[–—]\s*|(?<=\d\.)-(?=\d)|(?<=\d)-(?=\d{1,2}(?:\s[^\W\d_]|,\s\d{4}|/\d\d?/))|(?<=/\d)-(?=\d{1,2}/)|(?<=/\d\d)-(?=\d{1,2}/)"
    r"|\s+(?:to|thru|through|until|till|bis|au|al|até|hasta|a|→|->)\s+|\s*→\s*"
    r"|\s*[+&]\s*|\s+(?:and|und|et|y|e|en|ed)\s+"  # on two days: from the first to the last
)
_WEEKS = regex(
    r"(?:(?P<first>20\d\d)\W{0,2})?"
    r"(?:(?P<word>[^\W\d_][^\W\d_. ]{0,15}(?: [^\W\d_]+)?)[. ]{0,2}(?P<week>\d{1,2})"
    r"(?:\s?[-–]\s?(?P<last>\d{1,2})(?!\d))?|(?P<week2>\d{1,2})\.\s?(?P<word2>[^\W\d_]+))"
    r"(?:\s*(?:[/,(–-]|de|of|von)?\s*(?P<year>\d{4}|\d{2})\)?)?\Z",
    re.IGNORECASE,
)
_BEHIND = regex(r"^(\S[^()]*?)\s*\(([^()]+)\)\Z")
_BETWEEN = regex(
    r"(?:between|zwischen(?: dem)?|entre(?: el| le| o)?)\s+(\S.*?)\s+"
    r"(?:and|und(?: dem)?|et(?: le)?|y(?: el)?|e(?: o)?)\s+(.+)\Z",
    re.IGNORECASE,
)
_OFFSET = regex(
    r"(?P<mark>[a-z]{1,3})\s?(?P<sign>[-+−])\s?(?P<days>\d{1,3})\s?"
    r"(?P<unit>[dwjts]|days?|weeks?|wks?|tage?|wochen?|wo|jours?|sem|semaines?|d[ií]as?|semanas?)?\Z"
)
_END_OF = regex(r"(?:ende|end of|fin de la|fin|fim da|final de la)\s+(?=\D{0,12}\d)", re.IGNORECASE)
_TWO = regex(r"\S*\d\S*\s+\S*\d\S*")
_FRIDAY = 4


class Context(Struct, frozen=True):
    """What the file says around a date: order of d and m, a day nearby, and the day T, or as it is called."""

    day_first: bool | None = None
    near: dt.date | None = None
    anchor: dt.date | None = None
    mark: str = "t"


class Loose(Struct, frozen=True):
    """A reading of a text that is no plain day. `date` None: it is a time, but no day can be named.

    `begins` is the first day of a week: what begins in it begins then.
    """

    date: dt.date | None
    why: str
    start: dt.date | None = None
    other: dt.date | None = None
    exact: bool = False
    begins: dt.date | None = None


def loose(text: str, context: Context) -> Loose | None:
    """The reading of `text`, or None if it names no time at all."""
    if not any(c.isalnum() for c in text) or len(text) > 200:
        return None
    tidy = " ".join(text.split())
    if match := _MOVED.match(tidy):
        return _moved(tidy, match[1].strip(" ,;:"), context)
    return next((found for read in _READERS if (found := read(tidy, context))), None)


def _moved(text: str, now: str, context: Context) -> Loose | None:
    """ "was 5 March, now 12/3/27": the day that holds now."""
    found = day(now, context.day_first)
    if found:
        return Loose(found.date, f"{text}: read as {found.date}", other=found.other)
    return loose(now, context) if not _MOVED.match(now) else None


def _with_tail(text: str, context: Context) -> Loose | None:
    """A day and a remark behind it: "30/09/2027 = first quarter", "Di., 1. Dezember 2026, 14 Uhr"."""
    head = _TAIL.sub("", text).strip(" ,")
    if not head or head == text:
        return None
    found = day(head, context.day_first)
    if found:
        return Loose(found.date, "", other=found.other, exact=True)
    return loose(head, context)


def _in_brackets(text: str, context: Context) -> Loose | None:
    """What a day is said to be, with the day in brackets behind it: "before Easter (19/03/27)"."""
    match = _BEHIND.match(text)
    found = day(match[2], context.day_first) if match and not any(map(str.isdigit, match[1])) else None
    why = f"{text} names a day in brackets; read as {found.date}" if found else ""
    return Loose(found.date, why, other=found.other) if found else None


def _range(text: str, context: Context) -> Loose | None:
    bare = re.sub(r"^(?:from|von|vom|du|del|de|desde)\s+", "", text, flags=re.IGNORECASE)
    parts = _RANGE.split(bare)
    if len(parts) != 2:
        return None
    last = day(parts[1], context.day_first)
    if last is None and (nearest := _without_year(parts[1], context)):
        first = _borrowed(parts[0], parts[1], Day(nearest), context)
        why = f"{text} has no year; read as {nearest}"
        return Loose(nearest, why, start=first.date) if first else None
    first = day(parts[0], context.day_first) or (last and _borrowed(parts[0], parts[1], last, context))
    if first is None or last is None:
        return None
    starts = [d for d in (first.date, first.other) if d and d <= last.date]
    if not starts:
        return None
    return Loose(last.date, "", start=max(starts), other=last.other, exact=True)


def _borrowed(text: str, behind: str, last: Day, context: Context) -> Day | None:
    """The first day of "11 - 19 Feb 2027", "1 Feb - 19 Feb 2027" or "15.2. – 12.3.2027"."""
    month, bare = last.date.month, text.strip().rstrip("./-")
    mark = next((c for c in behind if c in "./-"), " ")
    endings = [f"{mark}{{}}", f"{mark}{month}{mark}{{}}", " {}", f" {calendar.month_abbr[month]} {{}}"]
    for year in (last.date.year, last.date.year - 1):
        found = (day(bare + ending.format(year), context.day_first) for ending in endings)
        read = [d for f in found if f for d in (f.date, f.other) if d and d <= last.date]
        if read:  # of "12/1 - 12/14", December is nearer than January
            return Day(max(read))
    return None


def _between(text: str, context: Context) -> Loose | None:
    """ "entre el 8 y el 12/03/2027", "between 12 and 19 March 2027"."""
    match = _BETWEEN.match(text)
    return _range(f"{match[1]} – {match[2]}", context) if match else None


def _led(text: str, context: Context) -> Loose | None:
    """A day behind a word that says what it is: a latest day, a rough one, a first one, the end of a week."""
    plain = text.casefold()
    for what in ("leads", "about", "after", "week_ending"):
        mark = next((w for w in _said(what) if plain.startswith(w) and _ends(plain, w)), "")
        rest = text[len(mark) :].strip(" .:,") if mark else ""
        if not rest:
            continue
        whole = day(rest, context.day_first)
        found = Loose(whole.date, "", other=whole.other, exact=True) if whole else loose(rest, context)
        if found is None or found.date is None or what == "leads":
            return found
        said = {"about": "is no exact day", "after": "is the earliest day"}.get(what, "")
        return replace(found, why=f"{text} {said}; read as {found.date}", exact=False) if said else found
    return None


def _ends(text: str, mark: str) -> bool:
    """Whether a mark at the head of a text ends there, and not in the middle of a word."""
    return not (mark[-1].isalnum() and text[len(mark) : len(mark) + 1].isalpha())


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
    if not found and (both := _range(rest, context)):
        return both
    date = found.date if found else _without_year(rest, context, monday=True)
    return _week(date - dt.timedelta(days=date.weekday()), text) if date else None


def _week_number(text: str, context: Context) -> Loose | None:
    """ "KW 11/2027", "2027-W11", "10. KW 2027", "KW 10-12/2027", "Ende KW 15": by the last one's Friday."""
    if not (match := _WEEKS.match(_END_OF.sub("", text))):
        return None
    said = match.groupdict()
    if (said["word"] or said["word2"]).casefold().strip(" .") not in _said("week_number"):
        return None
    written = said["year"] or said["first"]
    year = _year(written) if written else (context.near.year if context.near else 0)
    try:
        monday = dt.date.fromisocalendar(year, int(said["last"] or said["week"] or said["week2"]), 1)
        first = dt.date.fromisocalendar(year, int(said["week"]), 1) if said["last"] else None
        return replace(_week(monday, text), start=first)
    except ValueError:
        return None


def _week(monday: dt.date, text: str) -> Loose:
    friday = monday + dt.timedelta(days=_FRIDAY)
    return Loose(
        friday, f"{text} is a week, {monday} to {friday}; read as its Friday", other=monday, begins=monday
    )


def _span(text: str, context: Context) -> Loose | None:
    """A month, a quarter, a half or the like: by its last day."""
    found = span(text, context.near)
    if found is None:
        return None
    if found.due is None:
        return Loose(None, f"{text} has no year; shown as to confirm")
    if found.kind == "day":
        return Loose(found.due, "", exact=True)
    if found.kind == "part":
        return Loose(found.due, f"{text} is no exact day; read as {found.due}")
    return Loose(found.due, f"{text} is {found.kind}; read as its last day", other=found.first)


def _offset(text: str, context: Context) -> Loose | None:
    """ "T-30": calendar days before the day called T."""
    match = _OFFSET.match(text.casefold())
    if not match or match["mark"] not in ("t", context.mark):
        return None
    if context.anchor is None:
        return Loose(None, f"{text}: nothing says which day T is; shown as to confirm")
    days = int(match["days"]) * (7 if (match["unit"] or "").startswith(("w", "s")) else 1)
    date = context.anchor + dt.timedelta(days=days if match["sign"] == "+" else -days)
    return Loose(date, f"{text} counted from {context.anchor} is {date:%A}, {date}", exact=date.weekday() < 5)


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
        for mark in (" ", "/", ".", "-")
    )
    dates = [d.date for d in found if d]
    sure = [d for d in dates if monday and d.weekday() == 0] or dates
    return min(sure, key=lambda d: abs((d - context.near).days), default=None)  # type: ignore[operator]


def _years(near: dt.date) -> Iterator[int]:
    yield from (near.year, near.year + 1, near.year - 1)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


@cache
def _said(what: str) -> tuple[str, ...]:
    """Words of `[dates]` in synonyms.toml, longest first."""
    return tuple(sorted(words.raw()["dates"][what], key=len, reverse=True))


_READERS = (
    _between,
    _range,
    _old_and_new,
    _week_of,
    _week_number,
    _offset,
    _span,
    _led,
    _with_tail,
    _in_brackets,
    _yearless,
)
