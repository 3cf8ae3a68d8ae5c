"""The ask strip of the summary: what is needed, of whom, by when; at most three, the earliest first."""

from __future__ import annotations

from typing import NamedTuple

from mutualplan_deck.deck.blocks.phrases import one_line, put, upright
from mutualplan_deck.deck.boxes import Anchor, Paragraph, Rect, Run, Shape, Stroke
from mutualplan_deck.deck.page import Page, line
from mutualplan_deck.story.story import Ask, Summary, Text

ASKS = 3
STRIP = 70.0  # its height; on a dark header the band goes on below
NUMBER = 11.0
BETWEEN = 3.0
ONE_LINE = 14.0  # from the strip's top to a text of one line


class _Slots(NamedTuple):
    """Where asks stand beside each other: the first divider, their pitch, the text's offset and width."""

    x: float
    pitch: float
    mark: float
    text: float
    width: float


def place_asks(page: Page, block: Summary, strip: Rect, divider: float, *, dark: bool) -> None:
    """The strip, or on a dark header a hairline: its label left of `divider`, the asks right of it."""
    pad = 16.0 if page.grid.wide else 12.0
    if dark:
        page.rule(page.name("asks", "rule"), strip.x, strip.y, strip.w, Stroke("on_dark_rule"))
    else:
        page.bar(page.name("asks", "strip"), strip, "dk2")
    x = strip.x if dark else strip.x + pad
    _place_label(page, block, Rect(x, strip.y, divider - pad - x, STRIP))
    for ask in block.asks[ASKS:]:
        page.fitter.moved(
            page.say(block.asks_label), f"{page.say(ask.text)} ({page.say(ask.who)})", ask.text.pointer
        )
    asks = block.asks[:ASKS]
    if asks:
        slots = _slots(page, block, len(asks), divider, strip.right - pad)
        _place_all(page, asks, slots, strip.y, numbered=block.decisions)


def _slots(page: Page, block: Summary, n: int, x: float, right: float) -> _Slots:
    pitch = (right - x) / n
    mark, text = (14.0, 44.0) if page.grid.wide else (9.0, 34.0)
    text = text if block.decisions else mark
    return _Slots(x, pitch, mark, text, pitch - text - 6)


def _place_label(page: Page, block: Summary, room: Rect) -> None:
    """What is needed, and under it why now."""
    floor = page.look.floors["lead"]
    lines = 1 if one_line(page, [page.say(block.asks_label)], room.w, floor, bold=True) else 2
    label = page.fitter.fit(
        "asks.label",
        "lead",
        [upright(page, block.asks_label, room.w, lines)],
        size=0 if lines == 1 else floor,
    )
    reason = page.fitter.fit(
        "asks.reason", "small_large", [upright(page, block.asks_reason, room.w, 3 - lines, bold=False)]
    )
    top, under = (room.y + 13, room.y + 34) if lines == 1 else (room.y + 9, room.y + 44)
    put(
        page,
        page.name("asks", "label"),
        Rect(room.x, top, room.w, 20),
        line(Run(label.texts[0], label.size, "on_dark", bold=True), key=block.asks_label.key),
    )
    put(
        page,
        page.name("asks", "reason"),
        Rect(room.x, under, room.w, 15 * (3 - lines)),
        line(Run(reason.texts[0], reason.size, "on_dark_muted"), key=block.asks_reason.key),
    )


def _place_all(page: Page, asks: tuple[Ask, ...], slots: _Slots, y: float, *, numbered: bool) -> None:
    texts = _fitted(page, "asks", "lead", [a.text for a in asks], slots.width, 13 if len(asks) > 2 else 15)
    who = _fitted(page, "asks.who", "body_large", [a.who for a in asks], slots.width, 12.5)
    top = _top(page, texts, who, slots.width, y)
    # One height for all, so that names and dates stand on one line; a shorter text stands above its own.
    high = max(page.ruler.paragraphs_height([t], slots.width) for t in texts)
    height = 20.0 if top == y + ONE_LINE else high
    for k, (text, whose) in enumerate(zip(texts, who, strict=True)):
        x, name = slots.x + slots.pitch * k, page.name("ask", str(k + 1))
        page.rule_down(f"{name}.rule", x, y + 13, 44, Stroke("on_dark_rule"))
        if numbered:
            _place_number(page, f"{name}.number", str(k + 1), x + slots.mark, y + 25)
        anchor: Anchor = "top" if top == y + ONE_LINE else "bottom"
        put(page, f"{name}.text", Rect(x + slots.text, top, slots.width, height), text, anchor=anchor)
        put(page, f"{name}.who", Rect(x + slots.text, top + height + BETWEEN, slots.width, 17), whose)


def _fitted(
    page: Page, group: str, role: str, texts: list[Text], width: float, size: float
) -> list[Paragraph]:
    """Paragraphs on one line each if the floor allows it, else on two."""
    strong, floor = role == "lead", page.look.floors[role]
    single = one_line(page, [page.say(t) for t in texts], width, floor, bold=strong)
    fitted = page.fitter.fit(
        group,
        role,
        [page.want(t, width, 1 if single else 2, bold=strong) for t in texts],
        size=page.pt(size) if single else floor,
    )
    color = "on_dark" if strong else "on_dark_muted"
    return [
        line(Run(words, fitted.size, color, bold=strong, italic=text.gap), key=text.key)
        for text, words in zip(texts, fitted.texts, strict=True)
    ]


def _top(page: Page, texts: list[Paragraph], who: list[Paragraph], width: float, y: float) -> float:
    """y of the texts: as specified when all stand on one line, else the highest is centred in the strip."""
    high = [page.ruler.paragraphs_height([t], width) for t in texts]
    under = [page.ruler.paragraphs_height([t], width) for t in who]
    if max(high) <= 20 and max(under) <= 17:
        return y + ONE_LINE
    tallest = max(a + b for a, b in zip(high, under, strict=True))
    return y + (STRIP - tallest - BETWEEN) / 2


def _place_number(page: Page, name: str, number: str, x: float, y: float) -> None:
    page.add(
        Shape(
            name,
            Rect(x, y, 20, 20),
            geometry="diamond",
            stroke=Stroke("on_dark", 1.3),
            paragraphs=(line(Run(number, NUMBER, "on_dark", bold=True), align="center"),),
            anchor="middle",
            wrap=False,
        )
    )
