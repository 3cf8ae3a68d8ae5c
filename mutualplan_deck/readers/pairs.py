"""Labels with a value beside them: the plan's own facts, wherever in the file they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import dropwhile, takewhile
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import form, meaning, persons
from mutualplan_deck.readers.blocks import Blocks
from mutualplan_deck.readers.case_by_order import by_order, states
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.facts import MEETING, read_fact
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.headings import column_of, label_near, label_of, section_near, section_of
from mutualplan_deck.readers.lines import currencies_in
from mutualplan_deck.readers.lists import Listing
from mutualplan_deck.readers.mapping import NAME as FILE
from mutualplan_deck.readers.mapping import quoted
from mutualplan_deck.readers.notes import Notes
from mutualplan_deck.readers.numbers import currency_of
from mutualplan_deck.readers.plan_facts import NAMES, SHORT, bare_name, put, shown_percent
from mutualplan_deck.readers.roll import without_honorific
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import shown, text_of
from mutualplan_deck.readers.words import (
    Names,
    has_phrase,
    is_firm,
    is_internal,
    key,
    keys_of,
)
from mutualplan_deck.regex import regex

_DATED = ("success.date", "signature_date", "as_of")  # "Success = 16 December 2027, when …"
_PAIR, _TRIPLE = 2, 3
_NEAR = 12  # rows of labels below an issue
_JOINS = ("&", "and", "und", "et", "y", "e")  # within the name of a firm
_SENTENCE = 30  # letters
_OWNER = "Owner"
_ABBREVIATION = 12  # letters
_LABEL = 3  # words of a label that ends in "from"
_WORDS = 6  # of a name, at most
_FIELDS = 3  # of an issue, that make labels and values one
_IN_BRACKETS = regex(r"\([^()]*\)")
_WITH_NAME = regex(r"([^()]+?)\s*\(([^()]+)\)")
_LEGAL = regex(r"\b[A-Z]\.\s?[A-Z]\.")  # "S.A. de C.V."
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
        (before, label), (column, value) = cells[at], cells[at + 1]
        named, firm, word = _named_before(label, value)
        if named and len(cells) == _PAIR:
            yield from ((before, named, word, firm), (column, "", word, value))
            return
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
    known = known or (texts and short and len(str(value)) > 2 * _SENTENCE and states(str(value)))
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
    us = isinstance(value, str) and key(str(label)) in _stand_for_sides()
    firm = is_firm(str(value)) or _LEGAL.search(str(value))
    behind = us and len(_BEHIND_NAME.split(str(value))) > 1 and not firm
    who = us and persons.begins(value) and (behind or persons.are_people(value))  # "Us | Bo - sales"
    wrong = path in NAMES and (not _may_be_name(value) or names.is_person(value) or who)
    if (
        path in NAMES
        and label_of(label, names) != path
        and names.side(str(value)) not in (None, path.partition(".")[0])
    ):
        return ""  # "Software company | Bolt Inc", where Bolt is known to sell
    return "" if wrong or (path == "currency" and not currency_of(str(value))) else path


@cache
def _stand_for_sides() -> frozenset[str]:
    """Words that stand for a side, and are no firm's name: "us", "them", "lá"."""
    return keys_of("speech", "ours") | keys_of("pronouns", "vendor") | keys_of("pronouns", "customer")


def _named_before(label: Any, value: Any) -> tuple[str, str, str]:
    """(path, firm, word) of a word that stands for a side, its firm in brackets, and people behind.

    "us (Bolt) | Ann Lee".
    """
    match = _WITH_NAME.fullmatch(str(label).strip(" :"))
    word = key(match[1]) if match else ""
    called = {"vendor": keys_of("speech", "ours") | keys_of("pronouns", "vendor")}
    called["customer"] = keys_of("pronouns", "customer")
    side = next((s for s, said in called.items() if word in said), "")
    if match is None or not side or Names().side(match[2]) is not None:
        return "", "", ""
    people = isinstance(value, str) and persons.begins(value) and not is_firm(value)
    return (f"{side}.name", match[2].strip(), match[1].strip()) if people else ("", "", "")


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
    notes.by_order = by_order(draft, grid, found, names)
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
