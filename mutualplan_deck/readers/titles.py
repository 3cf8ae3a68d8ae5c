"""The names in a title: "Close plan - Acme / Bolt" is about Acme, and of Bolt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from mutualplan_deck.readers import words
from mutualplan_deck.readers.words import Names, key
from mutualplan_deck.regex import regex

APART = regex(
    r"\s*(?:×|✕|//|/|<-*>|[↔⇄⟷]|\+|\|)\s*|\s+(?:x|with|mit|avec|con|com|vs\.?)\s+", re.IGNORECASE
)  # two sides
_WITH_MARK = regex(r"\s*\(?\bw/\s*")  # "Acme (w/ Bolt)"
_JOINED = regex(r"\s*&\s*|\s+(?:and|und|et|y|e)\s+", re.IGNORECASE)  # two sides, or two words of a name
_WITH = regex(r"^([^–—|:]+?)\s+[-–—|:]\s+[^A-ZÀ-ÖØ-Þ]*\s(?:with|mit|avec|con|com)\s+([^-–—|:]+)$")
PIECES = regex(r"\s+[-–—|·•]\s+|:\s+|\s*[_]\s*|\(|\)|,\s+")
SIZE = regex(r"\s*\((?=[^()]*\d)[^()]*\s[^()]*\)")  # "(9 branches)"
_SIDED = regex(
    r"((?:[A-ZÀ-ÖØ-Þ][\w&.'’-]*\s+(?:(?:of|and|&|de|du|des|la|der|für|for|the|y|e|et|und)\s+)*)+)\(([^()]*)\)"
)
_LOWER = regex(r"^(?:[a-zà-öø-ÿ]\S*\s+)+")
_ABBREVIATED = (
    "co",
    "inc",
    "ltd",
    "corp",
    "bros",
    "ltda",
    "cia",
    "cie",
    "lda",
    "pty",
)  # legal forms with a stop
_PAIR = 2
_COMPOUND = 7  # letters of one that ends in "plan"


def sided_names(text: str) -> dict[str, str]:
    """The names that a sentence says the side of: "Acme Ltd (the customer) and Bolt Inc. (the vendor)".

    {} unless the customer is among them.
    """
    found: dict[str, str] = {}
    for match in _SIDED.finditer(text):
        if side := Names().side_in(match[2]):
            found.setdefault(side, _LOWER.sub("", bare(match[1].strip())))
    return {s: found[s] for s in ("customer", "vendor") if s in found} if "customer" in found else {}


def parties(text: str) -> tuple[str, ...]:
    """The names in a title: "Close plan - Acme / Bolt" → Acme, Bolt; () where there is but one or none."""
    text = SIZE.sub(" ", text)
    sides = APART.split(text)
    if len(sides) == _PAIR and "," in text:  # "Acme Hires, Mainz <-> Bolt"
        names = [bare(trimmed(side.split(",")[0])) for side in sides]
        places = [place for side in sides for place in side.split(",")[1:]]
        plain = all(len(PIECES.split(side.strip())) == side.count(",") + 1 for side in sides)
        if plain and all(map(is_name_of_firm, names)) and all(len(p.split()) == 1 for p in places):
            return tuple(names)
    if found := _two_in((text.rstrip(" )"),), _WITH_MARK) or _two_in(PIECES.split(text), APART):
        return found
    # "Acme Ltd - going live with Bolt"
    if (match := _WITH.match(text.strip(" .!"))) and all(map(is_name_of_firm, match.groups())):
        return match.groups()
    # "Plan d'action commun | Acme SA – Bolt Sàrl": all the rest says what it is
    pieces = [trimmed(piece) for piece in PIECES.split(text) if trimmed(piece)]
    named = [piece for piece in pieces if is_name_of_firm(piece)]
    others = [piece for piece in pieces if piece not in named]
    if len(named) == _PAIR and others and all(map(_is_of_plans, others)):
        return tuple(named)
    return _two_in(PIECES.split(text), _JOINED)


def _two_in(pieces: Iterable[str], between: re.Pattern[str]) -> tuple[str, ...]:
    """The two names that a piece of a title is made of, with a mark between them; or ()."""
    for piece in pieces:
        names = [bare(trimmed(n)) for n in between.split(piece.strip())]
        if len(names) == _PAIR and all(map(is_name_of_firm, names)):
            return tuple(names)
    return ()


def trimmed(text: str) -> str:
    """A name without the marks around it, but for the full stop of its legal form: "Acme Co."."""
    bare_of = text.strip(" .!")
    last = bare_of.rpartition(" ")[2]
    short = last.casefold() in _ABBREVIATED or "." in last
    return f"{bare_of}." if short and text.strip().startswith(f"{bare_of}.") else bare_of


def _is_of_plans(text: str) -> bool:
    return bool(set(key(text).split(" ")) & plan_words())


def bare(text: str) -> str:
    """A name without the words for a plan around it: "Mutual action plan Acme" is about Acme."""
    parts = text.split()
    named = [n for n, word in enumerate(parts) if not _is_of_plan(word)]
    while named and 0 < named[0] < named[-1] and _is_particle(parts[named[0]], parts[named[0] - 1]):
        del named[0]  # "plan de cierre Acme"
    return " ".join(parts[named[0] : named[-1] + 1]) if named else text


def _is_of_plan(word: str) -> bool:
    """Whether a word is one of plans, or a German compound that ends in one: "Abschlussplan"."""
    said = key(word).split()
    return bool(set(said) & plan_words()) or any(w.endswith("plan") and len(w) > _COMPOUND for w in said)


def _is_particle(word: str, before: str) -> bool:
    """Whether a word is a small one between words of plans: "de", "DE" in "PLAN DE CIERRE"."""
    return (word.islower() or (word.isupper() and before.isupper())) and key(word) in words.raw()["particles"]


def is_name_of_firm(text: str) -> bool:
    """Something with a capital that is not a word of plans."""
    parts = [w for w in key(text).split(" ") if w]
    return bool(parts) and text[:1].isupper() and len(text) < 60 and not set(parts) & plan_words()


@cache
def plan_words() -> frozenset[str]:
    return frozenset(w for phrase in words.raw()["notes"]["plan_words"] for w in key(phrase).split(" "))
