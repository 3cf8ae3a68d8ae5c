"""Two tables side by side under one row of headers that repeat: a team each, left and right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import LABEL, section_near
from mutualplan_deck.readers.persons import are_people
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_LEAST = 2  # headers that both tables have, or headings and the lines under each
_ROWS = 2_000  # of a sheet in which the headers are looked for
_LINES = 4  # lines that are looked at
_TEAM = 8  # people
_BULLET = regex(r"\s*[•·▪‣●○◦*–-]\s*\w")


def strips(grid: Grid) -> Iterator[Grid]:
    """The sheet as it is, or cut where headers repeat: the rows above, each table, the rows below.

    Rows keep their numbers and columns theirs, so that places stay true.
    """
    numbers = list(grid.rows)
    begins = (
        at == 0 or numbers[at - 1] < n - 1 or len(grid.rows[n - 1]) == 1 for at, n in enumerate(numbers)
    )
    cuts = (
        (at, _cuts(grid.rows[n]) or (_lists(grid, n) if first else ()))
        for (at, n), first in zip(enumerate(numbers[:_ROWS]), begins, strict=False)
    )
    header = next(((at, cut) for at, cut in cuts if cut), None)
    if header is None:
        yield grid
        return
    at, cut = header
    first, last = _reach(numbers, at)
    yield _part(grid, numbers[:first])
    for low, high in zip((0, *cut), (*cut, 1 << 20), strict=True):
        yield _part(grid, numbers[first:last], low, high)
    yield from strips(_part(grid, numbers[last:])) if last < len(numbers) else ()


def _cuts(row: Row) -> tuple[int, ...]:
    """The columns at which the headers of a row begin again."""
    if len(row) < 2 * _LEAST or not all(isinstance(v, str) for v in row.values()):
        return ()
    columns, said = list(row), [key(str(v)) for v in row.values()]
    again = [n for n, word in enumerate(said) if n and word == said[0]]
    if not again or again[0] < _LEAST:
        return ()
    first = set(said[: again[0]])
    ends = (*again[1:], len(said))
    alike = all(len(first & set(said[n:end])) >= _LEAST for n, end in zip(again, ends, strict=True))
    return tuple(columns[n] for n in again) if alike else ()


def _lists(grid: Grid, number: int) -> tuple[int, ...]:
    """The columns of headings side by side, each over lines with bullets."""
    row = grid.rows[number]
    if len(row) < _LEAST or not all(isinstance(v, str) and len(v) <= LABEL for v in row.values()):
        return ()
    below = [grid.rows[n] for n in range(number + 1, number + 1 + _LINES) if n in grid.rows]
    if _head_tables(row, below[:1]):
        return tuple(row)
    if _apart(row) and (_of_lines(row, below) or _of_people(grid, number)):
        return tuple(row)
    marked = {c: [r[c] for r in below if _is_marked(r.get(c))] for c in row}
    if not all(len(lines) >= _LEAST for lines in marked.values()):
        return ()
    return tuple(row) if all(section_near(str(v)) for v in row.values()) else ()


def _apart(row: Row) -> bool:
    """Whether the texts of a row have a blank column between them, as labels and their values do not."""
    return all(b - a > 1 for a, b in pairwise(sorted(row)))


def _of_lines(row: Row, below: list[Row]) -> bool:
    """Whether headings of different sections each stand over a cell of several lines."""
    said = [section_near(str(v)) for v in row.values()]
    cells = below[0] if below else {}
    several = cells.keys() == row.keys() and all(str(v).count("\n") >= _LEAST for v in cells.values())
    return several and "" not in said and len({*said}) == len(said)


def _of_people(grid: Grid, number: int) -> bool:
    """Whether most lines below two headings are people with their jobs: each side's team, left and right."""
    row = grid.rows[number]
    rows = [r for n in range(number + 1, number + 1 + _TEAM) if (r := grid.rows.get(n))]
    if len(row) != _LEAST or any(r.keys() - row.keys() for r in rows):
        return False
    lines = {c: [r[c] for r in rows if c in r] for c in row}
    teams = [sum(map(are_people, listed)) for listed in lines.values()]
    return all(n >= _LEAST and 2 * n >= len(lines[c]) for n, c in zip(teams, lines, strict=True))


def _head_tables(row: Row, below: list[Row]) -> bool:
    """Whether texts name different sections, each above a header of several cells."""
    if not below or len(row) > len(sections()) or not all(isinstance(v, str) for v in below[0].values()):
        return False
    said = [section_near(str(v)) for v in row.values()]
    cells = [[c for c in below[0] if low <= c < high] for low, high in pairwise((*row, 1 << 20))]
    return "" not in said and len(set(said)) == len(said) and all(len(c) >= _LEAST for c in cells)


def _is_marked(value: object) -> bool:
    return isinstance(value, str) and _BULLET.match(value) is not None


def _reach(numbers: list[int], header: int) -> tuple[int, int]:
    """From the banners right above a header to the first blank row below it, as positions."""
    first = header - 1 if header and numbers[header - 1] == numbers[header] - 1 else header
    last = header + 1
    while last < len(numbers) and numbers[last] == numbers[last - 1] + 1:
        last += 1
    return first, last


def _part(grid: Grid, numbers: list[int], low: int = 0, high: int = 1 << 20) -> Grid:
    cut = ((n, {c: v for c, v in grid.rows[n].items() if low <= c < high}) for n in numbers)
    return replace(grid, rows={n: row for n, row in cut if row})
