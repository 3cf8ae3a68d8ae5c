"""A slide in the making: the few ways in which blocks put text, rules and marks on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from mutualplan_deck.deck.boxes import (
    Align,
    Anchor,
    Box,
    Connector,
    Face,
    Insets,
    Note,
    Paragraph,
    Rect,
    Run,
    Shape,
    Stroke,
)
from mutualplan_deck.deck.fit import Fitter, Want
from mutualplan_deck.deck.grid import Grid
from mutualplan_deck.deck.look import Look
from mutualplan_deck.deck.ruler import LINE, Ruler
from mutualplan_deck.regex import regex
from mutualplan_deck.story.story import Question, Text

_REFERENCE = regex(r"\{@(\w+)\}")

# Glyph, colour of the glyph, colour of the word, size of the glyph against its text (SPEC §3, §4.2).
GLYPHS: Mapping[str, tuple[str, str, str, float]] = {
    "done": ("●", "done", "muted", 1.12),
    "confirmed": ("●", "primary", "dk1", 1.12),
    "on_track": ("●", "primary", "primary", 1.12),
    "in_progress": ("►", "prog", "prog", 0.90),
    "not_started": ("○", "muted", "muted", 1.12),
    "too_early": ("○", "muted", "muted", 1.12),
    "next": ("○", "muted", "muted", 1.12),
    "at_risk": ("▲", "risk", "risk_text", 0.88),
    "late": ("■", "late", "late_text", 0.82),
    "blocked": ("■", "late", "late_text", 0.82),
    "decision": ("◊", "dk1", "dk1", 1.15),
    "to_confirm": ("?", "muted", "muted", 0.95),
    "needs": ("!", "risk_text", "risk_text", 1.0),
    "moved": ("→", "primary", "primary", 1.0),
}
STRONG_WORDS = frozenset({"at_risk", "late", "blocked", "confirmed", "on_track"})
NBSP = "\u00a0"
NO_INSETS = Insets()


class Page(Struct):
    """One slide being filled, block by block. `slides` maps a block to the number of its slide.

    `source` replaces the block's own source note when placement has more to say (what is not shown).
    """

    block: str
    grid: Grid
    look: Look
    ruler: Ruler
    fitter: Fitter
    slides: Mapping[str, int]
    boxes: list[Box] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    source: Text | None = None

    def say(self, text: Text | str) -> str:
        """The words of a text, with slide numbers in place of references to blocks."""
        full = text if isinstance(text, str) else text.full
        return _REFERENCE.sub(lambda m: str(self.slides.get(m[1], self.slides.get("summary", 1))), full)

    def want(
        self,
        text: Text,
        width: float,
        lines: int = 1,
        *,
        bold: bool = False,
        prefix: str = "",
        face: Face = "minor",
    ) -> Want:
        """A story text as the fitter takes it; gaps are set in italics."""
        return Want(
            text=self.say(text),
            width=width,
            lines=lines,
            key=text.key,
            short=text.short,
            prefix=prefix,
            pointer=text.pointer,
            bold=bold,
            italic=text.gap,
            face=face,
        )

    def size(self, role: str) -> float:
        """The size of a role in this look, in points."""
        return self.look.sizes[role]

    def pt(self, size: float) -> float:
        """A size of the specification in this look's face, to half a point (SPEC §3)."""
        return round(size * self.look.file.fonts.scale * 2) / 2

    def name(self, *parts: str) -> str:
        """A stable name for a box: `mp.value.total`."""
        return ".".join(("mp", self.block, *parts))

    def add(self, *boxes: Box) -> None:
        """Put boxes on the page, in reading order."""
        self.boxes.extend(boxes)

    def text(
        self,
        name: str,
        rect: Rect,
        *paragraphs: Paragraph,
        anchor: Anchor = "top",
        insets: Insets = NO_INSETS,
        wrap: bool = True,
    ) -> None:
        """A text box without fill or outline."""
        self.add(Shape(name, rect, paragraphs=paragraphs, anchor=anchor, insets=insets, wrap=wrap))

    def rule(self, name: str, x: float, y: float, w: float, stroke: Stroke) -> None:
        """A horizontal rule, which says nothing to a reader."""
        self.add(Connector(name, (x, y), (x + w, y), stroke))

    def rule_down(self, name: str, x: float, y: float, h: float, stroke: Stroke) -> None:
        """A vertical rule, which says nothing to a reader."""
        self.add(Connector(name, (x, y), (x, y + h), stroke))

    def bar(self, name: str, rect: Rect, fill: str) -> None:
        """A filled rectangle without words: a panel, a band, an accent."""
        self.add(Shape(name, rect, fill=fill, decorative=True))

    def glyph(self, standing: str, size: float, *, color: str = "") -> tuple[Run, ...]:
        """A status glyph and the no-break space after it; `?`, `!` are words of the text's own face."""
        mark, ink, _, factor = GLYPHS[standing]
        face: Face = "minor" if mark in "?!→" else "glyph"
        run = Run(mark, round(size * factor * 2) / 2, color or ink, bold=mark in "?!", face=face)
        return run, Run(NBSP, size, color or ink)

    def glyph_width(self, standing: str, size: float) -> float:
        """What a status glyph and the space after it take, in points."""
        return sum(
            self.ruler.width(r.text, r.size, bold=r.bold, face=r.face) for r in self.glyph(standing, size)
        )

    def status(self, standing: str, word: str, size: float, *, bold: bool | None = None) -> tuple[Run, ...]:
        """Glyph and word of a status, in its colours; only alarming and confirmed ones are bold."""
        strong = standing in STRONG_WORDS if bold is None else bold
        return *self.glyph(standing, size), Run(word, size, GLYPHS[standing][2], bold=strong)

    def line_height(self, size: float) -> float:
        """One line of text, in points."""
        return LINE * size

    def to_finish(self, y: float, head: Text, questions: Sequence[Question]) -> None:
        """The "To finish this page" list (SPEC §15): up to three questions in three columns, each on two
        lines where the page has room for them."""
        grid, shown, gap = self.grid, questions[:3], 16.0
        width = (grid.body.w - 2 * gap) / 3
        top = [self.want(replace(head, gap=False), grid.body.w, bold=True)]
        titled = self.fitter.fit("finish.head", "h3", top, size=self.pt(13))
        title = line(Run(titled.texts[0], titled.size, "primary", bold=True), key=head.key)
        self.text(self.name("finish"), Rect(grid.margin, y, grid.body.w, 17), title)
        prefix, size = f"?{NBSP}{NBSP}", self.pt(12.5)
        lines = 2 if y + 28 + 3 * self.line_height(size) <= grid.body.bottom else 1
        wants = [self.want(q.text, width - 2, lines, prefix=prefix) for q in shown]
        asked = self.fitter.fit("finish", "body", wants, size=size)
        named = self.fitter.fit("finish.who", "body", [self.want(q.who, width) for q in shown], size=size)
        for k, (question, words, who) in enumerate(zip(shown, asked.texts, named.texts, strict=True)):
            x, name = grid.margin + k * (width + gap), self.name("finish", str(k + 1))
            self.rule(f"{name}.rule", x, y + 21, width, Stroke("rule"))
            mark = Run(prefix, asked.size, "muted", bold=True)
            runs = (mark, Run(words, asked.size, italic=question.text.gap))
            paragraphs = (
                line(*runs, key=question.text.key),
                line(Run(who, named.size, "muted", italic=question.who.gap), key=question.who.key),
            )
            height = self.ruler.paragraphs_height(paragraphs, width) + 1
            self.text(name, Rect(x, y + 27, width, height), *paragraphs)
        for question in questions[3:]:
            self.fitter.moved(self.say(head), self.say(question.text), question.text.pointer)


def line(
    *runs: Run, align: Align = "left", key: str = "", before: float = 0, leading: float = 1.0
) -> Paragraph:
    """A paragraph of runs, without the empty ones."""
    kept = tuple(r for r in runs if r.text)
    return Paragraph(kept, align, before, leading, size=kept[0].size if kept else 10, key=key)
