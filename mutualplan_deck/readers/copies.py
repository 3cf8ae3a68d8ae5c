"""An old version of a table on another sheet: known for one, and left out of the plan."""

from __future__ import annotations

from mutualplan_deck.findings import Level
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.shape import number_of
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import text_of
from mutualplan_deck.readers.words import key

_MAIN = ("title", "statement", "name")
_IDS = ("id",)


def without_copies(draft: Draft, tables: list[Table]) -> list[Table]:
    """The tables without those that repeat a longer one of the same section on another sheet."""
    kept = []
    for table in tables:
        longer = next((t for t in tables if _repeats(table, t, tables)), None)
        if longer is None:
            kept.append(table)
        else:
            _leave_out(draft, table, longer)
    return kept


def _repeats(table: Table, other: Table, tables: list[Table]) -> bool:
    """Whether half or more of a table's items stand in the other, which is longer, or first."""
    if table is other or table.section != other.section or table.grid is other.grid:
        return False
    size, theirs = len(table.rows), len(other.rows)
    if size > theirs or (size == theirs and tables.index(table) < tables.index(other)):
        return False
    mine, all_of_them = _items(table), _items(other)
    if _is_version(table, other) and (ids := _items(table, _IDS)) and len(ids) > 1:
        return ids <= _items(other, _IDS)  # under the same numbers, in other words
    return bool(mine) and len(mine & all_of_them) * 2 >= len(mine)


def _is_version(table: Table, other: Table) -> bool:
    """Whether a sheet is called as another is, and then something more: "Plan_July" beside "Plan"."""
    title, theirs = table.grid.title.strip().casefold(), other.grid.title.strip().casefold()
    return title.startswith(theirs) and title != theirs and not title[len(theirs)].isalnum()


def _items(table: Table, named: tuple[str, ...] = _MAIN) -> set[str]:
    column = next((c for c, n in table.columns.items() if n in named), None)
    values = (table.grid.rows[n].get(column) for n in table.rows) if column else ()
    named_by = (number_of(v) for v in values if isinstance(v, str | int | float))
    return {key(v) for v in named_by if v}


def _leave_out(draft: Draft, table: Table, longer: Table) -> None:
    grid = table.grid
    for number in table.rows:
        draft.keep_internal(
            f"{grid.title}!{number}", " | ".join(text_of(v) or "" for v in grid.rows[number].values())
        )
    place = grid.place(table.header, min(table.texts))
    message = f"{grid.title} repeats lines of {longer.grid.title}, as an older version does; left out"
    draft.leave_out(Why.OLD_COPY, f"{len(table.rows)} lines, as on {longer.grid.title}", place)
    advice = "Delete the old version, or hide its sheet"
    draft.tell("RD123", Level.WARNING, message, advice, place=place, internal=True)
