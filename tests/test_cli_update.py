"""An update as a rep sees it: exit codes, what is told, what is on disk afterwards."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import run
from editing import everything, named, opened

from mutualplan_deck.shipped import samples_folder

DAY = "2027-01-12"


class Desk:
    """A folder with a plan, its deck, and a hand edit of a sentence that the plan has changed since."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.plan, self.deck = folder, folder / "plan.json", folder / "plan.pptx"
        self.data: dict[str, Any] = json.loads((samples_folder() / "halden-claims.json").read_text("utf-8"))
        shutil.copytree(samples_folder() / "logos", folder / "logos")
        self.save()
        assert self.build().code == 0

    def save(self) -> None:
        """The plan's file as `data` says."""
        self.plan.write_text(json.dumps(self.data), "utf-8")

    def build(self, *more: str, day: str = DAY) -> Any:
        """The command."""
        return run("build", self.plan, "--today", day, *more)

    def rewrite(self, words: str) -> None:
        """Other words for the first problem, on the slide."""
        deck = opened(self.deck.read_bytes())
        cell = named(deck, "issues", "mp.issues.table").table.cell(1, 1)
        cell.text_frame.paragraphs[0].runs[0].text = words
        deck.save(str(self.deck))

    @property
    def said(self) -> str:
        """All text of the deck."""
        return everything(opened(self.deck.read_bytes()))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The folder, with a conflict in it."""
    found = Desk(tmp_path)
    found.rewrite("Our own words")
    found.data["problems"][0]["statement"] = "Claims wait in a single queue"
    found.save()
    return found


def test_a_conflict_ends_with_1_and_tells_all_three(desk: Desk) -> None:
    before = desk.deck.read_bytes()
    ran = desk.build()
    assert ran.code == 1
    for words in ("problems/p1/statement", "All claims wait in one queue", "Our own words", "a single queue"):
        assert words in ran.err
    assert "Our own words" in desk.said
    assert (desk.folder / "plan.bak.pptx").read_bytes() == before
    assert desk.build().code == 0


def test_a_dry_run_tells_and_writes_nothing(desk: Desk) -> None:
    before = desk.deck.read_bytes()
    ran = desk.build("--dry-run")
    assert (ran.code, desk.deck.read_bytes()) == (1, before)
    assert "Our own words" in ran.err
    assert sorted(p.name for p in desk.folder.glob("*.pptx")) == ["plan.pptx"]


@pytest.mark.parametrize("words", [["--take", "problems/p1/statement"], ["--take-all"], ["--fresh"]])
def test_the_plans_words_when_asked_for(desk: Desk, words: list[str]) -> None:
    assert desk.build(*words).code == 0
    assert "Our own words" not in desk.said
    assert "Claims wait in a single queue" in desk.said
    assert (desk.folder / "plan.bak.pptx").is_file()


def test_an_edit_that_is_known_is_no_conflict(desk: Desk) -> None:
    assert desk.build("--keep", "problems/p1/statement").code == 0
    assert "Our own words" in desk.said


def test_machines_are_told_the_same(desk: Desk) -> None:
    facts = desk.build("--json").facts
    (told,) = [c for c in facts["changes"] if c["kind"] == "conflict"]
    assert (told["key"], told["yours"]) == ("problems/p1/statement", "Our own words")


def test_another_look_is_refused_while_something_would_be_given_up(desk: Desk) -> None:
    deck = opened(desk.deck.read_bytes())
    named(deck, "summary", "mp.summary.since").left += 500000
    deck.save(str(desk.deck))
    before = desk.deck.read_bytes()
    ran = desk.build("--layout", "halden")
    assert (ran.code, desk.deck.read_bytes()) == (2, before)
    assert "place or style of summary/since" in ran.err
    assert desk.build("--layout", "halden", "--yes").code == 1  # the conflict is still one
    assert "Our own words" in desk.said


def test_a_date_that_keeps_moving_is_asked_about_from_the_decks_own_history(desk: Desk) -> None:
    for day, due in (
        ("2027-01-13", "2027-02-03"),
        ("2027-01-14", "2027-02-10"),
        ("2027-01-15", "2027-02-19"),
    ):
        desk.data["success"]["date"] = f"2027-07-{due[-2:]}"
        desk.save()
        desk.build("-v", day=day)
    ran = desk.build("-v", day="2027-01-18")
    assert "MP128" in ran.err


def test_what_is_not_asked_for_is_as_it_was(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.build("--layout", "halden", "--slides", "5", "--aspect", "4:3").code == 0
    deck = opened(desk.deck.read_bytes())
    deck.slides[1].shapes.title.text_frame.text = "Our own words"
    deck.save(str(desk.deck))
    facts = desk.build("--json", day="2027-01-13").facts
    assert (facts["layout"], facts["aspect"], len(facts["slides"])) == ("halden", "4:3", 5)
    assert "Our own words" in desk.said
