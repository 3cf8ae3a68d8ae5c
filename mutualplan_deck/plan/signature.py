"""Which step is the signature: told by its words, or by standing on the signature date."""

from __future__ import annotations

import datetime as dt
import re

from mutualplan_deck.plan.model import Kind, Plan, Status, Step
from mutualplan_deck.plan.words import speaks_of, without, words_of
from mutualplan_deck.regex import regex

_JOINED = regex(r"\s(?:and|und|et|y|e|&|\+)\s", re.IGNORECASE)
_ARTICLE = 3  # letters
_ON_THE_DAY = (Kind.MILESTONE, Kind.APPROVAL, Kind.DECISION)


def signature_step(plan: Plan) -> Step | None:
    """The step in which the contract is signed, done or open; None if no step can be told to be it.

    Of several, one on the signature date goes first, then one that names the contract, then a milestone
    or approval, then the latest.
    """
    steps = [s for s in plan.steps if s.status is not Status.CANCELLED]
    named = [s for s in steps if signs(s.title, plan.locale)]
    candidates = named or [s for s in steps if s.kind in _ON_THE_DAY and s.due and _on_the_day(plan, s)]
    return max(candidates, key=lambda s: _likeness(plan, s), default=None)


def signs(title: str, locale: str = "") -> bool:
    """Whether a title says that the contract is signed, rather than a test or an NDA.

    "Contract and NDA signed" says both.
    """
    if not speaks_of("signature", title, locale):
        return False
    if not speaks_of("not_signature", title, locale):
        return True
    parts = [part for part in _JOINED.split(title) if not speaks_of("not_signature", part, locale)]
    return any(
        speaks_of("signature_strong", part, locale)
        and (speaks_of("signature", part, locale) or _only_names(part, locale))
        for part in parts
    )


def _only_names(part: str, locale: str) -> bool:
    """Whether a part of a title is what is signed, and says nothing of it: "the contract"."""
    return all(len(w) <= _ARTICLE for w in words_of(without("signature_strong", part, locale)))


def planned_signature(plan: Plan, step: Step | None) -> dt.date | None:
    """The day both sides mean to sign: the step's own due date, else the plan's signature date."""
    return (step.due if step else None) or plan.signature_date


def _on_the_day(plan: Plan, step: Step) -> bool:
    return step.due is not None and step.due == plan.signature_date


def _likeness(plan: Plan, step: Step) -> tuple[bool, bool, bool, dt.date]:
    strong = speaks_of("signature_strong", step.title, plan.locale)
    return _on_the_day(plan, step), strong, step.kind in _ON_THE_DAY, step.due or dt.date.min
