"""JSON of another tool: sections by their keys, people by id, times as days, what is not shared left out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from test_readers_json import TODAY

from mutualplan_deck.errors import NotAPlanError
from mutualplan_deck.plan.model import Kind, Party, Status
from mutualplan_deck.readers import Reading, read
from mutualplan_deck.story.edition import shared_part

_ROOM: dict[str, Any] = {
    "schema": 3,
    "locale": "en-GB",
    "timezone": "Europe/Athens",
    "room": {"client": {"name": "Delos Shipping"}, "supplier": {"companyName": "x", "name": "Quayside"}},
    "plan": {
        "project_name": "Turnaround in a day",
        "goLiveDate": "2027-09-01",
        "business_goals": [
            {
                "ref": "g1",
                "goal": "Ships wait &amp; pay",
                "kpi": {"name": "Waiting", "current": 31, "target": 20, "unit": "hours"},
                "ownerId": 7,
            }
        ],
        "root_causes": [{"id": "c1", "cause": "<p>Papers come <b>late</b></p>", "goal_ids": ["g1"]}],
        "benefits": [
            {
                "id": "b1",
                "benefit": "Less waiting",
                "annual_value": {"value": 125000.5, "currency_code": "EUR"},
            },
            {"id": "b2", "benefit": "Other", "annual_value": {"value": 9, "currency_code": "USD"}},
        ],
        "contacts": [
            {
                "id": 7,
                "firstName": "Maria",
                "lastName": "Pappa",
                "jobTitle": "Head of Fleet",
                "side": "client",
            },
            {
                "id": 8,
                "firstName": "Joe",
                "lastName": "Quay",
                "side": "supplier",
                "private": {"mood": "SECRET1"},
            },
        ],
        "tasks": [
            {
                "id": "t2",
                "sortOrder": 2,
                "task": "Contract signed",
                "deadline": "2027-05-31T22:30:00Z",
                "dependsOn": ["t1"],
                "assignedTo": [{"userId": 7}, {"userId": 8}, {"role": "supplier"}],
            },
            {
                "id": "t1",
                "sortOrder": 1,
                "task": "Trial",
                "deadline": "2027-04-30T12:00:00+03:00",
                "status": "COMPLETED",
                "completedAt": "2027-04-29T12:00:00+03:00",
                "assignedTo": [{"userId": 8}],
                "comments": [{"body": "SECRET2"}],
            },
            {"id": "t3", "sortOrder": 3, "task": "SECRET3", "visibility": "internal"},
            {"id": "t4", "sortOrder": 4, "task": "SECRET4", "isDeleted": True},
        ],
    },
    "forecast": {"amount": "SECRET5"},
}


def _read(tmp_path: Path, data: Any = _ROOM) -> Reading:
    path = tmp_path / "room.json"
    path.write_text(json.dumps(data))
    return read(path, today=TODAY)


def test_facts_and_sections_are_found_by_their_keys(tmp_path: Path) -> None:
    plan = _read(tmp_path).plan
    assert (plan.customer.name, plan.vendor.name) == ("Delos Shipping", "Quayside")
    assert (plan.title, plan.success.date, plan.locale) == (
        "Turnaround in a day",
        dt.date(2027, 9, 1),
        "en-GB",
    )
    issue = plan.issues[0]
    assert (issue.statement, issue.metric, issue.baseline, issue.target) == (
        "Ships wait & pay",
        "Waiting",
        31,
        20,
    )
    assert (issue.unit, issue.owner) == ("hours", "Maria Pappa")
    assert (plan.problems[0].statement, plan.problems[0].issues) == ("Papers come late", ("g1",))
    assert [(p.name, p.party) for p in plan.people] == [
        ("Maria Pappa", Party.CUSTOMER),
        ("Joe Quay", Party.VENDOR),
    ]


def test_steps_stand_in_their_order_with_owners_by_side(tmp_path: Path) -> None:
    trial, signed = _read(tmp_path).plan.steps
    assert (trial.id, trial.status, trial.due, trial.done_on) == (
        "t1",
        Status.DONE,
        dt.date(2027, 4, 30),
        dt.date(2027, 4, 29),
    )
    assert (trial.owner_customer, trial.owner_vendor) == ("", "Joe Quay")
    assert (signed.owner_customer, signed.owner_vendor) == ("Maria Pappa", "Joe Quay; Quayside")
    assert (signed.kind, signed.after) == (Kind.APPROVAL, ("t1",))


def test_a_time_in_utc_is_the_day_it_is_where_the_plan_is(tmp_path: Path) -> None:
    reading = _read(tmp_path)
    assert reading.plan.steps[1].due == dt.date(2027, 6, 1)
    assert "#/plan/tasks/0/deadline" in {f.place for f in reading.findings if f.code == "RD115"}


def test_values_of_another_currency_and_bare_sides_are_told(tmp_path: Path) -> None:
    reading = _read(tmp_path)
    assert [str(o.annual_value) for o in reading.plan.outcomes] == ["125000.5", "None"]
    told = {f.code: f.place for f in reading.findings}
    assert told["RD116"] == "#/plan/benefits/1/annual_value"
    assert told["RD111"] == "#/plan/tasks/0/assignedTo"


def test_what_is_not_shared_is_internal_and_told(tmp_path: Path) -> None:
    reading = _read(tmp_path)
    assert "SECRET" not in reading.plan.model_dump_json(exclude={"internal"})
    assert all(f"SECRET{n}" in str(reading.plan.internal) for n in range(1, 6))
    left_out = {f.place for f in reading.findings if f.code == "RD112"}
    assert left_out == {"#/plan/tasks/2/visibility", "#/plan/tasks/3/isDeleted", "#/forecast"}


def test_later_findings_find_their_place(tmp_path: Path) -> None:
    places = _read(tmp_path).places
    assert places.of("/steps/0/due") == "#/plan/tasks/1/deadline"
    assert places.of("/issues/0/baseline") == "#/plan/business_goals/0/kpi/current"
    assert places.of("/steps/0/done_means") == "#/plan/tasks/1"
    assert places.of("/signature_date") == "#/plan/tasks/0/deadline"  # no fact says it, and a step does
    assert places.of("/investment/annual") == "room.json"


def test_phases_are_the_lists_that_steps_stand_in(tmp_path: Path) -> None:
    stages = [
        {"title": "Two", "position": 2, "actions": [{"title": "b"}]},
        {"title": "One", "position": 1, "actions": [{"title": "a"}], "archived": False},
        {"title": "Old", "archived": True, "actions": [{"title": "SECRET"}]},
    ]
    plan = _read(tmp_path, {"buyer": {"name": "A"}, "milestones": stages}).plan
    assert [(s.phase, s.title) for s in plan.steps] == [("One", "a"), ("Two", "b")]


def test_a_plan_without_a_customer_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotAPlanError, match="no customer is named"):
        _read(tmp_path, {"milestones": [{"title": "x"}]})


_SPACE: dict[str, Any] = {
    "organisations": [
        {"org_id": "o1", "kind": "customer", "display_name": "Delos Shipping"},
        {"org_id": "o2", "kind": "seller", "display_name": "Quayside"},
    ],
    "notes": [
        {"text": "SECRET1", "visibility": "private"},
        {"text": "Berth 4 is closed", "visibility": "shared"},
    ],
    "pipeline": {"visibility": "private", "title": "SECRET2"},
    "participants": [
        {
            "participant_id": "p1",
            "full_name": "Maria Pappa",
            "org_ref": "o1",
            "seller_view": {"visibility": "private", "comment": "SECRET3"},
        },
        {"participant_id": "p2", "full_name": "Joe Quay", "org_ref": "o2"},
    ],
    "goals": [{"goal_id": "g1", "text": "Ships wait", "accountable": {"participant_id": "p1"}}],
    "tasks": [
        {
            "task_id": "t1",
            "title": "Berth plan tried",
            "assignees": [
                {"participant_id": "p2", "acting_for": "customer"},
                {"participant_id": None, "full_name": "Ann Lee", "acting_for": "seller"},
            ],
        }
    ],
}


def test_organisations_in_a_list_are_both_sides_and_people_stand_where_their_ids_say(tmp_path: Path) -> None:
    plan = _read(tmp_path, _SPACE).plan
    assert (plan.customer.name, plan.vendor.name) == ("Delos Shipping", "Quayside")
    assert [(p.id, p.name, p.party) for p in plan.people] == [
        ("p1", "Maria Pappa", Party.CUSTOMER),
        ("p2", "Joe Quay", Party.VENDOR),
    ]
    assert (plan.issues[0].id, plan.issues[0].statement, plan.issues[0].owner) == (
        "g1",
        "Ships wait",
        "Maria Pappa",
    )


def test_who_acts_for_a_side_owns_for_it_and_a_stranger_is_told(tmp_path: Path) -> None:
    reading = _read(tmp_path, _SPACE)
    step = reading.plan.steps[0]
    assert (step.owner_customer, step.owner_vendor) == ("Joe Quay", "Ann Lee")
    told = [f.message for f in reading.findings if f.place == "#/tasks/0/assignees/1/full_name"]
    assert told == ["Ann Lee is not among the people; shown as the vendor's"]


def test_an_object_that_says_it_is_private_is_left_out_whole(tmp_path: Path) -> None:
    reading = _read(tmp_path, _SPACE)
    assert "SECRET" not in shared_part(reading.plan).model_dump_json()
    told = {f.place for f in reading.findings if f.code == "RD112"}
    assert told == {
        "#/notes/0/visibility",
        "#/pipeline/visibility",
        "#/participants/0/seller_view/visibility",
    }
