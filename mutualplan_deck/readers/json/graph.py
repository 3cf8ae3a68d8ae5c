"""Documents of a JSON:API, in which everything is listed flat and tied by type and id, as lists of objects.

{"data": {"type": "plans", "id": "7", "attributes": {…}, "relationships": {…}}, "included": [{…}, …]} has the
plan's own values at the top, and a list for each type: https://jsonapi.org/format/ (1.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from mutualplan_deck.readers.json.lists import Entries, Renamed, child, title_of

_LEAST = 3  # resources
_OWN = ("data", "included", "links", "jsonapi")  # members of the document itself
Resource = Mapping[str, Any]
Key = tuple[str, str]


def as_lists(data: dict[str, Any]) -> dict[str, Any]:
    """The document with its resources as lists by type, and what they are tied to by its id."""
    included = data.get("included")
    if not isinstance(included, list) or sum(map(_is_resource, included)) < _LEAST:
        return data
    main = data.get("data")
    sources = {"included": included, **({"data": main} if isinstance(main, list) else {})}
    placed = [
        (at, str(n), one)
        for at, listed in sources.items()
        for n, one in enumerate(listed)
        if _is_resource(one)
    ]
    known: dict[Key, Resource] = {_key(one): one for _, _, one in placed}
    inside = dict(_embedded(known))
    found: dict[str, Any] = {k: v for k, v in data.items() if k not in _OWN}
    if _is_resource(main):
        of_plan = {(main["type"], name): sort for name, sort in _to_one(main)}
        flat = _flat(main, known, of_plan, whole=True)
        found |= {Renamed(k, f"/data{child('', k)}"): v for k, v in flat.items()}
    lists: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = {}
    for at, number, one in placed:
        if one["type"] not in inside.values():
            flat = _flat(one, known, inside)
            lists.setdefault((one["type"], at), []).append((number, {**flat}))
    for (sort, at), listed in lists.items():
        made = Entries(item for _, item in listed)
        made.names, made.kind = tuple(number for number, _ in listed), sort
        found.pop(sort, None)  # the plan's own list of their ids
        found[Renamed(sort, child("", at))] = made
    return found


def _is_resource(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict) and isinstance(value.get("type"), str) and "id" in value


def _key(one: Mapping[str, Any]) -> Key:
    return one["type"], str(one["id"])


def _linked(one: Resource) -> Iterator[tuple[str, Any]]:
    """Name and linkage of each relationship."""
    relations = one.get("relationships")
    for name, relation in relations.items() if isinstance(relations, dict) else ():
        if isinstance(relation, dict) and "data" in relation:
            yield name, relation["data"]


def _to_one(one: Resource) -> Iterator[tuple[str, str]]:
    yield from ((name, link["type"]) for name, link in _linked(one) if _is_resource(link))


def _embedded(known: Mapping[Key, Resource]) -> Iterator[tuple[tuple[str, str], str]]:
    """((type, relationship), type of what it holds): resources that say more of one other each.

    {"type": "plan-members"} without a name of their own, each of one of the people.
    """
    by_type: dict[str, list[Resource]] = {}
    for (sort, _), one in known.items():
        by_type.setdefault(sort, []).append(one)
    for sort, listed in by_type.items():
        names = {name for one in listed for name, _ in _to_one(one)}
        for name in sorted(names):
            links = [link for one in listed for n, link in _linked(one) if n == name and _is_resource(link)]
            held = {_key(link) for link in links}
            target = {kind for kind, _ in held}
            alone = len(held) == len(links) == len(listed) > 1 and len(target) == 1
            alone = alone and held == {known_as for known_as in known if known_as[0] in target}
            called = any(title_of(_attributes(one)) for one in listed)
            if alone and not called and target != {sort}:
                yield (sort, name), target.pop()
                break


def _attributes(one: Resource) -> dict[str, Any]:
    """What a resource says of itself; nothing where a damaged file has something else there."""
    attributes = one.get("attributes")
    return attributes if isinstance(attributes, dict) else {}


def _flat(
    one: Resource,
    known: Mapping[Key, Resource],
    inside: Mapping[tuple[str, str], str],
    *,
    whole: bool = False,
) -> dict[str, Any]:
    """A resource as an object: its id, its attributes, and the ids of what it is tied to.

    What is `inside` comes with it, as a `whole` or as if it said that itself.
    """
    attributes = _attributes(one)
    found: dict[str, Any] = {Renamed("id", "/id"): str(one["id"])}
    for name, value in attributes.items():
        found[Renamed(name, child("/attributes", name))] = value
    for name, link in _linked(one):
        at = Renamed(name, child("/relationships", name))
        if _is_resource(link) and (one["type"], name) in inside and _key(link) in known:
            within = _flat(known[_key(link)], known, {})
            if whole:
                found[at] = {**within}
            else:  # of a member without a name, whose they are
                found |= {k: v for k, v in within.items() if k not in found}
        elif _is_resource(link):
            found[at] = str(link["id"])
        elif isinstance(link, list):
            found[at] = [str(each["id"]) for each in link if _is_resource(each)]
    return found
