"""Checks on the road: dates, order, slack, whose turn it is, and what buying takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.checks.facts import Facts, Found, of_step, step_name
from mutualplan_deck.plan.durations import duration_known
from mutualplan_deck.plan.health import days_overdue
from mutualplan_deck.plan.model import Kind, Step
from mutualplan_deck.plan.signature import planned_signature
from mutualplan_deck.plan.words import topics_in

TOPICS = ("security", "legal", "procurement", "approval", "signature", "kick_off", "value_review")
_TOLD_BY_WORDS = tuple(topic for topic in TOPICS if topic != "signature")
_TOPIC_NAMES = {"kick_off": "kick-off", "value_review": "value review"}


def dated(facts: Facts) -> Iterator[Found]:
    """MP119."""
    for n, step in facts.open_steps:
        if step.due is None:
            yield of_step(n, step, "due", f"{step_name(step)} has no due date.")
        elif step.start and step.start > step.due:
            message = f"{step_name(step)} starts on {step.start.isoformat()}, after it is due."
            yield of_step(n, step, "start", message, "Ask which of the two dates is meant.")


def ends_with_result(facts: Facts) -> Iterator[Found]:
    """MP120."""
    yield from facts.scheduled("MP120")
    plan, step = facts.plan, facts.signature
    signed = planned_signature(plan, step)
    if signed and plan.success.date and plan.success.date < signed:
        days = f"{plan.success.date.isoformat()}, before the signature on {signed.isoformat()}"
        yield Found(f"The success date is {days}.", "/success/date", "Ask which of the two days has to hold.")
    if step and signed and not any(_after(s, step, signed) for _, s in facts.steps):
        n = plan.steps.index(step)
        message = f"{step_name(step)} is the last step of the plan."
        advice = "Add what makes the result real: kick-off, first use, the day the value is reviewed."
        yield of_step(n, step, "title", message, advice, Level.WARNING)


def in_order(facts: Facts) -> Iterator[Found]:
    """MP121."""
    yield from facts.scheduled("MP121")


def room(facts: Facts) -> Iterator[Found]:
    """MP122."""
    yield from facts.scheduled("MP122")
    yield from _signature_room(facts)
    for n, step in facts.open_steps:
        worked = facts.schedule.steps.get(step.id)
        if worked and worked.slack is not None and worked.slack < 0 and worked.latest_finish:
            latest = worked.latest_finish.isoformat()
            message = f"{step_name(step)} is due {_days(-worked.slack)} after {latest}, its last safe day."
            yield of_step(n, step, "due", message)


def _signature_room(facts: Facts) -> Iterator[Found]:
    """Slack before the latest safe signature, unless it is negative: then the step itself is told."""
    slack, least = facts.schedule.slack, facts.settings.thresholds.slack_working_days
    latest = facts.schedule.latest_signature
    if latest and slack is not None and 0 <= slack < least:
        message = f"{_days(slack)} of slack before the latest safe signature, {latest.isoformat()}."
        advice = "Look for a review that can start earlier, or agree now what moves if it runs over."
        yield Found(message[0].upper() + message[1:], "/signature_date", advice, Level.WARNING)


def their_turn(facts: Facts) -> Iterator[Found]:
    """MP123."""
    theirs = [(n, s) for n, s in facts.open_steps if s.owner_customer]
    total, limits = len(facts.open_steps), facts.settings.thresholds
    if total and len(theirs) * 100 < total * limits.customer_percent:
        message = (
            f"{len(theirs)} of {total} open steps are the customer's; a mutual plan needs both sides' work."
        )
        yield Found(message, "/steps")
    soon = facts.today + dt.timedelta(days=limits.next_days)
    if total and not any(s.due and s.due <= soon for _, s in theirs):
        message = f"The customer has nothing to do in the next {limits.next_days} days."
        yield Found(message, "/steps", "End the next meeting with one thing they will do, by name and date.")


def all_of_buying(facts: Facts) -> Iterator[Found]:
    """MP124."""
    told = frozenset[str]().union(*(_topics(facts, s) for _, s in facts.steps))
    for topic in TOPICS:
        if facts.settings.needs(topic) and topic not in told:
            name = _TOPIC_NAMES.get(topic, topic)
            advice = (
                f"Add the step with its owner, or say under not_needed.{topic} why this purchase takes none."
            )
            yield Found(f"No step is about {name}.", "/steps", advice)


def time_for_reviews(facts: Facts) -> Iterator[Found]:
    """MP125."""
    limits = facts.settings.thresholds
    least = {
        "legal": limits.legal_working_days,
        "security": limits.security_working_days,
        "procurement": limits.procurement_working_days,
    }
    reviews = [(n, s, _topics(facts, s)) for n, s in facts.open_steps if _is_review(facts, s)]
    for topic, days in least.items():
        steps = [(n, s) for n, s, topics in reviews if topic in topics]
        given = {n: _length(facts, s) for n, s in steps}
        if steps and sum(given.values()) < days and facts.settings.needs(topic):
            n, step = max(steps, key=lambda pair: given[pair[0]])
            message = (
                f"{step_name(step)} has {_days(sum(given.values()))}; {topic} reviews take {days} or more."
            )
            yield of_step(n, step, "days", message)


def overdue(facts: Facts) -> Iterator[Found]:
    """MP126."""
    for n, step in facts.open_steps:
        days = days_overdue(step, facts.today)
        if days:
            stalled = days >= facts.settings.thresholds.stalled_days
            word = "stalled" if stalled else "at risk"
            message = f"{step_name(step)} is {_plural(days, 'day')} overdue: {word}."
            yield of_step(n, step, "due", message, "", Level.ERROR if stalled else Level.WARNING)


def lengths(facts: Facts) -> Iterator[Found]:
    """MP138."""
    yield from facts.scheduled("MP138")


def known_country(facts: Facts) -> Iterator[Found]:
    """MP139."""
    yield from facts.scheduled("MP139")


def _after(step: Step, signature: Step, signed: dt.date) -> bool:
    """Whether a step comes after the signature, by its date or by its links."""
    return step is not signature and (
        (step.due is not None and step.due > signed) or signature.id in step.after
    )


def _topics(facts: Facts, step: Step) -> frozenset[str]:
    """What a step is about, of the things that buying takes."""
    topics = {*topics_in(_TOLD_BY_WORDS, step.title, facts.plan.locale)}
    if step is facts.signature:
        topics.add("signature")
    if step.kind is Kind.APPROVAL:
        topics.add("approval")
    if step.due and step.due == facts.plan.success.date:
        topics.add("value_review")  # whatever it is called: the day the result is there, it is looked at
    return frozenset(topics)


def _is_review(facts: Facts, step: Step) -> bool:
    """Whether a step is the customer's own work, rather than the paper it is about or the signature."""
    own = step.kind is Kind.TASK and bool(step.owner_customer) and step is not facts.signature
    return own and duration_known(step)


def _length(facts: Facts, step: Step) -> int:
    worked = facts.schedule.steps.get(step.id)
    return worked.days if worked else 0


def _days(number: int) -> str:
    return _plural(number, "working day")


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
