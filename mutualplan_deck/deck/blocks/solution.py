"""Solution: each problem, what the customer will be able to do about it, and how we know (SPEC §8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from mutualplan_deck.deck.blocks.cells import (
    HAIRLINE,
    Kind,
    cell,
    column,
    disc,
    finish,
    give_way,
    header_row,
    label,
    lines_in,
    state_cells,
    unique,
)
from mutualplan_deck.deck.boxes import Connector, Paragraph, Rect, Row, Stroke, Table
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, ProblemRow, Proof, Solution, SolutionRow, State, Story, Text

TOP = 134.0
HEIGHT = 354.0
LOWEST = 59.0  # the row height of six or more
HIGHEST = 118.0
LOW_ENOUGH = 64.0  # down to which rows give way to the questions
ROWS = 6
STEP = 22.0  # from one disc to the next under it
PROBLEM = Kind("h3_large", 13.5, bold=True)
SHARE = Kind("body_large", 12.5, "muted")
CAPABILITY = Kind("lead", 15)
DISTINCTIVE = Kind("small_large", 11.5, "primary", bold=True)
PROOF = Kind("body_large", 12.5)


class Frame(Struct, frozen=True):
    """Columns (problem, capability, proof, state), the room at their right, the panel before the second
    column's text, where the arrow stands before the panel, and top and height of the head."""

    columns: tuple[float, ...]
    pads: tuple[float, ...]
    panel: tuple[float, float]
    head: tuple[float, float]
    band: float

    @property
    def widths(self) -> tuple[float, ...]:
        """The room for text in each column."""
        return tuple(w - p for w, p in zip(self.columns, self.pads, strict=True))


DISC_ROOM = 30.0
WIDE = Frame((258, 276, 192, 146), (40, 24, 14, 0), (244, 278), (112, 22), 106)
STANDARD = Frame((198, 206, 134, 110), (34, 18, 12, 0), (188, 206), (104, 30), 98)


class Plot(Struct, frozen=True):
    """The rows with their names, how high they are, the frame, and the left edge of the table."""

    rows: tuple[SolutionRow, ...]
    slugs: tuple[str, ...]
    height: float
    frame: Frame
    x: float

    def top(self, k: int) -> float:
        """Top of row k."""
        return TOP + self.height * k


def place_solution(page: Page, story: Story, block: Solution) -> None:
    """Put the block on the page."""
    frame = WIDE if page.grid.wide else STANDARD
    found = with_unsolved(story, block.rows, story.issues.rows if story.issues else ())
    rows = found if len(found) <= ROWS else found[: ROWS - 1]
    more = found[len(rows) :]
    plot = Plot(
        rows, tuple(unique([r.id for r in rows])), _height(page, block, len(found)), frame, page.grid.margin
    )
    bottom = plot.top(len(rows)) + (LOWEST if more else 0)
    if rows:
        _place_panel(page, plot, bottom)
        _place_table(page, story, block, plot, len(more))
        _place_marks(page, plot)
    for row in more:
        texts = (
            row.problem,
            row.share,
            row.capability,
            row.distinctive,
            row.proof,
            row.state.word,
            row.state.who,
        )
        told = " – ".join(t.full for t in texts if t.full)
        page.fitter.moved(page.say(block.headers.get("capability", NONE)), told, row.capability.pointer)
    finish(page, bottom, block.finish, block.questions)


def _height(page: Page, block: Solution, rows: int) -> float:
    """The body shared out among the rows, less where that makes room for the questions to finish it."""
    if not rows or rows > ROWS:
        return LOWEST
    return give_way(page, TOP, rows, min(HIGHEST, HEIGHT / rows), LOW_ENOUGH, block.questions)


def with_unsolved(
    story: Story, rows: Sequence[SolutionRow], problems: Sequence[ProblemRow]
) -> tuple[SolutionRow, ...]:
    """Capabilities and, as gaps, the problems that none of them removes; in the order of the problems."""
    named = {n for row in rows for n in row.numbers}
    gaps = [_unsolved(story, p) for p in problems if p.number not in named]
    return tuple(sorted((*rows, *gaps), key=lambda row: row.numbers[:1] or (len(problems) + 1,)))


def _unsolved(story: Story, problem: ProblemRow) -> SolutionRow:
    missing = Text("", label(story, "to_confirm").full, gap=True)
    return SolutionRow(
        id=problem.id,
        numbers=(problem.number,),
        problem=problem.statement,
        share=problem.share_label,
        capability=missing,
        distinctive=NONE,
        proof=missing,
        state=State(Proof.TO_CONFIRM, missing, NONE, NONE),
        cost=problem.cost,
        owner=problem.owner,
    )


def _place_panel(page: Page, plot: Plot, bottom: float) -> None:
    """The band behind the capabilities, which the table lies over."""
    frame = plot.frame
    left, width = frame.panel
    page.bar(page.name("band"), Rect(plot.x + left, frame.band, width, bottom - frame.band), "panel")


def _place_table(page: Page, story: Story, block: Solution, plot: Plot, more: int) -> None:
    frame = plot.frame
    heads = [block.headers.get(key, NONE) for key in ("problem", "capability", "proof", "confirmed")]
    top, high = frame.head
    rows = [header_row(page, heads, frame.columns, frame.pads, high, strong=(1,))]
    columns = _columns(page, plot)
    for k, row in enumerate(plot.rows):
        last = k == len(plot.rows) - 1 and not more
        cells = [
            cell(
                *c[k], left=DISC_ROOM if c is columns[0] else 0, right=pad, bottom=None if last else HAIRLINE
            )
            for c, pad in zip(columns, frame.pads, strict=True)
        ]
        rows.append(Row(plot.height, tuple(cells), key=f"capabilities/{row.id}"))
    if more:
        rows.append(_more(page, story, plot, more))
    alt = ", ".join(page.say(h) for h in heads if h.full)
    page.add(Table(page.name("table"), plot.x, top, frame.columns, tuple(rows), alt=alt))


Columns = tuple[list[tuple[Paragraph, ...]], ...]


def _columns(page: Page, plot: Plot) -> Columns:
    """The paragraphs of problem, capability, proof and state, row by row."""
    rows, widths, room = plot.rows, plot.frame.widths, plot.height - 8
    under = page.line_height(page.pt(SHARE.size))
    problems = column(
        page,
        "problems",
        [r.problem for r in rows],
        widths[0] - DISC_ROOM,
        PROBLEM,
        min(3, lines_in(page, room - under, PROBLEM.size)),
    )
    shares = column(page, "shares", [r.share for r in rows], widths[0] - DISC_ROOM, SHARE)
    lines = min(3, lines_in(page, room - page.line_height(page.pt(DISTINCTIVE.size)), CAPABILITY.size))
    capabilities = column(page, "capabilities", [r.capability for r in rows], widths[1], CAPABILITY, lines)
    distinctive = column(page, "distinctive", [r.distinctive for r in rows], widths[1], DISTINCTIVE)
    lines = min(4, lines_in(page, room, PROOF.size)) if plot.height >= LOW_ENOUGH else 2
    proofs = column(page, "proofs", [r.proof for r in rows], widths[2], PROOF, lines)
    return (
        list(zip(problems, shares, strict=True)),
        list(zip(capabilities, distinctive, strict=True)),
        [(p,) for p in proofs],
        state_cells(page, [r.state for r in rows], widths[3], 13),
    )


def _more(page: Page, story: Story, plot: Plot, more: int) -> Row:
    """The row that counts the changes which are in the notes."""
    words = Text("", story.voice.say("solution.more", more))
    kind = Kind("lead", 15, "muted")
    said = column(page, "capabilities.more", [words], plot.frame.widths[1], kind)
    cells = (
        cell(bottom=None),
        cell(*said, right=plot.frame.pads[1], bottom=None),
        cell(bottom=None),
        cell(bottom=None),
    )
    return Row(LOWEST, cells)


def _place_marks(page: Page, plot: Plot) -> None:
    """Over the table: number discs, the arrow to the capability, the bar of what is distinctive."""
    left, _ = plot.frame.panel
    for k, (row, slug) in enumerate(zip(plot.rows, plot.slugs, strict=True)):
        middle = plot.top(k) + plot.height / 2
        place_spots(page, spots(slug, row.numbers, (plot.x + 9.5, middle), plot.height))
        start, end = plot.x + left - 22, plot.x + left - 5
        name = page.name("capability", slug)
        page.add(
            Connector(f"{name}.arrow", (start, middle), (end, middle), Stroke("muted", 1.25), arrow=True)
        )
        if row.distinctive.full:
            page.bar(f"{name}.bar", Rect(plot.x + left, plot.top(k) + 0.6, 3, plot.height - 1.2), "primary")


class Spot(NamedTuple):
    """A disc: its name on the page, its words, the problem's number (0: it counts the rest), its centre."""

    slug: str
    words: str
    number: int
    center: tuple[float, float]


def spots(slug: str, numbers: Sequence[int], center: tuple[float, float], height: float) -> list[Spot]:
    """Number discs under each other, as many as a row holds, the last one counting the rest."""
    most = max(1, int((height - 4) / STEP))
    shown = numbers if len(numbers) <= most else numbers[: most - 1]
    said = [(str(n), n) for n in shown]
    if len(shown) < len(numbers):
        said.append((f"+{len(numbers) - len(shown)}", 0))
    top = center[1] - (len(said) - 1) / 2 * STEP
    return [
        Spot(slug if len(said) == 1 else f"{slug}.{k + 1}", words, number, (center[0], top + k * STEP))
        for k, (words, number) in enumerate(said)
    ]


def place_spots(page: Page, found: Sequence[Spot]) -> None:
    """Put the discs on the page."""
    for spot in found:
        page.add(disc(page, page.name("disc", spot.slug), spot.words, spot.center))
