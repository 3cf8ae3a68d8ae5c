"""Plans worded at random: all that is said in known words is read, and what is ours is never shared."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from test_meaning import read_sheets
from test_readers_json import TODAY
from worded import Rows, Worded, rooms_with_asides, worded_plans, worded_rooms, worded_trackers

from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers import read
from mutualplan_deck.story.edition import shared_part


def _read(plan: Plan) -> set[tuple[str, str, Any]]:
    """(section, field, value) of all that `plan` holds, owners by their names."""
    names = {p.id: p.name for p in plan.people}
    found: set[tuple[str, str, Any]] = set()
    for section in ("issues", "problems", "capabilities", "outcomes", "people", "steps"):
        for item in getattr(plan, section):
            for name in type(item).model_fields:
                value = getattr(item, name)
                found.add((section, name, names.get(value, value) if isinstance(value, str) else value))
                found.update((section, name, names.get(v, v)) for v in value) if isinstance(
                    value, tuple
                ) else None
    return found


_ITEMS = ("statement", "title", "name", "owner_customer", "owner_vendor", "annual_value")


def said_by(folder: Path, worded: Worded) -> list[tuple[str, str, Any]]:
    """What the sheets say and was not read, and what was read and nothing says."""
    return _apart(read_sheets(folder, worded.sheets).plan, worded)


def said_in(folder: Path, room: dict[str, Any], worded: Worded) -> list[tuple[str, str, Any]]:
    """The same of a file of JSON."""
    (folder / "room.json").write_text(json.dumps(room, ensure_ascii=False), "utf-8")
    return _apart(read(folder / "room.json", today=TODAY).plan, worded)


def _apart(plan: Plan, worded: Worded) -> list[tuple[str, str, Any]]:
    found = _read(plan)
    invented = {one for one in found - worded.says if one[1] in _ITEMS and one[2]}
    return sorted(worded.says - found, key=str) + sorted(invented, key=str)


def leaked(folder: Path, worded: Worded) -> list[str]:
    """What is ours, and would be shared."""
    shared = shared_part(read_sheets(folder, worded.sheets).plan).model_dump_json()
    return [text for text in worded.secrets if text in shared]


@settings(max_examples=150)
@given(worded_plans())
def test_what_is_said_in_known_words_is_read_and_nothing_else(worded: Worded) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert not said_by(Path(folder), worded)


@settings(max_examples=150)
@given(worded_plans(secret=True))
def test_a_column_of_our_own_is_never_shared(worded: Worded) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert not leaked(Path(folder), worded)


@settings(max_examples=200)
@given(worded_rooms())
def test_what_is_said_under_known_keys_of_another_tool_is_read(made: tuple[dict[str, Any], Worded]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert not said_in(Path(folder), *made)


@settings(max_examples=150)
@given(worded_trackers())
def test_a_tracker_is_read_however_it_is_arranged(made: tuple[dict[str, Rows], Rows]) -> None:
    sheets, steps = made
    with tempfile.TemporaryDirectory() as folder:
        plan = read_sheets(Path(folder), sheets).plan
    assert [
        [s.phase, s.title, s.owner_customer, s.owner_vendor, s.due, s.status] for s in plan.steps
    ] == steps


@settings(max_examples=200)
@given(rooms_with_asides())
def test_what_another_tool_keeps_beside_an_item_is_never_shared(
    made: tuple[dict[str, Any], list[str]],
) -> None:
    room, ours = made
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "room.json").write_text(json.dumps(room, ensure_ascii=False), "utf-8")
        shared = shared_part(read(Path(folder) / "room.json", today=TODAY).plan).model_dump_json()
    assert not [text for text in ours if text in shared]
