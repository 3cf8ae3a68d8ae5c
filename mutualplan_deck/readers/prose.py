"""The day of signature in a sentence, where no label names it: "Contract signature is set for 31 March 2027".

Only a sentence about a day to come is read, and none with a word that may turn it round.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import dates, words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.values import shown
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_SENTENCES = regex(r"(?<=[^\W\d][.!?])\s+(?=[^\W\d_])")  # "by 31. March" goes on
_LONG = 9  # letters of a word that says enough alone: "signature"
_FEWEST = 4  # words; a label with its value is no sentence


def take_days(draft: Draft, texts: Iterable[tuple[str, str]]) -> None:
    """Take the day of signature from sentences (with their places), told as a reading."""
    for text, place in (said for said in texts if not _is_ours(said[0])):
        for sentence in _SENTENCES.split(text):
            if len(sentence.split()) >= _FEWEST and _tells_signature(sentence):
                days = dates.within(sentence, draft.habits.day_first)
                if len(days) == 1 and (draft.habits.near is None or days[0] >= draft.habits.near):
                    _take(draft, sentence, days[0], place)


def _is_ours(text: str) -> bool:
    return words.is_internal(key(text)) or words.is_for_us(key(text))


def _take(draft: Draft, sentence: str, day: object, place: str) -> None:
    if draft.data.get("signature_date"):
        return
    draft.data["signature_date"], draft.single["/signature_date"] = day, place
    message = f"no cell of its own names the day of signature; by “{shown(sentence)}” it is {day}"
    draft.tell("RD126", Level.WARNING, message, "Write Signature date and the day in two cells", place=place)


def _tells_signature(sentence: str) -> bool:
    said = f" {key(sentence)} "
    if not _unlike().isdisjoint(said.split()):
        return False
    return any(f" {phrase} " in said for phrase in _phrases())


@cache
def _unlike() -> frozenset[str]:
    """Words that turn a sentence round, or tell of another day: "not", "before", "old", "fee"."""
    return frozenset(key(w) for w in words.raw()["unlike"])


@cache
def _phrases() -> tuple[str, ...]:
    """What the day of signature is called, but for words that mean other things in a sentence."""
    known = (word for word, path in words.table("keys").items() if path == "signature_date")
    return tuple(word for word in known if " " in word or len(word) >= _LONG)
