"""From plan to story: every block told for one edition, in one language, on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from mutualplan_deck.findings import Finding, Level
from mutualplan_deck.plan.business_case import business_case
from mutualplan_deck.plan.health import rate
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.plan.schedule import Schedule, work_back
from mutualplan_deck.story.blocks.issues import tell_issues
from mutualplan_deck.story.blocks.people import tell_people
from mutualplan_deck.story.blocks.review import tell_review
from mutualplan_deck.story.blocks.solution import tell_line_of_sight, tell_solution
from mutualplan_deck.story.blocks.summary import tell_summary
from mutualplan_deck.story.blocks.timeline import tell_timeline, tell_timeline_people
from mutualplan_deck.story.blocks.value import tell_value
from mutualplan_deck.story.edition import shared_part
from mutualplan_deck.story.facts import Facts, indexes
from mutualplan_deck.story.marks import legend, marks
from mutualplan_deck.story.story import NONE, Edition, Party, Story, Text
from mutualplan_deck.story.voice import LANGUAGES, Voice, language_tag


def tell(
    plan: Plan,
    *,
    today: dt.date,
    edition: Edition = Edition.WORKING,
    findings: Sequence[Finding] = (),
    schedule: Schedule | None = None,
    history: Sequence[tuple[dt.date, Plan]] = (),
) -> tuple[Story, tuple[Finding, ...]]:
    """The story of a plan as of `today`.

    The edition is enforced first: business case and every sentence of the slides both sides may see are
    made from what is shared. Only the internal edition's review is told from the whole plan, with
    the `findings` of the checks. A `schedule` already worked out is used as it is. `history` holds older
    versions with their days: the newest of the last meeting or before is what changes are told against.
    """
    facts, known = facts_of(plan, today, edition, schedule, history)
    story = _story(facts)
    if edition is Edition.CHAMPION:
        from mutualplan_deck.story.champion.tell import champion_story

        story = champion_story(facts, story)
    if edition is Edition.INTERNAL:
        story = replace(story, review=tell_review(facts, plan, findings))
    return story, () if known else (_untold(plan.locale),)


def facts_of(
    plan: Plan,
    today: dt.date,
    edition: Edition = Edition.WORKING,
    schedule: Schedule | None = None,
    history: Sequence[tuple[dt.date, Plan]] = (),
) -> tuple[Facts, bool]:
    """What is shared of a plan and what follows from it; and whether its language has a catalogue."""
    shared = shared_part(plan)
    tag, known = language_tag(shared.locale)
    # Dates follow from every step, so that slides and the schedule command agree; its words stay behind.
    schedule = replace(schedule or work_back(plan, today), findings=())
    facts = Facts(
        plan=shared,
        schedule=schedule,
        case=business_case(shared, today),
        rating=rate(shared, schedule, today),
        today=today,
        voice=Voice(tag, shared.currency, today, _OVERLAYS.get(edition, "")),
        indexes=indexes(plan),
        edition=edition,
        before=None if edition is Edition.CHAMPION else last_seen(shared, today, history),
    )
    return facts, known


def last_seen(plan: Plan, today: dt.date, history: Sequence[tuple[dt.date, Plan]]) -> Plan | None:
    """The newest version of the last meeting's day or before (method: "What changed"), as it was shared."""
    met = max((m.date for m in plan.meetings if m.date <= today), default=None)
    seen = [item for item in history if met and item[0] <= met and item[0] < today]
    return shared_part(max(seen, key=lambda item: item[0])[1]) if seen else None


_OVERLAYS = {Edition.CHAMPION: "champion"}
"""Catalogues that are asked before a language's own, by edition."""


def _story(facts: Facts) -> Story:
    plan = facts.plan
    return Story(
        edition=facts.edition,
        language=facts.voice.tag,
        customer=Party("customer", plan.customer.name, facts.customer, plan.customer.logo),
        vendor=Party("vendor", plan.vendor.name, facts.vendor, plan.vendor.logo),
        version=_version(facts),
        confidentiality=_confidentiality(facts),
        labels=_labels(facts),
        summary=tell_summary(facts),
        issues=facts.once("issues", partial(tell_issues, facts)),
        solution=facts.once("solution", partial(tell_solution, facts)),
        line_of_sight=tell_line_of_sight(facts),
        value=tell_value(facts),
        people=facts.once("people", partial(tell_people, facts)),
        timeline=facts.once("timeline", partial(tell_timeline, facts)),
        timeline_people=tell_timeline_people(facts),
        voice=facts.voice,
        marks=marks(facts),
        marks_legend=legend(facts) if facts.before else NONE,
    )


def _version(facts: Facts) -> Text:
    """`Version 7, as of 12 January 2027`: the day the plan was last changed, else today."""
    date = facts.voice.long(facts.plan.as_of or facts.today)
    if facts.plan.version:
        return facts.say("chrome.version", "deck/version", version=facts.plan.version, date=date)
    return facts.say("chrome.as_of", "deck/version", date=date)


def _confidentiality(facts: Facts) -> Text:
    customer, vendor = facts.plan.customer.name, facts.plan.vendor.name
    kind = "confidential_both" if vendor else "confidential_one"
    if facts.edition is not Edition.WORKING:
        kind = "internal" if facts.edition is Edition.INTERNAL else "confidential_customer"
    return facts.say(f"chrome.{kind}", "deck/confidentiality", customer=customer, vendor=vendor)


# Words that placement puts where it finds that something is missing, or does not fit.
_PLACED = ("word.estimate", "word.to_confirm", "word.no_date", "value.size_to_confirm")


def _labels(facts: Facts) -> dict[str, Text]:
    return {key.rpartition(".")[2]: facts.label(key) for key in _PLACED}


def _untold(locale: str) -> Finding:
    return Finding(
        "ST101",
        Level.WARNING,
        f"The deck is told in English: there is no “{locale}” catalogue",
        advice=f"Set locale to one of {', '.join(LANGUAGES)}, with a country if need be (en-US).",
        pointer="/locale",
    )
