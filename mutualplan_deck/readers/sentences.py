"""Figures that stand in a sentence: "Order approval has to come down from 14 to 6 days by 30 September 2027".

What is measured stands before the first figure, but for the words that say that it moves; what it is counted
in behind the second one. Only a sentence with one such pair is read.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import dates, numbers, words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.values import shown
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_PAIR = regex(
    r"\b(?:from|von|vom|de|del|du|da|do|dal|desde)\s+(?P<first>\D{0,3}\d[\d.,']*(?:\s?%|\s[^\W\d_]{1,8})?)"
    r"\s+(?:down\s+|up\s+)?(?:to|auf|à|au|a|al|ao|para|até)\s+(?:the\s+|el\s+|le\s+|o\s+)?"
    r"(?:(?:less than|under|below|at most|unter|höchstens|weniger als|moins de|menos de|abaixo de)\s+)?"
    r"(?P<last>\D{0,3}\d[\d.,']*)\s?(?P<unit>%|[^\W\d_][\w/²³]*)?",
    re.IGNORECASE,
)
_FIGURE = regex(
    r"(?<![\w.,])(?P<sign>[£$€]\s?|R\$\s?|[A-Z]{3}\s)?\d[\d.,']*(?<=\d)\s?(?P<scale>(?:k|m|Mio\.?)(?!\w))?"
    r"\s?(?P<unit>[%€£$]|[^\W\d_]+)?"
)
_IN_BRACKETS = regex(r"\s*\([^()]*\d[^()]*\)(?=\s)")
_TWO = 2
_COUNTED = "#"  # the sort of figures that only count what is measured
_SIGNS = ("%", "€", "£", "$")
_YEARS = range(1990, 2100)
_LONGEST = 8  # words of what is measured


class Said(Struct, frozen=True):
    """What a sentence says: a metric (or ""), its two figures, the unit, and a day where it names one."""

    metric: str
    first: Decimal
    last: Decimal
    unit: str
    due: dt.date | None = None


def said_in(text: str, day_first: bool | None = None) -> Said | None:
    """The figures of a sentence; None where it has no pair of them, or more than one."""
    text = _IN_BRACKETS.sub("", text)  # "from 340 (count of 22 Feb) to 50"
    found = list(_PAIR.finditer(text))
    if not found:
        return _now_and_wanted(text, day_first)
    if len(found) != 1:
        return None
    pair = found[0]
    first, last = (numbers.amount(pair[name].rstrip(".,")) for name in ("first", "last"))
    if first is None or last is None or first.value == last.value:
        return None
    unit = pair["unit"] or ""
    if numbers.is_scale(unit):
        return None  # of what follows, "3.28 to 2.70 M€"
    unit = "" if key(unit) in _said("goes_on") else unit
    if not unit and "%" in pair["first"]:
        unit = "%"
    days = dates.within(text[pair.end() :], day_first)
    metric = measured(text[: pair.start()])
    return Said(metric, first.value, last.value, unit or last.currency, days[0] if len(days) == 1 else None)


class _Figure(Struct, frozen=True):
    """A figure of a sentence: where it stands, and its sort: a currency, per cent, what it counts."""

    start: int
    end: int
    value: Decimal
    unit: str
    sort: str


def _now_and_wanted(text: str, day_first: bool | None) -> Said | None:
    """Two figures of a sort, of which the second is wanted: "Waste was £61k in 2026, they want £25k"."""
    found = _without_wholes(text, [one for m in _FIGURE.finditer(text) if (one := _figure(m))])
    for at in range(1, len(found)):  # "It takes 14 days, and should be 6"
        if not found[at].sort and _is_wanted(text[found[at - 1].end : found[at].start]):
            # "The queue is 25 min at the 2 big gyms, and has to get to 10"
            now = [one for one in found[:at] if one.sort and _stands_between(text, one)]
            found[at] = replace(found[at], sort=(now or [found[at - 1]])[0].sort)
    bare = len(found) == _TWO and not any(one.sort for one in found)
    if bare and _is_wanted(text[found[0].end : found[1].start]):  # "open shifts: now 45, must be 15"
        found = [replace(one, sort=_COUNTED) for one in found]
    sorts = [one.sort for one in found]
    paired = [sort for sort in dict.fromkeys(sorts) if sort and sorts.count(sort) == _TWO]
    if len(paired) != 1:
        return None
    first, last = (one for one in found if one.sort == paired[0])
    if first.value == last.value or not _is_wanted(text[first.end : last.start]):
        return None
    days = dates.within(text[last.end :], day_first)
    due = days[0] if len(days) == 1 else None
    named = _stands_between(text, first)
    goes_on = key(text[first.end :].strip().split(" ")[0]) if text[first.end :].strip() else ""
    whole = not goes_on.isalpha() or goes_on in _said("goes_on") or bool(last.unit)  # "614 ambulance shifts"
    unit = first.unit if whole else ""
    before = text[: first.start].rstrip(" ,:")
    return Said(measured(before) if named else "", first.value, last.value, unit, due)


def _without_wholes(text: str, found: list[_Figure]) -> list[_Figure]:
    """Figures without those that others are a part of: "lost 41 of 210 hives" counts 41 hives."""
    kept: list[_Figure] = []
    for figure in found:
        parted = kept and key(text[kept[-1].end : figure.start]) in words.keys_of("of")
        parted = parted or (kept and key(kept[-1].unit) in words.keys_of("of"))
        if parted and figure.value > kept[-1].value:
            kept[-1] = replace(kept[-1], sort=figure.sort, unit=figure.unit)
        else:
            kept.append(figure)
    return kept


def _is_wanted(between: str) -> bool:
    """Whether the words before a figure say that it is to be reached: "they want", "it has to be"."""
    return words.has_phrase(key(between), "sentences", "wants")


def _stands_between(text: str, figure: _Figure) -> bool:
    """Whether what is measured stands right before a figure: "Waste was", "Waste,", and not "They lose"."""
    before = text[: figure.start].rstrip(" ,:")
    return len(before) < len(text[: figure.start].rstrip()) or key(before.split(" ")[-1]) in _said("between")


def _figure(match: re.Match[str]) -> _Figure | None:
    """A figure of a sentence; None for a year or the day of a month."""
    unit = match["unit"] or ""
    sign = bool(match["sign"]) or unit in _SIGNS
    bare = match[0] if sign or not unit else match[0][: match.start("unit") - match.start()]
    said = numbers.amount(bare.strip())
    if said is None or key(unit) in words.months():
        return None
    if not (sign or match["scale"]) and said.value in _YEARS:
        return None
    word = "" if key(unit) in _said("goes_on") else unit
    sort = said.currency or key(word) or word
    return _Figure(match.start(), match.end(), said.value, said.currency or word, sort)


def tell_figures(draft: Draft) -> None:
    """Give issues that say nothing but a sentence the figures that it holds; told, for it may mean others."""
    for index, issue in enumerate(draft.data.get("issues", [])):
        said = said_in(str(issue.get("statement") or ""), draft.habits.day_first)
        if said is None or any(issue.get(n) not in (None, "") for n in ("baseline", "target")):
            continue
        told = {"metric": said.metric, "baseline": said.first, "target": said.last, "unit": said.unit}
        told |= {"due": said.due} if said.due and not issue.get("due") else {}
        issue |= {name: value for name, value in told.items() if value != "" and not issue.get(name)}
        message = (
            f"“{shown(issue['statement'])}” is read as from {said.first} to {said.last} {said.unit}".rstrip()
        )
        advice = "Write metric, today and target in cells of their own if not"
        draft.tell("RD126", Level.WARNING, message, advice, pointer=f"/issues/{index}/statement")


def measured(text: str) -> str:
    """What is measured, of the words before the figures: "The board wants us to cut X" → ""."""
    clause = re.split(r"[.;:!?]\s+|[,–—]\s", text.strip())[-1]
    parts, moving = clause.split(), _said("moves") | _said("between")
    if len(parts) > 1 and key(parts[-1]) in _said("ways") and key(parts[-2]) in moving:
        parts.pop()  # "has to come down", and not "typing up"
    while parts and key(parts[-1]) in moving:
        parts.pop()
    behind = max((n for n, word in enumerate(parts, 1) if key(word) in _said("moves")), default=0)
    parts = parts[behind:]  # "by the end of June the share has to" says when, not what
    while parts and key(parts[0]) in _said("articles"):
        parts.pop(0)
    return " ".join(parts) if len(parts) <= _LONGEST and not any(map(str.isdigit, "".join(parts))) else ""


def without_moves(text: str) -> str:
    """What is measured, where the words say that it moves: "The detours fall" → "detours"; else as it is."""
    moves = key(text.strip().rpartition(" ")[2]) in _said("moves") | _said("ways")
    return (measured(text) if moves else "") or text


def _said(what: str) -> frozenset[str]:
    """The words of a kind of `[sentences]` in synonyms.toml: what moves, which way, what stands between."""
    return words.keys_of("sentences", what)
