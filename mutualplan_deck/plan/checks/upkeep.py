"""Checks on whether the plan is alive: updated, agreed, held to, and worth reading."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.checks.facts import Facts, Found, of_step, step_name
from mutualplan_deck.plan.model import Kind, Party, Plan, Status, Step, shared_steps
from mutualplan_deck.plan.words import speaks_of, without

_KEY_KINDS = (Kind.DECISION, Kind.APPROVAL, Kind.MILESTONE)


def updated(facts: Facts) -> Iterator[Found]:
    """MP127."""
    limits, updated_on = facts.settings.thresholds, facts.plan.as_of
    if updated_on is None:
        yield Found("The plan does not say when it was last updated.", "/as_of")
        return
    days = (facts.today - updated_on).days
    if days > limits.update_days:
        level = Level.ERROR if days > limits.stale_days else Level.WARNING
        message = f"The plan was last updated {days} days ago, on {updated_on.isoformat()}."
        yield Found(message, "/as_of", level=level)


def held(facts: Facts) -> Iterator[Found]:
    """MP128."""
    limits = facts.settings.thresholds
    versions = [_key_dates(plan) for _, plan in facts.history] + [_key_dates(facts.plan)]
    for key, (pointer, name, _) in versions[-1].items():
        dates = [v[key][2] for v in versions if key in v]
        moves = sum(a != b for a, b in pairwise(dates))
        days = abs(facts.calendar.between(dates[0], dates[-1]))
        if moves >= limits.moved_times or days > limits.moved_working_days:
            times = "once" if moves == 1 else f"{moves} times"
            message = f"{name} has moved {times}, by {days} working days in all."
            yield Found(message, pointer)


def agreed(facts: Facts) -> Iterator[Found]:
    """MP129."""
    confirmed = facts.plan.confirmed
    person = facts.person(confirmed.by) if confirmed else None
    if confirmed is None or not facts.by_customer(confirmed):
        yield Found("Nobody at the customer has confirmed this plan.", "/confirmed")
    elif person is None or person.party is not Party.CUSTOMER:
        message = "The plan is confirmed, and not by a person of the customer's who is named in it."
        yield Found(message, "/confirmed/by")
    elif confirmed.on and (moved := _last_move(facts)) and moved > confirmed.on:
        message = f"{person.name} confirmed the plan on {confirmed.on.isoformat()}; a date has changed since."
        yield Found(
            message, "/confirmed/on", f"Send {person.name} the dates that moved and ask for a yes to these."
        )


def evidenced(facts: Facts) -> Iterator[Found]:
    """MP131."""
    for n, step in facts.steps:
        if step.status is Status.DONE and not (step.done_on and step.done_means):
            field = "done_means" if step.done_on else "done_on"
            lacks = "what shows it" if step.done_on else "the day it was done"
            yield of_step(n, step, field, f"{step_name(step)} is done without {lacks}.")


def finishable(facts: Facts) -> Iterator[Found]:
    """MP132."""
    for n, step in facts.open_steps:
        if not step.done_means:
            yield of_step(n, step, "done_means", f"{step_name(step)} does not say what done means.")


def result_named(facts: Facts) -> Iterator[Found]:
    """MP133."""
    for n, step in facts.open_steps:
        title = without("not_activity", step.title, facts.plan.locale)
        if speaks_of("activity", title, facts.plan.locale):
            yield of_step(n, step, "title", f"{step_name(step)} is an activity, not a result.")


def moving(facts: Facts) -> Iterator[Found]:
    """MP134."""
    end, quiet = facts.plan.success.date, facts.settings.thresholds.quiet_days
    if end is None or not facts.open_steps:
        return
    covered = facts.today
    for first, last in sorted([*_spans(facts), (end, end)]):
        if first <= end and (first - covered).days > quiet:
            message = f"Nothing happens between {covered.isoformat()} and {first.isoformat()}."
            yield Found(message, "/steps")
        covered = max(covered, last)


def readable(facts: Facts) -> Iterator[Found]:
    """MP135."""
    shared = sum(1 for _ in shared_steps(facts.plan))
    if shared > facts.settings.thresholds.shared_steps:
        yield Found(f"{shared} steps are shared; few readers will follow them all.", "/steps")


def spread(facts: Facts) -> Iterator[Found]:
    """MP136."""
    days = Counter(s.due for _, s in facts.open_steps if s.due)
    for day, count in sorted((d, c) for d, c in days.items() if d):
        if count >= facts.settings.thresholds.same_day:
            yield Found(f"{count} steps are due on {day.isoformat()}.", "/steps")


def risks_watched(facts: Facts) -> Iterator[Found]:
    """MP137."""
    if not any(risk.owner and risk.mitigation for risk in facts.plan.risks):
        yield Found("No risk has an owner and something that is done about it.", "/risks")


def _key_dates(plan: Plan) -> dict[str, tuple[str, str, dt.date]]:
    """Key dates by an identity that holds across versions: pointer, name, day."""
    dates = {}
    if plan.success.date:
        dates["success"] = ("/success/date", "The success date", plan.success.date)
    if plan.signature_date:
        dates["signature"] = ("/signature_date", "The signature date", plan.signature_date)
    for n, step in enumerate(plan.steps):
        if step.kind in _KEY_KINDS and step.due and step.status is not Status.CANCELLED:
            dates[f"steps/{step.id}"] = (f"/steps/{n}/due", step_name(step), step.due)
    return dates


def _last_move(facts: Facts) -> dt.date | None:
    """The day of the first version that holds the newest change of a date; None if none is known."""
    versions = [*facts.history, (facts.plan.as_of or facts.today, facts.plan)]
    moved = None
    for (_, old), (day, new) in pairwise(versions):
        if _all_dates(old) != _all_dates(new):
            moved = day
    return moved


def _all_dates(plan: Plan) -> tuple[object, ...]:
    dues = {s.id: (s.start, s.due) for s in plan.steps if s.open}
    return plan.success.date, plan.signature_date, tuple(sorted((i, str(d)) for i, d in dues.items()))


def _spans(facts: Facts) -> Iterator[tuple[dt.date, dt.date]]:
    """First and last day of each dated open step; its length tells the first where no start is given."""
    for _, step in facts.open_steps:
        if step.due:
            yield min(step.start or _begin(facts, step, step.due), step.due), step.due


def _begin(facts: Facts, step: Step, due: dt.date) -> dt.date:
    days = max(step.days or 1, 1)
    return facts.calendar.day(facts.calendar.position(due) - days + 1) or due
