"""The pre-meeting brief: one page for the rep before walking in. For the vendor alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct

from mutualplan_deck.findings import Finding, worst_first
from mutualplan_deck.plan.model import Plan, Status, Step
from mutualplan_deck.story.facts import Facts

QUESTIONS = 3


class Part(Struct, frozen=True):
    """A heading and its lines."""

    head: str
    lines: tuple[str, ...]


class Brief(Struct, frozen=True):
    """What to know before walking in: whom we meet and when, and five short lists."""

    title: str
    subtitle: str
    parts: tuple[Part, ...]


def tell_brief(facts: Facts, whole: Plan, findings: Sequence[Finding]) -> Brief:
    """The brief of a plan. `whole` is the plan with the steps that are the vendor's own."""
    voice, plan = facts.voice, facts.plan
    met = max((m.date for m in plan.meetings if m.date < facts.today), default=None)
    coming = min((m.date, m.name) for m in plan.meetings if m.date >= facts.today) if _ahead(facts) else None
    meeting = voice.say("brief.meeting", date=voice.long(coming[0]), name=coming[1] or "") if coming else ""
    return Brief(
        title=voice.say("brief.title", customer=plan.customer.name),
        subtitle=meeting.rstrip(" ,") or voice.say("brief.no_meeting"),
        parts=(
            _part(facts, "decisions", [_asked(facts, s) for s in facts.decisions]),
            *_overdue(facts, whole),
            _part(facts, "soon", [_line(facts, s) for s in _soon(facts, whole)]),
            _part(facts, "questions", _questions(findings)),
            _part(facts, "since", [_done(facts, s) for s in _since(whole, met)]),
        ),
    )


def _ahead(facts: Facts) -> bool:
    return any(m.date >= facts.today for m in facts.plan.meetings)


def _part(facts: Facts, name: str, lines: Sequence[str]) -> Part:
    """A list, or one line that says it is empty."""
    nothing = facts.voice.say(f"brief.no_{name}")
    return Part(facts.voice.say(f"brief.{name}"), tuple(lines) or (nothing,))


def _asked(facts: Facts, step: Step) -> str:
    return f"{facts.asked(step).full}: {facts.who_when(step, '').full}"


def _line(facts: Facts, step: Step) -> str:
    day = facts.voice.brief(step.due) if step.due else facts.voice.say("word.no_date")
    who = ", ".join(facts.owners(step)) or facts.voice.say("word.owner_missing")
    return f"{day}  {step.title or step.id}: {who}"


def _done(facts: Facts, step: Step) -> str:
    day = step.done_on or step.due
    return f"{facts.voice.brief(day)}  {step.title or step.id}" if day else step.title or step.id


def _overdue(facts: Facts, whole: Plan) -> tuple[Part, Part]:
    """What is overdue on the customer's side, then on ours."""
    late = sorted(
        (s for s in whole.steps if s.open and s.due and s.due < facts.today),
        key=lambda s: s.due or dt.date.max,
    )
    ours = [_line(facts, s) for s in late if not s.owner_customer]
    theirs = [_line(facts, s) for s in late if s.owner_customer]
    return _part(facts, "overdue_customer", theirs), _part(facts, "overdue_vendor", ours)


def _soon(facts: Facts, whole: Plan) -> list[Step]:
    until = facts.today + dt.timedelta(days=14)
    found = [s for s in whole.steps if s.open and s.due and facts.today <= s.due <= until]
    return sorted(found, key=lambda s: s.due or dt.date.max)


def _questions(findings: Sequence[Finding]) -> list[str]:
    """The worst findings' questions, each once, with what gave rise to them."""
    asked: dict[str, str] = {}
    for finding in worst_first(findings):
        if finding.question and finding.question not in asked:
            asked[finding.question] = finding.message
    return [f"{question} ({message.rstrip('.')})" for question, message in list(asked.items())[:QUESTIONS]]


def _since(whole: Plan, met: dt.date | None) -> list[Step]:
    """Steps finished since the last meeting."""
    if met is None:
        return []
    done = [s for s in whole.steps if s.status is Status.DONE and (s.done_on or s.due or dt.date.min) >= met]
    return sorted(done, key=lambda s: s.done_on or s.due or dt.date.min)
