"""Texts of cells: plain, or in runs of which some are crossed out."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from mutualplan_deck.regex import regex

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_T, _R = f"{MAIN}t", f"{MAIN}r"
_STRIKE = f"{MAIN}rPr/{MAIN}strike"
_ESCAPED = regex(r"_x([0-9A-Fa-f]{4})_")


class Written(Struct, frozen=True):
    """A text without what is crossed out in it; `crossed` is that. `struck`: all of it is."""

    text: str
    crossed: str = ""
    struck: bool = False


def written(item: Any) -> Written:
    """The text of an `si`, `is` or `text` element; readings beside it (phonetic) are no part of it."""
    if len(item) == 1 and item[0].tag == _T:  # most are
        return Written(decoded(item[0].text or ""))
    kept: list[str] = []
    gone: list[str] = []
    for child in item:
        if child.tag == _T:
            kept.append(child.text or "")
        elif child.tag == _R:
            run = "".join(t.text or "" for t in child.iterfind(_T))
            (gone if is_on(child.find(_STRIKE)) else kept).append(run)
    text, crossed = decoded("".join(kept)), decoded("".join(gone))
    if not crossed.strip():
        return Written(text + crossed)
    return Written(text.strip(), crossed.strip()) if text.strip() else Written(crossed, struck=True)


def is_on(flag: Any) -> bool:
    """Whether an element that stands for yes (`<strike/>`) is there, and does not say no."""
    return flag is not None and flag.get("val", "1") not in ("0", "false", "off")


def decoded(text: str) -> str:
    """A text as it is meant: `_x000D_` stands for a sign that XML can't hold (ECMA-376, 22.4.2.4)."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text
