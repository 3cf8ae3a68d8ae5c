"""Checks on the people: who decides, who carries the plan inside, who else must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mutualplan_deck.plan.checks.facts import Facts, Found, of_step, step_name
from mutualplan_deck.plan.model import Person
from mutualplan_deck.plan.words import is_word, speaks_of
from mutualplan_deck.regex import regex

_FUNCTIONS = ("general", "finance", "security", "legal", "procurement", "people", "it", "sales", "operations")
_COMPANY = regex(
    r"(?<!\w)(?:gmbh|ag|ltd|limited|inc|llc|plc|s\.?a\.?|s\.?l\.?|b\.?v\.?|corp|co)\.?$", re.IGNORECASE
)


def powerful(facts: Facts) -> Iterator[Found]:
    """MP114."""
    people = _with_role(facts, "role_power")
    if not people:
        yield Found("Nobody in the plan has the role “power”.", "/people")
    elif len(people) > 1:
        names = ", ".join(p.name or p.title for _, p in people)
        advice = "Ask whose yes stands when the others say no; that is one person."
        yield Found(f"Several people have the role “power”: {names}.", f"/people/{people[1][0]}/role", advice)


def power_met(facts: Facts) -> Iterator[Found]:
    """MP115."""
    for n, person in _with_role(facts, "role_power"):
        met, days = person.last_contact, facts.settings.thresholds.power_days
        if met is None or met > facts.today or (facts.today - met).days > days:
            when = f"on {met.isoformat()}" if met and met <= facts.today else "on no day the plan knows"
            message = f"{person.name or person.title} was last met {when}."
            advice = "Ask the champion for a quarter of an hour with them, with one decision to take."
            yield Found(message, f"/people/{n}/last_contact", advice)
        if not any(facts.owns(person, s) for _, s in facts.steps):
            message = f"{person.name or person.title} takes part in no step."
            yield Found(
                message, f"/people/{n}", "Give them the decision that is theirs to take, with a date."
            )


def championed(facts: Facts) -> Iterator[Found]:
    """MP116."""
    power = [p for _, p in _with_role(facts, "role_power")]
    champions = [(n, p) for n, p in _with_role(facts, "role_champion") if p not in power]
    if not champions:
        yield Found("Nobody in the plan has the role “champion” besides the one who decides.", "/people")
    elif not any(facts.owns(p, s) for _, p in champions for _, s in facts.open_steps):
        n, person = champions[0]
        yield Found(f"{person.name or person.title}, the champion, owns no open step.", f"/people/{n}")


def enough(facts: Facts) -> Iterator[Found]:
    """MP117."""
    people, least = facts.customers, facts.settings.thresholds
    functions = {_function(p.title, facts.plan.locale) for p in people if p.title}
    if len(people) < least.people:
        yield Found(f"The plan names {_count(len(people), 'person')} of the customer's.", "/people")
    elif len(functions) < least.functions:
        yield Found(f"The customer's people come from {_count(len(functions), 'function')}.", "/people")


def owned_by_people(facts: Facts) -> Iterator[Found]:
    """MP118."""
    for n, step in facts.open_steps:
        sides = (("owner_customer", step.owner_customer), ("owner_vendor", step.owner_vendor))
        if not any(text for _, text in sides):
            yield of_step(n, step, "owner_customer", f"{step_name(step)} has no owner.")
        for field, text in sides:
            nobody = [name for name in facts.owners(text) if not _is_person(facts, name)]
            if nobody:
                message = f"{step_name(step)} is owned by {_listed(nobody)}, which is nobody's name."
                yield of_step(n, step, field, message)


def _with_role(facts: Facts, topic: str) -> list[tuple[int, Person]]:
    return [(n, p) for n, p in enumerate(facts.plan.people) if is_word(topic, p.role)]


def _is_person(facts: Facts, name: str) -> bool:
    """Whether an owner's text is somebody: a person with a name, or a name that is no group's."""
    person = facts.person(name)
    if person:
        return bool(person.name)
    known_title = any(
        p.title and not p.name and p.title.casefold() == name.casefold() for p in facts.plan.people
    )
    return not known_title and not _is_organisation(facts, name) and not _is_nobody(name, facts.plan.locale)


def _is_organisation(facts: Facts, name: str) -> bool:
    sides = (facts.plan.customer, facts.plan.vendor)
    own = {text.casefold() for side in sides for text in (side.name, side.short) if text}
    return name.casefold() in own or _COMPANY.search(name) is not None


@cache
def _is_nobody(name: str, locale: str) -> bool:
    return not re.search(r"[^\W\d_]", name) or is_word("nobody", name, locale)


def _function(title: str, locale: str) -> str:
    """Where in the organisation a title stands; a title nobody knows is a function of its own."""
    for function in _FUNCTIONS:
        if speaks_of(f"function_{function}", title, locale):
            return function
    return " ".join(title.casefold().split())


def _count(number: int, word: str) -> str:
    plural = {"person": "people", "function": "functions"}[word]
    return f"{number or 'no'} {word if number == 1 else plural}"


def _listed(names: list[str]) -> str:
    return " and ".join(f"“{name}”" for name in names)
