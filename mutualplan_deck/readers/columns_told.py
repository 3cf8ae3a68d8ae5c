"""What is told of a table's columns: read by their values, for us alone, not known, in another currency."""

from __future__ import annotations

from collections.abc import Iterator

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import form, numbers, words
from mutualplan_deck.readers.close import closest
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import letter
from mutualplan_deck.readers.headings import is_ours_alone
from mutualplan_deck.readers.mapping import NAME as FILE
from mutualplan_deck.readers.mapping import quoted
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import shown
from mutualplan_deck.readers.words import Names


def tell_marked(draft: Draft, table: Table) -> None:
    """Columns of a field that is for the vendor alone, whatever they are called."""
    for column, name in table.columns.items():
        text = str(table.texts.get(column, ""))
        if form.is_internal(table.section, name) and words.key(text) not in form.titles(table.section):
            _tell_kept(draft, table, column, "", marked=True)


def tell_guessed(draft: Draft, table: Table) -> None:
    """Columns that are called as none we know, and read all the same; or lines that have no header at all."""
    if not any(table.texts.values()) and table.rows:
        message = f"the lines under “{shown(table.banner)}” are read as {table.section}, by what they say"
        place = table.grid.place(table.rows[0], min(table.columns))
        draft.tell("RD126", Level.WARNING, message, "Write a header line above them", place=place)
    for column in sorted(table.guessed):
        text, name = str(table.texts[column]).strip(), table.columns[column]
        message = f"column “{shown(text)}” is read as the {name.replace('_', ' ')}, by what stands under it"
        advice = f'If it is not, write in {FILE}, under [columns]: {quoted(text)} = "internal"'
        place = table.grid.place(table.header, column)
        draft.tell("RD126", Level.WARNING, message, advice, place=place)


def currencies(draft: Draft, table: Table) -> None:
    """A currency in a header of amounts: "Value per year (GBP)", "CHF par an"; our own headers name none."""
    if table.ours:
        return
    for column, name in table.columns.items():
        text = str(table.texts[column])
        inside = text.partition("(")[2].partition(")")[0]
        money = name in ("annual_value", "annual_cost", "low", "high")
        code = (numbers.currency_of(inside) or numbers.currency_of(text)) if money else ""
        said = draft.data.get("currency")
        if numbers.is_bare_dollar(text) and (said in numbers.dollars() or (draft.elsewhere and not said)):
            continue
        if code and draft.data.setdefault("currency", code) != code:
            message = f"“{text}” is in {code}, the plan in {draft.data['currency']}"
            place = table.grid.place(table.header, column)
            draft.tell("RD116", Level.WARNING, message, "Write all amounts in one currency", place=place)


def kept(draft: Draft, table: Table, names: Names) -> Iterator[tuple[int, str]]:
    """Columns that hold no shared field, with the internal field they go to ("" for none)."""
    said: set[tuple[int, int]] = set()
    for column, text in table.texts.items():
        if column in {*table.columns, *table.newer.values(), *table.answers, *table.grid.hidden_columns}:
            continue
        plain = names.plain(str(text))
        marked = words.is_internal(plain) or column in table.for_us or names.mapped(str(text)) == "internal"
        marked = marked or is_ours_alone(str(text), names)
        target = form.words_for(table.section).get(words.without_internal(plain), "") if marked else ""
        _tell_kept(draft, table, column, plain, marked=marked)
        heading = table.for_us.get(column)
        if heading and heading not in said:
            said.add(heading)
            text = shown(table.grid.rows[heading[0]][heading[1]])
            message = f"“{text}”: nothing under it is shown to the customer"
            draft.tell("RD105", Level.HINT, message, place=table.grid.place(*heading), internal=True)
        yield column, target if form.is_internal(table.section, target) else ""


def _tell_kept(draft: Draft, table: Table, column: int, plain: str, *, marked: bool) -> None:
    text, place = str(table.texts[column]), table.grid.place(table.header, column)
    if not text.strip() and not marked:
        place = table.grid.place(next((n for n in table.rows if column in table.grid.rows[n]), 0), column)
        draft.leave_out(Why.UNKNOWN, f"column {letter(column)}, which has no header", place)
        message = f"column {letter(column)} has no header; kept as internal"
        draft.tell("RD103", Level.HINT, message, "Give it one if it belongs to the plan", place=place)
        return
    draft.leave_out(Why.INTERNAL if marked else Why.UNKNOWN, f"column “{shown(text)}”", place)
    if marked:
        message = f"“{shown(text)}” is for your side alone: nothing of this column is shown to the customer"
        draft.tell("RD105", Level.HINT, message, place=place, internal=True)
        return
    taken = {*table.columns.values(), "owner_with"}
    known = {t: f for t, f in form.words_for(table.section).items() if f not in taken}
    close = known.get(closest(plain, known), "")
    message = f"column “{shown(text)}” is not known for {table.section}; kept as internal"
    if close:
        message += f"; it may be the {close.replace('_', ' ')}"
        draft.propose(
            "RD103", message, "columns", text, f"{table.section}.{close}", place=place, internal=True
        )
    else:
        advice = "Rename it if it belongs to the plan"
        draft.tell("RD103", Level.HINT, message, advice, place=place, internal=True)
