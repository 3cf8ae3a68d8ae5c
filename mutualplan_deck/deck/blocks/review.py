"""The deal review of the internal edition: four factors, health by date, and the findings (METHOD §4)."""

from __future__ import annotations

from collections.abc import Sequence

from mutualplan_deck.deck.blocks.cells import Kind, cell, column, header_row
from mutualplan_deck.deck.boxes import Rect, Row, Run, Shape, Stroke, Table
from mutualplan_deck.deck.page import Page, line
from mutualplan_deck.story.story import FactorCard, FindingRow, Review, Story, Text

TOP = 114.0
TABLE = 252.0
HEAD = 20.0
ROW = 36.0
GRADES = 3
GLYPH = {"error": "late", "warning": "at_risk", "hint": "not_started"}
STANDING = {"on_track": "on_track", "at_risk": "at_risk", "stalled": "late", "stale": "late"}


def place_review(page: Page, story: Story, block: Review) -> None:
    """Factors side by side; under them the findings, and a panel with the figures by date."""
    _factors(page, block.factors)
    _findings(page, story, block)
    _panel(page, block)


def _factors(page: Page, factors: Sequence[FactorCard]) -> None:
    grid = page.grid
    gap = 16.0
    width = (grid.body.w - gap * (len(factors) - 1)) / max(1, len(factors))
    names = page.fitter.fit("factors", "label", [page.want(f.name, width, bold=True) for f in factors])
    words = page.fitter.fit("grades", "status", [page.want(f.word, width - 46, bold=True) for f in factors])
    raised = page.fitter.fit("raised", "body", [page.want(f.raised_by, width, 3) for f in factors])
    for k, factor in enumerate(factors):
        x, name = grid.margin + k * (width + gap), page.name("factor", str(k + 1))
        color = "risk" if factor.weakest else "primary"
        page.bar(f"{name}.rule", Rect(x, TOP, width, 2), color)
        label = [Run(names.texts[k], names.size, "muted", bold=True)]
        if factor.weakest:
            label.append(Run(f"   {page.say(factor.weakest)}", names.size, "risk_text", bold=True))
        room = page.ruler.width("".join(r.text for r in label), names.size, bold=True)
        shown = label if room <= width else label[:1]
        page.text(f"{name}.name", Rect(x, TOP + 8, width, 15), line(*shown, key=factor.name.key), wrap=False)
        _grade(page, name, factor.grade, (x, TOP + 29))
        said = line(Run(words.texts[k], words.size, "dk2", bold=True), key=factor.word.key)
        page.text(f"{name}.grade", Rect(x + 46, TOP + 24, width - 46, 26), said, anchor="middle", wrap=False)
        words_of = line(Run(raised.texts[k], raised.size), key=factor.raised_by.key)
        page.text(f"{name}.raised", Rect(x, TOP + 56, width, 3.1 * page.line_height(raised.size)), words_of)


def _grade(page: Page, name: str, grade: int, spot: tuple[float, float]) -> None:
    """Three marks, filled as far as the grade goes; the word beside them says the same."""
    x, y = spot
    for k in range(GRADES):
        rect = Rect(x + 14 * k, y + 3, 10, 10)
        fill, stroke = ("dk2", None) if k < grade else ("lt1", Stroke("muted", 1.0))
        page.add(Shape(f"{name}.mark{k + 1}", rect, fill=fill, stroke=stroke, decorative=True))


def _findings(page: Page, story: Story, block: Review) -> None:
    grid = page.grid
    width = grid.w(9) if grid.wide else grid.w(8)
    most = int((grid.body.bottom - TABLE - HEAD) / ROW)
    shown = block.findings if len(block.findings) <= most else block.findings[: most - 1]
    columns = (grid.scale(96), (width - grid.scale(96)) / 2, (width - grid.scale(96)) / 2)
    pads = (8.0, 12.0, 0.0)
    heads = [block.headers[k] for k in ("level", "found", "question")]
    rows = [header_row(page, heads, columns, pads, HEAD), *_rows(page, shown, columns, pads)]
    for finding in block.findings[len(shown) :]:
        said = ": ".join(t for t in (finding.code, finding.message.full) if t)
        page.fitter.moved(page.say(block.headers["found"]), said, finding.message.pointer)
    rest = len(block.findings) - len(shown)
    extra = Text("", story.voice.say("word.more", n=rest)) if rest else block.none
    if rest or not shown:
        words = column(page, "more", [extra], width, Kind("body", 12, "muted"))
        rows.append(Row(ROW, (cell(), cell(*words), cell())))
    alt = ", ".join(page.say(h) for h in heads)
    page.add(Table(page.name("table"), grid.margin, TABLE, columns, tuple(rows), alt=alt))


def _rows(
    page: Page, shown: Sequence[FindingRow], columns: Sequence[float], pads: Sequence[float]
) -> list[Row]:
    size = page.pt(11.5)
    room = [w - pad for w, pad in zip(columns, pads, strict=True)]
    glyph = page.ruler.width("●", size * 1.12, face="glyph") + size / 2
    codes = column(page, "codes", [Text("", f.code) for f in shown], room[0], Kind("small", 10.5, "muted"))
    levels = page.fitter.fit(
        "levels", "table", [page.want(f.word, room[0] - glyph, bold=True) for f in shown]
    )
    found = column(page, "found", [f.message for f in shown], room[1], Kind("table", 11.5), 2)
    asked = column(page, "questions", [f.question for f in shown], room[2], Kind("table", 11.5, "muted"), 2)
    rows = []
    for k, finding in enumerate(shown):
        runs = page.status(GLYPH[finding.level], levels.texts[k], levels.size)
        first = cell(line(*runs, key=finding.word.key), codes[k], right=pads[0])
        rows.append(Row(ROW, (first, cell(found[k], right=pads[1]), cell(asked[k])), key=finding.message.key))
    return rows


def _panel(page: Page, block: Review) -> None:
    grid = page.grid
    width = grid.w(3) if grid.wide else grid.w(4)
    x = grid.body.right - width
    panel = Rect(x, TABLE - 6, width, grid.body.bottom - TABLE + 6)
    page.bar(page.name("panel"), panel, "panel")
    inside, left = width - 28, x + 14
    y = _lines(page, "health", block.health_label, None, (left, TABLE + 5, inside))
    runs = page.status(STANDING[block.health], page.say(block.health_word), page.size("h3_large"), bold=True)
    page.text(page.name("health", "word"), Rect(left, y, inside, 20), line(*runs, key=block.health_word.key))
    y = _lines(page, "reason", None, block.health_reason, (left, y + 22, inside), most=3)
    for name, label, text in (
        ("share", block.share_label, block.share),
        ("score", block.score_label, block.score),
    ):
        page.rule(page.name(name, "rule"), left, y + 7, inside, Stroke("rule"))
        y = _lines(page, name, label, text, (left, y + 13, inside), most=2)
    _lines(page, "score_of", None, block.score_of, (left, y, inside), most=2, color="muted")


def _lines(
    page: Page,
    name: str,
    label: Text | None,
    text: Text | None,
    spot: tuple[float, float, float],
    *,
    most: int = 1,
    color: str = "dk1",
) -> float:
    """A label, a text under it, or both; returns where they end."""
    x, y, width = spot
    for part, role, words, lines, ink in (
        ("label", "label", label, 1, "muted"),
        ("text", "body", text, most, color),
    ):
        if words is None or not words.full:
            continue
        bold = part == "label"
        fitted = page.fitter.fit(f"{name}.{part}", role, [page.want(words, width, lines, bold=bold)])
        run = Run(fitted.texts[0], fitted.size, ink, bold=bold)
        height = page.ruler.height([run], width) + 2
        page.text(page.name(name, part), Rect(x, y, width, height), line(run, key=words.key))
        y += height
    return y
