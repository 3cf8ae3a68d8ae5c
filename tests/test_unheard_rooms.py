"""Rooms whose keys no word list has: what their values, and who refers to whom, tell all the same."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualplan_deck.errors import NotAPlanError
from mutualplan_deck.plan.model import Party, Plan, Status
from mutualplan_deck.readers import Reading, read
from mutualplan_deck.readers.json.parties import with_parties
from mutualplan_deck.story.edition import shared_part

TODAY = dt.date(2027, 1, 12)
FIRMS = (
    ("ORCH", "Orchard Mills Ltd", "CLIENT"),
    ("TALL", "Tallyho Inc", "PROVIDER"),
    ("FIT", "Fitters LLP", "ALLY"),
)
PEOPLE = (
    ("p1", "Ann Lee", "COO", "ORCH"),
    ("p2", "Cy Park", "Controller", "ORCH"),
    ("p3", "Bo Hill", "Account Manager", "TALL"),
)
STATES = {"s1": "Not begun", "s2": "Under way", "s3": "Done"}
STEPS = (
    ("Kick-off held in the mill", "s3", "2027-01-08"),
    ("Pilot in one mill", "s2", "2027-02-26"),
    ("Contract signed", "s1", "2027-03-19"),
)


def room(**keys: Any) -> dict[str, Any]:
    """A room with made-up keys: firms, people, steps; `keys` replaces or adds members."""
    return {
        "wobs": [{"zib": code, "vam": name, "lun": side} for code, name, side in FIRMS],
        "crowd": [
            {"ref": own, "vaan": name, "post": job, "wob": firm, "mail": f"{own}@{firm.lower()}.example"}
            for own, name, job, firm in PEOPLE
        ],
        "tones": [{"id": own, "label": said} for own, said in STATES.items()],
        "path": {
            "bits": [
                {
                    "ref": f"k{n}",
                    "bree": title,
                    "tone": state,
                    "gloom": {"upto": day},
                    "pulls": [{"hand": "p1"}, {"hand": "p3"}],
                }
                for n, (title, state, day) in enumerate(STEPS, 1)
            ]
        },
        **keys,
    }


def reading(tmp_path: Path, data: dict[str, Any]) -> Reading:
    path = tmp_path / "room.json"
    path.write_text(json.dumps(data))
    return read(path, today=TODAY)


def plan(tmp_path: Path, **keys: Any) -> Plan:
    return reading(tmp_path, room(**keys)).plan


def test_a_room_of_unheard_keys_is_read_by_its_values(tmp_path: Path) -> None:
    found = plan(tmp_path)
    assert (found.customer.name, found.vendor.name) == ("Orchard Mills Ltd", "Tallyho Inc")
    assert [(p.name, p.title, p.party) for p in found.people] == [
        ("Ann Lee", "COO", Party.CUSTOMER),
        ("Cy Park", "Controller", Party.CUSTOMER),
        ("Bo Hill", "Account Manager", Party.VENDOR),
    ]
    assert [(s.title, s.status, str(s.due)) for s in found.steps] == [
        ("Kick-off held in the mill", Status.DONE, "2027-01-08"),
        ("Pilot in one mill", Status.IN_PROGRESS, "2027-02-26"),
        ("Contract signed", Status.NOT_STARTED, "2027-03-19"),
    ]
    assert {(s.owner_customer, s.owner_vendor) for s in found.steps} == {("Ann Lee", "Bo Hill")}


words = st.from_regex(r"[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z][aeiou]x", fullmatch=True)


@given(st.lists(words, min_size=3, max_size=3, unique=True))
def test_the_sides_are_found_whatever_their_keys(keys: list[str]) -> None:
    code, name, side = keys
    data = {"xx": [{code: c, name: n, side: s} for c, n, s in FIRMS]}
    told = with_parties(data)
    assert told is not None
    assert not told.guesses
    listed = told.data["xx"]
    assert [(dict(one)["side"], dict(one)["company name"]) for one in listed] == [
        ("customer", "Orchard Mills Ltd"),
        ("vendor", "Tallyho Inc"),
        ("partner", "Fitters LLP"),
    ]


def test_of_two_firms_the_one_that_is_not_the_vendor_is_the_customer(tmp_path: Path) -> None:
    firms = {
        "seller": {"zib": "TALL", "vam": "Tallyho Inc"},
        "frum": {"zib": "ORCH", "vam": "Orchard Mills Ltd"},
    }
    found = plan(tmp_path, wobs=firms)
    assert (found.customer.name, found.vendor.name) == ("Orchard Mills Ltd", "Tallyho Inc")


def test_firms_without_a_word_are_told_by_whose_people_answer_for_the_issues(tmp_path: Path) -> None:
    firms = [{"zib": code, "vam": name} for code, name, _ in FIRMS[:2]]
    goals = [
        {
            "statement": "Late orders cost us the biggest account this year",
            "today": 9,
            "target": 4,
            "owner": "p1",
        }
    ]
    read_so = reading(tmp_path, room(wobs=firms, goals=goals))
    assert (read_so.plan.customer.name, read_so.plan.vendor.name) == ("Orchard Mills Ltd", "Tallyho Inc")
    told = [f.message for f in read_so.findings if f.code == "RD121"]
    assert any("whose people answer for the issues" in message for message in told)


def test_where_no_firm_is_listed_the_addresses_tell(tmp_path: Path) -> None:
    data = room()
    del data["wobs"]
    for person in data["crowd"]:
        del person["wob"]
    read_so = reading(tmp_path, data)
    assert key_of(read_so.plan) == "orch"
    assert [p.party for p in read_so.plan.people] == [Party.CUSTOMER, Party.CUSTOMER, Party.VENDOR]
    assert "RD121" in {f.code for f in read_so.findings}


def key_of(found: Plan) -> str:
    return found.customer.name.casefold()


def test_a_file_that_tells_nothing_of_its_sides_is_refused(tmp_path: Path) -> None:
    data = {"tasks": room()["path"]["bits"]}
    with pytest.raises(NotAPlanError, match="no customer is named"):
        reading(tmp_path, data)


def test_who_is_neither_side_is_a_partner_whatever_the_tool_calls_them(tmp_path: Path) -> None:
    firms = [
        {
            "seat": seat,
            "legalName": name,
            "members": [{"id": own, "fullName": who, "position": "Manager", "mail": f"{own}@x.example"}],
        }
        for seat, name, own, who in (
            ("supplier", "Tallyho Inc", "p3", "Bo Hill"),
            ("client", "Orchard Mills Ltd", "p1", "Ann Lee"),
            ("wobbler", "Fitters LLP", "p4", "Di Moss"),
        )
    ]
    found = plan(tmp_path, wobs=firms, crowd=[])
    assert {p.name: p.party for p in found.people} == {
        "Bo Hill": Party.VENDOR,
        "Ann Lee": Party.CUSTOMER,
        "Di Moss": Party.PARTNER,
    }


@pytest.mark.parametrize(
    ("more", "due"),
    [
        ({"gloom": {"upto": None, "label": "week of 10 May 2027"}}, None),
        ({"due": None, "window": {}}, None),
        ({"when": {"until": {"loose": "12 May 2027"}}, "gloom": {}}, "2027-05-12"),
        ({"when": {"until": None, "label": "12 May 2027"}, "gloom": {}}, "2027-05-12"),
    ],
)
def test_a_day_in_words_stands_beside_the_empty_one(
    more: dict[str, Any], due: str | None, tmp_path: Path
) -> None:
    data = room()
    data["path"]["bits"][1] |= more
    step = next(s for s in reading(tmp_path, data).plan.steps if s.title.startswith("Pilot"))
    assert due is None or str(step.due) == due


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "file"},
        {"kind": "standing"},
        {"kind": "repeat", "rhythm": "every 2nd Thursday"},
        {"shelved": True},
    ],
)
def test_what_stands_among_the_steps_and_is_none_is_left_out(more: dict[str, Any], tmp_path: Path) -> None:
    data = room()
    extra = {
        "ref": "k9",
        "bree": "Wiring sketch of line three",
        "tone": "s1",
        "gloom": {"upto": None},
        **more,
    }
    data["path"]["bits"].append(extra)
    found = reading(tmp_path, data)
    assert "Wiring sketch of line three" not in [s.title for s in found.plan.steps]
    assert "Wiring sketch of line three" in str(found.plan.internal)


def test_what_nobody_else_can_do_is_seen_by_everybody_where_it_says_so(tmp_path: Path) -> None:
    needs = [
        {"text": "See every order on one screen", "only_us": True, "audience": "everyone"},
        {"text": "Tell the driver within a minute", "only_us": False, "audience": "everyone"},
        {"text": "Beat their price on paper", "only_us": True},
    ]
    found = shared_part(plan(tmp_path, needs=needs))
    assert [c.statement for c in found.capabilities] == [needs[0]["text"], needs[1]["text"]]


def test_amounts_count_cents_where_their_key_says_so_and_no_year_where_they_come_once(tmp_path: Path) -> None:
    gains = [
        {"label": "Late orders", "from": 9, "to": 4, "per_year_cents": 86_000_000, "source": "Ledger"},
        {
            "label": "Spare lorries",
            "from": 4,
            "to": 2,
            "worth": {"amount": 275_000, "currency": "GBP", "period": "ONCE"},
        },
    ]
    found = reading(tmp_path, room(gains=gains))
    assert [o.annual_value for o in found.plan.outcomes] == [860_000, None]
    assert any("comes once" in f.message for f in found.findings)


def test_phases_are_called_by_their_codes(tmp_path: Path) -> None:
    data = room()
    data["path"]["stretches"] = [{"code": "V1", "name": "Prove"}, {"code": "V2", "name": "Decide"}]
    for bit, code in zip(data["path"]["bits"], ("V1", "V1", "V2"), strict=True):
        bit["stretch"] = code
    assert [s.phase for s in reading(tmp_path, data).plan.steps] == ["Prove", "Prove", "Decide"]


def test_first_and_last_names_apart_are_one_name(tmp_path: Path) -> None:
    crowd = [
        {
            "ref": own,
            "vaan": name.split()[0],
            "zoon": name.split()[1],
            "post": job,
            "wob": firm,
            "mail": f"{own}@x.example",
        }
        for own, name, job, firm in PEOPLE
    ]
    assert [p.name for p in plan(tmp_path, crowd=crowd).people] == [name for _, name, _, _ in PEOPLE]
