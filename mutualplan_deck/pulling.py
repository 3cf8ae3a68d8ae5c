"""Edits made on the slides, understood as values of the plan: what `pull` writes back, what stays.

A text is the plan's when its key names an item and a field, and when what the slide showed was that field and
nothing else. What can't be understood as the field's type stays an edit, and is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from mutualplan_deck.errors import NotAPlanError
from mutualplan_deck.regex import regex

if TYPE_CHECKING:
    from mutualplan_deck.plan.model import Plan
    from mutualplan_deck.powerpoint.carrying import TextEdit
    from mutualplan_deck.powerpoint.updating import Edits
    from mutualplan_deck.readers import Reading

_GLYPHS = regex(r"^[●►○▲■◊?!→\s\xa0]+")
_OWNERS = ("owner_customer", "owner_vendor")


class Pulled(msgspec.Struct, frozen=True):
    """A value for the plan. `place` is where it goes, `shown` what the slide says; `why` it is not taken.

    `item` of a new step is its fields; `pointer` is then that of the list.
    """

    pointer: str
    place: str
    before: str
    shown: str
    value: str | dt.date | Decimal | None = None
    why: str = ""
    item: dict[str, str | dt.date] = {}


def pulled(deck: Path, reading: Reading, today: dt.date) -> tuple[Pulled, ...]:
    """Every edit of a plan-bound text on the slides, as a value or with why it stays an edit.

    Raises NotAPlanError if the deck does not say what was built and what was changed by hand.
    """
    from mutualplan_deck.powerpoint.updating import edits_in

    edits = edits_in(deck.read_bytes())
    if edits is None:
        raise NotAPlanError(
            f"{deck.name} does not say what was built and what was changed by hand; nothing can be pulled"
        )
    reader = _Reader(reading, edits, today)
    told: dict[str, Pulled] = {}
    for edit in edits.texts:
        for found in reader.read(edit):
            told.setdefault(found.pointer, found)
    return (*told.values(), *reader.rows())


class _Reader:
    """Understands edits as values of one plan."""

    def __init__(self, reading: Reading, edits: Edits, today: dt.date) -> None:
        from mutualplan_deck.readers.values import Habits

        self._reading, self._plan, self._edits = reading, reading.plan, edits
        self._known = edits.plan
        plain = Habits.of(self._plan.locale)
        self._habits = Habits(plain.decimal, plain.day_first is not False, near=today)

    def read(self, edit: TextEdit) -> Iterator[Pulled]:
        """What an edit says about the plan; nothing if its text is none of the plan's."""
        section, _, rest = edit.key.partition("/")
        item_id, _, field = rest.rpartition("/")
        item = self._item(self._plan, section, item_id)
        if item is None:
            return
        if section == "steps" and field == "owner":
            yield from self._owners(edit, item)
        elif field in type(item).model_fields:
            yield self._field(edit, section, item, field)

    def _item(self, plan: Plan | None, section: str, item_id: str) -> Any:
        items = (
            getattr(plan, section, ())
            if section in ("issues", "problems", "capabilities", "outcomes", "people", "steps", "risks")
            else ()
        )
        return next((i for i in items if i.id == item_id), None)

    def _pointer(self, section: str, item: Any, field: str) -> str:
        return f"/{section}/{list(getattr(self._plan, section)).index(item)}/{field}"

    def _field(self, edit: TextEdit, section: str, item: Any, field: str) -> Pulled:
        from mutualplan_deck.readers.fields import Sort, fields_of
        from mutualplan_deck.readers.values import convert

        known = fields_of(type(item))[field]  # type: ignore[arg-type]
        said = _said(getattr(item, "short", "")) == _said(edit.base) != "" and known.sort is Sort.TEXT
        field = "short" if said else field
        pointer = self._pointer(section, item, field)
        before = getattr(item, field)
        found = Pulled(pointer, self._reading.places.of(pointer), _shown(before), edit.yours)
        old = self._item(self._known, section, item.id)
        if old is not None and getattr(old, field) != before:
            return msgspec.structs.replace(found, why="the plan has changed here since the deck was built")
        if known.sort is Sort.TEXT:
            if _said(_shown(before)) != _said(edit.base):
                return msgspec.structs.replace(found, why="the slide said more than this field alone")
            return msgspec.structs.replace(found, value=edit.yours.replace("\xa0", " ").strip())
        if known.sort not in (Sort.DATE, Sort.NUMBER, Sort.CHOICE):
            return msgspec.structs.replace(found, why="this field is not a single value")
        read = convert(known, _GLYPHS.sub("", edit.yours).replace("\xa0", " "), self._habits)
        if read.lost or read.value is None or (read.doubt and "may be" in read.doubt):
            return msgspec.structs.replace(
                found, why=f"“{edit.yours.strip()}” is no {known.sort.value} for it"
            )
        value = getattr(read.value, "value", read.value)
        return msgspec.structs.replace(found, value=value)

    def _owners(self, edit: TextEdit, step: Any) -> Iterator[Pulled]:
        """The names on a step; one for each side that has one."""
        fields = [f for f in _OWNERS if getattr(step, f)] or ["owner_customer"]
        names = [n.strip() for n in edit.yours.replace("\xa0", " ").split(",")]
        for k, field in enumerate(fields):
            pointer = self._pointer("steps", step, field)
            found = Pulled(pointer, self._reading.places.of(pointer), getattr(step, field), edit.yours)
            if len(names) != len(fields):
                yield msgspec.structs.replace(
                    found, why=f"it has {len(fields)} owners, and the slide names {len(names)}"
                )
            elif (person := self._person(names[k])) != self._person(getattr(step, field)):
                yield msgspec.structs.replace(found, value=person)

    def _person(self, name: str) -> str:
        """The plan's own name of a person, who may be shown as `T. Ashby`."""
        for person in self._plan.people:
            first, _, last = person.name.rpartition(" ")
            if name in (person.id, person.name, f"{first[:1]}. {last}"):
                return person.name
        return name

    def rows(self) -> Iterator[Pulled]:
        """Steps added by hand as rows of the table of steps."""
        from mutualplan_deck.readers.fields import fields_of
        from mutualplan_deck.readers.values import convert

        for row in self._edits.rows:
            title = row.get("step", "").strip()
            pointer = "/steps"
            found = Pulled(
                pointer, self._reading.places.of("/steps/0"), "", " | ".join(filter(None, row.values()))
            )
            if not title:
                yield msgspec.structs.replace(found, why="the row names no step")
                continue
            item: dict[str, str | dt.date] = {"title": title}
            model = fields_of(type(self._plan.steps[0])) if self._plan.steps else {}
            for name in ("due", "status"):
                text = _GLYPHS.sub("", row.get(name, "")).replace("\xa0", " ")
                read = convert(model[name], text, self._habits) if text and name in model else None
                if read and not read.lost and read.value is not None:
                    item[name] = getattr(read.value, "value", read.value)
            if owner := row.get("owner", "").strip():
                item["owner_customer"] = self._person(owner)
            yield msgspec.structs.replace(found, item=item)


def _said(text: str) -> str:
    return " ".join(str(text).split())


def _shown(value: object) -> str:
    return "" if value is None else str(getattr(value, "value", value))


def rewritten(reading: Reading, found: Sequence[Pulled]) -> bytes:
    """The plan's file with the values in it. Raises UnwritableFileError if a cell can't take its value."""
    from mutualplan_deck.readers.guard import is_archive
    from mutualplan_deck.readers.write_back import write_cells, write_json

    data = reading.source.read_bytes()
    values = {p.place: p.value for p in found if p.value is not None}
    items = [p.item for p in found if p.item]
    if not is_archive(data):
        known = {s.id for s in reading.plan.steps}
        steps = [{"id": _free(known), **item} for item in items]
        return write_json(data, values, {"/steps": steps} if steps else {})
    cells, like = _new_cells(reading, items)
    return write_cells(data, values | cells, like)


def _free(known: set[str]) -> str:
    number = len(known) + 1
    while f"s{number:02}" in known:
        number += 1
    known.add(f"s{number:02}")
    return f"s{number:02}"


def _new_cells(
    reading: Reading, items: Sequence[dict[str, str | dt.date]]
) -> tuple[dict[str, str | dt.date | Decimal], dict[str, str]]:
    """The cells of new rows below the last step, each with the cell above it, whose look it takes."""
    from mutualplan_deck.readers.write_back import split

    cells: dict[str, str | dt.date | Decimal] = {}
    like: dict[str, str] = {}
    known, count = {s.id for s in reading.plan.steps}, len(reading.plan.steps)
    places = {
        name: [reading.places.of(f"/steps/{k}/{name}") for k in range(count)]
        for name in ("id", "title", "due", "status", *_OWNERS)
    }
    sheet = places["title"][0].rpartition("!")[0] if count else ""
    last = max((split(p.rpartition("!")[2])[1] for p in places["title"] if "!" in p), default=0)
    for k, item in enumerate(items if last else (), 1):
        for name, value in {"id": _free(known), **item}.items():
            column = split(places[name][-1].rpartition("!")[2])[0]
            place = f"{sheet}!{column}{last + k}"
            cells[place], like[place] = value, f"{sheet}!{column}{last}"
    return cells, like
