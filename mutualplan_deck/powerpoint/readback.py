"""Reading a deck back: what a .pptx shows, as values, and how that differs from what was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from mutualplan_deck.deck.boxes import Deck, Rect
from mutualplan_deck.powerpoint.fields import child, frame_of
from mutualplan_deck.powerpoint.markup import CHART, DRAWING, EMU, RELATION, SLIDE
from mutualplan_deck.powerpoint.placeholders import Layout, layouts, role_of
from mutualplan_deck.powerpoint.seen import Seen, SeenSlide, Texts, meant, points
from mutualplan_deck.powerpoint.slide_checks import is_decorative
from mutualplan_deck.powerpoint.soundness import Opened

_A, _P, _C, _R = f"{{{DRAWING}}}", f"{{{SLIDE}}}", f"{{{CHART}}}", f"{{{RELATION}}}"
_MERGED = ("hMerge", "vMerge")
_SHAPES = tuple(_P + tag for tag in ("sp", "cxnSp", "pic", "graphicFrame", "grpSp"))

Place = Callable[[Rect], Rect]
"""Where a rectangle in a group's own coordinates stands on the slide."""


def read_back(file: Opened) -> tuple[SeenSlide, ...]:
    """What every slide of a .pptx shows, in order."""
    known = layouts(file.package)
    main = file.package.presentation
    targets = {r.id: r.target for r in file.package.relations[main]}
    ids = (item.get(f"{_R}id") for item in file.trees[main].iter(f"{_P}sldId"))
    return tuple(_slide(file, known, targets[i]) for i in ids)


def differences(deck: Deck, file: Opened) -> tuple[str, ...]:
    """Where the file shows something else than `deck` means, a line each; empty when it is the same."""
    wanted, found = meant(deck), read_back(file)
    if len(wanted) != len(found):
        return (f"{len(found)} slides instead of {len(wanted)}",)
    pairs = enumerate(zip(wanted, found, strict=True), 1)
    return tuple(f"slide {n}: {told}" for n, (want, got) in pairs for told in _compared(want, got))


def _compared(want: SeenSlide, got: SeenSlide) -> Iterator[str]:
    if want.layout != got.layout:
        yield f"layout {got.layout!r} instead of {want.layout!r}"
    if want.notes != got.notes:
        yield "its notes are not the ones that were meant"
    names = [s.name for s in want.shapes], [s.name for s in got.shapes]
    if names[0] != names[1]:
        yield from _misnamed(*names)
        return
    for one, other in zip(want.shapes, got.shapes, strict=True):
        yield from _shape_differences(one, other)


def _misnamed(wanted: list[str], found: list[str]) -> Iterator[str]:
    missing, extra = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    yield from (f"{name!r} is missing" for name in missing)
    yield from (f"{name!r} was not meant" for name in extra)
    if not (missing or extra):
        yield "its shapes are in another order"


def _shape_differences(want: Seen, got: Seen) -> Iterator[str]:
    for name in Seen.__struct_fields__:
        one, other = getattr(want, name), getattr(got, name)
        if one != other:
            yield f"{want.name!r}: {name} {other!r} instead of {one!r}"


def _slide(file: Opened, known: dict[str, Layout], part: str) -> SeenSlide:
    layout = next(file.package.targets(part, "slideLayout"), "")
    name = next((n for n, item in known.items() if item.part == layout), "")
    tree = file.trees[part].find(f"{_P}cSld/{_P}spTree")
    reader = _Reader(file, part, known.get(name), {e.get("id"): e.get("name") for e in _named(tree)})
    return SeenSlide(name, tuple(reader.shapes(tree, lambda rect: rect)), _notes(file, part))


def _named(tree: Any) -> Iterator[Any]:
    yield from tree.iter(f"{_P}cNvPr")


def _notes(file: Opened, part: str) -> Texts:
    """The paragraphs of the notes that hold text."""
    for name in file.package.targets(part, "notesSlide"):
        for shape in file.trees[name].iter(f"{_P}sp"):
            mark = shape.find(f"./*/{_P}nvPr/{_P}ph")
            if mark is not None and mark.get("type") == "body":
                return tuple(t for t in _texts(shape.find(f"{_P}txBody")) if t)
    return ()


def _texts(body: Any) -> Texts:
    """Text by paragraph; a line break counts as a blank."""
    return () if body is None else tuple(_text(p) for p in body.iterchildren(f"{_A}p"))


def _text(paragraph: Any) -> str:
    return "".join(" " if e.tag == f"{_A}br" else (e.text or "") for e in paragraph.iter(f"{_A}t", f"{_A}br"))


def _rect(frame: Any, off: str = "off", ext: str = "ext") -> Rect:
    """A frame's rectangle; what it does not say counts as 0."""
    start, size = child(frame, _A + off), child(frame, _A + ext)
    numbers = (start, "x"), (start, "y"), (size, "cx"), (size, "cy")
    return Rect(*(0 if part is None else int(part.get(key)) / EMU for part, key in numbers))


def _moved(outer: Rect, inner: Rect, rect: Rect) -> Rect:
    """`rect` of a group's coordinates `inner`, on the slide where the group is `outer`."""
    across = outer.w / inner.w if inner.w else 1
    down = outer.h / inner.h if inner.h else 1
    x, y = outer.x + (rect.x - inner.x) * across, outer.y + (rect.y - inner.y) * down
    return Rect(x, y, rect.w * across, rect.h * down)


class _Reader:
    """Reads the shapes of one slide."""

    def __init__(self, file: Opened, part: str, layout: Layout | None, names: dict[str, str]) -> None:
        self._file, self._part, self._layout, self._names = file, part, layout, names

    def shapes(self, tree: Any, place: Place) -> Iterator[Seen]:
        """Every shape in order, groups before what they hold."""
        for element in tree.iterchildren(*_SHAPES):
            yield self._shape(element, place)
            if element.tag == f"{_P}grpSp":
                frame = element.find(f"{_P}grpSpPr/{_A}xfrm")
                inner = partial(_moved, place(_rect(frame)), _rect(frame, "chOff", "chExt"))
                yield from self.shapes(element, inner)

    def _shape(self, element: Any, place: Place) -> Seen:
        identity = next(element.iter(f"{_P}cNvPr"))
        alt = "" if is_decorative(identity) else identity.get("descr", "")
        where = Rect(*(points(round(v * EMU)) for v in place(self._rect(element))))
        kind, values = self._values(element)
        return Seen(identity.get("name"), kind, where, alt, **values)

    def _rect(self, element: Any) -> Rect:
        """The shape's own place, or the one its layout gives it."""
        frame = frame_of(element)
        if frame is not None:
            return _rect(frame)
        mark = element.find(f"./*/{_P}nvPr/{_P}ph")
        inherited = None if mark is None or self._layout is None else self._layout.places.get(role_of(mark))
        edges = (inherited and inherited.rect) or (0, 0, 0, 0)
        return Rect(*(v / EMU for v in edges))

    def _values(self, element: Any) -> tuple[str, dict[str, Any]]:
        """What a shape shows, by its kind."""
        kind = element.tag.removeprefix(_P)
        if kind == "sp":
            return "shape", {"texts": _texts(child(element, f"{_P}txBody"))}
        if kind == "cxnSp":
            return "connector", {"ends": (self._end(element, "stCxn"), self._end(element, "endCxn"))}
        if kind == "graphicFrame":
            return self._graphic(element)
        return {"pic": "picture", "grpSp": "group"}[kind], {}

    def _end(self, element: Any, tag: str) -> str:
        glue = next(element.iter(_A + tag), None)
        return "" if glue is None else self._names.get(glue.get("id"), "")

    def _graphic(self, element: Any) -> tuple[str, dict[str, Any]]:
        table, chart = next(element.iter(f"{_A}tbl"), None), next(element.iter(f"{_C}chart"), None)
        if table is not None:
            return "table", _table(table)
        return ("graphic", {}) if chart is None else ("chart", self._chart(chart.get(f"{_R}id")))

    def _chart(self, relation: str) -> dict[str, Any]:
        relations = self._file.package.relations[self._part]
        part = next(r.target for r in relations if r.id == relation)
        every = list(self._file.trees[part].iter(f"{_C}ser"))  # codespell:ignore ser
        names = [_cached(s.find(f"{_C}tx")) for s in every]
        values = [
            tuple(None if v is None else Decimal(v) for v in _cached(s.find(f"{_C}val"))) for s in every
        ]
        categories = tuple(v or "" for v in _cached(every[0].find(f"{_C}cat"))) if every else ()
        pairs = zip(names, values, strict=True)
        return {"categories": categories, "series": tuple(((n or ("",))[0] or "", v) for n, v in pairs)}


def _cached(source: Any) -> tuple[str | None, ...]:
    """A chart's stored values, None where it has none."""
    if source is None:
        return ()
    count = next(source.iter(f"{_C}ptCount"), None)
    values = {int(p.get("idx")): p.findtext(f"{_C}v") for p in source.iter(f"{_C}pt")}
    return tuple(values.get(i) for i in range(0 if count is None else int(count.get("val"))))


def _table(table: Any) -> dict[str, Any]:
    rows = table.findall(f"{_A}tr")
    widths = tuple(points(int(c.get("w"))) for c in table.iter(f"{_A}gridCol"))
    heights = tuple(points(int(r.get("h"))) for r in rows)
    return {"cells": tuple(_row(r) for r in rows), "grid": (widths, heights)}


def _row(row: Any) -> tuple[Texts, ...]:
    cells = row.findall(f"{_A}tc")
    return tuple(_texts(child(c, f"{_A}txBody")) for c in cells if not any(c.get(m) for m in _MERGED))
