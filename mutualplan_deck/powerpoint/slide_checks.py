"""Is a slide whole? Its ids, title, placeholders, descriptions, tables and connectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from mutualplan_deck.powerpoint.markup import DECORATIVE, DRAWING, SLIDE

_A, _P = f"{{{DRAWING}}}", f"{{{SLIDE}}}"
_DESCRIBED = ("pic", "graphicFrame")
_FILLED_BY_POWERPOINT = ("dt", "ftr", "sldNum", "hdr", "sldImg")


def slide_problems(slide: Any) -> Iterator[str]:
    """What is wrong with a slide's tree, a line each."""
    yield from _id_problems(slide)
    if not title_of(slide):
        yield "no title"
    if not any(f.get("type") == "slidenum" for f in slide.iter(f"{_A}fld")):
        yield "no slide number"
    yield from _placeholder_problems(slide)
    yield from _description_problems(slide)
    yield from _connector_problems(slide)
    for table in slide.iter(f"{_A}tbl"):
        yield from _table_problems(table)


def text_of(element: Any) -> str:
    """All text inside an element."""
    return "".join(t.text or "" for t in element.iter(f"{_A}t"))


def title_of(slide: Any) -> str:
    """The text of the title placeholder."""
    for shape in slide.iter(f"{_P}sp"):
        mark = _mark(shape)
        if mark is not None and mark.get("type") in ("title", "ctrTitle"):
            return text_of(shape).strip()
    return ""


def _mark(shape: Any) -> Any:
    return shape.find(f"./*/{_P}nvPr/{_P}ph")


def _identities(slide: Any) -> Iterator[Any]:
    yield from slide.iter(f"{_P}cNvPr")


def _id_problems(slide: Any) -> Iterator[str]:
    ids = Counter(e.get("id") for e in _identities(slide))
    yield from (f"shape id {i} {count} times" for i, count in ids.items() if count > 1)


def _placeholder_problems(slide: Any) -> Iterator[str]:
    """An empty placeholder shows its prompt to whoever edits, and nothing to whoever reads."""
    for shape in slide.iter(f"{_P}sp"):
        mark = _mark(shape)
        if mark is None or mark.get("type") in _FILLED_BY_POWERPOINT:
            continue
        if not text_of(shape).strip():
            yield f"the placeholder {shape.find(f'./*/{_P}cNvPr').get('name')!r} is empty"


def _description_problems(slide: Any) -> Iterator[str]:
    for kind in _DESCRIBED:
        for element in slide.iter(_P + kind):
            identity = element.find(f"./*/{_P}cNvPr")
            if not (identity.get("descr", "").strip() or is_decorative(identity)):
                yield f"{identity.get('name')!r} has no alt text"


def is_decorative(identity: Any) -> bool:
    """Whether a `p:cNvPr` is marked as nothing to read."""
    mark = next(identity.iter(f"{{{DECORATIVE}}}decorative"), None)
    return mark is not None and mark.get("val", "1") in ("1", "true")


def _connector_problems(slide: Any) -> Iterator[str]:
    ids = {e.get("id") for e in _identities(slide)}
    for tag in ("stCxn", "endCxn"):
        loose = (e.get("id") for e in slide.iter(_A + tag) if e.get("id") not in ids)
        yield from (f"a connector is glued to shape {i}, which is not there" for i in loose)


def _table_problems(table: Any) -> Iterator[str]:
    """Every row has a cell for each column, and every merge stays in the grid and covers its cells."""
    width = len(table.findall(f"{_A}tblGrid/{_A}gridCol"))
    rows = [row.findall(f"{_A}tc") for row in table.findall(f"{_A}tr")]
    bad = [i for i, row in enumerate(rows, 1) if len(row) != width]
    yield from (f"table row {i} has {len(rows[i - 1])} cells in a grid of {width}" for i in bad)
    if not bad:
        yield from _merge_problems(rows)


def _merge_problems(rows: list[list[Any]]) -> Iterator[str]:
    wanted: dict[tuple[int, int], tuple[bool, bool]] = {}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            covered = _covered(cell)
            if covered != wanted.get((r, c), (False, False)):
                yield f"table cell {r + 1}, {c + 1}: its merge does not match the cell that spans it"
            if not any(covered):
                wanted |= _spans(cell, r, c)
    outside = [p for p in wanted if p[0] >= len(rows) or p[1] >= len(rows[0])]
    yield from (f"a merged cell reaches out of the table, to {r + 1}, {c + 1}" for r, c in outside)


def _covered(cell: Any) -> tuple[bool, bool]:
    """Whether a cell lies under a merge from the left, and under one from above."""
    across, down = (cell.get(key, "0") in ("1", "true") for key in ("hMerge", "vMerge"))
    return across, down


def _spans(cell: Any, r: int, c: int) -> dict[tuple[int, int], tuple[bool, bool]]:
    down, across = int(cell.get("rowSpan", "1")), int(cell.get("gridSpan", "1"))
    return {(r + i, c + j): (j > 0, i > 0) for i in range(down) for j in range(across) if i or j}
