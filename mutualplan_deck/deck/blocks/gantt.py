"""The chart beside the table of steps: bars, diamonds, critical path and vertical lines (SPEC §11.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from mutualplan_deck.deck.blocks.axis import Axis, Marker, month_ticks
from mutualplan_deck.deck.blocks.rollup import Line
from mutualplan_deck.deck.boxes import Connector, Freeform, Glue, Insets, Rect, Run, Shape, Stroke
from mutualplan_deck.deck.page import GLYPHS, Page, line
from mutualplan_deck.plan.model import Kind
from mutualplan_deck.plan.standing import Standing
from mutualplan_deck.story.story import StepRow, Text

Mark: TypeAlias = Shape | Freeform | Connector
FAR = 5.6  # rows: a connector over more of them crosses too much to be read
NARROW = 13.0  # points: a bar under this has no room for its glyph
UNDATED = (6.0, 8.0)

# Fill and outline of a bar by standing; late and blocked look alike, glyph and word keep them apart.
_BARS: Mapping[Standing, tuple[str, Stroke | None]] = {
    Standing.DONE: ("done", None),
    Standing.IN_PROGRESS: ("prog", None),
    Standing.NOT_STARTED: ("lt1", Stroke("muted", 1.0)),
    Standing.AT_RISK: ("risk", None),
    Standing.LATE: ("late", None),
    Standing.BLOCKED: ("late", None),
    Standing.TO_CONFIRM: ("lt1", Stroke("muted", 1.0, "sysDash")),
}
_STARTED: Mapping[Standing, str] = {
    Standing.DONE: "done",
    Standing.IN_PROGRESS: "prog",
    Standing.AT_RISK: "risk",
    Standing.LATE: "late",
    Standing.BLOCKED: "late",
}


class Band(Struct, frozen=True):
    """A line of the timeline at its height: `y` is its top, `h` its height."""

    line: Line
    name: str
    y: float
    h: float

    @property
    def middle(self) -> float:
        """The height at which marks are centred."""
        return self.y + self.h / 2

    @property
    def bar(self) -> float:
        """How high a bar is."""
        return min(11.0, max(7.0, 0.52 * self.h))

    @property
    def radius(self) -> float:
        """Half the height of a milestone's diamond."""
        return min(6.5, 0.34 * self.h)


class Chart(Struct, frozen=True):
    """Everything the marks are drawn from."""

    page: Page
    axis: Axis
    bands: tuple[Band, ...]
    top: float
    bottom: float
    today: dt.date
    success: dt.date | None
    no_date: Text

    def marks(self, found: Sequence[Marker]) -> list[Mark]:
        """All marks in drawing order: panel, grid, connectors, vertical lines, bars, diamonds."""
        bars: list[Mark] = []
        diamonds: list[Mark] = []
        for band in self.bands:
            for mark in self._band(band):
                (diamonds if isinstance(mark, Shape) and mark.geometry == "diamond" else bars).append(mark)
        return [*self._ground(), *self._critical(), *self._verticals(found), *bars, *diamonds]

    def _ground(self) -> Iterator[Mark]:
        name = self.page.name
        area = Rect(self.axis.x, self.top, self.axis.w, self.bottom - self.top)
        yield Shape(name("chart", "panel"), area, fill="panel", decorative=True)
        white = Stroke("lt1", 1.0)
        for k, x in enumerate(month_ticks(self.axis)):
            yield Connector(name("chart", "month", str(k)), (x, self.top), (x, self.bottom), white)
        for k, (above, below) in enumerate(pairwise(self.bands)):
            border = above.line.lane is not below.line.lane
            stroke = Stroke("dk1", 0.75) if border else white
            ends = (self.axis.x - 8 if border else self.axis.x, self.axis.x + self.axis.w)
            yield Connector(name("chart", "row", str(k)), (ends[0], below.y), (ends[1], below.y), stroke)

    def _verticals(self, found: Sequence[Marker]) -> Iterator[Mark]:
        for m in found:
            yield Connector(
                self.page.name("marker", m.name), (m.x, self.top - 3), (m.x, self.bottom), m.stroke
            )

    # One line of the timeline

    def _band(self, band: Band) -> Iterator[Mark]:
        row = band.line.single
        if row is None:
            yield from self._bracket(band)
        elif row.due is None:
            yield from self._undated(band)
        else:
            yield from self._dated(band, row, row.due)

    def _dated(self, band: Band, row: StepRow, due: dt.date) -> Iterator[Mark]:
        end, begin = self.axis.at(due), self.axis.at(row.start or due)
        instant = row.event_kind and (row.start is None or end - begin < 8)
        if not instant and not (row.success and row.start is None):
            yield from self._bar(band, row, min(begin, end), end)
        if row.critical and not instant:
            y = band.middle + band.bar / 2 + 2.2
            keel = self.page.name("step", band.name, "keel")
            yield Connector(keel, (min(begin, end - 4), y), (end, y), Stroke("dk1", 2.0))
        if row.success or row.event_kind:
            yield from self._diamond(band, row, end)
        if row.moved:
            yield from self._earlier(band, self.axis.at(row.moved))

    def _earlier(self, band: Band, x: float) -> Iterator[Mark]:
        """A tick where the step was due before, seen on any bar."""
        if not self.axis.x <= x <= self.axis.x + self.axis.w:
            return
        name, half = self.page.name("step", band.name, "earlier"), band.bar / 2 + 2
        ends = (x, band.middle - half), (x, band.middle + half)
        yield Connector(f"{name}.halo", *ends, Stroke("lt1", 3.4))
        yield Connector(name, *ends, Stroke("dk1", 1.0))

    def _bar(self, band: Band, row: StepRow, begin: float, end: float) -> Iterator[Mark]:
        fill, stroke = _BARS.get(row.standing, _BARS[Standing.NOT_STARTED])
        width = max(4.0, end - begin)
        inset = 0.5 if stroke else 0.0
        rect = Rect(
            end - width + inset, band.middle - band.bar / 2 + inset, width - 2 * inset, band.bar - 2 * inset
        )
        glyph = GLYPHS[row.standing.value][0] if stroke is None and width >= NARROW else ""
        words = (line(Run(glyph, round(1.6 * band.bar) / 2, "lt1", face="glyph")),) if glyph else ()
        yield Shape(
            self.page.name("step", band.name, "bar"),
            rect,
            fill=fill,
            stroke=stroke,
            paragraphs=words,
            anchor="middle",
            insets=Insets(left=3),
            wrap=False,
            decorative=True,
        )
        overrun = self.axis.at(self.today)
        if row.standing is Standing.LATE and overrun - end > 1:
            name = self.page.name("step", band.name, "overrun")
            yield Connector(name, (end, band.middle), (overrun, band.middle), Stroke("late", 2.0, "sysDot"))

    def _diamond(self, band: Band, row: StepRow, x: float) -> Iterator[Mark]:
        r, color = band.radius, _STARTED.get(row.standing, "dk1")
        name = self.page.name("step", band.name, "mark")
        if row.success:
            yield self._rhomb(name, x, band.middle, r + 2.2, "primary", Stroke("lt1", 1.2))
        elif row.kind in (Kind.DECISION, Kind.APPROVAL):
            yield self._rhomb(name, x, band.middle, r + 1.8, "lt1", Stroke(color, 1.3))
            yield self._rhomb(f"{name}.inner", x, band.middle, max(1.5, r - 2), color, None)
        else:
            yield self._rhomb(name, x, band.middle, r, "lt1", Stroke(color, 1.4))

    def _rhomb(self, name: str, x: float, y: float, r: float, fill: str, stroke: Stroke | None) -> Shape:
        rect = Rect(x - r, y - r, 2 * r, 2 * r)
        return Shape(name, rect, geometry="diamond", fill=fill, stroke=stroke, decorative=True)

    def _undated(self, band: Band) -> Iterator[Mark]:
        """A dashed line from today to the success date, which says that the date is to confirm."""
        left = self.axis.at(self.today) + UNDATED[0]
        right = self.axis.at(self.success or self.axis.last) - UNDATED[1]
        size = self.page.size("axis")
        width = self.page.ruler.width(self.no_date.full, size, italic=True) + 10
        if right - left < width:
            left, right = self.axis.x + UNDATED[0], self.axis.x + self.axis.w - UNDATED[1]
        name, y = self.page.name("step", band.name, "undated"), band.middle
        yield Connector(name, (left, y), (right, y), Stroke("muted", 1.0, "dash"))
        if right - left >= width:
            patch = Rect((left + right - width) / 2, y - 7, width, 14)
            words = line(Run(self.no_date.full, size, "muted", italic=True), align="center")
            yield Shape(f"{name}.text", patch, fill="panel", paragraphs=(words,), anchor="middle", wrap=False)

    def _bracket(self, band: Band) -> Iterator[Mark]:
        """A roll-up's line, with teeth at both ends."""
        start, due = band.line.start, band.line.due
        if start is None or due is None:
            return
        left, right = self.axis.at(start), max(self.axis.at(due), self.axis.at(start) + 14)
        right = min(right, self.axis.x + self.axis.w)
        left = min(left, right - 14)
        y = band.middle - 3
        points = (
            *((left, y), (right, y), (right, y + 7), (right - 5, y + 3)),
            *((left + 5, y + 3), (left, y + 7)),
        )
        yield Freeform(self.page.name("step", band.name, "bracket"), points, "muted")

    # The critical path

    def _critical(self) -> Iterator[Mark]:
        single = {b.line.single.id: b for b in self.bands if b.line.single}
        for band in self.bands:
            row = band.line.single
            if row is None or not row.critical or row.due is None:
                continue
            for before in row.after:
                source = single.get(before)
                if source and source.line.single and source.line.single.critical:
                    yield from self._link(source, band)

    def _link(self, source: Band, target: Band) -> Iterator[Mark]:
        """From the end of a step along its row, then down or up to the start of the next."""
        a, b = source.line.single, target.line.single
        if a is None or b is None or a.due is None or b.due is None:
            return
        y1, down = source.middle, target.middle > source.middle
        milestone = b.event_kind and (b.start is None or self.axis.at(b.due) - self.axis.at(b.start) < 8)
        reach = target.radius + (1.8 if b.kind in (Kind.DECISION, Kind.APPROVAL) else 0)
        half = reach if milestone else target.bar / 2
        x2 = self.axis.at(b.due) if milestone else self.axis.at(b.start or b.due) + 3
        y2 = target.middle - half if down else target.middle + half
        x1 = self.axis.at(a.due) + (source.radius if a.event_kind else 0)
        crowded = abs(x2 - self.axis.at(self.today)) < 4
        if abs(target.middle - y1) > FAR * target.h or crowded or x2 < self.axis.at(a.due) - 1:
            return
        name = self.page.name("critical", source.name, target.name)
        end = Glue(self.page.name("step", target.name, "mark"), 0 if down else 2) if milestone else None
        stroke = Stroke("dk1", 1.0)
        if x2 <= x1 + 1:
            y1 += (source.radius if a.event_kind else source.bar / 2) * (1 if down else -1)
            yield Connector(name, (x2, y1), (x2, y2), stroke, arrow=True, glue_end=end)
            return
        start = Glue(self.page.name("step", source.name, "mark" if a.event_kind else "bar"), 3)
        yield Connector(
            name, (x1, y1), (x2, y2), stroke, path="bent2", arrow=True, glue_start=start, glue_end=end
        )
