"""A plan being read: raw values become typed ones here, and what is odd about them is noted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from mutualplan_deck.findings import Audience, Finding, Level
from mutualplan_deck.readers import numbers
from mutualplan_deck.readers.fields import Field, Sort
from mutualplan_deck.readers.mapping import NAME as FILE
from mutualplan_deck.readers.mapping import Mapped, quoted
from mutualplan_deck.readers.reading import Places, Spot
from mutualplan_deck.readers.roll import Roll
from mutualplan_deck.readers.understood import Notebook, Why
from mutualplan_deck.readers.values import Habits, Read, convert, shown
from mutualplan_deck.readers.words import is_blank_word


class Draft(Struct):
    """What a reader has gathered so far, in the plan's shape.

    `foreign`: the file is not in our form, so people write as they like; `aliases` are their own names for
    people, by key, `mapped` what they say their words mean, `companies` what stands as the company of each;
    `numbered` tells whether items of a section have ids of their own, `issues_listed` whether a table of the
    file lists the issues, `listed` the people in its tables; `deals` are what the plan's deal and the others
    of an export are called.
    `team` are the people of the vendor that a deal's record names, with the place of each; `contacts` are
    those in an export that the rest of it only refers to, by the keys of their names.
    `beside` is the label, as a key, that the last text stood beside; `unread` are texts, with their places,
    beside labels that only say that days stand there.
    `said_as` is the label under which each fact of the plan was found, by its path.
    `writer` is who wrote the file, called "me" in it; `seller` is their name where its head names them as the
    vendor's, with its place; `colleagues` are the people beside it there, with the places.
    `house` is the firm that a CRM prints below its reports, with its place.
    `own_words` are what the file calls each side in the words of its trade, as keys.
    `elsewhere` is a language in which a dollar sign may mean many a money;
    `internal` becomes the plan's; `guide` says where a customer's name belongs in this kind of file.
    """

    source: Path
    guide: str = ""
    own: bool = False
    foreign: bool = False
    aliases: dict[str, str] = field(default_factory=dict)
    companies: dict[int, str] = field(default_factory=dict)
    issues_listed: bool = False
    listed: Roll = field(default_factory=lambda: Roll([]))
    team: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, dict[str, str]] = field(default_factory=dict)
    beside: str = ""
    unread: list[tuple[str, str]] = field(default_factory=list)
    said_as: dict[str, str] = field(default_factory=dict)
    writer: str = ""
    seller: tuple[str, str] = ("", "")
    house: tuple[str, str] = ("", "")
    seller_title: str = ""
    colleagues: list[tuple[dict[str, Any], str]] = field(default_factory=list)
    own_words: dict[str, list[str]] = field(default_factory=dict)
    elsewhere: bool = False
    numbered: dict[str, bool] = field(default_factory=dict)
    deals: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    habits: Habits = field(default_factory=Habits)
    data: dict[str, Any] = field(default_factory=dict)
    internal: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    spots: dict[str, Spot] = field(default_factory=dict)
    single: dict[str, str] = field(default_factory=dict)
    notebook: Notebook = field(default_factory=Notebook)
    mapped: Mapped = field(default_factory=Mapped)

    @property
    def places(self) -> Places:
        """Where the values gathered so far stand."""
        return Places(self.source.name, self.spots, self.single, self.own)

    def take(self, field: Field, raw: Any, pointer: str, habits: Habits | None = None) -> Any:
        """`raw` as a value of `field` at `pointer`, or None; a doubt becomes a finding."""
        return self.take_read(field, raw, pointer, habits).value

    def take_read(self, field: Field, raw: Any, pointer: str, habits: Habits | None = None) -> Read:
        """As `take`, with what else the text says."""
        if self.foreign and field.name == "owner" and isinstance(raw, str) and is_blank_word(raw):
            read = Read(None, f"{shown(raw)} names nobody yet", "Write who it is", lost=True)
        else:
            read = convert(field, raw, habits or self.habits)
        if read.doubt:
            self.doubt(read, pointer)
        if read.readings:
            self.notebook.doubt(shown(raw), read.readings, read.readings[0], pointer)
        if field.sort is Sort.CHOICE:
            self.notebook.hear(field.name, shown(raw), str(read.value or ""), pointer)
        same = self.same_currency(read.currency, pointer, raw)
        return read if same else replace(read, value=None, beside={})

    def _ask_whose_dollar(self, written: str, pointer: str) -> None:
        """A sheet in another language may mean any of a dozen dollars and pesos; said once."""
        if not any(f.code == "RD116" for f in self.findings):
            message = f"{shown(written)} does not say whose dollar or peso it is; shown without a currency"
            advice = "Write Currency and its three letters in two cells"
            self.tell("RD116", Level.WARNING, message, advice, pointer=pointer)

    def same_currency(self, code: str, pointer: str, written: Any = "") -> bool:
        """Amounts of another currency are never mixed in; the first currency seen is the plan's.

        `written` is the amount as it stands in the file: a mere dollar sign is the plan's own dollar.
        """
        if self.elsewhere and "currency" not in self.data and numbers.is_bare_dollar(str(written)):
            self._ask_whose_dollar(str(written), pointer)
            return True
        if code and "currency" not in self.data and any(f.code == "RD116" for f in self.findings):
            message = f"an amount in {code}, and others do not say whose dollar or peso; shown as to confirm"
            self.tell("RD116", Level.WARNING, message, "Write Currency in two cells", pointer=pointer)
            return False
        if not code or self.data.setdefault("currency", code) == code:
            return True
        if numbers.is_bare_dollar(str(written)) and self.data["currency"] in numbers.dollars():
            return True
        message = f"an amount in {code} in a plan in {self.data['currency']}; shown as to confirm"
        advice = f"Write it in {self.data['currency']}"
        self.tell("RD116", Level.WARNING, message, advice, pointer=pointer)
        return False

    def doubt(self, read: Read, pointer: str) -> None:
        """Tell what a conversion was unsure of."""
        code = "RD101" if read.lost else "RD102"
        if read.close:
            self.propose(code, read.doubt, "status", read.said, read.close, pointer=pointer)
            return
        self.tell(code, Level.WARNING, read.doubt, read.advice, pointer=pointer)

    def tell(
        self,
        code: str,
        level: Level,
        message: str,
        advice: str = "",
        *,
        pointer: str = "",
        place: str = "",
        internal: bool = False,
    ) -> None:
        """Note a finding; where it has no `place` yet, `pointer` gives one in the end."""
        audience = Audience.INTERNAL if internal else Audience.SHARED
        self.findings.append(Finding(code, level, message, advice, place, pointer, audience=audience))

    def leave_out(self, why: Why, what: str, place: str) -> None:
        """Note that something is kept from what both sides see."""
        self.notebook.leave_out(why, what, place)

    def propose(
        self,
        code: str,
        message: str,
        table: str,
        said: str,
        meaning: str,
        *,
        place: str = "",
        pointer: str = "",
        internal: bool = False,
    ) -> None:
        """Tell what a text may mean, and the line by which a person can say so; it is not taken."""
        line = f"{quoted(said)} = {quoted(meaning)}"
        advice = f"If it is, write in {FILE}, under [{table}]: {line}"
        self.tell(code, Level.WARNING, message, advice, place=place, pointer=pointer, internal=internal)
        self.notebook.propose(table, said, meaning, place or pointer)

    def propose_side(self, side: str, name: str, place: str, because: str = "") -> None:
        """Take `name` for the side that no cell names, and tell it; `because` says why it is likely."""
        self.data.setdefault(side, {})["name"] = name
        self.single[f"/{side}/name"] = place
        likely = f", {because}," if because else ""
        message = f"no cell names the {side}; {name}{likely} is taken for it"
        advice = f"Write {side.capitalize()} and its name in two cells"
        self.tell("RD121", Level.WARNING, message, advice, place=place)

    def keep_internal(self, place: str, value: Any) -> None:
        """Keep something for the vendor alone, under the place it came from."""
        if value in (None, "", [], {}):
            return
        before = self.internal.get(place)
        several = isinstance(before, str) and isinstance(value, str) and value not in before
        self.internal[place] = f"{before}\n{value}" if several else value

    def keep(self, topic: str, value: Any) -> None:
        """Keep a topic of the file's own Internal sheet, whatever its value."""
        self.internal[topic] = value

    def add(self, section: str, item: Mapping[str, Any], spot: Spot | None) -> str:
        """Append an item to a section and return its pointer."""
        rows = self.data.setdefault(section, [])
        pointer = f"/{section}/{len(rows)}"
        rows.append(dict(item))
        if spot:
            self.spots[pointer] = spot
        return pointer
