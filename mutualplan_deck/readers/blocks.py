"""Finding the blocks of a sheet: tables with a header, and labels with a value beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache, partial
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.readers import form, meaning, words
from mutualplan_deck.readers.beside_each_other import strips
from mutualplan_deck.readers.fields import sections
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.numbers import currency_of
from mutualplan_deck.readers.words import Names

_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_ARROW = re.compile(r"\s*(?:→|⇒|➔|-+>|=+>)\s*")
CHANGE = "change"
_SAMPLES = 14
_TRIED = 1_000  # rows without a table, after which none is looked for
_HEADING = 6  # words; a longer text is a sentence
_LABEL = 50  # letters; longer is a sentence
_TOLD = 2  # headers known word for word, before others are guessed
_MAIN = ("title", "statement", "name", "date", "metric")
_ENDING = re.compile(r"\.(?:csv|tsv)$", re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:[A-Za-z][.):]\s+|[\s\d|.)/:–-])+")


class Table(Struct, dict=True):
    """A header row and the rows under it. `columns` are the fields found, by column number.

    `banner` is the lone text above it; `phase` what its steps belong to where none of them says; `guessed`
    are columns that are read by their words and values, not as they are called.
    """

    grid: Grid
    section: str
    header: int
    columns: dict[int, str]
    texts: Mapping[int, Any]
    rows: list[int] = field(default_factory=list)
    banner: str = ""
    phase: str = ""
    guessed: frozenset[int] = frozenset()

    @cached_property
    def ours(self) -> bool:
        """Whether sheet and headers are those that we write."""
        known = form.titles(self.section) if "columns" in form.raw().get(self.section, {}) else {}
        named = form.sheet_titles().get(words.key(self.grid.title)) == self.section
        return named and all(words.key(str(text)) in known for text in self.texts.values())


class Blocks(Struct):
    """What a sheet is made of, as row numbers.

    `pairs` hold a label and its value (or go on with the value above), `loose` a text alone; `private`
    are rows under a heading that says they are for us, `banners` these headings.
    """

    tables: list[Table] = field(default_factory=list)
    pairs: list[int] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    private: list[int] = field(default_factory=list)
    banners: list[int] = field(default_factory=list)


@lru_cache(maxsize=50_000)
def column_of(section: str, text: str, names: Names) -> str:
    """The field of `section` that a header names, or ""."""
    mapped = names.column(section, text)
    if mapped:
        return "" if mapped == "internal" else mapped
    own = form.titles(section).get(words.key(text))
    if own:
        return own.path
    known = form.words_for(section)
    if both := _from_and_to(section, text, names):
        return both
    found = next((known[c] for c in _readings(text, names) if c in known), "")
    marked = found and words.is_internal(words.key(text))
    return "" if marked and not form.is_internal(section, found) else found


def _readings(text: str, names: Names) -> Iterator[str]:
    yield words.key(text)
    yield names.plain(text)
    bare = _BRACKETS.sub(" ", text)
    if bare != text and bare.strip():
        yield words.key(bare)
        yield names.plain(bare)
    for part in text.split("/") if "/" in text else ():
        yield names.plain(part)
    if "#" in text and text.strip("# "):
        yield names.plain(text.replace("#", " "))
    if " " not in text.strip() and (named := words.in_words(text)) != text:
        yield names.plain(named)
    if side := names.side(text):
        yield side
    priced = [w for w in text.split() if not currency_of(w)]
    if 0 < len(priced) < len(text.split()):
        yield names.plain(" ".join(priced))


_NAMES = ("customer.name", "vendor.name")
_ENDS = {"issues": ("baseline", "target"), "outcomes": ("before", "after")}


def _from_and_to(section: str, text: str, names: Names) -> str:
    """ "Today → target" is a column of two fields."""
    sides = _ARROW.split(text)
    if section not in _ENDS or len(sides) != 2:
        return ""
    known, ends = form.words_for(section), _ENDS[section]
    return CHANGE if tuple(known.get(names.plain(s)) for s in sides) == ends else ""


def ends_of(section: str) -> tuple[str, str]:
    """The two fields that a column of both fills."""
    return _ENDS[section]


def label_of(text: str, names: Names) -> str:
    """The path in the plan that a label names (`success.date`), or ""."""
    mapped = names.mapped(text)
    if mapped:
        return "" if mapped == "internal" else mapped
    own = form.plan_titles().get(words.key(text))
    if own:
        return own.path
    known = _labels()
    found = next((known[c] for c in _readings(text, names) if c in known), "")
    # An organisation's own name is no label of a cell that holds its name.
    return label_of(text, Names()) if found in _NAMES and names != Names() else found


def label_near(text: str, value: Any, names: Names) -> str:
    """The path that a label means by its words, if the value beside it is of that sort; or ""."""
    plain = names.plain(text)
    if words.is_internal(plain) or len(text) > _LABEL or names.mapped(text) or section_of(text):
        return ""
    said = meaning.SIDES & set(plain.split(" "))

    def fits(path: str) -> bool:
        named = path.partition(".")[0]
        of_other = named in ("customer", "vendor") and bool(said - {named})
        return not of_other and meaning.fits_fact(path, value)

    return meaning.by_words(text, _label_index(), names, fits)


@cache
def _label_index() -> meaning.Index:
    return meaning.index_of(_labels())


@cache
def _labels() -> Mapping[str, str]:
    return {**words.table("keys"), "customer": "customer.name", "vendor": "vendor.name"}


@cache
def section_of(title: str) -> str:
    """The section a sheet's title or a banner names, `plan`, `internal`, or ""."""
    title = _ENDING.sub("", title)
    own = form.sheet_titles().get(words.key(title))
    if own:
        return own
    bare = words.key(_NUMBERING.sub("", title))
    known = words.table("sections")
    if bare in known:
        return known[bare]
    parts = [known[p] for p in map(words.key, re.split(r"[–—:|]| - ", title)) if p in known]
    return parts[-1] if parts else ""


@lru_cache(maxsize=2048)
def section_near(title: str) -> str:
    """The section that a sheet's title or a heading over a table names, or means by its words."""
    if len(title.split()) > _HEADING:
        return section_of(title)
    return section_of(title) or meaning.by_words(title, _section_index(), Names(), lambda _: True)


@cache
def _section_index() -> meaning.Index:
    return meaning.index_of(words.table("sections"))


@cache
def _column_index(section: str) -> meaning.Index:
    return meaning.index_of(form.words_for(section))


def is_own_plan(grid: Grid) -> bool:
    """Whether a sheet is the Plan sheet of our own workbook."""
    header = form.raw()["plan"]["header"][:2]
    return any([row.get(1), row.get(2)] == header for row in list(grid.rows.values())[:1])


def find_blocks(grid: Grid, names: Names) -> Blocks:
    """The blocks of a sheet, hidden columns and rows left aside."""
    finder = _Finder(grid, names, own_plan=is_own_plan(grid))
    for part in strips(grid):
        finder.begin(part)
        for number, row in part.rows.items():
            if number not in grid.hidden_rows:
                finder.take(number, _visible(row, grid))
    for listed in (finder.found.loose, finder.found.private, finder.found.banners):
        listed[:] = dict.fromkeys(listed)
    return finder.found


class _Finder(Struct):
    """Goes down a sheet row by row. `banner` is the last lone text, `previous` the last row seen."""

    grid: Grid
    names: Names
    found: Blocks = field(default_factory=Blocks)
    table: Table | None = None
    banner: str = ""
    previous: int = -1
    private: bool = False
    value_column: int = 0
    own_plan: bool = False

    def begin(self, part: Grid) -> None:
        """Go on with another part of the sheet."""
        if part is not self.grid:
            self.grid, self.table, self.previous = part, None, -1

    def take(self, number: int, seen: Row) -> None:
        """Put one row where it belongs."""
        gap, self.previous = number != self.previous + 1, number
        if self.table and self.table.ours:
            # In our own form nothing stands between or below the lines: whatever is there is one.
            self.table.rows.append(number)
            return
        if not seen:  # all of it stands in hidden columns
            return
        if self._is_private(number, seen, gap):
            self.found.private.append(number)
            return
        header = self._starts(number, seen, gap)
        if header:
            header.banner, self.table, self.banner = self.banner, header, ""
            self.found.tables.append(header)
        elif self.table and not self.table.rows and not gap and self._is_second_header(seen):
            return
        elif self.table and gap and len(seen) == 1:
            self._after_gap(number, seen)
        elif self.table and gap and _is_other(self.table, seen):
            self.table, self.banner = None, ""
            self._outside(number, seen, gap)
        elif self.table:
            self.table.rows.append(number)
        else:
            self._outside(number, seen, gap)

    def _is_private(self, number: int, seen: Row, gap: bool) -> bool:
        """Below a banner that says so, all is for us alone, until a banner names a section again."""
        text = str(next(iter(seen.values()))) if len(seen) == 1 else ""
        plain = self.names.plain(text) if text else ""
        strong = bool(plain) and words.is_for_us(plain)
        starts = strong or (bool(plain) and len(text) < 60 and words.is_internal(plain) and _apart(self, gap))
        if starts:
            self.private, self.table, self.banner = True, None, ""
            self.found.banners.append(number)
        elif self.private and plain and section_of(text) not in ("", "internal"):
            self.private = False
        return self.private

    def _starts(self, number: int, seen: Row, gap: bool) -> Table | None:
        """The table whose header this row is."""
        table = self.table
        given_up = table is None and len(self.found.loose) + len(self.found.pairs) > _TRIED
        if self.own_plan or given_up or not (table is None or gap or self.banner or not table.rows):
            return None
        header = _header(self.grid, number, seen, self.banner, self.names)
        if header and table and not table.rows and not gap:
            return _finer(self.found, table, header)
        return header

    def _is_second_header(self, seen: Row) -> bool:
        """A row under the header that parts a group of it: Who over Kestrelmoor and Claravane."""
        table = self.table
        fresh = {c: str(v) for c, v in seen.items() if table and v != table.texts.get(c)}
        if table is None or not fresh or not all(c not in table.texts or len(fresh) > 1 for c in fresh):
            return False
        named = {c: _under(table, c, text, self.names) for c, text in fresh.items()}
        if not all(named.values()):
            return False
        table.columns.update(named)
        table.texts = {**table.texts, **fresh}
        return True

    def _after_gap(self, number: int, seen: Row) -> None:
        """A lone cell below a table: the banner of the next one, or a remark."""
        text = str(next(iter(seen.values())))
        if not section_of(text):
            self.found.loose.append(number)
        self.table, self.banner = None, text

    def _outside(self, number: int, seen: Row, gap: bool) -> None:
        column = next(iter(seen))
        if len(seen) > 1:
            self.found.pairs.append(number)
            self.banner, self.value_column = "", list(seen)[1]
        elif not gap and self.value_column == column and self.found.pairs:
            self.found.pairs.append(number)
        else:
            self.found.loose.append(number)
            self.banner, self.value_column = str(seen[column]), 0


def _is_other(table: Table, seen: Row) -> bool:
    """Whether a row below a gap is no line of the table above: a few texts where a line has many cells.

    Steps often stand in groups with a blank row between, and some of them say little.
    """
    few = 2 * len(seen) <= len(table.texts) and all(isinstance(v, str) for v in seen.values())
    return few and table.section != "steps"


def _apart(finder: _Finder, gap: bool) -> bool:
    """Whether a lone cell is a heading: above, below or between tables, not a line of one."""
    return finder.table is None or gap


def _under(table: Table, column: int, text: str, names: Names) -> str:
    """The field of a column that the header above and the text under it name together."""
    group = next((table.texts[c] for c in sorted(table.texts, reverse=True) if c <= column), "")
    side = names.side(text)
    both = column_of(table.section, f"{group} {text}", names)
    if both and (both != "owner" or not side):
        return both
    owned = side and column_of(table.section, str(group), names) == "owner"
    return f"owner_{'customer' if side == 'customer' else 'vendor'}" if owned else ""


def _finer(found: Blocks, above: Table, header: Table) -> Table | None:
    """The header under a row of group headers (WHAT, WHO, WHEN), which it replaces."""
    if len(header.columns) <= len(above.columns):
        return None
    found.tables.remove(above)
    return header


def _visible(row: Row, grid: Grid) -> Row:
    return {c: v for c, v in row.items() if c not in grid.hidden_columns} if grid.hidden_columns else row


def _header(grid: Grid, number: int, seen: Row, banner: str, names: Names) -> Table | None:
    """The table that starts in this row, if its cells are headers of a section."""
    if not seen or not all(isinstance(v, str) and len(v) < 120 for v in seen.values()):
        return None
    if own := _own_header(grid, number, seen):
        return own
    heading = section_near(banner)
    named = {heading, section_near(grid.title)} - {""}
    candidates = _candidates() if len(seen) > 1 else sorted(named & set(_candidates()))
    found = [t for s in candidates if (t := _as_section(grid, number, seen, names, s, heading, named))]
    best = max(found, key=lambda scored: scored[0], default=(0, None))
    return best[1]


def _as_section(
    grid: Grid, number: int, seen: Row, names: Names, section: str, heading: str, named: set[str]
) -> tuple[int, Table] | None:
    """How much speaks for a row being the header of a section, and the table it would begin; or None.

    `heading` is the section named right above, `named` also that of the sheet, which may hold other tables.
    """
    called = _columns(section, seen, names)
    told = sum(names.side(str(seen[c])) is None for c in called)
    enough = told >= _TOLD or (section in named and (told > 0 or heading == section))
    below = {c: _samples(grid, number, c) for c in seen} if enough and section in sections() else {}
    columns = meaning.corrected(section, called, below)
    guessed = _guessed(section, seen, columns, names, below) if len(seen) > 1 else {}
    if not told and not (heading == section and len(guessed) > 1):
        return None
    every = dict(sorted({**columns, **guessed}.items()))
    whole = told and _explains_all(every, called, seen, below)
    if not (whole or _is_header(every, len(seen), section in named, "plan" in named)):
        return None
    points = 4 * len(columns) + len(guessed) + (6 if heading == section else 3 * (section in named))
    other = {c for c, name in every.items() if called.get(c) != name}
    return points, Table(grid, section, number, every, seen, guessed=frozenset(other))


def _own_header(grid: Grid, number: int, seen: Row) -> Table | None:
    """The table of one of our own sheets, which need not be guessed at."""
    section = form.sheet_titles().get(words.key(grid.title), "")
    if section not in _candidates():
        return None
    known = form.titles(section)
    own = {column: known.get(words.key(text)) for column, text in seen.items()}
    named = {column: found.path for column, found in own.items() if found}
    return Table(grid, section, number, named, seen) if len(named) == len(seen) > 1 else None


def _explains_all(
    every: Mapping[int, str], told: Mapping[int, str], seen: Row, below: Mapping[int, list[Any]]
) -> bool:
    """Whether short headers over values are all understood, the one that names the items word for word."""
    short = all(len(str(text)) <= _LABEL // 2 for text in seen.values())
    named = any(name in _MAIN for name in told.values())
    return named and short and len(every) == len(seen) > 1 and all(below.get(c) for c in seen)


def _guessed(
    section: str, seen: Row, columns: Mapping[int, str], names: Names, below: Mapping[int, list[Any]]
) -> dict[int, str]:
    """What other columns mean by their words and by what stands under them."""
    samples = {c: s for c, s in below.items() if c not in columns and _may_be_shared(seen[c], names)}
    found: dict[int, str] = {}
    for column, under in samples.items():
        free = partial(_fits, section, under, frozenset((*columns.values(), *found.values())))
        text = str(seen[column])
        if section == "steps" and meaning.says_when_done(text) and free("done_means"):
            found[column] = "done_means"
        elif name := meaning.by_words(text, _column_index(section), names, free, least=1):
            found[column] = name
    enough = len(columns) >= (_TOLD if len(seen) > _TOLD + 1 else 1)
    rest = {c: s for c, s in samples.items() if c not in found} if enough else {}
    return found | meaning.by_values(section, rest, (*columns.values(), *found.values()))


def _fits(section: str, under: list[Any], taken: frozenset[str], name: str) -> bool:
    """Whether a column may be a field. What is for the vendor alone is only what is called so."""
    if name in taken or name == "done_on" or form.is_internal(section, name):
        return False
    return meaning.fits(section, name, under)


def _may_be_shared(text: Any, names: Names) -> bool:
    plain, short = names.plain(str(text)), len(str(text)) <= _LABEL
    return short and not words.is_internal(plain) and names.mapped(str(text)) != "internal"


def _samples(grid: Grid, header: int, column: int) -> list[Any]:
    """The first values under a header, down to a blank row."""
    found = []
    for number in range(header + 1, header + 1 + _SAMPLES):
        row = grid.rows.get(number)
        if row is None:
            break
        if column in row and number not in grid.hidden_rows:
            found.append(row[column])
    return found


@cache
def _candidates() -> tuple[str, ...]:
    return (*sections(), form.HOLIDAYS)


def _is_header(columns: Mapping[int, str], cells: int, named: bool, plan: bool) -> bool:
    """A column alone must be the one that names the items, else it is a title of the sheet."""
    hits = len(columns)
    if named:
        return hits >= 2 or (hits == cells and any(name in _MAIN for name in columns.values()))
    return hits >= (4 if plan else 3) and hits * 2 >= cells


def _columns(section: str, seen: Row, names: Names) -> dict[int, str]:
    """The field of each header; a field is taken once, by the leftmost column."""
    found: dict[int, str] = {}
    for column, text in seen.items():
        name = column_of(section, text, names)
        if name and name not in found.values():
            found[column] = name
    return found
