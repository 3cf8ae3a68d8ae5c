"""A raw value of a file becomes a value of the format, or nothing and the reason why."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from mutualplan_deck.plan.model import YEARS, Status
from mutualplan_deck.readers import dates, figures, loose_dates, numbers, statuses, words
from mutualplan_deck.readers.fields import Field, Sort
from mutualplan_deck.regex import regex

MAX_TEXT = 10_000
_FAR_YEARS = 20

# How project programs write a link and its lag: 3FS+1 day, in Portuguese 3TI+1 dia.
_LINK = regex(r"^(\d+(?:\.\d+)*)[A-Z]{2}(\s*[+-]\s*\d.*)?$")
COMMAS = {"de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "nb", "fi", "cs"}
_MONTH_FIRST = {"en-US", "en-us", "en_US"}
_ARROWS = ("→", "->", "⇒", "➔")
_BETWEEN_REFS = regex(r"\s*[,;\n&|]\s*|\s+(?:and|und|et|y|e|en|\+)\s+|\s*/\s*")
_BEFORE = regex(
    r"^(?:after|nach|erst nach|après|después de|tras|depois de|após|dopo|na)\s+(?=\S*\d)", re.IGNORECASE
)
_ASIDE = regex(r"(?<=\d)\s*\([^()]*\)$")  # "17 (signature)"
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Read(Struct, frozen=True):
    """A value as understood; `doubt` is what to tell about it. `lost`: nothing could be made of it.

    `beside` are other fields of the same item that the text fills: the start of a range of days. `readings`
    are what an ambiguous text may mean, the one that is taken first; `close` is what `said` nearly says.
    """

    value: Any = None
    doubt: str = ""
    advice: str = ""
    lost: bool = False
    currency: str = ""
    beside: Mapping[str, Any] = field(default_factory=dict)
    readings: tuple[str, ...] = ()
    said: str = ""
    close: str = ""


class Habits(Struct, frozen=True):
    """How this file writes: decimal mark, and whether days come before months (None: not known).

    `near` is a day around which dates without a year lie, `anchor` the day called T; both only where the
    file is somebody else's. `statuses` are the file's own words and signs for a status. `between` are the
    days of the lines above and below: of two readings of a day, one may be out of their order.
    """

    decimal: str = ""
    day_first: bool | None = None
    near: dt.date | None = None
    anchor: dt.date | None = None
    mark: str = "t"
    statuses: Mapping[str, str] = field(default_factory=dict)
    between: tuple[dt.date, dt.date] | None = None

    def in_order(self, days: Sequence[dt.date]) -> list[dt.date]:
        """Those of the days that lie between the lines above and below; all where that says nothing."""
        low, high = self.between or (dt.date.min, dt.date.max)
        return [d for d in days if low <= d <= high] or list(days)

    @classmethod
    def of(cls, locale: str) -> Habits:
        """The habits of a locale; of none, nothing is known."""
        if not locale:
            return cls()
        comma = locale[:2].casefold() in COMMAS
        return cls("," if comma else ".", locale not in _MONTH_FIRST)


def convert(known: Field, raw: Any, habits: Habits) -> Read:
    """`raw` (JSON or cell value, not None) as a value of a field."""
    return _CONVERTERS[known.sort](raw, known, habits)


def shown(raw: Any) -> str:
    """A raw value as a message quotes it."""
    text = " ".join(str(raw).split())
    return text if len(text) <= 60 else text[:57] + "…"


_PICTURES = regex("^(?:[\u2190-\u2bff\U0001f300-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*\\s*)+")


def without_pictures(text: str) -> str:
    """A text without the emoji before it; one of nothing else stays. Flags say something, and stay."""
    return _PICTURES.sub("", text) or text


def lost(raw: Any, what: str, advice: str) -> Read:
    """Nothing could be made of `raw`, which should have been `what`."""
    return Read(None, f"{shown(raw)} is no {what}; shown as to confirm", advice, lost=True)


def text_of(raw: Any) -> str | None:
    """Any single value as text; None for lists and objects."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat() if raw.time() == dt.time() else raw.isoformat(" ", "minutes")
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else repr(raw)
    return str(raw) if isinstance(raw, int | Decimal | dt.date | dt.time) else None


def _text(raw: Any, _field: Field, _habits: Habits) -> Read:
    text = text_of(raw)
    if text is None:
        return lost(raw, "text", "Write it as text")
    if len(text) > MAX_TEXT:
        return Read(
            text[:MAX_TEXT].strip(), f"{len(text):,} characters; cut to {MAX_TEXT:,}", "Shorten the text"
        )
    return Read(text)


def _number(raw: Any, _field: Field, habits: Habits) -> Read:
    exact = _exact(raw)
    if exact is not None:
        return Read(exact) if numbers.in_range(exact) else lost(raw, "number", "Write it in digits")
    if not isinstance(raw, str):
        return lost(raw, "number", "Write the number in digits")
    if words.is_blank_word(raw):
        return _not_yet(raw, "a figure")
    return _typed_number(raw, habits)


def _not_yet(raw: str, what: str) -> Read:
    """Nothing, which is told where the text promises more."""
    if not words.is_to_follow(raw):
        return Read(None, lost=True)
    return Read(
        None, f"{shown(raw)} is not {what} yet; shown as to confirm", "Ask who can name it", lost=True
    )


def _exact(raw: Any) -> Decimal | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | Decimal):
        return Decimal(raw)
    return Decimal(repr(raw)) if isinstance(raw, float) else None


def _whole(value: Decimal) -> bool:
    return numbers.in_range(value) and value == value.to_integral_value()


def _typed_number(raw: str, habits: Habits) -> Read:
    found = numbers.amount(raw, habits.decimal)
    if found is None and (pair := figures.spread(raw, habits.decimal)):
        doubt = f"{shown(raw)} is a range; read as its lower end, {pair.first:f}"
        beside = {"low": pair.first, "high": pair.last}
        advice, either = "Write the figure both sides stand by", (f"{pair.first:f}", f"{pair.last:f}")
        return Read(pair.first, doubt, advice, False, pair.currency, beside, either)
    if found is None or len(found.rest.split()) > 3:
        return lost(raw, "number", "Write the number in digits, for instance 1250000 or 2.9")
    if found.other is not None:
        doubt = f"{shown(raw)} may be {found.value:f} or {found.other:f}; read as {found.value:f}"
        either = (f"{found.value:f}", f"{found.other:f}")
        advice = "Write it as a number without separators"
        return Read(found.value, doubt, advice, currency=found.currency, readings=either)
    if found.rest:
        doubt = f"{shown(raw)} read as {found.value:f}"
        return Read(found.value, doubt, "Keep units in the Unit column", currency=found.currency)
    return Read(found.value, currency=found.currency)


def _date(raw: Any, field: Field, habits: Habits) -> Read:
    """A day in the years that people plan in; a slip of the keyboard lies outside them."""
    found = _any_date(raw, habits, starts=field.name == "start")
    days = (found.value, found.beside.get("start"))
    if all(day is None or day.year in YEARS for day in days):
        return found
    return lost(raw, "day a plan reaches", f"Write a year from {YEARS[0]} to {YEARS[-1]}")


def _any_date(raw: Any, habits: Habits, *, starts: bool) -> Read:
    if isinstance(raw, dt.datetime):
        return Read(raw.date())
    if isinstance(raw, dt.date):
        return Read(raw)
    if isinstance(raw, str):
        return _typed_date(raw, habits, starts=starts)
    exact = _exact(raw)
    day = dates.serial(int(exact)) if exact is not None and _whole(exact) else None
    if day is None:
        return lost(raw, "date", "Write it like 2027-09-30")
    return Read(day, f"{raw} read as the serial number of {day}", "Format the cell as a date")


def _typed_date(raw: str, habits: Habits, *, starts: bool) -> Read:
    if words.is_blank_word(raw):
        return _not_yet(raw, "a day")
    found = dates.day(raw, habits.day_first)
    if found is None:
        return _loose_date(raw, habits, starts=starts)
    return _asked(found.date, found.other, raw, habits)


def _asked(date: dt.date, other: dt.date | None, raw: str, habits: Habits) -> Read:
    """A plain day, or one of two it may be, or one that no plan reaches."""
    if habits.near and abs(date.year - habits.near.year) > _FAR_YEARS:
        return lost(raw, "day a plan reaches", f"Write the year that is meant, perhaps {habits.near.year}")
    said = dates.weekday_of(raw)
    if said is not None and said != date.weekday():
        doubt = f"{date} is a {date:%A}, but {shown(raw)} says another day; read as {date}"
        return Read(date, doubt, "Correct the day or the date")
    if other:
        either = sorted((date, other), key=lambda d: d not in habits.in_order((date, other)))
        doubt = f"{shown(raw)} may be {date} or {other}; read as {either[0]}"
        return Read(either[0], doubt, "Write it like 2027-09-30", readings=(str(either[0]), str(either[1])))
    return Read(date)


def _in_order(raw: str, context: loose_dates.Context, habits: Habits) -> loose_dates.Loose | None:
    """A loose day, in the order of day and month that puts it between the lines above and below."""
    found = loose_dates.loose(raw, context)
    if context.day_first is not None or habits.between is None or found is None or found.date is None:
        return found
    both = [found, *(loose_dates.loose(raw, replace(context, day_first=first)) for first in (True, False))]
    fits = habits.in_order([one.date for one in both if one and one.date])
    return next(one for one in both if one and one.date in fits)


def _loose_date(raw: str, habits: Habits, *, starts: bool) -> Read:
    """A week, a quarter, "T-30": only in files of other people, whose years are known to be near a day.

    A week is begun on its Monday and ended on its Friday.
    """
    context = loose_dates.Context(habits.day_first, habits.near, habits.anchor, habits.mark)
    found = _in_order(raw, context, habits) if habits.near else None
    if found is None:
        return lost(raw, "date", "Write a day that exists, for instance 2027-09-30")
    if starts and found.begins:
        doubt = f"{shown(raw)} is a week; read as its Monday, {found.begins}"
        return Read(found.begins, doubt, "Write a day, for instance 2027-09-30")
    beside = {"start": found.start} if found.start else {}
    if found.date is None:
        return Read(None, found.why, "Write a day, for instance 2027-09-30", lost=True)
    if found.start and any(arrow in raw for arrow in _ARROWS):
        doubt = f"{shown(raw)} is two days; read as moved from {found.start} to {found.date}"
        return Read(found.date, doubt, "Write the day that counts, and a start beside it")
    if found.exact:
        read = _asked(found.date, found.other, raw, habits)
        return replace(read, beside=beside)
    either = (str(found.date), str(found.other)) if found.other else ()
    return Read(found.date, found.why, "Write a day, for instance 2027-09-30", beside=beside, readings=either)


def _flag(raw: Any, _field: Field, _habits: Habits) -> Read:
    if isinstance(raw, bool):
        return Read(raw)
    text = text_of(raw) or ""
    plain = text.strip().casefold()
    said = plain if plain in ("yes", "no") else words.choice("flag", text)
    return Read(said == "yes") if said else lost(raw, "yes or no", "Write yes or no")


def _count(raw: Any, field: Field, habits: Habits) -> Read:
    found = _number(raw, field, habits)
    value = found.value
    if value is None:
        return found
    if not (_whole(value) and 0 <= value <= 2000):
        return lost(raw, "number of working days", "Write whole working days, 0 to 2000")
    return Read(int(value), found.doubt, found.advice)


def _choice(raw: Any, field: Field, habits: Habits) -> Read:
    assert field.choices is not None
    if field.choices is Status:
        return _status(raw, habits)
    text = text_of(raw) or ""
    plain = text.strip().casefold().replace(" ", "_")
    if plain in field.choices.__members__.values():
        return Read(field.choices(plain))
    said = words.choice(field.name, text)
    return Read(field.choices(said)) if said else _no_choice(raw, field.name, field.choices)


def _no_choice(raw: Any, name: str, choices: type[StrEnum]) -> Read:
    listed = ", ".join(c.value.replace("_", " ") for c in choices)
    return lost(raw, name.replace("_", " "), f"Choose one of: {listed}")


def _status(raw: Any, habits: Habits) -> Read:
    """What is not understood, or may be two things, is to be confirmed."""
    read = statuses.standing(raw, habits.statuses) if not isinstance(raw, dt.date | list | dict) else None
    if read is None:
        text = text_of(raw) or ""
        close = statuses.close_to(text)
        why = _no_choice(raw, "status", Status)
        doubt = f"{shown(raw)} may be {close.replace('_', ' ')}; shown as to confirm" if close else why.doubt
        return replace(why, value=Status.TO_CONFIRM, doubt=doubt, said=text, close=close)
    return Read(read.status, read.doubt, read.advice, lost=not read.known, readings=read.readings)


def _refs(raw: Any, _field: Field, _habits: Habits) -> Read:
    if isinstance(raw, list | tuple):
        texts = [text_of(r) for r in raw]
        if all(t is not None for t in texts):
            return Read(tuple(t.strip() for t in texts if t and t.strip()))
        return lost(raw, "list of ids", "Write the ids as text")
    text = text_of(raw)
    if text is None:
        return lost(raw, "list of ids", "Write ids with commas between")
    if text.isalpha() and words.is_blank_word(text):  # "none"
        return Read(())
    waits = any(link[2] for part in _BETWEEN_REFS.split(text.strip()) if (link := _LINK.match(part)))
    if not waits:
        return Read(split_ids(text))
    return Read(
        split_ids(text), f"{text} holds a wait, which a plan has no place for; left out", "Move the start"
    )


def split_ids(text: str) -> tuple[str, ...]:
    """The ids in a cell: with commas or semicolons between, or a JSON list of texts."""
    if text.isalnum():  # one id alone, as most are
        return (_LINK.sub(r"\1", text),)
    if text.startswith("["):
        try:
            listed = json.loads(text)
        except ValueError:
            listed = None
        if isinstance(listed, list) and all(isinstance(t, str) for t in listed):
            return tuple(listed)
    return tuple(
        _LINK.sub(r"\1", _ASIDE.sub("", _BEFORE.sub("", p))) for p in _BETWEEN_REFS.split(text.strip()) if p
    )


def _dates(raw: Any, field: Field, habits: Habits) -> Read:
    several = raw if isinstance(raw, list | tuple) else [raw]
    reads = [_date(r, field, habits) for r in several if r is not None]
    doubts = "; ".join(r.doubt for r in reads if r.doubt)
    return Read(
        tuple(r.value for r in reads if r.value), doubts, "Write dates like 2027-09-30" if doubts else ""
    )


def _weekdays(raw: Any, _field: Field, _habits: Habits) -> Read:
    if isinstance(raw, list | tuple) and all(isinstance(d, int) and 0 <= d <= 6 for d in raw):
        return Read(tuple(raw))
    if not isinstance(raw, str):
        return lost(raw, "list of weekdays", "Write them like Mon, Tue, Wed, Thu, Fri")
    found = [
        _DAY_NAMES.index(p[:3]) if p[:3] in _DAY_NAMES else -1 for p in re.findall(r"\w+", raw.casefold())
    ]
    if re.fullmatch(r"\s*\w+\s*[-–]\s*\w+\s*", raw) and -1 not in found:
        first, last = found
        return Read(tuple((first + i) % 7 for i in range((last - first) % 7 + 1)))
    if raw.strip().casefold() == "none":
        return Read(())
    return (
        lost(raw, "list of weekdays", "Write them like Mon, Tue, Wed") if -1 in found else Read(tuple(found))
    )


def _confirmed(raw: Any, _field: Field, habits: Habits) -> Read:
    """Who and when from one value: a date, a name, or yes and no."""
    if isinstance(raw, str) and dates.day(raw, habits.day_first) is None:
        return _confirmed_by(raw)
    if isinstance(raw, bool):
        return Read({"by": "", "on": None} if raw else None)
    found = _date(raw, _field, habits)
    return Read({"by": "", "on": found.value} if found.value else None, found.doubt, found.advice, found.lost)


def _confirmed_by(raw: str) -> Read:
    said = words.choice("flag", raw)
    if said or words.is_blank_word(raw):
        return Read({"by": "", "on": None} if said == "yes" else None)
    return Read({"by": raw, "on": None})


def _as_is(raw: Any, _field: Field, _habits: Habits) -> Read:
    return Read(raw)


_CONVERTERS: dict[Sort, Callable[[Any, Field, Habits], Read]] = {
    Sort.TEXT: _text,
    Sort.NUMBER: _number,
    Sort.DATE: _date,
    Sort.FLAG: _flag,
    Sort.COUNT: _count,
    Sort.CHOICE: _choice,
    Sort.REFS: _refs,
    Sort.DATES: _dates,
    Sort.WEEKDAYS: _weekdays,
    Sort.CONFIRMED: _confirmed,
    Sort.PART: _as_is,
    Sort.LIST: _as_is,
    Sort.OTHER: _as_is,
}
