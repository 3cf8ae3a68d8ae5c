"""Whose plan it is, where no label says so: by titles, by who wrote it, by what stands beside what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import persons, words
from mutualplan_deck.readers.dates import within
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import column_of, label_of, section_near, section_of
from mutualplan_deck.readers.plan_facts import NAMES, SHORT
from mutualplan_deck.readers.title_order import customer_first, told_apart
from mutualplan_deck.readers.titles import (
    APART,
    PIECES,
    SIZE,
    bare,
    is_name_of_firm,
    parties,
    plan_words,
    sided_names,
    trimmed,
)
from mutualplan_deck.readers.values import shown
from mutualplan_deck.readers.words import Names, is_firm, key
from mutualplan_deck.readers.writer import first_lines, is_short_for, take_writer
from mutualplan_deck.regex import regex

_ADDRESS = regex(r"[\w.+'-]+@([\w-]+)\.")
_TWO_FIRMS = regex(r"\s+(?:and|und|et|y|e|with|mit|avec|con|com)\s+|\s*[/×|+]\s*", re.IGNORECASE)
_LABEL = 30  # letters
_NEAR = 3  # columns from a label to what stands beside it, where cells are merged
_DATED = 5  # words that say of which day something is
_SENTENCE = 300  # letters
_HIGH = 4
_PEOPLE = 200  # rows of a sheet in which firms are looked for
_PAIR = 2
_HEAD = 12  # rows
_LONGEST = 60  # letters of a cell that names somebody
_TWICE = 2
_FEW = 3  # letters of a word that may be small in a name
_LEAST = 3  # letters of an acronym
_SIDES = ("customer", "vendor")  # in the order in which a title names them


def propose_names(draft: Draft, sheets: list[Grid], vendor: Iterable[str] = ()) -> None:
    """Where no cell names the customer, the title or the file's name may; it is told, never silent.

    `vendor`: what the vendor is called, where that is known.
    """
    if draft.data.get("customer", {}).get("name"):
        return
    firm = take_writer(draft, sheets)
    _propose_customer(draft, sheets, vendor, firm)
    if firm and draft.data.get("customer", {}).get("name") and not draft.data.get("vendor", {}).get("name"):
        draft.propose_side("vendor", firm, draft.seller[1], "of whoever wrote it")


def _propose_customer(draft: Draft, sheets: list[Grid], vendor: Iterable[str], firm: str) -> None:
    """Who the customer is by titles, labels of the trade's own, or what stands beside the vendor."""
    if _propose_said(draft, sheets) or _propose_by_label(draft, sheets) or _propose_two_firms(draft, sheets):
        return
    headings = list(headings_of(draft, sheets))
    if _propose_both(draft, sheets, headings, firm) or _propose_told(draft, sheets, headings, firm):
        return
    _propose_from_title(draft, sheets, headings[:1])
    if not draft.data.get("customer", {}).get("name"):
        _propose_beside(draft, sheets, frozenset(vendor))
    if firm and not draft.data.get("customer", {}).get("name"):
        _propose_first_name(draft, headings[:1], firm)
    if not draft.data.get("customer", {}).get("name"):
        _propose_called(draft, sheets, headings)


def _propose_both(draft: Draft, sheets: list[Grid], headings: list[tuple[str, str]], firm: str) -> bool:
    """The two names of a title."""
    for text, place in headings:
        wrote = firm and draft.writer in parties(text)  # "Bo / Bolt, updated 8 Feb 27"
        found = () if wrote else _without(firm, parties(text)) if firm else parties(text)
        whole = [name for name, _ in beside_labels(sheets) if not any(map(str.isdigit, name))]
        if found and not any(_holds(name, found) for name in whole):
            named = zip(_SIDES, customer_first(found, sheets), strict=False)
            _take(draft, tuple(_in_full(draft, sheets, *of) for of in named), text, place)
            return True
    return False


def _propose_told(draft: Draft, sheets: list[Grid], headings: list[tuple[str, str]], firm: str) -> bool:
    """Two names of which what stands below tells whose they are, or one beside a label that a title has."""
    for text, place in headings:
        if told := told_apart(text, sheets):
            _take(draft, told, text, place)
            return True
    for text, place in beside_labels(sheets):
        sells = bool(firm) and is_one_of(text, (key(firm),))  # what is sold is called as who sells it
        sells = sells or persons.person(text).writer  # "Ann Lee (me)"
        if not sells and any(_is_about(heading, text) for heading, _ in headings):
            _take(draft, (text,), text, place)
            return True
    return False


def _propose_called(draft: Draft, sheets: list[Grid], titles: list[tuple[str, str]]) -> None:
    """A name of a title by which the customer is called below: over a column beside "us", in an address."""
    texts = [(g, v) for g in sheets for row in [*g.rows.values()][:_PEOPLE] for v in row.values()]
    domains = {m[1].casefold() for _, v in texts if isinstance(v, str) for m in _ADDRESS.finditer(v)}
    beside = {key(name) for grid in sheets for row in grid.rows.values() for name in _beside_us(row)}
    for text, place in titles:
        pieces = (p for piece in PIECES.split(SIZE.sub(" ", text)) for p in APART.split(piece))
        for name in filter(is_name_of_firm, (bare(piece.strip(" .!:–-")) for piece in pieces)):
            said = key(name)
            short = any(f" {one} " in f" {said} " for one in beside)
            squeezed = said.replace(" ", "")
            if short or any(len(d) > _HIGH and (d in squeezed or squeezed in d) for d in domains):
                _take(draft, (name,), text, place)
                return


def propose_last(draft: Draft, sheets: list[Grid]) -> None:
    """Where there are steps and nothing else tells whose they are: what the head of the sheet begins with."""
    if draft.data.get("customer", {}).get("name") or len(draft.data.get("steps", ())) < _TWICE:
        return
    vendor = str(draft.data.get("vendor", {}).get("name") or "")
    people = {key(str(p.get("name") or "")) for p in draft.data.get("people", ())}
    for text, place in _titles(sheets):
        for piece in PIECES.split(SIZE.sub(" ", text)):
            name = bare(piece.strip(" .!:–-"))
            called = is_name_of_firm(name) and len(name) >= _HIGH and not is_name_of_person(name, people)
            if called and key(name) != key(vendor) and not _says_when(text) and not section_near(name):
                _take(draft, (name,), text, place)
                return


def is_name_of_person(text: str, people: Iterable[str]) -> bool:
    """Whether a text is one of the people, or a part of what they are called."""
    return any(f" {key(text)} " in f" {name} " for name in people)


def _propose_two_firms(draft: Draft, sheets: list[Grid]) -> bool:
    """Two organisations in one cell at the head: "Between | Acme Hospital gGmbH und Bolt Systems GmbH"."""
    titles = [key(text) for text, _ in headings_of(draft, sheets)]
    for grid in sheets:
        for number, row in list(grid.rows.items())[:_HEAD]:
            for column, value in row.items():
                parts = _TWO_FIRMS.split(value) if isinstance(value, str) and len(value) < _SENTENCE else []
                found = [trimmed(part) for part in parts]
                if len(found) != _PAIR or not all(is_firm(one) and one[:1].isupper() for one in found):
                    continue
                called = [any(_says_word_of(title, one) for title in titles) for one in found]
                _take(
                    draft,
                    tuple(found[::-1] if called == [False, True] else found),
                    value,
                    grid.place(number, column),
                )
                return True
    return False


def _says_word_of(title: str, name: str) -> bool:
    """Whether a title has a word of a name that is no common one."""
    said = {word for word in key(name).split(" ") if len(word) >= _HIGH} - plan_words()
    return not said.isdisjoint(title.split(" "))


def _beside_us(row: Row) -> Iterator[str]:
    """Texts of a row that also says "us": the headers of what each side does, "Acme | us"."""
    cells = [v for v in row.values() if isinstance(v, str) and len(v) <= _LABEL]
    if sum(key(v) in words.keys_of("speech", "ours") for v in cells) == 1:
        yield from (
            v for v in cells if is_name_of_firm(v) and label_of(v, Names()) == "" and not is_header(v)
        )


def is_header(text: str) -> bool:
    return any(column_of(section, text, Names()) for section in ("steps", "issues", "people"))


def _without(firm: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """The sides of a title, the second of them a firm that is known to sell."""
    others = [name for name in found if not is_one_of(name, (key(firm),))]
    return (others[0], firm) if others else ()


def _in_full(draft: Draft, sheets: list[Grid], side: str, name: str) -> str:
    """A name as it stands in full beside a label: "Acme Foods" for "Acme", "Vale Schools (VSD)" for "VSD".

    Where the title has the short form, the side is called by it, and as its label says ("District").
    """
    rows = [row for g in sheets for row in [*g.rows.values()][:_PEOPLE]]
    cells = (v for g in sheets for row in [*g.rows.values()][:_HEAD] for v in row.values())
    lone = (next(iter(row.values())) for row in rows if len(row) == 1)
    alone = (("", v, "") for v in (*cells, *lone) if isinstance(v, str) and _is_whole_name(v))
    for label, value, _ in (*_labelled(sheets), *alone):
        parts = SHORT.match(value)
        if parts and key(parts[2]) == key(name):
            unknown = not (label_of(label, Names()) or section_of(label) or " " in label.strip())
            draft.own_words.setdefault(side, []).extend([key(name)] + [key(label)] * unknown)
            return parts[1].strip()
        if parts and key(parts[1]).startswith(key(name) + " "):
            return parts[1].strip()
        if key(value).startswith(key(name) + " ") and not any(map(str.isdigit, value)):
            return value
        if label and _is_acronym(name, value):  # "Quillan Bay Airport Authority" for "QBAA"
            draft.own_words.setdefault(side, []).append(key(name))
            return value
    return name


def _is_acronym(letters: str, name: str) -> bool:
    """Whether capitals are just the first letters of a name's words."""
    return letters.isupper() and len(letters) >= _LEAST and key(letters) in words.first_letters(key(name))


def _is_whole_name(text: str) -> bool:
    """Whether a text is a name and the letters that stand for it: "Groupement Val-de-Sorlane (GVS)"."""
    parts = SHORT.match(text)
    if parts is None or not is_name_of_firm(parts[1]):
        return False
    first = parts[2].isupper() and is_firm(parts[1]) and parts[2][:1] == parts[1][:1]
    return first or is_short_for(parts[2], parts[1])


def _propose_by_label(draft: Draft, sheets: list[Grid]) -> bool:
    """A name in the row of the vendor's, under a label of the trade's own: "Hospital | … | Supplier | …".

    What it is called so is the customer everywhere in the file.
    """
    for grid in sheets:
        for (number, first, at, name), (under, second, _, _) in pairwise(_pairs_at_head(grid)):
            rows = [(grid.origin or {}).get((n, 1), (n,))[0] for n in (number, under)]
            beside = rows[0] == rows[1]
            if not beside and (rows[1] > rows[0] + 1 or " " in first.strip(" :") or "," in name):
                continue
            if (
                label_of(second, Names()) != "vendor.name"
                or label_of(first, Names())
                or not is_name_of_firm(name)
            ):
                continue
            if " " in name.strip() or is_firm(name):
                draft.own_words.setdefault("customer", []).append(key(first))
                draft.propose_side("customer", name, grid.place(number, at), f"called “{shown(first)}”")
                return True
    return False


def _pairs_at_head(grid: Grid) -> Iterator[tuple[int, str, int, str]]:
    """(row, label, column, text) of what stands in one row: two labels, each with a text beside or behind."""
    for number, row in list(grid.rows.items())[:_HEAD]:
        cells = [(c, v) for c, v in row.items() if isinstance(v, str)]
        label, colon, name = cells[0][1].partition(":") if len(row) == len(cells) == 1 else ("", "", "")
        if colon and name.strip() and len(label) <= _LABEL:
            yield number, label, cells[0][0], name.strip()
            continue
        beside = (grid.origin or {}).get((number, 1), (number,))[0]
        below = (grid.origin or {}).get((number + 1, 1), (number + 1,))[0]
        above = (grid.origin or {}).get((number - 1, 1), (number - 1,))[0]
        pair = len(cells) == _PAIR and (
            beside in (below, above) or not {number - 1, number + 1}.isdisjoint(grid.rows)
        )
        if len(cells) == len(row) == _PAIR + 1 and is_firm(cells[1][1]):  # with a remark behind it
            yield number, cells[0][1], *cells[1]
            continue
        both = [*row.items()]
        labels = [label for _, label in both[::2]]
        if (len(both) == 2 * _PAIR and all(isinstance(v, str) for v in labels)) or (
            pair and len(both) == _PAIR
        ):
            for label, (column, value) in zip(labels, both[1::2], strict=True):
                if isinstance(label, str) and isinstance(value, str):
                    yield number, label, column, value


def _propose_beside(draft: Draft, sheets: list[Grid], vendor: frozenset[str]) -> None:
    """The one firm that stands in a column in which the vendor stands as well: the people's firms."""
    for grid in sheets:
        columns: dict[int, dict[str, int]] = {}
        for number, row in list(grid.rows.items())[:_PEOPLE]:
            for column, value in row.items():
                if isinstance(value, str) and is_firm(value):
                    columns.setdefault(column, {}).setdefault(value.strip(), number)
        for column, firms in columns.items():
            others = [name for name in firms if key(name) not in vendor]
            if len(others) == 1 and len(firms) > 1:
                name = others[0]
                draft.propose_side("customer", name, grid.place(firms[name], column), "beside the vendor")
                return


def _propose_said(draft: Draft, sheets: list[Grid]) -> bool:
    """The names that a sentence at the head says the side of."""
    for text, place in first_lines(sheets):
        if said := sided_names(text):
            _take(draft, tuple(said.values()), text, place)
            return True
    return False


def _propose_first_name(draft: Draft, titles: list[tuple[str, str]], firm: str) -> None:
    """What a title begins with, where its writer's firm is known and nobody else is named."""
    for text, place in titles:
        pieces = (bare(trimmed(piece)) for piece in PIECES.split(SIZE.sub(" ", text)))
        name = next((n for n in pieces if is_name_of_firm(n) and not is_one_of(n, (key(firm),))), "")
        if name:
            _take(draft, (name, firm), text, place)


def _holds(name: str, parts: tuple[str, ...]) -> bool:
    """Whether one name is made of both: "Thornbury & Vale NHS Trust" is one customer."""
    return all(f" {key(part)} " in f" {key(name)} " for part in parts)


def is_one_of(name: str, known: tuple[str, ...]) -> bool:
    return any(key(name) == one or one.startswith(key(name)) or key(name).startswith(one) for one in known)


def beside_labels(sheets: list[Grid]) -> Iterator[tuple[str, str]]:
    """Texts beside another text at the head of the sheets, which may be a label that is not known."""
    yield from ((value, place) for _, value, place in _labelled(sheets))


def _labelled(sheets: list[Grid]) -> Iterator[tuple[str, str, str]]:
    """(label, text, place) of what stands so."""
    for grid in sheets:
        for number, row in list(grid.rows.items())[:_HEAD]:
            for (before, label), (column, value) in pairwise(row.items()) if _is_pairs(row) else ():
                named = isinstance(value, str) and is_name_of_firm(value) and not persons.are_people(value)
                if named and column - before <= _NEAR:
                    yield str(label), value.strip(), grid.place(number, column)


def _is_pairs(row: Row) -> bool:
    """Whether a row is a label and its value, or two of these with a blank between; no header."""
    columns = list(row)
    two = len(columns) == 2 * _PAIR
    named = two and label_of(str(row[columns[0]]), Names()) in NAMES
    return len(columns) == _PAIR or (two and (named or columns[_PAIR] > columns[1] + 1))


def _is_about(heading: str, name: str) -> bool:
    """Whether a title names somebody: by the whole name, or by its first word if that is no common one."""
    plain, said = key(heading), key(name)
    first = said.partition(" ")[0]
    return said in plain or (len(first) >= _HIGH and first in plain.split(" ") and first not in plan_words())


def _propose_from_title(draft: Draft, sheets: list[Grid], titles: list[tuple[str, str]]) -> None:
    """A title that names one: the customer, if other cells speak of the same."""
    for text, place in titles:
        name = bare(text.strip(" .!:–-"))
        first = key(name).partition(" ")[0]
        if name == text or not is_name_of_firm(name) or len(first) < _HIGH or _is_spoken(name):
            continue
        cells = (v for g in sheets for row in g.rows.values() for v in row.values() if isinstance(v, str))
        if sum(first in key(v).split(" ") for v in cells if len(v) < _LONGEST) > _TWICE:
            _take(draft, (name,), text, place)


def _is_spoken(text: str) -> bool:
    """Whether a text is words more than a name: "Warnings before the wind"."""
    long = [word for word in text.split() if len(word) > _FEW]
    return sum(word.islower() for word in long) * _TWICE > len(long)


def _take(draft: Draft, found: tuple[str, ...], text: str, place: str) -> None:
    for side, name in zip(_SIDES, found, strict=False):
        if not draft.data.get(side, {}).get("name"):
            draft.data.setdefault(side, {})["name"] = name
            draft.single[f"/{side}/name"] = place
    other = f", and {found[1]} the vendor" if len(found) > 1 else ""
    message = f"no cell names the customer; by “{text}” it is {found[0]}{other}"
    draft.tell("RD121", Level.WARNING, message, f"Write Customer and {found[0]} in two cells", place=place)


def headings_of(draft: Draft, sheets: list[Grid]) -> Iterator[tuple[str, str]]:
    """Titles at the head of the sheets, then the sheets' own and the file's name."""
    yield from _titles(sheets)
    for grid in sheets:
        yield grid.title, f"{grid.title}!A1"
    yield draft.source.stem, draft.source.name


def _titles(sheets: list[Grid]) -> Iterator[tuple[str, str]]:
    """Lone texts at the head of the sheets."""
    for grid in sheets:
        for number, row in list(grid.rows.items())[:_HIGH]:
            column, text = next(iter(row.items()))
            two = len(row) == _PAIR and column + 1 not in row
            alone = len(row) == 1 or (two and (bool(parties(str(text))) or _says_when([*row.values()][1])))
            if alone and isinstance(text, str) and len(text) < 120:
                yield text, grid.place(number, column)


def _says_when(value: object) -> bool:
    """Whether a cell says of which day a sheet is: "updated 5 March"."""
    text = str(value)
    return len(text.split()) <= _DATED and (
        words.has_phrase(key(text), "notes", "dated") or bool(within(text))
    )
