"""Which field of an item a key of another tool's JSON is: by its words, their beginnings, what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from mutualplan_deck.readers import form, meaning, numbers, words
from mutualplan_deck.readers.fields import Sort
from mutualplan_deck.readers.figures import spread
from mutualplan_deck.readers.headings import column_near, is_ours_alone, section_of
from mutualplan_deck.readers.json.lists import is_id, said
from mutualplan_deck.readers.json.nodes import Found
from mutualplan_deck.readers.json.people import without_ending
from mutualplan_deck.readers.json.text import moment
from mutualplan_deck.readers.json.values import list_of
from mutualplan_deck.readers.json.visibility import says_gone
from mutualplan_deck.readers.words import Names, key, spaced

_MAIN = ("statement", "title", "name")
_NEARLY_ALL, _HALF = 0.9, 0.5
_PAIR = 2
_CODE = 2  # words of an id, at most
_ENDS = ("before", "after", "baseline", "target")
_SOURCE = 7  # words
_MEASURED = 6  # words of a figure and its unit
_PERSON_FIELDS = {"owner", "owner_customer", "owner_vendor", "confirmed.by"}


def field_of(section: str, path: tuple[str, ...], names: Names) -> str:
    """The field that a key's words name, whole path first, then its end, then without "id" or "at"."""
    known = form.words_for(section)
    for said_so in (" ".join(path), path[-1]):
        if mapped := names.column(section, said_so):
            return "" if mapped == "internal" else mapped
    exact = path[-1] in known and not form.is_internal(section, known[path[-1]])  # "forecastFinish"
    ours = any(words.is_internal(p) for p in path[:-1]) or (words.is_internal(path[-1]) and not exact)
    if ours or path[-1] in said("comments"):
        return ""
    for text in _readings(path):
        plain = names.plain(text)
        for candidate in (text, plain, without_ending(text), text.removesuffix("s"), plain.removesuffix("s")):
            if candidate in known:
                return "id" if _is_own_id(section, text, known[candidate]) else known[candidate]
    return next((_compact(section)[t] for t in _readings(path) if t in _compact(section)), "")


@cache
def _compact(section: str) -> Mapping[str, str]:
    """From labels without their small words, as keys have them, to the fields: "criterioCierre"."""
    small = {key(w) for w in words.raw()["small_words"]}
    found: dict[str, set[str]] = {}
    for label, name in form.words_for(section).items():
        parts = label.split(" ")
        left = [part for part in parts if part not in small]
        if _PAIR <= len(left) < len(parts):
            found.setdefault(" ".join(left), set()).add(name)
    return {label: next(iter(names)) for label, names in found.items() if len(names) == 1}


def near_field(section: str, path: tuple[str, ...], value: Any, names: Names) -> str:
    """The field that a key means by its words, if its value may be that."""
    if any(words.is_internal(p) for p in path) or path[-1] in said("comments") | said("visibility"):
        return ""
    if is_ours_alone(path[-1], names) or path[-1] in said("asides"):
        return ""  # "dontSay", "info"
    several = isinstance(value, str) and len(value.split()) > _CODE  # "22 operators trained"
    if section == "steps" and meaning.says_when_done(path[-1]) and (meaning.is_words(value) or several):
        return "done_means"
    return column_near(section, path[-1], names, lambda name: _means(section, name, value))


def _may_be_source(value: Any) -> bool:
    """Whether a text may say where a figure is from, and not what is thought of something."""
    told = isinstance(value, str) and (words.speaks_of_us(value) or words.says("deal_talk", value))
    return not told and len(str(value).split()) <= _SOURCE


def may_hold(section: str, name: str, value: Any) -> bool:
    """Whether a value that is no list may be that of a field by what it is, not by what it says."""
    if name in _MAIN and (not isinstance(value, str) or not any(map(str.isalpha, value))):
        return False
    ranged = isinstance(value, str) and spread(value) is not None  # "60 to 80k €"
    if name == "statement" and section == "outcomes" and (meaning.is_money(value) or ranged):
        return False  # "R$ 1.840.000,00"
    if name == "id" and isinstance(value, str) and len(value.split()) > _CODE:  # "Row" over what a line is
        return False
    sort = form.item_fields(section)[name].sort if name in form.item_fields(section) else Sort.TEXT
    if sort is Sort.REFS and isinstance(value, float | Decimal | int) and name in ("issues", "problems"):
        return False  # {"goal": 90} of a gain
    if sort not in (Sort.NUMBER, Sort.COUNT) or not isinstance(value, str):
        return True
    if name in _ENDS and len(value.split()) <= _MEASURED and numbers.amount(value):
        return True  # "310 hours a week"
    return ranged or (meaning.is_number(value) and not meaning.is_code(value))


def _means(section: str, name: str, value: Any) -> bool:
    """Whether a value may be that of a field that its key does not name word for word."""
    if name == "source" and not _may_be_source(value):
        return False
    if isinstance(value, list | dict) or value in (None, "") or name in _PERSON_FIELDS:
        return may_hold(section, name, value)
    sort = form.item_fields(section)[name].sort if name in form.item_fields(section) else Sort.TEXT
    if sort in (Sort.DATE, Sort.CONFIRMED):
        return meaning.is_day(value) or moment(value, None) is not None
    figure = name in _ENDS and isinstance(value, str) and value[:1].isdigit()
    return may_hold(section, name, value) and (
        figure or isinstance(value, bool) or meaning.fits(section, name, [value])
    )


def own_ids(items: Sequence[Found]) -> Iterator[tuple[str, str]]:
    """(list, key) of the first key of ids in each list that is the same for no two items."""
    by_list: dict[str, list[dict[str, Any]]] = {}
    for found in items:
        by_list.setdefault(list_of(found), []).append(found.item)
    for where, listed in by_list.items():
        for name in (k for k in listed[0] if is_id(k)):
            held = [str(item[name]) for item in listed if isinstance(item.get(name), str | int)]
            if len(listed) > 1 and len({*held}) == len(listed):
                yield where, key(spaced(name))
                break


def says_when_kept(word: str) -> bool:
    """Whether a key says when something was written down or changed: "updatedAt"."""
    return not said("kept_at").isdisjoint(word.split(" "))


def seldom(items: Sequence[Found], names: Names) -> Iterator[tuple[str, str]]:
    """(list, key) of what names few steps of a list, where another key has words for nearly all of them."""
    by_list: dict[str, list[dict[str, Any]]] = {}
    for found in (found for found in items if found.section == "steps"):
        by_list.setdefault(list_of(found), []).append(found.item)
    for where, listed in by_list.items():
        filled = Counter(k for item in listed for k, v in item.items() if isinstance(v, str) and v)
        worded = Counter(k for item in listed for k, v in item.items() if meaning.is_words(v))
        most = any(count >= _NEARLY_ALL * len(listed) for count in worded.values())
        for name, count in filled.items():
            titled = field_of("steps", (key(spaced(name)),), names) in ("title", "name")
            if most and titled and count < _HALF * len(listed):
                yield where, key(spaced(name))


def _is_own_id(section: str, text: str, field: str) -> bool:
    """Whether a key is the id of the item itself ("goal_id" of a goal), not of what a field of it names."""
    head, _, last = text.rpartition(" ")
    names_item = section in (section_of(head), section_of(f"{head}s"))
    return last == "id" and names_item and form.item_fields(section)[field].sort is Sort.TEXT


def _readings(path: tuple[str, ...]) -> Iterator[str]:
    """{"kpi": {"name": …}} is the kpi; then the end of the path, longest first."""
    yield " ".join(path)
    inner = said("titles") | said("names") | said("values") | said("amount")
    if len(path) > 1 and path[-1] in inner | said("of_what") | said("in_full"):
        yield path[-2]
    yield from (" ".join(path[start:]) for start in range(1, len(path)))


def is_switch(word: str, value: Any) -> bool:
    """A key that steers the other tool (its order, what is shown) and says nothing itself."""
    plain_word = isinstance(value, str) and value.isidentifier()
    steers = word in said("visibility") | said("order") or says_gone(word)
    return steers and (plain_word or isinstance(value, bool | int | float))
