"""A plan out of another tool's JSON: facts and sections found by what their keys say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party, Status
from mutualplan_deck.readers import dates
from mutualplan_deck.readers.deciders import find_deciders
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.facts import MEETING
from mutualplan_deck.readers.finish import finish, tie_to_the_issue
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import label_near, label_of
from mutualplan_deck.readers.json.boards import Board, boards_in, grid_of
from mutualplan_deck.readers.json.codes import in_words
from mutualplan_deck.readers.json.graph import as_lists
from mutualplan_deck.readers.json.grouped import by_reference
from mutualplan_deck.readers.json.items import Items
from mutualplan_deck.readers.json.lanes import in_lanes
from mutualplan_deck.readers.json.links import owners_elsewhere, tie_case, tie_steps, tie_those_before
from mutualplan_deck.readers.json.lists import (
    MAX_DEPTH,
    child,
    id_of,
    ids_of,
    is_id,
    own_ids,
    said,
    states_in,
    title_of,
    titles_by_id,
)
from mutualplan_deck.readers.json.named import by_sides
from mutualplan_deck.readers.json.no_items import leave_out
from mutualplan_deck.readers.json.nodes import Fact, Found, LeftOut, Organisation
from mutualplan_deck.readers.json.own_fields import with_own_fields
from mutualplan_deck.readers.json.parties import Guess, by_addresses, domain_of, owners_of_goals, with_parties
from mutualplan_deck.readers.json.people import Who
from mutualplan_deck.readers.json.refs import Other, has_refs, one_plan, resolved, with_ids_as_texts
from mutualplan_deck.readers.json.rich_text import as_texts
from mutualplan_deck.readers.json.shapes import made_plain
from mutualplan_deck.readers.json.short_keys import in_full
from mutualplan_deck.readers.json.sorts import parted
from mutualplan_deck.readers.json.states import coded, explained, not_begun
from mutualplan_deck.readers.json.text import moment, plain, zone_of
from mutualplan_deck.readers.json.totals import tell_totals
from mutualplan_deck.readers.json.trackers import pairs_in, without_pairs
from mutualplan_deck.readers.json.tree import parties_of, walk
from mutualplan_deck.readers.json.visibility import reason_of, rooms
from mutualplan_deck.readers.mapping import read_mapping
from mutualplan_deck.readers.numbers import decimal_of
from mutualplan_deck.readers.plan_facts import NAMES, put
from mutualplan_deck.readers.reading import Reading
from mutualplan_deck.readers.sentences import tell_figures
from mutualplan_deck.readers.settle import settle_signature
from mutualplan_deck.readers.speech import tell_language
from mutualplan_deck.readers.titles import parties
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import Habits, shown
from mutualplan_deck.readers.words import Names, key, spaced
from mutualplan_deck.regex import regex

_GUIDE = 'Write it as {"customer": {"name": "…"}}.'
_ZONES = (
    "time zone",
    "timezone",
    "fuseau horaire",
    "fuseau",
    "zeitzone",
    "zona horaria",
    "fuso horario",
    "fuso",
)  # ends of keys
_ZONE = regex(r"(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Z][\w/-]+")
_LEAST = 2  # members of a plan
_FIGURE = 24  # letters of a text that is a figure
_ORDER = ("people", "issues", "problems", "capabilities", "outcomes", "risks", "meetings", "steps")


def read_foreign(data: dict[str, Any], path: Path, today: dt.date) -> Reading | None:
    """The plan in an object of another tool; None if nothing in it is a plan's.

    NotAPlanError: there is a plan, and no customer is named.
    """
    data = with_own_fields(as_texts(with_ids_as_texts(in_full(data))))
    if reading := _of_boards(data, path, today):
        return reading
    data, others = one_plan(resolved(data) if has_refs(data) else data)
    data = parted(as_lists(in_words(made_plain(data))))
    facts = [n for n in walk(data) if isinstance(n, Fact)]
    parties = parties_of(data)
    labels = _labels(facts, parties)
    guesses: tuple[Guess, ...] = ()
    if "customer.name" not in labels.values() and (told := with_parties(data, _vendor_in(facts, labels))):
        data, guesses = told.data, told.guesses
        facts = [n for n in walk(data) if isinstance(n, Fact)]
        labels = _labels(facts, parties)
    data = by_sides(data, Names(_called(facts, labels, "customer"), _called(facts, labels, "vendor")))
    nodes = list(walk(data))
    facts = [n for n in nodes if isinstance(n, Fact)]
    labels = _labels(facts, parties)
    items, put_away = in_lanes(data, [n for n in nodes if isinstance(n, Found)])
    if not items and "customer.name" not in labels.values():
        return None
    items, ungrouped = by_reference(data, items)
    put_away += ungrouped
    mapped, refused = read_mapping(path.parent)
    draft = Draft(path, _GUIDE, mapped=mapped, aliases=dict(mapped.owners), findings=list(refused))
    ends_so = next((f.value for f in facts if f.path[-1].endswith(_ZONES)), None)
    zone = zone_of(_value_of(facts, labels, "time_zone") or ends_so) or next(_zones_named(facts), None)
    zone = zone or zone_of(next(_zones(data), None))
    statuses = {**explained(facts), **coded(data), **draft.mapped.status}
    locale = str(_value_of(facts, labels, "locale") or "")
    habits = Habits.of(locale)
    decimal = habits.decimal or decimal_of([*_short_texts(data, 0)])
    waiting = not_begun(items, statuses)
    if waiting:
        _tell_waiting(draft, *waiting)
        statuses |= {waiting[0]: Status.NOT_STARTED.value}
    draft.habits = replace(habits, decimal=decimal, statuses=statuses, near=today)
    _read_facts(draft, facts, labels, zone)
    _name_sides(draft, data)
    for guess in guesses:
        _tell_guess(draft, guess)
    if others:
        items = _of_members(draft, facts, items)
    listed = [*_organisations_of(facts), *(n for n in nodes if isinstance(n, Organisation))]
    aside = (n.value for n in nodes if isinstance(n, LeftOut))
    gone = ids_of(data, (value for value in aside if isinstance(value, dict)))
    _read_items(draft, data, items, listed, zone, parties, titles_by_id(data), gone, states_in(data))
    tie_steps(draft, data)
    tie_those_before(draft, data)
    tie_case(draft, data)
    tell_totals(draft, [f for f in facts if f.place not in labels], items)
    for node in (*nodes, *put_away):
        if isinstance(node, LeftOut):
            leave_out(draft, node)
    for other in others:
        _leave_other(draft, other)
    tell_language(draft, "", draft.source.name)
    tell_figures(draft)
    settle_signature(draft)
    find_deciders(draft)
    tie_to_the_issue(draft)
    return finish(draft)


def _organisations_of(facts: Sequence[Fact]) -> Iterator[Organisation]:
    """The ids of both sides, where the plan says which they are: {"customer": {"id": 1}, "vendor_id": 7}."""
    for fact in facts:
        *over, last = fact.path[-2:]
        whose, _, what = last.rpartition(" ")
        named = whose or (over[0] if over else "")
        side = (rooms().side(named) or Names().side(named)) if named and is_id(what) else None
        if side and isinstance(fact.value, str | int):
            yield Organisation(side, str(fact.value))


def _tell_waiting(draft: Draft, state: str, place: str) -> None:
    message = f"{state} may be not begun, or waiting for somebody; read as not started, as no other state is"
    draft.tell("RD102", Level.WARNING, message, "See that it is", place=place)


def _name_sides(draft: Draft, data: dict[str, Any]) -> None:
    """Where nothing names the customer, the title of a room may: "Acme + Bolt: joint plan"; it is told."""
    if draft.data.get("customer", {}).get("name"):
        return
    vendor = str(draft.data.get("vendor", {}).get("name") or "")
    for title, place in _titles_over(data, {}):
        found = [name for name in parties(title) if key(name) != key(vendor)]
        sides = ("customer",) if vendor else ("customer", "vendor")
        for side, name in zip(sides, found, strict=False):
            draft.propose_side(side, name, place, f"named in “{shown(title)}”")
        if found:
            return


def _called(facts: list[Fact], labels: dict[str, str], side: str) -> tuple[str, ...]:
    """What a side is called, as a key; none where nothing says it."""
    name = key(str(_value_of(facts, labels, f"{side}.name") or ""))
    return (name,) if name else ()


def _vendor_in(facts: list[Fact], labels: Mapping[str, str]) -> str:
    return str(_value_of(facts, dict(labels), "vendor.name") or "")


def _tell_guess(draft: Draft, guess: Guess) -> None:
    """Tell who is taken for a side by who belongs to it."""
    message = f"no key says who the {guess.side} is; {guess.name}, {guess.why}, is taken for the customer"
    if guess.side != "customer":
        message = f"no key says who the {guess.side} is; {guess.name} is taken for it"
    draft.tell("RD121", Level.WARNING, message, _GUIDE, place=guess.place)


def _name_by_addresses(draft: Draft, data: dict[str, Any]) -> None:
    """Where nothing names the customer, the addresses of the people may; it is told."""
    people = draft.data.get("people", [])
    if draft.data.get("customer", {}).get("name"):
        return
    title = next((title for title, _ in _titles_over(data, {})), "")
    if not (found := by_addresses(people, owners_of_goals(data), title)):
        return
    guess, sides = found
    place = draft.places.of("/people/0")
    draft.propose_side("customer", guess.name, place, guess.why)
    for person in people:
        if side := sides.get(domain_of(person)):
            person["party"] = Party(side)


def _short_texts(value: Any, depth: int) -> Iterator[str]:
    """The texts of a file that may be figures, all together the witnesses of its decimal mark."""
    if isinstance(value, str) and len(value) <= _FIGURE:
        yield value
    elif isinstance(value, dict | list) and depth <= MAX_DEPTH:
        for member in value.values() if isinstance(value, dict) else value:
            yield from _short_texts(member, depth + 1)


def _zones_named(facts: list[Fact]) -> Iterator[dt.tzinfo]:
    """Time zones that are told by what they are called, whatever their key: {"clock": "Europe/London"}."""
    named = (f.value for f in facts if isinstance(f.value, str) and _ZONE.fullmatch(f.value))
    yield from filter(None, map(zone_of, named))


def _of_members(draft: Draft, facts: list[Fact], items: list[Found]) -> list[Found]:
    """The items without the people whom a file lists for its other plans; the plan's own has their ids."""
    people = {id_of(f.item): f for f in items if f.section == "people"}
    lists = (f.value for f in facts if isinstance(f.value, list) and f.path[-1] in said("users"))
    members = {str(one) for listed in lists for one in listed if isinstance(one, str)}
    strangers = [found for own, found in people.items() if own not in members]
    if len(members & people.keys()) < _LEAST or not strangers:
        return items
    for found in strangers:
        leave_out(draft, LeftOut(found.place, found.place, found.item, "of another plan of the file"))
    return [f for f in items if f not in strangers]


def _leave_other(draft: Draft, other: Other) -> None:
    """Another plan of the file is kept as internal, and told."""
    draft.keep_internal(other.place, other.value)
    draft.leave_out(Why.OTHER_DEAL, other.title, other.place)
    message = f"the file holds another plan, “{shown(other.title)}”; it is not read"
    advice = "Export only the one the plan is about, if it is not this one"
    draft.tell("RD122", Level.WARNING, message, advice, place=other.place, internal=True)


def _of_boards(data: dict[str, Any], path: Path, today: dt.date) -> Reading | None:
    """What boards hold, if the rest of the file has no part of a plan."""
    boards, rest = boards_in(data, zone_of(next(_zones(data), None)))
    pairs, rest = (list(pairs_in(rest, "#")), without_pairs(rest)) if boards else ([], rest)
    if not boards or _has_plan(rest, parties_of(data)):
        return None
    from mutualplan_deck.readers.workbook import new_draft, read_grids

    draft = new_draft(path)
    titles = [(title, at) for title, at in _titles_over(data, rest) if parties(title)]
    grids = [_grid_of_pairs(titles[:1], pairs)] if pairs or titles else []
    grids += [grid_of(board) for board in boards]
    for aside in _put_away(rest, "#", 0):
        leave_out(draft, aside)
    for name, value in rest.items():
        where = child("#", name)
        if isinstance(value, dict) and key(name) in said("tenants") and (whose := title_of(value)):
            # whose tool it is that the boards stand in
            places = {(1, 1): where, (1, 2): child(where, "name")}
            grids.append(Grid(name, hidden=False, rows={1: {1: "Vendor", 2: whose}}, places=places))
        elif value != data[name] or value:
            draft.keep_internal(where, value)
    for board in boards:
        _keep_asides(draft, board)
    return read_grids(draft, grids, today)


def _put_away(value: Any, place: str, depth: int) -> Iterator[LeftOut]:
    """What says of itself that it is not for both sides, and is no board that is read."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return
    aside = reason_of(value, place, whole=not depth) if isinstance(value, dict) else None
    if aside:
        yield aside
        return
    for name, one in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _put_away(one, child(place, name), depth + 1)


def _zones(data: Mapping[str, Any], depth: int = 0) -> Iterator[Any]:
    """The time zones that a file names outside its lists, then those of workspaces: people have theirs."""
    for name, value in data.items() if depth <= MAX_DEPTH else ():
        if isinstance(value, dict):
            yield from _zones(value, depth + 1)
        elif isinstance(value, list) and key(spaced(name)) in said("workspaces"):
            yield from (zone for one in value if isinstance(one, dict) for zone in _zones(one, depth + 1))
        elif key(spaced(name)).endswith(_ZONES):
            yield value


def _titles_over(data: Any, rest: Any, place: str = "#", depth: int = 0) -> Iterator[tuple[str, str]]:
    """(title, place) of the objects in which boards stand: `rest` is the file without them."""
    if depth > MAX_DEPTH or data == rest:
        return
    if isinstance(data, dict):
        if title := title_of(data):
            yield title, child(place, next(k for k, v in data.items() if v == title))
        for name, value in data.items():
            yield from _titles_over(value, rest.get(name), child(place, name), depth + 1) if rest else ()
    elif isinstance(data, list) and isinstance(rest, list) and len(data) == len(rest):
        for index, (one, other) in enumerate(zip(data, rest, strict=True)):
            yield from _titles_over(one, other, child(place, index), depth + 1)


def _grid_of_pairs(
    titles: list[tuple[str, str]], pairs: list[tuple[tuple[str, str], tuple[Any, str]]]
) -> Grid:
    """A title, and labels with their values as a sheet of two columns."""
    rows: dict[int, Row] = {n: {1: title} for n, (title, _) in enumerate(titles, 1)}
    places = {(n, 1): at for n, (_, at) in enumerate(titles, 1)}
    for number, ((label, at), (value, beside)) in enumerate(pairs, len(titles) + 2):
        rows[number] = {1: label, 2: value}
        places |= {(number, 1): at, (number, 2): beside}
    return Grid("plan", hidden=False, rows=rows, places=places)


def _has_plan(data: dict[str, Any], parties: Names) -> bool:
    """Whether something in a file is an item of a plan, or names the customer."""
    nodes = list(walk(made_plain(data)))
    facts = (n for n in nodes if isinstance(n, Fact) and n.path[0] not in said("tenants"))
    # a tool lists its users, and of a board that was taken out an empty object is left
    items = (n for n in nodes if isinstance(n, Found) and n.section != "people" and n.item)
    return any(items) or "customer.name" in (_label(n, parties) for n in facts)


def _keep_asides(draft: Draft, board: Board) -> None:
    """What a board holds besides its cells is nobody's but ours."""
    for node in board.gone:
        leave_out(draft, node)
    if board.hidden:
        message = f"“{board.name}” is not for everybody: nothing of it is shown to the customer"
        draft.tell("RD104", Level.HINT, message, place=board.place, internal=True)
    for place, written, day in board.moved:
        message = f"{written} is {day} in the plan's time zone; read as {day}"
        draft.tell("RD115", Level.HINT, message, place=place)
    asides = {place: value for place, value in board.asides.items() if value not in (None, "", [], {}, False)}
    for place, value in asides.items():
        draft.keep_internal(place, value)
    if asides:
        what = ", ".join(sorted({place.rpartition("/")[2] for place in asides}))
        first = next(iter(asides))
        draft.leave_out(Why.UNKNOWN, f"{what} of “{board.name}”", first)
        message = f"“{board.name}” holds more than its columns, kept as internal: {what}"
        draft.tell("RD103", Level.HINT, message, place=first, internal=True)


def _labels(facts: Sequence[Fact], parties: Names) -> dict[str, str]:
    """What the facts are, by their places; a list is nobody's name."""
    told = {f.place: (label, f.value) for f in facts if (label := _label(f, parties))}
    return {p: label for p, (label, value) in told.items() if label not in NAMES or isinstance(value, str)}


def _label(fact: Fact, parties: Names) -> str:
    """The path in the plan that a fact's keys name, longest reading first.

    `parties` are what the file calls the two sides.
    """
    if named := _of_side(fact, parties):
        return named
    for start in range(max(0, len(fact.path) - 3), len(fact.path)):
        text = " ".join(fact.path[start:])
        for candidate in (text, *_shorter(text)):
            if label := label_of(candidate, parties):
                return "" if label == MEETING else label
    return _of_day(fact)


def _of_side(fact: Fact, parties: Names) -> str:
    """The name of a side under a key that is it: {"buying": {"full_name": …, "short_name": …}}."""
    if not fact.path:
        return ""
    *above, last = fact.path
    while above and above[-1] in said("firms"):  # {"buyer": {"organization": {"name": …}}}
        above.pop()
    side = parties.side(above[-1]) if above and isinstance(fact.value, str) else None
    if side not in ("customer", "vendor"):
        return ""
    named = last in said("names") or last in said("firms")
    return f"{side}.name" if named else f"{side}.short" if last in said("short") else ""


def _of_day(fact: Fact) -> str:
    """What a day is by the words of its key: "success_shown_by"."""
    is_day = isinstance(fact.value, str) and dates.day(fact.value) is not None
    label = label_near(fact.path[-1], fact.value, Names()) if is_day else ""
    return "" if label == MEETING else label


def _shorter(text: str) -> Iterator[str]:
    head, _, last = text.rpartition(" ")
    if last in ("at", "on", "date"):
        yield head


def _value_of(facts: list[Fact], labels: dict[str, str], label: str) -> Any:
    return next((f.value for f in facts if labels.get(f.place) == label), None)


def _read_facts(draft: Draft, facts: list[Fact], labels: dict[str, str], zone: dt.tzinfo | None) -> None:
    unknown: list[str] = []
    for fact in sorted(facts, key=lambda f: labels.get(f.place) in NAMES and f.path[-1] not in said("names")):
        label = labels.get(fact.place)
        if label and fact.value not in (None, ""):
            time = moment(fact.value, zone)
            if time and time.moved:
                message = f"{fact.value} is {time.day} in the plan's time zone; read as {time.day}"
                draft.tell("RD115", Level.HINT, message, place=fact.place)
            put(draft, label, time.day if time else plain(fact.value), fact.place, " ".join(fact.path))
        elif not label and fact.value not in (None, "", [], False):
            draft.keep_internal(fact.place, fact.value)
            draft.leave_out(Why.UNKNOWN, fact.place.rpartition("/")[2], fact.place)
            unknown.append(fact.place)
    if unknown:
        listed = ", ".join(p.rpartition("/")[2] for p in unknown[:8]) + (", …" if len(unknown) > 8 else "")
        message = f"{len(unknown)} values that are not part of a plan are kept as internal: {listed}"
        draft.tell("RD103", Level.HINT, message, place=unknown[0], internal=True)


def _read_items(
    draft: Draft,
    data: dict[str, Any],
    found: list[Found],
    listed: list[Organisation],
    zone: dt.tzinfo | None,
    parties: Names,
    titles: Mapping[str, str],
    gone: frozenset[str],
    states: frozenset[str],
) -> None:
    customer, vendor = (tuple(_key_of(draft, side)) for side in ("customer", "vendor"))
    both = (*customer, *parties.customer), (*vendor, *parties.vendor)
    names = Names(*both, draft.mapped.columns)
    who = Who(draft, names, {o.id: o.side for o in listed if o.id})
    ids = {s: frozenset(i for f in found if f.section == s for i in own_ids(f.item)) for s in _ORDER}
    reader = Items(draft, names, who, zone, ids, titles, gone, states)
    people = [f for f in found if f.section == "people"]
    reader.guess(people)
    for item in people:
        reader.read(item)
    if any(f.section == "steps" for f in found):
        _name_by_addresses(draft, data)
    found = [f for f in found if f.section != "people"]
    reader.guess(found)  # owners are told by the people's ids
    for item in sorted(found, key=lambda f: _ORDER.index(f.section)):
        reader.read(item)
    _take_owners(draft, data, who)
    reader.tell_unknown()


def _take_owners(draft: Draft, data: dict[str, Any], who: Who) -> None:
    """Owners of steps, where none of these says who, and a list apart from them does."""
    steps = draft.data.get("steps", [])
    if any(step.get("owner_customer") or step.get("owner_vendor") for step in steps):
        return
    by_id = {str(step["id"]): (n, step) for n, step in enumerate(steps) if step.get("id")}
    told = owners_elsewhere(data, frozenset(by_id), frozenset((*who.persons, *who.sides)))
    if 2 * len(told) < len(steps):
        return
    for own, people in told.items():
        number, step = by_id[own]
        for side, names in who.owners(people, f"/steps/{number}/owner", "").items():
            if names:
                step[f"owner_{side}"] = "; ".join(names)


def _key_of(draft: Draft, side: str) -> Iterator[str]:
    name = draft.data.get(side, {}).get("name")
    if name:
        yield key(name)
