"""Checks on the figures: what it is worth, where each number comes from, whether they add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.checks.facts import Facts, Found, called, cut
from mutualplan_deck.plan.model import Confirmation, Outcome, SourceKind
from mutualplan_deck.plan.words import begins_with
from mutualplan_deck.regex import regex

_SYMBOLS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY"}
_CODES = (
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "JPY",
    "CAD",
    "AUD",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "BRL",
    "MXN",
    "INR",
    "CNY",
)
_MONEY = regex(rf"(?<!\w)(?:{'|'.join(_CODES)})(?!\w)|[£€¥]|(?<![A-Z])\$")
_DOLLARS = {"USD", "CAD", "AUD", "MXN"}


def outcome_name(outcome: Outcome) -> str:
    """How a message names an outcome."""
    return called(outcome.short, outcome.statement or outcome.metric, f"Outcome {outcome.id}")


def sized(facts: Facts) -> Iterator[Found]:
    """MP109."""
    if all(o.annual_value is None for o in facts.plan.outcomes):
        message = "No outcome says what it is worth a year."
        yield Found(message, "/outcomes/0/annual_value" if facts.plan.outcomes else "/outcomes")
    elif not facts.plan.currency:
        message = "The outcomes have figures and the plan names no currency."
        yield Found(message, "/currency", "Write the currency as a code: GBP, EUR, USD.")


def sourced(facts: Facts) -> Iterator[Found]:
    """MP110."""
    for pointer, name, source in _figures(facts):
        if not source:
            yield Found(f"The figures of {name} have no source.", f"{pointer}/source")
    for n, outcome in enumerate(facts.plan.outcomes):
        own = outcome.source_kind is SourceKind.CUSTOMER
        if outcome.annual_value is not None and not own and not facts.by_customer(outcome.confirmed):
            message = (
                f"{outcome_name(outcome)} has a figure that is not the customer's own and not confirmed."
            )
            advice = "Walk the person who owns the number through it, and ask which part they would change."
            yield Found(message, f"/outcomes/{n}/confirmed", advice)


def believable(facts: Facts) -> Iterator[Found]:
    """MP111."""
    for section, n, name, before, after, confirmed in _changes(facts):
        if not before or after is None or facts.by_customer(confirmed):
            continue
        percent = abs(after - before) / abs(before) * 100
        if percent > facts.settings.thresholds.improvement_percent:
            message = f"{name} goes from {before} to {after}, {percent:.0f} %, and nobody has confirmed it."
            yield Found(message, f"/{section}/{n}/confirmed")


def adds_up(facts: Facts) -> Iterator[Found]:
    """MP112."""
    yield from _stated_total(facts)
    yield from _currencies(facts)
    yield from _twice(facts)
    yield from _ranges(facts)


def why_now(facts: Facts) -> Iterator[Found]:
    """MP113."""
    if facts.case.cost_of_delay is None:
        message = "What a month of delay costs can't be told: no outcome has a yearly value."
        yield Found(message, "/outcomes")
    elif facts.case.payback_months is None:
        known = facts.case.first_year_cost is not None
        message = "The payback can't be told: " + (
            "the value never earns the cost." if known else "no cost is given."
        )
        yield Found(message, "/investment")


def _figures(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Pointer, name and source of everything that holds a figure."""
    plan = facts.plan
    for n, issue in enumerate(plan.issues):
        if issue.baseline is not None or issue.target is not None:
            yield f"/issues/{n}", called(issue.short, issue.statement, issue.id), issue.source
    for n, problem in enumerate(plan.problems):
        if problem.annual_cost is not None or problem.share is not None:
            yield f"/problems/{n}", called(problem.short, problem.statement, problem.id), problem.source
    for n, outcome in enumerate(plan.outcomes):
        if outcome.annual_value is not None:
            yield f"/outcomes/{n}", outcome_name(outcome), outcome.source
    cost = plan.investment
    if cost and (cost.one_time is not None or cost.annual is not None):
        yield "/investment", "the investment", cost.source


Change = tuple[str, int, str, Decimal | None, Decimal | None, Confirmation | None]


def _changes(facts: Facts) -> Iterator[Change]:
    """Section, place, name, before, after and confirmation of every improvement claimed."""
    for n, issue in enumerate(facts.plan.issues):
        name = called(issue.short, issue.statement, issue.id)
        yield "issues", n, name, issue.baseline, issue.target, issue.confirmed
    for n, outcome in enumerate(facts.plan.outcomes):
        yield "outcomes", n, outcome_name(outcome), outcome.before, outcome.after, outcome.confirmed


def _stated_total(facts: Facts) -> Iterator[Found]:
    """A total the file states (`internal.stated_annual_value`) against the sum of its parts."""
    stated, annual = _number(facts.plan.internal.get("stated_annual_value")), facts.case.total.annual
    if stated is None or annual is None:
        return
    if abs(stated - annual) * 100 > abs(annual) * facts.settings.thresholds.total_percent:
        message = f"The file states a total of {stated:,} a year; its outcomes add up to {annual:,}."
        yield Found(
            message,
            "/outcomes",
            "Find the outcome that is missing or counted twice before anybody else does.",
        )


def _currencies(facts: Facts) -> Iterator[Found]:
    own = facts.plan.currency
    for section in ("issues", "outcomes"):
        for n, item in enumerate(getattr(facts.plan, section)):
            foreign = [m for m in _MONEY.findall(item.unit) if own and not _same_currency(m, own)]
            if foreign:
                message = f"“{cut(item.statement or item.metric)}” is in {foreign[0]}, the plan in {own}."
                yield Found(
                    message, f"/{section}/{n}/unit", "Convert it, and say at what rate and on which day."
                )


def _same_currency(mark: str, own: str) -> bool:
    return own in _DOLLARS if mark == "$" else _SYMBOLS.get(mark, mark) == own


def _twice(facts: Facts) -> Iterator[Found]:
    sized = [(n, o) for n, o in enumerate(facts.plan.outcomes) if o.annual_value is not None]
    seen = Counter((o.metric or o.statement).casefold() for _, o in sized)
    told: set[str] = set()
    for n, outcome in sized:
        metric = (outcome.metric or outcome.statement).casefold()
        if metric in told:
            message = f"{outcome_name(outcome)} counts the same metric as another outcome."
            yield Found(
                message, f"/outcomes/{n}/metric", "Keep one, or say which part of the value each holds."
            )
        elif seen[metric] > 1:
            told.add(metric)
        if len(sized) > 1 and begins_with("total", outcome.statement, facts.plan.locale):
            message = (
                f"{outcome_name(outcome)} reads like a total among the outcomes, so their value counts twice."
            )
            yield Found(message, f"/outcomes/{n}/annual_value", "Take it out; the total is computed.")


def _ranges(facts: Facts) -> Iterator[Found]:
    for n, o in enumerate(facts.plan.outcomes):
        values = [v for v in (o.low, o.annual_value, o.high) if v is not None]
        if values != sorted(values):
            message = f"{outcome_name(o)} does not lie between its own low and high."
            yield Found(message, f"/outcomes/{n}/low", "Put the three in order.", Level.ERROR)


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(str(value)) if value is not None else None
    except InvalidOperation:
        return None
