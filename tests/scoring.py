"""How well a plan was read: compared field by field with what a careful reader wrote down (`*.truth.json`).

A truth has `customer`, `vendor`, `success_date`, `signature_date`, `currency`, lists of `issues`, `problems`,
`capabilities`, `outcomes`, `people` and `steps`, `internal` (texts no shared field may hold) and `must_warn`
(`where` something has to be told). A field `_x_accept` lists other readings of `x` that are right too.
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from mutualplan_deck import pipeline
from mutualplan_deck.findings import Finding
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers import Reading, read
from mutualplan_deck.story.edition import shared_part
from mutualplan_deck.story.story import Edition
from tests.scoring_plan import read_as

_DAY = "2026-11-20"
_ALIKE = 0.75


class Mark(StrEnum):
    """How one field came out. `empty`: neither the truth nor the plan has it."""

    RIGHT = "right"
    EMPTY = "empty"
    MISSED = "missed"
    WRONG = "wrong"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Line:
    """One field: what should have been read, and what was. `told`: a finding stands at its place."""

    section: str
    name: str
    mark: Mark
    wanted: Any
    got: Any
    told: bool


@dataclass(frozen=True, slots=True)
class Score:
    """A file's score. `leaks` are internal texts in shared fields; `untold` places without a finding."""

    name: str
    lines: tuple[Line, ...] = ()
    leaks: tuple[str, ...] = ()
    warned: int = 0
    untold: tuple[Mapping[str, str], ...] = ()
    error: str = ""

    def counts(self, section: str = "") -> Counter[Mark]:
        """How many fields of a section (or of all) came out how."""
        return Counter(line.mark for line in self.lines if section in ("", line.section))

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections in the truth's order."""
        return tuple(dict.fromkeys(line.section for line in self.lines))


def precision(counts: Counter[Mark]) -> float:
    """Of what was read, how much is right (1 if nothing was read)."""
    read_ = counts[Mark.RIGHT] + counts[Mark.WRONG] + counts[Mark.EXTRA]
    return counts[Mark.RIGHT] / read_ if read_ else 1.0


def recall(counts: Counter[Mark]) -> float:
    """Of what is there to read, how much was read right (1 if there is nothing)."""
    there = counts[Mark.RIGHT] + counts[Mark.WRONG] + counts[Mark.MISSED]
    return counts[Mark.RIGHT] / there if there else 1.0


def right(counts: Counter[Mark]) -> float:
    """Of all fields of the truth's items, how many came out as they should, empty ones among them."""
    return (counts[Mark.RIGHT] + counts[Mark.EMPTY]) / max(1, sum(counts.values()))


def score_file(source: Path, truth_file: Path) -> Score:
    """The score of the plan in `source` (a file or a folder of exports)."""
    truth = json.loads(truth_file.read_text("utf-8"))
    today = dt.date.fromisoformat(truth.get("_meta", {}).get("as_of") or _DAY)
    try:
        reading = read(source, today=today)
    except Exception as error:  # a score is due for every file, whatever became of it
        due = tuple(truth.get("must_warn", ()))
        why = f"{type(error).__name__}: {error}"
        return Score(source.name, _all_missed(truth), warned=len(due), untold=due, error=why)
    found = _findings(reading, today)
    places = {_place(f.place) for f in found}
    lines = tuple(_lines(truth, reading, places))
    untold = tuple(w for w in truth.get("must_warn", ()) if not _is_told(w, places, source.name))
    leaks = tuple(_leaks(truth, shared_part(reading.plan)))
    return Score(source.name, lines, leaks, len(truth.get("must_warn", ())), untold)


def _findings(reading: Reading, today: dt.date) -> tuple[Finding, ...]:
    """Everything a rep is told before a slide is drawn."""
    checked = pipeline.check_plan(reading, today)
    _, untold = pipeline.tell_plan(reading, today, Edition.WORKING, checked)
    return (*reading.findings, *reading.locate((*checked, *untold)))


def _place(place: str) -> str:
    """A place without the name of the file it stands in, where that is JSON."""
    return place.partition("#")[1] + place.partition("#")[2] if "#/" in place else place


def _is_told(due: Mapping[str, Any], places: set[str], source: str) -> bool:
    return any(_is_told_at(w, places, source) for w in (due["where"], *due.get("_where_accept", ())))


def _is_told_at(where: str, places: set[str], source: str) -> bool:
    if "#/" in where:  # what is told of a member is told of the object
        return any(f"{p}/".startswith(f"{_place(where)}/") for p in places)
    if not where.endswith("!*"):
        return where in places
    head = where.removesuffix("*")
    return any(p == source or p == head[:-1] or p.startswith(head) for p in places)


def _all_missed(truth: Mapping[str, Any]) -> tuple[Line, ...]:
    return tuple(
        Line(section, name, Mark.MISSED, value, None, told=False)
        for section, wanted in _wanted(truth)
        for item in wanted
        for name, value in item.items()
        if value is not None and not name.startswith("_")
    )


_TOP = ("customer", "vendor", "success_date", "signature_date", "currency")
_LISTS = ("issues", "problems", "capabilities", "outcomes", "people", "steps")


def _wanted(truth: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    accepted = {f"_{name}_accept": _accepted(truth, name) for name in _TOP}
    yield "top", [{**{name: truth.get(name) for name in _TOP}, **accepted}]
    for section in _LISTS:
        items = [i if isinstance(i, dict) else {"statement": i} for i in truth.get(section, ())]
        yield section, items


def _accepted(truth: Mapping[str, Any], name: str) -> list[Any]:
    """Other readings of a fact that are right too, wherever the truth lists them."""
    return [*truth.get(f"_{name}_accept", ()), *truth.get("_meta", {}).get(f"{name}_accept", ())]


def _lines(truth: Mapping[str, Any], reading: Reading, places: set[str]) -> Iterator[Line]:
    got = read_as(reading.plan)
    for section, wanted in _wanted(truth):
        name = {"people": "name", "steps": "title", "outcomes": "metric"}.get(section, "statement")
        pairs = list(_pairs(wanted, got[section], name)) if section != "top" else [(wanted[0], 0)]
        for item, index in pairs:
            head = f"/{section}/{_in_plan(reading.plan, section, index)}" if section != "top" else ""
            mine = got[section][index] if index is not None else {}
            yield from _fields(section, item, mine, lambda n, h=head: _told(reading, places, h, n))
        used = {index for _, index in pairs}
        for index, mine in enumerate(got[section]):
            if index not in used:
                yield Line(section, name, Mark.EXTRA, None, mine.get(name), told=False)
    yield from _links(truth, reading)


def _in_plan(plan: Plan, section: str, index: int | None) -> int | None:
    """Where an item of the shared plan stands in the whole plan, which has steps that are not shared."""
    shared = [n for n, s in enumerate(plan.steps) if s.shared]
    return shared[index] if section == "steps" and index is not None else index


_LOUD = 3  # letters of a word in capitals that is no abbreviation
_SIGNS = (("R$", "BRL"), ("€", "EUR"), ("£", "GBP"), ("$", "USD"))
_POINTERS = {
    "buyer_owner": "owner_customer",
    "vendor_owner": "owner_vendor",
    "depends_on": "after",
    "annual_amount": "annual_value",
    "side": "party",
    "role": "responsibility",
    "success_date": "success/date",
    "customer": "customer/name",
    "vendor": "vendor/name",
}


def _told(reading: Reading, places: set[str], head: str, name: str) -> bool:
    return _place(reading.places.of(f"{head}/{_POINTERS.get(name, name)}")) in places


def _fields(section: str, wanted: Mapping[str, Any], got: Mapping[str, Any], told: Any) -> Iterator[Line]:
    for name, value in wanted.items():
        if name.startswith("_") or name in wanted.get("_from_notes", ()):
            continue
        mine = got.get(name)
        accepted = [value, *wanted.get(f"_{name}_accept", ())]
        if name == "unit":
            accepted, mine = [_unit(u) for u in accepted], _unit(mine)
        yield Line(section, name, _mark(accepted, mine), value, mine, told(name))
    if "_confirmed_by" in wanted:
        value, mine = wanted["_confirmed_by"], got.get("_confirmed_by")
        yield Line(section, "confirmed_by", _mark([value], mine), value, mine, told("confirmed"))


def _unit(text: Any) -> Any:
    """A unit with its money as a code: "€/t" and "EUR /t" are one."""
    for sign, code in _SIGNS:
        text = text.replace(sign, code) if isinstance(text, str) else text
    return re.sub(r"\s*/\s*", "/", text) if isinstance(text, str) else text


def _mark(accepted: Sequence[Any], got: Any) -> Mark:
    if any(_same(a, got) for a in accepted):
        return Mark.EMPTY if got in (None, "", []) else Mark.RIGHT
    if accepted[0] in (None, "", []):
        return Mark.EXTRA
    return Mark.MISSED if got in (None, "", []) else Mark.WRONG


def _same(wanted: Any, got: Any) -> bool:
    if wanted in (None, "", []) or got in (None, "", []):
        return wanted in (None, "", []) and got in (None, "", [])
    if isinstance(wanted, int | float) and isinstance(got, Decimal):
        return Decimal(repr(wanted)) == got
    if isinstance(wanted, list):
        return sorted(wanted) == sorted(got)
    if isinstance(wanted, str) and any(len(w) > _LOUD and w.isupper() for w in wanted.split()):
        return str(_text(wanted)).casefold() == str(_text(got)).casefold()  # SURNAMES are shown as Surnames
    return _text(wanted) == _text(got)


def _text(value: Any) -> Any:
    return " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else value


def _low(value: Any) -> str:
    return str(_text(value or "")).casefold()


def _pairs(
    wanted: Sequence[Mapping[str, Any]], got: Sequence[Mapping[str, Any]], name: str
) -> Iterator[tuple[Mapping[str, Any], int | None]]:
    """Each item of the truth with the place of the one read for it: the same text, else the most alike."""
    left = dict(enumerate(got))
    for item in sorted(wanted, key=lambda i: not any(_same(i[name], g.get(name)) for g in got)):
        index = _closest(item, left, name)
        if index is not None:
            del left[index]
        yield item, index


def _closest(item: Mapping[str, Any], left: Mapping[int, Mapping[str, Any]], name: str) -> int | None:
    texts = [item.get(name), *item.get(f"_{name}_accept", ())]
    best, found = _ALIKE, None
    for index, mine in left.items():
        for text in texts:
            alike = difflib.SequenceMatcher(None, *(_low(t) for t in (text, mine.get(name)))).ratio()
            if alike > best or (alike == best == 1 and found is None):
                best, found = alike, index
    return found


_LINKS = {
    ("problem", "issue"): ("problems", "issues"),
    ("capability", "problem"): ("capabilities", "problems"),
    ("outcome", "issue"): ("outcomes", "issues"),
}


def _links(truth: Mapping[str, Any], reading: Reading) -> Iterator[Line]:
    """Which problem hangs on which issue, and so on, by their places in the lists."""
    asked = {finding.pointer for finding in reading.findings}
    kinds = {tuple(k for k in link) for link in truth.get("_links", ())}
    wanted = {tuple(link.items()) for link in truth.get("_links", ())}
    got = {pair for kind in kinds for pair in _links_read(kind, reading.plan)}
    for pair in sorted(wanted | got):
        mark = Mark.RIGHT if pair in wanted & got else Mark.MISSED if pair in wanted else Mark.EXTRA
        section, target = _LINKS[pair[0][0], pair[1][0]]
        told = f"/{section}/{pair[0][1]}/{target}" in asked
        yield Line("links", pair[0][0], mark, pair, pair if pair in got else None, told=told)


def _links_read(kind: tuple[str, ...], plan: Plan) -> Iterator[tuple[tuple[str, int], ...]]:
    section, target = _LINKS[kind[0], kind[1]]
    ids = {item.id: n for n, item in enumerate(getattr(plan, target))}
    for index, item in enumerate(getattr(plan, section)):
        yield from (((kind[0], index), (kind[1], ids[i])) for i in getattr(item, target) if i in ids)


def _leaks(truth: Mapping[str, Any], plan: Plan) -> Iterator[str]:
    shared = "\n".join(_texts(plan.model_dump(mode="json", warnings=False))).casefold()
    yield from (t for t in truth.get("internal", ()) if " ".join(t.split()).casefold() in shared)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
    elif value is not None:
        yield " ".join(str(value).split())
