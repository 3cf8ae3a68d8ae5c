"""What must hold of any deck, told as lines: none if all is well. No office is needed for these."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx import Presentation
from soundness_tools import audit

from mutualplan_deck.deck.boxes import Cell, Deck, Run, Shape, Slide, Table
from mutualplan_deck.deck.look import Look
from mutualplan_deck.deck.ruler import Ruler
from mutualplan_deck.deck.sizes import LOWEST
from mutualplan_deck.deck.verify import overflows
from mutualplan_deck.powerpoint.soundness import unsound

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
ROLES = {"title": "title", "kicker": "kicker", "footer": "foot", "page": "foot", "source": "foot"}
DRAWN = ("pic", "graphicFrame", "grpSp", "cxnSp")


def deck_problems(deck: Deck, look: Look, data: bytes) -> list[str]:
    """Everything that is wrong with a deck and its file."""
    return [
        *unsound(data),
        *audit(data),
        *(f.message for f in overflows(deck, Ruler(look.font("minor"), look.font("major")))),
        *small_texts(deck, look),
        *reader_problems(data),
    ]


def small_texts(deck: Deck, look: Look) -> Iterator[str]:
    """Texts under the floor of their role, or of any role where the box does not tell."""
    for number, slide in enumerate(deck.slides, 1):
        for name, role, run in _runs(slide):
            floor = look.floors[role] if role and run.face != "glyph" else _least(run, look)
            if run.text.strip() and run.size < floor:
                yield f"slide {number}, {name}: {run.size} pt under {floor} pt: {run.text}"


def _least(run: Run, look: Look) -> float:
    """Glyphs are drawn, not read: they stand beside the word that says the same, or within a bar."""
    return LOWEST if run.face == "glyph" else min(look.floors.values())


def _runs(slide: Slide) -> Iterator[tuple[str, str, Run]]:
    """Each run with its box's name and, where it is known, its role."""
    for box in slide.shapes():
        holders: list[Shape | Cell] = []
        if isinstance(box, Shape):
            holders = [box]
        elif isinstance(box, Table):
            holders = [cell for row in box.rows for cell in row.cells]
        role = ROLES.get(box.placeholder, "") if isinstance(box, Shape) else ""
        role = "tag" if isinstance(box, Table) else role
        for holder in holders:
            yield from ((box.name, role, run) for p in holder.paragraphs for run in p.runs)


def reader_problems(data: bytes) -> Iterator[str]:
    """What a person who hears the deck, or edits it, would stumble over."""
    titles = []
    for number, slide in enumerate(Presentation(io.BytesIO(data)).slides, 1):
        title = slide.shapes.title
        titles.append(title.text_frame.text.strip() if title is not None else "")
        if not titles[-1]:
            yield f"slide {number} has no title"
        tree = slide.shapes._spTree
        yield from (f"slide {number}: {told}" for told in (*_undescribed(tree), *_no_language(tree)))
    if len(set(titles)) < len(titles):
        yield f"two slides have the same title: {titles}"


def _undescribed(tree: Any) -> Iterator[str]:
    """Whatever is drawn and says nothing: no text of its own, no alt text, not marked as decorative."""
    for element in tree.iter(P + "sp", *(P + name for name in DRAWN)):
        identity = element.find(f"./*/{P}cNvPr")
        decorative = identity.find(f".//{DECORATIVE}") is not None
        told = identity.get("descr", "").strip() or decorative or _within_described(element)
        text = "".join(element.itertext(A + "t")).strip() if element.tag == P + "sp" else ""
        if not told and not text:
            yield f"{identity.get('name')} has neither text nor alt text, and is not decorative"


def _within_described(element: Any) -> bool:
    """A part of a group is told by the group's alt text."""
    return element.getparent().tag == P + "grpSp" and _described(element.getparent())


def _described(group: Any) -> bool:
    identity = group.find(f"./*/{P}cNvPr")
    return bool(identity.get("descr", "").strip()) or identity.find(f".//{DECORATIVE}") is not None


def _no_language(tree: Any) -> Iterator[str]:
    for run in tree.iter(A + "r", A + "fld"):
        properties = run.find(A + "rPr")
        if properties is None or not properties.get("lang"):
            yield f"no language tag on: {run.findtext(A + 't')}"


def tags_of(data: bytes, tag: str) -> set[str]:
    """Every value of an attribute in the slides, charts and notes of a file."""
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if re.match(r"ppt/(slides|notesSlides|charts)/[^/]+\.xml$", name):
                found |= {
                    value
                    for element in etree.fromstring(package.read(name)).iter()
                    if (value := element.get(tag))
                }
    return found
