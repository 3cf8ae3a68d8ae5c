"""An old version of a table on another sheet: known for one, and left out of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mutualplan_deck.findings import Level
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.shape import number_of
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import text_of
from mutualplan_deck.readers.words import has_phrase, key, keys_of
from mutualplan_deck.regex import regex

_MAIN = ("title", "statement", "name")
_IDS = ("id",)
_QUOTED = regex(r"[“„«]\s*([^“”„«»]+?)\s*[”“»]|\"([^\"]+)\"|(?<!\w)['‘]([^'’]+)['’](?!\w)")
_SENTENCE = 300  # letters


def without_copies(draft: Draft, tables: list[Table], texts: Iterable[str]) -> list[Table]:
    """The tables without those that repeat a longer one of the same section on another sheet.

    And without those of a sheet which one of the file's `texts` says is out of date, where another has the
    same: "The tab “Plan (old)” is superseded".
    """
    old = [key(name) for text in texts if _says_old(text) for name in _quoted(text)]
    kept = []
    for table in tables:
        if _is_log(table) and any(_is_elsewhere(t, table) for t in tables):
            _leave_out_log(draft, table)
            continue
        longer = next((t for t in tables if _repeats(table, t, tables)), None)
        if longer is None and key(table.grid.title) in old:
            longer = next((t for t in tables if _is_elsewhere(t, table)), None)
        if longer is None:
            kept.append(table)
        else:
            _leave_out(draft, table, longer)
    return kept


def _says_old(text: str) -> bool:
    """Whether a text says that something is not used any more."""
    return len(text) <= _SENTENCE and has_phrase(key(text), "out_of_date")


def _quoted(text: str) -> Iterator[str]:
    """What stands in quotation marks."""
    yield from (name for match in _QUOTED.finditer(text) for name in match.groups() if name)


def _is_log(table: Table) -> bool:
    """Whether a sheet keeps what was said in calls, and who then does what: its steps are done in days."""
    said = {word for text in table.texts.values() for word in key(str(text)).split(" ")}
    called = {*key(table.grid.title).split(" ")}
    return (
        table.section == "steps"
        and not called.isdisjoint(keys_of("logs", "titles"))
        and not said.isdisjoint(keys_of("logs", "headers"))
    )


def _leave_out_log(draft: Draft, table: Table) -> None:
    place = f"{table.grid.title}!*"
    for number in table.rows:
        said = " | ".join(text_of(v) or "" for v in table.grid.rows[number].values())
        draft.keep_internal(table.grid.place(number, min(table.grid.rows[number])), said)
    draft.leave_out(Why.ASIDE, f"“{table.grid.title}”: a log of calls", place)
    message = f"“{table.grid.title}” is a log of calls, beside a plan of steps; kept as internal"
    draft.tell("RD110", Level.HINT, message, "Add to the plan what belongs to it", place=place, internal=True)


def _is_elsewhere(table: Table, old: Table) -> bool:
    return table.section == old.section and table.grid is not old.grid and len(table.rows) >= len(old.rows)


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
