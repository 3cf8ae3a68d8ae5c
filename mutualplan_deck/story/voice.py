"""How a story speaks: sentences from a catalogue; dates, numbers and money as the locale writes them.

Formats come from Babel (CLDR); sentences from `catalogue/<language>.toml`, where a plural is a table of
CLDR categories. Blanks inside dates, money and between a figure and its unit do not break.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import tomli
from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent, get_currency_precision, get_currency_symbol

from mutualplan_deck.regex import regex

NBSP = "\u00a0"
LANGUAGES = ("en", "de", "fr", "es", "pt")
DEFAULT = "en-GB"
_CATALOGUES = Path(__file__).parent / "catalogue"


@lru_cache
def _catalogue(language: str, overlay: str = "") -> Mapping[str, Any]:
    """A language's sentences, and over them those that `<overlay>.<language>.toml` says otherwise."""
    if overlay:
        return _laid_over(_catalogue(language), _read(f"{overlay}.{language}"))
    return _read(language)


def _read(name: str) -> Mapping[str, Any]:
    return tomli.loads((_CATALOGUES / f"{name}.toml").read_text(encoding="utf-8"))


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> Mapping[str, Any]:
    """Tables are joined key by key; a sentence, or all of its plural forms, takes the other's place."""
    joined = dict(below)
    for key, entry in above.items():
        old = below.get(key)
        tables = isinstance(old, Mapping) and isinstance(entry, Mapping) and "other" not in entry
        joined[key] = _laid_over(old, entry) if tables and old is not None else entry
    return joined


def language_tag(wanted: str) -> tuple[str, bool]:
    """The BCP 47 tag the deck is told in, and whether it is the one wanted.

    A language without a catalogue falls back to British English.
    """
    try:
        locale = Locale.parse(wanted or DEFAULT, sep="-" if "-" in (wanted or DEFAULT) else "_")
    except (UnknownLocaleError, ValueError):
        return DEFAULT, False
    if locale.language not in LANGUAGES:
        return DEFAULT, False
    return wanted.replace("_", "-") if wanted else DEFAULT, True


class Count(str):
    """A count in words; `{count:f}` in a sentence is that of things that the language has as feminine."""

    feminine: str
    __slots__ = ("feminine",)

    def __new__(cls, words: str, feminine: str = "") -> Count:
        """`feminine`: the same where it is another word (`duas`)."""
        made = super().__new__(cls, words)
        made.feminine = feminine or words
        return made

    def __format__(self, form: str) -> str:
        return self.feminine if form == "f" else str(self)


class Voice:
    """One language and country, on one day. Scales: money is said in the unit of the plan's own size.

    `overlay` names a catalogue that is asked first (`champion`: "we" in place of the customer's name).
    """

    def __init__(self, tag: str, currency: str, today: dt.date, overlay: str = "") -> None:
        self.tag, self.currency, self.today, self.overlay = tag, currency, today, overlay
        self.locale = Locale.parse(tag, sep="-")
        self._words = _catalogue(self.locale.language, overlay)

    def say(self, key: str, n: int | None = None, /, **values: object) -> str:
        """The sentence of a key (`value.title.full`), its plural chosen by `n`; `{count}` is n in words."""
        entry: Any = self._words
        for part in key.split("."):
            entry = entry[part]
        if isinstance(entry, Mapping):
            form = self.locale.plural_form(n if n is not None else 0)
            entry = entry.get(form, entry["other"])
            values = {"n": n, "count": self.count(n or 0), **values}
        words = str(entry).format_map(values)
        return words[:1].upper() + words[1:] if str(entry).startswith("{count") else words

    def knows(self, key: str) -> bool:
        """Whether the catalogue has this key."""
        entry: Any = self._words
        for part in key.split("."):
            if not isinstance(entry, Mapping) or part not in entry:
                return False
            entry = entry[part]
        return True

    def count(self, n: int) -> Count:
        """A count of things: one to nine in words, digits from ten (SPEC §5.1)."""
        words: Sequence[str] = self._words["counts"]
        if not 0 <= n < len(words):
            return Count(self.number(Decimal(n)))
        return Count(words[n], self._words.get("counts_feminine", words)[n])

    def list_and(self, items: Sequence[str]) -> str:
        """`a, b and c`."""
        words = format_list(list(items), locale=self.locale)
        # CLDR's patterns do not know that Spanish says `e` before an i (María e Inés).
        return _E_BEFORE_I.sub(" e ", words) if self.locale.language == "es" else words

    def series(self, items: Iterable[str]) -> str:
        """`a; b; c`: phrases that may hold commas of their own."""
        return str(self._words["word"]["shown_as"]).format(a="", b="").join(items)

    # Dates

    def long(self, day: dt.date) -> str:
        """`30 June 2027`."""
        return self._dated(day, format_date(day, "long", locale=self.locale))

    def day(self, day: dt.date) -> str:
        """`30 June`, with the year only when it is not this one."""
        if day.year != self.today.year:
            return self.long(day)
        return self._in(day, "MMMMd")

    def short(self, day: dt.date) -> str:
        """`5 Feb`, with the year when half a year or more lies between it and today in another year."""
        far = day.year != self.today.year and abs((day - self.today).days) > 183
        return self._in(day, "yMMMd" if far else "MMMd")

    def dated(self, day: dt.date) -> str:
        """`30 Jun 2027`: short, and always with its year."""
        return self._in(day, "yMMMd")

    def brief(self, day: dt.date) -> str:
        """`5 Feb`, for a table beside a time axis."""
        return self._in(day, "MMMd")

    def month(self, day: dt.date, *, year: bool) -> str:
        """`Dec` or `Dec 2026`."""
        return _tight(_skeleton(day, "yMMM" if year else "MMM", self.tag))

    def _in(self, day: dt.date, skeleton: str) -> str:
        return self._dated(day, _skeleton(day, skeleton, self.tag))

    def _dated(self, day: dt.date, words: str) -> str:
        # CLDR's patterns do not know the French first of a month (1er juin).
        first = day.day == 1 and self.locale.language == "fr" and words.startswith("1 ")
        return _tight(f"1er{words[1:]}" if first else words)

    # Numbers and money

    def number(self, value: Decimal, places: int | None = None) -> str:
        """A number as the locale writes it, rounded half up to `places` decimals if given."""
        rounded = _plain(value) if places is None else _rounded(value, places)
        decimals = "############" if places is None else "0" * places
        pattern = f"#,##0.{decimals}" if decimals else "#,##0"
        return _decimal(rounded, pattern, self.tag)

    def percent(self, share: Decimal) -> str:
        """A share (0 to 1) as whole per cent."""
        with localcontext(_roomy(share)):
            return _tight(format_percent(_rounded(share, 2), locale=self.locale, format=None))

    @cached_property
    def symbol(self) -> str:
        """The currency's sign, or its code where the locale has none."""
        return get_currency_symbol(self.currency, locale=self.locale) if self.currency else ""

    def _scaled(self, amount: str, unit: str) -> str:
        """Amount, scale and currency in the locale's order (`£2.4m`, `2,4 Mio. €`)."""
        pattern: str = self._words["money"][unit][
            self.tag if self.tag in self._words["money"][unit] else "pattern"
        ]
        words = pattern.format(symbol=self.symbol, amount=amount).strip()
        # A code needs a blank before the figure, a sign does not (`CHF 2.4m`, `£2.4m`).
        if self.symbol[-1:].isalpha() and words.startswith(self.symbol):
            words = self.symbol + NBSP + words[len(self.symbol) :].strip()
        return _tight(words)

    def money(self, value: Decimal) -> str:
        """Money for reading: two figures or so, in the scale of its own size (`£2.4m`, `£240k`)."""
        size = abs(value)
        unit, divisor = next(u for u in _SCALES if size >= u[2] or not u[2])[:2]
        return self._scaled(self._figures(value / divisor, unit), unit)

    def _figures(self, value: Decimal, unit: str) -> str:
        if unit == "one":
            return self.number(value, 0 if value == value.to_integral_value() or abs(value) >= 100 else 2)
        if unit == "thousand" or abs(value) >= 100:
            return self.number(value, 0)
        if abs(value) >= 1:
            return self.number(value, 1)
        return self.number(_plain(_rounded(value, 2)))

    def money_at(self, value: Decimal, scale: int, places: int) -> str:
        """Money at a given scale and precision (`£1.44m` beside a table in £m)."""
        unit = next(u for u, divisor, _ in _SCALES if divisor == scale)
        return self._scaled(self.number(value / scale, places), unit)

    def money_unit(self, scale: int) -> str:
        """The unit of a column of money (`£m`, `Mio. €`)."""
        unit = next(u for u, divisor, _ in _SCALES if divisor == scale)
        return " ".join(self._scaled("", unit).split()) or self.currency

    def exact(self, value: Decimal) -> str:
        """Money to the last unit (`£2,400,000`)."""
        places = 0 if value == value.to_integral_value() else get_currency_precision(self.currency or "EUR")
        return self._scaled(self.number(value, places), "one")

    def unit(self, value: Decimal, unit: str) -> str:
        """A unit as it stands after a figure: `day` after 1, and in French after 1.5 too."""
        if self.locale.plural_form(_plain(value)) != "one":
            return unit
        known: Mapping[str, str] = self._words["unit_one"]
        longest = max((u for u in known if _begins(unit, u)), key=len, default="")
        if longest:
            return known[longest] + unit[len(longest) :]
        # In English most units lose their s (`1 claim`); elsewhere only the units that are listed change.
        regular = self.locale.language == "en" and unit.endswith("s") and " " not in unit
        return unit[:-1] if regular else unit

    def measure(self, value: Decimal, unit: str) -> Measure:
        """A figure with its unit, ready to be set large."""
        return Measure.of(self, value, unit)


class Measure:
    """A measured figure: `bare` without its unit, `head` with what belongs to it, `tail` the rest."""

    def __init__(self, bare: str, head: str, tail: str) -> None:
        self.bare, self.head, self.tail = bare, head, tail

    @property
    def full(self) -> str:
        """The figure with all of its unit."""
        return f"{self.head}{'' if self.tail.startswith('/') else ' '}{self.tail}".strip()

    @classmethod
    def of(cls, voice: Voice, value: Decimal, unit: str) -> Measure:
        """`12 days`; `1.4%` and the rest of its unit; `£158` and `a claim`; `€31.40` and `/pallet`."""
        figure, unit = voice.number(value), " ".join(unit.split())
        end = next((at for at, c in enumerate(unit) if c in " /"), len(unit))
        first, rest = unit[:end], unit[end:].strip()
        if not unit:
            return cls(figure, figure, "")
        if first == "%":
            head = voice.say("percent", figure=figure)
            return cls(figure, head, rest)
        if first and first in (voice.currency, voice.symbol):
            one_place = _plain(value).as_tuple().exponent == -1  # £31.40 is never £31.4
            said = voice._scaled(voice.number(value, 2) if one_place else figure, "one")
            money = voice.money(value) if abs(value) >= _LARGE else said
            return cls(money, money, rest)
        return cls(figure, f"{figure}{NBSP}{voice.unit(value, unit)}", "")


_LARGE = 100_000  # money that is measured and has no more to say than its first digits


# Scale's name, its divisor, and from which amount it is used.
_SCALES: tuple[tuple[str, int, int], ...] = (
    ("billion", 10**9, 10**9),
    ("million", 10**6, 10**5),
    ("thousand", 10**3, 10**4),
    ("one", 1, 0),
)


_E_BEFORE_I = regex(r" y (?=h?i(?![aeou]))", re.IGNORECASE)


def _begins(unit: str, known: str) -> bool:
    """`days per claim` begins with `days`, `daystar` does not."""
    return unit == known or unit.startswith(f"{known} ")


def _roomy(value: Decimal) -> Context:
    """Digits enough to round this figure: the standard 28 refuse the longest."""
    return Context(prec=max(28, value.adjusted() + 16))


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_roomy(value))


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros, and without an exponent."""
    return _rounded(value, 0) if value == value.to_integral_value() else value.normalize()


def _tight(words: str) -> str:
    return words.replace(" ", NBSP).replace("\u202f", NBSP)


# Plans name the same few days and figures over and over; formatting them is slow.
@lru_cache(maxsize=4096)
def _skeleton(day: dt.date, skeleton: str, tag: str) -> str:
    return format_skeleton(skeleton, day, locale=Locale.parse(tag, sep="-"))


@lru_cache(maxsize=4096)
def _decimal(value: Decimal, pattern: str, tag: str) -> str:
    with localcontext(_roomy(value)):
        return _tight(format_decimal(value, locale=Locale.parse(tag, sep="-"), format=pattern))
