"""What every check may look at, and what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from mutualplan_deck.findings import Audience, Level
from mutualplan_deck.plan.business_case import BusinessCase, is_confirmed
from mutualplan_deck.plan.checks.settings import Settings
from mutualplan_deck.plan.model import Confirmation, Party, Person, Plan, Status, Step
from mutualplan_deck.plan.owners import names
from mutualplan_deck.plan.schedule import Schedule
from mutualplan_deck.plan.signature import signature_step
from mutualplan_deck.plan.workdays import Workdays, of_plan

History = tuple[tuple[dt.date, Plan], ...]


class Found(Struct, frozen=True):
    """What a check found; what it leaves open is as the check's line in the table says."""

    message: str
    pointer: str = ""
    advice: str = ""
    level: Level | None = None
    audience: Audience | None = None


class Check(Struct, frozen=True):
    """One line of the table: a permanent code, and the function that looks."""

    code: str
    level: Level
    section: str
    find: Callable[[Facts], Iterable[Found]]
    rule: str
    question: str
    advice: str
    audience: Audience = Audience.SHARED


class Facts(Struct, frozen=True, dict=True):
    """A plan on a day, and what follows from it. `history` holds older versions, oldest first."""

    plan: Plan
    today: dt.date
    schedule: Schedule
    case: BusinessCase
    settings: Settings
    history: History = ()

    @cached_property
    def steps(self) -> tuple[tuple[int, Step], ...]:
        """Steps that still count, with their place in the plan."""
        return tuple((n, s) for n, s in enumerate(self.plan.steps) if s.status is not Status.CANCELLED)

    @cached_property
    def open_steps(self) -> tuple[tuple[int, Step], ...]:
        """Steps still to be done, with their place in the plan."""
        return tuple((n, s) for n, s in self.steps if s.open)

    @cached_property
    def customers(self) -> tuple[Person, ...]:
        """The customer's people who have a name."""
        return tuple(p for p in self.plan.people if p.party is Party.CUSTOMER and p.name)

    @cached_property
    def calendar(self) -> Workdays:
        """The plan's working days."""
        return of_plan(self.plan, self.today)[0]

    @cached_property
    def signature(self) -> Step | None:
        """The step in which the contract is signed."""
        return signature_step(self.plan)

    def person(self, text: str) -> Person | None:
        """The person of the plan with this name or id."""
        return self._people.get(text.strip().casefold()) if text.strip() else None

    def owners(self, text: str) -> tuple[str, ...]:
        """The names an owner text stands for."""
        if text not in self._owners:
            self._owners[text] = names(self.plan, text)
        return self._owners[text]

    def owns(self, person: Person, step: Step) -> bool:
        """Whether a person owns a step, alone or with others."""
        return any(
            self.person(name) == person
            for text in (step.owner_customer, step.owner_vendor)
            for name in self.owners(text)
        )

    def by_customer(self, confirmation: Confirmation | None) -> bool:
        """Whether somebody has confirmed by now; a name must not be one of the vendor's people."""
        person = self.person(confirmation.by) if confirmation else None
        return is_confirmed(confirmation, self.today) and (person is None or person.party is Party.CUSTOMER)

    def scheduled(self, code: str) -> Iterator[Found]:
        """What the schedule has found under a code."""
        for f in self.schedule.findings:
            if f.code == code:
                yield Found(f.message, f.pointer, f.advice, f.level, f.audience)

    @cached_property
    def _people(self) -> dict[str, Person]:
        people: dict[str, Person] = {}
        for person in self.plan.people:
            for key in (person.id, person.name):
                people.setdefault(key.casefold(), person)
        return people

    @cached_property
    def _owners(self) -> dict[str, tuple[str, ...]]:
        return {}


def of_step(
    n: int, step: Step, field: str, message: str, advice: str = "", level: Level | None = None
) -> Found:
    """Something found on the n-th step; on a step that is not shared, for the vendor alone."""
    return Found(message, f"/steps/{n}/{field}", advice, level, None if step.shared else Audience.INTERNAL)


def called(short: str, text: str, otherwise: str) -> str:
    """How a message names an item: by its own words, cut at a word where they go on for long."""
    return f"“{cut(short or text)}”" if short or text else otherwise


def step_name(step: Step) -> str:
    """How a message names a step."""
    return called(step.short, step.title, f"Step {step.id}")


def cut(text: str, most: int = 60) -> str:
    """A text of `most` characters or fewer, cut at a word if there is one."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head.rpartition(' ')[0] or head}…"
