"""Small sheets in a rep's own words: who, what it is worth, what is for us, above and below the steps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from test_meaning import Rows, read_sheets

from mutualplan_deck.plan.model import Party
from mutualplan_deck.readers import persons
from mutualplan_deck.readers.figures import change
from mutualplan_deck.readers.lines import outcome
from mutualplan_deck.readers.plan_facts import bare_name
from mutualplan_deck.readers.reading import Reading
from mutualplan_deck.readers.titles import parties
from mutualplan_deck.story.edition import shared_part

STEPS: Rows = [
    ["To do", "Who", "By", "Status", "My notes"],
    ["Demo for the managers", "me", dt.date(2026, 11, 10), "done", "keep it short"],
    ["Trial at two sites", "Gemma / Bea", dt.date(2026, 12, 4), "in progress", None],
    ["Sign", "Gemma", dt.date(2027, 1, 22), None, None],
    ["Live in all five", "Bea", dt.date(2027, 3, 1), None, None],
]
TITLE: Rows = [["Thornley Garden Centres - rota deal (Shiftwise)"], []]
CASE: Rows = [
    ["Them", "Gemma Ludgrove, Operations Manager. FD not met yet"],
    ["Us", "Callum Strake (account exec), Bea Ormsby (onboarding)"],
    ["Why they're buying", "Managers spend 6 hours a week each on rotas by hand, and it must be 2 by spring"],
    ["The ask", "Rotas built from footfall"],
    ["Worth", "c. £18k a year in manager time"],
    ["Want it live", dt.date(2027, 3, 1)],
]
OURS: Rows = [["Just for me", "60 %, list is £9k, could do £7k"], ["Rotafox quoted them last month"]]


def read_quick(tmp_path: Path, rows: Rows) -> Reading:
    return read_sheets(tmp_path, {"Sheet1": rows})


@pytest.mark.parametrize(
    "rows",
    [
        [*TITLE, *CASE, [], *STEPS, [], *OURS],
        [*TITLE, *STEPS, [], *CASE, [], *OURS],
    ],
    ids=["above the steps", "below the steps"],
)
def test_a_quick_deal_is_read_wherever_its_facts_stand(rows: Rows, tmp_path: Path) -> None:
    plan = read_quick(tmp_path, rows).plan
    assert (plan.customer.name, plan.vendor.name if plan.vendor else "") == (
        "Thornley Garden Centres",
        "Shiftwise",
    )
    assert [(p.name, p.title, p.party) for p in plan.people] == [
        ("Gemma Ludgrove", "Operations Manager", Party.CUSTOMER),
        ("Callum Strake", "account exec", Party.VENDOR),
        ("Bea Ormsby", "onboarding", Party.VENDOR),
    ]
    assert [i.statement[:20] for i in plan.issues] == ["Managers spend 6 hou"]
    assert [c.statement for c in plan.capabilities] == ["Rotas built from footfall"]
    assert [(o.statement, o.annual_value) for o in plan.outcomes] == [
        ("c. £18k a year in manager time", 18_000)
    ]
    assert plan.success.date == dt.date(2027, 3, 1)
    assert [(s.owner_customer, s.owner_vendor) for s in plan.steps] == [
        ("", "Callum Strake"),
        ("Gemma Ludgrove", "Bea Ormsby"),
        ("Gemma Ludgrove", ""),
        ("", "Bea Ormsby"),
    ]
    shared = str(shared_part(plan))
    assert not [s for s in ("FD not met", "60 %", "£7k", "Rotafox", "keep it short") if s in shared]


def test_columns_under_a_heading_for_us_are_never_shown(tmp_path: Path) -> None:
    rows: Rows = [
        ["Customer", "Acme Foods Ltd"],
        ["Vendor", "Bolt Systems Inc"],
        [],
        ["What", None, "Who", None, "When", "Bolt only", None],
        ["No.", "Step", "Acme", "Bolt", "Due", "Comment", "Done when"],
        [1, "Kick-off", "Ann Lee", "Bo Hill", dt.date(2027, 1, 5), "they hate it", "they pay list price"],
        [2, "Pilot", "Ann Lee", "Bo Hill", dt.date(2027, 2, 5), "lukewarm", "Ann is promoted"],
    ]
    reading = read_quick(tmp_path, rows)
    assert [s.done_means for s in reading.plan.steps] == ["", ""]
    assert not [s for s in ("list price", "promoted", "hate it") if s in str(shared_part(reading.plan))]
    assert "Sheet1!F4" in [f.place for f in reading.findings if f.code == "RD105"]


def test_a_header_is_not_believed_over_what_stands_under_it(tmp_path: Path) -> None:
    rows: Rows = [
        ["Cliente", "Acme Ltda."],
        ["Fornecedor", "Bolt S.A."],
        [],
        ["Nº", "Entrega", "Responsável", "Prazo", "Situação"],
        [1, "Metas acertadas com a diretoria", "Ana Lima", "02/10/2026", "feito"],
        [2, "Piloto em três máquinas", "Ana Lima", "26/02/2027", "falta"],
        [3, "Contrato assinado pelas partes", "Ana Lima", "31/03/2027", "falta"],
    ]
    steps = read_quick(tmp_path, rows).plan.steps
    assert [(s.title[:7], s.due) for s in steps] == [
        ("Metas a", dt.date(2026, 10, 2)),
        ("Piloto ", dt.date(2027, 2, 26)),
        ("Contrat", dt.date(2027, 3, 31)),
    ]


def test_of_two_readings_of_a_day_the_one_in_order_is_taken_and_asked_about(tmp_path: Path) -> None:
    rows: Rows = [
        ["Customer", "Acme Ltd"],
        [],
        ["Step", "Who", "By"],
        ["Kick-off", "Ann Lee", dt.date(2026, 12, 15)],
        ["Test feed", "Ann Lee", "wk of 1/4"],
        ["Sign", "Ann Lee", dt.date(2027, 1, 29)],
    ]
    reading = read_quick(tmp_path, rows)
    assert reading.plan.steps[1].due == dt.date(2027, 1, 8)
    assert "Sheet1!C5" in [f.place for f in reading.findings if f.code == "RD102"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Dana Whitlock (COO), Raj Patel - IT manager", ["Dana Whitlock", "Raj Patel"]),
        ("Lou Ferris (AE); Kim Ode (solutions)", ["Lou Ferris", "Kim Ode"]),
        ("Ann Lee, practice director, Ian Moss, finance", ["Ann Lee", "Ian Moss"]),
        ("Ann Lee, Supply Chain", ["Ann Lee"]),
        ("Carly Dunmire, AE (me)   Tobias Wynn, onboarding", ["Carly Dunmire", "Tobias Wynn"]),
        ("Gearoid Fitz (GF) – Project Manager, Millwise Automation – integration", ["Gearoid Fitz"]),
        ('Sharon "Shaz" Dunmurra, Fleet Manager', ["Sharon Dunmurra"]),
        ("FM Fiona Marchetti-Rowe, Operations Director", ["Fiona Marchetti-Rowe"]),
    ],
)
def test_people_in_a_line(line: str, found: list[str]) -> None:
    assert [persons.person(one).item["name"] for one in persons.people(line)] == found


def test_what_the_vendor_thinks_of_somebody_is_no_part_of_the_plan() -> None:
    said = persons.person("Len Gravenor, owner - signs, hates subscriptions (loves us)")
    assert said.item == {"name": "Len Gravenor", "title": "owner", "responsibility": "signs"}
    assert said.remark == "loves us. hates subscriptions"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Acme Foods <> Bolt", ("Acme Foods", "Bolt")),
        ("Kirby & Sons x Rosterly", ("Kirby & Sons", "Rosterly")),
        ("Gravenor Snow & Sitework  (w/ Routebird)", ("Gravenor Snow & Sitework", "Routebird")),
        ("Bäckerei Hollerbusch (9 Filialen) / Schichtlotse", ("Bäckerei Hollerbusch", "Schichtlotse")),
        ("Mutual action plan: Acme and Bolt", ("Acme", "Bolt")),
        ("Thornbury Trust", ()),
    ],
)
def test_the_two_names_of_a_title(title: str, found: tuple[str, ...]) -> None:
    assert parties(title) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Odom & Strick Heating, Chattanooga TN (62 vans, 3 shops)", "Odom & Strick Heating"),
        ("Acme, Inc.", "Acme, Inc."),
        ("Stadt Ulm (Donau)", "Stadt Ulm (Donau)"),
    ],
)
def test_an_organisation_without_what_describes_it(text: str, name: str) -> None:
    assert bare_name(text) == name


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("71% now, 95% needed", 71, 95), ("14% down to 4%", 14, 4), ("6.8 → 7.5 out of 10", 6.8, 7.5)],
)
def test_from_one_figure_to_another(text: str, first: float, last: float) -> None:
    pair = change(text)
    assert pair is not None
    assert (float(pair.first), float(pair.last)) == (first, last)


def test_one_amount_of_a_year_in_a_sentence_counts_and_two_do_not() -> None:
    assert outcome("about $240k/yr in chair time", "").item["annual_value"] == 240_000
    assert "annual_value" not in outcome("saves $20k of $1.1m a year", "").item


HEAD: Rows = [["Customer", "Acme Foods Ltd"], ["Vendor", "Bolt Ltd"]]
TABLE: Rows = [
    ["Step", "Owner", "Due", "Status"],
    ["Kick-off", "Ann Lee", dt.date(2027, 2, 1), "open"],
    ["Sign", "Bo Hill", dt.date(2027, 3, 1), "open"],
]


@pytest.mark.parametrize(
    ("rows", "secret"),
    [
        (
            [["Issue", "Late orders cost us customers"], ["Where we end up", "Off the list price: 5% → 12%"]],
            "list",
        ),
        (
            [
                ["Where it stands", "Ann told me she has 90k and goes to 110k if we do"],
                ["What hurts", "Late"],
            ],
            "90k",
        ),
        ([["Watch out for", "Jim Cole (account manager at Rival Systems)"]], "Jim Cole"),
        ([["Finder's fee goes to", "Tom Ward (consultant)"]], "Tom Ward"),
    ],
)
def test_what_stands_beside_a_label_nobody_knows_may_be_ours(rows: Rows, secret: str, tmp_path: Path) -> None:
    plan = read_quick(tmp_path, [*HEAD, *rows, [], *TABLE]).plan
    assert secret not in str(shared_part(plan))
    assert secret in str(plan.internal)


def test_a_day_in_a_remark_of_ours_is_nobodys(tmp_path: Path) -> None:
    rows: Rows = [*HEAD, ["My call", "Contract signature 31 March 2027 at the earliest"], [], *TABLE]
    assert read_quick(tmp_path, rows).plan.signature_date == dt.date(2027, 3, 1)


@pytest.mark.parametrize(
    "row",
    [
        ["Go live", None, dt.date(2027, 5, 1)],
        ["Risk review", "Ann Lee"],
        ["Business case", "Ann Lee"],
        ["Contract signature", "Ann Lee"],
    ],
)
def test_steps_go_on_below_a_gap(row: list[object], tmp_path: Path) -> None:
    rows: Rows = [*HEAD, [], *TABLE, [], row, ["Support handover", "Ann Lee", dt.date(2027, 6, 1), "open"]]
    titles = [s.title for s in read_quick(tmp_path, rows).plan.steps]
    assert titles == ["Kick-off", "Sign", row[0], "Support handover"]


@pytest.mark.parametrize("title", ["Allgemeine Notizen", "Plano para o cliente"])
def test_words_for_us_within_other_words_are_none(title: str, tmp_path: Path) -> None:
    rows: Rows = [
        [title],
        [],
        *HEAD,
        [],
        *TABLE,
        ["Portal only for members", "Ann Lee", dt.date(2027, 4, 1), "open"],
    ]
    assert [s.title for s in read_quick(tmp_path, rows).plan.steps][-1] == "Portal only for members"


def test_gains_are_no_totals_and_confirmed_by_nobody(tmp_path: Path) -> None:
    lines = [
        "Overtime 10 → 5 h = £20k a year",
        "Returns 9 → 5 a day = £10k a year (payroll, CFO not happy with it)",
        "Vans 8 → 6 = £30k a year",
        "Safer work in all depots",
        "Orders on screen so drivers do 3 trips less",
    ]
    plan = read_quick(tmp_path, [*HEAD, ["What it is worth", "\n".join(lines)], [], *TABLE]).plan
    assert [(o.metric or o.statement, o.annual_value) for o in plan.outcomes] == [
        ("Overtime", 20_000),
        ("Returns", 10_000),
        ("Vans", 30_000),
        ("Safer work in all depots", None),
        ("Orders on screen so drivers do 3 trips less", None),
    ]
    assert not [o.confirmed for o in plan.outcomes if o.confirmed]


@pytest.mark.parametrize(
    "name", ["Schulz, von Berg & Söhne", "Ottawa Hospital (general)", "Waters (and Sons)"]
)
def test_a_name_is_cut_only_where_something_describes_it(name: str) -> None:
    assert bare_name(name) == name


def test_a_long_cell_is_read_in_time(tmp_path: Path) -> None:
    rows: Rows = [*HEAD, ["What it is worth", "1 " * 8000], ["Benefits", "a" + " " * 4000 + "b"], [], *TABLE]
    assert read_quick(tmp_path, rows).plan.customer.name == "Acme Foods Ltd"
