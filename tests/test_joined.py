"""Exports that speak of each other's records by their ids."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import read
from mutualplan_deck.readers.reading import Reading
from mutualplan_deck.story.edition import shared_part

TODAY = dt.date(2027, 1, 12)
FILES = {
    "Account.csv": "Id,Name,Type\n001A1,Acme Ltd,Prospect\n",
    "Contact.csv": (
        "Id,AccountId,FirstName,LastName,Title,Email\n"
        "003C1,001A1,Ann,Lee,COO,ann@acme.example\n003C2,001A1,Cy,Fox,CFO,cy@acme.example\n"
        "003C3,001A1,Di,Orr,Clerk,di@acme.example\n"
    ),
    "User.csv": (
        "Id,Name,Title,CompanyName,Email\n005U1,Bo Ray,Account Executive,Bolt Inc,bo@bolt.example\n"
    ),
    "OpportunityContactRole.csv": (
        "Id,OpportunityId,ContactId,Role\n00K1,006D1,003C1,Economic Buyer\n00K2,006D1,003C2,Evaluator\n"
    ),
    "Opportunity.csv": (
        "Id,AccountId,Name,StageName,CloseDate,Amount,CurrencyIsoCode,OwnerId,Business_Issue__c,Agreed_by__c\n"
        "006D1,001A1,Acme – sorting line,Proposal,2027-03-12,126500,GBP,005U1,Orders leave a day late,003C1\n"
    ),
    "Task.csv": (
        "Id,WhatId,Subject,ActivityDate,Status,WhoId,OwnerId,No_in_plan__c\n"
        "00T1,006D1,Trial in one shed,2027-02-05,Completed,003C1,005U1,10\n"
        "00T2,006D1,Board decides,2027-03-05,Not Started,003C2,005U1,20\n"
        "00T3,006D1,Terms agreed,2027-03-08,Not Started,003C9,005U1,30\n"
    ),
}


def test_ids_are_read_as_what_they_stand_for(tmp_path: Path) -> None:
    reading = _read(tmp_path)
    plan = reading.plan
    assert (plan.customer.name, plan.vendor.name) == ("Acme Ltd", "Bolt Inc")
    assert [(s.title, s.owner_customer, s.owner_vendor) for s in plan.steps] == [
        ("Trial in one shed", "Ann Lee", "Bo Ray"),
        ("Board decides", "Cy Fox", "Bo Ray"),
        ("Terms agreed", "", "Bo Ray"),
    ]
    assert not any(s.after for s in plan.steps)
    people = {(p.name, p.title, p.party) for p in plan.people}
    # Di Orr is a contact of the account, and has no part in the deal
    assert people == {
        ("Ann Lee", "COO", Party.CUSTOMER),
        ("Cy Fox", "CFO", Party.CUSTOMER),
        ("Bo Ray", "Account Executive", Party.VENDOR),
    }
    assert [i.statement for i in plan.issues] == ["Orders leave a day late"]


def test_an_id_of_nothing_is_told_with_its_cell(tmp_path: Path) -> None:
    told = [f for f in _read(tmp_path).findings if "003C9" in f.message]
    assert [(f.code, f.place) for f in told] == [("RD107", "Task.csv!F4")]


def test_nothing_of_the_deal_itself_is_shared(tmp_path: Path) -> None:
    shared = shared_part(_read(tmp_path).plan).model_dump_json()
    assert "126500" not in shared
    assert "Di Orr" not in shared
    assert "Economic Buyer" not in shared


def _read(folder: Path) -> Reading:
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return read(folder, today=TODAY)
