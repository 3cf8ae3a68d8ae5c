"""Sheets in which everything must be looked for: what is called what, and where it begins."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from msgspec.structs import replace

from mutualplan_deck.findings import Level
from mutualplan_deck.readers import form, words
from mutualplan_deck.readers.abbreviations import vendor_called, with_abbreviations
from mutualplan_deck.readers.arranged import arranged
from mutualplan_deck.readers.blocks import Blocks, find_blocks
from mutualplan_deck.readers.by_category import by_category
from mutualplan_deck.readers.copies import without_copies
from mutualplan_deck.readers.crm.deals import Deals, choose, is_deals, names_of, read_deal
from mutualplan_deck.readers.dates import written_in
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.facts import success_within
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.headed import by_headings
from mutualplan_deck.readers.headings import column_of, label_of, section_near, section_of
from mutualplan_deck.readers.linked import link
from mutualplan_deck.readers.lists import read_list
from mutualplan_deck.readers.numbers import mark_by_most
from mutualplan_deck.readers.pairs import names_in, pairs_in, read_pairs, read_single, runs_of
from mutualplan_deck.readers.people import name_sides, names_listed, own_words_of_people
from mutualplan_deck.readers.phases import name_phases
from mutualplan_deck.readers.prose import take_days, take_last_hand, take_writers
from mutualplan_deck.readers.remarks import (
    Said,
    marked_days,
    said_in,
    take_currency,
    take_only_currency,
    tell_our_words,
)
from mutualplan_deck.readers.roll import Roll
from mutualplan_deck.readers.settle import settle
from mutualplan_deck.readers.side_by_side import parts
from mutualplan_deck.readers.speech import language_of, tell_language
from mutualplan_deck.readers.statuses import legend_in, standing
from mutualplan_deck.readers.tables import read_holidays, read_table
from mutualplan_deck.readers.titles import parties
from mutualplan_deck.readers.turned import turn
from mutualplan_deck.readers.understood import Why
from mutualplan_deck.readers.unseen import is_ours, keep_unseen
from mutualplan_deck.readers.values import COMMAS, Habits, shown, text_of
from mutualplan_deck.readers.vendor_by_place import propose_vendor
from mutualplan_deck.readers.whose import propose_last, propose_names
from mutualplan_deck.readers.words import Names, key
from mutualplan_deck.regex import regex

_PAIR = 2
_OFTEN = 3  # labels of an export
_LOOKED_AT = 500  # rows of a sheet
_HEAD = 4  # rows with a title
_OWNERS = regex(r"\s*[+&/,;]\s*")
_ENTRY = 30  # letters of a sign and what it means
_STRANGE = 3  # labels that nobody knows, to one that may be known


def read_changed(draft: Draft, sheets: list[Grid], shown: list[Grid], today: dt.date) -> None:
    """Sheets of our own form that somebody has changed, or put others beside."""
    names, _ = _names(shown, draft.mapped.columns)
    blocks = [(g, find_blocks(g, names)) for g in shown]
    _read_facts(draft, blocks, names, today)
    _read_tables(draft, blocks, names)
    _keep_unseen(draft, sheets, shown)


def read_foreign(draft: Draft, sheets: list[Grid], shown: list[Grid], today: dt.date) -> None:
    """Other people's sheets, and exports: whose they are is found first, then what they say."""
    hidden = [g for g in sheets if not any(g is one for one in shown)]
    vendor = vendor_called(shown)
    arrangements = [part for g in shown for part in parts(arranged(draft, g, vendor))]
    sorted_out = [
        sort for part in arrangements for block in by_headings(part, vendor) for sort in by_category(block)
    ]
    sheets = [one for sort in sorted_out for one in turn(sort)]
    names, partner = _names(sheets, draft.mapped.columns)
    if not names.customer and not any(map(is_deals, sheets)):
        propose_names(draft, sheets, names.vendor)
        names = _completed(draft, names)
    if names.customer and not names.vendor:
        propose_vendor(draft, sheets, names.customer)
        names = _completed(draft, names)
    if any(map(is_deals, sheets)):
        names = _as_labels_say(draft, sheets, names)
    names = with_abbreviations(names, sheets)
    shown = [g for g in sheets if not is_ours(g, names)]
    deals = [choose(g, shown) for g in shown if is_deals(g)]
    blocks = [(g, find_blocks(g, names)) for g in shown if not any(d.grid is g for d in deals)]
    own = own_words_of_people(draft, [t for _, found in blocks for t in found.tables], names)
    if own is not names:
        names = own
        blocks = [(g, find_blocks(g, names)) for g, _ in blocks]
    link(blocks, names)
    draft.issues_listed = any(t.section == "issues" for _, found in blocks for t in found.tables)
    draft.listed = Roll(
        [{"name": name} for _, found in blocks for t in found.tables for name in names_listed(t)]
    )
    language = language_of(_headings(blocks))
    draft.elsewhere = language not in ("", "en")
    draft.deals = names_of(deals[-1], shown) if deals else draft.deals
    _read_facts(draft, blocks, names, today, language)
    if deals:
        names = _read_deals(draft, deals, names)
        names = own_words_of_people(draft, [t for _, found in blocks for t in found.tables], names)
    if not deals:
        _vendor_is_partner(draft, *partner)
    _read_tables(draft, blocks, names)
    propose_last(draft, shown)
    tell_language(draft, "" if deals else language, f"{shown[0].title}!A1" if shown else draft.source.name)
    _keep_unseen(draft, [*sheets, *hidden], shown)
    take_only_currency(draft, shown)
    settle(draft, names)


def _read_deals(draft: Draft, deals: list[Deals], names: Names) -> Names:
    """The record of the plan's deal, and the names with those that it says."""
    for found in deals:
        read_deal(draft, found, names)
    return _completed(draft, names)


def _keep_unseen(draft: Draft, sheets: list[Grid], shown: list[Grid]) -> None:
    for grid in sheets:
        keep_unseen(draft, grid, ours=not any(grid is one for one in shown))


def _headings(blocks: list[tuple[Grid, Blocks]]) -> Iterator[str]:
    """The headers of all tables, and the labels and headings around them."""
    for grid, found in blocks:
        yield grid.title
        yield from (str(t) for table in found.tables for t in table.texts.values())
        yield from (str(next(iter(grid.rows[n].values()))) for n in (*found.pairs, *found.loose))


def _as_labels_say(draft: Draft, sheets: Iterable[Grid], names: Names) -> Names:
    """The names with what the labels of an export call the customer: "Agency Lead", "Share with Agency"."""
    headers = (next(iter(grid.rows.values()), {}).values() for grid in sheets)
    said = Counter(w for row in headers for text in row for w in {*words.key(str(text)).split(" ")})
    kinds = [w for w in sorted(words.keys_of("customers")) if said[w] >= _OFTEN]
    if len(kinds) != 1:
        return names
    draft.own_words.setdefault("customer", []).extend(kinds)
    return replace(names, customer=(*names.customer, *kinds))


def _completed(draft: Draft, names: Names) -> Names:
    """The names again, with those that were proposed."""
    sides = {s: str(draft.data.get(s, {}).get("name") or "") for s in ("customer", "vendor")}
    found = {s: (*getattr(names, s), *([words.key(n)] if n else [])) for s, n in sides.items()}
    found = {s: (*said, *draft.own_words.get(s, ())) for s, said in found.items()}
    return Names(found["customer"], found["vendor"], names.columns, names.people)


def _names(shown: Iterable[Grid], columns: tuple[tuple[str, str], ...]) -> tuple[Names, tuple[str, str]]:
    """The organisations' names, from the labelled cells of all sheets.

    And place and name of the vendor where it is only called a partner, else two empty texts.
    """
    found: dict[str, list[str]] = {"customer": [], "vendor": []}
    labelled: list[tuple[str, str, bool]] = []
    partners: dict[str, str] = {}
    people: tuple[str, ...] = ()
    for grid in (g for g in shown if not is_deals(g)):
        found_there = find_blocks(grid, Names(columns=columns))
        people += _first_names(grid, found_there)
        labelled += names_in(grid, [*found_there.pairs, *found_there.loose], people)
        partners |= {name: place for place, name in _partners(grid, found_there.pairs)}
    for side, name in _told_apart(labelled):
        found[side].append(words.key(name))
    only = len(partners) == 1 and bool(found["customer"]) and not found["vendor"]
    name, place = next(iter(partners.items())) if only else ("", "")
    found["vendor"] += [words.key(name)] if name else []
    return Names(tuple(found["customer"]), tuple(found["vendor"]), columns, people), (place, name.strip())


def _told_apart(labelled: list[tuple[str, str, bool]]) -> Iterator[tuple[str, str]]:
    """The names beside labels, without firms whose label only has a word of one that names another firm."""
    sure = {side: [n for s, n, known in labelled if s == side and known] for side in ("customer", "vendor")}
    for side, name, known in labelled:
        others = [n for n in sure[side] if key(n) != key(name)]
        firms = words.is_firm(name) and any(map(words.is_firm, others))
        if known or not others or not (firms or side == "vendor"):
            yield side, name


def _first_names(grid: Grid, found: Blocks) -> tuple[str, ...]:
    """Single words that own steps beside others ("Jess + Tom"), if the title names two sides without them."""
    titles = (str(next(iter(row.values()))) for row in [*grid.rows.values()][:_HEAD] if len(row) <= _PAIR)
    sides = [key(name) for title in titles for name in parties(title)]
    owners = (
        str(table.grid.rows[n].get(c, ""))
        for table in found.tables
        if table.section == "steps" and sides
        for c, name in table.columns.items()
        if name.startswith("owner")
        for n in table.rows
    )
    parts = {key(part) for text in owners for part in _OWNERS.split(text)}
    return tuple(p for p in parts if p and " " not in p and not any(p in side.split(" ") for side in sides))


def _partners(grid: Grid, rows: Iterable[int]) -> Iterator[tuple[str, str]]:
    """(place, name) beside labels that call somebody a partner."""
    for number in rows:
        cells = [(c, v) for c, v in grid.rows[number].items() if c not in grid.hidden_columns]
        for (_, label), (column, value) in pairwise(cells):
            if isinstance(label, str) and Names().side_in(label) == "partner" and isinstance(value, str):
                yield grid.place(number, column), value


def _vendor_is_partner(draft: Draft, place: str, name: str) -> None:
    if name and not draft.data.get("vendor", {}).get("name"):
        draft.propose_side("vendor", name, place, "called a partner")


def _read_facts(
    draft: Draft, blocks: list[tuple[Grid, Blocks]], names: Names, today: dt.date, language: str = ""
) -> None:
    """Labels first: the locale settles how dates and numbers of the tables are read."""
    locale = next(_locales(blocks, names), "")
    draft.habits = replace(Habits.of(locale), statuses=draft.mapped.status)
    if draft.foreign:
        said = _said(blocks, draft)
        order = said.day_first if draft.habits.day_first is None else draft.habits.day_first
        listed = {sign: status for grid, found in blocks for sign, status in _legend(grid, found).items()}
        at_head = {sign: status for grid, _ in blocks for sign, status in _legend_at_head(grid).items()}
        meant = {**at_head, **said.legend, **listed, **draft.mapped.status}
        comma = "," if language in COMMAS else ""
        mark = draft.habits.decimal or said.decimal or comma
        draft.habits = Habits(mark, order, near=today, anchor=said.anchor, mark=said.mark, statuses=meant)
    for grid, found in blocks:
        before = _gathered(draft)
        if draft.foreign and _is_strange(grid, found, names):
            _keep_all(draft, grid, found)
            continue
        read_pairs(draft, grid, found, names)
        taken = [n for n in found.loose if read_single(draft, grid, n, names)]
        found.loose[:] = [n for n in found.loose if n not in taken]
        if draft.foreign and len(found.pairs) > 1 and _gathered(draft) == before:
            _tell_strange(draft, grid, found)
        found.pairs.extend(taken)
    if draft.foreign:
        take_currency(draft, [g for g, _ in blocks])
        success_within(draft)
        take_days(draft, _sentences(blocks), (*draft.unread, *_at_head(blocks)))
        take_writers(draft, _sentences(blocks), names)
        take_last_hand(draft, _top_texts(blocks), names)
        near = draft.data.get("as_of") or today
        anchor = draft.habits.anchor or draft.data.get("success", {}).get("date")
        draft.habits = replace(draft.habits, near=near, anchor=anchor)


def _legend_at_head(grid: Grid) -> dict[str, str]:
    """What a cell of several lines in the first rows says that signs mean, whatever stands left of it."""
    cells = (v for row in islice(grid.rows.values(), _HEAD) for v in row.values())
    texts = (v for v in cells if isinstance(v, str) and "\n" in v)
    return {sign: status for text in texts for sign, status in legend_in(text).items()}


def _legend(grid: Grid, found: Blocks) -> dict[str, str]:
    """What a list of labels with values says that words of a drop-down mean; it is no list of facts then."""
    for run in runs_of(found.pairs):
        rows = [grid.rows[n] for n in run]
        both = [(str(a), str(b)) for a, b in (r.values() for r in rows if len(r) == _PAIR)]
        read = {said: _meant(behind, said) for said, behind in both}
        known = {said: status for said, status in read.items() if status}
        if (
            len(both) == len(rows) >= _STRANGE
            and len(known) > len(rows) / _PAIR
            and len({*known.values()}) > 1
        ):
            found.pairs[:] = [n for n in found.pairs if n not in run]
            return {said: status for said, behind in both if (status := _meant(behind))}
    return {}


def _meant(*texts: str) -> str:
    """The status of the first text that is one: what is said of a word, or the word; or ""."""
    return next((s.status.value for s in map(standing, texts) if s and s.known), "")


def _is_strange(grid: Grid, found: Blocks, names: Names) -> bool:
    """Whether a sheet is labels with words beside, of which hardly one could be a plan's by its words."""
    if found.tables or found.lists or len(found.pairs) < _STRANGE:
        return False
    labels = [str(next(iter(grid.rows[n].values()))) for n in found.pairs if len(grid.rows[n]) > 1]
    exact = any(label_of(t, names) or section_of(t) or column_of("issues", t, names) for t in labels)
    near = [t for t in labels if section_near(t)]
    return not exact and len(labels) >= _STRANGE and _STRANGE * len(near) <= len(labels)


def _keep_all(draft: Draft, grid: Grid, found: Blocks) -> None:
    """Nothing of a sheet is a plan's."""
    for number in found.pairs:
        place = grid.place(number, min(grid.rows[number]))
        draft.keep_internal(place, " | ".join(text_of(v) or "" for v in grid.rows[number].values()))
    _tell_strange(draft, grid, found)


def _gathered(draft: Draft) -> tuple[int, int]:
    """How many facts and items there are."""
    return len(draft.single), sum(len(items) for items in draft.data.values() if isinstance(items, list))


def _tell_strange(draft: Draft, grid: Grid, found: Blocks) -> None:
    """A sheet of which no line is part of a plan: it may be notes under a name that does not say so."""
    if not (found.tables or found.lists):
        first = next(iter(grid.rows))
        message = f"nothing on “{grid.title}” is part of a plan; all of it is kept as internal"
        place = grid.place(first, min(grid.rows[first]))
        draft.tell("RD110", Level.HINT, message, place=place, internal=True)


def _said(blocks: list[tuple[Grid, Blocks]], draft: Draft) -> Said:
    """What the texts outside tables say about the rest."""
    texts = [*_sentences(blocks), *_side_by_side(blocks)]
    tell_our_words(draft, texts)
    dated = (v for g, _ in blocks for row in g.rows.values() for v in row.values() if isinstance(v, str))
    short = [v for v in dated if len(v) < 24]
    loose = [*(t for t, _ in texts), *marked_days(g for g, _ in blocks)]
    said = said_in(loose, [*short, *(d for v, _ in texts for d in written_in(v))])
    return said if said.decimal else replace(said, decimal=mark_by_most(_in_sentences(blocks)))


def _in_sentences(blocks: list[tuple[Grid, Blocks]]) -> Iterator[str]:
    """The texts of all sheets that are more than a word or a figure."""
    for grid, _ in blocks:
        for row in islice(grid.rows.values(), _LOOKED_AT):
            yield from (v for v in row.values() if isinstance(v, str) and " " in v)


def _sentences(blocks: list[tuple[Grid, Blocks]]) -> Iterator[tuple[str, str]]:
    """The lone texts of all sheets, and where they stand."""
    for grid, found in blocks:
        for number in found.loose:
            cells = grid.rows[number].items()
            seen = ((c, t) for c, t in cells if isinstance(t, str) and (number, c) not in grid.struck)
            yield from ((text, grid.place(number, column)) for column, text in seen)


def _top_texts(blocks: list[tuple[Grid, Blocks]]) -> Iterator[tuple[str, str]]:
    """All texts in the first rows of the sheets, and where they stand."""
    for grid, _ in blocks:
        for number in [*grid.rows][:_HEAD]:
            cells = grid.rows[number].items()
            yield from ((text, grid.place(number, c)) for c, text in cells if isinstance(text, str))


def _at_head(blocks: list[tuple[Grid, Blocks]]) -> Iterator[tuple[str, str]]:
    """Lone texts at the head of the sheets: "Live on all trucks by 1 April"."""
    for grid, found in blocks:
        for number in [n for n in found.loose if n in [*grid.rows][:_HEAD]]:
            if len(row := grid.rows[number]) == 1 and isinstance(text := next(iter(row.values())), str):
                yield text, grid.place(number, min(row))


def _side_by_side(blocks: list[tuple[Grid, Blocks]]) -> Iterator[tuple[str, str]]:
    """Rows of several short texts, as legends are written: "👍 done", "🛑 stuck", a cell each."""
    for grid, found in blocks:
        for number in found.pairs:
            texts = [v for v in grid.rows[number].values() if isinstance(v, str)]
            if len(texts) >= _STRANGE and all(len(text) <= _ENTRY for text in texts):
                yield "  ".join(texts), grid.place(number, min(grid.rows[number]))


def _locales(blocks: list[tuple[Grid, Blocks]], names: Names) -> Iterator[str]:
    for grid, found in blocks:
        for number in found.pairs:
            yield from (str(v) for _, path, _, v in pairs_in(grid, number, names) if path == "locale")


def _read_tables(draft: Draft, blocks: list[tuple[Grid, Blocks]], names: Names) -> None:
    """People before steps, whose owners are looked up among them."""
    tables = [t for _, found in blocks for t in found.tables]
    tables = without_copies(draft, tables, _loose_texts(blocks)) if draft.foreign else tables
    if draft.foreign:
        name_phases(tables)
        name_sides(tables, names)
    for table in sorted(tables, key=lambda t: t.section == "steps"):
        if table.section == form.HOLIDAYS:
            read_holidays(draft, table, names)
        else:
            read_table(draft, table, names)
    for grid, found in blocks:
        for listing in found.lists:
            read_list(draft, listing, names)
        _keep_loose(draft, grid, found)


def _loose_texts(blocks: list[tuple[Grid, Blocks]]) -> Iterator[str]:
    """What stands beside tables and labels, and what labels say."""
    for grid, found in blocks:
        for number in (*found.loose, *found.pairs):
            yield from (v for v in grid.rows[number].values() if isinstance(v, str))


def _keep_loose(draft: Draft, grid: Grid, found: Blocks) -> None:
    """Lines that are neither a table's nor a labelled value; a title or banner is no news."""
    for number in found.loose:
        column, value = next(iter(grid.rows[number].items()))
        if not section_of(str(value)) and str(value) not in form.own_texts():
            draft.keep_internal(grid.place(number, column), text_of(value))
            draft.leave_out(Why.UNKNOWN, f"“{shown(value)}”", grid.place(number, column))
    for number in found.far:
        text = " | ".join(text_of(v) or "" for v in grid.rows[number].values())
        draft.keep_internal(grid.place(number, min(grid.rows[number])), text)
    if found.far:
        place = grid.place(found.far[0], min(grid.rows[found.far[0]]))
        message = f"{len(found.far):,} rows from here on belong to no table; kept as internal"
        draft.tell("RD110", Level.WARNING, message, "Give their columns a header line", place=place)
    _keep_private(draft, grid, found)
    ours = all(v in form.own_texts() or section_of(str(v)) for r in grid.rows.values() for v in r.values())
    if not (found.tables or found.pairs or found.lists or ours):
        message = f"nothing on the sheet {grid.title} was understood; kept as internal"
        draft.tell(
            "RD110", Level.WARNING, message, "Give its columns a header line", place=f"{grid.title}!A1"
        )


def _keep_private(draft: Draft, grid: Grid, found: Blocks) -> None:
    """What stands under a heading that says it is for us."""
    for number in found.private:
        text = " | ".join(text_of(v) or "" for v in grid.rows[number].values())
        draft.keep_internal(grid.place(number, min(grid.rows[number])), text)
    for number in found.banners:
        message = "marked as not for the customer: nothing of this block is shown"
        place, text = grid.place(number, min(grid.rows[number])), next(iter(grid.rows[number].values()))
        draft.leave_out(Why.INTERNAL, f"all below “{shown(text)}”", place)
        draft.tell(
            "RD105", Level.HINT, message, "Delete it before you send the sheet", place=place, internal=True
        )
