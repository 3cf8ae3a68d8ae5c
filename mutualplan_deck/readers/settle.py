"""The last look at a file of other people's: every owner as the person meant, and what follows from them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party, Status
from mutualplan_deck.readers import meaning, words
from mutualplan_deck.readers.close import closest
from mutualplan_deck.readers.deciders import find_deciders
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.finish import tie_to_the_issue
from mutualplan_deck.readers.owners import (
    CUSTOMER,
    TOLD,
    VENDOR,
    Owners,
    Reader,
    looks_like_name,
    name_in_address,
    named,
)
from mutualplan_deck.readers.people import said_sides
from mutualplan_deck.readers.persons import is_seller
from mutualplan_deck.readers.prose import take_days
from mutualplan_deck.readers.roll import Roll
from mutualplan_deck.readers.sentences import tell_figures
from mutualplan_deck.readers.values import shown, without_pictures
from mutualplan_deck.readers.words import Names, key
from mutualplan_deck.regex import regex

_CROWD, _LONGEST = 100, 60
_OURS = regex(r"(?P<name>[A-ZÀ-Þ][\w'’.-]*(?:\s[A-ZÀ-Þ][\w'’.-]*)*)\s*\((?P<what>[^()]*)\)")
_NUMBERED = regex(r"^\s*(\d{1,2})\s*(?:[).:]|[-–—](?=\s))\s*(?=[^\W\d_])")


def settle(draft: Draft, names: Names) -> None:
    """Resolve owners everywhere, once all people are known."""
    take_days(draft, (), draft.unread)
    _vendor_by_work(draft)
    _with_titles(draft)
    _team(draft)
    _with_contacts(draft, names)
    _with_seller(draft)
    _with_ours(draft)
    people = draft.data.get("people", [])
    said_sides(draft, people)
    titles = {s: _title(draft, s) for s in (CUSTOMER, VENDOR)}
    writer = draft.writer or _seller(people)
    sellers = frozenset(map(key, draft.team))
    reader = Reader(names, Roll(people, draft.aliases), titles, draft.mapped.owners, writer, sellers)
    read: dict[tuple[str, str], Owners] = {}
    for index, step in enumerate(draft.data.get("steps", [])):
        _step(draft, reader, index, step, read)
    _spelt_alike(draft)
    _elsewhere(draft, reader.roll)
    _without_firms(people)
    _side_of_strangers(draft)
    _phases(draft)
    tell_figures(draft)
    settle_signature(draft)
    _success(draft)
    find_deciders(draft)
    tie_to_the_issue(draft)


def _with_contacts(draft: Draft, names: Names) -> None:
    """Contacts who own a step of an export's plan, and have no role in its deal, are people of it."""
    roll = Roll(draft.data.get("people", []), draft.aliases)
    owned = (
        str(step.get(n) or "") for step in draft.data.get("steps", ()) for n in ("owner_customer", "owner")
    )
    for name in dict.fromkeys(part.strip() for text in owned for part in text.split(";")):
        known = draft.contacts.get(key(name))
        if not known or roll.find(name):
            continue
        side = names.side(known["firm"]) or "customer"
        told = {name: known[name] for name in ("name", "title", "email") if known.get(name)}
        _add_person(draft, {**told, "party": Party(side)}, known["place"])
        message = f"{known['name']} owns a step and has no role in the deal; shown among the people"
        draft.tell("RD111", Level.HINT, message, "Give them a role in the deal", place=known["place"])


def _with_seller(draft: Draft) -> None:
    """Whom the head of the file names as its writer, and no list of people does, is one of the vendor's."""
    name, place = draft.seller
    title = {"title": draft.seller_title} if draft.seller_title else {}
    named = [({"name": name, **title}, place)] if name else []
    for person, at in (*named, *draft.colleagues):
        name = str(person.get("name") or "")
        if not name or Roll(draft.data.get("people", []), draft.aliases).find(name):
            continue
        _add_person(draft, {**person, "party": Party.VENDOR}, at)
        message = f"{name} is on no list of people; by the head of the file one of the vendor's"
        draft.tell("RD111", Level.HINT, message, "Add them to the people", place=at)


def _with_ours(draft: Draft) -> None:
    """Owners on no list of people, of whom their own cell says that they are ours: "Bo (our SE)"."""
    for index, step in enumerate(draft.data.get("steps", ())):
        for column in ("owner", "owner_vendor"):
            for match in _OURS.finditer(str(step.get(column) or "")):
                name = match["name"].strip()
                if (
                    words.is_department(name)
                    or not words.speaks_of_us(match["what"])
                    or Roll(draft.data.get("people", []), draft.aliases).find(name)
                ):
                    continue
                place = draft.places.of(f"/steps/{index}/{column}")
                _add_person(draft, {"name": name, "party": Party.VENDOR}, place)
                message = f"{name} is on no list of people; by “{shown(match['what'])}” one of the vendor's"
                draft.tell("RD111", Level.HINT, message, "Add them to the people", place=place)


def _add_person(draft: Draft, person: dict[str, Any], place: str) -> str:
    """Add somebody whom no list of people has, with the place that names them; where they are in the plan."""
    people = draft.data.setdefault("people", [])
    people.append(person)
    pointer = f"/people/{len(people) - 1}"
    draft.single[pointer] = place
    return pointer


def _spelt_alike(draft: Draft) -> None:
    """Owners who are written with a capital in one step, and without in another, are the same."""
    steps, sides = draft.data.get("steps", []), ("owner_customer", "owner_vendor")
    named = [n for step in steps for side in sides for n in str(step.get(side) or "").split("; ") if n]
    spelt = {n.casefold(): n for n in named if n[:1].isupper()}
    for step, side in ((step, side) for step in steps for side in sides if step.get(side)):
        step[side] = "; ".join(spelt.get(n.casefold(), n) for n in str(step[side]).split("; "))


def _seller(people: list[dict[str, Any]]) -> str:
    """The one of the vendor's people who sells, or the only one: who wrote "me" as an owner."""
    ours = [p for p in people if p.get("party") == Party.VENDOR]
    sells = [p for p in ours if is_seller(str(p.get("title") or ""))]
    listed = sells if len(sells) == 1 else ours
    return str(listed[0].get("name") or "") if len(listed) == 1 else ""


def _vendor_by_work(draft: Draft) -> None:
    """Where no cell names the vendor: the company of the people who own the vendor's side of the tasks."""
    if draft.data.get("vendor", {}).get("name"):
        return
    owners = {key(str(s.get("owner_vendor", ""))) for s in draft.data.get("steps", [])}
    people = draft.data.get("people", [])
    found = {
        draft.companies.get(i, "")
        for i, p in enumerate(people)
        if key(str(p.get("name", ""))) in owners and p.get("party") == Party.PARTNER
    }
    if len(found) != 1 or not (company := found.pop()):
        return
    draft.data.setdefault("vendor", {})["name"] = company
    for index, person in enumerate(people):
        if draft.companies.get(index) == company:
            person["party"] = Party.VENDOR
            draft.single.setdefault("/vendor/name", draft.places.of(f"/people/{index}/party"))
    message = f"no cell names the vendor; by the owners of the tasks it is {company}"
    draft.tell("RD121", Level.WARNING, message, "Write the vendor's name", pointer="/vendor/name")


def _without_firms(people: list[dict[str, Any]]) -> None:
    """A partner's job may be told with the firm behind it: "Site manager, Bolt (partner)"."""
    for person in (p for p in people if p.get("party") == Party.PARTNER):
        job, comma, firm = str(person.get("title") or "").partition(",")
        if comma and meaning.is_job(job) and not meaning.is_job(firm):
            person["title"] = job


def _team(draft: Draft) -> None:
    """Those of the vendor's people who own a step of an export, which lists the customer's alone.

    The deal's record names them, or they own several.
    """
    roll = Roll(draft.data.get("people", []), draft.aliases)
    owned: dict[str, list[int]] = {}
    for index, step in enumerate(draft.data.get("steps", []) if draft.team or draft.deals[0] else ()):
        for part in str(step.get("owner_vendor") or "").split(";"):
            name = name_in_address(part.strip())
            if " " in name and looks_like_name(name) and not (roll.find(name) or roll.find(part.strip())):
                owned.setdefault(name, []).append(index)
    places = {key(name): place for name, place in draft.team.items()}
    for name, steps in owned.items():
        if key(name) in places or len(steps) > 1:
            place = places.get(key(name)) or draft.places.of(f"/steps/{steps[0]}/owner_vendor")
            where = _add_person(draft, {"name": name, "party": Party.VENDOR}, place)
            message = f"{name} is on no list of people; taken for one of the vendor's"
            draft.tell("RD111", Level.HINT, message, "Export the people of your side too", pointer=where)


def _title(draft: Draft, side: str) -> str:
    said = draft.data.get(side, {})
    return str(said.get("short") or said.get("name") or side)


def _step(draft: Draft, reader: Reader, index: int, step: dict[str, Any], read: dict[Any, Owners]) -> None:
    """Owners of both columns, or of one for both, on the side they belong to."""
    sides: dict[str, list[str]] = {CUSTOMER: [], VENDOR: []}
    columns = {CUSTOMER: "owner_customer", VENDOR: "owner_vendor", "": "owner"}
    written = {side: str(step.get(name) or "").strip() for side, name in columns.items()}
    for side, name in columns.items():
        text = str(step.pop(name, "") or "")
        if not text.strip():
            continue
        said = "" if side == "" else side
        owners = read.get((text, said)) or read.setdefault((text, said), reader.read(text, said))
        for of, names in ((CUSTOMER, owners.customer), (VENDOR, owners.vendor)):
            # "Both" in one side's column says nothing more where the other side's names somebody.
            # And so it does in a column of who leads: "Seller", beside the seller's and the buyer's people.
            beside = said != of and bool(written[of])
            sides[of] += [name for name in names if not beside or name != reader.titles[of]]
        pointer = f"/steps/{index}/{name}"
        draft.notebook.hear("owner", shown(text), owners.in_words, pointer)
        _tell(draft, owners, pointer)
    for side, listed in sides.items():
        if listed:
            step[columns[side]] = "; ".join(named(listed))


def _tell(draft: Draft, owners: Owners, pointer: str) -> None:
    for text, why in owners.nobody:
        if why == TOLD:
            place = draft.places.of(pointer)
            draft.keep_internal(place, text)
            message = f"“{shown(text)}” {why}"
            draft.tell("RD111", Level.WARNING, message, "Name a person", pointer=pointer, internal=True)
            continue
        if why.startswith("is not") and not draft.data.get("people"):
            continue
        side = "customer" if text in owners.customer else "vendor"
        message = (
            f"“{shown(text)}” {why}; shown as the {side}'s"
            if why.startswith("is not")
            else f"“{shown(text)}” {why}"
        )
        if close := _nearly(draft, text):
            draft.propose("RD111", f"{message}; may be {close}", "owners", text, close, pointer=pointer)
        else:
            draft.tell("RD111", Level.WARNING, message, "Name a person of the plan's people", pointer=pointer)
    for name, side in owners.guests:
        message = f"{name} stands in the other side's column, and is the {side}'s; shown as the {side}'s"
        draft.tell(
            "RD111", Level.WARNING, message, "Move the name, or mend the person's side", pointer=pointer
        )
    for text, name in owners.taken:
        message = f"“{shown(text)}” read as {name}"
        draft.tell("RD124", Level.HINT, message, "Write the name as it stands in people", pointer=pointer)


def _nearly(draft: Draft, text: str) -> str:
    """The person whose name is spelt much like `text`; in a crowd nobody is looked for."""
    people = draft.data.get("people", [])
    named_by = {key(n): n for p in people if (n := str(p.get("name") or ""))} if len(people) < _CROWD else {}
    return named_by.get(closest(key(text), named_by), "") if len(text) < _LONGEST else ""


_OWNED = {"issues": "owner", "problems": "owner", "risks": "owner"}


def _elsewhere(draft: Draft, roll: Roll) -> None:
    """Owners of issues and risks, and who confirmed: full names where they name somebody."""
    for section, name in _OWNED.items():
        for item in draft.data.get(section, []):
            if item.get(name):
                item[name] = roll.name(str(item[name]))
    for section in ("issues", "problems", "capabilities", "outcomes"):
        for index, item in enumerate(draft.data.get(section, [])):
            confirmed = item.get("confirmed")
            if isinstance(confirmed, dict) and confirmed.get("by"):
                written = str(confirmed["by"])
                confirmed["by"] = roll.name(written)
                if confirmed["by"] == written and not roll.find(written):
                    _tell_stranger(draft, written, f"/{section}/{index}/confirmed")


def _tell_stranger(draft: Draft, name: str, pointer: str) -> None:
    """Who is said to have confirmed a figure, and is not among the people or one of the organisations."""
    customer = str(draft.data.get("customer", {}).get("name") or "")
    if draft.data.get("people") and key(name) != key(customer):
        close = _nearly(draft, name)
        message = f"“{shown(name)}” is not among the people" + (f"; may be {close}" if close else "")
        draft.tell("RD111", Level.HINT, message, "Name a person of the plan's people", pointer=pointer)


def _with_titles(draft: Draft) -> None:
    """People whom only the tasks name, with their job title beside (CRM exports): they are the vendor's."""
    known = {key(str(p.get("name", ""))) for p in draft.data.get("people", [])}
    for index, step in enumerate(draft.data.get("steps", [])):
        title = str(step.pop("owner_title", "") or "")
        name = str(step.get("owner_vendor") or "")
        if title and name and key(name) not in known:
            known.add(key(name))
            place = draft.places.of(f"/steps/{index}/owner_vendor")
            _add_person(draft, {"name": name, "title": title, "party": Party.VENDOR}, place)


def _side_of_strangers(draft: Draft) -> None:
    """Where nobody of the vendor is listed, a stranger who does the vendor's work is the vendor's."""
    people = draft.data.get("people", [])
    if any(p.get("party") == Party.VENDOR for p in people):
        return
    known = {key(str(p.get("name", ""))) for p in people}
    steps = draft.data.get("steps", [])
    strangers = {s.get("owner_customer", "") for s in steps if _vendor_work(str(s.get("title", "")))} - {""}
    for name in sorted(n for n in strangers if key(n) not in known and looks_like_name(n)):
        _move(draft, name)


def _move(draft: Draft, name: str) -> None:
    first = -1
    for index, step in enumerate(draft.data["steps"]):
        both = str(step.get("owner_customer") or "").split("; ")
        if name not in both or step.get("owner_vendor"):
            continue
        step["owner_vendor"] = name
        step["owner_customer"] = "; ".join(one for one in both if one != name)
        if not step["owner_customer"]:
            del step["owner_customer"]
        first = index if first < 0 else first
    if first < 0:
        return
    pointer = f"/steps/{first}/owner_vendor"
    _add_person(draft, {"name": name, "party": Party.VENDOR}, draft.places.of(pointer))
    message = f"{name} stands on no list of people; by the work they do, shown as the vendor's"
    draft.tell("RD111", Level.WARNING, message, "Add them to the people, with their side", pointer=pointer)


def _vendor_work(title: str) -> bool:
    return words.has_phrase(key(title), "notes", "vendor_work")


def settle_signature(draft: Draft) -> None:
    """The day of the step that signs, where no cell gives a signature date; another one is told."""
    signing = [
        (i, s)
        for i, s in enumerate(draft.data.get("steps", []))
        if s.get("shared", True) and _signs(str(s.get("title", "")))
    ]
    dated = [
        (i, s)
        for i, s in signing
        if isinstance(s.get("due"), dt.date) and s.get("status") != Status.CANCELLED
    ]
    said = draft.data.get("signature_date")
    if len(dated) == 1 and said and said != dated[0][1]["due"]:
        index, step = dated[0]
        message = f"both sides sign on {said}, but “{shown(step['title'])}” is due on {step['due']}"
        draft.tell("RD121", Level.WARNING, message, "Write one day in both", pointer="/signature_date")
    elif len(dated) == 1 and not said:
        index, step = dated[0]
        draft.data["signature_date"] = step["due"]
        place = draft.places.of(f"/steps/{index}/due")
        draft.single["/signature_date"] = place
        message = f"no cell says when both sides sign; taken from “{shown(step['title'])}”"
        draft.tell("RD121", Level.HINT, message, "Write the signature date", place=place)


def _are_numbered(phases: list[str]) -> bool:
    """Whether all phases are numbered, each differs without its number, and they rise as they stand."""
    each = list(dict.fromkeys(phases))
    numbers = [int(match[1]) for text in each if (match := _NUMBERED.match(text))]
    bare = {key(_NUMBERED.sub("", text)) for text in each}
    return len(numbers) == len(each) == len(bare) and numbers == sorted(numbers)


def _phases(draft: Draft) -> None:
    """One phase written in two ways ("Decisión", "Decision") is one, as it is written most.

    Where all are numbered, their order says as much.
    """
    spelt: dict[str, Counter[str]] = {}
    steps = draft.data.get("steps", [])
    phased = [step for step in steps if step.get("phase")]
    numbered = _are_numbered([str(step["phase"]) for step in phased])
    for step in phased:
        text = str(step["phase"])
        step["phase"] = without_pictures(_NUMBERED.sub("", text) if numbered else text)
        spelt.setdefault(key(step["phase"]), Counter())[step["phase"]] += 1
    meant = {k: said.most_common(1)[0][0] for k, said in spelt.items() if len(said) > 1}
    for index, step in enumerate(steps):
        phase = str(step.get("phase") or "")
        if (name := meant.get(key(phase), phase)) != phase:
            step["phase"] = name
            message = f"“{shown(phase)}” is read as the phase “{shown(name)}”"
            draft.tell("RD102", Level.HINT, message, pointer=f"/steps/{index}/phase")


def _success(draft: Draft) -> None:
    """Where no cell names the day of success: the day by which the first issue must be solved."""
    days = {n: i["due"] for n, i in enumerate(draft.data.get("issues", [])) if i.get("due")}
    if draft.data.get("success", {}).get("date") or not days:
        return
    first, day = next(iter(days.items()))
    draft.data.setdefault("success", {})["date"] = day
    message = f"no cell names the day of success; by the first goal it is {day}"
    advice = "Write Success date and the day in two cells"
    draft.single["/success/date"] = draft.places.of(f"/issues/{first}/due")
    draft.tell("RD126", Level.WARNING, message, advice, pointer="/success/date")


def _signs(title: str) -> bool:
    plain = f" {key(title)} "
    for word in ("signed off", "sign off"):
        plain = plain.replace(f" {word} ", " ")
    return words.has_phrase(plain, "notes", "signing")
