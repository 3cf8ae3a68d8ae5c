"""Writes the messy plans of this folder: invented, in trades, languages and arrangements of their own.

python -m tests.messy.make     again, after a change here; the truths beside them are written by hand
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
DAY = dt.date


def main() -> None:
    """Write all of them."""
    laticinios()
    hospital()
    orchard()
    transit()
    ferry()


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Any]], first: int = 1) -> None:
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, column).value = value
                if isinstance(value, dt.date):
                    sheet.cell(number, column).number_format = "dd/mm/yyyy"


def laticinios() -> None:
    """Portuguese: a tracker with merged phases and words, and the case as notes beside it."""
    book = Workbook()
    case = book.active
    case.title = "Negócio"
    _fill(
        case,
        [
            ["Cliente", "Laticínios Serra Azul S.A."],
            ["Fornecedor", "Veloq Tecnologia Ltda"],
            ["Moeda", "BRL"],
            ["Data de sucesso", "30/09/2027"],
            ["Assinatura prevista", "15 de março de 2027"],
            ["Atualizado em", "12/11/2026"],
            [
                "Problema de negócio",
                "O leite perdido no transporte custa R$ 8,2 milhões por ano; a meta é 5,0 % até setembro de 2027.",
            ],
            ["Indicador", "perda de leite no transporte: 9,4 % → 5,0 %"],
            ["Prazo", "30/09/2027"],
            ["Responsável", "Renata Queiroz, Diretora de Operações"],
            [],
            ["Causas", "• Caminhões esperam 3 horas na doca\n• A temperatura só é medida na chegada"],
            [
                "Capacidades",
                "1. Ver a fila de cada doca em tempo real\n2. Alertar o motorista em 5 minutos quando a temperatura sobe",
            ],
            [],
            ["Benefícios"],
            ["Benefício", "Indicador", "Antes", "Depois", "Valor por ano", "Fonte", "Confirmado por"],
            [
                "Menos perdas",
                "Leite perdido",
                "9,4 %",
                "5,0 %",
                "R$ 3,6 mi",
                "Balanço 2025",
                "Otávio Brandão",
            ],
            [
                "Menos horas paradas",
                "Horas na doca",
                "3",
                "1,5",
                "R$ 850 mil",
                "Estudo de tempos, agosto de 2026",
            ],
            [],
            ["Pessoas"],
            ["Nome", "Cargo", "Empresa", "Papel no plano"],
            ["Renata Queiroz", "Diretora de Operações", "Serra Azul", "Patrocinadora"],
            ["Otávio Brandão", "Controller", "Serra Azul", "Confirma os números"],
            ["Ivo Satolli", "Gerente de TI", "Serra Azul"],
            ["Lia Monteverde", "Executiva de contas", "Veloq", "Dona do plano"],
            ["Caio Ferraz", "Arquiteto de soluções", "Veloq"],
        ],
    )
    plan = book.create_sheet("Plano de ação")
    _fill(
        plan,
        [
            ["Plano conjunto Serra Azul / Veloq"],
            [],
            [
                "Nº",
                "Fase",
                "Ação",
                "Responsável",
                "Início",
                "Prazo",
                "Situação",
                "Depende de",
                "Concluído quando",
                "Uso interno",
            ],
            [1, "Diagnóstico", "Linha de base confirmada", "RQ", None, DAY(2026, 10, 9), "concluído"],
            [
                2,
                None,
                "Visita a duas fábricas",
                "Cliente: Otávio / Veloq: Caio",
                "19/10/2026",
                "30/10/2026",
                "✔",
                "1",
            ],
            [
                3,
                None,
                "Caso de negócio validado",
                "Otávio Brandão",
                None,
                "27/11/2026",
                "em andamento",
                "1",
                "Controller assina a planilha",
                "Otávio acha os números otimistas",
            ],
            [
                4,
                "Prova",
                "Piloto com 20 caminhões",
                "Ivo + Caio Ferraz",
                None,
                "semana de 18 de janeiro de 2027",
                "não iniciado",
                "2, 3",
                "95 % dos alertas em 5 minutos",
            ],
            [5, None, "Parecer de segurança", "TI (cliente)", None, "31/02/2027", "não iniciado"],
            [6, None, "Segundo piloto no sul", "Ivo", None, "05/02/2027", "cancelado"],
            [7, "Decisão", "Contrato assinado", "RQ e Lia", None, "15/03/2027", "pendente", "4"],
            [8, "Entrega", "Entrada em produção", "Ivo, Caio", None, DAY(2027, 6, 14), "não iniciado", "7"],
            [9, None, "Primeira revisão de valor", "ambos", None, "T4 2027", "a definir", "8"],
        ],
    )
    for cells in ("B4:B6", "B7:B9", "B11:B12"):
        plan.merge_cells(cells)
    plan["D8"].comment = Comment("Ivo quer sair da empresa", "lm")
    secret = book.create_sheet("Só para nós")
    _fill(secret, [["Desconto máximo", "18 %"], ["Concorrente", "Rastrofrio"]])
    secret.sheet_state = "hidden"
    book.save(HERE / "serra-azul-laticinios.xlsx")


def hospital() -> None:
    """Spanish: everything on one sheet, tables under banners, a block to delete at its foot."""
    book = Workbook()
    page = book.active
    page.title = "Hoja1"
    _fill(
        page,
        [
            ["Plan mutuo: Hospital Valdemora y Numérica Salud"],
            [],
            ["Cliente:", None, "Hospital Valdemora", None, "Moneda:", "EUR"],
            ["Proveedor:", None, "Numérica Salud S.L.", None, "Última actualización:", DAY(2026, 11, 16)],
            ["Fecha de éxito:", None, "1 de octubre de 2027", None, "Próxima revisión:", DAY(2026, 12, 3)],
            [],
            ["A. OBJETIVOS DE NEGOCIO"],
            ["Nº", "Objetivo", "Indicador", "Hoy → meta", "Unidad", "Fecha límite", "Responsable"],
            [
                1,
                "Reducir la espera en urgencias antes de la auditoría regional de octubre de 2027",
                "Espera media en urgencias",
                "142 → 75",
                "minutos",
                "01/10/2027",
                "Dra. Beatriz Olmedo",
            ],
            [],
            ["B. PROBLEMAS"],
            ["Nº", "Problema", "Objetivo", "Efecto"],
            ["P1", "Las camas libres se anotan en papel", 1, "22 camas vacías al día"],
            ["P2", "El triaje se repite en cada planta", 1, "3,5 horas de enfermería por turno"],
            [],
            ["C. SOLUCIÓN"],
            ["Nº", "Capacidad", "Resuelve"],
            ["C1", "Ver cada cama libre en un minuto", "P1"],
            ["C2", "Un solo triaje para todo el recorrido", "P2"],
            [],
            ["D. RESULTADOS ESPERADOS"],
            ["Nº", "Resultado", "Métrica", "Antes", "Después", "Valor al año (EUR)", "Fuente"],
            ["R1", "Menos horas extra", "Horas extra al mes", "1.850", "900", "1.250.000 €", "Nóminas 2025"],
            [
                "R2",
                "Más ingresos programados",
                "Ingresos por semana",
                "310",
                "335",
                "640.000 – 720.000 €",
                "Estimación de gerencia",
            ],
            ["TOTAL", None, None, None, None, "1.890.000 €"],
            [],
            ["E. QUIÉN PARTICIPA"],
            ["Nombre", "Cargo", "Empresa", "Función en el plan", "Correo"],
            [
                "Dra. Beatriz Olmedo",
                "Directora médica",
                "Valdemora",
                "Patrocinadora",
                "b.olmedo@valdemora.example",
            ],
            ["Joaquín Pedrosa", "Jefe de sistemas", "Valdemora", "Integración"],
            ["Amaia Etxeandia", "Directora financiera", "Valdemora"],
            ["Nuria Calatrava", "Responsable de cuenta", "Numérica"],
            ["Hugo Benítez-Lara", "Consultor", "Consultora Alborán (socio)", "Formación"],
            [],
            ["F. CRONOGRAMA"],
            ["Nº", "Hito", "Quién", None, "Fecha", "Estado", "Hecho cuando"],
            [None, None, "Valdemora", "Numérica"],
            ["Fase 1: Acordar"],
            [1, "Objetivo acordado", "Beatriz Olmedo", "Nuria", DAY(2026, 10, 8), "hecho", "Acta firmada"],
            [2, "Datos de camas entregados", "Sistemas", "Nuria", "06/11/2026", "pendiente"],
            ["Fase 2: Probar"],
            [
                3,
                "Prueba en dos plantas",
                "J. Pedrosa",
                "Benítez-Lara",
                "del 11/01/2027 al 26/02/2027",
                "sin empezar",
                "Espera por debajo de 90 minutos",
            ],
            ["Reunión semanal los jueves, todos"],
            [
                4,
                "Comité de dirección decide",
                "Olmedo / Etxeandia",
                "Calatrava",
                "semana del 15 de marzo de 2027",
                "en curso",
            ],
            [5, "Firma del contrato", "Olmedo", "Calatrava", "31/03/2027", "por confirmar"],
            [6, "Puesta en marcha", "Pedrosa", "Calatrava", "finales de junio de 2027", "sin empezar"],
            [7, "Revisión de resultados", "Amaia", "Calatrava", DAY(2027, 10, 1), "sin empezar"],
            [],
            [],
            ["SOLO NUMÉRICA – BORRAR ANTES DE ENVIAR"],
            ["Olmedo quiere ser gerente; usar con cuidado"],
            ["Medibeta ofreció 410.000 € por tres años"],
        ],
    )
    for cells in ("A7:G7", "A11:G11", "C36:D36", "A38:G38", "A41:G41", "A43:G43"):
        page.merge_cells(cells)
    book.save(HERE / "valdemora-hospital.xlsx")


def orchard() -> None:
    """French: a folder of HubSpot exports, semicolons, BOM, quoted line breaks."""
    folder = HERE / "vergers-hubspot"
    folder.mkdir(exist_ok=True)
    _csv(
        folder / "deals.csv",
        "﻿Record ID;Deal Name;Deal Stage;Amount;Deal currency;Close Date;Deal owner;Associated Company;Business issue;Success date;Next step;Last Modified Date",
        '901;Vergers de Landrole - Tri optique;Decision maker bought-in;182000;EUR;2027-03-31;Ambre Lestienne;Vergers de Landrole SCA;"18 % des pommes sont déclassées, contre 11 % exigés par le contrat ""Primeur"" au 30/06/2027.\n2,3 M€ de marge en jeu.";2027-06-30;Ambre rappelle le DAF en douce;2026-11-18 09:12',
    )
    _csv(
        folder / "contacts.csv",
        "﻿Record ID;First Name;Last Name;Job Title;Company Name;Email;Buying Role;Lead Status",
        "11;Mathilde;Courvoisier;Directrice générale;Vergers de Landrole SCA;m.courvoisier@landrole.example;DECISION_MAKER;OPEN",
        "12;Yann;Kerbrat;Chef de station;Vergers de Landrole SCA;y.kerbrat@landrole.example;CHAMPION;OPEN",
        "13;Ambre;Lestienne;Ingénieure d'affaires;Optitri;a.lestienne@optitri.example;;",
    )
    _csv(
        folder / "tasks.csv",
        "﻿Record ID;Task Title;Task Status;Task Type;Due Date;Associated Contact;Assigned To;Notes;Associated Deal",
        "71;Mesure de départ validée;COMPLETED;TODO;2026-10-16;Yann Kerbrat;Ambre Lestienne;;Vergers de Landrole - Tri optique",
        '72;Essai sur 40 tonnes;IN_PROGRESS;TODO;2027-01-29;Yann Kerbrat;Ambre Lestienne;"Kerbrat hésite;\nne pas parler du prix";Vergers de Landrole - Tri optique',
        "73;Appel: remise;COMPLETED;CALL;2026-11-10;Mathilde Courvoisier;Ambre Lestienne;remise 12 %;Vergers de Landrole - Tri optique",
        "74;Signature du contrat;NOT_STARTED;TODO;2027-03-31;Mathilde Courvoisier;Ambre Lestienne;;Vergers de Landrole - Tri optique",
        "75;Mise en service de la ligne 2;DEFERRED;TODO;;Yann Kerbrat;Ambre Lestienne;;Vergers de Landrole - Tri optique",
    )


def _csv(path: Path, *lines: str) -> None:
    path.write_bytes("\r\n".join(lines).encode("utf-8"))


def transit() -> None:
    """American: a tracker with month-first text dates, RAG, initials, hidden things, and no labels at all."""
    book = Workbook()
    page = book.active
    page.title = "Tracker"
    _fill(
        page,
        [
            ["MAP: Cobalt Ridge Transit Authority + Switchyard Analytics"],
            ["T = go-live, 7/1/2027. T-n means n days before."],
            ["x done, o open"],
            [],
            [
                "Stage",
                "Step",
                "Customer lead",
                "Our lead",
                "Target",
                "RAG",
                "Exit criterion",
                "After",
                "Win plan",
            ],
            [
                "Align",
                "Baseline signed off",
                "D. Okonjo",
                "Priest",
                "10/16/2026",
                "x",
                "Letter on file",
                None,
                "easy",
            ],
            [None, "Ride-along on line 4", "Luz", "T. Priest", "11/3/2026", "Complete"],
            ["Prove", "Data feed open", "Cust (IT)", "T. Priest", "12/4/2026", "🔴"],
            [
                None,
                "Pilot on line 4",
                "Luz Arroyo-Kemp & D. Okonjo",
                "T. Priest",
                "1/11/2027 - 2/19/2027",
                "40%",
                "Delay under 3 min",
                "#2, #3",
            ],
            [None, "Pilot on line 9", "Luz", "T. Priest", "3/5/2027", "o"],
            ["Decide", "Board vote", "D. Okonjo", "TP", "3/9/2027 3/16/2027", "Yellow", None, "4"],
            [None, "Contract executed", "D. Okonjo", "TP", "2nd half of March 2027", "o"],
            [None, "Slip discount to Luz", None, "TP", "3/1/2027", "o"],
            ["Run", "Operators trained", "Luz", "TP", "T-14", "o"],
            [None, "Go-live", "Luz", "TP", 46569, "o", None, "7, 9"],
            [None, "First value review", "Both", None, "EOM Sept 2027", "tbd"],
        ],
    )
    page.row_dimensions[13].hidden = True
    page.column_dimensions["I"].hidden = True
    for cell in page[10]:
        cell.font = Font(strike=True)
    people = book.create_sheet("Who")
    _fill(
        people,
        [
            ["Contact", "Position", "Org"],
            ["Dele Okonjo (DO)", "Chief Operating Officer", "Cobalt Ridge"],
            ["Luz Arroyo-Kemp", "Line Manager", "Cobalt Ridge"],
            ["Theo Priest", "Account Executive", "Switchyard"],
        ],
    )
    book.save(HERE / "cobalt-ridge-transit.xlsx")


def ferry() -> None:
    """Another tool's JSON: Norwegian ferries; work packages inside phases, people by e-mail."""
    data = {
        "workspace": {
            "name": "Fjordline x Havvind",
            "client": {"legalName": "Fjordline Ferjer AS"},
            "provider": {"legalName": "Havvind Drift AS"},
        },
        "currencyCode": "NOK",
        "targets": {"goLiveOn": "2027-09-01", "contractSignatureOn": "2027-04-15"},
        "painPoints": [
            {"key": "p1", "description": "Crew lists are faxed the night before", "severity": "high"}
        ],
        "objectives": [
            {
                "key": "o1",
                "description": "Cancelled departures fall from 4.1 % to 1.5 % by September 2027",
                "kpi": "Cancelled departures",
                "from": 4.1,
                "to": 1.5,
                "uom": "%",
                "deadline": "2027-09-01",
                "sponsor": "kari@fjordline.example",
            }
        ],
        "stakeholders": [
            {
                "fullName": "Kari Bremnes-Vik",
                "position": "COO",
                "org": "client",
                "mail": "kari@fjordline.example",
            },
            {
                "fullName": "Odd Rustad",
                "position": "Fleet planner",
                "org": "client",
                "mail": "odd@fjordline.example",
                "notesInternal": "hates change",
            },
            {
                "fullName": "Silje Aune",
                "position": "Account lead",
                "org": "provider",
                "mail": "silje@havvind.example",
            },
        ],
        "phases": [
            {
                "phaseName": "Prove",
                "sequence": 2,
                "activities": [
                    {
                        "activityId": 21,
                        "name": "Trial on two routes",
                        "responsible": ["odd@fjordline.example", "silje@havvind.example"],
                        "from": "2027-01-11",
                        "until": "2027-02-26",
                        "state": "PLANNED",
                        "predecessors": [11],
                    },
                    {
                        "activityId": 22,
                        "name": "Quiet word with the minister",
                        "audience": "internal",
                        "state": "PLANNED",
                    },
                ],
            },
            {
                "phaseName": "Align",
                "sequence": 1,
                "activities": [
                    {
                        "activityId": 11,
                        "name": "Baseline agreed",
                        "responsible": ["kari@fjordline.example"],
                        "until": "2026-10-30",
                        "state": "DONE",
                        "percent": 100,
                    }
                ],
            },
        ],
        "salesforce": {"amount": 990000, "stage": "Negotiation"},
    }
    (HERE / "fjordline-ferries.json").write_text(
        json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
