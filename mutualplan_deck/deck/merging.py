"""The merge of three that an update is made of: what we wrote last, what is there, what the plan says now.

Two laws. A value: whoever changed it decides; where both did, the hand edit stays and the conflict is told. A
list: what one side added or took away stays added or taken away, and the other side's order decides the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


class Verdict(Enum):
    """Who decides a field."""

    SAME = "same"  # nobody changed it, or both to the same
    PLAN = "plan"  # only the plan changed it
    EDIT = "edit"  # only a person changed it
    CONFLICT = "conflict"  # both did, to different values


def judge(
    base: object, yours: object, new: object, same: Callable[[object, object], bool] | None = None
) -> Verdict:
    """The verdict on a field. `same` says when two values count as one (places within a hair's breadth)."""
    alike = same or (lambda one, other: one == other)
    if alike(yours, new):
        return Verdict.SAME
    if alike(yours, base):
        return Verdict.PLAN
    return Verdict.EDIT if alike(new, base) else Verdict.CONFLICT


def merged_order(base: Sequence[K], yours: Sequence[K], new: Sequence[K], kept: Iterable[K] = ()) -> list[K]:
    """The items of a list after an update, in order.

    What is only in `yours` was added by hand and stays behind what it stood behind; what is in `base` and no
    longer in `yours` was deleted and stays away; the rest is `new`'s. `kept` are items that stay although the
    plan dropped them. A person who put items in another order keeps it; else the order is `new`'s.
    """
    known, there, stay = set(base), set(yours), set(kept)
    theirs = [k for k in yours if k not in known or (k in stay and k not in set(new))]
    ours = [k for k in new if k in there or k not in known]
    common = [k for k in yours if k in known and k in set(new)]
    if common == [k for k in base if k in set(common)]:
        return _woven(ours, yours, set(theirs))
    return _woven([k for k in yours if k in set(ours) or k in set(theirs)], new, set(ours) - there)


def _woven(main: Sequence[K], other: Sequence[K], guests: set[K]) -> list[K]:
    """`main` with the `guests` of `other`, each behind the nearest item that stands before it there."""
    woven = list(main)
    present = set(woven)
    place = -1
    for item in other:
        if item in guests and item not in present:
            place += 1
            woven.insert(place, item)
            present.add(item)
        elif item in present:
            place = woven.index(item)
    return woven


def matched(old: Sequence[str], found: Sequence[str], least: float = 0.6) -> dict[int, int]:
    """Which of `found` is which of `old`, by index: the same text first, then what stands in its place.

    Texts that were rewritten are paired when they are alike (`least` of 1, as difflib counts) or are as
    many as the ones they replace.
    """
    pairs: dict[int, int] = {}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, found, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            pairs |= dict(zip(range(i1, i2), range(j1, j2), strict=True))
        elif tag == "replace":
            pairs |= _alike(old, found, range(i1, i2), range(j1, j2), least)
    return pairs


def _alike(
    old: Sequence[str], found: Sequence[str], lefts: range, rights: range, least: float
) -> dict[int, int]:
    """The likest first; each text once."""
    ranked = sorted(((_ratio(old[i], found[j]), -i, -j) for i in lefts for j in rights), reverse=True)
    pairs: dict[int, int] = {}
    for ratio, i, j in ranked:
        if ratio >= least and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def renamed(items: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """`items` under the names they are known by."""
    return [names.get(item, item) for item in items]
