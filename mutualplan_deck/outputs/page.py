"""What stands on the one page of the case, before it has a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.outputs.letter import Entry, delay_of, metric_of, one_line, open_rows, value_of
from mutualplan_deck.outputs.writing import Writing
from mutualplan_deck.plan.standing import Standing
from mutualplan_deck.story.story import Kpi, SolutionRow, StepRow, Story

CHANGES = 4
STEPS = 7


class Figure(Struct, frozen=True):
    """A figure with its name; `before` is the one it replaces."""

    label: str
    figure: str
    before: str = ""
    caption: str = ""


class Change(Struct, frozen=True):
    """A problem, what it costs or who has confirmed, and the change that removes it."""

    problem: str
    change: str
    note: str = ""


class Page(Struct, frozen=True):
    """The page, top to bottom. `titles` go from the fullest to the shortest claim.

    `more` says how many steps are not shown: its first text if all of `steps` are, the next if one is cut.
    """

    language: str
    author: str
    kicker: str
    titles: tuple[str, ...]
    asks_head: str
    asks: tuple[Entry, ...]
    figures: tuple[Figure, ...]
    changes_head: str
    changes: tuple[Change, ...]
    more_changes: str
    steps_head: str
    steps: tuple[Entry, ...]
    more: tuple[str, ...]
    source: str
    ground: str

    def without(self, characters: str) -> Page:
        """The page without these characters."""
        gone = str.maketrans("", "", characters)
        return cast(Page, _translated(self, gone))

    def texts(self) -> Iterator[str]:
        """Every text on the page."""
        yield from (self.kicker, *self.titles, self.asks_head, self.changes_head, self.steps_head, *self.more)
        yield from (self.more_changes, self.source, self.ground)
        for entry in (*self.asks, *self.steps):
            yield from (entry.lead, entry.text, entry.under)
        for figure in self.figures:
            yield from (figure.label, figure.figure, figure.before, figure.caption)
        for change in self.changes:
            yield from (change.problem, change.change, change.note)


def one_page(story: Story, today: dt.date) -> Page:
    """The case of a story on one page."""
    say, summary = Writing(story.voice), story.summary
    rows = _ahead(story)
    hidden = len(_solved(story)) - CHANGES
    more = len(open_rows(story)) - len(rows)
    head = say.say("page.ask", len(summary.asks)) if summary.decisions else say.say("page.no_ask")
    return Page(
        language=story.language,
        author=story.author,
        kicker=one_line(f"{story.customer.name} · {summary.name.full}"),
        titles=tuple(map(one_line, summary.title.variants)),
        asks_head=head,
        asks=tuple(Entry(one_line(a.text.full), one_line(a.who.full)) for a in summary.asks),
        figures=_figures(story, say),
        changes_head=say.say("page.chain"),
        changes=_changes(story),
        more_changes=say.say("page.more_changes", hidden) if hidden > 0 else "",
        steps_head=say.say("page.next"),
        steps=tuple(_step(row, say, today) for row in rows),
        more=tuple(_more(say, more + cut) for cut in range(len(rows) + 1)),
        source=one_line(say.say("page.note")),
        ground=f"{one_line(story.version.full)}. {one_line(story.confidentiality.full)}.",
    )


def _more(say: Writing, n: int) -> str:
    return say.say("letter.more_steps", n) if n > 0 else ""


def _ahead(story: Story) -> list[StepRow]:
    """What comes next: decisions and events before other work, then in the order of their dates."""
    rows = open_rows(story)
    first = [r for r in rows if r.strong or r.event_kind][:STEPS]
    rest = [r for r in rows if r not in first][: STEPS - len(first)]
    return [r for r in rows if r in first or r in rest]


def _figures(story: Story, say: Writing) -> tuple[Figure, ...]:
    kpis = (metric_of(story), value_of(story), delay_of(story), story.summary.kpis[2])
    return tuple(_figure(k, say) for k in kpis if k and k.figures)


def _figure(kpi: Kpi, say: Writing) -> Figure:
    label = say.say("page.estimate", label=kpi.label.full) if kpi.estimate else kpi.label.full
    return Figure(
        one_line(label),
        one_line(kpi.figures[-1 if len(kpi.figures[0]) > 14 else 0]),
        one_line(kpi.before),
        one_line(kpi.caption.full),
    )


def _changes(story: Story) -> tuple[Change, ...]:
    """The first problems and what removes them."""
    return tuple(map(_change, _solved(story)[:CHANGES]))


def _solved(story: Story) -> list[SolutionRow]:
    return [r for r in (story.solution.rows if story.solution else ()) if not r.problem.gap]


def _change(row: SolutionRow) -> Change:
    state = ", ".join(one_line(t.full) for t in (row.state.word, row.state.who) if t.full)
    return Change(one_line(row.problem.full), one_line(row.capability.full), state)


def _step(row: StepRow, say: Writing, today: dt.date) -> Entry:
    day = say.short(row.due) if row.due else say.say("word.no_date")
    late = row.standing is Standing.LATE or bool(row.due and row.due < today)
    who = say.list_and(row.owners) or say.say("word.owner_missing")
    title = f"{row.title.full} ({row.status.full})" if late and row.status.full else row.title.full
    return Entry(one_line(title), one_line(who), one_line(day))


def _translated(value: Any, gone: dict[int, int | None]) -> Any:
    if isinstance(value, str):
        return value.translate(gone)
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return tuple(_translated(v, gone) for v in value)
    return replace(
        value, **{name: _translated(getattr(value, name), gone) for name in value.__struct_fields__}
    )
