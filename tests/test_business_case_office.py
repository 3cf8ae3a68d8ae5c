"""The same figures, computed by a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import random
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from mutualplan_deck.plan.business_case import BusinessCase, business_case
from mutualplan_deck.plan.model import Confirmation, Investment, Outcome, Plan

TODAY = dt.date(2027, 1, 12)
FORMULAS = {
    "annual": "=SUM(Outcomes!A2:A9)",
    "low": "=SUM(Outcomes!B2:B9)",
    "high": "=SUM(Outcomes!C2:C9)",
    "confirmed": '=SUMIF(Outcomes!D2:D9,"yes",Outcomes!A2:A9)',
    "share": "=B5/B2",
    "cost_of_delay": "=B2/12",
    "first_year_cost": "=Outcomes!F2+Outcomes!F3",
    "payback_months": "=ROUNDUP(B8/(B2/12),0)",
    "three_year_net": "=3*(B2-Outcomes!F3)-Outcomes!F2",
    "roi": "=B10/(Outcomes!F2+3*Outcomes!F3)",
}


def random_plan(rng: random.Random) -> Plan:
    """Eight outcomes with a range, some confirmed, and both kinds of cost; whole pounds and pence."""
    outcomes = []
    for n in range(8):
        low, value, high = sorted(Decimal(rng.randint(10**5, 10**8)) / 100 for _ in range(3))
        yes = Confirmation(by="Tom Ashby") if rng.random() < 0.5 else None
        outcomes.append(Outcome(id=f"o{n}", annual_value=value, low=low, high=high, confirmed=yes))
    cost = Investment(one_time=Decimal(rng.randint(1, 10**7)), annual=Decimal(rng.randint(1, 10**6)))
    return Plan(currency="GBP", outcomes=tuple(outcomes), investment=cost)


def workbook(plan: Plan, path: Path) -> None:
    """The plan's figures, and formulas a finance team would write over them."""
    book = Workbook()
    result = book.active
    assert result is not None
    result.title = "Result"
    result.append(["figure", "value"])
    for row in FORMULAS.items():
        result.append(list(row))
    sheet = book.create_sheet("Outcomes")
    sheet.append(["value", "low", "high", "confirmed", "", "cost"])
    for o in plan.outcomes:
        figures = [float(v) for v in (o.annual_value, o.low, o.high) if v is not None]
        sheet.append([*figures, "yes" if o.confirmed else "no"])
    assert plan.investment is not None
    sheet["F2"], sheet["F3"] = float(plan.investment.one_time or 0), float(plan.investment.annual or 0)
    book.save(path)


def computed(path: Path) -> dict[str, float]:
    """What LibreOffice makes of the first sheet."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is needed for this test"
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    command = [soffice, profile, "--headless", "--convert-to", "csv", "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with path.with_suffix(".csv").open(encoding="utf-8") as table:
        return {name: float(value) for name, value in list(csv.reader(table))[1:]}


def figures(case: BusinessCase) -> dict[str, Decimal | int | None]:
    total = case.total
    return {
        "annual": total.annual,
        "low": total.low,
        "high": total.high,
        "confirmed": total.confirmed,
        "share": total.confirmed_share,
        "cost_of_delay": case.cost_of_delay,
        "first_year_cost": case.first_year_cost,
        "payback_months": case.payback_months,
        "three_year_net": case.three_year_net,
        "roi": case.roi,
    }


@pytest.mark.office
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_spreadsheet_of_the_same_figures_agrees(seed: int, tmp_path: Path) -> None:
    plan = random_plan(random.Random(seed))
    workbook(plan, tmp_path / "case.xlsx")
    sheet = computed(tmp_path / "case.xlsx")
    ours = figures(business_case(plan, TODAY))
    assert sheet.keys() == ours.keys()
    for name, value in ours.items():
        assert value is not None
        assert float(value) == pytest.approx(sheet[name], rel=1e-8), name
