"""Rows of a table that are no items: phases between steps, totals, weekly meetings, what stands below."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.firms import plain_name
from mutualplan_deck.readers import dates, meaning, numbers, words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Row, letter
from mutualplan_deck.readers.table import Table, as_written
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import shown, text_of
from mutualplan_deck.readers.words import is_firm, key, without_brackets
from mutualplan_deck.regex import regex

_PHASE = regex(r"^\s*(?P<word>[^\W\d_]+)\s*(?:\d{1,2}|[A-Z]|[IVX]{1,4})?\s*(?:[-–—:.|]|\s)\s*(?P<name>\S.*)$")
_CLOCK = regex(r"\b\d{1,2}\s?(?:[:h]\s?\d{2}|h|[ap]m|Uhr)\b")
_ONE_OF = regex(  # "1 mardi sur 2"
    r"(?:1|une?|one|un[oa]|uma?) \w+ (?:sur|out of|in|de cada|em cada|su) (?:[234]|deux|two|dos|dois|due)\b"
)
_SPAN = regex(r"\d{1,2}[/.]\d{1,2}")
_MANY = 5
_GROUPS = 2
_RECORD = 15
_RECORD_ID = regex(r"[0-9A-Za-z]{15}[0-9A-Z]{3}")
_MAIN = ("title", "statement", "name")
_ABOUT = ("name", "title", "responsibility")
_NAMES = ("name", "first_name", "last_name")


class Kind(Enum):
    """What a row of a table is."""

    ITEM = auto()
    PHASE = auto()
    TOTAL = auto()
    REPEATED = auto()
    BELOW = auto()
    BETWEEN = auto()
    STRUCK = auto()
    OTHER = auto()
    LOGGED = auto()
    PARKED = auto()
    APART = auto()
    GONE = auto()


_WHY = {
    Kind.REPEATED: "comes again and again, so it is no dated step",
    Kind.BELOW: "stands below the table",
    Kind.STRUCK: "is crossed out",
    Kind.BETWEEN: "stands between the steps, and is neither a step nor a phase as the others are",
    Kind.OTHER: "belongs to another deal",
    Kind.PARKED: "stands among ideas or standing meetings, not among the steps",
    Kind.GONE: "is not there any more",
    Kind.APART: "has no phase, as all steps of the plan have theirs, so it is none of them",
    Kind.LOGGED: "is a message or call that was logged, no step of the plan",
}


class Above(Struct):
    """What the rows above say: the phase, each column's value (for ditto marks), whether a total came."""

    phase: str = ""
    values: dict[int, Any] = field(default_factory=dict)
    total: bool = False
    last: int = 0
    with_id: int = 0
    items: int = 0
    near: dt.date | None = None
    numbered: frozenset[int] | None = None
    heads: frozenset[int] | None = None
    parked: bool = False
    wide: bool | None = None
    sums: dict[int, tuple[int, Decimal]] | None = None


_AMOUNTS = ("annual_value", "annual_cost")
_FEW = 3  # cells of a line that says when something is
_PAIR = 2  # cells of a line that sums up, and amounts that it may sum up
_OF_LOGGED = ("kind", "shared", "status")


def kind_of(table: Table, main: int, number: int, row: Row, above: Above) -> Kind:
    """What a row is, in the light of those above it."""
    gap, above.last = bool(above.last) and number != above.last + 1, number
    if not row:
        return Kind.ITEM
    if aside := _aside(table, number, row, above):
        return aside
    texts = [v for v in row.values() if isinstance(v, str)]
    first = texts[0] if texts else ""
    if _is_total(table, row, first) or _sums_up(table, number, row, above):
        above.total = True
        return Kind.TOTAL
    if above.total or (gap and _lacks_id(table, row, above)):
        return Kind.BELOW
    if band := _band(table, number, row):
        return band
    if table.section == "steps" and first and _is_parent(table, main, row):
        return Kind.PHASE
    if table.section == "steps" and _is_across(table, main, number, row):
        return Kind.BETWEEN
    if table.section == "steps" and len(row) == 1 and first:
        return _alone(table, main, number, row, first, above)
    if table.section == "steps" and (_is_held_again(table, main, row, first) or _recurs(table, row)):
        return Kind.REPEATED
    above.items += 1
    above.with_id += _has_id(table, row)
    return Kind.ITEM


def _band(table: Table, number: int, row: Row) -> Kind | None:
    """A phase by its days or its letter, or a note across the sheet where phases have letters."""
    if number in table.summaries or number in table.bands:
        return Kind.PHASE
    across = table.bands and len(row) == 1 and (number, min(row)) in table.grid.wide
    return Kind.BETWEEN if across else None


def _is_across(table: Table, main: int, number: int, row: Row) -> bool:
    """Whether a text is merged across the columns of a line that else says but its phase: a remark."""
    phase = next((c for c, n in table.columns.items() if n == "phase"), 0)
    wide = table.grid.wide
    return row.keys() == {phase, main} and (number, main) in wide and (table.header, main) not in wide


def _is_parent(table: Table, main: int, row: Row) -> bool:
    """Whether a line is only a number, under which others stand, and what it is called: a phase."""
    by_name = {name: c for c, name in table.columns.items()}
    if (outline := by_name.get("outline", 0)) in row:
        return as_written(row[outline]) in table.parents
    column = by_name.get("id", 0)
    return row.keys() == {column, main} and as_written(row[column]) in table.parents


def of_another_deal(draft: Draft, section: str, row: Row) -> bool:
    """Whether a row of an export names another deal than the plan's, or somebody of the firm it is with."""
    mine, others = draft.deals
    cells = (str(v) for v in row.values()) if others else ()
    values = {short_id(part) for cell in cells for part in (cell, *cell.split(";"))}  # of several deals
    if values & mine:
        return False
    known = [str(draft.data.get(side, {}).get("name") or "") for side in ("customer", "vendor")]
    ours = mine.union(filter(None, known))
    return bool(values & others) or (section == "people" and any(_is_with(v, ours, others) for v in values))


def _is_with(firm: str, mine: frozenset[str], others: frozenset[str]) -> bool:
    """Whether deals are called after a firm, and neither the plan's nor one of its sides is."""
    name = key(plain_name(firm)) if is_firm(firm) else ""
    return bool(name) and name not in _beginnings(mine) and name in _beginnings(others)


@lru_cache(maxsize=4)
def _beginnings(deals: frozenset[str]) -> frozenset[str]:
    """What names of deals begin with, word by word."""
    return frozenset(b for deal in deals for b in accumulate(key(deal).split(" "), "{} {}".format))


def short_id(text: str) -> str:
    """A record's id without the three letters that some exports add to its fifteen (Salesforce)."""
    return text[:_RECORD] if _RECORD_ID.fullmatch(text) else text


def _has_left(table: Table, row: Row) -> bool:
    """Whether a line says of somebody that they are not there any more: "Secretary - LEFT in March"."""
    said = (str(row[c]) for c, n in table.columns.items() if c in row and n in _ABOUT)
    return any(words.has_phrase(key(text), "notes", "gone") for text in said)


def _aside(table: Table, number: int, row: Row, above: Above) -> Kind | None:
    """What is no step by the kind that its line says, or by the heading it stands under; who has left."""
    if table.section != "steps":
        return Kind.GONE if table.section == "people" and _has_left(table, row) else None
    if _is_logged(table, row):
        return Kind.LOGGED
    if number in table.beside_plan and len(row) > 1:
        return Kind.APART
    if number in table.held_again:
        return Kind.REPEATED
    return Kind.PARKED if _is_parked(table, row, above) else None


def _is_logged(table: Table, row: Row) -> bool:
    """An e-mail or call that a CRM has logged, and nobody means as a step."""
    if "kind" not in table.columns.values():
        return False
    said = {n: key(str(row[c])) for c, n in table.columns.items() if n in _OF_LOGGED and c in row}
    if words.choice("flag", said.get("shared", "")) == "yes":
        return False
    called = said.get("kind") in _said("calls") and words.choice("status", said.get("status", "")) == "done"
    return called or said.get("kind") in _said("logged")


def _is_parked(table: Table, row: Row, above: Above) -> bool:
    """Whether a line stands under a heading of ideas for later, or of meetings that come again."""
    column = next((c for c, n in table.columns.items() if n == "phase"), 0)
    if column and column not in row:
        return above.parked  # written once for all of its lines
    said = str(row.get(column) or above.phase or table.banner)
    above.parked = key(without_brackets(said)) in _said("parked")
    return above.parked


def _alone(table: Table, main: int, number: int, row: Row, text: str, above: Above) -> Kind:
    """A lone text among steps: a phase, a standing meeting, or a step of which nothing else is known."""
    column = next(iter(row))
    if _is_repeated(text) or _is_standing(text):
        return Kind.REPEATED
    if above.numbered is None:
        above.numbered = _numbered_in(table)
    if column in above.numbered and not _is_numbered(text):
        return Kind.BETWEEN
    if above.heads is None:
        above.heads = _heads(table)
    phase = next((c for c, n in table.columns.items() if n == "phase"), 0)
    if phase and column != phase and not _is_numbered(text) and _names_days(text):
        return Kind.BETWEEN  # "SPRING BREAK 3/22 – 3/26", where the phases stand in a column
    narrow = column == main and (number, column) not in table.grid.wide
    if narrow and _phases_are_wide(table, main, above) and not _is_numbered(text):
        return Kind.BETWEEN
    stands_apart = column != main or (number, column) in table.grid.wide or number in above.heads
    has_ids = "id" in table.columns.values()
    if (stands_apart or has_ids) and not text.strip().isdecimal():
        return Kind.PHASE
    return Kind.PHASE if _is_numbered(text) else Kind.ITEM


def _names_days(text: str) -> bool:
    """Whether a text has days or months in it: "Spring break 3/22 – 3/26", "22 al 28 de marzo"."""
    numbered = any(map(str.isdigit, text))
    return numbered and (
        _SPAN.search(text) is not None or not words.months().keys().isdisjoint(key(text).split())
    )


def _phases_are_wide(table: Table, main: int, above: Above) -> bool:
    """Whether several lone texts are merged across the sheet from before the column of steps: its phases."""
    if above.wide is None:
        alone = [(n, min(row)) for n in table.rows if len(row := table.grid.rows[n]) == 1]
        above.wide = sum(cell in table.grid.wide and cell[1] < main for cell in alone) > 1
    return above.wide


def _is_numbered(text: str) -> bool:
    """ "Stage 2: Show it works"."""
    match = _PHASE.match(text)
    return match is not None and key(match["word"]) in _said("phases")


def _numbered_in(table: Table) -> frozenset[int]:
    """The columns in which several lone texts are phases by what they are called, so that no other is."""
    alone = [row for n in table.rows if len(row := table.grid.rows[n]) == 1]
    found = [c for row in alone for c, text in row.items() if isinstance(text, str) and _is_numbered(text)]
    return frozenset(c for c in found if found.count(c) > 1)


def _heads(table: Table) -> frozenset[int]:
    """The lone texts that each have lines of several cells below them, the first at the head of the table.

    Where steps say more than what they are called, these are what the steps are grouped by.
    """
    rows = [(n, row) for n in table.rows if (row := table.grid.rows.get(n)) and not _comes_again(row)]
    alone = [len(row) == 1 for _, row in rows]
    follows = all(not (here and below) for here, below in pairwise((*alone, True)))
    if sum(alone) < _GROUPS or not alone[0] or not follows:
        return frozenset()
    return frozenset(n for (n, _), head in zip(rows, alone, strict=True) if head)


def _comes_again(row: Row) -> bool:
    texts = [v for v in row.values() if isinstance(v, str)]
    return len(row) == 1 and bool(texts) and _is_repeated(texts[0])


def _has_id(table: Table, row: Row) -> bool:
    return any(n == "id" and c in row for c, n in table.columns.items())


def _lacks_id(table: Table, row: Row, above: Above) -> bool:
    return not _has_id(table, row) and above.items >= 2 and above.with_id * _MANY > above.items * (_MANY - 1)


def _is_total(table: Table, row: Row, text: str) -> bool:
    """A line called a total, or one that begins or ends so and has only figures besides."""
    plain, said = key(text), _said("totals")
    if plain in said:
        return True
    parts = plain.split(" ")
    named = plain.startswith(_totals()) or (len(parts) <= _MANY and parts[-1] in said)
    sentence = len(parts) > _MANY and not set(text) & set("$€£¥")  # "Count sheets are on paper"
    if not named or (len(row) == 1 and (table.section == "steps" or sentence)):
        return False
    return sum(isinstance(v, str) and _number(v) is None for v in row.values()) == 1


def _sums_up(table: Table, number: int, row: Row, above: Above) -> bool:
    """Whether a line is what it is called, and the sum of the amounts above it: "All priced lines"."""
    column = next((c for c, n in table.columns.items() if n in _AMOUNTS), 0)
    if len(row) != _PAIR or column not in row or (said := _number(row[column])) is None:
        return False
    if above.sums is None:
        above.sums = _running_sums(table, column)
    count, total = above.sums[number]
    return count >= _PAIR and total == said


def _running_sums(table: Table, column: int) -> dict[int, tuple[int, Decimal]]:
    """How many amounts stand above each row of a table, and their sum."""
    count, total, found = 0, Decimal(), {}
    for number, row in sorted(table.grid.rows.items()):
        found[number] = count, total
        amount = _number(row.get(column)) if number > table.header else None
        if amount is not None:
            count, total = count + 1, total + amount
    return found


def _is_repeated(text: str) -> bool:
    return words.has_phrase(key(text), "notes", "repeated")


def _is_held_again(table: Table, main: int, row: Row, first: str) -> bool:
    """Whether a line that says nothing else is held again and again: "Standing call: Thursdays 2:30"."""
    if _is_repeated(first) and len(row) < _FEW:
        return True
    cells = {table.columns.get(c, ""): value for c, value in row.items()}
    text = str(row.get(main) or "")
    due = cells.get("due")
    said_so = isinstance(due, str) and not meaning.is_day(due)  # "ongoing"
    alone = not (cells.keys() - {"title", "id", "phase", ""})
    return (alone or said_so) and (_is_repeated(text) or _is_standing(text))


def _recurs(table: Table, row: Row) -> bool:
    """Whether a line says how often in place of when: "every other Thursday"."""
    days = (row.get(c) for c, n in table.columns.items() if n in ("due", "start"))
    return any(
        isinstance(d, str) and (key(d).split(" ")[0] in _said("recurs") or _ONE_OF.match(key(d)) is not None)
        for d in days
    )


def _is_standing(text: str) -> bool:
    """Whether a text names a weekday and an hour, and no day: "Friday's call, 11:00, all four of us"."""
    long = len(text.split()) > _MANY  # "Demo Monday 9am" comes once
    return long and _CLOCK.search(text) is not None and dates.names_weekday(text) and not dates.within(text)


def phase_name(text: str) -> str:
    """ "Phase A – Agree the case" → "Agree the case"; a name of its own stays whole."""
    match = _PHASE.match(text)
    return match["name"].strip(" ·•") if match and _is_numbered(text) else text.strip()


def tell(draft: Draft, table: Table, number: int, row: Row, kind: Kind, above: Above) -> None:
    """Keep what is no item, and say so."""
    main = _NAMES if table.section == "people" else _MAIN
    mains = [c for c, n in table.columns.items() if n in main and c in row]
    column = mains[0] if mains and (kind in _WHY or kind is Kind.PHASE) else min(row)
    text, place = text_of(row[column]) or "", table.grid.place(number, column)
    if kind is Kind.PHASE:
        above.phase = phase_name(text)
        return
    draft.keep_internal(place, " | ".join(text_of(v) or "" for v in row.values()))
    _tell_formulas(draft, table, number)
    reason = "a total" if kind is Kind.TOTAL else _WHY[kind].removesuffix(", no step of the plan")
    what = f"“{shown(text)}”: {reason}"
    draft.leave_out(Why.OTHER_DEAL if kind is Kind.OTHER else Why.ASIDE, what, place)
    if kind is Kind.TOTAL:
        _tell_total(draft, table, number, row, place)
        return
    message = f"“{shown(text)}” {_WHY[kind]}; kept as internal"
    draft.tell("RD110", Level.HINT, message, "Add it as a line if it belongs to the plan", place=place)


def _tell_formulas(draft: Draft, table: Table, number: int) -> None:
    """Cells of a row without items whose formula has no stored value."""
    unknown = table.grid.unknown or {}
    for column in table.texts if unknown else ():
        if f"{letter(column)}{number}" in unknown:
            message = "the formula's value is not stored; kept as internal"
            place = table.grid.place(number, column)
            draft.keep_internal(place, unknown[f"{letter(column)}{number}"])
            draft.tell("RD113", Level.WARNING, message, "Type the value, or take it out", place=place)


def _tell_total(draft: Draft, table: Table, number: int, row: Row, place: str) -> None:
    """A total is nobody's item; one that the lines do not add up to is asked about."""
    columns = [c for c, n in table.columns.items() if n in _AMOUNTS and c in row]
    for column in columns:
        said = _number(row[column])
        added = sum(
            (i.get("annual_value") or Decimal(0) for i in draft.data.get(table.section, ())), Decimal(0)
        )
        at = table.grid.place(number, column)
        if said is not None and said != added:
            message = f"the total says {said:,.0f}, the lines add up to {added:,.0f}; the lines count"
            draft.tell("RD120", Level.WARNING, message, "Correct the total or the lines", place=at)
        else:
            draft.tell("RD120", Level.HINT, "a total is no line of its own; left out", place=at)
    if not columns:
        draft.tell("RD120", Level.HINT, "a total is no line of its own; left out", place=place)


def _number(raw: Any) -> Decimal | None:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return Decimal(repr(raw))
    found = numbers.amount(raw) if isinstance(raw, str) else None
    return found.value if found else None


def _said(what: str) -> frozenset[str]:
    return words.keys_of("notes", what)


@cache
def _totals() -> tuple[str, ...]:
    return tuple(f"{word} " for word in _said("totals"))
