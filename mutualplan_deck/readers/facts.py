"""A fact beside its label is taken into the plan, or kept as internal where no label explains it."""

from __future__ import annotations

from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import dates
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.fields import Field, Sort
from mutualplan_deck.readers.headings import column_of, section_near
from mutualplan_deck.readers.notes import Notes
from mutualplan_deck.readers.plan_facts import put
from mutualplan_deck.readers.prose import surely_tells
from mutualplan_deck.readers.reading import Spot
from mutualplan_deck.readers.understood import Header, Shape, Why
from mutualplan_deck.readers.values import shown, text_of
from mutualplan_deck.readers.words import (
    Names,
    key,
    keys_of,
)
from mutualplan_deck.regex import regex

_NEXT = regex(r"(?<=[^\W\d_]{3})\.\s+(?=[A-ZÀ-Þ])")


MEETING = "meeting"


def read_fact(draft: Draft, notes: Notes, path: str, label: str, value: Any, place: str) -> None:
    """Take one label and its value: a fact of the plan, a section written as text, or internal."""
    draft.beside = key(label) if label else draft.beside
    if path == MEETING:
        _meeting(draft, label, value, place)
    elif path == "success.measure" and notes.takes_figures(label, value, place):
        return
    elif path and not (path == "title" and label in notes.by_order):
        put(draft, path, value, place, label)
    elif not notes.take(label, value, place):
        keep_unknown(draft, label, value, place)


def success_within(draft: Draft) -> None:
    """What success is may say by when: that day is the day of success, where no label names one."""
    success = draft.data.get("success", {})
    for name in ("measure", "event") if not success.get("date") else ():
        text = str(success.get(name) or "")
        # "Success = … on 28 April 2028. Signature by 30 June 2027": the first sentence says it
        said = (dates.within(t, draft.habits.day_first) for t in (text, _NEXT.split(text, maxsplit=1)[0]))
        named = next((days for days in said if len(days) == 1), [])
        if len(named) == 1:
            place = draft.single[f"/success/{name}"]
            success["date"], draft.single["/success/date"] = named[0], place
            message = f"no cell of its own names the day of success; by this text it is {named[0]}"
            advice = "Write Success date and the day in two cells"
            draft.tell("RD126", Level.WARNING, message, advice, place=place)
            return


def _meeting(draft: Draft, label: str, raw: Any, place: str) -> None:
    pointer = f"/meetings/{len(draft.data.get('meetings', []))}"
    date = draft.take(Field("date", Sort.DATE), raw, f"{pointer}/date")
    if date:
        draft.add(
            "meetings", {"date": date, "name": label.strip().rstrip(":").rstrip()}, Spot("", "", place, {})
        )
        draft.notebook.gather(Shape.LABELS, "meetings", place, 1, Header(label, "date", place))
    elif draft.findings and draft.findings[-1].pointer == f"{pointer}/date":
        draft.findings[-1] = draft.findings[-1].at(place)


def _may_tell_day(text: str) -> bool:
    """Whether a text says of a day that it is that of success, or states a goal: "goal: live by 5 May"."""
    label, colon, said = text.partition(":")
    goal = section_near(label) == "issues" or column_of("issues", label, Names()) in ("statement", "target")
    return surely_tells(text) or (goal and bool(colon and said.strip()))


def keep_unknown(draft: Draft, label: str, value: Any, place: str) -> None:
    """Keep what no label explains as internal, and tell it if it has one."""
    draft.keep_internal(place, f"{label}: {value}" if label else text_of(value))
    listed = draft.beside in keys_of("prose", "labels")  # "Dates", over several
    for text in (label, value):
        if isinstance(text, str) and ((listed and text is value) or _may_tell_day(text)):
            draft.unread.append((text, place))
    if not label:
        return
    draft.leave_out(Why.UNKNOWN, f"“{shown(label)}”", place)
    message = f"“{label}” is not part of the plan's format; kept as internal"
    draft.tell("RD103", Level.HINT, message, place=place, internal=True)
