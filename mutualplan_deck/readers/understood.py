"""What was understood of a file, noted by the readers while they read, not worked out afterwards.

Places are those of the user's file: `Timeline!F9`, `Task.csv!F7`, `#/actions/3/due`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from mutualplan_deck.readers.areas import around

PLAN = "plan"
"""The section of facts that are no item's: names, dates, currency."""


class Shape(StrEnum):
    """How a block is written: under headers, beside labels, as lines of a text, as objects of JSON."""

    TABLE = "table"
    LABELS = "labels"
    TEXT = "text"
    OBJECTS = "objects"


class Why(StrEnum):
    """Why something of the file is left out of what both sides see."""

    HIDDEN = "hidden"
    INTERNAL = "internal"
    UNKNOWN = "unknown"
    ASIDE = "no item"
    OTHER_DEAL = "another deal"
    OLD_COPY = "old copy"


class Header(Struct, frozen=True):
    """A header, label or key and the field it holds; `note`: how its values are read ("day before month").

    `ours`: it is called as in our own form.
    """

    title: str
    field: str
    place: str
    note: str = ""
    ours: bool = False


class Block(Struct, frozen=True):
    """A part of the file that became items of a section, or facts of the plan. `area` is all of it."""

    shape: Shape
    section: str
    area: str
    items: int
    headers: tuple[Header, ...] = ()


class Heard(Struct, frozen=True):
    """What one text stands for, wherever it stands: an owner, a status. `place` is the first of `times`."""

    sort: str
    said: str
    read: str
    place: str
    times: int


class LeftOut(Struct, frozen=True):
    """Something both sides do not see. `what` names it in words."""

    why: Why
    what: str
    place: str


class Doubt(Struct, frozen=True):
    """A text of two or more readings, and the one that is taken: the safer one."""

    place: str
    said: str
    readings: tuple[str, ...]
    taken: str


class Proposal(Struct, frozen=True):
    """What a text may mean, and was not taken for: an entry of a table of `mutualplan.toml`."""

    place: str
    table: str
    said: str
    meaning: str


class Understood(Struct, frozen=True):
    """All that was understood of a file, in the order it was read."""

    blocks: tuple[Block, ...] = ()
    heard: tuple[Heard, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    proposals: tuple[Proposal, ...] = ()


class Notebook(Struct):
    """Where readers note what they understand. `at` in what is noted is a place, or a pointer of the plan."""

    tables: list[Block] = field(default_factory=list)
    gathered: dict[tuple[Shape, str, str], _Gathered] = field(default_factory=dict)
    heard: dict[tuple[str, str, str], Heard] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    proposals: dict[tuple[str, str], Proposal] = field(default_factory=dict)

    def table(self, section: str, area: str, items: int, headers: tuple[Header, ...]) -> None:
        """A table whose rows are read."""
        self.tables.append(Block(Shape.TABLE, section, area, items, headers))

    def gather(self, shape: Shape, section: str, place: str, items: int, *headers: Header) -> None:
        """Add to the block of a section that is made up of several places of one sheet or file."""
        sheet = place.rpartition("!")[0]
        block = self.gathered.setdefault((shape, section, sheet), _Gathered())
        block.places.append(place)
        block.items += items
        for header in headers:
            block.headers.setdefault((header.title, header.field), header)

    def hear(self, sort: str, said: str, read: str, at: str) -> None:
        """A text of a sort that is read word for word or by its meaning."""
        before = self.heard.get((sort, said, read))
        place, times = (before.place, before.times + 1) if before else (at, 1)
        self.heard[sort, said, read] = Heard(sort, said, read, place, times)

    def leave_out(self, why: Why, what: str, at: str) -> None:
        """Something is kept from what both sides see."""
        self.left_out.append(LeftOut(why, what, at))

    def doubt(self, said: str, readings: tuple[str, ...], taken: str, at: str) -> None:
        """A text may mean two things."""
        self.doubts.append(Doubt(at, said, readings, taken))

    def propose(self, table: str, said: str, meaning: str, at: str) -> None:
        """A text is nearly one that is known."""
        self.proposals.setdefault((table, said), Proposal(at, table, said, meaning))

    def closed(self, place_of: Callable[[str], str]) -> Understood:
        """All of it, with the places that `place_of` gives to pointers."""

        def at(where: str) -> str:
            return place_of(where) if where.startswith("/") else where

        blocks = (g.block(*named) for named, g in self.gathered.items())
        return Understood(
            (*blocks, *self.tables),
            tuple(replace(one, place=at(one.place)) for one in self.heard.values()),
            tuple(replace(one, place=at(one.place)) for one in self.left_out),
            tuple(replace(one, place=at(one.place)) for one in self.doubts),
            tuple(replace(one, place=at(one.place)) for one in self.proposals.values()),
        )


class _Gathered(Struct):
    """A block whose parts are met one by one."""

    places: list[str] = field(default_factory=list)
    items: int = 0
    headers: dict[tuple[str, str], Header] = field(default_factory=dict)

    def block(self, shape: Shape, section: str, _sheet: str) -> Block:
        """The block as it stands in the end."""
        return Block(shape, section, around(self.places), self.items, tuple(self.headers.values()))
