"""Exports that speak of each other's records by their ids: what the ids stand for is written beside them.

A column `AccountId` gets `Account.Name` beside it, `OwnerId` the owner's name, job and address: as a report
has them that was made with these columns. Files that only say who or what an id is are then of no more use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.findings import Level
from mutualplan_deck.readers.crm.deals import is_deals
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import column_of
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import shown
from mutualplan_deck.readers.words import Names, in_words, is_internal, key, raw
from mutualplan_deck.regex import regex

_MOST = 0.6  # of a column's values that must be ids of one file
_ID = regex(r"(?=.*\d)[\w-]{4,40}")
_OWN = ("id", "record id")
_ENDING = regex(r"(?:[\s_.-]*id|__c)$", re.IGNORECASE)
_NAMES = ("name", "full name", "contact name")
_PARTS = (("first name", "last name"),)
_TOLD = ("title", "email", "company name")  # of whoever an id stands for
_FIRMS = ("account name", "company name", "company", "associated company")
_OF_FIRMS = ("account id", "company id")  # own ids in an export that lists firms alone
_OF_A_FIRM = (
    "company domain name",
    "industry",
    "number of employees",
    "annual revenue",
    "website",
    "address",
    "open deals",
)
_PAIR = 2  # a first and a last name
_NONE = Names()


class Table(Struct):
    """An export: its header, its records by their ids, and which columns refer to which other export."""

    grid: Grid
    header: int
    texts: dict[int, str]
    ids: dict[str, int]
    refers: dict[int, str]
    own: int = 0


def joined(draft: Draft, grids: list[Grid]) -> list[Grid]:
    """The exports with names beside ids; those of no more use are kept as internal."""
    firms = [t for grid in grids if (t := _table(grid)) and _lists_firms(t)]
    tables = {t.grid.title: t for grid in grids if (t := _table(grid))}
    owners = {one: title for title, t in tables.items() for one in t.ids}
    for title, table in tables.items():
        table.refers.update(_references(table, owners, title))
    if not any(t.refers for t in tables.values()):
        for table in firms:
            _leave_out(draft, table)
        return [g for g in grids if not any(g is t.grid for t in firms)]
    used = {target for t in tables.values() for target in t.refers.values()}
    spent = {title for title in used if _only_says_who(tables[title], tables.values())}
    spent |= {t.grid.title for t in firms}
    spent |= {title for title, t in tables.items() if t.own and _plain(t.texts[t.own]) in _OF_FIRMS}
    done: dict[str, Table] = {}
    found = [_expanded(draft, tables[g.title], tables, done).grid if g.title in tables else g for g in grids]
    for title in sorted(spent):
        _remember(draft, tables[title])
        _leave_out(draft, tables[title])
    return [g for g in found if g.title not in spent]


def _table(grid: Grid) -> Table | None:
    """An export whose first column of ids tells its records apart."""
    if not grid.rows:
        return None
    header = next(iter(grid.rows))
    texts = {c: str(v) for c, v in grid.rows[header].items()}
    first = min(texts)
    for column in (
        c for c, text in texts.items() if _plain(text) in _OWN or (c == first and _may_be_own(text))
    ):
        ids = {str(row[column]): n for n, row in grid.rows.items() if n != header and column in row}
        if ids and all(_ID.fullmatch(one) for one in ids) and len(ids) == len(grid.rows) - 1:
            return Table(grid, header, texts, ids, {}, column)
    return Table(grid, header, texts, {}, {})


def _lists_firms(table: Table) -> bool:
    """Whether an export lists firms, and nobody: with a domain, a trade, a number of staff."""
    said = {_plain(text) for text in table.texts.values()}
    named = not said.isdisjoint(("company name", "account name"))
    return (
        named and len(said.intersection(_OF_A_FIRM)) >= _PAIR and said.isdisjoint(("first name", "full name"))
    )


def _may_be_own(text: str) -> bool:
    """Whether a first header may be that of a record's own id: "Kontakt-ID"."""
    said = _plain(text)
    return said.endswith(" id") and said.count(" ") == 1


def _plain(text: str) -> str:
    """A header as the English edition of a CRM has it: "Kontaktname" is the "contact name"."""
    said = key(in_words(text))
    return _english().get(said, said)


def _english_id(text: str) -> str:
    """The header of a column of ids as the English edition has it, if it is known: "Contact Id"."""
    said = key(in_words(text))
    return _english()[said].title() if said in _english() else text


@cache
def _english() -> Mapping[str, str]:
    return {key(word): key(english) for english, said in raw()["crm_labels"].items() for word in said}


def _references(table: Table, owners: Mapping[str, str], own: str) -> dict[int, str]:
    """The columns whose values are ids of another export."""
    found: dict[int, str] = {}
    for column, text in table.texts.items():
        if key(in_words(text)) in _OWN or column == table.own:
            continue
        values = [
            one
            for n, row in table.grid.rows.items()
            if n != table.header and column in row
            for one in _ids_in(row[column])
        ]
        targets = [owners[v] for v in values if v in owners]
        likely = max(set(targets), key=targets.count, default="")
        if likely not in ("", own) and targets.count(likely) >= _MOST * len(values):
            found[column] = likely
    return found


def _only_says_who(table: Table, tables: Iterable[Table]) -> bool:
    """Whether an export has no more to say than its records' names: accounts, users, contacts with roles."""
    if is_deals(table.grid) or set(table.refers.values()) & {
        t.grid.title for t in tables if is_deals(t.grid)
    }:
        return False
    tables, title = list(tables), table.grid.title
    by_role = any(
        any(column_of("people", in_words(text), _NONE) == "role" for text in t.texts.values())
        for t in tables
        if title in t.refers.values()
    )
    return by_role or not (table.refers or _lists_its_people(table, tables))


def _lists_its_people(table: Table, tables: list[Table]) -> bool:
    """Whether an export has people with their jobs, all of them of firms whose deals are exported, too."""
    firm = next((c for c, text in table.texts.items() if _plain(text) in _FIRMS), 0)
    deals = (t.grid.rows.values() for t in tables if is_deals(t.grid))
    named = {key(str(cell)) for rows in deals for row in rows for cell in row.values()}
    firms = {key(str(table.grid.rows[number].get(firm, ""))) for number in table.ids.values()}
    return bool(firm) and {"Name", "Title"} <= _told(table).keys() and firms <= named


def _expanded(draft: Draft, table: Table, tables: Mapping[str, Table], done: dict[str, Table]) -> Table:
    """The export with what its ids stand for, those of the exports it refers to first."""
    title = table.grid.title
    if title in done:
        return done[title]
    done[title] = table  # exports that refer to each other in a circle stay as they are
    rows = {n: dict(row) for n, row in table.grid.rows.items()}
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    last = max(max(row) for row in rows.values())
    for column, target in table.refers.items():
        other = _expanded(draft, tables[target], tables, done)
        if not _english_id(table.texts[column]).casefold().endswith("id"):
            _named_in_place(draft, table, column, other, rows)
            continue
        base = _ENDING.sub("", _english_id(table.texts[column]))
        for name, wanted in _told(other).items():
            last += 1
            rows[table.header][last] = f"{base}.{name}"
            for number, row in table.grid.rows.items():
                records = _records(other, row.get(column)) if number != table.header else []
                said = "; ".join(filter(None, (_said(other, record, wanted) for record in records)))
                if said:
                    rows[number][last] = said
                    origin[number, last] = (number, column)
        _tell_unknown(draft, table, column, other)
    done[title] = replace(
        table,
        grid=replace(table.grid, rows=rows, origin=origin),
        texts={c: str(v) for c, v in rows[table.header].items()},
    )
    return done[title]


def _told(other: Table) -> dict[str, tuple[int, ...]]:
    """What is told of a record: its columns by the name that a report gives them."""
    said = {_plain(text): c for c, text in other.texts.items()}
    firms = bool(other.own) and _plain(other.texts[other.own]) in _OF_FIRMS
    named = (*_NAMES, "account name") if firms else _NAMES
    name = next(((said[n],) for n in named if n in said), ())
    parts = next((tuple(said[p] for p in both) for both in _PARTS if all(p in said for p in both)), ())
    found = {"Name": parts or name} if parts or name else {}
    for word in _TOLD:
        if word in said and not (word == "title" and not parts and len(name) == 0):
            found[word.title()] = (said[word],)
    if is_deals(other.grid):
        return found
    firm = next((c for c, text in other.texts.items() if _plain(text) == "account name"), 0)
    return found | ({"Account.Name": (firm,)} if firm else {})


def _ids_in(cell: Any) -> list[str]:
    """The ids in a cell; HubSpot writes those of several records with semicolons between."""
    return [one for part in str(cell).split(";") if (one := part.strip())] if cell is not None else []


def _records(other: Table, cell: Any) -> list[int]:
    """The rows of the records whose ids stand in a cell."""
    return [other.ids[one] for one in _ids_in(cell) if one in other.ids]


def _said(other: Table, number: int, columns: Iterable[int]) -> str:
    row: Row = other.grid.rows[number]
    return " ".join(str(row[c]).strip() for c in columns if row.get(c)).strip()


def _named_in_place(draft: Draft, table: Table, column: int, other: Table, rows: dict[int, Row]) -> None:
    """A field of a company's own holds an id, and is no less what it is called: "Agreed_by__c"."""
    wanted = _told(other).get("Name", ())
    if is_deals(other.grid):  # a deal is known by its id
        rows[table.header][column] = f"{_ENDING.sub('', table.texts[column])}Id"
        return
    for number, row in table.grid.rows.items():
        records = _records(other, row.get(column)) if number != table.header else []
        if records:
            rows[number][column] = "; ".join(_said(other, record, wanted) for record in records)
    _tell_unknown(draft, table, column, other)


def _tell_unknown(draft: Draft, table: Table, column: int, other: Table) -> None:
    for number, row in table.grid.rows.items():
        for one in _ids_in(row.get(column)) if number != table.header else ():
            if one not in other.ids:
                message = f"{one} is the id of nothing in {other.grid.title}"
                place = table.grid.place(number, column)
                draft.tell("RD107", Level.WARNING, message, "Export what it stands for too", place=place)


def _remember(draft: Draft, table: Table) -> None:
    """Keep in mind who stands in an export of contacts: some may own a task and have no part in the deal."""
    told = _told(table)
    firm = next((c for c, text in table.texts.items() if _plain(text) in _FIRMS), 0)
    for number in table.ids.values() if "Title" in told and len(told.get("Name", ())) == _PAIR else ():
        said = {name.casefold(): _said(table, number, columns) for name, columns in told.items()}
        said["firm"] = str(table.grid.rows[number].get(firm) or "")
        draft.contacts[key(said["name"])] = {**said, "place": table.grid.place(number, told["Name"][0])}


def _leave_out(draft: Draft, table: Table) -> None:
    grid = table.grid
    for column in (c for c, text in table.texts.items() if is_internal(key(in_words(text)))):
        place = grid.place(table.header, column)
        message = f"column “{shown(table.texts[column])}” is for your side alone, and never shown"
        draft.tell("RD105", Level.HINT, message, place=place, internal=True)
    for number, row in grid.rows.items():
        draft.keep_internal(grid.place(number, min(row)), " | ".join(str(v) for v in row.values()))
    draft.leave_out(Why.INTERNAL, "who or what the ids of the other files stand for", grid.title)
