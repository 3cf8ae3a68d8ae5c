"""Databases of records in another tool's JSON, with typed properties or fields, as boards.

{"title": "Tasks", "records": [{"id": …, "props": {"Task": {"type": "title", "text": [{"plain": …}]}, …}}]}
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.readers.json.lists import child, id_of, said, title_of
from mutualplan_deck.readers.json.nodes import LeftOut
from mutualplan_deck.readers.json.text import moment
from mutualplan_deck.readers.json.visibility import reason_of
from mutualplan_deck.readers.words import key, spaced

_LEAST = 1  # records
_ASIDE = ("type", "color", "format", "function", "kind", "id", "object", "time zone")
_SPAN = ("start", "end")
_TEXTS = ("plain", "plain text", "content", "text", "value")
Cell = tuple[Any, str]


class Records(Struct):
    """A database at `place`: its records' cells by property, each with its place.

    `schema` has the place of each property, `gone` are records put away, `asides` what else is known of them,
    `moved` days that a time zone moves: place, the time as it stands, the day; `hidden`: not for everybody.
    """

    name: str
    place: str
    schema: dict[str, str] = field(default_factory=dict)
    cells: list[dict[str, Cell]] = field(default_factory=list)
    gone: list[LeftOut] = field(default_factory=list)
    asides: dict[str, Any] = field(default_factory=dict)
    moved: list[tuple[str, str, dt.date]] = field(default_factory=list)
    hidden: bool = False


class Workspace(Struct):
    """What a whole file says: the time zone, and by ids the addresses of the tool's users and all titles."""

    zone: dt.tzinfo | None = None
    users: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


def records_in(data: Mapping[str, Any], place: str, workspace: Workspace) -> Records | None:
    """A database, if an object is one: a list of objects whose values stand in an object of their own."""
    listed = next((k for k, v in data.items() if _is_of_records(v)), "")
    if not listed or not title_of(data):
        return None
    found = Records(title_of(data), place, hidden=_is_hidden(data))
    for index, record in enumerate(data[listed]):
        where = child(child(place, listed), index)
        if not isinstance(record, dict):
            found.asides[where] = record
            continue
        if aside := reason_of(record, where):
            found.gone.append(aside)
            continue
        inside = next(k for k in record if _holds_values(k, record[k]))
        cells: dict[str, Cell] = {"": (id_of(record), where)} if id_of(record) else {}
        for name, value in record[inside].items():
            at = child(child(where, inside), name)
            cells[name] = _value(value, at, workspace, found), at
        found.cells.append(cells)
        found.asides |= {
            child(where, k): v for k, v in record.items() if k != inside and isinstance(v, dict | list)
        }
    for name, value in data.items():
        if isinstance(value, dict) and value.keys() >= {*order_of(found.cells)}:
            found.schema = {one: child(child(place, name), one) for one in value}
    return found if found.cells else None


def users_in(data: Mapping[str, Any]) -> dict[str, str]:
    """The addresses of the tool's own users by their ids."""
    found: dict[str, str] = {}
    for name, listed in data.items():
        if key(spaced(name)) in said("users") and isinstance(listed, list):
            for user in (u for u in listed if isinstance(u, dict)):
                mail = next((str(v) for k, v in user.items() if "mail" in key(k) and v), "")
                if mail and id_of(user):
                    found[id_of(user)] = mail
    return found


def _is_of_records(value: Any) -> bool:
    records = [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []
    return len(records) >= _LEAST and all(any(_holds_values(k, v) for k, v in r.items()) for r in records)


def _holds_values(name: str, value: Any) -> bool:
    return key(spaced(name)) in said("properties") and isinstance(value, dict) and bool(value)


def _is_hidden(data: Mapping[str, Any]) -> bool:
    """Whether a database says who may see it, and that is not everybody."""
    seen = (v for k, v in data.items() if key(spaced(k)) in said("visibility") and isinstance(v, str) and v)
    return any(said("everybody").isdisjoint(key(text).split(" ")) for text in seen)


def _value(value: Any, place: str, workspace: Workspace, found: Records) -> Any:
    """What a property says: a text, a number, a day or a flag; several joined by commas."""
    if isinstance(value, list):
        return "; ".join(filter(None, (_one(v, workspace) for v in value)))
    if not isinstance(value, dict):
        return dated(value, place, workspace, found)
    by_word = {key(spaced(k)): v for k, v in value.items()}
    if _SPAN[0] in by_word:
        days = [dated(by_word.get(n), place, workspace, found) for n in _SPAN]
        return " → ".join(str(d) for d in days if d)
    if "type" not in by_word:
        return _one(value, workspace)
    inner = [v for word, v in by_word.items() if word not in _ASIDE]
    first = next((v for v in inner if v not in (None, "", [], {})), None)
    if isinstance(first, list) and all(isinstance(v, dict) and _says_text(v) for v in first):
        return "".join(_one(v, workspace) for v in first)  # pieces of one text
    return _value(first, place, workspace, found) if first is not None else None


def _says_text(value: Mapping[str, Any]) -> bool:
    return any(key(spaced(k)) in _TEXTS for k in value)


def _one(value: Any, workspace: Workspace) -> str:
    """A member of a list: a text, an id, a piece of text, or an object with a name."""
    if not isinstance(value, dict):
        return "" if value is None else str(value)
    if mail := workspace.users.get(id_of(value)):
        return mail
    texts = _flat(value)
    return next((t for word, t in texts if word in _TEXTS), "") or title_of(value) or id_of(value)


def _flat(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, member in value.items():
        if isinstance(member, dict):
            yield from _flat(member)
        elif isinstance(member, str):
            yield key(spaced(name)), member


def dated(value: Any, place: str, workspace: Workspace, found: Records) -> Any:
    """A time with an offset as the day that it is where the plan is kept."""
    time = moment(value, workspace.zone) if isinstance(value, str) else None
    if time is None:
        return value
    if time.moved:
        found.moved.append((place, str(value), time.day))
    return time.day.isoformat()


def order_of(cells: Iterable[Mapping[str, Cell]]) -> list[str]:
    """The properties of records, in the order in which they first stand there."""
    return list(dict.fromkeys(name for one in cells for name in one if name))
