"""What a sheet says outside its tables about all the rest: the day T, the order of dates, the currency."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import words
from mutualplan_deck.readers.currency_names import is_code, named
from mutualplan_deck.readers.dates import day, order_of
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.lines import currencies_in
from mutualplan_deck.readers.numbers import currency_of, decimal_of, dollars, is_bare_dollar
from mutualplan_deck.readers.statuses import legend_in
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_ANCHOR = regex(
    r"\b([A-Z]{1,3})\s*=[^.;\n]*?(\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.?\s\w+\.?\s\d{4}|\w+\s\d{1,2},\s\d{4})"
)
_COUNTED = regex(r"^\s*([A-Z]{1,3})\s*[-+−–]\s*\d{1,3}\b")
_NAMED = regex(r"\(([A-Z]{1,3})\)\s*:?\s*$")
_BUT = regex(r"\b(?:salvo|excepto|except|unless|außer|sauf|exceto|tranne|behalve)\b", re.IGNORECASE)
_IN_LABEL = regex(r"\(([A-Z]{3})\)$")
_LABEL = 50  # letters
_CODE = regex(r"\b[A-Z]{3}\b")
_SENTENCE = 300  # letters
_DAY_FIRST = ("day month year", "day first", "dd mm", "tag monat jahr", "jour mois annee", "dia mes ano")
_MONTH_FIRST = ("month day year", "month first", "mm dd")
_PEOPLE = 200  # rows of a sheet in which firms are looked for
_HEAD = 12  # rows


class Said(Struct, frozen=True):
    """What the loose texts of a file say about the rest of it."""

    day_first: bool | None = None
    decimal: str = ""
    anchor: dt.date | None = None
    mark: str = "t"
    legend: dict[str, str] = field(default_factory=dict)


def said_in(texts: Iterable[str], everywhere: Iterable[str]) -> Said:
    """Read the loose texts; `everywhere` are all texts of the file, some of them dates and numbers."""
    loose, everything = list(texts), list(everywhere)
    plain = [key(t) for t in loose]
    told = True if _any(plain, _DAY_FIRST) else False if _any(plain, _MONTH_FIRST) else None
    first = order_of(everything) if told is None else told
    found = ((m[1], day(m[2], first)) for t in loose if (m := _ANCHOR.search(t)))
    mark, anchor = next(((m.casefold(), d.date) for m, d in found if d), ("t", None))
    legend: dict[str, str] = {}
    for text in loose:
        legend |= legend_in(text)
    return Said(first, decimal_of(everything), anchor, mark, legend)


def marked_days(sheets: Iterable[Grid]) -> Iterator[str]:
    """The days from which others are counted ("GL-14"): "GL = 2027-07-12" of "Go-live (GL)" and a day."""
    rows = [row for grid in sheets for row in [*grid.rows.values()][:_PEOPLE]]
    marks = {m[1] for row in rows for v in row.values() if isinstance(v, str) and (m := _COUNTED.match(v))}
    for row in rows if marks else ():
        named = {m[1] for v in row.values() if isinstance(v, str) and (m := _NAMED.search(v))} & marks
        days = [d for v in row.values() if (d := _as_day(v))]
        if len(named) == len(days) == 1:
            yield f"{named.pop()} = {days[0].isoformat()}"


def _as_day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    found = day(value) if isinstance(value, str) else None
    return found.date if found and not found.other else None


def take_currency(draft: Draft, sheets: Iterable[Grid]) -> None:
    """The currency that a remark at the head of a sheet says all amounts are in: "All dollars CAD"."""
    if draft.data.get("currency"):
        return
    about = words.keys_of("amounts", "about")
    for grid in sheets:
        for number, row in list(grid.rows.items())[:_HEAD]:
            for column, value in row.items():
                if not isinstance(value, str) or len(value) > _SENTENCE or number in grid.hidden_rows:
                    continue
                said = _BUT.split(value)[0]
                code = _currency_said(said) if not about.isdisjoint(key(said).split(" ")) else ""
                if code:
                    draft.data["currency"] = code
                    draft.single["/currency"] = grid.place(number, column)
                    return


def take_only_currency(draft: Draft, sheets: Iterable[Grid]) -> None:
    """The one currency that all amounts of the sheets are in, where none is named; a bare dollar is many."""
    by_sign = draft.data.get("currency") == "USD" and "/currency" not in draft.single  # "$", and no more
    if draft.data.get("currency") and not by_sign:
        return
    found: dict[str, str] = {}
    for grid in sheets:
        for number, row in [*grid.rows.items()][:_PEOPLE]:
            for column, value in row.items():
                if isinstance(value, str) and len(value) < _SENTENCE and not is_bare_dollar(value):
                    found |= dict.fromkeys(currencies_in(value), grid.place(number, column))
                if isinstance(value, str) and len(value) < _LABEL and (match := _IN_LABEL.search(value)):
                    code = currency_of(match[1])  # "Worth (AUD)"
                    found |= {code: grid.place(number, column)} if is_code(code) else {}
    if len(found) == 1 and (not by_sign or not found.keys().isdisjoint(dollars())):
        (code, place), *_ = found.items()
        draft.data["currency"] = code
        draft.single["/currency"] = place
        message = f"no cell names the currency; all amounts are in {code}"
        draft.tell("RD126", Level.HINT, message, f"Write Currency and {code} in two cells", place=place)


def _currency_said(text: str) -> str:
    """The code in a remark, or the currency that it names; a dollar or a peso alone is many a country's."""
    codes = [code for word in _CODE.findall(text) if is_code(code := currency_of(word))]
    plain = set(key(text).split(" "))
    vague = is_bare_dollar(text) or not plain.isdisjoint(words.keys_of("amounts", "vague"))
    return codes[0] if codes else named(text)[0] or ("" if vague else currency_of(text))


def _any(plain: list[str], phrases: tuple[str, ...]) -> bool:
    return any(p in text for text in plain for p in phrases)


def tell_our_words(draft: Draft, texts: Iterable[tuple[str, str]]) -> None:
    """A heading in words that are ours and not the customer's ("close plan")."""
    for text, place in texts:
        plain = f" {key(text)} "
        found = next((w for w in words.raw()["notes"]["ours"] if f" {key(w)} " in plain), "")
        if found:
            message = f"“{found}” is our word, not the customer's; it is not shown"
            draft.tell("RD105", Level.HINT, message, "Call it a mutual plan", place=place, internal=True)
            draft.leave_out(Why.INTERNAL, f"“{found}”", place)
