"""The templates that ship: real ones, made from the looks' tokens and from nothing else."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
import pytest
from lxml import etree
from msgspec.structs import asdict
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from soundness_tools import assert_sound

from mutualplan_deck.deck.grid import STANDARD, WIDE
from mutualplan_deck.deck.look import available, load_layout, resolve
from mutualplan_deck.powerpoint.make_templates import main, templates
from mutualplan_deck.powerpoint.template import make_template

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SHIPPED = [(name, wide) for name in ("clearpath", "halden") for wide in (True, False)]


def made(name: str, *, wide: bool) -> bytes:
    file, _ = load_layout(name)
    return make_template(file, resolve(file, wide=wide).inks, wide=wide)


def opened(name: str, *, wide: bool) -> pptx.presentation.Presentation:
    return pptx.Presentation(io.BytesIO(made(name, wide=wide)))


@pytest.mark.parametrize("name", available())
def test_the_shipped_templates_are_what_the_tokens_make(name: str) -> None:
    _, folder = load_layout(name)
    shipped = {n: (folder / n).read_bytes() for n in templates(folder)}
    assert shipped == templates(folder), "run python -m mutualplan_deck.powerpoint.make_templates layouts/*"


@pytest.mark.parametrize(("name", "wide"), SHIPPED)
def test_a_template_is_sound_and_small(name: str, wide: bool) -> None:
    data = made(name, wide=wide)
    assert_sound(data)
    assert len(data) < 20_000


@pytest.mark.parametrize(("name", "wide"), SHIPPED)
def test_it_has_one_master_and_the_two_named_layouts(name: str, wide: bool) -> None:
    deck = opened(name, wide=wide)
    file, _ = load_layout(name)
    assert len(deck.slide_masters) == 1
    assert [item.name for item in deck.slide_layouts] == [file.template.light, file.template.dark]
    for layout in deck.slide_layouts:
        found = {p.placeholder_format.idx: p.placeholder_format.type for p in layout.placeholders}
        assert sorted(found.values()) == sorted(
            [KIND.TITLE, KIND.BODY, KIND.BODY, KIND.FOOTER, KIND.SLIDE_NUMBER]
        )
        assert found[21] == found[22] == KIND.BODY


@pytest.mark.parametrize(("name", "wide"), SHIPPED)
def test_placeholders_stand_where_the_page_has_them(name: str, wide: bool) -> None:
    deck, grid = opened(name, wide=wide), WIDE if wide else STANDARD
    assert (deck.slide_width.pt, deck.slide_height.pt) == (grid.width, grid.height)
    places = {
        p.name: (p.left.pt, p.top.pt, p.width.pt, p.height.pt) for p in deck.slide_layouts[0].placeholders
    }
    assert places["Title"] == tuple(grid.title)
    assert places["Kicker"] == tuple(grid.kicker)
    assert places["Source"] == tuple(grid.source)
    assert places["Page number"][0] + places["Page number"][2] == grid.footer.right


@pytest.mark.parametrize(("name", "wide"), SHIPPED)
def test_the_theme_holds_the_looks_colours_and_fonts(name: str, wide: bool) -> None:
    file, _ = load_layout(name)
    root = next(
        etree.fromstring(r.target_part.blob)
        for r in opened(name, wide=wide).slide_master.part.rels.values()
        if r.reltype.endswith("/theme")
    )
    colors = {c.tag.removeprefix(A): c[0].get("val") for c in next(root.iter(f"{A}clrScheme"))}
    assert colors["hlink"] == colors["accent1"]
    told = asdict(file.colors)
    assert {k: colors[k] for k in told} == told
    fonts = [next(root.iter(A + t)).find(f"{A}latin").get("typeface") for t in ("majorFont", "minorFont")]
    assert fonts == [file.fonts.major, file.fonts.minor]


def test_the_master_holds_the_title_style_and_four_by_three_is_smaller() -> None:
    sizes = {}
    for wide in (True, False):
        title = opened("clearpath", wide=wide).slide_master._element.find(f"{P}txStyles/{P}titleStyle")
        run = next(title.iter(f"{A}defRPr"))
        sizes[wide] = (run.get("sz"), run.get("b"), run.find(f"{A}latin").get("typeface"))
    assert sizes == {True: ("2400", "1", "+mj-lt"), False: ("2200", "1", "+mj-lt")}


def test_the_dark_layout_has_a_band_and_light_text() -> None:
    light, dark = opened("halden", wide=True).slide_layouts
    band = next(s for s in dark.shapes if s.name == "Header band")
    assert (band.left, band.top, band.width.pt, band.height.pt) == (0, 0, 960, 190)
    assert "Header band" not in [s.name for s in light.shapes]
    title = next(p for p in dark.placeholders if p.name == "Title")._element
    assert next(title.iter(f"{A}defRPr")).find(f"{A}solidFill")[0].get("val") == "bg1"


def test_a_designer_can_add_a_slide_on_it() -> None:
    deck = opened("clearpath", wide=True)
    page = deck.slides.add_slide(deck.slide_layouts.get_by_name("Plan light"))
    assert [p.placeholder_format.idx for p in page.placeholders] == [0, 21, 22]


def test_the_command_writes_both_sizes_beside_the_tokens(tmp_path: Path) -> None:
    folder = tmp_path
    _, shipped = load_layout("halden")
    folder.joinpath("layout.toml").write_bytes((shipped / "layout.toml").read_bytes())
    main([str(folder)])
    assert sorted(p.name for p in folder.iterdir()) == ["layout.toml", "template-4x3.pptx", "template.pptx"]
    assert (folder / "template.pptx").read_bytes() == made("halden", wide=True)
