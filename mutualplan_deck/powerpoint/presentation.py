"""The presentation part: its slide list and size, and what of an old deck has to go with its slides."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from mutualplan_deck.deck.boxes import Deck
from mutualplan_deck.errors import LayoutError
from mutualplan_deck.powerpoint.markup import DRAWING, EMU, HEAD, RELATION, SLIDE, SPACES, emu
from mutualplan_deck.powerpoint.package import Package, read

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_STRICT = "{http://purl.oclc.org/ooxml/"
_OLE = b"\xd0\xcf\x11\xe0"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_FIRST_SLIDE_ID = 256
# What belongs to the template's own slides, its makers or their printers.
_LEFT_BEHIND = ("slide", "commentAuthors", "authors", "printerSettings", "viewProps", "vbaProject")
_KIND = "application/vnd.openxmlformats-officedocument.presentationml."
_DEFAULT_STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
# PowerPoint offers to repair a file that lacks one of these.
_EXPECTED = {
    "presProps": f"<p:presentationPr {SPACES}/>",
    "viewProps": f"<p:viewPr {SPACES}/>",
    "tableStyles": f'<a:tblStyleLst xmlns:a="{DRAWING}" def="{_DEFAULT_STYLE}"/>',
}
_OLD = ("sldIdLst", "custShowLst")


def _tag(name: str) -> str:
    return f"{{{SLIDE}}}{name}"


def open_template(data: bytes) -> Package:
    """A template's parts without its slides. Raises LayoutError, one line, if it is no such file."""
    from lxml import etree

    if data.startswith(_OLE):
        raise LayoutError("the template has a password or is an old .ppt; save it as .pptx without one")
    try:
        package = read(data)
        root = etree.fromstring(package.parts[package.presentation])
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, StopIteration) as error:
        raise LayoutError("the template is no PowerPoint file, or is damaged") from error
    if root.tag.startswith(_STRICT):
        raise LayoutError("the template is a Strict Open XML file; save it as an ordinary .pptx")
    if root.tag != _tag("presentation"):
        raise LayoutError("the template is no PowerPoint file")
    return empty(package)


def empty(package: Package) -> Package:
    """The package without its slides, their sections and shows; a .potx becomes a presentation."""
    from lxml import etree

    main = package.presentation
    root = etree.fromstring(package.parts[main])
    for child in list(root):
        if child.tag in map(_tag, _OLD):
            root.remove(child)
    _drop_sections(root)
    package.drop(main, *_LEFT_BEHIND)
    add_expected(package)
    package.add(main, _MAIN, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    package.prune()
    return package


def add_expected(package: Package) -> None:
    """Add the small parts that every presentation has, where they are missing."""
    main = package.presentation
    for name, inside in _EXPECTED.items():
        if not next(package.targets(main, name), ""):
            part = package.add(f"ppt/{name}.xml", f"{_KIND}{name}+xml", HEAD + inside)
            package.relations.pop(part, None)
            package.relate(main, name, part)


def _drop_sections(root: Any) -> None:
    extensions = root.find(_tag("extLst"))
    for extension in () if extensions is None else list(extensions):
        if extension.get("uri") == _SECTIONS:
            extensions.remove(extension)
    if extensions is not None and not len(extensions):
        root.remove(extensions)


def check_size(package: Package, deck: Deck) -> None:
    """Raises LayoutError if the deck was placed for slides of another size."""
    from lxml import etree

    size = etree.fromstring(package.parts[package.presentation]).find(_tag("sldSz"))
    width, height = int(size.get("cx")), int(size.get("cy"))
    if abs(width - emu(deck.width)) > EMU or abs(height - emu(deck.height)) > EMU:
        has = f"{width / EMU:g} x {height / EMU:g}"
        wants = f"{deck.width:g} x {deck.height:g}"
        raise LayoutError(f"the template's slides are {has} points, the deck's {wants}")


def list_slides(package: Package, slides: Sequence[str]) -> None:
    """Write the slides, and the notes master if there is one, into the presentation part."""
    from lxml import etree

    main = package.presentation
    root = etree.fromstring(package.parts[main])
    _list_notes_master(package, root)
    if slides:
        listed = etree.Element(_tag("sldIdLst"))
        root.find(_tag("sldSz")).addprevious(listed)
    for number, slide in enumerate(slides, _FIRST_SLIDE_ID):
        item = etree.SubElement(listed, _tag("sldId"), id=str(number))
        item.set(f"{{{RELATION}}}id", package.relate(main, "slide", slide))
    package.parts[main] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _list_notes_master(package: Package, root: Any) -> None:
    from lxml import etree

    master = next(package.targets(package.presentation, "notesMaster"), "")
    if master and root.find(_tag("notesMasterIdLst")) is None:
        listed = etree.Element(_tag("notesMasterIdLst"))
        root.find(_tag("sldMasterIdLst")).addnext(listed)
        item = etree.SubElement(listed, _tag("notesMasterId"))
        item.set(f"{{{RELATION}}}id", package.relate(package.presentation, "notesMaster", master))
