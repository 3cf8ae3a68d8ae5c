"""What is not seen at first, or said to be ours: hidden sheets, rows and columns, comments, our sheets."""

from __future__ import annotations

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.headings import section_of
from mutualplan_deck.readers.internal_sheet import read_internal
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import shown, text_of
from mutualplan_deck.readers.words import Names
from mutualplan_deck.regex import regex

_FEW = 4
_EXPORTED = regex(r"\bhubspot crm exports?\b")


def says_internal(title: str) -> bool:
    """Whether what a sheet is called says that it is for us."""
    return section_of(title) == "internal" or words.is_internal(_called(title, Names()))


def _called(title: str, names: Names) -> str:
    """What a sheet is called, without what a CRM calls its exports."""
    return _EXPORTED.sub("", names.plain(title))


def is_ours(grid: Grid, names: Names) -> bool:
    """Whether a sheet says so by the vendor's name ("Acme only"), or by what its first line asks for.

    Or is what a CRM has logged.
    """
    first = next(iter(grid.rows.values()), {})
    line = next(iter(first.values()), "") if len(first) == 1 else ""
    said = isinstance(line, str) and words.is_for_us(names.plain(line))
    logged = any(
        isinstance(v, str) and words.key(v) in words.keys_of("crm", "bodies") for v in first.values()
    )
    called = section_of(grid.title) == "internal" or words.is_internal(_called(grid.title, names))
    return said or logged or called


def keep_unseen(draft: Draft, grid: Grid, *, ours: bool) -> None:
    """Hidden sheets, rows and columns, and comments: known to us, never shown."""
    if ours:
        read_internal(draft, grid)
        return
    rows = sorted(grid.hidden_rows & grid.rows.keys())
    columns = sorted({c for row in grid.rows.values() for c in row} & grid.hidden_columns)
    for number in rows:
        draft.keep_internal(
            f"{grid.title}!{number}", " | ".join(text_of(v) or "" for v in grid.rows[number].values())
        )
    for number, row in grid.rows.items() if columns else ():
        for column in columns:
            draft.keep_internal(grid.place(number, column), text_of(row.get(column)))
    for place, text in (grid.comments or {}).items():
        draft.keep_internal(f"{grid.title}!{place} comment", text)
    _tell_unseen(draft, grid, rows, columns)


def _tell_unseen(draft: Draft, grid: Grid, rows: list[int], columns: list[int]) -> None:
    """Few hidden rows and columns are told one by one, by what they say; many together."""
    for what, listed in (
        ("row", [_of_row(grid, n) for n in rows]),
        ("column", [_of_column(grid, c) for c in columns]),
    ):
        if len(listed) > _FEW:
            _tell_hidden(draft, grid, f"{len(listed)} {what}s", listed[0][1])
            continue
        for text, place in listed:
            _tell_hidden(draft, grid, f"{what} “{shown(text)}”", place)
    places = [f"{grid.title}!{at}" for at in grid.comments or {}]
    if len(places) > _FEW:
        _tell_hidden(draft, grid, f"{len(places)} comments", places[0])
    for place in places if len(places) <= _FEW else ():
        _tell_hidden(draft, grid, "a comment", place)


def _of_row(grid: Grid, number: int) -> tuple[str, str]:
    """What a hidden row is about: its longest text."""
    row = grid.rows[number]
    column = max(row, key=lambda c: len(str(row[c])) if isinstance(row[c], str) else 0)
    return text_of(row[column]) or "", grid.place(number, column)


def _of_column(grid: Grid, column: int) -> tuple[str, str]:
    """What a hidden column is called: its first text, which is its header."""
    number = next(n for n, row in grid.rows.items() if column in row)
    return text_of(grid.rows[number][column]) or "", grid.place(number, column)


def _tell_hidden(draft: Draft, grid: Grid, what: str, place: str) -> None:
    seen = "" if "comment" in what else "hidden "
    draft.leave_out(Why.HIDDEN, f"{seen}{what}", place)
    message = f"{seen}{what} on {grid.title} kept as internal: not shown to the customer"
    draft.tell("RD104", Level.HINT, message, "Unhide what both sides may see", place=place, internal=True)
