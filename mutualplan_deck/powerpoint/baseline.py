"""What we wrote last, kept in the deck itself: a custom XML item that hangs on the presentation.

It holds the fields of every box, the keys of their texts, and the ids by which PowerPoint knows them; nothing
that the slides do not show. Programs that keep custom XML (PowerPoint, LibreOffice) keep it; where it is
gone, an update has nothing to compare with, and nothing is overwritten.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator

import msgspec

from mutualplan_deck.deck.boxes import Box, Deck, Group, Shape, Table
from mutualplan_deck.errors import UnwritableFileError
from mutualplan_deck.powerpoint.fields import Fields, Words
from mutualplan_deck.powerpoint.markup import HEAD, RELATION, SLIDE, clean, escape
from mutualplan_deck.powerpoint.package import Package, read
from mutualplan_deck.powerpoint.placeholders import Layout, layouts
from mutualplan_deck.powerpoint.sheet import Sheet, identity, notes_words

FORMAT = 1
_ITEM = "{5C1A7B52-6E0F-4B8E-9E53-2D1B0C7A9F64}"
_SPACE = "urn:mutualplan-deck:baseline"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_KIND = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"

Keys = tuple[str, ...]


class BoxBase(msgspec.Struct, frozen=True, omit_defaults=True):
    """A box as we wrote it. `keys` are those of its paragraphs; `rows` and `cells` those of a table."""

    id: str
    fields: Fields
    keys: Keys = ()
    rows: Keys = ()
    cells: tuple[tuple[Keys, ...], ...] = ()


class SlideBase(msgspec.Struct, frozen=True):
    """A slide as we wrote it, by its first block's name; `id` is that of the presentation's list."""

    block: str
    id: str
    title: str
    boxes: dict[str, BoxBase]
    groups: dict[str, str]
    notes: tuple[Words, ...] = ()


class Baseline(msgspec.Struct, frozen=True):
    """All we wrote last. `form` is the look and shape of the slides, which places depend on.

    `snapshots` are plans as JSON, by the day they were built on; only what is shared. `merged`: the deck
    holds edits, so it is not ours alone even if nobody touched it since.
    """

    format: int
    form: str
    slides: tuple[SlideBase, ...]
    snapshots: dict[str, str] = {}
    merged: bool = False

    @property
    def look(self) -> str:
        """The name of the look it was built in."""
        return self.form.rpartition(" ")[0]

    @property
    def wide(self) -> bool:
        """Whether its slides are 16:9."""
        width, _, height = self.form.rpartition(" ")[2].partition("x")
        return float(width) / float(height) > 1.5

    @property
    def count(self) -> int:
        """How many slides were asked for: a deal review is one more."""
        return sum(s.block != "review" for s in self.slides)

    def slide(self, block: str) -> SlideBase | None:
        """The slide of a block."""
        return next((s for s in self.slides if s.block == block), None)


def take(package: Package, deck: Deck | None, form: str, snapshots: dict[str, str]) -> Baseline:
    """The baseline of a package just written from `deck`."""
    known = layouts(package)
    listed = slide_list(package)
    slides = (
        []
        if deck is None
        else [
            _slide_base(
                package, known, part, number, slide.blocks[0] if slide.blocks else "", _keys(slide.boxes)
            )
            for (number, part), slide in zip(listed, deck.slides, strict=True)
        ]
    )
    return Baseline(FORMAT, form, tuple(slides), snapshots)


def slide_list(package: Package) -> list[tuple[str, str]]:
    """Every slide's id and part, in order."""
    from lxml import etree

    root = etree.fromstring(package.parts[package.presentation])
    targets = {r.id: r.target for r in package.relations[package.presentation]}
    items = root.iter(f"{{{SLIDE}}}sldId")
    found = ((i.get("id"), targets.get(i.get(f"{{{RELATION}}}id"), "")) for i in items)
    return [(number, part) for number, part in found if number and part in package.parts]


def layout_of(package: Package, known: dict[str, Layout], part: str) -> Layout | None:
    """The layout a slide follows."""
    layout = next(package.targets(part, "slideLayout"), "")
    return next((item for item in known.values() if item.part == layout), None)


_BoxKeys = tuple[Keys, Keys, tuple[tuple[Keys, ...], ...]]


def _keys(boxes: tuple[Box, ...]) -> dict[str, _BoxKeys]:
    return {clean(box.name): _box_keys(box) for box in _opened(boxes)}


def _opened(boxes: tuple[Box, ...]) -> Iterator[Box]:
    for box in boxes:
        yield box
        if isinstance(box, Group):
            yield from box.children


def _box_keys(box: Box) -> _BoxKeys:
    if isinstance(box, Shape):
        return tuple(p.key for p in box.paragraphs), (), ()
    if isinstance(box, Table):
        cells = tuple(tuple(tuple(p.key for p in c.paragraphs) for c in r.cells) for r in box.rows)
        return (), tuple(r.key for r in box.rows), cells
    return (), (), ()


def _slide_base(
    package: Package, known: dict[str, Layout], part: str, number: str, block: str, keys: dict[str, _BoxKeys]
) -> SlideBase:
    sheet = Sheet(package, part, layout_of(package, known, part), frozen=True)
    boxes, groups = {}, {}
    for element in sheet.boxes():
        said = identity(element)
        paragraphs, rows, cells = keys.get(said.get("name"), ((), (), ()))
        boxes[said.get("name")] = BoxBase(said.get("id"), sheet.fields(element), paragraphs, rows, cells)
        if element.getparent() is not sheet.tree:
            groups[said.get("name")] = identity(element.getparent()).get("name")
    title = next((b.fields.text for n, b in boxes.items() if n.endswith(".title")), "")
    return SlideBase(block, number, title, boxes, groups, notes_words(package, part))


def keep(package: Package, baseline: Baseline) -> None:
    """Put a baseline into a package, in place of the one that is there."""
    part = next(_items(package), "") or _free(package)
    text = msgspec.json.encode(baseline).decode()
    package.add(part, "application/xml", f'{HEAD}<baseline xmlns="{_SPACE}">{escape(text)}</baseline>')
    package.relate(package.presentation, "customXml", part)
    if not next(package.targets(part, "customXmlProps"), ""):
        name = part.replace("item", "itemProps")
        refs = f'<ds:schemaRefs><ds:schemaRef ds:uri="{_SPACE}"/></ds:schemaRefs>'
        inside = f'<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="{_PROPERTIES}">{refs}</ds:datastoreItem>'
        package.relate(part, "customXmlProps", package.add(name, _KIND, HEAD + inside))


def _items(package: Package) -> Iterator[str]:
    for source in (package.presentation, ""):
        for part in package.targets(source, "customXml"):
            if _SPACE.encode() in package.parts.get(part, b"")[:400]:
                yield part


def _free(package: Package) -> str:
    number = 1
    while f"customXml/item{number}.xml" in package.parts:
        number += 1
    return f"customXml/item{number}.xml"


def baseline_in(data: bytes) -> Baseline | None:
    """The baseline of a file's bytes; None if it is no deck of ours."""
    from lxml import etree

    try:
        return held(read(data))
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, StopIteration, ValueError):
        return None


def held(package: Package) -> Baseline | None:
    """The baseline a file holds; None if it has none that can be read.

    Raises UnwritableFileError if a newer version of the tool wrote it.
    """
    from lxml import etree

    part = next(_items(package), "")
    if not part:
        return None
    text = etree.fromstring(package.parts[part]).text or ""
    try:
        known = msgspec.json.decode(text, type=dict[str, object] | None) or {}
        if isinstance(number := known.get("format"), int) and number > FORMAT:
            raise UnwritableFileError(
                "the deck was built by a newer mutualplan-deck; update the program, then build again"
            )
        return msgspec.json.decode(text, type=Baseline)
    except msgspec.DecodeError:
        return None
