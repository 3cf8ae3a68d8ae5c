"""A deal whose fields hold the whole case, and the tasks and contacts beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import read
from mutualplan_deck.readers.reading import Reading
from mutualplan_deck.story.edition import shared_part

TODAY = dt.date(2027, 1, 12)
DEAL = (
    "Record ID;Deal Name;Deal Stage;Amount;Close Date;Company name;Currency;Goal 1;Goal 1 - measure;"
    "Goal 1 - today;Goal 1 - target;Goal 1 - by;Goal 1 - owner;What gets in the way;Required capabilities;"
    "Expected gains a year;Target signature;Team Bolt\n"
    "77001;Acme – sorting line;Proposal;126500;2027-01-29;Acme Ltd;GBP;Orders leave a day late;"
    "Same-day orders;62 %;95 %;2027-09-30;Ann Lee;"
    '"P1 (O1). Orders wait for a day\nP2 (O1). Stock is wrong";'
    '"N1 (P1). Sort orders as they come\nN2 (P2). Know the stock";'
    '"G1 (O1). Late orders: 62 → 9 a day; £300,000; source: ledger 2026\n'
    'G2 (O1). Recounts: 40 → 20 a month; £90,000; source: time sheets";'
    '2027-03-12;"Bo Ray, Account Executive - runs the plan\nDi Orr, Engineer - trial"\n'
)
CONTACTS = (
    "Record ID;First name;Last name;Job title;Email;Company name\n"
    "1;Ann;Lee;COO;ann@acme.example;Acme Ltd\n2;Cy;Fox;CFO;cy@acme.example;Acme Ltd\n"
    "3;Ann;Lee;;;Acme Ltd\n"
)
TASKS = (
    "Record ID;Task title;Status;Due date;Assigned to;Owner at Acme;No. in plan;Depends on;"
    "Share with the customer;Associated deal\n"
    "910;Trial in one shed;Completed;2027-02-05;Di Orr;Ann Lee;1;;Yes;Acme – sorting line\n"
    "911;Board decides;Not started;2027-03-05;Bo Ray;Cy Fox;2;1;Yes;Acme – sorting line\n"
    "912;Agree our lowest price;Not started;2027-03-01;Bo Ray;;;;No;Acme – sorting line\n"
    "913;Go live;Not started;2027-06-01;Di Orr;Ann Lee;3;2;Yes;Acme – sorting line\n"
)


def test_the_case_is_read_out_of_the_fields_of_a_deal(tmp_path: Path) -> None:
    plan = _read(tmp_path).plan
    (issue,) = plan.issues
    assert (issue.metric, issue.baseline, issue.target, issue.unit) == ("Same-day orders", 62, 95, "%")
    assert (issue.due, issue.owner) == (dt.date(2027, 9, 30), "Ann Lee")
    assert [(p.id, p.statement, p.issues) for p in plan.problems] == [
        ("P1", "Orders wait for a day", (issue.id,)),
        ("P2", "Stock is wrong", (issue.id,)),
    ]
    assert [(c.statement, c.problems) for c in plan.capabilities] == [
        ("Sort orders as they come", ("P1",)),
        ("Know the stock", ("P2",)),
    ]
    gains = [(o.metric, o.before, o.after, o.annual_value, o.source, o.issues) for o in plan.outcomes]
    assert gains == [
        ("Late orders", 62, 9, 300_000, "ledger 2026", (issue.id,)),
        ("Recounts", 40, 20, 90_000, "time sheets", (issue.id,)),
    ]


def test_the_field_of_a_team_names_the_vendor_and_its_people(tmp_path: Path) -> None:
    plan = _read(tmp_path).plan
    assert (plan.customer.name, plan.vendor.name) == ("Acme Ltd", "Bolt")
    ours = [(p.name, p.title, p.responsibility) for p in plan.people if p.party is Party.VENDOR]
    assert ours == [("Bo Ray", "Account Executive", "runs the plan"), ("Di Orr", "Engineer", "trial")]


def test_the_crms_date_of_closing_gives_way_to_the_agreed_one(tmp_path: Path) -> None:
    assert _read(tmp_path).plan.signature_date == dt.date(2027, 3, 12)


def test_what_is_not_shared_with_the_customer_is_internal(tmp_path: Path) -> None:
    shared = shared_part(_read(tmp_path).plan)
    assert [s.title for s in shared.steps] == ["Trial in one shed", "Board decides", "Go live"]
    assert "126500" not in shared.model_dump_json()


def test_steps_wait_for_those_whose_number_another_column_has(tmp_path: Path) -> None:
    steps = {s.title: s for s in _read(tmp_path).plan.steps}
    assert steps["Board decides"].after == (steps["Trial in one shed"].id,)
    assert steps["Go live"].after == (steps["Board decides"].id,)


def test_a_contact_that_stands_twice_is_one_and_told(tmp_path: Path) -> None:
    reading = _read(tmp_path)
    assert [p.title for p in reading.plan.people if p.name == "Ann Lee"] == ["COO"]
    assert [f.place for f in reading.findings if "stands there twice" in f.message] == ["contacts.csv!B4"]


def _read(folder: Path) -> Reading:
    for name, text in (("deals.csv", DEAL), ("contacts.csv", CONTACTS), ("tasks.csv", TASKS)):
        (folder / name).write_text(text, "utf-8")
    return read(folder, today=TODAY)


def test_a_contact_of_another_account_is_no_part_of_the_plan(tmp_path: Path) -> None:
    """The task of another deal names it; the partner's engineer, in no deal, stays."""
    _read(tmp_path)
    others = (
        "4;Pia;Morera;Manager;pia@morera.example;Morera SA\n5;Tom;Rufat;Engineer;tom@hidro.example;Hidro SL\n"
    )
    (tmp_path / "contacts.csv").write_text(CONTACTS + others, "utf-8")
    tasks = (
        "914;Renew the service;Not started;2027-06-01;Di Orr;Pia Morera;4;;Yes;Morera – service\n"
        "915;Renew the old line;Not started;2027-06-01;Di Orr;Ann Lee;5;;Yes;Acme – old line\n"
    )
    (tmp_path / "tasks.csv").write_text(TASKS + tasks, "utf-8")
    plan = read(tmp_path, today=TODAY).plan
    names = [p.name for p in plan.people]
    assert "Pia Morera" not in names
    assert {"Ann Lee", "Cy Fox", "Tom Rufat"} <= {*names}
    assert not [s.title for s in plan.steps if s.title.startswith("Renew")]
    assert "Morera" not in shared_part(plan).model_dump_json()
