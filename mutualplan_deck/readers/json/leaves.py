"""What an object of another tool's JSON holds, leaf by leaf: its texts, days, amounts and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from mutualplan_deck.readers import form, meaning, numbers, words
from mutualplan_deck.readers.fields import Field
from mutualplan_deck.readers.figures import spread
from mutualplan_deck.readers.headings import column_of
from mutualplan_deck.readers.json.lists import child, said
from mutualplan_deck.readers.json.nodes import Found
from mutualplan_deck.readers.json.people import is_person
from mutualplan_deck.readers.json.text import moment
from mutualplan_deck.readers.json.visibility import is_ours_alone, reason_of, rooms
from mutualplan_deck.readers.reading import Spot
from mutualplan_deck.readers.words import Names, key, spaced
from mutualplan_deck.regex import regex

_MAIN = ("statement", "title", "name")
_NEARLY = ("consequence", "impact")  # what is said of an item, where nothing else says what it is
_POINT = regex(r"\d+(?:\.\d{1,2})?")
_FIGURES = 2  # of an object that says from where to where
_CODE = 2  # words of an id, at most
_OF_AMOUNT = 3  # keys of an amount
_LONGER = 2  # times as long as what an issue is called
_ENDS = ("before", "after", "baseline", "target")
_DAYS = ("due", "start", "done_on")


Leaf = tuple[str, str, Any, Field | None]


def with_statement(found: Found, leaves: list[Leaf]) -> list[Leaf]:
    """The values of an item; where none says what it is, its longest text does, else its name of one word."""
    main = next(n for n in _MAIN if n in form.item_fields(found.section))
    if found.section == "issues" and (told := _told_below(leaves)):
        return told
    if found.section == "people" or any(known and known.name in _MAIN for *_, known in leaves):
        return leaves
    texts = [leaf for leaf in leaves if leaf[3] is None and _is_sentence(leaf)]
    texts = texts or [leaf for leaf in leaves if leaf[3] and leaf[3].name in _NEARLY and _is_sentence(leaf)]
    texts = texts or [leaf for leaf in leaves if leaf[3] is None and _is_name(leaf)]
    longest = max(texts, key=lambda leaf: len(leaf[2]), default=None)
    field = form.item_fields(found.section)[main]
    return [(*leaf[:3], field) if leaf is longest else leaf for leaf in leaves]


def _told_below(leaves: list[Leaf]) -> list[Leaf]:
    """The values of an issue that has a name of a few words, and states itself in the text below; or []."""
    names = [leaf for leaf in leaves if leaf[3] and leaf[3].name in _MAIN]
    bodies = [leaf for leaf in leaves if key(spaced(leaf[0])) in said("bodies") and _is_sentence(leaf)]
    short = len(names) == 1 and not any(map(str.isdigit, str(names[0][2])))
    stated = [
        leaf for leaf in bodies if leaf[3] is None and any(map(str.isdigit, leaf[2])) and is_long(leaf[2])
    ]
    if not short or len(stated) != 1 or len(str(names[0][2])) * _LONGER > len(stated[0][2]):
        return []
    fields = form.item_fields("issues")
    measured = any(leaf[3] and leaf[3].name == "metric" for leaf in leaves)
    called = None if measured else fields["metric"]
    as_read = {id(names[0]): called, id(stated[0]): fields["statement"]}
    return [(*leaf[:3], as_read.get(id(leaf), leaf[3])) for leaf in leaves]


def with_day(section: str, leaves: list[Leaf]) -> list[Leaf]:
    """The values of a step; where it has no day, what is said beside: {"until": null, "label": "W7"}."""
    days = [leaf for leaf in leaves if leaf[3] and leaf[3].name == "due"]
    if section != "steps" or not days or any(leaf[2] not in (None, "") for leaf in days):
        return leaves
    around = {leaf[1].rpartition("/")[0]: leaf[3] for leaf in days}
    return [
        (*leaf[:3], around[at])
        if leaf[3] is None
        and isinstance(leaf[2], str)
        and (at := leaf[1].rpartition("/")[0]) in around
        and meaning.is_day(leaf[2])
        else leaf
        for leaf in leaves
    ]


def is_total(leaf: Leaf) -> bool:
    """Whether what an item is called is a word for a total, and no more."""
    said_so = leaf[3] is not None and leaf[3].name in (*_MAIN, "metric") and isinstance(leaf[2], str)
    return said_so and key(leaf[2]) in words.keys_of("notes", "totals")


def _is_sentence(leaf: Leaf) -> bool:
    word = key(spaced(leaf[0]))
    ours = words.is_internal(word) or word in said("comments")
    return meaning.is_words(leaf[2]) and not ours and spread(leaf[2]) is None


def is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value.split()) > _CODE + 1


def _is_name(leaf: Leaf) -> bool:
    """Whether a key says "name" and no more, over a text."""
    called = key(spaced(leaf[0])) in said("names") | said("titles") | {"text"}
    return called and isinstance(leaf[2], str) and any(map(str.isalpha, leaf[2]))


def leaves_of(found: Found) -> Iterator[tuple[tuple[str, ...], str, str, Any]]:
    """(words of the path, key, place, value) of each value; objects but amounts are opened."""
    yield from _open(found.item, (), found.place, 0)


def _open(data: dict[str, Any], path: tuple[str, ...], place: str, depth: int) -> Iterator[tuple[Any, ...]]:
    measured = _measured(data) if depth == 1 else ""
    for name, value in data.items():
        word, where = (*path, key(spaced(name))), child(place, name)
        if name == measured:
            word = (*path, "metric")  # what a target, or a gauge, is called
        closed = is_ours(word[-1], value) or depth > 4 or is_person(value)
        if len(path) == 0 and isinstance(value, list) and len(value) == 1 and _is_flat(value[0]):
            where, value = child(where, 0), value[0]  # the one target of a goal
        if isinstance(value, dict) and value and not closed and not _is_amount(value):
            yield from _open(value, word, where, depth + 1)
        else:
            yield word, name, where, value


def _measured(data: dict[str, Any]) -> str:
    """The key under which an object of two figures says what they are of: {"reads": …, "now": …}."""
    named = {key(spaced(k)): k for k, v in data.items() if v not in (None, "") and not isinstance(v, bool)}
    figures = [k for k in named.values() if meaning.is_number(data[k]) and not meaning.is_code(data[k])]
    units = said("units") | said("currency") | said("per")
    texts = [k for w, k in named.items() if k not in figures and w not in units]
    ends = [column_of("issues", spaced(k), Names()) for k in figures]
    of_two = sum(end in _ENDS or end == "statement" for end in ends) >= _FIGURES
    return texts[0] if of_two and len(texts) == 1 and isinstance(data[texts[0]], str) else ""


def _is_flat(value: Any) -> bool:
    """Whether an object has a figure and other mere values, and nothing in it."""
    if not isinstance(value, dict) or any(isinstance(v, dict | list) for v in value.values()):
        return False
    figures = (v for v in value.values() if isinstance(v, int | float | Decimal) and not isinstance(v, bool))
    return sum(1 for _ in figures) >= _FIGURES


def is_ours(word: str, value: Any) -> bool:
    """Whether a key, or an object under it, says that it is for one side alone.

    Who of ours does a step, and by when, is for both: {"ourSide": "Ann Lee", "forecastFinish": "2027-03-01"}.
    """
    return not _is_of_step(word, value) and (
        words.is_internal(word)
        or is_ours_alone(word)
        or (isinstance(value, dict) and reason_of(value, "") is not None)
    )


def _is_of_step(word: str, value: Any) -> bool:
    """Whether a key is known, word for word, for a day of a step, or for its owner over somebody's name."""
    known = form.words_for("steps")
    name = known.get(word) or known.get(rooms().plain(word), "")
    if name == "owner_vendor":
        return isinstance(value, str) and meaning.is_name(value)
    is_day = isinstance(value, str) and (meaning.is_day(value) or moment(value, None) is not None)
    return name in _DAYS and is_day


def _is_amount(value: dict[str, Any]) -> bool:
    by_word = {key(spaced(k)): v for k, v in value.items()}
    amounts = [v for w, v in by_word.items() if w in said("amount") | said("minor")]
    words_alone = amounts and all(isinstance(v, str) and not meaning.is_number(v) for v in amounts)
    few = len(by_word.keys() - said("scale")) <= _OF_AMOUNT
    return bool(amounts) and few and not words_alone  # {"kind": "week", "value": "2027-W06"} is a day


def exact(amount: Any) -> Any:
    """An amount that is written as a text with a point, as programs write it: "236.5"."""
    return float(amount) if isinstance(amount, str) and _POINT.fullmatch(amount) else amount


def is_in_cents(place: str, value: Any) -> bool:
    """Whether a key says that its number counts cents."""
    counted = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    parts = key(spaced(place.rpartition("/")[2])).split(" ") if counted else []
    return bool(parts) and (parts[-1] in said("minor") or parts[0] in said("minor"))


def scaled(amount: Any, scale: Any) -> Any:
    """The whole of an amount whose scale stands apart: {"value": 11.7, "scale": "million"}.

    A scale that cannot be read stays beside the amount, so that the amount is asked about.
    """
    if scale in (None, ""):
        return amount
    factor = numbers.amount(f"1 {scale}") if isinstance(scale, str) else None
    times = factor.value if factor and not factor.rest else scale
    if any(isinstance(n, bool) or not isinstance(n, int | float | Decimal) for n in (amount, times)):
        return f"{amount} {scale}"
    return float(Decimal(str(amount)) * Decimal(str(times)))


def spot_of(found: Found, leaves: list[Leaf]) -> Spot:
    fields: dict[str, str] = {}
    for _, place, _, known in sorted(leaves, key=lambda leaf: leaf[2] in (None, "")):
        if known:
            at = place.removeprefix(f"{found.place}/")
            for alias in form.stands_for(known.name):
                fields.setdefault(alias, at)
    return Spot(f"{found.place}/", "", found.place, fields)


def beside_of(leaves: Iterable[Leaf]) -> Iterator[Any]:
    """The values that no field takes, and those inside of an amount: {"value": 136000, "cadence": "once"}."""
    for _, _, value, known in leaves:
        if isinstance(value, dict):
            yield from value.values()
        elif known is None:
            yield value
