"""Columns that are not what they are called: "Step" over numbers, "Role" over job titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from mutualplan_deck.readers.headings import CHANGE, column_of
from mutualplan_deck.readers.meaning import (
    are_buyers,
    is_day,
    is_figure,
    is_job,
    is_name,
    is_number,
    is_owner,
    is_spoken,
    is_words,
    surely_status,
)
from mutualplan_deck.readers.shape import (
    ENDS,
    MAIN,
    MOST,
    Below,
    held,
    is_change,
    is_phase,
    is_title,
    number_of,
    refers,
    says_something,
)
from mutualplan_deck.readers.words import is_blank_word, key, keys_of
from mutualplan_deck.regex import regex

_BREAK = regex(r"\s+[-–—]\s+|[,;:(]")
_LETTERS = 2  # of what only calls a line something
_CODE = regex(r"[A-Za-z]{1,2}-?\d{1,2}")
_NUMBERS = regex(r"[\w.]*\w")
_FEW = 2
_PAIR = 2  # a word and a number
_HALF = 0.5
_SOME = 0.3  # of the values; no list has all words for jobs
_SHORT = 40  # letters
_INITIALS = 4  # letters
_MAY_CALL = ("name", "responsibility", "role")  # "Known as", beside "Full name"
_SIDES = ("owner_customer", "owner_vendor")
_DAYS = ("due", "start", "done_on")
_NEARLY = (*((("issues", end)) for end in ENDS["issues"]), ("issues", "consequence"), ("problems", "impact"))
_REFERS = {"problems": "issues", "capabilities": "problems"}


def corrected(section: str, columns: Mapping[int, str], below: Below) -> dict[int, str]:
    """The columns, where one is not what it is called: "Step" over numbers, "Role" over job titles.

    What it is called goes to the next column that is called so ("Action").
    """
    columns = _without_remarks(section, _without_codes(section, columns, below), below)
    found = _apart(columns)
    first, last = ENDS.get(section, ("", ""))
    for column, name in sorted(found.items(), key=lambda c: c[1] not in MAIN):
        held = found if section == "steps" else columns  # "Name" of a CRM's tasks is no title of theirs
        other = _other(section, column, name, below, called=frozenset(held.values()))
        if other == "id" and columns.get(column - 1) == first:
            other = last
        if other and other not in found.values():
            found[column] = other
            found |= _heir(section, name, found, below)
    return _exchanged(section, _numbered_by_outline(_ticked(section, found, below)), below)


def _without_codes(section: str, columns: Mapping[int, str], below: Below) -> dict[int, str]:
    """The columns without figures that are codes: "Goal" over "G1", "G2" refers to goals."""
    ends = ENDS.get(section, ())
    found = {c: n for c, n in columns.items() if n not in ends or below.share(c, is_code) < 1}
    letters = [c for c, n in found.items() if n == "metric" and below.share(c, _is_letters) == 1]
    for column in letters:  # "Kz." over "A", "B", and not short for a measure
        del found[column]
        if "id" not in found.values() and below.differs(column):
            found[column] = "id"
    return found


def _without_remarks(section: str, columns: Mapping[int, str], below: Below) -> dict[int, str]:
    """The columns without what is called a side's owners and is what that side has to say: "Pour nous"."""
    spoken = {c for c, name in columns.items() if name in _SIDES and below.share(c, is_spoken) >= _HALF}
    return {c: name for c, name in columns.items() if section != "steps" or c not in spoken}


def _is_letters(value: object) -> bool:
    return isinstance(value, str) and len(value.strip()) <= _LETTERS


def is_code(value: object) -> bool:
    """Whether a value only calls something: "F1"."""
    return isinstance(value, str) and _CODE.fullmatch(value.strip()) is not None


def _ticked(section: str, columns: Mapping[int, str], below: Below) -> dict[int, str]:
    """Tick boxes under "Done" beside a column that says how far in words: all or nothing of it is done.

    So is a CRM's "To do" and "Done", which it knows nothing between.
    """
    ticks = [c for c, n in columns.items() if n == "status" and below.share(c, is_all_or_nothing) == 1]
    other = next(
        (
            c
            for c, text in below.texts.items()
            if c not in columns and ticks and column_of(section, text, below.names) == "status"
        ),
        0,
    )
    if section != "steps" or not other or "percent" in columns.values():
        return dict(columns)
    return {**columns, ticks[0]: "percent", other: "status"}


def is_all_or_nothing(value: Any) -> bool:
    """Whether a cell says no more than that something is done, or not: a tick box, a CRM's "To do"."""
    return isinstance(value, bool) or key(str(value)) in keys_of("crm", "all_or_nothing")


def numbered_by_references(columns: dict[int, str], below: Below) -> dict[int, str]:
    """Where steps name those before them by the numbers of another column than the one called the id."""
    at = {name: column for column, name in columns.items()}
    if "after" not in at or "id" not in at:
        return columns
    wanted = {n for v in below.samples(at["after"]) for n in _NUMBERS.findall(number_of(v))}
    own = {number_of(v) for v in below.samples(at["id"])}
    if not wanted or 2 * len(wanted & own) >= len(wanted):
        return columns
    for column in below.cells:
        held = [number_of(v) for v in below.samples(column)]
        if column not in columns and wanted <= set(held) and len(set(held)) == len(held):
            return {**{c: n for c, n in columns.items() if n != "id"}, column: "id"}
    return columns


def _numbered_by_outline(columns: dict[int, str]) -> dict[int, str]:
    """The outline's numbers are the lines' own, where these have no other."""
    alone = "outline" in columns.values() and "id" not in columns.values()
    return {c: "id" if alone and name == "outline" else name for c, name in columns.items()}


def without_helpers(columns: Mapping[int, str]) -> dict[int, str]:
    """Who helps is the other side's owner beside one column of owners; else nobody's."""
    sides = {"owner_customer", "owner_vendor"} & set(columns.values())
    return {c: name for c, name in columns.items() if name != "owner_with" or not sides}


def _apart(columns: Mapping[int, str]) -> dict[int, str]:
    columns = _last_names(columns)
    apart = [name for name in columns.values() if name != "name"]
    return {c: name for c, name in columns.items() if name != "name" or name not in held(apart)}


def _last_names(columns: Mapping[int, str]) -> dict[int, str]:
    """A name right beside a first name is the last name, and one right beside a last name the first."""
    if "last_name" in columns.values():
        first = set() if "first_name" in columns.values() else {c for c, n in columns.items() if n == "name"}
        beside = {c + step for c, name in columns.items() if name == "last_name" for step in (-1, 1)}
        return {c: "first_name" if c in first & beside else name for c, name in columns.items()}
    beside = {c + step for c, name in columns.items() if name == "first_name" for step in (-1, 1)}
    return {c: "last_name" if name == "name" and c in beside else name for c, name in columns.items()}


def _heir(section: str, name: str, found: Mapping[int, str], below: Below) -> dict[int, str]:
    called = (
        c for c, t in below.texts.items() if c not in found and column_of(section, t, below.names) == name
    )
    return dict.fromkeys(islice(called, 1), name)


def _exchanged(section: str, columns: dict[int, str], below: Below) -> dict[int, str]:
    """ "Step" over numbers beside "Item" over texts: each is the other."""
    at = {name: column for column, name in columns.items()}
    number, title = at.get("id", 0), at.get("title", 0)
    if section != "steps" or not (number and title):
        return columns
    turned = below.share(title, is_number) >= MOST and below.share(number, says_something) >= MOST
    return columns | {number: "title", title: "id"} if turned else columns


def _other(section: str, column: int, name: str, below: Below, called: frozenset[str]) -> str:
    """What a column is rather than `name`, by its values; or ""."""
    if name == "done_on" and "due" not in called:
        return "due"
    if section == "people":
        if name == "title" and not below.share(column, is_job) and _has_job(column, below):
            return "honorific"
        if name in ("responsibility", "title") and are_buyers(below.samples(column)):
            return "role"
        if name in _MAY_CALL and "initials" not in called and _call_for_short(column, below):
            return "initials"
        if name == "short" and "initials" not in called and below.share(column, _are_letters) >= MOST:
            return "initials"
        marks = name in MAIN and _only_marks(column, below)
        return "id" if marks else _role(column, below, called) if name == "role" else ""
    of = _of_step if section == "steps" else _of_case
    return of(section, column, name, below, called) or (
        "id" if name in MAIN and _only_marks(column, below) else ""
    )


def _call_for_short(column: int, below: Below) -> bool:
    """Whether a column says what people are called in the plan, in a word: "RC", "Nuria", "D. Antonio"."""
    names = next((c for c in below.texts if c != column and below.share(c, is_name) >= MOST), 0)
    rows = zip(below.cells.get(column, ()), below.cells.get(names, ()), strict=False)
    both = [(str(short), str(name)) for short, name in rows if short is not None and name is not None]
    return bool(both) and sum(_is_short_for(*one) for one in both) >= MOST * len(both)


def _is_short_for(short: str, name: str) -> bool:
    """Whether a text is the first letters of a name's words, or one of these."""
    said = key(name).split(" ")
    letters = "".join(word[0] for word in said if word)
    return key(short).split(" ")[-1] in said or (short.isupper() and short.casefold() in letters)


def _has_job(column: int, below: Below) -> bool:
    """Whether another column holds job titles, so that a column of titles holds what stands before a name."""
    return any(below.share(c, is_job) > _SOME for c in below.texts if c != column)


def _of_case(section: str, column: int, name: str, below: Below, called: frozenset[str]) -> str:
    """What a column of issues, problems, capabilities or outcomes is rather than `name`."""
    if (
        name in ENDS.get(section, ())
        and not {CHANGE, *ENDS[section]} - {name} & called
        and below.share(column, is_change) >= MOST
    ):
        return CHANGE  # "From / to" over "from 61 % to 75 %"
    if _is_wanted(section, column, name, below, called):
        return ENDS[section][1]
    said = below.share(column, is_words) >= MOST
    if name == "annual_value" and said and not below.share(column, is_number):
        return "statement"  # "Value / yr" over what is gained
    if section == "outcomes" and name in ENDS[section] and not called & {"statement", "metric"}:
        # "Was" is what it was, or, in German, what it is
        return "statement" if below.share(column, says_something) >= MOST and below.differs(column) else ""
    if "statement" not in called and (section, name) in _NEARLY:
        # "What happens", and then "So what"
        again = any(c > column and column_of(section, t, below.names) == name for c, t in below.texts.items())
        return "statement" if said and (section == "issues" or again) else ""
    if name == "id" and section in _REFERS and below.samples(column) and _comes_again(column, below):
        # a number that stands twice is that of what the line belongs to
        return _REFERS[section] if below.share(column, refers) >= MOST else ""
    if name == "id" and section == "outcomes" and below.share(column, says_something) >= MOST:
        return "source"
    return ""


def _is_wanted(section: str, column: int, name: str, below: Below, called: frozenset[str]) -> bool:
    """Whether a "Goal" is no text and no reference, but figures right behind those of today."""
    _, last = ENDS.get(section, ("", ""))
    if name not in (*MAIN, "metric", "issues") or not last or last in called:
        return False
    beside = below.share(column - 1, is_figure) >= MOST
    open_ = sum(_is_open(v) for v in below.samples(column)) / max(len(below.samples(column)), 1)
    figures = beside and below.share(column, is_figure) >= MOST * (1 - open_) > 0
    lines = len(below.samples(column))
    counted = {str(n) for n in range(1, lines + 1)}
    return figures and not {number_of(v) for v in below.samples(column)} <= counted


def _is_open(value: Any) -> bool:
    """Whether a cell says that its figure is still to come: "tbc – Ann to say"."""
    return isinstance(value, str) and is_blank_word(_BREAK.split(value.strip(), maxsplit=1)[0])


def _comes_again(column: int, below: Below) -> bool:
    """Whether a value stands in several lines, but for one merged over lines that say the same beside it."""
    cells = below.cells.get(column, ())
    texts = [c for c in below.cells if c != column and below.share(c, _is_sentence) >= MOST]
    merged = {
        at
        for at in range(1, len(cells))
        if cells[at] == cells[at - 1] and any(below.cells[c][at] == below.cells[c][at - 1] for c in texts)
    }
    left = [str(value) for at, value in enumerate(cells) if at not in merged and value is not None]
    return len(set(left)) < len(left)


def _of_step(_: str, column: int, name: str, below: Below, called: frozenset[str]) -> str:
    """What a column of steps is rather than `name`."""
    if name == "title" and is_phase(below.cells.get(column, ())):
        return "phase" if any(is_title(c, below) for c in below.cells if c != column) else ""
    if name == "title" and below.share(column, is_owner) >= MOST and not below.differs(column):
        others = any(is_title(c, below) for c in below.cells if c != column)
        return (
            "owner_customer" if others and "owner_customer" not in called else ""
        )  # "Name" of a CRM's tasks
    if name == "id" and "title" not in called:
        return "title" if below.share(column, says_something) >= MOST and below.differs(column) else ""
    if name == "status" and below.share(column, is_number) >= MOST and not below.share(column, surely_status):
        other = (c for c, t in below.texts.items() if c != column)
        return (
            "percent" if any(column_of("steps", below.texts[c], below.names) == name for c in other) else ""
        )
    if name in _DAYS and "title" not in called and not below.share(column, is_day):
        # "Entrega" is a day for some, and what is delivered for others
        return "title" if below.share(column, says_something) >= MOST and below.differs(column) else ""
    if name in _DAYS and "phase" not in called and _is_phase_of_days(column, name, below):
        return "phase"
    if name == "days" and below.share(column, is_owner) >= MOST:
        return "owner"
    few = _FEW if "title" in called else 0  # lines; what they are about, where no other column says it
    if name == "phase" and len(below.samples(column)) > few and below.differs(column):
        return "title" if len(below.samples(column)) > MOST * len(below.cells[column]) else ""
    return ""


def _is_phase_of_days(column: int, name: str, below: Below) -> bool:
    """Whether "When" stands over seasons that come again, and another column so called over days."""
    texts = below.share(column, is_words) >= MOST and not below.share(column, is_day)
    others = (c for c, t in below.texts.items() if c != column and column_of("steps", t, below.names) == name)
    return texts and any(below.share(c, is_day) >= _HALF for c in others)


def _only_marks(column: int, below: Below) -> bool:
    """Whether a column only numbers the lines: by numbers, codes, or letters beside what is said in words."""
    others = [c for c in below.texts if c != column]
    if max(below.share(column, _is_bare_number), below.share(column, _is_code)) >= MOST:
        in_words = below.share(column, _says_word) >= MOST  # "Wave 2" is a step where no other column has one
        return not in_words or any(below.share(c, is_words) >= MOST and below.differs(c) for c in others)
    said = any(below.share(c, _is_sentence) >= MOST for c in others)
    return said and below.share(column, _is_letter) >= MOST


def _is_bare_number(value: Any) -> bool:
    """Whether a cell is a number, or one and a word before it: "Step 3", and not "Wave 2 fitted"."""
    return is_number(value) and len(str(value).split()) <= _PAIR


def _says_word(value: Any) -> bool:
    """Whether a cell has a word of three letters or more in it."""
    return isinstance(value, str) and any(len(part) > _LETTERS and part.isalpha() for part in value.split())


def _role(column: int, below: Below, called: frozenset[str]) -> str:
    """What a column called a role is: job titles, or, where no other has them, names."""
    if below.share(column, is_job) > _HALF:
        return "title"
    named = bool(called & {"name", "first_name", "last_name"}) or not below.differs(column)
    return "name" if below.share(column, is_name) >= MOST and not named else ""


def _is_code(value: Any) -> bool:
    """Whether a text is a code that a program gave: letters and digits, more than a word's, no blank."""
    return isinstance(value, str) and re.fullmatch(r"(?=\D*\d)[\w.-]{1,40}", value.strip()) is not None


def _is_sentence(value: Any) -> bool:
    return is_words(value) and len(value) > _SHORT // 2


def _are_letters(value: Any) -> bool:
    """Whether a text is what somebody is called for short: "AS", "ÞH", "김"."""
    return isinstance(value, str) and value.strip().isalpha() and len(value.strip()) <= _INITIALS


def _is_letter(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z]", value.strip()) is not None
