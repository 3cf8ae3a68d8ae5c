"""Lists whose header is a line of another kind: what they are about, or how it is and how it shall be."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from mutualplan_deck.readers import meaning, shape, words
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import (
    column_of,
    label_of,
    section_near,
)
from mutualplan_deck.readers.lines import BULLET
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.words import Names
from mutualplan_deck.regex import regex

_SAMPLES = 14
_PAIR = 2  # cells: a label and its value
_LISTED = {"problems": "issues", "capabilities": "problems"}  # what each refers to
_HALF, _SHORT = 0.5, 60
_MARK = regex(r"\(?(?:\d{1,2}|[A-Za-z]|[A-Za-z]{1,2}-?\d{1,2})[.):]?")


def headed_list(grid: Grid, number: int, seen: Row, names: Names) -> Table | None:
    """A heading of problems or capabilities over their texts, with what each is about in a column beside.

    "Why it happens | hits goal" over "- Stock is counted by eye | 1 and 2" or "a) | Stock is … | goal 1".
    """
    if len(seen) > _PAIR or not all(isinstance(v, str) for v in seen.values()):
        return None
    first, heading = next(iter(seen.items()))
    section = section_near(str(heading)) if label_of(str(heading), names) == "" else ""
    if section not in _LISTED or names.side(str(heading)):
        return None
    below = list(takewhile(bool, (grid.rows.get(n) for n in range(number + 1, number + 1 + _SAMPLES))))
    lines = [row or {} for row in below]
    at = next((c for c in range(first, first + 3) if all(meaning.is_words(row.get(c)) for row in lines)), 0)
    marks = at > first and all(_MARK.fullmatch(str(row.get(first, "")).strip()) for row in lines)
    if len(lines) < _PAIR or not at or not (marks or all(_is_listed(row.get(at)) for row in lines)):
        return None
    beside = {c for row in lines for c in row if c > at} | {c for c in seen if c > at}
    texts = {c: str(t) for c, t in ((at, heading), *((c, seen.get(c, "")) for c in sorted(beside)))}
    about = next((c for c in sorted(beside) if _says_what_about(c, lines)), 0)
    if len(beside) != 1 or not about:
        return None
    named = column_of(section, texts[about], names) if texts[about] else ""
    named = "" if named == "statement" else named
    said = [str(row[about]) for row in lines if about in row]
    if not named and (not texts[about] or meaning.share(said, _ends_in_mark) >= shape.MOST):
        named = _LISTED[section]
    columns = {**({first: "id"} if marks else {}), at: "statement", **({about: named} if named else {})}
    shown = {**({first: ""} if marks else {}), **texts}
    return Table(
        grid, section, number, columns, shown, guessed=frozenset({at} | ({about} if named else set()))
    )


def as_is_and_to_be(grid: Grid, number: int, seen: Row) -> Table | None:
    """A table of how it is and how it has to be, line by line: "Today | How it has to be" over sentences."""
    if len(seen) != _PAIR:
        return None
    (now, text), (then, other) = seen.items()
    said = words.key(str(text)) in words.keys_of("case", "is_now") or section_near(str(text)) == "problems"
    wanted = words.key(str(other)) in words.keys_of("case", "to_be")
    if not said or not (wanted or section_near(str(other)) == "capabilities"):
        return None
    numbers = range(number + 1, number + 1 + _SAMPLES)
    below = [row or {} for row in takewhile(bool, map(grid.rows.get, numbers))]
    sentences = [row[c] for row in below for c in (now, then) if c in row]
    marks = {c for row in below for c in row if c < now}
    marked = all(_MARK.fullmatch(str(row.get(c, "")).strip()) for row in below for c in marks)
    if len(sentences) < 2 * _PAIR or not all(map(_is_statement, sentences)) or len(marks) > 1 or not marked:
        return None
    columns, texts = {**dict.fromkeys(marks, "id"), now: "statement"}, {**dict.fromkeys(marks, ""), **seen}
    answers = {then: "capabilities.statement"}
    return Table(grid, "problems", number, columns, texts, guessed=frozenset((now,)), answers=answers)


def _is_statement(value: Any) -> bool:
    return meaning.is_words(value) and len(str(value).split()) > _PAIR


def _ends_in_mark(value: Any) -> bool:
    """Whether a text names others by their numbers or letters: "1 and 2", "issue 1", "to b)"."""
    return bool(str(value).split()) and _MARK.fullmatch(str(value).split()[-1]) is not None


def _says_what_about(column: int, lines: list[Row]) -> bool:
    """Whether most lines have a short text in a column, and none a long one."""
    said = [str(row[column]) for row in lines if column in row]
    return len(said) >= _HALF * len(lines) and all(len(text) <= _SHORT for text in said)


def _is_listed(value: Any) -> bool:
    """Whether a cell is an entry of a list: a dash or bullet, and words."""
    return isinstance(value, str) and BULLET.match(value) is not None and meaning.is_words(value)
