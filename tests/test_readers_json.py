"""Plans in our own JSON: the way there and back, and what is told about wrong values."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mutualplan_deck.errors import NotAPlanError
from mutualplan_deck.plan.model import Plan, Status
from mutualplan_deck.readers import Reading, read
from mutualplan_deck.readers.fields import Field, Sort, fields_of, parts, sections
from mutualplan_deck.readers.json.plan import write_json
from mutualplan_deck.readers.start import example_plan

TODAY = dt.date(2027, 3, 10)

_texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(
        ["=SUM(A1)", "'quoted", "-50 %", "@all", "_x0041_", "1.250", "2027-02-30", "yes", "None", "é" * 300]
    ),
)
_ids = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=8)
_numbers = st.one_of(
    st.decimals(-(10**12), 10**12, places=2),
    st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False),
    st.integers(-(10**18), 10**18).map(Decimal),
    st.sampled_from([Decimal("1.250"), Decimal("0.1"), Decimal("1E+9"), Decimal("12345678901234567.125")]),
).filter(lambda d: len(d.as_tuple().digits) <= 40 and abs(d.adjusted()) <= 40)
_dates = st.dates(dt.date(1850, 1, 1), dt.date(2300, 12, 31))
_json = st.recursive(
    st.none() | st.booleans() | _numbers | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=8,
)
_BY_SORT: dict[Sort, st.SearchStrategy[Any]] = {
    Sort.TEXT: _texts,
    Sort.NUMBER: _numbers,
    Sort.DATE: _dates,
    Sort.FLAG: st.booleans(),
    Sort.COUNT: st.integers(0, 2000),
    Sort.REFS: st.lists(_ids, max_size=3),
    Sort.DATES: st.lists(_dates, max_size=3),
    Sort.WEEKDAYS: st.lists(st.integers(0, 6), max_size=7),
    Sort.CONFIRMED: st.builds(
        lambda by, on: {"by": by, "on": on}, _texts.filter(str.strip), st.none() | _dates
    ),
}


def _value(field: Field) -> st.SearchStrategy[Any]:
    if field.choices:
        return st.sampled_from(list(field.choices))
    return _BY_SORT[field.sort]


def _section(model: Any, **always: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    listed = {
        n: _value(f)
        for n, f in fields_of(model).items()
        if n not in always and f.sort in {*_BY_SORT, Sort.CHOICE}
    }
    return st.fixed_dictionaries(always, optional=listed)


def _items(section: str) -> st.SearchStrategy[Any]:
    model = sections()[section]
    if "id" not in model.model_fields:
        return st.lists(_section(model, date=_dates), max_size=3)
    return st.lists(_section(model, id=_ids), max_size=4, unique_by=lambda item: item["id"].strip())


def _says_something(text: str) -> bool:
    return any(c.isprintable() and not c.isspace() for c in text)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan as a reader gives it: a customer, ids that are told apart, no empty confirmation."""
    data = draw(_section(Plan, currency=st.sampled_from(["", "EUR", "GBP"])))
    for name, model in parts().items():
        named = {"name": _texts.filter(_says_something)} if name == "customer" else {}
        part = draw(_section(model, **named))
        if named or any(v not in ("", None, False, []) for v in part.values()):
            data[name] = part
    data |= {name: draw(_items(name)) for name in sections()}
    data["internal"] = draw(st.dictionaries(_texts, _json, max_size=3))
    plan = Plan.model_validate(data)
    return plan.model_copy(update={"internal": _read_back(plan.internal)})


def _read_back(value: Any) -> Any:
    return json.loads(json.dumps(value, default=lambda d: {"$": str(d)}), object_hook=_number)


def _number(value: dict[str, Any]) -> Any:
    return Decimal(value["$"]) if set(value) == {"$"} and isinstance(value["$"], str) else value


def _read(tmp_path: Path, data: Any) -> Reading:
    path = tmp_path / "plan.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return read(path, today=TODAY)


def _told(reading: Reading) -> list[tuple[str, str]]:
    return [(f.place, f.code) for f in reading.findings]


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(plan=plans())
def test_a_plan_written_as_json_is_read_as_the_same_plan(tmp_path: Path, plan: Plan) -> None:
    assert _read(tmp_path, write_json(plan)).plan == plan


def test_empty_fields_are_left_out_and_text_is_readable() -> None:
    text = write_json(
        Plan.model_validate({"customer": {"name": "Müller"}, "steps": [{"id": "s1", "after": ["a", "b"]}]})
    )
    assert text == (
        '{\n  "format": "mutualplan/1",\n  "customer": {\n    "name": "Müller"\n  },\n'
        '  "steps": [\n    {\n      "id": "s1",\n      "after": ["a", "b"]\n    }\n  ]\n}\n'
    )


def test_numbers_stay_exact(tmp_path: Path) -> None:
    text = '{"customer": {"name": "A"}, "outcomes": [{"id": "o", "annual_value": 0.1000000000000000055511}]}'
    plan = _read(tmp_path, text).plan
    assert plan.outcomes[0].annual_value == Decimal("0.1000000000000000055511")
    assert "0.1000000000000000055511" in write_json(plan)


@pytest.mark.parametrize(
    ("step", "place", "code", "words"),
    [
        ({"due": "31/02/2027"}, "/steps/0/due", "RD101", "31/02/2027 is no date; shown as to confirm"),
        ({"due": "03/04/2027"}, "/steps/0/due", "RD102", "may be 2027-04-03 or 2027-03-04"),
        ({"due": 20270131}, "/steps/0/due", "RD101", "is no date"),
        ({"due": "9999-12-31"}, "/steps/0/due", "RD101", "9999-12-31 is no day a plan reaches"),
        ({"days": "soon"}, "/steps/0/days", "RD101", "soon is no number"),
        ({"days": 2.5}, "/steps/0/days", "RD101", "2.5 is no number of working days"),
        ({"status": "vermutlich"}, "/steps/0/status", "RD101", "vermutlich is no status"),
        ({"kind": "party"}, "/steps/0/kind", "RD101", "party is no kind"),
        ({"shared": "perhaps"}, "/steps/0/shared", "RD101", "perhaps is no yes or no"),
        ({"title": ["a", "b"]}, "/steps/0/title", "RD101", "is no text"),
        ({"after": [{"id": "s1"}]}, "/steps/0/after", "RD101", "is no list of ids"),
        ({"after": ["s1"]}, "/steps/0/after/0", "RD108", "s1 comes after itself"),
        ({"after": ["s9"]}, "/steps/0/after/0", "RD107", "s9 is the id of nothing in steps"),
        ({"colour": "red"}, "/steps/0/colour", "RD103", "colour is not a field"),
        (
            {"done_means": "x" * 1_000_000},
            "/steps/0/done_means",
            "RD102",
            "1,000,000 characters; cut to 10,000",
        ),
    ],
)
def test_a_wrong_value_is_told_with_its_place_and_the_rest_is_kept(
    tmp_path: Path, step: dict[str, Any], place: str, code: str, words: str
) -> None:
    reading = _read(
        tmp_path, {"customer": {"name": "A"}, "steps": [{"id": "s1", "phase": "Try", **step}, {"id": "s2"}]}
    )
    found = [f for f in reading.findings if f.place == place]
    assert [f.code for f in found] == [code]
    assert words in found[0].message
    assert found[0].advice
    assert [s.id for s in reading.plan.steps] == ["s1", "s2"]
    assert reading.plan.steps[0].phase == "Try"


def test_an_unknown_status_is_to_confirm(tmp_path: Path) -> None:
    reading = _read(tmp_path, {"customer": {"name": "A"}, "steps": [{"id": "s1", "status": "vermutlich"}]})
    assert reading.plan.steps[0].status is Status.TO_CONFIRM


def test_unknown_keys_are_kept_as_internal_under_their_pointer(tmp_path: Path) -> None:
    data = {
        "customer": {"name": "A", "tier": 1},
        "deal": {"floor": 5},
        "steps": [{"id": "s", "colour": "red"}],
    }
    reading = _read(tmp_path, data)
    assert reading.plan.internal == {"/customer/tier": 1, "/deal": {"floor": 5}, "/steps/0/colour": "red"}
    assert {f.audience for f in reading.findings} == {"internal"}


def test_what_is_no_object_is_left_out_and_later_items_know_where_they_stood(tmp_path: Path) -> None:
    reading = _read(tmp_path, {"customer": {"name": "A"}, "steps": ["x", {"id": "s", "due": "31/02/2027"}]})
    assert _told(reading) == [("/steps/0", "RD101"), ("/steps/1/due", "RD101")]
    assert reading.places.of("/steps/0/title") == "/steps/1/title"


def test_items_without_id_keep_theirs_when_lines_move(tmp_path: Path) -> None:
    steps = [{"title": "Agree"}, {"title": "Sign"}, {"title": "Sign"}]
    first = _read(tmp_path, {"customer": {"name": "A"}, "steps": steps}).plan
    moved = _read(tmp_path, {"customer": {"name": "A"}, "steps": [{"title": "New"}, *steps]}).plan
    assert [s.id for s in moved.steps[1:]] == [s.id for s in first.steps]
    assert len({s.id for s in first.steps}) == 3


def test_an_id_used_twice_is_told_and_told_apart(tmp_path: Path) -> None:
    reading = _read(tmp_path, {"customer": {"name": "A"}, "steps": [{"id": "s"}, {"id": "s"}]})
    assert [s.id for s in reading.plan.steps] == ["s", "s-2"]
    assert _told(reading) == [("/steps/1/id", "RD106")]


def test_what_only_the_format_refuses_is_dropped_and_told(tmp_path: Path) -> None:
    data = {
        "customer": {"name": "A"},
        "currency": "euros",
        "meetings": [{"name": "no day"}, {"date": "2027-03-01"}],
    }
    reading = _read(tmp_path, data)
    assert (reading.plan.currency, len(reading.plan.meetings)) == ("", 1)
    assert sorted(_told(reading)) == [("/currency", "RD101"), ("/meetings/0", "RD101")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"format": "mutualplan/1"}, 'no customer is named. Write it as {"customer": {"name": "…"}}'),
        ({"customer": {"name": " "}, "steps": []}, "no customer is named"),
        ({"customer": {"name": "\u200b\u200d"}, "steps": []}, "no customer is named"),
        ({"customer": {"name": "\x07"}, "steps": []}, "no customer is named"),
        ({"a": 1, "b": 2}, "holds no plan. Looked for a customer"),
        ([1, 2], "its JSON is a list"),
        (5, "its JSON is a number"),
    ],
)
def test_json_that_is_no_plan_says_what_was_looked_for(tmp_path: Path, data: Any, words: str) -> None:
    with pytest.raises(NotAPlanError) as refused:
        _read(tmp_path, data)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_findings_of_later_stages_are_located_by_their_pointer(tmp_path: Path) -> None:
    from mutualplan_deck.findings import Finding, Level

    reading = _read(tmp_path, {"customer": {"name": "A"}, "steps": [{"id": "s"}]})
    found = reading.locate(
        [Finding("MP119", Level.ERROR, "x", pointer="/steps/0/due"), Finding("MP101", Level.ERROR, "y")]
    )
    assert [f.place for f in found] == ["/steps/0/due", "plan.json"]


@given(today=st.dates(dt.date(2026, 1, 1), dt.date(2040, 1, 1)))
def test_the_worked_example_is_under_way_on_any_day(today: dt.date) -> None:
    plan = example_plan(today)
    assert plan.success.date is not None
    assert plan.success.date > today
    assert plan.as_of is not None
    assert plan.as_of <= today
    assert {s.status for s in plan.steps} >= {Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED}
    assert all(s.due and s.due >= today for s in plan.steps if s.status is not Status.DONE)
