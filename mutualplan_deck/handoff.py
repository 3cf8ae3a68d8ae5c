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
    from mutualplan_deck.story.story import Story

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


def case_page(story: Story, today: dt.date, *, layout: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The case on one page as PDF, and what there is to tell; None if it can't be set in any font here."""
    import unicodedata

    from mutualplan_deck.outputs.fonts_here import font_with
    from mutualplan_deck.outputs.page import one_page
    from mutualplan_deck.outputs.page_pdf import letters_missing, page_pdf

    page, inks = one_page(story, today), look_inks(layout)
    missing = letters_missing(page)
    letters = "".join(c for c in missing if unicodedata.category(c)[0] in "LMN")
    font = font_with(letters) if letters else None
    if letters and font is None:
        return None, (_unset(f"The one page was not made: no font here shows “{letters[:8]}”"),)
    signs = "".join(c for c in missing if c not in letters)
    told = (
        (_unset(f"“{signs[:8].strip()}” is left out on the one page: no font shows it"),)
        if signs.strip()
        else ()
    )
    return page_pdf(page.without(signs), inks, today, font), told


def _unset(message: str) -> Finding:
    from mutualplan_deck.findings import Finding, Level

    advice = "Use other characters in the plan, or send the slides alone"
    return Finding("HO101", Level.WARNING, message, advice=advice)


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
