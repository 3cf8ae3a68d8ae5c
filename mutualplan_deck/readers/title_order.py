"""Which of the two names of a title buys, where what stands below says so: "Bolt <> Acme" may be of Acme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.headings import section_near, section_of
from mutualplan_deck.readers.titles import PIECES, bare, is_name_of_firm, trimmed
from mutualplan_deck.readers.words import key, keys_of
from mutualplan_deck.regex import regex

_ADDRESS = regex(r"[\w.+'-]+@([\w-]+)\.")
_ROWS = 200  # of a sheet that are looked at
_LONG = 5  # letters of a domain that say enough
_LABEL = 30  # letters


def customer_first(found: tuple[str, ...], sheets: Sequence[Grid]) -> tuple[str, ...]:
    """The names with the customer first: as a title has them, unless more speaks for the other way round.

    A contact's address and the name of the sheet speak for the customer, an offer that begins with a name
    for the vendor.
    """
    if len(found) != 2:
        return found
    first, second = (_evidence(name, sheets) for name in found)
    return found[::-1] if second > max(first, 0) or first < min(second, 0) else found


def told_apart(title: str, sheets: Sequence[Grid]) -> tuple[str, ...]:
    """Customer and vendor of a title with a dash between them, where what stands below speaks for both.

    "Close plan Acme - Bolt" may as well be what a plan is about; () where nothing tells.
    """
    names = [bare(trimmed(piece)) for piece in PIECES.split(title)]
    if len(names) != 2 or not all(map(is_name_of_firm, names)):
        return ()
    told = {name: _evidence(name, sheets) for name in names}
    first, second = sorted(names, key=lambda name: -told[name])
    return (first, second) if told[first] > 0 > told[second] else ()


def _evidence(name: str, sheets: Sequence[Grid]) -> int:
    """How much speaks for a name being the customer's: below zero, for its being the vendor's."""
    said = key(name)
    head = said.split(" ")[0]
    squeezed = said.replace(" ", "")
    called = sum(key(grid.title) in (said, head) for grid in sheets)
    pairs = [pair for grid in sheets for pair in _pairs(grid)]
    written = sum(
        section == "people" and any(_is_of(m[1], squeezed) for m in _ADDRESS.finditer(text))
        for section, text in pairs
    )
    offers = [text for section, text in pairs if section == "capabilities"]
    sold = sum(f"{key(text)} ".startswith(f"{head} ") for text in offers)
    return called + written - sold


def _is_of(domain: str, squeezed: str) -> bool:
    plain = domain.casefold().replace("-", "")
    return len(plain) >= _LONG and (plain in squeezed or squeezed in plain)


def _pairs(grid: Grid) -> Iterator[tuple[str, str]]:
    """(section, text) of labels with a text beside them: "Contact | Ann Lee, ann@acme.example"."""
    for row in list(grid.rows.values())[:_ROWS]:
        cells = [v for v in row.values() if isinstance(v, str)]
        if len(cells) == 2 and len(cells[0]) <= _LABEL:
            offered = "capabilities" if key(cells[0]) in keys_of("case", "offers") else ""
            yield section_of(cells[0]) or section_near(cells[0]) or offered, cells[1]
