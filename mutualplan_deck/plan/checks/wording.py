"""The check on what both sides may read: nothing that is the vendor's own (MP130)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from mutualplan_deck.findings import Audience
from mutualplan_deck.plan.checks.facts import Facts, Found, cut
from mutualplan_deck.plan.checks.secrets import Secrets
from mutualplan_deck.plan.model import Plan, Step, is_internal
from mutualplan_deck.plan.words import found, without, words_of
from mutualplan_deck.regex import regex

_PLACEHOLDER = regex(
    r"\{\{|\}\}|<<|\[(?:name|customer|company|date|kunde|nom|nombre|client|x+)\b[^\]]*\]|\bxx+\b",
    re.IGNORECASE,
)
_LISTED = regex(r"\s*[;,\n]\s*")
_MAIL = regex(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_NOT_TEXT = ("id", "logo", "format", "currency", "locale", "email", "step")
_LEAST_WORDS = 3  # shorter internal texts are names and grades that may stand anywhere
_MARKS = frozenset("{}<[xX")
_OWNERS = ("owner_customer", "owner_vendor", "owner")


def nothing_private(facts: Facts) -> Iterator[Found]:
    """MP130."""
    secrets = _secrets(facts)
    domains = {p.email.rpartition("@")[2].casefold() for p in facts.plan.people if "@" in p.email}
    for pointer, text in shared_texts(facts.plan):
        why = _leak(facts, pointer, text, secrets, domains)
        if why:
            yield Found(f"“{cut(text)}” holds {why}.", pointer, audience=Audience.INTERNAL)


def shared_texts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Pointer and text of everything in a plan that both sides may read; ids and dates are no texts."""
    yield from _texts("", plan)


def _texts(pointer: str, section: BaseModel) -> Iterator[tuple[str, str]]:
    texts, sections = _fields(type(section))
    for field in texts:
        if text := getattr(section, field):
            yield f"{pointer}/{field}", text
    for field in sections:
        value = getattr(section, field)
        items = enumerate(value) if isinstance(value, tuple) else [(None, value)] if value else []
        for n, item in items:
            if not (isinstance(item, Step) and not item.shared):
                yield from _texts(f"{pointer}/{field}" + ("" if n is None else f"/{n}"), item)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A section's shared fields: those that hold text, and those that hold further sections."""
    shared = {f: i for f, i in model.model_fields.items() if f not in _NOT_TEXT and not is_internal(model, f)}
    sections = tuple(f for f, info in shared.items() if _holds_sections(info.annotation))
    return tuple(f for f, info in shared.items() if info.annotation is str), sections


def _holds_sections(annotation: Any) -> bool:
    inner = get_args(annotation)
    return (
        any(map(_holds_sections, inner))
        if inner
        else isinstance(annotation, type) and issubclass(annotation, BaseModel)
    )


def _leak(facts: Facts, pointer: str, text: str, secrets: Secrets, domains: set[str]) -> str:
    """What in a text is not for both sides, in words; empty if nothing is."""
    if _MARKS.intersection(text) and _PLACEHOLDER.search(text):
        return "a placeholder that nobody has filled"
    foreign = _MAIL.findall(text) if domains and "@" in text else []
    foreign = [d for d in foreign if d.casefold() not in domains]
    if foreign:
        return f"an e-mail address of somebody else’s, at {foreign[0]}"
    return secrets.within(text) or _word(facts, pointer, text)


def _word(facts: Facts, pointer: str, text: str) -> str:
    """A word of the vendor's own; an owner still to be named is told by MP118."""
    locale = facts.plan.locale
    word = found("leak", text, locale)
    if not word or (word == "tbd" and pointer.rpartition("/")[2] in _OWNERS):
        return ""
    rest = without("not_leak", text, locale)
    for allowed in facts.settings.allowed_words:
        rest = rest.replace(f" {' '.join(words_of(allowed))} ", " ")
    word = found("leak", rest, locale)
    return f"“{word}”, a word for the vendor’s own notes" if word else ""


def _secrets(facts: Facts) -> Secrets:
    """Texts that must not stand anywhere both sides read, and what they are."""
    plan = facts.plan
    secrets = Secrets()
    for word in facts.settings.private_words:
        secrets.add(word, f"“{word}”, which is named as private")
    for key in ("competitors", "other_customers"):
        for name in _strings(plan.internal.get(key)):
            secrets.add(name, f"“{name}”, from the internal list of {key.replace('_', ' ')}")
    names = [_plain(name) for name in _names(plan)]
    called, all_names = frozenset((*names, *map(_plain, _titles(plan)))), "|".join(names)
    for text in (*_internal_fields(plan), *_strings(plan.internal)):
        if len(words_of(text)) >= _LEAST_WORDS and not _is_public(text, all_names, called):
            secrets.add(text, "the text of an internal field")
    return secrets


def _plain(text: str) -> str:
    return f" {' '.join(words_of(text))} "


def _is_public(text: str, names: str, called: frozenset[str]) -> bool:
    """Whether a text is made of names everybody knows ("Ann Lee; Bo Ray"), or is a part of one."""
    plain = _plain(text)
    return plain in called or plain in names or {_plain(part) for part in _LISTED.split(text)} <= called


def _names(plan: Plan) -> Iterator[str]:
    """Names and job titles everybody knows, whatever field they or their parts also stand in."""
    yield from (plan.customer.name, plan.vendor.name)
    for person in plan.people:
        yield from (person.name, person.title)


def _titles(plan: Plan) -> Iterator[str]:
    """What the plan, its steps, phases and owners are called, which other tools list elsewhere too."""
    yield from ("", plan.title)
    for step in plan.steps:
        yield step.phase
        if step.shared:
            yield from (step.title, step.owner_customer, step.owner_vendor)


def _internal_fields(plan: Plan) -> Iterator[str]:
    for item in (*plan.people, *plan.steps):
        for field in _internal_names(type(item)):
            value = getattr(item, field)
            if isinstance(value, str) and value:
                yield value


@cache
def _internal_names(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(f for f in model.model_fields if is_internal(model, f))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from () if key == "settings" else _strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _strings(inner)
