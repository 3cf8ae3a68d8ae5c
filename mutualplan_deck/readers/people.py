"""Sides, names and confirmations: who somebody is, as far as the file says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec.structs import replace

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Row
from mutualplan_deck.readers.meaning import is_name
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.values import shown, text_of
from mutualplan_deck.readers.words import Names, is_firm, key, keys_of, raw, sides, vocabulary
from mutualplan_deck.regex import regex

_BRACKETS = regex(r"\(([^()]*)\)")
_FIRM = regex(r"^(.*?)\s*\(([^()]*)\)$")
_SHORT_FORM = regex(r"(?=.*[A-Z])[A-Z0-9&]{2,5}")
_DIGITS = {"1": "o", "2": "t", "3": "t", "4": "f", "5": "f", "6": "s", "7": "s", "8": "e", "9": "n"}
_CROWD = 200
_SEVERAL = 2  # people of the same side
_TEAMS = ("customer", "vendor")
_OF_HOUSE = 4  # letters of a name of one's own


def party(draft: Draft, raw: Any, pointer: str, names: Names) -> Party:
    """The side a cell names: by a word, or by comparing with the names of both organisations."""
    text = text_of(raw) or ""
    plain = text.strip().casefold()
    side = plain if plain in Party.__members__.values() else names.side(text)
    if side is None:
        message = f"{shown(text)} is neither the customer nor the vendor; shown as a partner"
        draft.tell("RD118", Level.HINT, message, "Write customer, vendor or partner", pointer=pointer)
    draft.notebook.hear("side", shown(text), side or "partner", pointer)
    return Party(side or "partner")


def own_words_of_people(draft: Draft, tables: Sequence[Table], names: Names) -> Names:
    """The names with what the people's sides are called beyond them; each is told.

    Short forms of the two names ("3FCU" of Three Forks Credit Union), and firms called after one of them
    ("Acme Deutschland GmbH" of Acme Ltd); and where nobody is the customer's and
    the vendor is known beside it, what most people's side is called ("Airport", and "Bolt").
    """
    said: dict[str, list[str]] = {}
    for table in (t for t in tables if t.section == "people"):
        if "party" not in table.columns.values():
            return names  # whose they are says the heading above them
        column = next((c for c, n in table.columns.items() if n == "party"), 0)
        for number in table.rows:
            if text := text_of(table.grid.rows[number].get(column)):
                said.setdefault(text.strip(), []).append(table.grid.place(number, column))
    sides = {text: names.side(text) or _short_for(text, names) or _house_of(text, names) for text in said}
    for text, side in sides.items():
        if side and not names.side(text):
            what = f"short form of the {side}'s name" if _short_for(text, names) else f"part of the {side}"
            message = f"{shown(text)} is taken for a {what}"
            draft.tell("RD118", Level.HINT, message, "Write customer, vendor or partner", place=said[text][0])
            names = _called(names, side, text)
    often = sorted((text for text in said if sides[text] is None), key=lambda t: -len(said[t]))
    if "customer" in sides.values() or "vendor" not in sides.values() or not often or not names.customer:
        return names
    most = often[0]
    ahead = len(said[most]) >= _SEVERAL and all(len(said[t]) < len(said[most]) for t in often[1:])
    if not ahead or is_firm(most):
        return names
    message = f"{shown(most)} is no name of either side; taken for the customer, as nobody else is"
    draft.tell("RD118", Level.WARNING, message, "Write customer, vendor or partner", place=said[most][0])
    return _called(names, "customer", most)


def names_listed(table: Table) -> Iterator[str]:
    """The names in a table of people; none of any other."""
    parts = [c for c, n in table.columns.items() if n in ("name", "first_name", "last_name")]
    for number in table.rows if table.section == "people" else ():
        row = table.grid.rows[number]
        name = " ".join(str(row[c]).strip() for c in parts if isinstance(row.get(c), str))
        if " " in name:
            yield name


def _called(names: Names, side: str, text: str) -> Names:
    """The names with another word for a side."""
    if side == "customer":
        return replace(names, customer=(*names.customer, key(text)))
    return replace(names, vendor=(*names.vendor, key(text)))


def _short_for(text: str, names: Names) -> str | None:
    """The one side whose name has the letters of a short text in capitals, in order: "LL" of Ledgerlark."""
    if not _SHORT_FORM.fullmatch(text):
        return None
    letters = [_DIGITS.get(c, c) for c in text.casefold()]
    found = [side for side in _TEAMS if any(_has_in_order(letters, name) for name in getattr(names, side))]
    return found[0] if len(found) == 1 else None


def _house_of(text: str, names: Names) -> str | None:
    """The one side that a firm is called after, by a word of its own: "Acme Polska" of Acme Group."""
    first = key(text).split(" ")[0]
    if len(first) < _OF_HOUSE or first in vocabulary():
        return None
    found = [side for side in _TEAMS if any(first in name.split(" ") for name in getattr(names, side))]
    return found[0] if len(found) == 1 else None


def _has_in_order(letters: Sequence[str], name: str) -> bool:
    rest = iter(name)
    return name[:1] == letters[0] and all(letter in rest for letter in letters)


def side_above(table: Table, names: Names) -> str:
    """The side that the heading over a table of people names, or the sheet's name; or ""."""
    return table.side or names.side_in(table.banner) or names.side_in(table.grid.title)


def side_of_all(draft: Draft, table: Table, names: Names, first: int) -> None:
    """Where no column says on which side people stand, a heading may; else that is told."""
    said = side_above(table, names)
    if not said:
        _tell_sides_missing(draft, table)
        return
    for index, person in enumerate(draft.data.get("people", [])[first:], first):
        person["party"] = _own_side(person) or Party(said)
        draft.notebook.hear("side", shown(table.banner or table.grid.title), said, f"/people/{index}")


def without_firm(name: str, names: Names) -> tuple[str, bool]:
    """ "Jérôme Vaucheron (Sonderive SA)": the name, and whether a firm of neither side stands in brackets.

    Or a partner, as "(sous-traitant Sonderive)" says.
    """
    match = _FIRM.match(name)
    helps = match is not None and Names().side_in(match[2]) == Party.PARTNER
    if not match or not (helps or is_firm(match[2])):
        return name, False
    return match[1], helps or names.side(match[2]) is None


def groups(draft: Draft, table: Table, names: Names) -> dict[int, str]:
    """The rows of a table of people that name whose the next people are, and the side.

    Where one names neither side, it is the customer's if no other is, else a partner's; that is told.
    """
    if table.section != "people" or "party" in table.columns.values():
        return {}
    hidden = table.grid.hidden_columns
    seen = {n: {c: v for c, v in table.grid.rows[n].items() if c not in hidden} for n in table.rows}
    said = {n: _group(row, names) for n, row in seen.items()}
    said |= {n: "" for n, side in said.items() if side is None and _heads(table, n)}
    found = {n: side for n, side in said.items() if side is not None}
    first = table.side or names.side_in(table.banner)
    for number in (n for n, side in found.items() if not side):
        found[number] = Party.PARTNER if first or Party.CUSTOMER in found.values() else Party.CUSTOMER
        column, text = next(iter(table.grid.rows[number].items()))
        message = f"“{shown(text)}” names neither side; its people are taken for the {found[number]}'s"
        place, advice = table.grid.place(number, column), "Name the customer or the vendor as elsewhere"
        draft.tell("RD118", Level.WARNING, message, advice, place=place)
    return found


def _heads(table: Table, number: int) -> bool:
    """Whether a lone text stands below a blank row and right above somebody's line: whose they are."""
    rows = table.grid.rows
    below = rows.get(number + 1, {}) if number + 1 in table.rows else {}
    lone = len(rows[number]) == 1 and isinstance(next(iter(rows[number].values())), str)
    return lone and number - 1 not in rows and 2 * len(below) >= len(table.texts)


def _group(row: Row, names: Names) -> str | None:
    """The side that a lone text among people names, "" if an organisation that is neither; None: no group."""
    text = next(iter(row.values()), None)
    if len(row) != 1 or not isinstance(text, str):
        return None
    label, colon, firm = text.partition(":")
    if colon and firm.strip() and (said_so := names.side(label) or Names().side_in(label)):
        return said_so  # "Partner: Acme Automation"
    at = key(text).split(" ")[0] in at_words()
    # a person may be called as the company is
    said_of = {*key(text).split(" ")}
    said = not (sides().keys() | keys_of("crm", "team")).isdisjoint(said_of)  # "CLIENTE – Acme" is no person
    bare = _BRACKETS.sub(" ", text).strip() or text  # "At Acme Irrigation (installs for us)" is a partner
    inside = next(filter(None, map(names.side, _BRACKETS.findall(text))), "")
    side = names.side(text) or inside
    side = side or ("" if is_name(text) and not (at or said) else names.side_in(bare))
    return side or ("" if at or is_firm(text) else None)


@cache
def at_words() -> frozenset[str]:
    """Words before an organisation whose people follow: "Chez Acme"."""
    return frozenset(map(key, raw()["at"]))


def stand_on(draft: Draft, side: str, first: int) -> None:
    """Put the people read since `first` on a side that a heading among them names."""
    for index, person in enumerate(draft.data.get("people", [])[first:], first) if side else ():
        person["party"] = _own_side(person) or Party(side)
        draft.notebook.hear("side", side, person["party"], f"/people/{index}")


def _own_side(person: Mapping[str, Any]) -> Party | None:
    """A partner, where somebody among a side's people is said to be: by the firm, or "Trainer (partner)"."""
    if person.get("party") == Party.PARTNER:
        return Party.PARTNER
    said = _BRACKETS.findall(str(person.get("title", "")))
    return Party.PARTNER if any(Names().side_in(text) == Party.PARTNER for text in said) else None


def name_sides(tables: Sequence[Table], names: Names) -> None:
    """Of two teams, each under its heading, the other is the vendor's if one is the customer's."""
    teams = [t for t in tables if t.section == "people" and "party" not in t.columns.values() and t.banner]
    said = [names.side_in(team.banner) for team in teams]
    if len(teams) > len(_TEAMS) and set(_TEAMS) <= set(said):
        for team, side in zip(teams, said, strict=True):
            team.side = side or Party.PARTNER
        return
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


def tell_without_side(draft: Draft, table: Table, first: int) -> None:
    """People whose line does not say on which side they stand, where others' lines do."""
    if table.section != "people" or "party" not in table.columns.values() or draft.mapped.people:
        return
    for index, person in enumerate(draft.data.get("people", [])[first:], first):
        if not person.get("party"):
            message = f"nothing says on which side {person.get('name', '')} stands; shown as the customer's"
            advice = "Write customer, vendor or partner"
            draft.tell("RD118", Level.WARNING, message, advice, pointer=f"/people/{index}/party")


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


def join_twin(draft: Draft, pointer: str) -> None:
    """A person who stands twice, as in exports of contacts, is one; what the second line adds is kept."""
    *others, last = draft.data["people"]
    name = key(str(last.get("name") or ""))
    if " " not in name or len(others) > _CROWD:
        return
    twin = next((p for p in others if key(str(p.get("name") or "")) == name), None)
    if twin is None or (twin.get("party") and last.get("party") and twin["party"] != last["party"]):
        return
    message = f"{last['name']} stands there twice; read as one person"
    place = draft.places.of(f"{pointer}/name")
    draft.tell("RD111", Level.WARNING, message, "Take out one of the two lines", place=place)
    for field, value in last.items():
        twin.setdefault(field, value)
    draft.data["people"].pop()
    draft.spots.pop(pointer, None)


def side_of(draft: Draft, owner: str) -> Party | None:
    """The side of a person by name or id, among the people read so far."""
    wanted = key(owner)
    for person in draft.data.get("people", []):
        if wanted and wanted in (key(str(person.get("name", ""))), key(str(person.get("id", "")))):
            return Party(person.get("party", Party.CUSTOMER))
    return None
