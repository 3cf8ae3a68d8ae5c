"""Tables in an update: rows by the plan's item, cells by column, and a row added by hand where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from mutualplan_deck.deck.merging import matched, merged_order
from mutualplan_deck.powerpoint.baseline import BoxBase
from mutualplan_deck.powerpoint.fields import (
    Fields,
    TableRow,
    covered,
    same_paint,
    same_place,
    same_words,
)
from mutualplan_deck.powerpoint.ledger import Ledger
from mutualplan_deck.powerpoint.markup import DRAWING
from mutualplan_deck.powerpoint.merge_text import Side, merge_words, set_paragraphs, unique

_A = f"{{{DRAWING}}}"
_GROWN = 2.0  # points: less, and it is a program's own idea of a row's height


def merge_table(
    ledger: Ledger, address: str, base: BoxBase, yours: Any, seen: Fields, new: BoxBase, fresh: Any
) -> Any:
    """The graphic frame of the table after an update, made from `fresh`, a copy of the plan's."""
    if len(seen.columns) != len(base.fields.columns) or len(new.fields.columns) != len(base.fields.columns):
        return _whole(ledger, address, base, yours, seen, new, fresh)
    table, mine = next(fresh.iter(f"{_A}tbl")), next(yours.iter(f"{_A}tbl"))
    if not ledger.settle(
        f"{address}/columns",
        "column widths",
        base.fields.columns,
        seen.columns,
        new.fields.columns,
        same=same_place,
        taste=True,
    ):
        _swap(table.find(f"{_A}tblGrid"), mine.find(f"{_A}tblGrid"))
    if seen.look.get("style") != base.fields.look.get("style") and seen.look.get("style"):
        _swap(table.find(f"{_A}tblPr"), mine.find(f"{_A}tblPr"))
    rows = _Rows(ledger, address, base, new, mine.findall(f"{_A}tr"), seen.rows, table.findall(f"{_A}tr"))
    merged, groups = rows.merged()
    for old in table.findall(f"{_A}tr"):
        table.remove(old)
    for row in merged:
        table.append(row)
    _span(merged, groups, rows.origins)
    return fresh


def _swap(old: Any, new: Any) -> None:
    old.getparent().replace(old, deepcopy(new))


def _whole(
    ledger: Ledger, address: str, base: BoxBase, yours: Any, seen: Fields, new: BoxBase, fresh: Any
) -> Any:
    """A table with a column more or less by hand is one field."""
    texts = ("\n".join(r.text for r in f.rows) for f in (base.fields, seen, new.fields))
    return fresh if ledger.settle(address, "table", *texts) else yours


class _Rows:
    """The three sides of a table's rows, by key."""

    def __init__(
        self,
        ledger: Ledger,
        address: str,
        base: BoxBase,
        new: BoxBase,
        mine: list[Any],
        seen: Sequence[TableRow],
        fresh: list[Any],
    ) -> None:
        self._ledger, self._address, self._base, self._new = ledger, address, base, new
        self._base_keys = unique(base.rows, len(base.fields.rows))
        self._new_keys = unique(new.rows, len(new.fields.rows))
        pairs = matched([r.text for r in base.fields.rows], [r.text for r in seen])
        back = {j: i for i, j in pairs.items()}
        self._keys = [self._base_keys[back[j]] if j in back else f"+{j}" for j in range(len(seen))]
        self._mine = dict(zip(self._keys, mine, strict=True))
        self._seen = dict(zip(self._keys, seen, strict=True))
        self._fresh = dict(zip(self._new_keys, fresh, strict=True))
        self.origins: dict[str, Any] = {}

    def merged(self) -> tuple[list[Any], list[list[str]]]:
        """The rows in order, and for each the group of every cell: cells of one group are one merged cell."""
        order = merged_order(self._base_keys, self._keys, self._new_keys, self._kept())
        self._tell_deleted()
        groups = self._groups()
        self.origins = {
            f"{key}:{c}": deepcopy(cell)
            for key, row in self._fresh.items()
            for c, cell in enumerate(row.findall(f"{_A}tc"))
        }
        found = [(self._row(k), groups.get(k) if k in self._fresh else None) for k in order]
        return [row for row, _ in found], [g or [""] * len(row) for row, g in found]

    def _was(self, key: str) -> TableRow:
        return self._base.fields.rows[self._base_keys.index(key)]

    def _now(self, key: str) -> TableRow:
        return self._new.fields.rows[self._new_keys.index(key)]

    def _told(self, key: str) -> str:
        return self._address if key.startswith("~") else key

    def _kept(self) -> list[str]:
        stay = []
        for key in self._base_keys:
            if key in self._new_keys or key not in self._seen:
                continue
            was, there = self._was(key).text, self._seen[key].text
            if was != there and not self._ledger.choices.takes(self._told(key)):
                self._ledger.note("dropped", self._told(key), "row", was, there)
                stay.append(key)
        return stay

    def _tell_deleted(self) -> None:
        for key in self._base_keys:
            if key in self._seen or key not in self._new_keys:
                continue
            was, now = self._was(key).text, self._now(key).text
            if was != now:
                self._ledger.note("deleted", self._told(key), "row", was, "", now)

    def _row(self, key: str) -> Any:
        if key not in self._fresh:
            return self._mine[key]
        row = self._fresh[key]
        if key in self._seen:
            self._merge_cells(key, row)
            was, there, now = self._was(key).height, self._seen[key].height, self._now(key).height
            same = lambda a, b: abs(a - b) <= _GROWN  # noqa: E731
            told = f"{self._told(key)}/height"
            if not self._ledger.settle(told, "row height", was, there, now, same=same, taste=True):
                row.set("h", self._mine[key].get("h"))
        return row

    def _merge_cells(self, key: str, row: Any) -> None:
        base_row, cells = self._base_keys.index(key), row.findall(f"{_A}tc")
        mine = self._mine[key].findall(f"{_A}tc")
        for c, cell in enumerate(cells):
            was, there, now = self._was(key).cells[c], self._seen[key].cells[c], self._now(key).cells[c]
            if was is None or there is None or now is None:
                continue
            keys = (_at(self._base.cells, base_row, c), _at(self._new.cells, self._new_keys.index(key), c))
            edited = len(was) != len(there) or not all(map(same_words, was, there))
            if edited:
                sides = (
                    Side(was, keys[0]),
                    Side(there, (), mine[c].find(f"{_A}txBody")),
                    Side(now, keys[1], cell.find(f"{_A}txBody")),
                )
                address = f"{self._told(key)}/{c + 1}"
                set_paragraphs(cell.find(f"{_A}txBody"), merge_words(self._ledger, address, *sides))
            self._merge_fill(key, c, cell, mine[c])

    def _merge_fill(self, key: str, c: int, cell: Any, mine: Any) -> None:
        fills = [row.fills[c] for row in (self._was(key), self._seen[key], self._now(key))]
        told = f"{self._told(key)}/{c + 1}/fill"
        if not self._ledger.settle(told, "cell fill", *fills, same=same_paint, taste=True):
            _swap(cell.find(f"{_A}tcPr"), mine.find(f"{_A}tcPr"))

    def _groups(self) -> dict[str, list[str]]:
        """For each of the plan's rows, which merged cell each cell belongs to, by the row that starts it."""
        found: dict[str, list[str]] = {}
        above: list[str] = []
        for key, row in self._fresh.items():
            cells = row.findall(f"{_A}tc")
            above = [above[c] if _under(cell) else f"{key}:{c}" for c, cell in enumerate(cells)]
            found[key] = above
        return found


def _at(cells: Sequence[Sequence[tuple[str, ...]]], row: int, column: int) -> tuple[str, ...]:
    return cells[row][column] if row < len(cells) and column < len(cells[row]) else ()


def _under(cell: Any) -> bool:
    return cell.get("vMerge") in ("1", "true")


def _span(rows: list[Any], groups: list[list[str]], origins: dict[str, Any]) -> None:
    """Make merges fit the rows there are: a row added inside a merged cell joins it, another does not.

    `origins` holds the cell that starts each group, whose words a later row takes over if that row is gone.
    """
    cells = [row.findall(f"{_A}tc") for row in rows]
    for c in range(min((len(g) for g in groups), default=0)):
        column = [g[c] for g in groups]
        _join(column, [row[c] for row in cells])
        for first, count in _runs(column):
            _start(cells[first][c], count, origins.get(column[first]))
            for below in range(first + 1, first + count):
                _cover(cells[below][c], cells[first][c])


def _runs(column: list[str]) -> Iterator[tuple[int, int]]:
    """Where each merged cell starts, and how many rows it covers."""
    first = 0
    for r in range(1, len(column) + 1):
        if r == len(column) or not column[r] or column[r] != column[first]:
            yield first, r - first
            first = r


def _join(column: list[str], cells: list[Any]) -> None:
    """A guest between two cells of one merge belongs to it, unless it says something of its own."""
    for r, group in enumerate(column):
        inside = not group and r > 0 and column[r - 1] and column[r - 1] in column[r + 1 :]
        if inside and (
            covered(cells[r]) or not "".join(t.text or "" for t in cells[r].iter(f"{_A}t")).strip()
        ):
            column[r] = column[r - 1]


def _start(cell: Any, count: int, origin: Any) -> None:
    if cell.attrib.pop("vMerge", None) and origin is not None:
        for tag in ("txBody", "tcPr"):
            _swap(cell.find(_A + tag), origin.find(_A + tag))
    cell.attrib.pop("rowSpan", None)
    if count > 1:
        cell.set("rowSpan", str(count))


def _cover(cell: Any, origin: Any) -> None:
    cell.attrib.pop("rowSpan", None)
    cell.set("vMerge", "1")
    if origin.get("gridSpan") and not cell.get("hMerge"):
        cell.set("gridSpan", origin.get("gridSpan"))
