"""Which slide and which box of a file is which of ours: a ladder of identities, the surest first.

PowerPoint keeps slide ids, shape ids and names, and copies names with a copied shape; LibreOffice keeps the
names of shapes that are no placeholders, and gives everything new ids. A copy is the person's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from mutualplan_deck.powerpoint.baseline import Baseline, BoxBase, SlideBase, layout_of, slide_list
from mutualplan_deck.powerpoint.fields import Fields, kind_of, same_place
from mutualplan_deck.powerpoint.package import Package
from mutualplan_deck.powerpoint.placeholders import layouts, role_of
from mutualplan_deck.powerpoint.sheet import Sheet, identity, placeholder

_RENAMED = (".title", ".kicker", ".source", ".footer", ".page")  # placeholders
_LEAST = 0.4  # of a slide's boxes by name: fewer, and it is another slide


def match_slides(package: Package, baseline: Baseline) -> dict[str, Sheet]:
    """The slides of ours that are still there, by block."""
    known = layouts(package)
    listed = slide_list(package)
    sheets = {part: Sheet(package, part, layout_of(package, known, part)) for _, part in listed}
    names = {part: {identity(b).get("name") for b in sheet.boxes()} for part, sheet in sheets.items()}
    found: dict[str, Sheet] = {}
    for slide in baseline.slides:
        ranked = [
            (_share(slide, names[part]), number == slide.id, -k, part)
            for k, (number, part) in enumerate(listed)
            if part not in {s.part for s in found.values()}
        ]
        # An exact id decides between a slide and its copy, not between a slide and a stranger.
        best = max(((s >= _LEAST, own, s, k, part) for s, own, k, part in ranked), default=None)
        if best and best[0]:
            found[slide.block] = sheets[best[4]]
    return found


def _share(slide: SlideBase, names: set[str]) -> float:
    """How many of the slide's boxes that LibreOffice would keep by name are there; a group counts as one."""
    kept = [n for n in slide.boxes if n not in slide.groups and not n.endswith(_RENAMED)]
    return sum(n in names for n in kept) / len(kept) if kept else 0.0


def match_boxes(sheet: Sheet, slide: SlideBase) -> dict[str, Any]:
    """The elements of our boxes that are still on a slide, by name."""
    named = defaultdict(list)
    for element in sheet.boxes():
        named[identity(element).get("name")].append(element)
    found = {}
    for name, base in slide.boxes.items():
        same = [e for e in named.get(name, ()) if kind_of(e) == base.fields.kind]
        if same:
            found[name] = _ours(same, base)
    taken = set(map(id, found.values()))
    strangers = [
        e for e in sheet.boxes() if id(e) not in taken and identity(e).get("name") not in slide.boxes
    ]
    found.update(_by_looks(sheet, {n: b for n, b in slide.boxes.items() if n not in found}, strangers))
    return found


def _ours(same: list[Any], base: BoxBase) -> Any:
    """Of a shape and its copies, the one with the id we gave; else the first."""
    return next((e for e in same if identity(e).get("id") == base.id), same[0])


def _by_looks(sheet: Sheet, missing: dict[str, BoxBase], strangers: list[Any]) -> Iterator[tuple[str, Any]]:
    """Boxes that lost their names: by what placeholder they fill, else by text and place together."""
    read = [(e, sheet.fields(e)) for e in strangers] if missing else []
    for name, base in missing.items():
        for k, (element, fields) in enumerate(read):
            if _role(name, element) or _looks_like(base.fields, fields):
                yield name, element
                del read[k]
                break


def _role(name: str, element: Any) -> bool:
    mark = placeholder(element)
    return mark is not None and role_of(mark) == name.rsplit(".", 1)[-1] != ""


def _looks_like(base: Fields, found: Fields) -> bool:
    if base.kind != found.kind or base.kind == "group":
        return False
    placed = same_place(base.at, found.at)
    return (placed and base.text == found.text) or (bool(base.text.strip()) and base.text == found.text)
