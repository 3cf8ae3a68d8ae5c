"""The table of outcomes and the chart that lies over its rows, bar on row (SPEC §9)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from mutualplan_deck.deck.blocks.cells import (
    HAIRLINE,
    RULE,
    Kind,
    cell,
    column,
    gap_box,
    header_row,
    label,
    plain,
    shown_figure,
    state_cells,
)
from mutualplan_deck.deck.blocks.outcome_chart import Plot, outcome_chart
from mutualplan_deck.deck.boxes import Insets, Paragraph, Rect, Row, Run, Table
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, OutcomeRow, Proof, State, Story, Text, Value

MOST = 8


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
    sized = [r for r in rows if r.value is not None]
    low, high = (sum((_end(r, end) for r in sized), Decimal(0)) for end in ("low", "high"))
    value = sum((r.value or Decimal(0) for r in sized), Decimal(0))
    confirmed = bool(sized) and all(r.confirmed for r in sized)
    amount, low_text, high_text = (_figure(story, block, v) for v in (value, low, high))
    spread = story.voice.say("word.from_to", low=low_text, high=high_text) if low != high else ""
    proof = Proof.CONFIRMED if confirmed else Proof.TO_CONFIRM
    words = (r.state.word for r in rows if r.state.proof is proof)
    state = State(proof, next(words, label(story, "to_confirm")), NONE, NONE)
    return OutcomeRow(
        id="smaller",
        text=Text("", story.voice.say("value.smaller", len(rows))),
        reference=NONE,
        amount=Text("", amount) if sized else rows[0].amount,
        range=Text("", spread),
        value=value if sized else None,
        low=low if sized else None,
        high=high if sized else None,
        confirmed=confirmed,
        source=NONE,
        state=state,
    )


def _figure(story: Story, block: Value, value: Decimal) -> str:
    """An amount as the table writes them."""
    return story.voice.number(value / block.scale, len(block.number_format.partition(".")[2]))


def _end(row: OutcomeRow, end: str) -> Decimal:
    value: Decimal | None = getattr(row, end)
    return value if value is not None else row.value or Decimal(0)


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
    if plot.sized:
        rows.append(_total(page, block, plot, columns))
    alt = ", ".join(page.say(h) for h in heads if h.full)
    page.add(Table(page.name("table"), plot.x, plot.top - frame.head, frame.columns, tuple(rows), alt=alt))
    _place_gaps(page, plot)
    if plot.sized:
        page.add(outcome_chart(page, story, block, plot))
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
    strong = column(page, "statement", [plain(block.statement)], width, Kind("body", 12, bold=True))[0]
    lead = strong.text + (" " if block.statement_rest.full.startswith(" ") else "")
    want = page.want(plain(block.statement_rest), width, lines, bold=True, prefix=lead)
    rest = page.fitter.fit("statement", "body", [want], size=strong.size)
    runs = (Run(lead, rest.size, bold=True), Run(rest.texts[0], rest.size))
    rect = Rect(plot.left(4), plot.middle(len(plot.rows)) - plot.height / 2, width, plot.height)
    words = Paragraph(tuple(r for r in runs if r.text), size=rest.size, key=block.statement.key)
    page.text(page.name("statement"), rect, words, anchor="middle", insets=Insets())
