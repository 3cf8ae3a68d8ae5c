"""Rooms of other tools with an editor's trees for texts, fields of their users' own, and days as objects."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers import read
from mutualplan_deck.readers.json.rich_text import as_texts
from mutualplan_deck.story.edition import shared_part


def _doc(*paragraphs: str, ours: str = "") -> dict[str, Any]:
    def node(sort: str, *content: dict[str, Any]) -> dict[str, Any]:
        return {"type": sort, "content": [*content]}

    said = [node("paragraph", {"type": "text", "text": text}) for text in paragraphs]
    aside = [node("teamBlock", node("paragraph", {"type": "text", "text": ours}))] if ours else []
    return node("doc", *said, *aside)


ROOM: dict[str, Any] = {
    "room": {"name": "Acme and Bolt", "clock": "Europe/Lisbon", "customer": "Acme Ltd", "vendor": "Bolt Inc"},
    "people": [
        {"id": "u1", "name": "Ann Lee", "title": "COO", "company": "Acme Ltd"},
        {"id": "u2", "name": "Bo Ray", "title": "Account Manager", "company": "Bolt Inc"},
    ],
    "cards": [
        {
            "id": "c1",
            "type": "challenge",
            "title": "Returned lots",
            "body": _doc("Buyers sent back 7.4 % of our lots in 2026, and we must be at 2.5 % by autumn."),
            "fields": {"kpi": "Lots sent back", "today": "7.4", "target": "2.5"},
        },
        {
            "id": "c2",
            "type": "problem",
            "title": "Every sorter sees the lots her own way",
            "linkedTo": ["c1"],
        },
        {"id": "c3", "type": "requirement", "title": "One table of classes on all lines", "linkedTo": ["c2"]},
    ],
    "plan": {
        "customFields": [
            {"id": "x1", "name": "Done when", "visibility": "room"},
            {"id": "x2", "name": "Note of ours", "visibility": "team"},
        ],
        "steps": [
            {
                "id": "s1",
                "title": "Trial on line 4",
                "due": {"kind": "moment", "value": "2027-06-13T23:00:00Z", "wholeDay": True},
                "status": "not started",
                "owners": [{"personId": "u1"}],
                "description": _doc("Three shifts.", ours="If it fails, Ann shows it all the same"),
                "extra": {"x1": "96 % agree with the panel", "x2": "Ann halves every figure"},
            },
            {
                "id": "s2",
                "title": "Reference visit",
                "due": {"kind": "week", "value": "2027-W06"},
                "status": "not started",
                "owners": [{"personId": "u2"}],
                "extra": {"x1": "Notes shared"},
            },
            {"id": "s3", "title": "Type here the next step…", "due": None, "status": "not started"},
        ],
    },
}


def _plan(folder: Path) -> Plan:
    (folder / "room.json").write_text(json.dumps(ROOM), encoding="utf-8")
    return read(folder / "room.json", today=dt.date(2027, 1, 12)).plan


def test_an_editors_tree_is_the_text_in_it(tmp_path: Path) -> None:
    plan = _plan(tmp_path)
    assert [issue.statement for issue in plan.issues] == [
        "Buyers sent back 7.4 % of our lots in 2026, and we must be at 2.5 % by autumn."
    ]
    assert [problem.statement for problem in plan.problems] == ["Every sorter sees the lots her own way"]


def test_what_a_node_or_a_field_keeps_for_us_is_ours(tmp_path: Path) -> None:
    said = shared_part(_plan(tmp_path)).model_dump_json()
    assert not [secret for secret in ("all the same", "halves every figure") if secret in said]


def test_fields_of_a_rooms_own_and_days_as_objects(tmp_path: Path) -> None:
    steps = _plan(tmp_path).steps
    assert [step.done_means for step in steps] == ["96 % agree with the panel", "Notes shared"]
    assert [str(step.due) for step in steps] == ["2027-06-14", "2027-02-12"]


_LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8))
_KEYS = st.sampled_from(["a", "note", "list", "content", "text"])
_DATA = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(_DATA)
def test_whatever_is_no_tree_stays_as_it_is(data: Any) -> None:
    assert as_texts(copy.deepcopy(data)) == data


def test_a_graph_whose_attributes_are_damaged_is_read_all_the_same(tmp_path: Path) -> None:
    plan = {"type": "plans", "id": "7", "attributes": {"customer": "Acme Ltd", "vendor": "Bolt Inc"}}
    steps = [
        {"type": "steps", "id": f"s{n}", "attributes": {"title": f"Wave {n} fitted", "due": f"2027-03-0{n}"}}
        for n in (1, 2, 3)
    ]
    members = [{"type": "members", "id": f"m{n}", "attributes": "torn"} for n in (1, 2)]
    for one, other in zip(members, steps, strict=False):
        one["relationships"] = {"step": {"data": {"type": "steps", "id": other["id"]}}}
    file = tmp_path / "graph.json"
    file.write_text(json.dumps({"data": plan, "included": [*steps, *members]}), encoding="utf-8")
    titles = [step.title for step in read(file, today=dt.date(2027, 1, 12)).plan.steps]
    assert titles == ["Wave 1 fitted", "Wave 2 fitted", "Wave 3 fitted"]
