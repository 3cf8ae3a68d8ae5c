"""Numbers, money and dates as people type them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from mutualplan_deck.readers.dates import day, order_of
from mutualplan_deck.readers.numbers import amount, currency_of, decimal_of
from mutualplan_deck.readers.values import Habits, split_ids

_LOCALES = ["en_GB", "en_US", "de_DE", "fr_FR", "es_ES"]
_DATES = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
_AMOUNTS = st.decimals(0, 10**9, places=2).map(lambda d: d.quantize(Decimal("0.01")))


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("2.9", "2.9", ""),
        ("81,5 %", "81.5", ""),
        ("1.250.000 €", "1250000", "EUR"),
        ("£1.2m", "1200000", "GBP"),
        ("0,38 Mio. €", "380000", "EUR"),
        ("T€ 215", "215000", "EUR"),
        ("AUD 3.9m", "3900000", "AUD"),
        ("$450k p.a.", "450000", "USD"),
        ("1'250'000 CHF", "1250000", "CHF"),
        ("1 250 000,50 EUR", "1250000.50", "EUR"),
        ("−50", "-50", ""),
        ("12,345,678", "12345678", ""),
        ("1,234.5", "1234.5", ""),
        ("1e6", "1E+6", ""),
        ("0.125", "0.125", ""),
    ],
)
def test_amounts(text: str, value: str, currency: str) -> None:
    found = amount(text)
    assert found is not None
    assert (found.value, found.currency, found.other) == (Decimal(value), currency, None)


@pytest.mark.parametrize(
    "text", ["", "soon", "1.2.3", "12/13", "1,2,3", "12 to 14", "9" * 60, "1e99999", "--5"]
)
def test_what_is_no_number(text: str) -> None:
    assert amount(text) is None


def test_one_mark_before_three_digits_has_two_readings_unless_the_language_is_known() -> None:
    unsure = amount("1.250")
    assert unsure is not None
    assert (unsure.value, unsure.other) == (Decimal("1.250"), Decimal(1250))
    german, english = amount("1.250", ","), amount("1,250", ".")
    assert german is not None
    assert english is not None
    assert (german.value, german.other, english.value, english.other) == (1250, None, 1250, None)


def test_a_column_settles_its_decimal_mark() -> None:
    assert decimal_of(["1.250", "£1.2m"]) == "."
    assert decimal_of(["1.250", "3,5", "1.250.000"]) == ","
    assert decimal_of(["1.250"]) == ""
    assert decimal_of(["1.5", "1,5"]) == ""


@pytest.mark.parametrize("locale", _LOCALES)
@given(value=_AMOUNTS)
def test_numbers_written_for_a_locale_are_read_with_it(locale: str, value: Decimal) -> None:
    habits = Habits.of(locale.replace("_", "-"))
    plain = amount(format_decimal(value, "#,##0.00", locale=locale), habits.decimal)
    money = amount(format_currency(value, "EUR", locale=locale), habits.decimal)
    assert plain is not None
    assert money is not None
    assert (plain.value, money.value, money.currency) == (value, value, "EUR")


@pytest.mark.parametrize("locale", _LOCALES)
@pytest.mark.parametrize("length", ["medium", "long", "full"])
@given(date=_DATES)
def test_dates_written_for_a_locale_are_read_with_it(locale: str, length: str, date: dt.date) -> None:
    found = day(format_date(date, length, locale=locale), Habits.of(locale.replace("_", "-")).day_first)
    assert found is not None
    assert (found.date, found.other) == (date, None)


@given(date=_DATES)
def test_a_date_with_two_readings_gives_both(date: dt.date) -> None:
    found = day(f"{date.day}/{date.month}/{date.year}")
    assert found is not None
    assert date in (found.date, found.other)
    assert (found.other is None) == (date.day > 12 or date.day == date.month)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2027",
        "2027-02-30",
        "31.04.2027",
        "Q4",
        "T-30",
        "ASAP",
        "May",
        "13/13/2027",
        "1 2 2027",
        "w/c 28 Sept",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert day(text) is None


def test_a_column_settles_the_order_of_day_and_month() -> None:
    assert order_of(["03/04/2027", "25/04/2027"]) is True
    assert order_of(["03/04/2027", "04/25/2027"]) is False
    assert order_of(["03/04/2027"]) is None
    assert order_of(["25/04/2027", "04/25/2027"]) is None


def test_currencies_and_lists_of_ids() -> None:
    assert [currency_of(t) for t in ("EUR, netto", "AUD (ex GST)", "£", "xx")] == ["EUR", "AUD", "GBP", ""]
    assert split_ids("G-1, G-2; G-3") == ("G-1", "G-2", "G-3")
    assert split_ids('["a, b", "c"]') == ("a, b", "c")
