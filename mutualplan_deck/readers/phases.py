"""Phases that no column names: a table of steps for each, under a banner or on a sheet of its own."""

from __future__ import annotations

from collections.abc import Sequence

from mutualplan_deck.readers.headings import section_of
from mutualplan_deck.readers.rows import phase_name
from mutualplan_deck.readers.table import Table
from mutualplan_deck.regex import regex

_NUMBERING = regex(r"^\s*(?:\d{1,2}|[A-Z]|[IVX]{1,4})(?:[.):]|\s*[–—-])?\s+(?=\S)")


def name_phases(tables: Sequence[Table]) -> None:
    """Where several tables hold steps without a phase, each is one: by its banner, else by its sheet."""
    steps = [t for t in tables if t.section == "steps" and "phase" not in t.columns.values()]
    if len(steps) < 2:
        return
    for table in steps:
        said = table.banner or table.grid.title
        table.phase = "" if section_of(said) else phase_of(said)


def phase_of(text: str) -> str:
    """ "A Allineamento", "2. Prove", "Phase 3 - Go live": the phase without its number."""
    return _NUMBERING.sub("", phase_name(text)).strip()
