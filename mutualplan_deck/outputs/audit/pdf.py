"""PDF documents: the text of each page, every text and stream of every object, and the bytes around them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from mutualplan_deck.outputs.audit import compressed
from mutualplan_deck.outputs.audit.parts import Inside
from mutualplan_deck.outputs.audit.views import Kind, View

_MOST = 20_000  # texts of one object


def is_pdf(data: bytes) -> bool:
    """Whether bytes are a PDF document."""
    return b"%PDF-" in data[:1024]


def read(place: str, data: bytes) -> Iterator[View | Inside]:
    """Pages, objects, streams, and data that no object holds any more."""
    from pypdf import PdfReader

    try:
        document = PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            yield View(place, "it is protected by a password", Kind.UNOPENED)
            return
        yield from _pages(place, document)
        yield from _objects(place, document)
    except Exception as why:  # a document can be damaged in any way
        yield View(place, f"it is damaged ({type(why).__name__}: {why})", Kind.UNOPENED)
    yield View(place, data.decode("latin-1"), Kind.RAW)
    yield from compressed.anywhere_in(data)


def _pages(place: str, document: Any) -> Iterator[View]:
    for n, page in enumerate(document.pages, 1):
        yield View(f"{place}!page {n}", page.extract_text())
    about = document.metadata or {}
    if author := str(about.get("/Author", "")).strip():
        yield View(f"{place}!properties", author, Kind.AUTHOR)
    yield View(f"{place}!properties", "\n".join(str(v) for v in about.values()))


def _objects(place: str, document: Any) -> Iterator[View | Inside]:
    numbers = sorted({n for known in document.xref.values() for n in known} | set(document.xref_objStm))
    for number in numbers:
        yield from _object(f"{place}!object {number}", document, number)


def _object(place: str, document: Any, number: int) -> Iterator[View | Inside]:
    from pypdf.errors import PyPdfError
    from pypdf.generic import IndirectObject, StreamObject

    try:
        item = document.get_object(IndirectObject(number, 0, document))
    except PyPdfError:
        return
    texts = list(_texts(item))
    if texts:
        yield View(place, "\n".join(texts), Kind.NAMES)
    if isinstance(item, StreamObject):
        yield Inside(f"object {number}", _stream(item))


def _stream(item: Any) -> bytes:
    try:
        return bytes(item.get_data())
    except Exception:  # a picture's own packing, or none we know: its bytes as they are
        return bytes(item._data)


def _texts(item: Any, depth: int = 0) -> Iterator[str]:
    from pypdf.generic import ByteStringObject, IndirectObject, NameObject, TextStringObject

    if isinstance(item, (TextStringObject, NameObject)):
        yield str(item)
    elif isinstance(item, ByteStringObject):
        yield bytes(item).decode("latin-1")
    elif isinstance(item, IndirectObject) or depth > 20:
        return
    elif isinstance(item, dict):
        for key, value in item.items():
            yield from _texts(key, depth + 1)
            yield from _texts(value, depth + 1)
    elif isinstance(item, list):
        for value in item[:_MOST]:
            yield from _texts(value, depth + 1)
