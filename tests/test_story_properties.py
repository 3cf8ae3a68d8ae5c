"""What holds for the story of any plan, in every language."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from plans import LOCALES, days, plans
from told import parts, story_of, strings, texts, titles

from mutualplan_deck.plan.model import Plan, shared_steps
from mutualplan_deck.story.story import Edition, Story, Text

BIG = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
TODAY = dt.date(2027, 1, 12)
BARE = Plan.model_validate({"customer": {"name": "Halden Mutual"}})
locales = st.sampled_from(LOCALES)

# Labels that are told longer and shorter under one key, the longest first.
_FORMS = re.compile(r"^(timeline/(today|signature|success)|.*/confirmed)$")


@settings(max_examples=150, suppress_health_check=BIG)
@given(plans(), days, st.sampled_from(Edition), st.sampled_from([*LOCALES, ""]))
@example(BARE, TODAY, Edition.WORKING, "")
@example(BARE, dt.date.min, Edition.INTERNAL, "fr-FR")
@example(BARE, dt.date.max, Edition.CHAMPION, "es-ES")
def test_any_plan_is_told(plan: Plan, today: dt.date, edition: Edition, locale: str) -> None:
    story = story_of(plan, today, edition, locale)
    assert story.summary.title.variants
    assert (story.review is not None) == (edition is Edition.INTERNAL)
    assert all(t.key for t in texts(story))
    assert all(title.key and title.variants and all(title.variants) for title in titles(story))


@settings(max_examples=80, suppress_health_check=BIG)
@given(plans(), days, locales)
def test_no_title_ends_with_a_full_stop_breaks_its_line_or_calls_the_plan_a_close_plan(
    plan: Plan, today: dt.date, locale: str
) -> None:
    for title in titles(story_of(plan, today, locale=locale)):
        for words in title.variants:
            assert not words.endswith((".", " ")), words
            assert words == words.strip(), words
            assert not re.search(r"[\n\t\r]", words), words
            assert "close plan" not in words.casefold(), words


@settings(max_examples=80, suppress_health_check=BIG)
@given(plans(), days, locales)
def test_a_story_told_twice_is_the_same(plan: Plan, today: dt.date, locale: str) -> None:
    first, second = story_of(plan, today, locale=locale), story_of(plan, today, locale=locale)
    assert list(texts(first)) == list(texts(second))
    assert list(titles(first)) == list(titles(second))


@settings(max_examples=80, suppress_health_check=BIG)
@given(plans(), days, locales)
def test_a_key_means_one_thing(plan: Plan, today: dt.date, locale: str) -> None:
    said = defaultdict(set)
    for text in texts(story_of(_told_apart(plan), today, locale=locale)):
        if not _FORMS.match(text.key):
            said[text.key].add(text.full)
    assert {key: words for key, words in said.items() if len(words) > 1} == {}


def _told_apart(plan: Plan) -> Plan:
    """The same plan with no id twice in a section, and no two meetings on a day."""
    data: dict[str, Any] = {}
    for name in ("issues", "problems", "capabilities", "outcomes", "people", "steps", "risks"):
        items = getattr(plan, name)
        data[name] = tuple({item.id: item for item in items}.values())
    return plan.model_copy(update={**data, "meetings": tuple({m.date: m for m in plan.meetings}.values())})


# Words that hold no figure, so that every figure a story shows is one that it worked out.
_UNSIZED: dict[str, Any] = {
    "annual_value": None,
    "low": None,
    "high": None,
    "annual_cost": None,
    "share": None,
    "baseline": None,
    "target": None,
}
_ZERO = re.compile(r"(?<![\d.,·\u00a0])0+(?:[.,]0+)?(?![\d.,]*\d)")
_COUNTED = re.compile(r"^(labels/summary/|summary/health/|review/|notes/)")


@st.composite
def unsized_plans(draw: st.DrawFn) -> Plan:
    """Plans with issues, problems and outcomes that nobody has put a figure to."""
    count = st.integers(0, 3)
    items = {
        "issues": [{"id": f"i{k}", "statement": "Claims wait", "metric": "Wait"} for k in range(draw(count))],
        "problems": [{"id": f"p{k}", "statement": "One queue"} for k in range(draw(count))],
        "outcomes": [{"id": f"o{k}", "statement": "Less overtime"} for k in range(draw(count))],
        "capabilities": [{"id": f"c{k}", "statement": "See every claim"} for k in range(draw(count))],
        "people": [{"id": "m", "name": "Marian Holt", "decides": draw(st.booleans())}],
    }
    invested = draw(st.sampled_from([None, {}, {"source": "Quote"}, {"hidden": True}]))
    return Plan.model_validate({"customer": {"name": "Halden"}, **items, "investment": invested})


@given(unsized_plans(), locales)
def test_what_cannot_be_computed_never_reads_as_zero(plan: Plan, locale: str) -> None:
    story = story_of(plan, TODAY, locale=locale)
    for kpi in (*story.summary.kpis, *(story.value.kpis if story.value else ())):
        assert kpi.figures == (), kpi.key
    shown = [t.full for t in texts(story) if not _COUNTED.match(t.key)]
    shown += [words for title in titles(story) for words in title.variants]
    assert [words for words in shown if _ZERO.search(words)] == []
    if story.issues:
        assert all(row.cost.gap and row.cost_value is None for row in story.issues.rows)
        assert not story.issues.total_share.full
        assert not story.issues.total_cost.full
    if story.value:
        assert all(row.amount.gap and row.value is None for row in story.value.rows)
        assert not story.value.total.full


def test_a_figure_of_zero_that_somebody_wrote_is_told_as_zero() -> None:
    plan = Plan.model_validate(
        {
            "customer": {"name": "Halden"},
            "currency": "GBP",
            "outcomes": [{"id": "o1", "annual_value": 0}],
        }
    )
    value = story_of(plan, TODAY).value
    assert value is not None
    assert value.rows[0].amount == Text("outcomes/o1/annual_value", "0", pointer="/outcomes/0/annual_value")


short = st.sampled_from(["Halden", "Oberstein", "Indra", "Électricité", "X", "Ørsted"])


@st.composite
def brief_plans(draw: st.DrawFn) -> Plan:
    """Plans whose names are short and whose figures are any."""
    number = st.none() | st.integers(0, 10**7)
    day = st.none() | st.dates(dt.date(2026, 12, 1), dt.date(2029, 12, 31))
    many = st.integers(0, 12)
    data = {
        "customer": {"name": draw(short)},
        "vendor": {"name": draw(st.sampled_from(["", "Taktwerk"]))},
        "currency": draw(st.sampled_from(["", "EUR", "GBP"])),
        "success": {"date": draw(day), "event": draw(st.sampled_from(["", "All claims in 12 days"]))},
        "issues": [
            {"id": "i1", "metric": "Claim cycle", "unit": "days", "baseline": draw(number), "target": 12}
        ],
        "problems": [
            {"id": f"p{k}", "issues": ["i1"], "share": draw(number), "annual_cost": draw(number)}
            for k in range(draw(many))
        ],
        "capabilities": [{"id": f"c{k}", "problems": ["p0", f"p{k}"]} for k in range(draw(many))],
        "outcomes": [{"id": f"o{k}", "annual_value": draw(number)} for k in range(draw(many))],
        "people": [
            {"id": f"u{k}", "name": f"U{k}", "decides": draw(st.booleans())} for k in range(draw(many))
        ],
        "steps": [
            {"id": f"s{k}", "kind": draw(st.sampled_from(["task", "decision"])), "due": draw(day), "days": 3}
            for k in range(draw(many))
        ],
    }
    return Plan.model_validate(data)


@settings(max_examples=200)
@given(brief_plans(), locales)
def test_short_names_make_titles_that_fit_two_lines(plan: Plan, locale: str) -> None:
    for title in titles(story_of(plan, TODAY, locale=locale)):
        assert min(map(len, title.variants)) <= 120, title


@settings(max_examples=60, suppress_health_check=BIG)
@given(plans(), days, locales)
def test_every_shared_step_is_told_and_no_owner_is_empty(plan: Plan, today: dt.date, locale: str) -> None:
    story: Story = story_of(plan, today, locale=locale)
    rows = story.timeline.rows if story.timeline else ()
    assert sorted(r.id for r in rows) == sorted(s.id for s in shared_steps(plan))
    assert all(r.owner.full and r.due_text.full and r.status.full for r in rows)
    assert all(r.owner.gap == (not r.owners) for r in rows)


SECRET = "zq-secret"


@settings(max_examples=60, suppress_health_check=BIG)
@given(plans(), days, st.sampled_from([Edition.WORKING, Edition.CHAMPION]), locales)
def test_nothing_internal_is_told_to_the_customer(
    plan: Plan, today: dt.date, edition: Edition, locale: str
) -> None:
    story = story_of(_with_secrets(plan), today, edition, locale)
    assert [words for words in strings(story) if SECRET in words] == []
    assert dt.date(1901, 2, 3) not in _dates(story)


def _with_secrets(plan: Plan) -> Plan:
    """The plan with a secret in every place that is the vendor's own, and links that lead to one."""
    person = dict.fromkeys(("role", "support", "influence", "personal_win", "reports_to"), SECRET)
    hidden = {
        **dict.fromkeys(("id", "phase", "title", "ask", "short", "owner_customer", "owner_vendor"), SECRET),
        **dict.fromkeys(("done_means", "note"), SECRET),
        "shared": False,
        "kind": "decision",
        "due": "1901-02-03",
    }
    data = json.loads(plan.model_dump_json())
    data["people"] = [{**p, **person, "last_contact": "1901-02-03"} for p in data["people"]]
    steps = [{**s, "note": SECRET, "after": [*s["after"], SECRET]} for s in data["steps"]]
    data["steps"] = [hidden, *steps, {**hidden, "id": f"{SECRET}-2", "status": "blocked"}]
    data["internal"] = {SECRET: [SECRET, {SECRET: SECRET}]}
    return Plan.model_validate(data)


def _dates(story: Story) -> set[dt.date]:
    return {part for part in parts(story) if type(part) is dt.date}
