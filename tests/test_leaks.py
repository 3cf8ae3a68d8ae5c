"""What is the vendor's own in a plan is in nothing that leaves the house, whoever looks for it."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hiding_places import ASCII_ONLY, PLACES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from independent_search import holds, squeezed, texts
from planting import PLANTS

from mutualplan_deck.handoff import quick_email
from mutualplan_deck.packing import Errand, pack
from mutualplan_deck.pipeline import Order, build
from mutualplan_deck.readers import read

DAY = dt.date(2027, 1, 12)
SECRETS = st.sampled_from(
    ["Zanzibar walks away at 412", "Quibbleforth halves it", "Größe nennt niemand Zanzibar", "zq9 zq9x"]
)
Making = Callable[[Path, Path], None]


def _deck(edition: str, slides: int = 6, layout: str = "clearpath") -> Making:
    def make(plan: Path, out: Path) -> None:
        build(Order(plan, out / "deck.pptx", slides, layout, edition=edition), today=DAY)

    return make


def _pack(plan: Path, out: Path) -> None:
    pack(Errand(plan, out / "pack", with_office=False), today=DAY)


def _email(plan: Path, out: Path) -> None:
    letter, data = quick_email(read(plan, today=DAY), DAY, layout="clearpath")
    (out / "plan.eml").write_bytes(data)
    (out / "subject.txt").write_text(letter.subject, "utf-8")


OUTPUTS: dict[str, Making] = {
    "working deck": _deck("working"),
    "champion's deck": _deck("champion"),
    "champion's four slides": _deck("champion", 4, "halden"),
    "champion's five slides": _deck("champion", 5),
    "pack": _pack,
    "e-mail": _email,
}


def made_with(place: str, secret: str, outputs: list[str]) -> list[str]:
    """In which of the outputs of a plan with a secret the secret stands."""
    with tempfile.TemporaryDirectory() as home:
        plan = PLANTS[place](_new(Path(home) / "plan"), secret)
        found = []
        for n, output in enumerate(outputs):
            out = _new(Path(home) / str(n))
            OUTPUTS[output](plan, out)
            assert list(out.rglob("*.*"))
            found += [f"{output}: {name}" for name in holds(out, secret)]
        return found


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.parametrize("place", PLANTS)
def test_a_secret_leaves_in_neither_deck_nor_pack(place: str) -> None:
    assert made_with(place, "Zanzibar walks away at 412", ["working deck", "pack"]) == []


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(PLANTS)), st.sampled_from(sorted(OUTPUTS)), SECRETS)
def test_no_secret_leaves_from_wherever_it_is_in_whatever_is_made(
    place: str, output: str, secret: str
) -> None:
    assert made_with(place, secret, [output]) == []


def test_the_internal_edition_does_hold_it() -> None:
    """The search finds what is there: what is told to the vendor's side alone is told."""
    with tempfile.TemporaryDirectory() as home:
        plan = PLANTS["people: personal_win"](_new(Path(home) / "plan"), "Zanzibar walks away at 412")
        assert "Zanzibar" in plan.read_text("utf-8")
        out = _new(Path(home) / "out")
        _deck("internal")(plan, out)
        assert holds(out, "Deal review")


@pytest.mark.parametrize("place", [place for place in PLACES if place not in ASCII_ONLY])
def test_the_search_looks_where_the_audit_looks(place: str) -> None:
    name, data = PLACES[place]("Zanzibar walks away at 412")
    wanted = squeezed("Zanzibar walks away at 412")
    seen = wanted in squeezed(name) or any(wanted in squeezed(text) for text in texts(data))
    assert seen
