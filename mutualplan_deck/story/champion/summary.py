"""The first slide of the customer's edition: what is asked of us, and what there is to know before."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from mutualplan_deck.plan.standing import Standing, standing
from mutualplan_deck.story.blocks.health import tell_health
from mutualplan_deck.story.champion.colleagues import to_ask
from mutualplan_deck.story.facts import Facts
from mutualplan_deck.story.story import Column, Item, Mark, ReadingKey, Summary, Text, Title

SPOKEN = 140  # characters: what is longer nobody says in one breath
_MARKS = ("confirmed", "to_confirm", "at_risk", "late", "decision", "estimate")


def champion_summary(facts: Facts, told: Summary) -> Summary:
    """The summary as the customer's own people read it: nobody was at the last meeting, so no news."""
    return replace(
        told,
        title=Title(told.title.key, (*cost_claims(facts), *told.title.variants)),
        source=_source(facts),
        asks_reason=_reason(facts, told),
        since=facts.label("ours.before"),
        since_date=facts.label("ours.usual"),
        columns=(_wait(facts), _wrong(facts), _whom(facts)),
        next_column=None,
        health=None,
        reading=_reading(facts),
    )


def first_year(facts: Facts) -> str:
    """What the first year costs, or "" where it is not known or not to be shown."""
    cost, investment = facts.case.first_year_cost, facts.plan.investment
    return facts.voice.money(cost) if cost and investment and not investment.hidden else ""


def cost_claims(facts: Facts) -> tuple[str, ...]:
    """The claim with its price, if both are known and the plan can be rated."""
    issue, date, cost = facts.lead_issue, facts.plan.success.date, first_year(facts)
    before = facts.measure(issue, "baseline") if issue else None
    after = facts.measure(issue, "target") if issue else None
    if not (issue and issue.metric and before and after and date and cost):
        return ()
    if facts.rating.word.value == "too_early":
        return ()
    said = {
        **facts.metric_words(issue),
        "before": before.bare,
        "after": after.head,
        "date": facts.voice.long(date),
        "cost": cost,
    }
    return (facts.voice.say("ours.goal_cost", **said),)


def _source(facts: Facts) -> Text:
    sized = [o for o in facts.plan.outcomes if o.annual_value is not None]
    named = bool(sized) and all(o.source.strip() for o in sized)
    figures = facts.voice.say("ours.figures") if named else ""
    kind = "source" if facts.vendor else "source_alone"
    return facts.say(f"ours.{kind}", "summary/source", vendor=facts.vendor, figures=figures)


def _reason(facts: Facts, told: Summary) -> Text:
    """Why not later: the day after which the success date is lost."""
    latest = facts.schedule.latest_signature
    if "{@" in told.asks_reason.full or not told.decisions or not latest or latest < facts.today:
        return told.asks_reason
    return facts.say("ours.lost", "summary/asks_reason", date=facts.voice.day(latest))


# Before you decide


def _wait(facts: Facts) -> Column:
    """What a month costs, until when it can still be signed, and what happens if nothing is done."""
    items = [Item(t) for t in (_month(facts), reach(facts), consequence(facts)) if t and t.full]
    return _column(facts, 1, "wait", items)


def _month(facts: Facts) -> Text | None:
    if facts.case.cost_of_delay is None:
        return None
    kind = "month_estimate" if facts.case.total.estimate else "month"
    cost = facts.voice.money(facts.case.cost_of_delay)
    return facts.say(f"ours.{kind}", "summary/wait/month", cost=cost)


def consequence(facts: Facts) -> Text | None:
    """What happens if nothing changes, in the words of the first issue that tells."""
    issue = next((i for i in facts.plan.issues if i.consequence.strip()), None)
    if issue is None:
        return None
    text = facts.own("issues", issue, "consequence")
    return replace(text, short=first_clause(text.full)) if len(text.full) > SPOKEN else text


def spoken(text: Text) -> str:
    """A text as it can be said in one breath."""
    return text.short or text.full


def first_clause(words: str) -> str:
    """The beginning of a long text that makes sense alone, up to a semicolon or full stop; else all of it."""
    return re.split(r"[;.](?:\s|$)", words, maxsplit=1)[0].strip() or words


def reach(facts: Facts) -> Text | None:
    """`After 5 March, 30 June is out of reach`, or that the day has passed."""
    latest, date, voice = facts.schedule.latest_signature, facts.plan.success.date, facts.voice
    if not latest or not date or not signature_open(facts):
        return None
    said = {"signature": voice.day(latest), "date": voice.day(date)}
    if latest < facts.today:
        return facts.say("ours.missed", "summary/wait/reach", **said)
    short = voice.say("ours.reach_short", **said)
    return Text("summary/wait/reach", voice.say("ours.reach", **said), short)


def signature_open(facts: Facts) -> bool:
    """Whether the signature is still to come."""
    return any(s.id == facts.schedule.signature for s in facts.open)


def _wrong(facts: Facts) -> Column:
    """Risks with what is done against them; without any, the steps that are in trouble."""
    items = [
        Item(facts.own("risks", risk, "statement"), _against(facts, risk.id, risk.mitigation, risk.owner))
        for risk in facts.plan.risks
    ]
    trouble = (Standing.LATE, Standing.BLOCKED, Standing.AT_RISK)
    if not items:
        steps = [s for s in facts.open if standing(s, facts.today) in trouble]
        items = [
            Item(facts.own("steps", s, "title"), facts.who_date(s, f"summary/wrong/{s.id}/who"))
            for s in steps
        ]
    return _column(facts, 2, "wrong", items, "risk_open")


def _against(facts: Facts, risk: str, mitigation: str, owner: str) -> Text:
    key, who = f"summary/wrong/{risk}/against", facts.person_name(owner)
    words = facts.phrase(mitigation)
    if words and who:
        return Text(key, facts.voice.say("ours.against", mitigation=words, owner=facts.brief(who)), words)
    return Text(key, words or who)


def _whom(facts: Facts) -> Column:
    items = []
    for person, topics in to_ask(facts):
        said = facts.voice.list_and([facts.voice.say(f"ours.topic_{t}") for t in topics])
        key = f"summary/whom/{person.id}"
        items.append(Item(facts.say("ours.whom_line", key, name=person.name, topic=said)))
    return _column(facts, 3, "whom", items)


def _column(facts: Facts, number: int, name: str, items: list[Item], empty: str = "") -> Column:
    nothing = facts.label(f"ours.{empty or f'{name}_open'}")
    shown = tuple(items) or (Item(Text(nothing.key, nothing.full, gap=True)),)
    return Column(str(number), facts.label(f"ours.{name}"), shown)


def _reading(facts: Facts) -> ReadingKey:
    health = tell_health(facts)
    return ReadingKey(
        label=facts.label("ours.how"),
        marks=tuple(Mark(name, facts.label(f"ours.{name}")) for name in _MARKS),
        health=health.health,
        health_label=facts.label("ours.health"),
        word=health.word,
        reason=health.reason,
    )


def share_words(facts: Facts) -> str:
    """How much of the yearly value is confirmed, in per cent; "" for none or all of it."""
    total = facts.case.total
    partly = total.confirmed and total.estimate
    return facts.voice.percent(total.confirmed_share or Decimal(0)) if partly else ""
