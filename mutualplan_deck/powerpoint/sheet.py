"""A slide of a file, opened for an update: its boxes as elements and as fields, groups opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from mutualplan_deck.powerpoint.colors import Scheme, scheme_of
from mutualplan_deck.powerpoint.fields import (
    Fields,
    Words,
    child,
    frame_of,
    kind_of,
    line_of,
    look_of,
    paint_of,
    place_of,
    table_rows,
    words_of,
)
from mutualplan_deck.powerpoint.markup import CHART, DRAWING, EMU, RELATION, SLIDE
from mutualplan_deck.powerpoint.package import Package, seen
from mutualplan_deck.powerpoint.placeholders import Layout, role_of

_A, _P, _C, _R = f"{{{DRAWING}}}", f"{{{SLIDE}}}", f"{{{CHART}}}", f"{{{RELATION}}}"
BOXES = tuple(_P + tag for tag in ("sp", "cxnSp", "pic", "graphicFrame", "grpSp", "contentPart"))
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
CHILDREN = (*BOXES, _ALTERNATE)


def identity(element: Any) -> Any:
    """The `p:cNvPr` of a box."""
    return next((said for part in element for said in part.iterchildren(f"{_P}cNvPr")), None)


def placeholder(element: Any) -> Any:
    """The `p:ph` of a box, or None."""
    return element.find(f"./*/{_P}nvPr/{_P}ph")


class Sheet:
    """One slide: `part` is its name in the package, `root` its tree, changed in place unless `frozen`."""

    def __init__(self, package: Package, part: str, layout: Layout | None, *, frozen: bool = False) -> None:
        from lxml import etree

        self.package, self.part, self.layout = package, part, layout
        self.root = (seen if frozen else etree.fromstring)(package.parts[part])
        self.tree = self.root.find(f"{_P}cSld/{_P}spTree")
        self.scheme: Scheme = scheme_of(package, part)

    def boxes(self) -> Iterator[Any]:
        """Every box in document order, groups before what they hold."""
        yield from self.tree.iter(*BOXES)

    def fields(self, element: Any) -> Fields:
        """What can be changed about a box."""
        kind = kind_of(element)
        said = identity(element)
        alt = "" if said is None else said.get("descr", "")
        place = self._place(element)
        match kind:
            case "shape":
                words = words_of(self.scheme, child(element, f"{_P}txBody"))
                return Fields(kind, place, alt, look_of(self.scheme, element), words)
            case "table":
                return self._table(element, place, alt)
            case "chart":
                return self._chart(element, place, alt)
            case "picture":
                return Fields(kind, place, alt, image=self._image(element))
            case "group":
                return Fields(kind, (0, 0, 0, 0), alt, moved=_moved(element))
            case "connector":
                return Fields(kind, place, alt, look_of(self.scheme, element))
        return Fields(kind, place, alt)

    def _place(self, element: Any) -> tuple[float, float, float, float]:
        """The box's own place, or the one its layout gives it."""
        frame = frame_of(element)
        if frame is not None:
            return place_of(frame)
        mark = placeholder(element)
        known = None if mark is None or self.layout is None else self.layout.places.get(role_of(mark))
        edges = (known and known.rect) or (0, 0, 0, 0)
        x, y, w, h = (round(v / EMU, 2) for v in edges)
        return x, y, w, h

    def _table(self, element: Any, place: tuple[float, float, float, float], alt: str) -> Fields:
        table = next(element.iter(f"{_A}tbl"))
        columns = tuple(round(int(c.get("w")) / EMU, 2) for c in table.iter(f"{_A}gridCol"))
        style = table.findtext(f"{_A}tblPr/{_A}tableStyleId") or ""
        rows = table_rows(self.scheme, table)
        spot = (*place[:2], 0.0, 0.0)  # a table is as large as its rows
        return Fields("table", spot, alt, {"style": style}, columns=columns, rows=rows)

    def target(self, relation: str) -> str:
        """The part that a relationship of the slide leads to."""
        known = self.package.relations.get(self.part, ())
        return next((r.target for r in known if r.id == relation), "")

    def _image(self, element: Any) -> str:
        blip = next(element.iter(f"{_A}blip"), None)
        data = b"" if blip is None else self.package.parts.get(self.target(blip.get(f"{_R}embed", "")), b"")
        return hashlib.sha256(data).hexdigest()[:16]

    def chart_part(self, element: Any) -> str:
        """The part of a chart's own."""
        return self.target(next(element.iter(f"{_C}chart")).get(f"{_R}id", ""))

    def _chart(self, element: Any, place: tuple[float, float, float, float], alt: str) -> Fields:
        from lxml import etree

        data = self.package.parts.get(self.chart_part(element))
        if data is None:
            return Fields("chart", place, alt)
        every = list(etree.fromstring(data).iter(f"{_C}ser"))  # codespell:ignore ser
        values = {series_name(s): cached(s.find(f"{_C}val")) for s in every}
        categories = cached(every[0].find(f"{_C}cat")) if every else ()
        look = {series_name(s): self._bar_look(s) for s in every}
        return Fields("chart", place, alt, look, categories=categories, values=values)

    def _bar_look(self, series: Any) -> str:
        holder = series.find(f"{_C}spPr")
        return f"{paint_of(self.scheme, holder)} {line_of(self.scheme, holder)}"


def _moved(element: Any) -> tuple[float, float, float, float]:
    """How far a group stands from where its own coordinates say, and how much larger."""
    frame = frame_of(element)
    if frame is None:
        return (0, 0, 1, 1)
    outer, inner = place_of(frame), place_of(frame, "chOff", "chExt")
    across, down = (round(o / i, 3) if i else 1 for o, i in zip(outer[2:], inner[2:], strict=True))
    return round(outer[0] - inner[0], 2), round(outer[1] - inner[1], 2), across, down


def series_name(series: Any) -> str:
    """A series' name as the chart holds it."""
    return (cached(series.find(f"{_C}tx")) or ("",))[0]


def cached(source: Any) -> tuple[str, ...]:
    """A chart's stored values as plain decimals or text, "" where it has none."""
    if source is None:
        return ()
    count = next(source.iter(f"{_C}ptCount"), None)
    values = {int(p.get("idx")): plain(p.findtext(f"{_C}v") or "") for p in source.iter(f"{_C}pt")}
    return tuple(values.get(i, "") for i in range(0 if count is None else int(count.get("val"))))


def plain(text: str) -> str:
    """A number as the same text whoever wrote it; other text as it is."""
    try:
        return f"{round(float(text), 6):g}" if abs(float(text)) < 1e12 else text
    except ValueError:
        return text


def notes_body(package: Package, slide: str) -> tuple[str, Any, Any]:
    """The notes' part, its tree and its text body; "" and None where the slide has none."""
    from lxml import etree

    for part in package.targets(slide, "notesSlide"):
        root = etree.fromstring(package.parts[part])
        for shape in root.iter(f"{_P}sp"):
            mark = placeholder(shape)
            if mark is not None and mark.get("type") == "body":
                return part, root, shape.find(f"{_P}txBody")
    return "", None, None


def notes_words(package: Package, slide: str) -> tuple[Words, ...]:
    """The paragraphs of the notes, by their text alone."""
    _, _, body = notes_body(package, slide)
    return tuple(Words(w.text) for w in words_of(Scheme({}, {}), body))
