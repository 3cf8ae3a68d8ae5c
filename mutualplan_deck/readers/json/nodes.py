"""What is found in another tool's JSON: items of the plan, facts, organisations, and what is left out."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Found(Struct, frozen=True):
    """An object that is an item of `section`, at `place`.

    `phase` is the name of what it stands in, `side` the side of the organisation it stands in.
    """

    section: str
    place: str
    item: dict[str, Any]
    phase: str = ""
    side: str = ""


class Fact(Struct, frozen=True):
    """A single value: its keys in words from the root, and its place."""

    path: tuple[str, ...]
    place: str
    value: Any


class Organisation(Struct, frozen=True):
    """One of the organisations that are listed, and the id by which the rest of the file speaks of it."""

    side: str
    id: str


class LeftOut(Struct, frozen=True):
    """Something that is not part of the shared plan; `at` is the key that says so."""

    place: str
    at: str
    value: Any
    why: str


Node = Found | Fact | Organisation | LeftOut
