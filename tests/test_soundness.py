"""Our checks see what validators do not, and raise no alarm on decks that are sound."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pptx
import pytest
from powerpoint_samples import drawing, everything, slide, written
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from mutualplan_deck.powerpoint.soundness import unsound

Parts = dict[str, bytes]
SLIDE = "ppt/slides/slide1.xml"
RELS = "ppt/slides/_rels/slide1.xml.rels"
TYPES = "[Content_Types].xml"


def parts(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def changed(name: str, old: str, new: str, count: int = 1) -> Callable[[Parts], None]:
    def change(files: Parts) -> None:
        text = files[name].decode()
        assert old in text
        files[name] = text.replace(old, new, count).encode()

    return change


def dropped(name: str) -> Callable[[Parts], object]:
    return lambda files: files.pop(name)


def added(name: str) -> Callable[[Parts], None]:
    return lambda files: files.update({name: b"<x/>"})


BREAKS = {
    "orphan": (added("ppt/slides/slide9.xml"), "an orphan"),
    "phantom override": (
        changed(TYPES, "</Types>", '<Override PartName="/ppt/no.xml" ContentType="x/y"/></Types>'),
        "names ppt/no.xml",
    ),
    "no content type": (added("ppt/media/sound.wav"), "no content type"),
    "missing target": (dropped("ppt/charts/chart1.xml"), "which is not there"),
    "unknown relationship": (changed(SLIDE, 'r:embed="rId', 'r:embed="rId99'), "no relationship of it"),
    "relationship twice": (
        changed(RELS, 'Id="rId2"', 'Id="rId1"'),
        "rId1 twice",
    ),
    "same shape id": (changed(SLIDE, '<p:cNvPr id="3"', '<p:cNvPr id="2"'), "shape id 2 2 times"),
    "no title": (changed(SLIDE, 'type="title"', 'type="body" idx="9"'), "no title"),
    "no page number": (changed(SLIDE, 'type="slidenum"', 'type="datetime"'), "no slide number"),
    "no alt text": (changed(SLIDE, 'descr="Bar chart of yearly value"', ""), "'mp.chart' has no alt text"),
    "empty placeholder": (changed(SLIDE, "<a:t>Value</a:t>", "<a:t></a:t>"), "'mp.kicker' is empty"),
    "loose connector": (changed(SLIDE, '<a:stCxn id="', '<a:stCxn id="9'), "glued to shape"),
    "table column": (changed(SLIDE, '<a:gridCol w="1270000"/>', ""), "cells in a grid of 2"),
    "table merge": (changed(SLIDE, ' rowSpan="2"', ' rowSpan="3"'), "does not match the cell"),
    "table edge": (changed(SLIDE, ' gridSpan="2"', ' gridSpan="3"', 2), "reaches out of the table"),
    "no workbook": (dropped("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"), "without its workbook"),
    "section": (
        changed(
            "ppt/presentation.xml",
            "</p:presentation>",
            '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><s:sectionLst '
            'xmlns:s="http://schemas.microsoft.com/office/powerpoint/2010/main"><s:section name="Old">'
            '<s:sldIdLst><s:sldId id="999"/></s:sldIdLst></s:section></s:sectionLst></p:ext></p:extLst>'
            "</p:presentation>",
        ),
        "names no slide: 999",
    ),
    "broken XML": (changed(SLIDE, "</p:sld>", ""), "no readable PowerPoint file"),
    "no content types": (dropped(TYPES), "no readable PowerPoint file"),
    "no presentation": (dropped("_rels/.rels"), "no readable PowerPoint file"),
}


@pytest.mark.parametrize("how", BREAKS)
def test_each_break_is_told(how: str) -> None:
    change, told = BREAKS[how]
    files = parts(written(everything(), slide(drawing(), title="Two", page=2)))
    change(files)
    assert any(told in line for line in unsound(zipped(files))), unsound(zipped(files))


def test_a_deck_taken_apart_and_put_together_is_still_sound() -> None:
    assert unsound(zipped(parts(written(everything())))) == ()


def test_two_slides_may_not_share_a_title() -> None:
    told = unsound(written(slide(), slide(page=2)))
    assert len(told) == 2
    assert "another slide's too" in told[0]


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", written(slide())[:900]])
def test_bytes_that_are_no_deck_are_told_and_raise_nothing(data: bytes) -> None:
    assert unsound(data)[0].startswith("no readable PowerPoint file")


def test_a_damaged_byte_is_told() -> None:
    data = bytearray(written(slide()))
    data[data.index(b"ppt/presentation.xml") + 40] ^= 0xFF
    assert unsound(bytes(data))[0].startswith("no readable PowerPoint file")


def test_a_name_twice_in_the_archive_is_told() -> None:
    out = io.BytesIO(written(slide()))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SLIDE, parts(out.getvalue())[SLIDE])
    assert f"{SLIDE}: twice in the archive" in unsound(out.getvalue())


def by_python_pptx() -> bytes:
    """A sound deck of another hand: merged table, chart, links, notes, a picture of its own."""
    deck = pptx.Presentation()
    page = deck.slides.add_slide(deck.slide_layouts[5])
    page.shapes.title.text = "A title"
    table = page.shapes.add_table(3, 3, 0, Inches(2), Inches(4), Inches(2))
    table.table.cell(0, 0).merge(table.table.cell(1, 1))
    numbers = CategoryChartData()
    numbers.categories = ["a", "b"]
    numbers.add_series("s", (1, 2))
    chart = page.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Inches(3), Inches(2), numbers)
    for frame in (table, chart):
        frame._element.nvGraphicFramePr.cNvPr.set("descr", "said in words")
    box = page.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.paragraphs[0]
    box.add_run().text = "link"
    box.runs[0].hyperlink.address = "https://example.com/a?b=c#d"
    field = box._p.makeelement(f"{{{box._p.nsmap['a']}}}fld", {"id": "{0}", "type": "slidenum"})
    box._p.append(field)
    page.notes_slide.notes_text_frame.text = "notes"
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def test_no_false_alarm_on_a_sound_deck_by_python_pptx() -> None:
    assert unsound(by_python_pptx()) == ()
