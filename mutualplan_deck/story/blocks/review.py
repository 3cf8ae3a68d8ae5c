"""Deal review: how well a deal is qualified, and what a coach would ask; the vendor's own (METHOD §4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mutualplan_deck.findings import Finding, worst_first
from mutualplan_deck.plan.health import health
from mutualplan_deck.plan.model import Plan, Step
from mutualplan_deck.plan.score import Factor, Score, score
from mutualplan_deck.story.facts import Facts
from mutualplan_deck.story.story import NONE, FactorCard, FindingRow, Review, Text, Title


def tell_review(facts: Facts, whole: Plan, findings: Sequence[Finding]) -> Review:
    """The block. `whole` is the plan with its internal fields, which no other block ever sees."""
    scored = score(whole, facts.today)
    ours, theirs = _open_sides(facts)
    state = health(whole, facts.today)
    return Review(
        name=facts.label("block.review"),
        title=Title("review/title", _titles(facts, scored)),
        source=facts.label("review.source"),
        factors=tuple(_card(facts, factor, factor is scored.weakest) for factor in scored.factors),
        headers={k: facts.label(f"review.{k}") for k in ("level", "found", "question")},
        findings=tuple(_row(facts, k, f) for k, f in enumerate(worst_first(findings))),
        score_label=facts.label("review.score"),
        score=Text("review/score", facts.voice.percent(_share(scored))),
        score_of=facts.label("review.score_of"),
        health_label=facts.label("review.health"),
        health=state.value,
        health_word=facts.say(f"review.health_{state.value}", "review/health"),
        health_reason=Text("review/health/reason", _overdue(facts, whole)),
        share_label=facts.label("review.share"),
        share=_customer_share(facts, ours, theirs),
        none=facts.label("review.none"),
    )


def _share(scored: Score) -> Decimal:
    """The product of the factors' thirds, as a share."""
    return Decimal(scored.product.numerator) / Decimal(scored.product.denominator)


def _card(facts: Facts, factor: Factor, weakest: bool) -> FactorCard:
    key = f"review/{factor.name.value}"
    return FactorCard(
        name=facts.label(f"review.factor_{factor.name.value}"),
        grade=int(factor.grade),
        word=facts.say(f"review.grade_{int(factor.grade)}", f"{key}/grade"),
        raised_by=_raised(facts, key, factor),
        weakest=facts.label("review.weakest") if weakest else None,
    )


def _raised(facts: Facts, key: str, factor: Factor) -> Text:
    what = facts.inner(factor.raised_by)
    return facts.say("review.raise", f"{key}/raised_by", what=what) if what else NONE


def _row(facts: Facts, k: int, finding: Finding) -> FindingRow:
    key = f"review/findings/{k}"
    level = facts.say(f"review.level_{finding.level.value}", f"{key}/level")
    return FindingRow(
        level=finding.level.value,
        word=level,
        code=finding.code,
        message=Text(f"{key}/message", finding.message, pointer=finding.pointer),
        question=Text(f"{key}/question", finding.question or finding.advice),
    )


def _open_sides(facts: Facts) -> tuple[int, int]:
    """Open steps the customer has a hand in, and all open steps."""
    return sum(bool(s.owner_customer) for s in facts.open), len(facts.open)


def _customer_share(facts: Facts, ours: int, total: int) -> Text:
    if not total:
        return facts.say("review.no_open", "review/share")
    share = facts.voice.percent(Decimal(ours) / Decimal(total))
    return facts.say("review.share_of", "review/share", total, ours=ours, share=share)


def _overdue(facts: Facts, whole: Plan) -> str:
    """The step that is longest overdue, and how old the plan is."""
    voice, today = facts.voice, facts.today
    late: list[Step] = [s for s in whole.steps if s.open and s.due and s.due < today]
    said = []
    if late:
        worst = min(late, key=lambda s: s.due or today)
        days = (today - (worst.due or today)).days
        said.append(voice.say("summary.health.late_step", days, step=worst.title or worst.id))
    if whole.as_of and whole.as_of < today:
        said.append(voice.say("review.updated", (today - whole.as_of).days))
    return " ".join(said) or voice.say("summary.health.calm")


def _titles(facts: Facts, scored: Score) -> tuple[str, ...]:
    voice, weakest = facts.voice, scored.weakest
    name = voice.say(f"review.factor_{weakest.name.value}")
    grade = voice.say(f"review.grade_{int(weakest.grade)}")
    if all(f.grade == weakest.grade for f in scored.factors):
        return (voice.say("review.title.even", grade=facts.inner(grade)),)
    return (voice.say("review.title.weakest", factor=name, grade=facts.inner(grade)),)
