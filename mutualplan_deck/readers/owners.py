"""Who owns a step, out of what people write: "Buyer: Jane", "IT (Customer)", "Both", "HB, SR"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import words
from mutualplan_deck.readers.roll import Roll
from mutualplan_deck.readers.words import Names, key
from mutualplan_deck.regex import regex

_BETWEEN = regex(r"\s{2,}(?=[^\s:]{1,20}:)|\s+w/\s*|\s*(?:;|,|&|\+|/|\n)\s*|\s+(?:and|und|et|y|e)\s+")
_PREFIX = regex(r"^([^:]{1,40}?)(?::\s*|\s+[-–—]\s+)(.+)$", re.DOTALL)
_SHARE = regex(r"\s*\[\d{1,3}\s?%\]")  # of somebody's time, as project programs write it
_MAIL = regex(r"\s*[(<\[]\s*[\w.+'-]+@[\w.-]+\.\w+\s*[)>\]]")
_ADDRESS = regex(r"([^\W\d_]{2,})\.([^\W\d_]{2,})@[\w.-]+")
_INSIDE = regex(r"^(.*?)\s*\(([^()]*)\)\s*$", re.DOTALL)
_SMALL = (
    "de",
    "des",
    "du",
    "d",
    "l",
    "la",
    "le",
    "les",
    "of",
    "the",
    "and",
    "et",
    "y",
    "e",
    "für",
    "und",
    "der",
)
_IN_BRACKETS = regex(r"\([^()]*\)")
_SIGNS = regex(r"[/;+&]")  # between two, while a comma may stand before somebody's job
_BARS = regex(r"\s*[|;]\s*")
_SHORT = 5  # letters that stand for a side
_FEW = 2  # words of what a department is called
_NAMED, _CALLED = 7, 3  # words of what somebody is called, at most; if they may be about us or a price
CUSTOMER, VENDOR, NOBODY = "customer", "vendor", "nobody"
TOLD = "says more than who does it; kept as internal"


class Owners(Struct, dict=True):
    """Names by side, and what to tell: (text, why) that names nobody, (text, name) that was taken,
    (name, side) in the other side's column."""

    customer: list[str] = field(default_factory=list)
    vendor: list[str] = field(default_factory=list)
    nobody: list[tuple[str, str]] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)
    guests: list[tuple[str, str]] = field(default_factory=list)
    people: set[str] = field(default_factory=set)

    @cached_property
    def in_words(self) -> str:
        """ "Ann Lee (customer), Bolt (vendor)"; "" for nobody."""
        sides = ((CUSTOMER, self.customer), (VENDOR, self.vendor))
        return ", ".join(f"{name} ({side})" for side, names in sides for name in names)

    def side(self, name: str) -> list[str]:
        """The names of a side, to add to."""
        return self.customer if name == CUSTOMER else self.vendor


class Reader(Struct, frozen=True):
    """Reads owner texts of one file. `titles` are what each side is called where nobody is named.

    `meant` are a person's own words for somebody, by key; `writer` is who speaks of himself as "me";
    `sellers` are those, by key, whose deal a CRM says it is: the vendor's, if no list has them.
    """

    names: Names
    roll: Roll
    titles: dict[str, str]
    meant: Mapping[str, str] = field(default_factory=dict)
    writer: str = ""
    sellers: frozenset[str] = frozenset()

    def read(self, text: str, column: str) -> Owners:
        """`column` is the side whose column the text stands in, or "" for a column of both."""
        found = Owners()
        text = self._meant(_SHARE.sub("", _MAIL.sub("", text)))
        for part in map(self._meant, self._of_sides(text.strip())):
            self._part(found, part, column)
        return _persons_first(found)

    def _of_sides(self, text: str) -> Iterator[str]:
        """The parts of a text, each with the side that stands before its own: "D: Lee, Hill | S: TW"."""
        segments = _BARS.split(text)
        prefixed = [_PREFIX.match(segment) for segment in segments]
        if len(segments) == 1 or not all(m and self.names.side(m[1]) for m in prefixed):
            yield from self._parts(text)
            return
        for match in filter(None, prefixed):
            yield from (f"{match[1]}: {part}" for part in self._parts(match[2].strip()))

    def _meant(self, text: str) -> str:
        """A text as a person says it is meant; "nobody" is nobody."""
        said = self.meant.get(key(text), text) if self.meant else text
        return "" if key(said) == NOBODY else said

    def _parts(self, text: str) -> list[str]:
        """Split only where each part, or the first of them, is somebody, or a semicolon says so."""
        parts = list(self._without_jobs(text))
        apart = len(parts) > 1 and _SIGNS.search(text) and all(map(self.roll.find, parts))
        if not apart and self.roll.find(text) and "?" not in text:
            return [text]
        known = [p for p in parts if self._known(p)]
        several = len(parts) > 1 and len(known) == len(parts)
        if not several and not _PREFIX.match(text) and self.names.side(text):
            return [text]
        return parts if parts and parts != [text] and (known or ";" in text) else [text]

    def _without_jobs(self, text: str) -> Iterator[str]:
        """The parts, without what only says which job the one before has: "G. Arsen, PDG and R. Doucet"."""
        before: dict[str, Any] = {}
        for mark, part in _marked(text):
            found = self.roll.find(part)
            if not (before and not found and mark.strip() == "," and _is_job_of(before, part)):
                yield part
            before = found[0] if found else {}

    def _known(self, part: str) -> bool:
        bare = _PREFIX.match(part)
        inner = _INSIDE.match(part)
        tried = (part, bare[2] if bare else "", inner[1] if inner else "")
        sided = inner is not None and looks_like_name(inner[1]) and bool(self.names.side(inner[2]))
        return (
            sided
            or part.strip() in _writers()
            or any(t and (self.roll.find(t) or self.names.side(t)) for t in tried)
        )

    def _part(self, found: Owners, part: str, column: str) -> None:
        if part.strip() in _writers():  # as it is written: "ME" are somebody's initials
            self._writer(found, part)
            return
        side, rest = self._sided(part)
        several = list(_apart(rest)) if side else []
        if len(several) > 1 and all(self.roll.find(one) for one in several):  # "them (Ann, Bo)"
            for one in filter(None, map(self._person, several)):
                self._take(found, one, rest, side, column)
            return
        if key(rest) in words.keys_of("owners", "both"):
            self._nobody_of(found, (CUSTOMER, VENDOR), part)
        elif person := self._person(rest):
            self._take(found, person, rest, side, column)
        elif not rest or words.is_blank_word(rest):
            found.nobody += [(rest, "names nobody yet")] if rest else []
        elif rest.endswith("?") and words.is_blank_word(rest.partition(",")[0]):  # "TBD, their bookkeeper?"
            found.nobody.append((rest, "names nobody yet"))
        elif self.names.side(rest):
            self._nobody_of(found, (self.names.side(rest) or VENDOR,), part)
        else:
            self._unknown(found, rest, side, column)

    def _unknown(self, found: Owners, text: str, side: str, column: str) -> None:
        """Somebody on no list, or a sentence that is for us."""
        name, side = self._stranger(text, side)
        if key(name) in self.sellers:
            found.side(VENDOR).append(name)
        elif _is_told(text):
            found.nobody.append((text, TOLD))
        else:
            found.side(side or column or CUSTOMER).append(name)
            found.nobody.append((text, "is not among the people"))

    def _writer(self, found: Owners, text: str) -> None:
        """Who wrote the plan; the vendor, where nobody is known to have."""
        if self.writer and (person := self.roll.find(self.writer)):
            self._take(found, (person[0], False), text, VENDOR, "")
        else:
            self._nobody_of(found, (VENDOR,), text)

    def _stranger(self, text: str, side: str) -> tuple[str, str]:
        """A name that is nobody's, without what stands in brackets behind it, which may say the side.

        An address that is made of a first and a last name is that name.
        """
        match = _INSIDE.match(text)
        if (name := name_in_address(text)) != text:
            return name, side
        if not match or not looks_like_name(match[1]):
            return text, side
        said = self.names.side_in(match[2]) or (VENDOR if words.speaks_of_us(match[2]) else "")
        return match[1].strip(), side or (_of_two(said) if said else "")

    def _sided(self, part: str) -> tuple[str, str]:
        """The side that stands before a colon or beside brackets, and what is left."""
        if match := _PREFIX.match(part):
            side = self.names.side(match[1])
            if side:
                return _of_two(side), match[2].strip()
            if self.roll.find(match[2].strip()) and not self.roll.find(match[1].strip()):
                return "", match[2].strip()
        first, _, rest = part.partition(" ")
        short = first.isupper() and len(first) <= _SHORT and rest[:1] not in "("
        if short and rest and self.names.side(first) and words.is_department(rest):  # "OB IT"
            return _of_two(self.names.side(first)), rest.strip()
        if match := _INSIDE.match(part):
            outer, inner = match[1].strip(), match[2].strip()
            if self.names.side(outer) and inner:
                return _of_two(self.names.side(outer)), inner
            if self.names.side(inner) and outer:
                return _of_two(self.names.side(inner)), outer
        return "", part

    def _person(self, text: str) -> tuple[dict[str, Any], bool] | None:
        if found := self.roll.find(text):
            return found
        first, comma, firm = text.partition(",")  # "Yann, Bolt", in the brackets behind a side
        if comma and (self.names.side(firm.strip()) or _is_alone(firm)) and (found := self.roll.find(first)):
            return found
        match = _INSIDE.match(text)
        if not match:
            return None
        outer = self.roll.find(match[1])
        titled = self.roll.by_title(match[2])
        return (outer[0], True) if outer else (titled, False) if titled else None

    def _take(
        self, found: Owners, person: tuple[dict[str, Any], bool], text: str, side: str, column: str
    ) -> None:
        """A person's own side outweighs the column's: guests own tasks in other people's tools."""
        who, sure = person
        name = str(who.get("name") or who.get("title") or who.get("id"))
        party = CUSTOMER if who.get("party", Party.CUSTOMER) == Party.CUSTOMER else VENDOR
        if not side and column and party != column:
            if who.get("party") in (Party.CUSTOMER, Party.VENDOR):
                found.guests.append((name, party))
            else:
                party = column
        if name not in found.side(side or party):
            found.side(side or party).append(name)
        found.people.add(name)
        if not sure:
            found.taken.append((text, name))

    def _nobody_of(self, found: Owners, sides: tuple[str, ...], text: str) -> None:
        """A side without a person: called by its own name."""
        for side in map(_of_two, sides):
            found.side(side).append(self.titles[side])
        found.nobody.append((text, "names a side, and no person"))


def _is_job_of(person: Mapping[str, Any], text: str) -> bool:
    """Whether a text is a person's title, its first words, or the letters that its words begin with."""
    title, said = key(str(person.get("title") or "")).split(" "), key(text).split(" ")
    letters = "".join(w[0] for w in title if w and w not in _SMALL)
    short = "".join(w[0] for w in said[:-1]) + said[-1]
    return len(text) > 1 and bool(letters) and (short == letters or title[: len(said)] == said)


def _marked(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a text between commas, slashes and the like, each with the mark before it.

    Those in brackets part nothing ("Noor (T&H)").
    """
    start, mark = 0, ""
    for between in _BETWEEN.finditer(_IN_BRACKETS.sub(lambda m: "_" * len(m[0]), text)):
        if between.start() > start:
            yield mark, text[start : between.start()]
        start, mark = between.end(), between[0]
    if start < len(text):
        yield mark, text[start:]


def _apart(text: str) -> Iterator[str]:
    yield from (part for _, part in _marked(text))


def _is_alone(text: str) -> bool:
    """Whether a text is one word with a capital: what a firm is called for short."""
    word = text.strip()
    return word[:1].isupper() and " " not in word


def _of_two(side: str | None) -> str:
    return CUSTOMER if side == CUSTOMER else VENDOR


def _persons_first(found: Owners) -> Owners:
    """Beside a person, a group nobody knows by name ("shift leads") is no owner; it is told all the same."""
    for side in (found.customer, found.vendor):
        if any(n in found.people for n in side):
            side[:] = [n for n in side if n in found.people or looks_like_name(n) or _is_department(n)]
    return found


def _is_told(text: str) -> bool:
    """Whether a text tells us more than who: a long sentence, or one about us, a deal or a price."""
    said = text.split()
    ours = words.speaks_of_us(text) or words.says_of_self(text) or words.says("deal_talk", text)
    return len(said) > _NAMED or (ours and len(said) > _CALLED)


def _is_department(text: str) -> bool:
    """Whether a text is what a department is called: "Legal", and not "her finance people"."""
    return text[:1].isupper() and len(text.split()) <= _FEW and words.is_department(text)


def name_in_address(text: str) -> str:
    """The name that an address is made of: "ann.lee@bolt.example" is Ann Lee's; any other text as it is."""
    match = _ADDRESS.fullmatch(text.strip())
    return f"{match[1].capitalize()} {match[2].capitalize()}" if match else text


def looks_like_name(text: str) -> bool:
    """Whether a text may be somebody's name: words with capitals, and no short form of a department."""
    parts = text.split()
    return (
        1 <= len(parts) <= 5
        and all(p[:1].isupper() for p in parts)
        and not text.isupper()
        and not words.is_department(text)
    )


@cache
def _writers() -> frozenset[str]:
    """What people call themselves, as they write it."""
    return frozenset(words.raw()["speech"]["writer"])


def named(texts: list[str]) -> Iterator[str]:
    """Each once, in order."""
    yield from dict.fromkeys(t for t in texts if t)
