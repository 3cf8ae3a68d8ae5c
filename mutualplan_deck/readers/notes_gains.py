"""What a change is worth, written as text beside a label: a line each, with its figures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import form, lines, numbers, words
from mutualplan_deck.readers.headings import column_of, label_of
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import shown
from mutualplan_deck.regex import regex

if TYPE_CHECKING:
    from mutualplan_deck.readers.notes import Notes

_INSIDE = regex(r"\(([^()]*[;|][^()]*)\)")
_THOUSANDS = regex(r"(?<!\w)M\$")
_DECLARED = 3  # fields of an outcome that a label names


def _declared(notes: Notes, points: list[str], place: str) -> bool:
    """Take lines as the label says they are made: "Gains (metric; before; after; a year; source)"."""
    inside = _INSIDE.search(notes.label)
    sign = ";" if inside and ";" in inside[1] else "|"
    parts = inside[1].split(sign) if inside else []
    fields = [column_of("outcomes", part, notes.names) for part in parts]
    cells = [[cell.strip() for cell in point.split(sign)] for point in points]
    if len({*fields} - {""}) < _DECLARED or any(len(row) != len(fields) for row in cells):
        return False
    for row in cells:
        pointer = notes.add({}, place)
        item = notes.draft.data["outcomes"][-1]
        for name, raw in zip(fields, row, strict=True):
            known = form.item_fields("outcomes").get(name)
            if known and raw and not words.is_blank_word(raw):
                item[name] = notes.draft.take(known, raw, f"{pointer}/{name}")
    return True


def take_gains(notes: Notes, text: str, place: str) -> None:
    """Each line is an outcome with its figures."""
    if _declared(notes, lines.pieces(text), place):
        return
    for said in lines.coded(lines.pieces(text)):
        line = said.text
        read = lines.outcome(_in_thousands(notes, line), _decimal(notes, line))
        value = read.item.get("annual_value")
        if value is None and label_of(line.partition(":")[0], notes.names).startswith("investment."):
            _keep_price(notes, line, place)
            continue
        if lines.is_total(line) or (lines.sums_up(line) and _is_sum_in(notes, line)):
            _aside(notes, line, place)
            continue
        moves = read.item.get("before") is not None
        if value is not None and not moves and _is_sum(notes, value, roughly=lines.sums_up(line)):
            _aside(notes, line, place)
            continue
        item = {**read.item, **({"id": said.code} if said.code else {})}
        if said.refers:
            item["issues" if notes.are_issues(said.refers) else "problems"] = said.refers
        pointer = notes.add(item, place)
        if value is not None and not notes.draft.same_currency(read.currency, pointer, line):
            del notes.draft.data["outcomes"][-1]["annual_value"]
        for doubt in read.doubts:
            notes.draft.tell("RD102", Level.WARNING, doubt, "Write it in a column", pointer=pointer)


def _in_thousands(notes: Notes, line: str) -> str:
    """In Chile "M$ 25.200" are thousands, and "MM$" millions of pesos."""
    pesos = notes.draft.data.get("currency") == "CLP"
    return _THOUSANDS.sub("mil $", line) if pesos else line


def _aside(notes: Notes, line: str, place: str) -> None:
    """A total is no gain of its own."""
    notes.draft.keep_internal(place, line)
    notes.draft.leave_out(Why.ASIDE, f"“{shown(line)}”: a total", place)
    message = f"“{shown(line)}” is read as the sum of the lines above; kept as internal"
    notes.draft.tell("RD110", Level.HINT, message, "The total is computed", place=place)


def _keep_price(notes: Notes, line: str, place: str) -> None:
    """What it costs is no gain: "Investment: see the quote"."""
    notes.draft.keep_internal(place, line)
    notes.draft.leave_out(Why.ASIDE, f"“{shown(line)}”: what it costs", place)
    message = f"“{shown(line)}” says what it costs, and is no gain; kept as internal"
    notes.draft.tell("RD110", Level.HINT, message, place=place, internal=True)


def _is_sum_in(notes: Notes, line: str) -> bool:
    """Whether a line names the amount of all lines above it together, more or less."""
    return any(_is_sum(notes, value, roughly=True) for value in lines.amounts(line))


def _is_sum(notes: Notes, value: Decimal, *, roughly: bool) -> bool:
    """Whether an amount is that of all lines above it together, as nearly as people say so."""
    most = 10 if roughly else 100
    above = [o["annual_value"] for o in notes.draft.data.get("outcomes", ()) if o.get("annual_value")]
    return len(above) > 1 and abs(sum(above) - value) <= value / most


def _decimal(notes: Notes, line: str) -> str:
    """The decimal mark of the lines so far, where they leave no doubt."""
    notes.amounts += re.findall(r"\d[\d.,]*\d", line)
    marks = [m for a in notes.amounts if (m := numbers.decimal_of([a]))]
    return notes.draft.habits.decimal or (marks[0] if marks else "")
