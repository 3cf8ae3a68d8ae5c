"""What columns are by what stands under them, where their headers do not say it.

Only what values alone make sure: days, statuses, figures, names, job titles, sides, and the texts that tell
one line from the next. A column of other texts may be a remark for us, and stays internal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mutualplan_deck.readers.meaning import (
    is_address,
    is_day,
    is_job,
    is_name,
    is_number,
    is_owner,
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
    """The columns, where one is not what it is called: "Step" over numbers, "Role" over job titles."""
    found = dict(columns)
    first, last = _ENDS.get(section, ("", ""))
    for column, name in columns.items():
        other = _other(section, column, name, below, called=frozenset(columns.values()))
        if other == "id" and columns.get(column - 1) == first:
            other = last
        if other and other not in found.values():
            found[column] = other
    return _exchanged(section, found, below)


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
    if name == "done_on" and "due" not in called:
        return "due"
    if name == "id" and section == "outcomes" and below.share(column, _says_something) >= _MOST:
        return "source"
    if name == "id" and section == "steps" and "title" not in called:
        return "title" if below.share(column, _says_something) >= _MOST and below.differs(column) else ""
    if name == "days" and section == "steps" and below.share(column, is_owner) >= _MOST:
        return "owner"
    if name in _MAIN and max(below.share(column, is_number), below.share(column, _is_code)) >= _MOST:
        return "id"
    if name == "phase" and len(below.samples(column)) > _FEW and below.differs(column):
        return "title" if len(below.samples(column)) > _MOST * len(below.cells[column]) else ""
    if section == "people" and name == "role":
        if below.share(column, is_job) > _HALF:
            return "title"
        return "name" if below.share(column, is_name) >= _MOST and below.differs(column) else ""
    return ""


def by_values(
    section: str, open_columns: Sequence[int], columns: Mapping[int, str], below: Below
) -> dict[int, str]:
    """What open columns are by their values alone, where none of the `columns` understood is it yet."""
    if section == "steps":
        return _of_steps(open_columns, columns, below)
    have = set(columns.values())
    found = _other_end(section, open_columns, columns, below)
    for name, test in _tests(section, below.names):
        named = name == "statement" and section == "outcomes" and "metric" in have
        if name in have or name in found.values() or named:
            continue
        left = [c for c in open_columns if c not in found and below.share(c, test) >= _MOST]
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
        "issues": (("statement", is_words), *figures),
        "problems": (("statement", is_words),),
        "capabilities": (("statement", is_words),),
        "outcomes": (("statement", is_words), ("annual_value", is_number)),
        "people": (("email", is_address), ("title", is_job), ("party", is_side), ("name", is_name)),
    }
    return tests.get(section, ())


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


def _is_code(value: Any) -> bool:
    """Whether a text is a code that a program gave: letters and digits, more than a word's, no blank."""
    return isinstance(value, str) and re.fullmatch(r"(?=\D*\d)[\w.-]{1,40}", value.strip()) is not None


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
