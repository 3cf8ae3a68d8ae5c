"""Who is meant in another tool's JSON: by the id of a person, by a name, or by an object that says either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import people, words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.json.lists import child, names_day, said
from mutualplan_deck.readers.json.visibility import rooms
from mutualplan_deck.readers.meaning import is_mark
from mutualplan_deck.readers.roll import Roll
from mutualplan_deck.readers.words import Names, key, spaced
from mutualplan_deck.regex import regex

_PREFIXED = regex(r"[^\W\d]+[:/#]([^\W\d][\w-]*)\Z")  # "party/client", "side:vendor"
_ENDINGS = ("ids", "id", "refs", "ref", "at", "on", "date", "iso", "utc")
_REF = "ref"  # whose, only a side beside it tells
_WHO = 3  # keys of an object that only says who


def _is_tick(one: Any) -> bool:
    """Whether a value is a mark, and nobody's name: "✅"."""
    return isinstance(one, str) and bool(one) and not any(map(str.isalnum, one))


class Who(Struct, dict=True):
    """The people and organisations of a file; `persons` by id, `sides` those of organisations by id."""

    draft: Draft
    names: Names
    sides: dict[str, str]
    persons: dict[str, dict[str, Any]] = field(default_factory=dict)

    @cached_property
    def roll(self) -> Roll:
        """Everybody, once all people are read, who come before whatever they own."""
        everybody = self.draft.data.get("people", [])
        people.said_sides(self.draft, everybody)
        return Roll(everybody, self.draft.aliases)

    def know(self, person: dict[str, Any], texts: Iterable[str]) -> None:
        """Remember a person by all that nobody else is called: id, handle, address."""
        for text in {t for t in (*texts, str(person.get("id") or "")) if t and " " not in t}:
            self.persons[text] = {} if text in self.persons else person

    def party(self, value: Any, where: str) -> Party:
        """The side of a person, by the id of an organisation, its name or a word."""
        known = isinstance(value, str | int) and self.sides.get(str(value))
        return people.party(self.draft, known or value, where, self.names)

    def owners(self, value: Any, where: str, place: str) -> dict[str, list[str]]:
        """The names of those meant, by side."""
        found: dict[str, list[str]] = {"customer": [], "vendor": []}
        listed = isinstance(value, list)
        for index, one in enumerate(value if listed else [value]):
            if isinstance(one, str) and (one.strip() == "*" or _is_all(one)):
                return self._everybody(where)
            if self._is_day(one) or _is_tick(one) or (isinstance(one, dict) and _only_watches(one)):
                continue
            name, side = self._one(one, where, child(place, index) if listed else place)
            if name:
                heard = one if isinstance(one, str) else name
                self.draft.notebook.hear("owner", heard, f"{name} ({side})" if side else name, where)
                found["customer" if side in (None, "customer") else "vendor"].append(name)
        return found

    def _is_day(self, one: Any) -> bool:
        """Whether a value says when, and not who: "2027-03-04T17:00Z"; "H1" may be somebody's id."""
        return isinstance(one, str) and one not in self.persons and one[:1].isdigit() and names_day(one)

    def _one(self, one: Any, where: str, place: str) -> tuple[str, str | None]:
        """The name and side that an id, a name or an object stands for; "" if nobody."""
        by_word = dict(_by_word(one)) if isinstance(one, dict) else {"id": one}
        side = next((self.names.side(str(v)) for w, v in by_word.items() if w in said("side")), None)
        if isinstance(one, dict) and len(by_word) == 1 and not side:  # {"wholeSide": "BUYING"}
            side = next(
                (self.names.side(str(v)) for v in by_word.values() if str(v) not in self.persons), None
            )
        listed = (self.sides[str(v)] for v in by_word.values() if str(v) in self.sides)
        side = side or (next(listed, None) if isinstance(one, dict) else None)
        named = [str(v) for w, v in by_word.items() if w in said("person") or w == _REF]
        says_who = by_word.keys() & (said("side") | said("names") | said("person") | {_REF})
        others = () if says_who or len(by_word) > _WHO else by_word.values()
        ids = (*named, *(str(v) for v in others if type(v) in (str, int)))  # whatever the tool calls it
        if person := next((found for i in ids if (found := self.persons.get(i))), None):
            return str(person.get("name", "")), side or person.get("party", Party.CUSTOMER)
        text = next((v for w, v in by_word.items() if w in said("names") and v), "") or self._only_text(one)
        if side and not text:
            return self._side_alone(side, where), side
        keys = one if isinstance(one, dict) else ()
        at = next((k for k in keys if without_ending(key(spaced(k))) in said("person") and one[k]), "")
        if at and not text:
            return self._named(one[at], side, child(place, at))
        said_at = next((k for k in keys if one[k] == text), "") if text else ""
        return self._named(text or by_word.get("id", ""), side, child(place, said_at) if said_at else place)

    def _only_text(self, one: Any) -> str:
        """The one text of an object beside an organisation’s id: {"free": "DPO", "org": …}."""
        members = one.items() if isinstance(one, dict) else ()
        texts = [v for k, v in members if isinstance(v, str) and v and key(spaced(k)) not in said("sort")]
        others = [v for v in texts if v not in self.sides and self.names.side(v) is None]
        of_firm = len(others) == 1 < len(texts)
        return others[0] if of_firm and not is_mark(others[0]) and others[0] not in self.persons else ""

    def _everybody(self, where: str) -> dict[str, list[str]]:
        """Both sides, where a mark stands for all: "*", "all"."""
        return {side: [self._side_alone(side, where)] for side in ("customer", "vendor")}

    def _side_alone(self, side: str, where: str) -> str:
        name = str(self.draft.data.get(side, {}).get("name", "")) or side
        message = f"only the side is named ({name}), no person"
        pointer, place = ("", where) if where.startswith("#") else (where, "")
        self.draft.tell("RD111", Level.WARNING, message, "Name a person", pointer=pointer, place=place)
        return name

    def _named(self, text: Any, side: str | None, place: str) -> tuple[str, str | None]:
        if not isinstance(text, str | int) or words.is_blank_word(str(text)):
            if isinstance(text, str) and words.is_to_follow(text):
                message = f"{text} names nobody yet; shown as to confirm"
                self.draft.tell("RD111", Level.WARNING, message, "Name a person", place=place)
            return "", None
        handle = str(text).removeprefix("@") if str(text).startswith("@") else ""
        last = _PREFIXED.match(str(text))
        own = self.sides.get(str(text)) or (self.names.side(last[1]) if last else None)
        said_so = handle or (last[1] if last else str(text) if str(text).islower() else "")
        if own := own or (rooms().side(said_so) if said_so and str(text) not in self.persons else None):
            return self._side_alone(own, place), own  # an organisation, by its id
        if found := self.roll.find(str(text)):
            person = found[0]
            return str(person.get("name") or text), side or person.get("party", Party.CUSTOMER)
        if is_mark(text) and self.persons:
            message = f"{text} is the id of nobody among the people; left out"
            self.draft.tell(
                "RD111", Level.WARNING, message, "Name a person of the plan's people", place=place
            )
            return "", None
        if self.draft.data.get("people"):
            shown_as = side or "customer"
            message = f"{text} is not among the people; shown as the {shown_as}'s"
            advice = "Add them to the people, with their side"
            self.draft.tell("RD111", Level.WARNING, message, advice, place=place)
        return str(text), side


def _only_watches(one: dict[str, Any]) -> bool:
    """Whether an object says that somebody is only kept informed: {"user": "u1", "role": "informed"}."""
    return any(isinstance(v, str) and key(spaced(v)) in said("authors") for v in one.values())


def is_person(value: Any) -> bool:
    """Whether an object only says who: by the id of a person, alone or with a word or two."""
    seen = {word for word, _ in _by_word(value)} if isinstance(value, dict) else set()
    says_who = seen & said("person") - {"id"} or (_REF in seen and seen & said("side"))
    return bool(says_who) and len(seen) <= _WHO


def _by_word(one: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in one.items():
        yield without_ending(key(spaced(name))), value


def without_ending(text: str) -> str:
    """A key's words without the one that only says what sort of value it holds: "due at", "goal refs"."""
    head, _, last = text.rpartition(" ")
    return head if head and last in _ENDINGS else text


def _is_all(text: str) -> bool:
    """Whether words stand for all of both sides: "everyone", "Todo el equipo"."""
    return key(text) in said("everybody") or key(text) in words.keys_of("owners", "both")
