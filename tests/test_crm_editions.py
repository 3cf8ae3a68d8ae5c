"""Exports of two CRMs in seven editions: one deal, two of the customer's people, three tasks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mutualplan_deck.plan.model import Party, Status
from mutualplan_deck.readers import read

DEAL, CONTACT, TASK, STATES = range(4)
EDITIONS = {
    "en": (
        "Opportunity ID;Opportunity Name;Account Name;Stage;Amount;Close Date;Opportunity Owner",
        "Contact ID;First Name;Last Name;Title;Account Name;Email",
        "Activity ID;Subject;Status;Due Date;Name;Opportunity ID;Assigned To",
        ("Completed", "Not Started"),
    ),
    "de": (
        "Opportunity-ID;Opportunity-Name;Accountname;Phase;Betrag;Schlusstermin;Opportunity-Inhaber",
        "Kontakt-ID;Vorname;Nachname;Titel;Accountname;E-Mail",
        "Aktivitäts-ID;Thema;Status;Fälligkeitsdatum;Name;Opportunity-ID;Zugewiesen zu",
        ("Abgeschlossen", "Nicht begonnen"),
    ),
    "fr": (
        "ID d'opportunité;Nom de l'opportunité;Nom du compte;Étape;Montant;Date de clôture;"
        "Propriétaire de l'opportunité",
        "ID de contact;Prénom;Nom;Titre;Nom du compte;Email",
        "ID d'activité;Objet;Statut;Date d'échéance;Nom;ID d'opportunité;Attribué à",
        ("Terminé", "Non démarré"),
    ),
    "es": (
        "Id. de oportunidad;Nombre de la oportunidad;Nombre de la cuenta;Etapa;Importe;Fecha de cierre;"
        "Propietario de la oportunidad",
        "Id. de contacto;Nombre;Apellidos;Cargo;Nombre de la cuenta;Correo electrónico",
        "Id. de actividad;Asunto;Estado;Fecha de vencimiento;Nombre;Id. de oportunidad;Asignado a",
        ("Completada", "No iniciada"),
    ),
    "pt": (
        "ID da oportunidade;Nome da oportunidade;Nome da conta;Fase;Valor;Data de fechamento;"
        "Proprietário da oportunidade",
        "ID do contato;Primeiro nome;Sobrenome;Cargo;Nome da conta;E-mail",
        "ID da atividade;Assunto;Status;Data de vencimento;Nome;ID da oportunidade;Atribuído a",
        ("Concluída", "Não iniciada"),
    ),
    "nl": (
        "Opportunity-id;Opportunitynaam;Accountnaam;Fase;Bedrag;Sluitdatum;Eigenaar opportunity",
        "Contactpersoon-id;Voornaam;Achternaam;Functie;Accountnaam;E-mail",
        "Activiteits-id;Onderwerp;Status;Vervaldatum;Naam;Opportunity-id;Toegewezen aan",
        ("Voltooid", "Niet gestart"),
    ),
    "it": (
        "ID opportunità;Nome opportunità;Nome account;Fase;Importo;Data di chiusura;Titolare opportunità",
        "ID referente;Nome;Cognome;Qualifica;Nome account;Email",
        "ID attività;Oggetto;Stato;Data di scadenza;Nome;ID opportunità;Assegnato a",
        ("Completata", "Non iniziata"),
    ),
}


HUBSPOT = {
    "en": (
        "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Associated Company",
        "Record ID,First Name,Last Name,Job Title,Email,Company Name",
        "Task Title,Task Status,Due Date,Assigned to,Associated Contact",
        ("Completed", "Not started"),
    ),
    "de": (
        "Datensatz-ID,Deal-Name,Deal-Phase,Abschlussdatum,Deal-Inhaber,Betrag,Zugehöriges Unternehmen",
        "Datensatz-ID,Vorname,Nachname,Jobtitel,E-Mail,Unternehmensname",
        "Titel der Aufgabe,Aufgabenstatus,Fälligkeitsdatum,Zugewiesen an,Zugehöriger Kontakt",
        ("Abgeschlossen", "Nicht begonnen"),
    ),
    "fr": (
        "ID d'enregistrement,Nom de la transaction,Phase de la transaction,"
        "Date de fermeture,Propriétaire de la transaction,Montant,Entreprise associée",
        "ID d'enregistrement,Prénom,Nom,Intitulé de poste,E-mail,Nom de l'entreprise",
        "Titre de la tâche,Statut de la tâche,Date d'échéance,Attribué à,Contact associé",
        ("Terminée", "Pas commencée"),
    ),
    "es": (
        "ID de registro,Nombre del negocio,Etapa del negocio,Fecha de cierre,"
        "Propietario del negocio,Valor,Empresa asociada",
        "ID de registro,Nombre,Apellidos,Cargo,Correo,Nombre de la empresa",
        "Título de la tarea,Estado de la tarea,Fecha de vencimiento,Asignado a,Contacto asociado",
        ("Completada", "No iniciada"),
    ),
    "pt": (
        "ID do registro,Nome do negócio,Etapa do negócio,Data de fechamento,"
        "Proprietário do negócio,Valor,Empresa associada",
        "ID do registro,Nome,Sobrenome,Cargo,E-mail,Nome da empresa",
        "Título da tarefa,Status da tarefa,Data de vencimento,Atribuído a,Contato associado",
        ("Concluída", "Não iniciada"),
    ),
    "nl": (
        "Record-ID,Dealnaam,Dealfase,Sluitingsdatum,Eigenaar van deal,Bedrag,Gekoppeld bedrijf",
        "Record-ID,Voornaam,Achternaam,Functietitel,E-mail,Bedrijfsnaam",
        "Titel van taak,Taakstatus,Vervaldatum,Toegewezen aan,Gekoppelde contactpersoon",
        ("Voltooid", "Niet gestart"),
    ),
    "it": (
        "ID record,Nome dell'affare,Fase dell'affare,Data di chiusura,"
        "Proprietario dell'affare,Importo,Azienda associata",
        "ID record,Nome,Cognome,Qualifica,Email,Nome azienda",
        "Titolo attività,Stato dell'attività,Data di scadenza,Assegnato a,Contatto associato",
        ("Completata", "Non iniziata"),
    ),
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_export_is_read_alike_in_each_edition(edition: str, tmp_path: Path) -> None:
    """Records that speak of each other by ids, as Salesforce exports them."""
    heads = EDITIONS[edition]
    done, still = heads[STATES]
    deal = "006A1"
    _is_the_plan(
        tmp_path / "export",
        Opportunity=[
            heads[DEAL],
            f"{deal};Orbe - Gates;Orbe Logistik;X;186400;2027-02-26;Birte Scholvin",
        ],
        Contact=[
            heads[CONTACT],
            "003A1;Anne;Holl;CFO;Orbe Logistik;a@orbe.example",
            "003A2;Ilka;Moor;COO;Orbe Logistik;i@orbe.example",
        ],
        Task=[
            heads[TASK],
            f"00T1;Two days at the gate;{done};2026-09-11;Anne Holl;{deal};Birte Scholvin",
            f"00T2;Proof in one yard;{still};2026-12-11;Ilka Moor;{deal};Birte Scholvin",
            f"00T3;Contract;{still};2027-02-11;Anne Holl;{deal};Birte Scholvin",
        ],
    )


@pytest.mark.parametrize("edition", HUBSPOT)
def test_lists_of_deals_contacts_and_tasks_too(edition: str, tmp_path: Path) -> None:
    """Records that speak of each other by names, as HubSpot exports them."""
    heads = HUBSPOT[edition]
    done, still = heads[STATES]
    _is_the_plan(
        tmp_path / "export",
        deals=[heads[DEAL], "77001,Orbe - Gates,Proposal,2027-02-26,Birte Scholvin,186400,Orbe Logistik"],
        contacts=[
            heads[CONTACT],
            "801,Anne,Holl,CFO,a@orbe.example,Orbe Logistik",
            "802,Ilka,Moor,COO,i@orbe.example,Orbe Logistik",
        ],
        tasks=[
            heads[TASK],
            f"Two days at the gate,{done},2026-09-11,Birte Scholvin,Anne Holl",
            f"Proof in one yard,{still},2026-12-11,Birte Scholvin,Ilka Moor",
            f"Contract,{still},2027-02-11,Birte Scholvin,Anne Holl",
        ],
    )


def _is_the_plan(folder: Path, **files: list[str]) -> None:
    folder.mkdir()
    for name, lines in files.items():
        (folder / f"{name}.csv").write_text("\n".join(lines), "utf-8-sig")
    plan = read(folder, today=dt.date(2026, 11, 20)).plan
    assert (plan.customer.name, plan.signature_date) == ("Orbe Logistik", dt.date(2027, 2, 26))
    assert [(p.name, p.title, p.party) for p in plan.people] == [
        ("Anne Holl", "CFO", Party.CUSTOMER),
        ("Ilka Moor", "COO", Party.CUSTOMER),
        ("Birte Scholvin", "", Party.VENDOR),
    ]
    assert [(s.title, s.owner_customer, s.owner_vendor, s.due, s.status) for s in plan.steps] == [
        ("Two days at the gate", "Anne Holl", "Birte Scholvin", dt.date(2026, 9, 11), Status.DONE),
        ("Proof in one yard", "Ilka Moor", "Birte Scholvin", dt.date(2026, 12, 11), Status.NOT_STARTED),
        ("Contract", "Anne Holl", "Birte Scholvin", dt.date(2027, 2, 11), Status.NOT_STARTED),
    ]
    shared = plan.model_dump_json(exclude={"internal"})
    assert "186400" not in shared  # what the deal is worth to us


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Función", ("Comprador económico", "Patrocinador ejecutivo")),
        ("Responsibility", ("Economic Buyer", "Influencer")),
        ("Rôle dans le projet", ("Acheteur technique", "Sponsor exécutif")),
        ("Función", ("Comprador económico", "Lleva la obra")),  # a value that no list has
        ("Ruolo", ("Acquirente economico", "Sponsor esecutivo")),
        ("Rol", ("Economische koper", "Beslisser")),
        ("Rolle", ("Wirtschaftlicher Käufer", "Entscheidungsträger")),
        ("Função", ("Comprador econômico", "Tomador de decisões")),
    ],
)
def test_what_a_crm_takes_people_for_is_internal(header: str, roles: tuple[str, str], tmp_path: Path) -> None:
    lines = [
        f"First Name,Last Name,Title,Company,{header}",
        f"Anne,Holl,CFO,Orbe Logistik,{roles[0]}",
        f"Ilka,Moor,COO,Orbe Logistik,{roles[1]}",
    ]
    (tmp_path / "contacts.csv").write_text("\n".join(lines), "utf-8")
    (tmp_path / "plan.csv").write_text(
        "Step,Due,Owner\nPilot,2027-01-08,Anne Holl\nContract,2027-02-08,Ilka Moor", "utf-8"
    )
    (tmp_path / "cover.csv").write_text("Customer,Orbe Logistik\nVendor,Tallyho", "utf-8")
    plan = read(tmp_path, today=dt.date(2026, 11, 20)).plan
    assert [p.role for p in plan.people] == list(roles)
    assert not any(p.responsibility for p in plan.people)
