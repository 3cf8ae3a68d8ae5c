"""What may stand in a file: all that both sides share, and what the tool itself says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, cached_property
from importlib import resources
from typing import Any

import tomli
from msgspec import Struct
from pydantic import BaseModel

from mutualplan_deck.outputs.audit.views import squeezed
from mutualplan_deck.plan.business_case import business_case
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.plan.words import words_of
from mutualplan_deck.regex import regex
from mutualplan_deck.story.edition import shared_part

_TOOL = ("mutualplan-deck", "mutualplan_deck", "mutual-plan.invalid")
_FIELD = regex(r"\{[^}]*\}")


class Known:
    """Texts, numbers, names and addresses that are no secret."""

    def __init__(self, plan: Plan, numbers: frozenset[str]) -> None:
        self._plan = plan
        self.numbers = numbers
        self._texts = tuple(dict.fromkeys((*_strings(plan), *_catalogues())))

    @cached_property
    def _letters(self) -> str:
        return "\n".join(map(squeezed, self._texts))

    @cached_property
    def _spoken(self) -> str:
        return "\n".join(f" {' '.join(words_of(text))} " for text in self._texts)

    def says(self, letters: str) -> bool:
        """Whether a shared text holds these letters in a row."""
        return letters in self._letters

    def speaks(self, words: tuple[str, ...]) -> bool:
        """Whether a shared text holds these words in a row."""
        return f" {' '.join(words)} " in self._spoken

    @cached_property
    def authors(self) -> frozenset[str]:
        """Who may have made a file, squeezed: both sides, the people of the plan, and this tool."""
        plan = self._plan
        sides = (plan.customer.name, plan.customer.short, plan.vendor.name, plan.vendor.short)
        names = (*sides, *(p.name for p in plan.people), *(p.email for p in plan.people), *_TOOL)
        return frozenset(filter(None, map(squeezed, names)))

    @cached_property
    def domains(self) -> frozenset[str]:
        """The domains of the people's addresses."""
        return frozenset(p.email.rpartition("@")[2].casefold() for p in self._plan.people if "@" in p.email)

    def writes_to(self, address: str) -> bool:
        """Whether an e-mail address belongs here."""
        domain = address.rpartition("@")[2].casefold()
        return domain in self.domains or domain in _TOOL or self.says(squeezed(address))


def known_of(plan: Plan, today: dt.date) -> Known:
    """What both sides share of a plan, and what follows from it."""
    shared = shared_part(plan)
    hidden = bool(plan.investment and plan.investment.hidden)
    priceless = shared.model_copy(update={"investment": None}) if hidden else shared
    figures = (*_numbers(priceless), *_numbers(business_case(priceless, today)))
    return Known(shared, frozenset(_digits(n) for n in figures))


def _digits(value: Decimal) -> str:
    return format(abs(value).to_integral_value(), "f") if value.is_finite() else ""


def _numbers(value: Any) -> Iterator[Decimal]:
    if isinstance(value, Decimal):
        yield value
    else:
        for inner in _members(value):
            yield from _numbers(inner)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for inner in _members(value):
            yield from _strings(inner)


def _members(value: Any) -> Iterator[Any]:
    if isinstance(value, BaseModel):
        yield from (getattr(value, name) for name in type(value).model_fields)
    elif isinstance(value, Struct):
        yield from (getattr(value, name) for name in value.__struct_fields__)
    elif isinstance(value, (tuple, list)):
        yield from value
    elif isinstance(value, dict):
        yield from (*value.keys(), *value.values())


@cache
def internal_marks() -> tuple[str, ...]:
    """What an internal edition says of itself on every slide, in each language."""
    catalogues = resources.files("mutualplan_deck.story").joinpath("catalogue")
    files = sorted((f for f in catalogues.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    said = (tomli.loads(f.read_text("utf-8")).get("chrome", {}).get("internal", "") for f in files)
    return tuple(text.partition("{")[0] for text in said if text)


@cache
def _catalogues() -> tuple[str, ...]:
    """Every sentence the tool knows, without its placeholders."""
    found: dict[str, None] = {}
    for package, folder in (("mutualplan_deck.story", "catalogue"), ("mutualplan_deck.outputs", "words")):
        for file in sorted(resources.files(package).joinpath(folder).iterdir(), key=lambda f: f.name):
            if file.name.endswith(".toml"):
                found |= dict.fromkeys(_strings(tomli.loads(file.read_text("utf-8"))))
    return tuple(_FIELD.sub("\n", text) for text in found)
