"""Rows that begin no table: somebody's line, labels with their values, who changed what in the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from mutualplan_deck.readers import dates, meaning, words
from mutualplan_deck.readers.grid import Row
from mutualplan_deck.readers.headings import column_of, label_of
from mutualplan_deck.readers.plan_facts import NAMES
from mutualplan_deck.readers.roll import without_honorific
from mutualplan_deck.readers.words import Names
from mutualplan_deck.regex import regex

_YEAR = regex(r"(?:[^\W\d]+\s){0,2}20\d\d")
_DATED = 6  # letters of a text that is a day, and so no header
_LONGEST = 120  # letters of a header
_SENTENCE = 5  # words
_PAIR = 2  # cells: a label and its value


def are_headers(texts: Sequence[object]) -> bool:
    """Whether several of these are headers of one section: "Record Id | Task Owner | Subject | Due Date"."""
    for section in ("steps", "people", "issues"):
        if len({column_of(section, str(text), Names()) for text in texts} - {""}) > _PAIR:
            return True
    return False


def is_no_header(seen: Row) -> bool:
    """Whether a row can't be a header, whatever its cells are called."""
    texts = [v for v in seen.values() if isinstance(v, str) and len(v) < _LONGEST]
    if len(texts) < len(seen) or words.key(texts[0]) in words.keys_of("versions"):
        return True
    if any("@" in text or _is_date(text) or _names_side(text) or _says_when(text) for text in texts):
        return True
    return (_is_of_names(texts) or _is_somebody(texts)) and not are_headers(texts)


def _names_side(text: str) -> bool:
    """Whether a cell holds a label and what a side is called: "Customer: Acme", not "Customer: lead"."""
    label, _, name = text.partition(":")
    named = bool(name.strip()) and label_of(label, Names()) in NAMES
    return named and not any(column_of("steps", said, Names()) for said in (text, name.strip()))


def _is_date(text: str) -> bool:
    """Whether a cell holds a day, and so is no header; "In 2026" may head a column of figures."""
    dated = len(text) >= _DATED and any(map(str.isdigit, text)) and meaning.is_day(text)
    return dated and _YEAR.fullmatch(text) is None


def _says_when(text: str) -> bool:
    """Whether a text tells of a day, as a sentence does: "Contract signed by 4 June 2027"."""
    return len(text.split()) >= _SENTENCE and any(map(str.isdigit, text)) and bool(dates.within(text))


def _is_of_names(texts: list[str]) -> bool:
    """Whether every second cell is a name that no header has a word of: labels with their values."""
    known = words.vocabulary()
    return len(texts) > _PAIR and all(
        meaning.is_name(v) and known.isdisjoint(words.key(v).split(" ")) for v in texts[1::2]
    )


def _is_somebody(texts: list[str]) -> bool:
    """Whether a row begins with a name, not made of words of headers, and a job or an honorific."""
    said, job = [*texts, "", ""][:_PAIR]
    name, known = without_honorific(said), words.vocabulary()
    if not meaning.is_name(name) or known.issuperset(words.key(name).split(" ")):
        return False
    return meaning.is_job(job) or (name != said.strip() and bool(job))
