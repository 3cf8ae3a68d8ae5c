"""Lists of another tool's JSON that tie steps: {"from": "s4", "to": "s7"}, {"step": 7, "waits_for": 4}."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.headings import column_of
from mutualplan_deck.readers.json.lists import MAX_DEPTH, child, entries, names_day, own_ids, said, title_of
from mutualplan_deck.readers.words import Names, key, spaced

_PAIR = 2
_FEW = 5  # members of an object that only ties two others
_TIES = (
    ("problems", "issues"),
    ("capabilities", "problems"),
    ("outcomes", "issues"),
    ("outcomes", "problems"),
)
Edge = tuple[str, str]
"""The ids of two steps, in the order of the keys that hold them."""


def tie_steps(draft: Draft, data: Mapping[str, Any]) -> None:
    """Give steps those that they come after, where lists of pairs say so; told where only their days do."""
    steps = {str(s["id"]): s for s in draft.data.get("steps", []) if s.get("id")}
    for place, keys, edges in _edges(data, "#", steps, 0):
        turned = _comes_second(keys)
        if turned is None:
            turned = 2 * sum(_is_due_first(steps[a], steps[b]) for a, b in edges) < len(edges)
            message = f"{len(edges)} pairs of steps say which comes after which, as their days do"
            draft.tell("RD126", Level.HINT, message, "See that the order is right", place=place)
        for pair in edges:
            before, step = reversed(pair) if turned else pair
            known = list(steps[step].get("after", ()))
            steps[step]["after"] = known if before in known else [*known, before]


def tie_those_before(draft: Draft, data: Any, depth: int = 0) -> None:
    """Give steps those that say themselves what they come before: {"id": "s4", "prerequisiteFor": ["s7"]}."""
    steps = {str(s["id"]): s for s in draft.data.get("steps", []) if s.get("id")}
    if depth > MAX_DEPTH or not isinstance(data, dict | list):
        return
    for member in data.values() if isinstance(data, dict) else data:
        tie_those_before(draft, member, depth + 1)
    own = next((o for o in own_ids(data) if o in steps), "") if isinstance(data, dict) else ""
    members = data.items() if own and isinstance(data, dict) else ()
    aims = (v for k, v in members if key(spaced(k)) in said("before_others"))
    for aim in (str(one) for value in aims for one in (value if isinstance(value, list) else [value])):
        if aim in steps and own not in (known := list(steps[aim].get("after", ()))):
            steps[aim]["after"] = [*known, own]


def tie_case(draft: Draft, data: Any, depth: int = 0) -> None:
    """Tie the business case where lists of pairs do: {"src": "h-1", "dst": "g-1"}, of problem and issue."""
    if depth > MAX_DEPTH or not isinstance(data, dict | list):
        return
    if depth == 0 and isinstance(data, dict):
        data = list(data.values())
    listed = data if isinstance(data, list) else data.values()
    pairs = (
        [one for one in listed if isinstance(one, dict) and not title_of(one)]
        if isinstance(data, list)
        else []
    )
    for section, aim in _TIES:
        own, theirs = (
            {str(item["id"]): item for item in draft.data.get(s, ()) if item.get("id")}
            for s in (section, aim)
        )
        for pair in pairs:
            texts = [str(v) for v in pair.values() if isinstance(v, str | int)]
            tied, aims = [t for t in texts if t in own], [t for t in texts if t in theirs]
            if len(tied) == len(aims) == 1 and len(pair) <= _FEW:
                known = own[tied[0]].get(aim, ())
                own[tied[0]][aim] = known if aims[0] in known else (*known, aims[0])
    for member in listed:
        tie_case(draft, member, depth + 1)


def owners_elsewhere(data: Any, steps: frozenset[str], persons: frozenset[str]) -> dict[str, list[str]]:
    """Who owns which step by lists apart from them: {"step": "s4", "roles": {"p2": "L", "p7": "C"}}.

    By the steps' ids. Who is only consulted or informed owns nothing.
    """
    found: dict[str, list[str]] = {}
    for one in _objects_in(data, 0):
        named = [str(v) for k, v in one.items() if isinstance(v, str | int) and str(v) in steps]
        people = [*dict.fromkeys(_people_in(one, persons))]
        if len(named) == 1 and people and not any(map(names_day, one.values())):
            found.setdefault(named[0], []).extend(people)
    return found


def _objects_in(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """The objects of lists that say little more than who has to do with what."""
    if depth > MAX_DEPTH or not isinstance(data, dict | list):
        return
    if isinstance(data, list):
        yield from (one for one in data if isinstance(one, dict) and len(one) <= _FEW)
    for member in data.values() if isinstance(data, dict) else data:
        yield from _objects_in(member, depth + 1)


def _people_in(one: Mapping[str, Any], persons: frozenset[str]) -> Iterator[str]:
    told = (v for v in one.values() if isinstance(v, str))
    if any(key(spaced(v)) in said("only_told") for v in told):
        return
    for value in one.values():
        if isinstance(value, dict):  # {"p2": "L", "p7": "C"}
            yield from (
                k for k, v in value.items() if k in persons and key(spaced(str(v))) not in said("only_told")
            )
        for text in value if isinstance(value, list) else (value,):
            if isinstance(text, str | int) and str(text) in persons:
                yield str(text)


def _edges(
    value: Any, place: str, steps: Mapping[str, Any], depth: int
) -> Iterator[tuple[str, tuple[str, str], list[Edge]]]:
    """(place, keys, pairs) of each list whose objects hold two steps each, and under the same keys."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return
    members = entries(value) if isinstance(value, list) else value.items()
    for name, member in members:
        where = child(place, name)
        if isinstance(member, list) and (found := _pairs(member, steps)):
            yield where, *found
        else:
            yield from _edges(member, where, steps, depth + 1)


def _pairs(listed: list[Any], steps: Mapping[str, Any]) -> tuple[tuple[str, str], list[Edge]] | None:
    held = [_steps_in(item, steps) for item in listed]
    keys = {tuple(one) for one in held}
    if len(keys) != 1 or len(pair := next(iter(keys))) != _PAIR:
        return None
    first, second = pair
    return (first, second), [(one[first], one[second]) for one in held]


def _steps_in(item: Any, steps: Mapping[str, Any]) -> dict[str, str]:
    if not isinstance(item, dict) or title_of(item):  # what has a title is an item, and no pair
        return {}
    return {k: str(v) for k, v in item.items() if isinstance(v, str | int) and str(v) in steps}


def _comes_second(keys: tuple[str, str]) -> bool | None:
    """Whether the second key holds the step that comes first; None if the keys don't say."""
    one, other = (key(spaced(k)) for k in keys)
    if one in said("earlier") or other in said("later"):
        return False
    if one in said("later") or other in said("earlier"):
        return True
    waits = [column_of("steps", spaced(k), Names()) == "after" for k in keys]
    return waits[1] if waits[0] != waits[1] else None


def _is_due_first(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    first, second = one.get("due"), other.get("due")
    return bool(first and second and first <= second)
