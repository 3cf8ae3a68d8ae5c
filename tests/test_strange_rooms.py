"""Rooms of tools nobody has seen: who may see what, parts of tasks, what is needed beside a problem."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from mutualplan_deck.plan.model import Party, Plan
from mutualplan_deck.readers import Reading, read
from mutualplan_deck.story.edition import shared_part

TODAY = dt.date(2027, 1, 12)


def task(title: str, due: str = "2027-04-09", **more: Any) -> dict[str, Any]:
    return {"title": title, "due": due, "status": "open", "fields": [], **more}


def space(tmp_path: Path, **more: Any) -> Reading:
    """What is read of a space with two lists of tasks, a directory, and whatever else."""
    lists = [
        {"name": "Prove", "tasks": [task("Kick-off"), task("Pilot"), task("Result shown")]},
        {"name": "Decide", "tasks": [task("Contract signed", "2027-06-04")]},
    ]
    firms = [
        {"oid": "o-1", "name": "Tallyho Inc", "is": "host"},
        {"oid": "o-2", "name": "Orchard Mills", "is": "client"},
    ]
    directory = [
        {"uid": 11, "kind": "person", "display_name": "Ann Lee", "headline": "COO", "org": "o-2"},
        {"uid": 12, "kind": "person", "display_name": "Bo Hill", "headline": "Sales", "org": "o-1"},
    ]
    data = {"space": {"orgs": firms, "directory": directory, "lists": lists, **more}}
    path = tmp_path / "space.json"
    path.write_text(json.dumps(data))
    return read(path, today=TODAY)


def titles(plan: Plan) -> list[str]:
    return [step.title for step in plan.steps]


BASE = ["Kick-off", "Pilot", "Result shown", "Contract signed"]


@pytest.mark.parametrize(
    ("mark", "seen"),
    [
        ({"open_to_guests": False}, False),
        ({"guestsCanSee": False}, False),
        ({"clientMayView": "no"}, False),
        ({"visibility": "vendor_team"}, False),
        ({"open_to_guests": True}, True),
        ({"open": False}, True),  # a list that nothing is added to any more
    ],
)
def test_a_list_that_guests_may_not_see_is_not_shared(
    mark: dict[str, Any], seen: bool, tmp_path: Path
) -> None:
    lists = [
        {"name": "Prove", "tasks": [task("Pilot"), task("Contract signed", "2027-06-04")]},
        {"name": "More", **mark, "tasks": [task("Battlecard refreshed"), task("Dinner with the CEO")]},
    ]
    plan = shared_part(space(tmp_path, lists=lists).plan)
    assert ("Battlecard refreshed" in titles(plan)) is seen
    assert titles(plan)[:2] == ["Pilot", "Contract signed"]


def test_the_parts_of_a_task_among_others_are_steps_beside_it(tmp_path: Path) -> None:
    whole = task("Pilot", children=[task("Printers on the carts", "2027-04-14"), task("Night shift trained")])
    lists = [{"name": "Prove", "tasks": [task("Kick-off"), whole, task("Result shown")]}]
    plan = space(tmp_path, lists=lists).plan
    assert sorted(titles(plan)) == sorted(
        ["Kick-off", "Pilot", "Printers on the carts", "Night shift trained", "Result shown"]
    )
    assert {step.phase for step in plan.steps} == {"Prove"}


def test_tasks_that_are_all_groups_are_phases_of_what_they_list(tmp_path: Path) -> None:
    groups = [task("Prove", tasks=[task("Pilot")]), task("Decide", tasks=[task("Contract signed")])]
    plan = space(tmp_path, lists=[], milestones=groups).plan
    assert [(s.title, s.phase) for s in plan.steps] == [("Pilot", "Prove"), ("Contract signed", "Decide")]


def test_what_is_needed_stands_in_the_row_of_its_problem(tmp_path: Path) -> None:
    rows = [
        ["Labels are stuck on at the desk, later", "1.1 of 2.6", "Print the label at the bedside", "G1"],
        ["Nobody knows which cooler a tube is in", "30 calls a day", "See the last scan of every tube", "G1"],
        ["Redraws are counted by hand on paper", "", "", "G1"],
    ]
    grid = {
        "cols": ["What happens today", "How bad", "What has to be possible instead", "Goal"],
        "rows": rows,
    }
    goals = [{"key": "G1", "what": "Lost tubes must fall from 2.6 to 0.4 by 2027-12-15"}]
    pages = [{"title": "What trips us up", "blocks": [{"b": "grid", **grid}]}]
    plan = space(tmp_path, goals=goals, pages=pages).plan
    assert [p.statement for p in plan.problems] == [row[0] for row in rows]
    called = {p.id: p.statement for p in plan.problems}
    assert [(c.statement, [called[i] for i in c.problems]) for c in plan.capabilities] == [
        (rows[0][2], [rows[0][0]]),
        (rows[1][2], [rows[1][0]]),
    ]


def test_the_one_target_of_a_goal_says_what_is_measured(tmp_path: Path) -> None:
    target = {"label": "Lost tubes", "started_at": 2.6, "now": 2.6, "get_to": 0.4, "unit": "per 1,000 tubes"}
    goals = [{"key": "G1", "what": "Too many tubes are lost on the way", "targets": [target]}]
    (issue,) = space(tmp_path, goals=goals).plan.issues
    assert (issue.metric, float(issue.baseline or 0), float(issue.target or 0)) == ("Lost tubes", 2.6, 0.4)


@pytest.mark.parametrize(
    ("repeat", "kept"),
    [({"every": "week", "on": ["TU"]}, False), ({"every": "month"}, False), (None, True)],
)
def test_what_is_held_again_and_again_is_no_step(
    repeat: dict[str, Any] | None, kept: bool, tmp_path: Path
) -> None:
    call = task("Tuesday call", repeat=repeat)
    lists = [{"name": "Prove", "tasks": [task("Pilot"), call, task("Contract signed", "2027-06-04")]}]
    reading = space(tmp_path, lists=lists)
    assert ("Tuesday call" in titles(reading.plan)) is kept
    assert any("held again" in finding.message for finding in reading.findings) is not kept


def test_bots_and_teams_are_nobody(tmp_path: Path) -> None:
    directory = [
        {"uid": 11, "kind": "person", "display_name": "Ann Lee", "headline": "COO", "org": "o-2"},
        {"uid": 12, "kind": "person", "display_name": "Bo Hill", "headline": "Sales", "org": "o-1"},
        {"uid": 13, "kind": "bot", "display_name": "Reminder Bot", "headline": None, "org": "o-1"},
    ]
    teams = [{"tid": "t-1", "name": "Stores", "org": "o-2", "users": []}]
    lists = [{"name": "Prove", "tasks": [task("Pilot", assigned=[{"team": "t-1"}, {"user": 12}])]}]
    plan = space(tmp_path, directory=directory, teams=teams, lists=lists).plan
    assert [(p.name, p.party) for p in plan.people] == [
        ("Ann Lee", Party.CUSTOMER),
        ("Bo Hill", Party.VENDOR),
    ]
    assert (plan.steps[0].owner_customer, plan.steps[0].owner_vendor) == ("Stores", "Bo Hill")


def test_fields_of_a_task_as_names_and_values(tmp_path: Path) -> None:
    field = {"name": "Finish line", "type": "text", "value": "Ann signs the sheet"}
    lists = [{"name": "Prove", "tasks": [task("Pilot", fields=[field]), task("Result shown")]}]
    plan = space(tmp_path, lists=lists).plan
    assert [step.done_means for step in plan.steps] == ["Ann signs the sheet", ""]


def test_names_in_full_and_amounts_in_pence(tmp_path: Path) -> None:
    members = [
        {
            "ref": "m1",
            "name": {"full": "Ann Lee", "known": "Annie"},
            "job": "COO",
            "email": "a@orchard.example",
        },
        {"ref": "m2", "name": {"full": "Cy Park", "known": "Cy"}, "job": "CFO", "email": "c@orchard.example"},
    ]
    gauge = {"of": "Hours to pull a show", "today": 14, "aim": 5, "unit": "hours"}
    goal = {"ref": "g1", "rank": 1, "text": "Shows must be pulled in five hours by autumn", "gauge": gauge}
    gain = {"ref": "w1", "rank": 1, "text": "Quicker pulls", "gauge": gauge}
    gain |= {"worth": {"minor": 21_200_000, "per": "year", "shown": "£212,000"}, "agreedBy": "m2"}
    tabs = [
        {"label": "Where we want to get to", "cards": [goal]},
        {"label": "What it is worth", "cards": [gain]},
    ]
    plan = space(tmp_path, parties=[{"key": "guest", "members": members}], tabs=tabs).plan
    assert [p.name for p in plan.people if p.party is Party.CUSTOMER][-2:] == ["Ann Lee", "Cy Park"]
    (issue,), (outcome,) = plan.issues, plan.outcomes
    assert (issue.metric, issue.baseline, issue.target) == ("Hours to pull a show", 14, 5)
    assert (outcome.before, outcome.after, outcome.annual_value) == (14, 5, 212_000)


def test_past_versions_are_no_part_of_the_plan(tmp_path: Path) -> None:
    past = [{"savedAt": "2026-12-18", "tasks": [task("Trial of hats"), task("Order signed", "2027-03-30")]}]
    assert titles(space(tmp_path, previousVersions=past).plan) == BASE


def test_what_the_house_alone_sees_in_portuguese(tmp_path: Path) -> None:
    steps = [
        {"titulo": "Piloto", "prazo": "2027-04-09", "situacao": "a fazer", "visao": "todos"},
        {"titulo": "Escada de desconto", "prazo": "2027-04-10", "situacao": "a fazer", "visao": "casa"},
        {"titulo": "Assinatura", "prazo": "2027-06-04", "situacao": "a fazer", "visao": "todos"},
    ]
    room = {
        "anfitriao": {"empresa": "Calmaré Sistemas"},
        "convidado": {"empresa": "Praticagem do Itamirim"},
        "passos": steps,
    }
    path = tmp_path / "sala.json"
    path.write_text(json.dumps({"sala": room}))
    plan = read(path, today=TODAY).plan
    assert (plan.customer.name, plan.vendor.name) == ("Praticagem do Itamirim", "Calmaré Sistemas")
    assert titles(shared_part(plan)) == ["Piloto", "Assinatura"]


def test_stacks_of_cards_under_headings_and_gauges_in_any_words(tmp_path: Path) -> None:
    def cards(heading: str, *texts: str, **more: Any) -> dict[str, Any]:
        return {"heading": heading, "cards": [{"text": text, **more} for text in texts]}

    gauge = {"dial": {"reads": "Lots cooled in time", "now": "71%", "aim": "95%"}}
    stacks = [
        cards("What has to change", "Last summer 29% of our lots came in later than the limit", **gauge),
        cards("What gets in the way", "Skippers learn how warm the catch is at the dock"),
        cards("What we need to be able to do", "Warn the skipper on deck an hour before"),
    ]
    boards = [
        {"heading": "How we get there", "legs": [{"name": "Prove", "stops": [task("Trial on two boats")]}]},
        {"heading": "Why we do this", "stacks": stacks},
    ]
    plan = space(tmp_path, boards=boards).plan
    assert [(i.metric, i.baseline, i.target, i.unit) for i in plan.issues] == [
        ("Lots cooled in time", 71, 95, "%")
    ]
    assert [p.statement for p in plan.problems] == ["Skippers learn how warm the catch is at the dock"]
    assert [c.statement for c in plan.capabilities] == ["Warn the skipper on deck an hour before"]
    assert "Trial on two boats" in titles(plan)
