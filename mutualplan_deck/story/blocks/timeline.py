"""Timeline: the road worked back from the success date, what is due soon, what is still to confirm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial

from mutualplan_deck.plan.model import Kind, Meeting, Step
from mutualplan_deck.plan.standing import standing
from mutualplan_deck.story.facts import SOON, Facts
from mutualplan_deck.story.notes import risk_notes, step_notes
from mutualplan_deck.story.story import (
    NONE,
    Lane,
    Question,
    Soon,
    StepRow,
    Text,
    Timeline,
    TimelinePeople,
    Title,
)


def tell_timeline(facts: Facts) -> Timeline | None:
    """The block, or None when there is neither a step nor a day to work back from."""
    plan = facts.plan
    if not facts.steps and not plan.success.date:
        return None
    latest, signature = facts.schedule.latest_signature, _signature(facts)
    missed = bool(latest and latest < facts.today and signature and signature.open)
    return Timeline(
        name=facts.label("block.timeline"),
        title=Title("timeline/title", titles(facts)),
        source=_source(facts),
        notes=step_notes(facts) + risk_notes(facts),
        headers={k: facts.label(f"timeline.{k}") for k in ("led_by", "step", "owner", "due", "status")},
        lanes=_lanes(facts),
        rows=tuple(_row(facts, step) for step in facts.steps),
        today=facts.today,
        success=plan.success.date,
        latest_signature=latest,
        markers=_markers(facts, latest, missed=missed),
        signature_missed=missed,
        legend=_legend(facts),
        months=_months(facts),
        soon_label=facts.label("timeline.soon"),
        soon=_soon(facts),
        confirm_label=facts.label("timeline.confirm"),
        questions=_questions(facts),
    )


def _signature(facts: Facts) -> Step | None:
    return next((s for s in facts.steps if s.id == facts.schedule.signature and s.id), None)


def _lanes(facts: Facts) -> Mapping[Lane, tuple[Text, Text]]:
    """Each lane's name and its short name."""
    plan, joint = facts.plan, facts.label("timeline.joint")
    confirm = facts.voice.say("word.to_confirm")
    customer = Text("customer/name", plan.customer.name)
    vendor = Text("vendor/name", plan.vendor.name or confirm, gap=not plan.vendor.name)
    return {
        Lane.CUSTOMER: (customer, Text("customer/short", facts.customer)),
        Lane.JOINT: (joint, joint),
        Lane.VENDOR: (vendor, Text("vendor/short", facts.vendor or confirm)),
    }


def _lane(step: Step) -> Lane:
    """Who leads; a step nobody owns stands with the customer, whose plan it is."""
    if step.owner_customer and step.owner_vendor:
        return Lane.JOINT
    return Lane.VENDOR if step.owner_vendor else Lane.CUSTOMER


def _row(facts: Facts, step: Step) -> StepRow:
    key, voice, owners = f"steps/{step.id}", facts.voice, facts.owners(step)
    state = standing(step, facts.today)
    known = facts.schedule.steps.get(step.id)
    success = (
        step.due is not None
        and step.due == facts.plan.success.date
        and step.id == facts.once("last", partial(_last, facts))
    )
    title = facts.own("steps", step, "title")
    return StepRow(
        id=step.id,
        lane=_lane(step),
        phase=step.phase,
        title=title,
        owner=_owner(facts, key, step, owners),
        owners=owners,
        due_text=Text(f"{key}/due", voice.brief(step.due), pointer=facts.pointer("steps", step.id, "due"))
        if step.due
        else facts.gap(f"{key}/due", facts.pointer("steps", step.id, "due")),
        status=Text(f"{key}/status", voice.say(f"status.{state.value}")),
        standing=state,
        kind=step.kind,
        start=_start(step),
        due=step.due,
        strong=step.kind in (Kind.DECISION, Kind.APPROVAL, Kind.MILESTONE) or success,
        critical=bool(known and known.critical) and step.open,
        success=success,
        signature=step.id == facts.schedule.signature,
        after=step.after,
        done_on=step.done_on,
        moved=_moved_from(facts, step),
    )


def _last(facts: Facts) -> str:
    """The id of the step that is the success: the last one due on the success date."""
    due = [s for s in facts.steps if s.due and s.due == facts.plan.success.date]
    return due[-1].id if due else ""


def _owner(facts: Facts, key: str, step: Step, owners: tuple[str, ...]) -> Text:
    """One owner in full, several by initial and surname (`T. Ashby, L. Nyström`)."""
    pointer = facts.pointer("steps", step.id, "owner_customer" if step.owner_customer else "owner_vendor")
    if not owners:
        return facts.gap(f"{key}/owner", pointer)
    if len(owners) == 1:
        return Text(f"{key}/owner", owners[0], facts.brief(owners[0]), pointer=pointer)
    brief = [facts.brief(owner) for owner in owners]
    return Text(f"{key}/owner", ", ".join(brief), f"{brief[0]} +{len(brief) - 1}", pointer=pointer)


def _moved_from(facts: Facts, step: Step) -> dt.date | None:
    """The due date it had when both sides last met, if it has another now."""
    if facts.before is None or not step.due:
        return None
    was = next((s.due for s in facts.before.steps if s.id == step.id), None)
    return was if was != step.due else None


def _start(step: Step) -> dt.date | None:
    """Where a bar begins: the plan's own start, else as many working days before the due date as it takes."""
    if step.start or not step.due or not step.days:
        return step.start
    # Calendar days are near enough for a bar's length: nothing is said in words about it.
    return step.due - dt.timedelta(days=round((step.days - 1) * 7 / 5))


def _markers(facts: Facts, latest: dt.date | None, *, missed: bool) -> Mapping[str, tuple[Text, ...]]:
    """Marker labels from the fullest to the shortest (SPEC §11.3)."""
    voice, plan = facts.voice, facts.plan
    found: dict[str, tuple[Text, ...]] = {
        "today": (
            facts.say("timeline.today", "timeline/today", date=voice.brief(facts.today)),
            facts.say("timeline.today_plain", "timeline/today"),
        )
    }
    if latest and missed:
        day = voice.brief(latest)
        found["signature"] = (facts.say("timeline.signature_missed", "timeline/signature", date=day),)
    elif latest:
        keys = ("signature", "signature_short")
        found["signature"] = tuple(
            facts.say(f"timeline.{k}", "timeline/signature", date=voice.brief(latest)) for k in keys
        )
    if plan.success.date:
        day = voice.brief(plan.success.date)
        found["success"] = (facts.say("timeline.success", "timeline/success", date=day),)
    return found


def _legend(facts: Facts) -> Mapping[str, Text]:
    date = facts.plan.success.date
    legend = {k: facts.label(f"timeline.{k}") for k in ("milestone", "decision", "earlier")}
    if date:
        legend["critical"] = facts.say(
            "timeline.critical", "timeline/legend/critical", date=facts.voice.day(date)
        )
    return legend


def _months(facts: Facts) -> Mapping[tuple[int, int], tuple[str, str]]:
    """Each month's name without and with its year, for all months the axis may show."""
    days = [d for s in facts.steps for d in (s.start, s.due) if d]
    days += [d for d in (facts.today, facts.plan.success.date) if d]
    return {(m.year, m.month): _month(facts, m) for m in _firsts(min(days), max(days))}


def _month(facts: Facts, month: dt.date) -> tuple[str, str]:
    return facts.voice.month(month, year=False), facts.voice.month(month, year=True)


_MOST_MONTHS = 240


def _firsts(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The first of each month from `first` to `last`; no axis is longer than twenty years."""
    month = first.replace(day=1)
    for _ in range(_MOST_MONTHS):
        if month > last:
            return
        yield month
        month = (month + dt.timedelta(days=32)).replace(day=1)


def _soon(facts: Facts) -> tuple[Soon, ...]:
    """Steps and meetings of the next 14 days, by date."""
    found = [(s.due or facts.today, _soon_step(facts, s)) for s in facts.soon]
    taken = {s.due for s in facts.soon if s.kind is Kind.MEETING} | {(s.due, s.title) for s in facts.soon}
    coming = (m for m in facts.plan.meetings if facts.today <= m.date <= facts.today + SOON and m.name)
    meetings = (m for m in coming if m.date not in taken and (m.date, m.name) not in taken)
    found += [(m.date, _soon_meeting(facts, m)) for m in meetings]
    return tuple(item for _, item in sorted(found, key=lambda pair: pair[0]))


def _soon_meeting(facts: Facts, meeting: Meeting) -> Soon:
    key, voice = f"meetings/{meeting.date.isoformat()}", facts.voice
    date = Text(f"{key}/date", voice.brief(meeting.date))
    return Soon(
        "next", date, Text(f"{key}/kind", voice.say("timeline.meeting")), Text(f"{key}/name", meeting.name)
    )


def _soon_step(facts: Facts, step: Step) -> Soon:
    key = f"soon/{step.id}"
    owners = facts.owners(step)
    glyph = facts.glyph(step)
    names = owners[0] if len(owners) == 1 else ", ".join(map(facts.brief, owners))
    return Soon(
        glyph=glyph,
        date=Text(f"{key}/date", facts.voice.brief(step.due) if step.due else ""),
        owner=Text(f"{key}/owner", names or facts.voice.say("word.owner_missing"), gap=not owners),
        text=facts.asked(step),
    )


def _questions(facts: Facts) -> tuple[Question, ...]:
    voice = facts.voice
    found = []
    if not facts.plan.success.date:
        found.append((voice.say("timeline.need_success"), ""))
    if not facts.steps:
        found.append((voice.say("timeline.need_steps"), ""))
    for step in facts.open:
        missing = _missing(facts, step)
        if missing:
            words = voice.say(f"timeline.need_{missing}", step=facts.own("steps", step, "title").full)
            found.append((words, ", ".join(facts.owners(step))))
    return tuple(
        Question(
            Text(f"timeline/question/{k}", words),
            Text(f"timeline/question/{k}/who", who or voice.say("word.owner_missing")),
        )
        for k, (words, who) in enumerate(found)
    )


def _missing(facts: Facts, step: Step) -> str:
    owners = facts.owners(step)
    if not step.due and not owners:
        return "both"
    return "owner" if not owners else "date" if not step.due else ""


def open_points(facts: Facts) -> int:
    """How many open steps still need an owner or a date."""
    return sum(bool(_missing(facts, step)) for step in facts.open)


def _source(facts: Facts) -> Text:
    date = facts.plan.success.date
    linked = any(s.after for s in facts.steps)
    if date and linked and facts.schedule.latest_signature:
        return facts.say("timeline.source", "timeline/source", date=facts.voice.long(date))
    if date and not facts.schedule.latest_signature:
        return facts.say("timeline.source_none", "timeline/source")
    return facts.say("timeline.source_dates", "timeline/source")


def titles(facts: Facts) -> tuple[str, ...]:
    """Claims about the road, from the fullest to the neutral one."""
    voice, date, schedule = facts.voice, facts.plan.success.date, facts.schedule
    if date is None:
        n = len(facts.open)
        return (voice.say("timeline.title.no_date", n) if n else voice.say("timeline.title.none"),)
    said = {"date": voice.day(date), "goal": _goal(facts)}
    latest, signature = schedule.latest_signature, _signature(facts)
    neutral = _neutral(facts, voice.long(date))
    if not latest or not signature or not signature.open:
        return tuple(dict.fromkeys(neutral))
    said["signature"] = voice.day(latest)
    if latest < facts.today:
        return voice.say("timeline.title.missed", **said), *neutral
    slack = schedule.slack
    if slack is not None and slack < 0:
        return voice.say("timeline.title.over", -slack, **said), *neutral
    keys = ["slack"] * bool(said["goal"]) + ["slack_plain"]
    claims = [voice.say(f"timeline.title.{k}", slack, **said) for k in keys] if slack is not None else []
    return *claims, voice.say("timeline.title.sign", **said), *neutral


def _goal(facts: Facts) -> str:
    """`12 days`: the lead issue's target, if this success date is when it is due."""
    issue = facts.lead_issue
    measure = facts.measure(issue, "target") if issue else None
    return measure.head if measure else ""


def _neutral(facts: Facts, date: str) -> list[str]:
    voice, n, points = facts.voice, len(facts.open), open_points(facts)
    if not facts.steps:
        return [voice.say("timeline.title.none")]
    claims = [voice.say("timeline.title.open", points, date=date)] if points else []
    return [
        *claims,
        voice.say("timeline.title.steps", n, date=date) if n else voice.say("timeline.title.done", date=date),
    ]


def tell_timeline_people(facts: Facts) -> TimelinePeople | None:
    """Timeline with the people who decide, for the 4-slide form."""
    from mutualplan_deck.story.blocks.people import tell_people

    timeline = facts.once("timeline", partial(tell_timeline, facts))
    people = facts.once("people", partial(tell_people, facts))
    if timeline is None:
        return None
    return TimelinePeople(
        name=facts.label("block.timeline_people"),
        title=Title("timeline_people/title", (*_people_titles(facts), *timeline.title.variants)),
        source=Text("timeline_people/source", timeline.source.full),
        notes=timeline.notes + (people.notes if people else ()),
        timeline=timeline,
        people=people,
        label=facts.label("timeline_people.label") if people else NONE,
    )


def _people_titles(facts: Facts) -> tuple[str, ...]:
    schedule, date = facts.schedule, facts.plan.success.date
    deciders = sum(p.decides and p.party.value == "customer" for p in facts.plan.people)
    on_time = schedule.slack is None or schedule.slack >= 0
    signature = _signature(facts)
    if not (date and schedule.latest_signature and deciders and on_time and signature and signature.open):
        return ()
    if schedule.latest_signature < facts.today:
        return ()
    voice = facts.voice
    said = {
        "date": voice.day(date),
        "signature": voice.day(schedule.latest_signature),
        "customer": facts.customer,
    }
    return (voice.say("timeline_people.title.full", deciders, **said),)
