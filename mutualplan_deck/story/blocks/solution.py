"""Solution: what the customer will be able to do, how we know, and how far they have confirmed it."""

from __future__ import annotations

from functools import partial

from mutualplan_deck.plan.model import Capability
from mutualplan_deck.story.blocks.issues import part_of_whole, problem_rows, share_places, shares_total
from mutualplan_deck.story.facts import Facts
from mutualplan_deck.story.notes import source_notes
from mutualplan_deck.story.story import (
    NONE,
    LineOfSight,
    ProblemRow,
    Proof,
    Question,
    Solution,
    SolutionRow,
    State,
    Text,
    Title,
)


def tell_solution(facts: Facts) -> Solution | None:
    """The block, or None when there is neither a capability nor a problem that wants one."""
    if not (facts.plan.capabilities or facts.plan.problems):
        return None
    problems = problem_rows(facts)
    _, issue = shares_total(facts)
    unit = issue.unit if issue else ""
    customer = facts.customer
    return Solution(
        name=facts.label("block.solution"),
        title=Title("solution/title", _titles(facts)),
        source=_source(facts),
        notes=source_notes(facts, "capabilities"),
        headers={
            "problem": facts.label("solution.problem_share", unit=unit)
            if unit
            else facts.label("solution.problem"),
            "capability": facts.label("solution.capability", customer=customer),
            "proof": facts.label("solution.proof"),
            "confirmed": facts.confirmed_by("solution.confirmed"),
        },
        rows=_rows(facts, problems),
        questions=_questions(facts),
        finish=facts.label("chrome.finish"),
    )


def _rows(facts: Facts, problems: tuple[ProblemRow, ...]) -> tuple[SolutionRow, ...]:
    """Capabilities in the order of the problems they remove, those without a problem last."""
    numbers = {p.id: p for p in problems}
    rows = [_row(facts, c, [numbers[i] for i in c.problems if i in numbers]) for c in facts.plan.capabilities]
    solved = {i for c in facts.plan.capabilities for i in c.problems}
    rows += [_open_row(facts, problem) for problem in problems if problem.id not in solved]
    return tuple(sorted(rows, key=lambda row: row.numbers or (len(problems) + 1,)))


def _open_row(facts: Facts, problem: ProblemRow) -> SolutionRow:
    """A problem that nothing removes yet: its place in the chain is shown, and open."""
    key = f"problems/{problem.id}/capability"
    word = facts.label("status.to_confirm")
    who = Text(f"{key}/who", "" if problem.owner.gap else problem.owner.full, problem.owner.short)
    return SolutionRow(
        id=f"open.{problem.id}",
        numbers=(problem.number,),
        problem=problem.statement,
        share=problem.share_label,
        capability=facts.gap(key),
        distinctive=NONE,
        proof=facts.gap(f"{key}/proof"),
        state=State(Proof.TO_CONFIRM, word, who, Text(who.key, problem.owner.short)),
        cost=problem.cost,
        owner=problem.owner,
    )


def _row(facts: Facts, capability: Capability, problems: list[ProblemRow]) -> SolutionRow:
    key = f"capabilities/{capability.id}"
    # Distinctive needs a reason as well as the mark (SPEC §8): a claim without one is not made.
    distinctive = capability.differentiator and bool(capability.why)
    first = problems[0] if problems else None
    return SolutionRow(
        id=capability.id,
        numbers=tuple(sorted(p.number for p in problems)),
        problem=_problem_text(facts, key, problems),
        share=first.share_label if first and len(problems) == 1 else NONE,
        capability=facts.own("capabilities", capability, "statement"),
        distinctive=facts.label("solution.distinctive") if distinctive else NONE,
        proof=facts.own("capabilities", capability, "proof"),
        state=facts.state("capabilities", capability),
        cost=first.cost if first and len(problems) == 1 else NONE,
        owner=first.owner if first else NONE,
    )


def _problem_text(facts: Facts, key: str, problems: list[ProblemRow]) -> Text:
    if not problems:
        return Text(f"{key}/problems", facts.voice.say("solution.no_problem"), gap=True)
    if len(problems) == 1:
        return problems[0].statement
    shorts = [p.statement.short or p.statement.full for p in problems]
    return Text(f"{key}/problems", facts.voice.series([shorts[0], *map(facts.inner, shorts[1:])]))


def _source(facts: Facts) -> Text:
    reasons = dict.fromkeys(
        c.why.strip().rstrip(".") for c in facts.plan.capabilities if c.differentiator and c.why
    )
    if not reasons:
        return NONE
    why = facts.voice.series(map(facts.inner, reasons))
    return facts.say("solution.source", "solution/source", why=why)


def confirmed_counts(facts: Facts) -> tuple[int, int, int]:
    """Capabilities in all, confirmed, and being tested."""
    states = [facts.state("capabilities", c).proof for c in facts.plan.capabilities]
    return len(states), states.count(Proof.CONFIRMED), states.count(Proof.IN_PROGRESS)


def _confirmed_clause(facts: Facts) -> str:
    voice, customer = facts.voice, facts.customer
    total, confirmed, tested = confirmed_counts(facts)
    if confirmed == total:
        key = "all_confirmed" if total > 1 else "the_one_confirmed"
        return voice.say(f"solution.title.{key}", customer=customer)
    if not confirmed:
        return voice.say("solution.title.none_confirmed")
    if tested:
        words = voice.count(confirmed)
        return voice.say("solution.title.some_tested", tested, customer=customer, confirmed=words)
    return voice.say("solution.title.some_confirmed", confirmed, customer=customer)


def lost(facts: Facts) -> str:
    """`9 days`: all shares together in the unit they are told in, or "" when they have none in common."""
    total, issue = shares_total(facts)
    if total is None or issue is None or not issue.unit:
        return ""
    return facts.voice.measure(total, issue.unit).full if share_places(facts) < 3 else ""


def _titles(facts: Facts) -> tuple[str, ...]:
    voice, customer, n = facts.voice, facts.customer, len(facts.plan.capabilities)
    if not n:
        return (voice.say("solution.title.none", customer=customer),)
    said = {"customer": customer, "confirmed": _confirmed_clause(facts), "part": lost(facts)}
    removed = {i for c in facts.plan.capabilities for i in c.problems}
    all_removed = all(p.id in removed for p in facts.plan.problems)
    full = voice.say("solution.title.full", n, **said) if said["part"] and all_removed else ""
    keys = ("changes", "short")
    return tuple(t for t in (full, *(voice.say(f"solution.title.{k}", n, **said) for k in keys)) if t)


def _questions(facts: Facts) -> tuple[Question, ...]:
    plan, voice = facts.plan, facts.voice
    solved = {i for c in plan.capabilities for i in c.problems}
    asked = [
        ("solution.need_capability", {"number": str(row.number)}, "" if row.owner.gap else row.owner.full)
        for row in problem_rows(facts)
        if row.id not in solved
    ]
    asked += [
        ("solution.need_proof", {"capability": c.short or c.statement or c.id}, "")
        for c in plan.capabilities
        if not c.proof
    ]
    return tuple(
        Question(
            Text(f"solution/question/{k}", voice.say(key, **words)),
            Text(f"solution/question/{k}/who", facts.person_name(owner) or voice.say("word.owner_missing")),
        )
        for k, (key, words, owner) in enumerate(asked)
    )


def tell_line_of_sight(facts: Facts) -> LineOfSight | None:
    """Issues, problems and solution in one block, for the 5- and 4-slide forms."""
    # Imported here: the issues block does not need the solution, only this form needs both.
    from mutualplan_deck.story.blocks.issues import tell_issues

    issues = facts.once("issues", partial(tell_issues, facts))
    solution = facts.once("solution", partial(tell_solution, facts))
    if issues is None:
        return None
    headers = {**issues.headers, **(solution.headers if solution else {})}
    headers |= {"problem": issues.headers["problem"], "costs": facts.label("line_of_sight.costs")}
    total = facts.case.total
    worth = facts.voice.money(total.annual) if total.annual else ""
    notes = issues.notes + (solution.notes if solution else ())
    return LineOfSight(
        name=facts.label("block.line_of_sight"),
        title=Title("line_of_sight/title", _sight_titles(facts)),
        source=_sight_source(issues.source, solution),
        notes=notes,
        issues=issues,
        solution=solution,
        headers=headers,
        total=facts.label("line_of_sight.together"),
        worth=facts.say("line_of_sight.worth", "line_of_sight/worth", value=worth) if worth else NONE,
        worth_rest=_worth_rest(facts) if worth else NONE,
    )


def _worth_rest(facts: Facts) -> Text:
    total, voice = facts.case.total, facts.voice
    spread = ""
    if total.low is not None and total.high is not None:
        words = voice.say("word.from_to", low=voice.money(total.low), high=voice.money(total.high))
        spread = voice.say("line_of_sight.worth_range", range=words)
    return facts.say("line_of_sight.worth_rest", "line_of_sight/worth_rest", range=spread)


def _sight_source(issues: Text, solution: Solution | None) -> Text:
    parts = [t for t in (solution.source.full if solution else "", issues.full) if t]
    return Text("line_of_sight/source", " ".join(parts))


def _sight_titles(facts: Facts) -> tuple[str, ...]:
    voice, customer = facts.voice, facts.customer
    n = len(facts.plan.problems)
    if not n:
        return (voice.say("issues.title.none", customer=customer),)
    part, whole = part_of_whole(facts)
    cost = facts.case.problem_cost
    said = {"customer": customer, "part": part, "whole": whole, "cost": voice.money(cost) if cost else ""}
    keys = [k for k, ok in (("full", part and cost), ("cost", cost), ("plain", True)) if ok]
    clauses = _change_clauses(facts, n)
    return tuple(voice.say(f"line_of_sight.title.{k}", n, changes=c, **said) for k in keys for c in clauses)


def _change_clauses(facts: Facts, problems: int) -> list[str]:
    voice = facts.voice
    them = voice.say("line_of_sight.title.them" if problems > 1 else "line_of_sight.title.it")
    total, confirmed, _ = confirmed_counts(facts)
    if not total:
        return [voice.say("line_of_sight.title.open", them=them)]
    plain = voice.say("line_of_sight.title.changes", total, them=them)
    if not confirmed:
        return [_lower(plain)]
    already = voice.say(f"line_of_sight.title.already{'_all' * (confirmed == total)}", confirmed)
    full = voice.say("line_of_sight.title.changes_confirmed", total, them=them, confirmed=_lower(already))
    return [_lower(full), _lower(plain)]


def _lower(clause: str) -> str:
    """A clause inside a sentence begins small (a count in words was capitalised as if it opened one)."""
    return clause[:1].lower() + clause[1:]
