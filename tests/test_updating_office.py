"""A deck that LibreOffice opened and saved: no edit is seen where none was made; those made there stay."""

from __future__ import annotations

import datetime as dt
import socket
import subprocess
from pathlib import Path

import pytest
from editing import everything, named, opened
from render_tools import run

from mutualplan_deck.pipeline import Order, build
from mutualplan_deck.powerpoint.soundness import unsound
from mutualplan_deck.powerpoint.updating import update
from mutualplan_deck.shipped import samples_folder

DAY = dt.date(2027, 1, 12)
SAMPLES = ("halden-claims", "northgate-crowded", "oberstein-maschinenbau", "brightwater-thin")


def built(name: str, folder: Path, layout: str = "clearpath") -> Path:
    """The sample's deck."""
    deck = folder / f"{name}.pptx"
    build(Order(samples_folder() / f"{name}.json", deck, layout=layout), today=DAY)
    return deck


@pytest.mark.office
@pytest.mark.parametrize("layout", ["clearpath", "halden"])
def test_saving_there_is_no_edit(tmp_path: Path, layout: str) -> None:
    decks = [built(name, tmp_path, layout) for name in SAMPLES]
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    form = "pptx:Impress MS PowerPoint 2007 XML"
    run("soffice", profile, "--headless", "--convert-to", form, "--outdir", out, *decks)
    for deck in decks:
        saved = (out / deck.name).read_bytes()
        updated = update(saved, deck.read_bytes())
        assert updated is not None
        assert [(c.kind, c.key) for c in updated.of("edit", "conflict", "deleted", "dropped")] == []
        assert everything(opened(updated.data)) == everything(opened(deck.read_bytes()))
        known = set(unsound(saved))
        assert [f for f in unsound(updated.data) if f not in known] == []


@pytest.mark.office
def test_edits_made_there_stay(tmp_path: Path) -> None:
    deck, saved = built("halden-claims", tmp_path), tmp_path / "edited.pptx"
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    accept = f"--accept=socket,host=localhost,port={port};urp;"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    office = subprocess.Popen(["soffice", profile, "--headless", "--norestore", accept])
    try:
        run("/usr/bin/python3", Path(__file__).with_name("office_edits.py"), str(port), deck, saved)
    finally:
        office.terminate()
        office.wait(60)
    updated = update(saved.read_bytes(), deck.read_bytes())
    assert updated is not None
    now = opened(updated.data)
    assert "Row added in LibreOffice" in everything(now)
    assert "Marian Holt answers for it" in everything(now)
    fresh, there = (named(d, "summary", "mp.summary.since").left for d in (opened(deck.read_bytes()), now))
    assert abs(there - fresh - 500 * 360) < 2000
    assert updated.of("conflict") == ()
