"""Speaker notes of the working deck: sources, exact figures, the full list of steps."""

from __future__ import annotations

from typing import Any

from mutualplan_deck.plan.standing import standing
from mutualplan_deck.story.facts import Facts
from mutualplan_deck.story.story import Text


def source_notes(facts: Facts, *sections: str) -> tuple[Text, ...]:
    """Where each item of these sections comes from, and who at the customer confirmed it."""
    lines = [
        line
        for section in sections
        for item in getattr(facts.plan, section)
        for line in _of(facts, section, item)
    ]
    if not lines:
        return ()
    head = sections[0]
    return (Text(f"notes/{head}/sources/head", facts.voice.say("notes.sources")), *lines)


def _of(facts: Facts, section: str, item: Any) -> list[Text]:
    voice, key = facts.voice, f"notes/{section}/{item.id}"
    what = item.short or item.statement or item.id
    lines = []
    source = getattr(item, "source", "") or getattr(item, "proof", "")
    if source:
        lines.append(Text(f"{key}/source", voice.say("notes.source_line", what=what, source=source)))
    if facts.confirmed(item):
        who = facts.person_name(item.confirmed.by) or facts.customer
        if item.confirmed.on:
            who = voice.say("notes.confirmed_on", who=who, date=voice.long(item.confirmed.on))
        lines.append(Text(f"{key}/confirmed", voice.say("notes.confirmed_line", what=what, who=who)))
    return lines


def figure_notes(facts: Facts) -> tuple[Text, ...]:
    """Each outcome's value to the last unit."""
    sized = [o for o in facts.plan.outcomes if o.annual_value is not None]
    if not sized:
        return ()
    voice = facts.voice
    lines = [
        Text(
            f"notes/outcomes/{o.id}/annual_value",
            voice.say(
                "notes.source_line", what=o.statement or o.metric or o.id, source=voice.exact(o.annual_value)
            ),
        )
        for o in sized
        if o.annual_value is not None
    ]
    return (Text("notes/outcomes/figures/head", voice.say("notes.figures")), *lines)


def step_notes(facts: Facts) -> tuple[Text, ...]:
    """Every shared step with its owner, date, status and what done means."""
    if not facts.steps:
        return ()
    voice = facts.voice
    lines: list[Text] = []
    for step in facts.steps:
        line = voice.say(
            "timeline.list_line",
            title=step.title or step.id,
            owner=", ".join(facts.owners(step)) or voice.say("word.owner_missing"),
            due=voice.long(step.due) if step.due else voice.say("word.no_date"),
            status=voice.say(f"status.{standing(step, facts.today).value}"),
        )
        if step.done_means:
            line = f"{line}. {voice.say('timeline.done_means', what=step.done_means)}"
        lines.append(Text(f"notes/steps/{step.id}", line))
    return (Text("notes/steps/head", voice.say("timeline.full_list")), *lines)


def risk_notes(facts: Facts) -> tuple[Text, ...]:
    """Every risk with what is done about it, and by whom."""
    if not facts.plan.risks:
        return ()
    voice = facts.voice
    lines = [
        Text(
            f"notes/risks/{risk.id}",
            voice.say(
                "notes.risk_line",
                risk=risk.statement,
                mitigation=risk.mitigation or voice.say("word.to_confirm"),
                owner=facts.person_name(risk.owner) or voice.say("word.owner_missing"),
            ),
        )
        for risk in facts.plan.risks
    ]
    return (Text("notes/risks/head", voice.say("notes.risks")), *lines)
