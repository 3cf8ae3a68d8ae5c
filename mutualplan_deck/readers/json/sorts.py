"""Lists of another tool's JSON that hold several sorts of items, told apart by a key: {"type": "gain", …}."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from mutualplan_deck.readers.by_category import DISTINCT, LEAST, sorts_of
from mutualplan_deck.readers.headings import section_near
from mutualplan_deck.readers.json.lists import (
    MAX_DEPTH,
    Column,
    Entries,
    by_name,
    child,
    entries,
    has_objects,
    is_id,
    said,
)
from mutualplan_deck.readers.words import key, keys_of, spaced

_MOST = 0.6  # of the items of a list that are of a sort: headings and remarks stand between them
_REST = "comments"  # of which nothing is an item of the plan
_SORTS = 2  # that are sections, where a key is called as one of sorts is
_PARTS = frozenset(("issues", "problems", "capabilities", "outcomes", "people", "steps"))


def parted(value: Any, depth: int = 0) -> Any:
    """The same file with such lists as one list for each section; everything keeps its place."""
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return value
    if isinstance(value, list):
        made = Entries(parted(v, depth + 1) for v in value)
        if not isinstance(value, Entries):
            return list(made)
        made.names, made.kind = value.names, value.kind
        return made
    found: dict[str, Any] = {}
    for name, member in value.items():
        whole = parted(member, depth + 1)
        told = isinstance(whole, Entries) and whole.kind != ""
        sorts = _sorts(whole) if isinstance(whole, list) and not told else []
        for section in dict.fromkeys(sorts):
            found[Column(section or _REST, child("", name))] = _only(whole, sorts, section)
        if not sorts:
            found[name] = whole
    return found


def _only(listed: list[Any], sorts: Sequence[str], section: str) -> Entries:
    """The items of a section, each by its position in the whole list."""
    numbered = [(str(n), item) for (n, item), s in zip(entries(listed), sorts, strict=True) if s == section]
    made = Entries(item for _, item in numbered)
    made.names, made.kind = tuple(name for name, _ in numbered), section or _REST
    return made


def _sorts(listed: list[Any]) -> list[str]:
    """The section of each item by the key that tells it; [] if no key does."""
    if not listed or not all(isinstance(v, dict) for v in listed):
        return []
    shared = [k for k in listed[0] if all(isinstance(item.get(k), str) for item in listed)]
    typed = (_by_type(listed, k) for k in shared if key(spaced(k)) in said("sort"))
    # pages, each with a heading over its lists, are no items
    pages = sum(any(map(has_objects, item.values())) for item in listed) * 2 >= len(listed)
    cases = (sorts_of((item[k] for item in listed), _MOST) for k in shared if not pages)
    return next(filter(None, typed), []) or next(filter(None, cases), [])


def _by_type(listed: list[dict[str, Any]], name: str) -> list[str]:
    """What a key says each item is, as a section or in the tool's own word; [] if it tells no sorts apart.

    A task that is a meeting is no sort of its own, so two sections must be named besides.
    """
    words = [str(item[name]) for item in listed]
    each = {word: _section_of(word) for word in {*words}}
    each |= _pains(each)
    if len(words) < LEAST or len(each) > DISTINCT or len(_PARTS.intersection(each.values())) < _SORTS:
        return []
    if any(_is_page(item, each[str(item[name])]) for item in listed):
        return []
    return [each[word] or key(spaced(word)) or _REST for word in words]


def _pains(each: dict[str, str]) -> dict[str, str]:
    """Pains are problems where another word names what is at stake: "challenge" and "pain"."""
    at_stake = [word for word, section in each.items() if section == "issues"]
    if not at_stake:
        problems = [word for word, section in each.items() if section == "problems"]
        dared = [word for word in problems if key(word) in keys_of("case", "challenges")]
        return dict.fromkeys(dared, "issues") if 0 < len(dared) < len(problems) else {}
    pains = [word for word in at_stake if key(word) in keys_of("case", "pains")]
    return dict.fromkeys(pains, "problems") if 0 < len(pains) < len(at_stake) else {}


def _is_page(item: dict[str, Any], section: str) -> bool:
    """Whether an object lists others that its sort names: {"type": "people", "contacts": [{…}]}.

    So does one that has nothing but a plain list of them: {"type": "people", "rows": [{…}]}.
    """
    lists = [key(spaced(k)) for k, v in item.items() if has_objects(v)]
    rest = [k for k, v in item.items() if not has_objects(v) and key(spaced(k)) not in said("sort")]
    plain = not said("plain").isdisjoint(lists) and all(
        is_id(k) or key(spaced(k)) in said("order") for k in rest
    )
    return bool(section) and (plain or any(by_name(name) == section for name in lists))


@cache
def _section_of(word: str) -> str:
    text = spaced(word).strip()
    return next(
        (s for t in (text, f"{text}s") if (s := section_near(t)) in _PARTS and not _is_firm(text)), ""
    )


def _is_firm(text: str) -> bool:
    return key(text).removesuffix("s") in said("firms")
