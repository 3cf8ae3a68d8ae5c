"""The story: every text of a deck with its key, in blocks, on no slide yet.

A key is made of the plan's own ids (`steps/s7/owner`, `summary/title`), so an edit outlives a change of
layout. `{@value}` in a text stands for the number of the slide that shows that block: only placement
knows it. A `gap` says that something is still to confirm.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct, field

from mutualplan_deck.plan.health import Word as Health
from mutualplan_deck.plan.model import Kind
from mutualplan_deck.plan.standing import Standing
from mutualplan_deck.story.voice import Voice


class Edition(StrEnum):
    """For whom a deck is made; an edition is enforced before a story is told."""

    WORKING = "working"
    CHAMPION = "champion"
    INTERNAL = "internal"


class Text(Struct, frozen=True):
    """One phrase. `short` is the author's own short form, `pointer` the plan value it comes from."""

    key: str
    full: str
    short: str = ""
    gap: bool = False
    pointer: str = ""


NONE = Text("", "")


class Title(Struct, frozen=True):
    """A claim in variants from the fullest to the neutral one; the first that fits is shown."""

    key: str
    variants: tuple[str, ...]


class Party(Struct, frozen=True):
    """A side by name, the name people call it by, and the path of its logo ("" = none)."""

    key: str
    name: str
    short: str
    logo: str = ""


class Block(Struct, frozen=True):
    """What every block has: its name on the page, its claim, where its figures come from, its notes."""

    name: Text
    title: Title
    source: Text
    notes: tuple[Text, ...] = ()


class Question(Struct, frozen=True):
    """Something still to find out, and who answers by when."""

    text: Text
    who: Text


class Ask(Struct, frozen=True):
    """A decision (or, where none is open, a commitment): what, and by whom and when."""

    text: Text
    who: Text


class Kpi(Struct, frozen=True):
    """A figure with its name. `before` is the figure it replaces (`21 →`); a gap has no `figure`.

    `figures` go from the fullest to the shortest form. `bars` are before and after, for a chart.
    """

    key: str
    label: Text
    figures: tuple[str, ...]
    before: str = ""
    caption: Text = NONE
    estimate: bool = False
    bars: tuple[Decimal, Decimal] | None = None
    bar_labels: tuple[str, str] = ("", "")


class Item(Struct, frozen=True):
    """A line of a list with a second line under it; `strong` opens it in bold (a date)."""

    text: Text
    under: Text = NONE
    strong: Text = NONE


class Column(Struct, frozen=True):
    """A short list under a head with a glyph: `done`, `next`, `moved` or `needs`."""

    glyph: str
    head: Text
    items: tuple[Item, ...]


class HealthPanel(Struct, frozen=True):
    """The health of the plan, why, and how many steps stand how (`counts` in display order)."""

    health: Health
    label: Text
    word: Text
    reason: Text
    done: Text
    counts: tuple[tuple[Standing, int, Text], ...]
    review_label: Text
    review: Text


class Mark(Struct, frozen=True):
    """A mark of the slides by its name, and what it means."""

    name: str
    text: Text


class ReadingKey(Struct, frozen=True):
    """How to read the slides, for people who see the plan for the first time, and how it stands."""

    label: Text
    marks: tuple[Mark, ...]
    health: Health
    health_label: Text
    word: Text
    reason: Text


class Summary(Block, frozen=True):
    """What we ask, the three figures, the chain, what happened, and how the plan stands."""

    asks_label: Text = NONE
    asks_reason: Text = NONE
    asks: tuple[Ask, ...] = ()
    decisions: bool = True
    kpis: tuple[Kpi, ...] = ()
    chain: tuple[tuple[Text, Text], ...] = ()
    since: Text = NONE
    since_date: Text = NONE
    columns: tuple[Column, ...] = ()
    next_column: Column | None = None
    health: HealthPanel | None = None
    reading: ReadingKey | None = None


class IssueCard(Struct, frozen=True):
    """An issue: its statement, its metric from → to, whose it is, by when."""

    id: str
    statement: Text
    before: str
    after: Text
    owner: Text
    owner_title: Text
    due: Text


class ProblemRow(Struct, frozen=True):
    """A problem under one issue or more (`issues` are indexes of the cards)."""

    id: str
    number: int
    issues: tuple[int, ...]
    statement: Text
    detail: Text
    owner: Text
    due: Text
    share: Decimal | None
    share_label: Text
    effect: Text
    cost: Text
    cost_value: Decimal | None


class Issues(Block, frozen=True):
    """Issues and the problems under them. `shares` says that bars can be drawn (one unit, three or more)."""

    headers: Mapping[str, Text] = field(default_factory=dict)
    cards: tuple[IssueCard, ...] = ()
    rows: tuple[ProblemRow, ...] = ()
    shares: bool = False
    total_label: Text = NONE
    total_share: Text = NONE
    total_share_rest: Text = NONE
    total_cost: Text = NONE
    questions: tuple[Question, ...] = ()
    finish: Text = NONE


class Proof(StrEnum):
    """How far the customer has confirmed something."""

    CONFIRMED = "confirmed"
    IN_PROGRESS = "in_progress"
    TO_CONFIRM = "to_confirm"


class State(Struct, frozen=True):
    """Confirmed, in progress or to confirm; by whom and when (`who_short` for dense rows)."""

    proof: Proof
    word: Text
    who: Text
    who_short: Text


class SolutionRow(Struct, frozen=True):
    """A capability and the problems it removes (`numbers` as on the issues slide)."""

    id: str
    numbers: tuple[int, ...]
    problem: Text
    share: Text
    capability: Text
    distinctive: Text
    proof: Text
    state: State
    cost: Text = NONE
    owner: Text = NONE


class Solution(Block, frozen=True):
    """What the customer will be able to do, and how we know."""

    headers: Mapping[str, Text] = field(default_factory=dict)
    rows: tuple[SolutionRow, ...] = ()
    questions: tuple[Question, ...] = ()
    finish: Text = NONE


class LineOfSight(Block, frozen=True):
    """Issues, problems and solution on one slide (the 5- and 4-slide forms)."""

    issues: Issues | None = None
    solution: Solution | None = None
    headers: Mapping[str, Text] = field(default_factory=dict)
    total: Text = NONE
    worth: Text = NONE
    worth_rest: Text = NONE


class OutcomeRow(Struct, frozen=True):
    """An outcome, sized or not. Amounts in `scale` (see Value)."""

    id: str
    text: Text
    reference: Text
    amount: Text
    range: Text
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    confirmed: bool
    source: Text
    state: State


class Value(Block, frozen=True):
    """What it is worth: four figures, outcomes by amount, the total and how much is confirmed.

    `scale` divides the plan's currency (1, 1 000 or 1 000 000) to what the table and chart show.
    """

    kpis: tuple[Kpi, ...] = ()
    headers: Mapping[str, Text] = field(default_factory=dict)
    scale: int = 1
    number_format: str = "0"
    rows: tuple[OutcomeRow, ...] = ()
    total_label: Text = NONE
    total: Text = NONE
    total_range: Text = NONE
    total_confirmed: Decimal = Decimal(0)
    total_estimate: Decimal = Decimal(0)
    total_low: Decimal | None = None
    total_high: Decimal | None = None
    statement: Text = NONE
    statement_rest: Text = NONE
    today: Text = NONE
    target: Text = NONE
    smaller: Text = NONE
    questions: tuple[Question, ...] = ()
    finish: Text = NONE


class Commitment(Struct, frozen=True):
    """The next thing a person owes: a word with its date, and the step."""

    glyph: str
    word: Text
    step: Text
    short: Text = NONE


class PersonCard(Struct, frozen=True):
    """Somebody who takes part, or a role still to be filled (`gap`)."""

    id: str
    initials: str
    name: Text
    title: Text
    responsibility: Text
    commitment: Commitment
    decides: bool = False
    gap: bool = False
    organisation: str = ""


class Band(Struct, frozen=True):
    """People of one side in one part: whose, and what they do in the plan."""

    organisation: Text
    part: Text
    people: tuple[PersonCard, ...]
    more: Text = NONE


class People(Block, frozen=True):
    """Who decides and who makes it work, on both sides."""

    deciders: Band | None = None
    makers: Band | None = None
    answers: Band | None = None
    delivers: Band | None = None
    questions: tuple[Question, ...] = ()
    finish: Text = NONE


class Lane(StrEnum):
    """Who leads a step."""

    CUSTOMER = "customer"
    JOINT = "joint"
    VENDOR = "vendor"


class StepRow(Struct, frozen=True):
    """A step on the timeline. `owners` are full names; `moved` is the due date it had before."""

    id: str
    lane: Lane
    phase: str
    title: Text
    owner: Text
    owners: tuple[str, ...]
    due_text: Text
    status: Text
    standing: Standing
    kind: Kind
    start: dt.date | None
    due: dt.date | None
    strong: bool = False
    critical: bool = False
    success: bool = False
    signature: bool = False
    after: tuple[str, ...] = ()
    done_on: dt.date | None = None
    moved: dt.date | None = None

    @property
    def event_kind(self) -> bool:
        """A point in time rather than work that takes days."""
        return self.kind is not Kind.TASK


class Soon(Struct, frozen=True):
    """Something due in the next 14 days."""

    glyph: str
    date: Text
    owner: Text
    text: Text


class Timeline(Block, frozen=True):
    """The road, worked back from the success date."""

    headers: Mapping[str, Text] = field(default_factory=dict)
    lanes: Mapping[Lane, tuple[Text, Text]] = field(default_factory=dict)
    rows: tuple[StepRow, ...] = ()
    today: dt.date = dt.date.min
    success: dt.date | None = None
    latest_signature: dt.date | None = None
    markers: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    signature_missed: bool = False
    legend: Mapping[str, Text] = field(default_factory=dict)
    months: Mapping[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    soon_label: Text = NONE
    soon: tuple[Soon, ...] = ()
    confirm_label: Text = NONE
    questions: tuple[Question, ...] = ()


class TimelinePeople(Block, frozen=True):
    """Timeline with the people who decide (the 4-slide form)."""

    timeline: Timeline | None = None
    people: People | None = None
    label: Text = NONE


class FactorCard(Struct, frozen=True):
    """A factor of the score: its grade (0 to 3), and what would raise it. One is the weakest."""

    name: Text
    grade: int
    word: Text
    raised_by: Text
    weakest: Text | None = None


class FindingRow(Struct, frozen=True):
    """A finding of the checks: how much it matters, what was found, what a coach would ask."""

    level: str
    word: Text
    code: str
    message: Text
    question: Text


class Review(Block, frozen=True):
    """How well the deal is qualified; told in the internal edition only."""

    factors: tuple[FactorCard, ...] = ()
    headers: Mapping[str, Text] = field(default_factory=dict)
    findings: tuple[FindingRow, ...] = ()
    score_label: Text = NONE
    score: Text = NONE
    score_of: Text = NONE
    health_label: Text = NONE
    health: str = ""
    health_word: Text = NONE
    health_reason: Text = NONE
    share_label: Text = NONE
    share: Text = NONE
    none: Text = NONE


class Story(Struct, frozen=True):
    """A plan told for one edition, in one language.

    `voice` words what only placement can know: how many items were rolled up, which months are shown.
    `kicker` stands on every slide in place of its block's name, where an edition has one.
    """

    edition: Edition
    language: str
    customer: Party
    vendor: Party
    version: Text
    confidentiality: Text
    labels: Mapping[str, Text]
    summary: Summary
    issues: Issues | None
    solution: Solution | None
    line_of_sight: LineOfSight | None
    value: Value | None
    people: People | None
    timeline: Timeline | None
    timeline_people: TimelinePeople | None
    review: Review | None = None
    kicker: Text = NONE
    marks: Mapping[str, str] = field(default_factory=dict)
    marks_legend: Text = NONE
    plain: Mapping[str, str] = field(default_factory=dict)
    voice: Voice = field(default_factory=lambda: Voice("en-GB", "", dt.date(2000, 1, 1)))

    @property
    def author(self) -> str:
        """Whose document it is: the vendor's, but the customer's own edition is the customer's."""
        first, second = self.vendor.name, self.customer.name
        return second if self.edition is Edition.CHAMPION or not first else first
