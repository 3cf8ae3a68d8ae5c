"""What is marked on the slides as changed since both sides last met: keys of texts, and the words for each.

Marked are due dates, steps finished, amounts, owners, confirmations and new items, not wording (specification
of the deck, change markers). The customer's own edition has none: its readers have seen no version before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from mutualplan_deck.plan.changes import Change, changes
from mutualplan_deck.story.facts import Facts
from mutualplan_deck.story.story import Text

_SHOWN_AS = {"owner_customer": "owner", "owner_vendor": "owner"}


def marks(facts: Facts) -> dict[str, str]:
    """By the key of the text that is marked: what it was before, or a word for it; of a date, the date."""
    if facts.before is None:
        return {}
    found = changes(facts.before, facts.plan, facts.today)
    return dict(pair for change in found for pair in _mark(facts, change))


def _mark(facts: Facts, change: Change) -> Iterator[tuple[str, str]]:
    key = change.pointer
    if change.kind == "moved" and key.startswith("steps/") and change.before and change.after:
        yield f"{key}/due", facts.voice.brief(dt.date.fromisoformat(change.before))
    elif change.kind == "done":
        yield f"{key}/status", ""
    elif change.kind == "figure" and change.field in ("annual_value", "annual_cost") and change.before:
        amount = facts.voice.money(Decimal(change.before))
        yield f"{key}/{change.field}", facts.voice.say("changes.was", before=amount)
    elif change.kind == "owner":
        person = facts.before.person(change.before) if facts.before else None
        name = person.name if person else change.before
        was = facts.voice.say("changes.was", before=name) if name else ""
        yield f"{key}/{_SHOWN_AS[change.field]}", was
    elif change.kind == "confirmed" and change.after:
        yield f"{key}/confirmed", ""
    elif change.kind == "added":
        field = "title" if key.startswith("steps/") else "statement"
        yield f"{key}/{field}", facts.voice.say("changes.new")


def legend(facts: Facts) -> Text:
    """`changed since 15 December 2026`."""
    met = max((m.date for m in facts.plan.meetings if m.date <= facts.today), default=facts.today)
    return facts.say("changes.legend", "deck/changes", date=facts.voice.long(met))
