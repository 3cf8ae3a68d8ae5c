"""Boards of another tool, whose cards have values by the ids of fields and options that it lists once."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import Reading, read
from mutualplan_deck.story.edition import shared_part

TODAY = dt.date(2027, 1, 12)
LONDON = ZoneInfo("Europe/London")


def ms(day: str) -> int:
    """Midnight in London, as programs count it."""
    return int(dt.datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=LONDON).timestamp() * 1000)


def option(own: str, label: str) -> dict[str, str]:
    return {"id": own, "label": label}


FIELDS: list[dict[str, Any]] = [
    {"id": "f1", "label": "Mill lead", "type": "cardLink"},
    {"id": "f2", "label": "Tallyho lead", "type": "cardLink"},
    {
        "id": "f3",
        "label": "Where is it?",
        "type": "select",
        "options": [option("o1", "To do"), option("o2", "Done"), option("o3", "Stuck")],
    },
    {"id": "f4", "label": "Needs first", "type": "cardLink"},
    {"id": "f5", "label": "Our notes", "type": "text", "guestAccess": "none"},
]


def card(own: str, title: str, **more: Any) -> dict[str, Any]:
    values = [{"fieldId": f, "value": v} for f, v in more.pop("values", {}).items()]
    return {
        "id": own,
        "listId": "l1",
        "rank": 100,
        "cardType": "card",
        "title": title,
        **more,
        "values": values,
    }


def board(**more: Any) -> dict[str, Any]:
    cards = [
        card("c1", "COPY ME", cardType="template", values={"f3": "o1"}),
        card(
            "c3",
            "Contract signed",
            listId="l2",
            due={"at": ms("2027-06-04"), "allDay": True},
            values={"f1": ["p1"], "f2": ["p2"], "f3": "o1", "f4": ["c2"]},
        ),
        card(
            "c2",
            "Pilot in two mills",
            due={"at": ms("2027-04-09"), "allDay": True},
            values={"f1": ["p1"], "f2": ["p2"], "f3": "o3", "f5": "Ann wants the COO job"},
        ),
        card("c4", "Ask Ann for a quote", access="team", values={"f2": ["p2"], "f3": "o1"}),
    ]
    people = [
        {
            "id": own,
            "listId": side,
            "title": name,
            "values": [{"fieldId": "j1", "value": job}, {"fieldId": "j2", "value": mail}],
        }
        for own, side, name, job, mail in (
            ("p1", "s1", "Ann Lee", "COO", "ann@orchard.example"),
            ("p2", "s2", "Bo Hill", "Account Manager", "bo@tallyho.example"),
        )
    ]
    who = {
        "id": "b2",
        "name": "Who's who",
        "fields": [{"id": "j1", "label": "Job"}, {"id": "j2", "label": "Email"}],
        "lists": [{"id": "s1", "name": "Orchard Mills"}, {"id": "s2", "name": "Tallyho"}],
        "cards": people,
    }
    plan = {
        "id": "b1",
        "name": "Plan",
        "fields": FIELDS,
        "lists": [{"id": "l2", "name": "Decide", "rank": 20}, {"id": "l1", "name": "Prove", "rank": 10}],
        "cards": cards,
    }
    space = {
        "id": "w1",
        "name": "Orchard Mills + Tallyho: joint plan",
        "timeZone": "Europe/London",
        "boards": [plan, who],
    }
    return {"account": {"name": "Tallyho"}, "workspaces": [space | more]}


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(board()), "utf-8")
    return read(path, today=TODAY)


def test_cards_are_steps_by_their_fields_lists_and_links(reading: Reading) -> None:
    plan = shared_part(reading.plan)
    assert (plan.customer.name, plan.vendor.name) == ("Orchard Mills", "Tallyho")
    assert [
        (s.title, s.phase, str(s.due), s.status, s.owner_customer, s.owner_vendor) for s in plan.steps
    ] == [
        ("Pilot in two mills", "Prove", "2027-04-09", "blocked", "Ann Lee", "Bo Hill"),
        ("Contract signed", "Decide", "2027-06-04", "not_started", "Ann Lee", "Bo Hill"),
    ]
    first, second = plan.steps
    assert second.after == (first.id,)


def test_people_are_cards_in_lists_of_their_side(reading: Reading) -> None:
    assert [(p.name, p.title, p.party) for p in reading.plan.people] == [
        ("Ann Lee", "COO", Party.CUSTOMER),
        ("Bo Hill", "Account Manager", Party.VENDOR),
    ]


def test_what_guests_do_not_see_is_not_shared_and_told(reading: Reading) -> None:
    shared = shared_part(reading.plan).model_dump_json()
    assert "COO job" not in shared
    assert "Ask Ann" not in shared
    assert "COPY ME" not in reading.plan.model_dump_json(exclude={"internal"})
    told = {f.place for f in reading.findings}
    assert "#/workspaces/0/boards/0/cards/3/access" in told
    assert "#/workspaces/0/boards/0/cards/0/cardType" in told


def listed(**more: Any) -> dict[str, Any]:
    """A board of lists and cards, whose fields are defined once, as a well-known tool exports it."""
    cards: list[dict[str, Any]] = [
        {
            "id": "c1",
            "name": "Pilot in two mills",
            "idList": "l1",
            "due": "2027-04-09T11:00:00.000Z",
            "pos": 10,
        },
        {"id": "c2", "name": "Contract signed", "idList": "l2", "due": "2027-05-28T11:00:00.000Z", "pos": 20},
        {"id": "c3", "name": "Kick-off", "idList": "l1", "due": "2027-02-01T11:00:00.000Z", "pos": 5},
        {"id": "c4", "name": "Old idea", "idList": "l1", "due": None, "pos": 50, "closed": True},
        {"id": "c5", "name": "Older idea", "idList": "l3", "due": None, "pos": 60},
    ]
    for card_ in cards:
        card_ |= {"idMembers": ["m1"], "dueComplete": card_["id"] == "c3", "customFieldItems": []}
    cards[0]["customFieldItems"] = [
        {"id": "x1", "idCustomField": "f1", "value": {"text": "8 of 10 loads on time"}},
        {"id": "x2", "idCustomField": "f2", "idValue": "o2"},
    ]
    options = [{"id": f"o{n}", "value": {"text": text}} for n, text in ((1, "To do"), (2, "In progress"))]
    return {
        "name": "Orchard Mills x Tallyho - joint plan",
        "lists": [
            {"id": "l1", "name": "Prove", "pos": 1, "closed": False},
            {"id": "l2", "name": "Decide", "pos": 2, "closed": False},
            {"id": "l3", "name": "Shelf", "pos": 3, "closed": True},
        ],
        "members": [{"id": "m1", "fullName": "Ann Lee"}],
        "customFields": [
            {"id": "f1", "name": "Done means", "type": "text"},
            {"id": "f2", "name": "Status", "type": "list", "options": options},
        ],
        "cards": cards,
        "actions": [{"type": "commentCard", "data": {"text": "they will pay more"}}],
        **more,
    }


@pytest.mark.parametrize("fields", [True, False], ids=["with fields", "without"])
def test_a_board_of_lists_and_cards(fields: bool, tmp_path: Path) -> None:
    data = listed()
    if not fields:
        del data["customFields"]
        for one in data["cards"]:
            del one["customFieldItems"]
    path = tmp_path / "board.json"
    path.write_text(json.dumps(data), "utf-8")
    plan = read(path, today=TODAY).plan
    assert (plan.customer.name, plan.vendor.name) == ("Orchard Mills", "Tallyho")
    assert [(s.title, s.phase, str(s.due), s.status, s.owner_customer) for s in plan.steps] == [
        ("Kick-off", "Prove", "2027-02-01", "done", "Ann Lee"),
        ("Pilot in two mills", "Prove", "2027-04-09", "in_progress" if fields else "not_started", "Ann Lee"),
        ("Contract signed", "Decide", "2027-05-28", "not_started", "Ann Lee"),
    ]
    assert "pay more" not in shared_part(plan).model_dump_json()
