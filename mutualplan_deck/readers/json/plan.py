"""Plans in the project's own JSON: read tolerantly, written so that reading gives the same plan."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from mutualplan_deck.errors import NotAPlanError
from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import FORMAT, Confirmation, Plan
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.fields import Field, Sort, fields_of, sections
from mutualplan_deck.readers.finish import finish
from mutualplan_deck.readers.headings import section_of
from mutualplan_deck.readers.reading import Reading, Spot
from mutualplan_deck.readers.understood import PLAN, Why
from mutualplan_deck.readers.values import Habits, lost
from mutualplan_deck.readers.words import spaced

_DEPTH = 4  # of objects in which a list is looked for
_GUIDE = 'Write it as {"customer": {"name": "…"}}.'


def is_own(data: dict[str, Any]) -> bool:
    """Whether an object is a plan of our format: it says so, or most of its keys are the format's."""
    if str(data.get("format", "")).startswith("mutualplan"):
        return True
    known = sum(k in Plan.model_fields for k in data)
    return known * 2 > len(data) and "customer" in data and not _lists_elsewhere(data)


def _lists_elsewhere(data: dict[str, Any]) -> bool:
    """Whether objects are listed under keys that are none of ours, and none under ours: another tool's plan.

    So is one whose other lists are called as a section is: {"steps": […], "goals": […]}.
    """
    others = [name for name, value in data.items() if name not in Plan.model_fields and _lists(value)]
    own = any(_lists(value) for name, value in data.items() if name in Plan.model_fields)
    return bool(others) and (not own or any(section_of(spaced(name)) in sections() for name in others))


def _lists(value: Any, depth: int = 0) -> bool:
    """Whether a value is a list of objects, or an object that holds one."""
    if isinstance(value, dict) and depth < _DEPTH:
        return any(_lists(one, depth + 1) for one in value.values())
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def read_own(data: dict[str, Any], path: Path) -> Reading:
    """A plan of our own format. NotAPlanError: no customer is named."""
    locale = data.get("locale")
    draft = Draft(path, _GUIDE, own=True, habits=Habits.of(locale if isinstance(locale, str) else ""))
    if data.get("format", FORMAT) != FORMAT:
        message = f"{data['format']} is not {FORMAT}; read as {FORMAT}"
        draft.tell("RD102", Level.WARNING, message, f'Write "format": "{FORMAT}"', pointer="/format")
    rest = {k: v for k, v in data.items() if k not in ("format", "internal")}
    draft.data = _part(draft, Plan, rest, "")
    _internal(draft, data.get("internal"))
    _note(draft)
    return finish(draft)


def _note(draft: Draft) -> None:
    """Note what the object holds, by its keys; they are ours, so that none needs telling."""
    facts = 0
    for name, value in draft.data.items():
        if isinstance(value, list) and name in sections():
            draft.notebook.table(name, f"/{name}", len(value), ())
        elif name != "internal":
            facts += len(value) if isinstance(value, dict) else 1
    draft.notebook.table(PLAN, "/", facts, ())


def _internal(draft: Draft, raw: Any) -> None:
    if isinstance(raw, dict):
        draft.data["internal"] = raw
    elif raw is not None:
        draft.data["internal"] = {"internal": raw}


def _part(draft: Draft, model: type[BaseModel], raw: dict[str, Any], pointer: str) -> dict[str, Any]:
    known = fields_of(model)
    found: dict[str, Any] = {}
    for name, value in raw.items():
        where = f"{pointer}/{name}"
        if name not in known:
            _unknown(draft, name, value, where)
        elif value is not None:
            _put(found, name, _value(draft, known[name], value, where))
    return found


def _put(found: dict[str, Any], name: str, value: Any) -> None:
    if value is not None:
        found[name] = value


def _unknown(draft: Draft, name: str, value: Any, where: str) -> None:
    draft.keep_internal(where, value)
    draft.leave_out(Why.UNKNOWN, name, where)
    message = f"{name} is not a field of the format; kept as internal"
    draft.tell("RD103", Level.HINT, message, "See the schema for the fields", pointer=where, internal=True)


def _value(draft: Draft, field: Field, raw: Any, where: str) -> Any:
    if field.sort is Sort.LIST and field.model:
        return _list(draft, field.model, raw, where)
    if field.sort is Sort.PART and field.model:
        return _object(draft, field.model, raw, where)
    if field.sort is Sort.CONFIRMED and isinstance(raw, dict):
        return _part(draft, Confirmation, raw, where)
    return draft.take(field, raw, where)


def _object(draft: Draft, model: type[BaseModel], raw: Any, where: str) -> dict[str, Any] | None:
    if isinstance(raw, str) and "name" in model.model_fields:
        raw = {"name": raw}
    if isinstance(raw, dict):
        return _part(draft, model, raw, where)
    draft.doubt(lost(raw, "object", f"Write it as {{…}} with {', '.join(model.model_fields)}"), where)
    return None


def _list(draft: Draft, model: type[BaseModel], raw: Any, where: str) -> list[dict[str, Any]] | None:
    if not isinstance(raw, list):
        draft.doubt(lost(raw, "list", "Write it as […], one object an item"), where)
        return None
    found: list[dict[str, Any]] = []
    for index, item in enumerate(raw):
        if not isinstance(item, dict):
            place = f"{where}/{index}"
            draft.tell("RD101", Level.WARNING, "not an object; left out", "Write it as {…}", place=place)
            continue
        if _is_left_out(draft, model, item, f"{where}/{index}"):
            continue
        if len(found) != index:
            draft.spots[f"{where}/{len(found)}"] = Spot("", "", f"{where}/{index}", {})
        found.append(_part(draft, model, item, f"{where}/{len(found)}"))
    return found


def _is_left_out(draft: Draft, model: type[BaseModel], item: dict[str, Any], place: str) -> bool:
    """Whether a key that is none of ours says that an item is archived or for one side alone; told."""
    strange = {name: value for name, value in item.items() if name not in fields_of(model)}
    if not strange:
        return False
    from mutualplan_deck.readers.json.no_items import leave_out
    from mutualplan_deck.readers.json.nodes import LeftOut
    from mutualplan_deck.readers.json.visibility import reason_of

    aside = reason_of(strange, place)
    if aside:
        leave_out(draft, LeftOut(place, aside.at, item, aside.why))
    return aside is not None


def nothing_found(path: Path, data: dict[str, Any]) -> NotAPlanError:
    """The error for an object in which no plan can be found."""
    keys = ", ".join(list(data)[:8]) or "nothing"
    looked = "Looked for a customer, issues, outcomes, people and steps"
    return NotAPlanError(f"{path.name}: holds no plan. {looked}; found {keys}. {_GUIDE}")


def write_json(plan: Plan) -> str:
    """The plan as JSON text with a line break at its end; what is empty is left out.

    `read_own` of it gives an equal plan. Numbers are exact.
    """
    data = {"format": plan.format, **plan.model_dump(exclude_defaults=True)}
    return "".join(_lines(data, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        labels = ((json.dumps(k, ensure_ascii=False) + ": ", v) for k, v in value.items())
        yield from _nested("{", "}", labels, indent)
    elif isinstance(value, list | tuple) and any(isinstance(v, dict | list | tuple) for v in value):
        yield from _nested("[", "]", (("", v) for v in value), indent)
    elif isinstance(value, list | tuple):
        yield "[" + ", ".join(_scalar(v) for v in value) + "]"
    else:
        yield _scalar(value)


def _nested(start: str, end: str, pairs: Iterator[tuple[str, Any]], indent: str) -> Iterator[str]:
    inner, comma = indent + "  ", ""
    yield start
    for label, value in pairs:
        yield f"{comma}\n{inner}{label}"
        yield from _lines(value, inner)
        comma = ","
    yield f"\n{indent}{end}"


def _scalar(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.date):
        return f'"{value.isoformat()}"'
    return json.dumps(value.value if isinstance(value, Enum) else value, ensure_ascii=False)


def compact(value: Any) -> str:
    """A value as JSON on one line, numbers exact."""
    if isinstance(value, dict):
        inner = (f"{json.dumps(k, ensure_ascii=False)}: {compact(v)}" for k, v in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(compact(v) for v in value) + "]"
    return _scalar(value)
