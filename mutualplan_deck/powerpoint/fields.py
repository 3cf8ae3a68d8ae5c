"""What a person can change about a box, as values: where it is, how it looks, what it says.

The same reading serves the three sides of an update (what we wrote, what is there, what we would write), so a
field is edited when two readings differ and not when two programs spell the same thing differently.
"""

from __future__ import annotations

from typing import Any

import msgspec

from mutualplan_deck.powerpoint.colors import Scheme, near
from mutualplan_deck.powerpoint.markup import CHART, DRAWING, EMU, SLIDE
from mutualplan_deck.regex import regex

_A, _P, _C = f"{{{DRAWING}}}", f"{{{SLIDE}}}", f"{{{CHART}}}"
HAIR = 0.3  # points: programs keep places in their own units
_ENDING_ZEROS = regex(r"(\d[.,]\d*?)0+(?!\d)")
_PAGE = "#"  # the slide's own number, wherever the slide stands
_FILLS = tuple(_A + tag for tag in ("noFill", "solidFill", "gradFill", "pattFill", "blipFill", "grpFill"))
_DEFAULT_INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}  # codespell:ignore lins

Look = tuple[float, bool, bool, str, bool, str, str]
"""Of a run: size in points, bold, italic, underline, strike, colour, face."""


class Words(msgspec.Struct, frozen=True, array_like=True):
    """A paragraph: its text, and the looks of its runs, neighbours of one look taken together."""

    text: str
    looks: tuple[Look, ...] = ()
    align: str = "l"


class TableRow(msgspec.Struct, frozen=True, array_like=True):
    """A row: its height in points, and its cells' paragraphs; covered cells are None."""

    height: float
    cells: tuple[tuple[Words, ...] | None, ...]
    fills: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All it says, to find it again by."""
        return "\t".join("\n".join(w.text for w in cell) for cell in self.cells if cell)


class Fields(msgspec.Struct, frozen=True, omit_defaults=True):
    """A box's fields. `at`: x, y, w, h in points, in the coordinates of what it stands in.

    `look` holds fill, line, form, turn and text frame; `values` a chart's numbers by series; `image` is a
    digest.
    """

    kind: str
    at: tuple[float, float, float, float]
    alt: str = ""
    look: dict[str, str] = {}
    words: tuple[Words, ...] = ()
    columns: tuple[float, ...] = ()
    rows: tuple[TableRow, ...] = ()
    categories: tuple[str, ...] = ()
    values: dict[str, tuple[str, ...]] = {}
    image: str = ""
    moved: tuple[float, float, float, float] = (0, 0, 0, 0)

    @property
    def text(self) -> str:
        """All it says."""
        return "\n".join([*(w.text for w in self.words), *(r.text for r in self.rows)])


def same_text(one: Any, other: Any) -> bool:
    """Whether two texts read the same: blanks that do not break, and zeros that end a fraction, are nothing
    that a person would type or miss."""
    return one == other or _plain_text(one) == _plain_text(other)


def _plain_text(text: str) -> str:
    return _ENDING_ZEROS.sub(r"\1", " ".join(text.split()))


def same_place(one: Any, other: Any) -> bool:
    """Whether places, sizes or widths (points) are the same within a hair's breadth."""
    return len(one) == len(other) and all(abs(a - b) <= HAIR for a, b in zip(one, other, strict=True))


def same_looks(one: tuple[Look, ...], other: tuple[Look, ...]) -> bool:
    """Whether runs look the same, colours within rounding."""
    if len(one) != len(other):
        return False
    return all(a[:5] == b[:5] and near(a[5], b[5]) and a[6] == b[6] for a, b in zip(one, other, strict=True))


def same_paint(one: Any, other: Any) -> bool:
    """Whether two fills or lines look the same, piece by piece."""
    ones, others = (one or "").split(" "), (other or "").split(" ")
    return len(ones) == len(others) and all(map(near, ones, others))


def same_words(one: Words, other: Words) -> bool:
    """Whether two paragraphs say the same and look the same; one that says nothing has no looks."""
    if not (one.text.strip() or other.text.strip()):
        return True
    return one.text == other.text and one.align == other.align and same_looks(one.looks, other.looks)


def child(element: Any, tag: str) -> Any:
    """The first child of that tag, or None; in half the time of `find`, which reads its tag as a path."""
    return next(element.iterchildren(tag), None)


def kind_of(element: Any) -> str:
    """`shape`, `connector`, `picture`, `group`, `table`, `chart` or `graphic`."""
    tag = element.tag.removeprefix(_P)
    if tag == "graphicFrame":
        if next(element.iter(f"{_A}tbl"), None) is not None:
            return "table"
        return "graphic" if next(element.iter(f"{_C}chart"), None) is None else "chart"
    return {"sp": "shape", "cxnSp": "connector", "pic": "picture", "grpSp": "group"}.get(tag, "graphic")


def frame_of(element: Any) -> Any:
    """The `a:xfrm` (or a graphic frame's `p:xfrm`) that says where a box is, or None."""
    holder = next(element.iterchildren(f"{_P}xfrm", f"{_P}spPr", f"{_P}grpSpPr"), None)
    if holder is None or holder.tag == f"{_P}xfrm":
        return holder
    return child(holder, f"{_A}xfrm")


def place_of(frame: Any, off: str = "off", ext: str = "ext") -> tuple[float, float, float, float]:
    """x, y, w, h in points."""
    start, size = child(frame, _A + off), child(frame, _A + ext)
    found = ((start, "x"), (start, "y"), (size, "cx"), (size, "cy"))
    x, y, w, h = (0 if part is None else round(int(part.get(key)) / EMU, 2) for part, key in found)
    return x, y, w, h


def paint_of(scheme: Scheme, holder: Any) -> str:
    """A fill as one word: its kind and colours."""
    fill = None if holder is None else next(holder.iterchildren(*_FILLS), None)
    if fill is None:
        return "noFill"
    kind = fill.tag.removeprefix(_A)
    colors = [
        scheme.color(c)
        for c in fill.iter("*")
        if c.tag.endswith("Clr") and not c.tag.endswith(("fgClr", "bgClr"))
    ]
    return " ".join([kind, *([fill.get("prst", "")] if kind == "pattFill" else []), *colors])


def line_of(scheme: Scheme, holder: Any, tag: str = "ln") -> str:
    """A line as one word: width in points, colour, dash; "none" without one."""
    line = None if holder is None else child(holder, _A + tag)
    paint = "noFill" if line is None else paint_of(scheme, line)
    if line is None or paint == "noFill":
        return "none"
    dash = child(line, f"{_A}prstDash")
    width = round(int(line.get("w", "9525")) / EMU, 1)
    return f"{width} {paint.removeprefix('solidFill ')} {'solid' if dash is None else dash.get('val')}"


def _form(holder: Any) -> str:
    preset = None if holder is None else child(holder, f"{_A}prstGeom")
    if preset is None:
        return ""
    values = [g.get("fmla", "") for g in preset.iter(f"{_A}gd")]
    return " ".join([preset.get("prst", ""), *values])


def _frame_look(body: Any) -> str:
    said = None if body is None else child(body, f"{_A}bodyPr")
    if said is None:
        return ""
    sides = [round(int(said.get(k, v)) / EMU) for k, v in _DEFAULT_INSETS.items()]
    return f"{said.get('anchor', 't')} {said.get('wrap', 'square')} {sides}"


def words_of(scheme: Scheme, body: Any) -> tuple[Words, ...]:
    """The paragraphs of a text body."""
    return () if body is None else tuple(_words(scheme, p) for p in body.iterchildren(f"{_A}p"))


def runs_of(paragraph: Any) -> list[Any]:
    """The runs, fields and line breaks of a paragraph, in order."""
    return list(paragraph.iterchildren(f"{_A}r", f"{_A}fld", f"{_A}br"))


def run_text(run: Any) -> str:
    """What a run says; the slide's number counts as a sign of its own."""
    if run.tag == f"{_A}br":
        return "\v"
    if run.tag == f"{_A}fld" and run.get("type") == "slidenum":
        return _PAGE
    return next((t.text or "" for t in run.iterchildren(f"{_A}t")), "")


def _words(scheme: Scheme, paragraph: Any) -> Words:
    looks: list[Look] = []
    texts = []
    for run in runs_of(paragraph):
        texts.append(run_text(run))
        look = _look(scheme, child(run, f"{_A}rPr"))
        if texts[-1].strip() and (not looks or looks[-1] != look):
            looks.append(look)
    said = child(paragraph, f"{_A}pPr")
    return Words("".join(texts), tuple(looks), "l" if said is None else said.get("algn", "l"))


def _look(scheme: Scheme, said: Any) -> Look:
    if said is None:
        return (0, False, False, "", False, "", "")
    fill, face = child(said, f"{_A}solidFill"), child(said, f"{_A}latin")
    color = "" if fill is None or not len(fill) else scheme.color(fill[0])
    return (
        round(int(said.get("sz", "0")) / 100, 1),
        said.get("b", "0") in ("1", "true"),
        said.get("i", "0") in ("1", "true"),
        "" if said.get("u", "none") == "none" else said.get("u"),
        said.get("strike", "noStrike") != "noStrike",
        color,
        scheme.font(None if face is None else face.get("typeface")),
    )


def table_rows(scheme: Scheme, table: Any) -> tuple[TableRow, ...]:
    """A table's rows."""
    return tuple(_row(scheme, row) for row in table.iterchildren(f"{_A}tr"))


def _row(scheme: Scheme, row: Any) -> TableRow:
    cells = list(row.iterchildren(f"{_A}tc"))
    texts = tuple(None if covered(c) else words_of(scheme, child(c, f"{_A}txBody")) for c in cells)
    fills = tuple(paint_of(scheme, child(c, f"{_A}tcPr")) for c in cells)
    return TableRow(round(int(row.get("h")) / EMU, 2), texts, fills)


def covered(cell: Any) -> bool:
    """Whether a cell lies under a merge."""
    return cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")


def look_of(scheme: Scheme, element: Any) -> dict[str, str]:
    """Everything about a shape's or connector's looks, by field."""
    holder = child(element, f"{_P}spPr")
    found = {"fill": paint_of(scheme, holder), "line": line_of(scheme, holder), "form": _form(holder)}
    frame = frame_of(element) if element.tag == f"{_P}cxnSp" else None
    if frame is not None:
        found["turn"] = " ".join(frame.get(k, "0") for k in ("rot", "flipH", "flipV"))
    frame_look = _frame_look(child(element, f"{_P}txBody"))
    return {**found, "frame": frame_look} if frame_look else found
