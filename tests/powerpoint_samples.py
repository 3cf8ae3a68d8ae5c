"""Small decks with every kind of box, for the tests of writing and reading PowerPoint files."""

from __future__ import annotations

import struct
import zlib
from decimal import Decimal
from functools import cache

from mutualplan_deck.deck.boxes import (
    Box,
    Cell,
    Chart,
    Connector,
    Deck,
    Freeform,
    Glue,
    Group,
    Insets,
    Note,
    Paragraph,
    Picture,
    Point,
    Properties,
    Rect,
    Row,
    Run,
    Series,
    Shape,
    Slide,
    Stroke,
    Table,
)
from mutualplan_deck.deck.look import Look, load_layout, resolve
from mutualplan_deck.powerpoint.template import make_template
from mutualplan_deck.powerpoint.writer import render

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>'


@cache
def look(name: str = "clearpath", *, wide: bool = True) -> Look:
    """A shipped look."""
    return resolve(load_layout(name)[0], wide=wide)


@cache
def template(name: str = "clearpath", *, wide: bool = True) -> bytes:
    """Its template."""
    return make_template(look(name).file, look(name, wide=wide).inks, wide=wide)


def written(*slides: Slide, name: str = "clearpath") -> bytes:
    """A file of these slides."""
    return render(deck_of(*slides), look(name), template(name))


def deck_of(*slides: Slide) -> Deck:
    """A deck of these slides."""
    words = Properties("A & B", "Mutual plan", "Clearpath", "claims, days", "en-GB", "2027-01-12")
    return Deck(960, 540, slides, words)


def png(shade: int = 0) -> bytes:
    """A PNG of 4 by 4 pixels."""
    raw = b"".join(b"\0" + bytes((shade, 110, 116)) * 4 for _ in range(4))
    header = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    body = (struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def words(text: str, size: float = 12, *, bold: bool = False, color: str = "dk1") -> Paragraph:
    """A paragraph of one run."""
    return Paragraph((Run(text, size, color, bold=bold),))


def slide(*boxes: Box, title: str = "Settling claims in 12 days is worth £2.4m", page: int = 1) -> Slide:
    """A slide with chrome around `boxes`."""
    head = (
        Shape("mp.title", Rect(44, 42, 830, 60), placeholder="title", paragraphs=(words(title, 24),)),
        Shape("mp.kicker", Rect(44, 21, 440, 14), placeholder="kicker", paragraphs=(words("Value", 10.5),)),
    )
    foot = (
        Shape("mp.source", Rect(44, 506, 541, 22), placeholder="source", paragraphs=(words("Note", 9),)),
        Shape("mp.footer", Rect(585, 506, 300, 12), placeholder="footer", paragraphs=(words("For us", 9),)),
        Shape("mp.page", Rect(892, 506, 24, 12), placeholder="page", paragraphs=(words(str(page), 9),)),
    )
    return Slide(("value",), "Plan light", title, (*head, *boxes, *foot))


def value_table() -> Table:
    """A header, four rows of 47 points, merged cells in both directions."""
    line, rule = Stroke("dk1", 1.25), Stroke("rule")
    head = Row(20, tuple(Cell((words(t, 11.5, bold=True),), bottom=line) for t in ("Lane", "Step", "Due")))
    merged = Cell((words("Halden"),), row_span=2, bottom=line)
    rows = (
        Row(47, (merged, Cell((words("One"), words("two")), bottom=rule), Cell(bottom=rule)), key="s1"),
        Row(47, (Cell(covered=True), Cell((words("Wide"),), col_span=2, bottom=line), Cell(covered=True))),
        Row(47, (Cell((words("All"),), row_span=2, col_span=2, fill="panel"), Cell(covered=True), Cell())),
        Row(47, (Cell(covered=True), Cell(covered=True), Cell((words("30 June"),), anchor="top"))),
    )
    return Table("mp.table", 44, 232, (186, 100, 100), (head, *rows), alt="Steps by lane")


def value_chart() -> Chart:
    """Four stacked bars over the table's rows, with a hatch, whiskers and a gap."""
    numbers = tuple(map(Decimal, ("1.10", "0", "0.44", "2.40")))
    other = (None, Decimal("0.52"), None, Decimal("0.96"))
    spread = tuple(map(Decimal, ("0.2", "0.18", "0.16", "0.6")))
    hatch = Series("Estimate", other, "primary", True, Stroke("primary", 1), spread, spread)
    return Chart(
        "mp.chart",
        Rect(500, 252, 206, 188),
        ("Handler time", "Overpayment & more", "Renewals", "Total"),
        (Series("Confirmed", numbers, "bar", points=(Point(1, "late"),)), hatch),
        stacking="stacked",
        gap=161,
        maximum=Decimal("4.00"),
        number_format="0.00",
        axis=Stroke("dk1", 1),
        alt="Bar chart of yearly value",
    )


def days_chart() -> Chart:
    """Two bars with their categories and values."""
    return Chart(
        "mp.days",
        Rect(44, 144, 206, 40),
        ("Today", "Target"),
        (Series("Days", (Decimal(21), Decimal(12)), "done", points=(Point(1, "bar"),)),),
        maximum=Decimal(28),
        number_format='0" days"',
        labels=True,
        categories_shown=True,
        alt="Today 21 days, target 12 days",
    )


def step_bar() -> Chart:
    """One bar of shares."""
    late = Series("To confirm", (Decimal(3),), "lt1", stroke=Stroke("muted", 1, "sysDash"))
    done = Series("Done", (Decimal(7),), "done")
    return Chart("mp.bar", Rect(724, 144, 178, 10), ("Steps",), (done, late), "percent", gap=0, alt="7 done")


def drawing() -> Group:
    """A group with a card, a disc, the line that joins them, an outline and a picture."""
    return Group(
        "mp.group",
        (
            Shape("mp.card", Rect(300, 120, 80, 40), fill="panel", paragraphs=(words("Card"),)),
            Shape("mp.disc", Rect(440, 150, 19, 19), "ellipse", "lt1", stroke=Stroke("primary", 1.25)),
            Connector(
                "mp.link",
                (380, 140),
                (440, 159.5),
                Stroke("muted", 1.25),
                "bent3",
                0.42,
                glue_start=Glue("mp.card", 3),
                glue_end=Glue("mp.disc", 2),
            ),
            Freeform("mp.roll", ((480, 130), (560, 130), (560, 140), (555, 134), (480, 134)), "muted"),
            Picture("mp.seal", Rect(570, 130, 20, 20), png(200), decorative=True),
        ),
        alt="Issue 1 links to problem 1",
    )


def everything(page: int = 1, title: str = "Settling claims in 12 days is worth £2.4m") -> Slide:
    """A slide with every kind of box, and notes."""
    pill = Shape(
        "mp.pill",
        Rect(620, 120, 60, 14.5),
        "roundRect",
        stroke=Stroke("muted", 0.75, "sysDash"),
        paragraphs=(Paragraph((Run("estimate", 10, "muted"),), align="center", leading=0.9, before=2),),
        anchor="middle",
        insets=Insets(6, 0, 6, 0),
        adjust=(50000,),
    )
    glyph = Shape(
        "mp.status",
        Rect(700, 110, 100, 20),
        paragraphs=(Paragraph((Run("▲", 10.6, "risk", face="glyph"), Run(" At risk", 12, "risk_text"))),),
    )
    boxes = (
        Picture("mp.logo", Rect(880, 16, 22, 22), png(), SVG, alt="Clearpath logo"),
        Picture("mp.logo2", Rect(850, 16, 22, 22), png(), alt="The same logo"),
        Shape("mp.hatch", Rect(620, 180, 60, 20), fill="primary", hatch=True, decorative=True),
        pill,
        glyph,
        Connector("mp.line", (700, 150), (820, 150), Stroke("rule"), arrow=True),
        drawing(),
        value_table(),
        value_chart(),
        days_chart(),
        step_bar(),
    )
    full = slide(*boxes, title=title, page=page)
    notes = (Note("Sources", heading=True), Note("A study of 300 claims, n > 20 & more"))
    return Slide(full.blocks, full.layout, title, full.boxes, notes)
