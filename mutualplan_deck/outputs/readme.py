"""The README of a pack: what is in it, and what was left out, in the plan's language."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mutualplan_deck.outputs.writing import Writing
from mutualplan_deck.story.facts import Facts

_WIDTH = 78


class PackFile(Struct, frozen=True):
    """A file of the pack; `kind` is a key of `[readme]` that says what it is."""

    kind: str
    name: str


def readme(facts: Facts, files: Sequence[PackFile], missing: Sequence[str], day: dt.date) -> str:
    """The text. `missing` are the kinds of files that could not be made."""
    say = Writing(facts.voice)
    said = {"customer": facts.plan.customer.name, "date": say.long(day)}
    lines = [
        say.say("readme.title", **said),
        "",
        say.say("readme.intro", **said),
        "",
        say.say("readme.inside"),
    ]
    for file in files:
        lines += ["", file.name, f"  {say.say(f'readme.{file.kind}', **said)}"]
    lines += ["", say.say("readme.left_out")]
    lines += [f"- {line}" for line in _left_out(facts, say, missing)]
    lines += ["", say.say("readme.later")]
    return "\n".join(out for line in lines for out in _wrapped(line)) + "\n"


def _left_out(facts: Facts, say: Writing, missing: Sequence[str]) -> Iterator[str]:
    yield say.say("readme.left_internal")
    if undated := sum(1 for step in facts.open if not step.due):
        yield say.say("readme.left_undated", undated)
    if facts.plan.investment and facts.plan.investment.hidden:
        yield say.say("readme.left_price")
    yield from (say.say(f"readme.left_{kind}") for kind in missing)


def _wrapped(line: str) -> list[str]:
    if line.isspace() or not line:
        return [""]
    indent = " " * (len(line) - len(line.lstrip(" -")))
    plain = line.replace("\u00a0", " ")
    return textwrap.wrap(
        plain, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
