"""Currencies by their names: "Canadian dollars", "pesos mexicanos", "francs suisses"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from mutualplan_deck.readers import words

# Languages of the names: those a sheet may be in, with the countries that name moneys differently.
_LANGUAGES = ("en", "de", "fr", "es", "pt", "pt_PT", "it", "nl")


def named(text: str) -> tuple[str, str]:
    """The code of a currency that a text names in full, and the text without the name; ("", text) for none.

    Names are those of Unicode's CLDR, in one and in many ("Canadian dollar", "Canadian dollars"). Nothing of
    it is loaded for a text without a word for money, as most are.
    """
    low = text.casefold()
    if not _nouns().search(low):
        return "", text
    found = _pattern().search(low)
    if not found:
        return "", text
    return _names()[found[0]], f"{text[: found.start()]} {text[found.end() :]}"


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, words.raw()['money_nouns']))})(?!\w)")


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


@cache
def _names() -> Mapping[str, str]:
    """Codes of moneys in use, by their names of two words or more; a word alone may be anybody's."""
    from babel import Locale  # Babel's names are wanted by few sheets
    from babel.numbers import get_currency_name, list_currencies

    names: dict[str, str] = dict(_said())
    for language in _LANGUAGES:
        locale = Locale.parse(language)
        for code in list_currencies(locale):
            for count in (None, 1, 2):
                name = get_currency_name(code, count, locale).casefold()
                if " " in name and "(" not in name and _nouns().search(name):
                    names.setdefault(name, code)
    return names


def _said() -> Mapping[str, str]:
    """Names people use that the standard does not have: "NZ dollars", "pounds sterling"."""
    return {name: code for code, said in words.raw()["money_names"].items() for name in said}


def is_code(text: str) -> bool:
    """Whether a text is a currency's code of three letters; "CFO" is none."""
    return text in _names().values()
