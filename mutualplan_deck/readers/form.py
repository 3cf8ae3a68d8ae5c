"""Our own workbook as data: sheets, columns, hints (`form.toml`), completed from the plan's model."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import tomli
from msgspec import Struct

from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers.fields import Field, Sort, fields_of, sections
from mutualplan_deck.readers.words import columns, key

HOLIDAYS = "holidays"
INTERNAL = "internal"
_COMPOSED = {
    "steps": ("owner", "owner_with", "percent", "owner_title", "outline", "active"),
    "people": ("first_name", "middle_name", "last_name", "initials", "honorific"),
}


def helpers(section: str) -> tuple[str, ...]:
    """Fields that others are made of, and that no item of the plan has."""
    return _COMPOSED.get(section, ())


class Column(Struct, frozen=True):
    """A column of a sheet. `field` is None for those of the Internal sheet; `width` in characters."""

    path: str
    title: str
    hint: str
    width: int
    field: Field | None = None

    @property
    def internal(self) -> bool:
        """Whether it is for the vendor alone."""
        return self.field is not None and self.field.internal


class Sheet(Struct, frozen=True):
    """A sheet of our workbook with one line an item of `section`."""

    section: str
    title: str
    columns: tuple[Column, ...]
    colour: str = "7A5A00"


@cache
def raw() -> Mapping[str, Any]:
    """The file as it stands."""
    return tomli.loads(files(__package__).joinpath("form.toml").read_text("utf-8"))


@cache
def sheet(section: str) -> Sheet:
    """The sheet of a section of the plan, of `holidays`, or of `internal`."""
    data = raw()[section]
    known = item_fields(section)
    listed = [Column(p, _titled(p, t, known), h, w, known.get(p)) for p, t, h, w in data["columns"]]
    have = {c.path.split(".")[0] for c in listed}
    extra = [Column(n, _named(n), "", 16, f) for n, f in known.items() if n.split(".")[0] not in have]
    return Sheet(section, data["title"], (*listed, *extra), data.get("colour", "7A5A00"))


def _named(field: str) -> str:
    return field.replace("_", " ").capitalize()


def _titled(path: str, title: str, known: Mapping[str, Field]) -> str:
    return f"{title} (internal)" if path in known and known[path].internal else title


@cache
def item_fields(section: str) -> Mapping[str, Field]:
    """The fields a column of a section may hold; `confirmed.by` and `.on` beside `confirmed`."""
    if section == HOLIDAYS:
        return {"date": Field("date", Sort.DATE)}
    if section == INTERNAL:
        return {}
    known = dict(fields_of(sections()[section]))
    if "confirmed" in known:
        known["confirmed.by"] = Field("confirmed.by", Sort.TEXT)
        known["confirmed.on"] = Field("confirmed.on", Sort.DATE)
    return known


@cache
def all_sheets() -> tuple[Sheet, ...]:
    """The sheets with lines, in the workbook's order (the form's)."""
    listed = [s for s in raw() if s in sections() or s in (HOLIDAYS, INTERNAL)]
    missing = [s for s in sections() if s not in raw()]
    assert not missing, f"form.toml has no sheet for {missing}"
    return tuple(sheet(s) for s in listed)


@cache
def words_for(section: str) -> Mapping[str, str]:
    """From a header's key, in any language, to the field of `section` that it names.

    `owner` of a step and `first_name`, `last_name` of a person are put together later.
    """
    known = {*item_fields(section), *composed(section)}
    return {word: name for word, name in columns(section).items() if name in known}


def composed(section: str) -> tuple[str, ...]:
    """What a column may hold that is put together, or told apart, later."""
    return _COMPOSED.get(section, ())


@cache
def stands_for(name: str) -> tuple[str, ...]:
    """The fields of an item whose place is that of a column named `name`."""
    if name == "owner":
        return ("owner", "owner_customer", "owner_vendor")
    return ("name",) if name.endswith("_name") else (name.split(".")[0],)


@cache
def titles(section: str) -> Mapping[str, Column]:
    """From a header's key to our own column with that title."""
    return {key(c.title): c for c in sheet(section).columns}


@cache
def sheet_titles() -> Mapping[str, str]:
    """From a sheet title's key to its section; the key-value sheet is `plan`."""
    return {key(raw()["plan"]["title"]): "plan"} | {key(s.title): s.section for s in all_sheets()}


@cache
def plan_rows() -> tuple[Column, ...]:
    """The lines of the Plan sheet: `path` is dotted from the plan's root."""
    return tuple(Column(path, title, hint, 0) for path, title, hint in raw()["plan"]["rows"])


@cache
def plan_titles() -> Mapping[str, Column]:
    """From a label's key to the line of our Plan sheet."""
    return {key(row.title): row for row in plan_rows()}


def is_internal(section: str, path: str) -> bool:
    """Whether a column's field is for the vendor alone."""
    known = item_fields(section)
    return path in known and known[path].internal


@cache
def plan_hints() -> frozenset[str]:
    """Texts of our Plan sheet that are no entries: the hints and the header."""
    return frozenset(row.hint for row in plan_rows()) | frozenset(raw()["plan"]["header"])


def is_hint(text: Any, hint: str | None) -> bool:
    """Whether a cell under a header holds its hint, today's or an earlier version's."""
    return isinstance(text, str) and (text == hint or text in raw()["former_hints"])


@cache
def own_texts() -> frozenset[str]:
    """Everything our workbook says by itself outside its tables."""
    labels = frozenset(row.title for row in plan_rows())
    return plan_hints() | labels | frozenset(raw()["readme"]) | {raw()["readme_title"]}


def plan_field(name: str) -> Field:
    """A field of the plan's top."""
    return fields_of(Plan)[name]
