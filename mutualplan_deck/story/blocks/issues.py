"""Issues and problems: what must change, what lies under it, what it costs today."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from mutualplan_deck.plan.model import Issue, Problem
from mutualplan_deck.story.facts import Facts
from mutualplan_deck.story.notes import source_notes
from mutualplan_deck.story.story import NONE, IssueCard, Issues, ProblemRow, Question, Text, Title


def tell_issues(facts: Facts) -> Issues | None:
    """The block, or None when the plan names neither issue nor problem."""
    plan = facts.plan
    if not (plan.issues or plan.problems):
        return None
    rows = problem_rows(facts)
    total, of = shares_total(facts)
    return Issues(
        name=facts.label("block.issues"),
        title=Title("issues/title", titles(facts)),
        source=_source(facts),
        notes=source_notes(facts, "issues", "problems"),
        headers=_headers(facts, of.unit if of else ""),
        cards=tuple(_card(facts, issue) for issue in plan.issues),
        rows=rows,
        shares=total is not None and sum(r.share is not None for r in rows) >= 3,
        total_label=facts.label("issues.together") if len(rows) > 1 else NONE,
        total_share=_total_share(facts, total),
        total_share_rest=_total_whole(facts),
        total_cost=_total_cost(facts),
        questions=_questions(facts),
        finish=facts.label("chrome.finish"),
    )


def _headers(facts: Facts, unit: str) -> dict[str, Text]:
    words = facts.voice.say("issues.share" if unit else "issues.effect", unit=unit)
    return {
        "issue": facts.label("issues.issue"),
        "problem": facts.label("issues.problem"),
        "owner": facts.label("issues.owner"),
        "share": Text("labels/issues/share", words[:1].upper() + words[1:]),
        "effect": facts.label("issues.effect"),
        "cost": facts.label("issues.cost"),
    }


def _card(facts: Facts, issue: Issue) -> IssueCard:
    before, after = facts.measure(issue, "baseline"), facts.measure(issue, "target")
    key = f"issues/{issue.id}"
    person = facts.plan.person(issue.owner)
    due = facts.voice.say("word.by", date=facts.voice.long(issue.due)) if issue.due else ""
    return IssueCard(
        id=issue.id,
        statement=facts.own("issues", issue, "statement"),
        before=before.bare if before and after else "",
        after=Text(f"{key}/target", after.full, after.head)
        if after
        else facts.gap(f"{key}/target", facts.pointer("issues", issue.id, "target")),
        owner=facts.owner(f"{key}/owner", issue.owner, facts.pointer("issues", issue.id, "owner")),
        owner_title=Text(f"{key}/owner_title", person.title if person else ""),
        due=Text(f"{key}/due", due)
        if due
        else facts.gap(f"{key}/due", facts.pointer("issues", issue.id, "due")),
    )


def problem_rows(facts: Facts) -> tuple[ProblemRow, ...]:
    """Problems as the slides number them; several blocks refer to them."""
    return facts.once("problem_rows", partial(_problem_rows, facts))


def _problem_rows(facts: Facts) -> tuple[ProblemRow, ...]:
    """Problems in the order that keeps connectors from crossing: mean index of their issues, then cost."""
    places = {issue.id: k for k, issue in enumerate(facts.plan.issues)}

    def order(problem: Problem) -> tuple[float, Decimal]:
        linked = [places[i] for i in problem.issues if i in places]
        mean = sum(linked) / len(linked) if linked else len(places)
        return mean, -(problem.annual_cost or Decimal(0))

    problems = sorted(facts.plan.problems, key=order)
    return tuple(_row(facts, problem, k + 1, places) for k, problem in enumerate(problems))


def _row(facts: Facts, problem: Problem, number: int, places: dict[str, int]) -> ProblemRow:
    key, voice = f"problems/{problem.id}", facts.voice
    cost = problem.annual_cost
    return ProblemRow(
        id=problem.id,
        number=number,
        issues=tuple(dict.fromkeys(places[i] for i in problem.issues if i in places)),
        statement=facts.own("problems", problem, "statement"),
        detail=Text(f"{key}/detail", " ".join(problem.detail.split())),
        owner=facts.owner(f"{key}/owner", problem.owner, facts.pointer("problems", problem.id, "owner")),
        due=Text(f"{key}/due", voice.say("word.by", date=voice.day(problem.due))) if problem.due else NONE,
        share=problem.share,
        share_label=share_label(facts, problem),
        effect=Text(f"{key}/impact", " ".join(problem.impact.split()))
        if problem.impact
        else share_label(facts, problem),
        cost=Text(f"{key}/annual_cost", cost_text(facts, cost))
        if cost is not None
        else facts.gap(f"{key}/annual_cost", facts.pointer("problems", problem.id, "annual_cost")),
        cost_value=cost,
    )


def cost_text(facts: Facts, cost: Decimal) -> str:
    """A cost at the scale all costs of the page share, so that a column of them can be read down."""
    scale, places = cost_scale(facts)
    return facts.voice.money_at(cost, scale, places)


def cost_scale(facts: Facts) -> tuple[int, int]:
    """Divisor and decimals for the costs of the problems, by the largest of them."""
    costs = [p.annual_cost for p in facts.plan.problems if p.annual_cost is not None]
    return column_scale(max(costs, default=Decimal(0)))


def column_scale(largest: Decimal) -> tuple[int, int]:
    """Divisor and decimals of a column of money: millions by two decimals, thousands, or units."""
    if largest >= 10**9:
        return 10**9, 2
    if largest >= 5 * 10**5:
        return 10**6, 2 if largest < 10**8 else 0
    return (10**3, 0) if largest >= 10**4 else (1, 0)


def share_label(facts: Facts, problem: Problem) -> Text:
    """`2.0 days`: a problem's share, in the unit of the issue it is a share of."""
    if problem.share is None:
        return NONE
    issue = share_issue(facts, problem)
    words = share_words(facts, problem.share, issue.unit if issue else "")
    return Text(f"problems/{problem.id}/share", words, facts.voice.number(problem.share, share_places(facts)))


def share_issue(facts: Facts, problem: Problem) -> Issue | None:
    """The issue a problem's share is a share of."""
    wanted = problem.share_of or (problem.issues[0] if problem.issues else "")
    return next((i for i in facts.plan.issues if i.id == wanted), None)


def share_words(facts: Facts, share: Decimal, unit: str) -> str:
    """A share with its unit; as many decimals as the finest of them has, so they line up."""
    figure = facts.voice.number(share, share_places(facts))
    measure = facts.voice.measure(share, unit)
    return measure.full.replace(facts.voice.number(share), figure, 1)


def share_places(facts: Facts) -> int:
    """Decimals that all shares are shown with: one, or none if all are whole."""
    shares = [p.share for p in facts.plan.problems if p.share is not None]
    exponents = [-int(s.normalize().as_tuple().exponent) for s in shares if s]
    return min(2, max([*exponents, 0]))


def shares_total(facts: Facts) -> tuple[Decimal | None, Issue | None]:
    """The sum of all shares and the issue they are of; None when they are not all of one issue."""
    sized = [p for p in facts.plan.problems if p.share is not None]
    found = {issue.id: issue for issue in (share_issue(facts, p) for p in sized) if issue}
    if len(found) != 1 or any(share_issue(facts, p) is None for p in sized):
        return None, None
    return sum((p.share or Decimal(0) for p in sized), Decimal(0)), next(iter(found.values()))


def _total_share(facts: Facts, total: Decimal | None) -> Text:
    if total is None:
        return NONE
    return Text("issues/total_share", facts.voice.number(total, share_places(facts)))


def _total_whole(facts: Facts) -> Text:
    _, whole = part_of_whole(facts)
    return facts.say("issues.of_whole", "issues/total_whole", whole=whole) if whole else NONE


def part_of_whole(facts: Facts) -> tuple[str, str]:
    """`9` and `21 days`, or empty when the shares are no part of one measured issue."""
    total, issue = shares_total(facts)
    whole = facts.measure(issue, "baseline") if issue else None
    if total is None or not issue or not whole or (issue.baseline or 0) < total:
        return "", ""
    return facts.voice.number(total), whole.full


def _total_cost(facts: Facts) -> Text:
    cost = facts.case.problem_cost
    return Text("issues/total_cost", cost_text(facts, cost)) if cost is not None else NONE


def _source(facts: Facts) -> Text:
    told = [*(i.source for i in facts.plan.issues), *(p.source for p in facts.plan.problems)]
    sources = list(dict.fromkeys(filter(None, told)))
    if not sources:
        return facts.say("issues.no_sources", "issues/source")
    return facts.say(
        "issues.sources", "issues/source", list=facts.voice.series(map(facts.inner, sources)).rstrip(".")
    )


def titles(facts: Facts) -> tuple[str, ...]:
    """Claims about the problems, from the fullest to the neutral one."""
    voice, customer = facts.voice, facts.customer
    n = len(facts.plan.problems)
    if not n:
        return (voice.say("issues.title.none", customer=customer),)
    part, whole = part_of_whole(facts)
    cost = facts.case.problem_cost
    said = {"customer": customer, "part": part, "whole": whole, "cost": voice.money(cost) if cost else ""}
    found = [
        "full" if part and cost else "",
        "cost" if cost else "",
        "share" if part else "",
        "" if cost else "unsized",
        "count",
    ]
    return tuple(voice.say(f"issues.title.{key}", n, **said) for key in found if key)


def _questions(facts: Facts) -> tuple[Question, ...]:
    plan, voice = facts.plan, facts.voice
    asked: list[tuple[str, dict[str, str], str]] = []
    if not plan.issues:
        asked.append(("issues.need_issue", {}, ""))
    for issue in plan.issues:
        words = {"issue": issue.short or issue.statement or issue.metric or issue.id}
        if issue.baseline is None or issue.target is None:
            asked.append(("issues.need_metric", words, issue.owner))
        if not any(issue.id in p.issues for p in plan.problems):
            asked.append(("issues.need_problem", words, issue.owner))
    asked += [
        ("issues.need_cost", {"number": str(row.number)}, "" if row.owner.gap else row.owner.full)
        for row in problem_rows(facts)
        if row.cost_value is None
    ]
    return tuple(
        Question(
            Text(f"issues/question/{k}", voice.say(key, **words)),
            Text(f"issues/question/{k}/who", facts.person_name(owner) or voice.say("word.owner_missing")),
        )
        for k, (key, words, owner) in enumerate(asked)
    )
