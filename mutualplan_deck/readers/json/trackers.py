"""Tasks of a project tool that keep fields of their own as lists of names and values, as boards.

{"name": "Sign", "due_on": …, "assignee": {"id": …, "name": …}, "memberships": [{"section": {"name": "Go"}}],
 "custom_fields": [{"name": "Done when", "value": …}], "dependencies": [{"id": …}], "tags": [{"name": …}]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.readers.json.lists import MAX_DEPTH, child, id_of, said, title_of
from mutualplan_deck.readers.json.records import Cell, Records, Workspace, dated
from mutualplan_deck.readers.json.tree import LeftOut, reason_of
from mutualplan_deck.readers.words import is_internal, key, spaced

_LEAST = 2  # tasks
_MOST = 0.6  # of a list that have such fields
_GROUPS = ("section", "group", "list", "column", "stage", "bucket", "phase")
_MEMBERSHIPS = ("memberships", "membership", "sections", "lists", "placements")
_TAGS = ("tags", "labels", "tag", "label")
_SORTS = ("type", "subtype", "object", "kind")  # ends of keys that say what a thing is to the tool
_NAME = "name"


class Tracker(Struct):
    """A list of tasks: their cells, and the section that each stands in with the place of its name."""

    records: Records
    groups: list[tuple[str, str]] = field(default_factory=list)


def tracker_in(listed: list[Any], name: str, place: str, workspace: Workspace) -> Tracker | None:
    """The tasks of a list, if most of them have fields as lists of names and values."""
    tasks = [v for v in listed if isinstance(v, dict)]
    if len(tasks) < _LEAST or sum(map(_has_fields, tasks)) < _MOST * len(tasks) or len(tasks) < len(listed):
        return None
    found = Tracker(Records(name, place))
    for index, task in enumerate(tasks):
        where = child(place, index)
        if aside := reason_of(task, where) or _tagged(task, where):
            found.records.gone.append(aside)
            continue
        cells = _cells(task, where, workspace, found.records)
        found.groups.append(_section(task, where))
        found.records.cells.append(cells)
    return found if found.records.cells else None


def pairs_in(value: Any, place: str, depth: int = 0) -> Iterator[tuple[tuple[str, str], tuple[Any, str]]]:
    """Names and values that an object of the tool keeps as a list: ((name, place), (value, place))."""
    if depth > MAX_DEPTH or not isinstance(value, dict):
        return
    for name, member in value.items():
        where = child(place, name)
        if _are_fields(member):
            for index, one in enumerate(member):
                at, shown = child(where, index), _value_key(one)
                yield (title_of(one), child(at, _title_key(one))), (_shown(one[shown]), child(at, shown))
        else:
            yield from pairs_in(member, where, depth + 1)


def without_pairs(value: Any, depth: int = 0) -> Any:
    """The same without these lists."""
    if depth > MAX_DEPTH or not isinstance(value, dict):
        return value
    return {k: without_pairs(v, depth + 1) for k, v in value.items() if not _are_fields(v)}


def _has_fields(task: Mapping[str, Any]) -> bool:
    return bool(title_of(task)) and any(map(_are_fields, task.values()))


def _are_fields(value: Any) -> bool:
    """Whether a list is one of names with a value each."""
    if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
        return False
    return all(title_of(one) and _value_key(one) for one in value)


def _value_key(one: Mapping[str, Any]) -> str:
    """The key of what a field shows: "value", "display_value", or the one that is filled of several."""
    named = [k for k in one if key(spaced(k)).split(" ")[-1] == "value"]
    shown = (k for k in sorted(named, key=lambda k: "display" not in k) if one[k] not in (None, "", [], {}))
    return next(shown, named[0] if named else "")


def _title_key(one: Mapping[str, Any]) -> str:
    return next(k for k, v in one.items() if v == title_of(one))


def _tagged(task: Mapping[str, Any], where: str) -> LeftOut | None:
    """A task with a tag that says that it is for one side alone."""
    for name, value in task.items():
        if key(spaced(name)) in _TAGS and isinstance(value, list):
            texts = (_shown(v) for v in value)
            if any(is_internal(key(t)) or key(t) in said("marks") for t in texts if isinstance(t, str)):
                return LeftOut(where, child(where, name), dict(task), "internal")
    return None


def _section(task: Mapping[str, Any], where: str) -> tuple[str, str]:
    """The section a task stands in, and the place of its name; ("", "") if it stands in none."""
    for name, value in task.items():
        word, at = key(spaced(name)), child(where, name)
        if word in _GROUPS and (title := _shown(value)):
            return str(title), child(at, _title_key(value)) if isinstance(value, dict) else at
        if word in _MEMBERSHIPS and isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, dict) and (found := _section(one, child(at, index)))[0]:
                    return found
    return "", ""


def _cells(task: Mapping[str, Any], where: str, workspace: Workspace, found: Records) -> dict[str, Cell]:
    """What a task says, by its own keys and by the names of its fields; lists of other things are asides."""
    cells: dict[str, Cell] = {"": (id_of(task), where)} if id_of(task) else {}
    titled = title_of(task)
    for name, value in task.items():
        word, at = key(spaced(name)), child(where, name)
        if value is False or value == [] or value == {} or value == id_of(task):
            continue
        if _are_fields(value):
            for index, one in enumerate(value):
                of, shown = child(at, index), _value_key(one)
                text = dated(_shown(one[shown]), child(of, shown), workspace, found)
                cells[title_of(one)] = text, child(of, shown)
        elif word in _GROUPS or word in _MEMBERSHIPS or word.split(" ")[-1] in _SORTS:
            continue
        elif word.split(" ")[-1] in said("titles") and value == titled:
            cells[_NAME] = value, at
        elif value is None:
            _put(cells, name, None, at)
        elif (shown := _listed(value)) is None:
            found.asides[at] = value
        else:
            _put(cells, name, dated(shown, at, workspace, found), at)
    return cells


def _put(cells: dict[str, Cell], name: str, value: Any, at: str) -> None:
    """A value under its key; a time ("due_at") under that of its day ("due_on"), where no day is given."""
    column = f"{name[:-3]}_on" if name.endswith("_at") else name
    if column not in cells or (cells[column][0] in (None, "") and value is not None):
        cells[column] = value, at


def _shown(value: Any) -> Any:
    """What a value is called: an object by its name or id; a list of them, one after the other."""
    if isinstance(value, list):
        return "; ".join(str(_shown(v)) for v in value if v not in (None, ""))
    return (title_of(value) or id_of(value)) if isinstance(value, dict) else value


def _listed(value: Any) -> Any:
    """A value of a task, if it is a mere value, something with a name or an id, or a list of such."""
    several = value if isinstance(value, list) else [value]
    mere = all(not isinstance(v, dict | list) or _is_named(v) for v in several)
    return _shown(value) if mere else None


def _is_named(value: Any) -> bool:
    """Whether an object only names another: an id, a name, and what sort of thing it is."""
    if not isinstance(value, dict) or not (title_of(value) or id_of(value)):
        return False
    told = {str(v) for v in (title_of(value), id_of(value))}
    rest = [k for k, v in value.items() if str(v) not in told and key(spaced(k)).split(" ")[-1] not in _SORTS]
    return all("mail" in key(k) or "color" in key(k) or "colour" in key(k) for k in rest)
