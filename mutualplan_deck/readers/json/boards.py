"""Boards in another tool's JSON, columns by their ids over items in groups, as the sheets that they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import column_of, section_near
from mutualplan_deck.readers.json.cards import (
    archived,
    list_of_card,
    lists_named,
    no_card,
    own_cells,
    shown,
    text_on,
)
from mutualplan_deck.readers.json.lists import MAX_DEPTH, child, id_of, is_id, said, title_of, titles_by_id
from mutualplan_deck.readers.json.nodes import LeftOut
from mutualplan_deck.readers.json.records import Records, Workspace, order_of, records_in, users_in
from mutualplan_deck.readers.json.shapes import Columns, cells_of, columns_key, columns_of
from mutualplan_deck.readers.json.trackers import Tracker, tracker_in
from mutualplan_deck.readers.json.tree import is_column, position
from mutualplan_deck.readers.json.visibility import reason_of
from mutualplan_deck.readers.words import Names, key, spaced, without_brackets

_ITEMS = ("items", "rows", "records", "entries", "tasks", "pulses", "cards")
_GROUP = ("group", "group id", "section")
_FIRM = "Organisation"
_LEAST = 2  # items of a board
_MOST = 0.6  # of them that have cells


class Item(Struct):
    """A line of a board: its cells by the ids of their columns, each with its place."""

    cells: Mapping[str, tuple[Any, str]]
    group: str


class Board(Struct):
    """A board at `place`; `groups` are (title, place) by id.

    `gone` are the items put away, `asides` what else is in it, by place: who made it, what was said there;
    `moved` days that the time zone moves, `hidden` whether it is not for everybody.
    """

    name: str
    place: str
    columns: Columns
    places: dict[str, str] = field(default_factory=dict)
    groups: dict[str, tuple[str, str]] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    gone: list[LeftOut] = field(default_factory=list)
    asides: dict[str, Any] = field(default_factory=dict)
    moved: list[tuple[str, str, dt.date]] = field(default_factory=list)
    hidden: bool = False


def boards_in(data: dict[str, Any], zone: dt.tzinfo | None) -> tuple[list[Board], dict[str, Any]]:
    """The boards and databases of a file, and the file without them; `zone` is the plan's."""
    found: list[Board] = []
    workspace = Workspace(zone, users_in(data), titles_by_id(data))
    return found, _without(data, "#", found, workspace, 0)


def _without(value: Any, place: str, found: list[Board], workspace: Workspace, depth: int) -> Any:
    if depth > MAX_DEPTH:
        return value
    if isinstance(value, list):
        if tracker := tracker_in(value, place.rpartition("/")[2], place, workspace):
            found.append(_of_tracker(tracker))
            return []
        return [_without(v, child(place, i), found, workspace, depth + 1) for i, v in enumerate(value)]
    if not isinstance(value, dict):
        return value
    records = None if (board := _board(value, place, workspace)) else records_in(value, place, workspace)
    if board := board or (_of_records(records) if records else None):
        found.append(board)
        return {}
    return {k: _without(v, child(place, k), found, workspace, depth + 1) for k, v in value.items()}


def _of_records(records: Records) -> Board:
    """A database as a board: each of its properties is a column."""
    order = order_of(records.cells)
    board = Board(records.name, records.place, {name: name for name in order})
    board.places = {name: records.schema.get(name, records.place) for name in order}
    board.items = [Item(cells, "") for cells in records.cells]
    board.gone, board.asides, board.moved = records.gone, records.asides, records.moved
    board.hidden = records.hidden
    return board


def _of_tracker(tracker: Tracker) -> Board:
    """Tasks as a board: each of their fields is a column, each section a group."""
    board = _of_records(tracker.records)
    board.groups = {title: (title, place) for title, place in reversed(tracker.groups) if title}
    board.places = {n: at for item in reversed(board.items) for n, (_, at) in item.cells.items()}
    codes = [name for name in board.columns if name and column_of("issues", name, Names()) == "id"]
    texts = (str(v) for item in board.items for n, (v, _) in item.cells.items() if n and v)
    referred = frozenset(one.strip() for text in texts for one in text.split(";"))
    owners = [name for name in board.columns if name and column_of("steps", name, Names()) == "owner"]
    board.items = [
        Item(_with_all_owners(owners, _called_by(codes, item.cells, referred)), title)
        for item, (title, _) in zip(board.items, tracker.groups, strict=True)
    ]
    return board


def _called_by(
    codes: Sequence[str], cells: Mapping[str, tuple[Any, str]], referred: frozenset[str]
) -> Mapping[str, tuple[Any, str]]:
    """A task with a code of its own is called by it, not by the tool's id, unless others speak of that."""
    has_code = any(cells.get(name, (None,))[0] for name in codes)
    has_code = has_code and cells.get("", ("",))[0] not in referred
    return {name: cell for name, cell in cells.items() if name or not has_code}


def _with_all_owners(
    owners: Sequence[str], cells: Mapping[str, tuple[Any, str]]
) -> Mapping[str, tuple[Any, str]]:
    """Whoever works on a task, in one cell: the one it is assigned to, and a counterpart."""
    named = [cells[n] for n in owners if n in cells and cells[n][0]]
    if len(owners) < _LEAST or not named:
        return cells
    joined = "; ".join(str(value) for value, _ in named), named[0][1]
    return {**{n: cell for n, cell in cells.items() if n not in owners}, owners[0]: joined}


def _board(data: dict[str, Any], place: str, workspace: Workspace) -> Board | None:
    """An object that lists its columns, if most of what it lists has cells under them."""
    columns = columns_of(data)
    if not columns and not _is_of_lists(data):
        return None
    hidden = reason_of(data, place) is not None
    board = Board(title_of(data), place, columns, hidden=hidden)
    items = _items_of(data)
    own = frozenset(id_of(one) for one in items if isinstance(one, dict))
    gatherer = _Gatherer(board, workspace, columns_key(data), lists_named(items), own)
    several = gatherer.members(data, place, "", 0)
    board.columns = {**columns, **gatherer.days}
    _join_days(board, gatherer.days)
    full = [item for item in board.items if item.cells]
    if len(full) < _LEAST or len(full) < _MOST * several:
        return None
    order = {one: at for at, one in enumerate(board.groups)}
    board.items = sorted(full, key=lambda item: order.get(item.group, -1))
    return board


def _is_of_lists(data: Mapping[str, Any]) -> bool:
    """Whether an object is a board of lists and the cards in them, which have no fields besides their own."""
    words = {key(spaced(k)): k for k in data}
    lists, cards = data.get(words.get("lists", "")), data.get(words.get("cards", ""))
    if not isinstance(lists, list) or not isinstance(cards, list) or not cards:
        return False
    own = {id_of(one) for one in lists if isinstance(one, dict)}
    return lists_named(cards) <= own and bool(lists_named(cards))


def _join_days(board: Board, days: Mapping[str, str]) -> None:
    """What a further column says of when, where a card has no day by itself: "When (if no firm date)"."""
    due = next((name for name in days if column_of("steps", name, Names()) == "due"), "")
    bare = ((one, without_brackets(title)) for one, title in board.columns.items() if one not in days)
    others = [one for one, title in bare if column_of("steps", title, Names()) == "due"] if due else []
    for item in board.items:
        said = next((item.cells[one] for one in others if one in item.cells and item.cells[one][0]), None)
        rest = {one: cell for one, cell in item.cells.items() if one not in others}
        item.cells = rest if said is None or rest.get(due, ("",))[0] else {**rest, due: said}


class _Gatherer(Struct):
    """Goes through a board; what is no cell of an item, and no name, is an aside.

    `columns_at` is the key of the columns, `lists` are the ids of lists in which cards say that they stand,
    `own` those of the board's items, `days` what these call the days that they have by themselves,
    `shelved` the ids of lists that were put away.
    """

    board: Board
    workspace: Workspace
    columns_at: str
    lists: frozenset[str]
    own: frozenset[str]
    days: dict[str, str] = field(default_factory=dict)
    shelved: set[str] = field(default_factory=set)

    def on_shelf(self, card: dict[str, Any], place: str) -> LeftOut | None:
        """Whether a card stands in a list that was put away."""
        at = next(
            (k for k, v in card.items() if is_column(k) and isinstance(v, str) and v in self.shelved), ""
        )
        return LeftOut(place, child(place, at), card, "in a list that is put away") if at else None

    def members(self, data: Mapping[str, Any], place: str, group: str, depth: int) -> int:
        """Those of the board or of a group; how many items there are, with those that have no cells."""
        several = 0
        for name, value in data.items():
            word, where = key(name), child(place, name)
            listed = isinstance(value, list) and depth <= MAX_DEPTH
            if name == self.columns_at and depth == 0:
                self.columns(value, where)
            elif listed and (word == "groups" or self.are_lists(value)):
                several += sum(self.group(one, child(where, i), depth) for i, one in _in_order(value))
            elif listed and word in _ITEMS:
                several += sum(self.item(one, child(where, i), group) for i, one in _in_order(value))
            elif not is_id(name) and word not in said("titles"):
                self.board.asides[where] = value
        return several

    def are_lists(self, value: list[Any]) -> bool:
        """Whether a list is of those in which the cards stand."""
        return bool(value) and any(isinstance(one, dict) and id_of(one) in self.lists for one in value)

    def columns(self, listed: Any, place: str) -> None:
        """Where the title of each stands."""
        for index, one in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(one, dict):
                self.board.places[id_of(one)] = child(child(place, index), "title")

    def group(self, one: Any, place: str, depth: int) -> int:
        """A group: what it is called, and its items where these stand in it."""
        if not isinstance(one, dict):
            self.board.asides[place] = one
            return 0
        if aside := _gone(one, place) or archived(one, place):
            self.board.gone.append(aside)
            self.shelved.add(id_of(one))
            return 0
        own = id_of(one)
        if own and (title := title_of(one)):
            self.board.groups[own] = title, child(place, "title")
        return self.members(one, place, own, depth + 1)

    def item(self, one: Any, place: str, group: str) -> int:
        """A line; 1 if it is one of the board's items, 0 if it was put away."""
        if not isinstance(one, dict):
            self.board.asides[place] = one
            return 0
        if (
            aside := _gone(one, place)
            or no_card(one, place)
            or archived(one, place)
            or self.on_shelf(one, place)
        ):
            self.board.gone.append(aside)
            return 0
        cells: dict[str, tuple[Any, str]] = {}
        others: dict[str, Any] = {}
        for name, member in one.items():
            found = cells_of(name, member, self.board.columns)
            cells |= {t.column: (self.shown(value), f"{place}{t.at}") for t, value in found.items()}
            if not found:
                others[name] = member
        group = group or list_of_card(one, self.board.groups) or _group_of(others)
        if cells or group in self.board.groups:
            self.called(cells, others, place)
        self.board.items.append(Item(cells, group))
        self.board.asides |= {child(place, k): v for k, v in others.items() if key(k) not in _GROUP}
        return 1

    def called(self, cells: dict[str, tuple[Any, str]], others: dict[str, Any], place: str) -> None:
        """Put what an item is called, its id and its own days among its cells.

        Of what is at stake the sentence on the card says more than its title.
        """
        name = next((k for k in others if key(k) in said("titles")), "")
        titles = [self.board.columns[c] for c in cells]
        of_issue = any(column_of("issues", title, Names()) in ("baseline", "target") for title in titles)
        name = (text_on(others) if of_issue else "") or name
        cells |= {"name": (others.pop(name), child(place, name))} if others.get(name) else {}
        own = next((k for k in others if is_id(k)), "")
        cells |= {"": (str(others.pop(own)), child(place, own))} if own else {}
        named = {column_of("steps", title, Names()): c for c, title in self.board.columns.items()}
        for word, at, value in list(own_cells(others, place, self.workspace)):
            column = named.get(word, "") if word == "status" else ""
            if column and cells.get(column, (None,))[0] not in (None, ""):
                continue  # how far it is says a field of the board
            others.pop(at.removeprefix(f"{place}/").partition("/")[0], None)
            if not column:
                self.days[word] = word
            cells[column or word] = value, at

    def shown(self, value: Any) -> Any:
        return shown(value, self.workspace, self.own)


def _in_order(listed: list[Any]) -> list[tuple[int, Any]]:
    """The members of a list by the positions that they say they have."""
    return sorted(enumerate(listed), key=lambda pair: position(pair[1]) if isinstance(pair[1], dict) else 0)


def _items_of(data: Mapping[str, Any]) -> list[Any]:
    return [one for k, v in data.items() if key(k) in _ITEMS and isinstance(v, list) for one in v]


def _gone(item: dict[str, Any], where: str) -> LeftOut | None:
    """Whether an item or a group was put away, or is for one side alone."""
    name = next((k for k in item if key(k) == "state"), "")
    if name and key(str(item[name])) in said("gone"):
        return LeftOut(where, child(where, name), item, key(str(item[name])))
    return reason_of(item, where)


def _group_of(item: Mapping[str, Any]) -> str:
    found = next((v for k, v in item.items() if key(k) in _GROUP), "")
    return id_of(found) if isinstance(found, dict) else str(found or "")


def grid_of(board: Board) -> Grid:
    """The board as a sheet: each group under its title, with headers of its own where it names a section."""
    sheet = _Sheet(board)
    apart = any(section_near(title) in sections() for title, _ in board.groups.values())
    people = any(column_of("people", title, Names()) == "email" for title in board.columns.values())
    if not apart:
        sheet.head(board.items, _FIRM if people else "")
    grouped: dict[str, list[Item]] = {}
    for item in board.items:
        grouped.setdefault(item.group, []).append(item)
    for group, items in grouped.items():
        if apart:
            sheet.row += 1
        if group in board.groups and not people:
            sheet.put(1, *board.groups[group])
            sheet.row += 1
        if apart:
            sheet.head(items)
        for item in items:
            sheet.line(item, *(board.groups.get(group, ("", "")) if people else ("", "")))
    return Grid(board.name or "board", hidden=board.hidden, rows=sheet.rows, places=sheet.places)


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
