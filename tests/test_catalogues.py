"""Catalogues say the same things: equal keys and placeholders, plurals that every count finds, good marks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel import Locale

import mutualplan_deck.story.voice as voice
from mutualplan_deck.story.voice import LANGUAGES

FOLDER = Path(voice.__file__).with_name("catalogue")
FORMS = {"zero", "one", "two", "few", "many", "other"}
OTHERS = [language for language in LANGUAGES if language != "en"]


def read(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def entries(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Sentences and tables of plural forms by their keys; units are each language's own."""
    for key, value in table.items():
        if isinstance(value, dict) and not set(value) <= FORMS and key != "unit_one":
            yield from entries(value, f"{prefix}{key}.")
        elif key != "unit_one":
            yield f"{prefix}{key}", value


def sentences(entry: Any) -> list[str]:
    return list(entry.values()) if isinstance(entry, dict) else entry if isinstance(entry, list) else [entry]


OVERLAY = "champion."
CATALOGUES = [*LANGUAGES, *(OVERLAY + language for language in LANGUAGES)]


def said(catalogue: str) -> list[tuple[str, str]]:
    return [(key, words) for key, entry in entries(read(catalogue)) for words in sentences(entry)]


def placeholders(entry: Any) -> set[str]:
    """Fields and references to slides; how a count is written (`{n}`, `{count}`) is the language's own."""
    found: set[str] = set()
    for words in sentences(entry):
        found |= {name for _, name, _, _ in Formatter().parse(words) if name is not None}
        found |= set(re.findall(r"\{\{@\w+\}\}", words))
    return found - {"n", "count"}


def shared(language: str) -> dict[str, Any]:
    """All but the money patterns of single countries, and counts in a gender of their own."""
    own = re.compile(r"money\.\w+\.\w+-|counts_")
    return {k: v for k, v in entries(read(language)) if not own.match(k)}


def test_there_is_a_catalogue_for_each_language() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(CATALOGUES)


@pytest.mark.parametrize("language", OTHERS)
def test_overlays_say_the_same_things(language: str) -> None:
    english, theirs = shared(f"{OVERLAY}en"), shared(OVERLAY + language)
    assert theirs.keys() == english.keys()
    assert {k: _as_one(v) for k, v in theirs.items()} == {k: _as_one(v) for k, v in english.items()}


def _as_one(entry: Any) -> set[str]:
    """What a sentence names; a metric stands at its head or inside it, as the language wants."""
    return {"metric" if name == "topic" else name for name in placeholders(entry)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_overlay_names_only_what_the_sentence_under_it_is_given(language: str) -> None:
    below, above = shared(language), shared(OVERLAY + language)
    own = {key for key in above if key.startswith(("ours.", "talk."))}
    assert above.keys() - own <= below.keys()
    for key in above.keys() - own:
        more = {"topic"} if key.startswith("summary.title.") else set()
        assert placeholders(above[key]) <= placeholders(below[key]) | more, key
        assert isinstance(above[key], dict) == isinstance(below[key], dict), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_overlay_tells_of_us_and_names_the_customer_only_on_the_margin(language: str) -> None:
    named = {key for key, words in said(OVERLAY + language) if "{customer}" in words}
    assert named == {"ours.kicker"}
    kept = {key for key, words in said(language) if "{customer}" in words}
    told = {key for key, _ in said(OVERLAY + language)}
    other = re.compile(r"(review|brief)\.|chrome\.(internal|confidential)")
    assert {key for key in kept - told if not other.match(key)} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_keys_are_the_same(language: str) -> None:
    assert set(shared(language)) == set(shared("en"))


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_the_same(language: str) -> None:
    english, theirs = shared("en"), shared(language)
    assert {k: placeholders(v) for k, v in theirs.items()} == {k: placeholders(v) for k, v in english.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_count_stands_only_where_one_is_given(language: str) -> None:
    english = shared("en")
    for key, entry in shared(language).items():
        counted = isinstance(english[key], dict)
        assert isinstance(entry, dict) == counted, key
        found = {n for words in sentences(entry) for _, n, _, _ in Formatter().parse(words) if n}
        given = {n for words in sentences(english[key]) for _, n, _, _ in Formatter().parse(words) if n}
        allowed = {"n", "count"} if counted else given
        assert found & {"n", "count"} <= allowed, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_count_finds_its_plural(language: str) -> None:
    known = {Locale(language).plural_form(n) for n in (*range(101), 10**6)}
    for key, entry in shared(language).items():
        if isinstance(entry, dict):
            assert "other" in entry, key
            assert set(entry) <= known, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_to_nine_have_words(language: str) -> None:
    words = read(language)["counts"]
    assert len(words) == len(set(words)) == 10
    assert all(word.islower() and word.isalpha() for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_names_its_amount_and_its_currency(language: str) -> None:
    for scale in read(language)["money"].values():
        assert "pattern" in scale
        assert all({"amount", "symbol"} == placeholders(pattern) for pattern in scale.values())


@pytest.mark.parametrize("language", CATALOGUES)
def test_titles_end_without_a_full_stop_and_no_plan_is_a_close_plan(language: str) -> None:
    for key, words in said(language):
        assert "close plan" not in words.casefold(), key
        assert not re.search(r"\.title\.", key) or not words.endswith("."), key


@pytest.mark.parametrize("language", CATALOGUES)
def test_nobody_is_addressed_and_no_straight_quotes_are_used(language: str) -> None:
    address = {
        "en": r"\bplease\b",
        "de": r"\b(Sie|Ihr\w*|Ihnen|bitte)\b",
        "fr": r"\b(vous|votre|vos|merci)\b",
        "es": r"\b(usted\w*|tú|tu|por favor)\b",
        "pt": r"\b(você\w*|senhor\w*|tu|teu|vosso|por favor)\b",
    }[language[-2:]]
    for key, words in said(language):
        assert not re.search(address, words), key
        assert not re.search(r"[\"']", words), key


QUOTES = {"en": ("“", "”"), "de": ("„", "“"), "fr": ("«", "»"), "es": ("«", "»"), "pt": ("“", "”")}


@pytest.mark.parametrize("language", CATALOGUES)
def test_quotes_are_the_language_s_own_and_come_in_pairs(language: str) -> None:
    left, right = QUOTES[language[-2:]]
    every = "“”„«»"
    for key, words in said(language):
        assert set(words) & set(every) <= {left, right}, key
        assert words.count(left) == words.count(right), key


def test_french_marks_stand_apart_by_a_blank_that_does_not_break() -> None:
    for key, words in (*said("fr"), *said(f"{OVERLAY}fr")):
        plain = re.sub(r"\{\{?@?\w*\}?\}", "x", words)
        assert not re.search(r"(?<!\u00a0)[:;?!%»]", plain), key
        assert not re.search(r"«(?!\u00a0)", plain), key


def test_french_does_not_elide_before_a_name() -> None:
    """`de`, `que` or `si` before a name would need an apostrophe when it begins with a vowel."""
    for key, words in (*said("fr"), *said(f"{OVERLAY}fr")):
        assert not re.search(r"\b(de|que|si|ne|le|la|jusque)\s\{(customer|vendor|owner|name)\}", words), key


def test_spanish_does_not_say_y_before_a_name() -> None:
    """`y` becomes `e` before a name that begins with I."""
    for key, words in (*said("es"), *said(f"{OVERLAY}es")):
        assert not re.search(r"\by\s\{(customer|vendor|owner|name)\}", words), key


def test_spanish_questions_open_and_close() -> None:
    for key, words in (*said("es"), *said(f"{OVERLAY}es")):
        if key != "summary.source_first":
            assert words.count("¿") == words.count("?"), key


def test_portuguese_counts_what_is_feminine_in_the_feminine() -> None:
    words_of = read("pt")
    assert len(words_of["counts_feminine"]) == len(words_of["counts"])
    feminine = r"(decisões|mudanças|pessoas|linhas|fases|semanas)"
    for key, words in (*said("pt"), *said(f"{OVERLAY}pt")):
        assert not re.search(rf"\{{count\}} {feminine}", words), key
        assert not re.search(r"\{count:f\} (passos|problemas|dias|pontos)", words), key
