"""Edits of texts, carried to slides that were placed anew: keys don't name slides, so words find their way.

Another look, or another number of slides, places everything anew. What a person wrote goes along; what they
placed, added or deleted belongs to the slides that were, and is told as given up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

import msgspec

from mutualplan_deck.deck.merging import matched
from mutualplan_deck.powerpoint.baseline import BoxBase, SlideBase
from mutualplan_deck.powerpoint.fields import Fields, Words, run_text, runs_of
from mutualplan_deck.powerpoint.ledger import Ledger
from mutualplan_deck.powerpoint.markup import DRAWING, SLIDE
from mutualplan_deck.powerpoint.matching import match_boxes
from mutualplan_deck.powerpoint.merge_slide import unedited
from mutualplan_deck.powerpoint.sheet import Sheet, identity

_A, _P = f"{{{DRAWING}}}", f"{{{SLIDE}}}"


class TextEdit(msgspec.Struct, frozen=True):
    """A text with a key that a person rewrote, and the block it stood in."""

    block: str
    key: str
    base: str
    yours: str


def text_edits(sheet: Sheet, slide: SlideBase) -> Iterator[TextEdit]:
    """What a person rewrote on a slide, of the texts that have keys."""
    for name, element in match_boxes(sheet, slide).items():
        base, seen = slide.boxes[name], sheet.fields(element)
        for key, was, there in _pairs(base, seen):
            if key and was != there:
                yield TextEdit(slide.block, key, was, there)


def _pairs(base: BoxBase, seen: Fields) -> Iterator[tuple[str, str, str]]:
    yield from _texts(base.keys, base.fields.words, seen.words)
    rows = matched([r.text for r in base.fields.rows], [r.text for r in seen.rows])
    for i, j in rows.items():
        was, there = base.fields.rows[i].cells, seen.rows[j].cells
        for c in range(min(len(was), len(there))):
            yield from _texts(base.cells[i][c] if base.cells else (), was[c] or (), there[c] or ())


def _texts(
    keys: Sequence[str], base: Sequence[Words], seen: Sequence[Words]
) -> Iterator[tuple[str, str, str]]:
    for i, j in matched([w.text for w in base], [w.text for w in seen]).items():
        yield (keys[i] if i < len(keys) else ""), base[i].text, seen[j].text


def added_rows(sheet: Sheet, slide: SlideBase) -> Iterator[dict[str, str]]:
    """Rows that a person added to a table of steps: their cells by the last part of the column head's key."""
    for name, element in match_boxes(sheet, slide).items():
        base = slide.boxes[name]
        if not any(key.startswith("steps/") for key in base.rows):
            continue
        seen = sheet.fields(element).rows
        known = set(matched([r.text for r in base.fields.rows], [r.text for r in seen]).values())
        heads = [(keys[0] if keys else "").rpartition("/")[2] for keys in base.cells[0]]
        for j, row in enumerate(seen):
            if j not in known:
                texts = [" ".join(w.text for w in cell or ()) for cell in row.cells]
                yield {head: text for head, text in zip(heads, texts, strict=False) if head}


def given_up(ledger: Ledger, sheet: Sheet, slide: SlideBase, number: int) -> None:
    """Tell what of a slide can't be carried to another look."""
    found = match_boxes(sheet, slide)
    ours = {id(e) for e in found.values()}
    ledger.slide = number
    for element in sheet.boxes():
        if id(element) not in ours:
            name = identity(element).get("name")
            ledger.note("given_up", f"{slide.block}/{name}", f"the added “{name}”")
    for name, base in slide.boxes.items():
        key = name.removeprefix("mp.").replace(".", "/", 1)
        if name not in found:
            ledger.note("given_up", key, f"the deletion of {key}")
        elif not unedited(_said_by(base.fields, sheet.fields(found[name])), sheet.fields(found[name])):
            ledger.note("given_up", key, f"place or style of {key}")


def _said_by(base: Fields, seen: Fields) -> Fields:
    """`base` with the words of `seen`, so that only looks are compared."""
    if len(base.words) != len(seen.words) or base.rows:
        return msgspec.structs.replace(base, words=seen.words, rows=seen.rows)
    words = tuple(
        msgspec.structs.replace(w, text=s.text) for w, s in zip(base.words, seen.words, strict=True)
    )
    return msgspec.structs.replace(base, words=words)


def carry(ledger: Ledger, sheet: Sheet, wanted: SlideBase, edits: Sequence[TextEdit]) -> bool:
    """Put edits into a slide placed anew, where their keys are; whether there were any."""
    keys = {e.key: e for e in sorted(edits, key=lambda e: e.block == wanted.block)}
    done = False
    for element in sheet.boxes():
        base = wanted.boxes.get(identity(element).get("name"))
        for key, paragraph in _keyed(base, element) if base else ():
            edit = keys.get(key)
            now = "".join(map(run_text, runs_of(paragraph)))
            if edit and not ledger.settle(key, "text", edit.base, edit.yours, now):
                _say(paragraph, edit.yours)
                done = True
    return done


def _keyed(base: BoxBase, element: Any) -> Iterator[tuple[str, Any]]:
    body = element.find(f"{_P}txBody")
    if body is not None:
        yield from zip(base.keys, body.findall(f"{_A}p"), strict=False)
    for keys, row in zip(base.cells, element.iter(f"{_A}tr"), strict=False):
        for names, cell in zip(keys, row.findall(f"{_A}tc"), strict=False):
            yield from zip(names, cell.findall(f"{_A}txBody/{_A}p"), strict=False)


def _say(paragraph: Any, text: str) -> None:
    """Other words in the style of the paragraph's last run, which is that of its words."""
    runs = [r for r in runs_of(paragraph) if r.tag == f"{_A}r"]
    if not runs:
        return
    kept = deepcopy(runs[-1])
    for run in runs_of(paragraph):
        if run is not runs[0]:
            paragraph.remove(run)
    kept.find(f"{_A}t").text = text.replace("\v", " ")
    paragraph.replace(runs[0], kept)
