"""The commands as a rep uses them: start, build, check, look; and as a machine does."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from click import Context
from command_line import DAY, QUICK, SAMPLES, THIN, run

from mutualplan_deck import __version__
from mutualplan_deck.cli import commands
from mutualplan_deck.deck.look import available
from mutualplan_deck.plan.schedule import work_back
from mutualplan_deck.readers import read

COMMANDS = [
    [],
    *([name] for name in commands.list_commands(Context(commands))),
    ["layout", "list"],
    ["layout", "init"],
    ["layout", "check"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_of_each_command_has_an_example_and_fits_a_terminal(words: list[str]) -> None:
    ran = run(*words, "--help")
    assert ran.code == 0
    assert "mutualplan-deck " + " ".join(words) in ran.out
    assert "Example: " in ran.out or not words
    assert max(map(len, ran.out.splitlines())) <= 100


def test_version() -> None:
    assert run("--version").out.strip().endswith(__version__)


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.json"])
def test_a_plan_is_started_checked_and_built(tmp_path: Path, name: str) -> None:
    plan = tmp_path / name
    assert run("init", plan).out == f"{plan}\n"
    assert run("check", plan, "--fail-on", "error").code == 0
    ran = run("build", plan)
    assert (ran.code, ran.out) == (0, f"{tmp_path / 'plan.pptx'}\n")
    assert (tmp_path / "plan.pptx").read_bytes().startswith(b"PK")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, "plan.pptx"])


def test_a_plan_that_exists_is_never_started_anew(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text("mine")
    assert run("init", plan).code == 2
    assert plan.read_text() == "mine"
    assert run("init", tmp_path / "plan.docx").code == 2


def test_build_tells_machines_what_was_made(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    words = ("--slides", "4", "--aspect", "4:3", "--layout", "halden", "--today", DAY, "--json")
    facts = run("build", THIN, "-o", deck, *words).facts
    assert facts["deck"] == str(deck)
    assert [slide["number"] for slide in facts["slides"]] == [1, 2, 3, 4]
    assert all(slide["title"] for slide in facts["slides"])
    assert (facts["aspect"], facts["layout"], facts["edition"], facts["today"]) == (
        "4:3",
        "halden",
        "working",
        DAY,
    )
    assert sum(facts["counts"].values()) == len(facts["findings"]) > 0
    assert set(facts["findings"][0]) >= {"code", "level", "place", "message", "advice", "question"}


def test_build_and_check_tell_the_same_of_the_plan(tmp_path: Path) -> None:
    built = run("build", THIN, "-o", tmp_path / "deck.pptx", "--today", DAY, "--json").facts["findings"]
    checked = run("check", THIN, "--today", DAY, "--json").facts["findings"]
    assert [f for f in built if f["code"][:2] in ("MP", "RD")] == [
        f for f in checked if f["code"][:2] in ("MP", "RD")
    ]


@pytest.mark.parametrize(
    ("given", "made"), [("deck.pptx", "deck.pptx"), ("deck", "deck.pptx"), (".", "pemberton-quick.pptx")]
)
def test_where_the_deck_goes(tmp_path: Path, given: str, made: str) -> None:
    assert run("build", QUICK, "-o", tmp_path / given).out == f"{tmp_path / made}\n"
    assert (tmp_path / made).is_file()


def test_the_same_deck_may_be_built_again(tmp_path: Path) -> None:
    words = ("build", QUICK, "-o", tmp_path / "deck.pptx", "--today", DAY)
    assert run(*words).code == 0
    before = (tmp_path / "deck.pptx").stat()
    assert run(*words).code == 0
    assert (tmp_path / "deck.pptx").stat().st_mtime_ns == before.st_mtime_ns
    assert len(list(tmp_path.iterdir())) == 1


def test_a_deck_that_may_hold_hand_edits_is_not_replaced_unasked(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(b"theirs")
    ran = run("build", QUICK, "-o", deck)
    assert (ran.code, ran.out) == (1, f"{tmp_path / 'deck.new.pptx'}\n")
    assert "--fresh" in ran.err
    assert deck.read_bytes() == b"theirs"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["deck.new.pptx", "deck.pptx"]


def test_a_deck_replaced_when_asked_is_kept_beside_and_so_is_the_one_before(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    for content in (b"first", b"second"):
        deck.write_bytes(content)
        assert run("build", QUICK, "-o", deck, "--force").code == 0
    assert (tmp_path / "deck.bak.pptx").read_bytes() == b"first"
    assert (tmp_path / "deck.bak2.pptx").read_bytes() == b"second"
    assert deck.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 1), ("hint", 1)])
def test_check_fails_on_the_level_asked_for(level: str, code: int) -> None:
    assert run("check", THIN, "--today", DAY).code == 0
    assert run("check", THIN, "--today", DAY, "--fail-on", level).code == code


def test_check_does_not_fail_on_what_is_less_bad() -> None:
    facts = run("check", QUICK, "--today", DAY, "--json").facts
    assert facts["counts"]["error"] == 0
    assert facts["counts"]["hint"] > 0
    assert run("check", QUICK, "--today", DAY, "--fail-on", "error").code == 0
    assert run("check", QUICK, "--today", DAY, "--fail-on", "hint").code == 1


def test_check_writes_a_line_a_finding_into_a_pipe_worst_first() -> None:
    lines = run("check", THIN, "--today", DAY).out.splitlines()
    assert all(re.match(r"(error|warning|hint) [A-Z]{2}\d{3}( \S+)?: \S", line) for line in lines)
    assert [line.split()[0] for line in lines] == sorted(
        (line.split()[0] for line in lines), key=("error", "warning", "hint").index
    )
    assert not any("\x1b" in line for line in lines)


def test_schedule_tells_what_the_plan_worked_back_says() -> None:
    day = dt.date.fromisoformat(DAY)
    plan = read(SAMPLES / "halden-claims.json", today=day).plan
    worked = work_back(plan, day)
    facts = run("schedule", SAMPLES / "halden-claims.json", "--today", DAY, "--json").facts
    assert facts["success_date"] == str(plan.success.date)
    assert facts["signature"]["latest_safe"] == str(worked.latest_signature)
    assert facts["critical_path"] == list(worked.critical)
    told = {s["id"]: (s["latest_finish"], s["slack"], s["critical"]) for s in facts["steps"]}
    assert told == {i: (str(s.latest_finish), s.slack, s.critical) for i, s in worked.steps.items()}


@pytest.mark.parametrize("plan", sorted(SAMPLES.glob("*.json")), ids=lambda p: p.stem)
def test_every_sample_has_a_schedule_no_wider_than_a_terminal(plan: Path) -> None:
    ran = run("schedule", plan, "--today", DAY)
    assert ran.code == 0
    table = [line for line in ran.out.splitlines() if re.search(r"\d{4}-\d\d-\d\d  +-?\d+", line)]
    assert table
    assert max(map(len, table)) <= 80


def test_a_plan_without_a_success_date_has_a_schedule_that_says_so(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(
        json.dumps({"customer": {"name": "Acme"}, "steps": [{"title": "Meet", "due": "2027-04-01"}]})
    )
    ran = run("schedule", plan, "--today", DAY)
    assert ran.code == 0
    assert "to confirm" in ran.out
    assert run("schedule", plan, "--today", DAY, "--json").facts["success_date"] is None


def test_schema_describes_a_plan() -> None:
    schema = run("schema").facts
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"customer", "steps", "outcomes"} <= set(schema["properties"])


def test_samples_are_copied_and_build(tmp_path: Path) -> None:
    folder = tmp_path / "try"
    assert run("samples", folder).out == f"{folder}\n"
    assert {p.name for p in SAMPLES.glob("*.json")} <= {p.name for p in folder.iterdir()}
    assert run("build", folder / "halden-claims.xlsx", "--today", DAY).code == 0
    assert run("samples", folder).code == 2


def test_the_looks_that_ship_are_listed() -> None:
    assert [line.split()[0] for line in run("layout", "list").out.splitlines()] == list(available())


def test_a_companys_own_look_is_made_in_one_command_and_builds(tmp_path: Path) -> None:
    look = tmp_path / "acme"
    logo = SAMPLES / "logos" / "clearpath.svg"
    words = ("--primary", "7A1F3D", "--font", "Arial", "--heading-font", "Georgia", "--logo", logo)
    assert run("layout", "init", "acme", "-o", look, *words).out == f"{look}\n"
    assert {p.name for p in look.iterdir()} == {
        "layout.toml", "README.md", "template.pptx", "template-4x3.pptx", "logo.svg",
    }  # fmt: skip
    facts = run("build", QUICK, "-o", tmp_path / "deck.pptx", "--layout", look, "--json").facts
    assert not [f for f in facts["findings"] if f["code"].startswith("LY")]
    assert run("layout", "init", "acme", "-o", look).code == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--primary", "FFE14D"], "passes"),
        (["--primary", "teal"], "six hex digits"),
        (["--from", "halden2"], "Did you mean halden?"),
        (["--logo", "gone.png"], "There is no logo gone.png"),
    ],
)
def test_a_look_that_cannot_be_made_leaves_nothing(tmp_path: Path, words: list[str], why: str) -> None:
    ran = run("layout", "init", "acme", "-o", tmp_path / "acme", *words)
    assert ran.code == 2
    assert why in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_logo_that_is_missing_is_told_by_check_and_build_alike(tmp_path: Path) -> None:
    data = json.loads(QUICK.read_text("utf-8"))
    data["customer"]["logo"] = "gone.png"
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(data), "utf-8")
    for command in ("check", "build"):
        found = run(command, plan, "--json").facts["findings"]
        assert [f["place"] for f in found if f["code"] == "LY101"] == ["/customer/logo"]


def test_a_brief_names_what_is_asked_and_three_questions() -> None:
    ran = run("brief", THIN, "--today", DAY)
    page = run("brief", THIN, "--today", DAY, "--json").facts
    assert ran.code == 0
    assert page["title"] in ran.out
    assert all(part["head"] in ran.out and part["lines"] for part in page["parts"])
    assert any(len(part["lines"]) == 3 for part in page["parts"])


@pytest.mark.parametrize("look", available())
def test_the_looks_that_ship_can_be_read(look: str) -> None:
    assert run("layout", "check", look).code == 0


def test_a_look_with_a_colour_nobody_can_read_is_told(tmp_path: Path) -> None:
    look = tmp_path / "acme"
    run("layout", "init", "acme", "-o", look)
    settings = (look / "layout.toml").read_text("utf-8")
    (look / "layout.toml").write_text(settings.replace('accent1 = "0B6E74"', 'accent1 = "C9E8EA"'), "utf-8")
    ran = run("layout", "check", look)
    assert ran.code == 1
    assert ran.out.startswith("colors.accent1 C9E8EA")
    (look / "layout.toml").write_text(settings.replace("accent1 =", "acent1 ="), "utf-8")
    assert run("layout", "check", look).code == 2


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "31/12/2027", "tomorrow"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    assert run("check", QUICK, "--today", day).code == 2


def test_a_command_that_is_misspelt_is_refused_with_the_one_that_was_meant() -> None:
    ran = run("biuld", "plan.xlsx")
    assert ran.code == 2
    assert "Did you mean build?" in ran.err
    assert "Did you mean" not in run("xyz").err
