"""The stages in order, on one screen. Start reading here.

1. read   a file becomes a Plan, and every value knows its place           readers/
2. check  the method's questions are asked of the Plan                     plan/checks/
3. tell   the Plan becomes a Story for one edition: schedule, business
          case and rating are worked out, sentences are made, with keys    plan/, story/
4. place  the Story becomes a Deck: every box at its place, text fitted    deck/
5. verify the Deck is measured once more, by nobody's word but the ruler's deck/verify.py
6. write  the Deck becomes a .pptx, read back and checked before it is
          given its name                                                   powerpoint/

Each stage returns its findings as data; the clock, the locale and the ruler are arguments.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from mutualplan_deck.findings import Finding, worst_first

if TYPE_CHECKING:
    from mutualplan_deck.deck.boxes import Deck
    from mutualplan_deck.deck.chrome import Logos
    from mutualplan_deck.deck.look import Look
    from mutualplan_deck.plan.checks import History
    from mutualplan_deck.plan.model import Plan
    from mutualplan_deck.plan.schedule import Schedule
    from mutualplan_deck.readers import Reading
    from mutualplan_deck.story.brief import Brief
    from mutualplan_deck.story.story import Edition, Story


class Order(Struct, frozen=True):
    """What is asked of a build. `layout` is a look's name or the path of its folder."""

    plan: Path
    deck: Path | None = None
    slides: int = 6
    layout: str = "clearpath"
    wide: bool = True
    edition: str = "working"
    before: Path | None = None
    """The deck that is there already, for the versions of the plan it remembers."""

    @property
    def target(self) -> Path:
        """Where the deck goes: as asked, else beside the plan; an internal one says so in its name."""
        suffix = ".internal.pptx" if self.edition == "internal" else ".pptx"
        return self.deck or self.plan.with_suffix(suffix)


class Built(Struct, frozen=True):
    """A deck on disk, and everything there is to tell about how it came to be, worst first."""

    path: Path
    reading: Reading
    story: Story
    deck: Deck
    findings: tuple[Finding, ...] = field(default=())


def build(order: Order, *, today: dt.date, progress: Callable[[str], None] = lambda _: None) -> Built:
    """A plan's file becomes a deck. Raises MutualPlanError when no deck can be made at all."""
    from mutualplan_deck.deck.look import load_layout, resolve
    from mutualplan_deck.readers import read
    from mutualplan_deck.story.story import Edition

    file, folder = load_layout(order.layout)
    look = resolve(file, wide=order.wide)
    progress("read")
    reading = read(order.plan, today=today)
    progress("check")
    worked, history = schedule_plan(reading, today), remembered(order.before)
    checked = check_plan(reading, today, worked, history)
    progress("tell")
    story, untold = tell_plan(reading, today, Edition(order.edition), checked, worked, history)
    logos, unset = find_logos(reading, story, folder, look)
    progress("place")
    deck, unfit = lay_out(story, look, order, logos, today)
    progress("write")
    path = order.target
    _write(deck, look, folder, order, path, {today.isoformat(): snapshot(reading.plan)})
    found = (*reading.findings, *reading.locate((*checked, *untold, *unset, *unfit)))
    return Built(path, reading, story, deck, worst_first(dict.fromkeys(found)))


def schedule_plan(reading: Reading, today: dt.date) -> Schedule:
    """The plan worked back, once for the checks and the story."""
    from mutualplan_deck.plan.schedule import work_back

    return work_back(reading.plan, today)


def remembered(deck: Path | None) -> History:
    """The versions of the plan that a deck remembers, oldest first; none if there is no such deck."""
    from mutualplan_deck.plan.model import Plan
    from mutualplan_deck.powerpoint.baseline import baseline_in

    baseline = baseline_in(deck.read_bytes()) if deck and deck.is_file() else None
    found = baseline.snapshots if baseline else {}
    days = ((dt.date.fromisoformat(day), Plan.model_validate_json(text)) for day, text in found.items())
    return tuple(sorted(days, key=lambda item: item[0]))


def snapshot(plan: Plan) -> str:
    """A version of the plan as a deck remembers it: what is shared, as JSON."""
    from mutualplan_deck.story.edition import shared_part

    return shared_part(plan).model_dump_json(exclude_defaults=True)


def check_plan(
    reading: Reading, today: dt.date, worked: Schedule | None = None, history: History = ()
) -> tuple[Finding, ...]:
    """Stage 2, with the settings beside the plan and in it."""
    from mutualplan_deck.plan.checks import check, settings_of
    from mutualplan_deck.readers.beside import read_settings

    beside, unread = read_settings(reading.source.parent)
    settings, unset = settings_of(reading.plan, beside)
    return (*unread, *unset, *check(reading.plan, today, schedule=worked, settings=settings, history=history))


def tell_plan(
    reading: Reading,
    today: dt.date,
    edition: Edition,
    checked: tuple[Finding, ...] = (),
    worked: Schedule | None = None,
    history: History = (),
) -> tuple[Story, tuple[Finding, ...]]:
    """Stage 3."""
    from mutualplan_deck.story.tell import tell

    return tell(
        reading.plan, today=today, edition=edition, findings=checked, schedule=worked, history=history
    )


def brief_plan(reading: Reading, today: dt.date) -> Brief:
    """The rep's page before a meeting, from the same facts and checks."""
    from mutualplan_deck.story.brief import tell_brief
    from mutualplan_deck.story.tell import facts_of

    facts, _ = facts_of(reading.plan, today)
    return tell_brief(facts, reading.plan, check_plan(reading, today))


def find_logos(reading: Reading, story: Story, folder: Path, look: Look) -> tuple[Logos, tuple[Finding, ...]]:
    """Logos of both sides, as the look places them; what can't be used is a finding and the name is set."""
    from mutualplan_deck.readers.logos import read_logos

    return read_logos(story.customer, story.vendor, reading.source.parent, look.file.logo, folder)


def lay_out(
    story: Story, look: Look, order: Order, logos: Logos, today: dt.date
) -> tuple[Deck, tuple[Finding, ...]]:
    """Stages 4 and 5."""
    from mutualplan_deck.deck.boxes import Properties
    from mutualplan_deck.deck.place import place
    from mutualplan_deck.deck.ruler import Ruler
    from mutualplan_deck.deck.verify import overflows

    ruler = Ruler(look.font("minor"), look.font("major"))
    properties = Properties(
        title=story.summary.title.variants[0],
        subject=story.summary.name.full,
        author=story.author,
        language=story.language,
        created=today.isoformat(),
    )
    deck, findings = place(story, look, ruler, properties, slides=order.slides, wide=order.wide, logos=logos)
    return deck, (*findings, *overflows(deck, ruler))


def _write(
    deck: Deck, look: Look, folder: Path, order: Order, path: Path, snapshots: Mapping[str, str]
) -> None:
    """Stage 6."""
    from mutualplan_deck.powerpoint import write

    files = look.file.template
    write(deck, look, (folder / (files.wide if order.wide else files.standard)).read_bytes(), path, snapshots)
