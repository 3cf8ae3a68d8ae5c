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
    assert places.of("/signature_date") == "room.json"


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
