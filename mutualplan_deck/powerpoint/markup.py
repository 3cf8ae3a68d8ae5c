"""The small change of DrawingML: lengths, escaped text, colours, fills and lines as XML strings.

Slides are built as strings: a six-slide deck has some 1,500 elements, and a tree of objects for each
would take ten times as long as all the rest of writing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mutualplan_deck.deck.boxes import Rect, Stroke
from mutualplan_deck.regex import regex

if TYPE_CHECKING:
    from mutualplan_deck.deck.look import Ink

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
SPACES = f'xmlns:a="{DRAWING}" xmlns:r="{RELATION}" xmlns:p="{SLIDE}"'

EMU = 12700  # a point
_THEME = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
_BREAK = regex("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_FORBIDDEN = regex("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")

Inks = Mapping[str, str]
"""Colour roles with the XML of each."""


def emu(points: float) -> int:
    """Points as English metric units."""
    return round(points * EMU)


def clean(text: str) -> str:
    """`text` without what XML 1.0 forbids; tabs and line breaks become a blank."""
    return text if text.isprintable() else _FORBIDDEN.sub("", _BREAK.sub(" ", text))


def escape(text: str) -> str:
    """Cleaned `text`, safe between tags and in a quoted attribute."""
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def color_xml(ink: Ink) -> str:
    """An ink as `a:schemeClr` with its modifications, or as `a:srgbClr`."""
    steps = (("lumMod", ink.lum_mod), ("lumOff", ink.lum_off), ("alpha", ink.alpha))
    inside = "".join(f'<a:{tag} val="{value * 1000}"/>' for tag, value in steps if value)
    tag, value = ("schemeClr", _THEME.get(ink.slot, ink.slot)) if ink.slot else ("srgbClr", ink.hex.upper())
    return f'<a:{tag} val="{value}">{inside}</a:{tag}>' if inside else f'<a:{tag} val="{value}"/>'


def palette(inks: Mapping[str, Ink]) -> dict[str, str]:
    """Every colour role as XML."""
    return {role: color_xml(ink) for role, ink in inks.items()}


def fill_xml(inks: Inks, role: str, *, hatch: bool = False) -> str:
    """No fill, a solid fill, or upward diagonals on the page."""
    if not role:
        return "<a:noFill/>"
    if hatch:
        colors = f"<a:fgClr>{inks[role]}</a:fgClr><a:bgClr>{inks['lt1']}</a:bgClr>"
        return f'<a:pattFill prst="wdUpDiag">{colors}</a:pattFill>'
    return f"<a:solidFill>{inks[role]}</a:solidFill>"


def line_xml(inks: Inks, stroke: Stroke | None, *, tag: str = "ln", arrow: bool = False) -> str:
    """`a:ln` (or a table's `a:lnB`, …): a stroke, or explicitly none."""
    if stroke is None:
        return f"<a:{tag}><a:noFill/></a:{tag}>"
    dash = "" if stroke.dash == "solid" else f'<a:prstDash val="{stroke.dash}"/>'
    end = '<a:tailEnd type="triangle" w="sm" len="sm"/>' if arrow else ""
    fill = f"<a:solidFill>{inks[stroke.color]}</a:solidFill>"
    return f'<a:{tag} w="{emu(stroke.width)}">{fill}{dash}{end}</a:{tag}>'


def edges(rect: Rect) -> tuple[int, int, int, int]:
    """x, y, width and height in English metric units."""
    return emu(rect.x), emu(rect.y), emu(rect.w), emu(rect.h)


def frame_xml(rect: Rect, *, tag: str = "a:xfrm", turn: str = "") -> str:
    """A place on the slide; `turn` holds flips."""
    x, y, w, h = edges(rect)
    return f'<{tag}{turn}><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></{tag}>'


def identity_xml(number: int, name: str, alt: str, *, decorative: bool) -> str:
    """`p:cNvPr`: id, name, alt text, and the mark of what screen readers pass over."""
    start = f'<p:cNvPr id="{number}" name="{escape(name)}"'
    if decorative:
        mark = f'<adec:decorative xmlns:adec="{DECORATIVE}" val="1"/>'
        uri = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
        return f'{start}><a:extLst><a:ext uri="{uri}">{mark}</a:ext></a:extLst></p:cNvPr>'
    return start + (f' descr="{escape(alt)}"/>' if alt else "/>")
