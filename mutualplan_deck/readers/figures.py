"""Two figures in one text: from one to another ("23 → 12 days"), or between two ("640k – 720k €")."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.readers.numbers import Amount, amount, currency_of, without_bound
from mutualplan_deck.readers.words import raw
from mutualplan_deck.regex import regex

_ARROW = regex(r"\s*(?:→|⇒|➔|➜|➡️?|-+>|=+>|>)\s*")
_WORDED = regex(
    r"\A\s*(?:(?:from|von|de|du|da|desde)\s+(?P<one>\D{0,4}\d.*?)"
    r"\s+(?:to|down to|up to|auf|à|a|para|até)|(?P<bare>[£$€]?\d\S*(?:\s[^\s\d]+){0,3})\s+(?:down|up)\s+to)"
    r"\s+(?P<two>\D{0,12}\d.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_SPREAD = regex(
    r"\s*(?:[–—]|\s-\s|(?<=\d)-(?=\d)|(?<=[\dkmKM€])-(?=[£$€]\s?\d)|\s(?:to|bis|à|a|até)\s|\.\.\.?|…)\s*"
)
_SCALE = regex(r"(?<=\d)\s*(?:/|(?:sur|von|out of|sobre|su|van)\s)\s*(?:5|10|100)\b")  # "6.8 out of 10"
_MARKS = regex(r"\s*[,;]\s+")
_APART = regex(r"\s*[,;]\s+|\s+/\s+|\s+[-–—]\s+")
_IN_BRACKETS = regex(r"\([^()]*\)")
_IN_YEAR = regex(r"^(\D{0,4}\d.*?)\s*\(?(?:in|en|em)?\s+(?:19|20)\d\d\)?$")
_TO = regex(
    r"^(?:down\s+|up\s+)?(?:to|under|below|auf|unter|à|a|sous|bajo|para|até|abaixo de)\s+(\D{0,4}\d.*)$",
    re.IGNORECASE,
)
_BARE = regex(
    r"^\s*(?P<one>\D{0,4}\d\S*(?:\s[^\s\d]+){0,3}?)\s+(?:down\s+)?(?:to|auf|à|a|para|até)\s+(?P<two>\D{0,12}\d.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SMALL = 1000  # "4.1 -> 2.6M": a figure this small shares the scale of the one behind it


_POWERED = regex(
    r"(?<![\w.,])([a-zA-Z]{1,3})([23])\b(?![.,]\d)"
)  # a unit of area or volume: "m3", "km2"; "CO2"
_RAISED = {"2": "²", "3": "³"}
_LOWERED = str.maketrans({"²": "2", "³": "3"})


def _raised(match: re.Match[str]) -> str:
    return match[1] + _RAISED[match[2]]


class Pair(Struct, frozen=True):
    """Two figures and what they are counted in (a currency's code, `%`, or words)."""

    first: Decimal
    last: Decimal
    unit: str = ""
    currency: str = ""


def change(text: str, decimal: str = "") -> Pair | None:
    """ "412 → 220 h": from, to and the unit; None if the text is not that, or more."""
    if len(text) > 200:
        return None
    text = _SCALE.sub("", text)
    if powered := _POWERED.sub(_raised, text) if _POWERED.search(text) else "":
        pair = change(powered, decimal)
        return replace(pair, unit=pair.unit.translate(_LOWERED)) if pair else None
    worded = _WORDED.match(text)
    sides = (
        [worded["one"] or worded["bare"], worded["two"]]
        if worded
        else _now_and_then(text) or _ARROW.split(text)
    )
    return _pair([*map(without_bound, sides)], decimal) if len(sides) == 2 else None


def bare_change(text: str, decimal: str = "") -> Pair | None:
    """ "9.4 (FY26) to 5.0": the same where it is known that the figures are no range."""
    match = _BARE.match(_IN_BRACKETS.sub("", text))
    return change(f"{match['one']} → {match['two']}", decimal) if match else None


def told_in(text: str, decimal: str = "") -> tuple[str, Pair, str] | None:
    """What is measured, its two figures, and what stands behind them: "bags, 9.4 now, 5.5 wanted, by May".

    None if a text does not say all of that, in this order, with commas between.
    """
    parts = _MARKS.split(text.strip())
    for at in range(1, len(parts) - 1):
        pair = change(f"{parts[at]}, {parts[at + 1]}", decimal) or _in_and_to(
            parts[at], parts[at + 1], decimal
        )
        if pair:
            return ", ".join(parts[:at]).rstrip(":"), pair, ", ".join(parts[at + 2 :])
    return None


def _in_and_to(one: str, other: str, decimal: str) -> Pair | None:
    """The figures of "14.2% in 2026" and "to 6%"."""
    now, then = _IN_YEAR.match(one), _TO.match(other)
    return _pair([now[1], then[1]], decimal) if now and then else None


def _now_and_then(text: str) -> list[str]:
    """The figures of "71% now, 95% needed" and of "today 6.2, target 3.8", without these words; or none."""
    sides = [part for part in _APART.split(text) if part]
    if len(sides) != 2:
        return []
    bare = [
        re.sub(rf"\b(?:{'|'.join(said)})\b:?", "", side, flags=re.IGNORECASE)
        for side, said in zip(sides, _times(), strict=True)
    ]
    told = all(b != side for b, side in zip(bare, sides, strict=True))
    return [b.strip(" :") for b in bare] if told else []


@cache
def _times() -> tuple[list[str], list[str]]:
    now, then = (sorted(map(re.escape, raw()["figures"][w]), key=len, reverse=True) for w in ("now", "then"))
    return now, then


def spread(text: str, decimal: str = "") -> Pair | None:
    """ "640.000 – 720.000 €": the lower and the higher figure."""
    if len(text) > 200:
        return None
    sides = _SPREAD.split(text.strip())
    found = (
        _pair(sides, decimal) if len(sides) == 2 and all(any(c.isdigit() for c in s) for s in sides) else None
    )
    return found if found and found.first < found.last else None


def unit_of(text: str) -> str:
    """What stands behind or before a figure as its unit: "12 days" → "days", "AUD 186" → "AUD"."""
    text = without_bound(text)
    found = amount(text)
    return _unit(text, found) if found else ""


def money_unit(text: str, code: str) -> str:
    """What an amount of money is counted in, by the currency's `code`: "£186 a claim" → "GBP a claim"."""
    behind = re.sub(r"\A.*\d[\d.,' ]*", "", _IN_BRACKETS.sub("", text.strip()), flags=re.DOTALL).strip()
    rest = " ".join(word for word in re.split(r"\s+|(?=/)", behind) if not _is_money(word))
    return f"{code}{'' if rest.startswith('/') else ' '}{rest}".strip()


def _is_money(word: str) -> bool:
    """Whether a word behind a figure is its currency, its scale or both: "€", "Mio.", "M€"."""
    read = amount(f"1 {word}")
    return bool(currency_of(word)) or (read is not None and not read.rest and read.value != 1)


def _pair(sides: list[str], decimal: str) -> Pair | None:
    one, two = (amount(s, decimal) for s in sides)
    if one is None or two is None or len(two.rest.split()) > 5:
        return None
    unit = _unit(sides[1], two) or _unit(sides[0], one)
    first = _scaled(one, two, sides[1])
    return Pair(first, two.value, unit, two.currency or one.currency)


def _scaled(one: Amount, two: Amount, text: str) -> Decimal:
    """The first figure, in the scale that only the second one names."""
    digits = re.search(r"\d[\d.,]*", text)
    bare = amount(digits[0].rstrip(".,")) if digits else None
    scale = two.value / bare.value if bare and bare.value else Decimal(1)
    shares = scale > 1 and one.value and abs(one.value) < _SMALL and abs(one.value) < scale
    return one.value * scale if shares else one.value


def _unit(text: str, found: Amount) -> str:
    if "%" in text:
        return "%" + (f" {found.rest}" if found.rest else "")
    words = re.sub(r"\A.*\d[\d.,' ]*", "", without_bound(text.strip()), flags=re.DOTALL).strip()
    return words if found.rest and words else found.currency
