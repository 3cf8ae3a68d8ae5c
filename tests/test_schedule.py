"""Working back on plans a person can follow: signature, slack, and what can't be known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mutualplan_deck.plan.business_case import business_case
from mutualplan_deck.plan.health import Word, rate
from mutualplan_deck.plan.model import Calendar, Kind, Plan, Status, Step, Success
from mutualplan_deck.plan.schedule import Schedule, work_back
from mutualplan_deck.plan.signature import signature_step

TODAY = dt.date(2027, 1, 12)
SUCCESS = dt.date(2027, 6, 30)  # a Wednesday


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def step(name: str, **fields: Any) -> Step:
    return Step.model_validate({"id": name, "title": name.title(), **fields})


def plan(*steps: Step, **fields: Any) -> Plan:
    fields = {"success": Success(date=SUCCESS), **fields}
    return Plan(steps=steps, **fields)


def schedule(*steps: Step, today: dt.date = TODAY, **fields: Any) -> Schedule:
    return work_back(plan(*steps, **fields), today)


def codes(worked: Schedule) -> list[tuple[str, str, str]]:
    return [(f.code, f.level.value, f.pointer) for f in worked.findings]


SIGN = step("sign", title="Contract signed", kind="milestone", due="2027-03-01")
CONNECT = step("connect", days=10, after=["sign"])
RESULT = step("result", days=5, after=["connect"], due="2027-06-30")


def test_by_when_to_sign_and_what_slack_that_leaves() -> None:
    worked = schedule(SIGN, CONNECT, RESULT)
    assert worked.steps["result"].latest_start == day("2027-06-24")
    assert worked.steps["connect"].latest_finish == day("2027-06-23")
    assert worked.steps["connect"].latest_start == day("2027-06-10")
    assert (worked.signature, worked.latest_signature) == ("sign", day("2027-06-09"))
    assert worked.slack == 72  # Tuesday 2 March to Wednesday 9 June
    assert worked.critical == ("sign", "connect", "result")
    assert worked.findings == ()


def test_the_plans_signature_date_counts_where_the_step_has_none() -> None:
    undated = SIGN.model_copy(update={"due": None})
    assert schedule(undated, CONNECT, RESULT, signature_date=day("2027-06-08")).slack == 1
    assert schedule(undated, CONNECT, RESULT, signature_date=day("2027-06-11")).slack == -2
    assert schedule(undated, CONNECT, RESULT).slack is None


def test_a_signature_nothing_waits_for_says_nothing() -> None:
    worked = schedule(SIGN, RESULT.model_copy(update={"after": ()}))
    assert (worked.signature, worked.latest_signature, worked.slack) == ("sign", None, None)
    assert worked.critical == ()


def test_until_every_task_after_it_has_a_duration_nobody_can_say_by_when_to_sign() -> None:
    worked = schedule(SIGN, CONNECT.model_copy(update={"days": None}), RESULT)
    assert (worked.latest_signature, worked.slack, worked.unsized) == (None, None, ("connect",))
    assert worked.steps["sign"].latest_finish == day("2027-06-22")
    assert codes(worked) == [("MP138", "hint", "/steps/1/days")]


def test_start_to_due_is_a_duration_and_an_event_takes_a_day() -> None:
    dated = CONNECT.model_copy(update={"days": None, "start": day("2027-03-05"), "due": day("2027-03-16")})
    live = step("live", kind="milestone", after=["connect"])
    worked = schedule(SIGN, dated, live)
    assert worked.steps["connect"].days == 8
    assert worked.latest_signature == day("2027-06-17")
    assert worked.unsized == ()


def test_no_length_at_all_ends_the_day_it_starts() -> None:
    worked = schedule(step("a", days=3), step("b", days=0, after=["a"]))
    assert worked.steps["b"].latest_start == worked.steps["b"].latest_finish == SUCCESS
    assert worked.steps["a"].latest_finish == SUCCESS


@pytest.mark.parametrize("status", [Status.DONE, Status.CANCELLED])
def test_what_is_done_or_cancelled_constrains_nothing(status: Status) -> None:
    closed = step("result", days=40, after=["connect"], status=status.value)
    worked = schedule(SIGN, CONNECT, closed)
    assert set(worked.steps) == {"sign", "connect"}
    assert worked.steps["connect"].latest_finish == SUCCESS


def test_a_signature_that_is_done_leaves_the_least_slack_of_the_rest() -> None:
    signed = SIGN.model_copy(update={"status": Status.DONE})
    worked = schedule(signed, CONNECT.model_copy(update={"due": day("2027-06-21")}), RESULT)
    assert (worked.signature, worked.latest_signature, worked.slack) == ("sign", None, 0)


def test_without_a_success_date_nothing_is_dated_and_the_path_is_still_told() -> None:
    worked = schedule(SIGN, CONNECT, RESULT, success=Success())
    assert {s.latest_finish for s in worked.steps.values()} == {None}
    assert worked.critical == ("sign", "connect", "result")
    assert codes(worked) == [("MP120", "error", "/success/date")]


def test_a_success_date_that_is_past_is_told_once() -> None:
    worked = schedule(SIGN, CONNECT, RESULT, today=SUCCESS + dt.timedelta(days=1))
    assert codes(worked) == [("MP120", "error", "/success/date")]
    done = [s.model_copy(update={"status": Status.DONE}) for s in (SIGN, CONNECT, RESULT)]
    assert schedule(*done, today=SUCCESS + dt.timedelta(days=1)).findings == ()


def test_what_comes_after_the_success_does_not_press_on_what_brings_it() -> None:
    review = step("review", days=20, after=["result"], due="2027-12-17")
    worked = schedule(SIGN, CONNECT, RESULT, review)
    assert worked.beyond == ("review",)
    assert worked.steps["review"].latest_finish is None
    assert worked.steps["result"].latest_finish == SUCCESS
    assert worked.latest_signature == day("2027-06-09")


def test_a_last_step_that_slips_beyond_the_success_date_is_late_and_not_beyond() -> None:
    worked = schedule(SIGN, CONNECT, RESULT.model_copy(update={"due": day("2027-07-02")}))
    assert worked.beyond == ()
    assert worked.steps["result"].slack == -2


def test_a_circle_is_named_and_left_out() -> None:
    worked = schedule(step("a", after=["b"], days=1), step("b", after=["a"], days=1), RESULT)
    assert worked.cycles == (("a", "b"),)
    assert set(worked.steps) == {"result"}
    assert codes(worked)[0] == ("MP121", "error", "/steps/0/after")
    assert "“A” (a), “B” (b)" in worked.findings[0].message


def test_an_unknown_step_is_told_where_it_is_named() -> None:
    worked = schedule(SIGN, CONNECT, step("c", after=["conect"], days=2))
    assert codes(worked) == [("MP121", "error", "/steps/2/after")]
    assert "conect" in worked.findings[0].message


def test_a_start_that_is_past_is_told_unless_the_work_has_begun() -> None:
    long = {"days": 150, "due": "2027-06-30"}
    assert codes(schedule(step("a", **long))) == [("MP122", "error", "/steps/0/due")]
    assert codes(schedule(step("a", status="in_progress", **long))) == []
    begun = {**long, "start": "2027-01-04", "status": "blocked"}
    assert codes(schedule(step("a", **begun))) == []


def test_holidays_of_the_plan_and_of_its_country_are_no_working_days() -> None:
    task = step("a", days=2, due="2027-06-30")
    own = Calendar(holidays=(day("2027-06-29"),))
    assert schedule(task, calendar=own).steps["a"].latest_start == day("2027-06-28")
    assert schedule(task).steps["a"].latest_start == day("2027-06-29")
    bavaria = Calendar(country="DE-BY")
    corpus = schedule(step("a", days=2), success=Success(date=day("2027-05-28")), calendar=bavaria)
    assert corpus.steps["a"].latest_start == day("2027-05-26")  # 27 May 2027 is Corpus Christi


def test_a_country_nobody_knows_is_told_and_its_holidays_left_out() -> None:
    worked = schedule(step("a", days=2, due="2027-06-30"), calendar=Calendar(country="Ruritania"))
    assert codes(worked) == [("MP139", "warning", "/calendar/country")]
    assert worked.steps["a"].latest_start == day("2027-06-29")


def test_a_week_without_workdays_is_taken_as_monday_to_friday() -> None:
    assert schedule(step("a", days=6), calendar=Calendar(workdays=())).steps["a"].latest_start == day(
        "2027-06-23"
    )


def test_longer_ago_than_any_calendar_goes_has_no_date_and_is_told() -> None:
    chain = [step(str(n), days=2000, after=[str(n - 1)] if n else []) for n in range(400)]
    worked = schedule(*chain)
    assert worked.steps["0"].latest_start is None
    assert worked.steps["399"].latest_finish == SUCCESS
    assert any("longer ago" in f.message for f in worked.findings)


def test_nothing_moves_a_date_of_the_plan() -> None:
    mine = plan(SIGN, CONNECT, RESULT)
    before = mine.model_dump()
    work_back(mine, TODAY)
    assert mine.model_dump() == before


@pytest.mark.parametrize(
    ("title", "signs"),
    [
        ("Contract signed", True),
        ("Sign!!!", True),
        ("Signature ✍️", True),
        ("Order form signed", True),
        ("Unterschrift", True),
        ("Vertragsunterzeichnung durch den Vorstand", True),
        ("Signature du contrat", True),
        ("Firma del contrato", True),
        ("Assinatura do contrato", True),
        ("Security sign-off", False),
        ("Single sign-on and roles", False),
        ("Value case signed off", False),
        ("NDA signed", False),
        ("Contract and data processing agreement signed", True),
        ("NDA and contract signed", True),
        ("NDA signed and contract sent", False),
        ("Design frozen", False),
        ("Firma besucht", False),
    ],
)
def test_the_signature_is_told_by_its_words(title: str, signs: bool) -> None:
    found = signature_step(plan(step("a", title=title), step("b", title="Kick-off")))
    assert (found is not None) is signs


def test_a_spanish_firma_signs_in_a_spanish_plan() -> None:
    assert signature_step(plan(step("a", title="Firma"), locale="es-ES")) is not None


def test_of_several_signatures_the_one_on_the_signature_date_goes_first() -> None:
    pilot = step("pilot", title="Pilot agreement signed", due="2027-02-01")
    on_the_day = step("main", title="Signature", due="2027-03-05")
    both = plan(pilot, on_the_day, signature_date=day("2027-03-05"))
    assert signature_step(both) == on_the_day
    assert signature_step(plan(pilot, on_the_day)) == pilot


def test_without_the_words_an_event_on_the_signature_date_is_the_signature() -> None:
    board = step("board", title="契約の締結", kind=Kind.MILESTONE.value, due="2027-03-05")
    assert signature_step(plan(board, signature_date=day("2027-03-05"))) == board
    assert signature_step(plan(board)) is None


Shape = Callable[[int], list[str]]
SHAPES: dict[str, Shape] = {
    "chain": lambda n: [str(n - 1)] if n else [],
    "fan out": lambda n: ["0"] if n else [],
    "fan in": lambda n: [str(k) for k in range(n)] if n == 9999 else [],
    "circle": lambda n: [str((n - 1) % 10000)],
}


def test_the_sample_of_the_mock_ups_says_what_its_slides_say() -> None:
    sample = Path(__file__).parent.parent / "sample_plans" / "halden-claims.json"
    halden = Plan.model_validate_json(sample.read_text("utf-8"))
    worked = work_back(halden, TODAY)
    assert (worked.latest_signature, worked.slack) == (day("2027-03-05"), 5)
    assert worked.critical == ("s15", "s09", "s11", "s13", "s17", "s18", "s19")
    assert worked.findings == ()
    assert rate(halden, worked, TODAY).word is Word.AT_RISK
    assert business_case(halden, TODAY).payback_months == 7
