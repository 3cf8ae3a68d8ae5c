"""A table, and how its header is found: a row whose cells are headers of one section."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import takewhile
from typing import Any

from mutualplan_deck.readers import form, meaning, shape, words
from mutualplan_deck.readers.column_guesses import answers_in, guess
from mutualplan_deck.readers.columns import (
    cause_first,
    columns_of,
    looked_at,
    revised,
    title_first,
    with_statement,
    without_ranks,
)
from mutualplan_deck.readers.corrected import corrected, is_code, numbered_by_references, without_helpers
from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import (
    LABEL,
    column_of,
    is_named_side,
    label_of,
    section_in,
    section_near,
    section_of,
)
from mutualplan_deck.readers.lists_below import as_is_and_to_be, headed_list
from mutualplan_deck.readers.no_header import is_no_header
from mutualplan_deck.readers.owner_columns import owners_untold
from mutualplan_deck.readers.shape import Below
from mutualplan_deck.readers.statuses import legend_in
from mutualplan_deck.readers.table import WIDE, Table, own_header
from mutualplan_deck.readers.words import Names
from mutualplan_deck.regex import regex

_SAMPLES = 14
_TOLD = 2  # headers known word for word, before others are guessed
_STRUCTURED = 3  # cells of a row that may be a header none of whose words is known
_STRUCTURES = ("steps", "people")
_WHOLE = 6  # columns of a table that are known, whatever stands beside them
_MONTHS = 3  # cells of a calendar
_TIME = regex(
    r"(?:[TQSWKH]|KW|CW)?\s?\d{1,2}|20\d\d|(?P<month>[^\W\d_]{3,9})\.?(?:\s?['’]?\d\d)?", re.IGNORECASE
)
_PAIR = 2  # cells: a label and its value
_TEXTS = ("issues", "problems", "capabilities", "outcomes")  # sections that may be a list of texts
_MAIN = ("title", "statement", "name", "date", "metric")
_NUMBERED = ("issues", "problems", "capabilities", "outcomes")
_MAIN_TEXT = "statement"
_STATED = {  # what says by itself that lines are not the problems that they also name, and figures that do
    "issues": (("statement", "metric"), ("baseline", "target")),
    "outcomes": (("statement", "metric"), ("annual_value", "before", "after", "low", "high")),
}
_HALF, _SHORT = 0.5, 60
_MARKED = regex(r"\s*\(?(?:\d{1,2}|[a-z])[.)]\s+\S")
_DETAILS = ("metric", "due", "owner", "baseline", "target")


def find_header(grid: Grid, number: int, seen: Row, banner: str, names: Names) -> Table | None:
    """The table that starts in this row, if its cells are headers of a section."""
    seen = _without_bands(grid, number, _without_calendar(seen))
    if not seen or is_no_header(seen) or _is_said_of_one(grid, number, seen) or _is_figured(seen):
        return None
    if own := own_header(grid, number, seen):
        return own
    if caption := _caption(grid, number, seen):
        banner, seen = caption, dict([*seen.items()][1:])
    if headed := headed_list(grid, number, seen, names) or as_is_and_to_be(grid, number, seen):
        return headed
    if _is_facts(grid, number, seen, names):
        return None
    heading = section_in(banner, names)
    named = {heading, section_in(grid.title, names)} - {""}
    candidates: Iterable[str] = _candidates()
    if len(seen) == 1:
        text, alone = str(next(iter(seen.values()))), _samples(grid, number, next(iter(seen)))
        if len(alone) > 1 and all(isinstance(cell, str) and _MARKED.match(cell) for cell in alone):
            return None  # a heading, and its numbered points
        if column_of("issues", text, names) == "statement" and any(
            _details_issue(cell, names) for cell in alone
        ):
            return None  # an issue in a line, and what is said of it in those below
        legend = any(legend_in(str(cell)) for cell in alone)
        of_texts = _TEXTS if alone and all(map(meaning.is_words, alone)) and not legend else ()
        listed = {s for s in of_texts if column_of(s, text, names) in _MAIN}
        named = named & listed or listed or named
        # People are more than their names: over lines of several cells, their name is a title.
        over = "" if _is_narrow(grid, number) else "people"
        candidates = sorted(named & set(_candidates()) - {over}) if not legend else ()
    found = [t for s in candidates if (t := _as_section(grid, number, seen, names, s, heading, named))]
    best = max(found, key=lambda scored: scored[0], default=(0, None))
    return best[1] or _by_structure(grid, number, seen, names, named)


def _details_issue(cell: Any, names: Names) -> bool:
    """Whether a line says a field of an issue behind its label: "Metric: orders a day"."""
    label, colon, _ = str(cell).partition(":")
    return bool(colon) and len(label) <= LABEL and column_of("issues", label, names) in _DETAILS


def _is_said_of_one(grid: Grid, number: int, seen: Row) -> bool:
    """Whether a row is a label and a sentence, as the next one is: "Goal | Quotes must go out in a day"."""
    column = min(seen)
    rows = [seen, grid.rows.get(number + 1) or {}]
    labelled = all(len(row) == _PAIR and isinstance(row.get(column), str) for row in rows)
    return (
        labelled
        and all(len(str(row[column])) <= LABEL for row in rows)
        and all(meaning.is_words(value) and len(str(value)) > LABEL for _, value in map(_last, rows))
    )


def _is_figured(seen: Row) -> bool:
    """Whether a row is a label, and figures in words: "Measured by | hours of waiting: 7.4 → 4"."""
    text = str(_last(seen)[1])
    return len(seen) == _PAIR and len(text) > LABEL and any(map(str.isdigit, text))


def _last(row: Row) -> tuple[int, Any]:
    return [*row.items()][-1]


def _caption(grid: Grid, number: int, seen: Row) -> str:
    """What stands left of a header and over nothing, and says what the table is of; or ""."""
    first, *others = seen
    below = list(takewhile(bool, (grid.rows.get(n) for n in range(number + 1, number + 1 + _SAMPLES))))
    empty = len(others) >= _STRUCTURED and bool(below) and all(row and first not in row for row in below)
    text = str(seen[first])
    filled = empty and sum(others[0] in (row or {}) for row in below) == len(below)
    return text if filled and section_near(text) in sections() else ""


def _without_calendar(seen: Row) -> Row:
    """A header without the months or weeks of the bars to the right of a table."""
    columns = list(seen)
    while columns and isinstance(seen[columns[-1]], str | int | dt.date) and _is_month(seen[columns[-1]]):
        columns.pop()
    return seen if len(seen) - len(columns) < _MONTHS else {c: seen[c] for c in columns}


def _without_bands(grid: Grid, number: int, seen: Row) -> Row:
    """A header without what is merged down over it and all its lines: "WHY NOW" beside a table."""
    below = list(takewhile(bool, (grid.rows.get(n) for n in range(number + 1, number + 1 + _SAMPLES))))
    bands = {c for c, text in seen.items() if below and all(row and row.get(c) == text for row in below)}
    return {c: text for c, text in seen.items() if c not in bands} if len(seen) > len(bands) > 0 else seen


def _is_month(value: Any) -> bool:
    """Whether a cell names a time, as over a calendar of bars: "set 26", "T4", 2027, "W12"."""
    match = _TIME.fullmatch(str(value).strip())
    month = match["month"] if match else None
    named = match is not None and (month is None or words.key(month) in words.months())
    return isinstance(value, dt.date) or named or meaning.is_day(value)


def _as_section(
    grid: Grid, number: int, seen: Row, names: Names, section: str, heading: str, named: set[str]
) -> tuple[int, Table] | None:
    """How much speaks for a row being the header of a section, and the table it would begin; or None.

    `heading` is the section named right above, `named` also that of the sheet, which may hold other tables.
    """
    called = columns_of(section, seen, names)
    if len(seen) <= _PAIR and len(called) < _PAIR and _is_label(grid, number, section, names):
        return None
    told = sum(names.side(str(seen[c])) is None for c in called)
    telling = {words.tells(names.plain(str(t))) for t in seen.values()} & {*_tellers(section)}
    told += bool(telling) if told else _TOLD * (len(telling) >= _TOLD)
    enough = told >= _TOLD or (section in named and (told > 0 or heading == section))
    enough = enough or (told > 0 and len(seen) == _PAIR)
    below = _below(grid, number, seen, names, looked=enough and section in sections())
    if section in _STATED and not _states(section, called, below) and _names_problems(seen, names):
        return None
    columns = corrected(section, called, below)
    sure = max(len(columns), told) >= (_TOLD if len(seen) > _TOLD + 1 else 1) or heading == section
    sure = sure or (named == {section} and number <= min(grid.rows) + _TOLD)  # the sheet is called so
    guessed = guess(section, columns, below, sure=sure) if len(seen) > 1 else {}
    if not told and not (heading == section and (len(guessed) > 1 or _MAIN_TEXT in guessed.values())):
        return None
    if section == "steps":
        guessed |= owners_untold(grid, number, {**columns, **guessed}, below)
    every = numbered_by_references(without_helpers(dict(sorted({**columns, **guessed}.items()))), below)
    every = with_statement(section, without_ranks(section, every, below), below)
    every = title_first(section, cause_first(every, called, below), called, below)
    answers = answers_in(section, every, below)
    if section == "outcomes" and _is_of_goals(every, below):
        return None
    if section == "steps" and "meetings" in named and not any(map(_is_of_work, every.values())):
        return None
    if section == "steps" and (_is_legend(every, below) or (heading != section and not _is_to_do(every))):
        return None
    if section in _TEXTS and looked_at(below) and not any(name in _MAIN for name in every.values()):
        return None
    whole = (told and _explains_all(every, called, below)) or _is_list(section, called, below)
    whole = whole or (heading == section and _is_list_of_one(called, below))
    known = {**every, **answers}
    facts = "plan" in named and not (told >= _TOLD and all(len(below.samples(c)) >= _TOLD for c in known))
    if not (whole or _is_header(known, len(seen), section in named, facts)):
        return None
    every, newer = revised(section, every, below)
    points = (
        4
        * len(
            {
                **{c: n for c, n in columns.items() if c in every and _bears_out(section, n, c, below)},
                **answers,
            }
        )
        + len(guessed)
        + (6 if heading == section else 3 * (section in named))
    )
    table = _table(grid, section, number, every, called, seen, answers)
    table.newer = newer
    return points, table


def _bears_out(section: str, name: str, column: int, below: Below) -> bool:
    """Whether what stands under a header may be what it names; if nothing was looked at, it may."""
    known = name in form.item_fields(section)
    return not known or meaning.fits(section, name, below.samples(column))


def _states(section: str, called: Mapping[int, str], below: Below) -> bool:
    """Whether headers in known words say what is at stake or gained, or by which figures."""
    named, figures = _STATED[section]
    if {*named} & {*called.values()}:
        return True
    ends = [c for c, name in called.items() if name in figures]
    return any(below.share(c, meaning.is_number) >= _HALF and not _are_codes(c, below) for c in ends)


def _are_codes(column: int, below: Below) -> bool:
    """Whether a column only calls its lines: "F1", "F2"."""
    return below.share(column, is_code) == 1


def _names_problems(seen: Row, names: Names) -> bool:
    """Whether a header says in known words that its lines are problems."""
    return any(section_of(str(text)) == "problems" for text in seen.values()) or any(
        column_of("problems", str(text), names) == "statement" for text in seen.values()
    )


def _is_to_do(columns: Mapping[int, str]) -> bool:
    """Whether lines say by when, how far or by whom: what is only called something is no step."""
    told = ("due", "start", "done_on", "status", "percent", "after", "days", "phase")
    return any(name in told or name.startswith("owner") for name in columns.values())


def _is_legend(columns: Mapping[int, str], below: Below) -> bool:
    """Whether lines only say what the words for how far steps are mean: none comes again, nobody does any."""
    states = next((c for c, name in columns.items() if name == "status"), 0)
    timed = any(n in ("due", "start", "after") or n.startswith("owner") for n in columns.values())
    return bool(states) and states == min(below.texts) and not timed and below.differs(states)


def _is_of_work(name: str) -> bool:
    """Whether a field is of steps, and not of meetings that were held."""
    return name.startswith("owner") or name in ("status", "after", "done_means")


def _is_of_goals(columns: Mapping[int, str], below: Below) -> bool:
    """Whether lines that would be gains, and say no amount, have goals in words where these refer to them."""
    goals = next((c for c, name in columns.items() if name == "issues"), 0)
    in_words = goals and below.share(goals, meaning.is_words) > shape.MOST
    return bool(in_words) and "annual_value" not in columns.values()


def _tellers(section: str) -> tuple[str, ...]:
    """What a header beside those known may tell of: a problem's line may say what would solve it, too."""
    return (section, "capabilities") if section == "problems" else (section,)


def _table(
    grid: Grid,
    section: str,
    number: int,
    every: Mapping[int, str],
    called: Mapping[int, str],
    seen: Row,
    answers: Mapping[int, str],
) -> Table:
    other = {c for c, name in every.items() if called.get(c) != name}
    if numbering := _unnamed_ids(grid, section, number, every, seen):
        every, seen = {numbering: "id", **every}, {numbering: "", **seen}
    return Table(grid, section, number, dict(every), seen, guessed=frozenset(other), answers=dict(answers))


def _unnamed_ids(grid: Grid, section: str, number: int, every: Mapping[int, str], seen: Row) -> int:
    """The column left of the header that numbers the lines and is called nothing; or 0."""
    column = min(seen) - 1
    if section not in _NUMBERED or "id" in every.values() or column in grid.hidden_columns:
        return 0
    marks = _samples(grid, number, column) if column else []
    lines = len(list(takewhile(bool, (grid.rows.get(n) for n in range(number + 1, number + 1 + _SAMPLES)))))
    alone = len(marks) > 1 and len(marks) == lines and len({str(m) for m in marks}) == lines
    return column if alone and all(map(meaning.is_mark, marks)) else 0


def _by_structure(grid: Grid, number: int, seen: Row, names: Names, named: set[str]) -> Table | None:
    """The table whose headers say little, where its values do: who, what, by when, how far."""
    if len(seen) < _STRUCTURED or any(len(str(t)) > LABEL or meaning.is_day(t) for t in seen.values()):
        return None
    below = _below(grid, number, seen, names, looked=True)
    if not grid.rows.get(number + _TOLD):
        return None  # a single line, which says too little: facts, each under its label
    first = [str(v) for v in below.samples(min(below.texts))]
    if first and sum(bool(label_of(text, Names())) for text in first) * 2 >= len(first):
        return None  # labels, each with its value
    for section in _STRUCTURES if not named & set(_TEXTS) else ():
        called = columns_of(section, seen, names)
        columns = corrected(section, called, below)
        every = dict(sorted({**columns, **guess(section, columns, below, sure=True)}.items()))
        if shape.is_whole(section, every, len(seen)):
            return _table(grid, section, number, every, called, seen, {})
    return None


def _is_facts(grid: Grid, number: int, seen: Row, names: Names) -> bool:
    """Whether a row is labels with their values, as those around it are: Customer, a name, Go-live, a day."""
    column, (first, second) = min(seen), [*seen.values(), ""][:_PAIR]
    if is_named_side(str(first), second) or _names_side_behind(seen):
        return True
    near = [grid.rows.get(n, {}).get(column) for n in (number - 1, number, number + 1)]
    above, own, under = (isinstance(v, str) and bool(label_of(v, names)) for v in near)
    unknown = not any(column_of(section, str(first), Names()) for section in sections())
    labelled = str(first).rstrip().endswith(":") or (unknown and names.side(str(second)) is not None)
    if not under or not (own or above or labelled):
        return False
    return not any(column_of(section, str(second), Names()) for section in sections())


def _names_side_behind(seen: Row) -> bool:
    """Whether a row of two labels with their values names a side with the second, and no column before."""
    if len(seen) != 2 * _PAIR:
        return False
    *before, label, value = seen.values()
    columns = any(column_of(section, str(text), Names()) for section in sections() for text in before)
    return not columns and is_named_side(str(label), value)


def _is_label(grid: Grid, number: int, section: str, names: Names) -> bool:
    """Whether a row is a label and its value, if it has one: those above and below it have labels, too."""
    column = min(grid.rows[number])
    near = (range(number - 1, number - _SAMPLES, -1), range(number, number + _SAMPLES))
    labels: set[str] = set()
    for run in near:
        for row in map(grid.rows.get, run):
            if not row or len(row) > _PAIR or not isinstance(row.get(column), str):
                break
            if run is near[0] and len(row) == 1 and section_of(row[column]) == section:
                break  # the heading, which may be a header's word as well: "Savings"
            labels.add(column_of(section, row[column], names))
    return len(labels - {""}) >= _PAIR


def _is_list(section: str, told: Mapping[int, str], below: Below) -> bool:
    """Whether two headers stand over lines of text, the first of which names what they are."""
    column = min(below.texts)
    lines = below.samples(column)
    said = section in _TEXTS and told.get(column) in _MAIN and len(below.texts) == _PAIR
    alike = len(lines) >= _PAIR and all(map(meaning.is_words, lines)) and below.is_full(column)
    return said and alike and not any(section_of(str(line)) for line in lines)


def _is_list_of_one(told: Mapping[int, str], below: Below) -> bool:
    """Whether two headers right below their heading stand over one line of longer texts: no labels."""
    column = min(below.texts)
    lines = [below.samples(c) for c in below.texts]
    short = all(len(text) <= LABEL // 2 for text in below.texts.values())
    alone = len(lines) == _PAIR and all(len(line) == 1 for line in lines)
    sentence = alone and short and meaning.is_words(lines[0][0]) and len(str(lines[0][0])) > LABEL // 2
    return sentence and told.get(column) in _MAIN


def _explains_all(every: Mapping[int, str], told: Mapping[int, str], below: Below) -> bool:
    """Whether short headers over values are all understood, the one that names the items word for word."""
    short = all(len(text) <= LABEL // 2 for text in below.texts.values())
    named = any(name in _MAIN for name in told.values())
    return named and short and len(every) == len(below.texts) > 1 and all(map(below.samples, below.texts))


def _below(grid: Grid, header: int, seen: Row, names: Names, *, looked: bool) -> Below:
    """What stands under a header; a text alone in a row is a heading between lines."""
    texts = {c: str(v) for c, v in seen.items()}
    rows: list[Row] = []
    gap = False
    for number in range(header + 1, header + 1 + _SAMPLES) if looked else ():
        row = grid.rows.get(number)
        if not row:
            gap = True
        elif gap and not _is_dated(row, len(seen)):
            if len(row) > 1 or len(seen) < WIDE:
                break
        elif number not in grid.hidden_rows and (len(row) > 1 or len(seen) <= _PAIR):
            rows.append(row)
    return Below(texts, {c: [row.get(c) for row in rows] for c in texts} if looked else {}, names)


def _is_dated(row: Row, cells: int) -> bool:
    """Whether a row has as many cells as a line of a table, a day among them: no header."""
    return 2 * len(row) >= cells and any(map(meaning.is_day, row.values()))


def _is_narrow(grid: Grid, header: int) -> bool:
    """Whether most lines right under a row are a single cell."""
    below = list(takewhile(bool, (grid.rows.get(n) for n in range(header + 1, header + 1 + _SAMPLES))))
    return sum(len(row or {}) == 1 for row in below) * 2 >= len(below)


def _samples(grid: Grid, header: int, column: int) -> list[Any]:
    """The values right under a header, down to a blank row."""
    below = (grid.rows.get(n) for n in range(header + 1, header + 1 + _SAMPLES))
    return [row[column] for row in takewhile(bool, below) if row and column in row]


@cache
def _candidates() -> tuple[str, ...]:
    return (*sections(), form.HOLIDAYS)


def _is_header(columns: Mapping[int, str], cells: int, named: bool, facts: bool) -> bool:
    """A column alone must be the one that names the items, else it is a title of the sheet.

    Where it may be `facts` beside each other, more must be known.
    """
    hits = len(columns)
    if named:
        return hits >= 2 or (hits == cells and any(name in _MAIN for name in columns.values()))
    whole = hits >= _WHOLE and any(name in (*_MAIN, "first_name") for name in columns.values())
    return hits >= (4 if facts else 3) and (hits * 2 >= cells or whole)  # of an export, much is the tool's
