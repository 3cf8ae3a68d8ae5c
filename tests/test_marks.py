"""What changed since both sides last met is marked, in every look and language; nothing leaves its place."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from deck_checks import deck_problems
from editing import everything, indexed, opened

from mutualplan_deck.deck.look import load_layout, resolve
from mutualplan_deck.pipeline import Built, Order, build
from mutualplan_deck.shipped import samples_folder

SAMPLES = (
    "halden-claims",
    "oberstein-maschinenbau",
    "valmont-distribution",
    "kaneda-logistics",
    "northgate-crowded",
)


def updated_plan(plan: dict[str, Any]) -> dict[str, Any]:
    """Other dates, owners, states and amounts, and one step more."""
    for k, step in enumerate(plan["steps"]):
        if k % 3 == 0 and step.get("due"):
            step["due"] = str(dt.date.fromisoformat(step["due"]) + dt.timedelta(days=7))
        if k % 4 == 1:
            step["status"] = "done"
        if k % 5 == 2 and step.get("owner_customer"):
            step["owner_customer"] = plan["people"][0]["id"]
    plan["steps"].append({**plan["steps"][-1], "id": "added", "title": "One more review", "after": []})
    for problem in plan.get("problems", ()):
        problem["annual_cost"] = 480000
    for outcome in plan.get("outcomes", ()):
        outcome["annual_value"] = 520000
    return plan


def twice(folder: Path, name: str, layout: str, edition: str = "working", *, wide: bool = True) -> Built:
    """The sample's deck on the day of its last meeting, then, with the plan changed, four weeks later."""
    data = json.loads((samples_folder() / f"{name}.json").read_text("utf-8"))
    met = max(m["date"] for m in data["meetings"] if m["date"] <= data["as_of"])
    plan, deck = folder / "plan.json", folder / "deck.pptx"
    shutil.copytree(samples_folder() / "logos", folder / "logos", dirs_exist_ok=True)
    plan.write_text(json.dumps(data), "utf-8")
    build(Order(plan, deck, layout=layout, wide=wide), today=dt.date.fromisoformat(met))
    plan.write_text(json.dumps(updated_plan(data)), "utf-8")
    today = dt.date.fromisoformat(data["as_of"]) + dt.timedelta(days=1)
    order = Order(plan, folder / "new.pptx", layout=layout, wide=wide, edition=edition, before=deck)
    return build(order, today=today)


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("layout", ["clearpath", "halden"])
@pytest.mark.parametrize("name", SAMPLES)
def test_marks_stand_in_every_deck(tmp_path: Path, name: str, layout: str, wide: bool) -> None:
    built = twice(tmp_path, name, layout, wide=wide)
    look = resolve(load_layout(layout)[0], wide=wide)
    assert deck_problems(built.deck, look, built.path.read_bytes()) == []
    marks = [n for _, n in indexed(opened(built.path.read_bytes())) if ".mark." in n and "legend" not in n]
    assert len(marks) >= 3


def test_an_old_date_is_struck_and_a_tick_stays_on_the_chart(tmp_path: Path) -> None:
    built = twice(tmp_path, "halden-claims", "clearpath")
    shown = indexed(opened(built.path.read_bytes()))
    cells = [c for r in shown[("timeline", "mp.timeline.table")].table.rows for c in r.cells]
    struck = [
        r.text
        for c in cells
        for p in c.text_frame.paragraphs
        for r in p.runs
        if r._r.get_or_add_rPr().get("strike") == "sngStrike"
    ]
    assert struck
    assert any(name.endswith(".earlier") for _, name in shown)
    said = everything(opened(built.path.read_bytes())).replace("\xa0", " ")
    assert "Changed since 15 December 2026" in said
    assert "Contract draft issued: 29 Jan → 5 Feb" in said


def test_the_customers_own_deck_has_no_marks(tmp_path: Path) -> None:
    built = twice(tmp_path, "halden-claims", "clearpath", "champion")
    assert [
        n for _, n in indexed(opened(built.path.read_bytes())) if ".changes" in n or ".earlier" in n
    ] == []
    assert built.story.marks == {}
