"""What figures are counted in, where no column says it: money with its code, and how slides say it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from mutualplan_deck.readers import read
from mutualplan_deck.story.voice import Voice

TODAY = dt.date(2027, 1, 12)


@pytest.mark.parametrize(
    ("baseline", "target", "shape", "unit"),
    [
        ("31,40 €/palé", "26,50 €/palé", "", "EUR/palé"),
        ("£186 a claim", "£158 a claim", "", "GBP a claim"),
        ("1,9 M€", "1,2 M€", "", "EUR"),
        ("34 Tage", "15 Tage", "", "Tage"),
        (2_400_000, 1_700_000, "$#,##0", "USD"),
        (1.94, 1.7, "[$€-407] #,##0.00", "EUR"),
        (0.71, 0.85, "0%", "%"),
        (12, 9, "0", ""),
    ],
)
def test_the_unit_of_a_goal_is_that_of_its_figures(
    baseline: Any, target: Any, shape: str, unit: str, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Goals"
    for row in (["Customer", "Acme Ltd"], [], ["Goal", "KPI", "Today", "Target"]):
        sheet.append(row)
    sheet.append(["Spend less on pallets", "Spend", baseline, target])
    for cell in (sheet["C4"], sheet["D4"]):
        cell.number_format = shape or "General"
    path = tmp_path / "goals.xlsx"
    book.save(path)
    (issue,) = read(path, today=TODAY).plan.issues
    assert issue.unit == unit


@pytest.mark.parametrize(
    ("remark", "currency"),
    [
        ("All dollars CAD, before tax", "CAD"),
        ("Cifras en pesos (MDP = millones de pesos) salvo que diga US$", "MXN"),
        ("Alle Beträge in EUR netto", "EUR"),
        ("All numbers agreed with the CFO", ""),
        ("All values in dollars", ""),
    ],
)
def test_a_remark_at_the_head_says_the_currency(remark: str, currency: str, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Plan"
    for row in (["Customer", "Acme Ltd", "", remark], [], ["Action", "Owner", "Due"]):
        sheet.append(row)
    sheet.append(["Trial in one shed", "Ann Lee", dt.date(2027, 2, 5)])
    path = tmp_path / "plan.xlsx"
    book.save(path)
    assert read(path, today=TODAY).plan.currency == currency


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("31.4", "EUR/pallet", "€31.40/pallet"),
        ("158", "EUR a claim", "€158 a claim"),
        ("2400000", "EUR", "€2.4m"),
        ("41", "USD/m²", "41\N{NO-BREAK SPACE}USD/m²"),
    ],
)
def test_a_measure_in_money_is_said_as_money(value: str, unit: str, said: str) -> None:
    assert _voice().measure(Decimal(value), unit).full == said


def _voice() -> Voice:
    return Voice("en-GB", "EUR", TODAY)
