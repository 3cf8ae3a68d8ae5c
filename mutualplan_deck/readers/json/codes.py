"""Codes that another tool's JSON explains in a legend, and texts that it has in several languages, in words.

{"legend": {"stateCode": {"10": "Not begun", …}}} tells what 10 is under "stateCode" anywhere in the file, and
under "state" or "code" where no other list of the legend ends so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mutualplan_deck.readers.json.lists import MAX_DEPTH, Column, child, said
from mutualplan_deck.readers.words import key, spaced
from mutualplan_deck.regex import regex

_LEAST = 2  # codes of a list
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
    """The lists of codes of a file's legends, by the words of their keys, and by the last one of these."""
    found: dict[str, Mapping[str, str]] = {}
    ends: dict[str, list[Mapping[str, str]]] = {}
    for name, legend in data.items():
        listed = legend if isinstance(legend, dict) and key(spaced(name)) in said("legends") else {}
        for called, codes in listed.items():
            if not isinstance(codes, dict) or len(codes) < _LEAST:
                continue
            if all(isinstance(text, str) for text in codes.values()):
                found[key(spaced(called))] = codes
                ends.setdefault(key(spaced(called)).split(" ")[-1], []).append(codes)
    return {end: listed[0] for end, listed in ends.items() if len(listed) == 1} | found


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
    if isinstance(value, str | int) and not isinstance(value, bool) and name in codes:
        return codes[name].get(str(value), value)
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
