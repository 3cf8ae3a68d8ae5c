"""Facts: what a block may draw on when it is told, and the short ways to word it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.plan.business_case import BusinessCase
from mutualplan_deck.plan.firms import plain_name
from mutualplan_deck.plan.health import Rating
from mutualplan_deck.plan.model import Confirmation, Issue, Item, Kind, Plan, Step
from mutualplan_deck.plan.owners import names
from mutualplan_deck.plan.schedule import Schedule
from mutualplan_deck.plan.standing import Standing, standing
from mutualplan_deck.regex import regex
from mutualplan_deck.story.story import Edition, Proof, State, Text
from mutualplan_deck.story.voice import Measure, Voice

SOON = dt.timedelta(days=14)
_ARTICLE = regex(r"^(?:the|our|a|an) (?=\S)", re.IGNORECASE)
Kept = TypeVar("Kept")


class Facts(Struct, frozen=True, dict=True):
    """The plan as one edition may know it, what follows from it, the day, and the voice."""

    plan: Plan
    schedule: Schedule
    case: BusinessCase
    rating: Rating
    today: dt.date
    voice: Voice
    indexes: Mapping[str, Mapping[str, int]]
    edition: Edition = Edition.WORKING
    before: Plan | None = None
    """The plan as both sides last saw it together: what changed since is told against it."""

    # Texts

    def say(self, key: str, text_key: str, n: int | None = None, /, **values: object) -> Text:
        """A sentence of the catalogue as a text with its story key."""
        return Text(text_key, self.voice.say(key, n, **values))

    def label(self, key: str, n: int | None = None, /, **values: object) -> Text:
        """A sentence of the catalogue that is its own key (`labels/value/total`)."""
        return Text(f"labels/{key.replace('.', '/')}", self.voice.say(key, n, **values))

    def confirmed_by(self, key: str) -> Text:
        """The heading over what the customer has confirmed; without its name where that is too long."""
        return replace(self.label(key, customer=self.customer), short=self.voice.say("value.confirmed"))

    def own(self, section: str, item: Item, field: str) -> Text:
        """A plan text in the author's words, or a gap."""
        words = " ".join(str(getattr(item, field)).split())
        key, pointer = f"{section}/{item.id}/{field}", self.pointer(section, item.id, field)
        if not words:
            return Text(key, self.voice.say("word.to_confirm"), gap=True, pointer=pointer)
        short = " ".join(item.short.split()) if field in ("statement", "title", "ask") else ""
        return Text(key, words, short, pointer=pointer)

    def gap(self, key: str, pointer: str = "") -> Text:
        """Something that is still to confirm."""
        return Text(key, self.voice.say("word.to_confirm"), gap=True, pointer=pointer)

    def pointer(self, section: str, item: str, field: str) -> str:
        """The JSON pointer of a field in the plan as read, where what is not shared has its place too."""
        return f"/{section}/{self.indexes[section].get(item, 0)}/{field}"

    # Sides

    @cached_property
    def customer(self) -> str:
        """What people call the customer."""
        return self.phrase(self.plan.customer.short) or plain_name(self.plan.customer.name)

    @cached_property
    def vendor(self) -> str:
        """What people call the vendor, or ""."""
        return self.phrase(self.plan.vendor.short) or plain_name(self.plan.vendor.name)

    # Owners and confirmations

    def owners(self, step: Step) -> tuple[str, ...]:
        """Everybody who owns a step, the customer's side first, nobody twice."""
        return tuple(
            dict.fromkeys((*self._names_of(step.owner_customer), *self._names_of(step.owner_vendor)))
        )

    def person_name(self, owner: str) -> str:
        """The name an owner text stands for, several joined."""
        return ", ".join(self._names_of(owner))

    def owner(self, key: str, owner: str, pointer: str = "") -> Text:
        """An owner by name, or a gap."""
        found = self._names_of(owner)
        if not found:
            return self.gap(key, pointer)
        return Text(key, ", ".join(found), ", ".join(map(self.brief, found)), pointer=pointer)

    def _names_of(self, owner: str) -> tuple[str, ...]:
        """The names an owner text stands for; a person whose name and title are missing names nobody."""
        found = self._named.get(owner)
        if found is None:
            found = self._named[owner] = tuple(filter(None, names(self.plan, owner)))
        return found

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        return {}

    def confirmed(self, item: Any) -> bool:
        """Whether somebody at the customer has agreed by today."""
        said: Confirmation | None = item.confirmed
        return bool(said and (said.by or said.on) and (said.on is None or said.on <= self.today))

    def state(self, section: str, item: Any) -> State:
        """How far an item is confirmed; a confirmation still to come says who is to give it, and when."""
        proof = self._proof(item)
        said: Confirmation = item.confirmed or Confirmation()
        who, day = self.person_name(said.by), self.voice.short(said.on) if said.on else ""
        key = f"{section}/{item.id}/confirmed"
        pointer = self.pointer(section, item.id, "confirmed")
        missing = self.voice.say("value.to_be_named") if proof is not Proof.CONFIRMED else ""
        full = ", ".join(p for p in (who or missing, day) if p)
        short = ", ".join(p for p in (self.brief(who) or missing, day) if p)
        word = Text(f"{key}/state", self.voice.say(f"status.{proof.value}"))
        return State(proof, word, Text(key, full, short, pointer=pointer), Text(key, short, pointer=pointer))

    def _proof(self, item: Any) -> Proof:
        if self.confirmed(item):
            return Proof.CONFIRMED
        step = next((s for s in self.plan.steps if s.id == getattr(item, "step", "") and s.id), None)
        under_way = step and standing(step, self.today) in (
            Standing.IN_PROGRESS,
            Standing.AT_RISK,
            Standing.LATE,
        )
        return Proof.IN_PROGRESS if under_way else Proof.TO_CONFIRM

    # Steps

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Steps both sides may see and that still count, by due date, undated last."""
        live = [s for s in self.plan.steps if s.shared and standing(s, self.today) is not Standing.CANCELLED]
        return tuple(sorted(live, key=lambda s: s.due or dt.date.max))

    @cached_property
    def open(self) -> tuple[Step, ...]:
        """Steps still to be done, by due date."""
        return tuple(s for s in self.steps if s.open)

    @cached_property
    def decisions(self) -> tuple[Step, ...]:
        """Open decisions asked of the customer, the earliest first; approvals once they are due soon.

        The customer's own edition asks for approvals too: it is written for those who give them.
        """

        def asked(step: Step) -> bool:
            every = self.edition is Edition.CHAMPION
            near = step.kind is Kind.APPROVAL and (every or step.id in self.soon_ids)
            return (step.kind is Kind.DECISION or near) and bool(step.owner_customer or not step.owner_vendor)

        return tuple(s for s in self.open if asked(s))

    @cached_property
    def soon(self) -> tuple[Step, ...]:
        """Open steps due in the next 14 days; what is overdue comes first."""
        return tuple(s for s in self.open if s.due and s.due <= self.today + SOON)

    @cached_property
    def soon_ids(self) -> frozenset[str]:
        """The ids of the steps due in the next 14 days."""
        return frozenset(s.id for s in self.soon)

    @cached_property
    def _kept(self) -> dict[str, Any]:
        return {}

    def once(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What `make` gives, worked out the first time it is asked for under this name."""
        if name not in self._kept:
            self._kept[name] = make()
        found: Kept = self._kept[name]
        return found

    def glyph(self, step: Step) -> str:
        """The mark a step carries in lists: decisions stand out, trouble goes before them."""
        state = standing(step, self.today)
        if state in (Standing.LATE, Standing.BLOCKED, Standing.AT_RISK):
            return state.value
        return "decision" if step.kind in (Kind.DECISION, Kind.APPROVAL) else state.value

    def asked(self, step: Step) -> Text:
        """What a step asks, in the imperative where the author wrote one."""
        return self.own("steps", step, "ask" if step.ask else "title")

    def who_when(self, step: Step, key: str) -> Text:
        """`Marian Holt, by 15 January`, as far as it is known; the short form has initials."""
        owners = self.owners(step)
        full = self.voice.list_and(owners) or self.voice.say("word.owner_missing")
        short = self.voice.list_and([self.brief(owner) for owner in owners]) or full
        if not step.due:
            return Text(key, full, short)
        date = self.voice.day(step.due)
        told = [self.voice.say("word.owner_by", owner=who, date=date) for who in (full, short)]
        return Text(key, told[0], told[1])

    def who_date(self, step: Step, key: str) -> Text:
        """`Marian Holt, 15 Jan`, as far as it is known; the short form has initials."""
        owners = self.owners(step)
        day = self.voice.short(step.due) if step.due else ""
        full = ", ".join(p for p in (*owners, day) if p)
        short = ", ".join(p for p in (*map(self.brief, owners), day) if p)
        return Text(key, full or self.voice.say("word.owner_missing"), short)

    # The business case in words

    def measure(self, issue: Issue, which: str) -> Measure | None:
        """The issue's `baseline` or `target` with its unit."""
        value: Decimal | None = getattr(issue, which)
        return None if value is None else self.voice.measure(value, issue.unit)

    def metric_words(self, issue: Issue) -> Mapping[str, str]:
        """The metric's name inside a sentence (`metric`) and at its head (`topic`)."""
        words = self.phrase(issue.metric)
        # "Our" takes the place of an article that the author wrote.
        bare = _ARTICLE.sub("", words) if self.voice.overlay and self.voice.locale.language == "en" else words
        return {"metric": self.inner(bare), "topic": words[:1].upper() + words[1:]}

    @cached_property
    def lead_issue(self) -> Issue | None:
        """The issue the story leads with: the first that is measured, else the first."""
        measured = (
            i for i in self.plan.issues if i.metric and i.baseline is not None and i.target is not None
        )
        return next(measured, self.plan.issues[0] if self.plan.issues else None)

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words that are names here, and keep their capital wherever they stand."""
        plan = self.plan
        known = (plan.customer.name, plan.customer.short, plan.vendor.name, plan.vendor.short)
        return frozenset(word for name in (*known, *(p.name for p in plan.people)) for word in name.split())

    def inner(self, words: str) -> str:
        """A phrase as it stands inside a sentence: its first letter small, unless it is a name or a noun."""
        first = words.split(" ", 1)[0]
        keep = (
            self.voice.locale.language == "de"
            or not (first[1:].islower() or first == "A")
            or re.split(r"['’,.:;]", first)[0] in self._names
        )
        return words if keep else words[:1].lower() + words[1:]

    def phrase(self, words: str) -> str:
        """An author's words as part of a title: on one line, without a full stop of their own."""
        return " ".join(words.split()).rstrip(".")

    def brief(self, name: str) -> str:
        """A person's name by initial and surname; a role or a group stays as it is."""
        person = self.plan.person(name)
        return initialled(name) if person and person.name == name else name


def indexes(plan: Plan) -> Mapping[str, Mapping[str, int]]:
    """Where each item stands in its section, by id; of equal ids the first."""
    sections = ("issues", "problems", "capabilities", "outcomes", "people", "steps", "risks")
    numbered = {s: [(item.id, k) for k, item in enumerate(getattr(plan, s))] for s in sections}
    return {section: dict(reversed(pairs)) for section, pairs in numbered.items()}


_HONORIFICS = frozenset(
    (
        "dr",
        "prof",
        "professor",
        "mr",
        "mrs",
        "ms",
        "mx",
        "sir",
        "dame",
        "herr",
        "frau",
        "fr",
        "hr",
        "m",
        "mme",
        "sr",
    )
)


def initialled(name: str) -> str:
    """`D. Okafor`, `F.-X. Lebœuf`; a name of one word, or one that is not written in capitals, stays whole.

    What people are called by (Dr, Professor, Frau) is no name and goes first.
    """
    words = name.split()
    while len(words) > 2 and words[0].rstrip(".").casefold() in _HONORIFICS:
        words.pop(0)
    first, rest = words[0] if words else "", " ".join(words[1:])
    if not rest or not first[:1].isupper() or "," in name:
        return name
    parts = [p for p in first.split("-") if p[:1].isupper()]
    return f"{'-'.join(f'{p[0]}.' for p in parts)}\u00a0{rest}"


def initials(name: str) -> str:
    """Two letters for a disc: the first and the last word's, or the first two characters."""
    words = [w for w in name.replace("-", " ").split() if w[:1].isalnum()]
    while len(words) > 1 and words[0].rstrip(".").casefold() in _HONORIFICS:
        words.pop(0)
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:2].upper() if words[0].isascii() else words[0][:1]
    return (words[0][:1] + words[-1][:1]).upper()
