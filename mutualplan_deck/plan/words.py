"""Words the method looks for, by topic and language, kept as data in `words/*.toml`.

A word matches whole and in any case; hyphens and spaces are the same to it; `*` at either end lets it go
on there (`sign*`, `*prüfung`). Words under `<topic>_own` count only in plans of that language, because
elsewhere they mean something else (Spanish `firma` signs, a German `Firma` is a company).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

LANGUAGES = ("en", "de", "fr", "es", "pt")
_WORD = re.compile(r"\w+")


def found(topic: str, text: str, locale: str = "") -> str:
    """The topic's first word that stands in a text, in any language; empty if none does."""
    spaced = _spaced(text)
    return next((word.strip() for word in _fragments(topic, _language(locale)) if word in spaced), "")


def speaks_of(topic: str, text: str, locale: str = "") -> bool:
    """Whether a text holds one of a topic's words."""
    spaced = _spaced(text)
    return any(word in spaced for word in _fragments(topic, _language(locale)))


def begins_with(topic: str, text: str, locale: str = "") -> bool:
    """Whether a text begins with one of a topic's words."""
    return _spaced(text).startswith(_fragments(topic, _language(locale)))


def is_word(topic: str, text: str, locale: str = "") -> bool:
    """Whether a text is one of a topic's words and nothing else."""
    return _spaced(text) in _fragments(topic, _language(locale))


def without(topic: str, text: str, locale: str = "") -> str:
    """A text, its words spaced evenly and without case, less the topic's words."""
    spaced = _spaced(text)
    for word in _fragments(topic, _language(locale)):
        spaced = spaced.replace(word, " ")
    return spaced


def words_of(text: str) -> tuple[str, ...]:
    """A text's words in lower case, without what stands between them."""
    return tuple(_WORD.findall(text.casefold()))


@lru_cache(maxsize=32768)
def _spaced(text: str) -> str:
    """A text as its words, one space around each."""
    return f" {' '.join(words_of(text))} "


@cache
def _fragments(topic: str, language: str) -> tuple[str, ...]:
    """What to look for in a spaced text: a word with its spaces, or without where it may go on."""
    return tuple(dict.fromkeys(_fragment(word) for word in _words(topic, language)))


def _fragment(word: str) -> str:
    core = _spaced(word)
    core = core.lstrip() if word.startswith("*") else core
    return core.rstrip() if word.endswith("*") else core


def _words(topic: str, language: str) -> Iterator[str]:
    for code in LANGUAGES:
        table = _table(code)
        yield from table.get(topic, ())
        if code == language:
            yield from table.get(f"{topic}_own", ())


@cache
def _table(language: str) -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath("words", f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _language(locale: str) -> str:
    return locale[:2].lower()
