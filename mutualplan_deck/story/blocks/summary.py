"""Executive summary: what we ask, three figures, the chain, what happened, and how the plan stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from mutualplan_deck.plan.changes import Change, changes
from mutualplan_deck.plan.model import Kind, Status, Step
from mutualplan_deck.plan.standing import Standing, standing
from mutualplan_deck.story.blocks.health import tell_health
from mutualplan_deck.story.blocks.issues import part_of_whole
from mutualplan_deck.story.blocks.timeline import open_points
from mutualplan_deck.story.blocks.value import metric_kpi, value_kpi
from mutualplan_deck.story.facts import Facts
from mutualplan_deck.story.story import NONE, Ask, Column, Item, Kpi, Summary, Text, Title

ASKS = 3


def tell_summary(facts: Facts) -> Summary:
    """The block; it is always told, with gaps where the plan has them."""
    met = last_meeting(facts)
    asked = facts.decisions[:ASKS]
    return Summary(
        name=facts.label("block.summary"),
        title=Title("summary/title", _titles(facts)),
        source=_source(facts, met),
        asks_label=_asks_label(facts),
        asks_reason=_asks_reason(facts),
        asks=_asks(facts, asked),
        decisions=bool(asked),
        kpis=(metric_kpi(facts, "summary/kpi/metric"), _value(facts), _success(facts)),
        chain=_chain(facts),
        since=facts.label("summary.since" if met else "summary.first"),
        since_date=Text("summary/since", facts.voice.long(met))
        if met
        else facts.label("summary.nothing_earlier"),
        columns=(_done(facts, met), _moved(facts) or _next(facts), _needs(facts)),
        next_column=_soon(facts),
        health=tell_health(facts),
    )


def last_meeting(facts: Facts) -> dt.date | None:
    """The newest meeting before today; None before the first one."""
    return max((m.date for m in facts.plan.meetings if m.date < facts.today), default=None)


# What we ask


def _asks_label(facts: Facts) -> Text:
    n = len(facts.decisions)
    return facts.label("summary.decisions", n) if n else facts.label("summary.no_decision")


def _asks_reason(facts: Facts) -> Text:
    """Why now: the approval they prepare, or the signature they must not delay."""
    n = len(facts.decisions)
    if n > ASKS:
        return facts.say("summary.more_asks", "summary/asks_reason", n - ASKS)
    if not n:
        return facts.label("summary.next_steps")
    asks = facts.decisions[-1].due or facts.today
    approvals = (s.due for s in facts.open if s.kind is Kind.APPROVAL and s.due and s.due >= asks)
    approval = next(approvals, None)
    voice = facts.voice
    if approval:
        return facts.say("summary.before_approval", "summary/asks_reason", date=voice.day(approval))
    latest = facts.schedule.latest_signature
    if latest and latest >= facts.today:
        return facts.say("summary.to_sign", "summary/asks_reason", date=voice.day(latest))
    return NONE


def _asks(facts: Facts, asked: Sequence[Step]) -> tuple[Ask, ...]:
    """The earliest open decisions; with none open, the next commitment of each side."""
    steps = asked or [s for s in (_first(facts, ours=True), _first(facts, ours=False)) if s]
    return tuple(Ask(facts.asked(s), facts.who_when(s, f"summary/ask/{s.id}/who")) for s in steps)


def _first(facts: Facts, *, ours: bool) -> Step | None:
    """The next open step that the customer leads (`ours`) or that the vendor leads alone."""
    dated = (s for s in facts.open if s.due)
    return next((s for s in dated if bool(s.owner_customer) is ours and (ours or s.owner_vendor)), None)


# Figures


def _value(facts: Facts) -> Kpi:
    kpi = value_kpi(facts, "summary/kpi/value")
    total, voice, key = facts.case.total, facts.voice, "summary/kpi/value/caption"
    if total.annual is None:
        return kpi
    share = voice.percent(total.confirmed_share) if total.confirmed and total.confirmed_share else ""
    ranged = bool(kpi.caption.full) and total.low is not None
    part = "confirmed" if total.estimate else "all"
    if not share:
        words = voice.say("summary.none_confirmed")
    elif ranged:
        words = voice.say(f"summary.range_{part}", range=kpi.caption.full, share=share)
    else:
        words = voice.say(
            "summary.share_confirmed" if total.estimate else "summary.all_confirmed", share=share
        )
    caption = Text(key, words, kpi.caption.full)
    return Kpi(kpi.key, kpi.label, kpi.figures, caption=caption, estimate=kpi.estimate)


def _success(facts: Facts) -> Kpi:
    key, label, date = "summary/kpi/success", facts.label("summary.success"), facts.plan.success.date
    if date is None:
        return Kpi(key, label, (), caption=facts.say("summary.no_success", f"{key}/caption"))
    away = _away(facts, date)
    latest = facts.schedule.latest_signature
    caption = Text(f"{key}/caption", away)
    if latest and facts.today <= latest:
        words = facts.voice.say("summary.sign_by", away=away, date=facts.voice.day(latest))
        caption = Text(f"{key}/caption", words, away)
    return Kpi(key, label, (facts.voice.long(date), facts.voice.dated(date)), caption=caption)


def _away(facts: Facts, date: dt.date) -> str:
    days = (date - facts.today).days
    if days <= 0:
        return facts.voice.say("summary.past" if days else "summary.today")
    if days < 14:
        return facts.voice.say("summary.days_away", days)
    return facts.voice.say("summary.away", days // 7)


# The chain


def _chain(facts: Facts) -> tuple[tuple[Text, Text], ...]:
    problems = _joined([p.short or p.statement for p in facts.plan.problems], facts)
    changes = _joined([c.short or c.statement for c in facts.plan.capabilities], facts, apart=True)
    part, whole = part_of_whole(facts)
    full = (
        facts.voice.say("summary.of_share", list=problems, part=part, whole=whole)
        if part and problems
        else problems
    )
    holds = Text("summary/holds", full, problems) if problems else facts.gap("summary/holds")
    change = Text("summary/change", changes) if changes else facts.gap("summary/change")
    return (facts.label("summary.holds"), holds), (facts.label("summary.change"), change)


def _joined(items: Sequence[str], facts: Facts, *, apart: bool = False) -> str:
    """Phrases as one line: the first as written, the others as they stand inside a sentence."""
    phrases = [" ".join(p.split()).rstrip(".") for p in items if p.strip()]
    if not phrases:
        return ""
    said = [phrases[0], *map(facts.inner, phrases[1:])]
    apart = apart or any("," in p or len(p) > 30 for p in phrases)
    return facts.voice.series(said) if apart else ", ".join(said)


# Since we last met


def _done(facts: Facts, met: dt.date | None) -> Column:
    """What was finished since the last meeting; before the first one, whatever is finished."""
    done = [s for s in facts.steps if s.status is Status.DONE]
    if met:
        done = [s for s in done if (s.done_on or s.due or dt.date.min) >= met]
    newest = sorted(done, key=lambda s: s.done_on or s.due or dt.date.min, reverse=True)
    items = [Item(facts.own("steps", s, "title")) for s in newest]
    return _column(facts, "done", items, "summary.nothing_done")


def _moved(facts: Facts) -> Column | None:
    """Open steps with another date than when we last met, the largest move first; None if none has moved."""
    if facts.before is None:
        return None
    steps = {f"steps/{s.id}": s for s in facts.open}
    told = [
        c
        for c in changes(facts.before, facts.plan, facts.today)
        if c.kind == "moved" and c.before and c.after
    ]
    items = [
        Item(facts.own("steps", steps[c.pointer], "title"), _from_to(facts, c))
        for c in sorted(told, key=lambda c: -abs(c.days))
        if c.pointer in steps
    ]
    return _column(facts, "moved", items, "summary.nothing_next") if items else None


def _from_to(facts: Facts, change: Change) -> Text:
    days = (facts.voice.short(dt.date.fromisoformat(day)) for day in (change.before, change.after))
    return Text(f"{change.pointer}/moved", " → ".join(days))


def _next(facts: Facts) -> Column:
    """What is due next and asks nothing more of the customer than is said elsewhere."""
    taken = {s.id for s in (*facts.decisions, *_needing(facts))}
    found = [s for s in facts.open if s.due and s.due >= facts.today and s.id not in taken]
    soon = [s for s in found if s.id in facts.soon_ids] or found[:2]
    return _column(facts, "next", [_item(facts, s) for s in soon], "summary.nothing_next")


def _needs(facts: Facts) -> Column:
    return _column(facts, "needs", [_item(facts, s) for s in _needing(facts)], "summary.nothing_needed")


def _needing(facts: Facts) -> list[Step]:
    """Steps that wait for the customer: in trouble, without an owner or a date, or due in 14 days."""
    asked = {s.id for s in facts.decisions}
    trouble = (Standing.LATE, Standing.AT_RISK, Standing.BLOCKED, Standing.TO_CONFIRM)

    def waits(step: Step) -> bool:
        theirs = bool(step.owner_customer) or not step.owner_vendor
        urgent = standing(step, facts.today) in trouble or step.id in facts.soon_ids or not step.due
        return theirs and urgent and step.id not in asked

    return [s for s in facts.open if waits(s)]


def _item(facts: Facts, step: Step) -> Item:
    return Item(facts.own("steps", step, "title"), facts.who_date(step, f"summary/{step.id}/who"))


def _column(facts: Facts, name: str, items: Sequence[Item], empty: str) -> Column:
    if not items:
        nothing = facts.label(empty)
        return Column(name, facts.label(f"summary.{name}", 0), (Item(nothing),))
    return Column(name, facts.label(f"summary.{name}", len(items)), tuple(items))


def _soon(facts: Facts) -> Column:
    """Next 14 days as a column, for the form without a timeline of its own."""
    items = []
    for step in facts.soon:
        title, owners = facts.own("steps", step, "title"), facts.owners(step)
        names = ", ".join(map(facts.brief, owners[:2]))
        words = f"{title.full}, {names}" if names else title.full
        day = Text(f"summary/soon/{step.id}/date", facts.voice.short(step.due) if step.due else "")
        items.append(Item(Text(f"summary/soon/{step.id}/text", words, title.short or title.full), strong=day))
    nothing = (Item(facts.label("timeline.nothing_soon")),)
    return Column("next", facts.label("summary.soon"), tuple(items) or nothing)


# Sentences


def _source(facts: Facts, met: dt.date | None) -> Text:
    if not met and facts.plan.version in ("", "1"):
        return facts.say("summary.source_first", "summary/source")
    known = "source" if facts.case.total.annual is not None else "source_plain"
    return facts.say(f"summary.{known}", "summary/source")


def gaps(facts: Facts) -> int:
    """How many points of the plan are still to confirm: owners, dates, value, cost, who decides."""
    missing = [facts.case.total.annual is None, facts.case.problem_cost is None, not facts.plan.capabilities]
    missing.append(not any(p.decides for p in facts.plan.people))
    return open_points(facts) + sum(missing)


def _titles(facts: Facts) -> tuple[str, ...]:
    voice, plan, issue = facts.voice, facts.plan, facts.lead_issue
    date = plan.success.date
    said: dict[str, object] = {
        "customer": facts.customer,
        "vendor": facts.vendor,
        "event": facts.phrase(plan.success.event),
    }
    neutral = [voice.say("summary.title.neutral" if facts.vendor else "summary.title.alone", **said)]
    if date is None:
        return tuple(neutral)
    said["date"] = voice.long(date)
    neutral = [voice.say("summary.title.date", **said)] if facts.vendor else neutral
    neutral = [voice.say("summary.title.event", **said)] * bool(said["event"]) + neutral
    before = facts.measure(issue, "baseline") if issue else None
    after = facts.measure(issue, "target") if issue else None
    if not (issue and before and after and issue.metric):
        return (*_event_asks(facts, said), *neutral)
    said |= {**facts.metric_words(issue), "before": before.bare, "after": after.head}
    return (*_metric_claims(facts, said), *neutral)


def _metric_claims(facts: Facts, said: dict[str, object]) -> list[str]:
    voice, asks = facts.voice, facts.decisions[:ASKS]
    goal = voice.say("summary.title.goal", **said)
    open_gaps = gaps(facts)
    if facts.rating.word.value == "too_early" and open_gaps:
        return [voice.say("summary.title.gaps", open_gaps, **said), goal]
    if not asks or not asks[-1].due or asks[0].due is None or asks[0].due < facts.today:
        return [goal]
    return [voice.say("summary.title.asks", len(asks), when=_when(facts, asks), **said), goal]


def _event_asks(facts: Facts, said: dict[str, object]) -> list[str]:
    asks = facts.decisions[:ASKS]
    if not asks or not said["event"] or not asks[-1].due or (asks[0].due or dt.date.min) < facts.today:
        return []
    return [facts.voice.say("summary.title.event_asks", len(asks), when=_when(facts, asks), **said)]


def _when(facts: Facts, asks: Sequence[Step]) -> str:
    """`this month` when all are due in it, else by the last one's date."""
    last = asks[-1].due or facts.today
    if (last.year, last.month) == (facts.today.year, facts.today.month):
        return facts.voice.say("summary.title.by_month")
    return facts.voice.say("summary.title.by_day", date=facts.voice.day(last))
