"""Words the method looks for, by topic and language, kept as data in `words/*.toml`.

A word matches whole, in any case and with or without accents in its own place only; `*` at either end
lets it go on there (`sign*`, `*prüfung`). A word under `own` counts only in plans of that language,
because elsewhere it means something else (Spanish `firma` signs, a German `Firma` is a company).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

LANGUAGES = ("en", "de", "fr", "es", "pt")


@lru_cache(maxsize=256)
def pattern(topic: str, locale: str = "") -> re.Pattern[str]:
    """What finds a topic's words in a text, in any language; never matches if there are none."""
    words = sorted(set(_words(topic, locale.replace("_", "-").partition("-")[0].lower())), key=len)
    return re.compile("|".join(map(_expression, reversed(words))) or r"(?!)", re.IGNORECASE)


def speaks_of(topic: str, text: str, locale: str = "") -> bool:
    """Whether a text holds one of a topic's words."""
    return pattern(topic, locale).search(text) is not None


def is_word(topic: str, text: str, locale: str = "") -> bool:
    """Whether a text is one of a topic's words and nothing else."""
    return pattern(topic, locale).fullmatch(text.strip().rstrip(".!?")) is not None


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


def _expression(word: str) -> str:
    core = re.escape(word.strip("*")).replace(r"\ ", r"[\s\-–]+").replace(r"\-", r"[\s\-–]?")
    left = r"\w*" if word.startswith("*") else r"(?<!\w)"
    right = r"\w*" if word.endswith("*") else r"(?!\w)"
    return f"{left}{core}{right}"
