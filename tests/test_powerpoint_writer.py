"""A deck becomes a file: sound, native, editable, and the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pptx
import pytest
from lxml import etree
from powerpoint_samples import (
    deck_of,
    drawing,
    everything,
    look,
    png,
    slide,
    template,
    words,
    written,
)
from pptx.enum.shapes import MSO_SHAPE_TYPE as KIND
from soundness_tools import assert_sound

from mutualplan_deck.deck.boxes import Connector, Deck, Glue, Picture, Rect, Shape, Slide, Stroke
from mutualplan_deck.errors import LayoutError
from mutualplan_deck.powerpoint import faults
from mutualplan_deck.powerpoint.workbook import workbook
from mutualplan_deck.powerpoint.writer import render

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def opened(data: bytes) -> pptx.presentation.Presentation:
    return pptx.Presentation(io.BytesIO(data))


def shapes(data: bytes, page: int = 0) -> dict[str, pptx.shapes.base.BaseShape]:
    return {s.name: s for s in opened(data).slides[page].shapes}


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


@pytest.mark.parametrize("name", ["clearpath", "halden"])
def test_every_kind_of_box_is_written_soundly_and_reads_back_as_meant(name: str) -> None:
    deck = deck_of(everything(1), everything(2, "Another claim"), slide(title="A third", page=3))
    data = render(deck, look(name), template(name))
    assert_sound(data)
    assert faults(deck, data) == ()


def test_boxes_are_native_objects() -> None:
    found = shapes(written(everything()))
    kinds = {name: shape.shape_type for name, shape in found.items()}
    assert kinds["mp.title"] == KIND.PLACEHOLDER
    assert kinds["mp.table"] == KIND.TABLE
    assert {kinds["mp.chart"], kinds["mp.days"], kinds["mp.bar"]} == {KIND.CHART}
    assert kinds["mp.logo"] == KIND.PICTURE
    assert kinds["mp.group"] == KIND.GROUP
    assert kinds["mp.status"] == KIND.TEXT_BOX
    assert kinds["mp.pill"] == KIND.AUTO_SHAPE
    assert [s.shape_type for s in found["mp.group"].shapes][2:4] == [KIND.LINE, KIND.FREEFORM]


def test_only_placeholders_that_say_something_stand_on_the_slide() -> None:
    only_title = Slide(("value",), "Plan light", "T", slide().boxes[:1])
    placeholders = opened(written(only_title)).slides[0].placeholders
    assert [p.name for p in placeholders] == ["mp.title"]


def test_a_placeholder_says_its_place_only_where_the_layout_says_another() -> None:
    title, footer = (shapes(written(slide()))[n]._element.spPr for n in ("mp.title", "mp.footer"))
    assert title.find(f"{A}xfrm") is None
    assert footer.find(f"{A}xfrm") is not None


def test_the_page_number_is_a_field() -> None:
    element = shapes(written(slide(), slide(page=2, title="Two")), page=1)["mp.page"]._element
    field = next(element.iter(f"{A}fld"))
    assert (field.get("type"), field.findtext(f"{A}t")) == ("slidenum", "2")


def test_every_run_says_its_language_size_colour_and_font() -> None:
    root = etree.fromstring(part(written(everything()), "ppt/slides/slide1.xml"))
    runs = list(root.iter(f"{A}rPr"))
    assert runs
    for run in runs:
        assert run.get("lang") == "en-GB"
        assert run.find(f"{A}solidFill") is not None
        assert run.find(f"{A}latin").get("typeface") in ("+mn-lt", "+mj-lt", "Arial")
        assert int(run.get("sz")) >= 900
    ends = [p.find(f"{A}endParaRPr") for p in root.iter(f"{A}p")]
    assert all(e is not None and e.get("sz") and e.get("lang") for e in ends)


def test_glyphs_are_arial_in_every_script() -> None:
    shape = shapes(written(everything()))["mp.status"]
    run = next(r for r in shape._element.iter(f"{A}r") if r.findtext(f"{A}t") == "▲")
    faces = {e.tag.removeprefix(A): e.get("typeface") for e in run.find(f"{A}rPr") if e.get("typeface")}
    assert faces == {"latin": "Arial", "ea": "Arial", "sym": "Arial"}


def test_colours_stay_bound_to_the_theme_and_status_colours_do_not() -> None:
    xml = part(written(everything()), "ppt/slides/slide1.xml").decode()
    assert '<a:schemeClr val="tx1"><a:lumMod val="75000"/><a:lumOff val="25000"/></a:schemeClr>' in xml
    assert '<a:srgbClr val="C27400"/>' in xml
    assert "p:style" not in xml


def test_decorative_boxes_are_marked_and_others_described() -> None:
    found = shapes(written(everything()))
    hatch = etree.tostring(found["mp.hatch"]._element).decode()
    assert "2017/decorative" in hatch
    assert found["mp.chart"]._element.xpath("./p:nvGraphicFramePr/p:cNvPr/@descr") == [
        "Bar chart of yearly value"
    ]


def test_connectors_hold_the_shapes_they_join_also_inside_a_group() -> None:
    group = next(s for s in opened(written(slide(drawing()))).slides[0].shapes if s.name == "mp.group")
    ids = {s.name: str(s.shape_id) for s in group.shapes}
    link = next(s for s in group.shapes if s.name == "mp.link")._element
    start, end = next(link.iter(f"{A}stCxn")), next(link.iter(f"{A}endCxn"))
    assert (start.get("id"), start.get("idx")) == (ids["mp.card"], "3")
    assert (end.get("id"), end.get("idx")) == (ids["mp.disc"], "2")


def test_glue_to_a_shape_that_is_not_there_is_left_off_and_told() -> None:
    loose = Connector("mp.c", (50, 200), (90, 200), Stroke("dk1"), glue_start=Glue("mp.gone", 1))
    data = written(slide(loose))
    assert_sound(data)
    assert "mp.gone" in faults(deck_of(slide(loose)), data)[0]


def test_notes_are_real_with_bold_headings() -> None:
    frame = opened(written(everything())).slides[0].notes_slide.notes_text_frame
    assert [p.text for p in frame.paragraphs] == ["Sources", "A study of 300 claims, n > 20 & more"]
    assert [p.runs[0].font.bold for p in frame.paragraphs] == [True, None]


def test_a_picture_used_twice_is_stored_once() -> None:
    media = [n for n in names(written(everything(), everything(2, "B"))) if n.startswith("ppt/media/")]
    assert sorted(n.rsplit(".")[-1] for n in media) == ["png", "png", "svg"]


def test_a_picture_of_no_known_kind_is_refused() -> None:
    broken = slide(Picture("mp.logo", Rect(50, 200, 20, 20), b"BM no picture", alt="Logo"))
    with pytest.raises(LayoutError, match=r"mp\.logo"):
        written(broken)


def test_properties_are_the_decks_own() -> None:
    data = written(everything())
    core = opened(data).core_properties
    assert (core.title, core.subject, core.author) == ("A & B", "Mutual plan", "Clearpath")
    assert (core.keywords, core.language) == ("claims, days", "en-GB")
    assert core.created == core.modified
    assert core.created.isoformat()[:10] == "2027-01-12"
    assert b"<Slides>1</Slides><Notes>1</Notes>" in part(data, "docProps/app.xml")


def test_the_same_deck_gives_the_same_bytes_in_every_process() -> None:
    script = (
        "import hashlib;from powerpoint_samples import *;"
        "print(hashlib.sha256(written(everything(), everything(2, 'B'), name='halden')).hexdigest())"
    )
    here = str(Path(__file__).parent)
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": here, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed, zone in (("0", "UTC"), ("77", "Asia/Tokyo"))
    }
    again = written(everything(), everything(2, "B"), name="halden")
    assert digests == {hashlib.sha256(again).hexdigest()}


def test_the_archive_begins_with_its_content_types() -> None:
    assert names(written(slide()))[:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_an_unknown_layout_is_told_with_what_there_is() -> None:
    lost = Slide(("value",), "Plan blue", "T", slide().boxes)
    with pytest.raises(LayoutError, match=r"'Plan blue'; it has 'Plan light', 'Plan dark header'"):
        written(lost)


def test_a_template_of_another_size_is_refused() -> None:
    with pytest.raises(LayoutError, match="720 x 540"):
        render(deck_of(slide()), look(), template(wide=False))


def corporate() -> bytes:
    """Somebody's own template: two slides that link to each other, notes, a thumbnail, printer settings."""
    deck = pptx.Presentation()
    first, second = (deck.slides.add_slide(deck.slide_layouts[5]) for _ in range(2))
    first.shapes.title.text = "Old slide"
    first.shapes.title.click_action.target_slide = second
    second.notes_slide.notes_text_frame.text = "Old notes"
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def test_a_template_without_our_placeholders_gets_text_boxes_and_loses_its_own_slides() -> None:
    page = Slide(("value",), "Title Only", "T", (*everything().boxes[:1], *slide().boxes), everything().notes)
    boxes = tuple({b.name: b for b in page.boxes}.values())
    inside = Slide(page.blocks, page.layout, "T", boxes, page.notes)
    deck = Deck(720, 540, (inside,))
    data = render(deck, look(), corporate())
    assert_sound(data)
    assert faults(deck, data) == ()
    kinds = {n: s.shape_type for n, s in shapes(data).items()}
    assert (kinds["mp.title"], kinds["mp.kicker"]) == (KIND.PLACEHOLDER, KIND.TEXT_BOX)
    assert not [n for n in names(data) if "printer" in n or "thumbnail" in n or n.endswith("slide2.xml")]
    assert b"Old" not in b"".join(part(data, n) for n in names(data))


BAD_TEMPLATES = {
    "no zip": (b"no deck", "no PowerPoint file, or is damaged"),
    "cut off": (template()[:3000], "no PowerPoint file, or is damaged"),
    "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    "workbook": (workbook([["a"]], "0"), "no PowerPoint file"),
}


@pytest.mark.parametrize("kind", BAD_TEMPLATES)
def test_a_file_that_is_no_template_is_told_in_one_line(kind: str) -> None:
    data, why = BAD_TEMPLATES[kind]
    with pytest.raises(LayoutError, match=why):
        render(deck_of(slide()), look(), data)


def test_svg_stands_behind_its_png() -> None:
    data = written(slide(Picture("mp.logo", Rect(50, 200, 20, 20), png(), b"<svg/>", alt="Logo")))
    blip = next(shapes(data)["mp.logo"]._element.iter(f"{A}blip"))
    drawing_id = next(e for e in blip.iter() if e.tag.endswith("svgBlip")).values()[0]
    related = opened(data).slides[0].part.rels[drawing_id].target_part
    assert (related.content_type, related.blob) == ("image/svg+xml", b"<svg/>")


def test_a_text_with_no_run_keeps_its_paragraphs_size() -> None:
    empty = Shape("mp.e", Rect(50, 200, 50, 20), fill="panel", paragraphs=(words(""),))
    paragraph = next(shapes(written(slide(empty)))["mp.e"]._element.iter(f"{A}p"))
    assert [e.tag for e in paragraph] == [f"{A}pPr", f"{A}endParaRPr"]
    assert paragraph[1].get("sz") == "1200"
