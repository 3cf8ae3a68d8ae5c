"""The three figures of the summary: from and to, value a year, the day of success (SPEC §6)."""

from __future__ import annotations

from collections.abc import Sequence

from mutualplan_deck.deck.blocks.cells import gap_box, label
from mutualplan_deck.deck.blocks.phrases import put, upright
from mutualplan_deck.deck.boxes import Insets, Paragraph, Rect, Run, Shape, Stroke
from mutualplan_deck.deck.fit import Fitted, Want
from mutualplan_deck.deck.page import NBSP, Page, line
from mutualplan_deck.story.story import Kpi, Story

ARROW = f"{NBSP}→ "
PILL = 14.5
PILL_PAD = 6.0
PILL_GAP = 10.0
BEFORE = 0.7  # of the width is the most that the replaced figure may take


def place_figures(
    page: Page, story: Story, kpis: Sequence[Kpi], columns: Sequence[float], width: float, y: float
) -> float:
    """A rule, a name, a figure and a caption in each column, from `y` down; what is missing is dashed.
    Returns where the captions end, or `y` without figures."""
    shown = list(kpis[: len(columns)])
    for kpi in kpis[len(columns) :]:
        page.fitter.moved(page.say(kpi.label), " ".join([kpi.before, *kpi.figures[:1]]).strip(), kpi.key)
    if not shown:
        return y
    before = [_before(page, kpi, width) for kpi in shown]
    figures = page.fitter.fit(
        "kpi", "kpi", [_want(page, k, b, width) for k, b in zip(shown, before, strict=True)]
    )
    captions = _captions(page, shown, width)
    labels = _labels(page, story, shown, before, figures, width)
    for k, (kpi, x) in enumerate(zip(shown, columns, strict=False)):
        name = page.name("kpi", str(k + 1))
        page.rule(f"{name}.rule", x, y, width, Stroke("primary", 2))
        put(page, f"{name}.label", Rect(x, y + 8, width, 15), labels[k])
        words, rect = (before[k], figures.texts[k]), Rect(x, y + 26, width, 42)
        _place_figure(page, story, name, kpi, words, figures.size, rect)
        put(page, f"{name}.caption", Rect(x, y + 72, width, 18), captions[k])
    return y + 72 + max(18.0, *(page.ruler.paragraphs_height([c], width) for c in captions))


def _captions(page: Page, kpis: Sequence[Kpi], width: float) -> list[Paragraph]:
    fitted = page.fitter.fit("kpi.caption", "body_large", [page.want(k.caption, width, 2) for k in kpis])
    return [
        line(Run(words, fitted.size, "dk1", italic=k.caption.gap), key=k.caption.key)
        for k, words in zip(kpis, fitted.texts, strict=True)
    ]


def _before(page: Page, kpi: Kpi, width: float) -> str:
    """The figure that is replaced, with an arrow; in the notes when the new one would have no room."""
    if not kpi.before or not kpi.figures:
        return ""
    words = kpi.before.replace(" ", NBSP) + ARROW
    floor = page.look.floors["kpi"]
    before, figure = page.ruler.width(words, floor), page.ruler.width(kpi.figures[-1], floor, bold=True)
    if before <= BEFORE * width and before + figure <= width:
        return words
    page.fitter.moved(page.say(kpi.label), f"{kpi.before} → {kpi.figures[0]}", kpi.key)
    return ""


def _want(page: Page, kpi: Kpi, before: str, width: float) -> Want:
    """Prefix and figure are measured in bold: what the prefix, set in regular, leaves over is given back."""
    floor = page.look.floors["kpi"]
    spare = page.ruler.width(before, floor, bold=True) - page.ruler.width(before, floor)
    full = kpi.figures[0] if kpi.figures else ""
    short = kpi.figures[-1] if len(kpi.figures) > 1 else ""
    return Want(full, width + spare, key=kpi.key, short=short, prefix=before, bold=True)


def _pill_width(page: Page, story: Story) -> float:
    return page.ruler.width(_estimate(story), page.size("tag")) + 2 * PILL_PAD


def _estimate(story: Story) -> str:
    return label(story, "estimate").full


def _figure_width(page: Page, before: str, figure: str, size: float) -> float:
    return page.ruler.width(before, size) + page.ruler.width(figure, size, bold=True)


def _beside(page: Page, story: Story, before: str, figure: str, size: float, width: float) -> bool:
    """Whether the pill has room beside the figure; else it stands at the end of the label's line."""
    return _figure_width(page, before, figure, size) + PILL_GAP + _pill_width(page, story) <= width


def _labels(
    page: Page, story: Story, kpis: Sequence[Kpi], before: Sequence[str], figures: Fitted, width: float
) -> list[Paragraph]:
    taken = [
        0.0
        if not kpi.estimate or not figure or _beside(page, story, b, figure, figures.size, width)
        else _pill_width(page, story) + PILL_GAP
        for kpi, b, figure in zip(kpis, before, figures.texts, strict=True)
    ]
    wants = [upright(page, k.label, width - t) for k, t in zip(kpis, taken, strict=True)]
    fitted = page.fitter.fit("kpi.label", "label_large", wants)
    return [
        line(Run(words, fitted.size, "muted", bold=True), key=kpi.label.key)
        for kpi, words in zip(kpis, fitted.texts, strict=True)
    ]


def _place_figure(
    page: Page, story: Story, name: str, kpi: Kpi, words: tuple[str, str], size: float, rect: Rect
) -> None:
    before, figure = words
    if not figure:
        missing = label(story, "to_confirm").full
        gap_box(page, f"{name}.gap", Rect(rect.x, rect.y + 5, min(175, rect.w), 34), missing, 15)
        return
    runs = (Run(before, size, "done"), Run(figure, size, "dk2", bold=True))
    put(page, f"{name}.figure", rect, line(*runs, key=kpi.key), anchor="middle")
    if kpi.estimate and _estimate(story):
        width = _pill_width(page, story)
        beside = _beside(page, story, before, figure, size, rect.w)
        x = rect.x + _figure_width(page, before, figure, size) + PILL_GAP if beside else rect.right - width
        _place_pill(
            page, story, f"{name}.estimate", Rect(x, rect.y + 20 if beside else rect.y - 18, width, PILL)
        )


def _place_pill(page: Page, story: Story, name: str, rect: Rect) -> None:
    """The dashed pill that says `estimate`."""
    words = label(story, "estimate")
    page.add(
        Shape(
            name,
            rect,
            geometry="roundRect",
            adjust=(50000,),
            stroke=Stroke("muted", 0.75, "sysDash"),
            paragraphs=(line(Run(words.full, page.size("tag"), "muted"), align="center", key=words.key),),
            anchor="middle",
            insets=Insets(),
            wrap=False,
        )
    )
