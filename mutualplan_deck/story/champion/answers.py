"""What colleagues will ask, and the answer of the plan with its source; None where the plan has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from mutualplan_deck.plan.model import Kind, Person, Step
from mutualplan_deck.plan.standing import standing
from mutualplan_deck.story.champion.colleagues import lead, of_function, ours
from mutualplan_deck.story.champion.say import LISTED, by_whom, payback, sentence
from mutualplan_deck.story.champion.summary import consequence, first_year, reach, signature_open, spoken
from mutualplan_deck.story.facts import Facts

MOST = 2  # items that one answer names
SOURCE = 70  # characters of a source that is named aloud
_DECIDED = (Kind.DECISION, Kind.APPROVAL)


class Answer(NamedTuple):
    """The words, and where they come from: sources by name, or a slide (`{@value}`)."""

    words: str
    sources: tuple[str, ...]


class Question(NamedTuple):
    """Who asks (a function), in which words, and what the plan answers."""

    function: str
    words: str
    answer: Answer | None


def question(facts: Facts, function: str, kind: str) -> Question:
    """A question of a kind, as this plan is asked it."""
    words, answer = _KINDS[kind](facts)
    return Question(function, words, answer if answer and answer.words else None)


def _ask(facts: Facts, key: str, **values: object) -> str:
    return facts.voice.say(f"talk.ask.{key}", **values)


def _told(facts: Facts, key: str, n: int | None = None, /, **values: object) -> str:
    return facts.voice.say(f"talk.answer.{key}", n, **values)


def _slide(facts: Facts, block: str) -> str:
    return facts.voice.say("talk.slide", block=block)


def _joined(*sentences: str) -> str:
    return " ".join(s for s in sentences if s)


Asked = tuple[str, Answer | None]


def _sure(facts: Facts) -> Asked:
    """How sure the yearly value is: who confirmed what, the low case, who is still to confirm."""
    total, voice = facts.case.total, facts.voice
    if total.annual is None:
        return _ask(facts, "worth"), None
    confirmed = by_whom(facts)
    low = voice.money(total.low) if total.low is not None else ""
    kind = "low" if confirmed or total.confirmed else "low_only"
    spread = _told(facts, kind, low=low) if low else "" if confirmed else _told(facts, "unconfirmed")
    rest = _still(facts)
    words = _joined(
        confirmed, spread, _told(facts, "rest", len(rest), names=voice.list_and(rest)) if rest else ""
    )
    return _ask(facts, "sure", value=voice.money(total.annual)), Answer(words, _outcome_sources(facts))


def _still(facts: Facts) -> list[str]:
    """Who is still to confirm an outcome."""
    named = [o.confirmed.by for o in facts.plan.outcomes if o.confirmed and not facts.confirmed(o)]
    return [name for name in dict.fromkeys(map(facts.person_name, named)) if name]


def _outcome_sources(facts: Facts) -> tuple[str, ...]:
    """Where the largest outcomes' figures come from, and the slide that names them all."""
    sized = sorted(facts.plan.outcomes, key=lambda o: -(o.annual_value or 0))
    named = [s for o in sized if o.annual_value is not None and (s := _source(o.source))]
    return (*dict.fromkeys(named[:MOST]), _slide(facts, "value"))


def _source(words: str) -> str:
    """A source as it can be named aloud: the beginning of a long one, or "" where that is long too."""
    plain = " ".join(words.split()).rstrip(".")
    if len(plain) > SOURCE:
        plain = re.split(r"[;,:(]\s?", plain, maxsplit=1)[0].strip()
    return plain if len(plain) <= SOURCE else ""


def _wait(facts: Facts) -> Asked:
    voice, cost = facts.voice, facts.case.cost_of_delay
    month = voice.say("talk.line.month", cost=voice.money(cost)) if cost is not None else ""
    nothing, late = consequence(facts), reach(facts)
    told = (spoken(nothing) if nothing else "", late.full if late else "")
    words = _joined(month, *(sentence(words) for words in told if words))
    issue = next((i for i in facts.plan.issues if i.consequence.strip()), None)
    named = (_source(issue.source),) if issue else ()
    slides = (_slide(facts, "value"),) if month else (_slide(facts, "timeline"),) if late else ()
    return _ask(facts, "wait"), Answer(words, (*named, *slides))


def _wrong(facts: Facts) -> Asked:
    said = []
    for risk in facts.plan.risks[:MOST]:
        if not risk.statement.strip():
            continue
        words = {
            "risk": facts.phrase(risk.statement),
            "mitigation": facts.inner(facts.phrase(risk.mitigation)),
        }
        owner = facts.person_name(risk.owner)
        told = _told(facts, "against" if risk.mitigation.strip() else "risk", **words)
        said.append(_joined(told, facts.voice.say("talk.line.answers", owner=owner) if owner else ""))
    return _ask(facts, "wrong"), Answer(_joined(*said), (facts.voice.say("talk.risks"),)) if said else None


def _origin(facts: Facts) -> Asked:
    """Which problems the cost is made of, and the sources of its figures."""
    cost, voice = facts.case.problem_cost, facts.voice
    if cost is None:
        return _ask(facts, "cost"), None
    sized = [p for p in facts.plan.problems if p.annual_cost is not None]
    sized.sort(key=lambda p: -(p.annual_cost or 0))
    items = [
        _told(facts, "item", what=facts.phrase(p.short or p.statement), figure=voice.money(p.annual_cost))
        for p in sized[:LISTED]
        if p.annual_cost is not None
    ]
    items += [voice.say("word.more", n=len(sized) - LISTED)] if len(sized) > LISTED else []
    told = [p.source for p in sized[:LISTED] if p.source.strip()]
    named = dict.fromkeys(filter(None, map(_source, told)))
    answer = Answer(sentence(voice.series(items)), (*named, _slide(facts, "issues")))
    return _ask(facts, "origin", cost=voice.money(cost)), answer if told else None


def _first(facts: Facts) -> Asked:
    dated = [p for p in facts.plan.problems if p.due and p.statement]
    if not dated:
        return _ask(facts, "first"), None
    first = min(dated, key=lambda p: p.due or facts.today)
    words = facts.phrase(first.short or first.statement)
    told = _told(facts, "first", problem=words, date=facts.voice.day(first.due or facts.today))
    owner = facts.person_name(first.owner)
    answers = facts.voice.say("talk.line.answers", owner=owner) if owner else ""
    return _ask(facts, "first"), Answer(_joined(told, answers), (_slide(facts, "issues"),))


def _answers(facts: Facts) -> Asked:
    said = [
        _told(
            facts,
            "owns",
            owner=facts.person_name(i.owner),
            issue=facts.phrase(i.short or i.statement or i.metric),
            date=facts.voice.long(i.due),
        )
        for i in facts.plan.issues[:MOST]
        if i.due and facts.person_name(i.owner)
    ]
    return _ask(facts, "answers"), Answer(_joined(*said), (_slide(facts, "issues"),))


def _works(facts: Facts) -> Asked:
    proven = [c for c in facts.plan.capabilities if c.proof.strip()]
    proven.sort(key=lambda c: not facts.confirmed(c))
    said = [
        _told(
            facts,
            "proof",
            what=facts.phrase(c.short or c.statement),
            proof=facts.inner(facts.phrase(c.proof)),
        )
        for c in proven[:MOST]
    ]
    return _ask(facts, "works"), Answer(_joined(*said), (_slide(facts, "solution"),))


def _options(facts: Facts) -> Asked:
    """What is different here, and against what; capabilities with the same reason stand together."""
    reasons: dict[str, list[str]] = {}
    for c in facts.plan.capabilities:
        if c.differentiator and c.why.strip() and c.statement.strip():
            reasons.setdefault(facts.phrase(c.why), []).append(facts.phrase(c.short or c.statement))
    said = [
        _told(
            facts,
            "why",
            what=facts.voice.series([told[0], *map(facts.inner, told[1:])]),
            why=facts.inner(why),
        )
        for why, told in reasons.items()
    ]
    return _ask(facts, "options"), Answer(_joined(*said), (_slide(facts, "solution"),))


def _steps_of(facts: Facts, person: Person | None) -> list[Step]:
    return [s for s in facts.open if person and person.name in facts.owners(s)] if person else []


def _step_words(facts: Facts, steps: Iterable[Step]) -> str:
    said = [
        _told(
            facts,
            "step",
            step=facts.phrase(s.short or s.title or s.id),
            status=facts.voice.say(f"status.{standing(s, facts.today).value}").lower(),
            who=facts.who_when(s, "").full,
        )
        for s in steps
    ]
    return _joined(*said)


def _systems(facts: Facts) -> Asked:
    steps = _steps_of(facts, of_function(facts, "it"))[:MOST]
    return _ask(facts, "systems"), Answer(_step_words(facts, steps), (_slide(facts, "timeline"),))


def _security(facts: Facts) -> Asked:
    steps = _steps_of(facts, of_function(facts, "security"))[:MOST]
    return _ask(facts, "security"), Answer(_step_words(facts, steps), (_slide(facts, "timeline"),))


def _payback(facts: Facts) -> Asked:
    investment = facts.plan.investment
    named = (_source(investment.source),) if investment else ()
    words = payback(facts) if first_year(facts) else ""
    return _ask(facts, "payback"), Answer(words, (*named, _slide(facts, "value")))


def _decides(facts: Facts) -> Asked:
    """What each of those who decide has to decide next."""
    said = []
    for person in (p for p in ours(facts) if p.decides):
        step = next((s for s in facts.open if person.name in facts.owners(s) and s.kind in _DECIDED), None)
        if step:
            what = facts.inner(facts.phrase(facts.asked(step).full))
            date = facts.voice.day(step.due) if step.due else ""
            kind = "decides_by" if date else "decides"
            said.append(_told(facts, kind, name=person.name, what=what, date=date))
    return _ask(facts, "decides"), Answer(sentence(facts.voice.series(said)), (_slide(facts, "timeline"),))


def _effort(facts: Facts) -> Asked:
    """How many of the open steps are the customer's: what the plan knows of the work."""
    who, n = lead(facts), len(facts.open)
    mine = sum(bool(s.owner_customer) or not s.owner_vendor for s in facts.open)
    if not n or not who:
        return _ask(facts, "effort"), None
    share = _told(facts, "effort_all" if mine == n else "effort", n, ours=facts.voice.number(Decimal(mine)))
    words = _joined(share, _told(facts, "hours", who=who.name))
    return _ask(facts, "effort"), Answer(words, (_slide(facts, "timeline"),))


def _slip(facts: Facts) -> Asked:
    """How many days there are to spare, and which step must not slip first."""
    slack, latest, date = facts.schedule.slack, facts.schedule.latest_signature, facts.plan.success.date
    if slack is None or not latest or not date or not signature_open(facts):
        return _ask(facts, "slip"), None
    day = facts.voice.day(latest)
    spare = _told(facts, "slack", slack, signature=day) if slack > 0 else ""
    spare = spare or _told(facts, "no_slack", date=facts.voice.day(date))
    known = facts.schedule.steps
    coming = (s for s in facts.open if s.due and s.due >= facts.today)
    step = next((s for s in coming if s.id in known and known[s.id].critical), None)
    words = facts.phrase(step.title or step.id) if step else ""
    critical = _told(facts, "critical", step=words, who=facts.who_when(step, "").full) if step else ""
    return _ask(facts, "slip"), Answer(_joined(spare, critical), (_slide(facts, "timeline"),))


_KINDS: Mapping[str, Callable[[Facts], Asked]] = {
    "sure": _sure,
    "wait": _wait,
    "wrong": _wrong,
    "origin": _origin,
    "first": _first,
    "answers": _answers,
    "works": _works,
    "options": _options,
    "systems": _systems,
    "security": _security,
    "payback": _payback,
    "decides": _decides,
    "effort": _effort,
    "slip": _slip,
}
