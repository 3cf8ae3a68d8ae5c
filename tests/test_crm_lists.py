"""Exports of a CRM in which the rep's own notes and follow-ups stand beside the plan that both share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import read
from mutualplan_deck.readers.reading import Reading
from mutualplan_deck.story.edition import shared_part

FILES = {
    "deals.csv": (
        "Record ID,Deal Name,Deal Stage,Deal owner,Deal Collaborators,Associated Company,Selling Entity,"
        "Primary Goal,Primary Goal - Metric,Primary Goal - Today,Primary Goal - Target,Secondary Goal\n"
        '77,Acme - sorting line,Proposal,Bo Ray,Di Orr;Ed Poe,Acme Ltd,"Bolt, Inc.",'
        "Orders leave a day late,Same-day orders,62,95,"
        "Returns have to fall from 9% to 4% by 12/31/2027\n"
    ),
    "contacts.csv": (
        "Record ID,First Name,Last Name,Email,Job Title,Company Name,Buying Role\n"
        "1,Ann,Lee,ann@acme.example,COO,Acme Ltd,Champion\n"
        "2,Cy,Fox,cy@acme.example,CFO,Acme Ltd,Blocker\n"
    ),
    "notes.csv": (
        "Record ID,Activity Date,Created by,Associated Contact,Note Body\n"
        "5,2027-01-12 16:20,bo.ray@bolt.example,Cy Fox,<p>Cy has 160K in the budget</p>\n"
    ),
    "tasks.csv": (
        "Record ID,Task Title,Queue,Plan Stage,Task Status,Due Date,Assigned to,Customer lead\n"
        "91,Trial in one shed,Acme - shared plan,1 Prove,Completed,01/22/2027,bo.ray@bolt.example,Ann Lee\n"
        "92,Call Cy before the others,Bo - my own,,Not started,01/25/2027,bo.ray@bolt.example,Cy Fox\n"
        "93,Board decides,Acme - shared plan,2 Decide,Not started,03/05/2027,Di Orr,cy@acme.example\n"
        "94,Terms agreed,Acme - shared plan,2 Decide,Not started,03/15/2027,bo.ray@bolt.example,Cy Fox\n"
    ),
}


def _read(folder: Path) -> Reading:
    export = folder / "export"
    export.mkdir()
    for name, text in FILES.items():
        (export / name).write_text(text, "utf-8")
    return read(export, today=dt.date(2027, 1, 12))


def test_only_the_list_that_both_share_is_shown(tmp_path: Path) -> None:
    reading = _read(tmp_path)
    shared = shared_part(reading.plan)
    assert [(s.title, s.phase) for s in shared.steps] == [
        ("Trial in one shed", "1 Prove"),
        ("Board decides", "2 Decide"),
        ("Terms agreed", "2 Decide"),
    ]
    said = shared.model_dump_json()
    for secret in ("160K", "before the others", "Champion", "Blocker"):
        assert secret not in said
    assert "160K" in str(dict(reading.plan.internal))


def test_the_team_of_the_deal_and_addresses_are_people(tmp_path: Path) -> None:
    plan = _read(tmp_path).plan
    vendors = [p.name for p in plan.people if p.party is Party.VENDOR]
    assert vendors == ["Bo Ray", "Di Orr"]  # Ed Poe has no task
    assert [(s.owner_customer, s.owner_vendor) for s in shared_part(plan).steps] == [
        ("Ann Lee", "Bo Ray"),
        ("Cy Fox", "Di Orr"),
        ("Cy Fox", "Bo Ray"),
    ]
    assert (plan.customer.name, plan.vendor.name) == ("Acme Ltd", "Bolt, Inc.")


def test_a_second_goal_in_a_sentence_is_a_second_issue(tmp_path: Path) -> None:
    assert [(i.metric, i.baseline, i.target) for i in _read(tmp_path).plan.issues] == [
        ("Same-day orders", 62, 95),
        ("Returns", 9, 4),
    ]
