"""Tasks of a project tool that keep fields of their own as lists of names and values, as boards.

{"name": "Sign", "due_on": …, "assignee": {"id": …, "name": …}, "memberships": [{"section": {"name": "Go"}}],
 "custom_fields": [{"name": "Done when", "value": …}], "dependencies": [{"id": …}], "tags": [{"name": …}]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.readers.json.lists import MAX_DEPTH, child, id_of, is_id, said, title_of
from mutualplan_deck.readers.json.nodes import LeftOut
from mutualplan_deck.readers.json.records import Cell, Records, Workspace, dated
from mutualplan_deck.readers.json.visibility import is_ours_alone, reason_of
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
        cells = _Task(workspace, found.records).read(task, where)
        found.groups.append(_section(task, where))
        found.records.cells.append(cells)
    return found if found.records.cells else None


def pairs_in(value: Any, place: str, depth: int = 0) -> Iterator[tuple[tuple[str, str], tuple[Any, str]]]:
    """Names and values that an object of the tool keeps as a list: ((name, place), (value, place))."""
    if isinstance(value, list) and depth <= MAX_DEPTH:
        for index, one in enumerate(value):
            yield from pairs_in(one, child(place, index), depth + 1)
    if depth > MAX_DEPTH or not isinstance(value, dict):
        return
    for name, member in value.items():
        where = child(place, name)
        if _is_kept(name, member, where):
            continue
        if _are_fields(member):
            for index, one in enumerate(member):
                at, shown = child(where, index), _value_key(one)
                yield (title_of(one), child(at, _title_key(one))), (_shown(one[shown]), child(at, shown))
        else:
            yield from pairs_in(member, where, depth + 1)


def without_pairs(value: Any, depth: int = 0) -> Any:
    """The same without these lists."""
    if isinstance(value, list) and depth <= MAX_DEPTH:
        return [without_pairs(one, depth + 1) for one in value]
    if depth > MAX_DEPTH or not isinstance(value, dict):
        return value
    return {
        name: member if _is_kept(name, member, "") else without_pairs(member, depth + 1)
        for name, member in value.items()
        if _is_kept(name, member, "") or not _are_fields(member)
    }


def _is_kept(name: str, member: Any, where: str) -> bool:
    """Whether a member is put away, or for one side alone: nothing in it is a fact."""
    word = key(spaced(name))
    ours = is_internal(word) or is_ours_alone(word)
    return ours or (isinstance(member, dict) and reason_of(member, where) is not None)


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
    return next(k for k, v in one.items() if v == (title_of(one) or id_of(one)) or str(v) == id_of(one))


def _tagged(task: Mapping[str, Any], where: str) -> LeftOut | None:
    """A task with a tag that says that it is for one side alone."""
    for name, value in task.items():
        if key(spaced(name)) in _TAGS and isinstance(value, list):
            inner = (v[k] for v in value if isinstance(v, dict) for k in v if isinstance(v[k], dict))
            texts = [str(_shown(v)) for v in (*value, *inner)]
            if any(key(t) in said("marks") or (is_internal(key(t)) and " " not in key(t)) for t in texts):
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


class _Task(Struct):
    """Reads a task: its cells by its own keys and by the names of its fields; all else is an aside."""

    workspace: Workspace
    found: Records
    cells: dict[str, Cell] = field(default_factory=dict)

    def read(self, task: Mapping[str, Any], where: str) -> dict[str, Cell]:
        """The cells of a task at `where`."""
        own, titled, section = id_of(task), title_of(task), _section(task, where)[1]
        if own:
            self.cells[""] = own, where
        for name, value in task.items():
            word, at = key(spaced(name)), child(where, name)
            says_where = section == at or (section.startswith(f"{at}/") and _only_says_where(value))
            empty = value is False or value == [] or value == {}  # a nought is a figure
            if empty or value == own or says_where or _is_of_the_tool(word):
                continue
            if _are_fields(value):
                self.fields(value, at)
            elif word.split(" ")[-1] in said("titles") and value == titled:
                self.put(_NAME, value, at)
            else:
                self.take(_day_of(name), value, at)
        return self.cells

    def fields(self, listed: list[dict[str, Any]], place: str) -> None:
        """Names with a value each."""
        for index, one in enumerate(listed):
            at, shown = child(place, index), _value_key(one)
            self.take(title_of(one), one[shown], child(at, shown))
            self.found.asides |= {child(at, k): v for k, v in _rest_of(one).items()}

    def take(self, name: str, value: Any, at: str) -> None:
        """A value that can be shown in a cell; any other is an aside."""
        shown = _listed(value)
        if value is not None and shown is None:
            self.found.asides[at] = value
        else:
            self.put(name, shown, at)

    def put(self, name: str, value: Any, at: str) -> None:
        """A value under its key; a second one that says another is an aside."""
        before = self.cells.get(name, (None,))[0]
        value = dated(value, at, self.workspace, self.found) if isinstance(value, str) else value
        if name not in self.cells or (before in (None, "") and value is not None):
            self.cells[name] = value, at
        elif value not in (None, "", before):
            self.found.asides[at] = value


def _is_of_the_tool(word: str) -> bool:
    """Whether a key says what sort of thing a task is to the tool: "resource_type"."""
    return word.split(" ")[-1] in _SORTS and word not in _SORTS


def _rest_of(one: Mapping[str, Any]) -> dict[str, Any]:
    """What a field says besides its name, its value in any form, and what sort it is."""
    named = (_title_key(one), "id", "enabled")
    return {
        k: v
        for k, v in one.items()
        if v not in (None, "", [], {})
        and not isinstance(v, bool)
        and k not in named
        and not is_id(k)
        and key(spaced(k)).split(" ")[-1] not in ("value", *_SORTS)
        and v != title_of(one)
    }


def _only_says_where(value: Any) -> bool:
    """Whether a list names but one project and the section in it."""
    return isinstance(value, dict) or (isinstance(value, list) and len(value) == 1)


def _day_of(name: str) -> str:
    """The key of the day that a time is: "due_on" of "due_at"."""
    return f"{name[:-3]}_on" if name.endswith("_at") else name


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
