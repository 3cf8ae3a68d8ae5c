"""What reps jot down: who "us" is, a figure to be reached, an amount a month, two days, a heading."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from test_meaning import FACTS, PEOPLE, Rows, read_sheets

from mutualplan_deck.plan.model import Party, Plan, Status
from mutualplan_deck.readers.fields import Field, Sort
from mutualplan_deck.readers.lines import listed, outcome
from mutualplan_deck.readers.sentences import said_in
from mutualplan_deck.readers.values import Habits, convert
from mutualplan_deck.story.edition import shared_part

TITLE: Rows = [["Norlea Gyms - booking app"], []]
TO_DO: Rows = [
    [],
    ["when", "to do", "who", "done?"],
    ["2027-01-12", "send quote", "me", "sent"],
    ["1/23/2027 + 1/30/2027", "pilot, 2 Saturdays", "Kofi / Bree", "half"],
    ["2027-02-12", "sign", "Bree", None],
]


def _read(tmp_path: Path, rows: Rows) -> Plan:
    return read_sheets(tmp_path, {"Sheet1": rows}).plan


def test_a_firm_in_brackets_behind_us_is_the_vendor_and_its_people_stand_beside(tmp_path: Path) -> None:
    who: Rows = [
        ["them", "Bree Castle, COO - signs - 303-555-0142 bree@norlea.example"],
        ["us (Chalkdesk)", "Dana Kess (me)"],
        [None, "Kofi Ansa, onboarding lead"],
    ]
    plan = _read(tmp_path, [*TITLE, *who, *TO_DO])
    assert plan.vendor is not None
    assert plan.vendor.name == "Chalkdesk"
    assert [(p.name, p.party, p.responsibility) for p in plan.people] == [
        ("Bree Castle", Party.CUSTOMER, "signs"),
        ("Dana Kess", Party.VENDOR, ""),
        ("Kofi Ansa", Party.VENDOR, ""),
    ]
    assert [(s.start, s.due, s.status) for s in plan.steps[:2]] == [
        (None, dt.date(2027, 1, 12), Status.DONE),
        (dt.date(2027, 1, 23), dt.date(2027, 1, 30), Status.IN_PROGRESS),
    ]


@pytest.mark.parametrize(
    ("text", "metric", "first", "last", "unit"),
    [
        ("The queue is 25 min at the 2 big gyms, Bree has to get it to 10 by May", "queue", 25, 10, "min"),
        ("We lost 41 of 210 hives last winter and it has to be 15 or under", "", 41, 15, "hives"),
        ("It takes 14 days, and should be 6", "", 14, 6, "days"),
    ],
)
def test_a_figure_to_be_reached_is_one_of_what_is_measured(
    text: str, metric: str, first: int, last: int, unit: str
) -> None:
    said = said_in(text)
    assert said
    assert (said.metric, said.first, said.last, said.unit) == (metric, first, last, unit)


@pytest.mark.parametrize(
    ("text", "statement", "value"),
    [
        ("no-show parties: save ~$3.5k/mo", "no-show parties", 42_000),
        ("Weniger Wartezeit, rund 3.000 € im Monat", "Weniger Wartezeit", 36_000),
        ("less overtime, about £800 a week", "less overtime", 41_600),
        ("fewer trips, about £18k a year", "fewer trips", 18_000),
    ],
)
def test_an_amount_a_month_or_a_week_is_told_as_that_of_a_year(text: str, statement: str, value: int) -> None:
    line = outcome(text, "")
    assert (line.item["statement"], line.item["annual_value"]) == (statement, Decimal(value))
    assert line.doubts


def test_an_amount_that_is_yet_to_be_found_is_none_and_is_told() -> None:
    line = outcome("desk overtime: ?? ask Ann", "")
    assert line.item == {"statement": "desk overtime"}
    assert line.doubts == ("“?? ask Ann” is no amount yet",)


def test_three_things_between_semicolons_are_a_list_and_two_are_a_sentence() -> None:
    assert listed("sign on a phone; book online; one member list") == [
        "sign on a phone",
        "book online",
        "one member list",
    ]
    assert listed("sign on a phone; book online") == ["sign on a phone; book online"]


@pytest.mark.parametrize("text", ["23 Jan + 30 Jan 2027", "23/1/2027 et 30/1/2027", "23. und 30.1.2027"])
def test_what_is_on_two_days_goes_from_the_first_to_the_second(text: str) -> None:
    read = convert(Field("due", Sort.DATE), text, Habits("", True, near=dt.date(2027, 1, 15)))
    assert (read.beside, read.value) == ({"start": dt.date(2027, 1, 23)}, dt.date(2027, 1, 30))


def test_a_heading_may_call_the_customer_by_its_name(tmp_path: Path) -> None:
    """Where a lone text below the steps is a heading, what stands under it is no step."""
    gains: Rows = [["What Acme gains"], ["#", "Benefit", "Worth a year"], [1, "Less overtime", 120_000]]
    steps: Rows = [
        ["Steps"],
        ["Step", "Due", "Status", "Acme", "Bolt"],
        ["Trial", "2027-03-01", "open", "Ann", "Bo"],
    ]
    plan = read_sheets(tmp_path, {"Deal": [*FACTS, [], *steps, [], *gains], "People": PEOPLE}).plan
    assert [s.title for s in plan.steps] == ["Trial"]
    assert [(o.statement, o.annual_value) for o in plan.outcomes] == [("Less overtime", 120_000)]


def test_a_sheets_name_that_was_cut_short_is_known(tmp_path: Path) -> None:
    rows: Rows = [["What", "Cost"], ["Orders are retyped", "3 h"]]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "weaknesses in the current process"[:31]: rows}).plan
    assert [(p.statement, p.impact) for p in plan.problems] == [("Orders are retyped", "3 h")]


@pytest.mark.parametrize(
    "said", ["they hate our CTO and want him gone", "ask Ann first, she knows who to see"]
)
def test_an_owner_that_is_a_sentence_names_nobody_and_is_not_shared(said: str, tmp_path: Path) -> None:
    rows: Rows = [["Step", "Due", "Customer owner"], ["Trial", "2027-03-01", said]]
    rows += [[title, "2027-04-01", "Ann Lee"] for title in ("Review", "Order", "Go-live")]
    reading = read_sheets(tmp_path, {"Deal": FACTS, "Steps": rows, "People": PEOPLE})
    assert said not in shared_part(reading.plan).model_dump_json()
    assert any(f.place == "Steps!C2" and f.code == "RD111" for f in reading.findings)


@pytest.mark.parametrize("header", ["Cliente: quem faz?", "Customer: who", "Responsable interno Acme"])
def test_a_header_may_hold_a_colon_or_speak_of_the_customers_inside(header: str, tmp_path: Path) -> None:
    rows: Rows = [
        ["Step", "Due", "Status", header, "Bolt"],
        ["Trial", "2027-03-01", "open", "Ann Lee", "Bo Ray"],
    ]
    rows += [["Sign", "2027-04-01", "open", "Ann Lee", "Bo Ray"]]
    plan = read_sheets(tmp_path, {"Deal": FACTS, "Steps": rows, "People": PEOPLE}).plan
    assert [(s.title, s.owner_customer) for s in plan.steps] == [
        ("Trial", "Ann Lee"),
        ("Sign", "Ann Lee"),
    ]


def test_in_german_they_and_we_are_the_two_sides(tmp_path: Path) -> None:
    rows: Rows = [
        ["Bäckerei Hollerich - Filial-Tablets"],
        [],
        ["worum gehts", "Retouren liegen bei 14 %, Frau Hollerich will bis Ostern auf 8 runter"],
        ["die", "Sabine Hollerich, Inhaberin"],
        ["wir (Krumenplan)", "Tim Saller (ich)"],
        [None, "Lena Voss, Einführung"],
        [],
        ["wann", "was", "wer", "ok?"],
        ["12.1.2027", "Angebot raus", "ich", "x"],
        ["29.1.2027", "Probe in zwei Filialen", "Lena / Fr. Hollerich", "läuft"],
    ]
    plan = _read(tmp_path, rows)
    assert plan.vendor is not None
    assert plan.vendor.name == "Krumenplan"
    assert [(p.name, p.party) for p in plan.people] == [
        ("Sabine Hollerich", Party.CUSTOMER),
        ("Tim Saller", Party.VENDOR),
        ("Lena Voss", Party.VENDOR),
    ]
    assert [(i.metric, i.baseline, i.target, i.unit) for i in plan.issues] == [("Retouren", 14, 8, "%")]
    assert [(s.owner_customer, s.owner_vendor) for s in plan.steps] == [
        ("", "Tim Saller"),
        ("Sabine Hollerich", "Lena Voss"),
    ]


def test_the_problem_with_its_figures_and_why_it_is_so_are_the_issue_and_its_causes(tmp_path: Path) -> None:
    rows: Rows = [
        ["Padarias Dona Rita x ForneiroApp"],
        [],
        ["O problema", "sobra de pão está em 11% e a Rita quer chegar a 5% até 30/06/2027"],
        ["Por quê", "pedido feito no olho"],
        [None, "cada loja anota num caderno"],
        ["Ganho", "menos sobra: R$ 4 mil por mês (conta da Rita)"],
        ["Lá", "Rita Moura, dona - assina"],
        [None, "Zeca - padeiro chefe"],
        ["Aqui", "Caio Brandt, vendas"],
        ["só pra gente", "desconto até 10%, concorrente PãoCerto"],
        [],
        ["Quando", "O quê", "Quem", "Situação"],
        ["12/01/2027", "Demo", "Caio", "ok"],
        ["05/02/2027", "Ver números", "Rita", None],
    ]
    plan = _read(tmp_path, rows)
    assert [(i.baseline, i.target, i.due) for i in plan.issues] == [(11, 5, dt.date(2027, 6, 30))]
    assert [p.statement for p in plan.problems] == ["pedido feito no olho", "cada loja anota num caderno"]
    assert [(o.statement, o.annual_value) for o in plan.outcomes] == [("menos sobra", 48_000)]
    assert [(p.name, p.title, p.party) for p in plan.people] == [
        ("Rita Moura", "dona", Party.CUSTOMER),
        ("Zeca", "padeiro chefe", Party.CUSTOMER),
        ("Caio Brandt", "vendas", Party.VENDOR),
    ]
    assert [s.title for s in plan.steps] == ["Demo", "Ver números"]
    assert "PãoCerto" not in shared_part(plan).model_dump_json()


def test_whoever_writes_is_not_the_customer(tmp_path: Path) -> None:
    rows: Rows = [
        ["Gimnasios Altamira - app de reservas (Turnia)"],
        ["última vez 8/1/27, Marta"],
        [],
        ["ellos", "Lucía Prats, gerente, firma. 600 123 123"],
        ["nosotros (Turnia)", "Marta Gil (yo)"],
        [],
        ["cuándo", "qué", "quién", "hecho"],
        ["12/1/2027", "demo", "yo / Lucía", "sí"],
        ["5/2/2027", "firma", "Lucía", None],
    ]
    plan = _read(tmp_path, rows)
    assert plan.customer.name == "Gimnasios Altamira"
    assert [(p.name, p.responsibility) for p in plan.people] == [("Lucía Prats", "firma"), ("Marta Gil", "")]
    assert (plan.steps[0].owner_customer, plan.steps[0].owner_vendor) == ("Lucía Prats", "Marta Gil")


def test_days_with_hyphens_and_a_comma_within_brackets(tmp_path: Path) -> None:
    rows: Rows = [
        ["Zorggroep De Linde - roosterapp (Planwijs)"],
        [],
        ["waar het knelt", "open diensten per week: nu 45, moet naar 15 voor 1 juli 2027"],
        ["hoe komt dat", "ruilen gaat via WhatsApp"],
        ["wat ze willen", "ruilen in de app"],
        ["zij", "Joke Aalders (manager zorg, tekent), Bram - ICT"],
        ["wij", "Sanne Kuipers, accountmanager"],
        [],
        ["wanneer", "wat", "wie", "stand"],
        ["12-1", "demo", "Sanne", "klaar"],
        ["5 febr", "cijfers doorlopen", "Joke", None],
        [dt.date(2027, 2, 12), "tekenen", "Joke", None],
    ]
    plan = _read(tmp_path, rows)
    assert [(i.baseline, i.target, i.due) for i in plan.issues] == [(45, 15, dt.date(2027, 7, 1))]
    assert [p.statement for p in plan.problems] == ["ruilen gaat via WhatsApp"]
    assert [c.statement for c in plan.capabilities] == ["ruilen in de app"]
    assert [(p.name, p.title) for p in plan.people] == [
        ("Joke Aalders", "manager zorg"),
        ("Bram", "ICT"),
        ("Sanne Kuipers", "accountmanager"),
    ]
    days = [dt.date(2027, 1, 12), dt.date(2027, 2, 5), dt.date(2027, 2, 12)]
    assert [s.due for s in plan.steps] == days


@pytest.mark.parametrize("label", ["Not for them", "Pas pour eux", "No para ellos", "Não é para eles"])
def test_what_is_not_for_them_is_not_shared(label: str, tmp_path: Path) -> None:
    said = "List $1.92m, floor $1.65m, Rivulon is in at about $1.5m"
    rows: Rows = [
        *FACTS,
        [],
        ["Problems", "Water is bought in"],
        ["Value", "Less power, $115k a year"],
        [label, said],
    ]
    plan = read_sheets(tmp_path, {"Why": rows, "People": PEOPLE}).plan
    assert [p.statement for p in plan.problems] == ["Water is bought in"]
    assert said not in shared_part(plan).model_dump_json()
