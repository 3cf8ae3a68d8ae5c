"""Whom to ask on the customer's side, told by titles and by what people own in the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mutualplan_deck.plan.model import Party, Person
from mutualplan_deck.plan.words import speaks_of
from mutualplan_deck.story.facts import Facts

FUNCTIONS = ("finance", "it", "security", "operations", "executive")
"""Those who will ask; `executive` is whoever decides and is none of the others."""


def ours(facts: Facts) -> tuple[Person, ...]:
    """People of the customer's whose names are known, in the plan's order."""
    return tuple(p for p in facts.plan.people if p.party is Party.CUSTOMER and p.name)


def of_function(facts: Facts, function: str) -> Person | None:
    """The customer's person for a function, or None."""
    return facts.once(f"function:{function}", lambda: _of_function(facts, function))


def _of_function(facts: Facts, function: str) -> Person | None:
    if function == "executive":
        return next((p for p in ours(facts) if p.decides and not _speaks(facts, p, FUNCTIONS[:3])), None)
    found = [p for p in ours(facts) if _speaks(facts, p, (function,))]
    # Those who make it work ask about operations; those who decide have been asked about the rest.
    found.sort(key=lambda p: function == "operations" and p.decides)
    return found[0] if found else None


def _speaks(facts: Facts, person: Person, functions: Iterable[str]) -> bool:
    return any(speaks_of(f"function_{f}", person.title, facts.voice.tag) for f in functions)


def lead(facts: Facts) -> Person | None:
    """Who leads the work: of those who do not decide the owner of most steps, else the first decider."""
    owned = Counter(name for step in facts.steps for name in facts.owners(step))
    makers = [p for p in ours(facts) if not p.decides]
    return max(makers, key=lambda p: owned[p.name], default=next(iter(ours(facts)), None))


def for_figures(facts: Facts) -> Person | None:
    """Who answers for the figures: finance, else whoever confirmed or is to confirm most outcomes."""
    named = Counter(facts.person_name(o.confirmed.by) for o in facts.plan.outcomes if o.confirmed)
    known = [p for p in ours(facts) if named[p.name]]
    return of_function(facts, "finance") or max(known, key=lambda p: named[p.name], default=None)


def at_vendor(facts: Facts) -> Person | None:
    """Who answers on the vendor's side."""
    theirs = [p for p in facts.plan.people if p.party is Party.VENDOR and p.name]
    return next((p for p in theirs if p.decides), theirs[0] if theirs else None)


def to_ask(facts: Facts) -> tuple[tuple[Person, tuple[str, ...]], ...]:
    """Each person to ask with the topics they know, at most three people."""
    found = [
        ("plan", lead(facts)),
        ("figures", for_figures(facts)),
        ("security", of_function(facts, "security")),
        ("it", of_function(facts, "it")),
        ("operations", of_function(facts, "operations")),
    ]
    topics: dict[str, tuple[Person, tuple[str, ...]]] = {}
    for topic, person in found:
        known = person is not None and person.name in topics
        if person and (known or len(topics) < 3) and not (known and topic == "operations"):
            topics[person.name] = (person, (*topics.get(person.name, (person, ()))[1], topic))
    return tuple(topics.values())
