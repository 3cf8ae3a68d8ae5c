"""Tables by the ids of their columns, boards and formatted texts, as other tools' JSON has them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from mutualplan_deck.plan.model import Status
from mutualplan_deck.readers import read
from mutualplan_deck.readers.reading import Reading
from mutualplan_deck.story.edition import shared_part

TODAY = dt.date(2027, 1, 12)
PARTIES = {"customer": {"name": "Acme Ltd"}, "vendor": {"name": "Bolt Inc"}}
COLUMNS = [
    {"id": "c1", "title": "Measure"},
    {"id": "c2", "title": "Today"},
    {"id": "c3", "title": "Target"},
    {"id": "c4", "title": "Value a year"},
    {"id": "c5", "title": "Our margin", "hidden": True},
]
LINES = [["Late orders", 62, 9, 300_000, 11_111], ["Recounts", 40, 20, 90_000, 22_222]]


def read_plan(folder: Path, data: dict[str, Any]) -> Reading:
    path = folder / "plan.json"
    path.write_text(json.dumps(data), "utf-8")
    return read(path, today=TODAY)


def by_object(line: list[Any]) -> dict[str, Any]:
    return {"id": "r", "cells": {c["id"]: v for c, v in zip(COLUMNS, line, strict=True)}}


def by_column_id(line: list[Any]) -> dict[str, Any]:
    return {"id": 7, "cells": [{"columnId": c["id"], "value": v} for c, v in zip(COLUMNS, line, strict=True)]}


def by_text(line: list[Any]) -> dict[str, Any]:
    values = [
        {"id": c["id"], "value": f'{{"v":{v}}}', "text": str(v)} for c, v in zip(COLUMNS, line, strict=True)
    ]
    return {"column_values": values}


def by_key(line: list[Any]) -> dict[str, Any]:
    return {str(c["id"]): v for c, v in zip(COLUMNS, line, strict=True)}


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (by_object, "cells/c2"),
        (by_column_id, "cells/1/value"),
        (by_text, "column_values/1/text"),
        (by_key, "c2"),
        (list, "1"),
    ],
)
def test_cells_are_read_under_the_titles_of_their_columns(row: Any, where: str, tmp_path: Path) -> None:
    table = {"heading": "Expected gains", "columns": COLUMNS, "rows": [row(line) for line in LINES]}
    reading = _read(tmp_path, {"deal": PARTIES, "pages": [{"blocks": [table]}]})
    found = [(o.metric, o.before, o.after, o.annual_value) for o in reading.plan.outcomes]
    assert found == [("Late orders", 62, 9, 300_000), ("Recounts", 40, 20, 90_000)]
    place = reading.places.of("/outcomes/0/before").partition("#")[2]
    assert place == f"/pages/0/blocks/0/rows/0/{where}"
    assert "11111" not in shared_part(reading.plan).model_dump_json()


def test_lists_at_the_same_keys_are_what_their_headings_say(tmp_path: Path) -> None:
    def text(words: str) -> dict[str, Any]:
        first, rest = words[:5], words[5:]
        inline = [{"type": "text", "text": first}, {"type": "text", "text": rest, "marks": ["bold"]}]
        return {"type": "doc", "content": [{"type": "paragraph", "content": inline}]}

    blocks = [
        {
            "heading": "Goals",
            "goals": [{"id": "g1", "statement": "Orders leave late", "targetDate": "2027-09-30"}],
        },
        {
            "heading": "Problems",
            "cards": [{"id": "p1", "body": text("Orders wait for a day"), "linkedTo": ["g1"]}],
        },
        {
            "heading": "Required capabilities",
            "cards": [{"id": "k1", "body": text("Sort orders as they come"), "linkedTo": ["p1"]}],
        },
    ]
    plan = _read(tmp_path, {"deal": PARTIES, "widgets": blocks}).plan
    assert [(p.statement, p.issues) for p in plan.problems] == [("Orders wait for a day", ("g1",))]
    assert [(c.statement, c.problems) for c in plan.capabilities] == [("Sort orders as they come", ("p1",))]


@pytest.mark.parametrize(
    ("total", "told"),
    [
        ({"yearly_value_total": 390_000}, False),
        ({"yearly_value_total": 400_000}, True),
        ({"total": {"amount": "400000.00", "currency": "GBP"}}, True),
        ({"footer": {"label": "Total", "value": "£400,000"}}, True),
        ({"headcount_total": 400_000}, False),
    ],
)
def test_a_total_that_the_lines_do_not_make_is_asked_about(total: Any, told: bool, tmp_path: Path) -> None:
    gains = [{"name": "Late orders", "annual_value": 300_000}, {"name": "Recounts", "annual_value": 90_000}]
    reading = _read(tmp_path, {"deal": PARTIES, "business_case": {"gains": gains, **total}})
    assert [o.annual_value for o in reading.plan.outcomes] == [300_000, 90_000]
    assert ("RD120" in [f.code for f in reading.findings]) is told


def test_both_sides_people_are_kept_whatever_their_keys(tmp_path: Path) -> None:
    people = [
        {"id": "m1", "name": "Ann Lee", "side": "customer"},
        {"id": "m2", "name": "Bo Ray", "side": "vendor"},
        {"id": "m3", "name": "Cy Fox", "side": "partner"},
    ]
    task = {
        "title": "Audit of one shed",
        "due": "2027-02-01",
        "status": "open",
        "buyerAssignees": ["m1", "m3"],
        "sellerAssignees": ["m2"],
    }
    plan = _read(tmp_path, {"deal": PARTIES, "people": people, "tasks": [task]}).plan
    assert (plan.steps[0].owner_customer, plan.steps[0].owner_vendor) == ("Ann Lee; Cy Fox", "Bo Ray")


def test_codes_of_a_legend_and_texts_in_several_languages(tmp_path: Path) -> None:
    """What the legend says counts; a task for the own team stays there, as does an archived phase's."""
    tasks = [
        {"taskId": f"t{n}", "stageRef": stage, "name": title, "stateCode": state, "visibilityCode": seen,
         "dueOn": f"2027-0{n}-05", "responsible": [{"memberRef": "m1"}]}
        for n, (title, stage, state, seen) in enumerate(
            [("Trial in one shed", "s1", 40, 0), ("Board decides", "s2", 30, 0),
             ("Agree our lowest price", "s2", 10, 1), ("Old trial", "s9", 10, 0)], 1)
    ]  # fmt: skip
    reading = _read(
        tmp_path,
        {
            "export": {"displayLanguage": "en"},
            "legend": {
                "stateCode": {"10": "Not started", "30": "Stuck, waits for somebody", "40": "Finished"},
                "visibilityCode": {"0": "Everybody in the room", "1": "Own team only"},
                "orgKind": {"C": "customer", "H": "host of the room", "P": "partner of the host"},
            },
            "organisations": [
                {"orgId": "o1", "displayName": "Acme Ltd", "kind": "C"},
                {"orgId": "o2", "displayName": "Bolt Inc", "kind": "H"},
            ],
            "members": [
                {"memberId": "m1", "name": {"given": "Ann", "family": "Lee"}, "title": "COO", "orgRef": "o1"},
                {"memberId": "m2", "name": {"given": "Bo", "family": "Ray"}, "title": "Lead", "orgRef": "o2"},
                {"memberId": "m3", "name": {"given": "Ed", "family": "Poe"}, "title": "Lead", "orgRef": "o2",
                 "leftRoomAt": "2026-12-18"},
            ],
            "stages": [
                {"stageId": "s1", "label": {"en": "Prove", "sv": "Prova"}},
                {"stageId": "s2", "label": {"en": "Decide", "sv": "Besluta"}},
                {"stageId": "s9", "label": {"en": "Old", "sv": "Gammalt"}, "archived": True},
            ],
            "tasks": tasks,
        },
    )  # fmt: skip
    plan = reading.plan
    assert (plan.customer.name, plan.vendor.name) == ("Acme Ltd", "Bolt Inc")
    assert [(p.name, p.party.value) for p in plan.people] == [("Ann Lee", "customer"), ("Bo Ray", "vendor")]
    assert [(s.title, s.phase, s.status, s.owner_customer) for s in shared_part(plan).steps] == [
        ("Trial in one shed", "Prove", Status.DONE, "Ann Lee"),
        ("Board decides", "Decide", Status.BLOCKED, "Ann Lee"),
    ]
    assert reading.places.of("/steps/0/status").endswith("#/tasks/0/stateCode")


def test_nothing_of_a_board_is_lost(tmp_path: Path) -> None:
    """What was put away, and what was said beside an item, is kept as internal and told."""
    board = _board(
        "Joint plan",
        {"d": "Due", "s": "Status"},
        {"g": "Prove"},
        [
            ("11", "Trial in one shed", "g", ["2027-02-05", "Done"]),
            ("12", "Board decides", "g", ["2027-03-05", ""]),
            ("13", "Second trial", "g", ["2027-02-25", ""]),
        ],
    )
    board["items"][0]["updates"] = [{"body": "Ann fears for her budget"}]
    board["items"][2]["state"] = "archived"
    board["owner"] = "Bo Ray"
    reading = _read(tmp_path, {"account": {"name": "Bolt Inc"}, "boards": [board, _people_board()]})
    assert [s.title for s in reading.plan.steps] == ["Trial in one shed", "Board decides"]
    kept = json.dumps(dict(reading.plan.internal))
    for text in ("Second trial", "fears for her budget", "Bo Ray"):
        assert text in kept
    told = " ".join(str(f) for f in reading.findings)
    assert "archived" in told
    assert "owner, updates" in told


def test_boards_are_read_as_the_sheets_they_are(tmp_path: Path) -> None:
    plan_board = _board(
        "Joint plan",
        {
            "t": "Acme lead",
            "p": "Bolt lead",
            "d": "Due",
            "s": "Status",
            "a": "Waits on",
            "x": "Notes (Bolt only)",
        },
        {"g1": "Prove", "g2": "Decide", "g9": "Bolt only"},
        [
            (
                "11",
                "Trial in one shed",
                "g1",
                ["Ann", "Bo Ray", "2027-02-05", "Done", "", "Wants the COO seat"],
            ),
            ("12", "Board decides", "g2", ["Ann", "", "2027-03-05", "", "Trial in one shed", ""]),
            ("13", "Agree our lowest price", "g9", ["", "Bo Ray", "2027-03-01", "", "", ""]),
        ],
    )
    case = _board(
        "The case",
        {"m": "Measure", "n": "Today", "z": "Target", "l": "Ties to"},
        {"a": "Goals", "b": "What gets in the way"},
        [
            ("21", "Ship every order the same day", "a", ["Same-day orders", "62 %", "95 %", ""]),
            ("22", "Orders wait for a day", "b", ["", "", "", "Ship every order the same day"]),
        ],
    )
    reading = _read(
        tmp_path, {"account": {"name": "Bolt Inc"}, "boards": [plan_board, case, _people_board()]}
    )
    plan = reading.plan
    assert (plan.customer.name, plan.vendor.name) == ("Acme Ltd", "Bolt Inc")
    first, second = [s for s in plan.steps if s.shared]
    assert (first.title, first.phase, first.owner_customer, first.owner_vendor, first.status) == (
        "Trial in one shed",
        "Prove",
        "Ann Lee",
        "Bo Ray",
        Status.DONE,
    )
    assert (second.phase, second.after) == ("Decide", (first.id,))
    assert [(i.metric, i.baseline, i.target, i.unit) for i in plan.issues] == [
        ("Same-day orders", 62, 95, "%")
    ]
    assert [(p.statement, p.issues) for p in plan.problems] == [
        ("Orders wait for a day", (plan.issues[0].id,))
    ]
    assert reading.places.of("/steps/0/due").endswith("#/boards/0/items/0/column_values/2/text")
    shared = shared_part(plan).model_dump_json()
    assert "COO seat" not in shared
    assert "lowest price" not in shared


def _people_board() -> dict[str, Any]:
    return _board(
        "People",
        {"j": "Title", "e": "Email"},
        {"c": "Acme Ltd", "v": "Bolt Inc"},
        [
            ("31", "Ann Lee", "c", ["COO", "ann@acme.example"]),
            ("32", "Bo Ray", "v", ["Account Executive", "bo@bolt.example"]),
        ],
    )


def _board(name: str, columns: Any, groups: Any, lines: Any) -> dict[str, Any]:
    return {
        "name": name,
        "columns": [{"id": i, "title": t} for i, t in columns.items()],
        "groups": [{"id": i, "title": t} for i, t in groups.items()],
        "items": [
            {
                "id": one,
                "name": title,
                "group": {"id": group},
                "column_values": [{"id": c, "text": v} for c, v in zip(columns, values, strict=True)],
            }
            for one, title, group, values in lines
        ],
    }


def _read(folder: Path, data: Any) -> Reading:
    path = folder / "room.json"
    path.write_text(json.dumps(data), "utf-8")
    return read(path, today=TODAY)


def test_databases_of_typed_properties_are_read_as_sheets(tmp_path: Path) -> None:
    """Relations by the ids of records, a database for one team alone, a record in the bin, a time in UTC."""

    def text(said: str) -> dict[str, Any]:
        return {"type": "rich_text", "text": [{"plain": said}]}

    def record(one: str, **props: Any) -> dict[str, Any]:
        return {
            "id": one,
            "created": "2026-09-14T08:03:00Z",
            "in_trash": props.pop("gone", False),
            "props": props,
        }

    def refers(*ids: str) -> dict[str, Any]:
        return {"type": "relation", "records": [*ids]}

    def one_of(name: str) -> dict[str, Any]:
        return {"type": "select", "name": name, "color": "default"}

    def when(start: str) -> dict[str, Any]:
        return {"type": "date", "start": start, "end": None}

    databases = {
        "Plan": [record("f557a458", Customer=text("Acme Ltd"), Supplier=text("Bolt Inc"))],
        "Goals": [
            record("829cb120", Goal=text("Ship every order the same day"), Measure=text("Same-day orders"),
                   Now={"type": "number", "number": 62}, Target={"type": "number", "number": 95}),
            record("b7a7d4ec", Goal=text("Count stock every day"), Measure=text("Counts"),
                   Now={"type": "number", "number": 1}, Target={"type": "number", "number": 5}),
        ],
        "Pains": [
            record("f2b6e54b", Pain=text("Orders wait for a day"), Hits=refers("829cb120")),
            record("e5bc11aa", Pain=text("Nobody counts returns"), Hits=refers("829cb120", "b7a7d4ec")),
        ],
        "People": [
            record("4451ea19", Name=text("Ann Lee"), Job=text("COO"), Company=one_of("Acme")),
            record("4451ea20", Name=text("Bo Ray"), Job=text("Lead"), Company=one_of("Bolt")),
        ],
        "Deal desk": [record("b99f7580", Topic=text("Floor"), Note=text("nothing below 92"))],
        "Tasks": [
            record("e288e5c0", Task=text("Trial in one shed"), Acme=refers("4451ea19"),
                   Bolt=refers("4451ea20"),
                   When=when("2027-02-18T23:00:00Z"), State={"type": "status", "name": "Done"}),
            record("e288e5c1", Task=text("Board decides"), Acme=refers("4451ea19"), Bolt=refers(),
                   When=when("2027-03-05"), State={"type": "status", "name": "To do"}),
            record("e288e5c2", Task=text("Old trial"), When=when("2027-03-05"), gone=True),
        ],
    }  # fmt: skip
    data = {
        "time_zone": "Europe/Copenhagen",
        "users": [{"id": "u1", "name": "Bo R.", "email": "bo@bolt.example"}],
        "databases": [
            {
                "id": f"db{n}",
                "title": title,
                "audience": "Bolt team" if title == "Deal desk" else "Everyone with the link",
                "records": records,
            }
            for n, (title, records) in enumerate(databases.items())
        ],
    }
    reading = _read(tmp_path, data)
    plan = reading.plan
    assert [(p.statement, p.issues) for p in plan.problems] == [
        ("Orders wait for a day", ("829cb120",)),
        ("Nobody counts returns", ("829cb120", "b7a7d4ec")),
    ]
    assert [(s.title, s.owner_customer, s.owner_vendor, str(s.due), s.status) for s in plan.steps] == [
        ("Trial in one shed", "Ann Lee", "Bo Ray", "2027-02-19", Status.DONE),
        ("Board decides", "Ann Lee", "", "2027-03-05", Status.NOT_STARTED),
    ]
    assert "nothing below 92" in str(dict(plan.internal))
    assert "nothing below 92" not in shared_part(plan).model_dump_json()
    assert {
        ("RD104", "#/databases/4"),
        ("RD112", "#/databases/5/records/2/in_trash"),
        ("RD115", "#/databases/5/records/0/props/When"),
    } <= {(f.code, f.place) for f in reading.findings}
    assert reading.places.of("/steps/0/due").endswith("#/databases/5/records/0/props/When")


def test_tasks_with_fields_of_their_own_are_read_by_their_sections(tmp_path: Path) -> None:
    """Sections are tables or phases, fields stand in lists, a tag hides, a time is a day."""

    def task(one: str, name: str, section: str, fields: dict[str, Any], **more: Any) -> dict[str, Any]:
        own = [{"gid": f"f{n}", "name": k, "value": v} for n, (k, v) in enumerate(fields.items())]
        place = {"project": {"gid": "9", "name": "Acme x Bolt"}, "section": {"gid": section, "name": section}}
        return {
            "gid": one,
            "resource_type": "task",
            "name": name,
            "completed": False,
            "assignee": None,
            "due_on": None,
            "due_at": None,
            "memberships": [place],
            "custom_fields": own,
            "dependencies": [],
            "tags": [],
            **more,
        }

    def who(name: str) -> dict[str, str]:
        return {"gid": name[0], "resource_type": "user", "name": name}

    people = (
        {"Function": "COO", "Company": "Acme Ltd"},
        {"Function": "Account manager", "Company": "Bolt Inc"},
    )
    goal = {"Code": "G1", "Measure": "Same-day orders", "Today": "62", "Target": "95"}
    tasks = [
        task("11", "Ann Lee", "People", people[0]),
        task("12", "Bo Ray", "People", people[1]),
        task(
            "21", "Ship every order on the day it comes in", "Goals of the board", goal, due_on="2027-12-10"
        ),
        task(
            "31",
            "Orders wait in one queue for a day",
            "Root causes (workshop)",
            {"Code": "R1", "To goal": "G1"},
        ),
        task(
            "41",
            "Trial in one shed",
            "Prove",
            {"Counterpart": "Bo Ray", "Done when": "Both agree"},
            assignee=who("Ann Lee"),
            due_at="2027-03-04T23:30:00.000Z",
            stories=[{"text": "Ann is afraid of it"}],
        ),
        task(
            "42",
            "Agree the floor price",
            "Prove",
            {},
            assignee=who("Bo Ray"),
            due_on="2027-02-01",
            tags=[{"gid": "t", "name": "internal"}],
        ),
        task(
            "43",
            "Sign",
            "Decide",
            {"Counterpart": "Ann Lee"},
            assignee=who("Bo Ray"),
            due_on="2027-04-01",
            dependencies=[{"gid": "41", "resource_type": "task"}],
        ),
        task("44", "A module for guests", "Ideas for later", {"Counterpart": ""}, due_on="2027-09-01"),
    ]
    facts = [{"name": "Customer", "value": "Acme Ltd"}, {"name": "Vendor", "value": "Bolt Inc"}]
    reading = _read(
        tmp_path,
        {
            "export": {"time_zone": "Europe/Berlin"},
            "project": {"gid": "9", "name": "Acme x Bolt", "custom_fields": facts},
            "tasks": tasks,
        },
    )
    plan = reading.plan
    assert (plan.customer.name, plan.vendor.name) == ("Acme Ltd", "Bolt Inc")
    assert [(p.name, p.party.value) for p in plan.people] == [("Ann Lee", "customer"), ("Bo Ray", "vendor")]
    assert [(i.statement, i.metric, i.target) for i in plan.issues] == [
        ("Ship every order on the day it comes in", "Same-day orders", 95)
    ]
    assert [(p.statement, p.issues) for p in plan.problems] == [
        ("Orders wait in one queue for a day", ("G1",))
    ]
    assert [
        (s.phase, s.title, s.owner_customer, s.owner_vendor, str(s.due), s.after) for s in plan.steps
    ] == [
        ("Prove", "Trial in one shed", "Ann Lee", "Bo Ray", "2027-03-05", ()),
        ("Decide", "Sign", "Ann Lee", "Bo Ray", "2027-04-01", ("41",)),
    ]
    shown = shared_part(plan).model_dump_json()
    assert not [s for s in ("afraid", "floor price", "module for guests") if s in shown]
    told = {f.place for f in reading.findings}
    assert {"#/tasks/5/tags", "#/tasks/4/due_at", "#/tasks/7/name"} <= told
    assert reading.places.of("/steps/0/owner_vendor") == "#/tasks/4/assignee"
    assert "afraid" in json.dumps(plan.internal, default=str)


@pytest.mark.parametrize(
    ("says", "kept"),
    [
        ({"visible_client": False}, False),
        ({"visibleToBuyer": "no"}, False),
        ({"archivee": True}, False),
        ({"geloescht": True}, False),
        ({"visible_client": True, "archivee": False}, True),
    ],
)
def test_what_a_key_keeps_from_the_customer(says: dict[str, Any], kept: bool, tmp_path: Path) -> None:
    steps = [
        {"id": "s1", "title": "Trial in one shed", "due": "2027-03-05", "status": "open"},
        {"id": "s2", "title": "Agree the floor", "due": "2027-03-06", "status": "open", **says},
    ]
    of_a_tool, ours = {"room": {**PARTIES, "milestones": steps}}, {**PARTIES, "steps": steps}
    for data, at in ((of_a_tool, "#/room/milestones/1"), (ours, "/steps/1")):
        reading = _read(tmp_path, data)
        assert ("Agree the floor" in shared_part(reading.plan).model_dump_json()) is kept
        told = {f.place for f in reading.findings if f.code == "RD112"}
        assert any(place.startswith(at) for place in told) is not kept


def test_people_by_two_names_and_owners_by_side_and_id(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        {
            "client": {"raison_sociale": "Acme SA"},
            "fournisseur": {"raison_sociale": "Bolt SAS"},
            "intervenants": {
                "cote_client": [{"id": "p-1", "prenom": "Ann", "nom": "Lee", "fonction": "Directrice"}],
                "cote_fournisseur": [
                    {"id": "p-2", "prenom": "Bo", "nom": "Ray", "fonction": "Chef de projet"}
                ],
            },
            "etapes": [
                {
                    "id": "e1",
                    "intitule": "Mesure sur six semaines",
                    "echeance": "2027-03-19",
                    "etat": "à faire",
                    "responsables": [
                        {"cote": "client", "intervenant": "p-1"},
                        {"cote": "fournisseur", "intervenant": "p-2"},
                    ],
                },
                {
                    "id": "e2",
                    "intitule": "Formation",
                    "echeance": "2027-04-19",
                    "etat": "à faire",
                    "responsables": [{"cote": "client"}, {"cote": "fournisseur"}],
                },
            ],
            "gains": [
                {
                    "intitule": "Subvention",
                    "mesure": "Subvention",
                    "montant_annuel": "3,4 M€",
                    "nature": "ponctuel",
                }
            ],
        },
    )
    plan = reading.plan
    assert [(p.name, p.title) for p in plan.people] == [
        ("Ann Lee", "Directrice"),
        ("Bo Ray", "Chef de projet"),
    ]
    assert [(s.owner_customer, s.owner_vendor) for s in plan.steps] == [
        ("Ann Lee", "Bo Ray"),
        ("Acme SA", "Bolt SAS"),
    ]
    assert any("counts as a value a year" in f.message for f in reading.findings)


def test_cards_of_several_sorts_stand_in_one_list(tmp_path: Path) -> None:
    cards = [
        {"id": "a0", "type": "heading", "text": "Why this year"},
        {"id": "a1", "type": "goal", "text": "Ship every order on the day it comes in"},
        {"id": "b1", "type": "obstacle", "text": "Orders wait in one queue for a day", "drives": ["a1"]},
        {"id": "c1", "type": "requirement", "text": "sort the orders as they come in", "removes": ["b1"]},
        {"id": "z1", "type": "memo", "text": "Never under 912k", "audience": "HOST_ONLY"},
    ]
    reading = _read(tmp_path, {"room": {**PARTIES, "pages": [{"title": "Case for change", "cards": cards}]}})
    plan = reading.plan
    assert [i.statement for i in plan.issues] == ["Ship every order on the day it comes in"]
    assert [(p.statement, p.issues) for p in plan.problems] == [
        ("Orders wait in one queue for a day", ("a1",))
    ]
    assert [(c.statement, c.problems) for c in plan.capabilities] == [
        ("sort the orders as they come in", ("b1",))
    ]
    assert reading.places.of("/problems/0/statement") == "#/room/pages/0/cards/2/text"
    assert "912k" not in shared_part(plan).model_dump_json()
    assert {"912k" in json.dumps(plan.internal), "Why this year" in json.dumps(plan.internal)} == {True}


def test_nothing_of_a_task_is_lost(tmp_path: Path) -> None:
    """Noughts, a second value of a name, values that no cell holds, and what a field says besides."""
    tasks = [
        {
            "id": f"t{n}",
            "name": f"Trial in shed {n}",
            "due_on": "2027-03-05",
            "lead_score": 0,
            "custom_fields": [
                {"name": "Done when", "value": "Both agree"},
                {"name": "Done when", "value": "The board agrees"},
                {"name": "Cost", "value": {"amount": 512, "unit": "days"}, "comment": "Cy guessed it"},
            ],
        }
        for n in (1, 2)
    ]
    facts = [{"name": "Customer", "value": "Acme Ltd"}, {"name": "Vendor", "value": "Bolt Inc"}]
    reading = _read(tmp_path, {"project": {"name": "Acme x Bolt", "custom_fields": facts}, "tasks": tasks})
    assert [s.done_means for s in reading.plan.steps] == ["Both agree", "Both agree"]
    kept = json.dumps(reading.plan.internal, default=str)
    assert not [text for text in ("The board agrees", "512", "Cy guessed it") if text not in kept]
    assert reading.plan.internal["#/tasks/0/lead_score"] == "0"


def nested(**more: Any) -> dict[str, Any]:
    """Goals with their obstacles, these with what is needed; stages with lanes, these with items."""
    need = {"need_id": "n1", "text": "Release an order the day it comes"}
    secret = {"need_id": "n2", "text": "Pay a third more", "private": True}
    obstacle = {"obstacle_id": "b1", "text": "Orders wait in one queue for a day", "needs": [need, secret]}
    goal = {
        "goal_id": "g1",
        "headline": "Orders leave a day late",
        "kpi": {"label": "Late orders", "now": 62},
    }
    items = [
        {"item_id": "i1", "what": "Trial in one shed", "state": "todo", "window": {"to": "2027-02-05"}},
        {
            "item_id": "i2",
            "what": "Name the lowest price",
            "state": "todo",
            "window": {"to": "2027-02-09"},
            "private": True,
        },
    ]
    stages = [{"name": "Try", "lanes": [{"lane": "Business", "items": items}, {"lane": "IT", "items": []}]}]
    goals = [
        {**goal, "obstacles": [obstacle]},
        {"goal_id": "g2", "headline": "Stock is wrong", "by": "2027-09-30"},
    ]
    return {"plan": {**PARTIES, "why": {"goals": goals}, "how": {"stages": stages}, **more}}


def test_what_is_listed_in_an_item_is_tied_to_it(tmp_path: Path) -> None:
    reading = _read(tmp_path, nested())
    plan = reading.plan
    assert [(p.statement, p.issues) for p in plan.problems] == [
        ("Orders wait in one queue for a day", ("g1",))
    ]
    assert [(c.statement, c.problems) for c in plan.capabilities] == [
        ("Release an order the day it comes", ("b1",))
    ]
    assert reading.places.of("/capabilities/0/statement") == "#/plan/why/goals/0/obstacles/0/needs/0/text"
    assert [(s.title, s.phase, s.shared) for s in shared_part(plan).steps] == [
        ("Trial in one shed", "Try", True)
    ]
    shown = shared_part(plan).model_dump_json()
    assert "a third more" not in shown
    assert "lowest price" not in shown


def test_an_amount_that_comes_once_is_asked_about(tmp_path: Path) -> None:
    worth = {"value": 136_000, "cadence": "once"}
    gains = [
        {"title": "No new radios", "worth": worth},
        {"title": "Fewer late orders", "worth": {"value": 5}},
    ]
    told = [f.place for f in _read(tmp_path, nested(benefits=gains)).findings if "value a year" in f.message]
    assert told == ["#/plan/benefits/0/worth"]


@pytest.mark.parametrize(
    ("worth", "read", "told"),
    [
        ({"value": 11.7, "scale": "million"}, 11_700_000, False),
        ({"amount": 250, "currency": "EUR", "scale": 1000}, 250_000, False),
        ({"amount": "1.5", "currency": "EUR", "scale": "M", "basis": "their CFO"}, 1_500_000, False),
        ({"value": 4, "scale": "bushels"}, 4, True),
    ],
)
def test_an_amount_counts_in_its_scale(tmp_path: Path, worth: Any, read: int, told: bool) -> None:
    reading = _read(tmp_path, nested(benefits=[{"title": "Fewer late orders", "annualValue": worth}]))
    assert [o.annual_value for o in reading.plan.outcomes] == [read]
    assert any("bushels" in f.message for f in reading.findings) is told


def test_one_list_of_typed_items_is_parted_and_pairs_tie_its_steps(tmp_path: Path) -> None:
    data = {
        "client": "el1",
        "elements": [
            {"cle": "el1", "type": "organisation", "nom": "Acme SA", "cote": "CLIENT"},
            {"cle": "el2", "type": "organisation", "nom": "Bolt SARL", "cote": "FOURNISSEUR"},
            {"cle": "el3", "type": "personne", "prenom": "Ann", "nomFamille": "Lee", "fonction": "Directrice",
             "organisation": "el1"},
            {"cle": "el4", "type": "enjeu", "texte": "Perdre moins de lots", "pourLe": "2027-12-31"},
            {"cle": "el5", "type": "constat", "texte": "Tout est sur papier", "enjeu": "el4"},
            {"cle": "el6", "type": "dateCle", "nature": "REUSSITE", "libelle": "Audit", "jour": "2027-12-31"},
            {"cle": "p2", "type": "rubrique", "titre": "Décider", "rang": 2},
            {"cle": "p1", "type": "rubrique", "titre": "Cadrer", "rang": 1},
            {"cle": "s2", "type": "etape", "rubrique": "p2", "rang": 1, "intitule": "Signature du contrat",
             "etat": "A_FAIRE", "echeance": {"valeur": "2027-04-16", "precision": "JOUR"}},
            {"cle": "s1", "type": "etape", "rubrique": "p1", "rang": 1, "intitule": "Cadrage validé",
             "etat": "TERMINEE", "echeance": {"valeur": "2026-S38", "precision": "SEMAINE"},
             "responsables": [{"personne": "el3"}]},
            {"cle": "l1", "type": "lien", "avant": "s1", "apres": "s2"},
            {"cle": "n1", "type": "note", "partage": "EQUIPE", "texte": "Remise de 12 % au plus"},
        ],
    }  # fmt: skip
    plan = read_plan(tmp_path, data).plan
    assert (plan.customer.name, plan.vendor.name if plan.vendor else "") == ("Acme SA", "Bolt SARL")
    assert [(s.title, s.phase, s.owner_customer, s.after) for s in plan.steps] == [
        ("Cadrage validé", "Cadrer", "Ann Lee", ()),
        ("Signature du contrat", "Décider", "", ("s1",)),
    ]
    assert [s.due for s in plan.steps] == [dt.date(2026, 9, 18), dt.date(2027, 4, 16)]
    assert [p.issues for p in plan.problems] == [(plan.issues[0].id,)]
    assert plan.success.date == dt.date(2027, 12, 31)
    assert "Remise" not in str(shared_part(plan))


def room(key: str, state: str, firm: str, headline: str) -> dict[str, Any]:
    cards = [
        {"key": f"{key}{n}", "headline": f"{headline} {n}", "state": {"$ref": "states/st-0"},
         "schedule": {"due": {"at": f"2027-0{n}-12T00:00:00Z"}}, "on": [{"$ref": "people/p-01"}]}
        for n in (2, 3, 4)
    ]  # fmt: skip
    parties = [{"role": "customer", "org": {"$ref": f"orgs/{firm}"}}]
    return {"key": key, "label": headline, "state": state, "parties": parties,
            "tracks": [{"key": f"t{key}", "label": "Prove", "cards": cards}]}  # fmt: skip


def test_of_several_rooms_the_open_one_is_the_plan_and_pointers_are_followed(tmp_path: Path) -> None:
    data = {
        "rooms": [
            room("r1", "closed", "org-9", "Send manuals"),
            room("r2", "open", "org-1", "Measure trays"),
        ],
        "directory": {
            "orgs": [{"key": "org-1", "name": "Acme Trust"}, {"key": "org-9", "name": "Other Clinics"}],
            "people": [{"key": "p-01", "display": "Ann Lee", "headline": "Chief Medical Officer",
                        "org": {"$ref": "orgs/org-1"}, "mail": "ann@acme.example"}],
            "states": [{"key": "st-0", "label": "Under way"}, {"key": "st-1", "label": "Stuck"}],
        },
    }  # fmt: skip
    reading = read_plan(tmp_path, data)
    assert reading.plan.customer.name == "Acme Trust"
    assert [(s.title, s.status, s.owner_customer, s.phase) for s in reading.plan.steps] == [
        (f"Measure trays {n}", Status.IN_PROGRESS, "Ann Lee", "Prove") for n in (2, 3, 4)
    ]
    assert "Send manuals" not in str(shared_part(reading.plan))
    assert [f.place for f in reading.findings if f.code == "RD122"] == ["#/rooms/0"]


def test_phases_and_sides_in_lists_are_no_other_plans(tmp_path: Path) -> None:
    tasks = [
        {"id": f"t{n}", "title": f"Do thing {n} well", "status": "open", "due": "2027-02-01"}
        for n in range(6)
    ]
    parts = [{"name": "Prepare", "tasks": tasks[:3]}, {"name": "Roll out", "tasks": tasks[3:]}]
    plan = read_plan(
        tmp_path,
        {"workspace": {"buyer": PARTIES["customer"], "seller": PARTIES["vendor"], "projects": parts}},
    ).plan
    assert [(s.title, s.phase) for s in plan.steps] == [
        (f"Do thing {n} well", "Prepare" if n < 3 else "Roll out") for n in range(6)
    ]


def test_items_of_sorts_that_nobody_knows_are_all_kept(tmp_path: Path) -> None:
    entries = [
        {"type": "issue", "text": "Late orders cost customers"},
        {"type": "problem", "text": "Nobody sees the orders"},
        {"type": "battlecard", "text": "They undercut"},
        {"type": "battlecard", "text": "They lock in"},
        {"type": "objection", "text": "Too dear"},
    ]
    plan = read_plan(tmp_path, {"workspace": {"buyer": PARTIES["customer"], "entries": entries}}).plan
    assert len(plan.issues) == len(plan.problems) == 1
    assert [t for t in ("undercut", "lock in", "Too dear") if t not in str(plan.internal)] == []
    assert [t for t in ("undercut", "lock in", "Too dear") if t in str(shared_part(plan))] == []


def test_a_card_is_known_by_its_own_number_and_stands_in_its_lane(tmp_path: Path) -> None:
    cards = [
        {"cardNo": no, "laneId": lane, "headline": title, "state": "TODO", "window": {"finish": day},
         "responsible": {"client": ["tbd"], "host": []},
         "waitsFor": after, "binnedOn": gone}
        for no, lane, title, day, after, gone in (
            (4, "L-a", "Measure the sheds", "2027-02-12", [], None),
            (9, "L-b", "Fit the sensors", "2027-03-12", [4], None),
            (2, "L-b", "Free trial, if they ask", "2027-03-14", [], "2026-12-01"),
            (1, "L-b", "Train the crews", "2027-04-09", [9], None),
            (7, "L-x", "Tour of the dock", "2027-04-10", [], None),
            (8, "L-x", "Second tour of the dock", "2027-04-11", [], None),
        )
    ]  # fmt: skip
    lanes = [
        {"laneId": "L-a", "caption": "Prove", "collapsedAndRetired": False},
        {"laneId": "L-b", "caption": "Roll out", "collapsedAndRetired": False},
        {"laneId": "L-x", "caption": "Ideas", "collapsedAndRetired": True},
    ]
    data = {
        "parties": [{"key": "client", "org": "Acme Ltd"}, {"key": "host", "org": "Bolt Inc"}],
        "anchors": [
            {"kind": "SIGNATURE", "day": "2027-02-26"},
            {"kind": "CUSTOMER_RESULT", "day": "2027-09-30", "label": "End of the season"},
        ],
        "board": {"lanes": lanes, "cards": cards},
    }
    plan = read_plan(tmp_path, data).plan
    assert (plan.customer.name, plan.vendor.name if plan.vendor else "") == ("Acme Ltd", "Bolt Inc")
    assert (plan.signature_date, plan.success.date) == (dt.date(2027, 2, 26), dt.date(2027, 9, 30))
    ids = {s.title: s.id for s in plan.steps}
    assert {s.owner_customer for s in plan.steps} == {""}
    assert [(s.title, s.phase, s.after) for s in plan.steps if s.shared] == [
        ("Measure the sheds", "Prove", ()),
        ("Fit the sensors", "Roll out", (ids["Measure the sheds"],)),
        ("Train the crews", "Roll out", (ids["Fit the sensors"],)),
    ]
    shown = str(shared_part(plan))
    assert "Free trial" not in shown
    assert "dock" not in shown


def test_a_number_of_people_who_retired_puts_nothing_away(tmp_path: Path) -> None:
    issues = [{"statement": "Three of eleven chief engineers have left the sea", "retired": 3}]
    plan = read_plan(tmp_path, {**PARTIES, "issues": issues}).plan
    assert [i.statement for i in plan.issues] == ["Three of eleven chief engineers have left the sea"]
