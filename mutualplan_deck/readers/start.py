"""The small worked example that `init` writes, with its dates counted from the day of the run."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from typing import Any

import tomli

from mutualplan_deck.plan.model import Plan


def example_plan(today: dt.date) -> Plan:
    """An invented plan under way in the week of `today`, good enough to build at once."""
    data = tomli.loads(files(__package__).joinpath("start.toml").read_text("utf-8"))
    monday = today - dt.timedelta(days=today.weekday())
    return Plan.model_validate(_dated(data, monday))


def _dated(value: Any, monday: dt.date) -> Any:
    """Every [week, weekday] as a day, every [person, week, weekday] as a confirmation."""
    if isinstance(value, dict):
        return {k: _dated(v, monday) for k, v in value.items()}
    if not isinstance(value, list):
        return value
    if len(value) == 2 and all(isinstance(v, int) for v in value):
        return monday + dt.timedelta(weeks=value[0], days=value[1])
    if len(value) == 3 and isinstance(value[0], str) and isinstance(value[1], int):
        return {"by": value[0], "on": _dated(value[1:], monday)}
    return [_dated(v, monday) for v in value]
