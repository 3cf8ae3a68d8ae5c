"""Objects of another tool's JSON become items: keys by synonyms, people by their ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import form, people, words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.fields import Field, Sort
from mutualplan_deck.readers.json_text import moment, plain
from mutualplan_deck.readers.json_tree import Found, child, said
from mutualplan_deck.readers.reading import Spot
from mutualplan_deck.readers.roll import Roll
from mutualplan_deck.readers.steps import finish_step
from mutualplan_deck.readers.understood import Header, Shape, Why
from mutualplan_deck.readers.words import Names, key, spaced

_ENDINGS = ("ids", "id", "at", "on", "date", "iso", "utc")
_PERSON_FIELDS = {"owner", "owner_customer", "owner_vendor", "confirmed.by"}


class Items(Struct, dict=True):
    """Reads items into a draft; `unknown` gathers keys that hold nothing of the format."""

    draft: Draft
    names: Names
    zone: dt.tzinfo | None
    persons: dict[str, dict[str, Any]] = field(default_factory=dict)
    unknown: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    @cached_property
    def _roll(self) -> Roll:
        """Everybody, once all people are read, who come before whatever they own."""
        everybody = self.draft.data.get("people", [])
        people.said_sides(self.draft, everybody)
        return Roll(everybody, self.draft.aliases)

    def read(self, found: Found) -> None:
        """Take one object into the draft."""
        item: dict[str, Any] = (
            {"phase": plain(found.phase)} if found.section == "steps" and found.phase else {}
        )
        leaves = [
            (name, place, value, self._field(found.section, path))
            for path, name, place, value in _leaves(found)
        ]
        pointer = self.draft.add(found.section, {}, _spot(found, leaves))
        headers: list[Header] = []
        for name, place, value, known in leaves:
            if known is None or known.name in item:
                self._keep(found, name, place, value, item)
            else:
                self._take(item, known, value, pointer, place)
                headers.append(Header(name, known.name, place))
        self.draft.notebook.gather(Shape.OBJECTS, found.section, found.place, 1, *headers)
        self._finish(found, item, pointer)

    def _field(self, section: str, path: tuple[str, ...]) -> Field | None:
        known = form.item_fields(section)
        name = field_of(section, path, self.names)
        return known.get(name, Field(name, Sort.TEXT)) if name else None

    def _take(self, item: dict[str, Any], known: Field, value: Any, pointer: str, place: str) -> None:
        if value in (None, "", [], {}):
            return
        where = f"{pointer}/{known.name.split('.')[0]}"
        taken = self._value(item, known, plain(value), where, place)
        if taken not in (None, ""):
            item[known.name] = taken

    def _value(self, item: dict[str, Any], known: Field, value: Any, where: str, place: str) -> Any:
        if known.name == "party":
            return people.party(self.draft, value, where, self.names)
        if known.name in _PERSON_FIELDS:
            return self._owner(item, known, value, where)
        if time := moment(value, self.zone) if known.sort in (Sort.DATE, Sort.CONFIRMED) else None:
            if time.moved:
                message = f"{value} is {time.day} in the plan's time zone; read as {time.day}"
                self.draft.tell("RD115", Level.HINT, message, place=place)
            value = time.day
        if isinstance(value, dict):
            return self._amount(known, value, where)
        return self.draft.take(known, value, where)

    def _amount(self, known: Field, value: dict[str, Any], where: str) -> Any:
        """{"amount": 3150000, "currency": "USD"}"""
        by_word = {key(spaced(k)): v for k, v in value.items()}
        amount = next((v for w, v in by_word.items() if w in said("amount")), None)
        code = next((str(v) for w, v in by_word.items() if w in said("currency")), "")
        if amount is None or not self.draft.same_currency(code, where):
            return None
        return self.draft.take(known, amount, where)

    def _owner(self, item: dict[str, Any], known: Field, value: Any, where: str) -> str:
        """Names of the persons meant; on a step, each goes to the owner of their side."""
        sides: dict[str, list[str]] = {"customer": [], "vendor": []}
        for one in value if isinstance(value, list) else [value]:
            name, side = self._who(one, where)
            if name:
                self._heard(one, name, side, where)
                sides["customer" if side in (None, "customer") else "vendor"].append(name)
        if known.name != "owner" or "/steps/" not in where:
            return "; ".join([*sides["customer"], *sides["vendor"]])
        for side, listed in sides.items():
            if listed:
                item[f"owner_{side}"] = "; ".join(listed)
        return ""

    def _heard(self, one: Any, name: str, side: str | None, where: str) -> None:
        said = one if isinstance(one, str) else name
        self.draft.notebook.hear("owner", said, f"{name} ({side})" if side else name, where)

    def _who(self, one: Any, where: str) -> tuple[str, str | None]:
        """The name and side that an id, a name or an object stands for."""
        by_word = (
            {_without_ending(key(spaced(k))): v for k, v in one.items()}
            if isinstance(one, dict)
            else {"id": one}
        )
        for word, value in by_word.items():
            if word in said("person") and str(value) in self.persons:
                person = self.persons[str(value)]
                return str(person.get("name", value)), person.get("party", Party.CUSTOMER)
        side = next((self.names.side(str(v)) for w, v in by_word.items() if w in said("side")), None)
        if side:
            name = str(self.draft.data.get(side, {}).get("name", "")) or side
            message = f"only the side is named ({name}), no person"
            self.draft.tell("RD111", Level.WARNING, message, "Name a person", pointer=where)
            return name, side
        text = by_word.get("name", by_word.get("id", ""))
        if isinstance(text, str) and (found := self._roll.find(text)):
            return str(found[0].get("name") or text), found[0].get("party", Party.CUSTOMER)
        return (str(text), None) if isinstance(text, str | int) else ("", None)

    def _keep(self, found: Found, name: str, place: str, value: Any, item: dict[str, Any]) -> None:
        """What has no field of its own: a second text of a step is a note of ours, all else internal."""
        if value in (None, "", [], {}):
            return
        named = field_of(found.section, (key(spaced(name)),), self.names)
        if found.section == "steps" and named and isinstance(value, str) and "note" not in item:
            item["note"] = plain(value)
            return
        if _is_switch(key(spaced(name)), value):
            return
        self.draft.keep_internal(place, value)
        self.unknown.setdefault((found.section, name), []).append(place)

    def _finish(self, found: Found, item: dict[str, Any], pointer: str) -> None:
        first, last = item.pop("first_name", ""), item.pop("last_name", "")
        if first or last:
            item.setdefault("name", f"{first} {last}".strip())
        by, on, said_so = (
            item.pop("confirmed.by", None),
            item.pop("confirmed.on", None),
            item.get("confirmed"),
        )
        if by or on or said_so:
            item["confirmed"] = people.confirmation(self.draft, said_so or {}, by, on)
        if found.section == "steps":
            kinds = any(key(k) in ("kind", "type") for k in found.item)
            finish_step(self.draft, item, pointer, guess_kind=not kinds, starts=False)
        self.draft.data[found.section][-1].update(item)
        if found.section == "people" and item.get("id"):
            self.persons[item["id"]] = item

    def tell_unknown(self) -> None:
        """One finding for each key that is not part of the format."""
        for (section, name), places in self.unknown.items():
            often = f" ({len(places)} times)" if len(places) > 1 else ""
            if words.is_internal(key(spaced(name))) or key(spaced(name)) in said("comments"):
                self.draft.leave_out(Why.INTERNAL, f"{name} of {section}{often}", places[0])
                message = f"{name} is for one side only{often}: nothing of it is shown to the customer"
                self.draft.tell("RD105", Level.HINT, message, place=places[0], internal=True)
            else:
                self.draft.leave_out(Why.UNKNOWN, f"{name} of {section}{often}", places[0])
                message = f"{name} is not known for {section}{often}; kept as internal"
                self.draft.tell("RD103", Level.HINT, message, place=places[0], internal=True)


def field_of(section: str, path: tuple[str, ...], names: Names) -> str:
    """The field that a key's words name, whole path first, then its end, then without "id" or "at"."""
    known = form.words_for(section)
    for said_so in (" ".join(path), path[-1]):
        if mapped := names.column(section, said_so):
            return "" if mapped == "internal" else mapped
    if any(words.is_internal(p) for p in path) or path[-1] in said("comments"):
        return ""
    for text in _readings(path):
        for candidate in (text, names.plain(text), _without_ending(text)):
            if candidate in known:
                return known[candidate]
    return ""


def _readings(path: tuple[str, ...]) -> Iterator[str]:
    """{"kpi": {"name": …}} is the kpi; then the end of the path, longest first."""
    yield " ".join(path)
    if len(path) > 1 and path[-1] in ("name", "label", "title", "text"):
        yield path[-2]
    yield from (" ".join(path[start:]) for start in range(1, len(path)))


def _is_switch(word: str, value: Any) -> bool:
    """A key that steers the other tool (its order, what is shown) and says nothing itself."""
    plain_word = isinstance(value, str) and value.isidentifier()
    steers = word in said("visibility") | said("order") | said("gone")
    return steers and (plain_word or isinstance(value, bool | int | float))


def _without_ending(text: str) -> str:
    head, _, last = text.rpartition(" ")
    return head if head and last in _ENDINGS else text


def _leaves(found: Found) -> Iterator[tuple[tuple[str, ...], str, str, Any]]:
    """(words of the path, key, place, value) of each value; objects but amounts are opened."""
    yield from _open(found.item, (), found.place, 0)


def _open(data: dict[str, Any], path: tuple[str, ...], place: str, depth: int) -> Iterator[tuple[Any, ...]]:
    for name, value in data.items():
        word, where = (*path, key(spaced(name))), child(place, name)
        closed = words.is_internal(word[-1]) or depth > 4
        if isinstance(value, dict) and not closed and not _is_amount(value):
            yield from _open(value, word, where, depth + 1)
        else:
            yield word, name, where, value


def _is_amount(value: dict[str, Any]) -> bool:
    seen = {key(spaced(k)) for k in value}
    return bool(seen & said("amount")) and len(seen) <= 3


def _spot(found: Found, leaves: list[tuple[str, str, Any, Field | None]]) -> Spot:
    fields: dict[str, str] = {}
    for _, place, _, known in leaves:
        if known:
            at = place.removeprefix(f"{found.place}/")
            for alias in form.stands_for(known.name):
                fields.setdefault(alias, at)
    return Spot(f"{found.place}/", "", found.place, fields)
