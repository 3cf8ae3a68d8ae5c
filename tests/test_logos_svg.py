"""Drawings from somebody else: shapes and paint stay, whatever acts, fetches or tells goes."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from mutualplan_deck.deck.layout_file import LogoFile
from mutualplan_deck.findings import Level
from mutualplan_deck.readers.logo_drawings import clean_drawing, draw
from mutualplan_deck.readers.logo_pictures import UnusablePictureError
from mutualplan_deck.readers.logos import read_logos
from mutualplan_deck.story.story import Party

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:i="http://example.com/editor" viewBox="0 0 100 40">'
)
RED = '<rect width="100" height="40" fill="#ff0000"/>'


def svg(inside: str, head: str = HEAD) -> bytes:
    return f"{head}{inside}</svg>".encode()


def test_shapes_and_paint_stay_and_are_drawn() -> None:
    drawing = clean_drawing(svg(RED))
    data, width, height, _ = draw(drawing)
    assert (width, height) == (800, 320)
    assert Image.open(BytesIO(data)).convert("RGB").getpixel((400, 160)) == (255, 0, 0)
    assert draw(drawing)[0] == data


TELLS = {
    "comment": "<!-- secret -->",
    "processing instruction": "<?secret x?>",
    "metadata": "<metadata>secret</metadata>",
    "title": "<title>secret</title>",
    "editor's element": "<i:secret/>",
    "editor's attribute": '<g i:name="secret"/>',
    "data attribute": '<g data-name="secret"/>',
    "label": '<g aria-label="secret"/>',
    "script": "<script>secret()</script>",
    "handler": '<g onclick="secret()"/>',
    "link": '<a href="https://secret.example/"><path d="M0 0h9"/></a>',
    "script link": '<a xlink:href="javascript:secret()"><path d="M0 0h9"/></a>',
    "animation": '<set attributeName="fill" to="secret"/>',
    "foreign object": '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">secret</p></foreignObject>',
    "comment in style": "<style>/* secret */ .a{fill:red}</style>",
    "words between shapes": "secret",
}


@pytest.mark.parametrize("inside", TELLS.values(), ids=TELLS.keys())
def test_what_acts_or_tells_is_left_out(inside: str) -> None:
    drawing = clean_drawing(svg(inside + RED))
    assert b"secret" not in drawing
    assert b"#ff0000" in drawing


LOOK = "needs another file"
REFUSED = {
    "entity": ('<!DOCTYPE svg [<!ENTITY a "b">]>', RED, "entities"),
    "outside entity": (
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hosts">]>',
        f"<desc>&a;</desc>{RED}",
        "entities",
    ),
    "picture on the web": ("", '<image href="https://x.example/a.png" width="9" height="9"/>', LOOK),
    "picture on the disk": ("", '<image xlink:href="file:///etc/hosts" width="9" height="9"/>', LOOK),
    "drawing elsewhere": ("", '<use href="other.svg#a"/>', LOOK),
    "paint elsewhere": ("", '<rect width="9" height="9" fill="url(https://x.example/a#b)"/>', LOOK),
    "style elsewhere": ("", "<style>@import 'x.css';</style>", LOOK),
    "style in disguise": ("", "<style>.a{fill:u\\72l(x)}</style>", LOOK),
    "live text": ("", "<text>Halden</text>", "live text"),
    "endless": ("", '<g id="a"><use href="#a"/></g>', "shapes"),
    "no drawing": ("", "", "transparent"),
    "broken": ("", "<rect", "damaged"),
    "broken picture inside": ("", '<image href="data:image/png;base64,AAAA"/>', "damaged"),
}


@pytest.mark.parametrize(("before", "inside", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_cleaned_is_refused(before: str, inside: str, why: str) -> None:
    with pytest.raises(UnusablePictureError, match=why):
        draw(clean_drawing(before.encode() + svg(inside)))


def test_a_drawing_that_repeats_itself_a_billion_times_is_refused() -> None:
    levels = "".join(
        f'<g id="a{k + 1}">{f"<use href=%#a{k}%/>".replace("%", chr(34)) * 10}</g>' for k in range(9)
    )
    with pytest.raises(UnusablePictureError, match="shapes"):
        clean_drawing(svg(f'<g id="a0">{RED}</g>{levels}<use href="#a9"/>'))


SIZES = ['width="1" height="100000"', "", 'viewBox="0 0 0 0"', 'viewBox="0 0 1e309 1"', 'viewBox="a b"']


@pytest.mark.parametrize("size", SIZES)
def test_a_size_that_no_logo_has_is_refused(size: str) -> None:
    with pytest.raises(UnusablePictureError, match="size"):
        clean_drawing(svg(RED, f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'))


def test_the_view_settles_the_size_whatever_else_is_said() -> None:
    odd = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="9000000" viewBox="0 0 100 40">'
    assert draw(clean_drawing(svg(RED, odd)))[1:3] == (800, 320)


def test_a_declared_document_type_alone_is_no_danger() -> None:
    kind = (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert b"DOCTYPE" not in clean_drawing(kind + svg(RED))


def test_a_picture_inside_a_drawing_is_cleaned_too() -> None:
    notes, buffer = PngInfo(), BytesIO()
    notes.add_text("Comment", "secret")
    Image.new("RGB", (20, 20), "blue").save(buffer, "PNG", pnginfo=notes)
    told = base64.b64encode(buffer.getvalue()).decode()
    drawing = clean_drawing(svg(f'<image href="data:image/png;base64,{told}" width="40" height="40"/>'))
    kept = base64.b64decode(drawing.partition(b"base64,")[2].partition(b'"')[0])
    assert b"secret" in buffer.getvalue()
    assert b"secret" not in kept
    assert Image.open(BytesIO(draw(drawing)[0])).convert("RGB").getpixel((80, 160)) == (0, 0, 255)


def test_the_picture_beside_stands_in_for_a_drawing_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(svg("<text>Halden</text>"))
    Image.new("RGB", (30, 10), "red").save(tmp_path / "logo.png")
    party = Party("customer", "Halden Mutual", "Halden", "logo.svg")
    nobody = Party("vendor", "", "")
    logos, found = read_logos(party, nobody, tmp_path, LogoFile(), tmp_path)
    assert (logos["customer"].width, logos["customer"].svg) == (30, b"")
    assert [(f.code, f.level) for f in found] == [("LY103", Level.HINT)]
    (tmp_path / "logo.png").unlink()
    logos, found = read_logos(party, nobody, tmp_path, LogoFile(), tmp_path)
    assert not logos
    assert [(f.code, f.level) for f in found] == [("LY103", Level.WARNING)]
