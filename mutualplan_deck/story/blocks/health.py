"""Plan health in words: the rating, its cause, the slack, and how many steps stand how."""

from __future__ import annotations

from collections import Counter

from mutualplan_deck.plan.health import Cause, Why
from mutualplan_deck.plan.standing import Standing, standing
from mutualplan_deck.story.facts import Facts
from mutualplan_deck.story.story import HealthPanel, Text

ORDER = (
    Standing.DONE,
    Standing.IN_PROGRESS,
    Standing.AT_RISK,
    Standing.LATE,
    Standing.BLOCKED,
    Standing.TO_CONFIRM,
    Standing.NOT_STARTED,
)


def tell_health(facts: Facts) -> HealthPanel:
    """The panel of the summary slide."""
    counts = Counter(standing(s, facts.today) for s in facts.steps)
    word = facts.rating.word
    review = min((m.date for m in facts.plan.meetings if m.date >= facts.today), default=None)
    return HealthPanel(
        health=word,
        label=facts.label("summary.health_label"),
        word=facts.say(f"summary.health.{word.value}", "summary/health/word"),
        reason=Text("summary/health/reason", _reason(facts)),
        done=_done(facts, counts),
        counts=tuple((s, counts[s], facts.label(f"status.{s.value}")) for s in ORDER if counts[s]),
        review_label=facts.label("summary.next_review"),
        review=Text("summary/health/review", facts.voice.day(review))
        if review
        else facts.label("summary.no_review"),
    )


def _done(facts: Facts, counts: Counter[Standing]) -> Text:
    total = sum(counts.values())
    if not total:
        return facts.say("summary.no_steps", "summary/health/done")
    return facts.say("summary.steps_done", "summary/health/done", total, done=counts[Standing.DONE])


def _reason(facts: Facts) -> str:
    """One or two sentences: the worst cause, and the slack that remains."""
    voice, causes = facts.voice, facts.rating.causes
    if not facts.steps:
        return voice.say("summary.health.no_steps")
    said = [words for cause in causes[:1] if (words := _cause(facts, cause))]
    if facts.rating.word.value == "too_early":
        return " ".join([*said, voice.say("summary.health.too_early_rest")])
    slack = "" if causes and causes[0].why in (Why.LITTLE_SLACK, Why.NEGATIVE_SLACK) else _slack(facts)
    return " ".join(p for p in (*(said or [voice.say("summary.health.calm")]), slack) if p)


def worst_cause(facts: Facts) -> str:
    """The first cause of the rating, unless it is the slack, which claims tell; "" for none."""
    cause = next(iter(facts.rating.causes), None)
    told_elsewhere = (Why.LITTLE_SLACK, Why.NEGATIVE_SLACK, Why.NO_SUCCESS_DATE)
    return "" if cause is None or cause.why in told_elsewhere else _cause(facts, cause)


def _cause(facts: Facts, cause: Cause) -> str:
    voice = facts.voice
    if cause.why is Why.NEGATIVE_SLACK:
        return voice.say("summary.health.over", -(cause.slack or 0))
    if cause.why is Why.LITTLE_SLACK:
        return _slack(facts)
    if cause.why is Why.INCOMPLETE and len(facts.steps) == 1:
        return voice.say("summary.health.undated_only")
    if cause.why is Why.INCOMPLETE:
        return voice.say("summary.health.undated", len(cause.steps), total=voice.count(len(facts.steps)))
    if cause.why is Why.NO_SUCCESS_DATE:
        return voice.say("timeline.title.no_date", len(facts.open)) + "."
    return _step_cause(facts, cause)


def _step_cause(facts: Facts, cause: Cause) -> str:
    step = next((s for s in facts.steps if s.id in cause.steps), None)
    if step is None:
        return ""
    title = step.short or step.title or step.id
    if cause.why in (Why.CRITICAL_LATE, Why.OVERDUE):
        days = cause.days_late or max(0, (facts.today - step.due).days if step.due else 0)
        return facts.voice.say("summary.health.late_step", days, step=title)
    key = "blocked_step" if cause.why is Why.BLOCKED else "risk_step"
    return facts.voice.say(f"summary.health.{key}", step=title)


def _slack(facts: Facts) -> str:
    slack, latest, voice = facts.schedule.slack, facts.schedule.latest_signature, facts.voice
    if slack is None or latest is None:
        return ""
    if slack <= 0:
        return voice.say("summary.health.no_slack", date=voice.day(latest)) if not slack else ""
    return voice.say("summary.health.slack", slack, date=voice.day(latest))
