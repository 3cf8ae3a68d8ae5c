"""Words the method looks for, by topic and language, kept as data in `words/*.toml`.

A word matches whole and in any case; hyphens and spaces are the same to it; `*` at either end lets it go
on there (`sign*`, `*prüfung`). Words under `<topic>_own` count only in plans of that language, because
elsewhere they mean something else (Spanish `firma` signs, a German `Firma` is a company).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources

import tomli
from msgspec import Struct

from mutualplan_deck.regex import regex

LANGUAGES = ("en", "de", "fr", "es", "pt")
_WORD = regex(r"\w+")


class Topic(Struct, frozen=True):
    """A topic's words, ready to be looked for in a text that has one space around each word.

    Whole words are looked up by their first one, so that most texts cost one glance; `loose` ones, which
    may begin or go on inside a word, are looked for one by one.
    """

    whole: Mapping[str, tuple[str, ...]]
    loose: tuple[str, ...]

    def within(self, text: str) -> Iterator[str]:
        """The topic's words that stand in a text."""
        words, spaced = _spaced(text)
        if not self.whole.keys().isdisjoint(words):
            near = (word for first in words for word in self.whole.get(first, ()))
            yield from (word for word in near if word in spaced)
        yield from (word for word in self.loose if word in spaced)


def found(topic: str, text: str, locale: str = "") -> str:
    """The topic's first word that stands in a text, in any language; empty if none does."""
    return next(_topic(topic, locale[:2]).within(text), "").strip()


def speaks_of(topic: str, text: str, locale: str = "") -> bool:
    """Whether a text holds one of a topic's words."""
    return any(_topic(topic, locale[:2]).within(text))


def topics_in(topics: tuple[str, ...], text: str, locale: str = "") -> tuple[str, ...]:
    """Those of several topics that a text speaks of; most texts speak of none and cost one glance."""
    all_words = _topics(topics, locale[:2])
    return tuple(t for t in topics if speaks_of(t, text, locale)) if any(all_words.within(text)) else ()


def begins_with(topic: str, text: str, locale: str = "") -> bool:
    """Whether a text begins with one of a topic's words."""
    spaced = _spaced(text)[1]
    return any(spaced.startswith(word) for word in _topic(topic, locale[:2]).within(text))


def is_word(topic: str, text: str, locale: str = "") -> bool:
    """Whether a text is one of a topic's words and nothing else."""
    spaced = _spaced(text)[1]
    return any(spaced == word for word in _topic(topic, locale[:2]).within(text))


def without(topic: str, text: str, locale: str = "") -> str:
    """A text's words, in lower case and evenly spaced, less the topic's."""
    spaced = _spaced(text)[1]
    for word in _topic(topic, locale[:2]).within(text):
        spaced = spaced.replace(word, " ")
    return spaced


def words_of(text: str) -> tuple[str, ...]:
    """A text's words in lower case, without what stands between them."""
    return _spaced(text)[0]


@lru_cache(maxsize=32768)
def _spaced(text: str) -> tuple[tuple[str, ...], str]:
    """A text's words, and the same as a text with one space around each."""
    words = tuple(_WORD.findall(text.casefold()))
    return words, f" {' '.join(words)} "


@cache
def _topic(name: str, language: str) -> Topic:
    whole: dict[str, tuple[str, ...]] = {}
    loose: list[str] = []
    for word in dict.fromkeys(_words(name, language.lower())):
        core = _spaced(word)[1]
        if word.startswith("*") or word.endswith("*"):
            core = core.lstrip() if word.startswith("*") else core
            loose.append(core.rstrip() if word.endswith("*") else core)
        else:
            first = core.split()[0]
            whole[first] = (*whole.get(first, ()), core)
    return Topic(whole, tuple(loose))


@cache
def _topics(names: tuple[str, ...], language: str) -> Topic:
    """Several topics as one."""
    each = [_topic(name, language) for name in names]
    whole: dict[str, tuple[str, ...]] = {}
    for topic in each:
        for first, words in topic.whole.items():
            whole[first] = (*whole.get(first, ()), *words)
    return Topic(whole, tuple(word for topic in each for word in topic.loose))


def _words(topic: str, language: str) -> Iterator[str]:
    for code in LANGUAGES:
        table = _table(code)
        yield from table.get(topic, ())
        if code == language:
            yield from table.get(f"{topic}_own", ())


@cache
def _table(language: str) -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath("words", f"{language}.toml").read_text("utf-8")
    return tomli.loads(text)
