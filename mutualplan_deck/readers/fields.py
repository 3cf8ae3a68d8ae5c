"""The format's fields by section and what sort of value each holds, read off the model once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from msgspec import Struct
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mutualplan_deck.plan.model import Confirmation, Plan, is_internal


class Sort(StrEnum):
    """What a value is, and so how it is written in a cell."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"
    COUNT = "count"
    CHOICE = "choice"
    REFS = "refs"
    DATES = "dates"
    WEEKDAYS = "weekdays"
    CONFIRMED = "confirmed"
    PART = "part"
    LIST = "list"
    OTHER = "other"


class Field(Struct, frozen=True):
    """A field of a section; `choices` is the enum of a choice, `model` that of a part or list."""

    name: str
    sort: Sort
    choices: type[StrEnum] | None = None
    model: type[BaseModel] | None = None
    internal: bool = False


@cache
def fields_of(model: type[BaseModel]) -> Mapping[str, Field]:
    """The fields of a part of the plan, in the format's order."""
    return {name: _field(model, name, info) for name, info in model.model_fields.items()}


@cache
def sections() -> Mapping[str, type[BaseModel]]:
    """The lists of the plan (`steps`, …) and the model of their items."""
    return {f.name: f.model for f in fields_of(Plan).values() if f.sort is Sort.LIST and f.model}


@cache
def parts() -> Mapping[str, type[BaseModel]]:
    """The single parts of the plan (`customer`, `success`, …) and their models."""
    return {f.name: f.model for f in fields_of(Plan).values() if f.sort is Sort.PART and f.model}


def _field(model: type[BaseModel], name: str, info: FieldInfo) -> Field:
    bare = _bare(info.annotation)
    inner = _bare(get_args(bare)[0]) if get_origin(bare) is tuple else None
    kind = inner if inner is not None else bare
    return Field(
        name,
        _sort(bare, inner, model),
        choices=kind if isinstance(kind, type) and issubclass(kind, StrEnum) else None,
        model=kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None,
        internal=is_internal(model, name),
    )


def _bare(annotation: Any) -> Any:
    """The annotation without `| None` and without its constraints."""
    if get_origin(annotation) in (Union, UnionType):
        return _bare(next(a for a in get_args(annotation) if a is not type(None)))
    return _bare(annotation.__origin__) if hasattr(annotation, "__metadata__") else annotation


_SINGLE: dict[Any, Sort] = {
    str: Sort.TEXT,
    Decimal: Sort.NUMBER,
    dt.date: Sort.DATE,
    bool: Sort.FLAG,
    int: Sort.COUNT,
}
_MANY: dict[Any, Sort] = {str: Sort.REFS, dt.date: Sort.DATES, int: Sort.WEEKDAYS}


def _sort(bare: Any, inner: Any, owner: type[BaseModel]) -> Sort:
    if inner is not None:
        return _MANY.get(inner, Sort.LIST)
    if bare in _SINGLE:
        return _SINGLE[bare]
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        return Sort.CHOICE
    if bare is Confirmation and owner is not Plan:
        return Sort.CONFIRMED
    return Sort.PART if isinstance(bare, type) and issubclass(bare, BaseModel) else Sort.OTHER
