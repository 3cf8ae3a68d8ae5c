"""A draft becomes a reading: ids, references, and a plan that is valid whatever was written."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from mutualplan_deck.errors import NotAPlanError
from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers import form, words
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.reading import Reading
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_POINTED = regex(r"(\d{1,3})[.,+](\d{1,3})")
_FROM_TO = regex(r"(\d{1,4})\s*(?:[-–]|to|bis|à|a|al|até)\s*(\d{1,4})")
_LEADING = 3  # words before an id
_ORDER = regex(r"(?:[^\W\d_]+\.?\s*)?(\d{1,2})")
_BETWEEN = ("and", "und", "et", "y", "e", "en")
_NAMES = ("statement", "name", "title", "metric")
_REFERENCES = {
    ("problems", "issues"): "issues",
    ("problems", "share_of"): "issues",
    ("capabilities", "problems"): "problems",
    ("capabilities", "step"): "steps",
    ("outcomes", "issues"): "issues",
    ("outcomes", "problems"): "problems",
    ("steps", "after"): "steps",
}


def finish(draft: Draft) -> Reading:
    """The plan in `draft`, with every finding located. NotAPlanError: no customer is named."""
    _require_customer(draft)
    for section, model in sections().items():
        for item in draft.data.get(section, ()):
            for helper in form.helpers(section):
                item.pop(helper, None)
        if "id" in model.model_fields:
            _give_ids(draft, section)
    _check_references(draft)
    if draft.internal:
        draft.data["internal"] = {**draft.data.get("internal", {}), **draft.internal}
    plan = _build(draft)
    places = draft.places
    located = tuple(f if f.place else f.at(places.of(f.pointer)) for f in draft.findings)
    return Reading(plan, places, located, draft.source, draft.notebook.closed(places.of))


def tie_to_the_issue(draft: Draft) -> None:
    """Where there is one issue alone, whatever is not said to belong to another belongs to it.

    And so does what is needed to the one problem alone.
    """
    issues = draft.data.get("issues", [])
    if len(problems := draft.data.get("problems", [])) == 1:
        draft.numbered.setdefault("problems", bool(problems[0].get("id")))
        problems[0]["id"] = problems[0].get("id") or _id_of("problems", problems[0])
        for index, item in enumerate(draft.data.get("capabilities", ())):
            if not item.get("problems"):
                item["problems"] = (problems[0]["id"],)
                message = "taken for the answer to the one problem there is"
                draft.tell("RD126", Level.HINT, message, pointer=f"/capabilities/{index}")
    if len(issues) != 1 or not draft.data.get("problems"):
        _tie_by_metric(draft, issues)
        return
    draft.numbered.setdefault("issues", bool(issues[0].get("id")))
    issues[0]["id"] = issues[0].get("id") or _id_of("issues", issues[0])
    for item in draft.data["problems"]:
        item["issues"] = item.get("issues") or (issues[0]["id"],)
    for item in draft.data.get("outcomes", ()):
        if not item.get("problems"):
            item["issues"] = item.get("issues") or (issues[0]["id"],)


def _tie_by_metric(draft: Draft, issues: Sequence[dict[str, Any]]) -> None:
    """A gain that belongs to nothing by itself, and is counted as one issue is, belongs to that; told."""
    counted = [key(str(issue.get("metric") or "")) for issue in issues]
    for index, item in enumerate(draft.data.get("outcomes", ())):
        metric = key(str(item.get("metric") or item.get("statement") or ""))
        if item.get("issues") or item.get("problems") or not metric or counted.count(metric) != 1:
            continue
        issue = issues[counted.index(metric)]
        draft.numbered.setdefault("issues", any(one.get("id") for one in issues))
        issue["id"] = issue.get("id") or _id_of("issues", issue)
        item["issues"] = (issue["id"],)
        message = f"it is measured as {issue['id']} is, and taken for what that is worth"
        draft.tell("RD126", Level.HINT, message, "Name the issue", pointer=f"/outcomes/{index}")


def _require_customer(draft: Draft) -> None:
    customer = draft.data.get("customer") or {}
    if not _says_something(str(customer.get("name") or "")):
        raise NotAPlanError(f"{draft.source.name}: no customer is named. {draft.guide}")


def _says_something(name: str) -> bool:
    """Whether a name has a letter, figure or sign, not only blanks and characters nobody sees."""
    return any(unicodedata.category(sign)[0] in "LMNSP" for sign in name)


def _give_ids(draft: Draft, section: str) -> None:
    """An id from the item's own words where none is given; a second use of an id gets a suffix."""
    rows = draft.data.get(section, [])
    taken = {str(r["id"]).strip() for r in rows if r.get("id")}
    seen: set[str] = set()
    last: dict[str, int] = {}
    draft.numbered.setdefault(section, bool(taken))
    for index, row in enumerate(rows):
        given = str(row.get("id") or "").strip()
        if not given:
            row["id"] = _free(_id_of(section, row), taken, last)
        elif given in seen:
            row["id"] = _free(given, taken, last)
            message = f"{given} is used as an id twice; this one is called {row['id']}"
            pointer = f"/{section}/{index}/id"
            draft.tell("RD106", Level.WARNING, message, "Give every line an id of its own", pointer=pointer)
        seen.add(row["id"])
        taken.add(row["id"])


def _id_of(section: str, row: dict[str, Any]) -> str:
    """From the item's text, so that it stays the same when lines move."""
    digest = hashlib.blake2s(
        " ".join(_text_of(row).casefold().split()).encode("utf-8", "replace"), digest_size=3
    )
    return f"{section[0]}-{digest.hexdigest()}"


def _free(wanted: str, taken: set[str], last: dict[str, int]) -> str:
    """An id that is not taken; `last` are the numbers given so far, so that none is tried twice."""
    name = wanted
    while name in taken:
        last[wanted] = last.get(wanted, 1) + 1
        name = f"{wanted}-{last[wanted]}"
    return name


def _check_references(draft: Draft) -> None:
    for (section, name), target in _REFERENCES.items():
        items = draft.data.get(target, [])
        known = {r["id"] for r in items}
        titles: dict[tuple[str, ...], str] = {}
        for index, row in enumerate(draft.data.get(section, [])):
            if isinstance(row.get(name), list | tuple) and items and not draft.numbered.get(target, True):
                row[name] = _by_order([*row[name]], items)
            if isinstance(row.get(name), list | tuple) and target != "steps" and _means_all(row[name], known):
                row[name] = [i["id"] for i in items]
            if isinstance(row.get(name), list | tuple) and not known.issuperset(row[name]):
                row[name] = [one for w in row[name] for one in _all_from(w, known)]
                row[name] = _apart(draft, row[name], known, f"/{section}/{index}/{name}")
                row[name] = [
                    w if w in known else _by_ending(w, known) or _behind_words(w, known) or w
                    for w in row[name]
                ]
            if isinstance(row.get(name), list | tuple) and not known.issuperset(row[name]):
                titles = titles or {_in_words(_text_of(r)): r["id"] for r in items}
                row[name] = _by_titles([*row[name]], titles) or row[name]
            if row.get(name):
                _check_row(draft, f"/{section}/{index}/{name}", row, row[name], known, target)


def _apart(draft: Draft, wanted: list[str], known: set[str], pointer: str) -> list[str]:
    """ "7,8" that a spreadsheet took for the number 7.8, where there are lines 7 and 8; it is told."""
    found: list[str] = []
    for one in wanted:
        match = _POINTED.fullmatch(one) if one not in known else None
        both = match is not None and known.issuperset(match.groups())
        found += match.groups() if match and both else [one]
        if match and both and "+" not in one:
            message = f"{one} is no line; read as {match[1]} and {match[2]}"
            draft.tell("RD102", Level.WARNING, message, "Format the cells as text", pointer=pointer)
    return found


def _all_from(wanted: str, known: set[str]) -> list[str]:
    """ "27-29" where lines have numbers: 27, 28 and 29."""
    match = _FROM_TO.fullmatch(wanted) if wanted not in known else None
    if not match or not known.issuperset(match.groups()):
        return [wanted]
    between = range(int(match[1]), int(match[2]) + 1)
    return [i for i in map(str, between) if i in known]


def _means_all(wanted: Iterable[str], known: set[str]) -> bool:
    """Whether "both" or "all" is written where ids are."""
    said = [key(w) for w in wanted]
    return len(said) == 1 and not known.issuperset(wanted) and said[0] in words.keys_of("owners", "both")


def _by_ending(wanted: str, known: set[str]) -> str:
    """The one id that ends with a number: "Goal 2" for 2; or ""."""
    ends = [i for i in known if wanted.isdecimal() and re.fullmatch(rf"(?:.*\D)?{wanted}", i)]
    return ends[0] if len(ends) == 1 else ""


def _behind_words(wanted: str, known: set[str]) -> str:
    """The id that words lead to: 1 of "answers 1", P2 of "solves problem P2"; or ""."""
    *said, last = wanted.split() or [""]
    led = 0 < len(said) <= _LEADING and words.keys_of("leading").issuperset(map(key, said))
    return last if led and last in known and any(map(str.isdigit, last)) else ""


def _by_order(wanted: list[str], items: list[dict[str, Any]]) -> list[str]:
    """Ids of items that have no numbers of their own, and are called by their order: 1, "Goal 2"."""
    found = [(_ORDER.fullmatch(w), w) for w in wanted]
    return [items[int(m[1]) - 1]["id"] if m and 0 < int(m[1]) <= len(items) else w for m, w in found]


def _text_of(row: dict[str, Any]) -> str:
    return next((str(row[n]) for n in _NAMES if row.get(n)), "")


def _in_words(text: str) -> tuple[str, ...]:
    """The words of a text, without those that stand between two names as well."""
    return tuple(w for w in key(text).split(" ") if w and w not in _BETWEEN)


def _by_titles(wanted: list[str], titles: dict[tuple[str, ...], str]) -> list[str]:
    """The ids of items called by their titles one after another, commas in them or not; [] if any is not."""
    left, found = _in_words(" ".join(wanted)), list[str]()
    while left:
        title = max((t for t in titles if t and left[: len(t)] == t), key=len, default=())
        if not title:
            return []
        found.append(titles[title])
        left = left[len(title) :]
    return found


def _check_row(
    draft: Draft, pointer: str, row: dict[str, Any], ids: Any, known: set[str], target: str
) -> None:
    for number, wanted in enumerate((ids,) if isinstance(ids, str) else ids):
        at = pointer if isinstance(ids, str) else f"{pointer}/{number}"
        if target == "steps" and wanted == row["id"] and pointer.endswith("/after"):
            message, code = f"{wanted} comes after itself", "RD108"
            draft.tell(code, Level.WARNING, message, "Name another step", pointer=at)
        elif wanted not in known:
            message = f"{wanted} is the id of nothing in {target}"
            draft.tell("RD107", Level.WARNING, message, f"Write an id from {target}", pointer=at)


def _build(draft: Draft) -> Plan:
    """Validate; whatever the format refuses is dropped and told, and the rest is tried again."""
    for _ in range(20):
        try:
            return Plan.model_validate(draft.data)
        except ValidationError as error:
            for location, message, value in _faults(error):
                _drop(draft, location, message, value)
    raise NotAPlanError(f"{draft.source.name}: holds no plan that can be understood")


def _faults(error: ValidationError) -> Iterator[tuple[tuple[str | int, ...], str, Any]]:
    """Where it is wrong, last places first so that dropping one does not move the next."""
    faults = {e["loc"]: (e["msg"], e["input"]) for e in error.errors(include_url=False)}
    for location in sorted(faults, key=lambda p: [str(x).zfill(9) for x in p], reverse=True):
        yield location, *faults[location]


def _drop(draft: Draft, location: Sequence[str | int], message: str, value: Any) -> None:
    """Take out what stands at `location`, or, where it is not there to take, what should hold it."""
    if not _delete(draft.data, location):
        if len(location) > 1:
            _drop(draft, location[:-1], message, value)
        return
    pointer = "/" + "/".join(map(str, location))
    if message == "Field required":
        text, advice = "something it needs is missing; left out", "Fill in what the schema requires"
    else:
        shown = value if isinstance(value, str | int | float) else type(value).__name__
        text = f"{shown} can't be used ({message[:1].lower()}{message[1:]}); shown as to confirm"
        advice = "See the schema for what the format takes"
    draft.tell("RD101", Level.WARNING, text, advice, pointer=pointer)


def _delete(data: Any, location: Sequence[str | int]) -> bool:
    holder = data
    for part in location[:-1]:
        holder = _member(holder, part)
    if _member(holder, location[-1]) is None:
        return False
    del holder[location[-1]]
    return True


def _member(holder: Any, part: str | int) -> Any:
    if isinstance(holder, dict):
        return holder.get(part)
    inside = isinstance(holder, list) and isinstance(part, int) and 0 <= part < len(holder)
    return holder[part] if inside else None
