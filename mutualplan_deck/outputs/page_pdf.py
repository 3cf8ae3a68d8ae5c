"""The one page as a PDF: text that can be selected and read aloud, drawn in a look's colours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mutualplan_deck.outputs.letter import Entry
from mutualplan_deck.outputs.page import Change, Figure, Page

if TYPE_CHECKING:
    from fpdf import FPDF

FONTS = Path(__file__).parent / "fonts"
FACE = "Plan Sans"
_MARGIN = 18.0  # mm
_LINE = 1.22  # of the size
_POINT = 25.4 / 72
_CUT = "…"
_LETTER_PAPER = ("US", "CA", "MX")


def page_pdf(
    page: Page, inks: Mapping[str, str], day: dt.date, fallback: tuple[Path, int] | None = None
) -> bytes:
    """The page's bytes, the same each time. `inks` are six hex digits by colour role.

    `fallback` is a font file (and its number in a collection) for what the shipped face cannot show.
    What does not fit on the page is cut, the later steps first.
    """
    for steps in range(len(page.steps), -1, -1):
        sheet = _Sheet(page, inks, day, fallback)
        if sheet.draw(page, steps) or steps <= 2:
            break
    return bytes(sheet.pdf.output())


def letters_missing(page: Page) -> str:
    """The characters of a page that the shipped face cannot show."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "PlanSans-Regular.ttf", lazy=True) as font:
        known = font.getBestCmap()
    return "".join(dict.fromkeys(c for text in page.texts() for c in text if ord(c) not in known))


class _Sheet:
    """A sheet of paper being drawn on, from the top down. Lengths in mm, sizes in points."""

    def __init__(
        self, page: Page, inks: Mapping[str, str], day: dt.date, fallback: tuple[Path, int] | None
    ) -> None:
        self.inks = inks
        self.pdf = pdf = _document(page, day)
        if fallback:
            for style in ("", "B"):
                pdf.add_font("Other", style, str(fallback[0]), collection_font_number=fallback[1])
            pdf.set_fallback_fonts(["Other"], exact_match=False)
        pdf.add_page()
        self.width = pdf.w - 2 * _MARGIN
        self.y = 14.0

    def draw(self, page: Page, steps: int) -> bool:
        """Everything, with so many steps; whether it fits."""
        self.band()
        self.text("P", page.kicker, 10.5, "primary", bold=True, most=1)
        self.y += 1.5
        self.text("H1", self.title(page.titles), 22, "dk2", bold=True, most=3)
        self.y += 5
        self.asks(page)
        self.y += 7
        self.figures(page.figures)
        self.y += 6
        self.changes(page)
        self.steps(page, steps)
        return self.foot(page)

    # Pieces

    def band(self) -> None:
        """The brand's colour along the top edge."""
        with self.decoration():
            self.pdf.set_fill_color(*_rgb(self.inks["primary"]))
            self.pdf.rect(0, 0, self.pdf.w, 5, style="F")

    def title(self, titles: tuple[str, ...]) -> str:
        """The fullest claim that fits into three lines."""
        fits = (t for t in titles if len(self.lines(t, 22, self.width, bold=True)) <= 3)
        return next(fits, titles[-1])

    def asks(self, page: Page) -> None:
        """What is asked, on a panel with the brand's colour at its side."""
        top, inset = self.y, 6.0
        draw = self.asks_texts
        height = self.measured(lambda: draw(page, inset)) + 9
        with self.decoration():
            self.pdf.set_fill_color(*_rgb(self.inks["panel"]))
            self.pdf.rect(_MARGIN, top, self.width, height, style="F")
            self.pdf.set_fill_color(*_rgb(self.inks["primary"]))
            self.pdf.rect(_MARGIN, top, 1.4, height, style="F")
        self.y = top + 4.5
        draw(page, inset)
        self.y = top + height

    def asks_texts(self, page: Page, inset: float) -> None:
        room = self.width - 2 * inset
        self.text("H2", page.asks_head, 11, "primary", bold=True, x=inset, width=room, most=1)
        for ask in page.asks:
            self.y += 1.6
            self.text("P", ask.text, 14, "dk1", bold=True, x=inset, width=room, most=2)
            self.text("P", ask.under, 11, "muted", x=inset, width=room, most=1)

    def figures(self, figures: tuple[Figure, ...]) -> None:
        """Figures beside each other, their tops on one line."""
        if not figures:
            return
        gap, top, ends = 6.0, self.y, [self.y]
        room = (self.width - gap * (len(figures) - 1)) / len(figures)
        size = min(self.figure_size(f, room) for f in figures)
        for n, figure in enumerate(figures):
            self.y = top
            self.figure(figure, n * (room + gap), room, size)
            ends.append(self.y)
        self.y = max(ends)

    def figure_size(self, figure: Figure, room: float) -> float:
        """The largest size at which a figure stands on one line."""
        whole = _whole(figure)
        return next((s for s in (22.0, 20.0, 18.0, 16.0) if self.wide(whole, s, bold=True) <= room), 14.0)

    def figure(self, figure: Figure, x: float, room: float, size: float) -> None:
        top = self.y
        with self.decoration():
            self.pdf.set_draw_color(*_rgb(self.inks["primary"]))
            self.pdf.set_line_width(0.5)
            self.pdf.line(_MARGIN + x, top, _MARGIN + x + room, top)
        self.y = top + 2
        self.text("P", figure.label, 9.5, "muted", x=x, width=room, most=2)
        self.y = max(self.y, top + 2 + 2 * 9.5 * _POINT * _LINE)
        self.text("P", _whole(figure), size, "primary", bold=True, x=x, width=room, most=1)
        self.y += 0.6
        self.text("P", figure.caption, 9.5, "dk1", x=x, width=room, most=3)

    def changes(self, page: Page) -> None:
        """Problems on the left, what removes each on the right."""
        if not page.changes:
            return
        self.head(page.changes_head)
        for change in page.changes:
            self.ruled(lambda c=change: self.change(c))  # type: ignore[misc]
        if page.more_changes:
            self.y += 1
            self.text("P", page.more_changes, 9.5, "muted", most=1)
        self.y += 5

    def change(self, change: Change) -> None:
        half = self.width * 0.42
        top = self.y
        self.text("P", change.problem, 11, "dk1", width=half - 8, most=2)
        left, self.y = self.y, top
        with self.decoration():
            self.line_at("→", half - 5, 11, "primary")
        self.y = top
        self.text("P", change.change, 11, "dk1", bold=True, x=half + 1, width=self.width - half - 1, most=2)
        self.text("P", change.note, 9.5, "muted", x=half + 1, width=self.width - half - 1, most=1)
        self.y = max(left, self.y)

    def steps(self, page: Page, most: int) -> None:
        """Dates, what happens then, and whose it is."""
        if not page.steps:
            return
        self.head(page.steps_head)
        for step in page.steps[:most]:
            self.ruled(lambda s=step: self.step(s))  # type: ignore[misc]
        if more := page.more[len(page.steps) - most]:
            self.y += 1
            self.text("P", more, 9.5, "muted", most=1)

    def step(self, step: Entry) -> None:
        top, date, who = self.y, 26.0, self.width * 0.36
        self.text("P", step.lead, 10.5, "muted", width=date - 2, most=2)
        ends = [self.y]
        self.y = top
        self.text("P", step.text, 10.5, "dk1", bold=True, x=date, width=self.width - date - who - 4, most=2)
        ends.append(self.y)
        self.y = top
        self.text("P", step.under, 10.5, "dk1", x=self.width - who, width=who, most=2)
        self.y = max(*ends, self.y)

    def foot(self, page: Page) -> bool:
        """Source and version at the bottom; whether all above it ended in time."""
        top = self.pdf.h - 24
        fits = self.y <= top - 3
        with self.decoration():
            self.pdf.set_draw_color(*_rgb(self.inks["rule"]))
            self.pdf.set_line_width(0.2)
            self.pdf.line(_MARGIN, top, _MARGIN + self.width, top)
        self.y = top + 2.5
        self.text("P", page.source, 9, "muted", most=2)
        self.text("P", page.ground, 9, "muted", most=2)
        return fits

    # Texts

    def head(self, text: str) -> None:
        self.text("H2", text, 11, "primary", bold=True, most=1)
        self.y += 1.2

    def ruled(self, draw: Callable[[], None]) -> None:
        """A row under a hairline."""
        with self.decoration():
            self.pdf.set_draw_color(*_rgb(self.inks["rule"]))
            self.pdf.set_line_width(0.2)
            self.pdf.line(_MARGIN, self.y, _MARGIN + self.width, self.y)
        self.y += 1.5
        draw()
        self.y += 1.5

    def text(
        self,
        role: str,
        text: str,
        size: float,
        ink: str,
        *,
        bold: bool = False,
        x: float = 0.0,
        width: float = 0.0,
        most: int,
    ) -> None:
        """A paragraph at `x` from the margin in at most so many lines; the next one starts below it."""
        if not text:
            return
        lines = self.cut(text, size, width or self.width, bold=bold, most=most)
        with self.tagged(role):
            for line in lines[:-1]:
                self.line_at(f"{line} ", x, size, ink, bold=bold)  # a blank, for whoever copies the text
            self.line_at(lines[-1], x, size, ink, bold=bold)

    def line_at(self, line: str, x: float, size: float, ink: str, *, bold: bool = False) -> None:
        self.pdf.set_font(FACE, "B" if bold else "", size)
        self.pdf.set_text_color(*_rgb(self.inks[ink]))
        height = size * _POINT * _LINE
        self.pdf.set_xy(_MARGIN + x, self.y)
        self.pdf.cell(0, height, line)
        self.y += height

    def cut(self, text: str, size: float, width: float, *, bold: bool, most: int) -> list[str]:
        """The text's lines; the last one is cut short where there are too many."""
        lines = self.lines(text, size, width, bold=bold)
        if len(lines) <= most:
            return lines
        last = lines[most - 1]
        while last and self.wide(last + _CUT, size, bold=bold) > width:
            last = last[:-1]
        return [*lines[: most - 1], last.rstrip() + _CUT]

    def lines(self, text: str, size: float, width: float, *, bold: bool) -> list[str]:
        self.pdf.set_font(FACE, "B" if bold else "", size)
        found = self.pdf.multi_cell(
            width + 2 * self.pdf.c_margin, 1, text, dry_run=True, output="LINES", align="L"
        )
        return [str(line).strip(" ") for line in found]  # type: ignore[union-attr]

    def wide(self, text: str, size: float, *, bold: bool) -> float:
        self.pdf.set_font(FACE, "B" if bold else "", size)
        return float(self.pdf.get_string_width(text))

    def measured(self, draw: Callable[[], None]) -> float:
        """How high something is when it is drawn; nothing is."""
        top = self.y
        with self.pdf.offset_rendering():
            draw()
        height, self.y = self.y - top, top
        return height

    # Structure

    @contextmanager
    def tagged(self, role: str) -> Iterator[None]:
        """What is drawn now is read aloud as a heading (`H1`, `H2`) or a paragraph (`P`)."""
        with self.pdf._marked_sequence() as element:
            element.s = f"/{role}"
            yield

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is drawn now is not read aloud."""
        self.pdf._out("/Artifact BMC")
        yield
        self.pdf._out("EMC")


def _document(page: Page, day: dt.date) -> FPDF:
    from fpdf import FPDF, ViewerPreferences

    paper = "letter" if page.language[-2:] in _LETTER_PAPER else "A4"
    pdf = FPDF(format=paper)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    for style, file in (("", "PlanSans-Regular.ttf"), ("B", "PlanSans-Bold.ttf")):
        pdf.add_font(FACE, style, str(FONTS / file))
    pdf.set_lang(page.language)
    pdf.set_title(page.titles[0])
    pdf.set_author(page.author)
    pdf.set_creator("mutualplan-deck")
    pdf.set_producer("mutualplan-deck")
    pdf.set_creation_date(dt.datetime.combine(day, dt.time(8), tzinfo=dt.UTC))
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    return pdf


def _whole(figure: Figure) -> str:
    return f"{figure.before} → {figure.figure}" if figure.before else figure.figure


def _rgb(hexes: str) -> tuple[int, int, int]:
    return int(hexes[:2], 16), int(hexes[2:4], 16), int(hexes[4:], 16)
