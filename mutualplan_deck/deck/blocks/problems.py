"""The table of problems: statement, owner, share of the issue as a bar, and cost (SPEC §7)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from mutualplan_deck.deck.blocks.cells import (
    HAIRLINE,
    RULE,
    Kind,
    cell,
    column,
    gap_box,
    header_row,
    label,
    lines_in,
    plain,
    shown_figure,
)
from mutualplan_deck.deck.boxes import Chart, Paragraph, Rect, Row, Run, Series, Table
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, Issues, ProblemRow, Story, Text

TOP = 132.0
TOTAL = 40.0
DETAILED = 57.0  # row height from which the detail line is shown
BAR = 16.0
BAR_LABEL = 13.0
STATEMENT = Kind("h3_large", 14, bold=True)
DETAIL = Kind("body", 12, "muted")
OWNER = Kind("body", 12)
COST = Kind("num", 20, "dk2", bold=True, align="right")


class Frame(Struct, frozen=True):
    """Where things stand at one aspect ratio: cards, the table's columns (disc, problem, owner, share, cost)
    with the room kept free at their right, the longest bar, and top and height of the head."""

    card: float
    trunk: float
    columns: tuple[float, ...]
    pads: tuple[float, ...]
    bar: float
    head: tuple[float, float]

    @property
    def widths(self) -> tuple[float, ...]:
        """The room for text in each column."""
        return tuple(w - p for w, p in zip(self.columns, self.pads, strict=True))


WIDE = Frame(280, 48, (28, 234, 98, 92, 92), (9, 8, 4, 2, 0), 56, (112, 20))
STANDARD = Frame(200, 36, (26, 152, 86, 74, 74), (7, 8, 4, 4, 0), 40, (104, 28))


class Plot(Struct, frozen=True):
    """What is drawn, and where: the rows with their names, their height, the frame and its left edge."""

    rows: tuple[ProblemRow, ...]
    slugs: tuple[str, ...]
    height: float
    frame: Frame
    x: float
    bars: bool

    @property
    def bottom(self) -> float:
        """Where the problem rows end."""
        return TOP + self.height * len(self.rows)

    def left(self, column: int) -> float:
        """Left edge of a column of the table."""
        return self.x + sum(self.frame.columns[:column])

    def middle(self, k: int) -> float:
        """Middle of row k."""
        return TOP + self.height * (k + 0.5)


def place_table(page: Page, story: Story, block: Issues, plot: Plot, smaller: int) -> None:
    """The native table, and over it the dashed boxes of costs that are still to confirm."""
    frame = plot.frame
    heads = [
        block.headers.get(k, NONE)
        for k in ("", "problem", "owner", "share" if plot.bars else "effect", "cost")
    ]
    top, high = frame.head
    rows = [header_row(page, heads, frame.columns, frame.pads, high, right=(4,))]
    columns = _columns(page, story, block, plot)
    for k, row in enumerate(plot.rows):
        rows.append(_row(plot, row, [c[k] for c in columns], last=k == len(plot.rows) - 1))
    if totalled(block):
        rows.append(_total(page, story, block, plot, columns[3][-1], smaller))
    alt = ", ".join(page.say(h) for h in heads if h.full)
    page.add(Table(page.name("table"), plot.x, top, frame.columns, tuple(rows), alt=alt))
    for k, row in enumerate(plot.rows):
        if row.cost.gap:
            right = plot.left(5)
            box = Rect(right - 54, plot.middle(k) - 9, 54, 18)
            gap_box(page, page.name("problem", plot.slugs[k], "cost"), box)


def totalled(block: Issues) -> bool:
    """Whether the problems have anything together: a row is added for it."""
    sums = (block.total_share, block.total_cost)
    return bool(block.total_label.full) and any(t.full and not t.gap for t in sums)


Columns = tuple[list[tuple[Paragraph, ...]], ...]


def _columns(page: Page, story: Story, block: Issues, plot: Plot) -> Columns:
    """The paragraphs of problem, owner, effect and cost, row by row; the last cost is the total's."""
    rows, widths, detailed = plot.rows, plot.frame.widths, plot.height >= DETAILED
    statements = column(page, "problems", [r.statement for r in rows], widths[1], STATEMENT, 2)
    lines = min(
        2, lines_in(page, plot.height - 4 - 2 * page.line_height(page.pt(STATEMENT.size)), DETAIL.size)
    )
    shown = [_detail(page, r, detailed=detailed) for r in rows]
    details = column(page, "details", shown, widths[1], DETAIL, lines)
    lines = min(2, lines_in(page, plot.height - 4 - page.line_height(page.pt(DETAIL.size)), OWNER.size))
    owners = column(page, "owners", [r.owner for r in rows], widths[2], OWNER, lines)
    dues = column(page, "dues", [r.due for r in rows], widths[2], DETAIL)
    figures = [shown_figure(r.cost) for r in rows] + [shown_figure(block.total_cost)]
    costs = column(page, "costs", figures, widths[4], COST)
    return (
        list(zip(statements, details, strict=True)),
        list(zip(owners, dues, strict=True)),
        [(p,) for p in _effects(page, story, plot)],
        [(p,) for p in costs],
    )


def _detail(page: Page, row: ProblemRow, *, detailed: bool) -> Text:
    """The detail line; in low rows it goes to the notes."""
    if row.detail.full and not detailed:
        page.fitter.moved(row.statement.full, row.detail.full, row.detail.pointer)
    return row.detail if detailed else NONE


def _effects(page: Page, story: Story, plot: Plot) -> list[Paragraph]:
    """What each problem does today; where bars say it, only what is missing."""
    missing = Text("", label(story, "to_confirm").full, gap=True)
    if plot.bars:
        texts = [NONE if r.share is not None else missing for r in plot.rows]
    else:
        texts = [r.effect if r.effect.full else missing for r in plot.rows]
    lines = min(4, lines_in(page, plot.height - 8, 12))
    return column(page, "effects", texts, plot.frame.widths[3], OWNER, lines)


def _row(plot: Plot, row: ProblemRow, columns: Sequence[tuple[Paragraph, ...]], *, last: bool) -> Row:
    under = RULE if last else HAIRLINE
    pads = plot.frame.pads[1:]
    cells = [
        cell(*paragraphs, right=pad, bottom=under) for paragraphs, pad in zip(columns, pads, strict=True)
    ]
    return Row(plot.height, (cell(bottom=RULE if last else None), *cells), key=f"problems/{row.id}")


def _total(
    page: Page, story: Story, block: Issues, plot: Plot, cost: tuple[Paragraph, ...], smaller: int
) -> Row:
    words, widths, pads = block.total_label, plot.frame.widths, plot.frame.pads
    if smaller:
        words = Text(words.key, story.voice.say("issues.together_smaller", smaller))
    together = column(page, "total", [words], widths[1], STATEMENT, 2)
    share = _total_share(page, block, widths[3])
    cells = (
        cell(bottom=None),
        cell(*together, right=pads[1], bottom=None),
        cell(bottom=None),
        cell(share, right=pads[3], bottom=None),
        cell(*cost, bottom=None),
    )
    return Row(TOTAL, cells, key="issues/total")


def _total_share(page: Page, block: Issues, width: float) -> Paragraph:
    """`9.0 of 21 days`, the part in bold."""
    kind = Kind("body_large", 13, bold=True)
    part = column(page, "total.share", [plain(block.total_share)], width, kind)[0]
    if not part.text or not block.total_share_rest.full:
        return part
    want = page.want(plain(block.total_share_rest), width, 2, bold=True, prefix=f"{part.text} ")
    fitted = page.fitter.fit("total.share", "body_large", [want], size=part.size)
    runs = tuple(Run(r.text, fitted.size, r.color, bold=True) for r in part.runs)
    return Paragraph((*runs, Run(f" {fitted.texts[0]}", fitted.size)), size=fitted.size, key=part.key)


# Bars


def bar_places(rows: Sequence[ProblemRow]) -> int:
    """Decimals that all shares are shown with."""
    exponents = [-int(r.share.normalize().as_tuple().exponent) for r in rows if r.share]
    return min(2, max([0, *exponents]))


def bar_width(page: Page, rows: Sequence[ProblemRow], frame: Frame) -> float:
    """How long the longest bar may be beside its figure; 0 when bars cannot be drawn."""
    places = bar_places(rows)
    figures = [f"{r.share:,.{places}f}" for r in rows if r.share is not None]
    label_width = max((page.ruler.width(f, page.pt(BAR_LABEL), bold=True) for f in figures), default=0.0)
    room = min(frame.bar, frame.columns[3] - label_width - 8)
    return room if figures and room >= 12 else 0.0


def place_bars(page: Page, block: Issues, plot: Plot) -> None:
    """Shares as bars, one chart over all rows, so that each bar is centred on its row."""
    rows, frame = plot.rows, plot.frame
    largest = max((r.share for r in rows if r.share is not None), default=Decimal(0)) or Decimal(1)
    scale = Decimal(str(round(frame.columns[3] / bar_width(page, rows, frame), 4)))
    places = bar_places(rows)
    head = block.headers.get("share", NONE)
    told = "; ".join(f"{r.statement.full} {r.share_label.full}".strip() for r in rows)
    page.add(
        Chart(
            page.name("shares"),
            Rect(plot.left(3), TOP, frame.columns[3], plot.height * len(rows)),
            tuple(r.statement.full for r in rows),
            (Series(page.say(head), tuple(r.share for r in rows), "bar"),),
            gap=round(100 * (plot.height - BAR) / BAR),
            maximum=largest * scale,
            number_format="#,##0" + ("." + "0" * places if places else ""),
            labels=True,
            label_size=page.pt(BAR_LABEL),
            key="issues/shares",
            alt=f"{page.say(head)}: {told}",
        )
    )
