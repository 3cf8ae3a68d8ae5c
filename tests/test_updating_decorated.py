"""A deck that a person decorated goes through ten updates: their parts stay byte for byte, the deck sound."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from editing import indexed, opened, saved, slide_marked
from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Emu
from test_updating import BASE, changed, deck_of, must_update, unsound_of_ours

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_TIMING = (
    '<p:timing xmlns:p="{p}"><p:tnLst><p:par>'
    '<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst><p:par>'
    '<p:cTn id="2" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:set><p:cBhvr>'
    '<p:cTn id="3" dur="1" fill="hold"/><p:tgtEl><p:spTgt spid="{spid}"/></p:tgtEl>'
    "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
    '<p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn>'
    "</p:par></p:tnLst></p:timing>"
)
_COMMENT = '<p:cm authorId="0" idx="1"><p:pos x="10" y="10"/><p:text>Ours</p:text></p:cm>'
_COMMENTS = '<p:cmLst xmlns:p="{p}">' + _COMMENT + "</p:cmLst>"
_FOLDERS = ("comments", "diagrams", "media", "slideMasters", "theme")
THEIRS = (*(f"ppt/{folder}/" for folder in _FOLDERS), "ppt/slides/slide7.xml")


def png(width: int = 8) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x10\x80\x40" * width for _ in range(width))
    head = struct.pack(">IIBBBBB", width, width, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def decorated() -> bytes:
    """The deck with picture, video, comments, animation, transition, diagram, slide and master of theirs."""
    deck = opened(deck_of(BASE))
    issues, value = slide_marked(deck, "issues"), slide_marked(deck, "value")
    picture = io.BytesIO(png())
    issues.shapes.add_picture(picture, Emu(100000), Emu(100000), Emu(300000), Emu(300000))
    video = io.BytesIO(b"\0\0\0\x18ftypmp42" + bytes(200))
    value.shapes.add_movie(
        video, Emu(1), Emu(1), Emu(400000), Emu(300000), poster_frame_image=io.BytesIO(png(4))
    )
    title = indexed(deck)[("issues", "mp.issues.title")]
    transition = etree.fromstring(f'<p:transition xmlns:p="{P}" spd="slow"><p:fade/></p:transition>')
    issues._element.append(transition)
    issues._element.append(etree.fromstring(_TIMING.format(p=P, spid=title.shape_id)))
    package = deck.part.package
    kind = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
    comments = Part(PackURI("/ppt/comments/comment1.xml"), kind, package, _COMMENTS.format(p=P).encode())
    issues.part.relate_to(comments, RT.COMMENTS)
    kind = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
    data = b'<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"/>'
    issues.part.relate_to(Part(PackURI("/ppt/diagrams/data1.xml"), kind, package, data), RT.DIAGRAM_DATA)
    own = deck.slides.add_slide(deck.slide_layouts[0])
    own.shapes.add_textbox(Emu(1), Emu(1), Emu(900000), Emu(300000)).text_frame.text = "Our own slide"
    deck.slide_master._element.cSld.set("name", "Our own master")
    return saved(deck)


def parts(data: bytes) -> dict[str, bytes]:
    """A file's parts by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_ten_updates_leave_what_is_theirs() -> None:
    deck = before = decorated()
    theirs = {n: d for n, d in parts(before).items() if n.startswith(THEIRS)}
    assert len(theirs) >= 8
    for round_ in range(10):
        statement = f"Claims wait in queue number {round_}"
        status = ("done", "blocked", "at_risk")[round_ % 3]
        fresh = deck_of(changed(("problems", 0, "statement", statement), ("steps", 8, "status", status)))
        deck = must_update(deck, fresh).data
        now = parts(deck)
        assert {n for n, d in theirs.items() if now.get(n) != d} == set()
        assert unsound_of_ours(before, deck) == []
    issues = slide_marked(opened(deck), "issues")._element
    assert issues.find(f"{{{P}}}transition") is not None
    target = issues.find(f".//{{{P}}}spTgt").get("spid")
    assert target == str(indexed(opened(deck))[("issues", "mp.issues.title")].shape_id)
    assert "queue number 9" in "".join(t for t in issues.itertext())
