"""The plan as both sides wrote it down: `mutualplan/1` (frozen pydantic; outside data).

Fields marked `INTERNAL` are the vendor's own and leave only in the internal edition; `story.edition`
keeps the rest by that mark, so a new internal field is safe the day it is added.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

FORMAT = "mutualplan/1"

Str = Annotated[str, StringConstraints(strip_whitespace=True)]
Internal = Field(default="", json_schema_extra={"internal": True})
# A day outside is a slip or a filler ("9999-12-31"); inside, counting on from a day can't leave the calendar.
YEARS = range(1850, 2301)
Day = Annotated[dt.date, Field(ge=dt.date(YEARS[0], 1, 1), le=dt.date(YEARS[-1], 12, 31))]


class Party(StrEnum):
    """The side a person stands on."""

    CUSTOMER = "customer"
    VENDOR = "vendor"
    PARTNER = "partner"


class Kind(StrEnum):
    """What a step is; decisions, approvals and milestones are events, tasks take time."""

    TASK = "task"
    MEETING = "meeting"
    DECISION = "decision"
    APPROVAL = "approval"
    MILESTONE = "milestone"


class Status(StrEnum):
    """The status as written; `standing` adds what the day makes of it (late)."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    BLOCKED = "blocked"
    AT_RISK = "at_risk"
    CANCELLED = "cancelled"
    TO_CONFIRM = "to_confirm"


class SourceKind(StrEnum):
    """Whose figure it is; all but `customer` are estimates until the customer confirms them."""

    CUSTOMER = "customer"
    BENCHMARK = "benchmark"
    VENDOR = "vendor"
    ESTIMATE = "estimate"


class Section(BaseModel):
    """Base of every part of a plan: frozen, and no key is taken that the format does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(Section):
    """Anything that others refer to; `short` is the author's own short form of its text."""

    id: Str
    short: Str = ""


class Organisation(Section):
    """A side of the plan. `logo` is a path beside the plan's file; `short` is how people call it."""

    name: Str = ""
    short: Str = ""
    logo: Str = ""


class Success(Section):
    """The day the customer needs the result, what happens then, and how it is measured."""

    date: Day | None = None
    event: Str = ""
    measure: Str = ""


class Confirmation(Section):
    """Who at the customer agreed, and when; a day still to come is when they are expected to."""

    by: Str = ""
    on: Day | None = None


class Meeting(Section):
    """A meeting of both sides; the newest past one is when we last met, the next is the review."""

    date: Day
    name: Str = ""


class Calendar(Section):
    """Working days (0 = Monday), holidays, and a country's holidays by name (`GB`, `DE-BY`)."""

    workdays: tuple[Annotated[int, Field(ge=0, le=6)], ...] = (0, 1, 2, 3, 4)
    holidays: tuple[Day, ...] = ()
    country: Str = ""


class Issue(Item):
    """A time-bound, measurable issue of the customer's business."""

    statement: Str = ""
    metric: Str = ""
    unit: Str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    due: Day | None = None
    owner: Str = ""
    consequence: Str = ""
    source: Str = ""
    confirmed: Confirmation | None = None


class Problem(Item):
    """What lies under an issue. `annual_cost` is in the plan's currency.

    `share` is in the unit of the issue that `share_of` names (by default the first of its issues), since
    a problem can hold up one issue and be counted in another.
    """

    issues: tuple[Str, ...] = ()
    statement: Str = ""
    detail: Str = ""
    impact: Str = ""
    share: Decimal | None = None
    share_of: Str = ""
    annual_cost: Decimal | None = None
    owner: Str = ""
    due: Day | None = None
    source: Str = ""
    confirmed: Confirmation | None = None


class Capability(Item):
    """What the customer will be able to do. `step` is the id of the step that proves it."""

    problems: tuple[Str, ...] = ()
    statement: Str = ""
    differentiator: bool = False
    why: Str = ""
    proof: Str = ""
    step: Str = ""
    confirmed: Confirmation | None = None


class Outcome(Item):
    """What it is worth. `annual_value`, `low` and `high` are in the plan's currency, a year."""

    issues: tuple[Str, ...] = ()
    problems: tuple[Str, ...] = ()
    statement: Str = ""
    metric: Str = ""
    unit: Str = ""
    before: Decimal | None = None
    after: Decimal | None = None
    annual_value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    starts: Day | None = None
    source: Str = ""
    source_kind: SourceKind = SourceKind.ESTIMATE
    confirmed: Confirmation | None = None


class Investment(Section):
    """What it costs, in the plan's currency. `hidden` keeps the price off shared slides."""

    one_time: Decimal | None = None
    annual: Decimal | None = None
    source: Str = ""
    hidden: bool = False


class Person(Item):
    """Somebody who takes part. A name that is missing is a role still to be filled (`title`)."""

    name: Str = ""
    title: Str = ""
    party: Party = Party.CUSTOMER
    responsibility: Str = ""
    decides: bool = False
    email: Str = ""
    role: Str = Internal
    support: Str = Internal
    influence: Str = Internal
    personal_win: Str = Internal
    last_contact: Day | None = Field(default=None, json_schema_extra={"internal": True})
    reports_to: Str = Internal


class Step(Item):
    """One line of the road. Dates are calendar days; `days` are working days; `after` are step ids.

    `title` names the result ("Value case confirmed"); `ask` is what we ask of a decision's owner, in
    the imperative ("Confirm the value case").
    """

    phase: Str = ""
    title: Str = ""
    ask: Str = ""
    kind: Kind = Kind.TASK
    owner_customer: Str = ""
    owner_vendor: Str = ""
    start: Day | None = None
    due: Day | None = None
    days: Annotated[int, Field(ge=0, le=2000)] | None = None
    after: tuple[Str, ...] = ()
    status: Status = Status.NOT_STARTED
    done_means: Str = ""
    done_on: Day | None = None
    shared: bool = True
    note: Str = Internal

    @property
    def open(self) -> bool:
        """Still to be done: neither done nor cancelled."""
        return self.status not in (Status.DONE, Status.CANCELLED)

    @property
    def event(self) -> bool:
        """A point in time on the timeline rather than a bar."""
        return self.kind is not Kind.TASK


class Risk(Item):
    """What could go wrong, who watches it, and what is done about it."""

    statement: Str = ""
    owner: Str = ""
    mitigation: Str = ""
    due: Day | None = None


class Plan(Section):
    """A mutual plan: the customer's business case and the road to it, agreed by both sides."""

    format: Literal["mutualplan/1"] = "mutualplan/1"
    title: Str = ""
    version: Str = ""
    currency: Annotated[str, StringConstraints(pattern=r"^([A-Z]{3})?$")] = ""
    locale: Str = ""
    as_of: Day | None = None
    signature_date: Day | None = None
    customer: Organisation = Organisation()
    vendor: Organisation = Organisation()
    success: Success = Success()
    confirmed: Confirmation | None = None
    meetings: tuple[Meeting, ...] = ()
    calendar: Calendar = Calendar()
    issues: tuple[Issue, ...] = ()
    problems: tuple[Problem, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    investment: Investment | None = None
    people: tuple[Person, ...] = ()
    steps: tuple[Step, ...] = ()
    risks: tuple[Risk, ...] = ()
    internal: dict[str, Any] = Field(default_factory=dict, json_schema_extra={"internal": True})

    def person(self, name: str) -> Person | None:
        """The person with this id or name (any case), or None."""
        wanted = name.strip().casefold()
        return next(
            (p for p in self.people if wanted and wanted in (p.id.casefold(), p.name.casefold())), None
        )


def is_internal(model: type[BaseModel], field: str) -> bool:
    """Whether a field of the format is the vendor's own."""
    extra = model.model_fields[field].json_schema_extra
    return isinstance(extra, dict) and extra.get("internal") is True


def shared_steps(plan: Plan) -> Iterator[Step]:
    """Steps both sides may see and that still count: shared and not cancelled."""
    return (s for s in plan.steps if s.shared and s.status is not Status.CANCELLED)
