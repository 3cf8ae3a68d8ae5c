"""Exports of CRMs that call their columns otherwise, as text or as workbooks: Dynamics 365, Zoho."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from test_meaning import Rows
from test_readers_json import TODAY

from mutualplan_deck.plan.model import Party, Status
from mutualplan_deck.readers import read
from mutualplan_deck.story.edition import shared_part

FIRM = "Norline Ferries Ltd"
TOPIC = "Ferry maintenance"
KEPT = "(Do Not Modify)"
SECRETS = ("Torvex", "158k", "dislikes us")

DYNAMICS: dict[str, Rows] = {
    "Opportunities": [
        [
            f"{KEPT} Opportunity",
            f"{KEPT} Row Checksum",
            f"{KEPT} Modified On",
            "Topic",
            "Potential Customer",
            "Est. Close Date",
            "Est. Revenue",
            "Currency",
            "Status Reason",
            "Owner",
            "Customer Need",
            "Current Situation",
            "Business Issue",
            "Metric",
            "Baseline",
            "Target",
            "Description",
        ],
        [
            "8f2c01",
            "abc==",
            "2026-11-20",
            TOPIC,
            FIRM,
            "2027-03-31",
            "180000",
            "Canadian Dollar",
            "In Progress",
            "Bo Ray",
            "Plan dock slots from engine hours; Show every defect to the crew",
            "Work orders are kept on paper aboard; Nobody sees engine hours ashore",
            "Days out of service must fall",
            "Days out of service",
            "41",
            "20",
            "watch Torvex, we can go to 158k",
        ],
    ],
    "Contacts": [
        [f"{KEPT} Contact", "Full Name", "Job Title", "Company Name", "Email", "Notes"],
        ["c1-1", "Ann Lee", "Fleet Superintendent", FIRM, "ann@norline.example", "dislikes us"],
        ["c2-2", "Cy Poe", "Chief Engineer", FIRM, "cy@norline.example", None],
    ],
    "Activities": [
        [
            f"{KEPT} Activity",
            "Subject",
            "Activity Type",
            "Regarding",
            "Due Date",
            "Activity Status",
            "Status Reason",
            "Owner",
            "Required Attendees",
        ],
        [
            "a1-1",
            "Kick-off aboard",
            "Appointment",
            TOPIC,
            "2026-11-10",
            "Completed",
            "Completed",
            "Bo Ray",
            "Ann Lee",
        ],
        [
            "a2-2",
            "Engine hours handed over",
            "Task",
            TOPIC,
            "2026-12-04",
            "Open",
            "In Progress",
            "Cy Poe",
            None,
        ],
        ["a3-3", "Pilot on two vessels", "Task", TOPIC, "2027-02-26", "Open", "Not Started", "Bo Ray", None],
    ],
}
ZOHO: dict[str, Rows] = {
    "Deals": [
        [
            "Record Id",
            "Deal Owner",
            "Deal Name",
            "Account Name",
            "Contact Name.id",
            "Contact Name",
            "Amount",
            "Closing Date",
            "Stage",
            "Business Issue",
            "Baseline",
            "Target",
            "Pain Points",
            "Description",
        ],
        [
            "zcrm_51",
            "Bo Ray",
            TOPIC,
            FIRM,
            "zcrm_61",
            "Ann Lee",
            "180000",
            "2027-03-31",
            "Value Proposition",
            "Days out of service must fall",
            "41",
            "20",
            "Work orders on paper\nEngine hours unknown",
            "Torvex, 158k",
        ],
    ],
    "Contacts": [
        [
            "Record Id",
            "Contact Owner",
            "First Name",
            "Last Name",
            "Account Name",
            "Email",
            "Title",
            "Description",
        ],
        [
            "zcrm_61",
            "Bo Ray",
            "Ann",
            "Lee",
            FIRM,
            "ann@norline.example",
            "Fleet Superintendent",
            "dislikes us",
        ],
        ["zcrm_62", "Bo Ray", "Cy", "Poe", FIRM, "cy@norline.example", "Chief Engineer", None],
    ],
    "Tasks": [
        [
            "Record Id",
            "Task Owner",
            "Subject",
            "Due Date",
            "Contact Name",
            "Related To",
            "Status",
            "Priority",
        ],
        ["zcrm_81", "Bo Ray", "Kick-off aboard", "2026-11-10", "Ann Lee", TOPIC, "Completed", "High"],
        [
            "zcrm_82",
            "Bo Ray",
            "Engine hours handed over",
            "2026-12-04",
            "Cy Poe",
            TOPIC,
            "In Progress",
            "High",
        ],
        ["zcrm_83", "Bo Ray", "Pilot on two vessels", "2027-02-26", "Cy Poe", TOPIC, "Not Started", "High"],
        [
            "zcrm_84",
            "Bo Ray",
            "Renew support",
            "2027-01-12",
            "Di Fox",
            "Millford - renewal",
            "Not Started",
            "Low",
        ],
    ],
}


def _export(folder: Path, files: dict[str, Rows], ending: str) -> Path:
    out = folder / "export"
    out.mkdir()
    for name, rows in files.items():
        if ending == ".csv":
            with (out / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(rows)
        else:
            book = openpyxl.Workbook()
            for row in rows:
                book.worksheets[0].append(row)
            book.worksheets[0].title = name
            book.save(out / f"{name} 27-11-2026.xlsx")
    return out


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("files", [DYNAMICS, ZOHO], ids=["Dynamics", "Zoho"])
def test_a_deal_its_people_and_its_activities_are_read(
    files: dict[str, Rows], ending: str, tmp_path: Path
) -> None:
    reading = read(_export(tmp_path, files, ending), today=TODAY)
    plan = reading.plan
    assert (plan.customer.name, plan.signature_date) == (FIRM, dt.date(2027, 3, 31))
    assert [(i.statement, i.baseline, i.target) for i in plan.issues] == [
        ("Days out of service must fall", 41, 20)
    ]
    assert len(plan.problems) == 2
    customers = [(p.name, p.title) for p in plan.people if p.party == Party.CUSTOMER]
    assert customers == [("Ann Lee", "Fleet Superintendent"), ("Cy Poe", "Chief Engineer")]
    assert [(s.title, s.due, s.status) for s in plan.steps] == [
        ("Kick-off aboard", dt.date(2026, 11, 10), Status.DONE),
        ("Engine hours handed over", dt.date(2026, 12, 4), Status.IN_PROGRESS),
        ("Pilot on two vessels", dt.date(2027, 2, 26), Status.NOT_STARTED),
    ]
    shared = shared_part(plan).model_dump_json()
    assert not [secret for secret in SECRETS if secret in shared]


def test_what_a_program_keeps_beside_an_open_workbook_is_no_export(tmp_path: Path) -> None:
    out = _export(tmp_path, DYNAMICS, ".xlsx")
    (out / "~$Contacts 27-11-2026.xlsx").write_bytes(b"lock")
    assert len(read(out, today=TODAY).plan.steps) == 3


@pytest.mark.parametrize(
    "header", ["FYI us", "", "Win theme", "Talk track", "Red flags", "Decision Process", "Rick"]
)
@pytest.mark.parametrize("file", ["Deals", "Contacts", "Tasks"])
def test_a_column_of_our_own_in_an_export_is_not_shared(header: str, file: str, tmp_path: Path) -> None:
    said = "They hate our price since the outage"
    files = {name: [list(row) for row in rows] for name, rows in ZOHO.items()}
    for number, row in enumerate(files[file]):
        row.insert(3, said if number else header)
    plan = read(_export(tmp_path, files, ".csv"), today=TODAY).plan
    assert len(plan.steps) == 3
    assert said not in shared_part(plan).model_dump_json()


def test_a_desired_outcome_beside_the_issue_is_a_gain_and_leaves_the_figures_to_the_issue(
    tmp_path: Path,
) -> None:
    files = {name: [list(row) for row in rows] for name, rows in ZOHO.items()}
    for row, text in zip(
        files["Deals"], ("Desired Outcome", "Fewer days in dock\nFewer parts in stock"), strict=True
    ):
        row.append(text)
    plan = read(_export(tmp_path, files, ".csv"), today=TODAY).plan
    assert [(i.statement, i.baseline, i.target) for i in plan.issues] == [
        ("Days out of service must fall", 41, 20)
    ]
    assert [o.statement for o in plan.outcomes] == ["Fewer days in dock", "Fewer parts in stock"]
