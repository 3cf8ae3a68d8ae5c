"""The columns of a header, and what they are after all, in the light of each other and of the lines below."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from mutualplan_deck.readers import meaning, shape, words
from mutualplan_deck.readers.column_guesses import by_words, fits
from mutualplan_deck.readers.grid import Row
from mutualplan_deck.readers.headings import (
    column_of,
)
from mutualplan_deck.readers.shape import Below
from mutualplan_deck.readers.words import Names
from mutualplan_deck.regex import regex

_PAIR = 2  # cells: a label and its value
_TEXTS = ("issues", "problems", "capabilities", "outcomes")  # sections that may be a list of texts
_MORE = 1.5  # times as many letters
_HALF, _SHORT = 0.5, 60
_WEAK = ("phase", "status")
_OTHER = {"owner_customer": "owner_vendor", "owner_vendor": "owner_customer"}
_BEFORE = regex(r"\s*\([^()]+\)$")


def revised(section: str, columns: dict[int, str], below: Below) -> tuple[dict[int, str], dict[int, int]]:
    """The columns, and for that of the days first agreed the one with those that hold now, where they moved.

    "Due | New date": of few lines there is a new one.
    """
    new = next((c for c, n in columns.items() if n == "due" and _is_newer(below.texts[c])), 0)
    new = new or next((c for c in below.texts if c not in columns and _holds_newer(c, below)), 0)
    agreed = any(_is_older(below.texts[c]) for c in below.texts if c != new)
    if section != "steps" or not new or (below.is_full(new) and not agreed):
        return columns, {}
    days = [c for c in below.cells if c != new and below.share(c, meaning.is_day) >= _HALF]
    days = [
        c
        for c in days
        if (_is_older(below.texts[c]) and columns.get(c, "due") in ("due", "start"))
        or (columns.get(c, "due") == "due" and len(below.samples(c)) > len(below.samples(new)))
    ]
    if not days:
        return columns, {}
    first = min(days, key=lambda c: abs(c - new))
    return {c: n for c, n in columns.items() if c != new} | {first: "due"}, {first: new}


def _is_older(text: Any) -> bool:
    return not words.keys_of("older").isdisjoint(words.key(str(text)).split(" "))


def _holds_newer(column: int, below: Below) -> bool:
    """Whether a column is called one of new days, and holds some, or nothing as far as is seen."""
    said = {*words.key(str(below.texts[column])).split(" ")}
    if not below.samples(column):
        return said <= words.keys_of("newer")
    return _is_newer(below.texts[column]) and below.share(column, meaning.is_day) >= _HALF


def _is_newer(text: Any) -> bool:
    return not words.keys_of("newer").isdisjoint(words.key(str(text)).split(" "))


def without_ranks(section: str, columns: dict[int, str], below: Below) -> dict[int, str]:
    """The columns without one of a few words that come again: "Priority" states nothing."""
    if section not in _TEXTS:
        return columns
    ranks = {
        c
        for c, name in columns.items()
        if name == "statement"
        and looked_at(below)
        and not below.differs(c)
        and not below.share(c, meaning.is_words)
    }
    return {c: name for c, name in columns.items() if c not in ranks}


def with_statement(section: str, columns: dict[int, str], below: Below) -> dict[int, str]:
    """Issues without a column of their own: what is at stake states them."""
    stakes = [c for c, name in columns.items() if name == "consequence" and below.share(c, meaning.is_words)]
    if section != "issues" or len(stakes) != 1 or "statement" in columns.values():
        return columns
    return {**columns, stakes[0]: "statement"}


def cause_first(columns: dict[int, str], called: Mapping[int, str], below: Below) -> dict[int, str]:
    """What is said first, and in more words, is what happens; what follows is what it does.

    Only where no header says which is which in words that are known.
    """
    at = {name: column for column, name in columns.items() if name in ("statement", "impact")}
    if len(at) < _PAIR or at["impact"] > at["statement"] or called.get(at["statement"]) == "statement":
        return columns
    texts = {name: "".join(map(str, below.samples(column))) for name, column in at.items()}
    more = _MORE if called.get(at["impact"]) == "impact" else 1  # "What happens", and then "How bad"
    if len(texts["impact"]) <= more * len(texts["statement"]):
        return columns
    return {**columns, at["impact"]: "statement", at["statement"]: "impact"}


def title_first(
    section: str, columns: dict[int, str], called: Mapping[int, str], below: Below
) -> dict[int, str]:
    """What is to be done stands before what then is there: "What gets done | We take it with".

    Only where no header says either in words that are known.
    """
    at = {name: column for column, name in columns.items() if called.get(column) != name}
    first, last = at.get("done_means", 0), at.get("title", 0)
    if section != "steps" or not (0 < first < last) or not shape.is_title(first, below):
        return columns
    left = {c: n for c, n in columns.items() if c not in (first, last)} | {first: "title"}
    taken = shape.held(left.values())
    name = by_words(
        section, below.texts[last], below.names, partial(fits, section, below.samples(last), taken)
    )
    return dict(sorted((left | ({last: name} if name else {})).items()))


def looked_at(below: Below) -> bool:
    """Whether there is anything under a header at all."""
    return any(map(below.samples, below.texts))


def columns_of(section: str, seen: Row, names: Names) -> dict[int, str]:
    """The field of each header; a field is taken once, by the leftmost column."""
    found: dict[int, str] = {}
    for column, text in seen.items():
        name = column_of(section, text, names)
        if name and name not in found.values():
            found[column] = name
        elif name in _WEAK and not _is_weak(name, text):  # "Stage" beside "Workstream"
            found = {c: n for c, n in found.items() if n != name or not _is_weak(name, seen[c])}
            found |= {column: name} if name not in found.values() else {}
    return _of_other_side(dict(sorted(found.items())), seen)


def _is_weak(name: str, text: Any) -> bool:
    """Whether a header means a field only where no other column does: a workstream is no stage."""
    return words.key(str(text)) in {words.key(w) for w in words.raw()["weak"][name]}


def _of_other_side(columns: dict[int, str], seen: Row) -> dict[int, str]:
    """ "Owner (airport)" beside "Owner (Bolt)": what two columns say apart in brackets are the two sides.

    And "Por la coop." beside "Por Bolt".
    """
    other = _OTHER.get(next((n for n in columns.values() if n in _OTHER), ""), "")
    if not other or other in columns.values():
        return columns
    of_side = next(str(seen[c]) for c, n in columns.items() if n in _OTHER)
    for column in (c for c in seen if c not in columns):
        begin, own = (words.key(text).split(" ") for text in (str(seen[column]), of_side))
        if begin[0] == own[0] and len(begin) > 1 < len(own) and own[0] in words.keys_of("of"):
            return {**columns, column: other}
    alike = _BEFORE.sub("", of_side) if of_side.endswith(")") else ""
    return {
        c: other if n == "owner" and alike and _BEFORE.sub("", str(seen[c])) == alike != str(seen[c]) else n
        for c, n in columns.items()
    }
