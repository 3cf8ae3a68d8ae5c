"""What a header or label means that is written as none we know: by its words, and by what stands under it.

"Needed capability" has the word of "capability", and text under it; "Complete before" has days. Both must
agree. A column that no word explains is taken for what its values are: days, statuses, numbers, job titles.
Whatever is read so is told where it stands (RD126).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from mutualplan_deck.readers import dates, form, loose_dates, numbers, statuses, words
from mutualplan_deck.readers.fields import Sort
from mutualplan_deck.readers.words import Names

Samples = Sequence[Any]
"""The first values under a header, blank cells left out."""

SIDES = frozenset(("customer", "vendor", "partner"))
_ALIKE = 0.65  # of the words of both
_MOST = 0.6  # of the values of a column
_FEW = 2
_NAME = 5  # words of a name, at most
_HALF = 0.5
_MAIN = ("title", "statement", "name")
_LONG = 12  # letters: what a step is called is longer than a code
_SENTENCE = 40  # letters: a longer text is no number
_COMPOUND = 9  # letters of a word that may be two
_SHORTEST = 4  # letters of each
_STEPS = re.compile(r"\d{1,3}(?:\.\d{1,2})?(?:\s*[,;&+/]\s*\d{1,3}(?:\.\d{1,2})?)*")
_CONTEXT = loose_dates.Context(None, dt.date(2027, 1, 1), dt.date(2027, 6, 30))


Index = Mapping[str, Sequence[tuple[frozenset[str], str]]]
"""Known texts by one of their words: the words of each, and what it means."""


def index_of(known: Mapping[str, str]) -> Index:
    """Known texts (their keys, and what each means) as `by_words` looks them up.

    A word for a side is in many headers and labels, and explains none.
    """
    found: dict[str, list[tuple[frozenset[str], str]]] = {}
    for way, meaning in known.items():
        stems = _stems(way)
        if stems - SIDES:
            found.setdefault(min(stems - SIDES), []).append((stems, meaning))
    return found


def by_words(text: str, index: Index, names: Names, fits: Callable[[str], bool], least: int = 2) -> str:
    """What the known text means all of whose words are in `text`, and most of its words, and that `fits`.

    "" if there is none, or if `text` has fewer than `least` words that carry meaning.
    """
    said = _stems(names.plain(text))
    if apart := [w for w in said if w not in index and len(w) >= _COMPOUND]:
        said = said.difference(apart).union(*(_parts(w, index) for w in apart))
    if len(said) < least:
        return ""
    ways = (way for word in said for way in index.get(word, ()))
    scored = [(score, meaning) for way, meaning in ways if (score := _alike(said, way)) >= _ALIKE]
    best = dict.fromkeys(meaning for _, meaning in sorted(scored, key=lambda s: -s[0]))
    return next((meaning for meaning in best if fits(meaning)), "")


def _parts(word: str, index: Index) -> frozenset[str]:
    """The two known words a German compound is made of ("Kundenseite"), or the word itself."""
    known = words.sides()
    for cut in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
        head, tail = word[:cut], word[cut:]
        if head[-1] == "s" and head[:-1] in index:
            head = head[:-1]
        if (head in index or head in known) and tail in index:
            return frozenset((known.get(head, head), tail))
    return frozenset((word,))


def says_when_done(text: str) -> bool:
    """Whether a header ends as those do that say what done means: "Accepted when", "Fertig, wenn"."""
    return words.key(text).split(" ")[-1] in _when()


def _alike(said: frozenset[str], way: frozenset[str]) -> float:
    """How much of a text is the words of a known one, all of which it must have."""
    return 2 * len(way) / (len(said) + len(way)) if way <= said else 0.0


@cache
def _when() -> frozenset[str]:
    return frozenset(words.key(w) for w in words.raw()["when"])


@lru_cache(maxsize=8192)
def _stems(plain: str) -> frozenset[str]:
    """The words of a key that carry meaning, in the singular."""
    found = (w for w in plain.split(" ") if w and w not in _small())
    return frozenset(w[:-1] if len(w) > 3 and w[-1] in "sx" else w for w in found)


@cache
def _small() -> frozenset[str]:
    return frozenset(words.key(w) for w in words.raw()["small"])


def fits(section: str, name: str, samples: Samples) -> bool:
    """Whether values may be those of a field; where there are none, any may."""
    field = form.item_fields(section).get(name)
    sort = field.sort if field else Sort.TEXT
    if samples and share(samples, is_address) >= _MOST:
        return name == "email"
    if name == "status":
        return share(samples, is_status) >= _MOST
    if name == "phase" and share(samples, _surely_status) >= _MOST:
        return False
    if sort in _TESTS:
        return not samples or share(samples, _TESTS[sort]) >= _MOST
    if sort is Sort.TEXT and name not in ("id", "percent"):
        return share(samples, is_day) < _MOST and share(samples, is_number) < _MOST
    return True


def fits_fact(path: str, value: Any) -> bool:
    """Whether a value beside a label may be the plan's fact of that path."""
    if path.endswith("date") or path in ("as_of", "confirmed.on", "meeting"):
        return is_day(value)
    if path.startswith("investment.") and not path.endswith("source"):
        return is_number(value)
    return isinstance(value, str) and not is_day(value) and not is_number(value)


def share(samples: Samples, test: Callable[[Any], bool]) -> float:
    """How much of the values passes a test; none of no values."""
    return sum(map(test, samples)) / len(samples) if samples else 0.0


def is_day(value: Any) -> bool:
    """Whether a cell holds a day, or a time that stands for one."""
    if isinstance(value, dt.date | dt.datetime):
        return True
    if not isinstance(value, str) or len(value) > 40:
        return False
    return dates.day(value) is not None or loose_dates.loose(value, _CONTEXT) is not None


def is_number(value: Any) -> bool:
    """Whether a cell holds a number or an amount."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    if not isinstance(value, str):
        return True
    read = numbers.amount(value) if len(value) < _SENTENCE else None
    return read is not None and len(read.rest.split()) <= _FEW


def is_status(value: Any) -> bool:
    """Whether a cell says how far something is, in words, signs or per cent."""
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return False
    return statuses.standing(value) is not None and not (isinstance(value, int) and value not in (0, 1))


_TESTS: Mapping[Sort, Callable[[Any], bool]] = {
    Sort.DATE: is_day,
    Sort.DATES: is_day,
    Sort.NUMBER: is_number,
    Sort.COUNT: is_number,
}


def is_address(value: Any) -> bool:
    """Whether a cell holds an e-mail address."""
    return isinstance(value, str) and re.fullmatch(r"\S+@\S+\.\S+", value.strip()) is not None


def corrected(section: str, columns: Mapping[int, str], below: Mapping[int, Samples]) -> dict[int, str]:
    """The columns, where one is not what it is called: "Step" over numbers, "Role" over job titles."""
    found = dict(columns)
    first, last = _ENDS.get(section, ("", ""))
    for column, name in columns.items():
        other = _other(section, name, below.get(column, ()), max(map(len, below.values()), default=0))
        if other == "id" and columns.get(column - 1) == first:
            other = last
        if other and other not in found.values():
            found[column] = other
    return found


def _other(section: str, name: str, under: Samples, rows: int) -> str:
    """What a column is rather than `name`, by its values; or ""."""
    if name in _MAIN and share(under, is_number) >= _MOST:
        return "id"
    if name == "phase" and len(under) > max(_FEW, rows * _MOST) and _all_differ(under):
        return "title"
    if section == "people" and name == "role":
        if share(under, is_job) > _HALF:
            return "title"
        return "name" if share(under, is_name) >= _MOST and _all_differ(under) else ""
    return ""


def _all_differ(samples: Samples) -> bool:
    return len({str(s) for s in samples}) == len(samples)


def is_job(value: Any) -> bool:
    """Whether a text is a job title: one of its words names a job."""
    return isinstance(value, str) and any(w in _jobs() for w in words.key(value).split(" "))


@cache
def _jobs() -> frozenset[str]:
    return frozenset(words.key(w) for w in words.raw()["jobs"])


def by_values(
    section: str, open_columns: Mapping[int, Samples], columns: Mapping[int, str]
) -> dict[int, str]:
    """What open columns are by their values alone, where none of the `columns` understood is it yet."""
    have = set(columns.values())
    if section == "steps":
        return _of_steps(open_columns, have)
    found = _other_end(section, open_columns, columns)
    for name, test in _BY_VALUE.get(section, ()):
        if name in have or name in found.values():
            continue
        left = [(c, s) for c, s in open_columns.items() if c not in found and share(s, test) >= _MOST]
        if name in _MAIN:
            left = [(c, s) for c, s in left if _all_differ(s)]
        if left and not (name == "annual_value" and len(left) > 1):
            found[left[0][0]] = name
    return found


def _other_end(
    section: str, open_columns: Mapping[int, Samples], columns: Mapping[int, str]
) -> dict[int, str]:
    """Numbers right beside "today" are what they shall become, and the other way round."""
    at = {name: column for column, name in columns.items()}
    first, last = _ENDS.get(section, ("", ""))
    for known, other, step in ((first, last, 1), (last, first, -1)):
        beside = at.get(known, 0) + step
        if known in at and other not in at and share(open_columns.get(beside, ()), is_number) >= _MOST:
            return {beside: other}
    return {}


def is_words(value: Any) -> bool:
    """Whether a cell says something in words, not a number, a day or an address."""
    return isinstance(value, str) and " " in value.strip() and not is_day(value) and not is_number(value)


def is_name(value: Any) -> bool:
    """Whether a text may be a person's name: a few words, the first and the last with a capital."""
    said = value.split() if isinstance(value, str) else []
    return (
        _FEW <= len(said) <= _NAME and all(w[0].isupper() for w in (said[0], said[-1])) and not is_job(value)
    )


_ENDS = {"issues": ("baseline", "target"), "outcomes": ("before", "after")}
_BY_VALUE: Mapping[str, tuple[tuple[str, Callable[[Any], bool]], ...]] = {
    "issues": (("statement", is_words), ("baseline", is_number), ("target", is_number), ("due", is_day)),
    "problems": (("statement", is_words), ("impact", is_words)),
    "capabilities": (("statement", is_words),),
    "outcomes": (("statement", is_words), ("annual_value", is_number)),
    "people": (("email", is_address), ("title", is_job), ("name", is_name)),
}


def _of_steps(open_columns: Mapping[int, Samples], have: set[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    days = [c for c, s in open_columns.items() if len(s) >= _FEW and share(s, is_day) >= _MOST]
    if "due" not in have and days:
        found[days[-1]] = "due"
        if "start" not in have and len(days) > 1:
            found[days[-2]] = "start"
    if "status" not in have:
        said = (c for c, s in open_columns.items() if len(s) >= _FEW and share(s, _surely_status) >= _MOST)
        found.update((c, "status") for c in list(said)[:1] if c not in found)
    if "after" not in have and "id" in have:
        ids = (c for c, s in open_columns.items() if len(s) >= _FEW and share(s, _is_step) >= _MOST)
        found.update((c, "after") for c in list(ids)[:1] if c not in found)
    if "title" not in have:
        found.update((c, "title") for c in _titles(open_columns) if c not in found)
    return found


def _is_step(value: Any) -> bool:
    """Whether a cell names steps by their numbers: 3, or "1, 2"."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return _STEPS.fullmatch(text.strip()) is not None


def _surely_status(value: Any) -> bool:
    return isinstance(value, str) and is_status(value)


def _titles(open_columns: Mapping[int, Samples]) -> list[int]:
    """The first column whose texts are all different and as long as what is to be done is said in."""
    for column, samples in open_columns.items():
        texts = [s for s in samples if isinstance(s, str)]
        different = len(set(texts)) == len(texts) >= _FEW and len(texts) == len(samples)
        if different and sum(map(len, texts)) / len(texts) >= _LONG and share(texts, is_day) < _MOST:
            return [column]
    return []
