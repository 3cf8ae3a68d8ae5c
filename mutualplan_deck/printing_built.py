"""What a person reads about a deck that was made: where it is, what it says, what to look at first."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mutualplan_deck.findings import Finding
from mutualplan_deck.printing import Screen, counted, findings_lines, findings_text, worst_text

if TYPE_CHECKING:
    from mutualplan_deck.pipeline import Built, Order


def built_text(built: Built, order: Order, screen: Screen, *, every: bool) -> Iterator[str]:
    """At most a screen: the deck, its slides' titles, the worst of the findings; all of them for `every`."""
    yield screen.paint(str(built.path), "good")
    yield screen.paint(_made(built, order), "quiet")
    yield ""
    for number, slide in enumerate(built.deck.slides, 1):
        yield f"  {number}  {_cut(slide.title, screen.width - 5)}"
    yield from _every(built.findings, screen) if every else _worst(built, order, screen)


def built_lines(built: Built, order: Order, *, every: bool) -> Iterator[str]:
    """What is told beside the deck's path when nobody watches: one line, or a line a finding for `every`."""
    if every:
        yield from findings_lines(built.findings)
    elif told := counted(built.findings):
        yield f"{told}; see: mutualplan-deck check {_quoted(order)}"


def _made(built: Built, order: Order) -> str:
    shape = "16:9" if order.wide else "4:3"
    return f"{len(built.deck.slides)} slides, {shape}, {order.edition} edition, look {order.layout}"


def _every(findings: Sequence[Finding], screen: Screen) -> Iterator[str]:
    yield from findings_text(findings, screen)
    if findings:
        yield ""
        yield counted(findings)


def _worst(built: Built, order: Order, screen: Screen) -> Iterator[str]:
    slides = [f for f in built.findings if f.code.startswith(("FT", "LY"))]
    plan = [f for f in built.findings if f not in slides]
    if plan:
        yield ""
        yield screen.paint("Look at first", "head")
        yield from worst_text(plan, screen)
        yield ""
        yield f"In the plan: {counted(plan)}. All of them:"
        yield f"  mutualplan-deck check {_quoted(order)}"
    if slides:
        yield ""
        yield f"To make it fit: {counted(slides)}. See what with:"
        yield f"  mutualplan-deck build {_quoted(order)} -v"


def _quoted(order: Order) -> str:
    return shlex.quote(str(order.plan))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: max(10, width - 1)].rstrip()}…"
