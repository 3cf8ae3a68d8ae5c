"""Sides, names and confirmations: who somebody is, as far as the file says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Row
from mutualplan_deck.readers.heads import Table
from mutualplan_deck.readers.meaning import is_name
from mutualplan_deck.readers.values import shown, text_of
from mutualplan_deck.readers.words import Names, key

_TEAMS = ("customer", "vendor")


def party(draft: Draft, raw: Any, pointer: str, names: Names) -> Party:
    """The side a cell names: by a word, or by comparing with the names of both organisations."""
    text = text_of(raw) or ""
    side = names.side(text)
    if side is None:
        message = f"{shown(text)} is neither the customer nor the vendor; shown as a partner"
        draft.tell("RD118", Level.HINT, message, "Write customer, vendor or partner", pointer=pointer)
    draft.notebook.hear("side", shown(text), side or "partner", pointer)
    return Party(side or "partner")


def side_of_all(draft: Draft, table: Table, names: Names, first: int) -> None:
    """Where no column says on which side people stand, a heading may; else that is told."""
    said = table.side or names.side_in(table.banner) or names.side_in(table.grid.title)
    if not said:
        _tell_sides_missing(draft, table)
        return
    for index, person in enumerate(draft.data.get("people", [])[first:], first):
        person["party"] = Party(said)
        draft.notebook.hear("side", shown(table.banner or table.grid.title), said, f"/people/{index}")


def group_side(table: Table, row: Row, names: Names) -> str:
    """The side that a lone text among people names, which are its people down to the next; or ""."""
    if table.section != "people" or len(row) != 1 or "party" in table.columns.values():
        return ""
    text = next(iter(row.values()))
    if not isinstance(text, str):
        return ""
    # a person may be called as the company is
    return names.side(text) or ("" if is_name(text) else names.side_in(text))


def stand_on(draft: Draft, side: str, first: int) -> None:
    """Put the people read since `first` on a side that a heading among them names."""
    for index, person in enumerate(draft.data.get("people", [])[first:], first) if side else ():
        person["party"] = Party(side)
        draft.notebook.hear("side", side, side, f"/people/{index}")


def name_sides(tables: Sequence[Table], names: Names) -> None:
    """Of two teams, each under its heading, the other is the vendor's if one is the customer's."""
    teams = [t for t in tables if t.section == "people" and "party" not in t.columns.values() and t.banner]
    said = [names.side_in(team.banner) for team in teams]
    if len(teams) == len(_TEAMS) and said.count("") == 1 and set(said) <= {"", *_TEAMS}:
        known = said[1 - said.index("")]
        teams[said.index("")].side = next(side for side in _TEAMS if side != known)


def _tell_sides_missing(draft: Draft, table: Table) -> None:
    """Nothing in the table says on which side people stand."""
    if draft.mapped.people:
        return
    place = table.grid.place(table.header, min(table.columns))
    message = "no column says on which side people stand; all are shown as the customer's"
    draft.tell(
        "RD118", Level.WARNING, message, "Add a column Side with customer, vendor or partner", place=place
    )


def said_sides(draft: Draft, people: list[dict[str, Any]]) -> None:
    """Give people the side that a person's own mapping says they are on."""
    for person in people if draft.mapped.people else ():
        if side := draft.mapped.people.get(key(str(person.get("name", "")))):
            person["party"] = Party(side)


def confirmation(draft: Draft, said: dict[str, Any], by: Any, on: Any) -> dict[str, Any]:
    """Who agreed, and when; where only a day or a yes is written, it is the customer who agreed."""
    customer = draft.data.get("customer", {}).get("name", "")
    name = by or said.get("by") or ("" if by is None and on and not said else customer)
    return {"by": name, "on": on or said.get("on")}


def side_of(draft: Draft, owner: str) -> Party | None:
    """The side of a person by name or id, among the people read so far."""
    wanted = key(owner)
    for person in draft.data.get("people", []):
        if wanted and wanted in (key(str(person.get("name", ""))), key(str(person.get("id", "")))):
            return Party(person.get("party", Party.CUSTOMER))
    return None
