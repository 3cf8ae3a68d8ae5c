"""What a person reads about a deck that was made: where it is, what it says, what to look at first."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mutualplan_deck.findings import Finding
from mutualplan_deck.printing import Screen, counted, findings_lines, findings_text, hung, worst_text

if TYPE_CHECKING:
    from mutualplan_deck.pipeline import Built, Order


def built_text(built: Built, order: Order, day: str, screen: Screen, *, every: bool) -> Iterator[str]:
    """At most a screen: the deck, its slides' titles, the worst of the findings; all of them for `every`.

    `day` is the day asked for, as typed; "" if it is today.
    """
    yield screen.paint(str(built.path), "good")
    yield screen.paint(_made(built, order), "quiet")
    yield ""
    for number, slide in enumerate(built.deck.slides, 1):
        yield from hung(f"  {number}  ", slide.title, screen.width)
    if every:
        from mutualplan_deck.printing_read import understood_text

        yield ""
        yield from understood_text(built.reading, screen)
    yield from _every(built.findings, screen) if every else _worst(built.findings, order, day, screen)


def built_lines(built: Built, order: Order, day: str, *, every: bool) -> Iterator[str]:
    """What is told beside the deck's path when nobody watches: one line, or a line a finding for `every`."""
    if every:
        from mutualplan_deck.printing_read import understood_lines

        yield from understood_lines(built.reading)
        yield from findings_lines(built.findings)
    elif told := counted(built.findings):
        yield f"{told}; to see them: {_command('build', order, day)} -v"


def _made(built: Built, order: Order) -> str:
    shape = "16:9" if order.wide else "4:3"
    return f"{len(built.deck.slides)} slides, {shape}, {order.edition} edition, look {order.layout}"


def _every(findings: Sequence[Finding], screen: Screen) -> Iterator[str]:
    yield from findings_text(findings, screen)
    if findings:
        yield ""
        yield f"{counted(findings)} in all"


def _worst(findings: Sequence[Finding], order: Order, day: str, screen: Screen) -> Iterator[str]:
    fit = [f for f in findings if f.code.startswith("FT")]
    plan = [f for f in findings if f not in fit]
    if plan:
        yield ""
        yield screen.paint("Look at first", "head")
        yield from worst_text(plan, screen)
        yield from _more(f"{counted(plan)} in the plan", _command("check", order, day), screen)
    if fit:
        how = _command("build", order, day)
        yield from _more(f"{counted(fit)} on how it was made to fit", f"{how} -v", screen)


def _more(what: str, command: str, screen: Screen) -> Iterator[str]:
    yield ""
    yield f"{what}:"
    yield f"  {screen.paint(command, 'quiet')}"


def _command(name: str, order: Order, day: str) -> str:
    """The command that tells more, with what was asked for this time."""
    words = ["mutualplan-deck", name, str(order.plan)]
    if name == "build":
        words += ["-o", str(order.deck)] if order.deck else []
        words += ["--slides", str(order.slides)] if order.slides != 6 else []
        words += ["--layout", order.layout] if order.layout != "clearpath" else []
        words += [] if order.wide else ["--aspect", "4:3"]
    return shlex.join(words + (["--today", day] if day else []))
