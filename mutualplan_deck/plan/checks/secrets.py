"""Texts to look for in other texts, many in many, in time that grows with neither's product."""

from __future__ import annotations

from collections import defaultdict

from mutualplan_deck.plan.words import words_of

_KEY_WORDS = 4


class Secrets:
    """Texts that must not be read, found by their first words; a match is of whole words, in any case."""

    def __init__(self) -> None:
        self._by_start: dict[tuple[str, ...], dict[tuple[str, ...], str]] = defaultdict(dict)

    def add(self, text: str, why: str) -> None:
        """Looks for `text` from now on; the first reason given for it stays. A text of no words is none."""
        words = words_of(text)
        if words:
            self._by_start[words[:_KEY_WORDS]].setdefault(words, why)

    def within(self, text: str) -> str:
        """Why a text holds a secret; empty if it holds none."""
        if not self._by_start:
            return ""
        words = words_of(text)
        for n in range(len(words)):
            for size in range(1, _KEY_WORDS + 1):
                for secret, why in self._by_start.get(words[n : n + size], {}).items():
                    if words[n : n + len(secret)] == secret:
                        return why
        return ""
