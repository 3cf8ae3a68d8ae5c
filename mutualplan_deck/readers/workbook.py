"""Workbooks, our own and other people's: sheets and columns found by what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import form, words
from mutualplan_deck.readers.blocks import Blocks, Table, find_blocks, section_of
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.finish import finish
from mutualplan_deck.readers.grid import Grid, grids
from mutualplan_deck.readers.guard import Package
from mutualplan_deck.readers.internal_sheet import read_internal
from mutualplan_deck.readers.pairs import names_in, pairs_in, read_pairs, read_single
from mutualplan_deck.readers.reading import Reading
from mutualplan_deck.readers.tables import read_table
from mutualplan_deck.readers.values import Habits, text_of
from mutualplan_deck.readers.words import Names

_GUIDE = "Write Customer in a cell of the first sheet and the customer's name in the cell beside it."


def read_workbook(package: Package, path: Path) -> Reading:
    """A plan from a workbook that passed `check_package`. NotAPlanError: no customer is named."""
    draft = Draft(path, _GUIDE)
    if package.macros:
        draft.tell("RD114", Level.HINT, "the macros of this workbook were not run", place=path.name)
    sheets = _open(package, path)
    shown = [g for g in sheets if not _is_internal(g)]
    names = _names(shown)
    blocks = [(g, find_blocks(g, names)) for g in shown]
    _read_facts(draft, blocks, names)
    _read_tables(draft, blocks, names)
    for grid in sheets:
        _keep_unseen(draft, grid)
    return finish(draft)


def _open(package: Package, path: Path) -> list[Grid]:
    from mutualplan_deck.errors import UnreadableFileError

    try:
        return grids(package)
    except Exception as error:  # openpyxl raises whatever a damaged part makes it trip over
        why = " ".join(str(error).split())[:80] or type(error).__name__
        raise UnreadableFileError(
            f"{path.name}: can't be read as a workbook ({why}); save it again"
        ) from None


def _is_internal(grid: Grid) -> bool:
    title = words.key(grid.title)
    return grid.hidden or section_of(grid.title) == "internal" or words.is_internal(title)


def _names(shown: Iterable[Grid]) -> Names:
    """The organisations' names, from the labelled cells of all sheets."""
    found: dict[str, list[str]] = {"customer": [], "vendor": []}
    for grid in shown:
        found_there = find_blocks(grid, Names())
        for side, name in names_in(grid, [*found_there.pairs, *found_there.loose]):
            found[side].append(words.key(name))
    return Names(tuple(found["customer"]), tuple(found["vendor"]))


def _read_facts(draft: Draft, blocks: list[tuple[Grid, Blocks]], names: Names) -> None:
    """Labels first: the locale settles how dates and numbers of the tables are read."""
    locale = next(_locales(blocks, names), "")
    draft.habits = Habits.of(locale)
    for grid, found in blocks:
        read_pairs(draft, grid, found.pairs, names)
        taken = [n for n in found.loose if read_single(draft, grid, n, names)]
        found.loose[:] = [n for n in found.loose if n not in taken]
        found.pairs.extend(taken)


def _locales(blocks: list[tuple[Grid, Blocks]], names: Names) -> Iterator[str]:
    for grid, found in blocks:
        for number in found.pairs:
            yield from (str(v) for _, path, _, v in pairs_in(grid, number, names) if path == "locale")


def _read_tables(draft: Draft, blocks: list[tuple[Grid, Blocks]], names: Names) -> None:
    """People before steps, whose owners are looked up among them."""
    tables = [t for _, found in blocks for t in found.tables]
    for table in sorted(tables, key=lambda t: t.section == "steps"):
        if table.section == form.HOLIDAYS:
            _read_holidays(draft, table, names)
        else:
            read_table(draft, table, names)
    for grid, found in blocks:
        _keep_loose(draft, grid, found)


def _read_holidays(draft: Draft, table: Table, names: Names) -> None:
    read_table(draft, table, names)
    rows = draft.data.pop(form.HOLIDAYS, [])
    if rows:
        calendar = draft.data.setdefault("calendar", {})
        calendar["holidays"] = [*calendar.get("holidays", ()), *(r["date"] for r in rows if r.get("date"))]


def _keep_loose(draft: Draft, grid: Grid, found: Blocks) -> None:
    """Lines that are neither a table's nor a labelled value; a title or banner is no news."""
    for number in found.loose:
        column, value = next(iter(grid.rows[number].items()))
        if not section_of(str(value)) and str(value) not in form.own_texts():
            draft.keep_internal(grid.place(number, column), text_of(value))
    ours = all(v in form.own_texts() for row in grid.rows.values() for v in row.values())
    if not found.tables and not found.pairs and not ours:
        message = f"nothing on the sheet {grid.title} was understood; kept as internal"
        draft.tell(
            "RD110", Level.WARNING, message, "Give its columns a header line", place=f"{grid.title}!A1"
        )


def _keep_unseen(draft: Draft, grid: Grid) -> None:
    """Hidden sheets, rows and columns, and comments: known to us, never shown."""
    if _is_internal(grid):
        read_internal(draft, grid)
        return
    rows = sorted(grid.hidden_rows & grid.rows.keys())
    columns = sorted({c for row in grid.rows.values() for c in row} & grid.hidden_columns)
    for number in rows:
        draft.keep_internal(
            f"{grid.title}!{number}", " | ".join(text_of(v) or "" for v in grid.rows[number].values())
        )
    for number, row in grid.rows.items() if columns else ():
        for column in columns:
            draft.keep_internal(grid.place(number, column), text_of(row.get(column)))
    for place, text in (grid.comments or {}).items():
        draft.keep_internal(f"{grid.title}!{place} comment", text)
    _tell_unseen(draft, grid, rows, columns)


def _tell_unseen(draft: Draft, grid: Grid, rows: list[int], columns: list[int]) -> None:
    told = [
        (len(rows), "hidden rows", f"{grid.title}!A{rows[0]}" if rows else ""),
        (len(columns), "hidden columns", grid.place(1, columns[0]) if columns else ""),
        (len(grid.comments or {}), "comments", f"{grid.title}!{next(iter(grid.comments or {}), '')}"),
    ]
    for count, what, place in told:
        if count:
            message = f"{count} {what} on {grid.title} kept as internal: nothing of them is shown"
            draft.tell(
                "RD104", Level.HINT, message, "Unhide what both sides may see", place=place, internal=True
            )
