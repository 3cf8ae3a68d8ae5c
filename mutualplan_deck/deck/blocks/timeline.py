"""The timeline slide: a table of steps, the chart beside it, and what is due next (SPEC §11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from mutualplan_deck.deck.blocks.axis import Axis, axis_for, marker_labels, markers, month_labels, month_ticks
from mutualplan_deck.deck.blocks.gantt import Band, Chart
from mutualplan_deck.deck.blocks.legend import place_legend
from mutualplan_deck.deck.blocks.road import Road, place_road
from mutualplan_deck.deck.blocks.rollup import Line, finished_before, lines, shown_from
from mutualplan_deck.deck.blocks.soon import place_few, place_soon
from mutualplan_deck.deck.boxes import Connector, Group, Stroke
from mutualplan_deck.deck.page import Page
from mutualplan_deck.plan.standing import Standing
from mutualplan_deck.story.story import StepRow, Story, Text, Timeline

FEW = 7


class Frame(Struct, frozen=True):
    """Where the parts of a timeline stand. `inline` puts lane names above their rows (4:3)."""

    road: Road
    chart: tuple[float, float]
    months: float
    labels: float
    legend: tuple[float, float, float]
    bottom: float
    most: int


def frame_for(page: Page, *, bottom: float, most: int, beside: tuple[float, float]) -> Frame:
    """The frame of this page; wide faces have wider columns and a narrower chart (SPEC §11.1, §11.6).

    At 4:3 the legend stands `beside` the heading under the rows (x, y).
    """
    if not page.grid.wide:
        columns = (152.0, 98.0, 68.0, 72.0)
        road = Road(36, 117, 19, columns, inline=True, size=11)
        return Frame(road, (434, 250), 102, 116, (*beside, page.grid.body.right - beside[0]), bottom, most)
    if page.look.file.fonts.scale < 1:
        road = Road(44, 123, 17, (62.0, 186.0, 112.0, 76.0, 80.0))
        return Frame(road, (568, 348), 108, 122, (44, 107, 500), bottom, most)
    road = Road(44, 123, 17, (64.0, 180.0, 106.0, 72.0, 78.0))
    return Frame(road, (552, 364), 108, 122, (44, 107, 500), bottom, most)


def place_timeline(page: Page, story: Story, block: Timeline) -> None:
    """Table, chart and the list of the next 14 days; with few steps, also what is still to confirm."""
    wide = page.grid.wide
    frame = frame_for(page, bottom=424.0 if wide else 430.0, most=14, beside=(140, 437))
    end = place_steps(page, story, block, frame, finished=True)
    few = wide and len(block.rows) <= FEW
    if few and block.questions:
        place_few(page, story, block, end + 22)
    else:
        place_soon(page, story, block, end + 22 if few else 434 if wide else 437)


def place_steps(page: Page, story: Story, block: Timeline, frame: Frame, *, finished: bool) -> float:
    """Legend, axis, table and chart; returns where the last row ends."""
    first = shown_from(block.rows, block.today)
    rows = [r for r in block.rows if not finished_before(r, first)]
    if not finished:
        rows = [r for r in rows if r.standing is not Standing.DONE]
    found = _lines(rows, block.today, frame)
    axis = axis_for(block, first, *frame.chart)
    marks = markers(block, axis)
    labels, moved = marker_labels(page, marks, axis, frame.labels)
    place_legend(page, block, found, frame.legend, moved)
    page.add(*month_labels(page, block, axis, frame.months), *labels)
    top = frame.road.y + frame.road.head
    bands, end = place_road(page, story, block, found, frame.road, frame.bottom)
    _rules(page, bands, axis, frame)
    chart = Chart(page, axis, bands, top, end, block.today, block.success, story.labels["no_date"])
    if found:
        children = tuple(chart.marks(marks))
        page.add(Group(page.name("chart"), children, alt=_alt(story, block, axis, bands)))
    width = axis.x + axis.w - frame.road.x
    page.rule(page.name("rule"), frame.road.x, top, width, Stroke("dk1", 1.25))  # over the chart's panel
    _tell(page, story, block, found, rows, first, finished=finished)
    return end


def _lines(rows: Sequence[StepRow], today: dt.date, frame: Frame) -> tuple[Line, ...]:
    """As many lines as there is room for; at 4:3 lane names take rows of their own."""
    most = frame.most
    if frame.road.inline:
        lanes = len({r.lane for r in rows})
        most = min(most, int((frame.bottom - frame.road.y - frame.road.head - 15 * lanes) / 17.5))
    return lines(rows, today, most)


def _rules(page: Page, bands: Sequence[Band], axis: Axis, frame: Frame) -> None:
    """Ticks between months, and the table's part of the rules between lanes."""
    for k, x in enumerate(month_ticks(axis)):
        page.rule_down(page.name("tick", str(k)), x, frame.months + 2, 10, Stroke("rule"))
    for k, (above, below) in enumerate(pairwise(bands)):
        if above.line.lane is not below.line.lane:
            y = above.y + above.h
            ends = (frame.road.x, axis.x - 8) if not frame.road.inline else (frame.road.x, axis.x)
            page.add(Connector(page.name("lane", str(k)), (ends[0], y), (ends[1], y), Stroke("dk1", 0.75)))


def _alt(story: Story, block: Timeline, axis: Axis, bands: Sequence[Band]) -> str:
    """What the chart says, in words; the table holds the facts step by step."""
    voice = story.voice
    said = [voice.say("alt.timeline", first=voice.long(axis.first), last=voice.long(axis.last))]
    said += [found[0].full for found in block.markers.values() if found]
    critical = [b.line.single for b in bands if b.line.single and b.line.single.critical]
    path = [row.title.full for row in sorted(critical, key=lambda row: row.due or dt.date.max)]
    if path:
        said.append(voice.say("alt.critical", steps=", ".join(path)))
    return ". ".join(p.rstrip(".") for p in said) + "."


def _tell(
    page: Page,
    story: Story,
    block: Timeline,
    found: Sequence[Line],
    rows: Sequence[StepRow],
    first: dt.date,
    *,
    finished: bool,
) -> None:
    """Say in the source note what is not shown one by one; the notes have the full list."""
    voice, source = story.voice, block.source.full
    grouped = [line for line in found if line.single is None]
    hidden = len(block.rows) - len(rows)
    if grouped:
        n = len(grouped)
        single = len(found) - n
        counts = {"total": len(rows), "single": single, "grouped": len(rows) - single}
        source = voice.say("timeline.rolled", n, **counts)
        page.fitter.moved(page.say(block.name), source)
    if hidden:
        month = voice.month(first, year=True)
        key = "hidden" if finished else "finished_hidden"
        source = f"{source} {voice.say(f'timeline.{key}', hidden, month=month)}"
    page.source = Text(block.source.key, source)
