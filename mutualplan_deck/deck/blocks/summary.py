"""Executive summary: what we ask, three figures, the chain, what happened, how the plan stands (SPEC §6)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from mutualplan_deck.deck.blocks.phrases import put, upright
from mutualplan_deck.deck.blocks.summary_answers import place_answers
from mutualplan_deck.deck.blocks.summary_asks import place_asks
from mutualplan_deck.deck.blocks.summary_figures import place_figures
from mutualplan_deck.deck.blocks.summary_health import place_health
from mutualplan_deck.deck.blocks.summary_reading import place_reading
from mutualplan_deck.deck.blocks.summary_since import place_since
from mutualplan_deck.deck.boxes import Paragraph, Rect, Run, Stroke
from mutualplan_deck.deck.page import NBSP, Page, line
from mutualplan_deck.story.story import Story, Summary, Text

ROWS = 2  # of the chain
CHAIN = 103.0  # from the figures' rules to the chain's hairline
LABEL = {True: 136.0, False: 122.0}  # width of the chain's labels at 16:9 and at 4:3
MARK = f"?{NBSP}{NBSP}"
BAND = 190.0  # where the template's dark header ends


class Frame(Struct, frozen=True):
    """Where the parts of the slide stand, in points; `columns` are the left edges of the three columns."""

    dark: bool
    strip: Rect
    columns: tuple[float, float, float]
    width: float
    figures: float
    since: float
    panel: Rect

    @property
    def left(self) -> Rect:
        """What lies left of the health panel."""
        return Rect(self.columns[0], self.figures, self.columns[2] + self.width - self.columns[0], 0)


def place_summary(page: Page, story: Story, block: Summary) -> None:
    """Put the summary on the page: light strip or dark header, as the look wants."""
    frame = _frame(page)
    place_asks(page, block, frame.strip, frame.columns[0] + frame.width, dark=frame.dark)
    bottom = place_figures(page, story, block.kpis, frame.columns, frame.width, frame.figures)
    # Captions of two lines push the chain down a little, into the room above the next heading.
    pushed = min(4.0, max(0.0, bottom + 4 - (frame.figures + CHAIN)))
    _place_chain(page, block, frame, frame.figures + CHAIN + pushed)
    if block.reading:
        place_answers(page, block, frame.columns, frame.width, frame.since)
        place_reading(page, block.reading, frame.panel)
    else:
        place_since(page, story, block, frame.columns, frame.width, frame.since)
    if block.health:
        place_health(page, block.health, frame.panel)


def _frame(page: Page) -> Frame:
    grid, dark = page.grid, page.look.file.summary.header == "dark"
    top = grid.body.y
    figures = BAND + 16 if dark else top + 86
    return Frame(
        dark=dark,
        strip=Rect(grid.margin, top, grid.body.w, BAND - top if dark else 70),
        columns=(grid.x(0), grid.x(3), grid.x(6)),
        width=grid.w(3),
        figures=figures,
        since=figures + (157 if dark else 161),
        panel=Rect(grid.x(9), figures, grid.w(3), grid.body.bottom - figures),
    )


def _place_chain(page: Page, block: Summary, frame: Frame, y: float) -> None:
    """What holds the customer up, and what will change: a line each under a hairline."""
    for label, text in block.chain[ROWS:]:
        page.fitter.moved(page.say(label), page.say(text), text.pointer)
    rows = block.chain[:ROWS]
    if not rows:
        return
    page.rule(page.name("chain", "rule"), frame.left.x, y, frame.left.w, Stroke("rule"))
    room = LABEL[page.grid.wide]
    start = frame.left.x + room + 4
    labels = _chain_labels(page, [label for label, _ in rows], room)
    texts = _chain_texts(page, [text for _, text in rows], frame.left.right - start)
    for k, (label_words, words) in enumerate(zip(labels, texts, strict=True)):
        name, top = page.name("chain", str(k + 1)), y + 7 + 21 * k
        put(page, f"{name}.label", Rect(frame.left.x, top, room, 18), label_words, anchor="middle")
        put(page, name, Rect(start, top, frame.left.right - start, 18), words, anchor="middle")


def _chain_labels(page: Page, labels: Sequence[Text], width: float) -> list[Paragraph]:
    wants = [upright(page, label, width) for label in labels]
    fitted = page.fitter.fit("chain.label", "label_large", wants, size=page.pt(12))
    return [
        line(Run(words, fitted.size, "muted", bold=True), key=label.key)
        for label, words in zip(labels, fitted.texts, strict=True)
    ]


def _chain_texts(page: Page, texts: Sequence[Text], width: float) -> list[Paragraph]:
    """The sentences; one that is still to confirm stands behind a question mark."""
    taken = page.ruler.width(MARK, page.size("body_large"), bold=True)
    wants = [upright(page, t, width - (taken if t.gap else 0), bold=False) for t in texts]
    fitted = page.fitter.fit("chain", "body_large", wants)
    return [
        line(
            Run(MARK if t.gap else "", fitted.size, "muted", bold=True),
            Run(words, fitted.size, "muted" if t.gap else "dk1"),
            key=t.key,
        )
        for t, words in zip(texts, fitted.texts, strict=True)
    ]
