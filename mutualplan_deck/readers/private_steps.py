"""Steps that say themselves that they are not for the customer: in a remark, a mark, or their phase."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Row
from mutualplan_deck.readers.headings import is_for_us, says_who_sees
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import shown, text_of
from mutualplan_deck.readers.words import Names

_MARK = 3  # letters of a mark: "x", "v", "ja", "✓"


def mark_private(draft: Draft, table: Table, item: dict[str, Any], row: Row, names: Names) -> None:
    """A step is not shared of which a cell, or the phase, says that it is not for the customer.

    A remark in a column for us alone speaks of other things: "Ann is our only sure vote".
    """
    phase = str(item.get("phase") or "")
    texts = [(c, text) for c, text in row.items() if isinstance(text, str)]
    remarks = {c for c, text in texts if len(text) > _MARK and _is_ours(table, c, names)}
    if _is_of_us(draft, words.key(phase)) or any(
        is_for_us(text, names) for c, text in texts if c not in remarks
    ):
        item["shared"] = False


def _is_ours(table: Table, column: int, names: Names) -> bool:
    """Whether a column's header says that it is for us alone."""
    return column in table.for_us or _says_ours(str(table.texts.get(column, "")), names)


@lru_cache(maxsize=256)
def _says_ours(header: str, names: Names) -> bool:  # asked of each line
    said = (words.key(header), names.plain(header))
    return any(words.is_internal(s) or words.is_for_us(s) for s in said)


def keep_back(draft: Draft, table: Table, number: int, row: Row) -> bool:
    """Keep a line of the business case of which a column says that the other side may not see it."""
    if not draft.foreign or table.section == "steps":
        return False
    asked = [c for c, text in table.texts.items() if c in row and says_who_sees(str(text))]
    if not any(words.choice("flag", text_of(row[c]) or "") == "no" for c in asked):
        return False
    place = table.grid.place(number, asked[0])
    draft.keep_internal(place, " | ".join(text_of(v) or "" for v in row.values()))
    draft.leave_out(Why.INTERNAL, f"a line of {table.section}", place)
    message = "marked as not for the customer: known, and never shown"
    draft.tell("RD104", Level.HINT, message, place=place, internal=True)
    return True


def keep_unshared(draft: Draft, table: Table, first: int) -> None:
    """Where a column says yes to what the customer may see, a line without a yes is not for them."""
    steps = draft.data.get("steps", [])[first:]
    if "shared" not in table.columns.values() or not any(step.get("shared") is True for step in steps):
        return
    for index, step in enumerate(steps, first):
        if step.get("shared") is None:
            step["shared"] = False
            message = "not marked as shared, as others are: known, and never shown"
            pointer = f"/steps/{index}"
            draft.tell(
                "RD104", Level.HINT, message, "Mark it, if both may see it", pointer=pointer, internal=True
            )
            draft.leave_out(Why.INTERNAL, f"step “{shown(step.get('title', ''))}”", pointer)


def _is_of_us(draft: Draft, phase: str) -> bool:
    """Whether a phase's key says that it is internal, and besides at most which company's: "Interne Bolt"."""
    if not words.is_internal(phase):
        return False
    firms = {w for name in draft.companies.values() for w in words.key(name).split(" ")}
    return {*words.without_internal(phase).split()} <= firms


def is_private(table: Table, column: int, raw: Any) -> bool:
    """Whether a cell marks its line as internal: any mark but a no under "Internal?", or another list's name.

    A longer text is a remark, which is internal itself; the line may be seen.
    """
    if both := table.shared_by(column):
        return str(raw) not in both
    if not words.is_internal(words.key(str(table.texts.get(column, "")))):
        return False
    said = (text_of(raw) or "").strip()
    if raw is False or raw == 0 or words.choice("flag", said) == "no" or words.is_blank_word(said):
        return False
    return words.choice("flag", said) == "yes" or len(said) <= _MARK
