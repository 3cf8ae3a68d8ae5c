"""Objects of another tool's JSON become items: keys by synonyms, people by their ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party, Status
from mutualplan_deck.readers import form, meaning, numbers, people, persons, words
from mutualplan_deck.readers.cells import first_name_first, tell_once, yearly
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.fields import Field, Sort
from mutualplan_deck.readers.headings import column_of, is_for_us, others_of
from mutualplan_deck.readers.json import needed
from mutualplan_deck.readers.json.keys import (
    field_of,
    is_switch,
    may_hold,
    near_field,
    own_ids,
    says_when_kept,
    seldom,
)
from mutualplan_deck.readers.json.leaves import (
    Leaf,
    beside_of,
    exact,
    is_in_cents,
    is_long,
    is_ours,
    is_total,
    leaves_of,
    scaled,
    spot_of,
    with_day,
    with_statement,
)
from mutualplan_deck.readers.json.lists import child, is_id, said
from mutualplan_deck.readers.json.no_items import (
    held_again,
    leave_out,
    left_blank,
    no_person,
    no_text,
    of_no_step,
)
from mutualplan_deck.readers.json.nodes import Found, LeftOut
from mutualplan_deck.readers.json.people import Who
from mutualplan_deck.readers.json.text import moment, plain
from mutualplan_deck.readers.json.tree import is_column
from mutualplan_deck.readers.json.values import by_headers, by_values, list_of
from mutualplan_deck.readers.json.visibility import reason_of
from mutualplan_deck.readers.roll import is_honorific
from mutualplan_deck.readers.statuses import standing
from mutualplan_deck.readers.steps import finish_step
from mutualplan_deck.readers.understood import Header, Shape, Why
from mutualplan_deck.readers.values import Read, shown
from mutualplan_deck.readers.words import Names, key, spaced

_TEXTS = ("issues", "problems", "capabilities", "outcomes")
_FIGURED = ("outcomes", "problems")
_OWNED = ("issues", "problems", "risks", "steps")
_MAIN = ("statement", "title", "name")
_SAID = ("done_means", "source", "responsibility")  # texts, whatever they begin with
_WHO = 3  # keys of an object that only says who
_PAIR = 2
_MINOR = 100  # cents of an amount
_ENDS = ("before", "after", "baseline", "target")
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
                (path, value, is_ours(path[-1], value) or says_when_kept(path[-1]))
                for path, _, _, value in leaves_of(found)
            )

        self.own_ids.update(own_ids(items))
        self.seldom.update(seldom(items, self.names))
        self.tabled.update(by_headers(items, self.names))
        told = by_values(items, leaves, self._field, self.names)
        self.guessed.update(told)
        for (where, path), name in told.items():
            first = next(i for i in items if list_of(i) == where)
            place = next((p for told, _, p, _ in leaves_of(first) if told == path), first.place)
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
            for path, name, place, value in leaves_of(found)
        ]
        needs, leaves = needed.apart(found.section, leaves)
        leaves = with_day(found.section, with_statement(found, leaves))
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
        pointer = self.draft.add(found.section, {}, spot_of(found, leaves))
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
        if known.name == "party":  # and the firm that somebody says the list it stands in
            return isinstance(value, str) and self.names.side(value) in (Party.CUSTOMER, Party.VENDOR)
        return bool(value) and (known.name in _OWNERS or known.sort is Sort.REFS)

    def _say_nothing(self, found: Found) -> None:
        """Keep an object of a section's list that has no text for what it is."""
        self.draft.keep_internal(found.place, found.item)
        self.draft.leave_out(Why.UNKNOWN, f"one of {found.section}", found.place)
        message = f"nothing in it says what it is among the {found.section}; kept as internal"
        self.draft.tell("RD110", Level.HINT, message, place=found.place, internal=True)

    def _no_item(self, found: Found, leaves: Sequence[Leaf]) -> LeftOut | None:
        """Why an object of a section's list is none of its items; None if it is."""
        if aside := self._of_what_is_gone(found, leaves) or held_again(found, leaves) or no_person(found):
            return aside
        if aside := no_text(found, leaves):
            return aside
        if found.section == "steps" and (aside := of_no_step(found, leaves) or left_blank(found, leaves)):
            return aside
        mains = (value for _, _, value, known in leaves if known and known.name in _MAIN)
        if self._is_ours(next(mains, None)):
            return LeftOut(found.place, found.place, found.item, "internal")
        if found.section in _FIGURED and any(is_total(leaf) for leaf in leaves):
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
        name = name or next((n for n in names if n and may_hold(section, n, value)), "")
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
        if path[-1] in said("visibility") or says_when_kept(path[-1]):
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
        several = isinstance(value, str) and " " in value.strip()  # "persona clave" over a name is no key
        own = (
            is_id(last)
            and not several
            and (whose in ("", _called(found)) or self.own_ids.get(list_of(found)) == path[0])
        )
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
            if isinstance(v, dict | list) or meaning.is_day(v) or is_long(v)
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
        if is_in_cents(place, value):
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
            amount = exact(amount)
        return self.draft.take(known, scaled(amount, scale), where)

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
        if is_switch(key(spaced(name)), value):
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
            tell_once(self.draft, item, beside_of(leaves), pointer)
        if found.section == "steps":
            kinds = any(key(k) in ("kind", "type") for k in found.item)
            finish_step(self.draft, item, pointer, guess_kind=not kinds, starts=False)
        self.draft.data[found.section][-1].update(item)
        if found.section == "people":
            written = str(item.get("name") or "")
            if "," in written and (name := first_name_first(written)) != written:
                self.draft.data["people"][-1]["name"] = item["name"] = name
                self.draft.aliases.setdefault(key(written), name)
            elif (name := persons.as_written(written, str(item.get("email") or ""))) != written:
                self.draft.data["people"][-1]["name"] = item["name"] = name
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


def _called(found: Found) -> str:
    """What one item of a list is called by the list's key: "move" of moves."""
    name = next((p for p in reversed(found.place.split("/")) if not p.isdigit()), "")
    return key(spaced(name)).removesuffix("s")
