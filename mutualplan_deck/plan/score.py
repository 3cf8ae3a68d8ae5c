"""How well a deal is qualified (METHOD §4): vision × value × power × plan. For the vendor alone.

Each factor is 0 unknown, 1 identified, 2 confirmed by the customer, 3 with evidence. A confirmation
without a day, or of more than sixty days ago, confirms nothing any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import IntEnum, StrEnum
from fractions import Fraction

from msgspec import Struct

from mutualplan_deck.plan.model import Confirmation, Party, Person, Plan, SourceKind, Status, Step
from mutualplan_deck.plan.owners import names
from mutualplan_deck.plan.words import is_word

CONFIRMATION_DAYS = 60
_TOP = 3


class Grade(IntEnum):
    """How sure a factor is."""

    UNKNOWN = 0
    IDENTIFIED = 1
    CONFIRMED = 2
    EVIDENCED = 3


class FactorName(StrEnum):
    """The four factors of a qualified prospect."""

    VISION = "vision"
    VALUE = "value"
    POWER = "power"
    PLAN = "plan"


class Factor(Struct, frozen=True):
    """One factor, and in one sentence what would raise it (empty at the top)."""

    name: FactorName
    grade: Grade
    raised_by: str


class Score(Struct, frozen=True):
    """The four factors; `product` is that of their thirds, from 0 to 1."""

    factors: tuple[Factor, ...]

    @property
    def product(self) -> Fraction:
        """Nothing if any factor is unknown: a deal is as good as its weakest part."""
        result = Fraction(1)
        for factor in self.factors:
            result *= Fraction(int(factor.grade), _TOP)
        return result

    @property
    def weakest(self) -> Factor:
        """The factor to work on first; of equals, the first in the order of the method."""
        return min(self.factors, key=lambda factor: factor.grade)


def score(plan: Plan, today: dt.date, confirmation_days: int = CONFIRMATION_DAYS) -> Score:
    """The score of a plan on `today`."""
    fresh = _Fresh(plan, today, confirmation_days)
    ladders = {
        FactorName.VISION: _vision(plan, fresh),
        FactorName.VALUE: _value(plan, fresh),
        FactorName.POWER: _power(plan, fresh),
        FactorName.PLAN: _plan(plan, fresh),
    }
    return Score(tuple(_factor(name, rungs) for name, rungs in ladders.items()))


Rung = tuple[bool, str]


def _factor(name: FactorName, rungs: Iterable[Rung]) -> Factor:
    """The rungs that hold from the bottom up, and the words of the first that does not."""
    grade = 0
    for holds, otherwise in rungs:
        if not holds:
            return Factor(name, Grade(grade), otherwise)
        grade += 1
    return Factor(name, Grade(grade), "")


class _Fresh(Struct, frozen=True):
    """Which confirmations still count."""

    plan: Plan
    today: dt.date
    days: int

    def __call__(self, confirmation: Confirmation | None) -> bool:
        on = confirmation.on if confirmation else None
        person = self.plan.person(confirmation.by) if confirmation else None
        ours = person is not None and person.party is not Party.CUSTOMER
        return on is not None and not ours and self.recent(on)

    def recent(self, day: dt.date | None) -> bool:
        """Whether a day has come, and not too long ago."""
        return day is not None and 0 <= (self.today - day).days <= self.days


def _vision(plan: Plan, fresh: _Fresh) -> tuple[Rung, ...]:
    measured = [i for i in plan.issues if i.statement and i.baseline is not None and i.target is not None]
    answers = [c for c in plan.capabilities if c.problems]
    agreed = [c for c in answers if fresh(c.confirmed)]
    steps = {s.id: s for s in plan.steps}
    shown = [c for c in agreed if c.proof and c.step in steps and steps[c.step].status is Status.DONE]
    return (
        (bool(measured and answers), "A measured issue, and what the customer will be able to do about it."),
        (
            any(fresh(i.confirmed) for i in measured) and bool(agreed),
            "The customer's word, with its day, on an issue and on a capability that answers it.",
        ),
        (bool(shown), "A confirmed capability proved by a step that is done."),
    )


def _value(plan: Plan, fresh: _Fresh) -> tuple[Rung, ...]:
    sized = [o for o in plan.outcomes if o.annual_value is not None]
    agreed = [o for o in sized if fresh(o.confirmed)]
    sourced = [o for o in agreed if o.source and o.source_kind is SourceKind.CUSTOMER]
    worth = sum(o.annual_value or 0 for o in sized)
    return (
        (bool(sized), "One outcome with a yearly value."),
        (
            bool(agreed) and 2 * sum(o.annual_value or 0 for o in agreed) >= worth,
            "Half of the value or more confirmed by the customer in the last weeks.",
        ),
        (
            2 * sum(o.annual_value or 0 for o in sourced) >= worth,
            "Half of the value or more confirmed from the customer's own figures, with their source.",
        ),
    )


def _power(plan: Plan, fresh: _Fresh) -> tuple[Rung, ...]:
    people = [p for p in plan.people if is_word("role_power", p.role)]
    known = len(people) == 1 and bool(people[0].name)
    met = known and (fresh.recent(people[0].last_contact) or _has_confirmed(plan, people[0], fresh))
    acted = known and any(s.status is Status.DONE and _owns(plan, people[0], s) for s in plan.steps)
    return (
        (known, "One person, by name, who can say yes when others say no."),
        (met, "A meeting with that person, or their confirmation, in the last weeks."),
        (acted, "A step that this person owns and has done."),
    )


def _plan(plan: Plan, fresh: _Fresh) -> tuple[Rung, ...]:
    opened = [s for s in plan.steps if s.open]
    dated = [s for s in opened if s.due and (s.owner_customer or s.owner_vendor)]
    kept = [s for s in plan.steps if s.owner_customer and s.status is Status.DONE and _on_time(s)]
    return (
        (
            plan.success.date is not None and bool(opened) and 4 * len(dated) >= 3 * len(opened),
            "A success date, and an owner and a date on three of four open steps.",
        ),
        (fresh(plan.confirmed), "The customer's yes to this plan, with its day, in the last weeks."),
        (bool(kept), "A step of the customer's that was done on time."),
    )


def _has_confirmed(plan: Plan, person: Person, fresh: _Fresh) -> bool:
    given = (
        plan.confirmed,
        *(issue.confirmed for issue in plan.issues),
        *(capability.confirmed for capability in plan.capabilities),
        *(outcome.confirmed for outcome in plan.outcomes),
    )
    return any(c and fresh(c) and plan.person(c.by) == person for c in given)


def _owns(plan: Plan, person: Person, step: Step) -> bool:
    owners = (name for text in (step.owner_customer, step.owner_vendor) for name in names(plan, text))
    return any(plan.person(name) == person for name in owners)


def _on_time(step: Step) -> bool:
    return bool(step.done_on and step.due and step.done_on <= step.due)
