"""Steps that say themselves that they are not for the customer: in a remark, a mark, or their phase."""

from __future__ import annotations

from typing import Any

from mutualplan_deck.readers import words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Row
from mutualplan_deck.readers.headings import is_for_us
from mutualplan_deck.readers.heads import Table
from mutualplan_deck.readers.values import text_of
from mutualplan_deck.readers.words import Names

_MARK = 3  # letters of a mark: "x", "v", "ja", "✓"


def mark_private(draft: Draft, item: dict[str, Any], row: Row, names: Names) -> None:
    """A step is not shared of which a cell, or the phase, says that it is not for the customer."""
    phase = str(item.get("phase") or "")
    if _is_of_us(draft, words.key(phase)) or any(
        isinstance(text, str) and is_for_us(text, names) for text in row.values()
    ):
        item["shared"] = False


def _is_of_us(draft: Draft, phase: str) -> bool:
    """Whether a phase's key says that it is internal, and besides at most which company's: "Interne Bolt"."""
    if not words.is_internal(phase):
        return False
    firms = {w for name in draft.companies.values() for w in words.key(name).split(" ")}
    return {*words.without_internal(phase).split()} <= firms


def is_private(table: Table, column: int, raw: Any) -> bool:
    """Whether a cell marks its line as internal: any mark but a no under "Internal?".

    A longer text is a remark, which is internal itself; the line may be seen.
    """
    if not words.is_internal(words.key(str(table.texts.get(column, "")))):
        return False
    said = (text_of(raw) or "").strip()
    if raw is False or raw == 0 or words.choice("flag", said) == "no" or words.is_blank_word(said):
        return False
    return words.choice("flag", said) == "yes" or len(said) <= _MARK
