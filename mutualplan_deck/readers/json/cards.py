"""What the cards of a board say besides the fields that it lists: their list, their day, the text on them.

{"lists": [{"id": "l1", "name": "Prove"}], "cards": [{"listId": "l1", "title": "Pilot", "due": 1796947200000,
 "values": [{"fieldId": "f1", "value": "o2"}]}]}, where "o2" is an option of the field "f1".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mutualplan_deck.readers import meaning
from mutualplan_deck.readers.headings import column_of
from mutualplan_deck.readers.json.lists import child, id_of, said, title_of
from mutualplan_deck.readers.json.nodes import LeftOut
from mutualplan_deck.readers.json.records import Workspace
from mutualplan_deck.readers.json.text import moment
from mutualplan_deck.readers.json.tree import is_column
from mutualplan_deck.readers.words import Names, key, spaced

_SHOWN = ("formatted", "display", "text", "label", "value")
_OF_STEPS = ("due", "start")  # what a card says by itself
_NONE = Names()


def lists_named(items: list[Any]) -> frozenset[str]:
    """The ids of the lists in which cards say that they stand."""
    cards = (one for one in items if isinstance(one, dict))
    return frozenset(v for one in cards for k, v in one.items() if isinstance(v, str) and is_column(k))


def list_of_card(card: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """The id of the list in which a card stands; "" if it says none that is known."""
    return next((v for k, v in card.items() if is_column(k) and isinstance(v, str) and v in known), "")


def no_card(card: dict[str, Any], place: str) -> LeftOut | None:
    """Whether a card is of a sort that is nothing to do: a template, a note."""
    for name, value in card.items():
        of_sort = key(spaced(name)).split(" ")[-1] in said("sort") and isinstance(value, str)
        if of_sort and key(spaced(value)) in said("no_items"):
            return LeftOut(place, child(place, name), card, f"of the sort {value}")
    return None


def archived(card: dict[str, Any], place: str) -> LeftOut | None:
    """Whether a card or a list of a board is put away: "closed" says so where it has a place on the board."""
    words = {key(spaced(k)): k for k in card}
    on_board = not said("order").isdisjoint(words) or "due complete" in words
    if on_board and card.get(words.get("closed", "")) is True:
        return LeftOut(place, child(place, words["closed"]), card, "archived")
    return None


def own_cells(card: Mapping[str, Any], place: str, workspace: Workspace) -> Iterator[tuple[str, str, Any]]:
    """(key, place, value) of what a card says by its own keys: its day, who works on it, that it is done."""
    for name, value in card.items():
        word, at = key(spaced(name)), child(place, name)
        if word in said("complete") and value is True:
            yield "status", at, "done"
        elif word.split(" ")[-1] in said("users") and (names := _names(value, workspace)):
            yield "owner", at, names
        if column_of("steps", spaced(name), _NONE) not in _OF_STEPS:
            continue
        at, inner = child(place, name), value
        if isinstance(value, dict):
            member = next((k for k, v in value.items() if not isinstance(v, bool) and moment(v, None)), "")
            at, inner = child(at, member), value.get(member)
        if (time := moment(inner, workspace.zone)) is not None:
            yield name, at, time.day.isoformat()
        elif inner is None or meaning.is_day(inner):
            yield name, at, inner


def _names(value: Any, workspace: Workspace) -> str:
    """Who is meant by the ids of the tool's users; "" of anything else."""
    listed = value if isinstance(value, list) else [value]
    known = [workspace.titles.get(one, "") if isinstance(one, str) else "" for one in listed]
    return "; ".join(known) if known and all(known) else ""


def text_on(card: Mapping[str, Any]) -> str:
    """The key of the sentence on a card, below its title."""
    texts = (k for k, v in card.items() if key(spaced(k)) in said("bodies") and meaning.is_words(v))
    return next(texts, "")


def shown(value: Any, workspace: Workspace, own: frozenset[str]) -> Any:
    """What a cell shows: an option or another board's card by its title; one of the same board by its id."""
    if isinstance(value, list):
        return "; ".join(str(one) for v in value if (one := shown(v, workspace, own)) not in (None, ""))
    if isinstance(value, dict):
        by_word = {key(spaced(k)): v for k, v in value.items()}
        said_so = next((by_word[w] for w in _SHOWN if by_word.get(w) not in (None, "")), None)
        return title_of(value) or (said_so if said_so is not None else id_of(value))
    if not isinstance(value, str) or value in own:
        return value
    return workspace.titles.get(value, value)
