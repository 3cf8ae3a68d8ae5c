"""How to read the slides, for people who see the plan for the first time, and how it stands (SPEC §12)."""

from __future__ import annotations

from collections.abc import Sequence

from mutualplan_deck.deck.blocks.phrases import put, rise, upright
from mutualplan_deck.deck.boxes import Paragraph, Rect, Run, Shape, Stroke
from mutualplan_deck.deck.page import GLYPHS, NBSP, Page, line
from mutualplan_deck.story.story import Mark, ReadingKey

MARK = 20.0  # from a mark's left edge to its words
GAP = 5.0  # between marks
HATCH = (12.0, 8.0)
REASON = 4  # lines


def place_reading(page: Page, key: ReadingKey, rect: Rect) -> None:
    """The panel in `rect`: each mark with what it means, a hairline, and how the plan stands."""
    pad = 14.0 if page.grid.wide else 10.0
    outline = Stroke("rule") if page.look.panel_outline else None
    page.add(
        Shape(page.name("reading", "panel"), rect, fill="panel", stroke=outline, decorative=True),
    )
    inner = Rect(rect.x + pad, rect.y, rect.w - 2 * pad, rect.h)
    label = page.fitter.fit("reading.label", "label_large", [upright(page, key.label, inner.w)])
    head = line(Run(label.texts[0], label.size, "muted", bold=True), key=key.label.key)
    put(page, page.name("reading", "label"), Rect(inner.x, rect.y + 11, inner.w, 15), head)
    health = _health(page, key, inner.w)
    high = page.ruler.paragraphs_height(health, inner.w)
    bottom = _place_marks(page, key.marks, inner, rect.bottom - high - 24)
    y = bottom + 6
    page.rule(page.name("reading", "rule"), inner.x, y, inner.w, Stroke("rule"))
    put(page, page.name("reading", "health"), Rect(inner.x, y + 7, inner.w, high), *health)


def _place_marks(page: Page, marks: Sequence[Mark], inner: Rect, bottom: float) -> float:
    """The marks under each other, on two lines where need be; returns where they end."""
    width, top = inner.w - MARK, inner.y + 31
    wants = [upright(page, m.text, width, 2, bold=False) for m in marks]
    fitted = page.fitter.fit("reading.marks", "body_large", wants)
    texts = [
        line(Run(words, fitted.size), key=m.text.key) for m, words in zip(marks, fitted.texts, strict=True)
    ]
    heights = [page.ruler.paragraphs_height([t], width) for t in texts]
    gap = min(GAP, max(0.0, (bottom - top - sum(heights)) / max(1, len(marks))))
    y = top
    for mark, text, height in zip(marks, texts, heights, strict=True):
        _place_mark(page, mark.name, inner.x, y, fitted.size)
        put(page, page.name("reading", mark.name), Rect(inner.x + MARK, y, width, height), text)
        y += height + gap
    return y


def _place_mark(page: Page, name: str, x: float, y: float, size: float) -> None:
    """The mark itself, on the first line of its words; an estimate is a patch of hatching."""
    box = page.name("reading", name, "mark")
    if name == "estimate":
        width, height = HATCH
        patch = Rect(x, y + (page.line_height(size) - height) / 2, width, height)
        page.add(
            Shape(box, patch, fill="primary", hatch=True, stroke=Stroke("primary", 1.0), decorative=True)
        )
        return
    glyph = page.glyph(name, size)[0]
    put(page, box, Rect(x, y - rise(name, size), MARK - 4, page.line_height(size)), line(glyph))


def _health(page: Page, key: ReadingKey, width: float) -> tuple[Paragraph, ...]:
    """`Plan health ▲ At risk` on one line if it has room, and under it why."""
    size, standing = page.size("body_large"), key.health.value
    label = page.fitter.fit("reading.health", "body_large", [upright(page, key.health_label, width)])
    word = page.fitter.fit("reading.word", "body_large", [upright(page, key.word, width - MARK)])
    reason = page.fitter.fit("reading.reason", "body_large", [page.want(key.reason, width, REASON)])
    status = page.status(standing, word.texts[0], word.size, bold=True)
    named = Run(label.texts[0], label.size, "muted", bold=True)
    together = page.ruler.width(f"{label.texts[0]}{NBSP * 2}{word.texts[0]}", size, bold=True)
    taken = page.ruler.width(GLYPHS[standing][0], size * GLYPHS[standing][3], face="glyph") + size / 2
    why = line(Run(reason.texts[0], reason.size), key=key.reason.key, before=2)
    if together + taken <= width:
        opening = line(named, Run(NBSP * 2, size), *status, key=key.word.key)
        return opening, why
    return line(named, key=key.health_label.key), line(*status, key=key.word.key), why
