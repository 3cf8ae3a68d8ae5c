"""`read`: what was understood of a file is told as it is; saved in our own form, it is the same plan."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import run
from test_readers_json import TODAY

from mutualplan_deck.printing import Screen
from mutualplan_deck.printing_read import understood_text
from mutualplan_deck.readers import Reading, read, read_files
from mutualplan_deck.readers.understood import Block, Shape, Why

MESSY = Path(__file__).with_name("messy")
PLANS = sorted(
    p for p in MESSY.iterdir() if p.suffix in (".xlsx", ".json", "") and not p.name.endswith(".truth.json")
)
SAMPLES = sorted((Path(__file__).parent.parent / "sample_plans").glob("*.json"))

_SHEETS: dict[str, list[list[Any]]] = {
    "Overview": [["Customer", "Acme Ltd"], ["Vendor", "Bolt Inc"]],
    "Contacts": [["Name", "Company"], ["Ann Lee", "Acme"], ["Bo Ray", "Bolt"], ["Cy Orr", "Elsewhere"]],
    "Timeline": [
        ["Step", "Named milestone owner (us)", "Verantwortlch Kunde", "Wann", "Status", "Rumours"],
        ["Kick-off", "Bo Ray", "Ann Le", "25/03/2027", "done", "gut feel"],
        ["Training", "The PMO", "both", "04/05/2027", "Zurückgestellt", "nothing"],
        ["Go live", "BR", None, "31/05/2027", "red", None],
    ],
}


def _saved(path: Path, sheets: dict[str, list[list[Any]]] = _SHEETS) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def _read(folder: Path, mapping: str = "") -> Reading:
    if mapping:
        (folder / "mutualplan.toml").write_text(mapping, "utf-8")
    return read(_saved(folder / "plan.xlsx"), today=TODAY)


def _block(reading: Reading, section: str) -> Block:
    return next(b for b in reading.understood.blocks if b.section == section)


def test_blocks_say_their_area_and_their_items(tmp_path: Path) -> None:
    reading = _read(tmp_path)
    steps, people, facts = (_block(reading, name) for name in ("steps", "people", "plan"))
    assert (steps.area, steps.items, steps.shape) == ("Timeline!A1:F4", 3, Shape.TABLE)
    assert (people.area, people.items) == ("Contacts!A1:B4", 3)
    assert (facts.area, facts.items, facts.shape) == ("Overview!B1:B2", 2, Shape.LABELS)


def test_headers_say_their_field_and_how_the_column_writes_its_dates(tmp_path: Path) -> None:
    found = {h.title: h for h in _block(_read(tmp_path), "steps").headers}
    assert (found["Step"].field, found["Step"].ours) == ("title", True)
    assert (found["Wann"].field, found["Wann"].place) == ("due", "Timeline!D1")
    assert found["Wann"].note == "day before month"
    assert "Rumours" not in found


def test_every_owner_and_status_is_told_as_it_was_read(tmp_path: Path) -> None:
    reading = _read(tmp_path, '[columns]\n"Verantwortlch Kunde" = "steps.owner_customer"\n')
    heard = {(h.sort, h.said): h for h in reading.understood.heard}
    assert heard["status", "done"].read == "done"
    assert heard["status", "red"].read == "to_confirm"
    assert heard["owner", "both"].read == "Acme Ltd (customer), Bolt Inc (vendor)"
    assert heard["owner", "both"].place == "Timeline!C3"


def test_what_may_mean_two_things_is_told_with_its_cell_and_the_readings(tmp_path: Path) -> None:
    put_off, red = _read(tmp_path).understood.doubts
    assert (put_off.place, put_off.readings) == ("Timeline!E3", ("to confirm", "put off or dropped"))
    assert (red.place, red.said, red.taken) == ("Timeline!E4", "red", "to confirm")
    assert red.readings == ("to confirm", "blocked, at risk or not begun")


@pytest.mark.parametrize(
    ("written", "taken", "other"),
    [("03/04/2027", "2027-04-03", "2027-03-04"), ("w/c 12 May 2027", "2027-05-14", "2027-05-10")],
)
def test_a_day_of_two_readings_alone_in_its_column_is_asked_about(
    tmp_path: Path, written: str, taken: str, other: str
) -> None:
    sheets = {**_SHEETS, "Timeline": [["Step", "Due", "Status"], ["Kick-off", written, "done"]]}
    reading = read(_saved(tmp_path / "plan.xlsx", sheets), today=TODAY)
    (doubt,) = reading.understood.doubts
    assert (doubt.place, doubt.readings, doubt.taken) == ("Timeline!B2", (taken, other), taken)
    assert "Timeline!B2" in {f.place for f in reading.findings}


def test_what_is_left_out_says_why(tmp_path: Path) -> None:
    left = {one.what: one for one in _read(tmp_path).understood.left_out}
    assert left["column “Rumours”"].why is Why.UNKNOWN
    assert left["column “Rumours”"].place == "Timeline!F1"


def test_hidden_things_are_told_as_hidden(tmp_path: Path) -> None:
    path = _saved(tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(path)
    book["Timeline"].row_dimensions[3].hidden = True
    book["Timeline"].column_dimensions["C"].hidden = True
    book.create_sheet("Gossip")["A1"] = "x"
    book["Gossip"].sheet_state = "hidden"
    book.save(path)
    left = {one.what for one in read(path, today=TODAY).understood.left_out if one.why is Why.HIDDEN}
    assert left == {"hidden row “Zurückgestellt”", "hidden column “Verantwortlch Kunde”", "sheet Gossip"}


def test_a_close_header_is_proposed_and_not_taken(tmp_path: Path) -> None:
    reading = _read(tmp_path)
    assert not any(s.owner_customer for s in reading.plan.steps)
    proposed = {(p.table, p.said): p.meaning for p in reading.understood.proposals}
    assert proposed["columns", "Verantwortlch Kunde"] == "steps.owner_customer"
    told = next(f for f in reading.findings if f.place == "Timeline!C1")
    assert '"Verantwortlch Kunde" = "steps.owner_customer"' in told.advice


def test_a_header_with_all_words_of_a_known_one_is_taken_and_told(tmp_path: Path) -> None:
    reading = _read(tmp_path)
    assert [s.owner_vendor for s in reading.plan.steps] == ["Bo Ray", "The PMO", "Bo Ray"]
    told = next(f for f in reading.findings if f.place == "Timeline!B1")
    assert (
        told.message
        == "column “Named milestone owner (us)” is read as the owner vendor, by what stands under it"
    )
    assert '"Named milestone owner (us)" = "internal"' in told.advice


def test_a_label_read_by_its_words_is_told(tmp_path: Path) -> None:
    overview = [
        ["Raison sociale complète", "Acme SA"],
        ["Prestataire", "Bolt"],
        ["Notre société mère", "Zed"],
    ]
    reading = read(_saved(tmp_path / "plan.xlsx", {**_SHEETS, "Overview": overview}), today=TODAY)
    assert (reading.plan.customer.name, reading.plan.vendor.name) == ("Acme SA", "Bolt")
    told = {f.place: f for f in reading.findings}
    assert told["Overview!B1"].code == "RD126"
    assert "is read as the customer name, by its words" in told["Overview!B1"].message


def test_a_column_that_is_not_what_it_is_called_is_told(tmp_path: Path) -> None:
    steps = [["Step", "What happens", "Due", "Status"], [1, "Kick-off held", "25/03/2027", "done"]]
    steps.append([2, "Training finished", "28/05/2027", "open"])
    reading = read(_saved(tmp_path / "plan.xlsx", {**_SHEETS, "Timeline": steps}), today=TODAY)
    assert [(s.id, s.title) for s in reading.plan.steps] == [
        ("1", "Kick-off held"),
        ("2", "Training finished"),
    ]
    assert {f.place for f in reading.findings if f.code == "RD126"} >= {"Timeline!A1", "Timeline!B1"}


def test_steps_below_a_blank_row_are_steps_however_little_they_say(tmp_path: Path) -> None:
    head = ["No", "Step", "Who", "Start", "Due", "Status", "Done when", "Note"]
    steps = [
        head,
        [1, "Kick-off", "Bo Ray", None, "25/03/2027", "done"],
        [],
        [2, "Go live", None, None, "28/05/2027"],
    ]
    reading = read(_saved(tmp_path / "plan.xlsx", {**_SHEETS, "Timeline": steps}), today=TODAY)
    assert [s.title for s in reading.plan.steps] == ["Kick-off", "Go live"]


def test_a_row_of_no_table_is_kept_and_told(tmp_path: Path) -> None:
    issues = [["Business issue", "Metric", "Today", "Target", "Unit", "By when"]]
    issues += [["Queues are long", "Wait", 30, 10, "minutes", "01/10/2027"], [], ["one", "two", "three"]]
    reading = read(_saved(tmp_path / "plan.xlsx", {**_SHEETS, "Issues": issues}), today=TODAY)
    assert [i.statement for i in reading.plan.issues] == ["Queues are long"]
    assert "Issues!A4" in {f.place for f in reading.findings}
    assert "one | two | three" in str(reading.plan.internal)


MAPPING = """
[columns]
"Named milestone owner (us)" = "steps.owner_vendor"
"verantwortlch  KUNDE" = "steps.owner_customer"
Rumours = "internal"
[status]
"zurückgestellt" = "blocked"
[owners]
"The PMO" = "Bo Ray"
both = "nobody"
[people]
"Cy Orr" = "vendor"
"""


def test_a_persons_own_words_are_taken(tmp_path: Path) -> None:
    reading = _read(tmp_path, MAPPING)
    kickoff, training, live = reading.plan.steps
    assert (kickoff.owner_vendor, kickoff.owner_customer) == ("Bo Ray", "Ann Le")
    assert (training.owner_vendor, training.owner_customer) == ("Bo Ray", "")
    assert live.owner_vendor == "Bo Ray"
    assert training.status == "blocked"
    assert {p.name: p.party for p in reading.plan.people}["Cy Orr"] == "vendor"
    assert {(p.table, p.said): p.meaning for p in reading.understood.proposals} == {
        ("owners", "Ann Le"): "Ann Lee"
    }


def test_a_persons_own_words_hold_for_json_too(tmp_path: Path) -> None:
    data = {
        "buyer": {"name": "Acme Ltd"},
        "participants": [{"name": "Ann Lee", "side": "BUYER"}],
        "actions": [{"title": "Sign", "whoDoesIt": "the boss", "state": "parked for now"}],
    }
    (tmp_path / "plan.json").write_text(json.dumps(data))
    words = '[columns]\nwhoDoesIt = "steps.owner"\n[owners]\n"the boss" = "Ann Lee"\n'
    (tmp_path / "mutualplan.toml").write_text(f'{words}[status]\n"parked for now" = "blocked"\n')
    (step,) = read(tmp_path / "plan.json", today=TODAY).plan.steps
    assert (step.owner_customer, step.status) == ("Ann Lee", "blocked")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('[colums]\nA = "steps.title"', "colums is no setting; did you mean columns? There is: checks,"),
        ('[columns]\nA = "steps.onwer"', 'columns."A": “steps.onwer” is no field; did you mean steps.owner?'),
        ('[columns]\nA = "stages.title"', 'columns."A": “stages.title” is no field; '),
        ("[columns]\nA = 3", 'columns."A": 3 is no text; write it in quotes'),
        ('[status]\nA = "finished"', 'status."A": “finished” is none; there is: not_started, in_progress'),
        ('[people]\nA = "costumer"', 'people."A": “costumer” is none; did you mean customer? There is:'),
        ('columns = "A"', "columns is no table; write [columns]"),
        ("[columns", "mutualplan.toml is no TOML"),
    ],
)
def test_a_misspelt_setting_is_refused_with_its_path_and_the_choices(
    tmp_path: Path, line: str, told: str
) -> None:
    reading = _read(tmp_path, line)
    assert next(f.message for f in reading.findings if f.code == "RD140").startswith(told)
    assert len(reading.plan.steps) == 3


@pytest.mark.parametrize("path", [*PLANS, *SAMPLES], ids=lambda p: p.name)
@pytest.mark.parametrize("ending", [".xlsx", ".json"])
def test_what_is_saved_reads_back_as_the_same_plan(tmp_path: Path, path: Path, ending: str) -> None:
    target = tmp_path / f"saved{ending}"
    done = run("read", path, "--save", target)
    assert done.code == 0, done.err
    assert read(target, today=TODAY).plan == read(path, today=TODAY).plan
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_is_there_is_never_saved_over_unasked(tmp_path: Path) -> None:
    plan, target = _saved(tmp_path / "plan.xlsx"), tmp_path / "mine.json"
    assert run("read", plan, "--save", target).code == 0
    first = target.read_bytes()
    assert run("read", plan, "--save", target).code == 0  # the same once more
    target.write_text(json.dumps({"customer": {"name": "Mine"}}))
    refused = run("read", plan, "--save", target)
    assert (refused.code, "left as it is" in refused.err) == (2, True)
    assert json.loads(target.read_text())["customer"]["name"] == "Mine"
    assert run("read", plan, "--save", target, "--replace").code == 0
    assert target.read_bytes() == first
    assert json.loads((tmp_path / "mine.bak.json").read_text())["customer"]["name"] == "Mine"


@pytest.mark.parametrize(("name", "told"), [("plan.csv", "ends in .xlsx"), ("plan.xlsx", "is the file that")])
def test_save_takes_our_kinds_and_never_the_file_itself(tmp_path: Path, name: str, told: str) -> None:
    before = _saved(tmp_path / "plan.xlsx").read_bytes()
    done = run("read", tmp_path / "plan.xlsx", "--save", tmp_path / name)
    assert (done.code, told in done.err) == (2, True)
    assert (tmp_path / "plan.xlsx").read_bytes() == before


def test_several_exports_are_one_plan() -> None:
    files = sorted((MESSY / "vergers-hubspot").glob("*.csv"))
    apart, together = read_files(files, today=TODAY), read(MESSY / "vergers-hubspot", today=TODAY)
    assert len(files) > 1
    assert apart.plan == together.plan


def test_sheets_of_the_same_name_have_places_of_their_own(tmp_path: Path) -> None:
    one = _saved(tmp_path / "a.xlsx", {"Plan": [["Customer", "Acme"]]})
    rows = [["Step", "Due", "Status"], ["Sign", "2027-05-04", "done"]]
    reading = read_files([one, _saved(tmp_path / "b.xlsx", {"Plan": rows})], today=TODAY)
    assert reading.places.of("/steps/0/due") == "Plan (2)!B2"


def test_json_is_read_alone(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"customer": {"name": "Acme"}}')
    done = run("read", tmp_path / "a.json", _saved(tmp_path / "b.xlsx"))
    assert (done.code, "read it alone" in done.err) == (2, True)


def test_machines_get_the_same_facts(tmp_path: Path) -> None:
    facts = json.loads(run("read", _saved(tmp_path / "plan.xlsx"), "--json").out)
    assert (facts["customer"], facts["vendor"]) == ("Acme Ltd", "Bolt Inc")
    assert {b["section"]: b["items"] for b in facts["blocks"]} == {"plan": 2, "people": 3, "steps": 3}
    assert [doubt["place"] for doubt in facts["doubts"]] == ["Timeline!E3", "Timeline!E4"]
    assert {"why": "unknown", "what": "column “Rumours”", "place": "Timeline!F1"} in facts["left_out"]
    assert facts["counts"]["warning"] == sum(f["level"] == "warning" for f in facts["findings"])


def test_a_plan_in_our_own_form_needs_few_lines() -> None:
    told = list(understood_text(read(SAMPLES[0], today=TODAY), Screen(100)))
    assert len(told) < 20
    assert any(line.split()[1:3] == ["steps", "/steps"] for line in told)


def test_a_messy_sheet_is_told_in_lines_that_fit(tmp_path: Path) -> None:
    told = list(understood_text(_read(tmp_path), Screen(80)))
    assert all(len(line) <= 90 for line in told)
    assert _holds(told, "3 steps", "Timeline!A1:F4")
    assert _holds(told, "Timeline!E4", "red: read as to confirm")


def _holds(lines: Sequence[str], *parts: str) -> bool:
    return any(all(part in line for part in parts) for line in lines)
