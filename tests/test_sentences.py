"""Figures that stand in sentences, in five languages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_meaning import FACTS, read_sheets

from mutualplan_deck.readers import lines
from mutualplan_deck.readers.sentences import said_in

CASES = [
    (
        "Order approval has to come down from 14 to 6 days by 30 September 2027, or two sites stop",
        "Order approval | 14 6 days 2027-09-30",
    ),
    (
        "Cut scrap on the ductile line from 7.8% to 4.0% so we keep the programme",
        "scrap on the ductile line | 7.8 4.0 % None",
    ),
    (
        "La aprobación de una orden de compra tiene que pasar de 14 a 6 días",
        "aprobación de una orden de compra | 14 6 días None",
    ),
    (
        "Los sobrecostos de obra deben bajar del 8,5 % al 5 % del presupuesto",
        "sobrecostos de obra | 8.5 5 % None",
    ),
    (
        "Jede achte Operation fällt aus. Bis Ende 2027 soll die Quote von 12,4 % auf 6 % fallen.",
        "Quote | 12.4 6 % None",
    ),
    ("Remonter l'occupation des salles de 61 % à 75 %", "l'occupation des salles | 61 75 % None"),
    ("Reduzir a água captada de 118 para 70 litros", "água captada | 118 70 litros None"),
    ("Lower the bill from 3.28 to 2.70 M€", "None"),
    ("From 1 October 2027 the airport pays only at 5 minutes or less", "None"),
    ("From 12 to 9 days in one yard, from 30 to 20 in the other", "None"),
]


@pytest.mark.parametrize(("text", "told"), CASES)
def test_what_is_measured_and_its_two_figures(text: str, told: str) -> None:
    said = said_in(text)
    assert (f"{said.metric} | {said.first} {said.last} {said.unit} {said.due}" if said else "None") == told


@given(st.integers(0, 999), st.integers(0, 999), st.sampled_from(["days", "%", "hours", ""]))
def test_any_two_figures_are_found_again(first: int, last: int, unit: str) -> None:
    said = said_in(f"Claims cycle time must fall from {first} to {last} {unit}".strip())
    if first == last:
        assert said is None
    else:
        assert said is not None
        assert (said.metric, said.first, said.last, said.unit) == (
            "Claims cycle time",
            Decimal(first),
            Decimal(last),
            unit,
        )


@given(st.text(max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    said_in(text)


def test_a_goal_in_a_sentence_gives_its_figures_and_is_asked_about(tmp_path: Path) -> None:
    reading = read_sheets(
        tmp_path,
        {
            "Deal": FACTS,
            "The case": [
                ["Business case, as talked over with Finance"],
                [],
                [None, "In their words", "Who answers"],
                ["Goal 1", "Order approval has to go from 14 to 6 days by 30 September 2027", "Ann Lee"],
                ["Goal 2", "Overspend has to fall from 8.5 % to 5 % by 31 December 2027", "Cy Fox"],
            ],
        },
    )
    assert [(i.metric, i.baseline, i.target, i.unit, i.due, i.owner) for i in reading.plan.issues] == [
        ("Order approval", 14, 6, "days", dt.date(2027, 9, 30), "Ann Lee"),
        ("Overspend", Decimal("8.5"), 5, "%", dt.date(2027, 12, 31), "Cy Fox"),
    ]
    told = [f.place for f in reading.findings if f.code == "RD126" and "is read as from" in f.message]
    assert told == ["The case!B4", "The case!B5"]


def test_a_gain_in_a_sentence_names_what_moves_its_source_and_who_agrees() -> None:
    read = lines.outcome(
        "Los reprocesos de obra pasan de 36 a 20 por mes, lo que vale $ 1.250 millones al año "
        "(fuente: bitácoras 2026, validado por el Ing. Castaño).",
        ",",
    )
    assert read.item["metric"] == "reprocesos de obra"
    assert (read.item["before"], read.item["after"]) == (36, 20)
    assert read.item["annual_value"] == 1_250_000_000
    assert read.item["source"] == "bitácoras 2026"
    assert read.item["confirmed"]["by"] == "Ing. Castaño"
