"""Walking another tool's JSON: single facts, and lists of objects that are a section of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2s
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.readers import meaning, words
from mutualplan_deck.readers.headings import section_near, section_of
from mutualplan_deck.readers.json.labelled import are_labelled, holds_labelled, is_labelled, labelled
from mutualplan_deck.readers.json.lists import (
    MAX_DEPTH,
    Column,
    Entries,
    by_name,
    child,
    entries,
    has_objects,
    id_of,
    is_id,
    keys_in,
    names_day,
    of_sort,
    pattern_of,
    said,
    sections_in,
    title_of,
    titles_by_id,
)
from mutualplan_deck.readers.json.nodes import Fact, Found, LeftOut, Node, Organisation
from mutualplan_deck.readers.json.visibility import (
    is_for_everybody,
    is_ours_alone,
    reason_of,
    rooms,
    says_gone,
)
from mutualplan_deck.readers.words import Names, key, spaced

_PARTIES = 6  # organisations of a plan
# What may be listed in an item of a section, and the field by which it refers to that, if it has one.
_INSIDE: Mapping[str, Mapping[str, str]] = {
    "issues": {"problems": "issues", "capabilities": "", "outcomes": "issues"},
    "problems": {"capabilities": "problems", "outcomes": "problems"},
}
_SENTENCE = 4  # words
_SIDES = 4  # lists of people
_SHORT = 6  # letters of a code
_RANK = 12  # letters


def walk(data: dict[str, Any]) -> Iterator[Node]:
    """Everything in the file, in its own order; items of a list by their position."""
    walker = _Walker(sections_in(data), _positions(data, 0), titles_by_id(data))
    yield from walker.members(data, (), "#", 0)


def parties_of(data: dict[str, Any]) -> Names:
    """What the keys of a file call the two sides: host and guest, where it speaks of both."""
    said_so = {word for name in keys_in(data) for word in key(spaced(name)).split(" ")}
    both = not said("guests").isdisjoint(said_so) and not said("hosts").isdisjoint(said_so)
    return rooms() if both else Names()


class _Walker(Struct):
    """Goes through a file; `sections` are those of its lists, by the lists' patterns.

    `positions` are those that listed objects say they have, by id: a step's column has one, too; `titles` is
    what they are called.
    """

    sections: Mapping[str, str]
    positions: Mapping[str, float]
    titles: Mapping[str, str]

    def members(
        self, data: dict[str, Any], path: tuple[str, ...], place: str, depth: int, side: str = ""
    ) -> Iterator[Node]:
        """The members of an object; `side` is that of the organisation it is."""
        others = _is_by_sides(data)
        for name, value in data.items():
            word, where = key(spaced(name)), child(place, name)
            ours = words.is_internal(word) or (is_ours_alone(word) and not _are_ours(word, value))
            if ours or depth > MAX_DEPTH:
                yield LeftOut(where, where, value, "internal")
            elif word in said("past") and isinstance(value, dict | list):
                yield LeftOut(where, where, value, "superseded")
            elif says_gone(word) and has_objects(value):
                bin_at = ((child(where, index), one) for index, one in entries(value))
                yield from (LeftOut(at, at, one, "deleted") for at, one in bin_at)
            elif isinstance(value, dict):
                reason = reason_of(value, where, whole=True)
                inside = side or (rooms().side(word) or "")
                yield from (
                    [reason] if reason else self.members(value, (*path, word), where, depth + 1, inside)
                )
            elif isinstance(value, list):
                whose = side or ("partner" if others and not rooms().side(word) else "")
                yield from self.several(value, (*path, word), where, depth + 1, whose)
            else:
                yield Fact((*path, word), where, value)

    def several(
        self, value: list[Any], path: tuple[str, ...], place: str, depth: int, side: str
    ) -> Iterator[Node]:
        """A list: items of a section, groups of them, the organisations, or a mere value."""
        section = self._section(value, place)
        if section == "meetings" and all(map(is_labelled, value)):
            section = ""  # "citasClave" of no more than a label and a day each
        if section:
            side = side or (_named_side(path) if section == "people" else "")
            yield from self._items(section, value, place, "", side)
        elif not _are_both_sides(value) and any(
            self._holds_section(v, child(place, i)) and not _side_of(v) for i, v in entries(value)
        ):
            yield from self._groups(value, path, place, depth)
        elif any(map(_side_of, value)):
            yield from self._organisations(value, path, place, depth)
        elif are_labelled(value):
            yield from labelled(value, path, place)
        elif any(map(holds_labelled, value)):  # a block of a page, with the days that matter
            yield from self._opened(value, path, place, depth)
        elif any(map(_is_aside, value)):
            yield from _partly_aside(value, path, place)
        elif isinstance(value, Entries) and value.kind:  # part of a list: each has a place of its own
            for index, one in entries(value):
                where = child(place, index)
                yield (reason_of(one, where) if isinstance(one, dict) else None) or Fact(path, where, one)
        else:
            yield Fact(path, place, value)

    def _opened(self, listed: list[Any], path: tuple[str, ...], place: str, depth: int) -> Iterator[Node]:
        """What is in the objects of a list, each for itself."""
        for index, item in entries(listed):
            where = child(place, index)
            reason = reason_of(item, where) if isinstance(item, dict) else None
            if reason or not isinstance(item, dict):
                yield reason or Fact(path, where, item)
            else:
                yield from self.members(item, path, where, depth)

    def _section(self, value: Any, place: str) -> str:
        listed = isinstance(value, list) and any(isinstance(v, dict) for v in value)
        place = of_sort(place, value)
        return (self.sections.get(place) or self.sections.get(pattern_of(place), "")) if listed else ""

    def _holds_section(self, item: Any, place: str) -> bool:
        """Whether an object of a list holds a list that is a section, or objects that do: a phase, a page."""
        for name, value in item.items() if isinstance(item, dict) else ():
            where = child(place, name)
            inner = value if isinstance(value, list) else []
            if self._section(value, where) or any(
                self._holds_section(v, child(where, i)) for i, v in entries(inner)
            ):
                return True
            if isinstance(value, dict) and self._holds_section(value, where):
                return True
        return False

    def _groups(
        self, listed: list[Any], path: tuple[str, ...], place: str, depth: int, phase: str = ""
    ) -> Iterator[Node]:
        """Items by group, in the order of the groups; a group's own name is the phase of its steps, or else
        that of the group in which it stands."""
        for index, item in _in_order(listed):
            where = child(place, index)
            if reason := reason_of(item, where):
                yield reason
                continue
            yield from self._group(item, path, where, depth, _phase_of(item) or phase)

    def _group(
        self, item: dict[str, Any], path: tuple[str, ...], place: str, depth: int, phase: str
    ) -> Iterator[Node]:
        """What is in a group, or in an object in it, that holds items: {"kind": "steps", "payload": {…}}."""
        rest = {}
        for name, value in item.items():
            word, where = key(spaced(name)), child(place, name)
            if section := self._section(value, where):
                side = _side_of(item) or (_named_side(path) if section == "people" else "")
                yield from self._items(section, value, where, phase, side if section == "people" else "")
            elif isinstance(value, list) and any(
                self._holds_section(v, child(where, i)) for i, v in entries(value)
            ):
                yield from self._groups(value, (*path, word), where, depth + 1, phase)
            elif isinstance(value, dict) and not _is_kept(word, value) and self._holds_section(value, where):
                yield from self._group(value, (*path, word), where, depth + 1, phase)
            else:
                rest[name] = value
        yield from self.members(rest, path, place, depth)

    def _items(self, section: str, listed: list[Any], place: str, phase: str, side: str) -> Iterator[Node]:
        ordered = [(child(place, index), item) for index, item in _in_order(listed, self.positions)]
        inside = {where: self._same_inside(section, item, where) for where, item in ordered}
        said_who = any(is_for_everybody(item) for item in listed if isinstance(item, dict))
        offered = section == "capabilities" and not said_who  # else "only us" says who may see it
        few = section == "steps" and sum(map(bool, inside.values())) * 2 < len(ordered)
        for where, item in ordered:
            inner = inside[where]
            if reason := reason_of(item, where, offered=offered):
                yield reason
            elif inner and few:  # a task among others, and the parts of it
                own = {k: v for k, v in item.items() if k != inner}
                yield from self._with_parts(Found(section, where, own, phase, side))
                yield from self._items(section, item[inner], child(where, inner), phase, side)
            elif inner:  # the actions of a milestone
                yield from self._items(section, item[inner], child(where, inner), title_of(item), side)
            else:
                yield from self._with_parts(Found(section, where, item, phase, side))

    def _same_inside(self, section: str, item: dict[str, Any], where: str) -> str:
        """The key under which an item lists others of its section; or ""."""
        lists = (k for k, v in item.items() if self._section(v, child(where, k)) == section)
        return next((k for k in lists if not _is_checklist(k, item[k])), "")

    def _with_parts(self, found: Found) -> Iterator[Node]:
        """An item, then those of other sections that are listed in it, tied to it: the causes of a goal."""
        aims = _INSIDE.get(found.section, {})
        told = {k: v for k, v in found.item.items() if found.section == "problems" and _are_needs(k, v)}
        listed = {
            k: s for k, v in found.item.items() if (s := self._section(v, child(found.place, k))) in aims
        }
        alone = {k: v for k, v in found.item.items() if found.section == "problems" and _is_need(k, v)}
        own = {k: v for k, v in found.item.items() if k not in (*listed, *told, *alone)}
        own = {**own, **_measured_by(found, listed)}
        called = id_of(found.item)
        if (told or alone or any(aims[s] for s in listed.values())) and not called:
            called = f"{found.section[0]}-{blake2s(found.place.encode(), digest_size=3).hexdigest()}"
            own = {Column("id", ""): called, **own}
        yield replace(found, item=own)
        for name, texts in told.items():
            for index, text in enumerate(texts):
                where = child(child(found.place, name), index)
                yield Found(
                    "capabilities", where, {Column("problems", ""): [called], Column("text", ""): text}
                )
        for name, need in alone.items():  # {"text": "Carts go to the wrong ward", "need": {"text": …}}
            where = child(found.place, name)
            aside = reason_of(need, where, offered=True)
            yield aside or Found("capabilities", where, {Column("problems", ""): [called], **need})
        for name, section in listed.items():
            tie = {Column(aims[section], ""): [called]} if aims[section] and called else {}
            for node in self._items(section, found.item[name], child(found.place, name), "", found.side):
                if isinstance(node, Found) and node.section == section:
                    node = replace(node, item={**tie, **node.item})
                yield node

    def _organisations(
        self, listed: list[Any], path: tuple[str, ...], place: str, depth: int
    ) -> Iterator[Node]:
        """The names of both sides, and the ids of all; their people, and facts like others."""
        for index, item in entries(listed):
            where, side = child(place, index), _side_of(item)
            if not side and _are_both_sides(listed) and isinstance(item, dict) and _name_key(item):
                side = "partner"  # who is neither, whatever the tool calls them
            if not side:
                yield Fact(path, where, item)
                continue
            name = _name_key(item)
            called = str(item[name])  # a firm's name, or the id of one that is listed elsewhere
            yield Organisation(side, called if called in self.titles else id_of(item))
            yield from (Organisation(side, code) for code in _codes_of(item, listed))
            yield Fact((side, "name"), child(where, name), self.titles.get(called, called))
            rest = {k: v for k, v in item.items() if k != name and key(spaced(k)) not in _side_keys()}
            yield from self.members(rest, (*path, side), where, depth, side)


def _are_ours(word: str, value: Any) -> bool:
    """Whether a list has the vendor's people in it, whom both sides know: {"ourTeam": [{"name": …}]}."""
    if section_of(word) != "people" or not has_objects(value):
        return False
    return all(isinstance(one, dict) and any(map(meaning.is_name, one.values())) for one in value)


def _is_kept(word: str, value: dict[str, Any]) -> bool:
    """Whether an object is called or marked as the vendor's own, or as put away."""
    own = words.is_internal(word) or is_ours_alone(word) or word in said("past") or says_gone(word)
    return own or reason_of(value, "") is not None


def _phase_of(group: dict[str, Any]) -> str:
    """What a group of steps is called; a page whose heading only says that steps are on it is no phase."""
    called = title_of(group)
    return "" if section_near(called) == "steps" else called


def _are_needs(name: str, listed: Any) -> bool:
    """Whether a list in a problem says in sentences what would solve it: {"wouldTake": ["Score every …"]}."""
    if by_name(name) != "capabilities" or not isinstance(listed, list) or not listed:
        return False
    return all(meaning.is_words(text) and len(text.split()) >= _SENTENCE for text in listed)


def _measured_by(found: Found, listed: Mapping[str, str]) -> dict[str, Any]:
    """What an issue is measured by, where only its one gain says so, or the one marked as the main."""
    gains = [(k, n, v) for k, s in listed.items() if s == "outcomes" for n, v in entries(found.item[k])]
    objects = [(k, n, v) for k, n, v in gains if isinstance(v, dict)]
    if found.section != "issues" or not objects or any(isinstance(v, dict) for v in found.item.values()):
        return {}
    main = [
        gain
        for gain in objects
        if any(v is True and key(spaced(k)) in said("main") for k, v in gain[2].items())
    ]
    chosen = main if len(main) == 1 else objects
    if len(chosen) != 1:
        return {}
    name, at, gain = chosen[0]
    figures = {k: v for k, v in gain.items() if not isinstance(v, dict | list | bool) and not is_id(k)}
    return {Column("kpi", child(child("", name), at)): figures}


def _is_need(name: str, value: Any) -> bool:
    """Whether an object in a problem says in a sentence what would solve it: {"need": {"text": …}}."""
    texts = [v for v in value.values() if isinstance(v, str)] if isinstance(value, dict) else []
    said_so = any(meaning.is_words(text) and len(text.split()) >= _SENTENCE for text in texts)
    return said_so and by_name(name) == "capabilities"


def _is_checklist(name: str, listed: Any) -> bool:
    """Whether a list in an item is what is ticked off in it, and no items of their own: none has a day."""
    return key(spaced(name)) in said("checks") and not any(map(names_day, listed))


def _named_side(path: tuple[str, ...]) -> str:
    """The side whose people a list is called by: "customer_team", "cote_client"."""
    return next((side for name in reversed(path[-2:]) if (side := Names().side_in(name))), "")


def _in_order(
    listed: list[Any], positions: Mapping[str, float] | None = None
) -> list[tuple[int | Column, dict[str, Any]]]:
    """The objects of a list by their positions; by that of the column or phase they stand in before."""
    numbered = [(i, v) for i, v in entries(listed) if isinstance(v, dict)]
    return sorted(numbered, key=lambda pair: (_of_column(pair[1], positions or {}), position(pair[1])))


def _of_column(item: dict[str, Any], positions: Mapping[str, float]) -> float:
    named = (v for k, v in item.items() if isinstance(v, str) and is_column(k))
    return next((positions[v] for v in named if v in positions), 0.0)


def is_column(name: str) -> bool:
    """Whether a key says in which column, list or phase an item stands: "column", "stageId"."""
    word = key(spaced(name)).split(" ")
    return word[0] in said("columns") or word[-1] in said("columns")


def _positions(value: Any, depth: int) -> dict[str, float]:
    """The positions that objects with ids say they have."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return {}
    found: dict[str, float] = {}
    if isinstance(value, dict) and (at_hand := position(value)) and (own := id_of(value)):
        found[own] = at_hand
    if isinstance(value, dict):  # {"columnOrder": ["c-size", "c-test"]}
        for name, listed in value.items():
            if key(spaced(name)).split(" ")[-1] in said("order") and isinstance(listed, list):
                found |= {one: float(at) for at, one in enumerate(listed, 1) if isinstance(one, str)}
    for member in value.values() if isinstance(value, dict) else value:
        found |= _positions(member, depth + 1)
    return found


def _is_aside(item: Any) -> bool:
    return isinstance(item, dict) and reason_of(item, "") is not None


def _partly_aside(listed: list[Any], path: tuple[str, ...], place: str) -> Iterator[Node]:
    """A list of which some say of themselves that they are not for both sides: notes, messages."""
    for index, item in entries(listed):
        where = child(place, index)
        reason = reason_of(item, where) if isinstance(item, dict) else None
        yield reason or Fact(path, where, item)


def _side_of(item: Any) -> str:
    """The side that an object with a name of its own says it is: {"kind": "seller", "name": …}; or ""."""
    if not isinstance(item, dict) or not _name_key(item):
        return ""
    told = [(key(spaced(k)), v) for k, v in item.items() if isinstance(v, str)]
    if any(k in said("values") and meaning.is_day(v) for k, v in told):
        return ""  # {"kind": "CUSTOMER_RESULT", "day": …} is an event of theirs
    firm = any(k in said("firms") for k, _ in told)  # {"key": "client", "org": …}
    own = (v for k, v in told if firm and k in said("ids"))
    marks = map(spaced, [*(v for k, v in told if k in _side_keys()), *own])
    return next((side for m in marks if (side := rooms().side(m) or rooms().side(m.split(" ")[0]))), "")


def _codes_of(item: Mapping[str, Any], listed: list[Any]) -> Iterator[str]:
    """Short texts of an organisation that no other listed has, by which others may speak of it: "C", "V"."""
    others = {str(v) for one in listed if isinstance(one, dict) and one is not item for v in one.values()}
    for value in item.values():
        if isinstance(value, str) and 0 < len(value) <= _SHORT and value.isalnum() and value not in others:
            yield value


def _is_by_sides(data: dict[str, Any]) -> bool:
    """Whether an object has lists of both sides, so that another list is of who helps: "colaborador"."""
    lists = [k for k, v in data.items() if has_objects(v)]
    sides = {rooms().side(key(spaced(name))) for name in lists}
    return {"customer", "vendor"} <= sides and len(lists) <= _SIDES


def _are_both_sides(listed: list[Any]) -> bool:
    """Whether two objects of a list say that they are the customer and the vendor."""
    sides = [side for one in listed if (side := _side_of(one))]
    return sides.count("customer") == 1 == sides.count("vendor") and len(listed) <= _PARTIES


def _name_key(item: dict[str, Any]) -> str:
    """The key of what an organisation is called; "" if it is not called anything."""
    named = (k for k, v in item.items() if isinstance(v, str) and v and key(spaced(k)) in said("firms"))
    titled = (k for k, v in item.items() if isinstance(v, str) and v and v == title_of(item))
    return next(named, "") or next(titled, "")


@cache
def _side_keys() -> frozenset[str]:
    return said("side") | said("sort")


def position(item: dict[str, Any]) -> float:
    """The number by which an object says where among others it stands; 0 if it says none."""
    for name, value in item.items():
        if key(spaced(name)) not in said("order") or isinstance(value, bool):
            continue
        if isinstance(value, int | float):
            return float(value)
        if isinstance(value, str) and 0 < len(value) <= _RANK and value.isascii() and " " not in value:
            return _rank(value)
    return 0.0


def _rank(text: str) -> float:
    """A number for a rank that is written as a text, in the order of the texts: "a0", "a0V", "a1"."""
    if text.replace(".", "", 1).isdigit():
        return float(text)
    return sum(ord(sign) / 128.0 ** (place + 1) for place, sign in enumerate(text))
