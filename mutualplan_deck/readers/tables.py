"""The rows of a table become items of a section."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import cells, dates, form, formulas, numbers, people, rows, words
from mutualplan_deck.readers.agreed import agreed, asked
from mutualplan_deck.readers.answers import take_answer
from mutualplan_deck.readers.areas import area
from mutualplan_deck.readers.columns_told import currencies, kept, tell_guessed, tell_marked
from mutualplan_deck.readers.days_around import Days, days_in
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.fields import Field, Sort
from mutualplan_deck.readers.grid import Row, letter
from mutualplan_deck.readers.headings import CHANGE
from mutualplan_deck.readers.people import join_twin
from mutualplan_deck.readers.private_steps import is_private, keep_back, keep_unshared, mark_private
from mutualplan_deck.readers.reading import Spot
from mutualplan_deck.readers.rows import Above, Kind
from mutualplan_deck.readers.steps import finish_step
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.turned import as_they_stand
from mutualplan_deck.readers.typed_codes import has_codes, parted
from mutualplan_deck.readers.understood import Header, Why
from mutualplan_deck.readers.units import with_unit
from mutualplan_deck.readers.values import MAX_TEXT, Habits, shown, text_of
from mutualplan_deck.readers.words import Names

_PSEUDO = {"percent": Sort.NUMBER}
_TYPED = (Sort.DATE, Sort.CONFIRMED, Sort.NUMBER, Sort.COUNT)
_AMOUNTS = ("annual_value", "annual_cost", "low", "high")
_CALLED = frozenset(("name", "first_name", "last_name", "initials", "email"))
_READ = frozenset(("party", "owner", "confirmed", "confirmed.by", CHANGE))  # texts that say several things
_ASIDE = frozenset(("done_means", "source", "proof", "impact", "consequence"))  # "–" says nothing there
_MAIN = ("statement", "title", "name", "date", "metric", "first_name", "last_name")


class Layout(Struct, frozen=True):
    """How the columns of one table are read: worked out once, used for every row."""

    table: Table
    fields: Mapping[int, Field]
    habits: Mapping[int, Habits]
    days: dict[int, Days]
    notes: Mapping[int, str]
    kept: Mapping[int, str]
    letters: Mapping[str, str]
    hints: Mapping[int, str]
    main: int
    own: bool
    coded: bool


def read_table(draft: Draft, table: Table, names: Names) -> None:
    """Take the rows of a table into the draft, with the place of each."""
    layout = _layout(draft, table, names)
    before, first = Above(table.phase), len(draft.data.get(table.section, ()))
    groups = people.groups(draft, table, names)
    side = people.side_above(table, names) if groups else ""
    for number in table.rows:
        row = _without_hints(layout, number, table.grid.rows[number])
        if draft.foreign and _is_header_again(table, row):
            continue
        if number in groups:
            side = groups[number]
            continue
        before_it = len(draft.data.get(table.section, ()))
        kind = _kind(draft, layout, number, row, before)
        if kind is not Kind.ITEM:
            rows.tell(draft, table, number, row, kind, before)
        elif draft.foreign and _is_struck(layout, number):
            rows.tell(draft, table, number, row, Kind.STRUCK, before)
        else:
            _read_line(draft, layout, number, row, names, before)
            people.stand_on(draft, side, before_it)
    if table.section == "people" and "party" not in table.columns.values() and not side:
        people.side_of_all(draft, table, names, first)
    if draft.foreign:
        people.tell_without_side(draft, table, first)
    if draft.foreign and table.section == "steps":
        keep_unshared(draft, table, first)
    _tell_unconfirmed(draft, table, first)
    _note(draft, layout, len(draft.data.get(table.section, ())) - first)


def _is_header_again(table: Table, row: Row) -> bool:
    """Whether a line says what the header does, as printed tables do on each page."""
    above = (table.grid.rows.get(table.header, {}), table.grid.rows.get(table.header - 1, {}))
    return len(row) > 1 and any(
        all(isinstance(v, str) and head.get(c) == v for c, v in row.items()) for head in above
    )


def _read_line(draft: Draft, layout: Layout, number: int, row: Row, names: Names, above: Above) -> None:
    """Take a line as an item, or as more of the one above, or as something of its own that is kept."""
    table = layout.table
    items = draft.data.get(table.section, [])
    if keep_back(draft, table, number, row):
        return
    if table.answers and _repeats(draft, layout, row):
        take_answer(draft, table, number, row, items[-1])
    elif _counts(layout, row):
        _read_row(draft, layout, number, row, names, above)
    elif table.answers.keys() & row.keys() and items:
        take_answer(draft, table, number, row, items[-1])
    elif layout.table.section == "outcomes" and any(layout.table.columns.get(c) in _AMOUNTS for c in row):
        rows.tell(draft, layout.table, number, row, Kind.TOTAL, above)  # "All benefits"
    elif row:
        _left_over(draft, layout, number, row)


def _repeats(draft: Draft, layout: Layout, row: Row) -> bool:
    """Whether a line has the text of the one above, as merged cells do: it only adds to it."""
    items, text = draft.data.get(layout.table.section, []), text_of(row.get(layout.main)) or ""
    name = layout.fields[layout.main].name if layout.main in layout.fields else ""
    return bool(items and text) and str(items[-1].get(name) or "").strip() == text.strip()


def _by_number(table: Table, number: int, item: dict[str, Any]) -> None:
    """Lines without ids that others follow are called by numbers: the sheet's, or a project's."""
    if table.is_numbered_by_sheet:
        item["id"] = str(number)
        return
    named = table.columns.values()
    if table.section == "steps" and "after" in named and "id" not in named and table.summaries:
        item["id"] = str(table.place_of[number] + 1)


def read_holidays(draft: Draft, table: Table, names: Names) -> None:
    """Take the days of a table of holidays into the plan's calendar."""
    read_table(draft, table, names)
    rows = draft.data.pop(form.HOLIDAYS, [])
    if rows:
        calendar = draft.data.setdefault("calendar", {})
        calendar["holidays"] = [*calendar.get("holidays", ()), *(r["date"] for r in rows if r.get("date"))]


def _is_struck(layout: Layout, number: int) -> bool:
    """Whether a line that is no step is crossed out; a step is then one that was cancelled."""
    return layout.table.section != "steps" and (number, layout.main) in layout.table.grid.struck


def _tell_unconfirmed(draft: Draft, table: Table, first: int) -> None:
    """Where some lines say who confirmed them, those that do not are told."""
    items = draft.data.get(table.section, [])[first:]
    missing = [n for n, item in enumerate(items, first) if not item.get("confirmed")]
    if not draft.foreign or len(missing) == len(items) or "confirmed" not in _heads(table):
        return
    for index in missing:
        where = f"/{table.section}/{index}/confirmed"
        draft.tell("RD119", Level.HINT, "not confirmed by the customer", "Ask who confirms it", pointer=where)


def _heads(table: Table) -> set[str]:
    return {name.partition(".")[0] for name in table.columns.values()}


def _note(draft: Draft, layout: Layout, items: int) -> None:
    """Note the table: its area, and which of its headers is which field."""
    table, grid = layout.table, layout.table.grid
    headers = tuple(_header(layout, c, field.name) for c, field in layout.fields.items())
    where = area(grid.title, [table.header, *table.rows[-1:]], list(table.texts))
    draft.notebook.table(table.section, where, items, headers)


def _header(layout: Layout, column: int, name: str) -> Header:
    table, text = layout.table, str(layout.table.texts[column]).strip()
    place = table.grid.place(table.header, column)
    ours = words.key(text) in form.titles(table.section)
    return Header(text, name, place, layout.notes.get(column, ""), ours)


def _kind(draft: Draft, layout: Layout, number: int, row: Row, before: Above) -> Kind:
    if not draft.foreign:
        return Kind.ITEM
    if rows.of_another_deal(draft, layout.table.section, row):
        return Kind.OTHER
    return rows.kind_of(layout.table, layout.main, number, row, before)


def _layout(draft: Draft, table: Table, names: Names) -> Layout:
    known = form.item_fields(table.section)
    fields = {c: known.get(n) or Field(n, _PSEUDO.get(n, Sort.TEXT)) for c, n in table.columns.items()}
    own = form.sheet_titles().get(words.key(table.grid.title)) == table.section
    if draft.foreign:
        tell_marked(draft, table)
        tell_guessed(draft, table)
    currencies(draft, table)
    habits = {c: _habits(draft, table, c) for c, f in fields.items() if f.sort in _TYPED}
    main = _main(table)
    return Layout(
        table,
        fields,
        {c: found for c, (found, _) in habits.items()},
        {},
        {c: note for c, (_, note) in habits.items() if note},
        dict(kept(draft, table, names)),
        dict(_letters(table)),
        _hints(table),
        main,
        own,
        draft.foreign and has_codes(table, main),
    )


def _hints(table: Table) -> dict[int, str]:
    """What our own workbook writes under each header."""
    own = {c: form.titles(table.section).get(words.key(str(t))) for c, t in table.texts.items()}
    return {c: column.hint for c, column in own.items() if column}


def _main(table: Table) -> int:
    by_name = {n: c for c, n in table.columns.items()}
    return next((by_name[n] for n in _MAIN if n in by_name), min(table.columns))


def _letters(table: Table) -> Iterator[tuple[str, str]]:
    """Fields and their column's letter; a value made of two columns is at the first."""
    for column, name in sorted(table.columns.items(), reverse=True):
        for alias in form.stands_for(name):
            yield alias, letter(column)
    for column, name in table.columns.items():  # the owner of one side has a column of his own
        yield name, letter(column)


def _habits(draft: Draft, table: Table, column: int) -> tuple[Habits, str]:
    """The order of day and month and the decimal mark that the column itself settles, or the file's.

    What the column settles is said in words.
    """
    texts = [t for n in table.rows if isinstance(t := table.grid.rows[n].get(column), str)]
    order, mark = dates.order_of(texts), numbers.decimal_of(texts)
    habits = draft.habits if order is None else replace(draft.habits, day_first=order)
    said = {None: "", True: "day before month", False: "month before day"}[order]
    return replace(habits, decimal=mark) if mark else habits, said


def _without_hints(layout: Layout, number: int, row: Row) -> Row:
    """The row without hidden columns, and without our hints in the line under the header."""
    hidden = layout.table.grid.hidden_columns
    seen = {c: v for c, v in row.items() if c not in hidden} if hidden else row
    if number != layout.table.header + 1:
        return seen
    return {c: v for c, v in seen.items() if c not in layout.hints or not form.is_hint(v, layout.hints[c])}


def _counts(layout: Layout, row: Row) -> bool:
    """Whether a row is an item: it has a text of its own, or (in our own sheets) any field."""
    filled = {layout.fields[c].name: v for c, v in row.items() if c in layout.fields}
    if layout.table.section == "people" and _CALLED.isdisjoint(layout.table.columns.values()):
        return False  # jobs, and nobody who has them
    if layout.own:
        return bool(filled)
    return any(n in _MAIN and not (isinstance(v, str) and words.is_blank_word(v)) for n, v in filled.items())


def _left_over(draft: Draft, layout: Layout, number: int, row: Row) -> None:
    if all(layout.table.columns.get(c) == "id" for c in row):
        return
    place = layout.table.grid.place(number, min(row))
    draft.keep_internal(place, " | ".join(text_of(v) or "" for v in row.values()))
    draft.leave_out(Why.ASIDE, f"“{shown(next(iter(row.values())))}”: without a text of its own", place)
    message = f"a line without a text of its own is no item of {layout.table.section}; kept as internal"
    draft.tell("RD110", Level.HINT, message, place=place, internal=True)


def _read_row(draft: Draft, layout: Layout, number: int, row: Row, names: Names, above: Above) -> None:
    table = layout.table
    if draft.foreign:
        row = cells.as_meant(draft, table, number, row, above)
    pointer = draft.add(table.section, {}, _spot(layout, number))
    item: dict[str, Any] = draft.data[table.section][-1]
    _by_number(table, number, item)
    for column, raw in row.items():
        if field := layout.fields.get(column):
            if draft.foreign:
                raw = with_unit(draft, table, number, column, cells.ticked(field.name, raw), item)
                if column == layout.main and layout.coded and isinstance(raw, str):
                    item["id"], raw = parted(raw)
            value = _value(draft, layout, (number, column), field, raw, pointer, names, item, above)
            if value is not None:
                item[field.name] = value
        elif column not in table.answers:
            _keep(draft, layout, number, column, raw, item)
    take_answer(draft, table, number, row, item)
    _tell_unknown(draft, layout, number, pointer, item)
    _compose(draft, item)
    if table.section == "steps" and draft.foreign:
        mark_private(draft, table, item, row, names)
    if draft.foreign:
        cells.complete(draft, table, number, item, pointer, above, names)
    _finished(draft, table, item, pointer)


def _is_plain(draft: Draft, field: Field, raw: Any) -> bool:
    """Whether a cell is a text, which is what it says; of others' sheets, some are read for more."""
    if field.sort is not Sort.TEXT or not isinstance(raw, str) or len(raw) > MAX_TEXT:
        return False
    return not draft.foreign or field.name not in _READ


def _finished(draft: Draft, table: Table, item: dict[str, Any], pointer: str) -> None:
    """What can be said of an item once all of its row is read."""
    if table.section == "people" and draft.foreign:
        join_twin(draft, pointer)
    if table.section == "steps":
        known = table.columns.values()
        guess = "kind" not in known
        finish_step(draft, item, pointer, guess_kind=guess, starts="start" in known)


def _spot(layout: Layout, number: int) -> Spot:
    grid = layout.table.grid
    whole = grid.place(number, layout.main)
    if grid.places is not None:
        at = {a: grid.place(number, c) for c, n in layout.table.columns.items() for a in form.stands_for(n)}
        return Spot("", "", whole, at)
    if grid.origin:
        columns = {alias: c for c, name in layout.table.columns.items() for alias in form.stands_for(name)}
        return Spot(f"{grid.title}!", "", whole, as_they_stand(grid, number, columns))
    return Spot(f"{grid.title}!", str(number), whole, layout.letters)


def _value(
    draft: Draft,
    layout: Layout,
    at: tuple[int, int],
    field: Field,
    raw: Any,
    pointer: str,
    names: Names,
    item: dict[str, Any],
    above: Above,
) -> Any:
    if _is_plain(draft, field, raw):
        return None if draft.foreign and field.name in _ASIDE and words.is_blank_word(raw) else raw
    number, column = at
    where = f"{pointer}/{field.name.split('.')[0]}"
    if field.name == "party":
        draft.companies[int(pointer.rpartition("/")[2])] = text_of(raw) or ""
        return people.party(draft, raw, where, names)
    if field.name == CHANGE:
        return cells.take_change(draft, layout.table.section, raw, pointer, item)
    if field.name == "confirmed.by" and isinstance(raw, dt.date):
        return raw.date() if isinstance(raw, dt.datetime) else raw
    if draft.foreign and isinstance(raw, str) and field.name in ("confirmed", "confirmed.by"):
        if (said := agreed(raw, layout.habits.get(column, draft.habits))) is not None:
            by = said.by or asked(str(layout.table.texts.get(column, "")), names)
            item["confirmed"] = {"by": by, "on": said.on}
        return None
    habits = _habits_at(layout, number, column, above) if isinstance(raw, str) else layout.habits.get(column)
    read = draft.take_read(field, raw, where, habits)
    if draft.foreign and field.name in _AMOUNTS:
        read = cells.in_scale(draft, layout.table, column, raw, read, where)
    for name, value in read.beside.items():
        if name in form.item_fields(layout.table.section) and item.get(name) is None:
            item[name] = value
    return read.value


def _habits_at(layout: Layout, number: int, column: int, above: Above) -> Habits | None:
    """How a text in a cell is read: the habits of its column, and the days around it."""
    habits = layout.habits.get(column)
    if habits and above.near and habits.near:
        habits = replace(habits, near=above.near)
    if habits and layout.fields[column].sort is Sort.DATE and layout.table.section == "steps":
        if column not in layout.days:  # asked first by a day that is a text: most columns have none
            layout.days[column] = days_in(layout.table, column)
        habits = replace(habits, between=layout.days[column].around(number))
    return habits


def _keep(draft: Draft, layout: Layout, number: int, column: int, raw: Any, item: dict[str, Any]) -> None:
    target = layout.kept.get(column, "")
    if layout.table.section == "steps" and is_private(layout.table, column, raw):
        item["shared"] = False
    if target and not item.get(target) and isinstance(raw, str):
        item[target] = raw
    else:
        draft.keep_internal(layout.table.grid.place(number, column), text_of(raw))


def _tell_unknown(draft: Draft, layout: Layout, number: int, pointer: str, item: dict[str, Any]) -> None:
    """Cells whose formula has no stored value, or an error; a sum of two cells is worked out."""
    unknown = layout.table.grid.unknown or {}
    for column, field in layout.fields.items() if unknown else ():
        said = unknown.get(f"{letter(column)}{number}")
        if said is None:
            continue
        formula = said.startswith("=") or not said
        value = formulas.worked_out(said, layout.table.grid) if formula and field.sort in _TYPED else None
        if value is not None and item.get(field.name) is None:
            item[field.name] = value
        what = "the formula's value is not stored" if formula else f"the formula gives {said}"
        end = f"worked out as {value}" if value is not None else "shown as to confirm"
        advice = "Open and save the file in a spreadsheet program, or type the value"
        where = f"{pointer}/{field.name.split('.')[0]}"
        draft.tell("RD113", Level.WARNING, f"{what}; {end}", advice, pointer=where)


def _compose(draft: Draft, item: dict[str, Any]) -> None:
    """Put together what stands in several columns: a name, a confirmation."""
    parts = [item.pop(name, "") for name in ("first_name", "middle_name", "last_name")]
    if (parts[0] or parts[-1]) and not item.get("name"):
        item["name"] = " ".join(filter(None, parts))
    by, on, said = item.pop("confirmed.by", None), item.pop("confirmed.on", None), item.get("confirmed")
    if isinstance(by, dt.date):
        by, on = None, on or by
    if by or on or said is not None:
        item["confirmed"] = people.confirmation(draft, said or {}, by, on)
