"""Sheets of reps nobody has seen: who is who by names, captions, firms for short, labels in own words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from test_meaning import Rows, read_sheets

from mutualplan_deck.plan.model import Party, Plan
from mutualplan_deck.readers import persons, read
from mutualplan_deck.story.edition import shared_part

DAY = dt.date(2027, 4, 9)
STEPS: Rows = [
    ["What's next", "When", "Them", "Us", "Where are we"],
    ["Show Ann the app in one mill", DAY, "Ann", "me", "done"],
    ["Two week trial in both mills", DAY + dt.timedelta(30), "Ann", "me", "started"],
    ["Ann signs the order", DAY + dt.timedelta(60), "Ann", "me", None],
]
HEAD: Rows = [["Orchard Mills - getting onto Tallyho"], ["Bo Hill, Tallyho. Last touched 13/1/27"], []]


def quick(tmp_path: Path, *rows: list[Any]) -> Plan:
    return read_sheets(tmp_path, {"Plan": [*HEAD, *STEPS, [], *rows]}).plan


def test_people_under_a_header_nobody_knows_are_found_by_their_names(tmp_path: Path) -> None:
    people: Rows = [
        ["Init.", "Der oder die", "Job", "Side"],
        ["AL", "Ann Lee", "COO", "Orchard Mills"],
        ["CP", "Cy Park", "Controller", "Orchard Mills"],
        ["BH", "Bo Hill", "Account Executive", "Tallyho"],
    ]
    top: Rows = [["Customer", "Orchard Mills"], ["Vendor", "Tallyho"], []]
    steps: Rows = [["Step", "Due", "Owner"], ["Pilot", DAY, "AL"], ["Contract signed", DAY, "BH"]]
    plan = read_sheets(tmp_path, {"Plan": [*top, *steps], "Who": people}).plan
    assert [(p.name, p.title) for p in plan.people] == [(row[1], row[2]) for row in people[1:]]
    assert plan.steps[0].owner_customer == "Ann Lee"


def test_jobs_without_anybody_are_nobody(tmp_path: Path) -> None:
    people: Rows = [["Job", "In this project"], ["COO", "Sponsor"], ["Controller", "Checks the sums"]]
    top: Rows = [["Customer", "Orchard Mills"], ["Vendor", "Tallyho"], []]
    steps: Rows = [["Step", "Due", "Owner"], ["Pilot", DAY, "Ann"], ["Contract signed", DAY, "Bo"]]
    plan = read_sheets(tmp_path, {"Plan": [*top, *steps], "People": people}).plan
    assert all(person.name for person in plan.people)


def test_a_caption_left_of_a_header_says_what_the_table_is_of(tmp_path: Path) -> None:
    case: Rows = [
        ["Was es bringt (CHF)", "Was", "heute", "künftig", "pro Jahr", "woher"],
        [None, "Stillstandsstunden pro Winter", "186 h", "90 h", 624_000, "Journal 2026"],
        [None, "Überstunden in der Revision", "2'340 h", "1'500 h", 58_800, "Zeiterfassung"],
        [None, "Stunden pro Prüfdossier", 14, 3, 46_200, "Schätzung"],
    ]
    top: Rows = [["Kunde", "Bergbahn Valsarun AG"], ["Anbieter", "Tragwind AG"], []]
    plan = read_sheets(tmp_path, {"Warum": [*top, *case]}).plan
    assert [(o.statement, o.before, o.after) for o in plan.outcomes] == [
        ("Stillstandsstunden pro Winter", 186, 90),
        ("Überstunden in der Revision", 2340, 1500),
        ("Stunden pro Prüfdossier", 14, 3),
    ]


def test_was_is_the_past_in_english(tmp_path: Path) -> None:
    case: Rows = [
        ["Gain", "Was", "Will be", "A year"],
        ["Hours lost", 186, 90, 24_000],
        ["Overtime", 2340, 1500, 5_000],
    ]
    top: Rows = [["Customer", "Orchard Mills"], ["Vendor", "Tallyho"], []]
    plan = read_sheets(tmp_path, {"Value": [*top, *case]}).plan
    assert [(o.before, o.after) for o in plan.outcomes] == [(186, 90), (2340, 1500)]


def test_figures_of_an_issue_between_commas(tmp_path: Path) -> None:
    case: Rows = [
        ["Customer", "Orchard Mills"],
        ["Vendor", "Tallyho"],
        ["Goal 1", "Our mills stood still for 186 hours last winter, and the board wants half of it gone."],
        ["Measure", "stop hours a winter, 186 h → 90 h, by 16 April 2028"],
        [],
    ]
    (issue,) = read_sheets(tmp_path, {"Why": [*case, *STEPS]}).plan.issues
    assert (issue.metric, issue.baseline, issue.target, issue.unit) == ("stop hours a winter", 186, 90, "h")


def test_a_dated_cell_beside_the_title_is_nobody(tmp_path: Path) -> None:
    rows: Rows = [["Plan Ombrera", None, None, None, "act. 17/11/26"], ["Cliente: Clínicas Ombrera"], []]
    steps: Rows = [
        ["Cuándo", "Qué", "Quién", "¿Hecho?"],
        [DAY, "Prueba", "Ana", "sí"],
        [DAY, "Firma", "Ana", ""],
    ]
    plan = read_sheets(tmp_path, {"Hoja1": [*rows, *steps]}).plan
    assert plan.customer.name == "Clínicas Ombrera"


def test_who_sells_and_who_is_with_them_at_the_head(tmp_path: Path) -> None:
    head: Rows = [
        ["Plan Ombrera"],
        ["Cliente: Clínicas Ombrera"],
        ["Citabren: Nuria Peñalver (comercial), Iván (implantación)", None, None, None, "Forecast: dic"],
        [],
    ]
    steps: Rows = [
        ["Cuándo", "Qué", "Quién", "¿Hecho?"],
        [DAY, "Demostración", "yo + Iván", "sí"],
        [DAY + dt.timedelta(30), "Firma", "Amparo", None],
        [],
        ["Contactos", "Amparo Lliso, gerente"],
    ]
    plan = read_sheets(tmp_path, {"Hoja1": [*head, *steps]}).plan
    assert plan.vendor.name == "Citabren"
    assert plan.steps[0].owner_vendor == "Nuria Peñalver; Iván"
    assert {p.name: p.party for p in plan.people} == {
        "Amparo Lliso": Party.CUSTOMER,
        "Nuria Peñalver": Party.VENDOR,
        "Iván": Party.VENDOR,
    }
    assert "Forecast" not in str(shared_part(plan))


def test_a_firm_with_its_letters_in_a_lone_cell_is_no_writer_and_is_called_so(tmp_path: Path) -> None:
    people: Rows = [
        ["Kürzel", "Wer", "Funktion"],
        ["Bergbahnen Valsarun AG (BBV)"],
        ["GT", "Gion Tschaler", "Direktor"],
        ["UB", "Urs Brunner", "Technischer Leiter"],
        [],
        ["Tragwind Software AG (TW)"],
        ["TH", "Thomas Hurzel", "Kundenberater"],
    ]
    steps: Rows = [
        ["Bergbahnen Valsarun × Tragwind – gemeinsamer Fahrplan"],
        [],
        ["Nr.", "Termin", "Was", "BBV", "TW"],
        [1, DAY, "Kick-off", "GT", "TH"],
        [2, DAY, "Pilot", "UB", "TH"],
        [3, DAY, "Vertrag unterschrieben", "Rechtsdienst", "TH"],
    ]
    plan = read_sheets(tmp_path, {"Fahrplan": steps, "Kürzel": people}).plan
    assert (plan.customer.name, plan.vendor.name) == ("Bergbahnen Valsarun AG", "Tragwind Software AG")
    assert [(s.owner_customer, s.owner_vendor) for s in plan.steps] == [
        ("Gion Tschaler", "Thomas Hurzel"),
        ("Urs Brunner", "Thomas Hurzel"),
        ("Rechtsdienst", "Thomas Hurzel"),
    ]


def test_people_and_problems_under_labels_in_own_words(tmp_path: Path) -> None:
    plan = quick(
        tmp_path,
        ["Why", "Need a decent stock app, the spreadsheet is murder"],
        ["Problem just now", "Nobody can tell which mill has which flour, so they ring round"],
        ["Folk", "Ann Lee, Ops Manager, ann@orchardmills.example (fighting our corner)"],
        [None, "Cy Park, Owner (signs)"],
    )
    assert [p.statement for p in plan.problems] == [
        "Nobody can tell which mill has which flour, so they ring round"
    ]
    assert [(p.name, p.title) for p in plan.people if p.party is Party.CUSTOMER] == [
        ("Ann Lee", "Ops Manager"),
        ("Cy Park", "Owner"),
    ]
    assert "our corner" not in str(shared_part(plan))


@pytest.mark.parametrize(
    ("text", "gains", "needs"),
    [
        ("Tallyho Counter, 7 mills", 0, 1),
        ("Tallyho saves £18k a year in overtime", 1, 0),
        ("fewer hours on the phone, £18k a year", 1, 0),
    ],
)
def test_what_is_called_as_the_vendor_is_no_gain(text: str, gains: int, needs: int, tmp_path: Path) -> None:
    plan = quick(tmp_path, ["Why", "Need a decent stock app by spring"], ["What they get", text])
    assert (len(plan.outcomes), len(plan.capabilities)) == (gains, needs)


@pytest.mark.parametrize(
    "said", ["(one of ours, pushes from inside!)", "(fighting our corner)", "(de los nuestros, empuja)"]
)
def test_what_brackets_say_of_somebody_stays_whole(said: str) -> None:
    person = persons.person(f"Sergi Badenes, coordinador {said}")
    assert (person.item["name"], person.item["title"]) == ("Sergi Badenes", "coordinador")
    assert person.remark
    assert said.strip("()!").split(", ")[-1] not in str(person.item)


def test_labels_below_steps_that_begin_with_their_days_are_no_steps(tmp_path: Path) -> None:
    steps: Rows = [
        ["Wattlebrook Bees - hive scales"],
        ["Dylan, updated Tue 17/8/27"],
        [],
        ["By", "Job", "Wattlebrook", "Hivelark (us)", "Done?"],
        [dt.date(2027, 7, 22), "Yard visit", "Kev", "Dylan", "y"],
        ["Fri 20/8", "Trial of 4 scales", "Kev", "Priya", "going"],
        [dt.date(2027, 9, 3), "Order signed", "Lorna", "Dylan"],
        [],
        [],
        [
            "Whats biting",
            "Lost 41 of 210 hives last winter. Has to be 15 or under for 2028.",
            "Lorna's number",
        ],
        ["Why", "Hive weight only gets checked by lifting the back of the box"],
        [],
        ["Who", "Lorna Haggerty - owner, signs.  0491 570 156"],
        [None, "Bec Haggerty - bookkeeper, Wed/Thu only (our coach!!)  bec@wattlebrook.example"],
        ["Us", "Dylan - sales"],
        [None, "Priya - installs"],
    ]
    plan = read_sheets(tmp_path, {"Plan": steps}).plan
    assert [s.title for s in plan.steps] == ["Yard visit", "Trial of 4 scales", "Order signed"]
    assert (plan.customer.name, plan.vendor.name) == ("Wattlebrook Bees", "Hivelark")
    assert len(plan.issues) == len(plan.problems) == 1
    assert {p.name: p.party for p in plan.people} == {
        "Lorna Haggerty": Party.CUSTOMER,
        "Bec Haggerty": Party.CUSTOMER,
        "Dylan": Party.VENDOR,
        "Priya": Party.VENDOR,
    }
    assert "coach" not in str(shared_part(plan))


@pytest.mark.parametrize(
    "head",
    ["Tallyho, Bo - màj 09/10/26", "Bo / Tallyho, updated 9/10/26", "Bo Hill (Tallyho), stand 9.10.26"],
)
def test_the_firm_of_whoever_wrote_it_is_the_vendor(head: str, tmp_path: Path) -> None:
    rows: Rows = [["Orchard Mills - stock app"], [head], [], *STEPS, [], ["Us", "Bo Hill - sales"]]
    rows += [["Them", "Ann Lee - COO"]]
    plan = read_sheets(tmp_path, {"Plan": rows}).plan
    assert (plan.customer.name, plan.vendor.name) == ("Orchard Mills", "Tallyho")


def test_signs_of_a_legend_may_stand_apart_from_their_words(tmp_path: Path) -> None:
    rows: Rows = [
        ["Customer", "Orchard Mills"],
        ["●  terminado     ◐  en curso     ○  sin empezar     ▲  en riesgo     ■  detenido"],
        [],
        ["No.", "Vence", "Avance", "Qué se hace", "Responsable"],
        ["1", DAY, "●", "Recorrido", "Ana"],
        ["2", DAY, "■", "Prueba", "Ana"],
        ["3", DAY, "○", "Firma del contrato", "Ana"],
    ]
    plan = read_sheets(tmp_path, {"Plan": rows}).plan
    assert [s.status.value for s in plan.steps] == ["done", "blocked", "not_started"]


def test_the_code_in_a_label_says_whose_dollar(tmp_path: Path) -> None:
    rows = ["Worth (AUD)", "Hives lost 41 -> 15 = $9,100 a year (Bec's figure)"]
    assert quick(tmp_path, ["Why", "Lost 41 hives last winter"], rows).currency == "AUD"


def test_the_day_of_success_stands_in_the_first_sentence(tmp_path: Path) -> None:
    rows: Rows = [
        ["Kunde", "Bergbahn Valsarun AG"],
        ["Anbieter", "Tragwind AG"],
        [
            "Wann haben wir's?",
            "Erfolg = Saisonbilanz vom 28.04.2028 mit höchstens 90 Stunden. Unterschrift auf 30.06.2027.",
        ],
        [],
        ["Nr.", "Termin", "Was", "Wer"],
        [1, DAY, "Kick-off", "Gion"],
        [2, DAY, "Vertrag unterschrieben", "Gion"],
    ]
    assert read_sheets(tmp_path, {"Plan": rows}).plan.success.date == dt.date(2028, 4, 28)


def test_bands_with_letters_are_phases_and_a_note_across_the_sheet_is_none(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    rows: Rows = [
        ["Customer", "Orchard Mills"],
        [],
        ["Ref", "What has to happen", "Orchard Mills", "Us", "Finish", "Where we are", "Waits for"],
        ["A", "Walk the ground", None, None, None, None, "Jan - Apr 2027"],
        ["A1", "Walk the two mills", "Ann", "Bo", DAY, "Done", None],
        ["NO MACHINES ON SITE FROM 14 TO 15 MAY"],
        ["A2", "Log put together", "Ann", "Bo", DAY, "Under way", "A1"],
        ["B", "Money and paper", None, None, None, None, "May 2027"],
        ["B1", "Contract signed", "Ann", "Bo", DAY, "Not begun", "A2"],
    ]
    for row in rows:
        page.append(row)
    for number in (4, 8):
        page.merge_cells(start_row=number, end_row=number, start_column=2, end_column=6)
    page.merge_cells("A6:G6")
    book.save(tmp_path / "plan.xlsx")
    plan = read(tmp_path / "plan.xlsx", today=dt.date(2027, 1, 12)).plan
    assert [(s.title, s.phase) for s in plan.steps] == [
        ("Walk the two mills", "Walk the ground"),
        ("Log put together", "Walk the ground"),
        ("Contract signed", "Money and paper"),
    ]


def test_known_as_beside_the_full_name_is_what_people_are_called(tmp_path: Path) -> None:
    people: Rows = [
        ["Known as", "Full name", "Job", "Side"],
        ["Ann", "Ann Lee", "COO", "Orchard Mills"],
        ["Bertie", "Bertram Stannage", "Controller", "Orchard Mills"],
        ["Bo", "Bo Hill", "Account Executive", "Tallyho"],
    ]
    top: Rows = [["Customer", "Orchard Mills"], ["Vendor", "Tallyho"], []]
    steps: Rows = [["Step", "Due", "Owner"], ["Pilot", DAY, "Bertie"], ["Contract signed", DAY, "Bo"]]
    plan = read_sheets(tmp_path, {"Plan": [*top, *steps], "Who": people}).plan
    assert [p.name for p in plan.people] == ["Ann Lee", "Bertram Stannage", "Bo Hill"]
    assert plan.steps[0].owner_customer == "Bertram Stannage"
