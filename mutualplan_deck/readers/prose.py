"""Days that sentences name where no label does: "The contract is to be signed by 31 March 2027"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import dates, words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.headings import tells_success
from mutualplan_deck.readers.values import shown
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_SENTENCES = regex(r"(?<=[^\W\d][.!?])\s+(?=[^\W\d_])")  # "by 31. March" goes on
_LONG = 9  # letters of a word that says enough alone: "signature"
_FEWEST = 4  # words; a label with its value is no sentence


def take_days(draft: Draft, texts: Iterable[tuple[str, str]]) -> None:
    """Take the days of signature and success from sentences (with their places), each told as a reading."""
    for text, place in (said for said in texts if not _is_ours(said[0])):
        for sentence in _SENTENCES.split(text):
            days = dates.within(sentence, draft.habits.day_first)
            if len(days) == 1 and len(sentence.split()) >= _FEWEST:
                _take(draft, sentence, days[0], place)


def _is_ours(text: str) -> bool:
    return words.is_internal(key(text)) or words.is_for_us(key(text))


def _take(draft: Draft, sentence: str, day: object, place: str) -> None:
    success = draft.data.setdefault("success", {})
    if tells_success(sentence):
        what, name, holder, pointer = "Success date", "date", success, "/success/date"
    elif _tells_signature(sentence):
        what, name, holder, pointer = "Signature date", "signature_date", draft.data, "/signature_date"
    else:
        return
    if holder.get(name):
        return
    holder[name], draft.single[pointer] = day, place
    message = f"no cell of its own names the {what.lower()}; by “{shown(sentence)}” it is {day}"
    draft.tell("RD126", Level.WARNING, message, f"Write {what} and the day in two cells", place=place)


def _tells_signature(sentence: str) -> bool:
    said = f" {key(sentence)} "
    return any(f" {phrase} " in said for phrase in _phrases())


@cache
def _phrases() -> tuple[str, ...]:
    """What the day of signature is called, but for words that mean other things in a sentence."""
    known = (word for word, path in words.table("keys").items() if path == "signature_date")
    return tuple(word for word in known if " " in word or len(word) >= _LONG)
