"""Objects of a list that are no items of the plan, and why: nobody, no step, a meeting that comes again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import meaning, words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.json.leaves import Leaf
from mutualplan_deck.readers.json.lists import child, said
from mutualplan_deck.readers.json.nodes import Found, LeftOut
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import shown
from mutualplan_deck.readers.words import key, spaced
from mutualplan_deck.regex import regex

_TEXTS = ("issues", "problems", "capabilities", "outcomes")
_MAIN = ("statement", "title", "name", "metric")
_FILE = regex(r"\S\.(?:docx?|xlsx?|pptx?|pdf|csv|zip|png|jpe?g|mp4|md|txt)\Z")


def leave_out(draft: Draft, node: LeftOut) -> None:
    """Keep what is not part of the shared plan as internal, and tell it."""
    draft.keep_internal(node.place, node.value)
    if node.value in (None, "", [], {}):
        return
    title = node.value.get("title") if isinstance(node.value, dict) else None
    what = f"“{shown(title)}”" if title else node.place.rpartition("/")[2]
    message = f"{what} is {node.why}; left out of the plan and kept as internal"
    why = Why.INTERNAL if node.why == "internal" else Why.ASIDE
    draft.leave_out(why, f"{what}, {node.why}", node.place)
    draft.tell("RD112", Level.HINT, message, place=node.at, internal=True)


def no_person(found: Found) -> LeftOut | None:
    """A user of a tool that is no person, {"kind": "bot"}, or is none any more: {"state": "removed"}."""
    for name, value in found.item.items() if found.section == "people" else ():
        word, plain = key(spaced(name)), key(spaced(value)) if isinstance(value, str) else ""
        if word in said("sort") and plain in said("bots"):
            return LeftOut(found.place, child(found.place, name), found.item, f"a {value}")
        if word in said("progress") and plain in said("put_away"):
            return LeftOut(found.place, child(found.place, name), found.item, "deleted")
    return None


def no_text(found: Found, leaves: Sequence[Leaf]) -> LeftOut | None:
    """A file that is listed where parts of the case are: {"name": "Template.docx"}."""
    texts = [
        (at, v) for _, at, v, known in leaves if isinstance(v, str) and v and known and known.name in _MAIN
    ]
    if found.section in _TEXTS and texts and all(_FILE.search(text) for _, text in texts):
        return LeftOut(found.place, texts[0][0], found.item, "a file")
    return None


def left_blank(found: Found, leaves: Sequence[Leaf]) -> LeftOut | None:
    """A step that a tool's template begins with, and nobody has written: "Type the next step here…"."""
    if found.section != "steps" or any(k and k.name in ("due", "start") and v for *_, v, k in leaves):
        return None
    for _, at, value, known in leaves:
        blank = isinstance(value, str) and key(value).startswith(tuple(words.keys_of("templates", "begin")))
        if known and known.name == "title" and blank:
            return LeftOut(found.place, at, found.item, "a line nobody has written yet")
    return None


def of_no_step(found: Found, leaves: Sequence[Leaf]) -> LeftOut | None:
    """What stands among the steps without a day, and says that it is something else: {"kind": "file"}."""
    if any(known and known.name in ("due", "start") and value for *_, value, known in leaves):
        return None
    sorts = (
        at
        for name, at, v, _ in leaves
        if key(spaced(name)) in said("sort") and isinstance(v, str) and key(spaced(v)) in said("no_items")
    )
    at = next(sorts, "")
    return LeftOut(found.place, at, found.item, "no step of the plan") if at else None


def held_again(found: Found, leaves: Sequence[Leaf]) -> LeftOut | None:
    """A meeting that is held again and again, and so has no day: {"repeats": "weekly", "due": null}."""
    dated = any(known and known.name in ("due", "start") and value for *_, value, known in leaves)
    again = (
        at
        for name, at, value, known in leaves
        if key(spaced(name)) in said("per") and known is None and value and not meaning.is_day(value)
    )
    rhythms = (at for name, at, value, _ in leaves if key(spaced(name)) in said("per") and _is_rhythm(value))
    at = "" if found.section != "steps" else next(rhythms if dated else again, "")
    return LeftOut(found.place, at, found.item, "held again and again") if at else None


def _is_rhythm(value: Any) -> bool:
    """Whether a value says how often something is held: "week", "every 14 days" beside its next day."""
    return isinstance(value, str) and (
        key(value) in said("rhythms") or words.has_phrase(key(value), "notes", "repeated")
    )
