"""Finding the blocks of a sheet: tables with a header, and labels with a value beside them."""

from __future__ import annotations

from itertools import takewhile

from msgspec import Struct, field

from mutualplan_deck.readers import form, lines, persons, words
from mutualplan_deck.readers.beside_each_other import strips
from mutualplan_deck.readers.fields import Sort
from mutualplan_deck.readers.grid import Grid, Row
from mutualplan_deck.readers.headings import (
    LABEL,
    column_of,
    label_of,
    says_ours,
    section_in,
    section_near,
    section_of,
)
from mutualplan_deck.readers.headless import people_below
from mutualplan_deck.readers.heads import find_header
from mutualplan_deck.readers.lists import Listing, is_point, may_list
from mutualplan_deck.readers.meaning import is_day, is_name, is_words, surely_status
from mutualplan_deck.readers.no_header import are_headers
from mutualplan_deck.readers.our_groups import leave_our_groups
from mutualplan_deck.readers.own_form import is_own_plan
from mutualplan_deck.readers.people import at_words
from mutualplan_deck.readers.persons import are_people
from mutualplan_deck.readers.table import Table
from mutualplan_deck.readers.words import Names, key

_TYPED = (Sort.DATE, Sort.NUMBER, Sort.COUNT)
_RUN = 40  # rows on end without a table, after which only a blank row or a heading begins one
_BLOCK = 6  # rows of what is said of an issue
_PAIR = 2
_OWNER = 3  # words of who owns a step
_STATEMENT = 12  # words
_TRIED = 400  # rows without a table, after which nothing is looked for


class Blocks(Struct):
    """What a sheet is made of, as row numbers.

    `pairs` hold a label and its value (or go on with the value above), `loose` a text alone that is in none
    of the `lists`; `private` are rows under a heading that says they are for us, `banners` these headings;
    `far` those so far from any table that nothing is looked for in them.
    """

    tables: list[Table] = field(default_factory=list)
    lists: list[Listing] = field(default_factory=list)
    pairs: list[int] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    private: list[int] = field(default_factory=list)
    far: list[int] = field(default_factory=list)
    banners: list[int] = field(default_factory=list)


def find_blocks(grid: Grid, names: Names) -> Blocks:
    """The blocks of a sheet, hidden columns and rows left aside."""
    finder = _Finder(grid, names, own_plan=is_own_plan(grid))
    for part in strips(grid):
        finder.begin(part)
        for number, row in part.rows.items():
            if number in grid.hidden_rows:
                finder.previous = number  # what stands around it is one block still
            else:
                finder.take(number, _visible(row, grid))
    for listed in (finder.found.loose, finder.found.private, finder.found.banners):
        listed[:] = dict.fromkeys(listed)
    finder.found.lists[:] = [one for one in finder.found.lists if one.rows]
    _as_one_list(grid, finder.found)
    return finder.found


def _as_one_list(grid: Grid, found: Blocks) -> None:
    """All lines of a sheet that names a section and has nothing but lines, its title left out."""
    section = section_near(grid.title)
    if found.tables or found.pairs or found.lists or found.private or not may_list(section):
        return
    rows = [n for n in found.loose if n not in grid.hidden_rows and is_point(grid.rows[n])]
    if rows and (rows[0] + 1 not in grid.rows or section_of(str(next(iter(grid.rows[rows[0]].values()))))):
        del rows[0]
    if rows:
        found.lists.append(Listing(grid, section, grid.title, rows))
        found.loose[:] = [n for n in found.loose if n not in rows]


class _Finder(Struct):
    """Goes down a sheet row by row. `banner` is the last lone text, `previous` the last row seen."""

    grid: Grid
    names: Names
    found: Blocks = field(default_factory=Blocks)
    table: Table | None = None
    listing: Listing | None = None
    banner: str = ""
    previous: int = -1
    private: bool = False
    labelled: bool = False
    value_column: int = 0
    own_plan: bool = False
    tried: int = 0

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
        if self.table is None and len(self.found.loose) + len(self.found.pairs) > _TRIED:
            self.found.far.append(number)
            return
        if any((number, c) in (self.grid.labels or ()) for c in seen):
            self.table, self.banner, self.listing = None, "", None
            self.found.pairs.append(number)
        elif self._is_private(number, seen, gap):
            self.found.private.append(number)
        else:
            self._shared(number, seen, gap)

    def _shared(self, number: int, seen: Row, gap: bool) -> None:
        """A header, a line of a table, or what stands between tables."""
        header = self._starts(number, seen, gap)
        if header:
            self._no_list(header, gap)
            if not (self.table and number - 1 in self.table.rows):
                leave_our_groups(header, number - 1, self.names)
            header.banner, self.table, self.banner = self.banner, header, ""
            self.found.tables.append(header)
        elif self.table and not self.table.rows and not gap and self._is_second_header(seen):
            return
        elif self.table and gap and len(seen) == 1:
            self._after_gap(number, seen)
        elif self.table and gap and self._ends(number, seen):
            self.table, self.banner = None, ""
            self._outside(number, seen, gap)
        elif self.table:
            self.table.rows.append(number)
        else:
            self._outside(number, seen, gap)

    def _ends(self, number: int, seen: Row) -> bool:
        """Whether a row below a gap is no line of the table any more."""
        if self.table is None or _is_other(self.table, seen) or _lists_another(self.table, seen):
            return True
        below = _visible(self.grid.rows.get(number + 1) or {}, self.grid)
        goes_on = len(below) > _PAIR and below.keys() <= self.table.texts.keys()
        return not goes_on and (
            _is_labelled(self.table, seen, self.names) or _is_undated(self.table, seen, below)
        )

    def _is_private(self, number: int, seen: Row, gap: bool) -> bool:
        """Below a banner that says so, all is for us alone, until a banner names a section again."""
        text = str(next(iter(seen.values()))) if len(seen) == 1 else ""
        plain = self.names.plain(text) if text else ""
        somebody = bool(plain) and persons.begins(text) and persons.are_people(text)
        if somebody and not words.is_for_us(words.key(text)):  # and what is said of them
            plain = ""
        strong = bool(plain) and words.is_for_us(plain) and not words.says("column", text)
        if not strong and len(seen) == _PAIR and not self.table:  # "NOT FOR THE CUSTOMER", and the first line
            strong = _is_strongly_ours(str(next(iter(seen.values()))), self.names)
        starts = strong or (bool(plain) and len(text) < 60 and words.is_internal(plain) and _apart(self, gap))
        if starts:
            self.private, self.table, self.banner = True, None, ""
            self.labelled = len(seen) == _PAIR
            self.found.banners.append(number)
        elif self.private and self.labelled and gap and are_headers([*seen.values()]):
            self.private = False  # what stood beside a label and below it was ours, and not a table
        elif self.private and plain and section_of(text) not in ("", "internal"):
            self.private = False
        return self.private

    def _starts(self, number: int, seen: Row, gap: bool) -> Table | None:
        """The table whose header this row is."""
        table = self.table
        self.tried = 1 if gap or self.banner else self.tried + 1
        if self.own_plan or self.tried > _RUN or not (table is None or gap or self.banner or not table.rows):
            return None
        gains = len(seen) == 1 and self._is_over_gains(number)  # which are lines to read, each by itself
        banner = self.banner
        if not banner and table and not table.rows and not gap and len(table.texts) == 1:
            banner = str(*table.texts.values())  # a heading that is also a header: "Trouble"
        header = None if gains else find_header(self.grid, number, seen, banner, self.names)
        if not header and not table and self.banner and self._is_over_people():
            header = people_below(self.grid, number, seen, self.names)
        if not header and not table:
            header = self._more_people(number, seen)
        if header and table and not table.rows and not gap:
            return _finer(self.found, table, header, self.names)
        return header

    def _is_over_people(self) -> bool:
        """Whether the last lone text names people, or whose they are below a heading that does."""
        if section_near(self.banner) == "people":
            return True
        if not self._leads_people(self.banner):
            return False
        above = self.found.loose[-_PAIR:-1]
        texts = [str(next(iter(self.grid.rows[n].values()))) for n in above if n in self.grid.rows]
        return any(section_near(text) == "people" for text in (*texts, self.grid.title))

    def _is_second_header(self, seen: Row) -> bool:
        """A row under the header that parts a group of it: Who over Kestrelmoor and Claravane."""
        table = self.table
        if table and _repeats(table, seen):
            return True
        fresh = {c: str(v) for c, v in seen.items() if table and v != table.texts.get(c)}
        if table is None or not fresh or not all(c not in table.texts or len(fresh) > 1 for c in fresh):
            return False
        named = {c: _under(table, c, text, self.names) for c, text in fresh.items()}
        if not all(named.values()):
            return False
        table.columns.update(named)
        table.texts = {**table.texts, **fresh}
        leave_our_groups(table, table.header, self.names)
        return True

    def _after_gap(self, number: int, seen: Row) -> None:
        """A lone cell below a table: the banner of the next one, or a remark."""
        above, text = self.table, str(next(iter(seen.values())))
        if above and not above.rows and len(above.texts) == 1:
            # what looked like a header is a heading, with a blank row between it and its lines
            self.found.tables.remove(above)
            self.table = None
            self._begin_list(str(next(iter(above.texts.values()))))
            self._outside(number, seen, gap=True)
            return
        named = section_of(text) or section_of(self.names.plain(text))
        if above and not named and self._goes_on(above, number + 1, text):
            above.rows.append(number)
            return
        if not named:
            self.found.loose.append(number)
        self.table, self.banner = None, text
        self._begin_list(text)

    def _goes_on(self, table: Table, number: int, text: str) -> bool:
        """Whether the row under a lone text is a line of the table above.

        The text names the next phase of steps, or whose the next people are.
        """
        below = _visible(self.grid.rows.get(number) or {}, self.grid)
        alike = 2 * len(below) >= len(table.texts) and below.keys() <= table.texts.keys()
        named = table.section == "people" and (self._leads_people(text) or _is_person(table, below))
        if not alike or not (table.section == "steps" or named):
            return False
        return find_header(self.grid, number, below, "", self.names) is None

    def _leads_people(self, text: str) -> bool:
        """Whether a lone text says whose the people below are."""
        return key(text).split(" ")[0] in at_words() or self.names.side_in(text) != ""

    def _more_people(self, number: int, seen: Row) -> Table | None:
        """The table that goes on, as an earlier one of people, under a heading that says whose they are."""
        if not self.banner or not self._leads_people(self.banner) or len(seen) == 1:
            return None
        earlier = (t for t in reversed(self.found.tables) if t.section == "people")
        table = next((t for t in earlier if seen.keys() <= t.texts.keys() and _is_person(t, seen)), None)
        if table is None:
            return None
        return Table(self.grid, "people", table.header, table.columns, table.texts, rows=[number])

    def _outside(self, number: int, seen: Row, gap: bool) -> None:
        column = next(iter(seen))
        near = self.listing and not (gap and self.listing.rows)
        said = str(seen[column])
        side = _names_side(said) or (_may_name(said) and self._is_over_side(number))
        side = side or self._is_over_others(said)
        if near and self.listing and is_point(seen) and not (side or self._names_something(said)):
            self.listing.rows.append(number)
            return
        self.listing = None
        if len(seen) > 1 and not gap and column == self.value_column and self.found.pairs:
            self.found.pairs.append(number)  # with a remark behind it
        elif len(seen) > 1:
            self.found.pairs.append(number)
            self.banner, self.value_column = "", list(seen)[1]
        elif not gap and self.value_column == column and self.found.pairs:
            self.found.pairs.append(number)
        else:
            self.found.loose.append(number)
            self.banner, self.value_column = str(seen[column]), 0
            self._begin_list(self.banner, number)

    def _begin_list(self, text: str, number: int = 0) -> None:
        """A heading that names a section may have lines below it, or in the same cell."""
        heading, _, below = text.partition("\n")
        if below.strip() and number and heading.rstrip().endswith(":"):
            section = section_in(heading, self.names)
            if may_list(section):
                self.listing = Listing(self.grid, section, heading.strip(), [number])
                self.found.lists.append(self.listing)
                self.found.loose.remove(number)
                return
        if _is_said_in(text) or (
            " " not in text.strip() and not section_of(text) and surely_status(text)
        ):  # "Stuck", in a list of what a status may be
            self.listing = None
            return
        section = section_of(text) or ("" if self._names_something(text) else section_in(text, self.names))
        section = section or ("people" if self._is_over_persons(text, number) else "")
        section = section or ("outcomes" if self._is_over_gains(number) else "")
        again = not section_of(text) and self._goes_on_as_issues(number)
        section = "issues" if again else section
        self.listing = Listing(self.grid, section, text, again=again) if may_list(section) else None
        self.found.lists.extend([self.listing] if self.listing else [])

    def _is_over_others(self, text: str) -> bool:
        """Whether a line among people says whose the next ones are: "At Bolt"."""
        of_people = self.listing is not None and self.listing.section == "people"
        at_firm = key(text).split(" ")[0] in at_words()
        at_firm = at_firm and ":" not in text  # "AT: Ann Teller, CFO" is somebody
        return of_people and self._leads_people(text) and (at_firm or not persons.begins(text))

    def _is_over_side(self, number: int) -> bool:
        """Whether the next line says what a side is called, so that this one may do so for the other."""
        below = [*(self.grid.rows.get(number + 1) or {}).values()]
        return len(below) == 1 and _names_side(str(below[0]))

    def _goes_on_as_issues(self, number: int) -> bool:
        """Whether the lines below a heading begin as those of an issue above: "Number to move: …"."""
        issues = [one for one in self.found.lists if one.section == "issues"]
        above = {label for one in issues for n in one.rows if (label := _label(one.grid, n))}
        below = takewhile(lambda n: n in self.grid.rows, range(number + 1, number + _BLOCK))
        return bool(number and above) and not above.isdisjoint(_label(self.grid, n) for n in below)

    def _is_over_persons(self, text: str, number: int) -> bool:
        """Whether a heading says whose the people are in the line below: "Ardenloop (us)"."""
        below = [*(self.grid.rows.get(number + 1) or {}).values()] if number else []
        return len(below) == 1 and self._leads_people(text) and are_people(below[0])

    def _is_over_gains(self, number: int) -> bool:
        """Whether most lines below say what goes from where to where, and what that is worth a year."""
        rows = [self.grid.rows.get(n) or {} for n in range(number + 1, number + _BLOCK)]
        alone = [next(iter(row.values())) for row in takewhile(lambda row: len(row) == 1, rows)]
        texts = [text for text in alone if isinstance(text, str)] if number else []
        gains = [lines.outcome(text, "").item for text in texts if any(map(str.isdigit, text))]
        full = sum({"before", "annual_value"} <= item.keys() for item in gains)
        return full >= _PAIR and 2 * full >= len(texts)

    def _names_something(self, text: str) -> bool:
        """Whether a text is the name of a section or a field, and so no line of a list."""
        return bool(section_of(text) or column_of("issues", text, self.names))

    def _no_list(self, header: Table, gap: bool) -> None:
        """What stands between a heading and its table says something about it, and is no list."""
        last = self.found.lists[-1] if self.found.lists else None
        several = last and (last.rows[1:] or "\n" in str(_last(last)))
        whole = last and gap and (several or (last.section != header.section and _states(last)))
        if last and (self.listing is last or last.section == header.section) and not whole:
            self.found.lists.pop()
            self.found.loose.extend(last.rows)
        self.listing = None


def _label(grid: Grid, number: int) -> str:
    """The key of what stands before a colon in a line alone; or ""."""
    row = grid.rows.get(number, {})
    label, colon, _ = str(next(iter(row.values()))).partition(":") if len(row) == 1 else ("", "", "")
    return key(label) if colon and len(label) <= LABEL else ""


def _may_name(text: str) -> bool:
    """Whether a line is a label of one word or two and a name: "Library: Wapsinaw County Library System"."""
    label, colon, name = text.partition(":")
    return bool(colon and name.strip()) and len(label.split()) <= _PAIR and name.strip()[:1].isupper()


def _names_side(text: str) -> bool:
    """Whether a line says what a side is called, which is no line of a list: "Customer: Acme Ltd"."""
    label, colon, name = text.partition(":")
    if not colon or not name.strip() or "\n" in text or are_people(name):
        return False
    return label_of(label, Names()) in ("customer.name", "vendor.name")


def _is_said_in(text: str) -> bool:
    """Whether a line says itself what its label names: "Who: the airport first, and then us"."""
    label, colon, said = text.partition(":")
    return bool(colon) and len(label) < LABEL and len(said.split()) > _PAIR and "\n" not in text


def _is_strongly_ours(label: str, names: Names) -> bool:
    """Whether a label says that nothing from here on is for the customer."""
    alone = names.plain(words.without_brackets(label))  # "Price (us only)" is one line of ours
    return len(label) < LABEL and words.is_for_us(alone) and not words.says("column", label)


def _last(listing: Listing) -> object:
    """The text of a list's last line."""
    row = listing.grid.rows.get(listing.rows[-1], {}) if listing.rows else {}
    return next(iter(row.values()), "")


def _states(listing: Listing) -> bool:
    """Whether the one line under a heading of issues may state one: some words, and a figure in them."""
    texts = [str(next(iter(listing.grid.rows[n].values()))) for n in listing.rows]
    enough = len(texts) == 1 and len(texts[0].split()) >= _STATEMENT and any(map(str.isdigit, texts[0]))
    return enough and listing.section == "issues" and not words.says("deal_talk", texts[0])


def _is_other(table: Table, seen: Row) -> bool:
    """Whether a row below a gap is no line of the table above: a few texts where a line has many cells.

    Or words where the lines above have days and figures: the header of another table, in words of its own.
    Steps often stand in groups with a blank row between, and some of them say little.
    """
    known = form.item_fields(table.section)
    typed = [v for c, v in seen.items() if (f := known.get(table.columns.get(c, ""))) and f.sort in _TYPED]
    if len(typed) > 1 and all(map(is_words, typed)):
        return True
    few = 2 * len(seen) <= len(table.texts) and all(isinstance(v, str) for v in seen.values())
    return few and table.section != "steps"


def _lists_another(table: Table, seen: Row) -> bool:
    """Whether a row is the name of another section, and beside it what there is of that, a line each."""
    (_, label), *rest = seen.items()
    if len(rest) != 1 or not isinstance(label, str) or "\n" not in str(rest[0][1]):
        return False
    return section_of(label) not in ("", table.section)


def _is_undated(table: Table, seen: Row, below: Row) -> bool:
    """Whether a row below steps that begin with their days is words beside words, as the next: no step."""
    days = [c for c, name in table.columns.items() if name == "due"]
    first = min(seen)
    if table.section != "steps" or days != [first] or first != min(table.texts) or len(seen) > _PAIR + 1:
        return False
    label, value = seen[first], seen.get(first + 1)
    dated = sum(is_day(table.grid.rows[n].get(first)) for n in table.rows)
    worded = isinstance(label, str) and not is_day(label) and len(label) <= LABEL and is_words(value)
    return (
        worded and 2 * dated >= len(table.rows) and not is_day(below.get(first)) and len(below) <= _PAIR + 1
    )


def _is_labelled(table: Table, seen: Row, names: Names) -> bool:
    """Whether a row below steps is a label and what stands beside it: no line of theirs begins so.

    It says nothing where steps say who, when and how far, or says there what is none of that.
    """
    (first, label), *rest = seen.items()
    if table.section != "steps" or len(rest) != 1 or not isinstance(label, str) or len(label) > LABEL:
        return False
    if not is_words(rest[0][1]) and not label_of(label, names):
        return False
    known = section_near(label)
    colon = label.strip().endswith(":")
    said = bool(known or label_of(label, names)) or says_ours(label, names) or colon
    second, value = rest[0]
    if known == "people" and persons.person(str(value)).item.get("title"):
        return True  # "Contacts | Jane Doe, CFO"
    if _is_of_step(table.columns.get(second, ""), value):
        return False
    if table.columns.get(second, "").startswith("owner") and len(str(value).split()) > 2 * _OWNER:
        return True  # a sentence, and nobody
    if table.columns.get(second, "") in ("due", "start") and len(str(value).split()) > 2 * _OWNER:
        return True  # and no day
    name = table.columns.get(first, "")
    return said or (name == "status" and not surely_status(label))


def _is_of_step(name: str, value: object) -> bool:
    """Whether a value may be that of a step's column: who owns it, by when, how far it is."""
    if name.startswith("owner"):
        return isinstance(value, str) and len(value.split()) <= _OWNER
    return is_day(value) if name in ("due", "start", "done_on") else name == "status" and surely_status(value)


def _repeats(table: Table, seen: Row) -> bool:
    """Whether a row under a header says the same, as headers do that are merged over two rows."""
    same = sum(seen.get(c) == text for c, text in table.texts.items())
    return len(table.texts) > 1 and 2 * same > len(table.texts)


def _is_person(table: Table, row: Row) -> bool:
    """Whether a row has a name where the table of people above has them, and more besides."""
    column = next((c for c, n in table.columns.items() if n == "name"), 0)
    return len(row) > 1 and is_name(row.get(column))


def _apart(finder: _Finder, gap: bool) -> bool:
    """Whether a lone cell is a heading: above, below or between tables, not a line of one."""
    return finder.table is None or gap


def _under(table: Table, column: int, text: str, names: Names) -> str:
    """The field of a column that the header above and the text under it name together."""
    above = next((c for c in sorted(table.texts, reverse=True) if c <= column), 0)
    group = table.texts.get(above, "")
    side = names.side(text)
    both = column_of(table.section, f"{group} {text}", names)
    if both and (both != "owner" or not side):
        return both
    owned = side and column_of(table.section, str(group), names) == "owner"
    if owned:
        return f"owner_{'customer' if side == 'customer' else 'vendor'}"
    # "Timescale" over "From" and "To" says nothing that these do not
    return column_of(table.section, text, names) if above not in table.columns else ""


def _finer(found: Blocks, above: Table, header: Table, names: Names) -> Table | None:
    """The header under a row of group headers (WHAT, WHO, WHEN), or under a title, which it replaces."""
    title = len(above.texts) == 1 and section_in(str(*above.texts.values()), names)
    if len(header.columns) <= len(above.columns) and title != header.section:
        return None
    found.tables.remove(above)
    return header


def _visible(row: Row, grid: Grid) -> Row:
    return {c: v for c, v in row.items() if c not in grid.hidden_columns} if grid.hidden_columns else row
