"""What is due in the next 14 days, and, with few steps, what is still to confirm (SPEC §11.1, §11.5)."""

from __future__ import annotations

from collections.abc import Sequence

from mutualplan_deck.deck.boxes import Rect, Run, Stroke
from mutualplan_deck.deck.page import NBSP, Page, line
from mutualplan_deck.story.story import Question, Soon, Story, Text, Timeline

ITEM = 44.0


def place_soon(page: Page, story: Story, block: Timeline, y: float) -> None:
    """The items in columns side by side; what has no column is counted beside the heading."""
    grid = page.grid
    most = 4 if grid.wide else 3
    shown, rest = block.soon[:most], block.soon[most:]
    _heading(page, story, block.soon_label, Rect(grid.margin, y, 95 if not grid.wide else 300, 16), len(rest))
    _rest(page, block, rest)
    gap = 16.0
    width = (grid.body.w - gap * (most - 1)) / most
    x = [grid.margin + k * (width + gap) for k in range(most)]
    if not shown:
        page.rule(page.name("soon", "rule"), grid.margin, y + 20, grid.body.w, Stroke("rule"))
        words = line(Run(story.voice.say("timeline.nothing_soon"), page.pt(12), "muted"))
        page.text(page.name("soon", "none"), Rect(grid.margin, y + 24, grid.body.w, 17), words)
        return
    _items(page, shown, [(left, y + 20) for left in x[: len(shown)]], width)


def place_few(page: Page, story: Story, block: Timeline, y: float) -> None:
    """Two columns under a short table: next 14 days, and still to confirm."""
    grid = page.grid
    left = grid.scale(420)
    right = (grid.margin + grid.scale(440), grid.scale(432))
    room = max(1, int((grid.body.bottom - y - 20) / ITEM))
    shown, rest = block.soon[:room], block.soon[room:]
    width = left if block.questions else grid.body.w
    _heading(page, story, block.soon_label, Rect(grid.margin, y, width, 17), len(rest))
    _rest(page, block, rest)
    if shown:
        _items(page, shown, [(grid.margin, y + 20 + ITEM * k) for k in range(len(shown))], width)
    else:
        page.rule(page.name("soon", "rule"), grid.margin, y + 20, width, Stroke("rule"))
        words = line(Run(story.voice.say("timeline.nothing_soon"), page.pt(12), "muted"))
        page.text(page.name("soon", "none"), Rect(grid.margin, y + 24, width, 17), words)
    if block.questions:
        _questions(page, story, block, right, y, room)


def _heading(page: Page, story: Story, text: Text, rect: Rect, rest: int) -> None:
    head = page.fitter.fit(
        "soon.head", "h3", [page.want(text, rect.w, bold=True)], size=page.pt(12.5), floor=10
    )
    more = f"{NBSP}{NBSP}{story.voice.say('word.more', n=rest)}" if rest else ""
    run = Run(head.texts[0], head.size, "primary", bold=True)
    extra = Run(more, head.size, "muted")
    room = page.ruler.width(run.text, head.size, bold=True) + page.ruler.width(more, head.size)
    page.text(
        page.name("soon", text.key.rpartition("/")[2]),
        rect,
        line(run, *([extra] if room <= rect.w else []), key=text.key),
        wrap=False,
    )


def _rest(page: Page, block: Timeline, rest: Sequence[Soon]) -> None:
    for item in rest:
        words = ", ".join(t.full for t in (item.text, item.owner, item.date) if t.full)
        page.fitter.moved(page.say(block.soon_label), words, item.text.pointer)


def _items(page: Page, items: Sequence[Soon], spots: Sequence[tuple[float, float]], width: float) -> None:
    size = page.pt(12)
    dates = [f"{NBSP}{item.date.full}{NBSP}{NBSP}{NBSP}" for item in items]
    marks = [page.glyph_width(item.glyph, size) for item in items]
    lead = [m + page.ruler.width(d, size, bold=True) for m, d in zip(marks, dates, strict=True)]
    wants = [page.want(i.owner, width - used - 1) for i, used in zip(items, lead, strict=True)]
    owners = page.fitter.fit("soon.owner", "body", wants, size=size, floor=size)
    texts = page.fitter.fit("soon", "body", [page.want(i.text, width) for i in items], size=page.pt(12.5))
    for k, (item, (x, y)) in enumerate(zip(items, spots, strict=True)):
        name = page.name("soon", str(k + 1))
        page.rule(f"{name}.rule", x, y, width, Stroke("rule"))
        runs = (
            *page.glyph(item.glyph, size),
            Run(dates[k], size, "dk1", bold=True),
            Run(owners.texts[k], size, "muted", italic=item.owner.gap),
        )
        words = line(*runs, key=item.owner.key)
        page.text(f"{name}.who", Rect(x, y + 2, width, 17), words, anchor="bottom", wrap=False)
        words = line(Run(texts.texts[k], texts.size), key=item.text.key)
        page.text(f"{name}.text", Rect(x, y + 19, width, 17), words)


def _questions(
    page: Page, story: Story, block: Timeline, column: tuple[float, float], y: float, room: int
) -> None:
    x, width = column
    shown: Sequence[Question] = block.questions[:room]
    _heading(page, story, block.confirm_label, Rect(x, y, width, 17), len(block.questions) - len(shown))
    prefix = f"?{NBSP}{NBSP}"
    wants = [page.want(q.text, width, prefix=prefix) for q in shown]
    asked = page.fitter.fit("confirm", "body", wants, size=page.pt(12.5))
    named = page.fitter.fit("confirm.who", "body", [page.want(q.who, width) for q in shown], size=page.pt(12))
    for k, question in enumerate(shown):
        top, name = y + 20 + ITEM * k, page.name("confirm", str(k + 1))
        page.rule(f"{name}.rule", x, top, width, Stroke("rule"))
        mark = Run(prefix, asked.size, "muted", bold=True)
        words = line(mark, Run(asked.texts[k], asked.size), key=question.text.key)
        page.text(f"{name}.text", Rect(x, top + 3, width, 17), words)
        who = line(Run(named.texts[k], named.size, "muted"), key=question.who.key)
        page.text(f"{name}.who", Rect(x, top + 20, width, 16), who)
    for question in block.questions[room:]:
        page.fitter.moved(page.say(block.confirm_label), page.say(question.text), question.text.pointer)
