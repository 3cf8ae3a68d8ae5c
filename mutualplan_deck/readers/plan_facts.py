"""Single facts of the plan, each set once."""

from __future__ import annotations

import re
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers import dates, form
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.fields import Field, fields_of, parts
from mutualplan_deck.readers.meaning import is_day, is_words
from mutualplan_deck.readers.near_words import tells_success
from mutualplan_deck.readers.numbers import currency_of
from mutualplan_deck.readers.understood import PLAN, Header, Shape
from mutualplan_deck.readers.words import is_firm, key, keys_of
from mutualplan_deck.regex import regex

NAMES = ("customer.name", "vendor.name")
_CODE = regex(r"[A-Z]{3}")
_DOMAIN = regex(r"\s*\((?:[\w-]+\.)+[a-z]{2,}\)$")  # behind a company, as CRMs export it
SHORT = regex(
    r"^(.{3,}?)\s*\((?:kurz|genannt|short|called|dit|ci-après|en adelante|doravante)?:?\s*"
    r"[\"“„'‘«]?\s*(?:the\s+)?([A-Z][\w&.-]{1,9})\s*[\"”“'’»]?\)$"
)
# "Acme Foods, Dayton OH (62 vans, 3 shops)", "Acme Foods, family bakers since 1954"
_DESCRIBED = regex(
    r"^(?P<name>.*?[^\s,(])\s*(?:\((?=[^()]*\d|(?!(?:and|und|et|y|e)\b)[^\W\d_A-ZÀ-Þ][^()]*\s)[^()]*\)|,\s+(?:[^,]*\s[A-Z]{2}\b(?!\.)|\d|(?!(?:von|van|de|di|du|da|y|and|und|et|e|zu)\b)[a-zà-ÿ][^&]*\s[^&]*\s)[^&]*)\s*$",
)
_VERSION = regex(r"\d|^\W*\w{1,2}\W*$")  # "v7", "2027-B"; "C"
_DAY_AND_MORE = regex(r"^\s*(?P<day>[^:;]{6,24}?)\s*(?:\s[-–—]\s|[:;,]\s|\.\s)\s*(?P<more>\S.*)$", re.DOTALL)
_IGNORED = {"time_zone"}


_JOIN, _SPOKEN = 2, 3  # letters of a word that joins others, at most; words in small letters


def _is_sentence(raw: Any) -> bool:
    """Whether a text is more words in small letters than a firm's name has: "They hate our price there"."""
    said = raw.split() if isinstance(raw, str) else []
    joins = keys_of("small") | keys_of("articles") | keys_of("of")
    small = [w for w in said if w.islower() and len(w) > _JOIN and key(w) not in joins]
    return len(small) >= _SPOKEN


def _name_in(draft: Draft, raw: Any, place: str, label: str) -> Any:
    """A side's name without what describes it, or None where a sentence stands there; told."""
    if _is_sentence(raw):
        draft.keep_internal(place, raw)
        message = f"“{label}” stands before a sentence, which is nobody's name; kept as internal"
        draft.tell("RD103", Level.WARNING, message, "Write the name alone", place=place, internal=True)
        return None
    if not isinstance(raw, str):
        return raw
    raw = _DOMAIN.sub("", raw)
    if (bare := bare_name(raw)) != raw:
        draft.keep_internal(place, raw)
        message = f"“{raw}” is read as the name {bare}, and what describes it"
        draft.tell("RD126", Level.HINT, message, "Write the name alone", place=place)
    return bare


def put(draft: Draft, path: str, raw: Any, place: str, label: str) -> None:
    """Set one fact of the plan, unless the file has set it already; `label` is what the file calls it."""
    if path in _IGNORED:
        return
    if path == "version" and draft.foreign and not _VERSION.search(str(raw)):
        draft.keep_internal(place, raw)  # the header of a list of versions: "Version | Changes"
        return
    if path in NAMES and draft.foreign:
        raw = _name_in(draft, raw, place, label)
        if raw is None:
            return
    if path in NAMES and draft.foreign and isinstance(raw, str) and (parts := SHORT.match(raw)):
        raw = parts[1].strip()
        put(draft, path.replace(".name", ".short"), parts[2], place, label)
    if path == "success.date" and draft.foreign and (said := day_and_more(raw)):
        raw, name, more = said
        put(draft, f"success.{name}", more, place, label)
    head, _, name = path.partition(".")
    pointer = "/" + path.replace(".", "/")
    holder = draft.data.setdefault(head, {}) if name else draft.data
    if holder.get(name or head) is not None and not _says_it_better(draft, path, label):
        return
    draft.said_as[path] = label
    draft.single[pointer] = place
    if path == "currency" and not (isinstance(raw, str) and _CODE.fullmatch(raw)):
        raw = currency_of(str(raw)) or raw
    value = draft.take(_field(head, name), raw, pointer)
    if value is not None:
        holder[name or head] = value
        header = Header(label.strip(), path, place, ours=key(label) in form.plan_titles())
        draft.notebook.gather(Shape.LABELS, PLAN, place, 1, header)


def day_and_more(raw: Any) -> tuple[str, str, str] | None:
    """ "24 Sept 2027 - four straight weeks at 95%": the day, and the measure or the event beside it."""
    if not isinstance(raw, str) or is_day(raw):
        return None
    match = _DAY_AND_MORE.match(raw)
    if match and is_day(match["day"]) and is_words(match["more"]):
        return match["day"], "measure", match["more"]
    days = dates.within(raw)
    return (days[0].isoformat(), "event", raw) if len(days) == 1 else None  # "Mothering Sunday, 7 March 2027"


def begins_with_day(raw: Any) -> bool:
    """Whether a text is a day, and then what happens on it: "17/12/2027, when the mean is below 2"."""
    match = _DAY_AND_MORE.match(raw) if isinstance(raw, str) else None
    return match is not None and dates.day(match["day"]) is not None and is_words(match["more"])


def _says_it_better(draft: Draft, path: str, label: str) -> bool:
    """Whether a label speaks of success where the day was taken from one that speaks of the start alone."""
    return (
        path == "success.date" and tells_success(label) and not tells_success(draft.said_as.get(path, label))
    )


def bare_name(text: str) -> str:
    """An organisation's name without what describes it: where it sits, how large it is."""
    bare = text.strip()
    while (match := _DESCRIBED.match(bare)) and not is_firm(bare):
        bare = match["name"]
    return bare if bare[:1].isupper() else text


def _field(head: str, name: str) -> Field:
    return fields_of(parts()[head])[name] if name else fields_of(Plan)[head]


def shown_percent(value: Any, shape: str) -> Any:
    """A share whose cell shows it as per cent, as it is shown: 0.981 → "98.1 %"."""
    share = "%" in shape and isinstance(value, int | float) and not isinstance(value, bool)
    return f"{round(value * 100, 6):g} %" if share else value
