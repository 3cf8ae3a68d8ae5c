"""What an e-mail about the plan says, before it has a form: to the other side, or to send on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct

from mutualplan_deck.outputs.writing import Writing
from mutualplan_deck.plan.standing import Standing
from mutualplan_deck.story.story import Kpi, PersonCard, StepRow, Story

STEPS = 6
FORWARD_STEPS = 5
WAITING = 2  # what a month costs, and until when there is time
PEOPLE = 4


class Entry(Struct, frozen=True):
    """A line of a part: `lead` opens it (a date), `text` says it, `under` is who or how.

    An `under` that is a `sentence` begins small where it stands in brackets.
    """

    text: str
    under: str = ""
    lead: str = ""
    sentence: bool = False


class Part(Struct, frozen=True):
    """A heading and its lines; `more` says how many were left out."""

    head: str
    entries: tuple[Entry, ...]
    more: str = ""


class Letter(Struct, frozen=True):
    """A message in order: greeting, one opening sentence, parts, and the question it ends with.

    `ground` is small print: the version and who may read it.
    """

    language: str
    subject: str
    hello: str
    opening: str
    parts: tuple[Part, ...]
    question: str
    rest: str
    ground: str


def quick_letter(story: Story, today: dt.date) -> Letter:
    """The plan as a message to the other side: issue, value, who, next steps, "is this right?"."""
    say = Writing(story.voice)
    parts = (_issue(story, say), _worth(story, say), _who(story, say), _next(story, say, today))
    return Letter(
        language=story.language,
        subject=_subject(story, say),
        hello=say.say("letter.hello"),
        opening=say.say("letter.opening"),
        parts=tuple(p for p in parts if p.entries),
        question=say.say("letter.question"),
        rest=say.say("letter.question_rest"),
        ground=_ground(story),
    )


def forwarding_letter(story: Story, today: dt.date) -> Letter:
    """The champion's words to those who decide: what we need of whom, why, and what waiting costs."""
    say = Writing(story.voice)
    parts = (
        _asked(story, say),
        _issue(story, say),
        _worth(story, say, ours=True),
        _waiting(story, say),
        _next(story, say, today, FORWARD_STEPS),
    )
    return Letter(
        language=story.language,
        subject=_forward_subject(story, say, today),
        hello=say.say("letter.hello"),
        opening=say.say("forward.opening"),
        parts=tuple(p for p in parts if p.entries),
        question=say.say("forward.question"),
        rest=say.say("forward.question_rest"),
        ground=_ground(story),
    )


def open_rows(story: Story) -> tuple[StepRow, ...]:
    """Steps still to be done, by due date, the undated last."""
    rows = story.timeline.rows if story.timeline else ()
    live = [r for r in rows if r.standing not in (Standing.DONE, Standing.CANCELLED)]
    return tuple(sorted(live, key=lambda r: r.due or dt.date.max))


def metric_of(story: Story) -> Kpi | None:
    """The measure the story leads with, if it goes from something to something."""
    kpi = story.summary.kpis[0]
    return kpi if kpi.figures and kpi.before else None


def value_of(story: Story) -> Kpi:
    """The yearly value; without `figures` where it is still to be sized."""
    return story.summary.kpis[1]


def _subject(story: Story, say: Writing) -> str:
    metric, date = metric_of(story), _success(story, say)
    said = {"customer": story.customer.short, "vendor": story.vendor.short, "date": date}
    if metric and date:
        return one_line(say.say("letter.subject", **said, **_measured(metric)))
    return one_line(say.say("letter.subject_plain" if story.vendor.name else "letter.subject_alone", **said))


def _forward_subject(story: Story, say: Writing, today: dt.date) -> str:
    metric = metric_of(story)
    topic = say.say("forward.topic", **_measured(metric)) if metric else story.customer.short
    asked = [r for r in open_rows(story) if r.strong and r.due and r.due >= today]
    if story.summary.decisions and asked and asked[0].due:
        day = say.day(asked[0].due)
        return one_line(say.say("forward.subject", len(story.summary.asks), date=day, topic=topic))
    return one_line(say.say("forward.subject_plain", topic=topic))


def _measured(metric: Kpi) -> dict[str, str]:
    return {"metric": metric.label.full, "before": metric.before, "after": metric.figures[0]}


def _success(story: Story, say: Writing) -> str:
    day = story.timeline.success if story.timeline else None
    return say.long(day) if day else ""


def _issue(story: Story, say: Writing) -> Part:
    """The issue in the customer's words, and its measure."""
    cards = story.issues.cards if story.issues else ()
    metric, date = metric_of(story), _success(story, say)
    entries = [Entry(one_line(c.statement.full)) for c in cards[:1] if not c.statement.gap]
    if metric:
        key = "letter.measure" if date else "letter.measure_plain"
        entries.append(Entry(one_line(say.say(key, **_measured(metric), date=date))))
    return Part(say.say("letter.issue"), tuple(entries))


def _worth(story: Story, say: Writing, *, ours: bool = False) -> Part:
    """The yearly value, its range, and how much of it the customer (`ours`: we) confirmed."""
    kpi = value_of(story)
    if not kpi.figures:
        return Part(say.say("letter.worth"), (Entry(say.say("letter.worth_open")),))
    said = {"value": kpi.figures[0], "customer": story.customer.short}
    line = say.say("forward.worth_line" if ours else "letter.worth_line", **said)
    detail = say.say("letter.worth_detail", detail=kpi.caption.full) if kpi.caption.full else ""
    return Part(say.say("letter.worth"), (Entry(one_line(line), one_line(detail), sentence=True),))


def _who(story: Story, say: Writing) -> Part:
    """Who decides, who makes it work and who answers, a few of them."""
    people = story.people
    bands = (people.deciders, people.makers, people.answers, people.delivers) if people else ()
    cards = [card for band in bands if band for card in band.people if not card.gap]
    first = _first(cards)
    more = len(cards) - len(first)
    told = say.say("letter.more_people", more) if more else ""
    return Part(say.say("letter.who"), tuple(_person(c, say) for c in first), told)


def _first(cards: Sequence[PersonCard]) -> list[PersonCard]:
    """The first few, but at least one of each side (the last of the list answers for the vendor)."""
    if len(cards) <= PEOPLE:
        return list(cards)
    sides = dict.fromkeys(c.organisation for c in cards)
    heads = [next(c for c in cards if c.organisation == side) for side in sides][:PEOPLE]
    rest = [c for c in cards if c not in heads][: PEOPLE - len(heads)]
    return [c for c in cards if c in heads or c in rest]


def _person(card: PersonCard, say: Writing) -> Entry:
    roles = (card.title, card.responsibility)
    said = [one_line(t.full) for t in roles if t.full and not t.gap]
    return Entry(one_line(card.name.full), say.series(said[:2]) if said else "")


def _asked(story: Story, say: Writing) -> Part:
    asks = story.summary.asks if story.summary.decisions else ()
    head = say.say("forward.asked", len(asks) or 1)
    if not asks:
        return Part(head, (Entry(say.say("forward.none_asked")),))
    return Part(head, tuple(Entry(one_line(a.text.full), one_line(a.who.full)) for a in asks))


def _waiting(story: Story, say: Writing) -> Part:
    """The first slide's own words where it answers this, else what a month costs."""
    head = say.say("forward.waiting")
    if story.summary.reading:
        told = [i.text for i in story.summary.columns[0].items if not i.text.gap]
        return Part(head, tuple(Entry(one_line(t.full)) for t in told[:WAITING]) or (_plain_waiting(say),))
    kpi = delay_of(story)
    line = (
        say.say("forward.waiting_line", cost=kpi.figures[0])
        if kpi and kpi.figures
        else say.say("forward.waiting_plain")
    )
    return Part(head, (Entry(line),))


def _plain_waiting(say: Writing) -> Entry:
    return Entry(say.say("forward.waiting_plain"))


def delay_of(story: Story) -> Kpi | None:
    """What a month of delay costs."""
    kpis = story.value.kpis if story.value else ()
    return next((k for k in kpis if k.key.endswith("/delay")), None)


def _next(story: Story, say: Writing, today: dt.date, most: int = STEPS) -> Part:
    rows = open_rows(story)
    shown = tuple(_step(row, say, today) for row in rows[:most])
    more = say.say("letter.more_steps", len(rows) - most) if len(rows) > most else ""
    return Part(say.say("letter.next"), shown or (Entry(say.say("letter.no_steps")),), more)


def _step(row: StepRow, say: Writing, today: dt.date) -> Entry:
    """Its date, what it is, and whose; the date of what is late is the one it had."""
    day = say.short(row.due) if row.due else say.say("word.no_date")
    if row.due and row.due < today:
        day = say.say("letter.late", date=day)
    who = say.list_and(row.owners) or say.say("word.owner_missing")
    return Entry(one_line(row.title.full), one_line(who), day)


def _ground(story: Story) -> str:
    return f"{one_line(story.version.full)}. {one_line(story.confidentiality.full)}."


def one_line(words: str) -> str:
    """A text on one line with plain blanks, whatever it holds."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
