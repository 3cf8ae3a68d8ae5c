"""CRM exports: which of the deals in a file the plan is about, and what of its record both sides share."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from mutualplan_deck.findings import Level
from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import meaning, persons, words
from mutualplan_deck.readers.case_labels import field_of_issue
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.facts import keep_unknown, read_fact
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import column_of, label_near, label_of, section_of
from mutualplan_deck.readers.near_words import tells_success
from mutualplan_deck.readers.notes import Notes
from mutualplan_deck.readers.notes_people import take_people
from mutualplan_deck.readers.plan_facts import put
from mutualplan_deck.readers.rows import short_id
from mutualplan_deck.readers.titles import is_name_of_firm, parties
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.words import Names, in_words, key
from mutualplan_deck.regex import regex

DEAL = "deal"
_FEW = 2
_IDS = 4  # words of a column of ids
_FIGURES = frozenset(("metric", "baseline", "target"))
_STATEMENT = 8  # words
_LEAST = 2  # of these that make an issue
_OWN = 4  # fields that begin with the same word
_SHORT = 4  # letters of it
_LONG = 60  # letters of a firm's name
_IN_BRACKETS = regex(r"(?m)^([^()]*\S)\s*\(([^()]+)\)\s*$")
_PARTS = regex(r"\s*[,;]\s*")  # of a record that is of several deals
_PEOPLE = regex(r"\s*[;,\n]\s*")
_CLOSED = regex(
    r"\b(?:closed|won|lost|closedwon|closedlost|gewonnen|verloren|gagne|perdu|ganad[oa]|perdid[oa])\b"
)


class Deals(Struct, frozen=True):
    """A sheet with one deal a row: its header row's texts, the row of the plan, and the other rows."""

    grid: Grid
    header: int
    chosen: int
    others: tuple[int, ...] = ()


def is_deals(grid: Grid) -> bool:
    """Whether a sheet holds a CRM's deals: by its name, or by columns that only a deal has."""
    first = next(iter(grid.rows.values()), {})
    if len(first) <= _FEW or len(grid.rows) < _FEW:
        return False
    told = {key(in_words(t)) for t in first.values() if isinstance(t, str)}
    return section_of(grid.title) == DEAL or all(told & _by(what).keys() for what in ("deal", "stage"))


def choose(grid: Grid, sheets: list[Grid]) -> Deals:
    """The deal that is open, else the one the other sheets speak of most, else the newest."""
    header, *rows = list(grid.rows)
    seen = [n for n in rows if n not in grid.hidden_rows]
    opened = [n for n in seen if not _CLOSED.search(key(_said(grid, header, n, "stage")))] or seen or rows
    spoken = [
        str(v) for other in sheets if other is not grid for row in other.rows.values() for v in row.values()
    ]
    chosen = max(opened, key=lambda n: _weight(grid, header, n, spoken))
    _keep_first_company(grid, header, chosen)
    return Deals(grid, header, chosen, tuple(n for n in rows if n != chosen))


def _keep_first_company(grid: Grid, header: int, chosen: int) -> None:
    """Of several companies of a deal the first is whose it is: "Acme Ltd;Helper Inc." of HubSpot."""
    row = grid.rows[chosen]
    for column, value in row.items():
        label = in_words(str(grid.rows[header].get(column, "")))
        if isinstance(value, str) and ";" in value and label_of(label, Names()) == "customer.name":
            row[column] = value.partition(";")[0].strip()


def _weight(grid: Grid, header: int, number: int, spoken: list[str]) -> tuple[int, str]:
    called = {short_id(_said(grid, header, number, what)) for what in ("id", "name")} - {""}
    return sum(short_id(v) in called for v in spoken), _said(grid, header, number, "changed")


def _said(grid: Grid, header: int, number: int, what: str) -> str:
    row: Row = grid.rows[number]
    columns = {key(in_words(str(t))): c for c, t in grid.rows[header].items()}
    if what == "id" and columns.keys().isdisjoint(_by("id")):  # "Id negocio"
        columns["id"] = next((c for label, c in columns.items() if _is_deals_id(label)), 0)
    found = next((row.get(columns[w]) for w in _by(what) if w in columns), "")
    return found.isoformat() if isinstance(found, dt.date) else str(found or "")


def _is_deals_id(label: str) -> bool:
    """Whether a column's key is the id of deals in two words, the small ones aside."""
    said = set(label.split(" "))
    return (
        "id" in said
        and not said.isdisjoint({key(w) for w in words.raw()["crm"]["deals"]})
        and len(said) <= _IDS
    )


def names_of(deals: Deals, sheets: Iterable[Grid] = ()) -> tuple[frozenset[str], frozenset[str]]:
    """Ids and names of the plan's deal, and of the others: those that are listed, or that records name."""
    mine, theirs = (
        frozenset(short_id(_said(deals.grid, deals.header, n, w)) for n in rows for w in ("id", "name"))
        - {""}
        for rows in ((deals.chosen,), deals.others)
    )
    named = (name for sheet in sheets if sheet is not deals.grid for name in _deals_named(sheet, mine))
    return mine, theirs.union(named) - mine


def _deals_named(sheet: Grid, mine: frozenset[str]) -> Iterator[str]:
    """What the columns of an export hold that say, by header or values, which deal a record is of."""
    header, *records = sheet.rows.values() or ({},)
    words_for_deals = {key(w) for w in words.raw()["crm"]["deals"]}
    for column, text in header.items():  # half of them or more are the plan's
        cells = [str(row[column]) for row in records if column in row]
        ours = sum(short_id(cell) in mine for cell in cells)
        called = not words_for_deals.isdisjoint(key(in_words(str(text))).split(" "))
        if 2 * ours >= len(cells) and (called or ours > 1):  # "Related To"
            of_others = (c for c in cells if mine.isdisjoint(map(short_id, _PARTS.split(c))))
            yield from map(short_id, of_others)


def read_deal(draft: Draft, deals: Deals, names: Names) -> None:
    """Take the record of the plan's deal: facts, the case as text; all else is ours alone."""
    record = _record(draft, deals, names)
    for column in sorted(record.row, key=record.rank):
        record.take(draft, column)
    _customer_by_label(draft, deals, record.labels)
    _take_only_day(draft, deals, record.labels, record.fields, names)
    for number in deals.others:
        _leave_out(draft, deals, number)
    _vendor_by_firm(draft, deals)
    _vendor_by_name(draft, deals)
    if draft.house[0] and not draft.data.get("vendor", {}).get("name"):
        draft.propose_side("vendor", *draft.house, "whose report it is")


class _Record(Struct):
    """The plan's deal as it is read, a field after the other."""

    deals: Deals
    names: Names
    notes: Notes
    written: dict[int, str]  # headers of the export, by column
    labels: dict[int, str]  # the same in words: "Target Date" of "target_date__c"
    fields: dict[int, str]  # what each says of a business issue, or ""
    has_issue: bool  # the company's own fields state one
    stated: int  # the column of its statement, where no label says it; or 0

    @property
    def row(self) -> Row:
        return self.deals.grid.rows[self.deals.chosen]

    def rank(self, column: int) -> tuple[bool, bool, bool, bool, bool, int]:
        """The currency, then texts before figures, sections first; the CRM's date of closing after all that
        say it better, and another issue after all that is said of the first."""
        label = self.labels[column]
        first = label_of(label, self.names) != "currency"
        named = column == self.stated or section_of(label) != ""
        figures = meaning.is_number(self.row[column])
        another = column != self.stated and section_of(label) == "issues" and self._follows(column)
        return first, key(label) in _by("closing"), another, figures, not named, column

    def _follows(self, column: int) -> bool:
        """Whether a field of the record before a column states an issue, and fields of it stand between."""
        before = [c for c in self.row if c < column and section_of(self.labels[c]) == "issues"]
        first = min((*before, *([self.stated] if self.stated else ())), default=column)
        return any(first < c < column and f in _FIGURES for c, f in self.fields.items())

    def take(self, draft: Draft, column: int) -> None:
        """Read a field: as internal, as ours, as people or as a fact of the plan."""
        label, value = self.labels[column], self.row[column]
        place = self.deals.grid.place(self.deals.chosen, column)
        ours = key(label) in words.keys_of("crm", "ours")
        self.notes.custom = self._is_custom(column)
        worth = _is_worth(label, self.names) and not meaning.is_words(value)
        if not label.strip():
            keep_unknown(draft, "", value, place)  # under no header
        elif column in self.deals.grid.hidden_columns or words.is_internal(key(label)):
            _keep_marked(draft, label, value, place)
        elif column == self.stated:
            message = f"“{label}” is read as the business issue, since its figures stand behind it"
            draft.tell("RD126", Level.WARNING, message, "See that it is", place=place)
            self.notes.state(label, value, place)
        elif key(label) in _by("team_of_vendor") or _is_own_team(label):
            _take_own_team(draft, self.notes, label, value, place)
        elif (ours or worth) and not self.notes.custom:
            keep_unknown(draft, label, value, place)
        elif team := _team(label):
            _take_team(draft, self.notes, team, str(value), place)
        else:
            self.notes.lines = str(value).splitlines()
            read_fact(draft, self.notes, self._path(draft, column), label, value, place)

    def _is_custom(self, column: int) -> bool:
        """Whether a field is the company's own, not one that every CRM has."""
        written = self.written[column]
        states = self.fields[column] == "statement"
        ours = key(self.labels[column]) in words.keys_of("crm", "ours")
        marked = written.endswith("__c") or in_words(written) != self.labels[column]
        return marked or (self.has_issue and states and not ours)

    def _path(self, draft: Draft, column: int) -> str:
        """The fact of the plan that a field states; "" for what belongs to the issue, or is not known."""
        label = self.labels[column]
        near = label_near(label, self.row[column], self.names) if tells_success(label) else ""
        path = label_of(label, self.names) or (near if near == "success.date" else "")
        of_issue = bool(draft.data.get("issues"))
        if path == "success.measure":
            return "" if of_issue else path
        if path == "success.date" and of_issue and self.has_issue and self.fields[column] == "due":
            others = (other for c, other in self.labels.items() if c != column)
            return "" if any(_is_of_success(other, self.names) for other in others) else path
        return path


def _record(draft: Draft, deals: Deals, names: Names) -> _Record:
    row, header = deals.grid.rows[deals.chosen], deals.grid.rows[deals.header]
    written = {c: str(header.get(c, "")) for c in row}
    labels = _without_prefix({c: in_words(text) for c, text in written.items()})
    fields = {
        c: column_of("issues", label, names) or field_of_issue(label, names) for c, label in labels.items()
    }
    has_issue = len(_FIGURES.intersection(fields.values())) >= _LEAST
    stated = _stated_before(labels, fields, row) if has_issue else 0
    notes = Notes(draft, names, of_deal=True)
    return _Record(deals, names, notes, written, labels, fields, has_issue, stated)


def _customer_by_label(draft: Draft, deals: Deals, labels: dict[int, str]) -> None:
    """Where no field that is known names the customer: the one whose label speaks of a company; told."""
    if draft.data.get("customer", {}).get("name"):
        return
    vendor = key(str(draft.data.get("vendor", {}).get("name") or ""))
    row = deals.grid.rows[deals.chosen]
    for column, label in labels.items():
        said = set(key(label).split(" "))
        ours = not said.isdisjoint(words.keys_of("speech", "possessive") | words.keys_of("speech", "ours"))
        ids = not said.isdisjoint(words.keys_of("crm", "id"))
        named = isinstance(row[column], str) and not ours and not ids and key(row[column]) != vendor
        if named and not said.isdisjoint(words.keys_of("organisations")) and is_name_of_firm(row[column]):
            place = deals.grid.place(deals.chosen, column)
            draft.propose_side("customer", row[column].strip(), place, f"under “{label}”")
            return


def _take_only_day(
    draft: Draft, deals: Deals, labels: dict[int, str], fields: dict[int, str], names: Names
) -> None:
    """Where no field says when the plan has succeeded: the one day of a field that nothing else explains."""
    if draft.data.get("success", {}).get("date"):
        return
    row, taken = deals.grid.rows[deals.chosen], {*draft.single.values()}
    known = _by("closing").keys() | _by("changed").keys() | words.keys_of("crm", "ours")
    days = {
        c: deals.grid.place(deals.chosen, c)
        for c, label in labels.items()
        if meaning.is_day(row[c]) and key(label) not in known and fields[c] != "due"
    }
    open_ = {
        c: place
        for c, place in days.items()
        if place not in taken
        and not _says_made(labels[c])
        and label_near(labels[c], row[c], names) in ("", "success.date")
    }
    if len(open_) == 1:
        column, place = next(iter(open_.items()))
        message = f"“{labels[column]}” is read as the day of success, as no other field says it"
        draft.tell("RD126", Level.WARNING, message, "See that it is", place=place)
        put(draft, "success.date", row[column], place, labels[column])


def _says_made(label: str) -> bool:
    """Whether a field says when a record was made or changed."""
    return not words.keys_of("crm", "made").isdisjoint(key(label).split(" "))


def _stated_before(labels: dict[int, str], fields: dict[int, str], row: Row) -> int:
    """The column right before the fields of an issue, that states it under a label nobody knows; or 0."""
    named = any(section_of(text) == "issues" and fields[c] not in _FIGURES for c, text in labels.items())
    known = words.keys_of("crm", "ours")
    states = any(field == "statement" and key(labels[c]) not in known for c, field in fields.items())
    if named or states:
        return 0
    first = min(c for c, field in fields.items() if field in _FIGURES)
    before = max((c for c in labels if c < first), default=0)
    text = row.get(before)
    long = isinstance(text, str) and len(text.split()) >= _STATEMENT and any(map(str.isdigit, text))
    ours = before and (key(labels[before]) in words.keys_of("crm", "ours") or section_of(labels[before]))
    return before if long and not ours else 0


def _is_of_success(label: str, names: Names) -> bool:
    """Whether a field says when the plan has succeeded: "Success date", "Erfolgstermin"."""
    return tells_success(label) or label_of(label, names) == "success.date"


def _is_worth(label: str, names: Names) -> bool:
    """Whether a field says what the deal is worth to us, which is no price that both have agreed on."""
    return label_of(label, names).startswith("investment.")


def _team(label: str) -> str:
    """Whose people a field lists: "Bolt" of "Team Bolt"; or ""."""
    first, _, rest = label.strip().partition(" ")
    said = key(first) in {key(w) for w in words.raw()["crm"]["team"]}
    return rest.strip() if said and rest[:1].isupper() else ""


def _take_team(draft: Draft, notes: Notes, team: str, text: str, place: str) -> None:
    """The people of a side, a line each; whoever is not the customer is the vendor."""
    customer = key(str(draft.data.get("customer", {}).get("name") or ""))
    ours = not customer or (key(team) not in customer and customer not in key(team))
    if ours and not draft.data.get("vendor", {}).get("name"):
        draft.propose_side("vendor", team, place, "whose team is listed")
    _take_people(notes, Party.VENDOR if ours else Party.CUSTOMER, team, text, place)


def _take_own_team(draft: Draft, notes: Notes, label: str, value: Any, place: str) -> None:
    """Our people in a field: with their jobs where it gives them, else names that others may be known by."""
    if _are_with_jobs(str(value)):
        with_commas = _IN_BRACKETS.sub(r"\1, \2", str(value))  # what stands in brackets is the job of each
        _take_people(notes, Party.VENDOR, label, with_commas, place)
        return
    draft.team |= dict.fromkeys(filter(None, _PEOPLE.split(str(value))), place)
    keep_unknown(draft, label, value, place)


def _take_people(notes: Notes, side: Party, label: str, text: str, place: str) -> None:
    notes.section, notes.label, notes.side = "people", label, side
    take_people(notes, text, place)


def _are_with_jobs(text: str) -> bool:
    """Whether the lines of a field name somebody, most with their job: "Ann Lee (account manager)"."""
    lines = [line for line in text.splitlines() if line.strip()]
    return all(map(persons.begins, lines)) and 2 * sum(map(persons.are_people, lines)) > len(lines)


def _is_own_team(label: str) -> bool:
    """Whether a field lists our people by what it is called: "Our project team", "Equipe (nosso time)"."""
    said = key(label).split(" ")
    teams = tuple(words.keys_of("crm", "team"))
    return not words.keys_of("speech", "possessive").isdisjoint(said) and any(w.endswith(teams) for w in said)


def _keep_marked(draft: Draft, label: str, value: Any, place: str) -> None:
    """A field that says itself, or by being hidden, that it is for one side alone."""
    draft.keep_internal(place, f"{label}: {value}")
    draft.leave_out(Why.INTERNAL, f"“{label}”", place)
    message = f"“{label}” is for your side alone: nothing of it is shown to the customer"
    draft.tell("RD105", Level.HINT, message, place=place, internal=True)


def _without_prefix(labels: dict[int, str]) -> dict[int, str]:
    """The labels without the word that a company's own fields begin with: "MAP Issue", "MAP Target"."""
    first = Counter(label.split(" ")[0] for label in labels.values() if " " in label.strip())
    own = {w for w, often in first.items() if often >= _OWN and w.isupper() and len(w) <= _SHORT}
    own |= {w for w, often in first.items() if often >= _OWN - 1 and w in labels.values()}
    return {
        c: (label.partition(" ")[2] if label.split(" ")[0] in own else "") or label
        for c, label in labels.items()
    }


def _vendor_by_name(draft: Draft, deals: Deals) -> None:
    """Where nothing names the vendor: the other side in what the deal is called, "Acme x Bolt - pilot"."""
    customer = key(str(draft.data.get("customer", {}).get("name") or ""))
    if draft.data.get("vendor", {}).get("name") or not customer:
        return
    row = deals.grid.rows[deals.chosen]
    for column, text in row.items():
        found = (
            parties(str(text))
            if key(in_words(str(deals.grid.rows[deals.header].get(column, "")))) in _by("name")
            else ()
        )
        others = [n for n in found if key(n) not in customer and customer not in key(n)]
        if len(found) > len(others) == 1:
            draft.propose_side(
                "vendor", others[0], deals.grid.place(deals.chosen, column), "in the deal's name"
            )
            return


def _vendor_by_firm(draft: Draft, deals: Deals) -> None:
    """Where nothing names the vendor: the one firm of the record that is not the customer; told."""
    customer = key(str(draft.data.get("customer", {}).get("name") or ""))
    if draft.data.get("vendor", {}).get("name") or not customer:
        return
    row = deals.grid.rows[deals.chosen]
    firms = {
        v.strip(): c
        for c, v in row.items()
        if isinstance(v, str) and len(v) < _LONG and "\n" not in v and words.is_firm(v)
    }
    others = {n: c for n, c in firms.items() if key(n) not in customer and customer not in key(n)}
    if len(others) != 1:
        return
    name, column = next(iter(others.items()))
    draft.propose_side("vendor", name, deals.grid.place(deals.chosen, column))


def _leave_out(draft: Draft, deals: Deals, number: int) -> None:
    grid = deals.grid
    place = grid.place(number, min(grid.rows[number]))
    draft.keep_internal(place, " | ".join(map(str, grid.rows[number].values())))
    draft.leave_out(Why.OTHER_DEAL, _said(grid, deals.header, number, "name"), place)
    message = f"another deal, {_said(grid, deals.header, number, 'name')}; the plan is about "
    message += _said(grid, deals.header, deals.chosen, "name")
    advice = "Export only the deal the plan is about, if it is not this one"
    draft.tell("RD122", Level.WARNING, message, advice, place=place, internal=True)


@cache
def _by(what: str) -> dict[str, None]:
    """The columns that may hold an id, a name, …, the likeliest first."""
    return dict.fromkeys(key(w) for w in words.raw()["crm"][what])
