"""Who wrote the file, by its head and foot: a person of the vendor's, and with luck the vendor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from mutualplan_deck.readers import persons, words
from mutualplan_deck.readers.dates import within
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.meaning import is_job, is_name
from mutualplan_deck.readers.titles import (
    is_name_of_firm,
)
from mutualplan_deck.readers.words import is_department, is_firm, key
from mutualplan_deck.regex import regex

_WRITER = regex(
    r"^([A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,2}) ?\(([A-ZÀ-Þ][^()]{1,40})\)(?=\s*(?:[,;.·•|–-]|$))(.*)$"
)
_OF_FIRM = regex(  # "Ann Lee, Bolt - my copy, 8 Feb 27"
    r"^([A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){1,2}), ([A-ZÀ-Þ][\w&.'’-]*(?: [A-ZÀ-Þ][\w&.'’-]*){0,3})"
    r"(?=\s*(?:[,;.–-]|$))(.*)$"
)
_DATED_PARTS = regex(r"\s*[,;|·()]\s*|(?<!\d)\s*/\s*|\s+[-–—]\s+|\s{3,}")
_FIRM_BEHIND = regex(  # "account manager Bolt", "Account Manager, Bolt Inc"
    r"^(?P<job>.*?[^\W\d_A-ZÀ-Þ][^\W\d_]*),?\s+(?:at |bei |chez |en |na |@)?"
    r"(?P<firm>[A-ZÀ-Þ][\w&.-]*(?:\s[A-ZÀ-Þ][\w&.-]*)*)$"
)
_DATED = 5  # words that say of which day something is
_SENTENCE = 300  # letters
_HIGH = 4
_PAIR = 2


_INITIALS = 3  # letters


def take_writer(draft: Draft, sheets: list[Grid]) -> str:
    """The firm of whoever wrote the plan, where its head says who and when: "Mo (Bolt), as of 21.04.27".

    It sells, and its name stands elsewhere, too; "" where nothing says so.
    """
    for text, place in first_lines(sheets):
        match = _WRITER.match(text.strip()) or _OF_FIRM.match(text.strip())
        if not match or not _may_be_writer(match[1], match[2]):
            continue
        cells = (v for g in sheets for row in g.rows.values() for v in row.values() if isinstance(v, str))
        said = key(match[3])
        dated = words.has_phrase(said, "notes", "dated") or any(map(str.isdigit, said))
        if dated or sum(match[2] in v for v in cells if v != text):
            draft.seller = match[1], place
            draft.writer = draft.writer or match[1]
            return match[2].strip()
    for text, place in first_lines(sheets):
        if sells := _seller_in(text):
            draft.seller, draft.writer = (sells.name, place), draft.writer or sells.name
            draft.seller_title = sells.title
            return sells.firm
    for text, place in (*first_lines(sheets), *_last_lines(sheets)):
        if by := _in_order(_dated_by_firm(text), sheets):
            draft.seller, draft.writer = (by[0], place), draft.writer or by[0]
            return by[1]
    for text, place in first_lines(sheets):
        if (name := _dated_by(text)) and not draft.seller[0]:
            draft.seller, draft.writer = (name, place), draft.writer or name
    return ""


def _may_be_writer(name: str, firm: str) -> bool:
    """Whether a name and a text in brackets may be somebody and the firm: "Mo (Bolt)"."""
    said = is_department(firm) or is_job(firm) or is_short_for(firm, name)
    return not said and not is_firm(name)


def is_short_for(letters: str, name: str) -> bool:
    """Whether letters are the first of a name's words, in order: "Groupement Val-de-Sorlane (GVS)"."""
    first = iter(word[0].casefold() for word in re.split(r"[\s-]+", name) if word)
    return letters.isupper() and all(letter in first for letter in letters.casefold())


class _Seller(Struct, frozen=True):
    """Who sells, in what job, for which firm (or "")."""

    name: str
    title: str
    firm: str


def _seller_in(text: str) -> _Seller | None:
    """Whoever a line at the head says sells: "Ann Lee, Account Manager Bolt, ann@bolt.example"."""
    item = persons.person(text).item
    name, said = str(item.get("name") or ""), str(item.get("title") or "")
    match = _FIRM_BEHIND.match(said)
    job, firm = (match["job"], match["firm"]) if match and persons.is_seller(match["job"]) else (said, "")
    if not (is_name(name) and persons.is_seller(job)) or is_firm(name):
        return None
    return _Seller(name, job, firm if is_name_of_firm(firm) else "")


def _dated_by_firm(text: str) -> tuple[str, str] | None:
    """(name, firm) in a line that else only says of which day it is: "as of 8 Feb 27, Ann Lee / Bolt Inc"."""
    parts = [part for part in (p.strip(" .") for p in _DATED_PARTS.split(text)) if part]
    dated = [
        part
        for part in parts
        if words.has_phrase(key(part), "notes", "dated") and len(part.split()) <= _DATED and _has_digit(part)
    ]
    others = [part for part in parts if part not in dated]
    first_name = others[:1] and others[0].istitle() and " " not in others[0]
    if not dated or len(others) != _PAIR or not (is_name(others[0]) or first_name):
        return None
    firm = others[1]
    initials = firm.isupper() and len(firm) <= _INITIALS  # of who wrote it: "after a call (GT)"
    is_one = not initials and (
        is_name_of_firm(firm) and len(firm.split()) < _DATED and not (is_department(firm) or is_job(firm))
    )
    return (others[0], firm) if is_one else None


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _in_order(by: tuple[str, str] | None, sheets: list[Grid]) -> tuple[str, str] | None:
    """(name, firm), the other way round where the second is somebody's first name: "Bolt, Ann - 8 Feb"."""
    if by is None or " " in by[1]:
        return by
    cells = (v for g in sheets for row in g.rows.values() for v in row.values() if isinstance(v, str))
    begins = dict.fromkeys(by, False)
    for text in cells:
        for one in by:
            named = text.startswith(f"{one} ") and persons.begins(text) and persons.are_people(text)
            begins[one] = begins[one] or named
    return (by[1], by[0]) if begins[by[1]] and not begins[by[0]] else by


def _dated_by(text: str) -> str:
    """The name in a line that else only says of which day it is: "as of 8 Feb 27, Ann Lee"; or ""."""
    parts = [part.strip(" .") for part in text.split(",")]
    names = [part for part in parts if is_name(part)]
    dated = [part for part in parts if within(part) and len(part.split()) <= _DATED]
    return names[0] if len(parts) == _PAIR and len(names) == len(dated) == 1 else ""


def _last_lines(sheets: list[Grid]) -> Iterator[tuple[str, str]]:
    """Lone texts at the foot of the sheets."""
    for grid in sheets:
        for number, row in list(grid.rows.items())[-_HIGH:]:
            if len(row) == 1 and isinstance(text := next(iter(row.values())), str) and len(text) < _SENTENCE:
                yield text, grid.place(number, next(iter(row)))


def first_lines(sheets: list[Grid]) -> Iterator[tuple[str, str]]:
    """Lone texts at the head of the sheets, sentences among them."""
    for grid in sheets:
        for number, row in list(grid.rows.items())[:_HIGH]:
            if len(row) == 1 and isinstance(text := next(iter(row.values())), str) and len(text) < _SENTENCE:
                yield text, grid.place(number, next(iter(row)))
