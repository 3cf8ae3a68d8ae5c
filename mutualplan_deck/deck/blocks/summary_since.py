"""What happened since the last meeting, what comes next and what needs the customer: three short lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mutualplan_deck.deck.blocks.phrases import LEAD, Phrase, fit_pairs, put, rise, upright
from mutualplan_deck.deck.boxes import Paragraph, Rect, Run, Stroke
from mutualplan_deck.deck.fit import Want
from mutualplan_deck.deck.page import GLYPHS, NBSP, Page, line
from mutualplan_deck.story.story import Column, Item, Story, Summary

ITEMS = 3
GAPS = (4.0, 2.0)
HEAD_GAP = "   "


class _List(NamedTuple):
    """The items of a column that are shown, and the words for those that are not."""

    items: tuple[Item, ...]
    more: str

    def lines(self) -> int:
        """The least lines it takes: one a text."""
        return sum(1 + bool(_under(i)) for i in self.items) + bool(self.more)

    def blocks(self) -> int:
        """Items, with a gap between them."""
        return len(self.items) + bool(self.more)


def place_since(
    page: Page, story: Story, block: Summary, columns: Sequence[float], width: float, y: float
) -> None:
    """The heading with its date at `y`, then the columns down to the end of the body."""
    place_heading(page, block, Rect(columns[0], y, columns[-1] + width - columns[0], 17))
    shown = _columns(page, block)[: len(columns)]
    if not shown:
        return
    place_heads(page, shown, columns, width, y + 23)
    top = y + 49.8
    room = page.grid.body.bottom - top
    lists = [_cut(page, story, c, room) for c in shown]
    _place_lists(page, shown, lists, columns, Rect(0, top, width, room))


def _columns(page: Page, block: Summary) -> tuple[Column, ...]:
    """In the form without a timeline of its own, the last column shows the next 14 days."""
    if block.next_column and "timeline_people" in page.slides:
        return (*block.columns[:2], block.next_column)
    return block.columns


def place_heading(page: Page, block: Summary, rect: Rect) -> None:
    """What the columns are about, and since when."""
    size = page.size("h3")
    pair = fit_pairs(
        page, "since", "h3", [Phrase(block.since, block.since_date, rect.w)], size=size, gap=HEAD_GAP
    )
    runs = (
        Run(pair.leads[0] + HEAD_GAP if pair.leads[0] else "", pair.size, "primary", bold=True),
        Run(pair.rests[0], pair.size, "muted"),
    )
    put(page, page.name("since"), rect, line(*runs, key=block.since_date.key or block.since.key))


def place_heads(
    page: Page, shown: Sequence[Column], columns: Sequence[float], width: float, y: float
) -> None:
    """A rule and a head over each column from `y` down."""
    size = page.size("h3")
    room = width - page.ruler.width("●", size * 1.15, face="glyph") - size
    heads = page.fitter.fit("since.heads", "h3", [upright(page, c.head, room) for c in shown])
    for k, (column, head) in enumerate(zip(shown, heads.texts, strict=True)):
        name = page.name("since", str(k + 1))
        page.rule(f"{name}.rule", columns[k], y, width, Stroke("rule"))
        words = line(
            *_mark(page, column.glyph, heads.size), Run(head, heads.size, bold=True), key=column.head.key
        )
        top = y + 6 - rise(column.glyph, heads.size)
        put(page, f"{name}.head", Rect(columns[k], top, width, 18), words)


def _mark(page: Page, glyph: str, size: float) -> tuple[Run, ...]:
    """The column's glyph, or a number where the story numbers its columns."""
    if glyph in GLYPHS:
        return *page.glyph(glyph, size), Run(NBSP, size)
    return (Run(f"{glyph[:2]}{NBSP}{NBSP}" if glyph else "", size, "primary", bold=True),)


def _under(item: Item) -> bool:
    return bool(item.under.full)


def _moved(column: Column, item: Item) -> bool:
    """An item that says from when to when: on one line, the old date struck."""
    return column.glyph == "moved" and bool(item.strong.full)


def _height(page: Page, column: Column, part: _List, gap: float, size: float) -> float:
    """How high a list is when every text takes one line."""
    return _lines(column, part) * page.line_height(size) + (part.blocks() - 1) * gap - 0.01


def _cut(page: Page, story: Story, column: Column, room: float) -> _List:
    """As many items as there is room for, at most three; the others go to the notes."""
    items = [i for i in column.items if i.text.full or i.under.full or i.strong.full]
    found, floor = _List((), ""), page.look.floors["body"]
    for n in range(min(ITEMS, len(items)), -1, -1):
        found = _List(tuple(items[:n]), page.say(_more(story, len(items) - n)))
        if _height(page, column, found, GAPS[-1], floor) <= room:
            break
    for item in items[len(found.items) :]:
        said = [page.say(t) for t in (item.strong, item.text, item.under) if t.full]
        page.fitter.moved(page.say(column.head), ", ".join(said), item.text.pointer)
    return found


def _more(story: Story, n: int) -> str:
    """`+2 more, slide 6`, or nothing."""
    return story.voice.say("word.more_on", n=n, block="timeline") if n else ""


def _place_lists(
    page: Page, shown: Sequence[Column], lists: Sequence[_List], columns: Sequence[float], rect: Rect
) -> None:
    gap, size = _step(page, shown, lists, rect)
    wants = [w for c, part in zip(shown, lists, strict=True) for w in _wants(page, c, part, rect, gap, size)]
    fitted = page.fitter.fit("since.items", "body", wants, size=size)
    words = iter(fitted.texts)
    for k, (column, part) in enumerate(zip(shown, lists, strict=True)):
        paragraphs = list(_paragraphs(column, part, words, fitted.size, gap))
        put(page, page.name("since", str(k + 1), "items"), Rect(columns[k], rect.y, rect.w, 15), *paragraphs)


def _step(page: Page, shown: Sequence[Column], lists: Sequence[_List], rect: Rect) -> tuple[float, float]:
    """The widest gap and the largest size at which every list stands in the column."""
    size, floor = page.size("body"), page.look.floors["body"]
    sizes = [size - k / 2 for k in range(int((size - floor) * 2) + 1)]
    steps = [(GAPS[0], size), *((GAPS[1], s) for s in sizes)]
    for gap, s in steps:
        if all(_height(page, c, p, gap, s) <= rect.h for c, p in zip(shown, lists, strict=True)):
            return gap, s
    return GAPS[1], floor


def _lines(column: Column, part: _List) -> int:
    return part.lines() - sum(_moved(column, i) and _under(i) for i in part.items)


def _wants(page: Page, column: Column, part: _List, rect: Rect, gap: float, size: float) -> Iterator[Want]:
    """Three texts an item: what opens it, the text, the line under it. Spare lines go to the first texts."""
    free = int((rect.h + 0.01 - (part.blocks() - 1) * gap) / page.line_height(size)) - _lines(column, part)
    for item in part.items:
        lead = page.fitter.fit("since.strong", "body", [upright(page, item.strong, rect.w * 0.4)], size=size)
        first = lead.texts[0]
        yield Want(first, rect.w * LEAD, bold=True)
        if _moved(column, item):
            old = page.fitter.fit(
                "since.old", "body", [upright(page, item.under, rect.w * 0.25, bold=False)], size=size
            )
            taken = page.ruler.width(f" {old.texts[0]} {first}", size, bold=True)
            yield upright(page, item.text, rect.w - taken, bold=False)
            yield Want(old.texts[0], rect.w * LEAD)
            continue
        natural = page.ruler.lines([Run(f"{first} {page.say(item.text)}".strip(), size)], rect.w)
        lines = 2 if free > 0 and len(natural) > 1 else 1
        free -= lines - 1
        yield page.want(item.text, rect.w, lines, bold=bool(first), prefix=f"{first} " if first else "")
        yield page.want(item.under, rect.w)
    if part.more:
        yield Want(part.more, rect.w)


def _paragraphs(
    column: Column, part: _List, words: Iterator[str], size: float, gap: float
) -> Iterator[Paragraph]:
    for k, item in enumerate(part.items):
        strong, text, under = next(words), next(words), next(words)
        before = gap if k else 0
        if _moved(column, item):
            yield line(*_from_to(text, under, strong, size), key=item.text.key, before=before)
            continue
        opening = Run(f"{strong} " if strong else "", size, bold=True)
        body = Run(text, size, "muted" if item.text.gap else "dk1", italic=item.text.gap)
        yield line(opening, body, key=item.text.key, before=before)
        if under:
            yield line(Run(under, size, "muted", italic=item.under.gap), key=item.under.key)
    if part.more:
        yield line(Run(next(words), size, "muted"), before=gap if part.items else 0)


def _from_to(text: str, old: str, new: str, size: float) -> tuple[Run, ...]:
    """`Security review: 29 Jan 5 Feb`, the old date struck; the blank after it is a run of its own."""
    struck = (Run(old, size, "muted", strike=True), Run(" ", size)) if old else ()
    return Run(f"{text} " if text else "", size), *struck, Run(new, size, bold=True)
