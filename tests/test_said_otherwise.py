"""Ways in which strangers say the same: each small sheet or file holds one of them, and is read as meant."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from test_meaning import Rows, read_sheets

from mutualplan_deck.plan.model import Party, Status, Step
from mutualplan_deck.readers import Reading, persons, read
from mutualplan_deck.readers.fields import fields_of
from mutualplan_deck.readers.loose_dates import Context, loose
from mutualplan_deck.readers.meaning import is_day
from mutualplan_deck.readers.numbers import amount, currency_of, is_bare_dollar
from mutualplan_deck.readers.roll import Roll, without_honorific
from mutualplan_deck.readers.statuses import legend_in
from mutualplan_deck.readers.values import Habits, convert
from mutualplan_deck.story.edition import shared_part

TODAY = dt.date(2027, 1, 12)
TOP: Rows = [
    ["Customer", "Orchard Mills"],
    ["Vendor", "Tallyho"],
    ["Success date", dt.date(2027, 9, 30)],
    [],
]
STEPS: Rows = [
    ["No", "Step", "Due", "Status", "Owner (Orchard Mills)", "Owner (Tallyho)"],
    [1, "Kick-off", dt.date(2027, 2, 1), "done", "Ann Lee", "Bo Hill"],
    [2, "Pilot in two mills", dt.date(2027, 4, 9), "open", "Ann Lee", "Bo Hill"],
    [3, "Contract signed", dt.date(2027, 5, 28), "open", "Ann Lee", "Bo Hill"],
    [4, "All mills live", dt.date(2027, 9, 30), "open", "Ann Lee", "Bo Hill"],
]


def read_json(tmp_path: Path, data: dict[str, Any]) -> Reading:
    path = tmp_path / "room.json"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return read(path, today=TODAY)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("1 140 000 $ CA", 1_140_000, "CAD"),
        ("$ US 1,200", 1_200, "USD"),
        ("3.5k CA$", 3_500, "CAD"),
        ("0,365 M$", 365_000, "USD"),
    ],
)
def test_a_dollar_may_say_whose_it_is_on_either_side(text: str, value: int, currency: str) -> None:
    found = amount(text)
    assert found
    assert (found.value, found.currency, found.rest) == (value, currency, "")


def test_a_currency_beside_what_else_is_said() -> None:
    assert currency_of("$ CA, avant taxes") == "CAD"
    assert is_bare_dollar("412 $")
    assert not is_bare_dollar("412 $ CA")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nathalie Gauvreau, CPA", "Nathalie Gauvreau"),
        ("Ann Lee, MBA, Ph.D.", "Ann Lee"),
        ("Dr. rer. nat. Ada Quist", "Ada Quist"),
        ("D.ª Marta Ruiz", "Marta Ruiz"),
        ("Ann Lee, COO", "Ann Lee, COO"),  # a job is none
    ],
)
def test_titles_before_a_name_and_degrees_behind_it(text: str, name: str) -> None:
    assert without_honorific(text) == name


def test_an_id_is_no_day() -> None:
    assert not is_day("el1001")
    assert is_day("12 March 2027")
    assert is_day("2027-03-12")


def test_an_arrow_between_two_days_is_a_day_that_was_moved_and_is_told() -> None:
    due = fields_of(Step)["due"]
    found = convert(due, "26.03. → 09.04.2027", Habits(near=TODAY, day_first=True))
    assert found.value == dt.date(2027, 4, 9)
    assert not found.beside
    assert "moved from 2027-03-26 to 2027-04-09" in found.doubt
    assert convert(due, "22.03. bis 09.04.2027", Habits(near=TODAY, day_first=True)).beside == {
        "start": dt.date(2027, 3, 22)
    }


@pytest.mark.parametrize(
    ("text", "mark", "days"),
    [("T-30", "t", -30), ("GL-3w", "gl", -21), ("L-21", "l", -21), ("J+14", "j", 14)],
)
def test_days_are_counted_from_the_mark_that_a_file_uses(text: str, mark: str, days: int) -> None:
    anchor = dt.date(2027, 9, 30)
    found = loose(text, Context(None, TODAY, anchor, mark))
    assert found
    assert found.date == anchor + dt.timedelta(days=days)


def test_an_empty_word_where_ids_stand_is_no_id_and_a_sign_may_be_one() -> None:
    after = fields_of(Step)["after"]
    assert convert(after, "none", Habits()).value == ()
    assert convert(after, ":", Habits()).value == (":",)


@pytest.mark.parametrize(
    "text",
    [
        "x = done, o = not started, ! = blocked",
        "x done | o not started | ! blocked, waiting for others",
    ],
)
def test_signs_of_a_legend_may_be_glossed(text: str) -> None:
    assert legend_in(text) == {
        "x": Status.DONE,
        "o": Status.NOT_STARTED,
        "!": Status.BLOCKED,
    }


@pytest.mark.parametrize(
    ("said", "name"), [("Fco. Ruiz", "Francisco Ruiz"), ("Michi", "Michael Berg"), ("A. Lee", "Ann Lee")]
)
def test_people_are_found_by_what_others_call_them(said: str, name: str) -> None:
    roll = Roll([{"name": "Francisco Ruiz"}, {"name": "Michael Berg"}, {"name": "Ann Lee"}])
    found = roll.find(said)
    assert found
    assert found[0]["name"] == name


def test_who_stands_in_the_head_by_initials_is_the_one_among_the_people(tmp_path: Path) -> None:
    people: Rows = [
        [],
        ["Who is who"],
        ["Name", "Job", "Side"],
        ["Ann Lee", "Operations director", "customer"],
        ["Bo Hill", "Account executive", "vendor"],
    ]
    head: Rows = [*TOP[:-1], ["Contacts", "A. Lee (OM) / B. Hill (Tallyho)"], []]
    plan = read_sheets(tmp_path, {"Plan": [*head, *STEPS, *people]}).plan
    assert [(p.name, p.party) for p in plan.people] == [
        ("Ann Lee", Party.CUSTOMER),
        ("Bo Hill", Party.VENDOR),
    ]
    assert {s.owner_customer for s in plan.steps} == {"Ann Lee"}


def test_the_sheet_says_who_it_is_from_beside_whom_it_is_for(tmp_path: Path) -> None:
    rows: Rows = [["Société :", "Laiterie du Vercombe"], ["De la part de :", "Aldébert Conseil"], [], *STEPS]
    plan = read_sheets(tmp_path, {"Plan": rows}).plan
    assert (plan.customer.name, plan.vendor and plan.vendor.name) == (
        "Laiterie du Vercombe",
        "Aldébert Conseil",
    )


def test_one_label_between_two_parts_of_a_case_is_the_part_between_them(tmp_path: Path) -> None:
    case: Rows = [
        ["What is at stake", "Late loads must fall from 62 to 9 a month by 30 September 2027"],
        ["Root cause", "Orders are planned by hand the evening before"],
        ["They tell us", "Plan every load again when a truck is late"],
        ["Worth", "£18k a year in overtime"],
    ]
    plan = read_sheets(tmp_path, {"Plan": [*TOP, *case, [], *STEPS]}).plan
    assert [i.statement[:10] for i in plan.issues] == ["Late loads"]
    assert [p.statement[:6] for p in plan.problems] == ["Orders"]
    assert [c.statement for c in plan.capabilities] == ["Plan every load again when a truck is late"]
    assert [o.annual_value for o in plan.outcomes] == [18_000]


def test_dollars_from_de_to_para(tmp_path: Path) -> None:
    gains: Rows = [
        ["Ganho", "Valor por ano", "Como se mede", "De", "Para"],
        ["Menos perdas", "R$ 187.433,10", "Horas por mês", "1.140", "412,5"],
    ]
    plan = read_sheets(tmp_path, {"Plano": [*TOP, *STEPS], "Ganhos": gains}).plan
    (gain,) = plan.outcomes
    assert (gain.before, gain.after, gain.low) == (1140, 412.5, None)


def room(**more: Any) -> dict[str, Any]:
    tasks = {
        "k1": {"title": "Kick-off", "dueDate": "2027-02-01", "status": "done"},
        "k2": {"title": "Pilot in two mills", "dueDate": "2027-04-09", "status": "open"},
        "k3": {"title": "Offer for one mill only", "dueDate": "2027-04-12", "status": "open"},
        "k4": {"title": "Contract signed", "dueDate": "2027-05-28", "status": "open"},
    }
    return {"customer": {"name": "Orchard Mills"}, "vendor": {"name": "Tallyho"}, "tasks": tasks, **more}


def test_lanes_of_a_board_are_phases_and_a_hidden_lane_is_not_shared(tmp_path: Path) -> None:
    lanes = [
        {"label": "Old", "hidden": True, "order": ["k3"]},
        {"label": "Prove", "hidden": False, "order": ["k1", "k2"]},
        {"label": "Decide", "hidden": False, "order": ["k4"]},
    ]
    plan = read_json(tmp_path, room(board={"lanes": lanes})).plan
    assert [(s.title, s.phase) for s in shared_part(plan).steps] == [
        ("Kick-off", "Prove"),
        ("Pilot in two mills", "Prove"),
        ("Contract signed", "Decide"),
    ]


@pytest.mark.parametrize(
    "listed",
    [
        {"tasks": [{"id": f"k{n}", "dependsOn": [f"k{n - 1}"] if n > 1 else []} for n in range(1, 5)]},
        {"people": [{"name": "Ann Lee", "owns": ["k1", "k2"]}, {"name": "Bo Hill", "owns": ["k3", "k4"]}]},
    ],
    ids=["what tasks wait for", "what people own"],
)
def test_items_that_list_ids_of_tasks_are_no_lanes(listed: dict[str, Any], tmp_path: Path) -> None:
    said = room()["tasks"]
    own = {one["id"]: one for one in listed.get("tasks", ())}
    tasks = [{"id": name, **task, **own.get(name, {})} for name, task in said.items()]
    parties = {"client": {"name": "Orchard Mills"}, "supplier": {"name": "Tallyho"}}
    plan = read_json(tmp_path, {"room": {**parties, **listed, "tasks": tasks}}).plan
    assert [(s.title, s.phase) for s in plan.steps] == [(task["title"], "") for task in said.values()]


def test_tags_that_list_their_tasks_are_no_lanes(tmp_path: Path) -> None:
    tags = [{"label": "Risky", "order": ["k2", "k4"]}, {"label": "Easy", "order": ["k1", "k3"]}]
    assert {s.phase for s in read_json(tmp_path, room(tags=tags)).plan.steps} == {""}


def test_a_status_code_that_is_the_id_of_a_task_ties_nothing(tmp_path: Path) -> None:
    tasks = [
        {"id": n, "title": title, "dueDate": "2027-04-09", "statusCode": code}
        for n, title, code in ((1, "Kick-off", 1), (2, "Pilot", 1), (3, "Contract signed", 2))
    ]
    parties = {"client": {"name": "Orchard Mills"}, "supplier": {"name": "Tallyho"}}
    plan = read_json(tmp_path, {"room": {**parties, "tasks": tasks}}).plan
    assert [(s.title, s.after) for s in plan.steps] == [(t["title"], ()) for t in tasks]


@pytest.mark.parametrize("word", ["notes", "evidence", "observations"])
def test_sentences_in_a_problem_are_needs_only_where_they_are_called_so(word: str, tmp_path: Path) -> None:
    pains = [
        {"title": "Orders come by fax", word: ["Ann said the depot head will lose his job"]},
        {"title": "Nobody sees late loads", "wouldTake": ["Score every load as it leaves the yard"]},
    ]
    parties = {"client": {"name": "Orchard Mills"}, "supplier": {"name": "Tallyho"}}
    data = {"room": {**parties, "problems": pains, "tasks": list(room()["tasks"].values())}}
    plan = read_json(tmp_path, data).plan
    assert [c.statement for c in plan.capabilities] == ["Score every load as it leaves the yard"]
    assert "lose his job" not in str(shared_part(plan))


def test_pages_of_a_room_are_no_items_of_the_sort_they_are_called(tmp_path: Path) -> None:
    goals = [{"key": "g1", "text": "Late loads must fall from 62 to 9 by 2027-09-30"}]
    pages = [
        {
            "kind": "schedule",
            "heading": "The way there",
            "lanes": [{"label": "Prove", "order": ["k1", "k2"]}],
        },
        {"kind": "why", "heading": "Why now", "goals": goals},
    ]
    plan = read_json(tmp_path, room(pages=pages)).plan
    assert "The way there" not in {s.title for s in plan.steps}
    assert [i.statement for i in plan.issues] == ["Late loads must fall from 62 to 9 by 2027-09-30"]


def step(title: str, due: str) -> dict[str, str]:
    return {"title": title, "due": due, "status": "open"}


def test_the_last_stage_with_one_lane_keeps_its_steps(tmp_path: Path) -> None:
    stages = [
        {"name": "Prove", "lanes": [{"lane": "IT", "items": [step("Pilot", "2027-04-09")]}]},
        {
            "name": "Show the result",
            "lanes": [{"lane": "Business", "items": [step("Result shown", "2027-09-30")]}],
        },
    ]
    parties = {"client": {"name": "Orchard Mills"}, "supplier": {"name": "Tallyho"}}
    plan = read_json(tmp_path, {"room": {**parties, "stages": stages}}).plan
    assert [s.title for s in plan.steps] == ["Pilot", "Result shown"]


def test_an_amount_that_says_what_it_is_spent_on_is_a_gain_and_one_alone_is_none(tmp_path: Path) -> None:
    said = {"Worth": "£18k a year in overtime"}, {"Worth": "£18k a year"}
    plans = [read_sheets(tmp_path, {"Plan": [*TOP, *one.items(), [], *STEPS]}).plan for one in said]
    assert [[o.annual_value for o in plan.outcomes] for plan in plans] == [[18_000], []]


def test_what_somebody_is_like_is_for_us() -> None:
    person = persons.person("Ann Lee, COO (hates meetings)")
    assert "hates meetings" not in str(person.item)


def test_a_spanish_room_says_who_is_who_by_small_words_and_what_is_thrown_away(tmp_path: Path) -> None:
    steps = [
        {"ref": "T1", "asunto": "Piloto", "estado": "abierta", "hasta": "2027-04-09", "enPapelera": None},
        {
            "ref": "T2",
            "asunto": "Feria",
            "estado": "abierta",
            "hasta": "2027-04-12",
            "enPapelera": "2027-01-04T08:40:00+01:00",
        },
    ]
    firms = [
        {"id": "o-1", "es": "proveedor", "nombre": "Baruvia Software, S.L."},
        {"id": "o-2", "es": "cliente", "nombre": "Terminal de Peñafonte, S.A."},
    ]
    people = [
        {"id": "u1", "nombre": "Ana", "apellidos": "Ruiz Gil", "cargo": "Directora general", "org": "o-2"},
        {"id": "u2", "nombre": "Leo", "apellidos": "Sanz", "cargo": "Ejecutivo de cuentas", "org": "o-1"},
    ]
    room = {"sala": {"organizaciones": firms}, "personas": people, "tareas": steps}
    plan = read_json(tmp_path, room).plan
    assert plan.customer.name == "Terminal de Peñafonte, S.A."
    assert [(p.name, p.party) for p in plan.people] == [
        ("Ana Ruiz Gil", Party.CUSTOMER),
        ("Leo Sanz", Party.VENDOR),
    ]
    assert [s.title for s in shared_part(plan).steps] == ["Piloto"]
