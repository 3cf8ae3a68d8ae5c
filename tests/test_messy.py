"""Sheets as reps keep them, read as a careful person reads them: each has its truth beside it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from deck_checks import deck_problems
from independent_search import squeezed, texts

from mutualplan_deck.deck.look import load_layout, resolve
from mutualplan_deck.pipeline import Order, build
from tests.score import score_folder
from tests.scoring import Mark, precision, recall, right

MESSY = Path(__file__).parent / "messy"
NAMES = sorted(p.name.removesuffix(".truth.json") for p in MESSY.glob("*.truth.json"))
LEAST = 0.94
SHORTEST = 8  # letters and digits; less stands in any file by chance


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_is_read_as_a_careful_person_reads_it(name: str) -> None:
    (score,) = score_folder(MESSY, name)
    counts = score.counts()
    assert not score.error
    assert min(precision(counts), recall(counts), right(counts)) >= LEAST
    assert not [line for line in score.lines if line.mark in (Mark.WRONG, Mark.EXTRA) and not line.told]
    assert not score.leaks
    assert not score.untold


@pytest.mark.parametrize("name", NAMES)
def test_its_deck_fits_and_holds_nothing_internal(name: str, tmp_path: Path) -> None:
    truth = json.loads((MESSY / f"{name}.truth.json").read_text("utf-8"))
    source = next(p for p in MESSY.iterdir() if p.stem == name)
    deck = tmp_path / "deck.pptx"
    today = dt.date.fromisoformat(truth.get("_meta", {}).get("as_of") or "2026-11-20")
    built = build(Order(source, deck), today=today)
    look = resolve(load_layout("clearpath")[0], wide=True)
    assert not deck_problems(built.deck, look, deck.read_bytes())
    said = [squeezed(text) for text in texts(deck.read_bytes())]
    secrets = [secret for secret in truth["internal"] if len(squeezed(secret)) >= SHORTEST]
    assert secrets
    assert not [secret for secret in secrets if any(squeezed(secret) in text for text in said)]
