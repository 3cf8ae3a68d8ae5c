"""What is handed over besides the deck: the e-mail of a quick deal, and the champion's pack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mutualplan_deck.findings import Finding
    from mutualplan_deck.outputs.letter import Letter
    from mutualplan_deck.plan.model import Plan
    from mutualplan_deck.readers import Reading

EVERYBODY = "customer"


def quick_email(
    reading: Reading, today: dt.date, *, layout: str, to: Sequence[str] = ()
) -> tuple[Letter, bytes]:
    """The plan as a message to the other side, and the file that opens as a draft.

    `to` are addresses. Raises LayoutError if there is no such look.
    """
    from mutualplan_deck.outputs.letter import quick_letter
    from mutualplan_deck.outputs.message import message
    from mutualplan_deck.pipeline import tell_plan
    from mutualplan_deck.story.story import Edition

    story, _ = tell_plan(reading, today, Edition.WORKING)
    letter = quick_letter(story, today)
    return letter, message(letter, look_inks(layout), reading.plan.as_of or today, to=to)


def look_inks(layout: str) -> Mapping[str, str]:
    """The colours of a look."""
    from mutualplan_deck.deck.look import load_layout, resolve
    from mutualplan_deck.outputs.inks import hexes

    return hexes(resolve(load_layout(layout)[0], wide=True))


def addresses(plan: Plan, wanted: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The addresses of whoever is wanted, and those of whom none is known.

    Wanted are people of the plan by id or name, addresses as they are, or `customer` for all on the
    customer's side whose address the plan has.
    """
    found: dict[str, None] = {}
    missing = []
    for who in wanted:
        known = _addresses(plan, who)
        found |= dict.fromkeys(known)
        missing += [] if known else [who]
    return tuple(found), tuple(missing)


def _addresses(plan: Plan, who: str) -> list[str]:
    from mutualplan_deck.plan.model import Party

    if who.casefold() == EVERYBODY:
        return [p.email for p in plan.people if p.party is Party.CUSTOMER and p.email]
    person = plan.person(who)
    mail = person.email if person else who
    return [mail] if "@" in mail and mail.isprintable() and not set(mail) & set(' ,;<>"') else []


def audit_files(files: Mapping[str, bytes], reading: Reading, today: dt.date) -> tuple[Finding, ...]:
    """Whatever of a plan's own is in files that leave the house, by the names they are shown by."""
    from mutualplan_deck.outputs.audit import audit, watch_for
    from mutualplan_deck.plan.checks import settings_of
    from mutualplan_deck.readers.beside import read_settings

    settings, _ = settings_of(reading.plan, read_settings(reading.source.parent)[0])
    watch = watch_for(reading.plan, settings, today)
    return tuple(f for name, data in files.items() for f in audit(name, data, watch))
