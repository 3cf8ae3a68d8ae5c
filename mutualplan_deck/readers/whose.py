"""Whose plan it is, where no label says so: by titles, by who wrote it, by what stands beside what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import persons, words
from mutualplan_deck.readers.dates import within
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import column_of, label_of, section_near, section_of
from mutualplan_deck.readers.meaning import is_job, is_name
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
from mutualplan_deck.readers.words import Names, is_department, is_firm, key
from mutualplan_deck.regex import regex

_WRITER = regex(
    r"^([A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,2}) ?\(([A-ZÀ-Þ][^()]{1,40})\)(?=\s*(?:[,;.·•|–-]|$))(.*)$"
)
_OF_FIRM = regex(  # "Ann Lee, Bolt - my copy, 8 Feb 27"
    r"^([A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){1,2}), ([A-ZÀ-Þ][\w&.'’-]*(?: [A-ZÀ-Þ][\w&.'’-]*){0,3})"
    r"(?=\s*(?:[,;.–-]|$))(.*)$"
)
_STANDS_FOR = regex(
    r"\b([A-ZÀ-Þ][\w&]{0,5})\)?\s*=\s*([^=·•;,.|(\n]{3,60}?)(?=\s*(?:[·•;,.|(\n]|\s-\s|\s{2}|$))"
)
_DATED_PARTS = regex(r"\s*[,;|·()]\s*|(?<!\d)\s*/\s*|\s+[-–—]\s+|\s{3,}")
_ADDRESS = regex(r"[\w.+'-]+@([\w-]+)\.")
_FIRM_BEHIND = regex(  # "account manager Bolt", "Account Manager, Bolt Inc"
    r"^(?P<job>.*?[^\W\d_A-ZÀ-Þ][^\W\d_]*),?\s+(?:at |bei |chez |en |na |@)?"
    r"(?P<firm>[A-ZÀ-Þ][\w&.-]*(?:\s[A-ZÀ-Þ][\w&.-]*)*)$"
)
_WITH_SIDE = regex(r"^(.+?)\s*\(([^()]{1,12})\)$")  # "Bolt (us)"
_OF_STEPS = ("title", "due", "status")  # headers of a table of steps
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
_INITIALS = 3  # letters
_SIDES = ("customer", "vendor")  # in the order in which a title names them


def propose_names(draft: Draft, sheets: list[Grid], vendor: Iterable[str] = ()) -> None:
    """Where no cell names the customer, the title or the file's name may; it is told, never silent.

    `vendor`: what the vendor is called, where that is known.
    """
    if draft.data.get("customer", {}).get("name"):
        return
    firm = _take_writer(draft, sheets)
    _propose_customer(draft, sheets, vendor, firm)
    if firm and draft.data.get("customer", {}).get("name") and not draft.data.get("vendor", {}).get("name"):
        draft.propose_side("vendor", firm, draft.seller[1], "of whoever wrote it")


def _propose_customer(draft: Draft, sheets: list[Grid], vendor: Iterable[str], firm: str) -> None:
    """Who the customer is by titles, labels of the trade's own, or what stands beside the vendor."""
    if _propose_said(draft, sheets) or _propose_by_label(draft, sheets) or _propose_two_firms(draft, sheets):
        return
    headings = list(_headings(draft, sheets))
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
        whole = [name for name, _ in _beside_labels(sheets) if not any(map(str.isdigit, name))]
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
    for text, place in _beside_labels(sheets):
        sells = bool(firm) and _is_one_of(text, (key(firm),))  # what is sold is called as who sells it
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
    titles = [key(text) for text, _ in _headings(draft, sheets)]
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
            v for v in cells if is_name_of_firm(v) and label_of(v, Names()) == "" and not _is_header(v)
        )


def _is_header(text: str) -> bool:
    return any(column_of(section, text, Names()) for section in ("steps", "issues", "people"))


def _take_writer(draft: Draft, sheets: list[Grid]) -> str:
    """The firm of whoever wrote the plan, where its head says who and when: "Mo (Bolt), as of 21.04.27".

    It sells, and its name stands elsewhere, too; "" where nothing says so.
    """
    for text, place in _first_lines(sheets):
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
    for text, place in _first_lines(sheets):
        if sells := _seller_in(text):
            draft.seller, draft.writer = (sells.name, place), draft.writer or sells.name
            draft.seller_title = sells.title
            return sells.firm
    for text, place in (*_first_lines(sheets), *_last_lines(sheets)):
        if by := _in_order(_dated_by_firm(text), sheets):
            draft.seller, draft.writer = (by[0], place), draft.writer or by[0]
            return by[1]
    for text, place in _first_lines(sheets):
        if (name := _dated_by(text)) and not draft.seller[0]:
            draft.seller, draft.writer = (name, place), draft.writer or name
    return ""


def _may_be_writer(name: str, firm: str) -> bool:
    """Whether a name and a text in brackets may be somebody and the firm: "Mo (Bolt)"."""
    said = is_department(firm) or is_job(firm) or _is_short_for(firm, name)
    return not said and not is_firm(name)


def _is_short_for(letters: str, name: str) -> bool:
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


def _without(firm: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """The sides of a title, the second of them a firm that is known to sell."""
    others = [name for name in found if not _is_one_of(name, (key(firm),))]
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
    return name


def _is_whole_name(text: str) -> bool:
    """Whether a text is a name and the letters that stand for it: "Groupement Val-de-Sorlane (GVS)"."""
    parts = SHORT.match(text)
    if parts is None or not is_name_of_firm(parts[1]):
        return False
    first = parts[2].isupper() and is_firm(parts[1]) and parts[2][:1] == parts[1][:1]
    return first or _is_short_for(parts[2], parts[1])


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
    for text, place in _first_lines(sheets):
        if said := sided_names(text):
            _take(draft, tuple(said.values()), text, place)
            return True
    return False


def _propose_first_name(draft: Draft, titles: list[tuple[str, str]], firm: str) -> None:
    """What a title begins with, where its writer's firm is known and nobody else is named."""
    for text, place in titles:
        pieces = (bare(trimmed(piece)) for piece in PIECES.split(SIZE.sub(" ", text)))
        name = next((n for n in pieces if is_name_of_firm(n) and not _is_one_of(n, (key(firm),))), "")
        if name:
            _take(draft, (name, firm), text, place)


def _holds(name: str, parts: tuple[str, ...]) -> bool:
    """Whether one name is made of both: "Thornbury & Vale NHS Trust" is one customer."""
    return all(f" {key(part)} " in f" {key(name)} " for part in parts)


def with_abbreviations(names: Names, sheets: list[Grid]) -> Names:
    """The names with what a line at the head of a sheet says is short for them: "AV = Aguas Vivas"."""
    found: dict[str, list[str]] = {"customer": [], "vendor": []}
    for text in _equations(sheets):
        for match in _STANDS_FOR.finditer(text):
            if (side := names.side(match[2].strip())) in found:
                found[side].append(key(match[1]))
    for name, letters in _with_letters(sheets):
        if (side := names.side(name)) in found and names.side(letters) is None:
            found[side].append(key(letters))
    both = (*names.customer, *found["customer"]), (*names.vendor, *found["vendor"])
    return Names(*both, names.columns, names.people) if any(found.values()) else names


def _with_letters(sheets: Iterable[Grid]) -> Iterator[tuple[str, str]]:
    """(name, letters) of lone cells like "Cable Cars Vale Ltd (CCV)": what a firm is called for short."""
    for grid in sheets:
        for row in list(grid.rows.values())[:_PEOPLE]:
            parts = SHORT.match(str(next(iter(row.values())))) if len(row) == 1 else None
            if parts and parts[2].isupper() and parts[2][:1] == parts[1][:1] and is_firm(parts[1]):
                yield parts[1].strip(), parts[2]


def vendor_called(sheets: Iterable[Grid]) -> Names:
    """What the heads of sheets call the vendor, for what is looked at before all names are known."""
    none, found = Names(), list[str]()
    for grid in sheets:
        for row in list(grid.rows.values())[:_HEAD]:
            for label, value in pairwise(row.values()):
                named = isinstance(label, str) and isinstance(value, str) and is_name_of_firm(value)
                if named and label_of(label, none) == "vendor.name":
                    found.append(key(value))
    return with_abbreviations(Names((), tuple(found)), list(sheets))


def _equations(sheets: Iterable[Grid]) -> Iterator[str]:
    """Texts at the head of the sheets, or alone, that may say what stands for what: "AV = Aguas Vivas"."""
    for grid in sheets:
        rows = list(grid.rows.values())[:_PEOPLE]
        for row in (r for n, r in enumerate(rows) if n < _HEAD or len(r) == 1):
            yield from (v for v in row.values() if isinstance(v, str) and "=" in v and len(v) < _SENTENCE)


def propose_vendor(draft: Draft, sheets: list[Grid], customer: Iterable[str]) -> None:
    """Where a label names the customer and none the vendor: the one other firm beside a label; told."""
    known = tuple(customer)
    firms = {
        name: place for name, place in _beside_labels(sheets) if is_firm(name) and not _is_one_of(name, known)
    }
    if len(firms) != 1:
        if _propose_of_seller(draft, sheets):
            return
        if not _propose_over_owners(draft, sheets, known):
            _propose_beside_customer(draft, sheets, known)
        return
    draft.propose_side("vendor", *next(iter(firms.items())))


def _propose_of_seller(draft: Draft, sheets: list[Grid]) -> bool:
    """The firm before the people of a line at the head, the first of whom sells: "Bolt: Ann Lee (sales)"."""
    rows = ((g, number, row) for g in sheets for number, row in [*g.rows.items()][:_HIGH])
    firsts = ((str(row[min(row)]), g.place(number, min(row))) for g, number, row in rows)
    for text, place in firsts:
        firm, colon, rest = text.partition(":")
        if not colon or not is_name_of_firm(firm) or label_of(firm, Names()) or not persons.are_people(rest):
            continue
        first, *others = (persons.person(line).item for line in persons.people(rest.strip()))
        title = str(first.get("title") or "")
        if persons.is_seller(title) and not draft.seller[0]:
            draft.seller_title, draft.colleagues = title, [(other, place) for other in others]
            draft.seller, draft.writer = (str(first["name"]), place), draft.writer or str(first["name"])
            draft.propose_side("vendor", firm.strip(), place, "of whoever sells")
            return True
    return False


def _propose_over_owners(draft: Draft, sheets: list[Grid], known: tuple[str, ...]) -> bool:
    """The name over a column right beside that of the customer: "Acme | Bolt" over owners."""
    for grid in sheets:
        for number, row in list(grid.rows.items())[:_HEAD]:
            texts = {c: v for c, v in row.items() if isinstance(v, str) and len(v) <= _LABEL}
            at = next((c for c, v in texts.items() if _is_in(v, known) and len(texts) > _PAIR), 0)
            if not any(column_of("steps", text, Names()) in _OF_STEPS for text in texts.values()):
                continue
            beside = [c for c in (at - 1, at + 1) if at and is_name_of_firm(texts.get(c, ""))]
            texts = {c: _without_us(v) for c, v in texts.items()}
            names = [c for c in beside if not (_is_header(texts[c]) or label_of(texts[c], Names()))]
            if len(names) == 1 and not _is_word_for_side(texts[names[0]]):
                place = grid.place(number, names[0])
                draft.propose_side(
                    "vendor", texts[names[0]].strip(), place, "which stands beside the customer"
                )
                return True
    return False


def _without_us(text: str) -> str:
    """A name without "us" in brackets behind it: "Bolt (us)"."""
    match = _WITH_SIDE.match(text.strip())
    return match[1] if match and Names().side(match[2]) == "vendor" else text


def _is_word_for_side(text: str) -> bool:
    """Whether a text is a word for a side, and no name: "Us", "Partner"."""
    return Names().side(text) is not None


def _propose_beside_customer(draft: Draft, sheets: list[Grid], known: tuple[str, ...]) -> None:
    """The other name of a title that has the customer's: "Bolt / plan for Acme"."""
    for text, place in _headings(draft, sheets):
        parts = (part for piece in PIECES.split(SIZE.sub(" ", text)) for part in APART.split(piece))
        names = [name for part in parts if is_name_of_firm(name := bare(trimmed(part)))]
        ours = [p for p in names if not _is_one_of(p, known) and not _is_in(p, known)]
        if len(names) == _PAIR and len(ours) == 1 and not label_of(ours[0], Names()):
            name = _as_elsewhere(ours[0], sheets)
            draft.propose_side("vendor", name, place, "which stands beside the customer in the title")
            return


def _is_in(name: str, known: tuple[str, ...]) -> bool:
    """Whether a name's words are all words of one that is known: "Vale" of "Vale Foods Ltd"."""
    return any(set(key(name).split(" ")) <= set(one.split(" ")) for one in known)


def _is_one_of(name: str, known: tuple[str, ...]) -> bool:
    return any(key(name) == one or one.startswith(key(name)) or key(name).startswith(one) for one in known)


def _beside_labels(sheets: list[Grid]) -> Iterator[tuple[str, str]]:
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
        if name == text or not is_name_of_firm(name) or len(first) < _HIGH:
            continue
        cells = (v for g in sheets for row in g.rows.values() for v in row.values() if isinstance(v, str))
        if sum(first in key(v).split(" ") for v in cells if len(v) < _LONGEST) > _TWICE:
            _take(draft, (name,), text, place)


def _as_elsewhere(name: str, sheets: list[Grid]) -> str:
    """A name in capitals as the cells below spell it: "BOLT" is Bolt, where a cell says "Bolt Start"."""
    if not name.isupper() or len(name) < _HIGH:
        return name
    cells = (v for g in sheets for row in g.rows.values() for v in row.values() if isinstance(v, str))
    found = (
        re.search(rf"\b{re.escape(name)}\b", v, re.IGNORECASE)
        for v in cells
        if name.casefold() in v.casefold()
    )
    return next((m[0] for m in found if m and not m[0].isupper() and m[0][:1].isupper()), name)


def _take(draft: Draft, found: tuple[str, ...], text: str, place: str) -> None:
    for side, name in zip(_SIDES, found, strict=False):
        if not draft.data.get(side, {}).get("name"):
            draft.data.setdefault(side, {})["name"] = name
            draft.single[f"/{side}/name"] = place
    other = f", and {found[1]} the vendor" if len(found) > 1 else ""
    message = f"no cell names the customer; by “{text}” it is {found[0]}{other}"
    draft.tell("RD121", Level.WARNING, message, f"Write Customer and {found[0]} in two cells", place=place)


def _headings(draft: Draft, sheets: list[Grid]) -> Iterator[tuple[str, str]]:
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


def _last_lines(sheets: list[Grid]) -> Iterator[tuple[str, str]]:
    """Lone texts at the foot of the sheets."""
    for grid in sheets:
        for number, row in list(grid.rows.items())[-_HIGH:]:
            if len(row) == 1 and isinstance(text := next(iter(row.values())), str) and len(text) < _SENTENCE:
                yield text, grid.place(number, next(iter(row)))


def _says_when(value: object) -> bool:
    """Whether a cell says of which day a sheet is: "updated 5 March"."""
    text = str(value)
    return len(text.split()) <= _DATED and (
        words.has_phrase(key(text), "notes", "dated") or bool(within(text))
    )


def _first_lines(sheets: list[Grid]) -> Iterator[tuple[str, str]]:
    """Lone texts at the head of the sheets, sentences among them."""
    for grid in sheets:
        for number, row in list(grid.rows.items())[:_HIGH]:
            if len(row) == 1 and isinstance(text := next(iter(row.values())), str) and len(text) < _SENTENCE:
                yield text, grid.place(number, next(iter(row)))
