"""What people and organisations are called on a slide: short, and still who they are."""

from __future__ import annotations

import datetime as dt

import pytest

from mutualplan_deck.plan.firms import plain_name
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.story.facts import Facts, initialled, initials
from mutualplan_deck.story.tell import facts_of

TODAY = dt.date(2027, 1, 12)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("David Okafor", "D. Okafor"),
        ("Dr. Birgit Schäuffele", "B. Schäuffele"),
        ("François-Xavier Lebœuf", "F.-X. Lebœuf"),
        ("Aurélien de Castelnau", "A. de Castelnau"),
        ("Procurement", "Procurement"),
        ("the legal team", "the legal team"),
        ("Okafor, David", "Okafor, David"),
        ("-", "-"),
        ("", ""),
    ],
)
def test_a_name_by_initial_and_surname(name: str, short: str) -> None:
    assert initialled(name).replace("\u00a0", " ") == short


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Marian Holt", "MH"),
        ("Dr. Birgit Schäuffele", "BS"),
        ("金田", "金"),
        ("Cher", "CH"),
        ("", "?"),
        ("🚀", "?"),
    ],
)
def test_letters_for_a_disc(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Taktwerk GmbH & Co. KG", "Taktwerk"),
        ("Iberia Motores, S.A.", "Iberia Motores"),
        ("Halden Mutual", "Halden Mutual"),
        ("SE", "SE"),
        ("Hermanos Berrozal Alimentación, S.L.", "Hermanos Berrozal Alimentación"),
        ("Salmones Marejada S.A. de C.V.", "Salmones Marejada"),
        ("Serra do Cambuí Laticínios Ltda.", "Serra do Cambuí Laticínios"),
        ("Foo S.p.A.", "Foo"),
        ("Skarnholm AS", "Skarnholm"),
        ("Lee & Sons", "Lee & Sons"),
    ],
)
def test_an_organisation_without_its_legal_form(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def _facts(locale: str, **fields: object) -> Facts:
    data = {"customer": {"name": "Halden Mutual"}, "locale": locale, **fields}
    return facts_of(Plan.model_validate(data), TODAY)[0]


@pytest.mark.parametrize(
    ("locale", "words", "inside"),
    [
        ("en-GB", "Time study of claims", "time study of claims"),
        ("en-GB", "IT security review", "IT security review"),
        ("en-GB", "Halden’s ledger", "Halden’s ledger"),
        ("en-GB", "Halden: the ledger", "Halden: the ledger"),
        ("en-GB", "Halden ledger", "Halden ledger"),
        ("fr-FR", "Étude de temps", "étude de temps"),
        ("es-ES", "Plazo de entrega", "plazo de entrega"),
        ("de-DE", "Umlaufbestand", "Umlaufbestand"),
        ("en-GB", "", ""),
    ],
)
def test_a_phrase_inside_a_sentence(locale: str, words: str, inside: str) -> None:
    assert _facts(locale).inner(words) == inside


def test_a_person_without_name_and_title_names_nobody() -> None:
    facts = _facts("", people=[{"id": "p"}], steps=[{"id": "s", "owner_customer": "p"}])
    assert facts.owners(facts.steps[0]) == ()
    assert facts.owner("k", "p").gap


def test_an_author_s_full_stop_and_lines_do_not_enter_titles() -> None:
    assert _facts("").phrase(" Claims\nsettled  in 12 days. ") == "Claims settled in 12 days"
