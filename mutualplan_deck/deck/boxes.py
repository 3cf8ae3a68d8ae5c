"""What stands on a slide: rectangles in points, text in runs, colours by role.

A deck has no decisions left: a writer only says it in its own format. Points are 1/72 inch
(12 700 EMU). Colour roles are those of `deck.look` (`dk1`, `primary`, `muted`, `risk_text`, …).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct, field

Face = Literal["minor", "major", "glyph"]
Align = Literal["left", "center", "right"]
Anchor = Literal["top", "middle", "bottom"]
Dash = Literal["solid", "dash", "sysDash", "sysDot"]


class Rect(NamedTuple):
    """A rectangle in points, from the slide's top left."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """y of the bottom edge."""
        return self.y + self.h


class Insets(NamedTuple):
    """Space between a box's edge and its text, in points."""

    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0


class Run(Struct, frozen=True):
    """Text of one look. `face` is the theme's minor or major font, or Arial for status glyphs."""

    text: str
    size: float
    color: str = "dk1"
    bold: bool = False
    italic: bool = False
    strike: bool = False
    face: Face = "minor"


class Paragraph(Struct, frozen=True):
    """Runs in a line or more. `key` is the story's key of this text: what a hand edit belongs to.

    `size` is that of an empty paragraph (its end mark); `leading` multiplies 1.2 × size.
    """

    runs: tuple[Run, ...] = ()
    align: Align = "left"
    before: float = 0
    leading: float = 1.0
    size: float = 10
    key: str = ""

    @property
    def text(self) -> str:
        """The paragraph as one string."""
        return "".join(r.text for r in self.runs)


class Stroke(Struct, frozen=True):
    """An outline or a line: colour role, width in points, dash."""

    color: str
    width: float = 0.75
    dash: Dash = "solid"


class Shape(Struct, frozen=True):
    """A text box, rectangle, ellipse, diamond, pill, …: `geometry` is the OOXML preset's name.

    `placeholder` names the template's placeholder it fills (`title`, `kicker`, `source`, `footer`,
    `page`). `hatch` fills with upward diagonals of `fill` on the page. `adjust` are the preset's own
    adjust values in 1/100 000. A shape that says nothing to a reader is `decorative`.
    """

    name: str
    rect: Rect
    geometry: str = "rect"
    fill: str = ""
    hatch: bool = False
    stroke: Stroke | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    anchor: Anchor = "top"
    insets: Insets = Insets()
    wrap: bool = True
    placeholder: str = ""
    adjust: tuple[int, ...] = ()
    alt: str = ""
    decorative: bool = False


class Freeform(Struct, frozen=True):
    """A closed outline through `points` (slide coordinates)."""

    name: str
    points: tuple[tuple[float, float], ...]
    fill: str
    alt: str = ""
    decorative: bool = True

    @property
    def rect(self) -> Rect:
        """The bounds of the outline."""
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


class Glue(Struct, frozen=True):
    """An end of a connector, held by a shape's connection site (preset numbering)."""

    shape: str
    site: int


class Connector(Struct, frozen=True):
    """A line from `start` to `end`.

    `path`: `straight`; `bent2` runs along the row, then down or up; `bent3` runs along the row, down at
    `adjust` (0 to 1 of the width), then along the row again. `arrow` puts a small triangle at the end.
    """

    name: str
    start: tuple[float, float]
    end: tuple[float, float]
    stroke: Stroke
    path: Literal["straight", "bent2", "bent3"] = "straight"
    adjust: float = 0.5
    arrow: bool = False
    glue_start: Glue | None = None
    glue_end: Glue | None = None
    alt: str = ""
    decorative: bool = True

    @property
    def rect(self) -> Rect:
        """The bounds of the line."""
        (x1, y1), (x2, y2) = self.start, self.end
        return Rect(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))


class Cell(Struct, frozen=True):
    """A table cell. `row_span`/`col_span` over 1 start a merge; `covered` cells lie under one."""

    paragraphs: tuple[Paragraph, ...] = ()
    anchor: Anchor = "middle"
    margins: Insets = Insets(0, 1, 0, 1)
    bottom: Stroke | None = None
    fill: str = ""
    row_span: int = 1
    col_span: int = 1
    covered: bool = False


class Row(Struct, frozen=True):
    """A table row, its height in points; `key` names the plan's item it shows."""

    height: float
    cells: tuple[Cell, ...]
    key: str = ""


class Table(Struct, frozen=True):
    """A native table; the first row is its header. Heights are as PowerPoint will set them."""

    name: str
    x: float
    y: float
    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    alt: str = ""
    decorative: bool = False

    @property
    def rect(self) -> Rect:
        """The table's bounds."""
        return Rect(self.x, self.y, sum(self.columns), sum(r.height for r in self.rows))


class Point(Struct, frozen=True):
    """The look of one bar that differs from its series."""

    index: int
    fill: str = ""
    stroke: Stroke | None = None
    hatch: bool = False


class Series(Struct, frozen=True):
    """A series of bars: one value a category, None for no bar. `plus`/`minus` are error bars."""

    name: str
    values: tuple[Decimal | None, ...]
    fill: str
    hatch: bool = False
    stroke: Stroke | None = None
    plus: tuple[Decimal, ...] = ()
    minus: tuple[Decimal, ...] = ()
    points: tuple[Point, ...] = ()


class Chart(Struct, frozen=True):
    """A native horizontal bar chart with its workbook; the first category is at the top.

    `stacking`: none, `stacked` or `percent`. `maximum` ends the value axis (None: automatic). `gap` and
    `overlap` in per cent. `axis` draws the category line; `labels` puts the values at the bars' ends in
    `label` text; `categories_shown` writes the categories at the left in `label_size` text.
    """

    name: str
    rect: Rect
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacking: Literal["none", "stacked", "percent"] = "none"
    gap: int = 50
    maximum: Decimal | None = None
    number_format: str = "General"
    axis: Stroke | None = None
    labels: bool = False
    label_size: float = 10.5
    label_color: str = "dk1"
    categories_shown: bool = False
    key: str = ""
    alt: str = ""
    decorative: bool = False


class Picture(Struct, frozen=True):
    """A picture file's bytes; `svg` is the drawing behind a PNG fallback."""

    name: str
    rect: Rect
    data: bytes
    svg: bytes = b""
    alt: str = ""
    decorative: bool = False


class Group(Struct, frozen=True):
    """Boxes that belong together, one level deep."""

    name: str
    children: tuple[Shape | Freeform | Connector | Picture, ...]
    alt: str = ""
    decorative: bool = False

    @property
    def rect(self) -> Rect:
        """The bounds of the children."""
        rects = [c.rect for c in self.children]
        x, y = min(r.x for r in rects), min(r.y for r in rects)
        return Rect(x, y, max(r.right for r in rects) - x, max(r.bottom for r in rects) - y)


Box: TypeAlias = Shape | Freeform | Connector | Table | Chart | Picture | Group


class Note(Struct, frozen=True):
    """A paragraph of the speaker notes; a `strong` one opens what follows it (a question, its answer)."""

    text: str
    heading: bool = False
    strong: bool = False


class Slide(Struct, frozen=True):
    """Boxes in reading order, which is also the order they are drawn in.

    `blocks` are the story's blocks it shows (the first names it); `layout` is the template layout's name.
    """

    blocks: tuple[str, ...]
    layout: str
    title: str
    boxes: tuple[Box, ...]
    notes: tuple[Note, ...] = ()

    def shapes(self) -> Iterator[Box]:
        """Every box, groups opened."""
        for box in self.boxes:
            yield from box.children if isinstance(box, Group) else (box,)


class Properties(Struct, frozen=True):
    """The document properties of the deck; `created` is the day of the run, so bytes repeat."""

    title: str = ""
    subject: str = ""
    author: str = ""
    keywords: str = ""
    language: str = "en-GB"
    created: str = "2026-01-01"


class Deck(Struct, frozen=True):
    """Slides of one size, in points, in one language."""

    width: float
    height: float
    slides: tuple[Slide, ...]
    properties: Properties = field(default_factory=Properties)
