"""Our own workbook as it was handed out: every label and header is ours, so that nothing is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from mutualplan_deck.readers import form
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.plan_facts import put, shown_percent
from mutualplan_deck.readers.table import Table, own_header
from mutualplan_deck.readers.values import Habits
from mutualplan_deck.readers.words import Names, key

_LABEL, _ENTRY, _HINT = 1, 2, 3  # columns of the Plan sheet


def is_own_plan(grid: Grid) -> bool:
    """Whether a sheet is the Plan sheet of our own workbook."""
    header = form.raw()["plan"]["header"][:2]
    return any([row.get(1), row.get(2)] == header for row in list(grid.rows.values())[:1])


def is_internal(grid: Grid) -> bool:
    """Whether a sheet is hidden, or its name says that it is for us."""
    ours = form.sheet_titles().get(key(grid.title), "")
    if grid.hidden or ours == "internal":
        return True
    if ours or _is_readme(grid):
        return False
    from mutualplan_deck.readers.unseen import says_internal

    return says_internal(grid.title)


def _is_readme(grid: Grid) -> bool:
    first = next(iter(grid.rows.values()), {})
    return [*first.values()] == [form.raw()["readme_title"]]


def is_as_handed_out(shown: list[Grid]) -> bool:
    """Whether all visible sheets are ours, with no label, header or line that is not."""
    return all(map(_is_untouched, shown))


def _is_untouched(grid: Grid) -> bool:
    if is_own_plan(grid):
        lines = [*grid.rows.values()][1:]
        return not grid.hidden_columns and not grid.hidden_rows and all(map(_is_plan_line, lines))
    if form.sheet_titles().get(key(grid.title)) in (None, "plan"):
        return all(v in form.own_texts() for row in grid.rows.values() for v in row.values())
    return _table(grid) is not None


def _is_plan_line(row: dict[int, Any]) -> bool:
    label, hint = row.get(_LABEL), row.get(_HINT)
    ours = isinstance(label, str) and key(label) in form.plan_titles()
    return ours and (hint is None or hint in form.plan_hints()) and row.keys() <= {_LABEL, _ENTRY, _HINT}


def _table(grid: Grid) -> Table | None:
    """The table of one of our sheets, from its first row to its last visible one."""
    number = next(iter(grid.rows), 0)
    table = own_header(grid, number, grid.rows[number]) if number and not grid.hidden_columns else None
    if table:
        table.rows = [n for n in grid.rows if n > number and n not in grid.hidden_rows]
    return table


def read_own_form(draft: Draft, sheets: list[Grid], shown: list[Grid]) -> None:
    """Take all sheets into the draft: facts first, people before the steps they own."""
    from mutualplan_deck.readers.tables import read_holidays, read_table
    from mutualplan_deck.readers.unseen import keep_unseen

    plan = next(g for g in shown if is_own_plan(g))
    entries = list(_entries(plan))
    locale = next((str(v) for path, *_, v in entries if path == "locale"), "")
    draft.habits = replace(Habits.of(locale), statuses=draft.mapped.status)
    for path, label, place, value in entries:
        put(draft, path, value, place, label)
    sides = (draft.data.get(side, {}) for side in ("customer", "vendor"))
    called = [tuple(key(str(said[n])) for n in ("name", "short") if said.get(n)) for said in sides]
    names = Names(called[0], called[1], draft.mapped.columns)
    tables = [t for g in shown if not is_own_plan(g) and (t := _table(g))]
    for table in sorted(tables, key=lambda t: t.section == "steps"):
        (read_holidays if table.section == form.HOLIDAYS else read_table)(draft, table, names)
    for grid in sheets:
        keep_unseen(draft, grid, ours=not any(grid is one for one in shown))


def _entries(plan: Grid) -> Iterator[tuple[str, str, str, Any]]:
    """(path, label, place, value) of each line of the Plan sheet that is filled in."""
    for number, row in list(plan.rows.items())[1:]:
        label, value = row[_LABEL], row.get(_ENTRY)
        if value is None or value in form.plan_hints():
            continue
        place = plan.place(number, _ENTRY)
        shape = (plan.formats or {}).get((number, _ENTRY), "")
        yield form.plan_titles()[key(label)].path, label, place, shown_percent(value, shape)
