"""Themes: ten colours, two fonts, and flat fills and lines (no shadows, no gradients)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mutualplan_deck.powerpoint.markup import DRAWING, HEAD, escape

if TYPE_CHECKING:
    from mutualplan_deck.deck.look import LayoutFile

THEME_KIND = "application/vnd.openxmlformats-officedocument.theme+xml"
SLOTS = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


def theme_name(file: LayoutFile) -> str:
    """What PowerPoint calls the theme: the look's name."""
    return file.name.replace("-", " ").replace("_", " ").title()


def theme_xml(file: LayoutFile) -> str:
    """The theme of a look, named after it. Links are the primary colour."""
    colors = {slot: getattr(file.colors, slot).upper() for slot in SLOTS}
    return flat_theme(theme_name(file), colors, file.fonts.major, file.fonts.minor)


def flat_theme(name: str, colors: Mapping[str, str], major: str, minor: str) -> str:
    """`a:theme` of ten colours (RRGGBB by slot) and two fonts."""
    name = escape(name)
    elements = _colors_xml(name, colors) + _fonts_xml(name, major, minor) + _formats_xml(name)
    inside = f"<a:themeElements>{elements}</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/>"
    return f'{HEAD}<a:theme xmlns:a="{DRAWING}" name="{name}">{inside}</a:theme>'


def _colors_xml(name: str, colors: Mapping[str, str]) -> str:
    every = {**colors, "hlink": colors["accent1"], "folHlink": colors["accent2"]}
    inside = "".join(f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in every.items())
    return f'<a:clrScheme name="{name}">{inside}</a:clrScheme>'


def _fonts_xml(name: str, major: str, minor: str) -> str:
    inside = "".join(
        f'<a:{tag}><a:latin typeface="{escape(face)}"/><a:ea typeface=""/><a:cs typeface=""/></a:{tag}>'
        for tag, face in (("majorFont", major), ("minorFont", minor))
    )
    return f'<a:fontScheme name="{name}">{inside}</a:fontScheme>'


def _formats_xml(name: str) -> str:
    """Three of each are required; all are flat."""
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{w}">{fill}<a:prstDash val="solid"/></a:ln>' for w in (9525, 12700, 19050))
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    inside = (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    )
    return f'<a:fmtScheme name="{name}">{inside}</a:fmtScheme>'
