"""What a header, a label or a heading names: by the words known for it, or by those it is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from mutualplan_deck.readers import form, meaning, near_words, words
from mutualplan_deck.readers.numbers import currency_of
from mutualplan_deck.readers.plan_facts import NAMES
from mutualplan_deck.readers.words import Names
from mutualplan_deck.regex import regex

_INSIDE = regex(r"[(\[]([^)\]]*)[)\]]")
_PARTS = regex(r"\s-+\s|[–—:;,()\[\]!/]")
_CLAUSE = regex(r"[,.;!–—]|\s-\s")
_BRACKETS = regex(r"\s*[(\[][^)\]]*[)\]]")
_ARROW = regex(r"\s*(?:→|⇒|➔|-+>|=+>)\s*")
CHANGE = "change"
_LETTERS = 3  # of an abbreviation that may mean several things: "INT"
LABEL = 50  # letters; a longer text is a sentence
_SHEET_NAME = 31  # letters, after which Excel cuts a sheet's name short
_HEADING = 6  # words; a longer text is a sentence
_MORE = 3  # words of a heading that ends with a colon
_LINE = 9  # words, in which one may still tell what a heading is about
_ENDING = regex(r"\.(?:csv|tsv)$", re.IGNORECASE)
_NUMBERING = regex(r"^(?:[A-Za-z][.):]\s+|[\s\d|.)/:–-])+")


@lru_cache(maxsize=50_000)
def is_named_side(label: str, value: Any) -> bool:
    """Whether a text with the one behind it says who a side is: "Supplier:" and "Bolt GmbH"."""
    return isinstance(value, str) and words.is_firm(value) and label_of(label, Names()) in NAMES


def column_of(section: str, text: str, names: Names) -> str:
    """The field of `section` that a header names, or ""."""
    mapped = names.column(section, text)
    if mapped:
        return "" if mapped == "internal" else mapped
    if is_ours_alone(text, names):
        return ""
    own = form.titles(section).get(words.key(text))
    if own:
        return own.path
    known = form.words_for(section)
    if both := _from_and_to(section, text, names):
        return both
    found = next((known[c] for c in _readings(text, names) if c in known), "")
    marked = found and words.key(text) not in known and words.is_internal(words.key(text))
    if found == "owner_customer" and words.key(text).split(" ")[-1] not in words.keys_of("internal"):
        return found  # whoever it is inside the customer's firm: "Responsable interno Acme"
    return "" if marked and not form.is_internal(section, found) else found


def column_near(section: str, text: str, names: Names, fits: Callable[[str], bool]) -> str:
    """The field of `section` that a header means by its words, and that `fits`; or ""."""
    return near_words.by_words(text, _column_index(section), names, fits, header=True)


@cache
def _column_index(section: str) -> near_words.Index:
    return near_words.index_of(form.words_for(section))


def others_of(section: str, text: str, names: Names) -> Iterator[str]:
    """What else a header of `section` may be, where its column is not what it says first: "Goal"."""
    known = words.meanings(section)
    for reading in _readings(text, names):
        yield from known.get(reading, ())


_UMLAUT = regex(r"([aou])e")  # as fields of a database are called: "Leitgroesse", "Bestaetigt von"


def _readings(text: str, names: Names) -> tuple[str, ...]:
    """The keys by which a header or label may be known, the plainest first."""
    known = names.readings
    if text not in known:  # asked for each section, and each time that a sheet is gone through
        known[text] = tuple(dict.fromkeys(_all_readings(text, names)))
    return known[text]


def _all_readings(text: str, names: Names) -> Iterator[str]:
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
    if (plain := words.key(words.in_words(text))) != (without := _UMLAUT.sub(r"\1", plain)):
        yield without
    if (without := words.without_article(words.key(text))) != words.key(text):
        yield without
    priced = [w for w in text.split() if not currency_of(w)]
    if 0 < len(priced) < len(text.split()):
        yield names.plain(" ".join(priced))


_DAYS = ("success.date", "signature_date", "as_of")
_CASE = ("issues", "problems", "capabilities", "outcomes")
_STEM = 5  # letters of an abbreviation that say enough
_PLURALS = ("s", "es", "e", "en", "n")
_HEAD = 3  # words at the head of a label that say what day it is
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
    if words.key(text) in words.keys_of("case", "offers"):
        return ""  # "Buying" is what, and no side
    found = next((known[c] for c in _readings(text, names) if c in known), "")
    # An organisation's own name is no label of a cell that holds its name.
    return label_of(text, Names()) if found in NAMES and names != Names() else found


def label_near(text: str, value: Any, names: Names) -> str:
    """The path that a label means by its words, if the value beside it is of that sort; or ""."""
    plain = names.plain(text)
    if words.is_internal(plain) or len(text) > LABEL or names.mapped(text) or section_of(text):
        return ""
    said = near_words.SIDES & set(plain.split(" "))

    def fits(path: str) -> bool:
        named = path.partition(".")[0]
        of_other = named in ("customer", "vendor") and bool(said - {named})
        # "Plan kept by" has words of labels for a name, and names nobody's company
        if path in NAMES and named not in said and not words.keys_of("organisations") & set(plain.split(" ")):
            return False
        return not of_other and meaning.fits_fact(path, value)

    whole = near_words.by_words(text, _label_index(), names, fits)
    if whole or not meaning.is_day(value):
        worded = meaning.is_words(value)
        # "When do we get there? | Success = …"
        asked = worded and meaning.asks("when", text) and near_words.tells_success(str(value).split()[0])
        measure = asked or (near_words.tells_success(plain) and worded)
        return whole or ("success.measure" if measure else "")
    return _of_day(text, names) or ("success.date" if near_words.tells_success(plain) else "")


def _of_day(text: str, names: Names) -> str:
    """What the day of a longer label is, by its first words: "Live on all 14 stands by"."""
    said = names.plain(text).split(" ")
    heads = (" ".join(said[:count]) for count in range(min(len(said) - 1, _HEAD), 0, -1))
    found = next((_labels()[head] for head in heads if head in _labels()), "")
    if found not in _DAYS:  # "All four sites live by", "Todas as clínicas no ar"
        tails = (" ".join(said[-count:]) for count in range(min(len(said) - 1, _HEAD), 1, -1))
        found = next((_labels()[tail] for tail in tails if tail in _labels()), "")
    if not found and said[0] in words.keys_of("all_of"):  # "All five sites live"
        all_run = any(f" {' '.join(said)}".endswith(f" {run}") for run in words.keys_of("running"))
        return "success.date" if all_run else ""
    return found if found in _DAYS and len(said) <= _LINE else ""


@cache
def _label_index() -> near_words.Index:
    return near_words.index_of(_labels())


@cache
def _labels() -> Mapping[str, str]:
    return {**words.table("keys"), "customer": "customer.name", "vendor": "vendor.name"}


@cache
def section_of(title: str) -> str:
    """The section a sheet's title or a banner names, `plan`, `internal`, or ""."""
    if _ENDING.search(title):  # "hubspot-crm-exports-all-contacts-2026-11-24.csv"
        title = _ENDING.sub("", title)
        parts = [w for w in words.key(title).replace("-", " ").replace("_", " ").split(" ") if w.isalpha()]
        title = " ".join(w for w in parts if w not in words.keys_of("crm", "files")) or title
    own = form.sheet_titles().get(words.key(title))
    if own:
        return own
    bare = words.key(_NUMBERING.sub("", title))
    known = words.table("sections")
    for said in (bare, _UMLAUT.sub(r"\1", bare), words.without_article(bare)):
        if said in known:
            return known[said]
    if len(title) == _SHEET_NAME:
        meant = {section for word, section in known.items() if word.startswith(bare)}
        return meant.pop() if len(meant) == 1 else ""
    parts = [known[p] for p in map(words.key, re.split(r"[–—:|]| - ", title)) if p in known]
    return parts[-1] if parts else ""


@lru_cache(maxsize=2048)
def section_near(title: str) -> str:
    """The section that a sheet's title or a heading over a table names, or means by its words."""
    bare = _BRACKETS.sub("", title)
    if found := section_of(title) or section_of(bare):
        return found
    longest = _LINE + (_MORE if bare.rstrip().endswith(":") else 0)
    if len(bare.split()) > longest or words.is_internal(words.key(title)):
        return ""
    near = near_words.by_words(bare, _section_index(), Names(), lambda _: True)
    if near not in ("", "issues", "problems") and words.key(bare).split(" ")[0] in _whys():
        near = "issues"  # "Why they are looking"
    told = "" if "," in bare else words.tells(words.key(bare))  # a sentence is no heading
    found = (near if len(bare.split()) <= _HEADING else "") or told
    alone = bare.strip(" :")  # "Besoin", "Necesidad"
    if not found and alone.endswith("."):
        return _abbreviated(words.key(alone))
    one = not found and " " not in alone
    return found or next((s for end in _PLURALS if one and (s := section_of(alone + end)) in _CASE), "")


def section_in(text: str, names: Names) -> str:
    """The section that a heading names, or means, where it may call the sides by their names."""
    return section_of(text) or section_of(names.plain(text)) or section_near(text)


@cache
def _abbreviated(plain: str) -> str:
    """The one section of which all words are that begin so: "Ansprechp."."""
    if len(plain) < _STEM or " " in plain:
        return ""
    meant = {section for word, section in words.table("sections").items() if word.startswith(plain)}
    return meant.pop() if len(meant) == 1 else ""


@cache
def _whys() -> frozenset[str]:
    return frozenset(words.key(w) for w in words.raw()["speech"]["why"] if " " not in w)


@cache
def _section_index() -> near_words.Index:
    return near_words.index_of(words.table("sections"))


def is_for_us(text: str, names: Names) -> bool:
    """Whether a text says itself that it is for one side: "Internal: …", "… [intern]", "ours only, …".

    An "Internal approval" is the customer's own, and says no such thing.
    """
    if not words.may_be_for_us(text):
        return False
    if _is_called_out(text):
        return True
    label, colon, _ = text.partition(":")
    clause = _CLAUSE.split(text, maxsplit=1)[0]
    marks = [*_INSIDE.findall(text), clause, *([label] if colon else [])]
    said = [names.plain(mark) for mark in marks if len(mark) <= LABEL]
    return words.is_for_us(names.plain(text)) or any(map(_is_mark, said))


def is_ours_alone(text: str, names: Names) -> bool:
    """Whether a part of a header says that it is the vendor's alone: "OJO – solo Bolt", "Notes (us only)"."""
    if not words.may_be_for_us(text):
        return False
    if words.key(text) in words.keys_of("unsaid"):
        return True
    if words.is_for_us(words.key(text)) or words.is_for_us(names.plain(text)):
        return True  # "Not for the customer", "Nur für uns"
    parts = (part for part in _PARTS.split(text) if part.strip())
    return any(words.is_only_us(names.plain(part.strip())) for part in parts)


def says_ours(value: object, vendor: Names) -> bool:
    """Whether a text says that it, or what stands below, is for the vendor's side alone."""
    if not isinstance(value, str) or len(value) > 2 * LABEL or not meaning.is_words(value):
        return False
    return any(
        words.is_for_us(said) or words.is_internal(said) for said in (words.key(value), vendor.plain(value))
    )


def _is_called_out(text: str) -> bool:
    """Whether a text begins with a mark in capitals, which the rest is not in: "INTERN Rabatt klären"."""
    first, _, rest = text.strip().partition(" ")
    loud = first.isupper() and len(first) > _LETTERS and not rest.isupper()
    return loud and bool(rest) and _is_mark(words.key(first))


def _is_mark(plain: str) -> bool:
    """Whether words say that something is internal, and nothing else; a step may be about a CRM."""
    said = words.is_only_us(plain) or (words.is_internal(plain) and not words.without_internal(plain))
    return said and plain not in words.raw()["systems"]


def says_who_sees(text: str) -> bool:
    """Whether a header asks if the other side may see a line: "Share with agency", "Sichtbar für Kunde"."""
    return words.key(text).startswith(_shown_to()) or form.words_for("steps").get(words.key(text)) == "shared"


@cache
def _shown_to() -> tuple[str, ...]:
    return tuple(f"{said} " for said in words.keys_of("shown_to"))
