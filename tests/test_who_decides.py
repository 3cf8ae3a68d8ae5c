"""Who decides, where no column says it: by what the sheet says that the customer's people do."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from mutualplan_deck.readers import read
from mutualplan_deck.readers.reading import Reading

TODAY = dt.date(2027, 1, 12)


@pytest.mark.parametrize(
    ("says", "decides"),
    [
        ("Sponsor, signs the contract", True),
        ("Executive sponsor, final say", True),
        ("Agrees the figures and signs", True),
        ("entscheidet und unterschreibt", True),
        ("Auftraggeberin, unterschreibt", True),
        ("Décide et signe", True),
        ("Marraine du projet, signe", True),
        ("Patrocina y firma", True),
        ("Patrocinador, dá a palavra final", True),
        ("Patrocina e assina", True),
        ("Signs off the numbers", False),
        ("Executive sponsor", False),
        ("Prepares what the board decides", False),
        ("Vertrag, Firma Nordwerk", False),
        ("Valide les gains", False),
    ],
)
def test_a_person_decides_whose_part_in_it_says_so(says: str, decides: bool, tmp_path: Path) -> None:
    reading = _read(
        tmp_path, [["Name", "Job title", "Side", "Responsible for"], ["Ann Lee", "COO", "Acme", says]]
    )
    assert [p.decides for p in reading.plan.people if p.name == "Ann Lee"] == [decides]
    assert any("one who decides" in f.message for f in reading.findings) is decides


def test_what_somebody_is_to_the_vendor_or_to_another_side_makes_nobody_decide(tmp_path: Path) -> None:
    rows = [
        ["Name", "Job title", "Side", "Buying role", "Responsible for"],
        ["Ann Lee", "COO", "Acme", "Economic buyer", "Runs the plan"],
        ["Bo Ray", "VP", "Bolt", "", "Signs the contract"],
    ]
    assert not any(p.decides for p in _read(tmp_path, rows).plan.people)


def test_a_column_that_says_who_decides_is_all_that_counts(tmp_path: Path) -> None:
    rows = [
        ["Name", "Job title", "Side", "Decides", "Responsible for"],
        ["Ann Lee", "COO", "Acme", "yes", "Runs the plan"],
        ["Cy Fox", "CFO", "Acme", "no", "Signs the contract"],
    ]
    assert [p.decides for p in _read(tmp_path, rows).plan.people] == [True, False]


def _read(folder: Path, rows: list[list[str]]) -> Reading:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "People"
    for row in [["Customer", "Acme Ltd"], ["Vendor", "Bolt Inc"], [], *rows]:
        sheet.append(row)
    path = folder / "people.xlsx"
    book.save(path)
    return read(path, today=TODAY)
