"""A table, and how its header is found: a row whose cells are headers of one section."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import takewhile
from typing import Any

from mutualplan_deck.readers import form, meaning, near_words, shape, words
from mutualplan_deck.readers.close import misspelt
from mutualplan_deck.readers.corrected import corrected, is_code, numbered_by_references, without_helpers
from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import (
    CHANGE,
    LABEL,
    column_near,
    column_of,
    is_named_side,
    label_of,
    others_of,
    says_who_sees,
    section_near,
    section_of,
)
from mutualplan_deck.readers.lines import BULLET
from mutualplan_deck.readers.no_header import is_no_header
from mutualplan_deck.readers.owner_columns import owners_by_people
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
# What is nearly spelt as one of these is proposed, whatever stands under it.
_SAID = ("title", "owner", "owner_customer", "owner_vendor", "phase", "statement", "name")
_MAIN = ("title", "statement", "name", "date", "metric")
_BY_VALUES = ("title", "statement")  # without which there are no items: their texts tell enough
_NUMBERED = ("issues", "problems", "capabilities", "outcomes")
_STEM = 3  # letters of a header cut short
_MAIN_TEXT = "statement"
_ANSWER = ("statement", "proof", "why")  # of a capability in the line of the problem it solves
_CAUSE = ("statement", "impact", "owner")  # of a problem in the line of what solving it is worth
_STATED = {  # what says by itself that lines are not the problems that they also name, and figures that do
    "issues": (("statement", "metric"), ("baseline", "target")),
    "outcomes": (("statement", "metric"), ("annual_value", "before", "after", "low", "high")),
}
_FIGURED = frozenset(("metric", "baseline", "target"))  # by which an issue is told from a problem
_BESIDE = {
    "issues": {"problems": _CAUSE, "capabilities": _ANSWER},
    "problems": {"capabilities": _ANSWER},
    "outcomes": {"problems": _CAUSE, "capabilities": _ANSWER},
}
_LISTED = {"problems": "issues", "capabilities": "problems"}  # what each refers to
_HALF, _SHORT = 0.5, 60
_MARKED = regex(r"\s*\(?(?:\d{1,2}|[a-z])[.)]\s+\S")
_MARK = regex(r"\(?(?:\d{1,2}|[A-Za-z]|[A-Za-z]{1,2}-?\d{1,2})[.):]?")
_DETAILS = ("metric", "due", "owner", "baseline", "target")
_WEAK = ("phase", "status")
_OTHER = {"owner_customer": "owner_vendor", "owner_vendor": "owner_customer"}
_BEFORE = regex(r"\s*\([^()]+\)$")
_OWNED = ("steps", "issues", "problems", "risks")  # sections whose items have an owner


def find_header(grid: Grid, number: int, seen: Row, banner: str, names: Names) -> Table | None:
    """The table that starts in this row, if its cells are headers of a section."""
    seen = _without_bands(grid, number, _without_calendar(seen))
    if not seen or is_no_header(seen) or _is_said_of_one(grid, number, seen) or _is_figured(seen):
        return None
    if own := own_header(grid, number, seen):
        return own
    if caption := _caption(grid, number, seen):
        banner, seen = caption, dict([*seen.items()][1:])
    if headed := _headed_list(grid, number, seen, names) or _as_is_and_to_be(grid, number, seen):
        return headed
    if _is_facts(grid, number, seen, names):
        return None
    heading = section_near(banner)
    named = {heading, section_near(grid.title)} - {""}
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


def _headed_list(grid: Grid, number: int, seen: Row, names: Names) -> Table | None:
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


def _as_is_and_to_be(grid: Grid, number: int, seen: Row) -> Table | None:
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
    called = _columns(section, seen, names)
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
    guessed = _guessed(section, columns, below, sure=sure) if len(seen) > 1 else {}
    if not told and not (heading == section and (len(guessed) > 1 or _MAIN_TEXT in guessed.values())):
        return None
    if section == "steps" and not any(n.startswith("owner") for n in (*columns.values(), *guessed.values())):
        guessed |= owners_by_people(grid, number, {**columns, **guessed}, below)
    every = numbered_by_references(without_helpers(dict(sorted({**columns, **guessed}.items()))), below)
    every = _with_statement(section, _without_ranks(section, every, below), below)
    every = _title_first(section, _cause_first(every, called, below), called, below)
    answers = _answers(section, every, below)
    if section == "outcomes" and _is_of_goals(every, below):
        return None
    if section == "steps" and "meetings" in named and not any(map(_is_of_work, every.values())):
        return None
    if section == "steps" and (_is_legend(every, below) or (heading != section and not _is_to_do(every))):
        return None
    if section in _TEXTS and looked_at(below) and not any(name in _MAIN for name in every.values()):
        return None
    whole = (told and _explains_all(every, called, below)) or _is_list(section, called, below)
    known = {**every, **answers}
    facts = "plan" in named and not (told >= _TOLD and all(len(below.samples(c)) >= _TOLD for c in known))
    if not (whole or _is_header(known, len(seen), section in named, facts)):
        return None
    every, newer = _revised(section, every, below)
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


def _revised(section: str, columns: dict[int, str], below: Below) -> tuple[dict[int, str], dict[int, int]]:
    """The columns, and for that of the days first agreed the one with those that hold now, where they moved.

    "Due | New date": of few lines there is a new one.
    """
    new = next((c for c, n in columns.items() if n == "due" and _is_newer(below.texts[c])), 0)
    if section != "steps" or not new or below.is_full(new):
        return columns, {}
    days = [c for c in below.cells if c != new and below.share(c, meaning.is_day) >= _HALF]
    days = [
        c for c in days if columns.get(c, "due") == "due" and len(below.samples(c)) > len(below.samples(new))
    ]
    if not days:
        return columns, {}
    first = min(days, key=lambda c: abs(c - new))
    return {c: n for c, n in columns.items() if c != new} | {first: "due"}, {first: new}


def _is_newer(text: Any) -> bool:
    return not words.keys_of("newer").isdisjoint(words.key(str(text)).split(" "))


def _names_problems(seen: Row, names: Names) -> bool:
    """Whether a header says in known words that its lines are problems."""
    return any(section_of(str(text)) == "problems" for text in seen.values()) or any(
        column_of("problems", str(text), names) == "statement" for text in seen.values()
    )


def _without_ranks(section: str, columns: dict[int, str], below: Below) -> dict[int, str]:
    """The columns without one of a few words that come again: "Priority" states nothing."""
    if section not in _TEXTS:
        return columns
    ranks = {
        c
        for c, name in columns.items()
        if name == "statement"
        and looked_at(below)
        and not below.differs(c)
        and not below.share(c, meaning.is_words)
    }
    return {c: name for c, name in columns.items() if c not in ranks}


def _with_statement(section: str, columns: dict[int, str], below: Below) -> dict[int, str]:
    """Issues without a column of their own: what is at stake states them."""
    stakes = [c for c, name in columns.items() if name == "consequence" and below.share(c, meaning.is_words)]
    if section != "issues" or len(stakes) != 1 or "statement" in columns.values():
        return columns
    return {**columns, stakes[0]: "statement"}


def _cause_first(columns: dict[int, str], called: Mapping[int, str], below: Below) -> dict[int, str]:
    """What is said first, and in more words, is what happens; what follows is what it does.

    Only where no header says which is which in words that are known.
    """
    at = {name: column for column, name in columns.items() if name in ("statement", "impact")}
    if len(at) < _PAIR or at["impact"] > at["statement"] or any(called.get(c) == n for n, c in at.items()):
        return columns
    texts = {name: "".join(map(str, below.samples(column))) for name, column in at.items()}
    if len(texts["impact"]) <= len(texts["statement"]):
        return columns
    return {**columns, at["impact"]: "statement", at["statement"]: "impact"}


def _title_first(
    section: str, columns: dict[int, str], called: Mapping[int, str], below: Below
) -> dict[int, str]:
    """What is to be done stands before what then is there: "What gets done | We take it with".

    Only where no header says either in words that are known.
    """
    at = {name: column for column, name in columns.items() if called.get(column) != name}
    first, last = at.get("done_means", 0), at.get("title", 0)
    if section != "steps" or not (0 < first < last) or not shape.is_title(first, below):
        return columns
    left = {c: n for c, n in columns.items() if c not in (first, last)} | {first: "title"}
    taken = shape.held(left.values())
    name = _by_words(
        section, below.texts[last], below.names, partial(_fits, section, below.samples(last), taken)
    )
    return dict(sorted((left | ({last: name} if name else {})).items()))


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


def looked_at(below: Below) -> bool:
    """Whether there is anything under a header at all."""
    return any(map(below.samples, below.texts))


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
        called = _columns(section, seen, names)
        columns = corrected(section, called, below)
        every = dict(sorted({**columns, **_guessed(section, columns, below, sure=True)}.items()))
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
            labels.add(column_of(section, row[column], names))
    return len(labels - {""}) >= _PAIR


def _is_list(section: str, told: Mapping[int, str], below: Below) -> bool:
    """Whether two headers stand over lines of text, the first of which names what they are."""
    column = min(below.texts)
    lines = below.samples(column)
    said = section in _TEXTS and told.get(column) in _MAIN and len(below.texts) == _PAIR
    alike = len(lines) >= _PAIR and all(map(meaning.is_words, lines)) and below.is_full(column)
    return said and alike and not any(section_of(str(line)) for line in lines)


def _explains_all(every: Mapping[int, str], told: Mapping[int, str], below: Below) -> bool:
    """Whether short headers over values are all understood, the one that names the items word for word."""
    short = all(len(text) <= LABEL // 2 for text in below.texts.values())
    named = any(name in _MAIN for name in told.values())
    return named and short and len(every) == len(below.texts) > 1 and all(map(below.samples, below.texts))


def _guessed(section: str, columns: Mapping[int, str], below: Below, *, sure: bool) -> dict[int, str]:
    """What other columns mean by their words, and, where it is `sure` what table this is, by their values."""
    names = below.names
    left = [c for c in below.cells if c not in columns and _may_be_shared(below.texts[c], names)]
    left = [c for c in left if section == "steps" or not says_who_sees(below.texts[c])]
    left.sort(key=lambda c: below.share(c, meaning.is_money) < _HALF)  # "Worth a year" before "Year one"
    found: dict[int, str] = dict.fromkeys(_changes(section, left, columns, below), CHANGE)
    for means in (_by_words, _by_what_it_tells):
        for column in (c for c in left if c not in found):
            taken = shape.held((*columns.values(), *found.values()))
            free = partial(_fits, section, below.samples(column), taken)
            if name := means(section, below.texts[column], names, free):
                found[column] = name
    rest = [c for c in left if c not in found] if sure else []
    return found | {
        column: name
        for column, name in shape.by_values(section, rest, {**columns, **found}, below).items()
        if _is_side_alone(below.texts[column], names)
        or (name == "name" and below.share(column, meaning.is_name) > _HALF)
        or name in _BY_VALUES
        or not (name in _SAID and misspelt(names.plain(below.texts[column]), form.words_for(section)))
    }


def _changes(section: str, left: list[int], columns: Mapping[int, str], below: Below) -> list[int]:
    """The column of texts that go from one figure to another, where no other has either."""
    ends = shape.ENDS.get(section)
    if ends is None or {CHANGE, *ends} & {*columns.values()}:
        return []
    return [c for c in left if below.share(c, shape.is_change) >= shape.MOST][:1]


def _is_side_alone(text: str, names: Names) -> bool:
    """Whether a header only says whose something is: "For Acme", "Pela Acme"."""
    said = set(names.plain(text).split(" ")) - words.keys_of("small") - words.keys_of("at")
    return len(said) == 1 and said <= near_words.SIDES


def _by_words(section: str, text: str, names: Names, free: Callable[[str], bool]) -> str:
    """The field whose known headers are the nearest; who is asked for is an owner."""
    if section == "steps" and meaning.says_when_done(text) and free("done_means"):
        return "done_means"
    if section in _OWNED and meaning.asks("who", text) and free("owner"):
        asked = _of_side("owner", text, names)
        return asked if section == "steps" or asked != "owner_vendor" else ""  # "Who told us?"
    if name := next(filter(free, others_of(section, text, names)), ""):
        return name
    name = column_near(section, text, names, free) or next(filter(free, _cut_short(section, text)), "")
    return _of_side(name, text, names) if section == "steps" else name


def _cut_short(section: str, text: str) -> Iterator[str]:
    """The one field whose headers begin as an abbreviation does: "Avanc.", "Init."."""
    plain = words.key(text)
    if text.strip().endswith(".") and len(plain) >= _STEM and " " not in plain:
        meant = {name for word, name in form.words_for(section).items() if word.startswith(plain)}
        yield from meant if len(meant) == 1 else ()


def _by_what_it_tells(section: str, text: str, names: Names, free: Callable[[str], bool]) -> str:
    """What names the items, if the header tells of the section ("Wo klemmt's?") or asks what."""
    told = words.tells(names.plain(text)) == section
    return next(filter(free, _MAIN), "") if told else ""


def _answers(section: str, columns: Mapping[int, str], below: Below) -> dict[int, str]:
    """The columns that tell another item of the line: "What it should do" of a problem, and its proof."""
    names, found = below.names, dict[int, str]()
    own = {name for c, name in columns.items() if column_of("issues", below.texts[c], below.names) == name}
    figured = section != "issues" or not _FIGURED.isdisjoint(own)
    others = _BESIDE.get(section, {}) if figured else {}
    for column in (c for c in below.cells if c not in columns and _may_be_shared(below.texts[c], names)):
        for other, fields in others.items():
            text = below.texts[column]
            name = column_of(other, text, names)
            told = words.tells(names.plain(text)) if section != "outcomes" else ""  # "Where it comes from"
            if not name and other in (told, section_of(text)):
                name = "statement"
            said = name in fields and below.share(column, meaning.is_words) > 0
            if column not in found and said and f"{other}.{name}" not in found.values():
                found[column] = f"{other}.{name}"
    return {c: name for c, name in found.items() if f"{name.partition('.')[0]}.statement" in found.values()}


def _of_side(name: str, text: str, names: Names) -> str:
    """Whose owner a header speaks of, if it names a side: "Responsable Acme"."""
    side = names.side_in(text) if name == "owner" else ""
    return f"owner_{'customer' if side == 'customer' else 'vendor'}" if side else name


def _fits(section: str, under: shape.Samples, taken: frozenset[str], name: str) -> bool:
    """Whether a column may be a field. What is for the vendor alone is only what is called so."""
    if name in taken or name == "done_on" or form.is_internal(section, name):
        return False
    if name in _MAIN and name not in form.item_fields(section):
        return False
    return meaning.fits(section, name, under)


def _may_be_shared(text: Any, names: Names) -> bool:
    plain, short = names.plain(str(text)), len(str(text)) <= LABEL
    # which deal a line belongs to
    deals = words.keys_of("crm", "deals") & {*words.key(str(text)).split(" ")}
    rest = {*words.key(str(text)).split(" ")} - deals - words.keys_of("small")
    calls = {
        word for what in ("id", "name") for said in words.keys_of("crm", what) for word in said.split(" ")
    }
    aims = (
        deals
        and rest.isdisjoint(calls)
        and any(column_near(s, str(text), names, _MAIN.__contains__) for s in _TEXTS)
    )
    of_deal = bool(deals) and not aims  # an "Objetivo do negócio" is of the business
    ours = words.is_internal(plain) or words.is_internal(words.key(str(text)))
    return short and not of_deal and not ours and names.mapped(str(text)) != "internal"


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


def _columns(section: str, seen: Row, names: Names) -> dict[int, str]:
    """The field of each header; a field is taken once, by the leftmost column."""
    found: dict[int, str] = {}
    for column, text in seen.items():
        name = column_of(section, text, names)
        if name and name not in found.values():
            found[column] = name
        elif name in _WEAK and not _is_weak(name, text):  # "Stage" beside "Workstream"
            found = {c: n for c, n in found.items() if n != name or not _is_weak(name, seen[c])}
            found |= {column: name} if name not in found.values() else {}
    return _of_other_side(dict(sorted(found.items())), seen)


def _is_weak(name: str, text: Any) -> bool:
    """Whether a header means a field only where no other column does: a workstream is no stage."""
    return words.key(str(text)) in {words.key(w) for w in words.raw()["weak"][name]}


def _of_other_side(columns: dict[int, str], seen: Row) -> dict[int, str]:
    """ "Owner (airport)" beside "Owner (Bolt)": what two columns say apart in brackets are the two sides.

    And "Por la coop." beside "Por Bolt".
    """
    other = _OTHER.get(next((n for n in columns.values() if n in _OTHER), ""), "")
    if not other or other in columns.values():
        return columns
    of_side = next(str(seen[c]) for c, n in columns.items() if n in _OTHER)
    for column in (c for c in seen if c not in columns):
        begin, own = (words.key(text).split(" ") for text in (str(seen[column]), of_side))
        if begin[0] == own[0] and len(begin) > 1 < len(own) and own[0] in words.keys_of("of"):
            return {**columns, column: other}
    alike = _BEFORE.sub("", of_side) if of_side.endswith(")") else ""
    return {
        c: other if n == "owner" and alike and _BEFORE.sub("", str(seen[c])) == alike != str(seen[c]) else n
        for c, n in columns.items()
    }
