"""`mutualplan.toml` beside a plan: a team's own settings of the checks, for all plans of the folder.

[checks]
private_words = ["Routemere"]
[checks.thresholds]
overdue_days = 7
[checks.levels]
MP117 = "hint"
[checks.not_needed]
legal = "Covered by the framework agreement"

Its other tables say what a person's own words mean: see `mapping.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli
from pydantic import ValidationError

from mutualplan_deck.findings import Finding, Level
from mutualplan_deck.plan.checks.settings import Settings

NAME = "mutualplan.toml"
LARGEST = 256 * 1024  # bytes: settings are a page, not a book


def read_settings(folder: Path) -> tuple[Settings, tuple[Finding, ...]]:
    """The settings of a folder; defaults where there are none or they can't be read (a finding)."""
    given, unread = read_toml(folder)
    try:
        return Settings.model_validate(given.get("checks", {})), unread
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in ("checks", *first["loc"]))
        return Settings(), (told(f"{NAME} {where}: {first['msg'].lower()}", where),)


def read_toml(folder: Path) -> tuple[Mapping[str, Any], tuple[Finding, ...]]:
    """What the file of a folder says; nothing where there is none or it can't be read (a finding)."""
    path = folder / NAME
    if not path.exists():
        return {}, ()
    try:
        if not path.is_file():
            return {}, (told(f"{NAME} can't be read: it is no file"),)
        return tomli.loads(path.read_bytes()[:LARGEST].decode("utf-8")), ()
    except (OSError, UnicodeDecodeError) as error:
        return {}, (told(f"{NAME} can't be read: {error}"),)
    except (tomli.TOMLDecodeError, RecursionError) as error:
        return {}, (told(f"{NAME} is no TOML: {error}"),)


def told(message: str, where: str = "") -> Finding:
    """A fault of the file; what is wrong in it is not used."""
    place = f"{NAME}: {where}" if where else NAME
    advice = "Mend it, or take it away; it was not used"
    return Finding("RD140", Level.WARNING, message, advice, place=place)
