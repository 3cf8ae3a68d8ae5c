"""What the columns are that no header names: by the words of their headers, and by what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

from mutualplan_deck.readers import form, meaning, near_words, shape, words
from mutualplan_deck.readers.close import misspelt
from mutualplan_deck.readers.headings import (
    CHANGE,
    LABEL,
    column_near,
    column_of,
    is_ours_alone,
    others_of,
    says_who_sees,
    section_of,
)
from mutualplan_deck.readers.shape import Below
from mutualplan_deck.readers.words import Names

_TEXTS = ("issues", "problems", "capabilities", "outcomes")  # sections that may be a list of texts
# What is nearly spelt as one of these is proposed, whatever stands under it.
_SAID = ("title", "owner", "owner_customer", "owner_vendor", "phase", "statement", "name")
_MAIN = ("title", "statement", "name", "date", "metric")
_BY_VALUES = ("title", "statement")  # without which there are no items: their texts tell enough
_ONLY_CALLED_SO = ("done_on", "ask")
_PHASE = 5  # words
_FIRST = 4  # words of a text
_STEM = 3  # letters of a header cut short
_ANSWER = ("statement", "proof", "why")  # of a capability in the line of the problem it solves
_CAUSE = ("statement", "impact", "owner")  # of a problem in the line of what solving it is worth
_FIGURED = frozenset(("metric", "baseline", "target"))  # by which an issue is told from a problem
_BESIDE = {
    "issues": {"problems": _CAUSE, "capabilities": _ANSWER},
    "problems": {"capabilities": _ANSWER},
    "outcomes": {"problems": _CAUSE, "capabilities": _ANSWER},
}
_HALF, _SHORT = 0.5, 60
_OWNED = ("steps", "issues", "problems", "risks")  # sections whose items have an owner


def guess(section: str, columns: Mapping[int, str], below: Below, *, sure: bool) -> dict[int, str]:
    """What other columns mean by their words, and, where it is `sure` what table this is, by their values."""
    names = below.names
    left = [c for c in below.cells if c not in columns and may_be_shared(below.texts[c], names)]
    left = [c for c in left if section == "steps" or not _is_of_side(below.texts[c])]
    left.sort(key=lambda c: below.share(c, meaning.is_money) < _HALF)  # "Worth a year" before "Year one"
    found: dict[int, str] = dict.fromkeys(_changes(section, left, columns, below), CHANGE)
    for means in (by_words, _by_what_it_tells):
        for column in (c for c in left if c not in found):
            taken = shape.held((*columns.values(), *found.values()))
            free = partial(fits, section, below.samples(column), taken)
            if name := means(section, below.texts[column], names, free):
                found[column] = name
    if section == "steps" and "done_means" not in {*columns.values(), *found.values()}:
        told = (c for c in left if c not in found and below.share(c, _says_when_done) >= _HALF)
        found |= dict.fromkeys(islice(told, 1), "done_means")
    rest = [c for c in left if c not in found] if sure else []
    return found | {
        column: name
        for column, name in shape.by_values(section, rest, {**columns, **found}, below).items()
        if _is_side_alone(below.texts[column], names)
        or (name == "name" and below.share(column, meaning.is_name) > _HALF)
        or name in _BY_VALUES
        or not (name in _SAID and misspelt(names.plain(below.texts[column]), form.words_for(section)))
    }


def _is_of_side(text: str) -> bool:
    """Whether a header only says who sees its column, or that it is for us: "Para nós" names no field."""
    return says_who_sees(text) or words.is_of_us(words.key(text))


def _says_when_done(value: Any) -> bool:
    """Whether a text begins as those do that say what done means: "Done when it is signed"."""
    said = words.key(str(value)).split(" ")[:_FIRST]
    heads = (" ".join(said[:n]) for n in range(2, len(said) + 1))
    return any(column_of("steps", head, Names()) == "done_means" for head in heads)


def _changes(section: str, left: list[int], columns: Mapping[int, str], below: Below) -> list[int]:
    """The column of texts that go from one figure to another, where no other has either."""
    ends = shape.ENDS.get(section)
    if ends is None or {CHANGE, *ends} & {*columns.values()}:
        return []
    return [c for c in left if below.share(c, shape.is_change) >= shape.MOST][:1]


def _is_side_alone(text: str, names: Names) -> bool:
    """Whether a header only says whose something is: "For Acme", "Pela Acme"."""
    said = set(names.plain(text).split(" ")) - words.keys_of("small") - words.keys_of("at")
    return len(said) == 1 and said <= near_words.SIDES


def by_words(section: str, text: str, names: Names, free: Callable[[str], bool]) -> str:
    """The field whose known headers are the nearest; who is asked for is an owner."""
    if section == "steps" and meaning.says_when_done(text) and free("done_means"):
        return "done_means"
    if section in _OWNED and meaning.asks("who", text) and free("owner"):
        asked = _of_side("owner", text, names)
        return asked if section == "steps" or asked != "owner_vendor" else ""  # "Who told us?"
    if name := next(filter(free, others_of(section, text, names)), ""):
        return name
    name = column_near(section, text, names, free) or next(filter(free, _cut_short(section, text)), "")
    return _of_side(name, text, names) if section == "steps" else name


def _cut_short(section: str, text: str) -> Iterator[str]:
    """The one field whose headers begin as an abbreviation does: "Avanc.", "Init."."""
    plain = words.key(text)
    if text.strip().endswith(".") and len(plain) >= _STEM and " " not in plain:
        meant = {name for word, name in form.words_for(section).items() if word.startswith(plain)}
        yield from meant if len(meant) == 1 else ()


def _by_what_it_tells(section: str, text: str, names: Names, free: Callable[[str], bool]) -> str:
    """What names the items, if the header tells of the section ("Wo klemmt's?") or asks what."""
    told = words.tells(names.plain(text)) == section
    return next(filter(free, _MAIN), "") if told else ""


def answers_in(section: str, columns: Mapping[int, str], below: Below) -> dict[int, str]:
    """The columns that tell another item of the line: "What it should do" of a problem, and its proof."""
    names, found = below.names, dict[int, str]()
    own = {name for c, name in columns.items() if column_of("issues", below.texts[c], below.names) == name}
    figured = section != "issues" or not _FIGURED.isdisjoint(own)
    others = _BESIDE.get(section, {}) if figured else {}
    for column in (c for c in below.cells if c not in columns and may_be_shared(below.texts[c], names)):
        for other, fields in others.items():
            text = below.texts[column]
            name = column_of(other, text, names)
            told = words.tells(names.plain(text)) if section != "outcomes" else ""  # "Where it comes from"
            if not name and other in (told, section_of(text)):
                name = "statement"
            said = name in fields and below.share(column, meaning.is_words) > 0
            if column not in found and said and f"{other}.{name}" not in found.values():
                found[column] = f"{other}.{name}"
    return {c: name for c, name in found.items() if f"{name.partition('.')[0]}.statement" in found.values()}


def _of_side(name: str, text: str, names: Names) -> str:
    """Whose owner a header speaks of, if it names a side: "Responsable Acme"."""
    side = names.side_in(text) if name == "owner" else ""
    return f"owner_{'customer' if side == 'customer' else 'vendor'}" if side else name


def fits(section: str, under: shape.Samples, taken: frozenset[str], name: str) -> bool:
    """Whether a column may be a field. What is for the vendor alone is only what is called so."""
    if name in taken or name in _ONLY_CALLED_SO or form.is_internal(section, name):
        return False
    if name == "phase" and meaning.share(under, _is_sentence) >= _HALF:
        return False
    if name in _MAIN and name not in form.item_fields(section):
        return False
    return meaning.fits(section, name, under)


def _is_sentence(value: Any) -> bool:
    """Whether a text has more words than a phase is called: "Talk track" over what to say is no track."""
    return isinstance(value, str) and len(value.split()) > _PHASE


def may_be_shared(text: Any, names: Names) -> bool:
    plain, short = names.plain(str(text)), len(str(text)) <= LABEL
    # which deal a line belongs to
    deals = words.keys_of("crm", "deals") & {*words.key(str(text)).split(" ")}
    rest = {*words.key(str(text)).split(" ")} - deals - words.keys_of("small")
    calls = {
        word for what in ("id", "name") for said in words.keys_of("crm", what) for word in said.split(" ")
    }
    aims = (
        deals
        and rest.isdisjoint(calls)
        and any(column_near(s, str(text), names, _MAIN.__contains__) for s in _TEXTS)
    )
    of_deal = bool(deals) and not aims  # an "Objetivo do negócio" is of the business
    ours = words.is_internal(plain) or words.is_internal(words.key(str(text)))
    ours = ours or is_ours_alone(str(text), names)
    return short and not of_deal and not ours and names.mapped(str(text)) != "internal"
