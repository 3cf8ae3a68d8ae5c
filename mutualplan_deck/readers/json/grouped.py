"""Steps of another tool's JSON grouped by what they refer to, whatever the key: a stage, a parent in a tree.

{"stages": [{"sid": "s-1", "title": "Prove"}], "tasks": [{"tid": "t-7", "sid": "s-1", …}]}, and
{"nodes": [{"uid": "n1", "label": "Prove", "parent": null}, {"uid": "n7", "parent": "n1", "ends": …}]}.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.readers.json.keys import field_of
from mutualplan_deck.readers.json.lists import Item, is_id, lists_in, names_day, pattern_of, title_of
from mutualplan_deck.readers.json.nodes import Found, LeftOut
from mutualplan_deck.readers.json.tree import is_column, position
from mutualplan_deck.readers.json.visibility import reason_of
from mutualplan_deck.readers.words import Names, key, spaced

_MOST = 0.6  # of the steps that refer to one of the groups
_GROUPS = 2
_DAYS = ("due", "start")


class _Group(Struct, frozen=True):
    """What some steps refer to: its name, its place among the groups, why it is put away ("" if not)."""

    title: str
    order: tuple[float, int]
    gone: str


class _Grouping(Struct, frozen=True):
    """The `groups` by their ids, which steps have under `name`, and their own `place` and `id_name`."""

    name: str
    place: str
    id_name: str
    groups: Mapping[str, _Group]

    def holds(self, found: Found) -> bool:
        """Whether an object is one of the groups, which may stand among the steps."""
        return _list_of(found.place) == self.place and str(found.item.get(self.id_name)) in self.groups

    def of(self, found: Found) -> _Group | None:
        """The group in which a step stands."""
        return self.groups.get(str(found.item.get(self.name)))


def by_reference(data: Item, items: Sequence[Found]) -> tuple[list[Found], list[LeftOut]]:
    """The items, the steps among them with the groups they refer to as their phases, and in their order.

    And those whose group is put away. All stays as it is where steps stand in groups already, or a key says
    in words of boards and stages in which one each stands.
    """
    steps = [found for found in items if found.section == "steps"]
    keys = {name for found in steps for name in found.item}
    if any(found.phase for found in steps) or any(map(is_column, keys)):
        return list(items), []
    taken = {_list_of(found.place) for found in items if found.section != "steps"}
    grouping = next(_groupings(data, steps, keys, taken), None)
    if grouping is None:
        return list(items), []
    kept, aside = list[tuple[tuple[float, int], Found]](), list[LeftOut]()
    last = max(group.order for group in grouping.groups.values())
    for found in (found for found in steps if not grouping.holds(found)):
        group = grouping.of(found)
        item = {k: v for k, v in found.item.items() if k != grouping.name}
        if group and group.gone:
            aside.append(LeftOut(found.place, found.place, found.item, f"{group.gone}, as its group is"))
        elif group:
            kept.append((group.order, replace(found, item=item, phase=group.title)))
        else:
            kept.append(((last[0], last[1] + 1), found))
    kept.sort(key=lambda placed: placed[0])
    return [f for f in items if f.section != "steps"] + [found for _, found in kept], aside


def _groupings(data: Item, steps: Sequence[Found], keys: set[str], taken: set[str]) -> Iterator[_Grouping]:
    """The keys of the steps that may say in which group each stands, with the groups."""
    for place, _, objects in lists_in(data):
        if pattern_of(place) in taken or len(objects) < _GROUPS:
            continue
        for id_name, ids in _ids_of(objects):
            for name in sorted(keys):
                used = [str(f.item[name]) for f in steps if isinstance(f.item.get(name), str | int)]
                apart = {*used}
                enough = _GROUPS <= len(apart) < len(used) and len(used) >= _MOST * (len(steps) - len(apart))
                if (
                    enough
                    and apart <= ids.keys()
                    and all(_is_group(ids[own], name, id_name) for own in apart)
                ):
                    alike = {*map(frozenset, (ids[own].keys() for own in apart))}
                    groups = {own: _group(ids, own) for own in ids if frozenset(ids[own].keys()) in alike}
                    yield _Grouping(name, pattern_of(place), id_name, groups)


def _ids_of(objects: Sequence[Item]) -> Iterator[tuple[str, dict[str, Item]]]:
    """The objects of a list by their ids, for each key that holds an id of its own for each."""
    for name in dict.fromkeys(k for item in objects for k in item if is_id(k)):
        ids = {str(item[name]): item for item in objects if isinstance(item.get(name), str | int)}
        if len(ids) == len(objects):
            yield name, ids


def _is_group(item: Item, name: str, id_name: str) -> bool:
    """Whether an object that steps refer to under `name` may be a group: a title, no day, and in no other."""
    stands_in_other = name != id_name and bool(item.get(name))
    dated = any(
        names_day(v) and field_of("steps", (key(spaced(k)),), Names()) in _DAYS for k, v in item.items()
    )
    return bool(title_of(item)) and not stands_in_other and not dated


def _group(ids: Mapping[str, Item], own: str) -> _Group:
    item = dict(ids[own])
    reason = reason_of(item, "")
    return _Group(title_of(item), (position(item), [*ids].index(own)), reason.why if reason else "")


def _list_of(place: str) -> str:
    """The list in which an item stands, whatever its sort there."""
    return pattern_of(place).rpartition("/")[0]
