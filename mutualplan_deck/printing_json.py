"""The same facts for machines: what a command has to tell, as plain data for JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mutualplan_deck.findings import Finding
from mutualplan_deck.printing import counts

if TYPE_CHECKING:
    from mutualplan_deck.packing import Pack
    from mutualplan_deck.pipeline import Built, Order
    from mutualplan_deck.plan.model import Plan, Step
    from mutualplan_deck.plan.schedule import Schedule, StepSchedule
    from mutualplan_deck.readers import Reading

_TOLD = ("code", "level", "place", "pointer", "message", "advice", "question", "audience")


def built_facts(built: Built, order: Order, today: dt.date) -> dict[str, Any]:
    """A deck that was made."""
    titles = [{"number": n, "title": slide.title} for n, slide in enumerate(built.deck.slides, 1)]
    return {
        "deck": str(built.path),
        "plan": str(order.plan),
        "today": today.isoformat(),
        "edition": order.edition,
        "layout": order.layout,
        "aspect": "16:9" if order.wide else "4:3",
        "slides": titles,
        **_findings(built.findings),
    }


def check_facts(plan: str, findings: Iterable[Finding], today: dt.date) -> dict[str, Any]:
    """What a coach has to say about a plan."""
    return {"plan": plan, "today": today.isoformat(), **_findings(findings)}


def read_facts(reading: Reading, files: Sequence[Path], saved: Path | None) -> dict[str, Any]:
    """What was understood of a plan's files."""
    import msgspec

    return {
        "files": [str(file) for file in files],
        "saved": str(saved) if saved else None,
        "customer": reading.plan.customer.name,
        "vendor": reading.plan.vendor.name,
        **msgspec.to_builtins(reading.understood),
        **_findings(reading.findings),
    }


def audit_facts(files: list[str], plan: str, findings: Iterable[Finding]) -> dict[str, Any]:
    """What was found in files about to be sent."""
    return {"files": files, "plan": plan, **_findings(findings)}


def pack_facts(made: Pack, plan: str) -> dict[str, Any]:
    """A pack that was made."""
    files = [{"kind": file.kind, "path": str(made.folder / file.name)} for file in made.files]
    return {"folder": str(made.folder), "plan": plan, "files": files, **_findings(made.findings)}


def schedule_facts(plan: Plan, schedule: Schedule, today: dt.date) -> dict[str, Any]:
    """A plan worked back; days as ISO texts, slack in working days, None where it cannot be known."""
    return {
        "today": today.isoformat(),
        "success_date": _day(plan.success.date),
        "signature": {
            "step": schedule.signature,
            "latest_safe": _day(schedule.latest_signature),
            "slack": schedule.slack,
            "unsized": list(schedule.unsized),
        },
        "critical_path": list(schedule.critical),
        "beyond_success": list(schedule.beyond),
        "cycles": [list(cycle) for cycle in schedule.cycles],
        "steps": [_step(s, schedule.steps[s.id]) for s in plan.steps if s.id in schedule.steps],
        **_findings(schedule.findings),
    }


def _step(step: Step, worked: StepSchedule) -> dict[str, Any]:
    return {
        "id": step.id,
        "title": step.title,
        "status": step.status.value,
        "start": _day(step.start),
        "due": _day(step.due),
        "latest_start": _day(worked.latest_start),
        "latest_finish": _day(worked.latest_finish),
        "slack": worked.slack,
        "days": worked.days,
        "days_assumed": worked.assumed,
        "critical": worked.critical,
    }


def _findings(findings: Iterable[Finding]) -> dict[str, Any]:
    found = list(findings)
    told = [{name: str(getattr(f, name)) for name in _TOLD} for f in found]
    return {"counts": {str(level): n for level, n in counts(found).items()}, "findings": told}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
