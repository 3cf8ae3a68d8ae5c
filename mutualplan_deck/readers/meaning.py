"""What a header or label means that is written as none we know: by its words, and by what stands under it.

"Needed capability" has the word of "capability", and text under it; "Complete before" has days. Both must
agree. A column that no word explains is taken for what its values are: days, statuses, numbers, job titles.
Whatever is read so is told where it stands (RD126).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from mutualplan_deck.readers import dates, form, loose_dates, numbers, statuses, words
from mutualplan_deck.readers.fields import Sort
from mutualplan_deck.regex import regex

Samples = Sequence[Any]
"""The first values under a header, blank cells left out."""

_MOST = 0.6  # of the values of a column
_FEW = 2
_NAME = 5  # words of a name, at most
_HALF = 0.5
_MAIN = ("title", "statement", "name")
_LONG = 12  # letters: what a step is called is longer than a code
_BETWEEN = regex(r"\s*(?:[,;/&+\n]|\b(?:and|und|et|y|e|en)\b)\s*")
_AROUND = regex(r"^[^:()]{1,30}:\s*|\s*\([^()]*\)\s*$")
_LIST = 80  # letters: a longer text names nobody
_SENTENCE = 40  # letters: a longer text is no number
_STEPS = regex(r"\d{1,3}(?:\.\d{1,2})?(?:\s*[,;&+/]\s*\d{1,3}(?:\.\d{1,2})?)*")
_CONTEXT = loose_dates.Context(None, dt.date(2027, 1, 1), dt.date(2027, 6, 30))


def says_when_done(text: str) -> bool:
    """Whether a header ends as those do that say what done means: "Accepted when", "Fertig, wenn"."""
    return words.key(text).split(" ")[-1] in words.keys_of("when")


def asks(what: str, text: str) -> bool:
    """Whether a header asks `what` or `who`: "What needs doing", "Whose job", "On whose desk"."""
    first, second, *_ = *words.key(text).split(" "), ""
    asking = words.keys_of("questions", what)
    return first in asking or (first in words.keys_of("small") and second in asking)


def fits(section: str, name: str, samples: Samples) -> bool:
    """Whether values may be those of a field; where there are none, any may."""
    field = form.item_fields(section).get(name)
    sort = field.sort if field else Sort.TEXT
    if samples and share(samples, is_address) >= _MOST:
        return name == "email"
    if name == "status":
        return share(samples, is_status) >= _MOST
    if section == "steps" and sort is Sort.TEXT and _are_of_steps(name, samples):
        return False
    if _are_of_another(section, name, samples):
        return False
    if sort in _TESTS:
        return not samples or share(samples, _TESTS[sort]) >= _MOST
    if name in ("id", "unit"):
        return not samples or (_are_ids(samples) if name == "id" else share(samples, _is_unit) >= _MOST)
    if sort is Sort.REFS and not _may_refer(name, samples):
        return False
    if name == "statement" and len(samples) > 1 and share(samples, is_reference) >= _MOST:
        return False
    if sort is Sort.TEXT and name not in ("id", "percent"):
        return share(samples, is_day) < _MOST and share(samples, is_number) < _MOST
    return True


def _are_ids(samples: Samples) -> bool:
    return share(samples, is_mark) >= _MOST and len({*map(str, samples)}) == len(samples)


def _is_unit(value: Any) -> bool:
    """Whether a text may be what something is counted in: a few words, and no sentence."""
    return isinstance(value, str) and len(value.split()) <= _UNIT


def _are_of_steps(name: str, samples: Samples) -> bool:
    """Whether texts of steps are statuses, or names under what would be their title."""
    spoken = name.startswith("owner") and bool(samples) and share(samples, is_spoken) >= _MOST
    named = name == "title" and share(samples, is_owner) >= _MOST
    return spoken or named or share(samples, surely_status) >= _MOST


def is_spoken(value: Any) -> bool:
    """Whether a text is said, and names nobody: four words or more, mostly small: "they hate our price"."""
    said = value.split() if isinstance(value, str) else []
    small = [word for word in said if word.islower() and len(word) > _FEW]
    names = len(said) > 1 and said[0][:1].isupper() and said[1][:1].isupper()  # "Ann Lee, head tech"
    return not names and len(said) > _UNIT and len(small) > 1 and 2 * len(small) >= len(said)


def _may_refer(name: str, samples: Samples) -> bool:
    """Whether values may name other lines: steps by numbers, all else by what is no sentence of its own."""
    if name == "after":
        return not samples or share(samples, is_reference) >= _MOST
    once = len(samples) > 1 and len({*map(str, samples)}) == len(samples)
    return not once or share(samples, _is_sentence) < _HALF


def _is_sentence(value: Any) -> bool:
    return isinstance(value, str) and len(value.split()) > _NAME and not is_owner(value)


def are_buyers(samples: Samples) -> bool:
    """Whether texts say what a CRM takes people for: "Función" over "Comprador económico"."""
    buyers, others = words.keys_of("crm", "buyers"), words.keys_of("crm", "roles")
    said = [words.key(str(value)) for value in samples]
    known = sum(one in buyers or one in others for one in said)
    return known >= _HALF * len(said) > 0 and not buyers.isdisjoint(said)


def _are_of_another(section: str, name: str, samples: Samples) -> bool:
    """Whether texts are none of owners, of jobs or of what people are responsible for."""
    if section == "people" and name in ("responsibility", "title"):
        return are_buyers(samples)
    return name.startswith("owner") and _are_no_owners(samples)


def _are_no_owners(samples: Samples) -> bool:
    """Whether texts are sentences, or lines of some words of which none comes again."""
    once = len(set(map(str, samples))) == len(samples) > _FEW
    return share(samples, _is_sentence) >= _HALF or (once and share(samples, _is_line) >= _MOST)


def _is_line(value: Any) -> bool:
    """Whether a text of some words is neither a name nor a job: what is to be done."""
    some = isinstance(value, str) and len(value.split()) > _FEW
    return some and not is_owner(value) and not is_job(value)


def fits_fact(path: str, value: Any) -> bool:
    """Whether a value beside a label may be the plan's fact of that path."""
    if path.endswith("date") or path in ("as_of", "confirmed.on", "meeting"):
        return is_day(value)
    if path.startswith("investment.") and not path.endswith("source"):
        return is_number(value)
    if path.endswith(".name") and dates.within(str(value)):
        return False  # "Plan for Acme | updated 17/11/26"
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
    return _names_day(value)


@lru_cache(maxsize=4096)
def _names_day(text: str) -> bool:
    return dates.day(text) is not None or loose_dates.loose(text, _CONTEXT) is not None


def is_number(value: Any) -> bool:
    """Whether a cell holds a number or an amount."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return False
    if not isinstance(value, str):
        return True
    read = numbers.amount(value) if len(value) < _SENTENCE else None
    return read is not None and len(read.rest.split()) <= _FEW


def is_code(value: Any) -> bool:
    """Whether a cell only calls something: "Z1", "H-4"."""
    return isinstance(value, str) and _CODED.fullmatch(value.strip()) is not None


def is_money(value: Any) -> bool:
    """Whether a cell holds an amount with its currency."""
    read = numbers.amount(value) if isinstance(value, str) and len(value) < _SENTENCE else None
    return read is not None and bool(read.currency)


def is_status(value: Any) -> bool:
    """Whether a cell says how far something is, in words, signs or per cent."""
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return False
    return statuses.standing(value) is not None and not (isinstance(value, int) and value not in (0, 1))


def is_flag(value: Any) -> bool:
    """Whether a cell says yes or no."""
    return isinstance(value, bool) or value in (0, 1) or words.choice("flag", str(value)) is not None


_CODED = regex(r"[B-DF-JL-QS-Zb-df-jl-qs-z]-?\d{1,3}")  # "Z1", "H-4": what something is called
_NUMBERED = regex(r"[A-Z]\d{1,2}")  # "M1" is a line's number, and no million
_BRACKETS = regex(r"\([^()]*\)")
_APART = regex(r"[\s,;&+/]+|\b(?:and|und|et|y|e|en)\b")
_UNIT = 3  # words
_MARKS = 1000  # a line's number is lower
_ID = 12  # letters of a line's number


def is_figure(value: Any) -> bool:
    """Whether a cell holds a number that counts or measures something, and not a line's: "M1"."""
    return is_number(value) and not (isinstance(value, str) and _NUMBERED.fullmatch(value.strip()))


_TESTS: Mapping[Sort, Callable[[Any], bool]] = {
    Sort.DATE: is_day,
    Sort.DATES: is_day,
    Sort.NUMBER: is_figure,
    Sort.COUNT: is_figure,
    Sort.FLAG: is_flag,
}


def is_mark(value: Any) -> bool:
    """Whether a cell may be what a line is called by: 3, "3.1", "B", "T-05"."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 0 <= value < _MARKS
    said = str(value).strip()
    return re.fullmatch(r"[A-Za-z]|[ivx]{2,4}|[IVX]{2,4}|[A-Z]{1,5}-[A-Z]|(?=.*\d)[\w.#-]+", said) is not None


def is_reference(value: Any) -> bool:
    """Whether a cell may name other lines by their numbers: 3, "1, 2", "S3 + S4", "17 (signature)"."""
    said = _BRACKETS.sub("", str(value))
    parts = [p for p in _APART.split(said.strip()) if p]
    return bool(parts) and all(any(map(str.isdigit, p)) and len(p) <= _ID for p in parts)


def is_address(value: Any) -> bool:
    """Whether a cell holds an e-mail address."""
    return isinstance(value, str) and re.fullmatch(r"\S+@\S+\.\S+", value.strip()) is not None


def is_job(value: Any) -> bool:
    """Whether a text is a job title: one of its words names a job."""
    return isinstance(value, str) and any(
        w in words.keys_of("jobs") or w.endswith(_job_endings()) for w in words.key(value).split(" ")
    )


@cache
def _job_endings() -> tuple[str, ...]:
    """Ends of German compounds that are jobs: "Büroleitung", "Qualitätsbeauftragter"."""
    return tuple(words.keys_of("job_endings"))


def is_words(value: Any) -> bool:
    """Whether a cell says something in words, not a number, a day or an address."""
    return isinstance(value, str) and " " in value.strip() and not is_day(value) and not is_number(value)


def is_name(value: Any) -> bool:
    """Whether a text may be a person's name: a few words, the first and the last with a capital."""
    parts = _AROUND.sub("", value).split() if isinstance(value, str) else []
    if not (_FEW <= len(parts) <= _NAME and all(w[0].isupper() for w in (parts[0], parts[-1]))):
        return False
    said = set(words.key(value).split(" "))
    small = {words.key(w) for w in parts[1:-1] if w.islower()}  # "Try in two shops"; "Jan van der Berg"
    named = said.isdisjoint(words.keys_of("bodies")) and small.isdisjoint(words.keys_of("in_no_name"))
    return named and not is_job(value)


def surely_status(value: Any) -> bool:
    """Whether a text, not a number, says how far something is."""
    return isinstance(value, str) and is_status(value)


def is_owner(value: Any) -> bool:
    """Whether a text names people, and perhaps their side: "Acme: Jane Doe", "Jane Doe (Acme)"."""
    if not isinstance(value, str) or len(value) > _LIST:
        return False
    parts = [_AROUND.sub("", part) for part in _BETWEEN.split(value) if part.strip()]
    return bool(parts) and all(map(is_name, parts))
