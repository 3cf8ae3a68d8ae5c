"""Texts and times of another tool's JSON: markup taken off, times turned into days."""

from __future__ import annotations

import datetime as dt
import html
from typing import Any

from msgspec import Struct

from mutualplan_deck.regex import regex

_TAG = regex(r"</?[a-zA-Z][^<>]*>")
_ENTITY = regex(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_MILLISECONDS = 100_000_000_000
_SECONDS = (946_684_800, 4_102_444_800)  # 2000 to 2099
_TIME = regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def plain(value: Any) -> Any:
    """A text without HTML tags and entities; any other value as it is."""
    if not isinstance(value, str):
        return value
    marked = bool(_TAG.search(value))
    if not marked and not _ENTITY.search(value):
        return value
    return " ".join(html.unescape(_TAG.sub(" ", value) if marked else value).split())


class Moment(Struct, frozen=True):
    """The day a time falls on in the plan's time zone; `moved` if another than the one written."""

    day: dt.date
    moved: bool


def moment(value: Any, zone: dt.tzinfo | None) -> Moment | None:
    """The day of a time with offset, in UTC, or in (milli)seconds since 1970; None of any other value."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(float(value), zone)
    if not isinstance(value, str) or not _TIME.match(value):
        return None
    try:
        time = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    if time.tzinfo is None or zone is None:
        return Moment(time.date(), False)
    day = time.astimezone(zone).date()
    return Moment(day, day != time.date())


def _since_1970(count: float, zone: dt.tzinfo | None) -> Moment | None:
    """Seconds or milliseconds, of the years people plan in."""
    seconds = count / 1000 if count > _MILLISECONDS else count
    if not _SECONDS[0] <= seconds <= _SECONDS[1]:
        return None
    time = dt.datetime.fromtimestamp(seconds, dt.UTC)
    return Moment(time.astimezone(zone or dt.UTC).date(), False)


def zone_of(name: Any) -> dt.tzinfo | None:
    """The time zone of that name, or None if it is not known."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name) if isinstance(name, str) and name else None
    except (OSError, ValueError, KeyError):
        return None
