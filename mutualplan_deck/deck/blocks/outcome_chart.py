"""The chart of the value slide: a bar for each row of the table, centred on it, and the total (SPEC §9)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from mutualplan_deck.deck.blocks.cells import label
from mutualplan_deck.deck.boxes import Chart, Rect, Series, Stroke
from mutualplan_deck.deck.page import Page
from mutualplan_deck.story.story import NONE, OutcomeRow, Proof, Story, Value

DENSE = 40.0
BAR = 18.0


class Frame(Struct, frozen=True):
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


class Plot(Struct, frozen=True):
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

    @property
    def sized(self) -> bool:
        """Whether any outcome has an amount: only then is there a total, and a chart."""
        return any(r.value is not None for r in self.rows)

    @property
    def bottom(self) -> float:
        """Where the table ends."""
        return self.top + self.height * (len(self.rows) + self.sized)

    def left(self, column: int) -> float:
        """Left edge of a column."""
        return self.x + sum(self.frame.columns[:column])

    def middle(self, k: int) -> float:
        """Middle of row k; the total is the row after the last."""
        return self.top + self.height * (k + 0.5)


def outcome_chart(page: Page, story: Story, block: Value, plot: Plot) -> Chart:
    """Confirmed amounts solid, estimates hatched, low to high as whiskers; the last bar stacks both."""
    rows, frame = plot.rows, plot.frame
    bar = min(BAR, 0.52 * plot.height)
    series = _series(story, block, rows)
    width = frame.columns[3] - frame.pads[3]
    return Chart(
        page.name("chart"),
        Rect(plot.left(3), plot.top, width, plot.height * (len(rows) + 1)),
        (*(page.say(r.text) for r in rows), page.say(block.total_label)),
        series,
        stacking="stacked",
        gap=round(100 * (plot.height - bar) / bar),
        maximum=_highest(series) * Decimal("1.02"),
        number_format=block.number_format,
        axis=Stroke("dk1", 1.0),
        key="value/chart",
        alt=_told(page, block, rows),
    )


def _series(story: Story, block: Value, rows: Sequence[OutcomeRow]) -> tuple[Series, Series]:
    """In a row one of the two is nought; whiskers stand on the second, so at the end of either."""
    scale = Decimal(block.scale)
    solid = [r.value if r.confirmed else _zero(r) for r in rows] + [block.total_confirmed]
    hatched = [_zero(r) if r.confirmed else r.value for r in rows] + [block.total_estimate]
    plus, minus = _whiskers(block, rows, scale)
    estimate = Series(
        _word(story, block, confirmed=False),
        _scaled(hatched, scale),
        "primary",
        hatch=True,
        stroke=Stroke("primary", 1.0),
        plus=plus,
        minus=minus,
    )
    return Series(_word(story, block, confirmed=True), _scaled(solid, scale), "bar"), estimate


Ends = tuple[Decimal, ...]


def _whiskers(block: Value, rows: Sequence[OutcomeRow], scale: Decimal) -> tuple[Ends, Ends]:
    """How far each bar may reach above and below its amount; nothing at all where no range is known."""
    total = block.total_confirmed + block.total_estimate
    ends = [(r.value, r.low, r.high) for r in rows] + [(total, block.total_low, block.total_high)]
    plus = tuple(_reach(high, value) / scale for value, _, high in ends)
    minus = tuple(_reach(value, low) / scale for value, low, _ in ends)
    return (plus, minus) if any(plus) or any(minus) else ((), ())


def _highest(series: tuple[Series, Series]) -> Decimal:
    """The longest bar with its whisker."""
    solid, hatched = series
    plus = hatched.plus or (Decimal(0),) * len(hatched.values)
    sums = zip(solid.values, hatched.values, plus, strict=True)
    return max(((a or 0) + (b or 0) + c for a, b, c in sums), default=Decimal(0)) or Decimal(1)


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
