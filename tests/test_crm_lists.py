"""Exports of a CRM in which the rep's own notes and follow-ups stand beside the plan that both share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import read
from mutualplan_deck.readers.reading import Reading
from mutualplan_deck.story.edition import shared_part

FILES = {
    "deals.csv": (
        "Record ID,Deal Name,Deal Stage,Deal owner,Deal Collaborators,Associated Company,Selling Entity,"
        "Primary Goal,Primary Goal - Metric,Primary Goal - Today,Primary Goal - Target,Secondary Goal\n"
        '77,Acme - sorting line,Proposal,Bo Ray,Di Orr;Ed Poe,Acme Ltd,"Bolt, Inc.",'
        "Orders leave a day late,Same-day orders,62,95,"
        "Returns have to fall from 9% to 4% by 12/31/2027\n"
    ),
    "contacts.csv": (
        "Record ID,First Name,Last Name,Email,Job Title,Company Name,Buying Role\n"
        "1,Ann,Lee,ann@acme.example,COO,Acme Ltd,Champion\n"
        "2,Cy,Fox,cy@acme.example,CFO,Acme Ltd,Blocker\n"
    ),
    "notes.csv": (
        "Record ID,Activity Date,Created by,Associated Contact,Note Body\n"
        "5,2027-01-12 16:20,bo.ray@bolt.example,Cy Fox,<p>Cy has 160K in the budget</p>\n"
    ),
    "tasks.csv": (
        "Record ID,Task Title,Queue,Plan Stage,Task Status,Due Date,Assigned to,Customer lead\n"
        "91,Trial in one shed,Acme - shared plan,1 Prove,Completed,01/22/2027,bo.ray@bolt.example,Ann Lee\n"
        "92,Call Cy before the others,Bo - my own,,Not started,01/25/2027,bo.ray@bolt.example,Cy Fox\n"
        "93,Board decides,Acme - shared plan,2 Decide,Not started,03/05/2027,Di Orr,cy@acme.example\n"
        "94,Terms agreed,Acme - shared plan,2 Decide,Not started,03/15/2027,bo.ray@bolt.example,Cy Fox\n"
    ),
}


def _read(folder: Path) -> Reading:
    export = folder / "export"
    export.mkdir()
    for name, text in FILES.items():
        (export / name).write_text(text, "utf-8")
    return read(export, today=dt.date(2027, 1, 12))


def test_only_the_list_that_both_share_is_shown(tmp_path: Path) -> None:
    reading = _read(tmp_path)
    shared = shared_part(reading.plan)
    assert [(s.title, s.phase) for s in shared.steps] == [
        ("Trial in one shed", "1 Prove"),
        ("Board decides", "2 Decide"),
        ("Terms agreed", "2 Decide"),
    ]
    said = shared.model_dump_json()
    for secret in ("160K", "before the others", "Champion", "Blocker"):
        assert secret not in said
    assert "160K" in str(dict(reading.plan.internal))


def test_the_team_of_the_deal_and_addresses_are_people(tmp_path: Path) -> None:
    plan = _read(tmp_path).plan
    vendors = [p.name for p in plan.people if p.party is Party.VENDOR]
    assert vendors == ["Bo Ray", "Di Orr"]  # Ed Poe has no task
    assert [(s.owner_customer, s.owner_vendor) for s in shared_part(plan).steps] == [
        ("Ann Lee", "Bo Ray"),
        ("Cy Fox", "Di Orr"),
        ("Cy Fox", "Bo Ray"),
    ]
    assert (plan.customer.name, plan.vendor.name) == ("Acme Ltd", "Bolt, Inc.")


def test_a_second_goal_in_a_sentence_is_a_second_issue(tmp_path: Path) -> None:
    assert [(i.metric, i.baseline, i.target) for i in _read(tmp_path).plan.issues] == [
        ("Same-day orders", 62, 95),
        ("Returns", 9, 4),
    ]


def test_activities_are_shown_by_the_column_of_the_joint_plan(tmp_path: Path) -> None:
    """ "Plano conjunto?": a no and an empty cell are the rep's own; who leads several is the vendor's."""
    export = tmp_path / "export"
    export.mkdir()
    (export / "negocios.csv").write_text(
        "ID;Nome do negócio;Empresa;Etapa;Responsável;Fornecedor;O que o cliente quer conseguir\n"
        '7;Acme - pátio;Acme Cooperativa;Negociação;Bo Ray;Bolt Ltda;"Precisam conseguir:\n'
        '• marcar a hora de descarga\n• ver a fila em uma só tela"\n',
        "utf-8",
    )
    (export / "contatos.csv").write_text(
        "ID;Nome;Sobrenome;Cargo;Empresa;ID do negócio\n1;Ann;Lee;Diretora;Acme Cooperativa;7\n", "utf-8"
    )
    (export / "atividades.csv").write_text(
        "ID;Tipo;Assunto;ID do negócio;Contato;Responsável;Prazo;Situação;Plano conjunto?\n"
        "1;Tarefa;Medição da fila;7;Ann Lee;Bo Ray;05/03/2027;A fazer;Sim\n"
        "2;Tarefa;Piloto em duas unidades;7;Ann Lee;Bo Ray;05/04/2027;A fazer;Sim\n"
        "3;Reunião;Clima na diretoria;7;Ann Lee;Bo Ray;06/04/2027;A fazer;Não\n"
        "4;Reunião;Churrasco na feira;7;Ann Lee;Bo Ray;07/04/2027;A fazer;\n",
        "utf-8",
    )
    reading = read(export, today=dt.date(2027, 1, 12))
    shared = shared_part(reading.plan)
    assert [s.title for s in shared.steps] == ["Medição da fila", "Piloto em duas unidades"]
    assert [c.statement for c in shared.capabilities] == [
        "marcar a hora de descarga",
        "ver a fila em uma só tela",
    ]
    assert [(p.name, p.party) for p in shared.people] == [
        ("Ann Lee", Party.CUSTOMER),
        ("Bo Ray", Party.VENDOR),
    ]
    assert {f.place for f in reading.findings if f.code == "RD104"} >= {"atividades.csv!C5"}
