"""The columns of a board in another tool's JSON that hold no cards, but list their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from mutualplan_deck.readers.json.lists import Item, lists_in, own_ids, said, title_of
from mutualplan_deck.readers.json.nodes import Found, LeftOut
from mutualplan_deck.readers.json.visibility import reason_of
from mutualplan_deck.readers.words import key, spaced

_LANES = 2
_MOST = 0.6  # of the steps that stand in one of the lanes
_HALF = 0.5


def in_lanes(data: Item, items: Sequence[Found]) -> tuple[list[Found], list[LeftOut]]:
    """The items, the steps among them in the order of their lanes, whose titles are their phases.

    And those that stand in a lane that is put away. `data` is the whole file: {"columns": [{"name": "Prove",
    "cards": ["c-1", "c-7"]}, …]}. Where no list of lanes has most of the steps, and each of them once, all
    stays as it is. A list of items is none of lanes: a task lists the ids of those it waits for, a person
    those that they own.
    """
    steps = {own: found for found in items if found.section == "steps" for own in own_ids(found.item)}
    taken = frozenset(_list_of(found.place.rpartition("/")[0]) for found in items)
    lanes = next(_lanes(data, steps, taken), [])
    at = {own: (lane, place) for lane, (_, ids, _) in enumerate(lanes) for place, own in enumerate(ids)}
    if not at:
        return list(items), []
    placed = {id(found): at[own] for own, found in steps.items() if own in at}

    def order(found: Found) -> tuple[int, int]:
        return placed.get(id(found), (len(lanes), 0))

    def in_lane(found: Found) -> Found:
        lane = placed.get(id(found))
        return replace(found, phase=lanes[lane[0]][0]) if lane else found

    def gone(found: Found) -> str:
        lane = placed.get(id(found))
        return lanes[lane[0]][2] if lane else ""

    rest = [found for found in items if found.section != "steps"]
    ordered = sorted((f for f in items if f.section == "steps"), key=order)
    aside = [LeftOut(f.place, f.place, f.item, f"{why}, as its lane is") for f in ordered if (why := gone(f))]
    return rest + [in_lane(f) for f in ordered if not gone(f)], aside


def _lanes(
    data: Item, steps: Mapping[str, Found], taken: frozenset[str]
) -> Iterator[list[tuple[str, list[str], str]]]:
    """(title, ids of steps, why it is put away) of each lane, for each list of objects that may be lanes."""
    count = len({found.place for found in steps.values()})
    for place, name, objects in lists_in(data):
        if len(objects) < _LANES or _list_of(place) in taken or key(spaced(name)) in said("tags"):
            continue
        held = [_listed(one, steps) for one in objects]
        ids = [one for listed in held for one in listed]
        apart = len(set(ids)) == len(ids) >= _MOST * count > 0
        if apart and all(map(title_of, objects)) and sum(map(bool, held)) >= _LANES:
            yield [(title_of(one), listed, _why_gone(one)) for one, listed in zip(objects, held, strict=True)]


def _list_of(place: str) -> str:
    """Where a list stands, without the sort of those of its items that are meant."""
    return place.removeprefix("#").partition("#")[0]


def _why_gone(lane: Item) -> str:
    """Whether a lane says of itself that it is put away or hidden; or ""."""
    reason = reason_of(dict(lane), "")
    return reason.why if reason else ""


def _listed(one: Item, steps: Mapping[str, Found]) -> list[str]:
    """The steps in the one list of an object that holds their ids, some of which may be gone."""
    lists = [v for v in one.values() if isinstance(v, list) and v and all(isinstance(i, str) for i in v)]
    known = [[i for i in listed if i in steps] for listed in lists]
    found = [k for k, listed in zip(known, lists, strict=True) if len(k) >= _HALF * len(listed)]
    return found[0] if len(found) == 1 else []
