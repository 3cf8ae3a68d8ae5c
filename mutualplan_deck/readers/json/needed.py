"""An object that says a problem and, under another key, what would solve it: two items, linked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from mutualplan_deck.readers import form, meaning, words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.fields import Field
from mutualplan_deck.readers.headings import section_near
from mutualplan_deck.readers.json.text import plain
from mutualplan_deck.readers.reading import Spot
from mutualplan_deck.readers.understood import Header, Shape
from mutualplan_deck.readers.words import key, spaced

Leaf = tuple[str, str, Any, Field | None]
_MAIN = "statement"


class Needed(Struct, frozen=True):
    """What an object of a list of problems says is needed: the key, its place, the text."""

    name: str
    place: str
    text: str


def apart(section: str, leaves: Sequence[Leaf]) -> tuple[Needed | None, list[Leaf]]:
    """What is needed, and the values without it, the first that speaks of the problem being the problem.

    Where one key alone has words, it is the problem whatever it is called.
    """
    if section != "problems":
        return None, list(leaves)
    worded = [leaf for leaf in leaves if meaning.is_words(leaf[2])]
    needs = next((leaf for leaf in worded if _tells(leaf[0], "capabilities", "to_be")), None)
    others = [leaf for leaf in worded if leaf is not needs]
    hurts = next((leaf for leaf in others if _tells(leaf[0], "problems", "is_now")), None)
    said = next((leaf for leaf in others if leaf[3] and leaf[3].name == _MAIN), hurts)
    if needs is None or said is None or (needs[3] and needs[3].name not in (_MAIN, "impact")):
        return None, list(leaves)
    field = form.item_fields("problems")[_MAIN]
    kept = [(*leaf[:3], field) if leaf is said else leaf for leaf in leaves if leaf is not needs]
    return Needed(needs[0], needs[1], str(needs[2])), kept


def _tells(name: str, section: str, word: str) -> bool:
    """Whether a key speaks of a section: "What has to be possible instead", "soll"."""
    said = key(spaced(name))
    return said in words.keys_of("case", word) or section in (words.tells(said), section_near(spaced(name)))


def take(draft: Draft, needed: Needed, problem: dict[str, Any]) -> None:
    """Add what is needed, linked to its problem; what several problems name is one."""
    problem["id"] = str(problem.get("id") or needed.place.rpartition("/")[0])
    listed: list[dict[str, Any]] = draft.data.get("capabilities", [])
    text = plain(needed.text)
    for known in (c for c in listed if c.get(_MAIN) == text):
        known["problems"] = (*known.get("problems", ()), problem["id"])
        return
    spot = Spot("", "", needed.place, {_MAIN: needed.place})
    draft.add("capabilities", {_MAIN: text, "problems": (problem["id"],)}, spot)
    header = Header(needed.name, _MAIN, needed.place)
    draft.notebook.gather(Shape.OBJECTS, "capabilities", needed.place, 1, header)
