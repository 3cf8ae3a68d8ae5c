"""The table of outcomes and the chart that lies over its rows, bar on row (SPEC §9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from mutualplan_deck.deck.blocks.cells import (
    HAIRLINE,
    RULE,
    Kind,
    cell,
    column,
    counted,
    gap_box,
    header_row,
    label,
    shown_figure,
    state_cells,
)
from mutualplan_deck.deck.boxes import Chart, Insets, Paragraph, Rect, Row, Run, Series, Stroke, Table
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, OutcomeRow, Proof, State, Story, Text, Value

MOST = 8
DENSE = 40.0
BAR = 18.0
NUMBER = re.compile(r"\d[\d.,'’\u00a0\u202f]*\d|\d")


@dataclass(frozen=True, slots=True)
class Frame:
    """Columns (outcome, amount, range, chart, source, state), the room at their right, the head's height."""

    columns: tuple[float, ...]
    pads: tuple[float, ...]
    head: float

    @property
    def widths(self) -> tuple[float, ...]:
        """The room for text in each column."""
        return tuple(w - p for w, p in zip(self.columns, self.pads, strict=True))


WIDE = Frame((186, 78, 78, 226, 164, 140), (8, 14, 6, 20, 6, 0), 20)
STANDARD = Frame((142, 66, 74, 134, 122, 110), (6, 12, 6, 14, 6, 0), 28)


@dataclass(frozen=True, slots=True)
class Plot:
    """The rows with their names, where the first begins, how high each is, the frame and its left edge."""

    rows: tuple[OutcomeRow, ...]
    slugs: tuple[str, ...]
    top: float
    height: float
    frame: Frame
    x: float

    @property
    def dense(self) -> bool:
        """Rows of one line."""
        return self.height < DENSE

    def left(self, column: int) -> float:
        """Left edge of a column."""
        return self.x + sum(self.frame.columns[:column])

    def middle(self, k: int) -> float:
        """Middle of row k; the total is the row after the last."""
        return self.top + self.height * (k + 0.5)


def kept(page: Page, story: Story, block: Value) -> tuple[OutcomeRow, ...]:
    """The outcomes that are shown one by one, and a row that stands for all smaller ones."""
    if len(block.rows) <= MOST:
        return block.rows
    rows, smaller = block.rows[: MOST - 1], block.rows[MOST - 1 :]
    for row in smaller:
        texts = (row.text, row.amount, row.range, row.source, row.state.word, row.state.who)
        told = " – ".join(t.full for t in texts if t.full)
        page.fitter.moved(page.say(block.headers.get("outcome", NONE)), told, row.text.pointer)
    return (*rows, _together(story, block, smaller))


def _together(story: Story, block: Value, rows: Sequence[OutcomeRow]) -> OutcomeRow:
    words = block.smaller.full or "+{n}"
    sized = [r for r in rows if r.value is not None]
    low, high = (sum((_end(r, end) for r in sized), Decimal(0)) for end in ("low", "high"))
    value = sum((r.value or Decimal(0) for r in sized), Decimal(0))
    confirmed = bool(sized) and all(r.confirmed for r in sized)
    like = block.total if block.total.full else block.rows[0].amount
    state = State(Proof.CONFIRMED if confirmed else Proof.TO_CONFIRM, NONE, NONE, NONE)
    return OutcomeRow(
        id="smaller",
        text=Text(block.smaller.key, counted(story, "value.smaller", len(rows), words)),
        reference=NONE,
        amount=Text("", _like(like.full, [value], block)) if sized else rows[0].amount,
        range=Text("", _like(block.total_range.full, [low, high], block)) if sized else NONE,
        value=value if sized else None,
        low=low if sized else None,
        high=high if sized else None,
        confirmed=confirmed,
        source=NONE,
        state=state,
    )


def _end(row: OutcomeRow, end: str) -> Decimal:
    value: Decimal | None = getattr(row, end)
    return value if value is not None else row.value or Decimal(0)


def _like(pattern: str, values: Sequence[Decimal], block: Value) -> str:
    """Values written as the figures in `pattern` are: their separators, this table's decimals."""
    places = len(block.number_format.partition(".")[2])
    step = Decimal(1).scaleb(-places)
    comma = bool(places) and any(t.rpartition(",")[2].isdigit() and "," in t for t in NUMBER.findall(pattern))
    figures = iter(f"{(v / block.scale).quantize(step, ROUND_HALF_UP):f}" for v in values)
    return NUMBER.sub(lambda m: (next(figures, m[0])).replace(".", "," if comma else "."), pattern)


def place_table(page: Page, story: Story, block: Value, plot: Plot) -> None:
    """The native table, then what lies over it: dashed boxes, the chart and the sentence of the total."""
    frame = plot.frame
    heads = [
        block.headers.get(k, NONE) for k in ("outcome", "amount", "range", "chart", "source", "confirmed")
    ]
    header = header_row(page, heads, frame.columns, frame.pads, frame.head, right=(1,))
    columns = _columns(page, story, block, plot)
    rows = [header]
    for k, row in enumerate(plot.rows):
        under = RULE if k == len(plot.rows) - 1 else HAIRLINE
        cells = [
            cell(*c[k], right=p, left=8 if c is columns[3] else 0, bottom=under)
            for c, p in zip(columns, frame.pads, strict=True)
        ]
        rows.append(Row(plot.height, tuple(cells), key=f"outcomes/{row.id}"))
    rows.append(_total(page, block, plot, columns))
    alt = ", ".join(page.say(h) for h in heads if h.full)
    page.add(Table(page.name("table"), plot.x, plot.top - frame.head, frame.columns, tuple(rows), alt=alt))
    _place_gaps(page, plot)
    page.add(_chart(page, story, block, plot))
    _place_statement(page, block, plot)


Columns = tuple[list[tuple[Paragraph, ...]], ...]


def _columns(page: Page, story: Story, block: Value, plot: Plot) -> Columns:
    """The paragraphs of every column, row by row; range and amount end with the total's."""
    rows, widths, dense = plot.rows, plot.frame.widths, plot.dense
    size = 11.5 if dense else 12.0
    names = _names(page, plot)
    shown = [NONE if dense else r.reference for r in rows]
    references = column(page, "references", shown, widths[0], Kind("small_large", 11.5, "muted"))
    kind = Kind("num2", 13.5 if dense else 15, "dk2", bold=True, align="right")
    amounts = column(page, "amounts", [shown_figure(r.amount) for r in rows], widths[1], kind)
    ranges = column(
        page, "ranges", [r.range for r in rows] + [block.total_range], widths[2], Kind("body", size, "muted")
    )
    unsized = label(story, "size_to_confirm")
    sizes = [replace(unsized, gap=True) if r.value is None else NONE for r in rows]
    lines = 1 if dense else 2
    return (
        list(zip(names, references, strict=True)),
        [(p,) for p in amounts],
        [(p,) for p in ranges],
        [(p,) for p in column(page, "sizes", sizes, widths[3] - 8, Kind("body", size))],
        [
            (p,)
            for p in column(page, "sources", [r.source for r in rows], widths[4], Kind("body", size), lines)
        ],
        state_cells(page, [r.state for r in rows], widths[5], 12.5, dense=dense),
    )


def _names(page: Page, plot: Plot) -> list[Paragraph]:
    """What each outcome is: on one line, or smaller on two where the rows are high enough."""
    texts, width, size = [r.text for r in plot.rows], plot.frame.widths[0], page.pt(13)
    wide = any(page.ruler.width(page.say(t), size, bold=True) > width for t in texts)
    under = 0 if plot.dense else page.line_height(page.pt(11.5))
    if wide and plot.height - under >= 2 * page.line_height(page.pt(12)) + 2.5:
        return column(page, "outcomes", texts, width, Kind("h3", 12, bold=True), 2)
    return column(page, "outcomes", texts, width, Kind("h3", 13, bold=True))


def _total(page: Page, block: Value, plot: Plot, columns: Columns) -> Row:
    widths, pads = plot.frame.widths, plot.frame.pads
    name = column(page, "total", [block.total_label], widths[0], Kind("h3_large", 14, bold=True))
    kind = Kind("num2", 17, "dk2", bold=True, align="right")
    amount = column(page, "total.amount", [block.total], widths[1], kind)
    texts: tuple[Sequence[Paragraph], ...] = (name, amount, columns[2][-1], (), (), ())
    return Row(
        plot.height,
        tuple(cell(*t, right=p, bottom=None) for t, p in zip(texts, pads, strict=True)),
        key="value/total",
    )


def _place_gaps(page: Page, plot: Plot) -> None:
    """A dashed box for every amount that is still to confirm."""
    height = min(18.0, plot.height - 6)
    right = plot.left(2) - plot.frame.pads[1]
    for k, row in enumerate(plot.rows):
        if row.amount.gap:
            box = Rect(right - 54, plot.middle(k) - height / 2, 54, height)
            gap_box(page, page.name("outcome", plot.slugs[k], "amount"), box)


def _place_statement(page: Page, block: Value, plot: Plot) -> None:
    """How much of the total is confirmed: over the last two columns of its row."""
    if not block.statement.full:
        return
    width, size = sum(plot.frame.columns[4:]), page.pt(12)
    lines = 2 if plot.height >= 2 * page.line_height(size) else 1
    strong = column(page, "statement", [block.statement], width, Kind("body", 12, bold=True))[0]
    lead = strong.text + (" " if block.statement_rest.full.startswith(" ") else "")
    want = page.want(block.statement_rest, width, lines, bold=True, prefix=lead)
    rest = page.fitter.fit("statement", "body", [want], size=strong.size)
    runs = (Run(lead, rest.size, bold=True), Run(rest.texts[0], rest.size))
    rect = Rect(plot.left(4), plot.middle(len(plot.rows)) - plot.height / 2, width, plot.height)
    words = Paragraph(tuple(r for r in runs if r.text), size=rest.size, key=block.statement.key)
    page.text(page.name("statement"), rect, words, anchor="middle", insets=Insets())


# The chart


def _chart(page: Page, story: Story, block: Value, plot: Plot) -> Chart:
    """Confirmed amounts solid, estimates hatched, low to high as whiskers; the last bar stacks both."""
    rows, scale = plot.rows, Decimal(block.scale)
    bar = min(BAR, 0.52 * plot.height)
    solid = [r.value if r.confirmed else _zero(r) for r in rows] + [block.total_confirmed]
    hatched = [_zero(r) if r.confirmed else r.value for r in rows] + [block.total_estimate]
    total = block.total_confirmed + block.total_estimate
    ends = [(r.value, r.low, r.high) for r in rows] + [(total, block.total_low, block.total_high)]
    plus = tuple(_reach(high, value) / scale for value, _, high in ends)
    minus = tuple(_reach(value, low) / scale for value, low, _ in ends)
    highest = max(
        [(v or Decimal(0)) / scale + p for (v, _, _), p in zip(ends, plus, strict=True)] or [Decimal(0)]
    )
    ranged = any(plus) or any(minus)
    return Chart(
        page.name("chart"),
        Rect(
            plot.left(3), plot.top, plot.frame.columns[3] - plot.frame.pads[3], plot.height * (len(rows) + 1)
        ),
        (*(page.say(r.text) for r in rows), page.say(block.total_label)),
        (
            Series(_word(story, block, confirmed=True), _scaled(solid, scale), "bar"),
            Series(
                _word(story, block, confirmed=False),
                _scaled(hatched, scale),
                "primary",
                hatch=True,
                stroke=Stroke("primary", 1.0),
                plus=plus if ranged else (),
                minus=minus if ranged else (),
            ),
        ),
        stacking="stacked",
        gap=round(100 * (plot.height - bar) / bar),
        maximum=(highest or Decimal(1)) * Decimal("1.02"),
        number_format=block.number_format,
        axis=Stroke("dk1", 1.0),
        key="value/chart",
        alt=_told(page, block, rows),
    )


def _zero(row: OutcomeRow) -> Decimal | None:
    """No bar: nothing at all for an outcome without size, else a bar of length nought, for its whisker."""
    return None if row.value is None else Decimal(0)


def _reach(high: Decimal | None, low: Decimal | None) -> Decimal:
    return max(high - low, Decimal(0)) if high is not None and low is not None else Decimal(0)


def _scaled(values: Sequence[Decimal | None], scale: Decimal) -> tuple[Decimal | None, ...]:
    return tuple(None if v is None else v / scale for v in values)


def _word(story: Story, block: Value, *, confirmed: bool) -> str:
    """What a series is called in the chart's workbook: the word of a row's own state, or the label's."""
    if not confirmed:
        return label(story, "estimate").full or "estimate"
    words = (r.state.word.full for r in block.rows if r.state.proof is Proof.CONFIRMED)
    return next((w for w in words if w), "") or label(story, "confirmed").full or "confirmed"


def _told(page: Page, block: Value, rows: Sequence[OutcomeRow]) -> str:
    """Every bar in words: amount, range and state; then the total and how much of it is confirmed."""
    head = page.say(block.headers.get("amount", NONE))
    said = [_row_told(r) for r in rows]
    total = f"{page.say(block.total_label)} {block.total.full} ({block.total_range.full})".replace(" ()", "")
    statement = page.say(block.statement) + page.say(block.statement_rest)
    return f"{head}: {'; '.join([*said, total])}. {statement}".strip()


def _row_told(row: OutcomeRow) -> str:
    inside = ", ".join(t.full for t in (row.range, row.state.word) if t.full)
    return f"{row.text.full} {row.amount.full} ({inside})".replace(" ()", "")
