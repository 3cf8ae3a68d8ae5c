"""A line of a table that tells more than one item: a problem and what would solve it, a gain and both.

Each part is an item of its own, linked to the others of the line.
"""

from __future__ import annotations

import re
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Row, letter
from mutualplan_deck.readers.reading import Spot
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.understood import Header, Shape
from mutualplan_deck.readers.values import shown, text_of
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_POINTS = regex(
    r"\s*(?:idem|dito|ditto|same as|as|wie|siehe|see|comme|cf\.?|voir|véase|como|ver|come|zie)\s+"
    r"([A-Za-z]{1,2}-?\d{1,2})\b",
    re.IGNORECASE,
)


def take_answer(draft: Draft, table: Table, number: int, row: Row, item: dict[str, Any]) -> None:
    """Add the other items of the line of `item`; one that says no problem goes with the problem above."""
    if not table.answers:
        return
    problem = item if table.section == "problems" else None
    if table.section == "issues":
        item["id"] = str(item.get("id") or f"{table.grid.title}-{number}")
        problem = _taken(draft, table, number, row, "problems", {"issues": (item["id"],)})
        problem = problem or next(iter(_of_issue(draft, item)), None)
    if table.section == "outcomes":
        issues = {"issues": item["issues"]} if item.get("issues") else {}
        problem = _taken(draft, table, number, row, "problems", issues)
        problem = problem or (draft.data.get("problems") or [None])[-1]
        if problem and not item.get("problems"):
            item["problems"] = (_id_of(problem, table, number),)
    linked = (
        {"problems": (_id_of(problem, table, number),)}
        if problem and _says(table, row, "capabilities")
        else {}
    )
    before = len(draft.data.get("capabilities", ()))
    _taken(draft, table, number, row, "capabilities", linked)
    if problem and table.grid.origin and len(draft.data.get("capabilities", ())) > before:
        message = f"taken to solve “{shown(problem.get('statement', ''))}”, which stands in the same column"
        advice = "Say which problem it solves, if it is another"
        draft.tell("RD126", Level.HINT, message, advice, pointer=f"/capabilities/{before}/problems")


def _of_issue(draft: Draft, issue: dict[str, Any]) -> list[dict[str, Any]]:
    """The problems of an issue, the last first."""
    return [p for p in reversed(draft.data.get("problems", [])) if p.get("issues") == (issue["id"],)]


def _says(table: Table, row: Row, section: str) -> dict[str, str]:
    """What a line says of an item of a section, by field."""
    parts = {c: name.partition(".") for c, name in table.answers.items()}
    return {
        name: said for c, (of, _, name) in parts.items() if of == section and (said := text_of(row.get(c)))
    }


def _taken(
    draft: Draft, table: Table, number: int, row: Row, section: str, links: dict[str, Any]
) -> dict[str, Any] | None:
    said = _says(table, row, section)
    last: dict[str, Any] = (draft.data.get(section) or [{}])[-1]
    if not said.get("statement") or said["statement"] == last.get("statement"):
        return last if said.get("statement") else None  # a merged cell stands for each of its lines
    if (other := _told_before(draft, section, said["statement"])) is not None:
        for name, ids in links.items():
            other[name] = (*other.get(name, ()), *ids)
        return other
    title = table.grid.title
    columns = {
        name.partition(".")[2]: c for c, name in table.answers.items() if name.startswith(f"{section}.")
    }
    whole = table.grid.place(number, columns["statement"])
    fields = {name: letter(column) for name, column in columns.items()}
    spot = Spot(f"{title}!", str(number), whole, fields)
    if table.grid.origin or table.grid.places:
        spot = Spot("", "", whole, {name: table.grid.place(number, c) for name, c in columns.items()})
    draft.add(section, {**said, **links}, spot)
    place = table.grid.place(table.header, columns["statement"])
    header = Header(str(table.texts[columns["statement"]]).strip(), "statement", place)
    draft.notebook.gather(Shape.TEXT, section, spot.whole, 1, header)
    item: dict[str, Any] = draft.data[section][-1]
    return item


def _told_before(draft: Draft, section: str, text: str) -> dict[str, Any] | None:
    """The item above that a text only points to, by its id or that of its problem: "idem C1 (stock)"."""
    match = _POINTS.match(text)
    if match is None:
        return None
    code, said = key(match[1]), {*key(text).split(" ")}
    found = [
        one
        for one in draft.data.get(section, ())
        if code in map(key, (str(one.get("id") or ""), *one.get("problems", ())))
    ]
    return max(found, key=lambda one: len(said & {*key(str(one.get("statement"))).split(" ")}), default=None)


def _id_of(problem: dict[str, Any], table: Table, number: int) -> str:
    """The id of a problem, given one if it has none."""
    problem["id"] = str(problem.get("id") or f"{table.grid.title}-{number}")
    return str(problem["id"])
