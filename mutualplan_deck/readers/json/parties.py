"""Who the two sides are, where no key says it: objects alike that say so in a word, or to whom people belong.

A tool may call its organisations and their names as it likes: {"parties": [{"code": "CLIENT", "legal": …}]}.
What they are is told by their values: a word for a side, the name of a firm, and by who refers to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mutualplan_deck.readers import meaning, words
from mutualplan_deck.readers.json.lists import (
    FIRM,
    MAX_DEPTH,
    Column,
    child,
    entries,
    id_of,
    said,
    sections_in,
)
from mutualplan_deck.readers.json.visibility import is_ours_alone, reason_of, rooms
from mutualplan_deck.readers.words import Names, key, spaced
from mutualplan_deck.regex import regex

_FEW, _MANY = 2, 6  # organisations of a plan
_NAME = 80  # letters of a firm's name
_SIDE = 24  # letters of a word for a side
_PEOPLE = 3  # in a list of people
_MOST = 0.6
_SIDES = ("customer", "vendor")
_NAMES_IN = regex(r"[A-ZÀ-Þ][\w&’'-]*(?: [A-ZÀ-Þ][\w&’'-]*)*")


class Guess(Struct, frozen=True):
    """What no word says: that `name` at `place` is a side, and why it is likely."""

    side: str
    name: str
    place: str
    why: str


class Told(Struct, frozen=True):
    """A file in which the organisations are called as everybody calls them, and what of that is a guess."""

    data: dict[str, Any]
    guesses: tuple[Guess, ...] = ()


class _Group(Struct, frozen=True):
    """Objects alike, by their places, with the keys in their parent ("" for positions in a list), and the
    keys that lead to their names."""

    members: Mapping[str, Mapping[str, Any]]
    keys: Mapping[str, str]
    path: tuple[str, ...]

    def names(self) -> dict[str, str]:
        return {place: str(_at(item, self.path)) for place, item in self.members.items()}


def _at(item: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        item = item.get(name) if isinstance(item, dict) else None
    return item


def with_parties(data: dict[str, Any], vendor: str = "") -> Told | None:
    """The file with the sides under keys that say so; None if it has no objects that may be the sides.

    `vendor` is the vendor's name where a key has told it.
    """
    groups = list(_groups(data, "#", 0))
    if not groups:
        return None
    people = [one for listed in _people(data, 0) for one in listed]
    for group in groups:
        if sides := _by_words(group) or _by_elimination(group, vendor):
            return Told(_rewritten(data, group, sides, people))
    for group in groups:
        held = _people_of(group, people)
        if sum(bool(n) for n in held.values()) >= _FEW:
            sides, why = _by_people(group, held, owners_of_goals(data), people)
            if sides:
                names = group.names()
                guesses = tuple(Guess(s, names[p], p, why) for p, s in sides.items() if s in _SIDES)
                return Told(_rewritten(data, group, sides, people), guesses)
    return None


def by_addresses(
    people: Sequence[Mapping[str, Any]], goals: frozenset[str], title: str
) -> tuple[Guess, dict[str, str]] | None:
    """The customer by the people's addresses, where no firm is listed: whose people answer for the issues.

    `goals` are the texts of the issues. With the side of each domain; None where nothing tells them apart.
    """
    counted = Counter(domain for one in people if (domain := _domain(str(one.get("email") or ""))))
    answering = Counter(
        _domain(str(one.get("email") or ""))
        for one in people
        if not goals.isdisjoint(str(one.get(name) or "") for name in ("id", "name"))
    )
    answering.pop("", None)
    told = answering or counted
    if len(counted) < _FEW or not told:
        return None
    (first, most), *others = told.most_common()
    if others and others[0][1] == most:
        return None
    name = next((w for w in _NAMES_IN.findall(title) if key(w).replace(" ", "") in first), first.title())
    sides = {domain: "customer" if domain == first else "vendor" for domain in counted}
    return Guess("customer", name, "", "by the addresses of its people"), sides


def _domain(address: str) -> str:
    """What stands between the sign and the first stop: "acme" of ann@acme.example."""
    return address.partition("@")[2].partition(".")[0].casefold()


def domain_of(person: Mapping[str, Any]) -> str:
    """The domain of a person's address; or ""."""
    return _domain(str(person.get("email") or ""))


def _groups(value: Any, place: str, depth: int) -> Iterator[_Group]:
    """Every few objects beside each other that have a text which may be a firm's name."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return
    named = isinstance(value, dict)
    inside = list(value.items() if isinstance(value, dict) else entries(value))
    objects = {child(place, k): v for k, v in inside if isinstance(v, dict) and not _is_aside(v)}
    keys = {child(place, k): str(k) if named else "" for k, v in inside if isinstance(v, dict)}
    for path in _paths(objects.values()):
        members = {p: v for p, v in objects.items() if isinstance(_at(v, path), str)}
        few = _FEW <= len(members) <= _MANY and (named or len(members) == len(objects))
        if few and _are_names(members.values(), path):
            yield _Group(members, keys, path)
    for name, member in inside:
        word = key(spaced(str(name)))
        if not (named and (words.is_internal(word) or is_ours_alone(word))):
            yield from _groups(member, child(place, name), depth + 1)


def _paths(items: Iterable[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """The keys, and those in an object under a key, that hold texts in objects; firms' names first."""
    found: dict[tuple[str, ...], list[str]] = {}
    for item in items:
        for name, value in item.items():
            for path, text in (
                ((name,), value),
                *(((name, k), v) for k, v in (value.items() if isinstance(value, dict) else ())),
            ):
                if isinstance(text, str) and text:
                    found.setdefault(path, []).append(text)
    return sorted(
        (p for p in found if len(found[p]) >= _FEW), key=lambda p: _rank(p[-1], found[p]), reverse=True
    )


def _is_aside(item: dict[str, Any]) -> bool:
    return reason_of(item, "", whole=True) is not None


def _are_names(items: Iterable[Mapping[str, Any]], path: tuple[str, ...]) -> bool:
    """Whether the texts at a path may all be firms' names, and are of different ones."""
    texts = [str(_at(item, path)) for item in items]
    return len(set(texts)) == len(texts) and all(map(_may_be_name, texts))


def _rank(name: str, values: Sequence[str]) -> tuple[int, int]:
    """How much speaks for a key being that of firms' names, and how long these are."""
    word = key(spaced(name))
    known = word in said("firms") or word.split(" ")[-1] in said("titles") | said("names")
    firms = sum(map(words.is_firm, values))
    return known + 2 * bool(firms), sum(map(len, values))


def _may_be_name(text: str) -> bool:
    """Whether a text may be what a firm is called, and no address, code, colour or word for a side."""
    plain = text.strip()
    if not any(map(str.isupper, plain)) or len(plain) > _NAME or _side_said(plain):
        return False
    written = " " in plain or not any(c in plain for c in ".@/#_:")
    return written and not meaning.is_day(plain) and not meaning.is_mark(plain) and not meaning.is_job(plain)


def _side_said(value: Any) -> str:
    """The side that a text is a word for; or ""."""
    if not isinstance(value, str) or len(value) > _SIDE:
        return ""
    text = spaced(value)
    return rooms().side(text) or Names().side(text) or ""


def _plainly(value: Any) -> str:
    return Names().side(spaced(value)) or "" if isinstance(value, str) and len(value) <= _SIDE else ""


def _by_words(group: _Group) -> dict[str, str]:
    """The sides of the members, by their own keys or by one key that says it of each; {} if nothing does."""
    shared = sorted({k for item in group.members.values() for k in item} - {*group.path})
    said_so: list[Mapping[str, Any]] = [{place: group.keys[place] for place in group.members}]
    said_so += [{p: item.get(k) for p, item in group.members.items()} for k in shared]
    # a customer may be the host of a room: what says plainly who is who is asked first
    for table in ({p: test(v) for p, v in one.items()} for test in (_plainly, _side_said) for one in said_so):
        sides = Counter(table.values())
        if sides["customer"] == 1 and (sides["vendor"] == 1 or len(table) == _FEW):
            return {p: s or "vendor" for p, s in table.items()} if not sides["vendor"] else _known(table)
        if sides["vendor"] == 1 and not sides["customer"] and sides[""] == 1:
            return {p: s or "customer" for p, s in table.items()}
    return {}


def _known(table: Mapping[str, str]) -> dict[str, str]:
    return {p: s for p, s in table.items() if s}


def _by_elimination(group: _Group, vendor: str) -> dict[str, str]:
    """Of two firms, one of which is known to be the vendor, the other is the customer."""
    ours = [p for p, name in group.names().items() if vendor and key(name) == key(vendor)]
    if len(group.members) != _FEW or len(ours) != 1:
        return {}
    return {p: "vendor" if p in ours else "customer" for p in group.members}


def _people(value: Any, depth: int) -> Iterator[list[dict[str, Any]]]:
    """The lists whose objects have an e-mail address or a job."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return
    if isinstance(value, list):
        listed = [one for one in value if isinstance(one, dict)]
        if len(listed) >= _PEOPLE and sum(map(_is_person, listed)) >= _MOST * len(listed):
            yield listed
            return
    for member in value.values() if isinstance(value, dict) else value:
        yield from _people(member, depth + 1)


def _is_person(item: Mapping[str, Any]) -> bool:
    texts = [v for v in item.values() if isinstance(v, str)]
    return any(map(meaning.is_address, texts)) or any(map(meaning.is_job, texts))


def _people_of(group: _Group, people: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many people each member has, in it or by what they say."""
    own = {place: _called(item) for place, item in group.members.items()}
    held = {place: sum(len(listed) for listed in _people(item, 0)) for place, item in group.members.items()}
    if any(held.values()):
        return held
    return {place: sum(bool(texts & _called(one)) for one in people) for place, texts in own.items()}


def _called(item: Mapping[str, Any]) -> frozenset[str]:
    """The short texts of an object, one of which may be what others call it by, or what it calls others."""
    inner = (v for one in item.values() if isinstance(one, dict) for v in one.values())
    return frozenset(v for v in (*item.values(), *inner) if isinstance(v, str) and 0 < len(v) <= _NAME)


def owners_of_goals(data: dict[str, Any]) -> frozenset[str]:
    """The texts of the objects that are issues: one may be the id of who answers for it."""
    goals = [place for place, section in sections_in(data).items() if section == "issues"]
    found: set[str] = set()
    for place in goals:
        found |= {text for item in _items_at(data, place) for text in _called(item)}
    return frozenset(found)


def _items_at(data: Any, pattern: str) -> Iterator[Mapping[str, Any]]:
    """The objects of the list at a place, or at all places of a pattern with `*` for a position."""
    places: list[tuple[str, Any]] = [("#", data)]
    for part in pattern.partition("#")[0:1] + tuple(pattern.split("#")[1].split("/")[1:]):
        if part:
            places = [(child(p, k), v) for p, one in places for k, v in _inside(one) if part in ("*", str(k))]
    yield from (v for _, listed in places if isinstance(listed, list) for v in listed if isinstance(v, dict))


def _inside(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict | list):
        yield from value.items() if isinstance(value, dict) else entries(value)


def _by_people(
    group: _Group, held: Mapping[str, int], goals: frozenset[str], people: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, str], str]:
    """The sides by who answers for the issues, else by who is the more; and why. ({}, ""): nothing tells."""
    own = {place: _called(item) for place, item in group.members.items()}
    owners = [one for one in people if {id_of(one), *_names_of(one)} & goals]
    answering = Counter(place for one in owners for place, texts in own.items() if texts & _called(one))
    for place, item in group.members.items():  # people listed in their firm
        answering[place] += sum(
            bool({id_of(one), *_names_of(one)} & goals) for listed in _people(item, 0) for one in listed
        )
    counted, why = (
        (answering, "whose people answer for the issues")
        if +answering
        else (Counter(held), "to whom most of the people belong")
    )
    first, *others = counted.most_common()
    if others and others[0][1] == first[1]:
        return {}, ""
    rest = sorted((p for p in group.members if p != first[0] and held.get(p)), key=lambda p: -held[p])
    return {
        first[0]: "customer",
        **dict.fromkeys(rest[1:], "partner"),
        **dict.fromkeys(rest[:1], "vendor"),
    }, why


def _names_of(person: Mapping[str, Any]) -> Iterator[str]:
    yield from (v for v in person.values() if isinstance(v, str) and meaning.is_name(v))


def _rewritten(
    data: dict[str, Any], group: _Group, sides: Mapping[str, str], people: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """The file with the members' names, sides and ids under keys that say so; everything keeps its place."""
    spoken = Counter(text for one in people for text in _called(one))
    return dict(_written(data, "#", 0, group, sides, spoken))


def _written(
    value: Any, place: str, depth: int, group: _Group, sides: Mapping[str, str], spoken: Counter[str]
) -> Any:
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return value
    if place in group.members and isinstance(value, dict):
        named = bool(group.keys.get(place))  # its key says whose it is
        return _member(value, group.path, "" if named else sides.get(place, ""), spoken)
    if isinstance(value, list):
        made = type(value)(
            _written(v, child(place, k), depth + 1, group, sides, spoken) for k, v in entries(value)
        )
        for name in ("names", "kind"):
            if hasattr(value, name):
                setattr(made, name, getattr(value, name))
        return made
    return {
        _renamed(name, child(place, name), group, sides): _written(
            v, child(place, name), depth + 1, group, sides, spoken
        )
        for name, v in value.items()
    }


def _renamed(name: str, place: str, group: _Group, sides: Mapping[str, str]) -> str:
    """The key of a member: where the members stand under keys, a word for its side."""
    named = group.keys.get(place) and place in sides and place in group.members
    return Column(sides[place], child("", name)) if named else name


def _member(item: dict[str, Any], path: tuple[str, ...], side: str, spoken: Counter[str]) -> dict[str, Any]:
    found: dict[str, Any] = {Column("side", ""): side} if side else {}
    at = "".join(child("", name) for name in path)
    found[Column(FIRM, at)] = _at(item, path)
    own = id_of(item)
    called = {k: v for k, v in item.items() if isinstance(v, str) and (k,) != path and spoken[v]}
    for k, v in item.items():
        if k == path[0]:
            inner = {n: one for n, one in v.items() if n != path[-1]} if len(path) > 1 else {}
            found |= {Column(n, child(child("", k), n)): one for n, one in inner.items()}
        elif k in called and not (own and spoken[own]) and v == next(iter(called.values())):
            found[Column("id", child("", k))] = v
        elif not (side and _side_said(v)):
            found[k] = v
    return found
