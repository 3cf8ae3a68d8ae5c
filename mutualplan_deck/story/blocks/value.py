"""Value: what the result is worth a year, where each figure comes from, who confirmed it."""

from __future__ import annotations

from decimal import Decimal

from mutualplan_deck.plan.model import Issue, Outcome
from mutualplan_deck.story.blocks.issues import column_scale, problem_rows
from mutualplan_deck.story.facts import Facts
from mutualplan_deck.story.notes import figure_notes, source_notes
from mutualplan_deck.story.story import NONE, Kpi, OutcomeRow, Question, Text, Title, Value


def tell_value(facts: Facts) -> Value | None:
    """The block, or None when the plan has neither outcome nor measured issue to size."""
    plan, total = facts.plan, facts.case.total
    if not (plan.outcomes or plan.investment or (facts.lead_issue and facts.lead_issue.metric)):
        return None
    scale, places = value_scale(facts)
    confirmed_all = bool(plan.outcomes) and not total.estimate and not facts.case.unsized
    statement, rest = _statement(facts)
    return Value(
        name=facts.label("block.value"),
        title=Title("value/title", _titles(facts)),
        source=_note(facts, confirmed_all=confirmed_all),
        notes=source_notes(facts, "outcomes") + figure_notes(facts),
        kpis=_kpis(facts),
        headers=_headers(facts, scale),
        scale=scale,
        number_format="0" + ("." + "0" * places if places else ""),
        rows=_rows(facts),
        total_label=facts.label("value.total_so_far" if facts.case.unsized else "value.total"),
        total=Text("value/total", _amount(facts, total.annual)) if total.annual is not None else NONE,
        total_range=_range(facts, "value/total_range", total.low, total.high),
        total_confirmed=total.confirmed,
        total_estimate=total.estimate,
        total_low=total.low,
        total_high=total.high,
        statement=statement,
        statement_rest=rest,
        today=facts.label("value.today"),
        target=facts.label("value.target"),
        smaller=Text("labels/value/smaller", ""),
        questions=_questions(facts),
        finish=facts.label("chrome.finish"),
    )


def value_scale(facts: Facts) -> tuple[int, int]:
    """Divisor and decimals for a column of yearly values, by the largest amount and the total."""
    return column_scale(max(facts.case.total.annual or Decimal(0), facts.case.total.high or Decimal(0)))


def _amount(facts: Facts, value: Decimal) -> str:
    scale, places = value_scale(facts)
    return facts.voice.number(value / scale, places)


def _range(facts: Facts, key: str, low: Decimal | None, high: Decimal | None) -> Text:
    if low is None or high is None:
        return NONE
    words = facts.voice.say("word.from_to", low=_amount(facts, low), high=_amount(facts, high))
    return Text(key, words.replace(" ", "\u00a0") if len(words) < 14 else words)


def _headers(facts: Facts, scale: int) -> dict[str, Text]:
    unit = facts.voice.money_unit(scale)
    ranged = any(o.low is not None and o.high is not None for o in facts.plan.outcomes)
    return {
        "outcome": facts.label("value.outcome"),
        "amount": facts.label("value.amount", unit=unit),
        "range": facts.label("value.range"),
        "chart": facts.label("value.chart" if ranged else "value.chart_plain"),
        "source": facts.label("value.source"),
        "confirmed": facts.confirmed_by("value.confirmed_by"),
    }


def _rows(facts: Facts) -> tuple[OutcomeRow, ...]:
    """Outcomes by amount, the unsized last."""
    ordered = sorted(
        facts.plan.outcomes, key=lambda o: (o.annual_value is None, -(o.annual_value or Decimal(0)))
    )
    numbers = {row.id: row.number for row in problem_rows(facts)}
    return tuple(_row(facts, o, numbers) for o in ordered)


def _row(facts: Facts, outcome: Outcome, numbers: dict[str, int]) -> OutcomeRow:
    key, value = f"outcomes/{outcome.id}", outcome.annual_value
    field = "statement" if outcome.statement else "metric"
    pointer = facts.pointer("outcomes", outcome.id, "annual_value")
    return OutcomeRow(
        id=outcome.id,
        text=facts.own("outcomes", outcome, field),
        reference=_reference(facts, key, outcome, numbers),
        amount=Text(f"{key}/annual_value", _amount(facts, value), pointer=pointer)
        if value is not None
        else facts.gap(f"{key}/annual_value", pointer),
        range=_range(facts, f"{key}/range", outcome.low, outcome.high),
        value=value,
        low=outcome.low,
        high=outcome.high,
        confirmed=facts.confirmed(outcome),
        source=facts.own("outcomes", outcome, "source"),
        state=facts.state("outcomes", outcome),
    )


def _reference(facts: Facts, key: str, outcome: Outcome, numbers: dict[str, int]) -> Text:
    """The problems an outcome comes from; by its issues when it names no problem itself."""
    linked = [numbers[i] for i in outcome.problems if i in numbers]
    if not linked:
        under = [p.id for p in facts.plan.problems if set(p.issues) & set(outcome.issues)]
        linked = [numbers[i] for i in under]
    if not linked:
        return Text(f"{key}/problems", facts.voice.say("value.no_problem"), gap=True)
    words = facts.voice.list_and([str(n) for n in sorted(set(linked))])
    return Text(f"{key}/problems", facts.voice.say("value.problem_ref", len(set(linked)), list=words))


# Figures at the head


def metric_kpi(facts: Facts, key: str) -> Kpi:
    """The lead issue's metric from → to, or a gap that says what is needed."""
    issue, voice = facts.lead_issue, facts.voice
    label = Text(f"{key}/label", issue.metric) if issue and issue.metric else facts.label("summary.issue")
    if issue is None or issue.target is None or issue.baseline is None:
        caption = facts.say("summary.issue_gap", f"{key}/caption")
        return Kpi(key, label, (), caption=caption)
    before, after = voice.measure(issue.baseline, issue.unit), voice.measure(issue.target, issue.unit)
    lead = before.head if before.head.startswith(voice.symbol or "\0") else before.bare
    return Kpi(
        key,
        label,
        tuple(dict.fromkeys((after.head, after.bare))),
        before=lead,
        caption=_metric_caption(facts, key, issue, after.tail),
        bars=(issue.baseline, issue.target),
        bar_labels=(before.head, after.head),
    )


def _metric_caption(facts: Facts, key: str, issue: Issue, tail: str) -> Text:
    """The rest of the unit, and how success is measured: what the figure is of."""
    measure = facts.plan.success.measure if issue is facts.lead_issue else ""
    words = facts.voice.series(p for p in (tail, facts.inner(measure) if tail and measure else measure) if p)
    return Text(f"{key}/caption", words[:1].upper() + words[1:], tail[:1].upper() + tail[1:])


def value_kpi(facts: Facts, key: str) -> Kpi:
    """The yearly value with its range."""
    total, voice, label = facts.case.total, facts.voice, facts.label("summary.value")
    if total.annual is None:
        return Kpi(key, label, (), caption=facts.say("summary.no_value", f"{key}/caption"))
    caption = Text(f"{key}/caption", "")
    if total.low is not None and total.high is not None:
        words = voice.say("word.from_to", low=voice.money(total.low), high=voice.money(total.high))
        caption = Text(f"{key}/caption", words)
    elif facts.case.unsized:
        caption = Text(f"{key}/caption", voice.say("value.total_so_far"))
    return Kpi(key, label, (voice.money(total.annual),), caption=caption, estimate=total.estimate > 0)


def _kpis(facts: Facts) -> tuple[Kpi, ...]:
    return (
        metric_kpi(facts, "value/kpi/metric"),
        value_kpi(facts, "value/kpi/value"),
        _delay(facts),
        _payback(facts),
    )


def _delay(facts: Facts) -> Kpi:
    key, label, case = "value/kpi/delay", facts.label("value.delay"), facts.case
    if case.cost_of_delay is None:
        return Kpi(key, label, (), caption=facts.say("value.follows", f"{key}/caption"))
    caption = facts.say("value.one_twelfth", f"{key}/caption")
    estimate = case.total.estimate > 0
    return Kpi(key, label, (facts.voice.money(case.cost_of_delay),), caption=caption, estimate=estimate)


def _payback(facts: Facts) -> Kpi:
    """Months until the first year's cost is earned back; with a hidden price, what is confirmed instead."""
    case, voice, investment = facts.case, facts.voice, facts.plan.investment
    if investment and investment.hidden:
        return _confirmed_kpi(facts)
    key, label = "value/kpi/payback", facts.label("value.payback")
    if case.payback_months is None or case.first_year_cost is None or investment is None:
        missing = "needs_cost"
        if case.total.annual is not None:
            missing = "needs_price"
        elif case.first_year_cost is not None:
            missing = "needs_value"
        return Kpi(key, label, (), caption=facts.say(f"value.{missing}", f"{key}/caption"))
    cost = voice.money(case.first_year_cost)
    plain = voice.say("value.first_year", cost=cost)
    full = (
        voice.say("value.first_year_source", cost=cost, source=investment.source)
        if investment.source
        else plain
    )
    months = voice.say("value.months", case.payback_months)
    return Kpi(
        key, label, (months,), caption=Text(f"{key}/caption", full, plain), estimate=case.total.estimate > 0
    )


def _confirmed_kpi(facts: Facts) -> Kpi:
    key, total, voice = "value/kpi/confirmed", facts.case.total, facts.voice
    label = facts.label("value.confirmed")
    if total.annual is None or total.confirmed_share is None:
        return Kpi(key, label, (), caption=facts.say("value.needs_value", f"{key}/caption"))
    caption = facts.say("value.of_total", f"{key}/caption", total=voice.money(total.annual))
    return Kpi(key, label, (voice.percent(total.confirmed_share),), caption=caption)


# Sentences


def _statement(facts: Facts) -> tuple[Text, Text]:
    total, voice = facts.case.total, facts.voice
    if total.annual is None:
        return NONE, NONE
    scale, places = value_scale(facts)
    said = {
        "amount": voice.money_at(total.confirmed, scale, places),
        "estimate": voice.money_at(total.estimate, scale, places),
        "share": voice.percent(total.confirmed_share or Decimal(0)),
    }
    kind = "partly" if total.confirmed and total.estimate else "all" if total.confirmed else "nothing"
    return (
        facts.say(f"value.{kind}", "value/statement", **said),
        facts.say(f"value.{kind}_rest", "value/statement_rest", **said),
    )


def _note(facts: Facts, *, confirmed_all: bool) -> Text:
    total, voice = facts.case.total, facts.voice
    gaps = voice.say("value.note_gaps") if facts.case.unsized or facts.case.payback_months is None else ""
    if total.annual is None or not total.confirmed:
        return facts.say("value.note_unsized", "value/source")
    ranged = voice.say("value.note_range") if total.low is not None else ""
    payback = voice.say("value.note_payback") if facts.case.payback_months is not None else ""
    words = voice.say("value.note", customer=facts.customer, range=ranged, payback=payback)
    return Text("value/source", words + (gaps if not confirmed_all else ""))


def _titles(facts: Facts) -> tuple[str, ...]:
    voice, total, case = facts.voice, facts.case.total, facts.case
    if total.annual is None:
        return _open_titles(facts)
    issue = facts.lead_issue
    after = facts.measure(issue, "target") if issue else None
    said = {
        "customer": facts.customer,
        "value": voice.money(total.annual),
        "share": voice.percent(total.confirmed_share or Decimal(0)),
        "after": after.full if after else "",
        "metric": issue.metric if issue else "",
    }
    if case.unsized and not total.confirmed:
        keys: tuple[str, ...] = ("value_unconfirmed", "short")
    elif total.confirmed:
        share = ("value_share", "short") if total.estimate else ("value_all", "short")
        keys = ("full" if total.estimate else "all", *share) if after else share
    else:
        keys = ("unconfirmed", "value_unconfirmed", "short") if after else ("value_unconfirmed", "short")
    return tuple(voice.say(f"value.title.{k}", **said) for k in keys)


def _open_titles(facts: Facts) -> tuple[str, ...]:
    voice, customer = facts.voice, facts.customer
    plain = voice.say("value.title.open", customer=customer)
    step = next((s for s in facts.open if s.due and s.due >= facts.today), None)
    if step is None or step.due is None:
        return (plain,)
    return voice.say("value.title.open_date", customer=customer, date=voice.day(step.due)), plain


def _questions(facts: Facts) -> tuple[Question, ...]:
    plan, voice = facts.plan, facts.voice
    asked: list[tuple[str, dict[str, str], str]] = []
    if not plan.outcomes:
        asked.append(("value.need_outcome", {}, ""))
    for outcome in plan.outcomes:
        words = {"outcome": outcome.short or outcome.statement or outcome.metric or outcome.id}
        owner = outcome.confirmed.by if outcome.confirmed else ""
        if outcome.annual_value is None:
            asked.append(("value.need_size", words, owner))
        elif not outcome.source:
            asked.append(("value.need_source", words, owner))
        elif not outcome.confirmed:
            asked.append(("value.need_confirmation", words, owner))
    if facts.case.first_year_cost is None and not (plan.investment and plan.investment.hidden):
        asked.append(("value.need_cost", {}, ""))
    return tuple(
        Question(
            Text(f"value/question/{k}", voice.say(key, **words)),
            Text(f"value/question/{k}/who", facts.person_name(owner) or voice.say("word.owner_missing")),
        )
        for k, (key, words, owner) in enumerate(asked)
    )
