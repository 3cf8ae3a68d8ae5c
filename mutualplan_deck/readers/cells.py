"""Cells of other people's tables as they are meant: ditto marks, crossed-out text, formats, per cent done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party, Status
from mutualplan_deck.readers import figures, lines, numbers, persons, words
from mutualplan_deck.readers.case_labels import unit_in
from mutualplan_deck.readers.corrected import is_all_or_nothing
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Row
from mutualplan_deck.readers.headings import ends_of
from mutualplan_deck.readers.meaning import is_day, is_name
from mutualplan_deck.readers.people import without_firm
from mutualplan_deck.readers.roll import split_initials, split_nickname, without_honorific
from mutualplan_deck.readers.rows import Above
from mutualplan_deck.readers.statuses import standing
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.units import MONEY_SHOWN
from mutualplan_deck.readers.values import Read, shown, text_of
from mutualplan_deck.readers.words import Names, is_firm, key
from mutualplan_deck.regex import regex

_DITTO = {
    "〃",
    '"',
    "″",
    "''",
    "”",
    "“",
    "do.",
    "dito",
    "detto",
    "dto.",
    "ditto",
    "idem",
    "ídem",
    "id.",
    "same",
    "same again",
    "as above",
    "wie oben",
    "comme ci-dessus",
    "como arriba",
    "como acima",
    "^",
    "↑",
}
_DITTO_CELL = 40  # letters of a cell with a ditto mark, and blanks or rules around it
_RULES = "-–— "  # around a ditto mark: -"-
_BEHIND = regex(r"\(([^()]+)\)\s*$")
_DECIMALS = regex(r"0\.(0+)")
_LARGE, _MANY_TIMES = 10_000, 20  # thousands, and how many times the others
_WHOLE_AMOUNT = 100_000  # under a header in thousands, such a figure is hardly one of them
_SURNAME = regex(r"^((?:[a-zà-ÿ]{1,3}\s+)*(?:[A-ZÀ-Þ][A-ZÀ-Þ'’-]+\s+)+)(?=\S*[a-zà-ÿ])(\S.*)$")
_LABEL = 24  # letters of a mark beside an amount
_LOUD = 3  # letters of a word in capitals that is no abbreviation
_UNFINISHED = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.AT_RISK, Status.BLOCKED)
_AFTER = ("steps", "after")
_MONEY = ("annual_value", "annual_cost", "low", "high")


def _moved(draft: Draft, table: Table, number: int, row: Row) -> Row:
    """The row with the day that holds now where it was moved; the one agreed first is told."""
    for first, new in table.newer.items():
        if new in row and is_day(row[new]):
            if first in row:
                message = f"moved: {shown(row[new])} counts, not {shown(row[first])}"
                draft.tell("RD115", Level.HINT, message, place=table.grid.place(number, first))
                draft.keep_internal(table.grid.place(number, first), text_of(row[first]))
            row = {**row, first: row[new]}
        elif first in row and isinstance(row.get(new), str):
            message = f"{shown(row[new])} stands where a new day would; {shown(row[first])} is taken"
            place = table.grid.place(number, new)
            draft.tell("RD102", Level.WARNING, message, "Write the day that holds now", place=place)
        row = {c: v for c, v in row.items() if c != new}
    return row


def _is_ditto(value: Any) -> bool:
    """Whether a cell says that it is as the one above."""
    if not isinstance(value, str) or len(value) > _DITTO_CELL:  # asked of every cell
        return False
    said = value.strip().casefold()
    return said in _DITTO or said.strip(_RULES) in _DITTO


def as_meant(draft: Draft, table: Table, number: int, row: Row, above: Above) -> Row:
    """The row with ditto marks filled in, formats applied and crossed-out parts told."""
    found: Row = {}
    row = _moved(draft, table, number, row)
    if table.grouped and table.grouped not in row and len(row) > 1:
        row = {table.grouped: above.values.get(table.grouped), **row}
    for column, value in row.items():
        raw = above.values.get(column) if _is_ditto(value) else value
        found[column] = _tidied(table, number, column, raw)
        if isinstance(raw, float) and isinstance(found[column], str) and found[column] != str(raw):
            message = f"the number {raw} is shown as {found[column]}; read as {found[column]}"
            place = table.grid.place(number, column)
            draft.tell("RD102", Level.WARNING, message, "Write ids as text", place=place)
        if table.grid.crossed:
            _tell_crossed(draft, table, number, column)
    above.values.update(found)
    _money(draft, table, number, found)
    return {c: v for c, v in found.items() if v is not None}


def _tidied(table: Table, number: int, column: int, raw: Any) -> Any:
    """A text without its leading apostrophe; a number used as an id as it is shown ("3.10")."""
    if isinstance(raw, str) and raw.startswith("'") and not raw.endswith("'"):
        return raw[1:]
    if isinstance(raw, float) and _names_lines(table, column):
        places = _DECIMALS.search((table.grid.formats or {}).get((number, column), ""))
        return f"{raw:.{len(places[1])}f}" if places else raw
    return raw


def _names_lines(table: Table, column: int) -> bool:
    """Whether the cells of a column name lines of the table."""
    name = table.columns.get(column)
    return name == "id" or (table.section, name) == _AFTER


def _tell_crossed(draft: Draft, table: Table, number: int, column: int) -> None:
    gone = (table.grid.crossed or {}).get((number, column))
    if gone:
        message = f"“{shown(gone)}” is crossed out in this cell; the rest counts"
        draft.tell("RD102", Level.WARNING, message, place=table.grid.place(number, column))


def _money(draft: Draft, table: Table, number: int, row: Row) -> None:
    """An amount whose format shows another currency than the plan's is left out, and told."""
    for column, name in table.columns.items():
        if name not in _MONEY or not isinstance(row.get(column), int | float):
            continue
        shown_in = MONEY_SHOWN.search((table.grid.formats or {}).get((number, column), ""))
        sign = next((g for g in shown_in.groups() if g), "") if shown_in else ""
        code = numbers.currency_of(sign)
        said = draft.data.get("currency")
        bare = numbers.is_bare_dollar(sign) and (said in numbers.dollars() or (draft.elsewhere and not said))
        if code and not bare and draft.data.setdefault("currency", code) != code:
            message = f"an amount in {code} in a plan in {draft.data['currency']}; shown as to confirm"
            place = table.grid.place(number, column)
            draft.tell("RD116", Level.WARNING, message, f"Write it in {draft.data['currency']}", place=place)
            draft.keep_internal(place, str(row[column]))
            row[column] = None


def in_scale(draft: Draft, table: Table, column: int, raw: Any, read: Read, pointer: str) -> Read:
    """An amount under a header that says what it is counted in: 504 under "Miles de €" is 504,000.

    So many a month are twelve times as many a year. A text with a scale of its own, or an amount too large to
    be so many thousands, stays; either is told.
    """
    header = str(table.texts.get(column, ""))
    read = yearly(draft, f"{raw} {header}", shown(raw), read, pointer)
    scale = numbers.scale_of(header)
    own = isinstance(raw, str) and numbers.scale_of(raw) != 1
    if read.value is None or scale == 1 or own:
        return read
    if abs(read.value) >= _WHOLE_AMOUNT or _is_out_of_scale(table, column, float(read.value)):
        message = f"{shown(raw)} is large for “{shown(header)}”; read as it stands"
        draft.tell("RD102", Level.WARNING, message, "Write it as the others", pointer=pointer)
        return read
    value = numbers.times(read.value, scale)
    message = f"{shown(raw)} under “{shown(header)}” is read as {value:,f}"
    draft.tell("RD102", Level.HINT, message, pointer=pointer)
    beside = {n: numbers.times(v, scale) if n in ("low", "high") else v for n, v in read.beside.items()}
    return replace(read, value=value, beside=beside)


def _is_out_of_scale(table: Table, column: int, amount: float) -> bool:
    """Whether a figure is far larger than all others under a header in thousands: 58000 below 210 and 95."""
    others = [v for n in table.rows if isinstance(v := table.grid.rows[n].get(column), int | float)]
    rest = [abs(v) for v in others if v != amount]
    return len(rest) > 1 and abs(amount) >= max(_LARGE, _MANY_TIMES * max(rest))


def yearly(draft: Draft, text: str, said: str, read: Read, pointer: str) -> Read:
    """An amount a month, a quarter or a week, as `text` says, is told, and read as what it is a year."""
    times = numbers.times_a_year(text)
    if read.value is None or times == 1:
        return read
    value = numbers.times(read.value, times)
    message = f"{said} is {times} times a year; read as {value:,f} a year"
    draft.tell("RD102", Level.WARNING, message, "Write the value of a year", pointer=pointer)
    return replace(read, value=value)


def tell_once(draft: Draft, item: Mapping[str, Any], texts: Iterable[Any], pointer: str) -> None:
    """An amount that another cell of its line says comes once is asked about: the sum is of values a year."""
    said = next((t for t in texts if isinstance(t, str) and len(t) <= _LABEL and _is_once(t)), "")
    if said and item.get("annual_value") is not None:
        message = f"“{shown(said)}” stands beside an amount that counts as a value a year"
        advice = "Take its amount out, if it does not come again each year"
        draft.tell("RD102", Level.WARNING, message, advice, pointer=f"{pointer}/annual_value")


def _counted(item: dict[str, Any]) -> None:
    """The unit that stands in brackets behind what is measured: "Stops (hours a season)"."""
    match = _BEHIND.search(str(item.get("metric") or ""))
    if match and unit_in(match[1]) and key(match[1]).startswith(unit_in(match[1])):
        item["unit"] = match[1].strip()


def _is_once(text: str) -> bool:
    said = key(text)
    told = [key(w) for w in words.raw()["notes"]["once"]]
    return said in told or any(said.startswith(f"{w} ") for w in told if len(w) > _LOUD + 1)


def take_change(draft: Draft, section: str, raw: Any, pointer: str, item: dict[str, Any]) -> None:
    """ "23 → 12 days" fills two fields, and the unit where no column says it."""
    first, last = ends_of(section)
    pair = figures.change(raw, draft.habits.decimal) if isinstance(raw, str) else None
    if pair is None:
        message = f"{shown(raw)} is not two figures; shown as to confirm"
        draft.tell("RD101", Level.WARNING, message, "Write it like 23 → 12", pointer=f"{pointer}/{first}")
        return
    item |= {first: pair.first, last: pair.last}
    if pair.unit:
        item.setdefault("unit", pair.unit)


def complete(
    draft: Draft,
    table: Table,
    number: int,
    item: dict[str, Any],
    pointer: str,
    above: Above,
    names: Names,
) -> None:
    """What the rest of the row says about an item."""
    if table.section == "people":
        _person(draft, item, names)
        _our_word(draft, item, pointer)
    elif table.section == "steps":
        _step(draft, table, number, item, pointer, above)
    if table.section in ("outcomes", "issues") and not item.get("unit"):
        _counted(item)
    if table.section == "outcomes":
        beside = (v for c, v in table.grid.rows[number].items() if c not in table.columns)
        tell_once(draft, item, beside, pointer)
    elif table.section == "capabilities" and item.get("statement"):
        item["statement"] = str(item["statement"]).strip().lstrip("…. ").strip()
    if table.section in ("problems", "capabilities") and item.get("statement"):
        item["statement"] = lines.BULLET.sub("", str(item["statement"]))


def _person(draft: Draft, item: dict[str, Any], names: Names) -> None:
    item.pop("honorific", None)
    title, dash, part = str(item.get("title") or "").partition(" – ")
    if dash and not item.get("responsibility"):  # "Managing Director – signs"
        item |= {"title": title.strip(), "responsibility": part.strip()}
    given = str(item.get("name") or "")
    written = first_name_first(without_honorific(given))
    bare, of_partner = without_firm(written, names)
    if of_partner:
        item["party"] = Party.PARTNER
    bare, nickname = split_nickname(_in_letters(bare))
    if nickname:
        draft.aliases.setdefault(key(nickname), bare)
    name, short = split_initials(bare)
    item["name"] = name
    if "," in given and "," not in name:
        draft.aliases.setdefault(key(given), name)
    short = str(item.pop("initials", "") or short)
    if short and name:
        draft.aliases.setdefault(key(short), name)
        draft.aliases.setdefault(short.casefold(), name)  # "ÁÑ" is not "ÁN"


def _our_word(draft: Draft, item: dict[str, Any], pointer: str) -> None:
    """What only we call people is no part that they know of: "Champion" under "Part in this"."""
    said = str(item.get("responsibility") or "")
    if key(said) in persons.roles():
        item["role"] = item.pop("responsibility") if not item.get("role") else item["role"]
        item.pop("responsibility", None)
        message = f"“{shown(said)}” is our word for a person; kept as internal"
        where = f"{pointer}/responsibility"
        draft.tell("RD105", Level.HINT, message, pointer=where, internal=True)
        draft.leave_out(Why.INTERNAL, f"“{shown(said)}”", where)


def first_name_first(name: str) -> str:
    """ "DELHAUWE Bénédicte", "Delhauwe, Bénédicte": the surname goes behind the first name."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and "(" in first and is_name(last):  # "Ann Lee, Bolt (partner)"
        return f"{last} ({first.replace('(', '').replace(')', '')})"
    if comma and "," not in first and not is_firm(name) and is_name(f"{without_honorific(first)} {last}"):
        return f"{without_honorific(first)} {last}"
    match = _SURNAME.match(name)
    return f"{match[2]} {match[1].strip()}" if match and not match[2].isupper() else name


def _in_letters(name: str) -> str:
    """ "Bérengère CASTAGNOL" as people are written: the surname in small letters behind its capital."""
    loud = [w for w in name.split() if len(w) > _LOUD and w.isupper() and w.isalpha() | ("-" in w)]
    return " ".join(w.title() if w in loud else w for w in name.split()) if loud else name


def _step(draft: Draft, table: Table, number: int, item: dict[str, Any], pointer: str, above: Above) -> None:
    if item.get("phase"):
        above.phase = str(item["phase"])
    elif above.phase:
        item["phase"] = above.phase
    columns = table.columns.values()
    if helper := str(item.pop("owner_with", "") or ""):
        item["owner"] = "; ".join(filter(None, (str(item.get("owner") or ""), helper)))
    if (
        "owner" in columns
        and "owner_customer" in columns
        and "owner_vendor" not in columns
        and "owner" in item
    ):
        item["owner_vendor"] = item.pop("owner")
    if isinstance(due := item.get("due"), dt.date):
        above.near = due
    item.pop("outline", None)
    _struck(draft, table, number, item, pointer)
    _inactive(draft, table, number, item)
    _status(draft, table, item, pointer)
    if item.get("shared") is False:
        message = "marked as not for the customer: known, and never shown"
        draft.tell("RD104", Level.HINT, message, pointer=pointer, internal=True)
        draft.leave_out(Why.INTERNAL, f"step “{shown(item.get('title', ''))}”", pointer)


def _struck(draft: Draft, table: Table, number: int, item: dict[str, Any], pointer: str) -> None:
    columns = [c for c, n in table.columns.items() if n == "title"]
    if any((number, c) in table.grid.struck for c in columns):
        item["status"] = Status.CANCELLED
        draft.tell("RD102", Level.HINT, "crossed out; read as cancelled", pointer=pointer)


def _inactive(draft: Draft, table: Table, number: int, item: dict[str, Any]) -> None:
    """A line that a project program has switched off is cancelled."""
    said = words.choice("flag", str(item.pop("active", "") or ""))
    if said == "no":
        item["status"] = Status.CANCELLED
        column = next(c for c, n in table.columns.items() if n == "active")
        place = table.grid.place(number, column)
        draft.tell("RD102", Level.HINT, "not active; read as cancelled", place=place)


def _is_over(draft: Draft, item: dict[str, Any], done: dt.date, pointer: str) -> bool:
    """Whether the day on which a step was done settles its status; that a cell says another is told."""
    said = item.get("status")
    if said in (Status.DONE, Status.CANCELLED) or not draft.habits.near or done > draft.habits.near:
        return False
    if said is None:
        item["status"] = Status.DONE
        message = f"no status, but done on {done}; read as done"
    else:
        message = f"{Status(said).value.replace('_', ' ')}, but done on {done}; the status counts"
    draft.tell("RD102", Level.WARNING, message, "Write which it is", pointer=f"{pointer}/status")
    return said is None


def ticked(name: str, raw: Any) -> Any:
    """A tick box under how much is done, or a CRM's word for it: all or nothing; any other value as it is."""
    if name != "percent" or not is_all_or_nothing(raw):
        return raw
    read = standing(raw)
    return "100 %" if read and read.status is Status.DONE else "0 %"


def _is_whole(share: Any) -> bool:
    read = standing(share)
    return read is not None and read.status is Status.DONE


def _status(draft: Draft, table: Table, item: dict[str, Any], pointer: str) -> None:
    """Per cent stand in for a status that is missing; where neither is given, that is told."""
    share = item.pop("percent", None)
    if (
        share is not None
        and item.get("status") == Status.DONE
        and (read := standing(share))
        and read.status is not Status.DONE
    ):
        message = f"done, but {share} per cent; the status counts"
        draft.tell("RD102", Level.WARNING, message, "Write which it is", pointer=f"{pointer}/status")
    if share is not None and item.get("status") in _UNFINISHED and _is_whole(share):
        said = Status(item["status"]).value.replace("_", " ")
        message = f"{said}, but wholly done by its per cent; the status counts"
        draft.tell("RD102", Level.WARNING, message, "Write which it is", pointer=f"{pointer}/status")
    if isinstance(done := item.get("done_on"), dt.date) and _is_over(draft, item, done, pointer):
        return
    if item.get("status") is not None or "status" not in table.columns.values():
        return
    read = standing(share) if share is not None else None
    if read:
        item["status"] = read.status
        message = f"no status, but {share} per cent; read as {read.status.value.replace('_', ' ')}"
        draft.tell("RD102", Level.WARNING, message, "Write the status", pointer=f"{pointer}/status")
    else:
        message = "no status; read as not started"
        draft.tell("RD119", Level.HINT, message, "Write the status", pointer=f"{pointer}/status")
