"""Objects of another tool's JSON become items: keys by synonyms, people by their ids."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party, Status
from mutualplan_deck.readers import form, meaning, numbers, people, words
from mutualplan_deck.readers.cells import first_name_first, tell_once, yearly
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.fields import Field, Sort
from mutualplan_deck.readers.headings import column_near, column_of, is_for_us, others_of, section_of
from mutualplan_deck.readers.json import needed
from mutualplan_deck.readers.json.lists import child, is_id, said
from mutualplan_deck.readers.json.people import Who, is_person, without_ending
from mutualplan_deck.readers.json.text import moment, plain
from mutualplan_deck.readers.json.tree import Found, LeftOut, is_column, is_ours_alone, reason_of, says_gone
from mutualplan_deck.readers.json.values import by_headers, by_values, list_of
from mutualplan_deck.readers.reading import Spot
from mutualplan_deck.readers.roll import is_honorific
from mutualplan_deck.readers.statuses import standing
from mutualplan_deck.readers.steps import finish_step
from mutualplan_deck.readers.understood import Header, Shape, Why
from mutualplan_deck.readers.values import Read, shown
from mutualplan_deck.readers.words import Names, key, spaced
from mutualplan_deck.regex import regex

_TEXTS = ("issues", "problems", "capabilities", "outcomes")
_FIGURED = ("outcomes", "problems")
_OWNED = ("issues", "problems", "risks", "steps")
_MAIN = ("statement", "title", "name")
_SAID = ("done_means", "source", "responsibility")  # texts, whatever they begin with
_NEARLY = ("consequence", "impact")  # what is said of an item, where nothing else says what it is
_POINT = regex(r"\d+(?:\.\d{1,2})?")
_FIGURES = 2  # of an object that says from where to where
_WHO = 3  # keys of an object that only says who
_NEARLY_ALL, _HALF = 0.9, 0.5
_PAIR = 2
_CODE = 2  # words of an id, at most
_MINOR = 100  # cents of an amount
_ENDS = ("before", "after", "baseline", "target")
_MEASURED = 6  # words of a figure and its unit
_PERSONAL = {"name", "first_name", "last_name", "initials", "title", "email"}  # by which somebody is known
_OWNERS = {"owner_customer", "owner_vendor"}  # who may be named under several keys
_PERSON_FIELDS = {"owner", "owner_customer", "owner_vendor", "confirmed.by"}


class Items(Struct):
    """Reads items into a draft; `ids` are those of all items by section,
    `titles` what listed objects are called by their ids, `gone` the ids of what is left out,
    `states` those of the states that the file explains,
    `unknown` keys that hold nothing, `guessed` what keys are by the values of their list, `tabled` those
    that are headers of a table, by all of these."""

    draft: Draft
    names: Names
    who: Who
    zone: dt.tzinfo | None
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    unknown: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    guessed: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    tabled: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    own_ids: dict[str, str] = field(default_factory=dict)
    seldom: set[tuple[str, str]] = field(default_factory=set)
    texts: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)

    def guess(self, items: Sequence[Found]) -> None:
        """Find out by the values of whole lists what keys are that no word tells."""

        def leaves(found: Found) -> Iterator[tuple[tuple[str, ...], Any, bool]]:
            yield from (
                (path, value, is_ours(path[-1], value) or _says_when_kept(path[-1]))
                for path, _, _, value in _leaves(found)
            )

        self.own_ids.update(_own_ids(items))
        self.seldom.update(_seldom(items, self.names))
        self.tabled.update(by_headers(items, self.names))
        told = by_values(items, leaves, self._field, self.names)
        self.guessed.update(told)
        for (where, path), name in told.items():
            first = next(i for i in items if list_of(i) == where)
            place = next((p for told, _, p, _ in _leaves(first) if told == path), first.place)
            message = f"{path[-1]} is read as the {name.replace('_', ' ')}, by what stands under it"
            self.draft.tell("RD126", Level.WARNING, message, "See that it is", place=place)

    def read(self, found: Found) -> None:
        """Take one object into the draft."""
        item: dict[str, Any] = (
            {"phase": plain(found.phase)} if found.section == "steps" and found.phase else {}
        )
        if found.section == "people" and found.side:
            item["party"] = Party(found.side)
        leaves = [
            (name, place, value, None if is_ours(path[-1], value) else self._field(found, path, value))
            for path, name, place, value in _leaves(found)
        ]
        needs, leaves = needed.apart(found.section, leaves)
        leaves = _with_day(found.section, _with_statement(found, leaves))
        leaves = self._with_part(found.section, leaves)
        if aside := self._no_item(found, leaves):
            leave_out(self.draft, aside)
            return
        if found.section in _TEXTS and not any(
            known and known.name in (*_MAIN, "metric") for *_, known in leaves
        ):
            self._say_nothing(found)
            return
        if found.section == "people" and _PERSONAL.isdisjoint(known.name for *_, known in leaves if known):
            self._say_nothing(found)
            return
        pointer = self.draft.add(found.section, {}, _spot(found, leaves))
        headers: list[Header] = []
        for name, place, value, known in leaves:
            for index, member in enumerate(value) if isinstance(value, list) else ():
                if isinstance(member, dict) and (aside := reason_of(member, child(place, index))):
                    leave_out(self.draft, aside)
            if known is None or (known.name in item and not self._may_add(known, value, item)):
                self._keep(found, name, place, value, item)
            else:
                self._take(item, known, value, pointer, place)
                headers.append(Header(name, known.name, place))
        self.draft.notebook.gather(Shape.OBJECTS, found.section, found.place, 1, *headers)
        self._finish(found, item, pointer, leaves)
        if needs:
            needed.take(self.draft, needs, self.draft.data["problems"][-1])

    def _with_part(self, section: str, leaves: list[Leaf]) -> list[Leaf]:
        """The values of a person; of two titles, one is what they do in the plan where its key may say so."""
        fields = form.item_fields(section)
        at = [i for i, leaf in enumerate(leaves) if leaf[3] and leaf[3].name == "title"]
        told = any(leaf[3] and leaf[3].name == "responsibility" for leaf in leaves)
        if section != "people" or len(at) != _PAIR or told:
            return leaves
        both = [
            i for i in at if "responsibility" in others_of(section, key(spaced(leaves[i][0])), self.names)
        ]
        return [
            (*leaf[:3], fields["responsibility"]) if [i] == both else leaf for i, leaf in enumerate(leaves)
        ]

    def _may_add(self, known: Field, value: Any, item: Mapping[str, Any]) -> bool:
        """Whether a field that is filled may take more: further owners, references; a step's own lane.

        How far it is, in a word, beside a box that is not ticked.
        """
        if known.name == "status":
            return item["status"] == Status.NOT_STARTED and meaning.surely_status(value)
        if known.name == "phase":  # the lane it says outweighs the group it stands in
            return isinstance(value, str) and value in self.titles
        return bool(value) and (known.name in _OWNERS or known.sort is Sort.REFS)

    def _say_nothing(self, found: Found) -> None:
        """Keep an object of a section's list that has no text for what it is."""
        self.draft.keep_internal(found.place, found.item)
        self.draft.leave_out(Why.UNKNOWN, f"one of {found.section}", found.place)
        message = f"nothing in it says what it is among the {found.section}; kept as internal"
        self.draft.tell("RD110", Level.HINT, message, place=found.place, internal=True)

    def _no_item(self, found: Found, leaves: Sequence[Leaf]) -> LeftOut | None:
        """Why an object of a section's list is none of its items; None if it is."""
        if aside := self._of_what_is_gone(found, leaves) or _held_again(found, leaves) or _no_person(found):
            return aside
        if found.section == "steps" and (aside := _of_no_step(found, leaves)):
            return aside
        mains = (value for _, _, value, known in leaves if known and known.name in _MAIN)
        if self._is_ours(next(mains, None)):
            return LeftOut(found.place, found.place, found.item, "internal")
        if found.section in _FIGURED and any(_is_total(leaf) for leaf in leaves):
            return LeftOut(found.place, found.place, found.item, "a total")
        return None

    def _of_what_is_gone(self, found: Found, leaves: Sequence[Leaf]) -> LeftOut | None:
        """A step of a phase that was put away is put away as well."""
        phases = ((place, value) for _, place, value, known in leaves if known and known.name == "phase")
        gone = next((place for place, value in phases if isinstance(value, str) and value in self.gone), "")
        return LeftOut(found.place, gone, found.item, "of a phase that is put away") if gone else None

    def _field(self, found: Found, path: tuple[str, ...], value: Any) -> Field | None:
        """The field that a key names, or that its value tells: ids of what it refers to, people."""
        section = found.section
        if name := self.tabled.get((list_of(found), path), ""):
            return form.item_fields(section).get(name)
        if self._is_no_field(found, path, value):
            return None
        if name := self._by_what_it_is(found, path, value):
            return form.item_fields(section).get(name)
        names = (field_of(section, path, self.names), *others_of(section, path[-1], self.names))
        if len(path) > 1 and isinstance(value, str) and meaning.is_day(value):
            names = tuple(n for n in names if n not in _MAIN)  # {"until": null, "label": "week of 10 May"}
        name = self._by_ids(section, value)
        name = name or next((n for n in names if n and _may_hold(section, n, value)), "")
        name = name or self._by_value(section, path[-1], value)
        name = (
            name
            or near_field(section, path, value, self.names)
            or self.guessed.get((list_of(found), path), "")
            or (self.texts.get((list_of(found), path), "") if isinstance(value, str) else "")
        )
        if name in _SAID and isinstance(value, str):
            self.texts[(list_of(found), path)] = name  # and so for the others: "24 operators trained"
        if not name and len(path) > 1 and isinstance(value, str) and meaning.is_day(value):
            above = field_of(section, path[:-1], self.names)  # {"until": {"loose": "week of 10 May"}}
            dated = above in form.item_fields(section) and form.item_fields(section)[above].sort is Sort.DATE
            name = above if dated else ""
        return form.item_fields(section).get(name, Field(name, Sort.TEXT)) if name else None

    def _is_no_field(self, found: Found, path: tuple[str, ...], value: Any) -> bool:
        """Whether a key steers the tool, or says of few steps what another says of all of them."""
        if found.section == "steps" and path[-1] in said("before_others"):
            return True
        if path[-1] in said("visibility") or _says_when_kept(path[-1]):
            return True  # {"audience": "everyone"} names nobody, "updatedAt" says when nothing is due
        if len(path) == 1 and path[0] in said("order") and isinstance(value, int | Decimal):
            return True  # {"rank": 20}
        return (list_of(found), path[0]) in self.seldom and not meaning.surely_status(value)

    def _by_what_it_is(self, found: Found, path: tuple[str, ...], value: Any) -> str:
        """The field of a state, of what comes before, of an item's own id: told before all words."""
        if len(path) > 1:
            return ""
        marked = (list_of(found), path[0]) in self.seldom  # {"label": "Stuck"}
        if found.section == "steps" and (marked or self._is_state(value)):
            return "status"
        if found.section == "steps" and self._waits_for(value):
            return "after"
        whose, _, last = path[0].rpartition(" ")
        own = is_id(last) and (whose in ("", _called(found)) or self.own_ids.get(list_of(found)) == path[0])
        return "id" if own or (last in said("numbers") and whose == _called(found)) else ""

    def _is_state(self, value: Any) -> bool:
        """Whether a value is the code of a state that the file explains: {"label": "L2"}."""
        coded = isinstance(value, str) and (value in self.draft.habits.statuses or value in self.states)
        return coded and standing(value) is None

    def _waits_for(self, value: Any) -> tuple[str, ...]:
        """The steps that a list of links says must come first: [{"type": "waits_for", "card": "S-7"}, …]."""
        links = value if isinstance(value, list) and value and all(isinstance(v, dict) for v in value) else []
        steps = self.ids.get("steps", frozenset())
        found = []
        for link in links:
            sorts = [
                spaced(v) for k, v in link.items() if key(spaced(k)) in said("sort") and isinstance(v, str)
            ]
            aims = [str(v) for v in link.values() if isinstance(v, str | int) and str(v) in steps]
            if len(aims) == 1 and any(column_of("steps", s, self.names) == "after" for s in sorts):
                found.append(aims[0])
        return tuple(found)

    def _named_steps(self, value: Any) -> tuple[str, ...]:
        """The steps that the objects of a list name, one each: [{"item": "S-7", "rel": "FS"}, …]."""
        steps = self.ids.get("steps", frozenset())
        objects = value if isinstance(value, list) and all(isinstance(v, dict) for v in value) else []
        named = [
            [str(v) for v in one.values() if isinstance(v, str | int) and str(v) in steps] for one in objects
        ]
        return tuple(one[0] for one in named) if all(len(one) == 1 for one in named) else ()

    def _by_ids(self, section: str, value: Any) -> str:
        """What a list of an item of the business case refers to, whatever its key says: "leadsTo"."""
        listed = {v for v in value if isinstance(v, str)} if isinstance(value, list) else set()
        if section not in _TEXTS or not listed or len(listed) < len(value):
            return ""
        aims = (t for t in ("issues", "problems") if t != section and t in form.item_fields(section))
        return next((t for t in aims if listed <= self.ids.get(t, frozenset())), "")

    def _handle(self, text: str) -> str:
        """How somebody is listed: "@jane" for a user "jane"."""
        return text if text in self.who.persons else text.removeprefix("@")

    def _by_value(self, section: str, word: str, value: Any) -> str:
        """What texts refer to: people own, other items come before or are what it is about."""
        if section == "people":  # whose somebody is, by the organisation's id
            return "party" if isinstance(value, str) and value in self.who.sides else ""
        several = value if isinstance(value, list) else [value]
        listed = {self._handle(v) for v in several if isinstance(v, str) and v}
        if not listed:
            return "owner" if section in _OWNED and self._point_to_people(several, word) else ""
        if section == "steps" and isinstance(value, str) and value in self.titles:
            listed_elsewhere = value in self.who.persons or value in self.who.sides
            known = listed_elsewhere or any(value in own for own in self.ids.values())
            if is_column(word) or not known:
                return "phase"
        if len(listed & self.who.persons.keys()) * 2 >= len(listed):
            if section == "outcomes" and isinstance(value, str):
                return "confirmed.by"  # somebody stands for it
            owned = section in _OWNED and not set(word.split(" ")) & said("authors")
            return "owner" if owned else ""
        for target, name in (("steps", "after"), ("issues", "issues"), ("problems", "problems")):
            if listed <= self.ids.get(target, frozenset()) and name in form.item_fields(section):
                return name
        return ""

    def _point_to_people(self, several: list[Any], word: str) -> bool:
        """Whether the objects of a list only say who, whatever their keys: [{"member": "m02"}, …]."""
        said_so = [one for one in several if isinstance(one, dict) and 0 < len(one) <= _WHO]
        persons = sum(any(str(v) in self.who.persons for v in one.values()) for one in said_so)
        beside = [
            v
            for one in said_so
            for v in one.values()
            if isinstance(v, dict | list) or meaning.is_day(v) or _is_long(v)
        ]
        short = len(said_so) == len(several) and not beside and not set(word.split(" ")) & said("authors")
        sides = sum(
            all(str(v) in self.who.sides or self.names.side(str(v)) for v in one.values()) for one in said_so
        )
        return short and persons + sides > 0 and 2 * (persons + sides) >= len(several)

    def _take(self, item: dict[str, Any], known: Field, value: Any, pointer: str, place: str) -> None:
        if value in (None, "", [], {}) or self._is_for_us(known, value, place):
            return
        if known.name == "title" and "/people/" in pointer and is_honorific(value):
            return
        if known.name in ("phase", "status") and isinstance(value, str):
            value = self.titles.get(value, value)
        if known.name == "status":
            value = self._state(value)
        if known.name == "after" and (waits := self._waits_for(value) or self._named_steps(value)):
            value = list(waits)
        where = f"{pointer}/{known.name.split('.')[0]}"
        counted = numbers.amount(value) if known.name in _ENDS and isinstance(value, str) else None
        if counted and not counted.currency and (counted.rest or value.strip().endswith("%")):  # "3.4 h"
            item.setdefault("unit", counted.rest or "%")
        if _is_in_cents(place, value):
            value = float(Decimal(str(value)) / _MINOR)  # {"per_year_cents": 86000000}
        taken = self._value(item, known, plain(value), where, place)
        if taken not in (None, ""):
            if known.sort is Sort.REFS and item.get(known.name):
                item[known.name] = tuple(dict.fromkeys((*item[known.name], *taken)))
                return
            others = item.get(known.name) if known.name in _OWNERS else ""
            item[known.name] = f"{others}; {taken}" if others and taken not in others else others or taken

    def _state(self, value: Any) -> Any:
        """A state as it is looked up: the code of a legend as a text, "InProgress" in words."""
        known = self.draft.habits.statuses
        if type(value) is int and str(value) in known:
            return str(value)
        return spaced(value) if isinstance(value, str) and not standing(value, known) else value

    def _value(self, item: dict[str, Any], known: Field, value: Any, where: str, place: str) -> Any:
        if known.name == "party":
            return self.who.party(value, where)
        if known.name in _PERSON_FIELDS:
            return self._owner(item, known, value, where, place)
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
        minor = next((v for w, v in by_word.items() if w in said("minor")), None)
        if amount is None and isinstance(minor, int | Decimal) and not isinstance(minor, bool):
            amount = float(Decimal(minor) / _MINOR)  # {"minor": 21200000, "shown": "£212,000"}
        code = next((str(v) for w, v in by_word.items() if w in said("currency")), "")
        if amount is None or not self.draft.same_currency(code, where):
            return None
        per = next((v for w, v in by_word.items() if w in said("per") and isinstance(v, str)), "")
        if key(per) in words.keys_of("notes", "once"):
            message = "an amount that comes once is no value a year; left out of the sum"
            self.draft.tell("RD102", Level.WARNING, message, "Name what comes again each year", pointer=where)
            return None
        scale = next((v for w, v in by_word.items() if w in said("scale")), None)
        unit = next((str(v) for w, v in by_word.items() if w in said("units") and v), "")
        if unit and not code and (read := numbers.amount(f"1 {unit}")) and read.currency:  # "TEUR"
            if not self.draft.same_currency(read.currency, where):
                return None
            scale = float(read.value) if scale is None else scale
            amount = _exact(amount)
        return self.draft.take(known, _scaled(amount, scale), where)

    def _owner(self, item: dict[str, Any], known: Field, value: Any, where: str, place: str) -> str:
        """Names of the persons meant; on a step, each goes to the owner of their side."""
        sides = self.who.owners(self._called(value), where, place)
        if known.name != "owner" or "/steps/" not in where:
            return "; ".join([*sides["customer"], *sides["vendor"]])
        for side, listed in sides.items():
            if listed:
                before = item.get(f"owner_{side}")
                item[f"owner_{side}"] = "; ".join(filter(None, (before, *listed)))
        return ""

    def _is_for_us(self, known: Field, value: Any, place: str) -> bool:
        """Keep a text that says itself that it is for one side: "Just between us: …"."""
        if known.sort is not Sort.TEXT or not self._is_ours(value):
            return False
        self.draft.keep_internal(place, value)
        self.draft.leave_out(Why.INTERNAL, f"“{shown(value)}”", place)
        message = "the text says that it is for your side alone: nothing of it is shown to the customer"
        self.draft.tell("RD105", Level.HINT, message, place=place, internal=True)
        return True

    def _is_ours(self, value: Any) -> bool:
        return isinstance(value, str) and is_for_us(value, self.names)

    def _called(self, value: Any) -> Any:
        """What is meant by a reference to what is no person: "team:legal" is what that team is called."""
        if isinstance(value, list):
            return [self._called(one) for one in value]
        if isinstance(value, dict) and len(value) == 1:  # {"team": "t-legal"}
            only = next(iter(value.values()))
            return value if (called := self._called(only)) == only else called
        if isinstance(value, dict):  # {"kind": "team", "ref": "t-legal"}
            return {k: self._called(v) if isinstance(v, str) else v for k, v in value.items()}
        known = not isinstance(value, str) or value in self.who.persons or value in self.who.sides
        return value if known else self.titles.get(value, value)

    def _keep(self, found: Found, name: str, place: str, value: Any, item: dict[str, Any]) -> None:
        """What has no field of its own: a second text of a step is a note of ours, all else internal."""
        if value in (None, "", [], {}):
            return
        if isinstance(value, dict) and (aside := reason_of(value, place)):
            leave_out(self.draft, aside)
            return
        named = field_of(found.section, (key(spaced(name)),), self.names)
        if found.section == "steps" and named and isinstance(value, str) and "note" not in item:
            item["note"] = plain(value)
            return
        if _is_switch(key(spaced(name)), value):
            return
        self.draft.keep_internal(place, value)
        self.unknown.setdefault((found.section, name), []).append(place)

    def _finish(self, found: Found, item: dict[str, Any], pointer: str, leaves: list[Leaf]) -> None:
        first, last = item.pop("first_name", ""), item.pop("last_name", "")
        named = str(item.get("name") or "")
        if first and not last and named and key(first) not in key(named).split(" "):
            # {"prenom": "Ann", "nom": "Lee"}, {"prenom": "Ann", "nom": "van der Lee"}
            last = item.pop("name", "")
        if last and not first and " " not in item.get("name", " "):  # {"nombre": "Ana", "apellidos": "Ruiz"}
            first = item.pop("name", "")
        if first or last:
            item.setdefault("name", f"{first} {last}".strip())
        by, on, said_so = (
            item.pop("confirmed.by", None),
            item.pop("confirmed.on", None),
            item.get("confirmed"),
        )
        if by or on or said_so:
            item["confirmed"] = people.confirmation(self.draft, said_so or {}, by, on)
        if found.section == "outcomes":
            self._yearly(item, pointer, leaves)
            tell_once(self.draft, item, _beside(leaves), pointer)
        if found.section == "steps":
            kinds = any(key(k) in ("kind", "type") for k in found.item)
            finish_step(self.draft, item, pointer, guess_kind=not kinds, starts=False)
        self.draft.data[found.section][-1].update(item)
        if found.section == "people":
            written = str(item.get("name") or "")
            if "," in written and (name := first_name_first(written)) != written:
                self.draft.data["people"][-1]["name"] = item["name"] = name
                self.draft.aliases.setdefault(key(written), name)
            self.who.know(item, (str(value) for _, _, value, _ in leaves if isinstance(value, str)))

    def _yearly(self, item: dict[str, Any], pointer: str, leaves: list[Leaf]) -> None:
        """A value for each month, where a key says so: {"amount": 3500, "per": "month"}."""
        for name in ("annual_value", "low", "high"):
            named = next((k for k, _, _, known in leaves if known and known.name == name), "")
            spans = (str(v) for k, _, v, _ in leaves if key(spaced(k)) in said("per"))
            if item.get(name) is not None and (text := f"{' '.join(spans)} {spaced(named)}").strip():
                read = yearly(self.draft, text, str(item[name]), Read(item[name]), f"{pointer}/{name}")
                item[name] = read.value

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


def leave_out(draft: Draft, node: LeftOut) -> None:
    """Keep what is not part of the shared plan as internal, and tell it."""
    draft.keep_internal(node.place, node.value)
    if node.value in (None, "", [], {}):
        return
    title = node.value.get("title") if isinstance(node.value, dict) else None
    what = f"“{shown(title)}”" if title else node.place.rpartition("/")[2]
    message = f"{what} is {node.why}; left out of the plan and kept as internal"
    why = Why.INTERNAL if node.why == "internal" else Why.ASIDE
    draft.leave_out(why, f"{what}, {node.why}", node.place)
    draft.tell("RD112", Level.HINT, message, place=node.at, internal=True)


def field_of(section: str, path: tuple[str, ...], names: Names) -> str:
    """The field that a key's words name, whole path first, then its end, then without "id" or "at"."""
    known = form.words_for(section)
    for said_so in (" ".join(path), path[-1]):
        if mapped := names.column(section, said_so):
            return "" if mapped == "internal" else mapped
    if any(words.is_internal(p) for p in path) or path[-1] in said("comments"):
        return ""
    for text in _readings(path):
        plain = names.plain(text)
        for candidate in (text, plain, without_ending(text), text.removesuffix("s"), plain.removesuffix("s")):
            if candidate in known:
                return "id" if _is_own_id(section, text, known[candidate]) else known[candidate]
    return next((_compact(section)[t] for t in _readings(path) if t in _compact(section)), "")


@cache
def _compact(section: str) -> Mapping[str, str]:
    """From labels without their small words, as keys have them, to the fields: "criterioCierre"."""
    small = {key(w) for w in words.raw()["small_words"]}
    found: dict[str, set[str]] = {}
    for label, name in form.words_for(section).items():
        parts = label.split(" ")
        left = [part for part in parts if part not in small]
        if _PAIR <= len(left) < len(parts):
            found.setdefault(" ".join(left), set()).add(name)
    return {label: next(iter(names)) for label, names in found.items() if len(names) == 1}


def near_field(section: str, path: tuple[str, ...], value: Any, names: Names) -> str:
    """The field that a key means by its words, if its value may be that."""
    if any(words.is_internal(p) for p in path) or path[-1] in said("comments") | said("visibility"):
        return ""
    several = isinstance(value, str) and len(value.split()) > _CODE  # "22 operators trained"
    if section == "steps" and meaning.says_when_done(path[-1]) and (meaning.is_words(value) or several):
        return "done_means"
    return column_near(section, path[-1], names, lambda name: _means(section, name, value))


def _may_hold(section: str, name: str, value: Any) -> bool:
    """Whether a value that is no list may be that of a field by what it is, not by what it says."""
    if name in _MAIN and (not isinstance(value, str) or not any(map(str.isalpha, value))):
        return False
    if name == "statement" and section == "outcomes" and meaning.is_money(value):
        return False  # "R$ 1.840.000,00"
    if name == "id" and isinstance(value, str) and len(value.split()) > _CODE:  # "Row" over what a line is
        return False
    sort = form.item_fields(section)[name].sort if name in form.item_fields(section) else Sort.TEXT
    if sort is Sort.REFS and isinstance(value, float | Decimal | int) and name in ("issues", "problems"):
        return False  # {"goal": 90} of a gain
    if sort not in (Sort.NUMBER, Sort.COUNT) or not isinstance(value, str):
        return True
    if name in _ENDS and len(value.split()) <= _MEASURED and numbers.amount(value):
        return True  # "310 hours a week"
    return meaning.is_number(value) and not meaning.is_code(value)


def _means(section: str, name: str, value: Any) -> bool:
    """Whether a value may be that of a field that its key does not name word for word."""
    if isinstance(value, list | dict) or value in (None, "") or name in _PERSON_FIELDS:
        return _may_hold(section, name, value)
    sort = form.item_fields(section)[name].sort if name in form.item_fields(section) else Sort.TEXT
    if sort in (Sort.DATE, Sort.CONFIRMED):
        return meaning.is_day(value) or moment(value, None) is not None
    figure = name in _ENDS and isinstance(value, str) and value[:1].isdigit()
    return _may_hold(section, name, value) and (
        figure or isinstance(value, bool) or meaning.fits(section, name, [value])
    )


def _own_ids(items: Sequence[Found]) -> Iterator[tuple[str, str]]:
    """(list, key) of the first key of ids in each list that is the same for no two items."""
    by_list: dict[str, list[dict[str, Any]]] = {}
    for found in items:
        by_list.setdefault(list_of(found), []).append(found.item)
    for where, listed in by_list.items():
        for name in (k for k in listed[0] if is_id(k)):
            held = [str(item[name]) for item in listed if isinstance(item.get(name), str | int)]
            if len(listed) > 1 and len({*held}) == len(listed):
                yield where, key(spaced(name))
                break


def _says_when_kept(word: str) -> bool:
    """Whether a key says when something was written down or changed: "updatedAt"."""
    return not said("kept_at").isdisjoint(word.split(" "))


def _seldom(items: Sequence[Found], names: Names) -> Iterator[tuple[str, str]]:
    """(list, key) of what names few steps of a list, where another key has words for nearly all of them."""
    by_list: dict[str, list[dict[str, Any]]] = {}
    for found in (found for found in items if found.section == "steps"):
        by_list.setdefault(list_of(found), []).append(found.item)
    for where, listed in by_list.items():
        filled = Counter(k for item in listed for k, v in item.items() if isinstance(v, str) and v)
        worded = Counter(k for item in listed for k, v in item.items() if meaning.is_words(v))
        most = any(count >= _NEARLY_ALL * len(listed) for count in worded.values())
        for name, count in filled.items():
            titled = field_of("steps", (key(spaced(name)),), names) in ("title", "name")
            if most and titled and count < _HALF * len(listed):
                yield where, key(spaced(name))


def _called(found: Found) -> str:
    """What one item of a list is called by the list's key: "move" of moves."""
    name = next((p for p in reversed(found.place.split("/")) if not p.isdigit()), "")
    return key(spaced(name)).removesuffix("s")


Leaf = tuple[str, str, Any, Field | None]


def _no_person(found: Found) -> LeftOut | None:
    """A user of a tool that is no person: {"kind": "bot"}."""
    for name, value in found.item.items() if found.section == "people" else ():
        if (
            key(spaced(name)) in said("sort")
            and isinstance(value, str)
            and key(spaced(value)) in said("bots")
        ):
            return LeftOut(found.place, child(found.place, name), found.item, f"a {value}")
    return None


def _of_no_step(found: Found, leaves: Sequence[Leaf]) -> LeftOut | None:
    """What stands among the steps without a day, and says that it is something else: {"kind": "file"}."""
    if any(known and known.name in ("due", "start") and value for *_, value, known in leaves):
        return None
    sorts = (
        at
        for name, at, v, _ in leaves
        if key(spaced(name)) in said("sort") and isinstance(v, str) and key(spaced(v)) in said("no_items")
    )
    at = next(sorts, "")
    return LeftOut(found.place, at, found.item, "no step of the plan") if at else None


def _held_again(found: Found, leaves: Sequence[Leaf]) -> LeftOut | None:
    """A meeting that is held again and again, and so has no day: {"repeats": "weekly", "due": null}."""
    dated = any(known and known.name in ("due", "start") and value for *_, value, known in leaves)
    again = (
        at
        for name, at, value, known in leaves
        if key(spaced(name)) in said("per") and known is None and value and not meaning.is_day(value)
    )
    rhythms = (at for name, at, value, _ in leaves if key(spaced(name)) in said("per") and _is_rhythm(value))
    at = "" if found.section != "steps" else next(rhythms if dated else again, "")
    return LeftOut(found.place, at, found.item, "held again and again") if at else None


def _is_rhythm(value: Any) -> bool:
    """Whether a value says how often something is held: "week", "every 14 days" beside its next day."""
    return isinstance(value, str) and (
        key(value) in said("rhythms") or words.has_phrase(key(value), "notes", "repeated")
    )


def _with_statement(found: Found, leaves: list[Leaf]) -> list[Leaf]:
    """The values of an item; where none says what it is, its longest text does, else its name of one word."""
    main = next(n for n in _MAIN if n in form.item_fields(found.section))
    if found.section == "people" or any(known and known.name in _MAIN for *_, known in leaves):
        return leaves
    texts = [leaf for leaf in leaves if leaf[3] is None and _is_sentence(leaf)]
    texts = texts or [leaf for leaf in leaves if leaf[3] and leaf[3].name in _NEARLY and _is_sentence(leaf)]
    texts = texts or [leaf for leaf in leaves if leaf[3] is None and _is_name(leaf)]
    longest = max(texts, key=lambda leaf: len(leaf[2]), default=None)
    field = form.item_fields(found.section)[main]
    return [(*leaf[:3], field) if leaf is longest else leaf for leaf in leaves]


def _with_day(section: str, leaves: list[Leaf]) -> list[Leaf]:
    """The values of a step; where it has no day, what is said beside: {"until": null, "label": "W7"}."""
    days = [leaf for leaf in leaves if leaf[3] and leaf[3].name == "due"]
    if section != "steps" or not days or any(leaf[2] not in (None, "") for leaf in days):
        return leaves
    around = {leaf[1].rpartition("/")[0]: leaf[3] for leaf in days}
    return [
        (*leaf[:3], around[at])
        if leaf[3] is None
        and isinstance(leaf[2], str)
        and (at := leaf[1].rpartition("/")[0]) in around
        and meaning.is_day(leaf[2])
        else leaf
        for leaf in leaves
    ]


def _is_total(leaf: Leaf) -> bool:
    """Whether what an item is called is a word for a total, and no more."""
    said_so = leaf[3] is not None and leaf[3].name in (*_MAIN, "metric") and isinstance(leaf[2], str)
    return said_so and key(leaf[2]) in words.keys_of("notes", "totals")


def _is_sentence(leaf: Leaf) -> bool:
    word = key(spaced(leaf[0]))
    ours = words.is_internal(word) or word in said("comments")
    return meaning.is_words(leaf[2]) and not ours


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value.split()) > _CODE + 1


def _is_name(leaf: Leaf) -> bool:
    """Whether a key says "name" and no more, over a text."""
    called = key(spaced(leaf[0])) in said("names") | said("titles") | {"text"}
    return called and isinstance(leaf[2], str) and any(map(str.isalpha, leaf[2]))


def _is_own_id(section: str, text: str, field: str) -> bool:
    """Whether a key is the id of the item itself ("goal_id" of a goal), not of what a field of it names."""
    head, _, last = text.rpartition(" ")
    names_item = section in (section_of(head), section_of(f"{head}s"))
    return last == "id" and names_item and form.item_fields(section)[field].sort is Sort.TEXT


def _readings(path: tuple[str, ...]) -> Iterator[str]:
    """{"kpi": {"name": …}} is the kpi; then the end of the path, longest first."""
    yield " ".join(path)
    inner = said("titles") | said("names") | said("values") | said("amount")
    if len(path) > 1 and path[-1] in inner | said("of_what") | said("in_full"):
        yield path[-2]
    yield from (" ".join(path[start:]) for start in range(1, len(path)))


def _is_switch(word: str, value: Any) -> bool:
    """A key that steers the other tool (its order, what is shown) and says nothing itself."""
    plain_word = isinstance(value, str) and value.isidentifier()
    steers = word in said("visibility") | said("order") or says_gone(word)
    return steers and (plain_word or isinstance(value, bool | int | float))


def _leaves(found: Found) -> Iterator[tuple[tuple[str, ...], str, str, Any]]:
    """(words of the path, key, place, value) of each value; objects but amounts are opened."""
    yield from _open(found.item, (), found.place, 0)


def _open(data: dict[str, Any], path: tuple[str, ...], place: str, depth: int) -> Iterator[tuple[Any, ...]]:
    measured = _measured(data) if depth == 1 else ""
    for name, value in data.items():
        word, where = (*path, key(spaced(name))), child(place, name)
        if name == measured:
            word = (*path, "metric")  # what a target, or a gauge, is called
        closed = is_ours(word[-1], value) or depth > 4 or is_person(value)
        if len(path) == 0 and isinstance(value, list) and len(value) == 1 and _is_flat(value[0]):
            where, value = child(where, 0), value[0]  # the one target of a goal
        if isinstance(value, dict) and value and not closed and not _is_amount(value):
            yield from _open(value, word, where, depth + 1)
        else:
            yield word, name, where, value


def _measured(data: dict[str, Any]) -> str:
    """The key under which an object of two figures says what they are of: {"reads": …, "now": …}."""
    named = {key(spaced(k)): k for k, v in data.items() if v not in (None, "") and not isinstance(v, bool)}
    figures = [k for k in named.values() if meaning.is_number(data[k]) and not meaning.is_code(data[k])]
    units = said("units") | said("currency") | said("per")
    texts = [k for w, k in named.items() if k not in figures and w not in units]
    ends = [column_of("issues", spaced(k), Names()) for k in figures]
    of_two = sum(end in _ENDS or end == "statement" for end in ends) >= _FIGURES
    return texts[0] if of_two and len(texts) == 1 and isinstance(data[texts[0]], str) else ""


def _is_flat(value: Any) -> bool:
    """Whether an object has a figure and other mere values, and nothing in it."""
    if not isinstance(value, dict) or any(isinstance(v, dict | list) for v in value.values()):
        return False
    figures = (v for v in value.values() if isinstance(v, int | float | Decimal) and not isinstance(v, bool))
    return sum(1 for _ in figures) >= _FIGURES


def is_ours(word: str, value: Any) -> bool:
    """Whether a key, or an object under it, says that it is for one side alone."""
    return (
        words.is_internal(word)
        or is_ours_alone(word)
        or (isinstance(value, dict) and reason_of(value, "") is not None)
    )


def _is_amount(value: dict[str, Any]) -> bool:
    seen = {key(spaced(k)) for k in value}
    return bool(seen & (said("amount") | said("minor"))) and len(seen - said("scale")) <= 3


def _exact(amount: Any) -> Any:
    """An amount that is written as a text with a point, as programs write it: "236.5"."""
    return float(amount) if isinstance(amount, str) and _POINT.fullmatch(amount) else amount


def _is_in_cents(place: str, value: Any) -> bool:
    """Whether a key says that its number counts cents."""
    counted = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    parts = key(spaced(place.rpartition("/")[2])).split(" ") if counted else []
    return bool(parts) and (parts[-1] in said("minor") or parts[0] in said("minor"))


def _scaled(amount: Any, scale: Any) -> Any:
    """The whole of an amount whose scale stands apart: {"value": 11.7, "scale": "million"}.

    A scale that cannot be read stays beside the amount, so that the amount is asked about.
    """
    if scale in (None, ""):
        return amount
    factor = numbers.amount(f"1 {scale}") if isinstance(scale, str) else None
    times = factor.value if factor and not factor.rest else scale
    if any(isinstance(n, bool) or not isinstance(n, int | float | Decimal) for n in (amount, times)):
        return f"{amount} {scale}"
    return float(Decimal(str(amount)) * Decimal(str(times)))


def _spot(found: Found, leaves: list[Leaf]) -> Spot:
    fields: dict[str, str] = {}
    for _, place, _, known in sorted(leaves, key=lambda leaf: leaf[2] in (None, "")):
        if known:
            at = place.removeprefix(f"{found.place}/")
            for alias in form.stands_for(known.name):
                fields.setdefault(alias, at)
    return Spot(f"{found.place}/", "", found.place, fields)


def _beside(leaves: Iterable[Leaf]) -> Iterator[Any]:
    """The values that no field takes, and those inside of an amount: {"value": 136000, "cadence": "once"}."""
    for _, _, value, known in leaves:
        if isinstance(value, dict):
            yield from value.values()
        elif known is None:
            yield value
