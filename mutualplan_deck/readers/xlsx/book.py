"""A workbook's parts: its sheets in order, what their cells share, and the remarks on each."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from mutualplan_deck.readers.xlsx.styles import EPOCH, EPOCH_1904, Style, styles_of
from mutualplan_deck.readers.xlsx.texts import MAIN, Written, written

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Parts = Mapping[str, bytes]


class Sheet(Struct, frozen=True):
    """A sheet as the workbook lists it. `remarks` are its comments by cell."""

    title: str
    hidden: bool
    xml: bytes
    remarks: Mapping[str, str]


class Book(Struct, frozen=True):
    """Everything that cells refer to."""

    sheets: tuple[Sheet, ...]
    texts: tuple[Written, ...]
    styles: tuple[Style, ...]
    epoch: dt.datetime


class _Relation(Struct, frozen=True):
    sort: str
    part: str


def book_of(parts: Parts) -> Book:
    """The workbook in a package. ValueError or lxml's XMLSyntaxError: damaged."""
    main = next((r.part for r in _relations(parts, "").values() if r.sort == "officeDocument"), "")
    main = main if main in parts else "xl/workbook.xml"
    if main not in parts:
        raise ValueError("its list of sheets is missing")
    root, relations = _tree(parts[main]), _relations(parts, main)
    shared = {r.sort: parts[r.part] for r in relations.values() if r.part in parts}
    texts = _tree(shared["sharedStrings"]).iterfind(f"{MAIN}si") if "sharedStrings" in shared else ()
    styles = styles_of(_tree(shared["styles"])) if "styles" in shared else ()
    return Book(tuple(_sheets(parts, root, relations)), tuple(map(written, texts)), styles, _epoch(root))


def _sheets(parts: Parts, root: Any, relations: Mapping[str, _Relation]) -> Iterator[Sheet]:
    for listed in root.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        found = relations.get(listed.get(_ID, ""))
        if found and found.sort == "worksheet" and found.part in parts:
            hidden = listed.get("state", "visible") != "visible"
            remarks = dict(_remarks(parts, found.part))
            yield Sheet(listed.get("name", ""), hidden, parts[found.part], remarks)


def _remarks(parts: Parts, sheet: str) -> Iterator[tuple[str, str]]:
    for found in _relations(parts, sheet).values():
        if found.sort == "comments" and found.part in parts:
            for comment in _tree(parts[found.part]).iter(f"{MAIN}comment"):
                text = comment.find(f"{MAIN}text")
                whole = "".join(t.text or "" for t in text.iter(f"{MAIN}t")) if text is not None else ""
                yield comment.get("ref", ""), whole


def _epoch(root: Any) -> dt.datetime:
    told = root.find(f"{MAIN}workbookPr")
    return EPOCH_1904 if told is not None and told.get("date1904") in ("1", "true") else EPOCH


def _relations(parts: Parts, part: str) -> dict[str, _Relation]:
    """What a part ("" for the package) refers to inside the package, by id."""
    folder, name = posixpath.split(part)
    xml = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    listed = _tree(xml).iterfind(f"{_RELATIONS}Relationship") if xml else ()
    return {
        r.get("Id", ""): _Relation(r.get("Type", "").rpartition("/")[2], _within(folder, r.get("Target", "")))
        for r in listed
        if r.get("TargetMode") != "External"
    }


def _within(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _tree(xml: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
