"""Boards in another tool's JSON, columns by their ids over items in groups, as the sheets that they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import column_of, section_near
from mutualplan_deck.readers.json_lists import MAX_DEPTH, child, said, title_of
from mutualplan_deck.readers.json_shapes import Columns, cells_of, columns_of, id_of
from mutualplan_deck.readers.json_tree import reason_of
from mutualplan_deck.readers.words import Names, key

_ITEMS = ("items", "rows", "records", "entries", "tasks", "pulses", "cards")
_FIRM = "Organisation"
_LEAST = 2  # items of a board
_MOST = 0.6  # of them that have cells


class Item(Struct):
    """A line of a board: its cells by the ids of their columns, each with its place."""

    cells: Mapping[str, tuple[Any, str]]
    group: str


class Board(Struct):
    """A board at `place`; `groups` are (title, place) by id."""

    name: str
    place: str
    columns: Columns
    places: Mapping[str, str]
    groups: Mapping[str, tuple[str, str]]
    items: Sequence[Item]


def boards_in(data: Mapping[str, Any]) -> tuple[list[Grid], dict[str, Any]]:
    """The boards of a file as sheets, and the file without them."""
    found: list[Board] = []
    rest = _without(data, "#", found, 0)
    return [_grid(board) for board in found], rest


def _without(value: Any, place: str, found: list[Board], depth: int) -> Any:
    if depth > MAX_DEPTH:
        return value
    if isinstance(value, list):
        return [_without(v, child(place, i), found, depth + 1) for i, v in enumerate(value)]
    if not isinstance(value, dict):
        return value
    if board := _board(value, place):
        found.append(board)
        return {}
    return {k: _without(v, child(place, k), found, depth + 1) for k, v in value.items()}


def _board(data: dict[str, Any], place: str) -> Board | None:
    columns = columns_of(data)
    if not columns:
        return None
    groups = {
        one: (title, child(child(child(place, name), i), "title"))
        for name, listed in data.items()
        if key(name) == "groups" and isinstance(listed, list)
        for i, group in enumerate(listed)
        if isinstance(group, dict) and (one := id_of(group)) and (title := title_of(group))
    }
    every = list(_items(data, place, columns, "", 0))
    items = [item for item in every if item.cells]
    if len(items) < _LEAST or len(items) < _MOST * len(every):
        return None
    at = next(k for k in data if key(k) == "columns")
    places = {
        id_of(c): child(child(child(place, at), i), "title")
        for i, c in enumerate(data[at])
        if isinstance(c, dict)
    }
    return Board(title_of(data), place, columns, places, groups, items)


def _items(data: Mapping[str, Any], place: str, columns: Columns, group: str, depth: int) -> Iterator[Item]:
    """The items of a board, or of its groups, in their order; those put away are left out."""
    for name, listed in data.items() if depth <= 3 else ():
        if not isinstance(listed, list) or key(name) not in (*_ITEMS, "groups"):
            continue
        for i, one in enumerate(listed):
            where = child(child(place, name), i)
            if not isinstance(one, dict) or _is_gone(one, where):
                continue
            if key(name) == "groups":
                yield from _items(one, where, columns, id_of(one), depth + 1)
            else:
                yield Item(dict(_cells(one, where, columns)), group or _group_of(one))


def _is_gone(item: dict[str, Any], where: str) -> bool:
    state = next((str(v) for k, v in item.items() if key(k) == "state"), "")
    return key(state) in said("gone") or reason_of(item, where) is not None


def _group_of(item: Mapping[str, Any]) -> str:
    found = next((v for k, v in item.items() if key(k) in ("group", "group id", "section")), "")
    return id_of(found) if isinstance(found, dict) else str(found or "")


def _cells(item: Mapping[str, Any], place: str, columns: Columns) -> Iterator[tuple[str, tuple[Any, str]]]:
    """(column's id, (value, place)) of an item; its name is the cell of a column that is called so."""
    any_cell = False
    for name, member in item.items():
        for title, value in cells_of(name, member, columns).items():
            any_cell = True
            yield title.column, (value, f"{place}{title.at}")
    name = next((k for k in item if key(k) in said("titles")), "")
    if any_cell and name and item[name]:
        yield "name", (item[name], child(place, name))
    if any_cell and (one := id_of(item)):
        yield "", (one, child(place, "id"))


def _grid(board: Board) -> Grid:
    """The board as a sheet: each group under its title, with headers of its own where it names a section."""
    sheet = _Sheet(board)
    apart = any(section_near(title) in sections() for title, _ in board.groups.values())
    people = any(column_of("people", title, Names()) == "email" for title in board.columns.values())
    if not apart:
        sheet.head(board.items, _FIRM if people else "")
    for group in dict.fromkeys(item.group for item in board.items):
        items = [item for item in board.items if item.group == group]
        if apart:
            sheet.row += 1
        if group in board.groups and not people:
            sheet.put(1, *board.groups[group])
            sheet.row += 1
        if apart:
            sheet.head(items)
        for item in items:
            sheet.line(item, *(board.groups.get(group, ("", "")) if people else ("", "")))
    return Grid(board.name or "board", hidden=False, rows=sheet.rows, places=sheet.places)


class _Sheet:
    """Cells put down row by row, and where each stood."""

    def __init__(self, board: Board) -> None:
        self.board, self.row = board, 1
        self.rows: dict[int, Row] = {}
        self.places: dict[tuple[int, int], str] = {}
        self.titles = {"name": "Name", **board.columns, "": "ID"}
        self.order = {one: at for at, one in enumerate(self.titles, 1)}

    def put(self, column: int, value: Any, place: str) -> None:
        """A cell of the row at hand; of an empty one, only where it stands."""
        self.places[self.row, column] = place
        if value not in (None, ""):
            self.rows.setdefault(self.row, {})[column] = value

    def head(self, items: Sequence[Item], group: str = "") -> None:
        """The headers of the columns that say something in these items; `group` is that of their group."""
        used = {one for item in items for one, (value, _) in item.cells.items() if value not in (None, "")}
        for one in (o for o in self.order if o in used):
            self.put(self.order[one], self.titles[one], self.board.places.get(one, self.board.place))
        if group:
            self.put(len(self.order) + 1, group, self.board.place)
        self.row += 1

    def line(self, item: Item, group: str, place: str) -> None:
        """An item, with its group's title behind it where that is no banner."""
        for one, (value, where) in item.cells.items():
            self.put(self.order[one], value, where)
        if group:
            self.put(len(self.order) + 1, group, place)
        self.row += 1
