"""What a person reads about a plan worked back: when each step must be done at the latest, and what gives."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mutualplan_deck.printing import Screen, worst_text

if TYPE_CHECKING:
    from mutualplan_deck.plan.model import Plan, Step
    from mutualplan_deck.plan.schedule import Schedule, StepSchedule

_HEADS = ("due", "start by", "done by", "slack", "")


def schedule_text(plan: Plan, schedule: Schedule, screen: Screen) -> Iterator[str]:
    """The dates that matter, the open steps by their latest day, and what the schedule found."""
    yield from _summary(plan, schedule)
    if schedule.steps:
        yield ""
        yield from _table(plan, schedule, screen)
        yield from _notes(schedule, screen)
    if schedule.findings:
        yield ""
        yield screen.paint("Look at", "head")
        yield from worst_text(schedule.findings, screen, most=len(schedule.findings))


def _summary(plan: Plan, schedule: Schedule) -> Iterator[str]:
    event = f": {plan.success.event}" if plan.success.event else ""
    yield f"Success date           {_day(plan.success.date) or 'to confirm'}{event}"
    yield f"Latest safe signature  {_signature(schedule)}"
    names = {s.id: s.title or s.id for s in plan.steps}
    if schedule.unsized:
        yield f"                       needs days for: {', '.join(names[i] for i in schedule.unsized)}"


def _signature(schedule: Schedule) -> str:
    if schedule.latest_signature is None:
        return "cannot be told yet"
    return f"{_day(schedule.latest_signature)}{_room(schedule.slack)}"


def _room(slack: int | None) -> str:
    if slack is None:
        return ""
    days = f"{abs(slack)} working day{'' if abs(slack) == 1 else 's'}"
    return f", {days} after the planned one" if slack >= 0 else f", {days} before the planned one"


def _table(plan: Plan, schedule: Schedule, screen: Screen) -> Iterator[str]:
    steps = sorted(
        (s for s in plan.steps if s.id in schedule.steps),
        key=lambda s: schedule.steps[s.id].latest_finish or dt.date.max,
    )
    rows = [_row(s, schedule.steps[s.id]) for s in steps]
    room = max(20, screen.width - 2 - 3 * 12 - 7 - 10)
    wide = min(room, max(_width(s.title or s.id) for s in steps))
    yield "  " + screen.paint(_line(_fitted("step", wide), _HEADS), "quiet")
    for step, row in zip(steps, rows, strict=True):
        line = f"  {_line(_fitted(step.title or step.id, wide), row)}".rstrip()
        late = (schedule.steps[step.id].slack or 0) < 0
        yield screen.paint(line, "error") if late else line


def _row(step: Step, worked: StepSchedule) -> tuple[str, ...]:
    slack = "" if worked.slack is None else f"{worked.slack}"
    mark = "critical" if worked.critical else ""
    return _day(step.due), _day(worked.latest_start), _day(worked.latest_finish), slack, mark


def _line(title: str, cells: Sequence[str]) -> str:
    due, start, finish, slack, mark = cells
    return f"{title}  {due:<10}  {start:<10}  {finish:<10}  {slack:>5}  {mark}"


def _notes(schedule: Schedule, screen: Screen) -> Iterator[str]:
    yield ""
    yield screen.paint(
        "Slack: working days between a step's due date and the day it must be done by.", "quiet"
    )
    if any(s.assumed for s in schedule.steps.values()):
        yield screen.paint("A step that says no length is taken to need one working day.", "quiet")


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _fitted(text: str, width: int) -> str:
    """Cut or filled to `width` columns; Chinese, Japanese and Korean characters take two."""
    if _width(text) <= width:
        return text + " " * (width - _width(text))
    while _width(text) > width - 1:
        text = text[:-1]
    text = f"{text.rstrip()}…"
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)
