"""What stands on the screen: every finding, worst first, within the width; ink on a terminal only."""

from __future__ import annotations

import datetime as dt
import os
import pty
import re
import sys
from pathlib import Path

import pytest
from command_line import DAY, QUICK, THIN
from hypothesis import given
from hypothesis import strategies as st

from mutualplan_deck.findings import Audience, Finding, Level
from mutualplan_deck.printing import Screen, counted, findings_text, report, worst_text

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=30).map(" ".join)
FINDINGS = st.lists(
    st.builds(
        Finding,
        code=st.sampled_from(["MP101", "MP118", "MP124", "RD101", "FT103", "LY101"]),
        level=st.sampled_from(Level),
        message=WORDS,
        advice=st.sampled_from(["", "Ask the champion."]),
        place=st.sampled_from(["", "Steps!F9", "/steps/3", "plan.xlsx"]),
        question=st.sampled_from(["", "Who, by name?"]),
    ),
    max_size=12,
)


def said(lines: list[str]) -> str:
    return " ".join(" ".join(lines).replace("·", " ").split())


@given(FINDINGS, st.integers(50, 120))
def test_every_finding_is_told_in_full_within_the_width(findings: list[Finding], width: int) -> None:
    lines = list(findings_text(findings, Screen(width)))
    assert all(len(line) <= width for line in lines)
    for finding in findings:
        assert finding.message in said(lines)
        assert finding.code in said(lines)


@given(FINDINGS)
def test_sections_stand_by_their_worst_finding(findings: list[Finding]) -> None:
    blocks = "\n".join(findings_text(findings, Screen())).split("\n\n")
    worst = [min((lv.rank for lv in Level if re.search(rf"^  {lv}\b", b, re.M)), default=9) for b in blocks]
    assert worst == sorted(worst)


def test_what_a_check_found_several_times_stands_under_one_question() -> None:
    alike = [
        Finding(
            "MP118", Level.ERROR, f"Step {k} has no owner.", "Ask for a name.", f"Steps!F{k}", question="Who?"
        )
        for k in (3, 4)
    ]
    assert list(findings_text(alike, Screen())) == [
        "",
        "Timeline",
        "  error    MP118 Who?",
        "           · Step 3 has no owner. (Steps!F3)",
        "           · Step 4 has no owner. (Steps!F4)",
        "           → Ask for a name.",
    ]  # fmt: skip


def test_what_is_for_one_side_alone_says_so() -> None:
    found = Finding(
        "MP114", Level.ERROR, "Nobody has power.", question="Who says yes?", audience=Audience.INTERNAL
    )
    assert "for your side alone" in said(list(findings_text([found], Screen())))


def test_the_worst_few_are_of_different_kinds() -> None:
    found = [Finding("MP118", Level.ERROR, f"Step {k} has no owner.") for k in range(5)]
    found.append(Finding("MP110", Level.WARNING, "No source."))
    told = said(list(worst_text(found, Screen())))
    assert "Step 0 has no owner. (and 4 more like it)" in told
    assert "No source." in told


@pytest.mark.parametrize(
    ("levels", "text"),
    [
        ([], ""),
        (["error"], "1 error"),
        (["hint", "hint"], "2 hints"),
        (["error", "hint"], "1 error and 1 hint"),
        (["error", "warning", "hint"], "1 error, 1 warning and 1 hint"),
    ],
)
def test_counts_are_said_as_people_say_them(levels: list[str], text: str) -> None:
    assert counted(Finding("MP101", Level(level), "x") for level in levels) == text


def test_a_plan_with_nothing_to_ask_is_told_so() -> None:
    assert list(report("plan.xlsx", [], dt.date(2027, 3, 15), Screen())) == [
        "plan.xlsx on 2027-03-15: nothing to ask"
    ]


def on_terminal(*words: object, **environment: str) -> str:
    """What a terminal is sent by a command."""
    child, handle = pty.fork()
    if child == 0:
        os.environ.update(environment)
        os.execv(sys.executable, [sys.executable, "-m", "mutualplan_deck", *map(str, words)])
    sent = b""
    while True:
        try:
            more = os.read(handle, 65536)
        except OSError:  # how a terminal says that the other end is gone
            more = b""
        if not more:
            break
        sent += more
    os.waitpid(child, 0)
    os.close(handle)
    return sent.decode()


def test_a_terminal_gets_progress_that_goes_away_titles_and_the_worst_in_a_screen(tmp_path: Path) -> None:
    sent = on_terminal("build", THIN, "-o", tmp_path / "deck.pptx", "--today", DAY, COLUMNS="80")
    progress, _, rest = sent.rpartition("\r\x1b[K")
    assert "Reading the plan…" in progress
    shown = re.sub(r"\x1b\[[\d;]*m", "", rest).splitlines()
    assert shown[0] == str(tmp_path / "deck.pptx")
    assert len(shown) <= 40
    assert max(len(line) for line in shown[1:] if not line.startswith("  mutualplan-deck")) <= 100
    assert "\x1b[31m" in rest
    assert f"mutualplan-deck check {THIN} --today {DAY}" in " ".join(shown)


def test_no_colour_where_none_is_wanted(tmp_path: Path) -> None:
    plain = on_terminal("check", QUICK, "--today", DAY, NO_COLOR="1")
    assert "\x1b" not in plain
    assert "\x1b" in on_terminal("check", QUICK, "--today", DAY)
    assert not list(tmp_path.iterdir())
