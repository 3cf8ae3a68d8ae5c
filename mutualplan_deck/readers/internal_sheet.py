"""The Internal sheet of our own workbook, and any sheet that is hidden or says it is internal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import form
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import text_of

CHUNK = 30_000


def read_internal(draft: Draft, grid: Grid) -> None:
    """Keep the whole sheet for the vendor alone; our own form gives back what it was made from."""
    header = _own_header(grid)
    if header is not None:
        for topic, value in _entries(grid, header):
            draft.keep(topic, value)
        draft.leave_out(Why.INTERNAL, f"sheet {grid.title}", f"{grid.title}!A1")
        return
    for number, row in grid.rows.items():
        text = " | ".join(text_of(v) or "" for v in row.values())
        draft.keep_internal(f"{grid.title}!{number}", text)
    why = "hidden" if grid.hidden else "marked as internal"
    if grid.rows:
        message = f"the sheet {grid.title} is {why}: nothing of it is shown to the customer"
        draft.tell("RD104", Level.HINT, message, place=f"{grid.title}!A1", internal=True)
        draft.leave_out(
            Why.HIDDEN if grid.hidden else Why.INTERNAL, f"sheet {grid.title}", f"{grid.title}!A1"
        )


def _own_header(grid: Grid) -> int | None:
    titles = [c.title for c in form.sheet(form.INTERNAL).columns]
    for number, row in list(grid.rows.items())[:5]:
        if [row.get(i) for i in range(1, len(titles) + 1)] == titles:
            return number
    return None


def _entries(grid: Grid, header: int) -> Iterator[tuple[str, Any]]:
    """(topic, value); data too long for a cell goes on in lines without a topic."""
    hints = [c.hint for c in form.sheet(form.INTERNAL).columns]
    topic = ""
    pieces: list[str] = []
    for number, row in grid.rows.items():
        if number <= header or (number == header + 1 and _are_hints(row, hints)):
            continue
        if 1 in row or 2 in row:
            yield from _data(topic, pieces)
            topic, pieces = _topic(row, grid.place(number, 2)), []
        if 2 in row:
            yield topic, text_of(row[2])
        if 3 in row:
            pieces.append(str(row[3]))
    yield from _data(topic, pieces)


def _are_hints(row: Row, hints: list[str]) -> bool:
    return all(form.is_hint(row.get(i), hint) for i, hint in enumerate(hints, 1))


def _topic(row: Row, place: str) -> str:
    text = text_of(row.get(1)) or place
    if text.startswith('"'):
        try:
            return str(json.loads(text))
        except ValueError:
            return text
    return text


def _data(topic: str, pieces: list[str]) -> Iterator[tuple[str, Any]]:
    if not pieces:
        return
    try:
        yield topic, json.loads("".join(pieces), parse_float=Decimal)
    except ValueError:
        yield topic, "".join(pieces)


def entries_for(internal: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(topic, text, data) lines that `read_internal` turns back into `internal`."""
    from mutualplan_deck.readers.json.plan import compact

    for topic, value in internal.items():
        name = topic if _plain(topic) else json.dumps(topic, ensure_ascii=False)
        if isinstance(value, str) and value.strip() and len(value) <= CHUNK:
            yield name, value, ""
            continue
        data = compact(value)
        for start in range(0, len(data), CHUNK):
            yield name if not start else "", "", data[start : start + CHUNK]


def _plain(topic: str) -> bool:
    return bool(topic.strip()) and not topic.startswith('"')
