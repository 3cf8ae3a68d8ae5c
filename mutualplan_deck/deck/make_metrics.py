"""Makes `metrics.json.z`, the table of widths that ships.

`python -m mutualplan_deck.deck.make_metrics FONT...` needs the `metrics` extra (fontTools,
brotli). Give it every style of the twins of `TWINS`; any other font counts as a fallback, from which a
cautious width for each 128 code points is taken. Run again only when a family is added: the table is
part of the source.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from mutualplan_deck.deck.metrics import EM, TABLE

TWINS = {
    "Carlito": "Calibri",
    "Liberation Sans": "Arial",
    "Liberation Serif": "Times New Roman",
    "Caladea": "Cambria",
    "Gelasio": "Georgia",
    "DejaVu Sans": "Verdana",
}
KEPT = (
    (0x20, 0x24F),
    (0x2B0, 0x2FF),
    (0x370, 0x52F),
    (0x1E00, 0x1FFF),
    (0x2010, 0x22FF),
    (0x25A0, 0x25FF),
    (0x2713, 0x2718),
    (0xFB00, 0xFB06),
)
CAUTION = 0.8  # the share of a page's characters that its fallback width covers
JOINED = 0.5  # the same where letters join or stack (Arabic, India): set text is narrower than its letters
JOINED_PAGES = frozenset(range(0x600 >> 7, (0xDFF >> 7) + 1))


def opened(path: str) -> Iterator[Any]:
    """Every face in a font file."""
    fonts = import_module("fontTools.ttLib")
    if path.endswith((".ttc", ".otc")):
        yield from fonts.TTCollection(path, lazy=True).fonts
    else:
        yield fonts.TTFont(path, lazy=True)


def advances(font: Any) -> dict[int, int]:
    """Advance width of each character, in 1/2048 em."""
    metrics, em = font["hmtx"].metrics, font["head"].unitsPerEm
    return {c: round(metrics[glyph][0] * EM / em) for c, glyph in font.getBestCmap().items()}


def style(font: Any) -> str:
    """`regular`, `bold`, `italic` or `bold italic`."""
    flags = font["OS/2"].fsSelection
    words = [word for bit, word in ((5, "bold"), (0, "italic")) if flags >> bit & 1]
    return " ".join(words) or "regular"


def kept(widths: dict[int, int]) -> dict[int, int]:
    """Only what a deck in a Latin, Greek or Cyrillic script is made of."""
    return {c: w for c, w in widths.items() if any(a <= c <= b for a, b in KEPT)}


def family_entry(styles: dict[str, dict[int, int]]) -> dict[str, Any]:
    """One family: its characters as a string, and a list of widths a style."""
    chars = sorted(set.intersection(*(set(w) for w in styles.values())))
    entry: dict[str, Any] = {"chars": "".join(map(chr, chars))}
    return entry | {name: [widths[c] for c in chars] for name, widths in sorted(styles.items())}


def pages(fallbacks: Iterable[dict[int, int]]) -> dict[str, int]:
    """For each 128 code points, a width that covers `CAUTION` of the characters of every fallback font."""
    found: dict[int, int] = {}
    for widths in fallbacks:
        by_page = defaultdict(list)
        for c, w in widths.items():
            if w:
                by_page[c >> 7].append(w)
        for page, some in by_page.items():
            found[page] = max(found.get(page, 0), _covering(page, some))
    return {str(page): w for page, w in sorted(found.items())}


def _covering(page: int, some: list[int]) -> int:
    share = JOINED if page in JOINED_PAGES else CAUTION
    return sorted(some)[int(len(some) * share)]


def table(paths: Iterable[str]) -> dict[str, Any]:
    """The whole table from font files."""
    families: dict[str, dict[str, dict[int, int]]] = {}
    fallbacks = []
    for font in (f for path in paths for f in opened(path)):
        family = TWINS.get(font["name"].getBestFamilyName() or "")
        if family:
            styles = families.setdefault(family, {})
            styles.setdefault(style(font), {}).update(kept(advances(font)))
        else:
            fallbacks.append(advances(font))
    return {
        "families": {name: family_entry(s) for name, s in sorted(families.items())},
        "pages": pages(fallbacks),
    }


def main(paths: list[str]) -> None:
    """Write the table beside this file."""
    text = json.dumps(table(paths), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    Path(__file__).with_name(TABLE).write_bytes(zlib.compress(text.encode(), 9))


if __name__ == "__main__":
    main(sys.argv[1:])
