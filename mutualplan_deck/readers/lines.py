"""Lines of text become items: outcomes with figures, lists with bullets, points with codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.readers import figures, numbers, words
from mutualplan_deck.readers.sentences import without_moves
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

BULLET = regex(r"^\s*(?:[•·▪‣●○◦*]|[-–—](?=\s))\s*")
_POINT = regex(
    r"^\s*(?:[•·▪‣●○◦*]|[-–—](?=\s)|\(?\d{1,2}[.)](?!\d)|\d{1,2}/(?=\s+\D)|[a-z][.)](?!\s*[£$€\d]))\s*"
)
_SOURCE = regex(r"^(.*?)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*\.?\s*$", re.DOTALL)
_NUMBER = regex(r"(?:[A-Z]{3}|[£$€¥₹]|\bR(?=\d)|\bRs\.?)?\s?[-+]?\d[\d.,' \u00a0\u202f\u2009’]*", re.DOTALL)
_MONEY = regex(
    r"(?:[A-Z]{0,2}[£$€¥₹]|\b[A-Z]{3}\b|\bFr\.|\bR(?=\d)|\bRs\.?)\s?\d[\d.,'’ ]*(?<=\d)\s?"
    r"(?:[^\W\d_]{1,3}\b\.?|[^\W\d_]*illi[^\W\d_]+)?"
    r"|\d[\d.,'’ ]*(?<=\d)\s?(?:[^\W\d_]{1,4}\.?\s?)?"
    r"(?:[£$€¥]|\b(?:[A-Z]{3}|euros?|dollars?|pounds?|francs?|Franken|pesos?|reais|crowns?)\b)"
)
_RUNS = regex(r"[^\S\n]{2,}")
_LONGEST = 2000  # letters of a line
_HINTS = ("so", "that's", "that’s")  # before what something is worth, if that is an amount
_SEVERAL = 3  # points in a row
_BEHIND = 2  # words behind an amount that may say "a year"
_MARKS = regex(r"\s*[,;]\s+")
_ARROW = regex(r"\s*(?:→|⇒|➔|-+>|=+>)\s*")
_CODE = regex(
    r"([A-Z]{1,2}\d{1,2})\s*(?:\(((?:[A-Z]{1,2}\d{1,2}[,;/&+\s]*)+)\)\s*)?(?:[:.)]|\s[-–])\s+(?=\S)"
)
_CODES = regex(r"(.*\S)\s*\(((?:[A-Z]{1,2}\d{1,2}[,;/&+\s]*)+)\)\s*\Z", re.DOTALL)
_CODE_IN = regex(r"[A-Z]{1,2}\d{1,2}")
_FOR = regex(
    r"(?:zu|für|to|for|fixes|re|pour|para|per|bij|löst)\s+((?:[A-Z]{0,2}\d{1,2}(?:\s*(?:[,;/&+]|and|und|et|y|e)\s*)?)+)"
    r"\s*[:–-]\s+(?=\S)",
    re.IGNORECASE,
)
_REFERENCE = regex(r"[A-Z]{0,2}\d{1,2}", re.IGNORECASE)
_FROM = regex(r"\s*[:,–-]?\s+(?=(?:from|von|de|du|da|desde)\s+\D{0,4}\d)", re.IGNORECASE)
_TO = regex(
    r"^(?P<what>[^:]*[^\W\d_][^:]*):\s*(?P<one>\S*\d\S*(?:\s(?:[^\W\d_]+|%))?)\s+(?:to|auf|à|a|para|até)\s+(?P<two>\S*\d.*)$",
    re.DOTALL,
)
_BARE_TO = regex(  # "Void days 58 to 41 a year"
    r"^(?P<what>.*[^\W\d_]\)?)\s+(?P<one>[£$€]?\d\S*(?:\s%)?)\s+(?:to|auf|à|a|para|até)\s+(?P<two>[£$€]?\d.*)$",
    re.DOTALL,
)
_BEHIND_COLON = regex(r"^(?P<what>.*\d.*?)\s*:\s*(?P<worth>[^:]*\d[^:]*)$", re.DOTALL)
_DOWN = regex(r"\s*[:,–-]?\s+(?=[£$€]?\d\S*(?:\s[^\s\d]+){0,3}\s+(?:down|up)\s+to\s)", re.IGNORECASE)


class Line(Struct, frozen=True):
    """An item read from a line, and what to ask about it."""

    item: dict[str, Any]
    doubts: tuple[str, ...] = ()
    currency: str = ""


def pieces(text: str) -> list[str]:
    """The points of a text: its bullets or numbers where it has any, else its lines."""
    lines = [line for line in re.split(r"\n+", text) if line.strip()]
    marked = [line for line in lines if _POINT.match(line)]
    if len(lines) < 2:
        return [_POINT.sub("", text).strip()] if marked else [text.strip()]
    if not marked:
        return [line.strip() for line in lines]
    return list(_joined(lines[lines.index(marked[0]) :]))


def listed(text: str, least: int = _SEVERAL) -> list[str]:
    """The points of a text that are marked, or `least` and more of some words each between semicolons."""
    found = pieces(text)
    parts = [part.strip() for part in found[0].split(";")] if len(found) == 1 else []
    several = len(parts) >= least and all(len(part.split()) > 1 and ". " not in part for part in parts)
    return parts if several else found


class Point(Struct, frozen=True):
    """A point of a list: its text, the code before it, and the codes around what is `bare`."""

    text: str
    code: str = ""
    bare: str = ""
    refers: tuple[str, ...] = ()


def coded(points: list[str]) -> list[Point]:
    """Points with their codes, where each begins with one ("P1: …"), and what they refer to.

    That is in brackets behind ("… (P1)"), or before each of them ("for 1 and 2: …").
    """
    heads_for = [_FOR.match(point) for point in points]
    if all(heads_for):
        return [
            Point(p[m.end() :], "", p[m.end() :], tuple(_REFERENCE.findall(m[1])))
            for p, m in zip(points, heads_for, strict=True)
            if m
        ]
    found = [_CODE.match(point) for point in points]
    heads = found if len(points) > 1 and all(found) else [None] * len(points)
    texts = [point[m.end() :] if m else point for m, point in zip(heads, points, strict=True)]
    tails = [_CODES.match(text) for text in texts]
    return [_point(text, m, t) for text, m, t in zip(texts, heads, tails, strict=True)]


def _point(text: str, head: re.Match[str] | None, tail: re.Match[str] | None) -> Point:
    code = head[1] if head else ""
    if head and head[2]:  # "P2 (O1). …"
        return Point(text, code, text, tuple(_CODE_IN.findall(head[2])))
    return Point(text, code, tail[1] if tail else "", tuple(_CODE_IN.findall(tail[2])) if tail else ())


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines without a bullet go on with the one above."""
    point = ""
    for line in lines:
        if _POINT.match(line):
            if point:
                yield point
            point = _POINT.sub("", line).strip()
        else:
            point = f"{point} {line.strip()}".strip()
    if point:
        yield point


def outcome(text: str, decimal: str) -> Line:
    """ "Stop hours 412 → 220 h = €3.9m a year (CMMS extract, Ann agrees)"."""
    text, named = _named_source(_RUNS.sub(" ", text[:_LONGEST]))
    head, inside = _source(text)
    inside = {**inside, **named}
    what, colon, behind = head.partition(":")
    if colon and what.strip() and behind.lstrip().startswith("?"):  # "desk overtime: ?? ask Ann"
        return Line({"statement": what.strip(), **inside}, (f"“{behind.strip()}” is no amount yet",))
    left, money = _worth(head)
    item, doubts = _change(left, decimal, worth=bool(money))
    what, colon, worth = head.partition(":")
    if (
        colon
        and "before" not in item
        and words.has_phrase(key(worth), "notes", "once")
        and any(True for _ in amounts(worth))
    ):
        metric = what.strip()
        doubt = f"“{worth.strip()}” comes once, and is no value a year; left out of the sum"
        return Line({"metric": metric, "statement": metric, **inside}, (doubt,))
    if words.speaks_of_us(str(inside.get("source", ""))):  # "my guess for now"
        doubts = (
            f"“{inside.pop('source')}” is said from the vendor's side; not shown as the source",
            *doubts,
        )
    item |= inside
    figure = numbers.amount(money, decimal) if money else None
    if money and any(w in key(money).split() or w in money.casefold() for w in _said("once")):
        return Line(item, (f"“{money}” comes once, and is no value a year; left out of the sum", *doubts))
    if figure is None and (figure := _yearly(head, decimal)):
        doubts = (f"{figure.value:f} a year is read out of “{head}”", *doubts)
        if "statement" in item and "before" not in item:
            item["statement"] = _without_worth(item["statement"])
    if figure:
        item["annual_value"] = figure.value
        mark = numbers.decimal_of([re.sub(r"[^\d.,]", "", money)])
        if decimal and mark and mark != decimal:
            doubts = (f"“{money}” is written with another decimal mark; read as {figure.value:f}", *doubts)
    return Line(item, doubts, figure.currency if figure else "")


def is_total(text: str) -> bool:
    """Whether a line only sums up: "So call it half a million all in.", "Total £2.1m a year"."""
    head = re.split(r"[£$€¥]?\d", text, maxsplit=1)[0].strip(" :=–-")
    named = key(head) in words.keys_of("notes", "totals")
    return named or (not any(map(str.isdigit, text)) and sums_up(text))


def sums_up(text: str) -> bool:
    """Whether a line speaks of all of them together: "All up a bit under $2m"."""
    plain = f" {key(text)} "
    return any(
        plain.startswith(f" {lead}{key(w)} ") for w in _said("totals") if " " in w for lead in ("", "so ")
    )


def _yearly(text: str, decimal: str) -> numbers.Amount | None:
    """The one amount of money in a sentence that it says is of a year: "about £18k a year in overtime".

    So many a month, "~$3.5k/mo", are twelve times as many a year.
    """
    found = [(m, numbers.amount(m[0].strip(), decimal)) for m in _MONEY.finditer(text)]
    vague = words.keys_of("amounts", "vague")  # pesos are money, whichever they are
    money = [(m, a) for m, a in found if a and (a.currency or key(a.rest) in vague)]
    times = _times_a_year(text[money[0][0].end() :]) if len(money) == 1 else Decimal(0)
    return replace(money[0][1], value=numbers.times(money[0][1].value, times)) if times else None


def _without_worth(text: str) -> str:
    """ "less waste, about £60k a year": what is gained, without a part that only says what that is worth."""
    what, colon, worth = text.partition(":")
    if colon and _MONEY.search(worth) and _says_no_more(_MONEY.sub(" ", worth)):
        return what.strip()
    parts = _MARKS.split(text)
    alone = [bool(_MONEY.search(part)) and _says_no_more(_MONEY.sub(" ", part)) for part in parts]
    return (
        text
        if not any(alone) or all(alone)
        else ", ".join(part for part, worth in zip(parts, alone, strict=True) if not worth)
    )


def _says_no_more(rest: str) -> bool:
    """Whether words beside an amount only say how exact it is, and that it is of a year."""
    spans = (w for span in words.raw()["spans"].values() for w in span)
    small = {key(w) for w in (*words.raw()["dates"]["about"], *spans)}
    known = (
        small
        | words.keys_of("notes", "saves")
        | words.keys_of("around")
        | words.keys_of("speech", "every")
        | {"p", "a", "pa", ""}
    )
    return known.issuperset(key(rest).split(" "))


def amounts(text: str) -> Iterator[Decimal]:
    """The amounts of money in a sentence."""
    found = (numbers.amount(m[0].strip()) for m in _MONEY.finditer(text))
    yield from (a.value for a in found if a and a.currency)


def currencies_in(text: str) -> frozenset[str]:
    """The currencies of the amounts of money in a text."""
    found = (numbers.amount(m[0].strip()) for m in _MONEY.finditer(text))
    return frozenset(a.currency for a in found if a and a.currency)


def _times_a_year(behind: str) -> Decimal:
    """How often a year comes what stands right before: 1 for "a year", 12 for "/mo"; 0 if nothing says so."""
    said = key(behind).split(" ")[:_BEHIND]
    if said[:1] == ["pa"] or said[:2] == ["p", "a"]:
        return Decimal(1)
    for times, span in words.raw()["spans"].items():
        known = {key(w) for w in span}
        if said[0] in known or (said[-1] in known and said[0] in words.raw()["speech"]["every"]):
            return Decimal(times)
    return Decimal(0)


def _named_source(text: str) -> tuple[str, dict[str, Any]]:
    """The text without a part that says it is the source: "…; source: ledger 2026"."""
    for part in re.split(r"\s*[;|]\s*", text):
        label, colon, said = part.partition(":")
        if colon and key(label) in _said("sources") and said.strip():
            return text.replace(part, "").strip(" ;|"), {"source": said.strip()}
    return text, {}


def _source(text: str) -> tuple[str, dict[str, Any]]:
    """What stands in brackets at the end: the source, and who agrees."""
    match = _SOURCE.match(text)
    if not match:
        return text, {}
    said: dict[str, Any] = {}
    kept = ""
    for mark, part in _parts(match[2]):
        label, _, behind = part.partition(":")
        part = behind.strip() if behind and key(label) in map(key, _said("sources")) else part
        plain = part.casefold()
        if not words.keys_of("speech", "denials").isdisjoint(key(part).split(" ")):
            continue  # "nobody has checked it" confirms nothing
        if by := next((w for w in _said("agreed_by") if plain.startswith(w + " ")), ""):
            said["confirmed"] = {"by": part[len(by) :].strip(), "on": None}
            continue
        agreed = next((w for w in _said("agrees") if plain.endswith(" " + w)), "")
        if agreed:
            said["confirmed"] = {"by": part[: -len(agreed)].strip(), "on": None}
        elif not any(w in plain for w in _said("open")):
            kept += f"{mark} {part}" if kept else part
    return match[1], {**said, "source": kept}


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a list, each with the comma or semicolon before it."""
    first, *rest = re.split(r"([,;])\s*", text)
    yield "", first
    yield from zip(rest[::2], rest[1::2], strict=True)


def _worth(text: str) -> tuple[str, str]:
    """The part before what it is worth, and the worth."""
    for word in _said("worth"):
        at = text.casefold().rfind(f" {word} ")
        rest = text[at + len(word) + 2 :].strip() if at > 0 else ""
        if word in _HINTS and not (rest and currencies_in(rest.split(" ")[0])):
            continue  # "so £85k", and not "so drivers do 3 trips less"
        if rest and (any(c.isdigit() for c in rest) or words.is_blank_word(rest)):
            return text[:at].strip(" ,;"), rest
    if (behind := _BEHIND_COLON.match(text)) and _BARE_TO.match(behind["what"]):
        figure = numbers.amount(behind["worth"])
        if figure and figure.currency and not figure.rest:
            return behind["what"], behind["worth"]
    head, last = (
        (text[: found[-1].start()], text[found[-1].end() :])
        if (found := [*_MARKS.finditer(text)])
        else ("", text)
    )
    moves = _ARROW.search(head) or _FROM.search(head) or _DOWN.search(head) or _TO.match(head)
    figure = numbers.amount(last) if moves else None
    return (head, last) if figure and figure.currency else (text, "")


def _change(text: str, decimal: str, *, worth: bool) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What changes, and from which figure to which; `worth`: what that is worth stands behind it."""
    sides = _ARROW.split(text)
    bare = _BARE_TO.match(text) if worth and not (_FROM.search(text) or _DOWN.search(text)) else None
    if len(sides) == 1 and (match := _TO.match(text) or bare):
        said = figures.change(f"{match['one']} → {match['two']}", decimal)
        if said and (worth or said.first > said.last):
            return _from_to(match["what"], said), ()
    worded = (_FROM.search(text) or _DOWN.search(text)) if len(sides) == 1 else None
    moved = text[worded.end() :] if worded and worded.start() else ""
    for ends in (moved, _MARKS.split(moved, maxsplit=1)[0]):  # "from 6.8 to 7.5, no amount yet"
        if worded and ends and (said := figures.change(ends, decimal)):
            return _from_to(text[: worded.start()], said), ()
    if len(sides) != 2:
        return {"statement": text.strip(" :,")}, ()
    found = list(_NUMBER.finditer(sides[0]))
    start = found[-1].start() if found else len(sides[0])
    last, *_ = _MARKS.split(sides[1], maxsplit=1)  # "6.8 -> 7.5, no amount yet"
    pair = figures.change(f"{sides[0][start:]} → {sides[1]}", decimal)
    pair = pair or figures.change(f"{sides[0][start:]} → {last}", decimal)
    if pair is None:
        return {"statement": text.strip(" :,")}, ()
    return _from_to(sides[0][:start], pair), ()


def _from_to(text: str, pair: figures.Pair) -> dict[str, Any]:
    metric = text.strip(" :,–-")
    metric = without_moves(metric)
    ends = {"before": pair.first, "after": pair.last, "unit": pair.unit}
    return {"metric": metric, "statement": metric, **ends}


@cache
def _said(what: str) -> tuple[str, ...]:
    """Words of `[notes]` in synonyms.toml, longest first."""
    return tuple(sorted((w.casefold() for w in words.raw()["notes"][what]), key=len, reverse=True))
