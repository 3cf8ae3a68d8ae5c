"""People written as text beside a label: "Them", "Contacts", "Account manager"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import lines, meaning, persons
from mutualplan_deck.readers.headings import LABEL
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.values import shown
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

if TYPE_CHECKING:
    from mutualplan_deck.readers.notes import Notes


_TOLD = {"title", "email", "responsibility", "role"}
_PARTS = regex(r",\s+(?![^()]*\))")
_BRACKETED = regex(r"\s*\([^()]*\)")
_FIRM_AND_PART = regex(r"(?:[A-ZÀ-Þ][\w&.'’-]*\s+){1,4}\(([^()]+)\)")
_THREE = 3
_FIRM = regex(r"\s*\([^()]*\)$")


def take_people(notes: Notes, text: str, place: str) -> None:
    """Each line is a person on the side that the label names."""
    for line in _of_sides(notes, lines.pieces(text), place):
        said = persons.person(line)
        item = said.item
        _take_firm(notes, item)
        if not _says_more(item) and (known := _listed(notes, str(item.get("name") or ""))):
            message = f"“{shown(line)}” is {known}, who is among the people; said there alone"
            notes.draft.tell("RD111", Level.HINT, message, place=place)
            notes.draft.keep_internal(place, line)
            continue
        if said.writer and item.get("name"):
            notes.draft.writer = str(item["name"])
        if persons.is_seller(notes.label) and not (item.get("title") or notes.names.side_in(notes.label)):
            item["title"] = notes.label.strip(" :")
        if said.called and item.get("name"):
            notes.draft.aliases.setdefault(key(said.called), str(item["name"]))
        side = _side_of_firm(notes, item, line)
        if notes.side is Party.PARTNER:
            _without_firm(item)
        own = notes.side or (Party.VENDOR if said.writer else Party.CUSTOMER)
        notes.add({**item, "party": Party(side) if side else own}, place)
        if said.remark:
            _keep(notes, said.remark, place, "says nothing that the plan has a place for")
        if item.get("role"):
            _keep(notes, str(item["role"]), place, "is our word for a person")


def _take_firm(notes: Notes, item: dict[str, Any]) -> None:
    """What stands behind a name and is called as a side is: "Ann Lee (Acme)", "Bo Hill, sales"."""
    job = str(item.get("title") or "")
    for mark in (", ", " "):  # "account exec, Bolt", "onboarding Bolt"
        before, apart, last = job.rpartition(mark)
        if apart and notes.names.side(last) in ("customer", "vendor") and _is_name_of_side(notes, last):
            item["title"] = before.strip()
            item.setdefault("firm", last)
            return
    if notes.names.side(job) not in ("customer", "vendor") or meaning.is_job(job):
        return
    if not persons.is_post(job):
        del item["title"]
    elif notes.side:  # that says whose somebody in sales is
        return
    item.setdefault("firm", job)


def _is_name_of_side(notes: Notes, text: str) -> bool:
    """Whether a text is what an organisation is called, and no word for a side."""
    return key(text) in {*notes.names.customer, *notes.names.vendor} and text[:1].isupper()


def _side_of_firm(notes: Notes, item: dict[str, Any], line: str) -> str | None:
    """Whose somebody is by the firm behind the name; what is neither side's is a place and of the title."""
    firm = str(item.get("firm", ""))
    side = notes.names.side(firm)
    if firm and item.get("title") and not side and notes.side is not Party.PARTNER:
        item["title"] = persons.whole_title(item, line)
    item.pop("firm", None)
    return side


def _says_more(item: Mapping[str, Any]) -> bool:
    """Whether a line says more of somebody than their name and firm: "A. Lee (ACM)" does not."""
    told = item.keys() & _TOLD
    return bool(told - {"title"}) or ("title" in told and meaning.is_job(str(item["title"])))


def _listed(notes: Notes, name: str) -> str:
    """The full name of somebody a table of the file lists, whom a text names once more; or ""."""
    bare = _FIRM.sub("", name)
    found = notes.draft.listed.find(bare) if bare else None
    return str(found[0]["name"]) if found else ""


def _without_firm(item: dict[str, Any]) -> None:
    """Behind a partner's name stand the job and the firm, or the firm and what it does."""
    first, comma, rest = str(item.get("title") or "").partition(",")
    if comma and meaning.is_job(first):
        item["title"] = first
    elif comma:
        del item["title"]
        item["responsibility"] = ", ".join(filter(None, (rest.strip(), item.get("responsibility"))))
    if match := _FIRM_AND_PART.fullmatch(str(item.get("responsibility") or "")):
        item["responsibility"] = match[1]  # "Acme Pipes (fits the sensors)"


def _of_sides(notes: Notes, points: list[str], place: str) -> Iterator[str]:
    """The people of some lines; one with a colon says whose they are: "Acme:", "Bolt, who fit it: Bo Hill".

    Who is neither side's helps as a partner does, which is told.
    """
    side = notes.side
    for point in points:
        firm, colon, people = point.partition(":")
        said_alone = not people.strip() and not persons.are_people(point)
        if said_alone and (named := notes.names.side(point)):
            notes.side = side = Party(named)  # whose the next lines are
            continue
        if colon and len(firm) <= LABEL and (_is_side(notes, firm) or not persons.begins(point)):
            named = notes.names.side_in(firm)
            if not named:
                message = f"“{shown(firm)}” names neither side; the people behind it are shown as a partner's"
                advice = "Name the customer or the vendor as elsewhere"
                notes.draft.tell("RD118", Level.WARNING, message, advice, place=place)
            notes.side, point = Party(named or Party.PARTNER), people.strip()
        alone = notes.side is Party.PARTNER and _is_of_firm(point)
        yield from [point] if alone else persons.people(point) if point else ()
    notes.side = side


def _is_of_firm(text: str) -> bool:
    """Whether a partner's line is a name, a job and a firm: "Bo Hill, fitter, Acme (fits the sensors)"."""
    parts = _PARTS.split(text.strip())
    named = len(parts) == _THREE and persons.begins(parts[0]) and persons.is_post(parts[1])
    return named and not persons.is_post(_BRACKETED.sub("", parts[2]))


def _is_side(notes: Notes, text: str) -> bool:
    """Whether a text is what a side is called, and not somebody's job: "Finance Business Partner"."""
    return notes.names.side(text) is not None and not meaning.is_job(text)


def _keep(notes: Notes, text: str, place: str, why: str) -> None:
    """Keep what stands behind a person as internal, and tell it."""
    notes.draft.keep_internal(place, text)
    notes.draft.tell("RD105", Level.HINT, f"“{text}” {why}; kept as internal", place=place, internal=True)
    notes.draft.leave_out(Why.INTERNAL, f"“{text}”", place)
