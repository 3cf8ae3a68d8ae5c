"""What a person reads in the terminal about findings: worst first, grouped. Findings in, lines out."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from mutualplan_deck.findings import Audience, Finding, Level, worst_first

Paint = Callable[[str, str], str]
"""Puts a text in the ink of a role: `error`, `warning`, `hint`, `head`, `quiet` or `good`."""

_SECTIONS = {
    "RD": "Reading the file",
    "FT": "On the slides",
    "LY": "Logos and looks",
    "WR": "Writing",
    "AU": "In the files",
}
_INDENT = " " * 11
_OURS = "for your side alone"
_LIKE = 24  # advice that begins alike is the same advice about another thing


def plain(text: str, role: str) -> str:
    """No ink at all, for a pipe or a file."""
    del role
    return text


class Screen(Struct, frozen=True):
    """How to write: the width in characters, and the inks."""

    width: int = 80
    paint: Paint = plain


def section_of(finding: Finding) -> str:
    """The heading a finding stands under."""
    return _sections().get(finding.code) or _SECTIONS.get(finding.code[:2], "The plan")


def _sections() -> Mapping[str, str]:
    from mutualplan_deck.plan.checks import CHECKS

    return {line.code: line.section.capitalize() for line in CHECKS}


def counts(findings: Iterable[Finding]) -> dict[Level, int]:
    """How many there are of each level, worst first."""
    found = [f.level for f in findings]
    return {level: found.count(level) for level in Level}


def counted(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 warning and 5 hints`; empty without any."""
    parts = [f"{n} {level}{'' if n == 1 else 's'}" for level, n in counts(findings).items() if n]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def findings_text(findings: Sequence[Finding], screen: Screen) -> Iterator[str]:
    """Every finding: sections by their worst one, in each the worst first.

    What the same check found several times stands together, its question and advice once.
    """
    for section, found in _by_section(findings).items():
        yield ""
        yield screen.paint(section, "head")
        for _, alike in groupby(sorted(found, key=_kind), key=_kind):
            yield from _alike(list(alike), screen)


def findings_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """A line a finding, for a pipe: `error MP118 Steps!F9: message`."""
    for finding in worst_first(findings):
        place = f" {finding.place}" if finding.place else ""
        yield f"{finding.level} {finding.code}{place}: {' '.join(finding.message.split())}"


def hung(mark: str, text: str, width: int) -> list[str]:
    """A text behind a mark, its further lines under its first word."""
    room = max(30, width - len(mark))
    lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
    return [f"{mark if k == 0 else ' ' * len(mark)}{line}" for k, line in enumerate(lines)]


def report(name: str, findings: Sequence[Finding], today: dt.date, screen: Screen) -> Iterator[str]:
    """What `check` tells of the plan in the file `name`."""
    yield f"{screen.paint(name, 'head')} on {today.isoformat()}: {counted(findings) or 'nothing to ask'}"
    yield from findings_text(findings, screen)


def worst_text(findings: Sequence[Finding], screen: Screen, most: int = 3) -> Iterator[str]:
    """The worst few, each with its place; of one check the first, and how many more there are like it."""
    kinds = [list(found) for _, found in groupby(sorted(findings, key=_kind), key=_kind)]
    for alike in kinds[:most]:
        first, more = alike[0], len(alike) - 1
        yield from _item(
            first.level, f"{first.message}{f' (and {more} more like it)' if more else ''}", screen
        )
        yield from _below(first.place if _is_somewhere(first.place) else "", screen, role="quiet")


def _by_section(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    sections: dict[str, list[Finding]] = {}
    for finding in worst_first(findings):
        sections.setdefault(section_of(finding), []).append(finding)
    return sections


def _kind(finding: Finding) -> tuple[int, str, str]:
    return finding.level.rank, finding.code, finding.advice[:_LIKE]


def _alike(found: list[Finding], screen: Screen) -> Iterator[str]:
    """One check's findings: what to ask, what was found and where, what to do."""
    first = found[0]
    if first.question:
        ours = f" ({_OURS})" if first.audience is Audience.INTERNAL else ""
        yield from _item(first.level, f"{first.code} {first.question}{ours}", screen)
        for finding in found:
            yield from _below(_placed(finding), screen, mark="· ")
    else:
        for finding in found:
            yield from _item(finding.level, f"{finding.code} {_placed(finding)}", screen)
    yield from _below(first.advice, screen, mark="→ ", role="quiet")


def _placed(finding: Finding) -> str:
    return f"{finding.message} ({finding.place})" if _is_somewhere(finding.place) else finding.message


def _is_somewhere(place: str) -> bool:
    """Whether a place is more than the name of the whole file."""
    return any(mark in place for mark in "!/#:")


def _item(level: Level, text: str, screen: Screen) -> Iterator[str]:
    """A text with its level in front."""
    head, *rest = hung(f"  {level.value:<8} ", text, screen.width)
    yield head.replace(level.value, screen.paint(level.value, level.value), 1)
    yield from rest


def _below(text: str, screen: Screen, *, mark: str = "", role: str = "") -> Iterator[str]:
    """A text under an item."""
    for line in hung(f"{_INDENT}{mark}", text, screen.width) if text else ():
        yield screen.paint(line, role) if role else line
