"""What a text means that is none of the known ones: by the words that it has in common with these.

"Needed capability" has the word of "capability". Where no known text is near, a word or a pair of words may
tell: "heard" that stands in known headers of one field alone, whatever stands beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct

from mutualplan_deck.readers import words
from mutualplan_deck.readers.words import Names

SIDES = frozenset(("customer", "vendor", "partner"))
_ALIKE = 0.65  # of the words of both
_TELLING = 0.7  # of the known texts that have a word mean the same
_HALF = 0.5
_OFTEN = 2  # known texts that have it
_WORDS = 2  # that a text must have
_COMPOUND = 9  # letters of a word that may be two
_SHORTEST = 4  # letters of each
_BEGINS = 6  # letters of a word that a German compound may begin with


class Index(Struct, frozen=True):
    """Known texts as `by_words` looks them up.

    `ways` are the words of each, and what it means, by one of its words; `counts` how often each word, and
    each pair of words that follow each other, stands in texts of each meaning.
    """

    ways: Mapping[str, Sequence[tuple[frozenset[str], str]]]
    counts: Mapping[str, Mapping[str, int]]

    def share(self, word: str, meaning: str) -> float:
        """How many of the known texts with a word mean `meaning`, from 0 to 1."""
        counted = self.counts.get(word, {})
        return counted.get(meaning, 0) / sum(counted.values()) if counted else 0.0


def index_of(known: Mapping[str, str]) -> Index:
    """An index of known texts (their keys, and what each means).

    A word for a side is in many headers and labels, and explains none; "in the plan" is more than "plan".
    """
    ways: dict[str, list[tuple[frozenset[str], str]]] = {}
    counts: dict[str, Counter[str]] = {}
    for way, meaning in known.items():
        stems = _stems(way)
        in_plan = way.split(" ")[0] in words.keys_of("inside") and stems <= words.keys_of("plans")
        if stems - SIDES and not in_plan:
            ways.setdefault(min(stems - SIDES), []).append((stems, meaning))
            for mark in _marks(way, stems):
                counts.setdefault(mark, Counter())[meaning] += 1
    return Index(ways, counts)


def by_words(
    text: str, index: Index, names: Names, fits: Callable[[str], bool], *, header: bool = False
) -> str:
    """What the known text means all of whose words are in `text`, and most of its words, and that `fits`.

    Of two that are as near, it is the one whose words tell more; and then the noun at the head of the text:
    the last ("metric owner"), but for one that goes on with "of" ("unité de mesure"). "" if there is none.

    A `header` is known to be one of the texts that the index is of, so that a single word may tell which;
    any other text must have two words that carry meaning.
    """
    plain = names.plain(text)
    stems = _stems(plain)
    if apart := [w for w in stems if w not in index.ways and len(w) >= _COMPOUND]:
        stems = stems.difference(apart).union(*(_parts(w) for w in apart))
    if len(stems) < (1 if header else _WORDS):
        return ""
    in_order = sorted(stems, key=lambda word: (plain.find(word), word), reverse=not _is_of(plain))
    near = [
        (_alike(stems, way), any(index.share(w, meaning) >= _TELLING for w in way - SIDES), meaning)
        for word in in_order
        for way, meaning in index.ways.get(word, ())
    ]
    ranked = sorted((n for n in near if n[0] >= _ALIKE), key=lambda n: (-n[0], -n[1]))
    best = dict.fromkeys(meaning for *_, meaning in ranked)
    found = next(filter(fits, best), "")
    return found or (_told(plain, stems, index, fits) if header else "")


def _told(plain: str, stems: frozenset[str], index: Index, fits: Callable[[str], bool]) -> str:
    """What every word that tells something by itself says, and fits; "" if two say two things.

    More than half of the words must be known: "Associated deal" is not told by its deal.
    """
    known = [w for w in stems if w in index.counts or w in SIDES]
    if " " not in plain or len(known) <= _HALF * len(stems):
        return ""
    found: set[str] = set()
    for counted in (index.counts.get(mark, {}) for mark in _marks(plain, stems)):
        often = sum(counted.values())
        most = max(counted, key=lambda m: (counted[m], m), default="")
        if often >= _OFTEN and counted[most] >= _TELLING * often and most not in found and fits(most):
            found.add(most)
    return found.pop() if len(found) == 1 else ""


def _marks(plain: str, stems: frozenset[str]) -> Iterator[str]:
    """The words of a key that may tell something, and its pairs of words, with its beginning and end."""
    yield from stems - SIDES
    yield from (f"{one} {other}" for one, other in pairwise(("^", *map(_stem, plain.split(" ")), "$")))


@lru_cache(maxsize=8192)
def _parts(word: str) -> frozenset[str]:
    """The two known words a German compound is made of ("Kundenseite"), or the word itself."""
    known, sides = words.vocabulary(), words.sides()
    for cut in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
        head, tail = word[:cut], word[cut:]
        if head[-1] == "s" and head[:-1] in known:
            head = head[:-1]
        if (head in known or head in sides) and tail in known:
            return frozenset((sides.get(head, head), tail))
    return frozenset((word,))


def _alike(stems: frozenset[str], way: frozenset[str]) -> float:
    """How much of a text is the words of a known one, all of which it must have."""
    return 2 * len(way) / (len(stems) + len(way)) if way <= stems else 0.0


def _is_of(plain: str) -> bool:
    """Whether a text's words go on with an "of" in one of the languages."""
    return not words.keys_of("of").isdisjoint(plain.split(" ")[1:])


@lru_cache(maxsize=8192)
def _stems(plain: str) -> frozenset[str]:
    """The words of a key that carry meaning, in the singular."""
    return frozenset(_stem(w) for w in plain.split(" ") if w and w not in words.keys_of("small"))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def tells_success(text: str) -> bool:
    """Whether a word of a label speaks of success: "It worked if", "Gelungen ist es", "Erfolgstermin"."""
    said = words.key(text).split(" ")
    return any(w in words.keys_of("success") or w.startswith(_longer_successes()) for w in said)


@cache
def _longer_successes() -> tuple[str, ...]:
    """Those that a German compound may begin with."""
    return tuple(w for w in words.keys_of("success") if len(w) >= _BEGINS)
