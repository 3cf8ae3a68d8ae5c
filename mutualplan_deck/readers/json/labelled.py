"""Objects that are a label and what stands beside it: {"label": "Start", "value": …}."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mutualplan_deck.readers import meaning
from mutualplan_deck.readers.headings import label_near, label_of
from mutualplan_deck.readers.json.lists import (
    child,
    entries,
    is_id,
    names_day,
    said,
    title_of,
)
from mutualplan_deck.readers.json.nodes import Fact, Node
from mutualplan_deck.readers.json.visibility import reason_of, says_gone
from mutualplan_deck.readers.words import Names, key, spaced

_FACT = 4  # keys of an object that only labels a value
_LABEL = 40  # letters


def are_labelled(listed: list[Any]) -> bool:
    """Whether a list holds values with their labels: one by its key, or most by a day they have."""
    found = [item for item in listed if is_labelled(item)]
    by_key = any(key(spaced(_value_key(item))) in said("values") for item in found)
    return by_key or 2 * len(found) > len(listed)


def labelled(listed: list[Any], path: tuple[str, ...], place: str) -> Iterator[Node]:
    """Facts listed as labels with their values: {"label": "Signature", "date": "2027-02-26"}."""
    for index, item in entries(listed):
        where = child(place, index)
        reason = reason_of(item, where) if isinstance(item, dict) else None
        if reason or not is_labelled(item):
            yield reason or Fact(path, where, item)
            continue
        name = _value_key(item)
        yield Fact((*path, _label_in(item, item[name], path[-1])), child(where, name), item[name])


def _label_in(item: dict[str, Any], value: Any, listed: str) -> str:
    """What a labelled value is called: by its title, or, where that names no fact, by its sort.

    What the whole list is called tells no fact from the others.
    """
    marks = said("sort") | said("ids")
    sorts = (spaced(v) for k, v in item.items() if key(spaced(k)) in marks and isinstance(v, str))
    codes = (spaced(v) for v in item.values() if isinstance(v, str) and v.isupper() and len(v) <= _LABEL)
    called = (title_of(item), *(s for s in sorts if key(s) != listed), *_only_text(item, value), *codes)
    named = (t for t in filter(None, called) if label_of(t, Names()) or label_near(t, value, Names()))
    return key(next(named, next(filter(None, called), "")))


def is_labelled(item: Any) -> bool:
    """Whether an object only says what a value beside is called."""
    if not isinstance(item, dict):
        return False
    own = [k for k in item if not is_id(k) and key(spaced(k)) not in said("sort") | said("order")]
    if len(own) > _FACT:
        return False
    if not (valued := _value_key(item)):
        return False
    kinds = (v for k, v in item.items() if key(spaced(k)) in said("sort"))  # {"kind": "SIGNATURE", "day": …}
    day = item[valued]
    labels = any(isinstance(v, str) for v in kinds) or any(True for _ in _only_text(item, day))
    return bool(title_of(item)) or (meaning.is_day(day) and labels)


def _value_key(item: dict[str, Any]) -> str:
    """The key of an object that holds what a label names: called so, or the only one with a day; or ""."""
    values = [k for k in item if key(spaced(k)) in said("values") and isinstance(item[k], str | int | float)]
    days = [k for k, v in item.items() if names_day(v) and not is_id(k) and not says_gone(key(spaced(k)))]
    found = values or days
    return found[0] if len(found) == 1 else ""


def _only_text(item: dict[str, Any], value: Any) -> Iterator[str]:
    """The one other text of an object that holds a value, in words: {"what": "ink_by", "on": …}."""
    texts = [v for k, v in item.items() if isinstance(v, str) and v != value and not is_id(k)]
    if len(texts) == 1 and len(texts[0]) <= _LABEL:
        yield spaced(texts[0])


def holds_labelled(item: Any) -> bool:
    """Whether an object has a list of labels with their values in it."""
    inner = item.values() if isinstance(item, dict) else ()
    return any(isinstance(v, list) and len(v) > 1 and all(map(is_labelled, v)) for v in inner)
