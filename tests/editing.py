"""Edits as a person's PowerPoint would leave them, and how to see that each is still there afterwards.

Every edit is made through python-pptx or raw XML, never by the product's own code.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pptx import Presentation
from pptx.util import Emu, Pt

Check = Callable[[Any], bool]
STAMP = "by hand"


@dataclass
class Edit:
    """What was done, the boxes it touched as (slide's mark, name), and whether a deck still shows it."""

    what: str
    touched: set[tuple[str, str]] = field(default_factory=set)
    kept: Check = lambda _: True
    key: str = ""


def opened(data: bytes) -> Any:
    """The deck for python-pptx."""
    return Presentation(io.BytesIO(data))


def saved(deck: Any) -> bytes:
    """The deck's bytes."""
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def mark(slide: Any) -> str:
    """Which of our slides one is, by the names of its boxes; "" for a person's own."""
    names = [s.name.split(".") for s in slide.shapes if s.name.startswith("mp.")]
    return names[0][1] if names else ""


def slide_marked(deck: Any, name: str) -> Any:
    """The first slide of that mark."""
    return next((s for s in deck.slides if mark(s) == name), None)


def walked(shapes: Any) -> Iterator[Any]:
    """Shapes, groups opened."""
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:
            yield from walked(shape.shapes)


def indexed(deck: Any) -> dict[tuple[str, str], Any]:
    """Every shape of ours by slide and name, the first of each; read once a deck."""
    if getattr(deck, "boxes_by_name", None) is None:
        found: dict[tuple[str, str], Any] = {}
        for slide in deck.slides:
            where = mark(slide)
            for shape in walked(slide.shapes) if where else ():
                found.setdefault((where, shape.name), shape)
        deck.boxes_by_name = found
    return dict(deck.boxes_by_name)


def named(deck: Any, where: str, name: str) -> Any:
    """A shape by slide and name."""
    return indexed(deck).get((where, name))


def texts(shape: Any) -> list[str]:
    """What a shape says, by paragraph or cell."""
    if shape is None:
        return []
    if shape.has_text_frame:
        return [p.text for p in shape.text_frame.paragraphs]
    if getattr(shape, "has_table", False) and shape.has_table:
        return [c.text for r in shape.table.rows for c in r.cells]
    return []


def everything(deck: Any) -> str:
    """All text of a deck, notes and all."""
    found = [t for s in deck.slides for shape in walked(s.shapes) for t in texts(shape)]
    found += [s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide]
    return "\n".join(found)


def _pick(items: list[Any], n: int) -> Any:
    return items[n % len(items)] if items else None


def _ours(deck: Any, n: int) -> Any:
    return _pick([s for s in deck.slides if mark(s)], n)


def retype(deck: Any, a: int, b: int, c: int) -> Edit | None:
    """Other words in a paragraph, in its style."""
    slide = _ours(deck, a)
    shape = _pick(
        [
            s
            for s in walked(slide.shapes)
            if s.has_text_frame and s.text_frame.text.strip() and not s.name.endswith(".page")
        ],
        b,
    )
    lines = [p for p in shape.text_frame.paragraphs if p.runs and p.text.strip()]
    line, words = _pick(lines, c), f"{STAMP} {a}-{b}-{c}"
    if line is None or STAMP in line.text:
        return None
    line.runs[-1].text = words
    where, name = mark(slide), shape.name
    return Edit("retype", {(where, name)}, lambda d: words in everything(d))


def retype_cell(deck: Any, a: int, b: int, c: int) -> Edit | None:
    """Other words in a table's cell."""
    tables = [(s, t) for s in deck.slides if mark(s) for t in s.shapes if t.has_table]
    slide, shape = _pick(tables, a) or (None, None)
    if shape is None:
        return None
    lines = [
        p
        for r in list(shape.table.rows)[1:]
        for cell in r.cells
        if not cell.is_spanned
        for p in cell.text_frame.paragraphs
        if p.runs and p.text.strip()
    ]
    line, words = _pick(lines, b), f"{STAMP} cell {a}-{b}-{c}"
    if line is None or STAMP in line.text:
        return None
    line.runs[-1].text = words
    where, name = mark(slide), shape.name
    return Edit("retype cell", {(where, name)}, lambda d: words in "\n".join(texts(named(d, where, name))))


def restyle(deck: Any, a: int, b: int, _c: int) -> Edit | None:
    """Larger letters: new words must come in them."""
    slide = _ours(deck, a)
    shape = _pick([s for s in walked(slide.shapes) if s.has_text_frame and s.text_frame.text.strip()], b)
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(33)
    where, name = mark(slide), shape.name

    def kept(d: Any) -> bool:
        there = named(d, where, name)
        sizes = (
            [r.font.size for p in there.text_frame.paragraphs for r in p.runs] if there is not None else []
        )
        return there is None or Pt(33) in sizes or not sizes

    return Edit("restyle", {(where, name)}, kept)


def move(deck: Any, a: int, b: int, c: int) -> Edit | None:
    """Another place."""
    slide = _ours(deck, a)
    shape = _pick([s for s in slide.shapes if not s.is_placeholder and s.shape_type != 6], b)
    shape.left, shape.top = Emu(1000 + 12700 * (c % 300)), Emu(2000 + 12700 * (b % 300))
    where, name, spot = mark(slide), shape.name, (shape.left, shape.top)

    def kept(d: Any) -> bool:
        there = named(d, where, name)
        return there is None or (there.left, there.top) == spot

    return Edit("move", {(where, name)}, kept)


def resize(deck: Any, a: int, b: int, c: int) -> Edit | None:
    """Another width."""
    slide = _ours(deck, a)
    shape = _pick([s for s in slide.shapes if s.has_text_frame and not s.is_placeholder], b)
    if shape is None:
        return None
    shape.width = Emu(shape.width + 12700 * (5 + c % 50))
    where, name, width = mark(slide), shape.name, shape.width

    def kept(d: Any) -> bool:
        there = named(d, where, name)
        return there is None or there.width == width

    return Edit("resize", {(where, name)}, kept)


def delete(deck: Any, a: int, b: int, _c: int) -> Edit | None:
    """A box less."""
    slide = _ours(deck, a)
    shape = _pick([s for s in slide.shapes if not s.is_placeholder], b)
    where, name = mark(slide), shape.name
    gone = {(where, name)} | {
        (where, s.name) for s in (walked(shape.shapes) if shape.shape_type == 6 else ())
    }
    shape._element.getparent().remove(shape._element)
    return Edit("delete", gone, lambda d: slide_marked(d, where) is None or named(d, where, name) is None)


def duplicate(deck: Any, a: int, b: int, _c: int) -> Edit | None:
    """A copy beside the box: the copy is the person's, under the same name."""
    slide = _ours(deck, a)
    shape = _pick(
        [s for s in slide.shapes if s.has_text_frame and s.text_frame.text.strip() and not s.is_placeholder],
        b,
    )
    twin = copy.deepcopy(shape._element)
    ids = [int(e.get("id")) for e in slide._element.iter() if e.tag.endswith("}cNvPr")]
    twin.nvSpPr.cNvPr.set("id", str(max(ids) + 1))
    shape._element.addnext(twin)
    where, name = mark(slide), shape.name

    def kept(d: Any) -> bool:
        there = slide_marked(d, where)
        return there is None or sum(s.name == name for s in walked(there.shapes)) >= 1

    return Edit("duplicate", {(where, name)}, kept)


def add_box(deck: Any, a: int, b: int, _c: int) -> Edit | None:
    """A box of the person's own."""
    slide = _ours(deck, a)
    words = f"{STAMP} box {a}-{b}"
    box = slide.shapes.add_textbox(Emu(1000), Emu(1000), Emu(900000), Emu(300000))
    box.text_frame.text = words
    return Edit("add box", set(), lambda d: words in everything(d))


def add_slide(deck: Any, a: int, b: int, c: int) -> Edit | None:
    """A slide of the person's own, put somewhere among ours."""
    if len([s for s in deck.slides if mark(s)]) < 6:
        return None  # python-pptx would give it the name of one that was deleted
    words = f"{STAMP} slide {a}-{b}-{c}"
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.add_textbox(Emu(1000), Emu(1000), Emu(900000), Emu(300000)).text_frame.text = words
    ids = deck.slides._sldIdLst
    item = ids[-1]
    ids.remove(item)
    ids.insert(a % (len(ids) + 1), item)
    return Edit("add slide", set(), lambda d: words in everything(d))


def delete_slide(deck: Any, a: int, _b: int, _c: int) -> Edit | None:
    """A slide less."""
    slide = _ours(deck, a)
    where = mark(slide)
    ids = deck.slides._sldIdLst
    item = ids[list(deck.slides).index(slide)]
    deck.part.drop_rel(item.rId)
    ids.remove(item)
    return Edit("delete slide", {(where, "*")}, lambda d: slide_marked(d, where) is None)


def swap_slides(deck: Any, a: int, _b: int, _c: int) -> Edit | None:
    """Two slides in each other's place."""
    ids = deck.slides._sldIdLst
    i = a % (len(ids) - 1)
    item = ids[i]
    ids.remove(item)
    ids.insert(i + 1, item)
    order = [mark(s) for s in deck.slides if mark(s)]

    def kept(d: Any) -> bool:
        now = [mark(s) for s in d.slides if mark(s)]
        return now == [m for m in order if m in now]

    return Edit("swap slides", set(), kept)


def hide(deck: Any, a: int, _b: int, _c: int) -> Edit | None:
    """A slide not shown."""
    slide = _ours(deck, a)
    slide._element.set("show", "0")
    where = mark(slide)

    def kept(d: Any) -> bool:
        there = slide_marked(d, where)
        return there is None or there._element.get("show") == "0"

    return Edit("hide", set(), kept)


def add_row(deck: Any, a: int, b: int, c: int) -> Edit | None:
    """A row of the person's own, made from the one above as PowerPoint does."""
    tables = [(s, t) for s in deck.slides if mark(s) for t in s.shapes if t.has_table]
    slide, shape = _pick(tables, a) or (None, None)
    if shape is None:
        return None
    rows = list(shape.table._tbl.tr_lst)
    above = rows[b % len(rows)]
    if b % len(rows) == 0:
        return None
    row = copy.deepcopy(above)
    words = f"{STAMP} row {a}-{b}-{c}"
    for cell in row.tc_lst:
        spanning = int(cell.get("rowSpan", "1")) > 1
        if spanning:  # the row above starts a merge: the new one lies inside it
            origin = above.tc_lst[row.tc_lst.index(cell)]
            origin.set("rowSpan", str(int(origin.get("rowSpan")) + 1))
            cell.attrib.pop("rowSpan")
            cell.set("vMerge", "1")
        elif cell.get("vMerge"):
            _widen(rows, above, row.tc_lst.index(cell))
    above.addnext(row)
    free = [t for t in row.tc_lst if not t.get("vMerge") and not t.get("hMerge")]
    from pptx.table import _Cell

    _Cell(free[-1], None).text = words
    where, name = mark(slide), shape.name
    return Edit("add row", {(where, name)}, lambda d: words in "\n".join(texts(named(d, where, name))))


def _widen(rows: list[Any], row: Any, column: int) -> None:
    """One row more under the merge that covers this cell."""
    for r in range(rows.index(row), -1, -1):
        cell = rows[r].tc_lst[column]
        if not cell.get("vMerge"):
            cell.set("rowSpan", str(int(cell.get("rowSpan", "1")) + 1))
            return


def delete_row(deck: Any, a: int, b: int, _c: int) -> Edit | None:
    """A row less, in a table without merges."""
    tables = [
        (s, t)
        for s in deck.slides
        if mark(s)
        for t in s.shapes
        if t.has_table and not any(cell.is_merge_origin for r in t.table.rows for cell in r.cells)
    ]
    slide, shape = _pick(tables, a) or (None, None)
    rows = list(shape.table._tbl.tr_lst) if shape is not None else []
    if len(rows) < 4:
        return None
    row = rows[1 + b % (len(rows) - 1)]
    gone = [
        t.text
        for t in row.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")
        if len(t.text or "") > 12
    ]
    row.getparent().remove(row)
    where, name = mark(slide), shape.name
    count = len(rows) - 1

    def kept(d: Any) -> bool:
        there = named(d, where, name)
        said = "\n".join(texts(there))
        return there is None or len(there.table.rows) <= count or not any(g in said for g in gone)

    return Edit("delete row", {(where, name)}, kept)


def note(deck: Any, a: int, b: int, _c: int) -> Edit | None:
    """A sentence of the person's own in the notes."""
    slide = _ours(deck, a)
    words, where = f"{STAMP} note {a}-{b}", mark(slide)
    slide.notes_slide.notes_text_frame.add_paragraph().text = words

    def kept(d: Any) -> bool:
        there = slide_marked(d, where)
        return there is None or words in there.notes_slide.notes_text_frame.text

    return Edit("note", {(where, "notes")}, kept)


def chart_value(deck: Any, a: int, b: int, _c: int) -> Edit | None:
    """Another number in a chart."""
    charts = [(s, t) for s in deck.slides if mark(s) for t in s.shapes if t.has_chart]
    slide, shape = _pick(charts, a) or (None, None)
    if shape is None:
        return None
    points = [
        v
        for s in shape.chart._chartSpace.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}val")
        for v in s.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}v")
    ]
    point = _pick(points, b)
    if point is None:
        return None
    point.text = "0.0625"
    where, name = mark(slide), shape.name

    def kept(d: Any) -> bool:
        there = named(d, where, name)
        return there is None or 0.0625 in [v for p in there.chart.plots for s in p.series for v in s.values]

    return Edit("chart value", {(where, name)}, kept)


EDITS: tuple[Callable[[Any, int, int, int], Edit | None], ...] = (
    retype,
    retype_cell,
    restyle,
    move,
    resize,
    delete,
    duplicate,
    add_box,
    add_slide,
    delete_slide,
    swap_slides,
    hide,
    add_row,
    delete_row,
    note,
    chart_value,
)
