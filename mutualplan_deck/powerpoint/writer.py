"""A deck into a template: slides as native objects, and nothing else of the template touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mutualplan_deck.deck.boxes import (
    Box,
    Chart,
    Connector,
    Deck,
    Freeform,
    Group,
    Picture,
    Shape,
    Slide,
    Table,
)
from mutualplan_deck.powerpoint.baseline import keep, take
from mutualplan_deck.powerpoint.charts import frame
from mutualplan_deck.powerpoint.markup import HEAD, SPACES, escape, identity_xml, palette
from mutualplan_deck.powerpoint.media import Media
from mutualplan_deck.powerpoint.notes import CLEAR_GROUP, add_notes, notes_master
from mutualplan_deck.powerpoint.package import Package, write
from mutualplan_deck.powerpoint.placeholders import Layout, layout_named, layouts
from mutualplan_deck.powerpoint.presentation import check_size, list_slides, open_template
from mutualplan_deck.powerpoint.properties import set_deck_properties
from mutualplan_deck.powerpoint.seal import seal
from mutualplan_deck.powerpoint.shapes_xml import (
    connector_xml,
    freeform_xml,
    group_xml,
    picture_xml,
    placeholder_xml,
    shape_xml,
)
from mutualplan_deck.powerpoint.tables_xml import table_xml
from mutualplan_deck.powerpoint.text_xml import Style

if TYPE_CHECKING:
    from mutualplan_deck.deck.look import Look

_SLIDE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"


@lru_cache(maxsize=8)
def _template(data: bytes) -> tuple[Package, dict[str, Layout]]:
    """A template without its slides, and its layouts; a run often makes several decks from one."""
    package = open_template(data)
    return package, layouts(package)


def render(deck: Deck, look: Look, template: bytes, snapshots: Mapping[str, str] | None = None) -> bytes:
    """The bytes of `deck` as a .pptx on `template`; the same deck, the same bytes.

    Raises LayoutError if the template lacks a layout the deck names, or has another slide size.
    """
    bare, known = _template(template)
    package = bare.copy()
    check_size(package, deck)
    style = Style(palette(look.inks), escape(deck.properties.language))
    media = Media(package)
    slides = [
        _add_slide(package, media, replace(style, page=number), layout_named(known, slide.layout), slide)
        for number, slide in enumerate(deck.slides, 1)
    ]
    _add_notes(package, deck, slides)
    list_slides(package, slides)
    set_deck_properties(package, deck)
    package.prune()
    keep(package, take(package, deck, form_of(deck, look), dict(snapshots or {})))
    seal(package)
    return write(package)


def form_of(deck: Deck, look: Look) -> str:
    """What a deck's places depend on besides its plan: the look and the shape of its slides."""
    return f"{look.file.name} {deck.width:g}x{deck.height:g}"


def _add_notes(package: Package, deck: Deck, slides: Sequence[str]) -> None:
    for number, (name, slide) in enumerate(zip(slides, deck.slides, strict=True), 1):
        if slide.notes:
            master = notes_master(package, wide=deck.width / deck.height > 1.5)
            add_notes(package, name, number, slide.notes, escape(deck.properties.language), master)


def _add_slide(package: Package, media: Media, style: Style, layout: Layout, slide: Slide) -> str:
    name = f"ppt/slides/slide{style.page}.xml"
    package.relate(name, "slideLayout", layout.part)
    page = _Page(media, style, layout, name, slide)
    tree = f"<p:spTree>{CLEAR_GROUP}{page.boxes_xml(slide.boxes)}</p:spTree>"
    end = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    title = f' name="{escape(slide.blocks[0])}"' if slide.blocks else ""
    return package.add(name, _SLIDE, f"{HEAD}<p:sld {SPACES}><p:cSld{title}>{tree}</p:cSld>{end}</p:sld>")


def _walk(boxes: Sequence[Box]) -> Iterator[Box]:
    """Boxes in document order, groups before their children."""
    for box in boxes:
        yield box
        if isinstance(box, Group):
            yield from box.children


class _Page:
    """One slide while it is written: its ids, counted in document order, and its layout's placeholders."""

    def __init__(self, media: Media, style: Style, layout: Layout, name: str, slide: Slide) -> None:
        self._media, self._style, self._layout, self._name = media, style, layout, name
        self._numbers = {box.name: number for number, box in enumerate(_walk(slide.boxes), 2)}
        self._next = 2

    def boxes_xml(self, boxes: Sequence[Box]) -> str:
        """The boxes in order, each with the next id."""
        return "".join(self._box_xml(box) for box in boxes)

    def _box_xml(self, box: Box) -> str:
        number, style = self._next, self._style
        self._next += 1
        match box:
            case Shape():
                return self._shape_xml(box, number)
            case Freeform():
                return freeform_xml(style, box, number)
            case Connector():
                return connector_xml(style, box, number, self._numbers)
            case Table():
                return table_xml(style, box, number)
            case Chart():
                return frame(box, number, self._media.chart(self._name, style, box))
            case Picture():
                return self._picture_xml(box, number)
            case Group():
                identity = identity_xml(number, box.name, box.alt, decorative=box.decorative)
                return group_xml(box.rect, identity, self.boxes_xml(box.children))

    def _shape_xml(self, shape: Shape, number: int) -> str:
        """A placeholder the layout has; where it has none, a text box says the same."""
        place = self._layout.places.get(shape.placeholder)
        if place is None:
            return shape_xml(self._style, shape, number)
        return placeholder_xml(self._style, shape, number, place)

    def _picture_xml(self, picture: Picture, number: int) -> str:
        image = self._media.picture(self._name, picture.name, picture.data)
        return picture_xml(picture, number, image, self._media.drawing(self._name, picture.svg))
