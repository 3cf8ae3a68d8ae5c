"""The road as a calendar file: whole days, under ids that stay, so that a later file updates them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.outputs.letter import one_line
from mutualplan_deck.outputs.writing import Writing

if TYPE_CHECKING:
    from icalendar import Event

    from mutualplan_deck.plan.model import Step
    from mutualplan_deck.story.facts import Facts

_FIRST = dt.date(2020, 1, 1)
_SPACE = uuid.UUID("7a0d6c1e-33c5-5f0b-9d2a-6f1f7b8f4e21")  # all ids of mutual plans are made in it


class Entry(Struct, frozen=True):
    """A whole day in the calendar. `key` is what it is in the plan (`steps/s7`), whatever day it falls on."""

    key: str
    day: dt.date
    summary: str
    description: str = ""


def calendar(facts: Facts) -> bytes:
    """The calendar of open steps, coming meetings and the success date, as of the facts' day."""
    from icalendar import Calendar

    say = Writing(facts.voice)
    file = Calendar()
    file.add("prodid", "-//mutualplan-deck//mutualplan-deck//EN")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", _name(facts, say))
    for entry in entries(facts):
        file.add_component(_event(entry, facts))
    return bytes(file.to_ical())


def entries(facts: Facts) -> tuple[Entry, ...]:
    """What stands in the calendar, by day. Of equal ids each gets a key of its own."""
    say = Writing(facts.voice)
    found = (*_steps(facts, say), *_meetings(facts, say), *_success(facts, say))
    seen: Counter[str] = Counter()
    told = []
    for entry in found:
        seen[entry.key] += 1
        more = f"#{seen[entry.key]}" if seen[entry.key] > 1 else ""
        told.append(replace(entry, key=entry.key + more))
    return tuple(sorted(told, key=lambda e: e.day))


def _name(facts: Facts, say: Writing) -> str:
    key = "calendar.name_both" if facts.vendor else "calendar.name"
    return say.say(key, customer=facts.customer, vendor=facts.vendor)


def _steps(facts: Facts, say: Writing) -> Iterator[Entry]:
    for step in facts.open:
        if step.due:
            title = one_line(step.title or step.ask or step.id)
            yield Entry(f"steps/{step.id}", step.due, title, _description(facts, say, step))


def _description(facts: Facts, say: Writing, step: Step) -> str:
    """Who owns it, and what done means."""
    owners = facts.owners(step)
    lines = [
        say.say("calendar.owners_many" if len(owners) > 1 else "calendar.owners", list=say.list_and(owners))
        if owners
        else say.say("word.owner_missing")
    ]
    if step.done_means:
        lines.append(say.say("calendar.done_means", what=one_line(step.done_means)))
    return "\n".join([*lines, _name(facts, say)])


def _meetings(facts: Facts, say: Writing) -> Iterator[Entry]:
    """Meetings still to come. A meeting has no id; its name and number stay when it moves."""
    plain = say.say("calendar.meeting", customer=facts.customer, vendor=facts.vendor)
    held: Counter[str] = Counter()
    for meeting in sorted(facts.plan.meetings, key=lambda m: m.date):
        name = one_line(meeting.name)
        held[name] += 1
        if meeting.date >= facts.today:
            yield Entry(f"meetings/{name}/{held[name]}", meeting.date, name or plain, _name(facts, say))


def _success(facts: Facts, say: Writing) -> Iterator[Entry]:
    success = facts.plan.success
    if success.date:
        event = facts.phrase(success.event)
        summary = say.say("calendar.success", event=event) if event else say.say("calendar.success_plain")
        measure = say.say("calendar.measure", measure=one_line(success.measure)) if success.measure else ""
        yield Entry("success", success.date, summary, "\n".join(filter(None, (measure, _name(facts, say)))))


def uid(customer: str, vendor: str, key: str) -> str:
    """The id of an entry: the same for the same plan's same step, whatever else changes."""
    names = [" ".join(n.casefold().split()) for n in (customer, vendor)]
    return str(uuid.uuid5(_SPACE, "\n".join((*names, key))))


def _event(entry: Entry, facts: Facts) -> Event:
    from icalendar import Event

    event = Event()
    plan, stamp = facts.plan, dt.datetime.combine(facts.today, dt.time(), tzinfo=dt.UTC)
    event.add("uid", uid(plan.customer.name, plan.vendor.name, entry.key))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", max(0, (facts.today - _FIRST).days))  # a later file is a later version
    event.add("dtstart", entry.day)
    if entry.day < dt.date.max:
        event.add("dtend", entry.day + dt.timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("transp", "TRANSPARENT")  # a due date keeps nobody from other meetings
    return event
