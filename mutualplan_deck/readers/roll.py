"""The people of a file, found by whatever others call them: initials, surname, first name, nickname."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import Struct, field

from mutualplan_deck.readers import words
from mutualplan_deck.readers.meaning import is_job
from mutualplan_deck.readers.words import key
from mutualplan_deck.regex import regex

_SHORT = regex(r"\s*\(([^()\s]{1,6})\)\s*$")
_INSIDE = regex(r"^(.*?)\s*[(（]([^()（）]+)[)）]\s*$")
_FIRST_OF = regex(r"^(\w+)\s+(\w)\.?$|^(\w)(?:\.\s*|\s+)(.+)$")
_INITIALS = regex(r"^((?:\w\.?[\s-]?){1,2}\w\.?)\s+(\w\S.*)$")
_QUOTED = regex(r"(\w[\w.'’ -]*?)\s+[\"“„«‘']([^\W\d_]+)[\"”“»’']\s+(\w[\w.'’ -]*)")
_NICKNAME = regex(r"^(\S+\s+\S.*?)\s*[(\"“„«]([A-Za-zÀ-ɏ]{2,15})[)\"”“»]$")
_LATIN = str.maketrans(
    {"Þ": "Th", "þ": "th", "Ð": "D", "ð": "d", "Đ": "D", "đ": "d", "Ø": "O", "ø": "o", "Æ": "Ae", "æ": "ae"}
    | {"Œ": "Oe", "œ": "oe", "Ł": "L", "ł": "l", "ı": "i"}
)
_DONA = regex(r"^(?:D\.?[ªº]|Dña)\.?\s+(?=\S)")
_DON = regex(r"^D\. ([^\W\d_]{2,}.*)$")  # "D. Marlene", don or dona
_DON_ABBREVIATED = regex(
    r"^D\.\s+(?=[A-ZÀ-Þ][^\W\d_]{2,}\s+[A-ZÀ-Þ])"
)  # "D. Vicent Ferrandeny", and no "D. Smith"
_ENDINGS = ("s", "z", "y", "i")  # of short forms of a first name
_TWO = 2  # words of a name
_LEAST = 3  # letters of a nickname that is part of a first name


class Roll(Struct):
    """Who is who. Each rung of the ladder is tried only where the ones before found nobody.

    A name two people answer to finds neither.
    """

    people: list[dict[str, Any]]
    aliases: Mapping[str, str] = field(default_factory=dict)
    _rungs: list[tuple[dict[str, list[int]], bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Index everybody once."""
        self._rungs = [(self._index(of), sure) for of, sure in _LADDER]

    def _index(self, of: Any) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, person in enumerate(self.people):
            for said in {s for s in of(person) if s}:
                found.setdefault(said, []).append(number)
        return found

    def find(self, text: str) -> tuple[dict[str, Any], bool] | None:
        """The person a text names, and whether that is sure; None if nobody, or more than one."""
        called = self.aliases.get(text.strip().casefold()) or self.aliases.get(key(text), text)
        for said in _ways(called):
            for index, sure in self._rungs:
                numbers = index.get(said, ())
                if len(numbers) == 1:
                    return self.people[numbers[0]], sure
        return self._cut_short(text)

    def _cut_short(self, text: str) -> tuple[dict[str, Any], bool] | None:
        """The one person whose names begin so, word for word: "Ma. Fernanda" is María Fernanda."""
        wanted = [key(w) for w in text.split()]
        dotted = any(w.endswith(".") for w in text.split())
        if not dotted or len(wanted) == 1 or not all(wanted):
            return None
        hits = [p for p in self.people if _begins(key(str(p.get("name") or "")).split(" "), wanted)]
        return (hits[0], False) if len(hits) == 1 else None

    def name(self, text: str) -> str:
        """The full name of the person a text begins with ("Ann Lee, CFO"), or the text as it is."""
        first, _, rest = text.partition(" ")
        bare = rest if key(first) in words.keys_of("articles") else ""  # "el C.P. Zamarripa"
        for part in (text, text.partition(",")[0], text.partition(" (")[0], bare):
            if part.strip() and (found := self.find(part.strip())):
                return str(found[0].get("name") or found[0].get("title") or text)
        return text

    def by_title(self, text: str) -> dict[str, Any] | None:
        """The one person of whose job title a word is ("(PMO)"), or None."""
        wanted = key(text)
        hits = [p for p in self.people if wanted and wanted in key(str(p.get("title", ""))).split(" ")]
        return hits[0] if len(hits) == 1 else None


def _begins(name: list[str], wanted: list[str]) -> bool:
    return len(name) >= len(wanted) and all(n.startswith(w) for n, w in zip(name, wanted, strict=False))


def is_honorific(text: Any) -> bool:
    """Whether a text is an honorific and nothing else: "Dr.", "Prof. Dr."."""
    return (
        isinstance(text, str)
        and bool(text.strip())
        and without_honorific(f"{text.strip()} Ann Lee") == "Ann Lee"
    )


def without_honorific(text: str) -> str:
    """ "Fr. Dr. Maubach" → "Maubach"; "Nathalie Gauvreau, CPA" → "Nathalie Gauvreau"."""
    spelt = _DON_ABBREVIATED.sub("", _DONA.sub("", _degrees().sub("", text.strip())))
    bare = _honorifics().sub("", re.sub(r"\.[ªº](?=\s)", ".", spelt)).strip()
    return bare or text.strip()


def without_courtesy(text: str) -> str:
    """ "don Pedro Lira" → "Pedro Lira"; a "Don Miller" is called so."""
    bare = _courtesies().sub("", text) if text[:1].islower() else text
    return bare if bare[:1].isupper() else text


def split_initials(name: str) -> tuple[str, str]:
    """ "Helena Brandreth (HB)" → the name and "HB"; initials are letters of the name itself."""
    match = _SHORT.search(name)
    bare = key(name[: match.start()]).split(" ") if match else []
    if match and match[1].isupper() and key(match[1])[:1] in {w[:1] for w in bare}:
        whole = key(match[1])[:1] == bare[0][:1] and _are_firsts(key(match[1]), bare)
        if whole or not is_job(match[1]):  # "Dana Whitlock (COO)"
            return " ".join((name[: match.start()] + name[match.end() :]).split()), match[1]
    return name, ""


def _are_firsts(letters: str, words_of: list[str]) -> bool:
    """Whether letters are the first of a name's words, in order: "GM" of Graciela Montemayor Ibarra."""
    firsts = iter(word[:1] for word in words_of)
    return len(letters) > 1 and all(letter in firsts for letter in letters)


def split_nickname(name: str) -> tuple[str, str]:
    """ "Guadalupe Ornelas (Lupita)", "Guadalupe “Lupita” Ornelas" → the name and "Lupita"."""
    if quoted := _QUOTED.fullmatch(name.strip()):
        return f"{quoted[1]} {quoted[3]}", quoted[2]
    match = _NICKNAME.match(name)
    if not match or match[2].isupper() or is_job(match[2]):
        return name, ""
    return match[1], match[2]


@cache
def _honorifics() -> re.Pattern[str]:
    said = words.raw()["honorifics"]
    longest_first = (sorted(said[kind], key=len, reverse=True) for kind in ("words", "dotted"))
    bare, dotted = ("|".join(map(re.escape, listed)) for listed in longest_first)
    subjects = "|".join(map(re.escape, said["subjects"]))  # of a doctor: "Dr. rer. nat."
    # "DI" is an Austrian engineer, "Di" somebody's name
    title = rf"(?:(?:{bare}|(?-i:DI|KR|OStR|StR))(?:\.|(?=\s))|(?:{dotted})\.)(?!-)"
    return re.compile(rf"^(?:{title}\s*(?:(?:{subjects})\.\s*)*)+", re.IGNORECASE)


def without_degrees(name: str) -> str:
    """ "Ann Lee, MBA, CPA" → "Ann Lee"."""
    return _degrees().sub("", name.strip())


@cache
def _degrees() -> re.Pattern[str]:
    """What somebody has passed, behind a comma: "Ann Lee, MBA, CPA"."""
    said = "|".join(map(re.escape, sorted(words.raw()["honorifics"]["degrees"], key=len, reverse=True)))
    return re.compile(rf"(?:,\s*(?:{said}))+(?=\s*(?:[(,–—]|-\s|$))", re.IGNORECASE)


@cache
def _courtesies() -> re.Pattern[str]:
    """Words before a first name that may be one themselves: "Seu Osvaldo", "Don Pedro"."""
    said = "|".join(map(re.escape, words.raw()["honorifics"]["courtesies"]))
    return re.compile(rf"^(?:{said})\s+(?=\S)", re.IGNORECASE)


def _ways(text: str) -> Iterator[str]:
    """A text as it is looked up; "Solène V." also as the first name with an initial."""
    bare = without_honorific(text)
    yield key(bare)
    if match := _FIRST_OF.match(bare):
        yield f"{key(match[1])} {key(match[2])}." if match[1] else f"{key(match[3])}. {key(match[4])}"
    if match := _INITIALS.match(bare):
        yield f"{key(match[1]).replace(' ', '')}. {key(match[2])}"
    if bare != text.strip() and len(bare) == 1:  # "Dr. M"
        yield f"{bare.casefold()}."
    if (polite := _courtesies().sub("", bare)) != bare:
        yield key(polite)
    if match := _DON.match(bare):
        yield key(match[1])


def _names(person: Mapping[str, Any]) -> Iterator[str]:
    """The name, and where another script stands in brackets, both."""
    name = without_honorific(str(person.get("name") or ""))
    yield name
    if (plain := name.translate(_LATIN)) != name:
        yield plain
    if match := _INSIDE.match(name):
        yield from (match[1], match[2])


def _full(person: Mapping[str, Any]) -> Iterable[str]:
    return [*map(key, _names(person)), key(str(person.get("id") or "")), key(str(person.get("email") or ""))]


def _shortened(person: Mapping[str, Any]) -> Iterator[str]:
    """The first name with one of the later ones: "Ruy Bittar" of "Ruy Camargo Bittar"."""
    for name in _names(person):
        first, *later = name.split() or [""]
        yield from (key(f"{first} {last}") for last in later if len(later) > 1)


def _initials(person: Mapping[str, Any]) -> Iterator[str]:
    """As written in the file, else the first letters of the parts of the name."""
    if person.get("initials"):
        yield key(str(person["initials"]))
        return
    for name in _names(person):
        parts = [p for p in re.split(r"[\s-]+", key(name)) if p]
        outer = [w for w in key(name).split(" ") if w]
        if len(outer) > 1:
            yield from ("".join(p[0] for p in parts), outer[0][0] + outer[-1][0])


def _codes(person: Mapping[str, Any]) -> Iterator[str]:
    """Letters that people are called by at work: "jco" of Jean-Marie Colsoul, "hal" of Haldimann."""
    for name in _names(person) if not person.get("initials") else ():
        first, *_, last = [*key(name).replace("-", " ").split(" ")] * 2
        if first != last:
            yield from (first[:n] + last[:m] for n, m in ((1, 2), (2, 1), (1, 3), (2, 2), (2, 3)))
            yield from (last[:n] for n in (3, 4))


def _surnames(person: Mapping[str, Any]) -> Iterator[str]:
    for name in _names(person):
        parts = name.split()
        yield from (key(" ".join(parts[n:])) for n in range(1, len(parts)))
        yield from (key(p) for p in parts[-1].split("-")) if len(parts) > 1 else ()


def _first_names(person: Mapping[str, Any]) -> Iterator[str]:
    for name in _names(person):
        parts = name.split()
        yield from (key(" ".join(parts[:n])) for n in range(1, len(parts)))


def _with_initial(person: Mapping[str, Any]) -> Iterator[str]:
    """ "solene v.", "s. vauquelin", and "mn. piret" of Marie-Noëlle."""
    for name in _names(person):
        parts = name.split()
        if len(parts) > 1:
            first, last = key(parts[0]), key(" ".join(parts[1:]))
            yield f"{first} {' '.join(w[0] for w in last.split())}"
            yield from (f"{first} {last[:1]}.", f"{first} {key(parts[-1])[:1]}.")
            yield from (f"{first[:1]}. {last}", f"{first[:1]}. {key(parts[-1])}")
            yield from (f"{''.join(w[0] for w in first.split())}. {key(p)}" for p in (last, parts[-1]))
            yield from (f"{first[:1]}. {key(p)}" for part in parts[1:] for p in (part, *part.split("-")))


def _in_address(person: Mapping[str, Any]) -> Iterator[str]:
    """What somebody is called in an address of their own: "dare" in dare@acme.example."""
    own, at, _ = str(person.get("email") or "").partition("@")
    if at and own and "." not in own and not words.is_department(own):
        yield key(own)


def _letter(person: Mapping[str, Any]) -> Iterator[str]:
    """The first letter of the last name, behind an honorific: "Dr. M" is Dr. Loretta Mackinaw.

    Of one in two parts both: "Mrs K.-O." is Mrs Kassel-Ohm.
    """
    for name in _names(person):
        parts = key(name.split()[-1]).split(" ") if "-" in name else []
        if len(parts) > 1 and all(parts):
            yield " ".join(part[0] for part in parts)
        if " " in name:
            yield f"{key(name.split()[-1])[:1]}."


def _middle(person: Mapping[str, Any]) -> Iterator[str]:
    """The first of two last names, alone: "Zepeda" of Marisela Zepeda Arroyo."""
    for name in _names(person):
        yield from (key(part) for part in name.split()[1:-1] if part[:1].isupper() and len(part) > 1)


def _nicknames(person: Mapping[str, Any]) -> Iterator[str]:
    """Short forms and parts of a first name, alone and with the last name: "Femi Ade" of Olufemi Ade."""
    for name in _names(person):  # "Nour" of Nour-Eddine
        doubled = name.split()[0].split("-") if name.strip() else []
        yield from (key(part) for part in doubled[1:] and doubled if len(part) >= _LEAST)
    second = (name.split()[1] for name in _names(person) if len(name.split()) > _TWO)
    for first in (*_first_names(person), *map(key, second)):  # "Lupita" of Ma. Guadalupe
        lasts = [last for name in _names(person) for last in key(name).split(" ")[1:]]
        for short in _shorts(first):
            yield short
            yield from (f"{short} {last}" for last in lasts)
        head, _, middle = first.partition(" ")
        yield from (
            f"{short} {middle}{last}"
            for short in _short_for().get(head, ())
            if middle
            for last in ("", *(f" {n}" for n in lasts))
        )


def _shorts(first: str) -> Iterator[str]:
    yield from _short_for().get(first, ())
    if " " not in first:
        yield from (first[:n] for n in range(_LEAST, len(first)))
        yield from (first[:n] + end for n in range(_LEAST, len(first)) for end in _ENDINGS)  # "Kwabs"
        yield from (first[n:] for n in range(1, len(first) - _LEAST + 1))
    else:  # "J-B" for Jean-Baptiste
        letters = [word[0] for word in first.split(" ")]
        yield from (" ".join(letters), "".join(letters))


@cache
def _short_for() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, short in words.raw()["nicknames"].items():
        found[key(name)] = tuple(map(key, short))
    return found


_LADDER = (
    (_full, True),
    (_shortened, True),
    (_initials, True),
    (_codes, True),
    (_surnames, True),
    (_first_names, True),
    (_with_initial, True),
    (_middle, True),
    (_letter, False),
    (_in_address, False),
    (_nicknames, False),
)
