"""Sheets as reps keep them, read as a careful person reads them: each has its truth beside it."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from deck_checks import deck_problems
from independent_search import squeezed, texts

from mutualplan_deck.deck.look import load_layout, resolve
from mutualplan_deck.pipeline import Order, build
from tests.score import score_folder
from tests.scoring import Mark, precision, recall, right

MESSY = Path(__file__).parent / "messy"
STRANGERS = Path(__file__).parent / "strangers"  # by people who had never seen the reader
NAMES = sorted(p.name.removesuffix(".truth.json") for p in MESSY.glob("*.truth.json"))
BY_STRANGERS = sorted(p.name.removesuffix(".truth.json") for p in STRANGERS.glob("*.truth.json"))
LEAST = 0.94
# What a careful person would ask about as well, and the reader does not yet.
UNASKED = {
    "copperhold-waiver-deal": 5,  # remarks of a column that is told as a whole, a day a year too late
    "ravensbeck-mendaro-room": 1,  # a column for us alone, kept out and not told
    "ardfallow-vets": 1,  # nobody of the customer, where only one side owns a step
    "tallow-creek-bus-telematics": 3,  # a block at the foot, kept out and not told; what comes once
    "penedo-alvo-sala": 2,  # progress that contradicts a state, a remark within a text
    "bremmelkamp-fahrschule": 5,  # remarks of a column that is told as a whole; a line under the title
    "skarvnes-pavana-wind-v07": 3,  # a colour that no legend has, a week that is not that of its day
    "swartdoring-pipedrive-export": 7,  # words of a column that is told as a whole, told at another cell
    "zwanenhorn-stappenplan": 1,  # a line below the people, kept out and not told
    "berzalen-informes-salesforce": 2,  # whose contact it is, told for the name; a step of ours alone
    "cottonrun-911-reports": 2,  # whose contact it is, told for the name; a tentative step
    "thrusselby-car-wash": 2,  # comments for us alone, told as one
    "aehrensiek": 3,  # remarks of a column that is told as a whole
    "brielmond-crewing": 1,
    "karakabluff": 1,
    "saugeway-deal-room-export": 2,
    "thornlea-pike": 3,  # notes of an export that only says who is who
    "valdorin": 1,
    "wietzholt": 2,
    "ombrera-plan": 4,  # remarks of a column that is told as a whole, a line below the table
    "sandrock-crew-plan": 1,  # lines below the table, each told by itself
    "sala-itamirim-calmare": 2,  # a remark within a text, an amount that comes once
    "thrapwell-daunt-workspace": 2,
    "wattlebrook-hive-scales": 2,
    "wyverholt-going-plan": 2,
    "skarvsund-ferries-workroom": 1,  # a line without an amount
    "11-salle-montbrillant": 3,
    "almadraba-salesforce": 1,
    "ballintoher-energy": 1,
    "awg-tourenplanung": 1,  # a line for us alone, kept out and not told
    "calderwick-rota": 1,
    "calorene-plan-commun": 2,
    "combe-noire-plan-commun": 1,
    "corkline-export-wtc": 2,  # a second field of owners, "if nobody named"
    "crm-arosende": 1,
    "fjellvik-duoplan-export": 1,
    "ghvs-transports": 3,  # hidden rows of a table, kept out and told for the sheet; a remark on a step
    "harkenfeld-chargenfreigabe": 2,  # a remark within a text, an amount that comes once
    "hollerbrueck-fahrplan": 1,
    "hubspot-ardevaux": 1,
    "hubspot-export-ellerbek": 1,
    "hubspot-valdourem": 1,
    "itare-conta-pj-cronograma-conjunto": 1,
    "jatobeira-app-pedidos": 4,  # remarks of a column that is told as a whole
    "lindenquell-fahrplan": 5,
    "llanoverde-crm": 3,
    "oberau-einsatzplanung": 1,
    "odom-strick-game-plan": 1,
    "ormelune-suivi-draps": 2,
    "orvanne-plan-commun": 1,
    "pellmare-crew-scheduling": 1,
    "penalhama-riego": 3,
    "rahnfluh-sihlegg-bahn": 1,
    "ravensmere-sf-report": 2,
    "salmones-puyehual-marejada": 1,
    "sf-export-wyttenmoos": 2,
    "skagholm-workspace-export": 1,
    "skarnholm-plan": 1,
    "skarvoy-gangway-board": 1,
    "skerravoe-cairnbook-export": 2,
    "strathcorran-room": 1,
    "tallgrade-freight-map": 1,
    "tarrabool-milk-runs": 1,
    "thackwell-skips-quick-plan": 1,
    "thornsey-t2-bags": 2,
    "thornwick-mutual-plan-asana-export-23-nov": 1,
    "valdeluz-hubspot-export": 1,
    "valmoraine-salon": 1,  # a column hidden from guests, kept out and not told
    "valdemoran-menos-fugas": 2,
    "vaubrianne-hubspot": 1,
    "vesterlund-room-export": 1,
    "wattlebank-dealroom": 3,
    "wrenfield-hubspot-export": 1,
    "abergwenn": 1,  # an amount that comes once
    "brindavert": 3,  # remarks of a column that is told as a whole
    "brisandal": 1,
    "cars-orvaline": 1,
    "doringvlei": 1,  # a remark of a column that is told as a whole
    "lindenfurth": 3,  # the same, a holiday among the steps, the heading of a block for us alone
    "quebradamansa": 1,
    "strathorrin-line-plan": 1,
    "trespuentes": 3,  # remarks of a column that is told as a whole
    "bristlefoot-plan-graph": 3,
    "ellerwyke-batch-rft": 1,  # begun and behind, in a word of the file's own list
    "emmerlohe-betriebshof": 1,
    "hexcombe-vale-success-plan": 1,
    "ozcalera-map": 2,  # seconds since 1970 at midnight in the plan's own time zone
    "steigenhorst-aufzuege": 2,  # numbers of steps that a spreadsheet took for days
    "trempulen-export-hubspot": 1,
    "trossbrink-report-export": 2,  # told at another cell of the record
    "wrenhallow-hubspot-export": 6,  # contacts of a lost deal, roles that are our words
}
# Read less well than the rest: a CRM's team in fields of its own; an issue's figures in two sentences; people
# who are only first names, and what is in the way said in the same breath as what is at stake.
LESS = {
    "almadraba-salesforce": 0.92,
    "copperleaf-reminders": 0.92,
    "marlbeck-coaches": 0.93,
    "penarrayen-riego": 0.92,
}
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


@pytest.mark.parametrize("name", BY_STRANGERS)
def test_a_strangers_sheet_is_read_well_and_nothing_wrong_goes_untold(name: str) -> None:
    (score,) = score_folder(STRANGERS, name)
    counts = score.counts()
    assert not score.error
    assert min(precision(counts), recall(counts), right(counts)) >= LESS.get(name, LEAST)
    assert not [line for line in score.lines if line.mark in (Mark.WRONG, Mark.EXTRA) and not line.told]
    assert not score.leaks
    assert len(score.untold) == UNASKED.get(name, 0)


@pytest.mark.parametrize(
    ("folder", "name"), [*((MESSY, n) for n in NAMES), *((STRANGERS, n) for n in BY_STRANGERS[::3])]
)
def test_its_deck_fits_and_holds_nothing_internal(folder: Path, name: str, tmp_path: Path) -> None:
    truth = json.loads((folder / f"{name}.truth.json").read_text("utf-8"))
    source = next(p for p in folder.iterdir() if name in (p.stem, p.name) and "truth" not in p.name)
    deck = tmp_path / "deck.pptx"
    today = dt.date.fromisoformat(truth.get("_meta", {}).get("as_of") or "2026-11-20")
    built = build(Order(source, deck), today=today)
    look = resolve(load_layout("clearpath")[0], wide=True)
    assert not deck_problems(built.deck, look, deck.read_bytes())
    said = [(text, squeezed(text)) for text in texts(deck.read_bytes())]
    secrets = [secret for secret in truth["internal"] if len(squeezed(secret)) >= SHORTEST]
    assert secrets
    assert not [secret for secret in secrets if any(_stands_in(secret, *text) for text in said)]


def _stands_in(secret: str, text: str, without_blanks: str) -> bool:
    """Whether a secret stands in a text: a word as a word, since "Bloqueado" and a text with r are none."""
    if secret.isalpha():
        return re.search(rf"\b{re.escape(secret)}\b", text, re.IGNORECASE) is not None
    return squeezed(secret) in without_blanks


def test_what_is_read_and_built_hangs_on_no_order_of_sets(tmp_path: Path) -> None:
    """Python gives sets another order in each process, by its hash seed: nothing may show it."""
    sources = [p for p in sorted(MESSY.iterdir()) if p.suffix != ".py" and not p.name.endswith(".truth.json")]
    command = [sys.executable, "-c", _READ_ALL, str(tmp_path / "deck.pptx"), *map(str, sources)]
    said = [
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0].count(b"\n") == len(sources) + 1
    assert said[0] == said[1]


_READ_ALL = """
import datetime as dt, hashlib, sys
from pathlib import Path
from mutualplan_deck.pipeline import Order, build
from mutualplan_deck.readers import read

deck, *sources = map(Path, sys.argv[1:])
for source in sources:
    reading = read(source, today=dt.date(2026, 11, 20))
    print(source.name, ascii([reading.plan.model_dump_json(), *map(repr, reading.findings)]))
build(Order(sources[0], deck), today=dt.date(2026, 11, 20))
print(hashlib.sha256(deck.read_bytes()).hexdigest())
"""
