"""Looks: read strictly, resolved to colours that can be read, made from one brand colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mutualplan_deck.deck.contrast import (
    black_or_white,
    blended,
    contrast,
    difference,
    least_contrast,
    luminance,
    shaded,
    until_seen,
)
from mutualplan_deck.deck.inks import ALIKE
from mutualplan_deck.deck.look import (
    Colors,
    LayoutFile,
    Look,
    available,
    check_contrast,
    dump_toml,
    load_layout,
    make_layout,
    parse_layout,
    resolve,
)
from mutualplan_deck.errors import LayoutError

CLEARPATH = load_layout("clearpath")[0]
HALDEN = load_layout("halden")[0]
HEX = st.integers(0, 0xFFFFFF).map("{:06X}".format)
ROLES = ["dk1", "lt1", "dk2", "lt2", "panel", "primary", "bar", "muted", "done", "rule", "hair", "prog"]
ROLES += ["risk", "risk_text", "late", "late_text", "on_dark", "on_dark_muted", "on_dark_rule"]
# What the specification says each role comes to (SPEC §4.1).
SPECIFIED = {
    "clearpath": {"muted": "48606A", "done": "628392", "rule": "CAD6DB", "hair": "E5EBED", "bar": "489297"}
    | {"prog": "0B6E74", "on_dark_muted": "D9D9D9", "primary": "0B6E74", "panel": "EFF3F3"},
    "halden": {"muted": "634D5D", "done": "886A81", "rule": "D8CDD5", "hair": "EBE6EA", "bar": "A75778"}
    | {"prog": "2E1A33", "on_dark_muted": "D9D9D9", "primary": "8A1F4B", "panel": "F6F1EA"},
}


def look(file: LayoutFile = CLEARPATH, **colors: str) -> Look:
    changed = replace(file.colors, **colors)
    return resolve(replace(file, colors=changed), wide=True)


def test_known_contrasts() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("0B6E74", "FFFFFF") == pytest.approx(6.0, abs=0.05)
    assert contrast("8A1F4B", "F6F1EA") == pytest.approx(7.9, abs=0.05)
    assert difference("0B6E74", "B93A12") == pytest.approx(94, abs=1)
    assert difference("8A1F4B", "B93A12") == pytest.approx(50, abs=1)
    assert shaded("1B2428", 75, 25) == "48606A"
    assert blended("0B6E74", "FFFFFF", 75) == "489297"


@given(HEX, HEX, st.sampled_from([3.0, 4.5]))
def test_a_colour_is_moved_until_it_is_seen_and_no_further_than_it_must(
    color: str, ground: str, ratio: float
) -> None:
    moved = until_seen(color, (ground,), ratio)
    best = contrast(black_or_white(ground), ground)
    assert contrast(moved, ground) >= min(ratio, best)
    if contrast(color, ground) >= ratio:
        assert moved == color


@pytest.mark.parametrize("name", ["clearpath", "halden"])
def test_the_shipped_looks_come_to_the_specified_colours(name: str) -> None:
    file, folder = load_layout(name)
    inks = resolve(file, wide=True).inks
    assert {role: inks[role].hex for role in SPECIFIED[name]} == SPECIFIED[name]
    assert set(ROLES) == set(inks)
    assert check_contrast(file) == ()
    assert folder.name == name
    assert name in available()


@given(HEX, HEX, HEX, HEX, HEX, HEX)
def test_whatever_the_theme_its_text_can_be_read(
    dk1: str, lt1: str, dk2: str, lt2: str, accent1: str, accent2: str
) -> None:
    made = look(dk1=dk1, lt1=lt1, dk2=dk2, lt2=lt2, accent1=accent1, accent2=accent2)
    inks = made.inks
    grounds = (inks["lt1"].hex, inks["panel"].hex)
    own = least_contrast(dk1, grounds)
    for role in ("primary", "muted", "prog"):
        assert least_contrast(inks[role].hex, grounds) >= min(4.5, own)
    for role in ("risk_text", "late_text"):
        possible = max(least_contrast(c, grounds) for c in ("000000", "FFFFFF"))
        assert least_contrast(inks[role].hex, grounds) >= min(
            4.5, possible, contrast(black_or_white(lt1), grounds[1])
        )
    assert contrast(inks["on_dark"].hex, inks["dk2"].hex) >= 4.5 or luminance(lt1) < 0.18


def test_a_pale_primary_gives_way_and_that_is_told() -> None:
    made = look(accent1="FFD54A")
    assert made.inks["primary"].slot == "tx2"
    assert made.substitutions[0].startswith("primary: accent1 FFD54A has too little contrast")


def test_a_primary_like_an_alarm_is_not_used_for_work_in_progress() -> None:
    made = look(accent1="C00000")
    assert made.inks["primary"].hex == "C00000"
    assert made.inks["prog"].slot == "tx2"
    assert difference("C00000", "B93A12") < ALIKE


def test_on_a_dark_page_everything_is_light() -> None:
    made = look(dk1="FFFFFF", lt1="101418", dk2="D0D8DC", lt2="30383C", accent1="4FC3C7")
    page = made.inks["lt1"].hex
    for role in ("dk1", "muted", "primary", "risk_text", "late_text"):
        assert contrast(made.inks[role].hex, page) >= 4.5
    assert made.inks["dk2"].slot == "accent1"
    assert contrast(made.inks["on_dark"].hex, made.inks["dk2"].hex) >= 4.5


def test_a_panel_as_light_as_the_page_gets_an_outline() -> None:
    assert look(lt2="FFFFFF").panel_outline
    assert not look().panel_outline


def test_sizes_follow_the_face_and_never_go_under_the_floor() -> None:
    wide, narrow = resolve(CLEARPATH, wide=True), resolve(CLEARPATH, wide=False)
    assert (wide.title_size, narrow.title_size, wide.title_floor) == (24, 22, 20)
    assert (wide.sizes["table"], wide.floors["table"]) == (11.5, 10.5)
    arial = resolve(HALDEN, wide=True)
    assert (arial.sizes["table"], arial.floors["table"]) == (10.5, 10)
    assert (arial.sizes["axis"], arial.sizes["tag"], arial.sizes["foot"]) == (9.5, 9, 9)
    assert all(arial.sizes[role] >= arial.floors[role] for role in arial.floors)
    own = replace(CLEARPATH, sizes={"body": 13.0})
    assert resolve(own, wide=True).sizes["body"] == 13
    assert (arial.font("major"), arial.font("minor"), arial.font("glyph")) == ("Georgia", "Arial", "Arial")


TOML = dump_toml(CLEARPATH)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "minor =",
            "minro =",
            "fonts.minro is no setting; did you mean minor? There is: major, minor, scale",
        ),
        ("[heading]", "[haeding]", "haeding is no setting; did you mean heading? There is: format, name"),
        ('"0B6E74"', '"0B6E7"', "colors.accent1: “0B6E7” is no colour; write six hex digits, as 0B6E74"),
        ('header = "light"', 'header = "pale"', "summary.header: “pale” is not one of 'light' or 'dark'"),
        ("size = 24", "size = 60", "heading.size: 60 is wrong: expected float <= 32.0"),
        ('name = "clearpath"', "", "name is missing"),
        ("[fonts]", "[sizes]\nbdy = 12\n[fonts]", "sizes: bdy is no text role; there is: kpi, kpi2"),
        ("[fonts]", "[sizes]\nbody = 6\n[fonts]", "sizes: body: 6 is not between 10 and 60 pt"),
        ('"issues"', '"isues"', "forms.six.1: “isues” is not one of"),
        ("[fonts]", "[fonts", "is not valid TOML"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_path_and_what_there_is(old: str, new: str, told: str) -> None:
    with pytest.raises(LayoutError) as refused:
        parse_layout(TOML.replace(old, new, 1))
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_unknown_look_is_refused_with_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"Did you mean clearpath.*There is: clearpath, halden"):
        load_layout("clearpth")
    with pytest.raises(LayoutError, match="No look"):
        load_layout(tmp_path)
    (tmp_path / "layout.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(LayoutError, match="cannot be read"):
        load_layout(tmp_path)


def test_a_look_is_loaded_from_its_folder_or_file(tmp_path: Path) -> None:
    path = tmp_path / "layout.toml"
    path.write_text(TOML, encoding="utf-8")
    assert load_layout(tmp_path) == (CLEARPATH, tmp_path)
    assert load_layout(str(path)) == (CLEARPATH, tmp_path)


@given(HEX)
def test_a_look_made_from_one_colour_can_be_read_or_is_refused_with_one_that_can(primary: str) -> None:
    try:
        made = make_layout("acme", CLEARPATH, colors={"primary": primary})
    except LayoutError as refused:
        assert contrast(primary, "FFFFFF") < 5.3  # 4.5 on the panel, which is a shade darker than the page
        nearest = str(refused).split("; ")[1].split()[0]
        assert make_layout("acme", CLEARPATH, colors={"primary": nearest}).colors.accent1 == nearest
    else:
        assert check_contrast(made) == ()
        assert made.colors.accent1 == primary
        assert not any(s.startswith("primary") for s in resolve(made, wide=True).substitutions)


def test_a_look_of_ones_own_keeps_what_was_not_given() -> None:
    made = make_layout(
        "acme",
        HALDEN,
        colors={"primary": "#005eb8", "lt2": "FFFFFF"},
        fonts={"both": "Arial"},
        logo="acme.png",
    )
    assert (made.name, made.fonts.major, made.fonts.scale, made.logo.file) == (
        "acme",
        "Arial",
        0.91,
        "acme.png",
    )
    assert (made.colors.accent1, made.colors.lt2, made.summary.header) == ("005EB8", "FFFFFF", "dark")
    assert made.status == HALDEN.status


@pytest.mark.parametrize(
    ("colors", "told"),
    [
        (
            {"primary": "FFC000"},
            r"colors.accent1 FFC000 on .* has a contrast of 1\.\d, not 4.5; \w{6} passes",
        ),
        ({"primary": "teal"}, "primary: “teal” is no colour"),
        ({"primry": "0B6E74"}, "primry is no colour of a look; there is: primary, dk1"),
        ({"dk1": "AAAAAA"}, "colors.dk1 AAAAAA"),
    ],
)
def test_colours_that_cannot_be_read_are_refused(colors: dict[str, str], told: str) -> None:
    with pytest.raises(LayoutError, match=told):
        make_layout("acme", CLEARPATH, colors=colors)


@given(st.text(max_size=40), HEX, st.sampled_from(["Arial", 'My "own" \\ font']))
def test_a_written_look_reads_as_the_same_look(title: str, accent6: str, font: str) -> None:
    colors: Colors = replace(HALDEN.colors, accent6=accent6)
    fonts = replace(HALDEN.fonts, major=font, scale=0.87)
    file = replace(HALDEN, title=title, colors=colors, fonts=fonts, sizes={"body": 12.5})
    assert parse_layout(dump_toml(file)) == file
