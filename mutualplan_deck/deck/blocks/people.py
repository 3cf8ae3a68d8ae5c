"""People: who decides and who makes it work, the customer left, the vendor in a panel right (SPEC §10)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from mutualplan_deck.deck.blocks.cells import finish, unique
from mutualplan_deck.deck.blocks.person import HEIGHT, More, Seat, place_people_cards
from mutualplan_deck.deck.blocks.phrases import Phrase, fit_pairs, put
from mutualplan_deck.deck.boxes import Rect, Run, Shape, Stroke
from mutualplan_deck.deck.page import Page, line
from mutualplan_deck.story.story import NONE, Band, People, PersonCard, Story

ROWS = 3  # of cards on the slide
HEAD = 33.0  # from a band's head to its first row
ROW = 111.0  # from one row to the next
BAND_GAP = 17.0  # from a band's last row to the next head
PANEL_END = 18.0
GAPS = {True: "   ", False: "  "}  # between organisation and part, at 16:9 and at 4:3


class _Side(Struct, frozen=True):
    """One side's cards: where its columns stand, and the end of its rules."""

    name: str
    xs: tuple[float, ...]
    w: float
    right: float


class _Placed(Struct, frozen=True):
    """A band with its cards in place; `y` is its head's, `rows` how many rows it has."""

    band: Band
    side: _Side
    y: float
    rows: int
    seats: tuple[Seat, ...]
    more: More | None = None

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.y + HEAD + ROW * (self.rows - 1) + HEIGHT


class _Plan(Struct):
    """What is decided before anything is drawn."""

    story: Story
    bands: list[_Placed] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def place_people(page: Page, story: Story, block: People) -> None:
    """Put the people on the page, their cards in bands of rows; below, what is still to be found out."""
    ours = _bands(page, story, _customer(page), block.deciders, block.makers)
    theirs = _bands(page, story, _vendor(page), block.answers, block.delivers)
    placed = [*ours, *theirs]
    panel_end = max((b.bottom for b in theirs), default=0.0) + PANEL_END
    if theirs:
        _place_panel(page, min(panel_end, page.grid.body.bottom))
    _place_heads(page, placed)
    for band in placed:
        _place_rules(page, band)
    seats = [s for b in placed for s in b.seats]
    small = any(s.filled and s.w < 160 for s in seats) and page.grid.wide
    place_people_cards(page, seats, [b.more for b in placed if b.more], 13 if small else 14)
    bottom = max([b.bottom for b in placed] + ([panel_end] if theirs else []), default=page.grid.body.y - 24)
    finish(page, bottom, block.finish, block.questions)


def _customer(page: Page) -> _Side:
    grid = page.grid
    if not grid.wide:
        return _Side("customer", (grid.x(0), grid.x(3), grid.x(6)), grid.w(3), grid.x(0) + grid.w(9))
    return _Side("customer", (44, 260, 476), 200, 680)


def _vendor(page: Page) -> _Side:
    grid = page.grid
    pad = 14.0 if grid.wide else 8.0
    x = grid.x(9) + pad
    right = grid.body.right - (10 if grid.wide else pad)
    return _Side("vendor", (x,), right - x, right)


def _four(side: _Side) -> _Side:
    """Four narrow columns in the place of three."""
    w = 152.0
    pitch = (side.right - side.xs[0] - w) / 3
    return _Side(side.name, tuple(side.xs[0] + pitch * k for k in range(4)), w, side.right)


def _bands(page: Page, story: Story, side: _Side, first: Band | None, second: Band | None) -> list[_Placed]:
    """Those who decide or answer above, the others below; together at most three rows."""
    found: list[_Placed] = []
    y = page.grid.body.y
    upper, lower = (b if b and b.people else None for b in (first, second))
    if upper:
        wanted, columns = _rows_wanted(page, side, len(upper.people))
        rows = min(wanted, ROWS - 1 if lower else ROWS)
        found.append(_fill(page, story, upper, columns, y, rows, filled=True))
        y = found[0].bottom + BAND_GAP
    if lower:
        left = ROWS - (found[0].rows if found else 0)
        rows = min(left, -(-len(lower.people) // len(side.xs)))
        found.append(_fill(page, story, lower, side, y, rows, filled=False))
    return found


def _rows_wanted(page: Page, side: _Side, n: int) -> tuple[int, _Side]:
    """Rows for those who decide: one of three or four, else two or more, since none is left out."""
    if len(side.xs) == 3 and page.grid.wide and (n == 4 or n > 6):
        side = _four(side)
    return -(-n // len(side.xs)), side


def _fill(page: Page, story: Story, band: Band, side: _Side, y: float, rows: int, *, filled: bool) -> _Placed:
    """Cards from left to right, row by row; who has no place is named on the last card."""
    places = [(x, y + HEAD + ROW * r) for r in range(rows) for x in side.xs]
    over = len(band.people) > len(places)
    own = band.people[: len(places) - 1] if over else band.people
    part = (
        ("answers" if filled else "delivers") if side.name == "vendor" else "decides" if filled else "works"
    )
    names = unique([p.id for p in own])
    seats = tuple(
        Seat(card, x, top, side.w, filled, page.name(side.name, part, name))
        for card, name, (x, top) in zip(own, names, places, strict=False)
    )
    more = _more(page, story, band, band.people[len(own) :], (*places[-1], side.w), f"{side.name}.{part}")
    return _Placed(band, side, y, rows, seats, more if over else None)


def _more(
    page: Page,
    story: Story,
    band: Band,
    people: Sequence[PersonCard],
    place: tuple[float, float, float],
    name: str,
) -> More:
    x, y, w = place
    for card in people:
        page.fitter.moved(page.say(band.part), _whole(page, card), card.name.pointer)
    label = page.say(band.more) or story.voice.say("people.more", len(people))
    names = ", ".join(page.say(p.name) for p in people)
    return More(label, names, x, y, w, page.name(name, "more"), len(people))


def _whole(page: Page, card: PersonCard) -> str:
    owed = card.commitment
    texts = (card.name, card.title, card.responsibility, owed.word, owed.step)
    return "; ".join(page.say(t) for t in texts if t.full)


def _place_panel(page: Page, bottom: float) -> None:
    grid, top = page.grid, page.grid.body.y - 6
    page.add(
        Shape(
            page.name("vendor", "panel"),
            Rect(grid.x(9), top, grid.w(3), bottom - top),
            fill="panel",
            stroke=Stroke("rule") if page.look.panel_outline else None,
            decorative=True,
        )
    )


def _head(page: Page, placed: _Placed, index: int) -> Phrase:
    """Organisation and part; where both find no room, a lower band leaves its organisation to the upper."""
    band, width = placed.band, placed.side.right - placed.side.xs[0]
    floor = page.look.floors["label"]
    lead = page.ruler.width(page.say(band.organisation) + GAPS[page.grid.wide], floor, bold=True)
    lower = index > 0 and placed.y > page.grid.body.y
    if lower and lead + page.ruler.width(page.say(band.part), floor) > width:
        return Phrase(NONE, band.part, width)
    return Phrase(band.organisation, band.part, width)


def _place_heads(page: Page, placed: Sequence[_Placed]) -> None:
    """Whose people these are, and what they do here: one line over a rule."""
    phrases = [_head(page, b, k) for k, b in enumerate(placed)]
    size, gap = page.size("h3"), GAPS[page.grid.wide]
    pairs = fit_pairs(
        page, "people.heads", "h3", phrases, size=size, gap=gap, floor=page.look.floors["label"]
    )
    for k, (band, lead, rest) in enumerate(zip(placed, pairs.leads, pairs.rests, strict=True)):
        opening = Run(f"{lead}{gap}" if lead else "", pairs.size, "primary", bold=True)
        words = line(
            opening,
            Run(rest, pairs.size, "muted"),
            key=(band.band.organisation if lead else band.band.part).key,
        )
        width = band.side.right - band.side.xs[0]
        put(page, page.name("band", str(k + 1)), Rect(band.side.xs[0], band.y, width, 17), words)


def _place_rules(page: Page, placed: _Placed) -> None:
    x, w = placed.side.xs[0], placed.side.right - placed.side.xs[0]
    name = f"{placed.side.name}.{placed.y:.0f}"
    page.rule(page.name("rule", name), x, placed.y + 21, w, Stroke("dk1", 1.25))
    for row in range(1, placed.rows):
        y = placed.y + HEAD + ROW * row - 13
        page.rule(page.name("rule", name, str(row)), x, y, w, Stroke("rule"))
