"""Totals in another tool's JSON, beside the list that they add up: asked about where it does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import numbers
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.headings import column_of
from mutualplan_deck.readers.json.lists import said
from mutualplan_deck.readers.json.nodes import Fact, Found
from mutualplan_deck.readers.words import Names, key, keys_of

_AMOUNTS = ("amount", "value")  # of an amount with its currency, or with what it is called


def tell_totals(draft: Draft, facts: Sequence[Fact], items: Sequence[Found]) -> None:
    """Where a total stands beside the one list of outcomes and is another sum than theirs, that is told."""
    lists = {f.place.rpartition("/")[0] for f in items if f.section == "outcomes"}
    lines = [o.get("annual_value") for o in draft.data.get("outcomes", ())]
    added = sum((v for v in lines if v is not None), Decimal(0))
    if len(lists) != 1 or not added:
        return
    beside = lists.pop().rpartition("/")[0]
    near = [f for f in facts if f.place.startswith(f"{beside}/")]
    called = {_above(f): key(str(f.value)) for f in near if f.path[-1] in said("titles")}
    for fact in near:
        total = _amount(fact.value, draft.habits.decimal)
        if total and total != added and _is_total(_called(fact, called), alone=beside == "#"):
            message = f"the total says {total:,.0f}, the lines add up to {added:,.0f}; the lines count"
            draft.tell("RD120", Level.WARNING, message, "Correct the total or the lines", place=fact.place)


def _above(fact: Fact) -> str:
    return fact.place.rpartition("/")[0]


def _called(fact: Fact, titles: Mapping[str, str]) -> str:
    """The key of a fact, or what stands beside it or above where the key only says that it is an amount."""
    if fact.path[-1] not in _AMOUNTS:
        return fact.path[-1]
    return titles.get(_above(fact)) or next((n for n in reversed(fact.path) if n not in _AMOUNTS), "")


def _amount(value: Any, decimal: str) -> Decimal | None:
    if isinstance(value, str):
        read = numbers.amount(value, decimal)
        return read.value if read else None
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _is_total(named: str, *, alone: bool) -> bool:
    """Whether a name is that of a total of values: "yearly value total", or "total" in an object of them."""
    totals = keys_of("notes", "totals")
    rest = " ".join(word for word in named.split(" ") if word not in totals)
    if rest == named:
        return False
    return column_of("outcomes", rest, Names()) == "annual_value" if rest else not alone
