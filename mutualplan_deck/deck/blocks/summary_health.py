"""The health panel of the summary: the rating, why, how many steps stand how, the next review (SPEC §6)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from mutualplan_deck.deck.blocks.phrases import Phrase, fit_pairs, one_line, put, rise, upright
from mutualplan_deck.deck.boxes import Chart, Rect, Run, Series, Shape, Stroke
from mutualplan_deck.deck.page import GLYPHS, NBSP, Page, line
from mutualplan_deck.plan.standing import Standing
from mutualplan_deck.story.story import HealthPanel

GAP = Stroke("panel", 1.0)  # between the bar's parts
HOLLOW = Stroke("muted", 0.8)
BARS: Mapping[Standing, tuple[str, Stroke]] = {
    Standing.DONE: ("done", GAP),
    Standing.IN_PROGRESS: ("prog", GAP),
    Standing.AT_RISK: ("risk", GAP),
    Standing.LATE: ("late", GAP),
    Standing.BLOCKED: ("late", GAP),
    Standing.TO_CONFIRM: ("lt1", Stroke("muted", 0.8, "sysDash")),
    Standing.NOT_STARTED: ("lt1", HOLLOW),
}
LISTED = (
    Standing.LATE,
    Standing.BLOCKED,
    Standing.AT_RISK,
    Standing.TO_CONFIRM,
    Standing.IN_PROGRESS,
)
BAR = 10.0
PITCH = 18.0
BETWEEN = 4.0  # statuses beside each other


class _Panel(NamedTuple):
    """Where the panel's parts stand: left edge, width and, from its top, the two hairlines."""

    x: float
    y: float
    w: float
    middle: float
    low: float
    lines: int


def place_health(page: Page, health: HealthPanel, rect: Rect) -> None:
    """The panel in `rect`; at 4:3 the reason takes a line more and the statuses one column."""
    wide = page.grid.wide
    pad = 14.0 if wide else 10.0
    middle = rect.y + (128 if wide else 146)
    panel = _Panel(rect.x + pad, rect.y, rect.w - 2 * pad, middle, rect.bottom - 34, 4 if wide else 5)
    page.add(
        Shape(
            page.name("health", "panel"),
            rect,
            fill="panel",
            stroke=Stroke("rule") if page.look.panel_outline else None,
            decorative=True,
        )
    )
    _place_rating(page, health, panel)
    _place_steps(page, health, panel)
    _place_review(page, health, panel)


def _place_rating(page: Page, health: HealthPanel, panel: _Panel) -> None:
    label = page.fitter.fit("health.label", "label_large", [upright(page, health.label, panel.w)])
    head = line(Run(label.texts[0], label.size, "muted", bold=True), key=health.label.key)
    put(page, page.name("health", "label"), Rect(panel.x, panel.y + 11, panel.w, 15), head)
    bottom = _place_word(page, health, panel)
    reason = page.fitter.fit("health.reason", "body_large", [page.want(health.reason, panel.w, panel.lines)])
    put(
        page,
        page.name("health", "reason"),
        Rect(panel.x, max(bottom + 4, panel.y + 59), panel.w, 15),
        line(Run(reason.texts[0], reason.size, italic=health.reason.gap), key=health.reason.key),
    )


def _place_word(page: Page, health: HealthPanel, panel: _Panel) -> float:
    """The rating behind its glyph, on two lines only where one is too short; returns the bottom."""
    standing, floor = health.health.value, page.look.floors["status"]
    mark, _, _, factor = GLYPHS[standing]
    taken = page.ruler.width(mark, page.size("status") * factor, face="glyph") + page.size("status") / 3
    single = one_line(page, [page.say(health.word)], panel.w - taken, floor, bold=True)
    want = upright(page, health.word, panel.w - taken, 1 if single else 2)
    word = page.fitter.fit("health.word", "status", [want], size=0 if single else floor)
    runs = page.status(standing, word.texts[0], word.size, bold=True)
    rect = Rect(panel.x, panel.y + 28 - rise(standing, word.size), panel.w, 27)
    return put(page, page.name("health", "status"), rect, line(*runs, key=health.word.key))


def _place_steps(page: Page, health: HealthPanel, panel: _Panel) -> None:
    """How many steps are done, the bar of all steps, and how many of the open ones stand how."""
    x, y, w = panel.x, panel.middle, panel.w
    page.rule(page.name("health", "rule"), x, y, w, Stroke("rule"))
    done = page.fitter.fit("health.done", "body", [upright(page, health.done, w)])
    words = line(Run(done.texts[0], done.size, bold=True), key=health.done.key)
    put(page, page.name("health", "done"), Rect(x, y + 9, w, 16), words)
    if any(n for _, n, _ in health.counts):
        page.add(_bar(page, health, Rect(x, y + 29, w, BAR)))
    _place_counts(page, health, panel)


def _bar(page: Page, health: HealthPanel, rect: Rect) -> Chart:
    by = {standing: (n, word) for standing, n, word in health.counts if n > 0}
    shown = [(s, *by[s]) for s in BARS if s in by]
    said = ", ".join(f"{page.say(word)} {n}" for _, n, word in shown)
    return Chart(
        page.name("health", "bar"),
        rect,
        categories=(page.say(health.label),),
        series=tuple(
            Series(page.say(word), (Decimal(n),), BARS[s][0], stroke=BARS[s][1]) for s, n, word in shown
        ),
        stacking="percent",
        gap=0,
        number_format="0",
        alt=f"{page.say(health.done)}: {said}.",
    )


def _place_counts(page: Page, health: HealthPanel, panel: _Panel) -> None:
    """The open statuses that occur, worst first: two beside each other, at 4:3 under each other."""
    by = {standing: (n, word) for standing, n, word in health.counts if n > 0}
    shown = [(s, *by[s]) for s in LISTED if s in by]
    across = 2 if page.grid.wide else 1
    step = (panel.w + BETWEEN) / across
    width = step - BETWEEN
    top = panel.middle + 48 if across > 1 else panel.middle + 45
    pitch = min(PITCH, (panel.low - 2 - top) / max(1, -(-len(shown) // across)))
    room = [width - _around(page, s, n) for s, n, _ in shown]
    wants = [upright(page, word, w) for (_, _, word), w in zip(shown, room, strict=True)]
    fitted = page.fitter.fit("health.counts", "body", wants)
    for k, ((standing, n, word), words) in enumerate(zip(shown, fitted.texts, strict=True)):
        x, y = panel.x + step * (k % across), top + pitch * (k // across)
        runs = page.status(standing.value, words, fitted.size)
        count = Run(f"{NBSP}{NBSP}{n}", fitted.size, bold=True)
        put(
            page,
            page.name("health", standing.value),
            Rect(x, y, width, min(16.0, pitch)),
            line(*runs, count, key=word.key),
        )


def _around(page: Page, standing: Standing, n: int) -> float:
    """What a status needs beside its word: the glyph and the count."""
    mark, _, _, factor = GLYPHS[standing.value]
    size = page.size("body")
    glyph = page.ruler.width(mark, size * factor + 0.5, face="glyph")
    return glyph + page.ruler.width(f"{NBSP}{NBSP}{NBSP}{n}", size, bold=True) + 1


def _place_review(page: Page, health: HealthPanel, panel: _Panel) -> None:
    page.rule(page.name("health", "review", "rule"), panel.x, panel.low, panel.w, Stroke("rule"))
    # The date is the bold part here, and stands behind its label.
    pair = fit_pairs(
        page,
        "health.review",
        "body",
        [Phrase(health.review, health.review_label, panel.w)],
        size=page.size("body"),
        turned=True,
    )
    label, date = pair.rests[0], pair.leads[0]
    runs = (Run(f"{label} " if label else "", pair.size), Run(date, pair.size, bold=True))
    put(
        page,
        page.name("health", "review"),
        Rect(panel.x, panel.low + 8, panel.w, 16),
        line(*runs, key=health.review.key),
    )
