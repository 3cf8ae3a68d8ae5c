"""Days in sentences, where no label names them: "Contract signature is set for 31 March 2027".

Only a sentence about a day to come is read, and none with a word that may turn it round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import dates, meaning, words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.reading import Spot
from mutualplan_deck.readers.values import shown
from mutualplan_deck.readers.words import Names, key
from mutualplan_deck.regex import regex

_SENTENCES = regex(r"(?<=[^\W\d][.!?])\s+(?=[^\W\d_])|\s+[/|]\s+|;\s+")  # "by 31. March" goes on
_PARTS = regex(r"\s*[,;|·(]\s*|\s+[-–—]\s+")
_LONG = 9  # letters of a word that says enough alone: "signature"
_FEWEST = 4  # words; a label with its value is no sentence

_LAST_HAND = regex(
    r"^(?P<when>[^\d]*\d.*?\d)\s*(?:[-–,·/]|\s(?:by|von|par|por)\s)\s*(?P<who>[A-ZÀ-Þ][^\W\d_]+(?:\s[A-ZÀ-Þ][^\W\d_]+)?)$"
)


def take_days(draft: Draft, texts: Iterable[tuple[str, str]], beside: Iterable[tuple[str, str]] = ()) -> None:
    """Take the day of signature from sentences (with their places), told as a reading.

    And from those `beside` labels that name nothing ("Dates") that of success as well.
    """
    for text, place in texts:
        _take_from(draft, text, place, {**_signature(), **_surely_success()})
    for text, place in beside:
        _take_from(draft, text, place, {**_signature(), **_surely_success(), **_success()})


def surely_tells(text: str) -> bool:
    """Whether a text can only speak of the day on which the plan has succeeded."""
    return bool(_told(text, _surely_success()))


def tells_day(text: str, day_first: bool | None) -> bool:
    """Whether a sentence says on which one day the contract is signed or the plan has succeeded."""
    sentence = _SENTENCES.split(text)[0]
    return (
        bool(_told(sentence, {**_signature(), **_surely_success(), **_success()}))
        and len(dates.within(sentence, day_first)) == 1
    )


def take_writers(draft: Draft, texts: Iterable[tuple[str, str]], names: Names) -> None:
    """Take whoever a line names right before the vendor: "updated 17 May, Ann Lee, Bolt"; it is told."""
    for text, place in texts:
        for name, firm in pairwise(part.strip(" .") for part in _PARTS.split(text)):
            known = {key(str(p.get("name", ""))) for p in draft.data.get("people", ())}
            if (
                meaning.is_name(name)
                and not names.side_in(name)
                and names.side(firm) == Party.VENDOR
                and key(name) not in known
            ):
                draft.add("people", {"name": name, "party": Party.VENDOR}, Spot("", "", place, {}))
                message = f"{name} is on no list of people; by “{shown(text)}” one of the vendor's"
                draft.tell("RD111", Level.HINT, message, "Write the people of both sides down", place=place)


def take_last_hand(draft: Draft, texts: Iterable[tuple[str, str]], names: Names) -> None:
    """Who a text at the head of a sheet says changed it last: "last touched 10/28/26 - Dani" writes it."""
    for text, place in texts:
        match = _LAST_HAND.match(text.strip())
        if draft.writer or draft.seller[0] or not match or names.side(match["who"]):
            continue
        dated = words.has_phrase(key(match["when"]), "notes", "dated") and dates.within(match["when"])
        if dated and not words.is_department(match["who"]) and key(match["who"]) not in words.months():
            draft.seller, draft.writer = (match["who"], place), match["who"]


def _take_from(draft: Draft, text: str, place: str, phrases: Mapping[str, str]) -> None:
    for sentence in _SENTENCES.split(text) if not _is_ours(text) else ():
        path = _told(sentence, phrases) if len(sentence.split()) >= _FEWEST else ""
        days = dates.within(sentence, draft.habits.day_first) if path else []
        if len(days) == 1 and (draft.habits.near is None or days[0] >= draft.habits.near):
            _take(draft, path, sentence, days[0], place)


def _is_ours(text: str) -> bool:
    said = key(text)
    talk = words.keys_of("deal_talk") - words.keys_of("prose", "of_both")  # "the first full quarter"
    ours = not talk.isdisjoint(said.split(" ")) or words.says_of_self(text)
    return ours or words.is_internal(said) or words.is_for_us(said)


def _take(draft: Draft, path: str, sentence: str, day: object, place: str) -> None:
    head, _, name = path.partition(".")
    holder = draft.data.setdefault(head, {}) if name else draft.data
    if holder.get(name or head):
        return
    holder[name or head], draft.single["/" + path.replace(".", "/")] = day, place
    what = "success" if name else "signature"
    message = f"no cell of its own names the day of {what}; by “{shown(sentence)}” it is {day}"
    advice = f"Write {what.capitalize()} date and the day in two cells"
    draft.tell("RD126", Level.WARNING, message, advice, place=place)


def _told(sentence: str, phrases: Mapping[str, str]) -> str:
    """The path of the day that a sentence tells, or ""."""
    said = f" {key(sentence)} "
    if not words.keys_of("unlike").isdisjoint(map(key, sentence.split())):  # "no-access" denies nothing
        return ""
    return next((path for phrase, path in phrases.items() if f" {phrase} " in said), "")


@cache
def _signature() -> Mapping[str, str]:
    """What the day of signature is called, but for words that mean other things in a sentence."""
    known = {word: path for word, path in words.table("keys").items() if path == "signature_date"}
    return {word: path for word, path in known.items() if " " in word or len(word) >= _LONG}


@cache
def _surely_success() -> Mapping[str, str]:
    """What can only be said of the day on which the plan has succeeded."""
    return {key(w): "success.date" for w in words.raw()["prose"]["sure"]}


@cache
def _success() -> Mapping[str, str]:
    return {key(w): "success.date" for w in words.raw()["prose"]["success"]}
