"""The legend over the table of steps: only marks that occur (SPEC §11.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mutualplan_deck.deck.blocks.axis import Marker
from mutualplan_deck.deck.blocks.rollup import Line
from mutualplan_deck.deck.boxes import Connector, Rect, Run, Shape, Stroke
from mutualplan_deck.deck.page import Page, line
from mutualplan_deck.plan.model import Kind
from mutualplan_deck.plan.standing import Standing
from mutualplan_deck.story.story import StepRow, Text, Timeline

GAP = 13.0  # from a name to the next mark
BEFORE = 5.0  # from a mark to its name
_WIDE = {"milestone": 10.0, "decision": 13.0, "critical": 16.0}  # points; any other mark is a line


def place_legend(
    page: Page,
    block: Timeline,
    found: Sequence[Line],
    frame: tuple[float, float, float],
    moved: Sequence[tuple[Marker, Text]],
) -> None:
    """A line of marks with their names, from `x` as far as `w` goes; what has no room is left out."""
    x, y, w = frame
    right, size = x + w, page.size("axis")
    for kind, text in [*_kinds(block, found), *((f"marker.{m.name}", t) for m, t in moved)]:
        mark = _WIDE.get(kind, 2.0) + BEFORE
        width = mark + page.ruler.width(text.full, size) + 1
        if x + width > right:
            return
        _mark(page, kind, x, y + 7.5)
        words = line(Run(text.full, size, "muted"), key=text.key)
        page.text(page.name("legend", kind), Rect(x + mark, y, width - mark, 14), words, wrap=False)
        x += width + GAP


def _kinds(block: Timeline, found: Sequence[Line]) -> Iterator[tuple[str, Text]]:
    rows = [r.single for r in found if r.single]
    occurs = {
        "milestone": any(_milestone(r) for r in rows),
        "decision": any(r.kind in (Kind.DECISION, Kind.APPROVAL) and not r.success and r.due for r in rows),
        "critical": any(r.critical for r in rows),
        "earlier": any(r.moved for r in rows),
    }
    yield from ((k, block.legend[k]) for k, seen in occurs.items() if seen and k in block.legend)


def _milestone(row: StepRow) -> bool:
    point = row.kind in (Kind.MILESTONE, Kind.MEETING) and row.due is not None
    return point and not row.success and row.standing is not Standing.CANCELLED


def _mark(page: Page, kind: str, x: float, y: float) -> None:
    """A mark whose left edge is x, at the height y."""
    name = page.name("legend", kind, "mark")
    if kind == "critical":
        page.add(Connector(name, (x, y), (x + 16, y), Stroke("dk1", 2.0)))
    elif kind.startswith("marker"):
        page.add(Connector(name, (x + 1, y - 5), (x + 1, y + 5), Stroke("primary", 1.25, "dash")))
    elif kind == "earlier":
        page.add(Connector(name, (x + 1, y - 5), (x + 1, y + 5), Stroke("dk1", 1.0)))
    else:
        r = _WIDE[kind] / 2
        rect = Rect(x, y - r, 2 * r, 2 * r)
        page.add(Shape(name, rect, "diamond", fill="lt1", stroke=Stroke("dk1", 1.3), decorative=True))
        if kind == "decision":
            inner = Rect(x + r - 2.8, y - 2.8, 5.6, 5.6)
            page.add(Shape(f"{name}.inner", inner, "diamond", fill="dk1", decorative=True))
