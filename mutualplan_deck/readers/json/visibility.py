"""What of another tool's JSON is not for both: marked, put away, the vendor's own, or gone."""

from __future__ import annotations

from functools import cache
from typing import Any

from mutualplan_deck.readers import meaning, words
from mutualplan_deck.readers.json.lists import (
    child,
    has_objects,
    names_day,
    said,
)
from mutualplan_deck.readers.json.nodes import LeftOut
from mutualplan_deck.readers.words import Names, key, spaced

_PLACES = ("archive", "corbeille", "papierkorb", "retired")
_ARCHIVED = ("archiv", "arquiv", "shelved", "retired", "trashed", "binned", "in trash")
_FLAG = 20  # letters: a longer text is no mark


@cache
def rooms() -> Names:
    """What rooms that both sides share call them: guest and host, in any language."""
    return Names(tuple(said("guests")), tuple(said("hosts")))


def reason_of(
    item: dict[str, Any], where: str, *, whole: bool = False, offered: bool = False
) -> LeftOut | None:
    """Whether an object says of itself that it is deleted, archived or internal.

    `whole`: it may be the plan itself, or one of its sides, which no "visible: false" hides. `offered`: it is
    something that the vendor can do, of which "only us" says that nobody else can.
    """
    shared = offered or is_for_everybody(item)
    for name, value in item.items():
        word = key(spaced(name))
        if says_gone(word) and _is_put_away(word, value):
            shelved = "arch" in word or "arq" in word
            return LeftOut(where, child(where, name), item, "archived" if shelved else "deleted")
        if word in said("states") and isinstance(value, str) and key(spaced(value)) in said("superseded"):
            return LeftOut(where, child(where, name), item, "superseded")
        if isinstance(value, str) and _is_put_away_by(word, key(spaced(value))):
            return LeftOut(where, child(where, name), item, "deleted")  # {"lifecycle": "REMOVED"}
        if shared and _flag(value) == "yes" and _is_nobody_elses(word):
            continue  # {"only_us": true, "audience": "everyone"}: what nobody else can do
        if _hides(word, value) or (not whole and _is_not_shown(word, value)):
            return LeftOut(where, child(where, name), item, "internal")
    return None


def _is_put_away_by(word: str, value: str) -> bool:
    """Whether a value says so under whatever key: {"lifecycle": "REMOVED"}; of a state it may be a status."""
    return value in said("put_away") and (word not in said("progress") or value.startswith(_ARCHIVED))


def _is_nobody_elses(word: str) -> bool:
    """Whether a key may say that only we can do something, where it is known that all may see it."""
    parts = set(word.split(" "))
    alone = bool(parts & words.keys_of("only")) and parts <= words.keys_of("only") | said("us") | {
        "with",
        "can",
    }
    return alone or words.is_only_us(word) or (word in said("visibility") and "us" in parts)


def is_for_everybody(item: dict[str, Any]) -> bool:
    """Whether an object says that everybody sees it: {"audience": "everyone"}."""
    said_so = (v for k, v in item.items() if isinstance(v, str) and key(spaced(k)) in said("visibility"))
    return any(key(v) in said("everybody") for v in said_so)


@cache
def says_gone(word: str) -> bool:
    """Whether a key says that something is put away: "archived", "binnedOn", "collapsedAndRetired"."""
    left = [part for part in word.split(" ") if part not in said("gone_when")]
    return word in said("gone") or (
        any(part in said("gone") for part in left)
        and all(part in said("gone") | said("folded") for part in left)
    )


def _is_put_away(word: str, value: Any) -> bool:
    """Whether a key that says "gone" says so of this object: with a yes, a day, or whoever did it."""
    if value in (None, "", [], {}) or _flag(value) == "no":
        return False
    if has_objects(value):  # a bin, and what lies in it
        return False
    if isinstance(value, dict):  # {"binned": {"on": "2027-02-10T09:14:00Z", "by": "u-1"}}
        return any(map(names_day, value.values()))
    alone = word in _PLACES  # {"archive": "SharePoint"} says where it is kept, {"retired": 3} how many
    return not alone or _flag(value) == "yes" or meaning.is_day(value)


def _flag(value: Any) -> str | None:
    """Yes or no, as whatever value it is written."""
    if isinstance(value, bool | int | float):
        return {0: "no", 1: "yes"}.get(int(value)) if value in (0, 1) else None
    if not isinstance(value, str):
        return None
    return {"true": "yes", "false": "no", "0": "no", "1": "yes"}.get(value.casefold()) or words.choice(
        "flag", value
    )


def _is_not_shown(word: str, value: Any) -> bool:
    """Whether a key says that the customer sees an object, and its value no: {"visible_to_client": false}."""
    return _flag(value) == "no" and _is_shown_to_others(word)


@cache
def _is_shown_to_others(word: str) -> bool:
    """Whether a key says that the customer sees something: "visibleToClient", "open_to_guests"."""
    parts = set(word.split(" "))
    seen, to = parts & said("shown"), said("shown_to") | said("guests")
    if seen:
        return parts - seen <= to
    opened, rest = parts & said("opened"), parts - said("opened")
    return bool(opened) and rest <= to and any(rooms().side(word) == "customer" for word in rest)


def _hides(word: str, value: Any) -> bool:
    """Whether a key with its value says that an object is for one side: {"private": true}."""
    if _flag(value) == "yes" and (word in said("visibility") | said("marks") or is_ours_alone(word)):
        return True
    if _flag(value) == "yes" and _is_hidden_from_guests(word):
        return True
    if key(str(value)) in said("no_access") and not said("guests").isdisjoint(word.split(" ")):
        return True  # {"guestAccess": "none"}
    if not isinstance(value, str) or len(value) > _FLAG or not value.strip():
        return False
    mark = key(spaced(value))
    hides = words.is_internal(mark) or is_ours_alone(mark) or rooms().side(mark) == "vendor"
    only = not words.keys_of("only").isdisjoint(mark.split(" "))
    if words.is_only_us(mark) or ((only or word in said("visibility")) and _is_vendors_team(mark)):
        return True  # {"see": "only_us"}, {"share": "PROVIDER_ONLY"}, {"visibility": "vendor_team"}
    return mark in said("marks") or (word in said("visibility") and (hides or mark in said("insiders")))


@cache
def _is_vendors_team(mark: str) -> bool:
    """Whether a mark names the vendor's own people: "vendor team"."""
    parts = set(rooms().plain(mark).split(" "))
    return "vendor" in parts and parts - {"vendor"} <= said("insiders") | said("own") | {"only"}


@cache
def _is_hidden_from_guests(word: str) -> bool:
    """Whether a key says that something is kept from the customer: "hiddenFromGuests"."""
    parts = set(word.split(" "))
    rest = parts - said("kept")
    return rest != parts and bool(rest) and rest <= said("shown_to") | said("guests") | {"from", "aux", "vor"}


def is_ours_alone(text: str) -> bool:
    """Whether a key says that it is the vendor's: "sellerOnly", "seller space", "seller_notes"."""
    plain = rooms().plain(text)
    return plain.split(" ")[0] == "vendor" and not said("own").isdisjoint(plain.split(" ")[1:])
