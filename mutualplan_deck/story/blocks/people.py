"""People: who decides, who makes it work, and what each of them owes next."""

from __future__ import annotations

import datetime as dt

from mutualplan_deck.plan.model import Party, Person, Step
from mutualplan_deck.plan.standing import Standing, standing
from mutualplan_deck.story.facts import Facts, initials
from mutualplan_deck.story.story import (
    NONE,
    Band,
    Commitment,
    People,
    PersonCard,
    Question,
    Text,
    Title,
)


def tell_people(facts: Facts) -> People | None:
    """The block, or None when the plan names nobody."""
    people = facts.plan.people
    if not people:
        return None
    cards = {id(p): _card(facts, p) for p in people}
    ours = [p for p in people if p.party is Party.CUSTOMER]
    theirs = [p for p in people if p.party is not Party.CUSTOMER]
    answers = [p for p in theirs if p.decides] or theirs[:1]
    return People(
        name=facts.label("block.people"),
        title=Title("people/title", _titles(facts, ours)),
        source=facts.say("people.source", "people/source"),
        deciders=_band(facts, "customer", "decides", [cards[id(p)] for p in ours if p.decides]),
        makers=_band(facts, "customer", "works", [cards[id(p)] for p in _named_first(ours) if not p.decides]),
        answers=_band(facts, "vendor", "answers", [cards[id(p)] for p in answers]),
        delivers=_band(facts, "vendor", "works", [cards[id(p)] for p in theirs if p not in answers]),
        questions=_questions(facts, ours, theirs),
        finish=facts.label("chrome.finish"),
    )


def _band(facts: Facts, side: str, part: str, people: list[PersonCard]) -> Band | None:
    if not people:
        return None
    name = facts.plan.customer.name if side == "customer" else facts.plan.vendor.name
    organisation = Text(f"{side}/name", name or facts.voice.say("word.to_confirm"), gap=not name)
    return Band(organisation, facts.label(f"people.{part}"), tuple(people))


def _named_first(people: list[Person]) -> list[Person]:
    """In the plan's own order; roles still to be filled last, so that names come first."""
    return sorted(people, key=lambda p: not p.name)


def _card(facts: Facts, person: Person) -> PersonCard:
    key, gap = f"people/{person.id}", not person.name
    missing = facts.voice.say("word.to_confirm")
    name = person.name or person.title or missing
    organisation = facts.vendor if person.party is Party.VENDOR else ""
    title = missing if gap else person.title
    return PersonCard(
        id=person.id,
        initials="?" if gap else initials(person.name),
        name=Text(f"{key}/name", name, pointer=facts.pointer("people", person.id, "name")),
        title=Text(f"{key}/title", title, gap=gap, pointer=facts.pointer("people", person.id, "title")),
        responsibility=Text(
            f"{key}/responsibility",
            " ".join(person.responsibility.split()),
            pointer=facts.pointer("people", person.id, "responsibility"),
        ),
        commitment=_commitment(facts, person),
        decides=person.decides,
        gap=gap,
        organisation=organisation,
    )


def next_step(facts: Facts, person: Person) -> Step | None:
    """The earliest open step a person owns."""
    name = person.name or person.title
    return next((s for s in facts.open if name and name in facts.owners(s)), None)


def _commitment(facts: Facts, person: Person) -> Commitment:
    key, voice = f"people/{person.id}/next", facts.voice
    step = next_step(facts, person)
    if step is None:
        if not person.name:
            word = Text(f"{key}/word", voice.say("status.to_confirm"))
            return Commitment("to_confirm", word, Text(f"{key}/step", voice.say("people.to_name")))
        return Commitment("", NONE, Text(f"{key}/step", voice.say("people.nothing")))
    glyph = _glyph(facts, step)
    said = {
        "decision": voice.say("people.decision"),
        "next": voice.say("people.next"),
    }.get(glyph) or voice.say(f"status.{glyph}")
    day = voice.short(step.due) if step.due else ""
    words = voice.say("people.word_date", word=said, date=day) if day else said
    return Commitment(glyph, Text(f"{key}/word", words), facts.asked(step), Text(f"{key}/date", day or said))


def _glyph(facts: Facts, step: Step) -> str:
    state = standing(step, facts.today)
    glyph = facts.glyph(step)
    return "next" if state is Standing.NOT_STARTED and glyph != "decision" else glyph


def _titles(facts: Facts, ours: list[Person]) -> tuple[str, ...]:
    voice, customer = facts.voice, facts.customer
    deciders, makers = sum(p.decides for p in ours), sum(not p.decides for p in ours)
    if not ours:
        return (voice.say("people.title.none", customer=customer),)
    if not deciders:
        return (voice.say("people.title.no_decider", makers, customer=customer),)
    if not makers:
        return (voice.say("people.title.deciders", deciders, customer=customer),)
    words = voice.say("people.title.makers", makers)
    claim = voice.say("people.title.full", deciders, customer=customer, makers=words[:1].lower() + words[1:])
    unnamed = sum(not p.name for p in ours)
    full = voice.say("people.title.to_name", unnamed, claim=claim) if unnamed else ""
    return tuple(t for t in (full, claim) if t)


_FUNCTIONS = ("finance", "security", "legal", "procurement")


def _questions(facts: Facts, ours: list[Person], theirs: list[Person]) -> tuple[Question, ...]:
    """What a decision of this kind usually needs; asked only while few people are named."""
    voice = facts.voice
    asked = [] if any(p.decides for p in ours) else ["need_decider"]
    if not theirs and facts.vendor:
        asked.append("need_vendor")
    if len(ours) < 3:
        asked += [f"need_{f}" for f in _FUNCTIONS]
    due = next((s.due for s in facts.open if s.due and s.due >= facts.today), None)
    lead = next((p.name for p in ours if p.name), "")
    return tuple(
        Question(
            Text(
                f"people/question/{k}",
                voice.say(f"people.{key}", customer=facts.customer, vendor=facts.vendor),
            ),
            Text(f"people/question/{k}/who", _who(facts, lead, due)),
        )
        for k, key in enumerate(asked)
    )


def _who(facts: Facts, lead: str, due: dt.date | None) -> str:
    if not lead:
        return facts.voice.say("word.owner_missing")
    return f"{lead}, {facts.voice.day(due)}" if due else lead
