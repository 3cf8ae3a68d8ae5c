"""Problems and what would solve each, in one line of a table: the second part is a capability of its own."""

from __future__ import annotations

from typing import Any

from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Row, letter
from mutualplan_deck.readers.heads import Table
from mutualplan_deck.readers.reading import Spot
from mutualplan_deck.readers.understood import Header, Shape
from mutualplan_deck.readers.values import text_of

_SECTION = "capabilities"


def take_answer(draft: Draft, table: Table, number: int, row: Row, problem: dict[str, Any]) -> None:
    """Add the capability of a problem's line, linked to the problem, which gets an id for that."""
    said = {name: text for c, name in table.answers.items() if (text := text_of(row.get(c)))}
    if not said.get("statement"):
        return
    title = table.grid.title
    fields = {name: letter(column) for column, name in table.answers.items()}
    spot = Spot(f"{title}!", str(number), f"{title}!{fields['statement']}{number}", fields)
    problem["id"] = str(problem.get("id") or f"{title}-{number}")
    draft.add(_SECTION, {**said, "problems": (problem["id"],)}, spot)
    column = next(c for c, name in table.answers.items() if name == "statement")
    header = Header(str(table.texts[column]).strip(), "statement", table.grid.place(table.header, column))
    draft.notebook.gather(Shape.TEXT, _SECTION, spot.whole, 1, header)
