"""What columns are by what stands under them, where their headers do not say it.

Only what values alone make sure: days, statuses, figures, names, job titles, sides, and the texts that tell
one line from the next. A column of other texts may be a remark for us, and stays internal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from msgspec import Struct

from mutualplan_deck.readers import figures
from mutualplan_deck.readers.headings import CHANGE, column_of
from mutualplan_deck.readers.meaning import (
    is_address,
    is_day,
    is_job,
    is_mark,
    is_name,
    is_number,
    is_owner,
    is_reference,
    is_words,
    share,
    surely_status,
)
from mutualplan_deck.readers.words import Names

_MAIN = ("title", "statement", "name")
_MOST = 0.6  # of the values of a column
_NEARLY_ALL = 0.8
_HALF = 0.5
_FEW = 2
_SHORT = 40  # letters: a longer text names nobody
_STEPS = re.compile(r"\d{1,3}(?:\.\d{1,2})?(?:\s*[,;&+/]\s*\d{1,3}(?:\.\d{1,2})?)*")
_LETTERS = re.compile(r"[A-Z](?:\s*[,;&+/]\s*[A-Z])*")
_REFERS = {"problems": "issues", "capabilities": "problems"}
_ENDS = {"issues": ("baseline", "target"), "outcomes": ("before", "after")}

Samples = Sequence[Any]
"""The first values under a header, blank cells left out."""


class Below(Struct, frozen=True):
    """What stands under a row of headers: by column the header's text, and its values (None where blank)."""

    texts: Mapping[int, str]
    cells: Mapping[int, Sequence[Any]]
    names: Names

    def samples(self, column: int) -> Samples:
        """The values of a column that are there."""
        return [v for v in self.cells.get(column, ()) if v is not None]

    def share(self, column: int, test: Callable[[Any], bool]) -> float:
        """How much of a column's values passes a test."""
        return share(self.samples(column), test)

    def is_full(self, column: int) -> bool:
        """Whether a column says something in nearly every row."""
        return len(self.samples(column)) >= _NEARLY_ALL * len(self.cells.get(column, ())) > 0

    def differs(self, column: int) -> bool:
        """Whether no value stands twice in a column."""
        samples = self.samples(column)
        return len({str(s) for s in samples}) == len(samples)


def corrected(section: str, columns: Mapping[int, str], below: Below) -> dict[int, str]:
    """The columns, where one is not what it is called: "Step" over numbers, "Role" over job titles.

    What it is called goes to the next column that is called so ("Action").
    """
    found = _apart(columns)
    first, last = _ENDS.get(section, ("", ""))
    for column, name in sorted(found.items(), key=lambda c: c[1] not in _MAIN):
        other = _other(section, column, name, below, called=frozenset(columns.values()))
        if other == "id" and columns.get(column - 1) == first:
            other = last
        if other and other not in found.values():
            found[column] = other
            found |= _heir(section, name, found, below)
    return _exchanged(section, _numbered_by_outline(found), below)


def _numbered_by_outline(columns: dict[int, str]) -> dict[int, str]:
    """The outline's numbers are the lines' own, where these have no other."""
    alone = "outline" in columns.values() and "id" not in columns.values()
    return {c: "id" if alone and name == "outline" else name for c, name in columns.items()}


def _apart(columns: Mapping[int, str]) -> dict[int, str]:
    columns = _last_names(columns)
    apart = [name for name in columns.values() if name != "name"]
    return {c: name for c, name in columns.items() if name != "name" or name not in held(apart)}


def _last_names(columns: Mapping[int, str]) -> dict[int, str]:
    """A name right beside a first name is the last name, and one right beside a last name the first."""
    if "last_name" in columns.values():
        first = set() if "first_name" in columns.values() else {c for c, n in columns.items() if n == "name"}
        beside = {c + step for c, name in columns.items() if name == "last_name" for step in (-1, 1)}
        return {c: "first_name" if c in first & beside else name for c, name in columns.items()}
    beside = {c + step for c, name in columns.items() if name == "first_name" for step in (-1, 1)}
    return {c: "last_name" if name == "name" and c in beside else name for c, name in columns.items()}


def held(columns: Iterable[str]) -> frozenset[str]:
    """What the columns of a table hold. Beside a first and a last name, a third one is somebody else's."""
    have = frozenset(columns)
    return have | {"name"} if {"first_name", "last_name"} <= have else have


def _heir(section: str, name: str, found: Mapping[int, str], below: Below) -> dict[int, str]:
    called = (
        c for c, t in below.texts.items() if c not in found and column_of(section, t, below.names) == name
    )
    return dict.fromkeys(islice(called, 1), name)


def _exchanged(section: str, columns: dict[int, str], below: Below) -> dict[int, str]:
    """ "Step" over numbers beside "Item" over texts: each is the other."""
    at = {name: column for column, name in columns.items()}
    number, title = at.get("id", 0), at.get("title", 0)
    if section != "steps" or not (number and title):
        return columns
    turned = below.share(title, is_number) >= _MOST and below.share(number, _says_something) >= _MOST
    return columns | {number: "title", title: "id"} if turned else columns


def _other(section: str, column: int, name: str, below: Below, called: frozenset[str]) -> str:
    """What a column is rather than `name`, by its values; or ""."""
    if section == "issues" and name in _ENDS["issues"] and "statement" not in called:
        return "statement" if below.share(column, is_words) >= _MOST else ""
    if (section, name) == ("issues", "consequence") and not called & {"statement"}:
        return "statement" if below.share(column, is_words) >= _MOST else ""
    if (section, name) == ("problems", "impact") and "statement" not in called:
        # "What happens", and then "So what"
        again = any(c > column and column_of(section, t, below.names) == name for c, t in below.texts.items())
        return "statement" if again and below.share(column, is_words) >= _MOST else ""
    if name == "done_on" and "due" not in called:
        return "due"
    if name == "id" and section in _REFERS and below.samples(column) and not below.differs(column):
        # a number that stands twice is that of what the line belongs to
        return _REFERS[section] if below.share(column, _refers) >= _MOST else ""
    if name == "title" and section == "steps" and _is_phase(below.cells.get(column, ())):
        return "phase" if any(_is_title(c, below) for c in below.cells if c != column) else ""
    if name == "id" and section == "outcomes" and below.share(column, _says_something) >= _MOST:
        return "source"
    if name == "id" and section == "steps" and "title" not in called:
        return "title" if below.share(column, _says_something) >= _MOST and below.differs(column) else ""
    if name == "days" and section == "steps" and below.share(column, is_owner) >= _MOST:
        return "owner"
    if name in _MAIN and _only_marks(column, below):
        return "id"
    if name == "phase" and len(below.samples(column)) > _FEW and below.differs(column):
        return "title" if len(below.samples(column)) > _MOST * len(below.cells[column]) else ""
    return _role(column, below, called) if section == "people" and name == "role" else ""


def _only_marks(column: int, below: Below) -> bool:
    """Whether a column only numbers the lines: by numbers, codes, or letters beside what is said in words."""
    if max(below.share(column, is_number), below.share(column, _is_code)) >= _MOST:
        return True
    said = any(below.share(c, _is_sentence) >= _MOST for c in below.texts if c != column)
    return said and below.share(column, _is_letter) >= _MOST


def _role(column: int, below: Below, called: frozenset[str]) -> str:
    """What a column called a role is: job titles, or, where no other has them, names."""
    if below.share(column, is_job) > _HALF:
        return "title"
    named = bool(called & {"name", "first_name", "last_name"}) or not below.differs(column)
    return "name" if below.share(column, is_name) >= _MOST and not named else ""


def by_values(
    section: str, open_columns: Sequence[int], columns: Mapping[int, str], below: Below
) -> dict[int, str]:
    """What open columns are by their values alone, where none of the `columns` understood is it yet."""
    if section == "steps":
        return _of_steps(open_columns, columns, below)
    have = held(columns.values())
    found = _other_end(section, open_columns, columns, below) | _numbered(open_columns, have, below)
    for name, test in _tests(section, below.names):
        if name == CHANGE and have & set(_ENDS[section]):
            continue
        named = name == "statement" and section == "outcomes" and "metric" in have
        if name in have or name in found.values() or named:
            continue
        left = [c for c in open_columns if c not in found and below.share(c, test) >= _MOST]
        if name == "issues":
            left = [c for c in left if not below.differs(c)]
        if name in _MAIN:
            left = [c for c in left if below.differs(c) and below.is_full(c)]
        if left and not (name == "annual_value" and len(left) > 1):
            found[left[0]] = name
    return found


def _tests(section: str, names: Names) -> tuple[tuple[str, Callable[[Any], bool]], ...]:
    def is_side(value: Any) -> bool:
        return isinstance(value, str) and names.side(value) is not None

    figures = (("baseline", is_number), ("target", is_number), ("due", is_day))
    tests: dict[str, tuple[tuple[str, Callable[[Any], bool]], ...]] = {
        "issues": ((CHANGE, _is_change), ("statement", is_words), *figures),
        "problems": (("statement", is_words), ("issues", _refers)),
        "capabilities": (("statement", is_words),),
        "outcomes": ((CHANGE, _is_change), ("statement", is_words), ("annual_value", is_number)),
        "people": (("email", is_address), ("title", is_job), ("party", is_side), ("name", is_name)),
    }
    return tests.get(section, ())


def _numbered(open_columns: Sequence[int], have: frozenset[str], below: Below) -> dict[int, str]:
    """The first column, where it only numbers the lines: 1, 2, 3 or A, B, C."""
    first = min(below.texts)
    numbered = below.share(first, is_mark) >= _NEARLY_ALL and below.is_full(first)
    return (
        {first: "id"}
        if first in open_columns and "id" not in have and numbered and below.differs(first)
        else {}
    )


def _other_end(
    section: str, open_columns: Sequence[int], columns: Mapping[int, str], below: Below
) -> dict[int, str]:
    """Numbers right beside "today" are what they shall become, and the other way round."""
    at = {name: column for column, name in columns.items()}
    first, last = _ENDS.get(section, ("", ""))
    for known, other, step in ((first, last, 1), (last, first, -1)):
        beside = at.get(known, 0) + step
        if (
            known in at
            and other not in at
            and beside in open_columns
            and below.share(beside, is_number) >= _MOST
        ):
            return {beside: other}
    return {}


def _of_steps(open_columns: Sequence[int], columns: Mapping[int, str], below: Below) -> dict[int, str]:
    found: dict[int, str] = {}
    have = set(columns.values())
    many = [c for c in open_columns if len(below.samples(c)) >= _FEW]

    def take(name: str, left: Sequence[int]) -> None:
        free = [c for c in left if c not in found]
        if name not in have and free:
            found[free[0]] = name

    days = [c for c in many if below.share(c, is_day) >= _MOST]
    take("due", days[-1:])
    take("start", days[-2:-1] if days and found.get(days[-1]) == "due" else ())
    take("status", [c for c in many if below.share(c, surely_status) >= _MOST])
    for column in many:
        side = below.names.side_in(below.texts[column])
        if side and column not in found and below.share(column, _may_be_owner) >= _NEARLY_ALL:
            take(f"owner_{'customer' if side == 'customer' else 'vendor'}", [column])
    people = [c for c in many if below.share(c, is_owner) >= _NEARLY_ALL and not below.differs(c)]
    owners = {name for name in (*have, *found.values()) if name.startswith("owner")}
    if not owners:
        take("owner", people)
    elif len(owners) == 1 and len(people) == 1 and owners != {"owner"}:
        # beside the owners of one side, names under a header that says nothing are those of the other
        take("owner_vendor" if owners == {"owner_customer"} else "owner_customer", people)
    if "id" in have:
        take("after", [c for c in many if below.share(c, _is_step) >= _MOST])
    take("title", [c for c in many if _is_title(c, below)])
    titles = [c for c, name in (*columns.items(), *found.items()) if name == "title"]
    take("phase", [c for c in many if c < min(titles, default=0) and _is_phase(below.cells[c])])
    return found


def _is_title(column: int, below: Below) -> bool:
    """Texts in nearly every line, all different: what is to be done. A sparse column may be remarks."""
    said = below.share(column, _says_something) >= _NEARLY_ALL
    return said and below.is_full(column) and below.differs(column) and below.share(column, is_name) < _HALF


def _says_something(value: Any) -> bool:
    return (
        isinstance(value, str) and any(map(str.isalpha, value)) and not is_day(value) and not is_number(value)
    )


def _is_phase(cells: Sequence[Any]) -> bool:
    """Whether a column groups the lines below: each value in one run, or at the head of its group alone."""
    said = [str(v) for v in cells if v is not None]
    if len(set(said)) < _FEW or any(map(is_number, said)) or any(map(is_day, said)) or cells[0] is None:
        return False
    runs = [v for v, before in zip(said, [None, *said], strict=False) if v != before]
    return len(runs) == len(set(runs)) and len(runs) <= _HALF * len(cells)


def _may_be_owner(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 2 * _SHORT and not is_day(value) and not is_number(value)


def _refers(value: Any) -> bool:
    """Whether a cell names other lines: 1, "1 + 2", "A, B"."""
    return is_reference(value) or (isinstance(value, str) and _LETTERS.fullmatch(value.strip()) is not None)


def _is_code(value: Any) -> bool:
    """Whether a text is a code that a program gave: letters and digits, more than a word's, no blank."""
    return isinstance(value, str) and re.fullmatch(r"(?=\D*\d)[\w.-]{1,40}", value.strip()) is not None


def _is_sentence(value: Any) -> bool:
    return is_words(value) and len(value) > _SHORT // 2


def _is_change(value: Any) -> bool:
    """Whether a cell holds two figures: "4.6 > 2"."""
    return isinstance(value, str) and figures.change(value) is not None


def _is_letter(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Z]", value.strip()) is not None


def _is_step(value: Any) -> bool:
    """Whether a cell names steps by their numbers: 3, or "1, 2"."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return _STEPS.fullmatch(text.strip()) is not None


def is_whole(section: str, columns: Mapping[int, str], cells: int) -> bool:
    """Whether columns found by their values alone make a table of a section whose headers none knows."""
    have = set(columns.values())
    if section == "steps":
        return {"title", "due"} <= have and any(n == "status" or n.startswith("owner") for n in have)
    known = have & {"title", "party", "email", "responsibility"}
    return section == "people" and "name" in have and bool(known) and len(columns) * 2 >= cells
