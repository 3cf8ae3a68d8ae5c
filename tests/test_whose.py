"""Whose plan it is, where no label says so: by its title and writer, by columns, addresses and firms."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from test_meaning import Rows, read_sheets

from mutualplan_deck.errors import NotAPlanError
from mutualplan_deck.plan.model import Party

DAY = dt.date(2027, 4, 9)


def steps(one: str, other: str) -> Rows:
    return [
        ["When", "What", one, other, "Done?"],
        [DAY, "Pilot in two mills", "Ann", "me", "yes"],
        [DAY + dt.timedelta(30), "Agreement signed", "Ann", "me", None],
        [DAY + dt.timedelta(60), "All mills live", "Ann", "me", None],
    ]


PEOPLE: Rows = [["People", "Ann Lee, CFO, ann@orchardmills.example"]]


@pytest.mark.parametrize(
    ("rows", "vendor"),
    [
        (
            [["Orchard Mills - what is left to do"], [], *steps("Orchard", "us"), [], *PEOPLE],
            "",
        ),
        (
            [
                ["Orchard Mills - what is left to do"],
                [],
                *steps("them", "us"),
                [],
                *PEOPLE,
                [],
                ["as of 8 Feb 2027, Bo Hill / Tallyho Inc"],
            ],
            "Tallyho Inc",
        ),
        (
            [["Getting going"], ["Between", "Orchard Mills Ltd and Tallyho Inc"], [], *steps("Ann", "Bo")],
            "Tallyho Inc",
        ),
        (
            [
                ["Getting going"],
                ["Mill", "Orchard Mills"],
                ["Supplier", "Tallyho Inc"],
                [],
                *steps("them", "us"),
            ],
            "Tallyho Inc",
        ),
        (
            [
                ["Orchard Mills (9 sites) - to close by March", None, None, "updated 5/3/2027"],
                ["Bo Hill, account manager Tallyho, bo@tallyho.example"],
                [],
                *steps("Orchard", "Tallyho"),
                [],
                *PEOPLE,
            ],
            "Tallyho",
        ),
    ],
    ids=[
        "by a column beside us",
        "by the writer at the foot",
        "two firms in a cell",
        "a trade's label",
        "who sells",
    ],
)
def test_whose_plan_it_is(rows: Rows, vendor: str, tmp_path: Path) -> None:
    reading = read_sheets(tmp_path, {"Sheet1": rows})
    assert reading.plan.customer.name.removesuffix(" Ltd") == "Orchard Mills"
    assert reading.plan.vendor.name == vendor
    assert "RD121" in {f.code for f in reading.findings}  # never in silence


def test_a_title_that_names_nobody_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(NotAPlanError, match="no customer"):
        read_sheets(tmp_path, {"Sheet1": [["What is left to do"], [], *steps("them", "us")]})


def test_who_sells_is_the_vendors_with_the_job(tmp_path: Path) -> None:
    rows: Rows = [
        ["Orchard Mills - to close by March"],
        ["Bo Hill, account manager Tallyho, bo@tallyho.example"],
        [],
        *steps("Orchard", "Tallyho"),
        [],
        *PEOPLE,
    ]
    plan = read_sheets(tmp_path, {"Sheet1": rows}).plan
    assert [(p.name, p.title, p.party) for p in plan.people] == [
        ("Ann Lee", "CFO", Party.CUSTOMER),
        ("Bo Hill", "account manager", Party.VENDOR),
    ]


def test_letters_behind_a_name_are_no_firm_of_a_writer(tmp_path: Path) -> None:
    rows: Rows = [["OMV × Tallyho - joint plan"], [], *steps("Who at OMV", "Who with us")]
    people: Rows = [
        ["Orchard Mills of the Vale (OMV)"],
        ["Name", "Job"],
        ["Ann Lee", "CFO"],
    ]
    plan = read_sheets(tmp_path, {"Plan": rows, "People": people}).plan
    assert (plan.customer.name, plan.vendor.name) == ("Orchard Mills of the Vale", "Tallyho")
