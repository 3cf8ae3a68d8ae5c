"""The time axis: from days to points, months and quarters, and the markers' labels (SPEC §11.2, §11.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from msgspec import Struct

from mutualplan_deck.deck.boxes import Align, Paragraph, Rect, Run, Shape, Stroke
from mutualplan_deck.deck.page import Page, line
from mutualplan_deck.story.story import Text, Timeline

CLEAR = 8.0
EDGE = 4.0  # points: a month that begins nearer to the end has no tick
MOST_MONTHS = 13


class Axis(Struct, frozen=True):
    """Calendar days from `first` to `last` over `w` points from `x`."""

    x: float
    w: float
    first: dt.date
    last: dt.date

    def at(self, day: dt.date) -> float:
        """The point of a day, kept on the axis."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.x + self.w * min(1.0, max(0.0, share))

    def months(self) -> Iterator[dt.date]:
        """The first of each month, or of each quarter when there are more than 13 months."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        step = 1 if months <= MOST_MONTHS else 3 if months <= 3 * MOST_MONTHS else 12
        day = self.first
        while day <= self.last:
            if step == 1 or (day.month - 1) % step == 0:
                yield day
            if day.year == dt.date.max.year and day.month == 12:
                return
            day = (day + dt.timedelta(days=32)).replace(day=1)


def axis_for(block: Timeline, first: dt.date, x: float, w: float) -> Axis:
    """The axis of a timeline that begins at `first`: to two days after the last thing it marks."""
    days = [row.due for row in block.rows if row.due]
    days += [d for d in (block.success, block.latest_signature, block.today) if d]
    last = min(max(days), dt.date.max - dt.timedelta(days=40)) + dt.timedelta(days=2)
    return Axis(x, w, first, max(last, first + dt.timedelta(days=28)))


def month_labels(page: Page, block: Timeline, axis: Axis, y: float) -> list[Shape]:
    """A month's name after its tick, where there is room; the year with the first one and in January."""
    size, shapes = page.size("axis"), []
    starts = list(axis.months())
    for k, day in enumerate(starts):
        left = axis.at(day)
        right = axis.at(starts[k + 1]) if k + 1 < len(starts) else axis.x + axis.w
        plain, dated = block.months.get((day.year, day.month), ("", ""))
        names = (dated, plain) if k == 0 or day.month == 1 else (plain,)
        name = next((n for n in names if n and page.ruler.width(n, size) <= right - left - 4), "")
        if name:
            rect = Rect(left + 2.5, y, right - left - 3, 13)
            words = line(Run(name, size, "muted"))
            shapes.append(Shape(page.name("month", day.isoformat()), rect, paragraphs=(words,), wrap=False))
    return shapes


def month_ticks(axis: Axis) -> list[float]:
    """Where months begin, but for the axis' own start."""
    found = (axis.at(day) for day in axis.months() if day != axis.first)
    return [x for x in found if x < axis.x + axis.w - EDGE]


class Marker(Struct, frozen=True):
    """A vertical line over the chart: where, how, and its label from the fullest to the shortest."""

    name: str
    x: float
    stroke: Stroke
    color: str
    labels: tuple[Text, ...]


def markers(block: Timeline, axis: Axis) -> list[Marker]:
    """Today, latest safe signature and success, as far as they are known."""
    sign = "late_text" if block.signature_missed else "primary"
    line_color = "late" if block.signature_missed else "primary"
    known = (
        ("today", block.today, Stroke("dk1", 1.25), "dk1"),
        ("signature", block.latest_signature, Stroke(line_color, 1.25, "dash"), sign),
        ("success", block.success, Stroke("primary", 2.0), "primary"),
    )
    return [
        Marker(name, axis.at(day), stroke, color, tuple(block.markers.get(name, ())))
        for name, day, stroke, color in known
        if day and axis.first <= day <= axis.last
    ]


def marker_labels(
    page: Page, found: Sequence[Marker], axis: Axis, y: float
) -> tuple[list[Shape], list[tuple[Marker, Text]]]:
    """Labels that keep clear of each other, and those that had to go to the legend line.

    In this order: the signature's label gets shorter, today loses its date, the signature's label goes to
    the legend, today's label goes.
    """
    size = page.size("axis")
    best: Mapping[str, tuple[Text, Rect]] = {}
    for levels in sorted(product(*(range(len(m.labels) + 1) for m in found)), key=lambda c: _cost(found, c)):
        choice = [m.labels[k] if k < len(m.labels) else None for m, k in zip(found, levels, strict=True)]
        placed = _rects(page, found, choice, axis, y, size)
        if placed is not None:
            best = placed
            break
    shapes = [
        Shape(
            page.name("marker", m.name, "label"),
            best[m.name][1],
            paragraphs=(_label(best[m.name][0], size, m),),
            wrap=False,
        )
        for m in found
        if m.name in best
    ]
    legend = [(m, m.labels[-1]) for m in found if m.name == "signature" and m.name not in best and m.labels]
    return shapes, legend


def _label(text: Text, size: float, marker: Marker) -> Paragraph:
    align: Align = "right" if marker.name == "success" else "left"
    return line(Run(text.full, size, marker.color, bold=True), key=text.key, align=align)


def _cost(found: Sequence[Marker], levels: Sequence[int]) -> tuple[bool | int, ...]:
    """What a choice of labels gives up, dearest first."""
    level = {m.name: k for m, k in zip(found, levels, strict=True)}
    lost = {m.name: k >= len(m.labels) for m, k in zip(found, levels, strict=True)}
    names = ("success", "today", "signature")
    return (*(lost.get(n, False) for n in names), level.get("today", 0), level.get("signature", 0))


def _rects(
    page: Page, found: Sequence[Marker], choice: Sequence[Text | None], axis: Axis, y: float, size: float
) -> Mapping[str, tuple[Text, Rect]] | None:
    placed: dict[str, tuple[Text, Rect]] = {}
    for marker, text in zip(found, choice, strict=True):
        if text is None:
            continue
        width = page.ruler.width(text.full, size, bold=True) + 1
        right = axis.x + axis.w + 0.5
        start = {"today": marker.x - width / 2, "success": right - width}.get(marker.name, marker.x - 1.5)
        rect = Rect(min(max(start, axis.x - 6), right - width), y, width, 14)
        if any(rect.x < o.right + CLEAR and o.x < rect.right + CLEAR for _, o in placed.values()):
            return None
        placed[marker.name] = (text, rect)
    return placed
