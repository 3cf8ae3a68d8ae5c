"""Plans worded at random: known headings and headers of one language, in any arrangement, with what they say.

A `Worded` is the sheets and what a careful reader gets out of them; with a `secret`, one column of one table
has a header of its own that nobody listed, and sentences that the customer must not see.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from mutualplan_deck.readers import form, words

Rows = list[list[Any]]
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")
CUSTOMER, VENDOR = "Orlach Mills", "Vexley Systems"
SECTIONS = ("issues", "problems", "capabilities", "outcomes", "people", "steps")

# By language, what people write in each section; `ours` are sentences that the customer must not see, and
# `our_columns` headers that reps give a column of their own: none is known as a column of a plan.
SAID: dict[str, dict[str, list[str]]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
PEOPLE = ("Maren Holt", "Otis Varga", "Ilse Brandt", "Tomas Reyes", "Nadia Kerr")
THEIRS, OURS = PEOPLE[:3], PEOPLE[3:]
_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[^\W\d_]{2,}(?: [^\W_]{2,})*")  # what says the same as a key: words, and no marks
_ANY = re.compile(r".*")
OWN_ANYWHERE = ("", "Rick", "!!", "RK", "xx", "2", "???")


@dataclass
class Worded:
    """Sheets by their name, and what they say: (section, field, value) of each cell for the customer."""

    sheets: dict[str, Rows] = field(default_factory=dict)
    says: set[tuple[str, str, Any]] = field(default_factory=set)
    secrets: list[str] = field(default_factory=list)


def _known(language: str, section: str, name: str) -> list[str]:
    """The words of a language that are first of all a header of this field, sides by their names."""
    meant = words.columns(section)
    listed = words.raw()[language][section].get(name) or words.raw()[language]["common"].get(name, [])
    plain = [w for w in listed if meant.get(words.key(w)) == name and not form.is_internal(section, name)]
    return [_named(w) for w in plain]


def _named(word: str) -> str:
    said = {"customer": CUSTOMER.split()[0], "vendor": VENDOR.split()[0]}
    return " ".join(said.get(w, w) for w in word.split(" "))


@st.composite
def _headers(
    draw: st.DrawFn, language: str, section: str, fields: tuple[str, ...], like: re.Pattern[str]
) -> list[str]:
    found: list[str] = []
    for name in fields:
        known = [w for w in _known(language, section, name) if words.key(w) not in map(words.key, found)]
        known = [w for w in known if like.fullmatch(w)] or known
        found.append(draw(st.sampled_from(known)))
    return [w[:1].upper() + w[1:] for w in found]


FIELDS: dict[str, tuple[str, ...]] = {
    "issues": ("metric", "baseline", "target", "unit", "due"),
    "problems": ("impact",),
    "capabilities": (),
    "outcomes": ("annual_value",),
    "people": ("title", "party"),
    "steps": ("due", "status"),
}


@st.composite
def _section(
    draw: st.DrawFn, language: str, section: str, secret: bool, found: Worded, like: re.Pattern[str] = _ANY
) -> Rows:
    """The table of a section: a line of headers, and one to five items."""
    said = SAID[language]
    head = "name" if section == "people" else "title" if section == "steps" else "statement"
    fewest = {"people": 3, "steps": 2}.get(section, 1)
    count = draw(st.integers(fewest, 5))
    rest = [f for f in FIELDS[section] if section in ("people", "issues", "steps") or draw(st.booleans())]
    if section == "steps":
        rest = [*draw(st.permutations(rest)), "owner_customer", "owner_vendor"]
    fields = (head, *rest)
    headers = draw(_headers(language, section, fields, like))
    titles = list(PEOPLE) if section == "people" else list(said[section])
    rows: Rows = []
    for number, title in enumerate(titles[:count]):
        row = [_value(section, name, number, title, language) for name in fields]
        rows.append(row)
        for name, value in zip(fields, row, strict=True):
            if name not in ("metric", "unit", "party", "status", "impact"):
                found.says.add((section, name, value))
    if secret:
        place = draw(st.integers(1, len(fields)))
        kept = SAID[language]["ours"][:count]
        headers.insert(place, draw(st.sampled_from((*SAID[language]["our_columns"], *OWN_ANYWHERE))))
        for row, text in zip(rows, kept, strict=True):
            row.insert(place, text)
        found.secrets.extend(kept)
    if draw(st.booleans()):
        return [["#", *headers], *([number, *row] for number, row in enumerate(rows, 1))]
    return [headers, *rows]


MEASURES = (("OTIF", 71, 95, "%"), ("kWh/t", 640, 520, "kWh"), ("SLA", 14, 3, "h"))


def _value(section: str, name: str, number: int, title: str, language: str) -> Any:
    metric, before, after, unit = MEASURES[number % len(MEASURES)]
    theirs = title in THEIRS
    return {
        "metric": metric,
        "baseline": before + number,
        "target": after + number,
        "unit": unit,
        "due": dt.date(2027, 3 + number, 10 + number),
        "impact": ("3 h", "12 000 €", "9 %", "40 t", "2 d")[number],
        "annual_value": 120_000 + 10_000 * number,
        "title": SAID[language]["titles"][number] if section == "people" else title,
        "party": CUSTOMER if theirs else VENDOR,
        "status": "✅" if number == 0 else "",
        "owner_customer": THEIRS[number % 3],
        "owner_vendor": OURS[number % 2],
    }.get(name, title)


@st.composite
def worded_plans(draw: st.DrawFn, languages: tuple[str, ...] = LANGUAGES, secret: bool = False) -> Worded:
    """A plan in the words of one language: a sheet a section, or all stacked on one under their headings."""
    language = draw(st.sampled_from(languages))
    found = Worded()
    hidden = draw(st.sampled_from(SECTIONS)) if secret else ""
    tables: dict[str, Rows] = {}
    for section in draw(st.permutations(SECTIONS)):
        heading = draw(st.sampled_from(_headings(language, section)))
        if heading.casefold() in (h.casefold() for h in tables):
            heading += " 2"
        tables[heading] = draw(_section(language, section, section == hidden, found))
    labels = {n: draw(st.sampled_from(_labels(language, n))) for n in ("customer.name", "vendor.name")}
    facts: Rows = [[labels["customer.name"], CUSTOMER], [labels["vendor.name"], VENDOR]]
    if draw(st.booleans()):
        found.sheets = {"Plan": facts, **{_sheet_name(h): rows for h, rows in tables.items()}}
    else:
        stacked = [line for h, rows in tables.items() for line in ([], [h[:1].upper() + h[1:]], *rows)]
        left = [None] * draw(st.integers(0, 2))
        found.sheets = {"Plan": [[*left, *line] if line else line for line in [*facts, *stacked]]}
    return found


def _headings(language: str, section: str) -> list[str]:
    meant = words.table("sections")
    listed = words.raw()[language]["sections"][section]
    return [_named(w) for w in listed if meant.get(words.key(w)) == section and words.key(w)]


def _labels(language: str, name: str) -> list[str]:
    meant = words.table("keys")
    return [w for w in words.raw()[language]["keys"][name] if meant.get(words.key(w)) == name]


def _sheet_name(heading: str) -> str:
    """As a sheet may be called: 31 characters, and none that Excel refuses."""
    return "".join(c for c in heading if c not in "[]:*?/\\")[:31].strip("' ")


def _camel(text: str) -> str:
    first, *rest = _WORD.findall(text)
    return first.lower() + "".join(word[:1].upper() + word[1:].lower() for word in rest)


def _snake(text: str) -> str:
    return "_".join(_WORD.findall(text)).lower()


STYLES: tuple[Callable[[str], str], ...] = (
    _camel,
    _snake,
    lambda text: _snake(text).upper(),
    lambda text: _camel(text)[:1].upper() + _camel(text)[1:],
    str,
)


def _room(
    head: dict[str, Any], lists: dict[str, list[dict[str, Any]]], sorts: list[str]
) -> list[dict[str, Any]]:
    """A plan as tools arrange it: lists under their keys, in pages with a title, in blocks of a sort."""
    return [
        {**head, **lists},
        {"data": {**head, **lists}},
        {**head, "sections": [{"title": name, "items": items} for name, items in lists.items()]},
        {
            "room": {**head, "id": "r1"},
            "blocks": [{"type": s, "rows": items} for s, items in zip(sorts, lists.values(), strict=True)],
        },
        {"meta": head, "plan": {name: {"items": items} for name, items in lists.items()}},
    ]


@st.composite
def worded_rooms(draw: st.DrawFn, languages: tuple[str, ...] = LANGUAGES) -> tuple[dict[str, Any], Worded]:
    """A plan in the words of one language, as the keys of another tool's JSON."""
    language, style = draw(st.sampled_from(languages)), draw(st.sampled_from(STYLES))
    found, lists, sorts = Worded(), dict[str, list[dict[str, Any]]](), list[str]()
    for section in draw(st.permutations(SECTIONS)):
        heading = draw(st.sampled_from([h for h in _headings(language, section) if _PLAIN.fullmatch(h)]))
        headers, *rows = draw(_section(language, section, False, found, _PLAIN))
        keys = [style(header) if _PLAIN.fullmatch(header) else header for header in headers]
        days = ([v.isoformat() if isinstance(v, dt.date) else v for v in row] for row in rows)
        lists[style(heading)] = [dict(zip(keys, row, strict=True)) for row in days]
        sorts.append(_camel(heading))
    named = draw(st.booleans())
    sides = {"customer": CUSTOMER, "vendor": VENDOR}
    head = {style(side): {"name": name} if named else name for side, name in sides.items()}
    return draw(st.sampled_from(_room(head, lists, sorts))), found


# Keys that a tool or a rep gives what nobody else is to read; none is a field of a plan.
ASIDES = (
    *(
        "politics",
        "gutFeel",
        "fyi",
        "intel",
        "dontSay",
        "rick",
        "xq",
        "our_read",
        "internal_note",
        "coaching",
    ),
    *("sellerNotes", "aside", "hint", "background", "comment", "remark", "memo", "info", "extra", "context"),
)


def _flat_lists(value: Any) -> Iterator[list[dict[str, Any]]]:
    """The lists of a file whose objects hold nothing but values."""
    listed = isinstance(value, list) and value and all(isinstance(one, dict) for one in value)
    if listed and not any(isinstance(v, list | dict) for one in value for v in one.values()):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _flat_lists(one)


@st.composite
def rooms_with_asides(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """A room in one of whose lists each item has a key of our own, and the texts that stand there."""
    room, _ = draw(worded_rooms())
    room = deepcopy(room)
    listed = draw(st.sampled_from(list(_flat_lists(room))))
    texts = SAID[draw(st.sampled_from(LANGUAGES))]["ours"][: len(listed)]
    name, shape = draw(st.sampled_from(ASIDES)), draw(st.sampled_from(["text", "object", "remarks"]))
    for item, text in zip(listed, texts, strict=False):
        said = {"by": "u1", "text": text}
        item[name] = text if shape == "text" else said if shape == "object" else [said]
    return room, texts


_DONE = ("done", "done", "in_progress", "not_started", "not_started")
_GROUPED = {"title": 0, "owner_customer": 1, "owner_vendor": 1, "due": 2, "status": 3}


def _statuses(language: str, meaning: str) -> list[str]:
    """The words for how far a step is that are not asked about."""
    asked = {words.key(w) for one in words.raw()["asked"] for w in one["words"]}
    meant = words.table("status")
    listed = words.raw()[language]["status"][meaning]
    return [w for w in listed if words.key(w) not in asked and meant.get(words.key(w)) == meaning]


def _two_rows(columns: list[str], heads: dict[str, str], groups: list[str]) -> Rows:
    """A header of two rows: what each group of columns is about, and in it the sides by their names."""
    over = [groups[_GROUPED[c]] if c in _GROUPED else None for c in columns]
    top = [None if n and text == over[n - 1] else text for n, text in enumerate(over)]
    sides = {"owner_customer": CUSTOMER.split()[0], "owner_vendor": VENDOR.split()[0]}
    return [top, [sides.get(c, heads[c]) for c in columns]]


@st.composite
def worded_trackers(draw: st.DrawFn, languages: tuple[str, ...] = LANGUAGES) -> tuple[dict[str, Rows], Rows]:
    """A tracker of five steps on one sheet, the people on another: the sheets, and the steps that they say.

    Of each step: phase, title, the customer's owner, the vendor's, the day, the status. Phases stand in each
    line, at the first of theirs, or in a line of their own above; headers in one row or two; columns in two
    orders, numbered or not; days as dates or as text.
    """
    language = draw(st.sampled_from(languages))
    said, phased = SAID[language], draw(st.sampled_from(["none", "each", "first", "above"]))
    heads: dict[str, str] = {}
    for name in ("title", "owner_customer", "owner_vendor", "due", "status", "phase"):
        taken = {words.key(head) for head in heads.values()}
        known = [
            w for w in _known(language, "steps", name) if words.key(w) not in taken and len(words.key(w)) > 1
        ]
        heads[name] = draw(st.sampled_from(known))
    columns = ["title", "owner_customer", "owner_vendor", "due", "status"]
    columns = draw(st.sampled_from([columns, ["due", *columns[:3], "status"]]))
    columns = ["phase", *columns] if phased in ("each", "first") else columns
    rows = _two_rows(columns, heads, said["groups"]) if draw(st.booleans()) else [[heads[c] for c in columns]]
    days = draw(st.sampled_from(["{0}", "{0:%Y-%m-%d}", "{0:%d/%m/%Y}"]))
    numbered = draw(st.booleans())
    rows = [[None if len(rows) - n > 1 else "#", *row] for n, row in enumerate(rows)] if numbered else rows
    steps: Rows = []
    for number, title in enumerate(said["steps"]):
        phase = said["phases"][number // 2]
        day = dt.date(2027, 2 + number, 13 + number)
        values = {
            "phase": phase if phased == "each" or number % 2 == 0 else None,
            "title": title,
            "owner_customer": THEIRS[number % 3],
            "owner_vendor": OURS[number % 2],
            "due": day if days == "{0}" else days.format(day),
            "status": draw(st.sampled_from(_statuses(language, _DONE[number]))),
        }
        rows += [[phase]] if phased == "above" and number % 2 == 0 else []
        rows.append([*([number + 1] if numbered else []), *(values[c] for c in columns)])
        owners = values["owner_customer"], values["owner_vendor"]
        steps.append(["" if phased == "none" else phase, title, *owners, day, _DONE[number]])
    facts = [
        [draw(st.sampled_from(_labels(language, "customer.name"))), CUSTOMER],
        [draw(st.sampled_from(_labels(language, "vendor.name"))), VENDOR],
    ]
    people = [[name, CUSTOMER if name in THEIRS else VENDOR] for name in PEOPLE]
    return {"Tracker": [*facts, [], *rows], "Team": [["Name", "Company"], *people]}, steps
