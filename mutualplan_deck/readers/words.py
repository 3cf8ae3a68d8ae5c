"""What people call things, looked up in `synonyms.toml` and `languages/`: sections, columns, labels, choices.

Texts are compared by their `key`: no case, accents or punctuation. The words for a side ("client",
"Supplier", the customer's own name) all become `customer` or `vendor` first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import tomli
from msgspec import Struct

from mutualplan_deck.plan.firms import LEGAL_FORMS
from mutualplan_deck.regex import regex

_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")
_HEADER = 6  # words; a longer text is none
_PERSON = (2, 3)  # words of a name
_LETTERS = (2, 5)  # of a name that is but its initials
_IN_BRACKETS = regex(r"\s*\([^()]*\)")
_SPELT = regex(r"\b\w(?: \w\b)+")  # "s a" of "S.A."
_FEWEST = (1, 2)  # letters that stand for a side only as they are written, in capitals
_FIRM, _FEW = 9, 5  # words of a firm's name, at most; of one whose legal form may have no capital
_LONG = 5  # letters of a word of a name that is told from others
_BREAKS = regex(r"[^\w£$€¥₹%#✓✔✅☑✗✘❌☐]+|_+")
_ARE = regex(r"['’]re\s")
_SMALL, _GREAT = "a-zß-öø-ÿ", "A-ZÀ-ÖØ-Þ"
_CAMEL = regex(
    rf"(?<=[{_SMALL}0-9])(?=[{_GREAT}])|(?<=[{_GREAT}])(?=[{_GREAT}][{_SMALL}])|(?<=[{_SMALL}])(?=20\d\d\b)"
)


@lru_cache(maxsize=20_000)
def key(text: str) -> str:
    """`text` as it is compared: "  Fällig-am: " → "fallig am"."""
    plain = text.casefold()
    if "re " in plain:
        plain = _ARE.sub(" are ", plain)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _BREAKS.sub(" ", plain).strip()


def spaced(name: str) -> str:
    """A key of JSON in words: "dueAt" → "due At", "annual_value" → "annual value"."""
    return _CAMEL.sub(" ", name).replace("_", " ")


def in_words(name: str) -> str:
    """A column of an export in words: "Business_Issue__c" becomes "Business Issue"."""
    bare = re.sub(r"__[cr]\b", "", name, flags=re.IGNORECASE).replace(".", " ")
    bare = bare.lower() if bare.isupper() else bare
    return bare if " " in name.strip() else spaced(bare).strip()


@cache
def raw() -> Mapping[str, Any]:
    """The words of all languages, and those of each under its code."""
    folder = files(__package__)
    found = tomli.loads(folder.joinpath("synonyms.toml").read_text("utf-8"))
    for language in _LANGUAGES:
        found[language] = tomli.loads(folder.joinpath("languages", f"{language}.toml").read_text("utf-8"))
    return found


@cache
def keys_of(*path: str) -> frozenset[str]:
    """The keys of a list of words in synonyms.toml: `keys_of("speech", "owns")`."""
    listed: Any = raw()
    for name in path:
        listed = listed[name]
    return frozenset(map(key, listed))


def has_phrase(plain: str, *path: str) -> bool:
    """Whether a key has one of a list of phrases of synonyms.toml in it, word for word."""
    return _phrases(*path).search(plain) is not None


@cache
def _phrases(*path: str) -> re.Pattern[str]:
    """Any of a list of phrases, whole words of a key."""
    said = sorted(keys_of(*path) - {""}, key=len, reverse=True)
    return re.compile(rf"(?<![^ ])(?:{'|'.join(map(re.escape, said))})(?![^ ])")


@cache
def table(name: str) -> Mapping[str, str]:
    """From each word's key to what it means, in every language: `table("status")["erledigt"]`.

    A word that means two things in two languages means what the first language says.
    """
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for meaning, words in raw()[language].get(name, {}).items():
            for word in words:
                found.setdefault(key(word), meaning)
    return found


@cache
def meanings(section: str) -> Mapping[str, tuple[str, ...]]:
    """From a header's key to all fields of `section` it may hold, the likeliest first."""
    found: dict[str, list[str]] = {}
    for name in (section, "common"):
        for language in _LANGUAGES:
            for meaning, words in raw()[language].get(name, {}).items():
                for word in words:
                    found.setdefault(key(word), []).append(meaning)
    return {word: tuple(dict.fromkeys(said)) for word, said in found.items() if len(set(said)) > 1}


@cache
def columns(section: str) -> Mapping[str, str]:
    """From a header's key to the field of `section` it holds."""
    own = table(section)
    return {**table("common"), **own}


@cache
def months() -> Mapping[str, int]:
    """From a month's name or abbreviation to its number."""
    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for names in raw()[language]["months"].values():
            for number, name in ((n, name) for n, name in enumerate(names, 1) if name):
                found.setdefault(key(name), number)
                found.setdefault(key(name)[:3], number)
    return found


@cache
def choice(name: str, text: str) -> str | None:
    """The value of a choice (`status`, `kind`, `source_kind`, `flag`) that `text` stands for."""
    return table(name).get(key(text))


@cache
def is_blank_word(text: str) -> bool:
    """Whether a text only says that nothing is known ("TBD", "n/a", "?")."""
    return key(text) in _blank_words()


@cache
def is_to_follow(text: str) -> bool:
    """Whether a text says that something is still to be named: "TBC", not "n/a"."""
    return key(text) in {key(w) for w in raw()["later"]}


@cache
def _blank_words() -> frozenset[str]:
    return frozenset(key(w) for w in (*raw()["empty"], *raw()["later"]))


@cache
def vocabulary() -> frozenset[str]:
    """Every word of the headers, labels and headings that are known."""
    return frozenset(w for _, said in headings() for w in key(said).split(" "))


def headings() -> Iterator[tuple[str, str]]:
    """(language, text) of every header, label and heading that is known."""
    for language in _LANGUAGES:
        for name, table in raw()[language].items():
            if name not in ("status", "kind", "flag", "events", "months"):
                yield from ((language, text) for said in table.values() for text in said)


@cache
def sides() -> Mapping[str, str]:
    """The words for a side, and whose they are: "kunde" is the customer's."""
    return {w: party for w, party in _party_words().items() if " " not in w}


@cache
def _party_words() -> Mapping[str, str]:
    return {key(w): party for party, words in raw()["parties"].items() for w in words}


@cache
def _pronouns() -> Mapping[str, str]:
    """Words that name a side where they stand alone: "nous"."""
    return {key(w): party for party, words in raw()["pronouns"].items() for w in words}


@cache
def _internal_words() -> re.Pattern[str]:
    words = sorted((key(w) for w in raw()["internal"]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


class Names(Struct, frozen=True, dict=True):
    """What the two sides are called in this file, so that headers may use their names.

    `columns` are a person's own words for headers: (its key, `steps.title` or `title`). `people` are first
    names, as keys, that stand where the vendor's name might: "Us | Jess".
    """

    customer: tuple[str, ...] = ()
    vendor: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()

    def is_person(self, value: Any) -> bool:
        """Whether a text is the first name of one of `people`, alone or with one or two behind it."""
        said = key(value).split(" ") if isinstance(value, str) else []
        return key(" ".join(said)) in self.people or (len(said) in _PERSON and said[0] in self.people)

    def side(self, text: str) -> str | None:
        """The party a text names by a word or by the organisation's name, or None."""
        plain = key(text)
        if plain in _party_words() or plain in _pronouns():
            return _party_words().get(plain) or _pronouns()[plain]
        for party, names in (("customer", self.customer), ("vendor", self.vendor)):
            if any(plain and (plain in n.split(" ", 1)[:1] or _same(plain, n)) for n in names):
                return party
        return self._part_of_one(plain) or self._initials(text.strip()) or _partner_in(plain)

    def side_in(self, text: str) -> str:
        """The one side that a heading speaks of ("Acme's team", "Fornitore - squadra"), or ""."""
        if side := self.side(text):
            return side
        plain = self.plain(text).split(" ")
        said = [party for party in ("customer", "vendor", "partner") if party in plain]
        if said[1:] == ["partner"]:  # "Acme and partner": a partner says so of himself
            return said[0] if plain.index(said[0]) < plain.index("partner") else "partner"
        if said:
            return said[0] if len(said) == 1 else ""
        bare = [w for w in key(text).split(" ") if w not in keys_of("small")]  # "Por la coop."
        return self.side(" ".join(bare)) or "" if 0 < len(bare) < len(plain) else ""

    def _part_of_one(self, plain: str) -> str | None:
        """The side whose name holds every word of a text ("Serra Azul" of "Laticínios Serra Azul S.A.")."""
        wanted = {_one(w) for w in plain.split(" ") if len(w) > 1 and w not in _no_names()}
        holds = {
            p: any(wanted <= {*map(_one, n.split(" "))} for n in names) for p, names in self._both() if wanted
        }
        return next((p for p, held in holds.items() if held), None) if sum(holds.values()) == 1 else None

    def _initials(self, text: str) -> str | None:
        """The side whose name has a text's capitals as its first letters: "RSB", "CTAA", "Vale TS"."""
        head, _, text = text.rpartition(" ")
        if not (_LETTERS[0] <= len(text) <= _LETTERS[1] and text.isalpha() and text.isupper()):
            return None
        if is_department(text):  # "IT" is nobody's
            return None
        short = text.casefold()
        held = {
            party
            for party, names in self._both()
            for name in names
            if (short in first_letters(name.removeprefix(key(head)).strip()) and name.startswith(key(head)))
            or (not head and _may_be_short(short, name))
        }
        return held.pop() if len(held) == 1 else None

    def _both(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return ("customer", self.customer), ("vendor", self.vendor)

    @cached_property
    def _known(self) -> dict[str, str]:
        return {}

    @cached_property
    def readings(self) -> dict[str, tuple[str, ...]]:
        """The keys by which headers are known, once they are worked out."""
        return {}

    def mapped(self, text: str) -> str:
        """The path that the person's own mapping gives a header or label, or ""."""
        return next((path for said, path in self.columns if said == key(text)), "") if self.columns else ""

    def column(self, section: str, text: str) -> str:
        """The field that the person's own mapping gives a header of `section`, or ""."""
        for said, path in self.columns if self.columns else ():
            head, dot, rest = path.partition(".")
            if said == key(text) and (not dot or head == section):
                return rest if dot else path
        return ""

    def plain(self, text: str) -> str:
        """The key of a header or label with every word for a side made `customer` or `vendor`."""
        if text not in self._known:
            self._known[text] = self._plain(key(self._spelt(text)))
        return self._known[text]

    def _spelt(self, text: str) -> str:
        """A text with initials, and what is said to be short for a side, made the side: "TV lead"."""
        parts = text.split()
        if not (self.customer or self.vendor) or text.isupper():
            return text
        spelt = [self._short.get(w.strip("(),.;:"), "") for w in parts]
        if len(parts) < _HEADER:
            spelt = [side or self._initials(w) or "" for side, w in zip(spelt, parts, strict=True)]
        return " ".join(side or w for side, w in zip(spelt, parts, strict=True)) if any(spelt) else text

    @cached_property
    def _short(self) -> Mapping[str, str]:
        """What is short for a side, in capitals as it is written, and whose it is."""
        return {n.upper(): party for party, names in self._both() for n in names if len(n) in _FEWEST}

    def _whose(self, word: str) -> str:
        """The side of whose name alone a word is a part ("Trust" of "Vale NHS Trust"), or ""."""
        if len(word) < _LONG or word in _no_names():
            return ""
        held = {party for party, names in self._both() for name in names if word in name.split(" ")}
        return held.pop() if len(held) == 1 else ""

    def _plain(self, plain: str) -> str:
        for party, names in (("customer", self.customer), ("vendor", self.vendor)):
            for name in sorted({n for full in names for n in (full, _first(full))}, key=len, reverse=True):
                plain = re.sub(rf"\b{re.escape(name)}\b", party, plain) if len(name) > 2 else plain
        words = [_party_words().get(w) or self._whose(w) or w for w in plain.split(" ")]
        return " ".join(w for i, w in enumerate(words) if i == 0 or w != words[i - 1])


_AND = {"and", "und", "et", "y", "e", "en"}


def _partner_in(plain: str) -> str | None:
    """ "Fabrikon Consulting (Partner)" says itself what it is; "Acme and partner", "Lee Partners LLC" not."""
    plain = _joined().sub("partner", plain)
    plain = plain.replace("partners", "") if is_firm(plain) else plain
    pairs = pairwise(("", *plain.split(" ")))
    said = any(_party_words().get(w) == "partner" and before not in _AND for before, w in pairs)
    return "partner" if said else None


@cache
def _joined() -> re.Pattern[str]:
    """Words for a partner that are more than one word."""
    said = [w for w, party in _party_words().items() if party == "partner" and " " in w]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, said))})\b")


@lru_cache(maxsize=4096)
def is_department(text: str) -> bool:
    """Whether a text is about a part of an organisation: "IT", "Finance team"."""
    return has_phrase(key(text), "owners", "departments")


@cache
def _firm_words() -> frozenset[str]:
    """Words by which an organisation is told: its legal form, or what else ends such names."""
    return LEGAL_FORMS | frozenset(map(key, raw()["firm_words"]))


@cache
def _no_names() -> frozenset[str]:
    """Words that tell no organisation from another."""
    return _firm_words() | frozenset(key(w) for w in raw()["particles"])


def is_firm(text: str) -> bool:
    """Whether a name ends as firms' names do: "Acme Ltd", "Bolt S.A."; a sentence may end in "ab" or "as"."""
    parts = _SPELT.sub(lambda m: m[0].replace(" ", ""), key(text)).split(" ")
    if not 1 < len(parts) <= _FIRM:
        return False
    last = text.split()[-1]
    spoken = len(parts) > _FEW and last.islower() and not text.islower()
    return not spoken and (parts[-1] in _firm_words() or parts[-2] in _firm_words())


def without_article(plain: str) -> str:
    """The key of a heading without the article before it: "the pain" → "pain"."""
    first, _, rest = plain.partition(" ")
    return rest if rest and first in keys_of("articles") else plain


def without_brackets(text: str) -> str:
    """ "Root causes (workshop of 12 January)" → "Root causes"."""
    return _IN_BRACKETS.sub("", text)


def is_internal(plain: str) -> bool:
    """Whether a header, label or sheet name (its key) says that it is for one side only."""
    return bool(_internal_words().search(plain)) or _is_of_our_notes(plain)


def _is_of_our_notes(plain: str) -> bool:
    """Whether a header is that of remarks, and of the vendor's: "Notes for us"."""
    said = set(plain.split(" "))
    return "customer" not in said and bool(said & _us()) and bool(said & keys_of("remarks"))


def is_for_us(plain: str) -> bool:
    """Whether a heading's key says that what follows must not be sent ("delete before sending")."""
    if _saying_for_us().search(plain):
        return True
    said = plain.split(" ")
    if keys_of("articles").isdisjoint(said):
        return False
    bare = " ".join(w for w in said if w not in keys_of("articles"))  # "not for the customer"
    return _saying_for_us().search(bare) is not None


@cache
def _saying_for_us() -> re.Pattern[str]:
    said = sorted(_for_us(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, said))})\b")


def is_only_us(plain: str) -> bool:
    """Whether a mark says that something is the vendor's alone: "nur wir", "vendor only", "just us"."""
    said = set(plain.split(" "))
    ours, only = _us(), keys_of("only")
    return bool(said & ours) and bool(said & only) and said <= ours | only | keys_of("small")


def is_of_us(plain: str) -> bool:
    """Whether a header says nothing but that it is the vendor's, in a word that stands for us: "For us"."""
    said = set(plain.split(" ")) - keys_of("small") - keys_of("at")
    return bool(said) and said <= _us()


@cache
def _us() -> frozenset[str]:
    return frozenset(("vendor", *map(key, raw()["pronouns"]["vendor"])))


def says(what: str, text: str) -> bool:
    """Whether a text has one of a kind of words of synonyms.toml."""
    return not keys_of(what).isdisjoint(key(text).split(" "))


def is_not_quoted(text: str) -> bool:
    """Whether a line says that somebody said it to us alone: "Hal says off the record that …".

    Asked of single lines: in a record's long text it is of one sentence, and the others may be for both.
    """
    return has_phrase(key(text), "not_quoted")


def says_of_self(text: str) -> bool:
    """Whether whoever wrote a text speaks of himself: "told me", "my call"."""
    return not keys_of("speech", "self").isdisjoint(key(text).split(" "))


def speaks_of_us(text: str) -> bool:
    """Whether a text is said from the vendor's side: "likes us", "our price"."""
    return not keys_of("speech", "ours").isdisjoint(key(text).split(" "))


def may_be_for_us(text: str) -> bool:
    """Whether a text has all words of a phrase that says so: asked of every cell, so it must be quick."""
    said, telling = key(text).split(" "), _words_for_us()
    return any(rest.issubset(said) for word in said if word in telling for rest in telling[word])


@cache
def _words_for_us() -> Mapping[str, tuple[frozenset[str], ...]]:
    """The longest word of each phrase that says that something is for us alone, and the words beside it.

    Words for the two sides are not among them: a text may call them by their names.
    """
    phrases = (key(phrase) for phrase in (*raw()["internal"], *raw()["only"], *raw()["unsaid"], *_for_us()))
    found: dict[str, list[frozenset[str]]] = {}
    for phrase in phrases:
        said = {*phrase.split(" ")} - {"customer", "vendor"}
        longest = max(said, key=lambda w: (len(w), w))
        found.setdefault(longest, []).append(frozenset(said - {longest}))
    return {word: tuple(rest) for word, rest in found.items()}


@cache
def _for_us() -> tuple[str, ...]:
    return tuple(key(w) for w in raw()["for_us"])


def tells(plain: str) -> str:
    """The section that a word of a heading's key tells by itself ("Wo es heute klemmt"), or ""."""
    match = _telling().search(plain)
    return _told()[match[0]] if match else ""


@cache
def _told() -> Mapping[str, str]:
    return {key(w): section for section, said in raw()["tells"].items() for w in said}


@cache
def _telling() -> re.Pattern[str]:
    longest_first = sorted(_told(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def without_internal(plain: str) -> str:
    """The key without the words that mark it as internal: "internal remarks vendor" → "remarks"."""
    bare = _internal_words().sub(" ", plain)
    return " ".join(w for w in bare.split() if w not in ("vendor", "only"))


def _may_be_short(text: str, name: str) -> bool:
    """Whether letters are the first of a name's words, or of the name itself: "TV", "FL" of Fluvensis."""
    return any(letters.startswith(text) for letters in first_letters(name)) or name.startswith(text)


@cache
def first_letters(name: str) -> tuple[str, str]:
    """The first letters of a name's words, with and without those of its legal form."""
    parts = name.split(" ")
    bare = [w for w in parts if w not in _no_names() and len(w) > 1]
    return "".join(w[0] for w in parts if w), "".join(w[0] for w in bare)


def _one(word: str) -> str:
    return word[:-1] if len(word) >= _LONG and word[-1] in "sx" else word


def _same(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LONG:
        return one == other
    return one == other or other.startswith(one + " ") or one.startswith(other + " ")


def _first(name: str) -> str:
    return name.split(" ", 1)[0]
