"""What a header, a label or a heading names: by the words known for it, or by those it is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from mutualplan_deck.readers import form, meaning, words
from mutualplan_deck.readers.numbers import currency_of
from mutualplan_deck.readers.words import Names

_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_ARROW = re.compile(r"\s*(?:→|⇒|➔|-+>|=+>)\s*")
CHANGE = "change"
LABEL = 50  # letters; a longer text is a sentence
_HEADING = 6  # words; a longer text is a sentence
_ENDING = re.compile(r"\.(?:csv|tsv)$", re.IGNORECASE)
_NUMBERING = re.compile(r"^(?:[A-Za-z][.):]\s+|[\s\d|.)/:–-])+")


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


def column_near(section: str, text: str, names: Names, fits: Callable[[str], bool]) -> str:
    """The field of `section` that a header means by its words, and that `fits`; or ""."""
    return meaning.by_words(text, _column_index(section), names, fits, least=1)


@cache
def _column_index(section: str) -> meaning.Index:
    return meaning.index_of(form.words_for(section))


def others_of(section: str, text: str, names: Names) -> Iterator[str]:
    """What else a header of `section` may be, where its column is not what it says first: "Goal"."""
    known = words.meanings(section)
    for reading in _readings(text, names):
        yield from known.get(reading, ())


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


NAMES = ("customer.name", "vendor.name")
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
    return label_of(text, Names()) if found in NAMES and names != Names() else found


def label_near(text: str, value: Any, names: Names) -> str:
    """The path that a label means by its words, if the value beside it is of that sort; or ""."""
    plain = names.plain(text)
    if words.is_internal(plain) or len(text) > LABEL or names.mapped(text) or section_of(text):
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
