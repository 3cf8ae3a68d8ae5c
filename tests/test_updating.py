"""The laws of an update, on random plans' changes and random hand edits (law 1: nothing is lost)."""

from __future__ import annotations

import copy
import datetime as dt
import io
import json
import zipfile
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from editing import EDITS, Edit, everything, indexed, named, opened, saved, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from mutualplan_deck.errors import UnwritableFileError
from mutualplan_deck.pipeline import Order, build
from mutualplan_deck.powerpoint.ledger import Choices
from mutualplan_deck.powerpoint.soundness import unsound
from mutualplan_deck.powerpoint.updating import Updated, update
from mutualplan_deck.shipped import samples_folder

DAY = dt.date(2027, 1, 12)
HALDEN = json.loads((samples_folder() / "halden-claims.json").read_text("utf-8"))


@lru_cache(maxsize=64)
def deck_of(text: str, slides: int = 6, layout: str = "clearpath") -> bytes:
    """The deck of a plan's JSON, built afresh."""
    with TemporaryDirectory() as name:
        plan, deck = Path(name) / "plan.json", Path(name) / "deck.pptx"
        plan.write_text(text, "utf-8")
        build(Order(plan, deck, slides, layout), today=DAY)
        return deck.read_bytes()


def changed(*changes: tuple[str, int, str, Any]) -> str:
    """The Halden plan's JSON with fields of items changed; a field "-" takes the item away."""
    plan = copy.deepcopy(HALDEN)
    plan["customer"].pop("logo", None)
    plan["vendor"].pop("logo", None)
    for section, index, field, value in changes:
        items = plan[section]
        if field == "-":
            if len(items) > 1:
                items.pop(index % len(items))
        elif field == "+":
            items.append({**items[index % len(items)], "id": f"n{len(items)}", "title": value})
        else:
            items[index % len(items)][field] = value
    return json.dumps(plan)


BASE = changed()
_WORDS = st.sampled_from(
    ["Ledger agreed", "Claims wait in a single queue", "Figures confirmed by finance", "X"]
)
CHANGES = st.one_of(
    st.tuples(
        st.just("steps"),
        st.integers(0, 18),
        st.just("status"),
        st.sampled_from(["done", "blocked", "at_risk"]),
    ),
    st.tuples(
        st.just("steps"), st.integers(0, 18), st.just("due"), st.sampled_from(["2027-02-03", "2027-03-09"])
    ),
    st.tuples(st.just("steps"), st.integers(0, 18), st.just("title"), _WORDS),
    st.tuples(st.just("steps"), st.integers(0, 18), st.just("-"), st.none()),
    st.tuples(st.just("steps"), st.integers(0, 18), st.just("+"), _WORDS),
    st.tuples(st.just("problems"), st.integers(0, 3), st.just("statement"), _WORDS),
    st.tuples(st.just("problems"), st.integers(0, 3), st.just("annual_cost"), st.integers(100000, 900000)),
    st.tuples(st.just("outcomes"), st.integers(0, 3), st.just("annual_value"), st.integers(100000, 900000)),
    st.tuples(
        st.just("people"), st.integers(0, 9), st.just("name"), st.sampled_from(["Kim Lee", "Ana Roux"])
    ),
    st.tuples(st.just("people"), st.integers(0, 9), st.just("-"), st.none()),
)
PICKS = st.tuples(st.sampled_from(EDITS), st.integers(0, 999), st.integers(0, 999), st.integers(0, 999))


def edited(data: bytes, picks: list[Any]) -> tuple[bytes, list[Edit]]:
    """The deck after some edits, and those that could be made."""
    deck = opened(data)
    done = [edit for make, a, b, c in picks if (edit := make(deck, a, b, c))]
    return saved(deck), done


def must_update(old: bytes, new: bytes, choices: Choices | None = None) -> Updated:
    """The update, which there must be."""
    updated = update(old, new, choices)
    assert updated is not None
    return updated


CASES = st.lists(CHANGES, max_size=4), st.lists(PICKS, min_size=1, max_size=5)


@settings(deadline=None, max_examples=40)
@given(*CASES)
def test_laws(changes: list[Any], picks: list[Any]) -> None:
    laws(changes, picks)


def laws(changes: list[Any], picks: list[Any]) -> None:
    """Every edit is there or told, the rest is as built afresh, and a second update changes nothing."""
    old, fresh = deck_of(BASE), deck_of(changed(*changes))
    mine, edits = edited(old, picks)
    updated = must_update(mine, fresh)
    now = opened(updated.data)
    assert unsound_of_ours(mine, updated.data) == []
    for edit in latest(edits):
        assert edit.kept(now), edit.what
    assert strangers_changed(now, opened(fresh), edits) == []
    again = must_update(updated.data, fresh)
    assert again.data == updated.data
    assert again.of("conflict") == ()


def latest(edits: list[Edit]) -> list[Edit]:
    """Edits that no later edit of the same box undid; a deleted slide takes all of its own along."""
    last: list[Edit] = []
    gone = {where for e in edits for where, name in e.touched if name == "*"}
    for k, edit in enumerate(edits):
        later = {t for e in edits[k + 1 :] for t in e.touched}
        wiped = edit.what == "swap slides" and any(
            e.what in ("swap slides", "delete slide") for e in edits[k + 1 :]
        )
        lost = edit.what in ("add box",) and gone
        if not (
            edit.touched & later
            or wiped
            or lost
            or ({w for w, _ in edit.touched} & gone and edit.what != "delete slide")
        ):
            last.append(edit)
    return last


def unsound_of_ours(before: bytes, after: bytes) -> list[str]:
    """Faults that the edits did not bring themselves."""
    known = set(unsound(before))
    return [f for f in unsound(after) if f not in known and "its title is another" not in f]


def strangers_changed(now: Any, fresh: Any, edits: list[Edit]) -> list[str]:
    """Boxes nobody edited that say something else than a fresh build, or stand elsewhere."""
    touched = {t for e in edits for t in e.touched}
    gone = {where for where, name in touched if name == "*"}
    found, wrong = indexed(now), []
    for (where, name), shape in indexed(fresh).items():
        if where in gone or (where, name) in touched or name.endswith(".page"):
            continue
        there = found.get((where, name))
        if there is None or _shown(there) != _shown(shape):
            wrong.append(f"{where} {name}: {texts(there)} for {texts(shape)}")
    return wrong


def _shown(shape: Any) -> tuple[object, ...]:
    return texts(shape), shape.left, shape.top


def test_an_untouched_deck_becomes_the_fresh_one_to_the_byte() -> None:
    fresh = deck_of(changed(("steps", 3, "status", "done")))
    assert must_update(deck_of(BASE), fresh).data == fresh


def test_a_conflict_is_told_once_and_the_hand_edit_stays() -> None:
    deck = opened(deck_of(BASE))
    title = named(deck, "issues", "mp.issues.table").table.cell(1, 1).text_frame.paragraphs[0].runs[0]
    title.text = "Our own words"
    fresh = deck_of(changed(("problems", 0, "statement", "Claims wait in a single queue")))
    updated = must_update(saved(deck), fresh)
    (told,) = updated.of("conflict")
    assert (told.key, told.slide) == ("problems/p1/statement", 2)
    assert (told.base, told.yours, told.new) == (
        "All claims wait in one queue",
        "Our own words",
        "Claims wait in a single queue",
    )
    assert "Our own words" in everything(opened(updated.data))
    assert must_update(updated.data, fresh).of("conflict") == ()
    taken = must_update(saved(deck), fresh, Choices(take=frozenset({"problems/p1"})))
    assert "Our own words" not in everything(opened(taken.data))
    assert [c.key for c in taken.of("taken")] == ["problems/p1/statement"]
    kept = must_update(saved(deck), fresh, Choices(keep=frozenset({"problems/p1/statement"})))
    assert kept.of("conflict") == ()


def test_restyled_text_gets_new_words_in_its_own_style() -> None:
    deck = opened(deck_of(BASE))
    line = named(deck, "issues", "mp.issues.table").table.cell(1, 1).text_frame.paragraphs[0]
    line.runs[0].font.italic = True
    fresh = deck_of(changed(("problems", 0, "statement", "Claims wait in a single queue")))
    now = opened(must_update(saved(deck), fresh).data)
    line = named(now, "issues", "mp.issues.table").table.cell(1, 1).text_frame.paragraphs[0]
    assert (line.text, line.runs[0].font.italic) == ("Claims wait in a single queue", True)


def test_a_deck_without_its_baseline_is_not_touched() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck_of(BASE))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if not name.startswith("customXml/"):
                new.writestr(name, old.read(name))
    assert update(out.getvalue(), deck_of(BASE)) is None


@pytest.mark.parametrize("slides", [4, 5])
def test_words_go_along_when_the_slides_are_others(slides: int) -> None:
    deck = opened(deck_of(BASE))
    cell = named(deck, "issues", "mp.issues.table").table.cell(1, 1)
    cell.text_frame.paragraphs[0].runs[0].text = "Our own words"
    updated = must_update(saved(deck), deck_of(BASE, slides))
    now = opened(updated.data)
    assert "Our own words" in everything(now)
    assert len(now.slides) == slides
    assert unsound(updated.data) == ()


def test_another_look_takes_the_words_along_and_tells_what_it_gives_up() -> None:
    deck = opened(deck_of(BASE))
    cell = named(deck, "issues", "mp.issues.table").table.cell(1, 1)
    cell.text_frame.paragraphs[0].runs[0].text = "Our own words"
    named(deck, "summary", "mp.summary.since").left += 500000
    updated = must_update(saved(deck), deck_of(BASE, layout="halden"))
    assert "Our own words" in everything(opened(updated.data))
    assert [c.key for c in updated.of("given_up")] == ["summary/since"]
    assert unsound(updated.data) == ()


def test_a_slide_deleted_by_hand_stays_deleted_and_its_news_is_told() -> None:
    deck = opened(deck_of(BASE))
    ids = deck.slides._sldIdLst
    deck.part.drop_rel(ids[4].rId)
    ids.remove(ids[4])
    updated = must_update(saved(deck), deck_of(changed(("people", 0, "name", "Kim Lee"))))
    assert len(opened(updated.data).slides) == 5
    assert ("deleted", "people") in [(c.kind, c.key) for c in updated.changes]


def test_a_deck_made_anew_elsewhere_is_refused() -> None:
    deck = opened(deck_of(BASE))
    for (where, _), shape in indexed(deck).items():
        if where in ("people", "summary", "value"):
            shape.name = "Shape"  # as a program that keeps no names would save it
    with pytest.raises(UnwritableFileError, match="made anew elsewhere"):
        update(saved(deck), deck_of(BASE))


def test_a_deck_from_a_newer_version_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck_of(BASE))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "customXml/item1.xml":
                assert b"{&quot;format&quot;:1," in data
                data = data.replace(b"{&quot;format&quot;:1,", b"{&quot;format&quot;:99,")
            new.writestr(name, data)
    with pytest.raises(UnwritableFileError, match="newer mutualplan-deck"):
        update(out.getvalue(), deck_of(BASE))


def test_a_row_added_by_hand_stays_behind_the_row_it_was_added_to() -> None:
    deck = opened(deck_of(BASE))
    table = named(deck, "issues", "mp.issues.table").table
    above = table._tbl.tr_lst[2]
    row = copy.deepcopy(above)
    above.addnext(row)
    table.cell(3, 1).text_frame.paragraphs[0].runs[0].text = "A problem of our own"
    fresh = deck_of(changed(("problems", 0, "statement", "Claims wait in a single queue")))
    now = opened(must_update(saved(deck), fresh).data)
    said = [r.cells[1].text.split("\n")[0] for r in named(now, "issues", "mp.issues.table").table.rows]
    assert said[1:4] == [
        "Claims wait in a single queue",
        "Repairers are chased by phone",
        "A problem of our own",
    ]
