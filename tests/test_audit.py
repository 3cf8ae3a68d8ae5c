"""Whatever is the vendor's own is found wherever it hides; what both sides share never is."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hiding_places import ASCII_ONLY, PLACES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mutualplan_deck.outputs.audit import Watch, audit, watch_for
from mutualplan_deck.plan.checks import settings_of
from mutualplan_deck.plan.checks.settings import Settings
from mutualplan_deck.plan.model import Plan

DAY = dt.date(2027, 1, 12)
PLAN: dict[str, Any] = {
    "customer": {"name": "Halden Mutual"},
    "vendor": {"name": "Clearpath"},
    "people": [
        {"id": "p1", "name": "Marian Holt", "email": "marian@halden.example"},
        {"id": "p2", "name": "Amy Chen", "party": "vendor", "email": "amy@clearpath.example"},
    ],
    "steps": [{"id": "s1", "title": "Value case confirmed"}, {"id": "s2", "title": "Pilot", "shared": True}],
}
"""A plan without a secret."""


def _in(section: str, field: str, **more: Any) -> Callable[[str], dict[str, Any]]:
    def put(secret: str) -> dict[str, Any]:
        item = {**PLAN[section][0], field: secret, **more}
        return {**PLAN, section: [item, *PLAN[section][1:]]}

    return put


FIELDS: dict[str, Callable[[str], dict[str, Any]]] = {
    **{f: _in("people", f) for f in ("role", "support", "influence", "personal_win", "reports_to")},
    "note": _in("steps", "note"),
    "the title of a step not shared": _in("steps", "title", shared=False),
    "what done means in a step not shared": _in("steps", "done_means", shared=False),
    "a kept text": lambda s: {**PLAN, "internal": {"Timeline!F9": s}},
    "a kept list": lambda s: {**PLAN, "internal": {"x": {"y": ["a", {"z": s}]}}},
    "a kept row": lambda s: {**PLAN, "internal": {"Hidden!3": f"Pilot | {s} | 12"}},
    "a kept name": lambda s: {**PLAN, "internal": {s: 1}},
}

_WORDS = st.sampled_from(
    [
        "zanzibar",
        "Quibble",
        "walk-away",
        "№ 412",
        "Größe",
        "discrétion",
        "“aside”",
        "R&D",
        "<fallback>",
        "50%",
        "don’t",
    ]
)
_phrases = st.one_of(
    st.lists(_WORDS, min_size=3, max_size=7).map(" ".join).filter(lambda s: len(set(s.split())) > 1),
    st.sampled_from(
        [
            "Quibbleforth",
            "山田さんは更新料を半額にする",
            "Ей нужна победа до марта",
            "Ο Γιώργος φεύγει τον Μάιο",
        ]
    ),
)
_FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda s: s,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "with blanks": lambda s: "  ".join(s.split()),
    "with hard blanks": lambda s: s.replace(" ", "\u00a0"),
    "with zero-width blanks": lambda s: "\u200b".join(s),
    "with soft hyphens": lambda s: "\u00ad".join(s),
    "decomposed": lambda s: unicodedata.normalize("NFD", s),
    "in full-width letters": lambda s: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s),
}


def watch(plan: dict[str, Any], allowed: Settings | None = None) -> Watch:
    told = Plan.model_validate(plan)
    return watch_for(told, allowed or settings_of(told)[0], DAY)


def codes(name: str, data: bytes, watched: Watch) -> set[str]:
    return {f.code for f in audit(name, data, watched)}


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_secret_is_found_in_every_hiding_place(place: str, data: st.DataObject) -> None:
    field, secret = data.draw(st.sampled_from(sorted(FIELDS))), data.draw(_phrases)
    form = data.draw(st.sampled_from(sorted(_FORMS)))
    hidden = _FORMS[form](secret)
    if place in ASCII_ONLY:
        secret = hidden = "Quibble walk-away zanzibar 412"
    name, content = PLACES[place](hidden)
    found = audit(name, content, watch(FIELDS[field](secret)))
    assert {"AU101", "AU102"} & {f.code for f in found}, (place, field, secret, form)
    assert all(f.place.startswith(name) for f in found)


@pytest.mark.parametrize("place", PLACES)
def test_what_is_shared_is_no_finding(place: str) -> None:
    name, content = PLACES[place]("Value case confirmed by Marian Holt")
    assert audit(name, content, watch(FIELDS["note"]("Value case"))) == ()
