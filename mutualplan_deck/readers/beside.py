"""`mutualplan.toml` beside a plan: a team's own settings of the checks, for all plans of the folder.

[checks]
private_words = ["Routemere"]
[checks.thresholds]
overdue_days = 7
[checks.levels]
MP117 = "hint"
[checks.not_needed]
legal = "Covered by the framework agreement"
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import ValidationError

from mutualplan_deck.findings import Finding, Level
from mutualplan_deck.plan.checks.settings import Settings

NAME = "mutualplan.toml"
LARGEST = 256 * 1024  # bytes: settings are a page, not a book


def read_settings(folder: Path) -> tuple[Settings, tuple[Finding, ...]]:
    """The settings of a folder; defaults where there are none or they can't be read (a finding)."""
    path = folder / NAME
    try:
        text = path.read_bytes()[:LARGEST].decode("utf-8")
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, UnicodeDecodeError) as error:
        return Settings(), (_told(f"can't be read: {error}"),)
    try:
        given = tomllib.loads(text).get("checks", {})
        return Settings.model_validate(given), ()
    except tomllib.TOMLDecodeError as error:
        return Settings(), (_told(f"is no TOML: {error}"),)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in ("checks", *first["loc"]))
        return Settings(), (_told(f"{where}: {first['msg'].lower()}", where),)


def _told(message: str, where: str = "") -> Finding:
    place = f"{NAME}: {where}" if where else NAME
    advice = "Mend it, or take it away; the checks ran with their defaults"
    return Finding("RD140", Level.WARNING, f"{NAME} {message}", advice, place=place)
