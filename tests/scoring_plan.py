"""A plan in the words of a truth file: owners as full names, dates as ISO text, sides as buyer and vendor."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mutualplan_deck.plan.model import Confirmation, Party, Plan

_SIDES = {Party.CUSTOMER: "buyer", Party.VENDOR: "vendor", Party.PARTNER: "partner"}
_UNNAMED = "(unnamed)"


def read_as(plan: Plan) -> dict[str, list[dict[str, Any]]]:
    """The plan in the truth's words."""
    top = {
        "customer": plan.customer.name,
        "vendor": plan.vendor.name,
        "success_date": _iso(plan.success.date),
        "signature_date": _iso(plan.signature_date),
        "currency": plan.currency,
    }
    return {
        "top": [top],
        "issues": [{**_plain(i), "due": _iso(i.due), "owner": _owner(plan, i.owner)} for i in plan.issues],
        "problems": [{"statement": p.statement} for p in plan.problems],
        "capabilities": [{"statement": c.statement} for c in plan.capabilities],
        "outcomes": [_outcome(plan, o) for o in plan.outcomes],
        "people": [
            {"name": p.name, "title": p.title, "side": _SIDES[p.party], "role": p.responsibility or p.role}
            for p in plan.people
        ],
        "steps": [_step(plan, s) for s in plan.steps if s.shared],
    }


def _plain(item: Any) -> dict[str, Any]:
    return {name: getattr(item, name) for name in type(item).model_fields}


def _outcome(plan: Plan, outcome: Any) -> dict[str, Any]:
    found = _plain(outcome)
    by: Confirmation | None = outcome.confirmed
    metric = outcome.metric or outcome.statement
    confirmed = _owner(plan, by.by) if by else None
    return {**found, "metric": metric, "annual_amount": outcome.annual_value, "_confirmed_by": confirmed}


def _step(plan: Plan, step: Any) -> dict[str, Any]:
    return {
        **_plain(step),
        "start": _iso(step.start),
        "due": _iso(step.due),
        "status": step.status.value,
        "buyer_owner": _owner(plan, step.owner_customer),
        "vendor_owner": _owner(plan, step.owner_vendor),
        "depends_on": list(step.after),
    }


def _owner(plan: Plan, text: str) -> str:
    """Full names; an organisation named as such is a side without a person."""
    names = []
    for part in (p.strip() for p in text.split(";")):
        person = plan.person(part)
        sides = {plan.customer.name, plan.vendor.name, plan.customer.short, plan.vendor.short} - {""}
        names.append(person.name if person else _UNNAMED if part in sides else part)
    return "; ".join(dict.fromkeys(n for n in names if n))


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
