"""What the figures of an issue or outcome are counted in, where no column says it."""

from __future__ import annotations

from typing import Any

from mutualplan_deck.readers import figures, numbers
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.headings import ends_of
from mutualplan_deck.readers.plan_facts import shown_percent
from mutualplan_deck.readers.table import Table
from mutualplan_deck.regex import regex

MONEY_SHOWN = regex(r"\[\$([^\]-]*)|([£€¥])|\"([^\"]+)\"|(?<!\[)(\$)")  # in a number format

_MINUTES = "min"  # behind a figure; before one it is the least


def with_unit(draft: Draft, table: Table, number: int, column: int, raw: Any, item: dict[str, Any]) -> Any:
    """A figure of an issue or outcome as its cell shows it: 0.61 shown as 61 % is 61, and its unit is %.

    A unit behind the figure ("46 days"), or its money ("31,40 €/pallet"), is the item's.
    """
    ends = ends_of(table.section) if table.section in ("issues", "outcomes") else ()
    if table.columns.get(column) not in ends:
        return raw
    shape = (table.grid.formats or {}).get((number, column), "")
    value = shown_percent(raw, shape)
    if "unit" not in table.columns.values() and (unit := _unit_of(draft, value, shape)):
        item.setdefault("unit", unit)
    return numbers.without_percent(value) if isinstance(value, str) else value


def _unit_of(draft: Draft, value: Any, shape: str) -> str:
    if not isinstance(value, str):
        found = MONEY_SHOWN.search(shape)
        sign = next((g for g in found.groups() if g), "") if found else ""
        return _code(draft, numbers.currency_of(sign), sign)
    amount = numbers.amount(value, draft.habits.decimal)
    if amount and amount.currency:
        code = _code(draft, amount.currency, value)
        return figures.money_unit(value, code) if code else ""
    unit = figures.unit_of(value)
    minutes = unit.rstrip(".") == _MINUTES and value.strip()[:1].isdigit()
    about = numbers.is_about(unit) and not minutes
    return "" if numbers.currency_of(unit) or about else unit


def _code(draft: Draft, code: str, text: str) -> str:
    """The code of the currency in a text. A mere dollar sign is the plan's own dollar, where that is one."""
    said = str(draft.data.get("currency") or "")
    if not code or not numbers.is_bare_dollar(text):
        return code
    return said if said in numbers.dollars() else "" if said or draft.elsewhere else code
