"""The vendor that no label names, by where its name stands: beside the customer's, over owners."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mutualplan_deck.readers import persons
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.headings import column_of, label_of
from mutualplan_deck.readers.titles import (
    APART,
    PIECES,
    SIZE,
    bare,
    is_name_of_firm,
    trimmed,
)
from mutualplan_deck.readers.whose import beside_labels, headings_of, is_header, is_one_of
from mutualplan_deck.readers.words import Names, is_firm, key
from mutualplan_deck.regex import regex

_WITH_SIDE = regex(r"^(.+?)\s*\(([^()]{1,12})\)$")  # "Bolt (us)"
_OF_STEPS = ("title", "due", "status")  # headers of a table of steps
_LABEL = 30  # letters
_HIGH = 4
_PAIR = 2
_HEAD = 12  # rows


def propose_vendor(draft: Draft, sheets: list[Grid], customer: Iterable[str]) -> None:
    """Where a label names the customer and none the vendor: the one other firm beside a label; told."""
    known = tuple(customer)
    firms = {
        name: place for name, place in beside_labels(sheets) if is_firm(name) and not is_one_of(name, known)
    }
    if len(firms) != 1:
        if _propose_of_seller(draft, sheets):
            return
        if not _propose_over_owners(draft, sheets, known):
            _propose_beside_customer(draft, sheets, known)
        return
    draft.propose_side("vendor", *next(iter(firms.items())))


def _propose_of_seller(draft: Draft, sheets: list[Grid]) -> bool:
    """The firm before the people of a line at the head, the first of whom sells: "Bolt: Ann Lee (sales)"."""
    rows = ((g, number, row) for g in sheets for number, row in [*g.rows.items()][:_HIGH])
    firsts = ((str(row[min(row)]), g.place(number, min(row))) for g, number, row in rows)
    for text, place in firsts:
        firm, colon, rest = text.partition(":")
        if not colon or not is_name_of_firm(firm) or label_of(firm, Names()) or not persons.are_people(rest):
            continue
        first, *others = (persons.person(line).item for line in persons.people(rest.strip()))
        title = str(first.get("title") or "")
        if persons.is_seller(title) and not draft.seller[0]:
            draft.seller_title, draft.colleagues = title, [(other, place) for other in others]
            draft.seller, draft.writer = (str(first["name"]), place), draft.writer or str(first["name"])
            draft.propose_side("vendor", firm.strip(), place, "of whoever sells")
            return True
    return False


def _propose_over_owners(draft: Draft, sheets: list[Grid], known: tuple[str, ...]) -> bool:
    """The name over a column right beside that of the customer: "Acme | Bolt" over owners."""
    for grid in sheets:
        for number, row in list(grid.rows.items())[:_HEAD]:
            texts = {c: v for c, v in row.items() if isinstance(v, str) and len(v) <= _LABEL}
            at = next((c for c, v in texts.items() if _is_in(v, known) and len(texts) > _PAIR), 0)
            if not any(column_of("steps", text, Names()) in _OF_STEPS for text in texts.values()):
                continue
            beside = [c for c in (at - 1, at + 1) if at and is_name_of_firm(texts.get(c, ""))]
            texts = {c: _without_us(v) for c, v in texts.items()}
            names = [c for c in beside if not (is_header(texts[c]) or label_of(texts[c], Names()))]
            if len(names) == 1 and not _is_word_for_side(texts[names[0]]):
                place = grid.place(number, names[0])
                draft.propose_side(
                    "vendor", texts[names[0]].strip(), place, "which stands beside the customer"
                )
                return True
    return False


def _without_us(text: str) -> str:
    """A name without "us" in brackets behind it: "Bolt (us)"."""
    match = _WITH_SIDE.match(text.strip())
    return match[1] if match and Names().side(match[2]) == "vendor" else text


def _is_word_for_side(text: str) -> bool:
    """Whether a text is a word for a side, and no name: "Us", "Partner"."""
    return Names().side(text) is not None


def _propose_beside_customer(draft: Draft, sheets: list[Grid], known: tuple[str, ...]) -> None:
    """The other name of a title that has the customer's: "Bolt / plan for Acme"."""
    for text, place in headings_of(draft, sheets):
        parts = (part for piece in PIECES.split(SIZE.sub(" ", text)) for part in APART.split(piece))
        names = [name for part in parts if is_name_of_firm(name := bare(trimmed(part)))]
        ours = [p for p in names if not is_one_of(p, known) and not _is_in(p, known)]
        if len(names) == _PAIR and len(ours) == 1 and not label_of(ours[0], Names()):
            name = _as_elsewhere(ours[0], sheets)
            draft.propose_side("vendor", name, place, "which stands beside the customer in the title")
            return


def _is_in(name: str, known: tuple[str, ...]) -> bool:
    """Whether a name's words are all words of one that is known: "Vale" of "Vale Foods Ltd"."""
    return any(set(key(name).split(" ")) <= set(one.split(" ")) for one in known)


def _as_elsewhere(name: str, sheets: list[Grid]) -> str:
    """A name in capitals as the cells below spell it: "BOLT" is Bolt, where a cell says "Bolt Start"."""
    if not name.isupper() or len(name) < _HIGH:
        return name
    cells = (v for g in sheets for row in g.rows.values() for v in row.values() if isinstance(v, str))
    found = (
        re.search(rf"\b{re.escape(name)}\b", v, re.IGNORECASE)
        for v in cells
        if name.casefold() in v.casefold()
    )
    return next((m[0] for m in found if m and not m[0].isupper() and m[0][:1].isupper()), name)
