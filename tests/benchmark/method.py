"""How long the method takes on plans of many steps: in a chain, each after the one before, and in a fan."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence

from mutualplan_deck.plan.checks import check
from mutualplan_deck.plan.model import Organisation, Plan, Step, Success
from mutualplan_deck.plan.schedule import work_back

TODAY = dt.date(2027, 1, 12)


def roads(count: int) -> dict[str, Plan]:
    """A plan whose steps wait for one another in a row, and one whose last step waits for all others."""
    last = f"s{count - 1}"
    row = [_step(k, (f"s{k - 1}",) if k else ()) for k in range(count)]
    fan = [_step(k, ()) for k in range(count - 1)]
    fan.append(_step(count - 1, tuple(s.id for s in fan if s.id != last)))
    return {"chain": _plan(row), "fan": _plan(fan)}


def _step(k: int, after: tuple[str, ...]) -> Step:
    due = TODAY + dt.timedelta(days=k % 400)
    return Step(id=f"s{k}", title=f"Step {k}", owner_customer="Ann", due=due, days=1, after=after)


def _plan(steps: Sequence[Step]) -> Plan:
    date = dt.date(2099, 6, 30)
    return Plan(customer=Organisation(name="Acme"), success=Success(date=date), steps=tuple(steps))


def method(counts: Sequence[int]) -> None:
    """Print seconds of schedule and checks for each number of steps."""
    print("\nthe method, seconds                         schedule    checks")
    for count in counts:
        for name, plan in roads(count).items():
            began = time.process_time()
            schedule = work_back(plan, TODAY)
            between = time.process_time()
            check(plan, TODAY, schedule=schedule)
            ended = time.process_time()
            print(f"{f'{count:,} steps in a {name}':<44}{between - began:>8.2f}{ended - between:>10.2f}")
