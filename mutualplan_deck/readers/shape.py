"""What columns are by what stands under them, where their headers do not say it.

Only what values alone make sure: days, statuses, figures, names, job titles, sides, and the texts that tell
one line from the next. A column of other texts may be a remark for us, and stays internal.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from mutualplan_deck.readers import figures
from mutualplan_deck.readers.agreed import says_consent
from mutualplan_deck.readers.headings import CHANGE, column_of
from mutualplan_deck.readers.meaning import (
    are_buyers,
    is_address,
    is_day,
    is_figure,
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
from mutualplan_deck.readers.words import Names, choice, key
from mutualplan_deck.regex import regex

MAIN = ("title", "statement", "name")
MOST = 0.6  # of the values of a column
_NEARLY_ALL = 0.8
_HALF = 0.5
_FEW = 2
_SHORT = 40  # letters: a longer text names nobody
_STEPS = regex(r"\d{1,3}(?:\.\d{1,2})?(?:\s*[,;&+/]\s*\d{1,3}(?:\.\d{1,2})?)*")
_NUMBERS = regex(r"[\w.]*\w")
_NUMBERED = regex(r"\(?\d{1,2}(?:[.):]|\s*[-–—])?\s+[^\W\d_]")
_CALLED = frozenset(("name", "first_name", "last_name"))
_OF_SOMEBODY = frozenset(("email", "title", "first_name", "last_name"))
_LETTERS = regex(r"[A-Z](?:\s*[,;&+/]\s*[A-Z])*")
_DIGITS = regex(r"\d+")
_APART = regex(r"\s*[;,/&+\n]\s*|\s+(?:and|und|et|y|e|en)\s+")
_WORDS = 5  # of what an owner is called
ENDS = {"issues": ("baseline", "target"), "outcomes": ("before", "after")}

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


def held(columns: Iterable[str]) -> frozenset[str]:
    """What the columns of a table hold. Beside a first and a last name, a third one is somebody else's."""
    have = frozenset(columns)
    return have | {"name"} if {"first_name", "last_name"} <= have else have


def by_values(
    section: str, open_columns: Sequence[int], columns: Mapping[int, str], below: Below
) -> dict[int, str]:
    """What open columns are by their values alone, where none of the `columns` understood is it yet."""
    if section == "steps":
        return _of_steps(open_columns, columns, below)
    have = held(columns.values())
    found = _other_end(section, open_columns, columns, below) or _both_ends(
        section, open_columns, columns, below
    )
    found |= _numbered(open_columns, have, below)
    whole = any(below.share(c, is_name) >= MOST for c in open_columns)
    if section == "people" and "role" not in have:  # what a CRM takes them for, and internal
        roles = [c for c in open_columns if c not in found and are_buyers(below.samples(c))]
        found |= dict.fromkeys(roles[:1], "role")
    if section == "people" and "name" not in have and not whole and have & _OF_SOMEBODY:
        found |= _in_two(open_columns, {**columns, **found}, below)
    for name, test in _tests(section, below.names):
        if name == CHANGE and have & set(ENDS[section]):
            continue
        named = name == "statement" and section == "outcomes" and "metric" in have
        if name in have or name in found.values() or named:
            continue
        left = [c for c in open_columns if c not in found and below.share(c, test) >= MOST]
        if name == "issues":
            left = [c for c in left if not below.differs(c)]
        if name in MAIN:
            left = [c for c in left if below.differs(c) and below.is_full(c)]
        if left and not (name == "annual_value" and len(left) > 1):
            found[left[0]] = name
    return found


def _in_two(open_columns: Sequence[int], columns: Mapping[int, str], below: Below) -> dict[int, str]:
    """Two columns of single words with a capital beside each other: the first and the last name.

    Where one is called either, the one beside it is the other.
    """
    at = {name: column for column, name in columns.items()}
    left = [
        c
        for c in open_columns
        if c not in columns and below.share(c, _is_part_of_name) >= MOST and below.is_full(c)
    ]
    if first := at.get("first_name"):
        return {c: "last_name" for c in left if c in (first + 1, first - 1) and "last_name" not in at}
    if last := at.get("last_name"):
        return {c: "first_name" for c in left if c in (last + 1, last - 1)}
    both = next(((c, c + 1) for c in left if c + 1 in left and below.differs(c + 1)), None)
    return {both[0]: "first_name", both[1]: "last_name"} if both else {}


def _is_part_of_name(value: Any) -> bool:
    """Whether a text may be a first or a last name: "Jean-Marie", "van der Berg"."""
    parts = value.split() if isinstance(value, str) else []
    letters = all(p.replace("-", "").replace("'", "").replace("’", "").isalpha() for p in parts)
    return 0 < len(parts) <= _FEW + 1 and letters and parts[-1][:1].isupper() and not is_job(value)


def _tests(section: str, names: Names) -> tuple[tuple[str, Callable[[Any], bool]], ...]:
    def is_side(value: Any) -> bool:
        return isinstance(value, str) and names.side(value) is not None

    figures = (("baseline", is_figure), ("target", is_figure), ("due", is_day))
    tests: dict[str, tuple[tuple[str, Callable[[Any], bool]], ...]] = {
        "issues": ((CHANGE, is_change), ("statement", is_words), *figures, ("owner", is_owner)),
        "problems": (("statement", is_words), ("issues", refers)),
        "capabilities": (("statement", is_words), ("confirmed", _is_agreed)),
        "outcomes": (
            (CHANGE, is_change),
            ("statement", is_words),
            ("annual_value", is_figure),
            ("issues", refers),
            ("confirmed", is_consent),
        ),
        "people": (
            ("email", is_address),
            ("title", is_job),
            ("party", is_side),
            ("name", is_name),
            ("initials", _is_initials),
        ),
    }
    return tests.get(section, ())


def _is_agreed(value: Any) -> bool:
    """Whether a value may say that something needed is agreed on, or when it was."""
    return is_consent(value) or is_day(value)


def is_consent(value: Any) -> bool:
    """Whether a cell says yes, no or not yet, with who or when behind it: "Yes – Callum, 19 Nov"."""
    return isinstance(value, str) and says_consent(value)


def _numbered(open_columns: Sequence[int], have: frozenset[str], below: Below) -> dict[int, str]:
    """The first column, where it only numbers the lines: 1, 2, 3 or A, B, C."""
    first = min(below.texts, default=0)
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
    first, last = ENDS.get(section, ("", ""))
    for known, other, step in ((first, last, 1), (last, first, -1)):
        beside = at.get(known, 0) + step
        if (
            known in at
            and other not in at
            and beside in open_columns
            and below.share(beside, is_number) >= MOST
        ):
            return {beside: other}
    return {}


def _both_ends(
    section: str, open_columns: Sequence[int], columns: Mapping[int, str], below: Below
) -> dict[int, str]:
    """Two columns of numbers right behind what is measured, or under two times: then, and what it becomes.

    "2025/26 | 2027/28", "Campaña 25/26 | Campaña 27/28".
    """
    ends, known = ENDS.get(section), set(columns.values())
    if ends is None or known & {*ends, CHANGE}:
        return {}
    for first, last in pairwise(open_columns):
        figures = min(below.share(c, is_number) for c in (first, last)) >= MOST
        of_times = [_DIGITS.sub("", below.texts[c]) for c in (first, last)]
        alike = of_times[0] == of_times[1] and below.texts[first] < below.texts[last]
        if last == first + 1 and figures and (alike or columns.get(first - 1) in ("metric", "unit")):
            return {first: ends[0], last: ends[1]}
    return {}


def _of_steps(open_columns: Sequence[int], columns: Mapping[int, str], below: Below) -> dict[int, str]:
    found: dict[int, str] = {}
    have = set(columns.values())
    many = [c for c in open_columns if len(below.samples(c)) >= _FEW]

    def take(name: str, left: Sequence[int]) -> None:
        free = [c for c in left if c not in found]
        if name not in have and free:
            found[free[0]] = name

    days = [c for c in many if below.share(c, is_day) >= MOST]
    full = max((len(below.samples(c)) for c in days), default=0)
    days = [c for c in days if 2 * len(below.samples(c)) > full] or days  # a few days say when it was done
    take("due", days[-1:])
    take("start", days[-2:-1] if days and found.get(days[-1]) == "due" else ())
    flags = [c for c in many if below.share(c, _is_flag) == 1]
    take("shared", [c for c in flags if below.names.side_in(below.texts[c]) == "customer"])
    take("shared", [c for c in flags if _is_of_plan(below.texts[c])])
    take("status", [c for c in many if below.share(c, surely_status) >= MOST])
    take("percent", [c for c in many if _are_shares(below.samples(c))])
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
    if owners == {"owner"}:  # beside whoever it is assigned to, the "Name" of a CRM's task: the contact
        called = [c for c in many if column_of("people", below.texts[c], below.names) in _CALLED]
        take("owner_customer", [c for c in called if below.share(c, is_owner) >= MOST])
    if "id" in have:
        at = next(c for c, name in columns.items() if name == "id")
        ids = {number_of(v) for v in below.samples(at)}
        named = [
            c
            for c in many
            if below.share(c, lambda v: bool(ids & {*_NUMBERS.findall(number_of(v))})) >= _HALF
        ]
        coded = not any(map(str.isdigit, ids))
        others = [
            c for c in named if c != at and coded and below.share(c, lambda v: _only_names(ids, v)) >= MOST
        ]
        take("after", [c for c in named if below.share(c, _is_step) >= MOST] or others)
    take("title", [c for c in many if is_title(c, below)])
    titles = [c for c, name in (*columns.items(), *found.items()) if name == "title"]
    left = min(titles, default=0)
    take("phase", [c for c in many if (c < left or _is_numbered(c, below)) and is_phase(below.cells[c])])
    return found


def _are_shares(values: Samples) -> bool:
    """Whether values are how much of each line is done: from 0 to 1, and some between."""
    shares = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool) and 0 <= v <= 1]
    return len(shares) == len(values) > _FEW and any(0 < v < 1 for v in shares)


def _only_names(ids: Collection[str], value: Any) -> bool:
    """Whether a cell says nothing but which other lines are meant: "P04, P05"."""
    said = _NUMBERS.findall(number_of(value))
    return bool(said) and all(one in ids or len(one) < _FEW for one in said)


def _is_of_plan(text: str) -> bool:
    """Whether a header over yes and no asks if a line is in the plan: "Im Kundenplan", "On joint plan"."""
    return any(w.endswith(("plan", "plano", "plans")) for w in key(text).split(" "))


def is_title(column: int, below: Below) -> bool:
    """Texts in nearly every line, all different: what is to be done. A sparse column may be remarks."""
    said = below.share(column, says_something) >= _NEARLY_ALL
    return said and below.is_full(column) and below.differs(column) and below.share(column, is_name) < _HALF


def says_something(value: Any) -> bool:
    return (
        isinstance(value, str) and any(map(str.isalpha, value)) and not is_day(value) and not is_number(value)
    )


def _is_numbered(column: int, below: Below) -> bool:
    """Whether the values of a column are numbered: "1 Line up", "2 - Prove"."""
    return below.share(column, lambda v: isinstance(v, str) and _NUMBERED.match(v) is not None) == 1


def is_phase(cells: Sequence[Any]) -> bool:
    """Whether a column groups the lines below: each value in one run, or at the head of its group alone."""
    said = [str(v) for v in cells if v is not None]
    bare = [v for v in said if not _NUMBERED.match(v)]  # "1. Prove" is no number
    if len(set(said)) < _FEW or any(map(is_number, bare)) or any(map(is_day, said)) or cells[0] is None:
        return False
    runs = [v for v, before in zip(said, [None, *said], strict=False) if v != before]
    return len(runs) == len(set(runs)) and len(runs) <= _HALF * len(cells)


def _may_be_owner(value: Any) -> bool:
    if not isinstance(value, str) or is_day(value) or is_number(value):
        return False
    parts = [part for part in _APART.split(value) if part.strip()]
    return not any(
        len(part.split()) > _WORDS or _is_sentence(part) or any(map(str.isdigit, part)) for part in parts
    )


def _is_sentence(text: str) -> bool:
    """Whether a text is more words in small letters than a name has: "they hate our CTO"."""
    small = [word for word in text.split() if word.islower() and len(word) > _FEW]
    return len(small) > 1


def refers(value: Any) -> bool:
    """Whether a cell names other lines: 1, "1 + 2", "A, B"."""
    return is_reference(value) or (isinstance(value, str) and _LETTERS.fullmatch(value.strip()) is not None)


def _is_initials(value: Any) -> bool:
    """Whether a cell may hold what somebody is called for short: "JCO", "Hal"."""
    return (
        isinstance(value, str) and value.isalpha() and value[:1].isupper() and _FEW <= len(value) <= 2 * _FEW
    )


def is_change(value: Any) -> bool:
    """Whether a cell holds two figures: "4.6 > 2"."""
    return isinstance(value, str) and figures.change(value) is not None


def _names_one(ids: Collection[str], value: Any) -> bool:
    return not {*_NUMBERS.findall(number_of(value))}.isdisjoint(ids)


def _is_flag(value: Any) -> bool:
    """Whether a cell says yes or no."""
    return isinstance(value, bool) or (isinstance(value, str) and choice("flag", value) in ("yes", "no"))


def _is_step(value: Any) -> bool:
    """Whether a cell names steps by their numbers: 3, or "1, 2"."""
    return _STEPS.fullmatch(number_of(value)) is not None


def number_of(value: Any) -> str:
    """A cell as the number of a line is written: 3 for 3.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def is_whole(section: str, columns: Mapping[int, str], cells: int) -> bool:
    """Whether columns found by their values alone make a table of a section whose headers none knows."""
    have = set(columns.values())
    if section == "steps":
        return {"title", "due"} <= have and any(n == "status" or n.startswith("owner") for n in have)
    known = have & {"title", "party", "email", "responsibility"}
    return section == "people" and "name" in have and bool(known) and len(columns) * 2 >= cells
