"""Who decides, by what a sheet says that a person does: "Sponsor, signs the contract"."""

from __future__ import annotations

import re
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.values import shown
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_CLAUSE = regex(r"[,;:/()+&\n]|\b(?:and|und|et|y|e|en)\b", re.IGNORECASE)


def find_deciders(draft: Draft) -> None:
    """Where nothing says who decides, the customer's people whose responsibility does; told.

    What people are to the vendor (economic buyer, budget holder) is internal, and says nothing here.
    """
    people: list[dict[str, Any]] = draft.data.get("people", [])
    _tell_several(draft, people)
    if any("decides" in p for p in people):
        return
    for index, person in enumerate(people):
        said = str(person.get("responsibility") or "")
        if person.get("party", Party.CUSTOMER) == Party.CUSTOMER and _says_so(said):
            person["decides"] = True
            name = person.get("name") or person.get("title") or ""
            message = f"by “{shown(said)}”, {name} is one who decides"
            pointer = f"/people/{index}/responsibility"
            draft.tell(
                "RD126", Level.HINT, message, "Say who decides in a column of its own", pointer=pointer
            )


def _says_so(text: str) -> bool:
    """Whether a clause begins with a word for deciding or signing; "signs off the figures" does not."""
    clauses = (key(part) for part in _CLAUSE.split(text))
    return any(_begins(clause) for clause in clauses if clause)


def _begins(clause: str) -> bool:
    said = clause in words.keys_of("notes", "deciding_alone") or any(
        f"{clause} ".startswith(f"{w} ") for w in words.keys_of("notes", "deciding")
    )
    return said and not any(f"{clause} ".startswith(f"{w} ") for w in words.keys_of("notes", "not_deciding"))


def _tell_several(draft: Draft, people: list[dict[str, Any]]) -> None:
    """Two people whose role says that they decide: only one can say yes when others say no."""
    deciders = words.keys_of("crm", "deciders")
    roles = [(i, part.strip()) for i, p in enumerate(people) for part in str(p.get("role", "")).split(";")]
    found = [(i, role) for i, role in roles if key(role) in deciders]
    if len(found) > 1:
        message = f"{len(found)} people have a role that decides ({', '.join(r for _, r in found)})"
        advice, where = "Ask who can say yes when others say no", f"/people/{found[0][0]}/role"
        draft.tell("RD125", Level.HINT, message, advice, pointer=where, internal=True)
