"""Lists: lines of text under a heading that names a section, or on a sheet that does, without a header."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from statistics import median

from msgspec import Struct, field

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import meaning, words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import LABEL, is_for_us, section_of
from mutualplan_deck.readers.notes import Notes, form_sections
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import shown
from mutualplan_deck.readers.words import Names, key
from mutualplan_deck.regex import regex

_POINT = regex(r"[^\w\s]{1,2}|[(]?(?:\d{1,2}|[A-Za-z]|[A-Za-z]-?\d{1,2})[.):]?")
_HIGHEST = 100  # number of a point
_TITLE = 8  # words; a longer line is an item
_HALF = 0.5


class Listing(Struct):
    """Lines of one section: their row numbers, and the heading above them.

    `again`: they are what an earlier list is, by what their lines say, whatever their heading is.
    """

    grid: Grid
    section: str
    heading: str
    rows: list[int] = field(default_factory=list)
    again: bool = False


def may_list(section: str) -> bool:
    """Whether a section may be written as lines of text."""
    return section in form_sections()


def is_point(seen: Row) -> bool:
    """Whether a row is one text, or a text behind its number or bullet."""
    *before, last = seen.values()
    marked = not before or (len(before) == 1 and _is_mark(before[0]))
    return marked and isinstance(last, str) and not meaning.is_day(last) and not meaning.is_number(last)


def _is_mark(value: object) -> bool:
    if isinstance(value, int | float):
        return 0 < value < _HIGHEST
    return isinstance(value, str) and _POINT.fullmatch(value.strip()) is not None


def read_list(draft: Draft, listing: Listing, names: Names) -> None:
    """Take the lines into the draft; a first line that is short beside the others is their header."""
    section = _not_again(draft, listing)
    notes = Notes(draft, names, section=section)
    notes.under(listing.heading)
    lines = [(number, *_last(listing.grid.rows[number])) for number in listing.rows]
    texts = [str(value) for _, _, value in lines]
    if has_header(texts):
        place = listing.grid.place(*lines.pop(0)[:2])
        message = f"“{shown(texts[0])}” is read as the heading of the {section} below"
        draft.tell("RD126", Level.WARNING, message, "If it is one of them, say it in more words", place=place)
    _tell(draft, listing, section, len(lines))
    for number, column, value in lines:
        place = listing.grid.place(number, column)
        if is_for_us(str(value), names) or words.is_not_quoted(str(value)):
            draft.keep_internal(place, str(value))
            draft.leave_out(Why.INTERNAL, f"“{shown(value)}”", place)
            message = "marked as not for the customer; kept as internal"
            draft.tell("RD105", Level.HINT, message, place=place, internal=True)
        else:
            notes.text(_below_heading(str(value), listing.heading), place)


def _below_heading(text: str, heading: str) -> str:
    """The lines of a cell below the heading that it begins with."""
    first, newline, below = text.partition("\n")
    return below if newline and first.strip() == heading else text


def _tell(draft: Draft, listing: Listing, section: str, count: int) -> None:
    """Lines without a header are the customer's to see only because of what stands above them: said."""
    named = section_of(listing.heading) == section
    message = f"the lines under “{shown(listing.heading)}” are read as {count} {section}"
    advice = "Mark them as internal, or take them out, if the customer is not to see them"
    level = Level.HINT if named else Level.WARNING
    draft.tell("RD126", level, message, advice, place=listing.grid.place(*_first(listing)))


def _not_again(draft: Draft, listing: Listing) -> str:
    """ "Challenges" may mean either; where the issues stand elsewhere, they are the problems."""
    if (
        listing.again
        or listing.section != "issues"
        or not draft.data.get("issues")
        or draft.data.get("problems")
    ):
        return listing.section
    return "problems"


def _first(listing: Listing) -> tuple[int, int]:
    return listing.rows[0], min(listing.grid.rows[listing.rows[0]])


def _last(row: Row) -> tuple[int, object]:
    return list(row.items())[-1]


def has_header(texts: Sequence[str]) -> bool:
    """Whether the first of some lines says what they are, as "What goes wrong" does of sentences."""
    first, *rest = texts
    short = len(first) <= LABEL and len(first.split()) <= _TITLE and not any(map(str.isdigit, first))
    if not rest or not short:
        return False
    asked = [key(text).split(" ")[0] in _asks() for text in texts]
    return (asked[0] and not any(asked[1:])) or (
        len(rest) > 1 and len(first) < _HALF * median(map(len, rest))
    )


@cache
def _asks() -> frozenset[str]:
    return frozenset(words.raw()["asks"])
