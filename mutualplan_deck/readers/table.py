"""A table of a sheet: the header row, what its columns are, and the rows under it."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.readers import form, words
from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.regex import regex

_WHOLE = regex(r"(?<![\w.])\d{1,4}(?![\w.])")
_MOST = 0.8
_GROUPS = 2
_PAIR = 2
_LISTS = 5  # in which tasks are kept
WIDE = 4  # cells of a header, below which a text alone may be the heading of a group


class Table(Struct, dict=True):
    """A header row and the rows under it. `columns` are the fields found, by column number.

    `banner` is the lone text above it; `phase` what its steps belong to where none of them says, `side`
    whose its people are; `guessed` are columns read by their words and values, not as they are called;
    `for_us` are columns under a heading of a group that says so, and the cell of that heading; `answers`
    are the columns of what else a line tells, by section and field: what would solve a problem; `newer` is,
    by the column of days, the one of those that some were moved to.
    """

    grid: Grid
    section: str
    header: int
    columns: dict[int, str]
    texts: Mapping[int, Any]
    rows: list[int] = field(default_factory=list)
    banner: str = ""
    phase: str = ""
    side: str = ""
    guessed: frozenset[int] = frozenset()
    answers: dict[int, str] = field(default_factory=dict)
    newer: dict[int, int] = field(default_factory=dict)
    for_us: dict[int, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def ours(self) -> bool:
        """Whether sheet and headers are those that we write."""
        known = form.titles(self.section) if "columns" in form.raw().get(self.section, {}) else {}
        named = form.sheet_titles().get(words.key(self.grid.title)) == self.section
        return named and all(words.key(str(text)) in known for text in self.texts.values())

    @cached_property
    def parents(self) -> frozenset[str]:
        """The numbers of lines that others stand under: 2, where there is 2.1; and 0, the project itself."""
        by_name = {name: c for c, name in self.columns.items()}
        column = by_name.get("outline") or by_name.get("id", 0)
        ids = {as_written(self.grid.rows.get(n, {}).get(column)) for n in self.rows} if column else set()
        return frozenset(
            {i.rpartition(".")[0] for i in ids} & ids | ({"0"} if "outline" in by_name else set())
        )

    @cached_property
    def is_numbered_by_sheet(self) -> bool:
        """Whether lines without ids wait for others by the numbers of the sheet's own rows.

        They do where nearly all such numbers are rows above, and by their order some would be lines below.
        """
        by_name = {name: c for c, name in self.columns.items()}
        if self.section != "steps" or "after" not in by_name or "id" in by_name:
            return False
        cells = {n: as_written(self.grid.rows.get(n, {}).get(by_name["after"])) for n in self.rows}
        wanted = [(n, int(w)) for n, text in cells.items() for w in _WHOLE.findall(text)]
        above = [(n, w) for n, w in wanted if w in cells and w < n]
        below = [n for n, w in wanted if w > self.place_of[n]]
        return bool(below) and len(above) >= _MOST * len(wanted)

    @cached_property
    def place_of(self) -> dict[int, int]:
        """From the number of each row to how many stand above it."""
        return {n: place for place, n in enumerate(self.rows)}

    def shared_by(self, column: int) -> frozenset[str]:
        """The values of a column by which lines are of the plan that both share, where others are not.

        CRMs keep tasks in lists: "Acme - shared plan" beside "Ann - my follow-ups".
        """
        if column not in self._shared:
            said = [str(row[column]) for n in self.rows if column in (row := self.grid.rows.get(n, {}))]
            both = frozenset(v for v in said if words.says("both_share", v))
            apart = 1 < len(set(said)) <= _LISTS and len(said) >= _MOST * len(self.rows)
            self._shared[column] = both if apart and len(both) == 1 else frozenset()
        return self._shared[column]

    @cached_property
    def beside_plan(self) -> frozenset[int]:
        """The lines of a CRM's activities that have no phase, where nearly all of the plan's have theirs.

        Calls, lunches and what somebody has to do for himself stand between the steps there.
        """
        at = {name: column for column, name in self.columns.items()}
        phase, kind = at.get("phase", 0), at.get("kind", 0)
        if self.section != "steps" or not phase or not kind:
            return frozenset()
        said = {n: str(self.grid.rows.get(n, {}).get(phase, "")).strip() for n in self.rows}
        filled = [text for text in said.values() if text]
        each = len(set(filled)) * _PAIR <= len(filled)  # written in every line, not once for several
        each = each and len(filled) > len(said) / _PAIR
        return frozenset(n for n, text in said.items() if not text) if each else frozenset()

    @cached_property
    def held_again(self) -> frozenset[int]:
        """The lines of a CRM's activities that are called the same three times or more: "Status meeting"."""
        at = {name: column for column, name in self.columns.items()}
        if self.section != "steps" or "kind" not in at or "title" not in at:
            return frozenset()
        said = {n: words.key(str(self.grid.rows.get(n, {}).get(at["title"], ""))) for n in self.rows}
        often = Counter(said.values())
        return frozenset(n for n, text in said.items() if text and often[text] > _PAIR)

    @cached_property
    def _shared(self) -> dict[int, frozenset[str]]:
        return {}

    @cached_property
    def grouped(self) -> int:
        """The column of people's companies, if each stands in the first line of its people alone; or 0."""
        column = next((c for c, n in self.columns.items() if n == "party"), 0)
        filled = [column in self.grid.rows.get(n, {}) for n in self.rows]
        few = sum(filled) * 2 <= len(filled)
        return column if self.section == "people" and filled and filled[0] and few else 0

    @cached_property
    def bands(self) -> frozenset[int]:
        """The rows that are a letter and a title merged across the columns: phases, with their months."""
        at = {name: c for c, name in self.columns.items()}
        main, own = at.get("title", 0), at.get("id", 0)
        said = {c for c, n in self.columns.items() if n in ("due", "status") or n.startswith("owner")}
        if self.section != "steps" or not main or not own or (self.header, main) in self.grid.wide:
            return frozenset()
        rows = ((n, self.grid.rows.get(n, {})) for n in self.rows if (n, main) in self.grid.wide)
        found = [n for n, row in rows if own in row and main in row and not said & row.keys()]
        return frozenset(found if len(found) >= _GROUPS else ())

    @cached_property
    def summaries(self) -> frozenset[int]:
        """The rows that a project program puts over groups of lines: dated, nobody's, without a status."""
        at = {name: c for c, name in self.columns.items()}
        owned = [c for c, name in self.columns.items() if name.startswith("owner")]
        if self.section != "steps" or "status" not in at or "due" not in at or not owned:
            return frozenset()
        rows = {n: self.grid.rows.get(n, {}) for n in self.rows}
        bare = [n for n, row in rows.items() if not {at["status"], *owned} & row.keys() and at["due"] in row]
        whole = sum(at["status"] in row for row in rows.values())
        heads = [n for n in bare if n + 1 in rows]
        if len(heads) > 1 and whole > len(heads) == len(bare):
            return frozenset(heads)
        return self._spanning(rows, owned, at.get("start", 0), at["due"])

    def _spanning(self, rows: Mapping[int, Row], owned: list[int], start: int, due: int) -> frozenset[int]:
        """The rows that nobody owns, and from whose first day to the last all lines below them go."""
        heads = [n for n, row in rows.items() if not row.keys() & {*owned} and {start, due} <= row.keys()]
        if len(heads) < _GROUPS or _GROUPS * len(heads) >= len(rows) or not start:
            return frozenset()
        lines = rows.keys() - {*heads}
        over = {n: heads[at - 1] if (at := bisect_left(heads, n)) else 0 for n in rows if n in lines}
        kept = [n for n, head in over.items() if head and _within(rows[n], rows[head], start, due)]
        below = {over[n] for n in kept}
        last = [h for h in heads if h + 1 in heads or h in below]  # the project itself is above a phase
        return frozenset(heads) if len(kept) >= _MOST * len(over) and len(last) == len(heads) else frozenset()


def _within(row: Row, head: Row, start: int, due: int) -> bool:
    """Whether a line is due in the time of the line that it stands under."""
    day, first, last = row.get(due), head.get(start), head.get(due)
    if not (isinstance(day, dt.date) and isinstance(first, dt.date) and isinstance(last, dt.date)):
        return False
    return first <= day <= last


def as_written(value: Any) -> str:
    """A number as it is written: 2, not 2.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "")


def own_header(grid: Grid, number: int, seen: Row) -> Table | None:
    """The table of one of our own sheets that begins in a row, which need not be guessed at."""
    section = form.sheet_titles().get(words.key(grid.title), "")
    if section not in (*sections(), form.HOLIDAYS):
        return None
    known = form.titles(section)
    own = {column: known.get(words.key(text)) for column, text in seen.items()}
    named = {column: found.path for column, found in own.items() if found}
    alone = len(seen) == 1 and section != form.HOLIDAYS  # a lone text may be anything
    return Table(grid, section, number, named, seen) if len(named) == len(seen) and not alone else None
