"""A museum's plan in Italian, a sheet a phase, both teams side by side: python -m tests.messy.make_museum

Written, with its truth, before the reader had seen a word of it.
"""

from __future__ import annotations

import datetime as dt
import json

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from tests.messy.make import HERE, _fill


def main() -> None:
    """Write the workbook and what a careful reader gets out of it."""
    book = Workbook()
    _about(book.active)
    _why(book.create_sheet("2 Perché"))
    _team(book.create_sheet("3 Persone"))
    _phases(book)
    _ours(book.create_sheet("solo per noi"))
    book.save(HERE / "galleria-museo.xlsx")
    truth = json.dumps(_truth(), ensure_ascii=False, indent=1)
    (HERE / "galleria-museo.truth.json").write_text(truth + "\n", "utf-8")


def _about(sheet: Worksheet | None) -> None:
    assert sheet is not None
    sheet.title = "1 Scheda"
    _fill(
        sheet,
        [
            [None, "Piano condiviso Galleria Civica Bellorigo / Tornello"],
            [],
            [None, "Cliente:", None, "Fondazione Galleria Civica Bellorigo"],
            [None, "Fornitore:", None, "Tornello Srl"],
            [None, "Obiettivo (data):", None, "1 ottobre 2027"],
            [None, "Firma contratto:", None, "30/04/2027"],
            [None, "Valuta:", None, "EUR"],
            [None, "Aggiornato il:", None, dt.date(2026, 11, 16)],
            [None, "Prossima riunione:", None, "25/11/2026"],
            [None, "Budget disponibile (riservato)", None, "€ 95.000"],
        ],
    )


def _why(sheet: Worksheet) -> None:
    _fill(
        sheet,
        [
            ["OBIETTIVO DI BUSINESS"],
            ["N.", "Obiettivo", "Indicatore", "Oggi", "Traguardo", "Unità", "Entro", "Responsabile"],
            [
                1,
                "Ridurre l'attesa in biglietteria prima della mostra di ottobre 2027",
                "Attesa media alla cassa",
                38,
                10,
                "minuti",
                "01/10/2027",
                "Dott.ssa Fiammetta Orsenigo",
            ],
            [],
            ["CAUSE"],
            ["N.", "Causa", "Effetto", "Obiettivo n."],
            ["C1", "I gruppi si prenotano per telefono", "1.900 telefonate al mese", 1],
            ["C2", "I biglietti si controllano a mano", "due addetti per ingresso", 1],
            [],
            ["CHE COSA SERVE"],
            ["N.", "Capacità", "Risolve", "Come lo verifichiamo"],
            ["S1", "I gruppi prenotano da soli", "C1", "meno di 300 telefonate al mese"],
            ["S2", "Ingresso con un solo passaggio", "C2", "prova con 500 visitatori"],
            [],
            ["BENEFICI"],
            ["N.", "Beneficio", "Misura", "Prima", "Dopo", "Valore annuo", "Fonte"],
            [
                "B1",
                "Ore di cassa risparmiate",
                "Ore di cassa al mese",
                1240,
                700,
                "€ 128.400,00",
                "Turni 2025",
            ],
            [
                "B2",
                "Più visitatori nei fine settimana",
                "Visitatori a fine settimana",
                "5.200",
                "6.100",
                "210 mila €",
                "Stima ufficio mostre",
            ],
            [None, "Totale", None, None, None, "€ 338.400,00"],
        ],
    )


def _team(sheet: Worksheet) -> None:
    _fill(
        sheet,
        [
            ["Chi fa che cosa"],
            [],
            ["GALLERIA", None, None, None, "TORNELLO"],
            ["Nome", "Ruolo", "E-mail", None, "Nome", "Ruolo", "E-mail"],
            [
                "Dott.ssa Fiammetta Orsenigo",
                "Direttrice",
                "f.orsenigo@bellorigo.example",
                None,
                "Ludovico Sant'Angelo",
                "Responsabile cliente",
                "ludo@tornello.example",
            ],
            [
                "Ing. Pio Quarantotti",
                "Sistemi informativi",
                "p.quarantotti@bellorigo.example",
                None,
                "Ginevra Maltese",
                "Capoprogetto",
                "ginevra@tornello.example",
            ],
            ["Carla De Portis", "Amministrazione", "c.deportis@bellorigo.example"],
        ],
    )
    sheet["B7"].comment = Comment("vuole lo sconto del 12 %", "LSA")


_HEADS = [
    "Attività",
    "Galleria",
    "Tornello",
    "Inizio",
    "Scadenza",
    "Stato",
    "Fatto quando",
    "Appunti Tornello",
]
_PHASES = {
    "A Allineamento": [
        [
            "Obiettivo concordato",
            "Orsenigo",
            "Ludovico",
            None,
            "09/10/2026",
            "Fatto ✔",
            "Verbale firmato",
            "lei decide tutto",
        ],
        ["Dati delle casse consegnati", "Quarantotti", None, None, "13 nov 2026", "In corso", None, None],
        ["Sicurezza dei dati verificata", "IT", "G. Maltese", "11/01/2027", "fine gennaio 2027", "Da fare"],
    ],
    "B Prova": [
        [
            "Prova con 500 visitatori",
            "Quarantotti",
            "Ginevra",
            "08/02/2027",
            "19/02/2027",
            "Da fare",
            "Coda sotto i 10 minuti",
            "se va male offriamo 2 mesi gratis",
        ],
        ["Decisione del consiglio", "Orsenigo / De Portis", "Ludovico", None, "19/03/2027", "🟡"],
        ["Riunione ogni lunedì", None, None, None, "ogni lunedì"],
    ],
    "C Avvio": [
        ["Firma del contratto", "Orsenigo", "Ludovico", None, "30/04/2027", "In attesa"],
        ["Formazione delle casse", "De Portis", "Ginevra", "31/05/2027", "11/06/2027", "Da fare"],
        ["Apertura con il nuovo ingresso", "tutti", None, None, "01/10/2027", "Da fare"],
        ["Verifica dei risultati", "Orsenigo", "Ludovico", None, "3° trimestre", "Annullato"],
    ],
}


def _phases(book: Workbook) -> None:
    for title, rows in _PHASES.items():
        sheet = book.create_sheet(title)
        _fill(sheet, [[title], _HEADS, *rows])
    book["C Avvio"].column_dimensions["H"].hidden = True


def _ours(sheet: Worksheet) -> None:
    _fill(sheet, [["Sconto massimo 15 %"], ["Concorrente: Varcomat, 20 mila in meno"]])


def _step(title: str, phase: str, *rest: str | None) -> dict[str, object]:
    buyer, vendor, start, due, status, means = rest
    return {
        "title": title,
        "phase": phase,
        "buyer_owner": buyer,
        "vendor_owner": vendor,
        "start": start,
        "due": due,
        "status": status,
        "depends_on": [],
        "done_means": means,
    }


def _truth() -> dict[str, object]:
    director, systems, money = "Fiammetta Orsenigo", "Pio Quarantotti", "Carla De Portis"
    account, lead = "Ludovico Sant'Angelo", "Ginevra Maltese"
    first, second, third = "Allineamento", "Prova", "Avvio"
    return {
        "customer": "Fondazione Galleria Civica Bellorigo",
        "vendor": "Tornello Srl",
        "success_date": "2027-10-01",
        "signature_date": "2027-04-30",
        "currency": "EUR",
        "issues": [
            {
                "statement": "Ridurre l'attesa in biglietteria prima della mostra di ottobre 2027",
                "metric": "Attesa media alla cassa",
                "baseline": 38,
                "target": 10,
                "unit": "minuti",
                "due": "2027-10-01",
                "owner": director,
            }
        ],
        "problems": ["I gruppi si prenotano per telefono", "I biglietti si controllano a mano"],
        "capabilities": ["I gruppi prenotano da soli", "Ingresso con un solo passaggio"],
        "outcomes": [
            {
                "metric": "Ore di cassa al mese",
                "before": 1240,
                "after": 700,
                "annual_amount": 128400,
                "source": "Turni 2025",
            },
            {
                "metric": "Visitatori a fine settimana",
                "before": 5200,
                "after": 6100,
                "annual_amount": 210000,
                "source": "Stima ufficio mostre",
            },
        ],
        "people": [
            {"name": director, "title": "Direttrice", "side": "buyer", "role": None},
            {"name": systems, "title": "Sistemi informativi", "side": "buyer", "role": None},
            {"name": money, "title": "Amministrazione", "side": "buyer", "role": None},
            {"name": account, "title": "Responsabile cliente", "side": "vendor", "role": None},
            {"name": lead, "title": "Capoprogetto", "side": "vendor", "role": None},
        ],
        "steps": [
            _step(
                "Obiettivo concordato",
                first,
                director,
                account,
                None,
                "2026-10-09",
                "done",
                "Verbale firmato",
            ),
            _step(
                "Dati delle casse consegnati", first, systems, None, None, "2026-11-13", "in_progress", None
            ),
            _step(
                "Sicurezza dei dati verificata",
                first,
                "IT",
                lead,
                "2027-01-11",
                "2027-01-31",
                "not_started",
                None,
            ),
            _step(
                "Prova con 500 visitatori",
                second,
                systems,
                lead,
                "2027-02-08",
                "2027-02-19",
                "not_started",
                "Coda sotto i 10 minuti",
            ),
            _step(
                "Decisione del consiglio",
                second,
                f"{director}; {money}",
                account,
                None,
                "2027-03-19",
                "at_risk",
                None,
            ),
            _step("Firma del contratto", third, director, account, None, "2027-04-30", "blocked", None)
            | {"_status_accept": ["to_confirm", "not_started"]},
            _step(
                "Formazione delle casse", third, money, lead, "2027-05-31", "2027-06-11", "not_started", None
            ),
            _step(
                "Apertura con il nuovo ingresso",
                third,
                "(unnamed)",
                "(unnamed)",
                None,
                "2027-10-01",
                "not_started",
                None,
            ),
            _step("Verifica dei risultati", third, director, account, None, None, "cancelled", None)
            | {"_due_accept": ["2027-09-30", "2026-09-30"]},
        ],
        "internal": [
            "95.000",
            "lei decide tutto",
            "2 mesi gratis",
            "sconto del 12",
            "Sconto massimo",
            "Varcomat",
        ],
        "must_warn": [
            {"where": "2 Perché!F19", "why": "a total that is no outcome"},
            {"where": "A Allineamento!B5", "why": "a function"},
            {"where": "A Allineamento!E5", "why": "not exact"},
            {"where": "B Prova!A5", "why": "a weekly meeting, no step"},
            {"where": "C Avvio!B5", "why": "nobody by name"},
            {"where": "C Avvio!E6", "why": "a quarter without a year"},
            {"where": "C Avvio!F3", "why": "waiting: for whom?"},
            {"where": "solo per noi!*", "why": "for the vendor alone"},
            {"where": "1 Scheda!D10", "why": "the budget is the vendor's knowledge"},
        ],
        "_links": [
            {"problem": 0, "issue": 0},
            {"problem": 1, "issue": 0},
            {"capability": 0, "problem": 0},
            {"capability": 1, "problem": 1},
        ],
        "_meta": {"as_of": "2026-11-16", "language": "it-IT"},
    }


if __name__ == "__main__":
    main()
