"""What to say to each slide: three or four sentences of the plan's own facts, a minute when read aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from mutualplan_deck.plan.model import Capability, Step
from mutualplan_deck.story.blocks.health import worst_cause
from mutualplan_deck.story.blocks.summary import ASKS
from mutualplan_deck.story.blocks.value import value_scale
from mutualplan_deck.story.champion.colleagues import at_vendor, ours
from mutualplan_deck.story.champion.summary import (
    consequence,
    first_year,
    share_words,
    signature_open,
    spoken,
)
from mutualplan_deck.story.facts import Facts
from mutualplan_deck.story.story import Block

LISTED = 4  # things that one sentence lists

Said = tuple[str, str]
"""A sentence by its name: `("worth", "It is worth £2.4m a year.")`."""


def say(facts: Facts, name: str, block: Block) -> tuple[Said, ...]:
    """The sentences for a block, each with a name of its own."""
    return tuple((what, words) for what, words in _SAY[name](facts, block) if words)


def sentence(words: str) -> str:
    """An author's words as a sentence of their own."""
    plain = " ".join(words.split())
    return plain if not plain or plain[-1] in ".!?…" else f"{plain}."


def _line(facts: Facts, key: str, n: int | None = None, /, **values: object) -> str:
    return facts.voice.say(f"talk.line.{key}", n, **values)


def _claim(block: Block) -> Said:
    return "claim", sentence(block.title.variants[0])


def _summary(facts: Facts, _: Block) -> Iterator[Said]:
    issue = facts.lead_issue
    yield "issue", sentence(issue.statement) if issue else ""
    yield "goal", _goal(facts)
    yield "worth", f"{_worth(facts)} {_confirmed(facts)}".strip()
    yield "asks", _asks(facts)
    yield "reach", _reach(facts)


def _goal(facts: Facts) -> str:
    issue, date = facts.lead_issue, facts.plan.success.date
    before = facts.measure(issue, "baseline") if issue else None
    after = facts.measure(issue, "target") if issue else None
    if issue and date and before and after:
        said = {"before": before.bare, "after": after.full, "date": facts.voice.long(date)}
        kind = "goal_metric" if issue.metric.strip() else "goal"
        return _line(facts, kind, **facts.metric_words(issue), **said)
    return _line(facts, "goal_date", date=facts.voice.long(date)) if date else _line(facts, "goal_open")


def _worth(facts: Facts) -> str:
    """What it costs and is worth; an estimate where nobody has confirmed any of it."""
    total, cost = facts.case.total, first_year(facts)
    if total.annual is None:
        return _line(facts, "worth_open")
    kind = ("worth" if total.confirmed else "estimated") + ("_cost" if cost else "")
    return _line(facts, kind, value=facts.voice.money(total.annual), cost=cost)


def _confirmed(facts: Facts) -> str:
    total = facts.case.total
    if total.annual is None:
        return ""
    kind = "none" if not total.confirmed else "part" if total.estimate else "all"
    return _line(facts, kind, share=share_words(facts))


def _asks(facts: Facts) -> str:
    every = facts.decisions
    asked = every[:ASKS]
    if not asked:
        return _line(facts, "no_asks")
    said = [
        _line(
            facts, "ask", what=facts.inner(facts.phrase(facts.asked(s).full)), who=facts.who_when(s, "").full
        )
        for s in asked
    ]
    kind = "asks" if len(every) == len(asked) else "asks_more"
    return _line(facts, kind, len(every), list=facts.voice.series(said))


def _reach(facts: Facts) -> str:
    latest, date = facts.schedule.latest_signature, facts.plan.success.date
    if not latest or not date or not signature_open(facts):
        return ""
    kind = "reach" if latest >= facts.today else "missed"
    return _line(facts, kind, signature=facts.voice.day(latest), date=facts.voice.day(date))


def _issues(facts: Facts, block: Block) -> Iterator[Said]:
    yield _claim(block)
    yield "largest", _largest(facts)
    nothing = consequence(facts)
    what = facts.inner(facts.phrase(spoken(nothing))) if nothing else ""
    yield "consequence", _line(facts, "consequence", what=what) if what else ""


def _largest(facts: Facts) -> str:
    """The problem that costs most, and who answers for it; with one problem the claim has said it."""
    sized = [p for p in facts.plan.problems if p.annual_cost is not None]
    if len(sized) < 2:
        return ""
    worst = max(sized, key=lambda p: p.annual_cost or 0)
    words = facts.phrase(worst.short or worst.statement)
    said = _line(facts, "largest", problem=words, cost=facts.voice.money(worst.annual_cost or Decimal(0)))
    owner = facts.person_name(worst.owner)
    return f"{said} {_line(facts, 'answers', owner=owner)}" if owner else said


def _solution(facts: Facts, block: Block) -> Iterator[Said]:
    yield _claim(block)
    yield "changes", changes(facts)
    found = next(((c, *when) for c in facts.plan.capabilities if (when := _to_come(facts, c))), None)
    if found:
        capability, name, date = found
        what = facts.phrase(capability.short or capability.statement)
        yield "to_come", _line(facts, "to_come", name=name, what=what, date=date)


def changes(facts: Facts) -> str:
    """What will be different, in the short forms of the capabilities."""
    shorts = [facts.phrase(c.short or c.statement) for c in facts.plan.capabilities]
    told = [facts.inner(words) for words in shorts if words]
    told = told[:LISTED] + [facts.voice.say("word.more", n=len(told) - LISTED)] * (len(told) > LISTED)
    return _line(facts, "changes", list=facts.voice.series(told)) if told else ""


def _to_come(facts: Facts, capability: Capability) -> tuple[str, str] | None:
    """Who is still to confirm a capability, and by when."""
    said = capability.confirmed
    if not said or not said.on or said.on <= facts.today or not facts.person_name(said.by):
        return None
    return facts.person_name(said.by), facts.voice.day(said.on)


def _value(facts: Facts, block: Block) -> Iterator[Said]:
    total, voice, case = facts.case.total, facts.voice, facts.case
    yield _claim(block)
    yield "by_whom", by_whom(facts)
    if total.low is not None and total.high is not None and total.annual is not None:
        yield "between", _line(facts, "between", low=voice.money(total.low), high=voice.money(total.high))
    if case.cost_of_delay is not None:
        yield "month", _line(facts, "month", cost=voice.money(case.cost_of_delay))
    yield "payback", payback(facts)


def by_whom(facts: Facts) -> str:
    """How much is confirmed, and by whom."""
    confirmed = [o for o in facts.plan.outcomes if o.annual_value is not None and facts.confirmed(o)]
    names = dict.fromkeys(facts.person_name(o.confirmed.by) for o in confirmed if o.confirmed)
    told = [name for name in names if name]
    if not told or facts.case.total.annual is None:
        return ""
    amount = facts.voice.money_at(facts.case.total.confirmed, *value_scale(facts))
    return _line(facts, "by_whom", amount=amount, names=facts.voice.list_and(told))


def payback(facts: Facts) -> str:
    """After how many months of full use the first year's cost is earned back."""
    months, cost = facts.case.payback_months, first_year(facts)
    return _line(facts, "payback", months, cost=cost) if months and cost else ""


def _people(facts: Facts, block: Block) -> Iterator[Said]:
    deciders = [p.name for p in ours(facts) if p.decides]
    if not deciders:
        yield _claim(block)
    else:
        yield "decide", _line(facts, "decide", len(deciders), names=facts.voice.list_and(deciders))
    unnamed = [p.title for p in facts.plan.people if not p.name and p.title and p.party.value == "customer"]
    if unnamed:
        yield "unnamed", _line(facts, "unnamed", list=facts.voice.list_and(list(map(facts.inner, unnamed))))
    person = at_vendor(facts)
    if person and facts.vendor:
        yield "vendor", _line(facts, "vendor", vendor=facts.vendor, name=person.name)


def _timeline(facts: Facts, block: Block) -> Iterator[Said]:
    yield _claim(block)
    yield "reason", worst_cause(facts)
    step = _next(facts)
    if step:
        who = facts.who_when(step, "").full
        yield "next", _line(facts, "next", step=facts.phrase(facts.asked(step).full), who=who)


def _next(facts: Facts) -> Step | None:
    return next((s for s in facts.open if s.due and s.due >= facts.today), None)


def _line_of_sight(facts: Facts, block: Block) -> Iterator[Said]:
    yield from _issues(facts, block)
    yield "changes", changes(facts)


def _timeline_people(facts: Facts, block: Block) -> Iterator[Said]:
    yield from _timeline(facts, block)
    yield from (said for said in _people(facts, block) if said[0] != "claim")


_SAY: Mapping[str, Callable[[Facts, Block], Iterator[Said]]] = {
    "summary": _summary,
    "issues": _issues,
    "solution": _solution,
    "line_of_sight": _line_of_sight,
    "value": _value,
    "people": _people,
    "timeline": _timeline,
    "timeline_people": _timeline_people,
}
