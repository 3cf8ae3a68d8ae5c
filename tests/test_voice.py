"""How a story speaks: dates, numbers, money and measures as each language and country writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import LOCALES, numbers

from mutualplan_deck.story.voice import DEFAULT, NBSP, Voice, language_tag

TODAY = dt.date(2027, 1, 12)
JUNE = dt.date(2027, 6, 30)


def voice(tag: str, currency: str = "EUR") -> Voice:
    return Voice(tag, currency, TODAY)


def plain(words: str) -> str:
    return words.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("tag", "long", "day", "short", "dated", "month"),
    [
        ("en-GB", "30 June 2027", "30 June", "30 Jun", "30 Jun 2027", "Jun 2027"),
        ("en-US", "June 30, 2027", "June 30", "Jun 30", "Jun 30, 2027", "Jun 2027"),
        ("de-DE", "30. Juni 2027", "30. Juni", "30. Juni", "30. Juni 2027", "Juni 2027"),
        ("fr-FR", "30 juin 2027", "30 juin", "30 juin", "30 juin 2027", "juin 2027"),
        ("es-ES", "30 de junio de 2027", "30 de junio", "30 jun", "30 jun 2027", "jun 2027"),
    ],
)
def test_dates(tag: str, long: str, day: str, short: str, dated: str, month: str) -> None:
    v = voice(tag)
    assert plain(v.long(JUNE)) == long
    assert plain(v.day(JUNE)) == day
    assert plain(v.short(JUNE)) == short
    assert plain(v.dated(JUNE)) == dated
    assert plain(v.month(JUNE, year=True)) == month


def test_a_date_in_another_year_says_so() -> None:
    v = voice("en-GB")
    assert plain(v.day(dt.date(2028, 2, 5))) == "5 February 2028"
    assert plain(v.short(dt.date(2028, 2, 5))) == "5 Feb 2028"
    assert plain(v.short(dt.date(2026, 12, 5))) == "5 Dec"


@pytest.mark.parametrize(
    ("tag", "first"),
    [("fr-FR", "1er mars 2027"), ("fr-CA", "1er mars 2027"), ("es-ES", "1 de marzo de 2027")],
)
def test_the_first_of_a_month(tag: str, first: str) -> None:
    assert plain(voice(tag).long(dt.date(2027, 3, 1))) == first
    assert plain(voice("fr-FR").brief(dt.date(2027, 3, 11))) == "11 mars"


@pytest.mark.parametrize(
    ("tag", "currency", "billion", "million", "small", "thousand", "one", "exact"),
    [
        ("en-GB", "GBP", "£1.2bn", "£2.4m", "£0.24m", "£24k", "£950", "£2,400,000"),
        ("en-US", "USD", "$1.2B", "$2.4M", "$0.24M", "$24K", "$950", "$2,400,000"),
        ("en-GB", "CHF", "CHF 1.2bn", "CHF 2.4m", "CHF 0.24m", "CHF 24k", "CHF 950", "CHF 2,400,000"),
        ("de-DE", "EUR", "1,2 Mrd. €", "2,4 Mio. €", "0,24 Mio. €", "24 Tsd. €", "950 €", "2.400.000 €"),
        (
            "de-CH",
            "CHF",
            "CHF 1.2 Mrd.",
            "CHF 2.4 Mio.",
            "CHF 0.24 Mio.",
            "CHF 24 Tsd.",
            "CHF 950",
            "CHF 2’400’000",
        ),
        ("fr-FR", "EUR", "1,2 Md€", "2,4 M€", "0,24 M€", "24 k€", "950 €", "2 400 000 €"),
        ("es-ES", "EUR", "1,2 mil M€", "2,4 M€", "0,24 M€", "24 k€", "950 €", "2.400.000 €"),
        ("es-MX", "MXN", "$1.2 mil M", "$2.4 M", "$0.24 M", "$24 k", "$950", "$2,400,000"),
        ("en-GB", "", "1.2bn", "2.4m", "0.24m", "24k", "950", "2,400,000"),
    ],
)
def test_money(
    tag: str, currency: str, billion: str, million: str, small: str, thousand: str, one: str, exact: str
) -> None:
    v = voice(tag, currency)
    amounts = (1_200_000_000, 2_400_000, 240_000, 24_000, 950)
    assert [plain(v.money(Decimal(a))) for a in amounts] == [billion, million, small, thousand, one]
    assert plain(v.exact(Decimal(2_400_000))) == exact


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "£0"),
        ("0.4", "£0.40"),
        ("99.5", "£99.50"),
        ("-2400000", "£-2.4m"),
        ("9999", "£9,999"),
        ("10000", "£10k"),
        ("99999", "£100k"),
        ("100000", "£0.1m"),
        ("2450000", "£2.5m"),
        ("123456789", "£123m"),
    ],
)
def test_money_at_the_edges_of_its_scales(value: str, words: str) -> None:
    assert voice("en-GB", "GBP").money(Decimal(value)) == words


@pytest.mark.parametrize(
    ("tag", "currency", "units"),
    [
        ("en-GB", "GBP", ["£bn", "£m", "£k", "£"]),
        ("de-DE", "EUR", ["Mrd. €", "Mio. €", "Tsd. €", "€"]),
        ("de-CH", "EUR", ["EUR Mrd.", "EUR Mio.", "EUR Tsd.", "EUR"]),
        ("fr-FR", "EUR", ["Md€", "M€", "k€", "€"]),
        ("es-ES", "EUR", ["mil M€", "M€", "k€", "€"]),
    ],
)
def test_the_unit_of_a_column_of_money(tag: str, currency: str, units: list[str]) -> None:
    assert [voice(tag, currency).money_unit(10**e) for e in (9, 6, 3, 0)] == units


@pytest.mark.parametrize(
    ("tag", "number", "percent"),
    [
        ("en-GB", "1,234.5", "63%"),
        ("en-US", "1,234.5", "63%"),
        ("de-DE", "1.234,5", "63 %"),
        ("fr-FR", "1 234,5", "63 %"),
        ("es-ES", "1.234,5", "63 %"),
    ],
)
def test_numbers_and_shares(tag: str, number: str, percent: str) -> None:
    assert plain(voice(tag).number(Decimal("1234.50"))) == number
    assert plain(voice(tag).percent(Decimal("0.625"))) == percent


@pytest.mark.parametrize(
    ("tag", "value", "unit", "full", "head", "tail"),
    [
        ("en-GB", "12", "days", "12 days", "12 days", ""),
        ("en-GB", "1", "days", "1 day", "1 day", ""),
        ("en-GB", "1", "working days", "1 working day", "1 working day", ""),
        ("en-GB", "1", "claims", "1 claim", "1 claim", ""),
        ("en-GB", "1.5", "days", "1.5 days", "1.5 days", ""),
        ("en-GB", "1.4", "% of claims", "1.4% of claims", "1.4%", "of claims"),
        ("en-GB", "158", "£ a claim", "£158 a claim", "£158", "a claim"),
        ("en-GB", "158", "GBP a claim", "£158 a claim", "£158", "a claim"),
        ("en-GB", "7", "", "7", "7", ""),
        ("de-DE", "1", "Tage je Auftrag", "1 Tag je Auftrag", "1 Tag je Auftrag", ""),
        ("de-DE", "1.5", "Tage", "1,5 Tage", "1,5 Tage", ""),
        ("de-DE", "92", "%", "92 %", "92 %", ""),
        ("fr-FR", "1.5", "jours", "1,5 jour", "1,5 jour", ""),
        ("fr-FR", "2", "jours ouvrés", "2 jours ouvrés", "2 jours ouvrés", ""),
        (
            "fr-FR",
            "4",
            "% du chiffre d’affaires",
            "4 % du chiffre d’affaires",
            "4 %",
            "du chiffre d’affaires",
        ),
        ("es-ES", "1", "días", "1 día", "1 día", ""),
        ("es-ES", "1", "díasol", "1 díasol", "1 díasol", ""),
        ("es-ES", "4", "%", "4 %", "4 %", ""),
    ],
)
def test_measures(tag: str, value: str, unit: str, full: str, head: str, tail: str) -> None:
    currency = "GBP" if tag == "en-GB" else "EUR"
    measure = voice(tag, currency).measure(Decimal(value), unit)
    assert (plain(measure.full), plain(measure.head), measure.tail) == (full, head, tail)


@pytest.mark.parametrize(
    ("tag", "people", "words"),
    [
        ("en-GB", ["Ann", "Ben", "Cy"], "Ann, Ben and Cy"),
        ("en-US", ["Ann", "Ben", "Cy"], "Ann, Ben, and Cy"),
        ("de-DE", ["Ann", "Ben"], "Ann und Ben"),
        ("fr-FR", ["Ann", "Ben"], "Ann et Ben"),
        ("es-ES", ["María", "Inés"], "María e Inés"),
        ("es-ES", ["agua", "hielo"], "agua y hielo"),
        ("es-ES", ["Luis", "Ana"], "Luis y Ana"),
        ("en-GB", [], ""),
    ],
)
def test_lists(tag: str, people: list[str], words: str) -> None:
    assert voice(tag).list_and(people) == words


@pytest.mark.parametrize(
    ("tag", "words"), [("en-GB", "a; b"), ("de-DE", "a; b"), ("fr-FR", "a\u00a0; b"), ("es-ES", "a; b")]
)
def test_series(tag: str, words: str) -> None:
    assert voice(tag).series(["a", "b"]) == words


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en-GB", ["One decision needed", "Two decisions needed", "12 decisions needed"]),
        (
            "de-DE",
            ["Eine Entscheidung offen", "Zwei Entscheidungen offen", "12 Entscheidungen offen"],
        ),
        ("fr-FR", ["Une décision à prendre", "Deux décisions à prendre", "12 décisions à prendre"]),
        ("es-ES", ["Una decisión pendiente", "Dos decisiones pendientes", "12 decisiones pendientes"]),
    ],
)
def test_counts_are_words_to_nine_and_open_a_sentence_with_a_capital(tag: str, said: list[str]) -> None:
    assert [voice(tag).say("summary.decisions", n) for n in (1, 2, 12)] == said


@pytest.mark.parametrize("tag", ["fr-FR", "es-ES"])
def test_a_million_of_something_falls_back_to_the_other_plural(tag: str) -> None:
    assert voice(tag).locale.plural_form(10**6) == "many"
    assert plain(voice(tag).say("value.months", 10**6)).split()[-1] in ("mois", "meses")


@pytest.mark.parametrize(
    ("wanted", "tag", "known"),
    [
        ("", DEFAULT, True),
        ("en-US", "en-US", True),
        ("de", "de", True),
        ("fr_CA", "fr-CA", True),
        ("es-419", "es-419", True),
        ("ja-JP", DEFAULT, False),
        ("xx", DEFAULT, False),
        ("not a locale", DEFAULT, False),
        ("-", DEFAULT, False),
    ],
)
def test_a_language_without_a_catalogue_is_told_in_british_english(
    wanted: str, tag: str, known: bool
) -> None:
    assert language_tag(wanted) == (tag, known)
    assert Voice(tag, "EUR", TODAY).say("status.done")


@given(numbers, st.sampled_from(LOCALES), st.sampled_from(["", "EUR", "JPY"]))
def test_any_figure_can_be_said_and_never_breaks_inside(value: object, tag: str, currency: str) -> None:
    v, amount = voice(tag, currency), Decimal(str(value))
    said = [v.money(amount), v.exact(amount), v.number(amount), v.number(amount, 2), v.percent(amount)]
    said.append(v.measure(amount, "%").full)
    for words in said:
        assert any(c.isdigit() for c in words)
        assert " " not in words
        assert "E+" not in words


@given(st.dates(), st.dates(), st.sampled_from(LOCALES))
def test_any_day_can_be_said_on_any_day(day: dt.date, today: dt.date, tag: str) -> None:
    v = Voice(tag, "", today)
    said = [v.long(day), v.day(day), v.short(day), v.dated(day), v.brief(day), v.month(day, year=True)]
    assert all(words and " " not in words for words in said)
    assert str(day.year) in v.long(day)
