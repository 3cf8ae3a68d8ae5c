"""Codes that another tool's JSON explains in a legend, and texts that it has in several languages, in words.

{"legend": {"stateCode": {"10": "Not begun", …}}} tells what 10 is under "stateCode" anywhere in the file, and
under "state" or "code" where no other list of the legend ends so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mutualplan_deck.readers.json.lists import MAX_DEPTH, Column, child, said
from mutualplan_deck.readers.words import key, spaced
from mutualplan_deck.regex import regex

_LEAST = 2  # codes of a list
_CODE = 4  # letters of a code
_STEM = 6  # letters by which two forms of a word are known as one
_LANGUAGE = regex(r"[a-z]{2}(?:[-_][A-Z]{2})?")
Codes = Mapping[str, Mapping[str, str]]


def in_words(data: dict[str, Any]) -> dict[str, Any]:
    """The same file with every code that it explains as what that means, and each text in one language."""
    codes = _codes(data)
    language = _language(data, 0)
    if not codes and not _has_languages(data, 0):
        return data
    return {
        k: v if key(spaced(k)) in said("legends") else _worded(v, key(spaced(k)), codes, language, 0)
        for k, v in data.items()
    }


def _codes(data: Mapping[str, Any]) -> Codes:
    """The lists of codes of a file, by the words of their keys, by the last one of these, and by its stem.

    Of a legend any list is one; elsewhere one of short codes: {"situations": {"0": "To start", …}}.
    """
    found: dict[str, Mapping[str, str]] = {}
    ends: dict[str, list[Mapping[str, str]]] = {}
    for called, codes in _lists_of_codes(data, 0, legend=False):
        found[key(spaced(called))] = codes
        ends.setdefault(key(spaced(called)).split(" ")[-1], []).append(codes)
        ends.setdefault(_stem(key(spaced(called))), []).append(codes)
    return {end: listed[0] for end, listed in ends.items() if len(listed) == 1} | found


def _lists_of_codes(
    data: Mapping[str, Any], depth: int, *, legend: bool
) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, member in data.items() if depth <= MAX_DEPTH else ():
        if not isinstance(member, dict):
            continue
        texts = len(member) >= _LEAST and all(isinstance(text, str) for text in member.values())
        if texts and (all(map(_is_code, member)) if not legend else not all(map(_is_word, member))):
            yield name, member
        else:
            yield from _lists_of_codes(member, depth + 1, legend=key(spaced(name)) in said("legends"))


def _is_code(name: str) -> bool:
    """Whether a key is a mere code: "0", "A", "s1"."""
    return name.isdigit() or (len(name) <= _CODE and (name.isupper() or any(map(str.isdigit, name))))


def _is_word(name: str) -> bool:
    """Whether a key says by itself what it means: "responsible"."""
    return name.islower() and name.isalpha() and len(name) > _CODE


def _stem(word: str) -> str:
    """How a word begins, whatever its number: "situacoes" and "situacao" are one; marked as no whole word."""
    return f"{word[:_STEM]}…" if len(word) > _STEM else word


def _worded(value: Any, name: str, codes: Codes, language: str, depth: int) -> Any:
    if depth > MAX_DEPTH:
        return value
    if isinstance(value, list):
        # a list stays what it is: lists by ids know their names
        value[:] = [_worded(v, name, codes, language, depth + 1) for v in value]
        return value
    if isinstance(value, dict):
        if _is_in_languages(value):
            return value.get(language) or value.get("en") or next(iter(value.values()))
        worded = {k: _worded(v, key(spaced(k)), codes, language, depth + 1) for k, v in value.items()}
        return {
            _bare(k) if worded[k] != v and isinstance(v, str | int) else k: worded[k]
            for k, v in value.items()
        }
    if isinstance(value, str | int) and not isinstance(value, bool):
        listed = codes.get(name) or codes.get(_stem(name)) or {}
        return listed.get(str(value), value)
    return value


def _bare(name: str) -> str:
    """A key that no longer holds a code: "visibilityCode" → "visibility"; it knows where it stood."""
    *said_so, last = spaced(name).split(" ")
    return Column(" ".join(said_so), child("", name)) if said_so and key(last) == "code" else name


def _is_in_languages(value: Mapping[str, Any]) -> bool:
    """Whether an object is one text in several languages: {"en": "Decide", "sv": "Besluta"}."""
    return len(value) >= _LEAST and all(
        _LANGUAGE.fullmatch(k) and isinstance(v, str) and v for k, v in value.items()
    )


def _has_languages(value: Any, depth: int) -> bool:
    if depth > MAX_DEPTH or not isinstance(value, dict | list):
        return False
    if isinstance(value, dict) and _is_in_languages(value):
        return True
    return any(_has_languages(v, depth + 1) for v in (value.values() if isinstance(value, dict) else value))


def _language(value: Any, depth: int) -> str:
    """The language that a file says it is shown in, or ""."""
    if depth > MAX_DEPTH or not isinstance(value, dict):
        return ""
    for name, member in value.items():
        if key(spaced(name)).split(" ")[-1] in ("language", "locale", "lang") and isinstance(member, str):
            return member[:2].casefold()
    return next((found for v in value.values() if (found := _language(v, depth + 1))), "")
