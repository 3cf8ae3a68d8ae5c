"""Patterns are compiled late: each of them must be one, and an import must compile none."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys

import mutualplan_deck
from mutualplan_deck.regex import regex


def test_every_pattern_of_the_program_can_be_compiled() -> None:
    late = type(regex(""))
    found = {
        f"{module}.{name}": value.pattern
        for module in _modules()
        for name, value in vars(importlib.import_module(module)).items()
        if isinstance(value, late)
    }
    assert len(found) > 150
    assert all(re.compile(text) for text in found.values())


def _modules() -> list[str]:
    every = pkgutil.walk_packages(mutualplan_deck.__path__, "mutualplan_deck.")
    return [m.name for m in every if not m.name.endswith("__main__")]


def test_a_pattern_works_as_one_of_re() -> None:
    word = regex(r"(\w+)-(\w+)", re.IGNORECASE)
    assert word.sub(r"\2-\1", "deck-plan") == "plan-deck"
    assert word.fullmatch("A-b")
    assert not word.fullmatch("a b")
    assert (word.groups, word.flags & re.IGNORECASE) == (2, re.IGNORECASE)


def test_the_readers_import_without_compiling_anything() -> None:
    code = (
        "import re, sys\n"
        "told, made = [], re.compile\n"
        "def watched(text, flags=0):\n"
        "    told.append((sys._getframe(1).f_globals['__name__'], text))\n"
        "    return made(text, flags)\n"
        "re.compile = watched\n"
        "import mutualplan_deck.readers.search, mutualplan_deck.readers.workbook\n"
        "print([t for name, t in told if name.startswith('mutualplan') and isinstance(t, str)])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
