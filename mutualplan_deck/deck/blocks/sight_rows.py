"""The rows of the line of sight: a problem, what it costs, what removes it, and how far that is confirmed."""

from __future__ import annotations

from msgspec import Struct

from mutualplan_deck.deck.blocks.cells import (
    HAIRLINE,
    RULE,
    Kind,
    cell,
    column,
    header_row,
    lines_in,
    plain,
    state_cells,
)
from mutualplan_deck.deck.boxes import Paragraph, Rect, Row, Run, Table
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, LineOfSight, SolutionRow, Story, Text

TOP = 132.0
TOTAL = 32.0
LEAST = 57.0  # the row height down to which rows give way to the questions
PROBLEM = Kind("h3", 13, bold=True)
OWNER = Kind("body", 12, "muted")
SHARE = Kind("h3_large", 14, bold=True, align="right")
COST = Kind("body", 12, "muted", align="right")
CAPABILITY = Kind("lead", 13)
DISTINCTIVE = Kind("small", 11, "primary", bold=True)
WORTH = Kind("h3", 13, bold=True)


class Frame(Struct, frozen=True):
    """Cards, columns (disc, problem, cost, capability, state), the room at their right, the panel behind
    the capabilities (left of the table's edge, width), and top and height of the head."""

    card: float
    trunk: float
    columns: tuple[float, ...]
    pads: tuple[float, ...]
    panel: tuple[float, float]
    head: tuple[float, float]
    band: float

    @property
    def widths(self) -> tuple[float, ...]:
        """The room for text in each column."""
        return tuple(w - p for w, p in zip(self.columns, self.pads, strict=True))


WIDE = Frame(200, 42, (28, 158, 96, 214, 134), (9, 3, 26, 10, 0), (270, 220), (112, 20), 106)
STANDARD = Frame(146, 28, (24, 116, 88, 146, 100), (5, 4, 20, 8, 0), (218, 150), (104, 28), 98)


class Plot(Struct, frozen=True):
    """The rows with their names, how high they are, the frame, and the left edge of the table."""

    rows: tuple[SolutionRow, ...]
    slugs: tuple[str, ...]
    height: float
    frame: Frame
    x: float

    @property
    def bottom(self) -> float:
        """Where the rows end."""
        return TOP + self.height * len(self.rows)

    def left(self, column: int) -> float:
        """Left edge of a column."""
        return self.x + sum(self.frame.columns[:column])

    def middle(self, k: int) -> float:
        """Middle of row k."""
        return TOP + self.height * (k + 0.5)


def place_table(page: Page, block: LineOfSight, plot: Plot) -> None:
    """The band behind the capabilities, the native table over it, and the bars of what is distinctive."""
    frame, (left, width) = plot.frame, plot.frame.panel
    page.bar(page.name("band"), Rect(plot.x + left, frame.band, width, plot.bottom - frame.band), "panel")
    heads = [block.headers.get(k, NONE) for k in ("", "problem", "costs", "capability", "confirmed")]
    top, high = frame.head
    rows = [header_row(page, heads, frame.columns, frame.pads, high, right=(2,), strong=(3,))]
    columns = _columns(page, plot)
    for k, row in enumerate(plot.rows):
        last = k == len(plot.rows) - 1
        under = RULE if last else HAIRLINE
        cells = [cell(*c[k], right=p, bottom=under) for c, p in zip(columns, frame.pads[1:], strict=True)]
        cells = [cell(bottom=RULE if last else None), *cells]
        rows.append(Row(plot.height, tuple(cells), key=f"capabilities/{row.id}"))
    alt = ", ".join(page.say(h) for h in heads if h.full)
    page.add(Table(page.name("table"), plot.x, top, frame.columns, tuple(rows), alt=alt))
    for k, (row, slug) in enumerate(zip(plot.rows, plot.slugs, strict=True)):
        if row.distinctive.full:
            spot = Rect(plot.x + left, TOP + plot.height * k + 0.6, 3, plot.height - 1.2)
            page.bar(page.name("capability", slug, "bar"), spot, "primary")


Columns = tuple[list[tuple[Paragraph, ...]], ...]


def _columns(page: Page, plot: Plot) -> Columns:
    """The paragraphs of problem, cost, capability and state, row by row."""
    rows, widths, room = plot.rows, plot.frame.widths, plot.height - 6
    lines = min(3, lines_in(page, room - page.line_height(page.pt(OWNER.size)), PROBLEM.size))
    problems = column(page, "problems", [r.problem for r in rows], widths[1], PROBLEM, lines)
    owners = column(page, "owners", [r.owner for r in rows], widths[1], OWNER)
    shares = column(page, "shares", [r.share for r in rows], widths[2], SHARE)
    costs = column(page, "costs", [r.cost for r in rows], widths[2], COST)
    lines = min(3, lines_in(page, room - page.line_height(page.pt(DISTINCTIVE.size)), CAPABILITY.size))
    capabilities = column(page, "capabilities", [r.capability for r in rows], widths[3], CAPABILITY, lines)
    distinctive = column(page, "distinctive", [r.distinctive for r in rows], widths[3], DISTINCTIVE)
    return (
        list(zip(problems, owners, strict=True)),
        list(zip(shares, costs, strict=True)),
        list(zip(capabilities, distinctive, strict=True)),
        state_cells(page, [r.state for r in rows], widths[4], 12.5),
    )


def place_total(page: Page, story: Story, block: LineOfSight, plot: Plot, smaller: int) -> None:
    """Under the rows: what the problems cost together, and what removing them is worth."""
    edge = plot.left(2) + plot.frame.widths[2]
    left = plot.left(1)
    words = block.total
    if smaller:
        words = Text(words.key, ", ".join((words.full, story.voice.say("word.more", n=smaller))))
    cost = _cost(page, block, edge - left)
    taken = _width(page, cost)
    room = edge - left - taken - (8 if taken else 0)
    if words.full and room > 20 and (cost.text or block.worth.full or smaller):
        said = column(page, "total", [words], room, Kind("h3", 13, bold=True), 2)
        page.text(page.name("total"), Rect(left, plot.bottom, room, TOTAL), *said, anchor="middle")
    if cost.text:
        spot = Rect(edge - taken - 1, plot.bottom, taken + 1, TOTAL)
        page.text(page.name("total", "cost"), spot, cost, anchor="middle", wrap=False)
    _place_worth(page, block, plot)


def _width(page: Page, paragraph: Paragraph) -> float:
    return sum(page.ruler.width(r.text, r.size, bold=r.bold) for r in paragraph.runs)


def _cost(page: Page, block: LineOfSight, width: float) -> Paragraph:
    """`9.0 of 21 days, £3.20m`, as far as it is known."""
    issues = block.issues
    if issues is None:
        return Paragraph(size=9)
    part = " ".join(t.full for t in (issues.total_share, issues.total_share_rest) if t.full)
    words = ", ".join(t for t in (part, issues.total_cost.full) if t)
    text = Text(issues.total_cost.key, words, issues.total_cost.full, gap=issues.total_cost.gap and not part)
    return column(page, "total.cost", [text], width * 0.62, Kind("h3", 13, "dk2", bold=True, align="right"))[
        0
    ]


def _place_worth(page: Page, block: LineOfSight, plot: Plot) -> None:
    """`Worth £2.4m a year (£1.8m to £3.0m), slide 3`."""
    if not block.worth.full:
        return
    width = sum(plot.frame.columns[3:])
    strong = column(page, "worth", [plain(block.worth)], width, WORTH)[0]
    lead = f"{strong.text} "
    want = page.want(plain(block.worth_rest), width, 2, bold=True, prefix=lead)
    rest = page.fitter.fit("worth", "h3", [want], size=strong.size)
    runs = (Run(lead, rest.size, bold=True), Run(rest.texts[0], rest.size))
    said = Paragraph(tuple(r for r in runs if r.text), size=rest.size, key=block.worth.key)
    page.text(page.name("worth"), Rect(plot.left(3), plot.bottom, width, TOTAL), said, anchor="middle")
