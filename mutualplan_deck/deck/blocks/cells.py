"""What the tables of several blocks share: fitted columns of text, cells, number discs and dashed gaps."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.deck.boxes import (
    Align,
    Anchor,
    Cell,
    Insets,
    Note,
    Paragraph,
    Rect,
    Row,
    Run,
    Shape,
    Stroke,
)
from mutualplan_deck.deck.page import NBSP, Page, line
from mutualplan_deck.story.story import NONE, Proof, Question, State, Story, Text

RULE = Stroke("dk1", 1.25)
HAIRLINE = Stroke("rule", 0.75)
DASHED = Stroke("muted", 0.9, "sysDash")
DISC = 19.0
FINISH_GAP = 24.0  # above "To finish this page" (SPEC §15)
FINISH_HEIGHT = 58.0
TIGHT = 1.03  # programs set some faces up to 3 % higher than 1.2 × the size


class Kind(Struct, frozen=True):
    """How texts of one kind look: role (its floor), size of the specification, colour, weight, side."""

    role: str
    size: float
    color: str = "dk1"
    bold: bool = False
    align: Align = "left"


def lines_in(page: Page, height: float, size: float) -> int:
    """How many lines of a specification's size stand in a height, at least one."""
    return max(1, int(height / (page.line_height(page.pt(size)) * TIGHT)))


def run(words: str, text: Text, size: float, kind: Kind) -> Run:
    """A text's words as a run; what is still to confirm is italic and muted."""
    if text.gap:
        return Run(words, size, "muted", italic=True)
    return Run(words, size, kind.color, bold=kind.bold)


def column(
    page: Page, group: str, texts: Sequence[Text], widths: float | Sequence[float], kind: Kind, lines: int = 1
) -> list[Paragraph]:
    """A paragraph for each text of one kind, all fitted at one size."""
    room = [widths] * len(texts) if isinstance(widths, float | int) else widths
    wants = [page.want(t, w, lines, bold=kind.bold) for t, w in zip(texts, room, strict=True)]
    fitted = page.fitter.fit(group, kind.role, wants, size=page.pt(kind.size))
    return [
        Paragraph(
            (run(words, text, fitted.size, kind),) if words else (),
            kind.align,
            size=fitted.size,
            key=text.key,
        )
        for text, words in zip(texts, fitted.texts, strict=True)
    ]


def cell(
    *paragraphs: Paragraph,
    right: float = 0,
    left: float = 0,
    bottom: Stroke | None = HAIRLINE,
    anchor: Anchor = "middle",
) -> Cell:
    """A cell of the paragraphs that say something; an empty one keeps a small empty paragraph."""
    said = tuple(p for p in paragraphs if p.text) or tuple(p for p in paragraphs[:1]) or (Paragraph(size=9),)
    return Cell(said, anchor=anchor, margins=Insets(left, 1, right, 1), bottom=bottom)


def header_row(
    page: Page,
    texts: Sequence[Text],
    columns: Sequence[float],
    pads: Sequence[float],
    height: float,
    *,
    right: Sequence[int] = (),
    strong: Sequence[int] = (),
) -> Row:
    """The head of a table over a rule: `right` are the columns set right, `strong` those in primary."""
    lines = 2 if height > 26 else 1
    widths = [w - pad for w, pad in zip(columns, pads, strict=True)]
    heads = column(page, "headers", texts, widths, Kind("label_large", 11.5, "muted", bold=True), lines)
    cells = []
    for k, (head, pad) in enumerate(zip(heads, pads, strict=True)):
        runs = tuple(replace(r, color="primary") for r in head.runs) if k in strong else head.runs
        words = Paragraph(runs, "right" if k in right else "left", size=head.size, key=head.key)
        anchor: Anchor = "bottom" if lines > 1 else "top"
        cells.append(Cell((words,), anchor=anchor, margins=Insets(0, 0, pad, 0), bottom=RULE))
    return Row(height, tuple(cells))


def disc(page: Page, name: str, number: str, center: tuple[float, float]) -> Shape:
    """The disc that carries a problem's number wherever it is named."""
    x, y = center
    words = line(Run(number, page.pt(11), "primary", bold=True), align="center")
    return Shape(
        name,
        Rect(x - DISC / 2, y - DISC / 2, DISC, DISC),
        geometry="ellipse",
        fill="lt1",
        stroke=Stroke("primary", 1.25),
        paragraphs=(words,),
        anchor="middle",
        wrap=False,
    )


def gap_box(page: Page, name: str, rect: Rect, words: str = "", size: float = 12) -> None:
    """A dashed box where a figure is missing: a question mark, and words when there is room."""
    mark = Run(f"?{NBSP}{NBSP}" if words else "?", page.pt(size), "muted", bold=True)
    said = line(mark, Run(words, page.pt(size), "muted"), align="left" if words else "center")
    page.add(
        Shape(
            name,
            rect,
            geometry="roundRect",
            adjust=(8000,),
            stroke=DASHED,
            paragraphs=(said,),
            anchor="middle",
            insets=Insets(left=10 if words else 0),
            wrap=False,
        )
    )


def state_cells(
    page: Page,
    states: Sequence[State],
    width: float,
    word_size: float,
    *,
    dense: bool = False,
) -> list[tuple[Paragraph, ...]]:
    """Glyph and word over the person and date; in dense rows the glyph stands before the person."""
    if dense:
        return _dense_states(page, states, width)
    kind = Kind("body_large", word_size, bold=True)
    room = width - _glyph_width(page, states, page.pt(word_size))
    words = column(page, "state", [plain(s.word) for s in states], room, kind)
    who = column(page, "state.who", [s.who for s in states], width, Kind("body", 12))
    return [
        (
            Paragraph(_state_word(page, s, w), size=w.size, key=s.word.key),
            p,
        )
        for s, w, p in zip(states, words, who, strict=True)
    ]


def _glyph_width(page: Page, states: Sequence[State], size: float) -> float:
    """The room that the widest of these states' glyphs takes, with its blank."""
    glyphs = [page.glyph(s.proof.value, size) for s in states]
    widths = [sum(page.ruler.width(r.text, r.size, bold=r.bold, face=r.face) for r in g) for g in glyphs]
    return max(widths, default=0.0)


def _state_word(page: Page, state: State, word: Paragraph) -> tuple[Run, ...]:
    bold = state.proof is not Proof.TO_CONFIRM
    return page.status(state.proof.value, word.text, word.size, bold=bold)


def _dense_states(page: Page, states: Sequence[State], width: float) -> list[tuple[Paragraph, ...]]:
    size = page.pt(11.5)
    room = width - _glyph_width(page, states, size) - page.ruler.width(NBSP, size)
    short = [s.who_short if s.who_short.full else s.word for s in states]
    who = column(page, "state.who", short, room, Kind("table", 11.5))
    return [
        (Paragraph((*page.glyph(s.proof.value, p.size), Run(NBSP, p.size), *p.runs), size=p.size, key=p.key),)
        for s, p in zip(states, who, strict=True)
    ]


def unique(ids: Sequence[str]) -> list[str]:
    """Each id once: a repeated or empty one gets its place in the list."""
    seen: set[str] = set()
    found = []
    for k, one in enumerate(ids, 1):
        name = one or str(k)
        while name in seen:
            name = f"{name}~{k}"
        seen.add(name)
        found.append(name)
    return found


def plain(text: Text) -> Text:
    """A text set as any other even if it is a gap: what stands round it says so already."""
    return replace(text, gap=False)


def shown_figure(text: Text) -> Text:
    """A figure as a cell shows it: nothing where a dashed box stands for what is still to confirm."""
    return NONE if text.gap else text


def label(story: Story, key: str) -> Text:
    """One of the story's own words (`to_confirm`, `estimate`), or nothing."""
    return story.labels.get(key, NONE)


def finish(page: Page, bottom: float, head: Text, questions: Sequence[Question]) -> None:
    """The questions that finish this page, under its content; in the notes when there is no room."""
    if not questions:
        return
    if bottom + FINISH_GAP + FINISH_HEIGHT <= page.grid.body.bottom:
        page.to_finish(bottom + FINISH_GAP, head, questions)
        return
    page.notes.append(Note(page.say(head), heading=True))
    page.notes.extend(Note(f"{page.say(q.text)} {page.say(q.who)}") for q in questions)


def give_way(
    page: Page, top: float, rows: int, height: float, least: float, questions: Sequence[Question]
) -> float:
    """The height of rows that begin at `top`: lower, down to `least`, where that makes room for questions.

    `top` includes whatever else stands above the questions (a total row).
    """
    if not (questions and rows):
        return height
    for needed in (FINISH_HEIGHT + page.line_height(page.pt(12.5)), FINISH_HEIGHT):
        room = (page.grid.body.bottom - FINISH_GAP - needed - top) / rows
        if room >= least:
            return min(height, room)
    return height
