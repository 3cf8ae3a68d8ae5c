"""Plans of every kind: what reps write, what they forget, and what nobody should write."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

from hypothesis import strategies as st

from mutualplan_deck.plan.model import YEARS, Kind, Party, Plan, SourceKind, Status

LOCALES = ("en-GB", "en-US", "de-DE", "fr-FR", "es-ES")
ODD_LOCALES = (
    *LOCALES,
    "",
    "de",
    "fr_CA",
    "es-MX",
    "de-CH",
    "ja-JP",
    "xx",
    "not a locale",
    "zh-Hant-TW",
    "-",
)

TRYING = (
    "Freigabe",
    "La revue d’accès",
    "👩‍👩‍👧‍👦 🚀",
    "安全審査が完了する",
    "امضای قرارداد",
    "W" * 120,
    "Cell after cell " * 31,
    "{customer} {0} {",
    "{@value} & <b>",
    "two\nlines\tand  blanks",
    "…",
)
words = st.sampled_from(("", *TRYING)) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = words.filter(lambda w: any(unicodedata.category(c)[0] in "LMNSP" for c in w))
# Few ids, so that they repeat and point at each other and in circles; some point at nothing.
ids = st.sampled_from(["a", "b", "c", "d", "e", "nobody", "s/7", "é"])
any_days = st.dates(dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31))
days = st.dates(dt.date(2026, 6, 1), dt.date(2028, 6, 1)) | any_days
numbers = st.one_of(
    st.integers(-5, 500),
    st.decimals(-(10**6), 10**7, places=2),
    st.decimals(-(10**15), 10**15, places=4),
    st.sampled_from([0, 10**30, -(10**30), "1E-12", "0.0049"]),
)
confirmations = st.fixed_dictionaries({}, optional={"by": words, "on": days})


def _some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A section with any of its fields missing."""
    return st.fixed_dictionaries({}, optional=fields)


def _items(most: int, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    item = st.fixed_dictionaries({"id": ids}, optional={"short": words, **fields})
    return st.lists(item, max_size=most)


_links = st.lists(ids, max_size=3)
_SECTIONS: dict[str, st.SearchStrategy[Any]] = {
    "title": words,
    "version": st.sampled_from(["", "1", "7", "1.0-β"]),
    "currency": st.sampled_from(["", "EUR", "GBP", "USD", "CHF", "JPY", "XXX"]),
    "locale": st.sampled_from(ODD_LOCALES),
    "as_of": days,
    "signature_date": days,
    "vendor": _some(name=words, short=words),
    "success": _some(date=days, event=words, measure=words),
    "confirmed": confirmations,
    "meetings": st.lists(st.fixed_dictionaries({"date": days}, optional={"name": words}), max_size=3),
    "calendar": _some(workdays=st.lists(st.integers(0, 6), max_size=7), holidays=st.lists(days, max_size=3)),
    "issues": _items(
        4,
        statement=words,
        metric=words,
        unit=st.sampled_from(["", "days", "%", "% of claims", "EUR per claim", "Tage", "heures"]),
        baseline=numbers,
        target=numbers,
        due=days,
        owner=words | ids,
        source=words,
        confirmed=confirmations,
    ),
    "problems": _items(
        5,
        issues=_links,
        statement=words,
        detail=words,
        impact=words,
        share=numbers,
        share_of=ids,
        annual_cost=numbers,
        owner=words | ids,
        due=days,
        source=words,
    ),
    "capabilities": _items(
        5,
        problems=_links,
        statement=words,
        differentiator=st.booleans(),
        why=words,
        proof=words,
        step=ids,
        confirmed=confirmations,
    ),
    "outcomes": _items(
        5,
        issues=_links,
        problems=_links,
        statement=words,
        metric=words,
        annual_value=numbers,
        low=numbers,
        high=numbers,
        source=words,
        source_kind=st.sampled_from(SourceKind),
        confirmed=confirmations,
    ),
    "investment": _some(one_time=numbers, annual=numbers, source=words, hidden=st.booleans()),
    "people": _items(
        8,
        name=words,
        title=words,
        party=st.sampled_from(Party),
        responsibility=words,
        decides=st.booleans(),
    ),
    "risks": _items(3, statement=words, owner=words | ids, mitigation=words, due=days),
}
_STEP: dict[str, st.SearchStrategy[Any]] = {
    "phase": words,
    "title": words,
    "ask": words,
    "kind": st.sampled_from(Kind),
    "owner_customer": words | ids,
    "owner_vendor": words | ids,
    "start": days,
    "due": days,
    "days": st.integers(0, 2000),
    "after": _links,
    "status": st.sampled_from(Status),
    "done_means": words,
    "done_on": days,
    "shared": st.booleans(),
}


@st.composite
def _steps(draw: st.DrawFn) -> list[dict[str, Any]]:
    """0 to 60 steps, most with an id of their own, linked forwards, backwards and in circles."""
    many = draw(st.sampled_from([0, 1, 2, 5, 12, 60]))
    own = st.sampled_from([f"s{k}" for k in range(max(many, 1))])
    kept = draw(st.sets(st.sampled_from(sorted(_STEP)), min_size=1, max_size=8))
    # In order: a set's own is another in each run.
    fields = {k: _STEP[k] for k in sorted(kept)}
    step = st.fixed_dictionaries({"id": own | ids}, optional={**fields, "after": st.lists(own, max_size=3)})
    return draw(st.lists(step, min_size=many, max_size=many))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan the format takes: `customer.name` alone is always there."""
    kept = draw(st.sets(st.sampled_from(sorted(_SECTIONS))))
    data: dict[str, Any] = {name: draw(_SECTIONS[name]) for name in sorted(kept)}
    data["customer"] = {"name": draw(names), "short": draw(st.just("") | words)}
    return Plan.model_validate({**data, "steps": draw(_steps())})
