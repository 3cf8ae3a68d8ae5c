"""Keys of another tool's JSON that no word tells: what all items of a list have there tells what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from mutualplan_deck.readers import shape
from mutualplan_deck.readers.fields import Field
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.heads import find_header
from mutualplan_deck.readers.json.lists import Column, is_id, pattern_of
from mutualplan_deck.readers.json.nodes import Found
from mutualplan_deck.readers.json.text import moment
from mutualplan_deck.readers.words import Names, key, spaced

Path = tuple[str, ...]
_LEAST = 2  # items that tell what they have in common
_SCALARS = (str, int, float)


def by_headers(found: Sequence[Found], names: Names) -> Mapping[tuple[str, Path], str]:
    """The fields of the columns of tables, by list and path, as a sheet's header says them."""
    lists: dict[str, list[Found]] = {}
    for item in found:
        if item.item and all(type(k) is Column or is_id(k) for k in item.item):
            lists.setdefault(list_of(item), []).append(item)
    told: dict[tuple[str, Path], str] = {}
    for where, items in lists.items():
        titles = dict.fromkeys(k for one in items for k in one.item if type(k) is Column)
        header = {at: str(title) for at, title in enumerate(titles, 1)}
        rows = [
            {at: one.item[t] for at, t in enumerate(titles, 1) if _is_cell(one.item.get(t))} for one in items
        ]
        grid = Grid(where, hidden=False, rows=dict(enumerate([header, *rows], 1)))
        table = find_header(grid, 1, header, items[0].section, names) if len(titles) > 1 else None
        if table and table.section == items[0].section:
            told |= {(where, (key(spaced(header[at])),)): name for at, name in table.columns.items()}
    return told


def _is_cell(value: Any) -> bool:
    return value not in (None, "") and isinstance(value, _SCALARS)


def list_of(found: Found) -> str:
    """The list that an item stands in, whatever group it is in; one of several sorts is a list for each."""
    return f"{pattern_of(found.place.rpartition('/')[0])}#{found.section}"


def by_values(
    found: Sequence[Found],
    leaves: Callable[[Found], Iterable[tuple[Path, Any, bool]]],
    known: Callable[[Found, Path, Any], Field | None],
    names: Names,
) -> Mapping[tuple[str, Path], str]:
    """The fields of keys by list and path, where only the values tell: names, jobs, days, figures.

    `leaves` are path, value and whether it is for one side alone; `known` is the field that a key names.
    """
    lists: dict[str, list[Found]] = {}
    for item in found:
        lists.setdefault(list_of(item), []).append(item)
    told: dict[tuple[str, Path], str] = {}
    for where, items in lists.items():
        if len(items) < _LEAST:
            continue
        columns: dict[Path, str] = {}
        cells: dict[Path, list[Any]] = {}
        for number, item in enumerate(items):
            for path, value, ours in leaves(item):
                if ours or value in (None, "", [], {}):
                    continue
                if field := known(item, path, value):
                    columns[path] = field.name
                cells.setdefault(path, [None] * len(items))[number] = _plain(value)
        order = {path: at for at, path in enumerate(cells, 1)}
        below = shape.Below(
            {at: " ".join(path) for path, at in order.items()},
            {at: cells[path] for path, at in order.items()},
            names,
        )
        named = {order[path]: name for path, name in columns.items() if path in order}
        left = [at for path, at in order.items() if path not in columns]
        guessed = shape.by_values(items[0].section, left, named, below)
        at_path = {at: path for path, at in order.items()}
        told |= {(where, at_path[at]): name for at, name in guessed.items()}
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, _SCALARS) or value == "":
        return None
    time = moment(value, None) if isinstance(value, str) else None
    return dt.datetime.combine(time.day, dt.time()) if time else value
