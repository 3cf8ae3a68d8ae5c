"""Which steps stand on the timeline one by one, and which are rolled up (SPEC §11.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct

from mutualplan_deck.plan.model import Kind
from mutualplan_deck.plan.standing import Standing
from mutualplan_deck.story.story import Lane, StepRow

SOON = dt.timedelta(days=14)
LANES = (Lane.CUSTOMER, Lane.JOINT, Lane.VENDOR)
_TROUBLE = (Standing.LATE, Standing.AT_RISK, Standing.BLOCKED)


class Line(Struct, frozen=True):
    """A row of the timeline: one step, or several of one lane rolled up."""

    rows: tuple[StepRow, ...]

    @property
    def single(self) -> StepRow | None:
        """The step, when it is only one."""
        return self.rows[0] if len(self.rows) == 1 else None

    @property
    def lane(self) -> Lane:
        """Who leads."""
        return self.rows[0].lane

    @property
    def due(self) -> dt.date | None:
        """The latest due date of its steps."""
        return max((r.due for r in self.rows if r.due), default=None)

    @property
    def start(self) -> dt.date | None:
        """The earliest day of its steps."""
        return min((d for r in self.rows for d in (r.start, r.due) if d), default=None)

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases its steps belong to."""
        return tuple(dict.fromkeys(r.phase for r in self.rows))


def shown_from(rows: Sequence[StepRow], today: dt.date) -> dt.date:
    """The first day of the axis: the first of the month of the later of six weeks ago and the first step."""
    days = [d for r in rows for d in (r.start, r.due) if d]
    return max(today - dt.timedelta(days=42), min(days, default=today)).replace(day=1)


def finished_before(row: StepRow, first: dt.date) -> bool:
    """Done before the axis begins: not shown, and counted in the source note."""
    end = row.done_on or row.due
    return row.standing is Standing.DONE and end is not None and end < first


def lines(rows: Sequence[StepRow], today: dt.date, most: int) -> tuple[Line, ...]:
    """At most `most` lines in lane order; needs at least one a lane (three) to keep every step.

    Three attempts: rolled up by phase; the finished ones rolled up first; by lane, phases merged.
    """
    if len(rows) <= most:
        return _ordered([Line((row,)) for row in rows])
    ranked = sorted(rows, key=lambda row: _claim(row, today))
    kept = [row for row in ranked if row.standing is not Standing.DONE]
    for candidates, by_phase in ((ranked, True), ([*kept, *_finished(ranked)], True), (kept, False)):
        least = sum(_must(row) for row in candidates) if by_phase else 0
        for singles in range(min(most, len(candidates)), least - 1, -1):
            found = _rolled(candidates, singles, by_phase=by_phase)
            if len(found) <= most:
                return _ordered(found)
    return _ordered(_rolled(kept, 0, by_phase=False))


def _finished(rows: Sequence[StepRow]) -> list[StepRow]:
    return [row for row in rows if row.standing is Standing.DONE]


def _must(row: StepRow) -> bool:
    """Never inside a roll-up while there is any room."""
    return row.success or row.signature or row.standing in _TROUBLE


def _claim(row: StepRow, today: dt.date) -> tuple[int, dt.date]:
    """The order in which steps claim a row of their own, then by due date."""
    due = row.due or dt.date.max
    claims = (
        row.success,
        row.signature,
        row.kind in (Kind.DECISION, Kind.APPROVAL) and row.standing is not Standing.DONE,
        row.standing is Standing.LATE,
        row.standing in _TROUBLE,
        row.critical,
        row.moved is not None,
        row.standing is not Standing.DONE and due <= today + SOON,
        row.standing is not Standing.DONE,
    )
    return next((k for k, claim in enumerate(claims) if claim), len(claims)), due


def _rolled(ranked: Sequence[StepRow], singles: int, *, by_phase: bool) -> list[Line]:
    groups: dict[tuple[Lane, str], list[StepRow]] = {}
    for row in ranked[singles:]:
        groups.setdefault((row.lane, row.phase if by_phase else ""), []).append(row)
    return [Line((row,)) for row in ranked[:singles]] + [Line(tuple(group)) for group in groups.values()]


def _ordered(found: Sequence[Line]) -> tuple[Line, ...]:
    """Lane by lane, inside a lane by due date, undated last."""
    return tuple(sorted(found, key=lambda line: (LANES.index(line.lane), line.due or dt.date.max)))
