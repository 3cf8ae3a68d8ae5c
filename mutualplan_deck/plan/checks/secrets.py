"""Texts to look for in other texts, many in many, in time that grows with neither's product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mutualplan_deck.plan.words import words_of

_KEY_WORDS = 4


class Secrets:
    """Texts that must not be read, found by their first words; a match is of whole words, in any case."""

    def __init__(self) -> None:
        self._by_start: dict[tuple[str, ...], dict[tuple[str, ...], str]] = defaultdict(dict)
        self._firsts: set[str] = set()
        self._sizes: set[int] = set()

    def add(self, text: str, why: str) -> None:
        """Looks for `text` from now on; the first reason given for it stays. A text of no words is none."""
        words = words_of(text)
        if words:
            start = words[:_KEY_WORDS]
            self._by_start[start].setdefault(words, why)
            self._firsts.add(words[0])
            self._sizes.add(len(start))

    def within(self, text: str) -> str:
        """Why a text holds a secret; empty if it holds none."""
        words = words_of(text)
        if self._firsts.isdisjoint(words):
            return ""
        places = (n for n, word in enumerate(words) if word in self._firsts)
        return next((why for n in places for why in self._at(words, n)), "")

    def _at(self, words: tuple[str, ...], n: int) -> Iterator[str]:
        """Why, for every secret that stands at the n-th word."""
        for size in self._sizes:
            for secret, why in self._by_start.get(words[n : n + size], {}).items():
                if words[n : n + len(secret)] == secret:
                    yield why
