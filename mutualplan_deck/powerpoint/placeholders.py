"""A template's layouts by name, and the placeholders a slide can fill in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from mutualplan_deck.errors import LayoutError
from mutualplan_deck.powerpoint.markup import DRAWING, SLIDE, escape
from mutualplan_deck.powerpoint.package import Package

Edges = tuple[int, int, int, int]
KICKER, SOURCE = "21", "22"  # our own templates' indexes; PowerPoint keeps them when a designer edits
_ROLES = {"title": "title", "ctrTitle": "title", "ftr": "footer", "sldNum": "page"}


class Place(Struct, frozen=True):
    """A placeholder: the attributes a slide's `p:ph` must repeat, and where it is (EMU), if that is said."""

    attributes: str
    rect: Edges | None


class Layout(Struct, frozen=True):
    """A slide layout: its part's name and its placeholders by role (`title`, `kicker`, …)."""

    part: str
    places: Mapping[str, Place]


def layouts(package: Package) -> dict[str, Layout]:
    """Every layout by its name; of two with one name, the first master's."""
    found: dict[str, Layout] = {}
    for master in package.targets(package.presentation, "slideMaster"):
        inherited = _places(package, master)
        for part in package.targets(master, "slideLayout"):
            found.setdefault(_name(package, part), Layout(part, _inherit(_places(package, part), inherited)))
    return found


def layout_named(known: Mapping[str, Layout], name: str) -> Layout:
    """The layout called `name`. Raises LayoutError with what there is to choose from."""
    if name not in known:
        raise LayoutError(f"the template has no layout {name!r}; it has {', '.join(map(repr, known))}")
    return known[name]


def _inherit(own: dict[str, Place], master: Mapping[str, Place]) -> dict[str, Place]:
    """Places a layout does not say are the master's, for the roles both have."""
    return {
        role: Place(place.attributes, place.rect or (master[role].rect if role in master else None))
        for role, place in own.items()
    }


def _name(package: Package, part: str) -> str:
    from lxml import etree

    sheet = etree.fromstring(package.parts[part]).find(f"{{{SLIDE}}}cSld")
    return "" if sheet is None else str(sheet.get("name", ""))


def _places(package: Package, part: str) -> dict[str, Place]:
    from lxml import etree

    found: dict[str, Place] = {}
    for shape, mark in _marked(etree.fromstring(package.parts[part])):
        role = role_of(mark)
        if role:
            found.setdefault(role, Place(_attributes(mark), _rect(shape)))
    return found


def _marked(root: Any) -> Iterator[tuple[Any, Any]]:
    for shape in root.iter(f"{{{SLIDE}}}sp"):
        mark = shape.find(f"{{{SLIDE}}}nvSpPr/{{{SLIDE}}}nvPr/{{{SLIDE}}}ph")
        if mark is not None:
            yield shape, mark


def role_of(mark: Any) -> str:
    """What a `p:ph` is for: `title`, `kicker`, `source`, `footer`, `page`, or "" for anything else."""
    if mark.get("idx") in (KICKER, SOURCE) and mark.get("type", "obj") in ("body", "obj"):
        return "kicker" if mark.get("idx") == KICKER else "source"
    return _ROLES.get(mark.get("type", ""), "")


def _attributes(mark: Any) -> str:
    """What binds a slide's placeholder to its layout's; a prompt belongs to the layout alone."""
    kept = (k for k in ("type", "orient", "sz", "idx") if mark.get(k))
    return "".join(f' {k}="{escape(mark.get(k))}"' for k in kept)


def _rect(shape: Any) -> Edges | None:
    frame = shape.find(f"{{{SLIDE}}}spPr/{{{DRAWING}}}xfrm")
    if frame is None:
        return None
    off, ext = frame.find(f"{{{DRAWING}}}off"), frame.find(f"{{{DRAWING}}}ext")
    return int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy"))
