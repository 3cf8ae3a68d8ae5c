"""A file is opened to its last part: archives in archives, compressed data, messages, pictures, PDFs.

Nothing is executed or expanded, and what unpacks to too much or nests too deep is told, not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from msgspec import Struct

from mutualplan_deck.outputs.audit import archives, compressed, mail, markup, pdf, pictures, plain
from mutualplan_deck.outputs.audit.parts import Reader
from mutualplan_deck.outputs.audit.views import Kind, View

MAX_DEPTH = 12
MAX_BYTES = 400_000_000
MAX_PARTS = 50_000


class Budget(Struct):
    """How much may still be unpacked."""

    left: int = MAX_BYTES
    parts: int = MAX_PARTS


def unpack(name: str, data: bytes) -> Iterator[View]:
    """Every reading of every part of a file. `name` is its name as people see it; it is read too."""
    yield View(name, PurePath(name).name)
    yield from _open(name, data, Budget(), 0)


def _open(place: str, data: bytes, budget: Budget, depth: int) -> Iterator[View]:
    budget.left -= len(data)
    budget.parts -= 1
    if depth > MAX_DEPTH or budget.left < 0 or budget.parts < 0:
        yield View(place, "it unpacks to more than can be searched", Kind.UNOPENED)
        return
    for found in _reader(place, data)(place, data):
        if isinstance(found, View):
            yield found
        else:
            inner = f"{place}!{found.name}"
            yield View(inner, found.name)
            yield from _open(inner, found.data, budget, depth + 1)


def _reader(place: str, data: bytes) -> Reader:
    """How a part is read, by what it is and not by what it is called."""
    if archives.is_archive(data):
        return archives.read
    if pdf.is_pdf(data):
        return pdf.read
    if kind := compressed.kind_of(data):
        return compressed.reader(kind)
    if pictures.is_picture(data):
        return pictures.read
    if mail.is_mail(place, data):
        return mail.read
    if markup.is_markup(data):
        return markup.read
    return plain.read
