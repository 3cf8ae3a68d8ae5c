"""How wide text is and where it breaks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualplan_deck.deck.boxes import Paragraph, Run
from mutualplan_deck.deck.breaks import pieces
from mutualplan_deck.deck.graphemes import clusters
from mutualplan_deck.deck.metrics import UNKNOWN_FONT, twin, widths
from mutualplan_deck.deck.ruler import LINE, SAFETY, Ruler

RULER = Ruler("Calibri", "Georgia")
NBSP = "\u00a0"
WORDS = st.text(st.sampled_from("ab W-–/.,é" + NBSP), max_size=60)
UNITS = [
    "a",
    "W",
    " ",
    "é",
    "e\u0301",
    "-",
    "\n",
    "\v",
    "中",
    "、",
    "（",
    "한",
    "😀",
    "👩\u200d🚀",
    "🇩🇪",
    "Ж",
    "λ",
    "ก",
    NBSP,
]
ANY = st.lists(st.sampled_from(UNITS), max_size=60).map("".join)


def said(text: str, width: float, size: float = 12) -> list[str]:
    return RULER.lines([Run(text, size)], width)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a\nb", ["a", "b"]),
        ("a\vb", ["a", "b"]),
        ("a\r\nb", ["a", "b"]),
        ("\n\n", ["", "", ""]),
        ("one two three", ["one two", "three"]),
        ("one two      three", ["one two", "three"]),
        (f"5{NBSP}February{NBSP}27 x", [f"5{NBSP}Februar", f"y{NBSP}27 x"]),
        ("well-known", ["well-", "known"]),
        ("2027-06-30", ["2027-06-", "30"]),
        ("Xmas – done", ["Xmas –", "done"]),
        ("abcdefghijkl mno", ["abcdefghi", "jkl mno"]),
    ],
)
def test_breaks(text: str, lines: list[str]) -> None:
    assert said(text, 49) == lines


def test_cjk_breaks_anywhere_but_never_before_closing_or_after_opening_punctuation() -> None:
    text = "保険金の支払いを、二十一日から十二日に短縮する「計画」です。"
    for width in range(30, 150, 5):
        lines = said(text, width)
        assert "".join(lines) == text
        assert not [line for line in lines if line[0] in "、」。" or line[-1] == "「"]


def _greedy(text: str, width: float) -> list[str]:
    """The same by trying every head of the rest: slow, and plainly right."""
    lines, rest = [], text
    ends = {p.after for p in pieces(text)}
    at = 0
    while rest:
        heads = [k for k in range(1, len(rest) + 1) if at + k in ends]
        fitting = [k for k in heads if RULER.width(rest[:k].rstrip(" "), 12) <= width]
        if not fitting:  # a word wider than the line
            marks = [sum(map(len, clusters(rest)[:n])) for n in range(1, len(clusters(rest)) + 1)]
            fitting = [k for k in marks if RULER.width(rest[:k], 12) <= width] or marks[:1]
        k = max(fitting)
        lines.append(rest[:k].rstrip(" "))
        at, rest = at + k, rest[k:]
    return lines or [""]


@given(WORDS, st.integers(20, 200))
def test_lines_are_those_of_trying_every_break(text: str, width: int) -> None:
    text = text.strip(" ")
    assert said(text, width) == _greedy(text, width)


@given(ANY, st.integers(15, 150), st.integers(0, 60))
def test_no_line_is_too_wide_and_no_character_is_lost_or_split(text: str, width: int, cut: int) -> None:
    runs = [Run(text[:cut], 12), Run(text[cut:], 9, bold=True)]
    lines = RULER.lines(runs, width)
    kept = [c for c in "".join(lines) if c not in " \n\v"]
    assert kept == [c for c in text if c not in " \n\v"]
    for line in lines:
        assert RULER.width(line, 9) <= width or len(clusters(line)) == 1
    whole = RULER.lines([Run(text, 12)], width)
    assert [c for line in whole for c in clusters(line) if not c.isspace()] == [
        c for c in clusters(text) if not c.isspace()
    ]


@given(ANY, st.integers(15, 150))
def test_a_wider_box_never_needs_more_lines(text: str, width: int) -> None:
    assert len(said(text, width + 10)) <= len(said(text, width))


def test_height_is_of_the_largest_run_on_each_line() -> None:
    runs = [Run("small ", 10), Run("large", 20), Run("\nsmall", 10)]
    assert RULER.height(runs, 500) == pytest.approx(LINE * (20 + 10))
    assert RULER.height(runs, 500, leading=0.9) == pytest.approx(LINE * 0.9 * 30)


@given(st.lists(st.tuples(ANY, st.sampled_from([10.0, 11.0, 12.5])), min_size=1, max_size=4))
def test_a_line_is_no_wider_than_its_runs_measured_each_alone(parts: list[tuple[str, float]]) -> None:
    runs = [Run("".join(text.split("\n")).replace("\v", "") + f"{NBSP}{NBSP}", size) for text, size in parts]
    (width, _), *more = RULER.laid(runs, 1e6)
    assert not more
    assert width <= sum(RULER.width(r.text, r.size) for r in runs) + 1e-6


def test_paragraphs_stand_under_each_other_and_an_empty_one_has_its_own_size() -> None:
    both = (Paragraph((Run("a", 10),)), Paragraph(size=8, before=3))
    assert RULER.paragraphs_height(both, 100) == pytest.approx(LINE * 18 + 3)


def test_each_run_is_measured_in_its_own_face() -> None:
    glyph = RULER.width("■", 12, face="glyph")
    assert glyph == pytest.approx(12 * widths("Arial", "regular")["■"] / 2048 * SAFETY)
    assert RULER.width("Claims", 12, bold=True) > RULER.width("Claims", 12)
    assert RULER.width("Claims", 12, face="major") > RULER.width("Claims", 12)


@pytest.mark.parametrize(
    ("char", "least", "most"),
    [
        ("中", 1.0, 1.0),
        ("😀", 1.2, 1.3),
        ("\u0301", 0, 0),
        ("\u200d", 0, 0),
        ("ｱ", 0.5, 0.7),
        ("क", 0.3, 1.2),
    ],
)
def test_what_a_family_lacks_has_a_cautious_width(char: str, least: float, most: float) -> None:
    assert least <= widths("Calibri", "regular")[char] / 2048 <= most


def test_every_character_has_a_width() -> None:
    known = widths("Cambria", "bold italic")
    sample = [chr(c) for c in range(0x20, 0x30000, 37) if unicodedata.category(chr(c)) != "Cs"]
    assert all(0 <= known[c] <= 8 * 2048 for c in sample)


def test_an_unknown_family_is_measured_with_its_nearest_twin_and_a_margin() -> None:
    assert twin("Carlito") == ("Calibri", 1.0)
    assert twin("arial") == ("Arial", 1.0)
    assert twin("Adobe Garamond Pro") == ("Times New Roman", UNKNOWN_FONT)
    assert twin("Calibri Light") == ("Calibri", UNKNOWN_FONT)
    assert twin("Acme Grotesk") == ("Arial", UNKNOWN_FONT)
    own, unknown = Ruler("Arial", "Arial"), Ruler("Acme Grotesk", "Arial")
    assert unknown.width("Claims", 12) == pytest.approx(own.width("Claims", 12) * UNKNOWN_FONT)


@given(st.lists(st.sampled_from(["claims", "settled", "in", "12 days", "internationalisation"]), min_size=1))
def test_a_balanced_title_has_no_more_lines_and_the_last_inset_that_keeps_them(words: list[str]) -> None:
    runs = [Run(" ".join(words), 24, bold=True)]
    inset = RULER.balanced_inset(runs, 400)
    lines = len(RULER.lines(runs, 400))
    assert len(RULER.lines(runs, 400 - inset)) == lines
    assert inset % 4 == 0
    assert inset <= 400 * 0.45
    if lines > 1 and inset + 4 <= 400 * 0.45:
        narrower = 400 - inset - 4
        assert len(RULER.lines(runs, narrower)) > lines or RULER.longest_word(runs) > narrower


def test_flags_accents_and_joined_emoji_are_one_character_each() -> None:
    assert clusters("e\u0301🇩🇪🇫🇷👨\u200d👩\u200d👧👍🏽한") == [
        "e\u0301",
        "🇩🇪",
        "🇫🇷",
        "👨\u200d👩\u200d👧",
        "👍🏽",
        "한",
    ]
