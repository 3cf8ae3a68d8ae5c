"""How cells are shown, as far as it says what they are: days, durations, crossed out, number formats.

A day is a number of days since 30 December 1899, or since 1904 (ECMA-376, 18.17.4.1); the number 60 stands
for a 29 February 1900 that never was, so that numbers below count from a day later.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import IntEnum
from typing import Any

from msgspec import Struct

from mutualplan_deck.readers.xlsx.texts import MAIN, is_on
from mutualplan_deck.regex import regex

EPOCH, EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)
_LEAP = 60
_DAY = 86_400_000  # milliseconds
_ASIDE = regex(r'"[^"]*"|\\.|_.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_DATED = regex(r"[dmhys]", re.IGNORECASE)
_LASTING = regex(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
# Formats without a code of their own (ECMA-376, 18.8.30). Those with a currency show the reader's own, and
# say nothing about the amount.
_DAYS = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
_DURATION = 46
_CODES = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 39: "#,##0.00", 40: "#,##0.00"}


class Sort(IntEnum):
    """What a number is by its format."""

    NUMBER = 0
    DAY = 1
    DURATION = 2


class Style(Struct, frozen=True):
    """What a cell's style says of its value; `code` is the format of a number, "" for none."""

    sort: Sort = Sort.NUMBER
    struck: bool = False
    code: str = ""


PLAIN = Style()


def styles_of(root: Any) -> tuple[Style, ...]:
    """The styles that cells name by number, out of the part of styles."""
    own = {
        _number(f, "numFmtId"): f.get("formatCode", "") for f in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    }
    struck = [is_on(font.find(f"{MAIN}strike")) for font in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    return tuple(_style(xf, own, struck) for xf in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"))


def _style(xf: Any, own: dict[int, str], struck: list[bool]) -> Style:
    font, number = _number(xf, "fontId"), _number(xf, "numFmtId")
    crossed = font < len(struck) and struck[font]
    if number in own:
        return Style(sort_of(own[number]), crossed, own[number])
    sort = Sort.DAY if number in _DAYS else Sort.DURATION if number == _DURATION else Sort.NUMBER
    return Style(sort, crossed, _CODES.get(number, ""))


def _number(element: Any, name: str) -> int:
    text = element.get(name, "")
    return int(text) if text.isdecimal() else 0


def sort_of(code: str) -> Sort:
    """What the format of positive numbers makes of one."""
    first = code.partition(";")[0]
    if _LASTING.search(first):
        return Sort.DURATION
    return Sort.DAY if _DATED.search(_ASIDE.sub("", first)) else Sort.NUMBER


def moment(serial: float, sort: Sort, epoch: dt.datetime) -> dt.datetime | dt.time | dt.timedelta:
    """The day, time of day or duration that a number stands for, to the millisecond.

    OverflowError or ValueError: none of the calendar.
    """
    if sort is Sort.DURATION:
        return dt.timedelta(milliseconds=round(serial * _DAY))
    day, part = divmod(serial, 1)
    within = dt.timedelta(milliseconds=round(part * _DAY))
    if day == 0 and within.days == 0:
        return (dt.datetime.min + within).time()
    late = epoch == EPOCH and 0 < serial < _LEAP
    return epoch + dt.timedelta(days=int(day) + late) + within
