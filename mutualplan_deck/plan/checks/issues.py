"""Checks on the issues, the problems under them, and the line of sight to what is bought."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.checks.facts import Facts, Found, called, cut
from mutualplan_deck.plan.model import Issue, Party, Person, Plan
from mutualplan_deck.plan.words import begins_with, speaks_of

_MOST_ISSUES = 3


def issue_name(issue: Issue) -> str:
    """How a message names an issue."""
    return called(issue.short, issue.statement, f"Issue {issue.id}")


def stated(facts: Facts) -> Iterator[Found]:
    """MP101."""
    plan = facts.plan
    if not plan.issues:
        yield Found("The plan names no business issue.", "/issues")
    if len(plan.issues) > _MOST_ISSUES:
        message = f"The plan names {len(plan.issues)} issues; nobody carries more than three to a board."
        yield Found(message, "/issues", "Keep the one to three an executive would be measured by.")
    others = {_same(text) for text in _under(plan)} - {""}
    for n, issue in enumerate(plan.issues):
        if not issue.statement:
            yield Found(f"Issue {issue.id} says nothing yet.", f"/issues/{n}/statement")
        elif _same(issue.statement) in others:
            message = f"{issue_name(issue)} stands again, word for word, as a problem or a capability."
            advice = "Say what the business loses by it: the issue is the reason, the problem is the cause."
            yield Found(message, f"/issues/{n}/statement", advice)


def dated(facts: Facts) -> Iterator[Found]:
    """MP102."""
    for n, issue in enumerate(facts.plan.issues):
        pointer = f"/issues/{n}/due"
        if issue.due is None:
            yield Found(f"{issue_name(issue)} has no date.", pointer)
        elif issue.due < facts.today:
            message = f"{issue_name(issue)} was to be settled by {issue.due.isoformat()}, which is past."
            yield Found(message, pointer, "Ask what happened that day, and which date counts now.")
        elif _months(facts, issue) > facts.settings.thresholds.issue_months:
            months = facts.settings.thresholds.issue_months
            message = (
                f"{issue_name(issue)} has until {issue.due.isoformat()}, more than {months} months away."
            )
            advice = "Look for an earlier day that hurts: a budget, a renewal, a rule that comes into force."
            yield Found(message, pointer, advice, Level.WARNING)


def measured(facts: Facts) -> Iterator[Found]:
    """MP103."""
    for n, issue in enumerate(facts.plan.issues):
        given = {
            "metric": issue.metric,
            "unit": issue.unit,
            "baseline": issue.baseline,
            "target": issue.target,
        }
        missing = [field for field, value in given.items() if value in (None, "")]
        if missing:
            message = f"{issue_name(issue)} has no {_and(missing)}."
            yield Found(message, f"/issues/{n}/{missing[0]}")
        elif issue.baseline == issue.target:
            message = (
                f"{issue_name(issue)} goes from {issue.baseline} to {issue.target}: nothing would change."
            )
            yield Found(message, f"/issues/{n}/target")


def owned(facts: Facts) -> Iterator[Found]:
    """MP104."""
    for n, issue in enumerate(facts.plan.issues):
        people = [facts.person(name) for name in facts.owners(issue.owner)]
        if any(p and _executive(facts, p) for p in people):
            continue
        why = f"is owned by {issue.owner}, who is not known as an executive of the customer's or as deciding"
        message = f"{issue_name(issue)} {why if issue.owner else 'belongs to nobody'}."
        yield Found(message, f"/issues/{n}/owner")


def theirs(facts: Facts) -> Iterator[Found]:
    """MP105."""
    vendor = _names(facts)
    for section in ("issues", "problems"):
        for n, item in enumerate(getattr(facts.plan, section)):
            named = vendor.search(item.statement) if vendor else None
            wish = begins_with("solution_start", item.statement, facts.plan.locale)
            if named or wish:
                why = f"names {named.group()}" if named else "asks for a purchase"
                yield Found(f"{called('', item.statement, item.id)} {why}.", f"/{section}/{n}/statement")


def linked(facts: Facts) -> Iterator[Found]:
    """MP106."""
    plan = facts.plan
    yield from _unknown_ids(facts)
    with_problem = {i for p in plan.problems for i in p.issues}
    with_capability = {p for c in plan.capabilities for p in c.problems}
    with_outcome = {i for o in plan.outcomes for i in o.issues}
    with_outcome |= {i for o in plan.outcomes for p in plan.problems if p.id in o.problems for i in p.issues}
    for n, issue in enumerate(plan.issues):
        if issue.id not in with_problem:
            yield Found(
                f"{issue_name(issue)} has no problem under it.", f"/issues/{n}", "Ask what causes it."
            )
        if issue.id not in with_outcome:
            advice = "Size what settling it is worth, or ask whether it matters."
            yield Found(f"{issue_name(issue)} has no outcome.", f"/issues/{n}", advice)
    for n, problem in enumerate(plan.problems):
        if problem.id not in with_capability:
            message = (
                f"{called(problem.short, problem.statement, problem.id)} has no capability that answers it."
            )
            yield Found(message, f"/problems/{n}", "Say what people will be able to do, or take it out.")


def asked_for(facts: Facts) -> Iterator[Found]:
    """MP107."""
    for n, capability in enumerate(facts.plan.capabilities):
        if not capability.problems:
            name = called(capability.short, capability.statement, capability.id)
            yield Found(f"{name} answers no problem of the plan.", f"/capabilities/{n}/problems")
    for n, outcome in enumerate(facts.plan.outcomes):
        if not outcome.issues and not outcome.problems:
            name = called(outcome.short, outcome.statement or outcome.metric, outcome.id)
            yield Found(f"{name} belongs to no issue and no problem.", f"/outcomes/{n}/issues")


def distinctive(facts: Facts) -> Iterator[Found]:
    """MP108."""
    marked = [(n, c) for n, c in enumerate(facts.plan.capabilities) if c.differentiator]
    if any(c.why and facts.by_customer(c.confirmed) for _, c in marked):
        return
    if not marked:
        yield Found("No capability is marked as the one only you bring.", "/capabilities")
        return
    n, capability = marked[0]
    lacks = "the customer's confirmation" if capability.why else "a reason"
    name = called(capability.short, capability.statement, capability.id)
    yield Found(f"{name} sets you apart and lacks {lacks}.", f"/capabilities/{n}/{_field(lacks)}")


def _under(plan: Plan) -> Iterator[str]:
    yield from (p.statement for p in plan.problems)
    yield from (c.statement for c in plan.capabilities)


def _field(lacks: str) -> str:
    return "why" if lacks == "a reason" else "confirmed"


def _unknown_ids(facts: Facts) -> Iterator[Found]:
    plan = facts.plan
    known = {name: {x.id for x in getattr(plan, name)} for name in ("issues", "problems", "steps")}
    for section, field in (
        ("problems", "issues"),
        ("capabilities", "problems"),
        ("outcomes", "issues"),
        ("outcomes", "problems"),
    ):
        for n, item in enumerate(getattr(plan, section)):
            unknown = [i for i in getattr(item, field) if i not in known[field]]
            yield from _not_there(item.statement or item.id, field, unknown, f"/{section}/{n}/{field}")
    for n, capability in enumerate(plan.capabilities):
        unknown = [capability.step] if capability.step and capability.step not in known["steps"] else []
        yield from _not_there(
            capability.statement or capability.id, "steps", unknown, f"/capabilities/{n}/step"
        )


def _not_there(name: str, field: str, unknown: Iterable[str], pointer: str) -> Iterator[Found]:
    for i in unknown:
        message = f"“{cut(name)}” points to “{i}”, and none of the {field} has that id."
        yield Found(message, pointer, "Correct the id, or add what it names.")


def _executive(facts: Facts, person: Person) -> bool:
    titled = speaks_of("executive", person.title, facts.plan.locale)
    return person.party is Party.CUSTOMER and (person.decides or titled)


def _names(facts: Facts) -> re.Pattern[str] | None:
    """What finds the vendor's or a product's name in a text."""
    vendor = facts.plan.vendor
    given = {w for w in (vendor.name, vendor.short, *facts.settings.products) if w}
    return (
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(given)))})(?!\w)", re.IGNORECASE)
        if given
        else None
    )


def _months(facts: Facts, issue: Issue) -> float:
    due, today = issue.due or facts.today, facts.today
    return (due.year - today.year) * 12 + due.month - today.month + (due.day > today.day) / 2


def _same(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _and(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
