"""What there is to know before deciding: three questions, each answered in whole sentences (SPEC §12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from mutualplan_deck.deck.blocks.phrases import put
from mutualplan_deck.deck.blocks.summary_since import place_heading, place_heads
from mutualplan_deck.deck.boxes import Paragraph, Rect, Run
from mutualplan_deck.deck.fit import Want
from mutualplan_deck.deck.page import Page, line
from mutualplan_deck.story.story import Column, Item, Summary, Text

ITEMS = 3
GAP = 4.0  # between items
Answers = tuple[Item, ...]


def place_answers(page: Page, block: Summary, columns: Sequence[float], width: float, y: float) -> None:
    """The heading at `y`, then the columns down to the end of the body. Answers stand whole: what finds no
    room goes to the notes, the last first."""
    place_heading(page, block, Rect(columns[0], y, columns[-1] + width - columns[0], 17))
    shown = block.columns[: len(columns)]
    place_heads(page, shown, columns, width, y + 23)
    room = Rect(0, y + 49.8, width, page.grid.body.bottom - y - 49.8)
    size, answers = _chosen(page, shown, room)
    texts = [list(_texts(page, part, room, size)) for part in answers]
    fitted = page.fitter.fit("answers", "body", [w for part in texts for w in part], size=size)
    words = iter(fitted.texts)
    for k, (column, part) in enumerate(zip(shown, answers, strict=True)):
        _tell_left_out(page, column, len(part))
        paragraphs = list(_paragraphs(part, words, fitted.size))
        put(page, page.name("before", str(k + 1), "items"), Rect(columns[k], room.y, width, 15), *paragraphs)


def _chosen(page: Page, shown: Sequence[Column], room: Rect) -> tuple[float, tuple[Answers, ...]]:
    """As many answers as stand whole at the floor, then the largest size and the fullest words for them."""
    size, floor = page.size("body"), page.look.floors["body"]
    sizes = [size - k / 2 for k in range(int((size - floor) * 2) + 1)]
    full = tuple(c.items[:ITEMS] for c in shown)
    short = tuple(tuple(map(_shortened, part)) for part in full)
    counts = [len(_that_fit(page, part, room, floor)) for part in short]
    whole = tuple(part[:n] for part, n in zip(full, counts, strict=True))
    for s in sizes:
        if all(_height(page, part, room.w, s) <= room.h for part in whole):
            return s, whole
    return floor, tuple(
        part if _height(page, part, room.w, floor) <= room.h else brief[: len(part)]
        for part, brief in zip(whole, short, strict=True)
    )


def _shortened(item: Item) -> Item:
    return replace(item, text=_short(item.text), under=_short(item.under))


def _short(text: Text) -> Text:
    return replace(text, full=text.short) if text.short else text


def _that_fit(page: Page, part: Answers, room: Rect, size: float) -> Answers:
    """As many items as stand whole, at least the first."""
    for n in range(len(part), 1, -1):
        if _height(page, part[:n], room.w, size) <= room.h:
            return part[:n]
    return part[:1]


def _height(page: Page, part: Answers, width: float, size: float) -> float:
    lines = sum(_lines(page, text, width, size) for item in part for text in (item.text, item.under))
    return lines * page.line_height(size) + GAP * (len(part) - 1) - 0.01


def _lines(page: Page, text: Text, width: float, size: float) -> int:
    words = page.say(text)
    return len(page.ruler.lines([Run(words, size, italic=text.gap)], width)) if words else 0


def _texts(page: Page, part: Answers, room: Rect, size: float) -> Iterator[Want]:
    """A want for each text, on the lines it takes; a lone answer that is too long is cut."""
    most = int((room.h + 0.01) / page.line_height(size))
    for item in part:
        for text in (item.text, item.under):
            lines = min(most, max(1, _lines(page, text, room.w, size)))
            most = most - lines if len(part) == 1 and text.full else most
            yield page.want(text, room.w, max(1, lines))


def _paragraphs(part: Answers, words: Iterator[str], size: float) -> Iterator[Paragraph]:
    for k, item in enumerate(part):
        text, under = next(words), next(words)
        color = "muted" if item.text.gap else "dk1"
        yield line(Run(text, size, color, italic=item.text.gap), key=item.text.key, before=GAP if k else 0)
        if under:
            yield line(Run(under, size, "muted"), key=item.under.key)


def _tell_left_out(page: Page, column: Column, shown: int) -> None:
    for item in column.items[shown:]:
        said = [page.say(t) for t in (item.text, item.under) if t.full]
        page.fitter.moved(page.say(column.head), ", ".join(said), item.text.pointer)
