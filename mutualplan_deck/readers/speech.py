"""The language a sheet is written in, by its headers, labels and headings: the deck is told in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import words
from mutualplan_deck.readers.draft import Draft

# Those that a deck can be told in beside English, which it is told in anyway.
TOLD = {"de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese"}
_LEAST = 3  # words that no other language has
_CLEAR = 2  # times as many as of all other languages


def language_of(texts: Iterable[str]) -> str:
    """The language whose own words most of the texts are, or "" where that is not clear."""
    found = Counter(next(iter(said)) for t in texts if len(said := _languages().get(words.key(t), ())) == 1)
    language, count = found.most_common(1)[0] if found else ("", 0)
    return language if count >= _LEAST and count >= _CLEAR * (found.total() - count) else ""


@cache
def _languages() -> dict[str, frozenset[str]]:
    """From the key of a header, a label or a heading to the languages that have it."""
    found: dict[str, set[str]] = {}
    for language, said in words.headings():
        found.setdefault(words.key(said), set()).add(language)
    return {text: frozenset(languages) for text, languages in found.items()}


def language_in(draft: Draft) -> str:
    """The language that most small words in the plan's own sentences are of, or "" where that is not clear.

    Of files whose headers say nothing of it: the columns of a database, the keys of JSON.
    """
    texts = (
        str(item.get(name) or "")
        for section in ("issues", "problems", "capabilities", "outcomes", "steps")
        for item in draft.data.get(section, ())
        for name in ("statement", "title", "done_means")
    )
    told = {word: language for language, listed in words.raw()["small_words"].items() for word in listed}
    said = Counter(told[word] for text in texts for word in text.casefold().split() if word in told)
    language, count = said.most_common(1)[0] if said else ("", 0)
    return language if count >= _LEAST and count >= _CLEAR * (said.total() - count) else ""


def tell_language(draft: Draft, language: str, place: str) -> None:
    """Where a file does not say its locale, its own words do; it is told."""
    if draft.data.get("locale"):
        return
    language = language or language_in(draft)
    if language in TOLD:
        portugal = language == "pt" and draft.data.get("currency") == "EUR"
        draft.data["locale"] = "pt-PT" if portugal else language
        message = f"the sheet is written in {TOLD[language]}, and so the deck is told in {TOLD[language]}"
    elif draft.habits.day_first is False:
        draft.data["locale"] = "en-US"
        message = "the sheet writes the month before the day, and so the deck does as in the United States"
    elif language == "en" and draft.data.get("currency") == "USD":
        draft.data["locale"] = "en-US"
        message = "the plan is in US dollars, and so the deck writes as in the United States"
    else:
        return
    draft.single["/locale"] = place
    draft.tell("RD127", Level.HINT, message, "Write Locale and en-GB in two cells if not", place=place)
