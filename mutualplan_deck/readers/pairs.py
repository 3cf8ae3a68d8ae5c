"""Labels with a value beside them: the plan's own facts, wherever in the file they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import dropwhile, pairwise, takewhile
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import dates, form, meaning, persons
from mutualplan_deck.readers.blocks import Blocks
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.fields import Field, Sort
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.headings import column_of, label_near, label_of, section_near, section_of
from mutualplan_deck.readers.lines import currencies_in
from mutualplan_deck.readers.lists import Listing
from mutualplan_deck.readers.mapping import NAME as FILE
from mutualplan_deck.readers.mapping import quoted
from mutualplan_deck.readers.notes import Notes
from mutualplan_deck.readers.numbers import currency_of
from mutualplan_deck.readers.plan_facts import NAMES, SHORT, bare_name, put, shown_percent
from mutualplan_deck.readers.prose import surely_tells
from mutualplan_deck.readers.reading import Spot
from mutualplan_deck.readers.roll import without_honorific
from mutualplan_deck.readers.understood import Header, Shape, Why
from mutualplan_deck.readers.values import shown, text_of
from mutualplan_deck.readers.words import (
    Names,
    has_phrase,
    is_firm,
    is_for_us,
    is_internal,
    key,
    keys_of,
    says,
    says_of_self,
)
from mutualplan_deck.regex import regex

MEETING = "meeting"
CASE = ("issues", "problems", "capabilities", "outcomes")
"""The sections of a business case, in the order in which it is told."""

_DATED = ("success.date", "signature_date", "as_of")  # "Success = 16 December 2027, when …"
_PAIR, _TRIPLE = 2, 3
_NEAR = 12  # rows of labels below an issue
_JOINS = ("&", "and", "und", "et", "y", "e")  # within the name of a firm
_SENTENCE = 30  # letters
_STATEMENT = 8  # words
_OWNER = "Owner"
_ANY = (
    "statement",
    "source",
    "consequence",
)  # of an issue, whose labels mean other things in a case: "Where it comes from"
_ABBREVIATION = 12  # letters
_LABEL = 3  # words of a label that ends in "from"
_WORDS = 6  # of a name, at most
_FIELDS = 3  # of an issue, that make labels and values one
_NEXT = regex(r"(?<=[^\W\d_]{3})\.\s+(?=[A-ZÀ-Þ])")
_FIGURES = regex(r"(?<![\d.,/])\d[\d.,]*(?![\d/])")
_IN_BRACKETS = regex(r"\([^()]*\)")
_BEHIND_NAME = regex(r"\s*[,(]\s*|\s+[-–—]\s+")
_SEVERAL = regex(r"\s{3,}|\n|\s[|•·]\s")  # between labels with their values in one cell


def pairs_in(grid: Grid, number: int, names: Names) -> Iterator[tuple[int, str, str, Any]]:
    """(column of the value, path or "", label, value) of each pair in a row; hints are skipped."""
    cells = [(c, v) for c, v in grid.rows[number].items() if c not in grid.hidden_columns]
    above = {c: grid.labels[number, c] for c, _ in cells if (number, c) in grid.labels} if grid.labels else {}
    if above:
        paths = {c: _path(above[c], v, names) for c, v in cells if c in above}
        beside = "customer.name" in paths.values() and "vendor.name" not in paths.values()
        for column, value in ((c, v) for c, v in cells if c in above):
            path = paths[column] or ("vendor.name" if beside and _is_from(above[column], value) else "")
            yield column, path, above[column], value
        return
    cells = [(c, v) for c, v in cells if not (isinstance(v, str) and v in form.plan_hints())]
    if any(pair_in(v, names)[0] for _, v in cells):  # "Customer: Acme" | "Vendor: Bolt"
        yield from ((c, *_in_one(v, names)) for c, v in cells)
        return
    at = 0
    while at + 1 < len(cells):
        (_, label), (column, value) = cells[at], cells[at + 1]
        path = _gone_on(grid, number, label, value, names) or _path(label, value, names)
        if not path and _is_from(label, value) and _is_beside_customer(grid, number):
            path = "vendor.name"
        if path or len(cells) == 2:
            yield column, path, str(label), value
        elif at == 0 and len(cells) == _TRIPLE and _is_owned(label, value, cells[2][1], names):
            yield from ((column, "", str(label), value), (cells[2][0], "", _OWNER, cells[2][1]))
            return
        elif at == 0 and len(cells) > 2 and _has_remark(label, value, cells[2][1], names):
            yield column, "", str(label), value
            return
        at += 2 if path else 1


def _has_remark(label: Any, value: Any, remark: Any, names: Names) -> bool:
    """Whether a row is a label that names a section, a text, and what is said behind it in its own cell."""
    texts = all(isinstance(t, str) for t in (label, value, remark))
    known = texts and bool(section_near(str(label)) or names.side(str(label)))
    short = len(str(label)) <= _SENTENCE and len(str(remark)) <= _SENTENCE
    known = known or (texts and short and len(str(value)) > 2 * _SENTENCE and _states(str(value)))
    return known and not (label_of(str(value), names) or section_of(str(value)))


def _is_owned(label: Any, value: Any, owner: Any, names: Names) -> bool:
    """Whether a row is a goal, what it is in words, and whose: "Goal 1 / Ship the same day / Ann Lee"."""
    named = isinstance(label, str) and section_near(label) == "issues" and names.side(label) is None
    return named and meaning.is_words(value) and len(str(value)) > _SENTENCE and meaning.is_name(owner)


def _in_one(cell: Any, names: Names) -> tuple[str, str, Any]:
    """(path or "", label, value) of a cell that holds a label and its value; of any other, "" and itself."""
    label, colon, value = (part.strip() for part in str(cell).partition(":"))
    return (_path(label, value, names), label, value) if colon and value else ("", "", cell)


def _gone_on(grid: Grid, number: int, label: Any, value: Any, names: Names) -> str:
    """What a label that goes on with the one above names: "… in short", "… which we look at on"."""
    above = [*grid.rows.get(number - 1, {}).values()]
    if not isinstance(label, str) or not label.startswith(("…", "...")) or len(above) != _PAIR:
        return ""
    path = _path(above[0], above[1], names)
    if path in NAMES and isinstance(value, str) and len(value) <= _ABBREVIATION:
        return path.replace(".name", ".short")
    return "success.date" if path == "success.measure" and meaning.is_day(value) else ""


def _path(label: Any, value: Any, names: Names) -> str:
    """The path in the plan that a label with a value names, if the value may be that; or ""."""
    path = label_of(label, names) if isinstance(label, str) else ""
    if not path and isinstance(label, str) and not column_of("issues", label, names):
        path = label_near(label, value, names)
    if key(str(label)) in form.plan_titles():
        return path
    if path == "success.measure" and meaning.is_day(value):
        return "success.date"  # "We call it a success on", over a day
    us = key(str(label)) in keys_of("speech", "ours") and isinstance(value, str)
    who = us and persons.begins(value) and persons.are_people(value)  # "Us | Bo - sales"
    wrong = path in NAMES and (not _may_be_name(value) or names.is_person(value) or who)
    if (
        path in NAMES
        and label_of(label, names) != path
        and names.side(str(value)) not in (None, path.partition(".")[0])
    ):
        return ""  # "Software company | Bolt Inc", where Bolt is known to sell
    return "" if wrong or (path == "currency" and not currency_of(str(value))) else path


def _is_from(label: Any, value: Any) -> bool:
    """Whether a label says that something comes from whom its value names: "From", "Software from"."""
    said = key(str(label))
    parts = said.split(" ")
    from_whom = said in keys_of("from") or (parts[-1] in keys_of("from") and len(parts) <= _LABEL)
    return from_whom and _may_be_name(value)


def _is_beside_customer(grid: Grid, number: int) -> bool:
    """Whether a cell of this row, or of the one above or below, is the label of the customer's name."""
    near = (grid.rows.get(n, {}) for n in (number - 1, number, number + 1))
    texts = (v for row in near for v in row.values() if isinstance(v, str))
    return any(label_of(text, Names()) == "customer.name" for text in texts)


def _may_be_name(value: Any) -> bool:
    """Whether a cell may hold what an organisation is called: no figure, no day, no word of a header."""
    if not isinstance(value, str) or meaning.is_day(value) or meaning.is_number(value):
        return False
    if value.count("(") > 1:  # several people, with their companies
        return False
    if _is_somebody(value):  # "Client: Dr. Ann Lee" is who asked for it
        return False
    return not any(
        column_of(section, value, Names()) for section in ("issues", "outcomes", "people", "steps")
    )


def _is_somebody(text: str) -> bool:
    """Whether a text is a person's name with an honorific before it, or with their job behind it."""
    person, *behind = _BEHIND_NAME.split(without_honorific(text), maxsplit=1)
    titled = without_honorific(text) != text.strip()
    jobs = (persons.is_post(_IN_BRACKETS.sub("", job).strip()) for job in behind)  # "sales (me)"
    return meaning.is_name(person) and (titled or any(jobs))


def pair_in(value: Any, names: Names) -> tuple[str, str]:
    """(path, value) of a cell that holds both, "Customer: Acme Ltd"; ("", "") of any other."""
    label, colon, rest = value.partition(":") if isinstance(value, str) else ("", "", "")
    if isinstance(value, str) and not colon:
        label, _, rest = value.partition("=")
        path = label_of(label, names) if rest.strip() else ""
        return (path, rest.strip()) if path in _DATED else _prepared(value, names)
    path = label_of(label, names) if colon and rest.strip() else ""
    return (path, rest.strip()) if path and path != MEETING else ("", "")


def _prepared(text: str, names: Names) -> tuple[str, str]:
    """ "Prepared for Acme Ltd": a label of two words or more for a side, and a name behind it."""
    said = text.split()
    if "=" in said:  # "«they» = Acme": what is called how
        return "", ""
    for count in (3, 2):
        path = label_of(" ".join(said[:count]), names)
        rest = " ".join(takewhile(lambda word: word not in keys_of("from"), said[count:]))
        labels = label_of(rest, names) or Names().side(rest)  # "Client / Customer" is two labels
        if path in NAMES and rest[:1].isupper() and len(rest.split()) <= _WORDS and not labels:
            return path, rest
    return "", ""


def _prepared_by(text: Any, names: Names) -> tuple[str, str]:
    """ "Prepared for Acme Ltd by Bolt Inc.": who stands behind is the vendor."""
    if not isinstance(text, str) or _prepared(text, names)[0] != "customer.name":
        return "", ""
    behind = list(dropwhile(lambda word: word not in keys_of("from"), text.split()))[1:]
    by = " ".join(takewhile(lambda word: word[:1].isupper() or word in _JOINS, behind))
    firm = next((part for part in (by, *by.split(", ")) if is_firm(part)), by).rstrip(",")
    somebody = meaning.is_name(firm) and not is_firm(firm)
    return ("vendor.name", firm) if firm and _may_be_name(firm) and not somebody else ("", "")


def names_in(grid: Grid, rows: list[int], people: tuple[str, ...] = ()) -> Iterator[tuple[str, str, bool]]:
    """(side, name, sure) of the organisations named beside a label, or behind it in the same cell.

    `sure`: the label is known, and not only made of words that are.
    """
    for number in rows:
        pairs = pairs_in(grid, number, Names(people=people))
        beside = [
            (path, value, label_of(label, Names()) == path and Names().side(label) != "partner")
            for _, path, label, value in pairs
        ]
        behind = [
            (*f(v, Names()), Names().side(str(v).partition(":")[0]) != "partner")
            for v in grid.rows[number].values()
            for f in (pair_in, _prepared_by)
        ]
        for path, value, sure in (*beside, *behind):
            side, _, what = path.partition(".")
            if what in ("name", "short") and isinstance(value, str) and Names().side(value) is None:
                parts = SHORT.match(value)
                yield from ((side, name, sure) for name in (parts.groups() if parts else (bare_name(value),)))


def read_pairs(draft: Draft, grid: Grid, found: Blocks, names: Names) -> None:
    """Take the labelled values of a sheet into the draft."""
    notes = Notes(draft, names, home=section_near(grid.title))
    lone = {listing.rows[0]: listing for listing in found.lists if _states_issue(grid, listing, found, names)}
    numbers = sorted({*found.pairs, *found.loose, *lone})
    runs = [run for run in runs_of(numbers) if _is_issue(grid, run, names)]
    of_issue = {n: order for order, run in enumerate(runs, 1) for n in run}
    unnamed = {run[0] for run in runs if not _is_named(grid, run, names)}
    headings = {number for number in unnamed if _says_all(grid, number)}
    headings = headings if len(headings) >= _PAIR else set()  # one alone may be a remark
    unnamed |= {n for run in runs for n in _begins_again(grid, run, names)}
    notes.by_order = _by_order(draft, grid, found, names)
    notes.success_named = any(map(partial(_names_success, grid, names=names), found.pairs))
    for number in numbers:
        notes.lines = _lines_of(grid, found, number)
        stated = len(draft.data.get("issues", ()))
        notes.within = stated if of_issue.get(number) == stated else 0  # in the block of its issue
        if number in lone:  # the issue in a line, above what is said of it
            column, text = next(iter(grid.rows[number].items()))
            notes.home = "issues"
            notes.state("", text, grid.place(number, column))
            found.lists.remove(lone[number])
            continue
        if number in of_issue:
            notes.home = "issues"
        elif number not in found.pairs:
            notes.home = section_near(str(next(iter(grid.rows[number].values())))) or notes.home
        if number in headings:
            column, text = next(iter(grid.rows[number].items()))
            _tell_near(draft, "business issue", str(text), grid.place(number, column))
            notes.state("", text, grid.place(number, column))
            found.loose.remove(number)
        elif number in found.pairs:
            _read_row(draft, grid, number, notes, states=number in unnamed, of_issue=number in of_issue)


def _states_issue(grid: Grid, listing: Listing, found: Blocks, names: Names) -> bool:
    """Whether a line alone under a heading of issues has labels right below that say more of it."""
    row = grid.rows[listing.rows[0]]
    if listing.section != "issues" or len(listing.rows) != 1 or len(row) != 1:
        return False
    below = takewhile(lambda n: n in found.pairs, range(listing.rows[0] + 1, listing.rows[0] + _NEAR))
    labels = [str(next(iter(grid.rows[n].values()))) for n in below if len(grid.rows[n]) > 1]
    fields = {column_of("issues", label, names) for label in labels} - {"", "statement"}
    return len(fields) >= _PAIR


def _lines_of(grid: Grid, found: Blocks, number: int) -> list[str]:
    """The texts beside a label: its own, and those right below it under no label of their own."""
    row = grid.rows[number]
    column, pairs, texts = [*row][-1], frozenset(found.pairs), list[str]()
    while number in pairs and (cell := row.get(column)) is not None and (not texts or len(row) == 1):
        texts.append(str(cell))
        number += 1
        row = grid.rows.get(number, {})
    return texts


def _by_order(draft: Draft, grid: Grid, found: Blocks, names: Names) -> dict[str, str]:
    """The section of each label in words of its own that stands where a business case goes on to it.

    A case begins with what is at stake, goes from there to what is behind it, to what is needed and to what
    that is worth. So the sentence with a figure before the problems is the issue, and one label between two
    sections known is the one section that belongs between them. Only where nothing else names that section.
    """
    if not draft.foreign:
        return {}
    numbers = sorted({*found.pairs, *found.loose})
    said = [_named_case(grid, number, names, alone=number in found.loose) for number in numbers]
    sections = [section for section, _, _ in said]
    named = {*sections, *(s for s in CASE if draft.data.get(s)), *(["issues"] if draft.issues_listed else ())}
    first = next((i for i, section in enumerate(sections) if section in CASE), len(said))
    known = {}
    if "issues" not in named and sections[first : first + 1] == ["problems"]:
        begin = next((label for s, label, text in said[:first] if label and not s and _states(text)), "")
        known = {begin: "issues"} if begin else _first_of_two(said[first:])
    known |= _before_why(said)
    known |= _above_its_fields(grid, found, names, said) if "issues" not in known.values() else {}
    if "problems" not in named:
        known |= _pains(said)
    known |= _wanted_first(said, named)
    known |= _pain_alone(said) if "issues" not in (*named, *known.values()) else {}
    at = [n for n, (section, _, _) in enumerate(said) if section in CASE]
    for one, other in pairwise(at):
        before, after = known.get(said[one][1], said[one][0]), said[other][0]
        between = [s for s in CASE[CASE.index(before) + 1 : CASE.index(after)] if s not in named]
        labels = [label for _, label, text in said[one + 1 : other] if label and _is_said(text)]
        long = [label for _, label, text in said[one + 1 : other] if label in labels and _is_long(text)]
        if fitting := next((found for found in (labels, long) if len(found) == len(between)), []):
            known |= dict(zip(fitting, between, strict=True))
    return known


def _before_why(said: list[tuple[str, str, str]]) -> dict[str, str]:
    """What is at stake in words of its own, above why it is so: "What's biting | …" and "Why | …"."""
    whys = (n for n, (section, label, _) in enumerate(said) if section == "issues" and _asks_why(label))
    why = next(whys, 0)
    begin = next((label for s, label, text in said[:why] if label and not s and _states(text)), "")
    return {begin: "issues", said[why][1]: "problems"} if begin else {}


def _asks_why(label: str) -> bool:
    return key(label) in keys_of("speech", "why")


def _above_its_fields(
    grid: Grid, found: Blocks, names: Names, said: list[tuple[str, str, str]]
) -> dict[str, str]:
    """A label in words of its own over what states the issue, right above labels of an issue's fields.

    Another one that may mean issues as well, by its words, is then what is in the way.
    """
    if any(section_of(label) == "issues" for _, label, _ in said):
        return {}
    for number in found.pairs:
        section, label, text = _named_case(grid, number, names, alone=False)
        below = [*grid.rows.get(number + 1, {}).values()]
        field = column_of("issues", str(below[0]), names) if len(below) == _PAIR else ""
        if label and not section and _states(text) and field in ("metric", "baseline", "target"):
            others = (other for near, other, _ in said if near == "issues" and other)
            return {label: "issues", **dict.fromkeys(others, "problems")}
    return {}


def _pains(said: list[tuple[str, str, str]]) -> dict[str, str]:
    """Labels of pains, which may be issues, below another that names what is at stake: "Goal", and "Pain"."""
    issues = [label for section, label, _ in said if section == "issues" and label]
    pains = [label for label in issues[1:] if key(label) in keys_of("case", "pains")]
    return (
        dict.fromkeys(pains, "problems") if pains and key(issues[0]) not in keys_of("case", "pains") else {}
    )


def _pain_alone(said: list[tuple[str, str, str]]) -> dict[str, str]:
    """The one label of pains of a case that goes on to what is needed or gained: it says what is at stake."""
    hurts = {label for section, label, _ in said if section == "problems"}
    goes_on = any(section in ("capabilities", "outcomes") and label for section, label, _ in said)
    alone = goes_on and len(hurts) == 1 and key(*hurts) in keys_of("case", "pains")
    return dict.fromkeys(hurts, "issues") if alone else {}


def _first_of_two(said: list[tuple[str, str, str]]) -> dict[str, str]:
    """The first of two labels that may mean problems, where it states what is at stake: "What hurts | …"."""
    first, *rest = (one for one in said if one[0] == "problems")
    apart = any(label != first[1] for _, label, _ in rest)
    return (
        {first[1]: "issues"} if apart and first[1] and not section_of(first[1]) and _states(first[2]) else {}
    )


def _wanted_first(said: list[tuple[str, str, str]], named: set[str]) -> dict[str, str]:
    """What they want, where it stands before what is in the way and nothing else says what it is about."""
    case = [n for n, (section, _, _) in enumerate(said) if section in CASE]
    hurts = len(case) >= _PAIR and [said[n][0] for n in case[:_PAIR]] == ["capabilities", "issues"]
    if hurts and _states(said[case[0]][2]) and len(_FIGURES.findall(said[case[0]][2])) >= _PAIR:
        # "What they want | from 340 to 50 …", and "What hurts"
        return {said[case[0]][1]: "issues", said[case[1]][1]: "problems"}
    if "issues" in named or len(case) < _PAIR or said[case[0]][0] != "capabilities":
        return {}
    between = [label for _, label, _ in said[case[0] + 1 : case[1]] if label]
    offered = said[case[1]][0] == "capabilities" and said[case[1]][1] != said[case[0]][1]
    if said[case[1]][0] != "problems" and len(between) < _PAIR and not offered:
        return {}
    return {said[case[0]][1]: "issues"}


def _named_case(grid: Grid, number: int, names: Names, *, alone: bool) -> tuple[str, str, str]:
    """(section named or "", label where it may be one of a case, text) of a row of labels, or a heading."""
    cells = [*grid.rows[number].values()]
    label, text = str(cells[0]), str(cells[min(len(cells), _PAIR) - 1])  # a remark may stand behind
    section = section_of(label) or section_near(label) if alone or len(cells) > 1 else ""
    section = section or ("capabilities" if not alone and key(label) in keys_of("case", "offers") else "")
    unknown = len(cells) in (_PAIR, _PAIR + 1) and not label_of(label, names)
    unknown = unknown and column_of("issues", label, names) in ("", *_ANY)
    return section, label if unknown else "", text


def _states(text: str) -> bool:
    """Whether a text may state what is at stake: some words with a figure in them, and none for us alone."""
    return len(text.split()) >= _STATEMENT and any(map(str.isdigit, text)) and _is_said(text)


def _is_long(text: str) -> bool:
    """Whether a text is a sentence, and not a name or a few words."""
    return len(text.split()) >= _STATEMENT


def _is_said(text: str) -> bool:
    """Whether a text is words, and none for us alone."""
    return (
        meaning.is_words(text)
        and not is_internal(key(text))
        and not is_for_us(key(text))
        and not says("deal_talk", text)
        and not says_of_self(text)
    )


def _read_row(draft: Draft, grid: Grid, number: int, notes: Notes, *, states: bool, of_issue: bool) -> None:
    """Take the labelled values of a row, one of an issue's block or its first, which `states` the issue."""
    said = list(_labelled(grid, number, notes.names))
    joined = said[0][0] if said else 0
    if draft.foreign and len(said) == 1 and not said[0][1]:
        column, path, label, value = said[0]
        section = (section_of(label) or section_near(label)) if label else notes.section
        whole, joined = _with_cells_behind(grid, number, column, value, section)
        if section == "outcomes" and joined > column:
            worth, place = grid.rows[number][joined], grid.place(number, joined)
            message = f"“{shown(worth)}” is read as what “{shown(value)}” is worth"
            draft.tell("RD126", Level.WARNING, message, "Write it in a table of gains", place=place)
        said = [(column, path, label, whole)]
    for column, path, label, raw_value in said:
        place = grid.place(number, column)
        value = shown_percent(raw_value, (grid.formats or {}).get((number, column), ""))
        if states and not path and meaning.is_words(value):
            _tell_near(draft, "business issue", label, place)
            notes.state(label, value, place)
            continue
        due = path == "success.date" and notes.success_named and _is_due(label, notes.names)
        if (of_issue or due) and notes.issue >= 0 and notes.take(label, value, place):
            continue
        if path and not label_of(label, notes.names):
            _tell_near(draft, path, label, place)
        read_fact(draft, notes, path, label, value, place)
    if not said and draft.foreign:
        _tell_stray(draft, grid, number)
    elif draft.foreign and len(said) == 1 and len(grid.rows[number]) > 1:
        _keep_beside(draft, grid, number, joined)


def _is_due(label: str, names: Names) -> bool:
    """Whether a label may as well say by when an issue is due: "Needed by"."""
    return column_of("issues", label, names) == "due"


def _names_success(grid: Grid, number: int, *, names: Names) -> bool:
    """Whether a row has a label that names the day of success, and nothing else."""
    said = pairs_in(grid, number, names)
    return any(path == "success.date" and not _is_due(label, names) for _, path, label, _ in said)


def _with_cells_behind(grid: Grid, number: int, column: int, value: Any, section: str) -> tuple[Any, int]:
    """A value with what the cells behind it say of the same, and the last of their columns.

    Of somebody, what they do: "Ann Lee, CFO | signs"; of a gain, what it is worth: "waste | €40k a year".
    """
    last = column
    behind = {c: v for c, v in grid.rows[number].items() if c > column and c not in grid.hidden_columns}
    for at, cell in behind.items():
        if at != last + 1 or not isinstance(cell, str) or not isinstance(value, str):
            break
        if section == "people" and persons.begins(value) and persons.says_only_part(cell):
            value, last = f"{value} – {cell}", at
        elif section == "outcomes" and currencies_in(cell) and not any(map(str.isdigit, value)):
            value, last = f"{value}, {cell}", at
        elif section == "outcomes" and last > column and _is_of_records(cell):
            value, last = f"{value} ({cell})", at
    return value, last


def _is_of_records(text: str) -> bool:
    """Whether a text says what a figure is taken from: "Ann's fuel card report"."""
    return has_phrase(key(text), "figures", "records") and not persons.says_felt(text)


def _keep_beside(draft: Draft, grid: Grid, number: int, column: int) -> None:
    """Keep what stands behind a labelled value as internal, and tell it."""
    beside = {c: v for c, v in grid.rows[number].items() if c > column and c not in grid.hidden_columns}
    for at, value in beside.items():
        place, text = grid.place(number, at), text_of(value)
        draft.keep_internal(place, text)
        draft.leave_out(Why.UNKNOWN, f"“{shown(text)}”", place)
        message = f"“{shown(text)}” stands behind a value and under no header; kept as internal"
        draft.tell(
            "RD103", Level.HINT, message, "Write it under a label of its own", place=place, internal=True
        )


def _says_all(grid: Grid, number: int) -> bool:
    """Whether a row is one text, and no mere heading: what the issue is, above its labels."""
    texts = list(grid.rows[number].values())
    if len(texts) != 1 or not meaning.is_words(texts[0]) or is_internal(key(str(texts[0]))):
        return False
    return not section_near(str(texts[0]))


def runs_of(rows: Iterable[int]) -> list[list[int]]:
    """The row numbers, those that follow each other together."""
    found: list[list[int]] = []
    for number in rows:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def _labels(grid: Grid, rows: list[int]) -> list[str]:
    return [str(next(iter(grid.rows[n].values()))) for n in rows]


def _begins_again(grid: Grid, rows: list[int], names: Names) -> Iterator[int]:
    """The lines that begin a further issue: no field of one, above the field that the first began with."""
    labels = _labels(grid, rows)
    fields = [column_of("issues", label, names) for label in labels]
    first = next((f for f in fields if f not in ("", "statement")), "")
    yield from (
        n for n, own, below in zip(rows, fields, fields[1:], strict=False) if not own and below == first
    )


def _is_named(grid: Grid, rows: list[int], names: Names) -> bool:
    """Whether one of the labels names the issue itself, beside words."""
    cells = ([*grid.rows[n].values()] for n in rows)
    labels = [str(label) for label, *beside in cells if any(map(meaning.is_words, beside))]
    return any(section_of(w) == "issues" or column_of("issues", w, names) == "statement" for w in labels)


def _is_issue(grid: Grid, rows: list[int], names: Names) -> bool:
    """Whether labels under each other are the fields of one issue, its figures among them."""
    labels = _labels(grid, rows)
    fields = {column_of("issues", label, names) for label in labels if not label_of(label, names)} - {""}
    return len(fields) >= _FIELDS and bool(fields & {"baseline", "target"})


def _tell_near(draft: Draft, path: str, label: str, place: str) -> None:
    """A label that is written as none we know, and read all the same."""
    message = f"“{shown(label)}” is read as the {path.replace('.', ' ').replace('_', ' ')}, by its words"
    advice = f'If it is not, write in {FILE}, under [columns]: {quoted(label.strip())} = "internal"'
    draft.tell("RD126", Level.WARNING, message, advice, place=place)


def _tell_stray(draft: Draft, grid: Grid, number: int) -> None:
    """A row of several cells that is no line of a table, and has no label that is known."""
    row = grid.rows[number]
    text, place = " | ".join(text_of(v) or "" for v in row.values()), grid.place(number, min(row))
    draft.keep_internal(place, text)
    draft.leave_out(Why.UNKNOWN, f"“{shown(text)}”", place)
    message = f"“{shown(text)}” stands in no table that is understood; kept as internal"
    draft.tell("RD110", Level.HINT, message, "Give it a header line if it belongs to the plan", place=place)


def _labelled(grid: Grid, number: int, names: Names) -> Iterator[tuple[int, str, str, Any]]:
    """The pairs of a row; a lone cell goes on with the label above, a lone pair's first cell is a label."""
    seen = [(c, v) for c, v in grid.rows[number].items() if c not in grid.hidden_columns]
    if len(seen) == 1 or goes_on(grid, number):
        yield seen[0][0], "", "", seen[0][1]
        return
    yield from pairs_in(grid, number, names)


def goes_on(grid: Grid, number: int) -> bool:
    """Whether a row goes on with what stands beside the label above: it begins in the column of its value."""
    first = min(grid.rows[number].keys() - grid.hidden_columns, default=0)
    above = number - 1
    while columns := sorted(grid.rows.get(above, {}).keys() - grid.hidden_columns):
        if columns[0] < first:
            return columns[1:2] == [first]
        above = above - 1 if columns[0] == first else 0
    return False


def read_fact(draft: Draft, notes: Notes, path: str, label: str, value: Any, place: str) -> None:
    """Take one label and its value: a fact of the plan, a section written as text, or internal."""
    draft.beside = key(label) if label else draft.beside
    if path == MEETING:
        _meeting(draft, label, value, place)
    elif path == "success.measure" and notes.takes_figures(label, value, place):
        return
    elif path:
        put(draft, path, value, place, label)
    elif not notes.take(label, value, place):
        keep_unknown(draft, label, value, place)


def read_single(draft: Draft, grid: Grid, number: int, names: Names) -> bool:
    """Take a lone cell that holds a label and its value, or several of these; whether it did."""
    column, cell = next(iter(grid.rows[number].items()))
    place = grid.place(number, column)
    path, value = pair_in(cell, names)
    parts = _SEVERAL.split(cell) if isinstance(cell, str) else []
    several = [_in_one(part, names) for part in parts] if len(parts) > 1 else []
    if any(found for found, *_ in several):
        for found, label, said in several:
            read_fact(draft, Notes(draft, names), found, label, said, place)
        return True
    for known, said in ((path, value), _prepared_by(cell, names)):
        if known:
            put(draft, known, said, place, str(cell).partition(":")[0])
    return bool(path)


def success_within(draft: Draft) -> None:
    """What success is may say by when: that day is the day of success, where no label names one."""
    success = draft.data.get("success", {})
    for name in ("measure", "event") if not success.get("date") else ():
        text = str(success.get(name) or "")
        # "Success = … on 28 April 2028. Signature by 30 June 2027": the first sentence says it
        said = (dates.within(t, draft.habits.day_first) for t in (text, _NEXT.split(text, maxsplit=1)[0]))
        named = next((days for days in said if len(days) == 1), [])
        if len(named) == 1:
            place = draft.single[f"/success/{name}"]
            success["date"], draft.single["/success/date"] = named[0], place
            message = f"no cell of its own names the day of success; by this text it is {named[0]}"
            advice = "Write Success date and the day in two cells"
            draft.tell("RD126", Level.WARNING, message, advice, place=place)
            return


def _meeting(draft: Draft, label: str, raw: Any, place: str) -> None:
    pointer = f"/meetings/{len(draft.data.get('meetings', []))}"
    date = draft.take(Field("date", Sort.DATE), raw, f"{pointer}/date")
    if date:
        draft.add(
            "meetings", {"date": date, "name": label.strip().rstrip(":").rstrip()}, Spot("", "", place, {})
        )
        draft.notebook.gather(Shape.LABELS, "meetings", place, 1, Header(label, "date", place))
    elif draft.findings and draft.findings[-1].pointer == f"{pointer}/date":
        draft.findings[-1] = draft.findings[-1].at(place)


def _may_tell_day(text: str) -> bool:
    """Whether a text says of a day that it is that of success, or states a goal: "goal: live by 5 May"."""
    label, colon, said = text.partition(":")
    goal = section_near(label) == "issues" or column_of("issues", label, Names()) in ("statement", "target")
    return surely_tells(text) or (goal and bool(colon and said.strip()))


def keep_unknown(draft: Draft, label: str, value: Any, place: str) -> None:
    """Keep what no label explains as internal, and tell it if it has one."""
    draft.keep_internal(place, f"{label}: {value}" if label else text_of(value))
    listed = draft.beside in keys_of("prose", "labels")  # "Dates", over several
    for text in (label, value):
        if isinstance(text, str) and ((listed and text is value) or _may_tell_day(text)):
            draft.unread.append((text, place))
    if not label:
        return
    draft.leave_out(Why.UNKNOWN, f"“{shown(label)}”", place)
    message = f"“{label}” is not part of the plan's format; kept as internal"
    draft.tell("RD103", Level.HINT, message, place=place, internal=True)
