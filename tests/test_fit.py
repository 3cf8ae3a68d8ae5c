"""Every text gets into its place, and every step taken is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutualplan_deck.deck.boxes import Note, Run
from mutualplan_deck.deck.fit import Fitted, Fitter, Want
from mutualplan_deck.deck.graphemes import clusters
from mutualplan_deck.deck.look import load_layout, resolve
from mutualplan_deck.deck.ruler import Ruler
from mutualplan_deck.deck.shorten import fewer_clauses, tidy, without_brackets
from mutualplan_deck.findings import Level

LOOK = resolve(load_layout("clearpath")[0], wide=True)
RULER = Ruler("Calibri", "Calibri")
LONG = "Penetration test report is with Halden"

UNITS = [
    "a",
    "W",
    " ",
    "  ",
    "review",
    "é",
    "e\u0301",
    "\n",
    "-",
    ";",
    ", ",
    " – ",
    "(x)",
    "(",
    ")",
    ".",
    "…",
]
UNITS += ["中", "、", "한", "😀", "👩\u200d🚀", "🇩🇪", "ж", "λ", "ק", "ก", "\u00a0", "x" * 40, "\u00ad"]
TEXTS = st.lists(st.sampled_from(UNITS), max_size=60).map("".join)
WANTS = st.builds(
    Want,
    text=TEXTS,
    width=st.integers(30, 300),
    lines=st.integers(1, 4),
    short=st.one_of(st.just(""), TEXTS),
    prefix=st.sampled_from(["", "5\u00a0Feb "]),
    bold=st.booleans(),
)


def fitter() -> Fitter:
    return Fitter(RULER, LOOK, "timeline", "In full")


def fit(*wants: Want, role: str = "table") -> tuple[Fitted, Fitter]:
    making = fitter()
    return making.fit("steps", role, wants), making


def codes(making: Fitter) -> list[str]:
    return [f.code for f in making.findings]


@given(st.lists(WANTS, min_size=1, max_size=5))
@settings(deadline=None)
def test_what_comes_back_really_fits_at_a_size_not_under_the_floor(wants: list[Want]) -> None:
    fitted, making = fit(*wants)
    assert LOOK.floors["table"] <= fitted.size <= LOOK.sizes["table"]
    for want, text in zip(wants, fitted.texts, strict=True):
        lines = RULER.lines([Run(want.prefix + text, fitted.size, bold=want.bold)], want.width)
        assert len(lines) <= want.lines
        if text != tidy(want.text):
            assert Note(tidy(want.text)) in making.notes
    shortened = [t for want, t in zip(wants, fitted.texts, strict=True) if t != tidy(want.text)]
    assert bool(shortened) == any(c in codes(making) for c in ("FT102", "FT103", "FT104", "FT106"))


@given(TEXTS, st.integers(30, 200))
def test_a_character_is_never_cut_inside(text: str, width: int) -> None:
    fitted, _ = fit(Want(text, width))
    whole = clusters(tidy(text))
    assert all(c in whole or c == "…" for c in clusters(fitted.texts[0]))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "x" * 500, "😀" * 80, "é " * 250, "中" * 500, "W", "(a)", ",,,,"]
)
def test_odd_texts_fit(text: str) -> None:
    fitted, _ = fit(Want(text, 60, 2))
    assert len(RULER.lines([Run(fitted.texts[0], fitted.size)], 60)) <= 2


def test_what_fits_stays_as_it_is_and_is_not_told() -> None:
    fitted, making = fit(Want(LONG, 400), Want("Kick-off", 400))
    assert fitted == Fitted(11.5, (LONG, "Kick-off"))
    assert making.findings == ()
    assert making.notes == ()


def test_a_size_step_applies_to_all_and_is_told_once() -> None:
    width = RULER.width(LONG, 11)
    fitted, making = fit(Want(LONG, width), Want("Kick-off", 400))
    assert fitted == Fitted(11, (LONG, "Kick-off"))
    assert codes(making) == ["FT101"]


def test_the_authors_short_form_comes_first_and_lets_the_size_grow_again() -> None:
    fitted, making = fit(Want(LONG * 3, 100, short="Pen test"), Want("Kick-off", 100))
    assert fitted == Fitted(11.5, ("Pen test", "Kick-off"))
    assert codes(making) == ["FT102"]
    assert making.notes == (Note("In full", heading=True), Note(LONG * 3))


def test_brackets_go_before_clauses_and_clauses_before_a_cut() -> None:
    width = RULER.width("Security review is done", 10.5) + 1
    fitted, making = fit(
        Want("Security review is done (by the whole of the board)", width),
        Want("Security review; all findings closed", width),
        Want("Security review of everything there is", width, pointer="/steps/3/title"),
    )
    assert fitted.texts == ("Security review is done", "Security review", "Security review of…")
    assert [(f.code, f.level) for f in making.findings] == [
        ("FT103", Level.WARNING),
        ("FT103", Level.WARNING),
        ("FT104", Level.WARNING),
        ("FT101", Level.HINT),
    ]
    assert making.findings[2].pointer == "/steps/3/title"


def test_a_prefix_counts_and_is_never_cut() -> None:
    fitted, _ = fit(Want("Security review of everything there is", 100, prefix="5\u00a0February "))
    assert fitted.texts[0].startswith("Security")
    assert RULER.width("5\u00a0February " + fitted.texts[0], fitted.size) <= 100


def test_a_place_too_narrow_for_anything_is_an_error_with_the_excess() -> None:
    fitted, making = fit(Want("Kick-off", 2, pointer="/steps/0/title"))
    assert fitted.texts == ("",)
    error = making.findings[0]
    assert (error.code, error.level, error.pointer) == ("FT106", Level.ERROR, "/steps/0/title")
    assert "Kick-off" in error.message
    assert Note("Kick-off") in making.notes


def test_a_widow_costs_one_size_step_at_most() -> None:
    words = "Settling claims in twelve days saves the team a"
    width = RULER.width(words + " day", 11.5) - 1
    fitted, _ = fit(Want(words + " day", width, 2))
    assert fitted.size == 11
    assert len(RULER.lines([Run(words + " day", 11)], width)) == 1


def test_size_and_floor_stand_in_for_the_roles_own() -> None:
    making = fitter()
    fitted = making.fit("title", "title", [Want("x " * 400, 830, 2)], size=22, floor=21)
    assert fitted.size == 21


def test_moved_text_is_in_the_notes_under_its_heading() -> None:
    making = fitter()
    making.moved("7 more in Security review", LONG, "/steps/4")
    making.moved("7 more in Security review", "Kick-off")
    assert [n.text for n in making.notes] == ["7 more in Security review", LONG, "Kick-off"]
    assert codes(making) == ["FT105", "FT105"]
    assert making.findings[0].pointer == "/steps/4"


def test_clauses_are_dropped_from_the_end_while_enough_remains() -> None:
    text = "Security review is done, findings closed – and signed"
    assert list(fewer_clauses(text)) == [
        "Security review is done, findings closed",
        "Security review is done",
    ]
    assert list(fewer_clauses("No, this is the whole of it")) == []
    assert list(fewer_clauses("worth 2,400,000 a year")) == []


def test_whole_sentences_are_dropped_before_clauses() -> None:
    text = "Credits cost $2.9M last season. Larkin, 38% of our volume, wants 1.5% by June 2027."
    assert list(fewer_clauses(text)) == ["Credits cost $2.9M last season"]
    assert list(fewer_clauses("Der Ofen kostet 6,4 Mio. Euro, Aufbau inbegriffen")) == [
        "Der Ofen kostet 6,4 Mio. Euro"
    ]


def test_no_condition_is_dropped_from_what_hangs_on_it() -> None:
    assert list(fewer_clauses("Der Beirat gibt den Neubau nur frei, wenn die Quote sinkt")) == []
    assert list(fewer_clauses("The plant opens in May, unless the permit is late, says Ann")) == [
        "The plant opens in May, unless the permit is late"
    ]


def test_brackets_are_dropped_unless_they_are_all_there_is() -> None:
    assert without_brackets("Review (final) done [v2]") == "Review done"
    assert without_brackets("(all of it)") == "(all of it)"
