"""Where a secret can hide in a file about to be sent: each place puts one there, the way programs do."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from urllib.parse import quote

Hidden = tuple[str, bytes]
Place = Callable[[str], Hidden]

PLACES: dict[str, Place] = {}
ASCII_ONLY = {"a PDF's page"}  # its standard fonts know no other letters


def _place(name: str) -> Callable[[Place], Place]:
    def keep(function: Place) -> Place:
        PLACES[name] = function
        return function

    return keep


def package(parts: Mapping[str, bytes | str], comment: bytes = b"") -> bytes:
    """An archive such as every Office file is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _deck(parts: Mapping[str, bytes | str]) -> Hidden:
    return "deck.pptx", package(parts)


def _slide(inside: str) -> str:
    body = f"<p:txBody><a:p>{inside}</a:p></p:txBody>"
    return f'<?xml version="1.0"?><p:sld xmlns:p="p" xmlns:a="a">{body}</p:sld>'


def _runs(text: str, size: int = 3) -> str:
    pieces = [text[n : n + size] for n in range(0, len(text), size)]
    fill = '<a:rPr lang="en-GB" b="1"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:rPr>'
    return "".join(f"<a:r>{fill}<a:t>{escape(p)}</a:t></a:r>" for p in pieces)


@_place("a slide, split into runs")
def _split(secret: str) -> Hidden:
    return _deck({"ppt/slides/slide1.xml": _slide(_runs(secret))})


@_place("the notes")
def _notes(secret: str) -> Hidden:
    return _deck({"ppt/notesSlides/notesSlide1.xml": _slide(f"<a:r><a:t>{escape(secret)}</a:t></a:r>")})


@_place("entities")
def _entities(secret: str) -> Hidden:
    coded = "".join(f"&#x{ord(c):x};" if n % 2 else f"&#{ord(c)};" for n, c in enumerate(secret))
    return _deck({"ppt/slides/slide9.xml": _slide(f"<a:r><a:t>{coded}</a:t></a:r>")})


@_place("alt text")
def _alt(secret: str) -> Hidden:
    return _deck({"ppt/slides/slide1.xml": _slide(f'<p:cNvPr id="2" name="a" descr="{escape(secret)}"/>')})


@_place("a shape's name")
def _name(secret: str) -> Hidden:
    return _deck({"ppt/slides/slide1.xml": _slide(f'<p:cNvPr id="2" name="{escape(secret)}"/>')})


@_place("a comment on a slide")
def _comment(secret: str) -> Hidden:
    return _deck(
        {"ppt/comments/comment1.xml": f"<p:cmLst><p:cm><p:text>{escape(secret)}</p:text></p:cm></p:cmLst>"}
    )


@_place("a property")
def _property(secret: str) -> Hidden:
    return _deck(
        {
            "docProps/core.xml": "<cp:coreProperties>"
            f"<dc:subject>{escape(secret)}</dc:subject></cp:coreProperties>"
        }
    )


@_place("custom XML")
def _custom(secret: str) -> Hidden:
    return _deck({"customXml/item1.xml": f'<plan step="{escape(secret)}"/>'})


@_place("custom XML in base64")
def _encoded(secret: str) -> Hidden:
    return _deck({"customXml/item1.xml": f"<b>{base64.b64encode(secret.encode()).decode()}</b>"})


@_place("custom XML, packed and in base64")
def _packed(secret: str) -> Hidden:
    inside = base64.b64encode(zlib.compress(json.dumps({"x": secret}).encode())).decode()
    return _deck({"customXml/item1.xml": f"<b>{inside}</b>"})


@_place("JSON with escapes")
def _json(secret: str) -> Hidden:
    return "plan.json", json.dumps({"plan": [secret]}).encode()


@_place("hexadecimal digits")
def _hex(secret: str) -> Hidden:
    return _deck({"customXml/item1.xml": f"<b>{secret.encode().hex()}</b>"})


@_place("XML in UTF-16")
def _utf16(secret: str) -> Hidden:
    return _deck(
        {"ppt/x.xml": f'<?xml version="1.0" encoding="UTF-16"?><a>{escape(secret)}</a>'.encode("utf-16")}
    )


@_place("an XML comment")
def _xml_comment(secret: str) -> Hidden:
    return _deck({"ppt/x.xml": f"<a><!-- {secret} --></a>"})


@_place("CDATA")
def _cdata(secret: str) -> Hidden:
    return _deck({"ppt/x.xml": f"<a><![CDATA[{secret}]]></a>"})


@_place("a link's address")
def _link(secret: str) -> Hidden:
    target = f"https://example.com/?q={quote(secret)}"
    return _deck(
        {
            "ppt/slides/_rels/slide1.xml.rels": "<Relationships>"
            f'<Relationship Target="{target}"/></Relationships>'
        }
    )


def _workbook(secret: str, where: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = 1
    if where == "cell":
        sheet["B2"] = secret
    elif where == "comment":
        sheet["A1"].comment = Comment(secret, "Halden Mutual")
    elif where == "hidden":
        other = book.create_sheet("Notes")
        other.sheet_state = "veryHidden"
        other["A1"] = secret
    elif where == "hidden row":
        sheet["A7"] = secret
        sheet.row_dimensions[7].hidden = True
    elif where == "hidden column":
        sheet["F2"] = secret
        sheet.column_dimensions["F"].hidden = True
    elif where == "unknown column":
        sheet["G1"], sheet["G2"] = "Gut feeling", secret
    elif where == "property":
        book.properties.keywords = secret
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


_WHERE = ("cell", "comment", "hidden", "hidden row", "hidden column", "unknown column", "property")
for _where in _WHERE:

    @_place(f"a chart's workbook: {_where}")
    def _nested(secret: str, where: str = _where) -> Hidden:
        return _deck({"ppt/embeddings/chart1.xlsx": _workbook(secret, where)})

    @_place(f"a workbook of its own: {_where}")
    def _own_workbook(secret: str, where: str = _where) -> Hidden:
        return "figures.xlsx", _workbook(secret, where)


@_place("the plan's history in custom XML")
def _history(secret: str) -> Hidden:
    versions = json.dumps([{"version": "6", "steps": [{"id": "s7", "title": secret}]}])
    packed = base64.b64encode(zlib.compress(versions.encode())).decode()
    item = f'<history xmlns="urn:mutual-plan"><versions>{packed}</versions></history>'
    return _deck({"customXml/item2.xml": item, "customXml/itemProps2.xml": "<ds:datastoreItem/>"})


@_place("a thumbnail's text")
def _thumbnail(secret: str) -> Hidden:
    return _deck({"docProps/thumbnail.png": _png(text=secret)})


@_place("an archive in an archive")
def _archive(secret: str) -> Hidden:
    return "pack.zip", package(
        {"a.zip": package({"b.docx": package({"word/document.xml": f"<w:t>{escape(secret)}</w:t>"})})}
    )


for _pack in (gzip.compress, bz2.compress, lzma.compress, zlib.compress):

    @_place(f"packed by {_pack.__module__}")
    def _compressed(secret: str, pack: Callable[[bytes], bytes] = _pack) -> Hidden:
        return _deck({"ppt/media/x.bin": pack(f"note: {secret}".encode())})


@_place("packed data inside other bytes")
def _inside(secret: str) -> Hidden:
    return _deck(
        {
            "ppt/oleObject1.bin": b"\xd0\xcf\x11\xe0"
            + b"\x00\x07" * 300
            + zlib.compress(secret.encode())
            + b"\xff" * 9
        }
    )


@_place("UTF-16 in a binary part")
def _binary(secret: str) -> Hidden:
    return _deck(
        {
            "ppt/oleObject1.bin": b"\xd0\xcf\x11\xe0\x01\x00\x02"
            + secret.encode("utf-16-le")
            + b"\x00\x00\xff\xfe"
        }
    )


@_place("an archive inside other bytes")
def _embedded(secret: str) -> Hidden:
    return _deck({"ppt/oleObject1.bin": b"\xd0\xcf\x11\xe0" * 130 + package({"a.txt": secret})})


# Archives themselves


@_place("an archive's comment")
def _zip_comment(secret: str) -> Hidden:
    return "deck.pptx", package({}, secret.encode())


@_place("a member's comment")
def _member_comment(secret: str) -> Hidden:
    return "deck.pptx", _member(comment=secret.encode())


@_place("a member's extra field")
def _extra(secret: str) -> Hidden:
    body = secret.encode()
    return "deck.pptx", _member(extra=struct.pack("<HH", 0x6375, len(body)) + body)


@_place("a member's name")
def _member_name(secret: str) -> Hidden:
    return _deck({f"ppt/media/{secret}.png": b"x"})


def _member(comment: bytes = b"", extra: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.comment, info.extra = comment, extra
        archive.writestr(info, "nothing")
    return buffer.getvalue()


@_place("bytes before an archive")
def _before(secret: str) -> Hidden:
    return "deck.pptx", b"PK\x03\x04"[:0] + _shifted(secret)


def _shifted(secret: str) -> bytes:
    """Bytes between the last member and the directory."""
    data = _member()
    at = data.index(b"PK\x01\x02")
    note = secret.encode()
    end = data.index(b"PK\x05\x06")
    offset = struct.pack("<I", struct.unpack_from("<I", data, end + 16)[0] + len(note))
    return data[:at] + note + data[at : end + 16] + offset + data[end + 20 :]


@_place("a member that no directory lists")
def _unlisted(secret: str) -> Hidden:
    """As a program leaves it that only appends: the old part is still there."""
    packed = package({"old.txt": secret * 3})
    start = packed.index(b"PK\x03\x04", 4)
    old = packed[start : packed.index(b"PK\x01\x02")]
    data = _member()
    at, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    offset = struct.pack("<I", struct.unpack_from("<I", data, end + 16)[0] + len(old))
    return "deck.pptx", data[:at] + old + data[at : end + 16] + offset + data[end + 20 :]


@_place("the file's own name")
def _file_name(secret: str) -> Hidden:
    return f"{secret.replace('/', ' ')}.txt", b"nothing"


# Pictures


def _png(**chunks: object) -> bytes:
    from PIL import Image, PngImagePlugin

    info = PngImagePlugin.PngInfo()
    for kind, text in chunks.items():
        if kind == "itxt":
            info.add_itxt("Comment", str(text), zip=True)
        else:
            info.add_text("Comment", str(text), zip=kind == "ztxt")
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


for _kind in ("text", "ztxt", "itxt"):

    @_place(f"a PNG's metadata: {_kind}")
    def _png_text(secret: str, kind: str = _kind) -> Hidden:
        return _deck({"ppt/media/a.png": _png(**{kind: secret})})


@_place("after a PNG's end")
def _after(secret: str) -> Hidden:
    return _deck({"ppt/media/a.png": _png() + secret.encode()})


@_place("a JPEG's EXIF")
def _exif(secret: str) -> Hidden:
    from PIL import Image

    picture = Image.new("RGB", (4, 4))
    exif = picture.getexif()
    exif[0x9C9C] = secret.encode("utf-16-le")  # XPComment, as Windows writes it
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=exif)
    return _deck({"docProps/thumbnail.jpeg": buffer.getvalue()})


@_place("a JPEG's comment")
def _jpeg(secret: str) -> Hidden:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "JPEG", comment=secret.encode())
    return _deck({"ppt/media/a.jpg": buffer.getvalue()})


@_place("a drawing")
def _svg(secret: str) -> Hidden:
    return _deck({"ppt/media/a.svg": f"<svg><metadata>{escape(secret)}</metadata></svg>"})


# PDF


@_place("a PDF's page")
def _page(secret: str) -> Hidden:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.multi_cell(0, text=secret)
    return "case.pdf", bytes(pdf.output())


@_place("a PDF's properties")
def _pdf_properties(secret: str) -> Hidden:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_keywords(secret)
    return "case.pdf", bytes(pdf.output())


@_place("a PDF's XMP metadata")
def _pdf_xmp(secret: str) -> Hidden:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    description = (
        f'<rdf:Description><dc:creator xmlns:dc="dc">{escape(secret)}</dc:creator></rdf:Description>'
    )
    pdf.set_xmp_metadata(description)
    return "case.pdf", bytes(pdf.output())


@_place("a file attached to a PDF")
def _pdf_attachment(secret: str) -> Hidden:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("notes.txt", f"Note: {secret}".encode())
    buffer = io.BytesIO()
    writer.write(buffer)
    return "case.pdf", buffer.getvalue()


@_place("a note on a PDF's page")
def _pdf_note(secret: str) -> Hidden:
    from pypdf import PdfWriter
    from pypdf.annotations import Text

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_annotation(0, Text(text=secret, rect=(10, 10, 20, 20)))
    buffer = io.BytesIO()
    writer.write(buffer)
    return "case.pdf", buffer.getvalue()


# Messages and calendars


def _mail() -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "Our plan"
    mail.set_content("Hello")
    return mail


@_place("an e-mail's header")
def _header(secret: str) -> Hidden:
    mail = _mail()
    mail["X-Note"] = " ".join(secret.split())
    return "mail.eml", mail.as_bytes()


@_place("an e-mail's HTML")
def _html(secret: str) -> Hidden:
    mail = _mail()
    mail.add_alternative(f"<p><b>{escape(secret)}</b></p>", subtype="html", cte="quoted-printable")
    return "mail.eml", mail.as_bytes()


@_place("a file attached to an e-mail")
def _attached(secret: str) -> Hidden:
    mail = _mail()
    deck = package({"ppt/slides/slide1.xml": _slide(_runs(secret))})
    mail.add_attachment(deck, maintype="application", subtype="octet-stream", filename="a.pptx")
    return "mail.eml", mail.as_bytes()


@_place("an attachment's name")
def _attachment_name(secret: str) -> Hidden:
    mail = _mail()
    mail.add_attachment(
        b"x", maintype="application", subtype="octet-stream", filename=f"{' '.join(secret.split())}.bin"
    )
    return "mail.eml", mail.as_bytes()


@_place("an e-mail in an e-mail")
def _forwarded(secret: str) -> Hidden:
    inner, outer = _mail(), _mail()
    inner.add_alternative(f"<p>{escape(secret)}</p>", subtype="html", cte="base64")
    outer.add_attachment(inner)
    return "mail.eml", outer.as_bytes()


@_place("a calendar's folded line")
def _calendar(secret: str) -> Hidden:
    from icalendar import Calendar, Event

    calendar, event = Calendar(), Event()
    event.add("description", f"A line that is long enough to be folded somewhere below: {secret}")
    calendar.add_component(event)
    return "plan.ics", bytes(calendar.to_ical())


@_place("a text in UTF-16")
def _text16(secret: str) -> Hidden:
    return "notes.csv", f"a;b\n{secret};c".encode("utf-16")


@_place("a text in an older encoding")
def _latin(secret: str) -> Hidden:
    return "notes.txt", f"Note: {secret}".encode("cp1252", "xmlcharrefreplace")
