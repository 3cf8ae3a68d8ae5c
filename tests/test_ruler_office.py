"""LibreOffice breaks lines where the ruler says it will."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Pt

from mutualplan_deck.deck.boxes import Run
from mutualplan_deck.deck.ruler import SAFETY, Ruler

TEXTS = (
    "Settling claims in 12 days instead of 21 is worth £2.4m a year from 30 June 2027, and 60% is confirmed",
    "Le délai de règlement passe de 21 à 12 jours, ce qui représente 2,4 millions d’euros par an dès juin",
    "Die Schadenregulierung dauert künftig zwölf statt einundzwanzig Tage; das spart 2,4 Millionen im Jahr",
    "Tramitar un siniestro en doce días en lugar de veintiuno vale 2,4 millones de euros al año",
    "The well-known month-end close takes follow-up calls, re-keying and day-to-day hand-offs between teams",
    "Security review, penetration test report and data-protection sign-off, by 5 March 2027 at the latest",
    "Урегулирование убытков за двенадцать дней вместо двадцати одного приносит два миллиона в год",
    "Η διευθέτηση των ζημιών σε δώδεκα ημέρες αντί για είκοσι μία αξίζει δύο εκατομμύρια τον χρόνο",
)
FACES = ("Calibri", "Arial", "Times New Roman")
WIDTHS = (180.0, 260.0)
CASES = [(text, face, width) for text in TEXTS for face in FACES for width in WIDTHS]
SIZE = 12


def _deck(path: Path) -> None:
    deck = Presentation()
    for text, face, width in CASES:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        frame = slide.shapes.add_textbox(Pt(40), Pt(40), Pt(width), Pt(300)).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        run = frame.paragraphs[0].add_run()
        run.text, run.font.name, run.font.size = text, face, Pt(SIZE)
    deck.save(str(path))


def _painted(folder: Path) -> list[list[str]]:
    """The lines of each slide, as LibreOffice paints them."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(folder / "deck.pptx")], check=True, capture_output=True, timeout=180)
    told = subprocess.run(
        ["pdftotext", "-layout", str(folder / "deck.pdf"), "-"], check=True, capture_output=True, text=True
    )
    pages = told.stdout.split("\f")[: len(CASES)]
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]


@pytest.mark.office
def test_lines_break_where_libreoffice_breaks_them(tmp_path: Path) -> None:
    _deck(tmp_path / "deck.pptx")
    painted = _painted(tmp_path)
    exact = [_said(text, face, width * SAFETY) for text, face, width in CASES]
    different = [pair for pair in zip(exact, painted, strict=True) if pair[0] != pair[1]]
    assert len(different) <= len(CASES) // 10, different  # kerning, which Calibri has much of
    safe = [_said(*case) for case in CASES]
    assert not [(a, b) for a, b in zip(safe, painted, strict=True) if len(a) < len(b)]


def _said(text: str, face: str, width: float) -> list[str]:
    return Ruler(face, face).lines([Run(text, SIZE)], width)
