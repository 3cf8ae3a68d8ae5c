"""Each check speaks on a plan that violates it, and is silent on one that just does not."""

from __future__ import annotations

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from mutualplan_deck.findings import Finding
from mutualplan_deck.plan.checks import CHECKS, Settings, check, settings_of
from mutualplan_deck.plan.model import Plan

HERE = Path(__file__).parent
TODAY = dt.date(2027, 1, 12)
GOOD: dict[str, Any] = json.loads((HERE / "test_checks_good_plan.json").read_text("utf-8"))
CASES: list[dict[str, Any]] = json.loads((HERE / "test_checks_cases.json").read_text("utf-8"))


def changed(plan: dict[str, Any], change: dict[str, Any]) -> Plan:
    """A plan with values set and removed by JSON pointer; `/section/-` adds items to a section."""
    plan = copy.deepcopy(plan)
    for pointer in change.get("remove", ()):
        parent, key = _at(plan, pointer)
        del parent[key]
    for pointer, value in change.get("set", {}).items():
        parent, key = _at(plan, pointer)
        if key == "-":
            parent.extend(value)
        else:
            parent[key] = value
    return Plan.model_validate_json(json.dumps(plan))


def _at(plan: dict[str, Any], pointer: str) -> tuple[Any, Any]:
    *path, last = pointer.strip("/").split("/")
    parent: Any = plan
    for part in path:
        parent = parent[int(part)] if isinstance(parent, list) else parent[part]
    return parent, int(last) if isinstance(parent, list) and last != "-" else last


def findings(change: dict[str, Any]) -> tuple[Finding, ...]:
    settings = Settings().with_changes(change.get("settings", {}))
    versions = tuple((dt.date.fromisoformat(h["day"]), changed(GOOD, h)) for h in change.get("history", ()))
    return check(changed(GOOD, change), TODAY, settings=settings, history=versions)


def _ids(cases: list[dict[str, Any]]) -> list[str]:
    return [f"{case['code']} {case['name']}" for case in cases]


@pytest.mark.parametrize("case", CASES, ids=_ids(CASES))
def test_a_plan_that_violates_a_check_is_told_so(case: dict[str, Any]) -> None:
    found = [f for f in findings(case["breaks"]) if f.code == case["code"]]
    assert found
    line = next(c for c in CHECKS if c.code == case["code"])
    expected = case.get("level", line.level)
    assert expected in {f.level for f in found}
    assert {f.audience for f in found} == {case.get("audience", "shared")}
    assert all(f.message and f.advice and f.question for f in found)
    if "pointer" in case:
        assert case["pointer"] in {f.pointer for f in found}


JUST = [case for case in CASES if "holds" in case]


@pytest.mark.parametrize("case", JUST, ids=_ids(JUST))
def test_a_plan_that_just_does_not_is_not(case: dict[str, Any]) -> None:
    found = [f for f in findings(case["holds"]) if f.code == case["code"]]
    level = case.get("level")
    assert [f for f in found if level is None or f.level == level] == []


def test_the_good_plan_leaves_nothing_to_ask() -> None:
    assert findings({}) == ()


def test_every_code_has_a_case_that_violates_it_and_one_that_just_does_not() -> None:
    codes = {line.code for line in CHECKS}
    assert {case["code"] for case in CASES} == codes
    assert codes - {case["code"] for case in JUST} == set()


@pytest.mark.parametrize("case", CASES, ids=_ids(CASES))
def test_every_finding_points_into_the_plan(case: dict[str, Any]) -> None:
    plan = changed(GOOD, case["breaks"]).model_dump(mode="json")
    for finding in findings(case["breaks"]):
        parent, key = _at(plan, finding.pointer)
        assert isinstance(parent, list) or key in parent or parent is None, finding.pointer


def test_a_plan_with_every_fault_shows_every_code() -> None:
    bad = json.loads((HERE / "test_checks_bad_plan.json").read_text("utf-8"))
    moved = {"set": {"/success/date": "2027-05-28"}}
    found = check(changed(bad, {}), TODAY, history=((dt.date(2026, 10, 1), changed(bad, moved)),))
    assert {f.code for f in found} == {line.code for line in CHECKS}
    assert [f.level.rank for f in found] == sorted(f.level.rank for f in found)


def test_a_level_that_was_set_holds_for_every_finding_of_the_code() -> None:
    change = {"set": {"/steps/8/due": "2027-04-17"}, "settings": {"levels": {"MP122": "warning"}}}
    assert {f.level.value for f in findings(change) if f.code == "MP122"} == {"warning"}


def test_a_check_that_is_not_needed_is_silent() -> None:
    change = {"set": {"/risks": []}, "settings": {"not_needed": {"MP137": "Agreed with Ines, 4 January"}}}
    assert findings(change) == ()


def test_a_threshold_that_was_set_counts() -> None:
    change = {"set": {"/as_of": "2026-12-30"}, "settings": {"thresholds": {"update_days": 7}}}
    assert [f.code for f in findings(change)] == ["MP127"]


def test_a_finding_on_a_step_that_is_not_shared_is_the_vendors_own() -> None:
    change = {"set": {"/steps/8/shared": False, "/steps/8/done_means": "", "/steps/9/done_means": ""}}
    audience = {f.pointer: f.audience.value for f in findings(change)}
    assert audience == {"/steps/8/done_means": "internal", "/steps/9/done_means": "shared"}


def test_a_plan_changes_the_settings_beside_it_key_by_key() -> None:
    beside = Settings().with_changes({"thresholds": {"people": 5, "functions": 4}, "products": ["Loom"]})
    plan = changed(GOOD, {"set": {"/internal": {"settings": {"thresholds": {"people": 2}}}}})
    settings, found = settings_of(plan, beside)
    assert found == ()
    assert (settings.thresholds.people, settings.thresholds.functions) == (2, 4)
    assert settings.products == ("Loom",)


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"tresholds": {}}, "/internal/settings/tresholds"),
        ({"thresholds": {"peopel": 2}}, "/internal/settings/thresholds/peopel"),
        ({"levels": {"MP101": "fatal"}}, "/internal/settings/levels/MP101"),
        ({"not_needed": {"MP101": ""}}, "/internal/settings/not_needed/MP101"),
        ("loud", "/internal/settings"),
        ({"thresholds": 3}, "/internal/settings/thresholds"),
    ],
)
def test_settings_nobody_can_read_are_told_and_left_aside(given: object, pointer: str) -> None:
    plan = changed(GOOD, {"set": {"/internal": {"settings": given}}})
    settings, found = settings_of(plan)
    assert settings == Settings()
    assert [(f.code, f.pointer) for f in found] == [("MP140", pointer)]


def test_the_table_is_in_order_and_says_everything() -> None:
    codes = [line.code for line in CHECKS]
    assert codes == [f"MP{n}" for n in range(101, 101 + len(codes))]
    assert all(line.rule and line.question.endswith("?") and line.advice.endswith(".") for line in CHECKS)
    assert len({line.find for line in CHECKS}) == len(CHECKS)
