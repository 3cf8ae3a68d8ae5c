"""What tables say by referring to each other, and by how their lines stand together."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from test_meaning import FACTS, Rows, read_sheets

from mutualplan_deck.readers.reading import Reading
from mutualplan_deck.story.edition import shared_part

GOALS: Rows = [
    ["Ref", "Goal", "Measured by", "Now", "Then"],
    ["Z1", "Ship every order the same day", "Same-day orders", 62, 95],
    ["Z2", "Count stock every day", "Counts a week", 1, 5],
]


def _linked(reading: Reading) -> dict[str, list[Any]]:
    plan = reading.plan
    return {
        "problems": [(p.statement, p.issues) for p in plan.problems],
        "capabilities": [(c.statement, c.problems) for c in plan.capabilities],
    }


def test_a_column_of_ids_is_a_link_whatever_it_is_called(tmp_path: Path) -> None:
    reading = read_sheets(
        tmp_path,
        {
            "Deal": [*FACTS, [], *GOALS],
            "Problems": [
                ["Ref", "Problem", "Bites"],
                ["H1", "Orders wait for a day", "Z1, Z2"],
                ["H2", "Nobody counts what is sent back", "Z2"],
            ],
        },
    )
    assert [p.issues for p in reading.plan.problems] == [("Z1", "Z2"), ("Z2",)]
    assert any(f.code == "RD126" and f.place == "Problems!C1" for f in reading.findings)


def test_what_the_lines_refer_to_tells_what_they_are(tmp_path: Path) -> None:
    """Of tables under unknown headers, what is tied to goals is a problem, what is tied to it an answer."""
    reading = read_sheets(
        tmp_path,
        {
            "Deal": [*FACTS, [], *GOALS],
            "Sand": [
                ["Ref", "Grit", "Rubs on"],
                ["H1", "Orders wait for a day in the yard", "Z1"],
                ["H2", "Nobody counts what is sent back", "Z1 and Z2"],
            ],
            "Oil": [
                ["Ref", "Ease", "Smooths"],
                ["K1", "Sort orders as they come in", "H1"],
                ["K2", "Know the stock at any hour", "H1, H2"],
            ],
        },
    )
    assert _linked(reading) == {
        "problems": [
            ("Orders wait for a day in the yard", ("Z1",)),
            ("Nobody counts what is sent back", ("Z1", "Z2")),
        ],
        "capabilities": [
            ("Sort orders as they come in", ("H1",)),
            ("Know the stock at any hour", ("H1", "H2")),
        ],
    }


def test_lines_wait_for_others_by_the_numbers_of_the_sheet(tmp_path: Path) -> None:
    """The numbers are those at the left of the sheet: by its order, a line would wait for one below."""
    rows: Rows = [*FACTS, [], ["What", "Who", "By when", "Depends on"]]
    for number, (title, after) in enumerate(
        [("Kick-off", None), ("Trial", 5), ("Report", 6), ("Sign", "5-7"), ("Go live", "8")], 1
    ):
        rows.append([title, "Ann Lee", f"2027-0{number}-11", after])
    plan = read_sheets(tmp_path, {"Deal": rows}).plan
    assert [(s.id, s.after) for s in plan.steps] == [
        ("5", ()),
        ("6", ("5",)),
        ("7", ("6",)),
        ("8", ("5", "6", "7")),
        ("9", ("8",)),
    ]


def test_lone_lines_over_groups_are_phases_and_a_standing_call_is_none(tmp_path: Path) -> None:
    plan = read_sheets(
        tmp_path,
        {
            "Deal": [
                *FACTS,
                [],
                ["what", "who", "when", "how's it going"],
                ["Sort out the case"],
                ["Baseline agreed", "Ann Lee", "2027-02-05", "done"],
                ["Prove it"],
                ["Trial in one shed", "Ann Lee", "2027-03-05", "to do"],
                ["fortnightly call, Thursdays"],
                ["Paper"],
                ["Contract signed", "Ann Lee", "2027-04-05", "to do"],
            ]
        },
    ).plan
    assert [(s.phase, s.title) for s in plan.steps] == [
        ("Sort out the case", "Baseline agreed"),
        ("Prove it", "Trial in one shed"),
        ("Paper", "Contract signed"),
    ]


def test_people_without_a_header_below_the_names_of_their_firms(tmp_path: Path) -> None:
    reading = read_sheets(
        tmp_path,
        {
            "Deal": [
                *FACTS,
                [],
                ["Who's who"],
                ["Acme"],
                ["Gwen Farrell", "Director of Networks", "GF", "has her eye on the chair"],
                ["Tolu Okan", "Leakage Manager", "TO"],
                ["Bolt"],
                ["Dan Pell", "Account Manager", "DP"],
                ["Marrow Civils (installer)"],
                ["Kit Brann", "Site Manager", "KB"],
            ]
        },
    )
    assert [(p.name, p.title, p.party.value) for p in reading.plan.people] == [
        ("Gwen Farrell", "Director of Networks", "customer"),
        ("Tolu Okan", "Leakage Manager", "customer"),
        ("Dan Pell", "Account Manager", "vendor"),
        ("Kit Brann", "Site Manager", "partner"),
    ]
    assert "chair" not in shared_part(reading.plan).model_dump_json()
    assert any("has no header" in f.message for f in reading.findings)


@pytest.mark.parametrize("mark", ["(nur wir)", "(just us)", "(só nós)", "(Bolt only)", "(entre nous)"])
def test_a_step_marked_as_ours_alone_is_not_shared(tmp_path: Path, mark: str) -> None:
    rows: Rows = [*FACTS, [], ["Step", "Owner", "Due"], [f"Agree our price {mark}", "Bo", "2027-02-05"]]
    rows.append(["Kick-off", "Ann Lee", "2027-03-01"])
    shared = shared_part(read_sheets(tmp_path, {"Deal": rows}).plan)
    assert [s.title for s in shared.steps] == ["Kick-off"]


def test_labels_with_their_values_in_one_cell_may_stand_side_by_side(tmp_path: Path) -> None:
    reading = read_sheets(
        tmp_path,
        {
            "Plan": [
                ["Plan de trabajo conjunto"],
                ["Cliente: Acme S.A.", None, "Proveedor: Bolt S.A.", "Moneda: EUR"],
                ["Firma del contrato: 31 de marzo de 2027"],
                [],
                ["Actividad", "Responsable", "Fecha"],
                ["Arranque", "Ana Ruiz", "2027-04-05"],
            ]
        },
    )
    plan = reading.plan
    assert (plan.customer.name, plan.vendor.name, plan.currency) == ("Acme S.A.", "Bolt S.A.", "EUR")
    assert plan.signature_date == dt.date(2027, 3, 31)
    assert [s.title for s in plan.steps] == ["Arranque"]


def test_a_list_of_versions_is_no_version(tmp_path: Path) -> None:
    reading = read_sheets(tmp_path, {"Deal": [*FACTS, [], ["Version", "Changes"], ["1", "first one"]]})
    assert reading.plan.version == ""


def test_a_sheet_of_notes_under_a_harmless_name_is_told(tmp_path: Path) -> None:
    reading = read_sheets(
        tmp_path,
        {
            "Deal": [*FACTS, [], *GOALS],
            "Weather": [
                ["Chance", "70 %, could be June"],
                ["Air below", "down to 11 %"],
                ["Rain", "Cy; go by Ann"],
            ],
        },
    )
    assert any(f.place == "Weather!A1" and "nothing on" in f.message for f in reading.findings)
    assert "go by Ann" not in shared_part(reading.plan).model_dump_json()
