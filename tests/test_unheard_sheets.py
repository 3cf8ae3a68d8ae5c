"""Sheets whose headers and headings no word list has: what stands under them, and around, tells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from test_meaning import Rows, read_sheets

from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import Reading, persons, read
from mutualplan_deck.readers.shape import Below
from mutualplan_deck.readers.words import Names

DAY = dt.date(2027, 4, 9)
TOP: Rows = [["Customer", "Orchard Mills Ltd"], ["Vendor", "Tallyho"], []]
STEPS: Rows = [
    ["Step", "Due", "Owner", "Status"],
    ["Pilot in one mill", DAY, "Ann Lee", "open"],
    ["Contract signed", DAY + dt.timedelta(30), "Bo Hill", "open"],
]


def sheets(tmp_path: Path, **more: Rows) -> Reading:
    return read_sheets(tmp_path, {"Plan": [*TOP, *STEPS], **more})


def test_what_is_to_be_done_stands_before_what_then_is_there(tmp_path: Path) -> None:
    rows: Rows = [
        ["Paso", "Qué queda hecho", "Bibelot", "Vence", "Cómo va"],
        ["P01", "Recorrido por los nueve hornos", "Plano aceptado por Mantenimiento", DAY, "Cerrado"],
        ["P02", "Piloto de ocho semanas en dos hornos", "Ahorro medio del ocho por ciento", DAY, "En marcha"],
        ["P03", "Firma del contrato", "Contrato firmado por las dos empresas", DAY, "Sin empezar"],
    ]
    top: Rows = [["Cliente", "Cerámicas Orbe, S.A."], ["Proveedor", "Termivela"], []]
    found = read_sheets(tmp_path, {"Ficha": top, "Calendario": rows}).plan
    assert [s.title for s in found.steps] == [row[1] for row in rows[1:]]


def test_steps_that_follow_others_by_their_codes(tmp_path: Path) -> None:
    rows: Rows = [
        ["Ref", "Step", "Due", "Status", "Wibble"],
        ["P01", "Kick-off in the mill", DAY, "done", None],
        ["P02", "Pilot in one mill", DAY, "open", "P01"],
        ["P03", "Result shown to the board", DAY, "open", "P01, P02"],
        ["P04", "Contract signed", DAY, "open", "P03"],
    ]
    found = read_sheets(tmp_path, {"Plan": [*TOP, *rows]}).plan
    assert [s.after for s in found.steps] == [(), ("P01",), ("P01", "P02"), ("P03",)]


def test_from_and_to_in_one_column_state_nothing(tmp_path: Path) -> None:
    rows: Rows = [
        ["Nº", "Objetivo do negócio", "Indicador", "De / para", "Até"],
        ["O1", "Só 61% dos pacientes voltam na data do retorno", "Retornos feitos", "de 61% para 75%", DAY],
        ["O2", "As glosas consomem 8,4% do que faturamos", "Glosas", "de 8,4% para 4,0%", DAY],
    ]
    found = sheets(tmp_path, Objetivos=rows).plan
    assert [i.statement for i in found.issues] == [row[1] for row in rows[1:]]
    assert [(float(i.baseline or 0), float(i.target or 0)) for i in found.issues] == [(61, 75), (8.4, 4.0)]


def test_a_goal_in_figures_is_what_shall_become_of_those_of_today(tmp_path: Path) -> None:
    rows: Rows = [
        ["No.", "What is at stake", "Yardstick", "2026", "Goal", "Measured in"],
        ["D1", "Orders leave late and two accounts are about to go", "Late orders", 57, 15, "days"],
        ["D2", "The cost of a change must come down by next year", "Cost of a change", 2940, 2350, "USD"],
    ]
    found = sheets(tmp_path, Drivers=rows).plan
    assert [(i.baseline, i.target) for i in found.issues] == [(57, 15), (2940, 2350)]
    assert found.issues[0].statement.startswith("Orders leave late")


def test_a_table_whose_numbers_are_codes_holds_no_figures(tmp_path: Path) -> None:
    rows: Rows = [
        ["Cód.", "Partida", "Magnitud", "Antes", "Después", "€/año", "Meta"],
        ["A1", "Menos gas", "Gas por metro", 17.8, 15.6, 1_060_000, "M1"],
        ["A2", "Menos segunda", "Segunda calidad", 5.2, 3.8, 499_000, "M2"],
    ]
    found = sheets(tmp_path, **{"Retorno anual": rows}).plan
    assert [o.annual_value for o in found.outcomes] == [1_060_000, 499_000]
    assert not found.issues


def test_lines_are_told_by_what_they_refer_to(tmp_path: Path) -> None:
    rows: Rows = [
        *TOP,
        ["WHAT SLOWS US DOWN TODAY"],
        ["Ref", "Snag", "What it does to us"],
        ["S1", "Pay stubs are keyed into three systems by hand", "Two evenings a week"],
        ["S2", "Files sit in an inbox because nobody sees the queue", "A quarter of the time"],
        [],
        ["FROBNICATIONS OF THE NEW DAY"],
        ["Ref", "It has to let us …", "Clears up", "Seen in the trial when"],
        ["N1", "enter a member's details once and have them everywhere", "S1", "Twelve minutes a file"],
        ["N2", "see every open file and who has it on one screen", "S1, S2", "No file without an owner"],
        [],
        *STEPS,
    ]
    found = read_sheets(tmp_path, {"Plan": rows}).plan
    assert [c.statement for c in found.capabilities] == [rows[10][1], rows[11][1]]
    assert [c.problems for c in found.capabilities] == [("S1",), ("S1", "S2")]


def test_owners_under_a_header_nobody_knows_are_told_by_the_people_below(tmp_path: Path) -> None:
    rows: Rows = [
        ["Backstube Ähre / Schichtwiek"],
        [],
        ["nächste Schritte", "macht", "bis wann", "erledigt?"],
        ["Kennenlernen in der Backstube", "Nele", DAY, "x"],
        ["Test in zwei Filialen", "Tjark / Nele", DAY, "läuft"],
        ["Unterschrift", "Fr. Brandhove", DAY, None],
        [],
        ["Kontakte", "Gesche Brandhove, Inhaberin"],
        [None, "Tjark Lüdenbach (Verkaufsleiter)"],
    ]
    found = read_sheets(tmp_path, {"Tabelle1": rows}).plan
    assert "Tjark Lüdenbach" in found.steps[1].owner_customer
    assert found.steps[2].owner_customer == "Gesche Brandhove"


@pytest.mark.parametrize(
    "head", ["Abschlussplan Ähre / Bolt", "Plan de closing Ähre / Bolt", "Ähre · close plan"]
)
def test_our_own_word_for_a_plan_is_no_part_of_the_customers_name(head: str, tmp_path: Path) -> None:
    found = read_sheets(tmp_path, {"Sheet1": [[head], [], *STEPS]}).plan
    assert found.customer.name == "Ähre"


def test_labels_below_steps_that_hold_a_sentence_are_no_steps(tmp_path: Path) -> None:
    rows: Rows = [
        ["Épiceries Brin / Ordalune"],
        [],
        ["À faire", "Qui", "Pour quand", "Où on en est"],
        ["Démo au siège", "Maud", DAY, "fait"],
        ["Signature", "Nolwenn", DAY, None],
        [],
        ["Bidule", "Il leur faut une vraie appli de commande, aujourd'hui c'est fax et Excel"],
        ["Machin", "moins de ruptures, moins de casse, des équipes qui respirent enfin"],
    ]
    assert [s.title for s in read_sheets(tmp_path, {"Feuil1": rows}).plan.steps] == [
        "Démo au siège",
        "Signature",
    ]


def test_a_legend_of_states_holds_no_steps(tmp_path: Path) -> None:
    legend: Rows = [
        ["How far", "We mean", "Stage"],
        ["Not begun", "nothing done yet", "Case and sponsorship"],
        ["Under way", "somebody is working on it", "Trial"],
        ["Complete", "both sides have seen the proof", "Contract"],
    ]
    assert len(sheets(tmp_path, Codes=legend).plan.steps) == len(STEPS) - 1


def test_labels_over_their_values_with_another_fact_right_below(tmp_path: Path) -> None:
    head: Rows = [
        ["Our road to faster lending"],
        [],
        ["Credit union", "Software supplier", "Agreement signed by", "Live in every branch by"],
        [
            "Birchquay Credit Union Group",
            "Quillbridge Systems Inc.",
            dt.date(2027, 3, 12),
            dt.date(2027, 9, 20),
        ],
        ["Last touched:", None, dt.date(2026, 11, 24)],
        [],
    ]
    found = read_sheets(tmp_path, {"Roadmap": [*head, *STEPS]}).plan
    assert (found.customer.name, found.vendor.name) == (
        "Birchquay Credit Union Group",
        "Quillbridge Systems Inc.",
    )
    assert found.signature_date == dt.date(2027, 3, 12)


def test_people_of_a_partner_stand_under_their_firm(tmp_path: Path) -> None:
    contacts: Rows = [
        ["At Orchard Mills"],
        ["AL = Ann Lee, Managing Director (sponsor, signs)", "ann@orchard.example"],
        ["CP = Cy Park, Controller"],
        ["At Tallyho"],
        ["BH = Bo Hill, Account Manager", "+44 20 7946 0999"],
        [],
        ["FITTERS (integrator)"],
        ["DM = Dr Di Moss, Site Manager"],
        ["EF = Eve Fox, Trainer"],
    ]
    people = {p.name: p.party for p in sheets(tmp_path, Contacts=contacts).plan.people}
    assert people["Ann Lee"] is people["Cy Park"] is Party.CUSTOMER
    assert people["Bo Hill"] is Party.VENDOR
    assert people["Di Moss"] is people["Eve Fox"] is Party.PARTNER


@pytest.mark.parametrize(
    ("line", "name", "letters"),
    [
        ("LP = Loretta Pinkham, Director", "Loretta Pinkham", "LP"),
        ("GL = Mme Geneviève Lavergne, directrice", "Geneviève Lavergne", "GL"),
        ("EV = M. Étienne Vauthrin, responsable achats", "Étienne Vauthrin", "EV"),
        ("Graciela Montemayor Ibarra (GM) – Directora", "Graciela Montemayor Ibarra", "GM"),
        ("Mtro. Patricio Larrondo (PL) – Director", "Patricio Larrondo", "PL"),
    ],
)
def test_letters_that_stand_for_a_name(line: str, name: str, letters: str) -> None:
    item = persons.person(line).item
    assert (item["name"], item["initials"]) == (name, letters)


def test_letters_leave_nothing_behind_that_no_person_has(tmp_path: Path) -> None:
    contacts: Rows = [["Who", "AL = Ann Lee, COO (signs)\nCP = Cy Park, Controller"]]
    assert not [f for f in sheets(tmp_path, Contacts=contacts).findings if "extra inputs" in f.message]


def test_an_older_version_is_known_by_its_name_and_numbers(tmp_path: Path) -> None:
    head = ["Ref", "Stage", "Task", "Owner", "End", "Status"]
    now: Rows = [
        head,
        *([f"{n}.1", "Prove", f"Task number {n} of the plan", "Ann Lee", DAY, "open"] for n in range(1, 5)),
    ]
    old: Rows = [
        head,
        ["1.1", "Prove", "What it was called before", "Ann Lee", DAY, "open"],
        ["3.1", "Try", "Another name", "Bo Hill", DAY, "open"],
    ]
    found = read_sheets(tmp_path, {"Cover": TOP, "Timeline": now, "Timeline v0.4": old})
    assert len(found.plan.steps) == len(now) - 1
    assert "RD123" in {f.code for f in found.findings}


def test_a_week_before_its_year(tmp_path: Path) -> None:
    rows: Rows = [*STEPS, ["Trial result accepted", "wk 15-2027", "Ann Lee", "open"]]
    step = read_sheets(tmp_path, {"Plan": [*TOP, *rows]}).plan.steps[-1]
    assert (step.due, step.start) == (dt.date(2027, 4, 16), None)


EXPORTS = {
    "Opportunity": [
        [
            "Opportunity-ID",
            "Opportunity-Name",
            "Accountname",
            "Phase",
            "Betrag",
            "Währung",
            "Schlusstermin",
            "Geschäftsziel des Kunden",
            "Opportunity-Inhaber",
            "Opportunity-Inhaber: Titel",
        ],
        [
            "006Jz000004tQ8",
            "Orbe - Torsteuerung",
            "Orbe Logistik GmbH",
            "Angebot",
            "186.400,00",
            "EUR",
            "26.02.2027",
            "Ein Lkw steht im Schnitt 118 Minuten auf dem Hof",
            "Birte Scholvin",
            "Key Account Managerin",
        ],
    ],
    "Contact": [
        ["Kontakt-ID", "Vorname", "Nachname", "Titel", "Accountname", "E-Mail"],
        [
            "003Jz00000Fr7T",
            "Annegret",
            "Hollwedel",
            "Geschäftsführerin",
            "Orbe Logistik GmbH",
            "a@orbe.example",
        ],
        ["003Jz00000Gr7T", "Ilka", "Moorkamp", "Projektleiterin", "Fitters GmbH", "i@fitters.example"],
    ],
    "OpportunityContactRole": [
        ["Opportunity-ID", "Kontakt-ID", "Kontaktname", "Rolle"],
        ["006Jz000004tQ8", "003Jz00000Fr7T", "Annegret Hollwedel", "Sponsor"],
        ["006Jz000004tQ8", "003Jz00000Gr7T", "Ilka Moorkamp", "Gutachter"],
    ],
    "Account": [
        ["Account-ID", "Accountname", "Typ", "Branche", "Mitarbeiter", "Beschreibung"],
        [
            "001Jz000008kDv",
            "Orbe Logistik GmbH",
            "Interessent",
            "Logistik",
            "1.340",
            "Zahlt spät und verhandelt nach",
        ],
    ],
    "Task": [
        [
            "Aktivitäts-ID",
            "Thema",
            "Aufgabenuntertyp",
            "Status",
            "Fälligkeitsdatum",
            "Name",
            "Opportunity-ID",
            "Zugewiesen zu",
            "Zugewiesen zu: Titel",
        ],
        [
            "00TJz00000Bn4W",
            "Verweildauer mit der Geschäftsführung festgelegt",
            "Aufgabe",
            "Abgeschlossen",
            "11.09.2026",
            "Annegret Hollwedel",
            "006Jz000004tQ8",
            "Birte Scholvin",
            "Key Account Managerin",
        ],
        [
            "00TJz00000Cn4W",
            "Zwei Tage am Tor mitgelaufen",
            "Aufgabe",
            "Nicht begonnen",
            "30.09.2026",
            "Annegret Hollwedel",
            "006Jz000004tQ8",
            "Birte Scholvin",
            "Key Account Managerin",
        ],
    ],
}
FOOTER = [
    "",
    "Copyright (c) 2000-2026 salesforce.com, inc. Alle Rechte vorbehalten.",
    "Vertrauliche Informationen",
    "Torquast Software GmbH",
]


def test_an_export_in_german_with_its_footers(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    for name, rows in EXPORTS.items():
        lines = [";".join(row) for row in rows]
        (folder / f"{name}.csv").write_text("\n".join([*lines, *FOOTER]), "utf-8-sig")
    plan = read(folder, today=dt.date(2026, 11, 20)).plan
    assert (plan.customer.name, plan.vendor.name) == ("Orbe Logistik GmbH", "Torquast Software GmbH")
    people = {p.name: (p.title, p.party) for p in plan.people}
    assert people["Annegret Hollwedel"] == ("Geschäftsführerin", Party.CUSTOMER)
    assert people["Ilka Moorkamp"] == ("Projektleiterin", Party.PARTNER)
    assert people["Birte Scholvin"] == ("Key Account Managerin", Party.VENDOR)
    assert [s.owner_customer for s in plan.steps] == ["Annegret Hollwedel"] * 2
    shared = plan.model_dump_json(exclude={"internal"})
    assert "Zahlt spät" not in shared
    assert "Zahlt spät" in str(plan.internal)


def test_an_export_of_firms_is_never_a_table_of_steps(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    firms = [
        "ID de fiche,Nom de l'entreprise,Nom de domaine de l'entreprise,Type,Secteur d'activité,"
        "Propriétaire de l'entreprise,Description",
        "18830442907,Orbe Cars,orbe.example,Prospect,Transport,Élodie Mar,À ne pas laisser au concurrent",
        "18830511364,Tallyho,tallyho.example,Autre,Logiciels,Élodie Mar,Notre société et rien d'autre",
    ]
    deals = [
        "ID de fiche,Nom de la transaction,Phase de la transaction,Entreprise associée,Date de fermeture",
        "77001,Orbe Cars - Roulements,Proposition,Orbe Cars,2027-02-26",
    ]
    tasks = [
        "Titre de la tâche,Statut de la tâche,Date d'échéance,Attribué à",
        "Taux confirmé par la DG,Terminée,2026-09-18,Élodie Mar",
        "Pilote dans deux dépôts,Pas commencée,2027-01-18,Élodie Mar",
    ]
    for name, lines in (("entreprises", firms), ("transactions", deals), ("taches", tasks)):
        (folder / f"{name}.csv").write_text("\n".join(lines), "utf-8")
    plan = read(folder, today=dt.date(2026, 11, 20)).plan
    assert [s.title for s in plan.steps] == ["Taux confirmé par la DG", "Pilote dans deux dépôts"]
    assert "concurrent" not in plan.model_dump_json(exclude={"internal"})


@pytest.mark.parametrize(
    "heads",
    [
        ("What can go wrong", "Likelihood", "What we do", "Who"),
        ("Was schiefgehen kann", "Wahrscheinlichkeit", "Was wir tun", "Wer"),
        ("Ce qui peut mal tourner", "Probabilité", "Ce que nous faisons", "Qui"),
        ("Qué puede salir mal", "Probabilidad", "Qué hacemos", "Quién"),
        ("O que pode correr mal", "Probabilidade", "O que fazemos", "Quem"),
        ("Wat kan er misgaan", "Kans", "Wat we doen", "Wie"),
        ("Cosa può andare storto", "Probabilità", "Cosa facciamo", "Chi"),
    ],
)
def test_risks_in_whole_sentences(heads: tuple[str, ...], tmp_path: Path) -> None:
    rows: Rows = [
        ["Points to watch"],
        [],
        list(heads),
        ["The labels arrive late", "Medium", "Order the second lot on the day", "Ann Lee"],
        ["Wards go on calling", "High", "One person in each ward", "Ann Lee"],
    ]
    risks = sheets(tmp_path, Watch=rows).plan.risks
    assert [(r.statement, r.mitigation, r.owner) for r in risks] == [(r[0], r[2], r[3]) for r in rows[3:]]


def test_no_columns_are_asked_about_where_there_are_none() -> None:
    from mutualplan_deck.readers import shape

    assert shape.by_values("outcomes", [], {}, Below({}, {}, Names())) == {}
