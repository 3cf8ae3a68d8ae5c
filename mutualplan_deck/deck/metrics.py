"""Advance widths of characters, from the shipped table, by font family and style.

The table holds the metric-compatible twins of the fonts a deck may use (Carlito is as wide as Calibri,
Liberation Sans as Arial, …). What a family lacks is taken from the widest twin, then from a cautious
width for its page of 128 code points. Kerning is not counted: it only ever makes a line shorter.
"""

from __future__ import annotations

import json
import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import Any

EM = 2048
TABLE = "metrics.json.z"
WIDEST = "Verdana"
UNKNOWN_FONT = 1.06  # margin for a family of which only the nearest twin is known

ALIASES = {
    "helvetica": "Arial",
    "liberation sans": "Arial",
    "times": "Times New Roman",
    "liberation serif": "Times New Roman",
    "carlito": "Calibri",
    "caladea": "Cambria",
    "gelasio": "Georgia",
}
# How a family's name tells its nearest twin; the first that is found in the name counts.
NEAREST = (
    (
        "Verdana",
        ("verdana", "dejavu", "montserrat", "poppins", "gothic", "tahoma", "mono", "courier", "consol"),
    ),
    (
        "Verdana",
        ("open sans", "raleway", "nunito", "work sans", "sora", "lexend", "black", "wide", "expanded"),
    ),
    ("Georgia", ("georgia", "merriweather", "playfair", "lora", "bookman", "palatino", "slab", "rockwell")),
    ("Times New Roman", ("garamond", "times", "roman", "minion", "baskerville", "serif")),
)


@cache
def _table() -> dict[str, Any]:
    packed = Path(__file__).with_name(TABLE).read_bytes()
    loaded: dict[str, Any] = json.loads(zlib.decompress(packed))
    return loaded


def twin(family: str) -> tuple[str, float]:
    """The family to measure with, and the margin it needs (1.0 when it is as wide by design)."""
    name = family.strip().casefold()
    exact = {f.casefold(): f for f in _table()["families"]} | ALIASES
    if name in exact:
        return exact[name], 1.0
    name = name.replace("sans serif", "sans").replace("sans-serif", "sans")
    near = [known for known, hints in NEAREST if any(h in name for h in hints)]
    relatives = [own for known, own in exact.items() if name.startswith(known)]  # Calibri Light, Arial Nova
    return next(iter(near + relatives), "Arial"), UNKNOWN_FONT


class Widths(dict[str, int]):
    """Width of a character in 1/2048 em, for any character; what the family lacks is looked up once."""

    def __init__(self, family: str, style: str) -> None:
        entry = _table()["families"][family]
        super().__init__(zip(entry["chars"], entry[style], strict=True))
        self._style = style
        self._widest = family == WIDEST

    def __missing__(self, char: str) -> int:
        width = (
            self.get(" ") if char == "\u00a0" else _special(char)
        )  # Carlito has none; programs set a blank
        if width is None:
            width = _page(char) if self._widest else widths(WIDEST, self._style)[char]
        self[char] = width
        return width


@cache
def widths(family: str, style: str) -> Widths:
    """Widths of a family of the table; `style` is `regular`, `bold`, `italic` or `bold italic`."""
    return Widths(family, style)


def _special(char: str) -> int | None:
    """Width of characters that no font decides, or None."""
    code, category = ord(char), unicodedata.category(char)
    if category in ("Mn", "Me", "Cf") and code != 0xAD:
        return 0
    if char in "\t\n\v\f\r":
        return 8 * EM if char == "\t" else 0  # a tab may reach as far as the next stop, an inch away
    return _cjk_or_emoji(code, unicodedata.east_asian_width(char))


def _cjk_or_emoji(code: int, wide: str) -> int | None:
    if 0x1F000 <= code <= 0x1FBFF or 0x2600 <= code <= 0x27BF or 0x2B00 <= code <= 0x2BFF:
        return EM * 5 // 4
    if wide in ("W", "F"):
        return EM
    return EM * 3 // 5 if wide == "H" else None


def _page(char: str) -> int:
    pages: dict[str, int] = _table()["pages"]
    return pages.get(str(ord(char) >> 7), EM * 5 // 4)
