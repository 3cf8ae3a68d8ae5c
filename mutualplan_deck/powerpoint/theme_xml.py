"""The theme of a look: its ten colours, two fonts, and flat fills and lines (no shadows, no gradients)."""

from __future__ import annotations

from mutualplan_deck.deck.look import LayoutFile
from mutualplan_deck.powerpoint.markup import DRAWING, HEAD, escape

_SLOTS = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


def theme_name(file: LayoutFile) -> str:
    """What PowerPoint calls the theme: the look's name."""
    return escape(file.name.replace("-", " ").replace("_", " ").title())


def _colors_xml(file: LayoutFile) -> str:
    colors = {slot: getattr(file.colors, slot).upper() for slot in _SLOTS}
    colors |= {"hlink": colors["accent1"], "folHlink": colors["accent2"]}
    inside = "".join(f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in colors.items())
    return f'<a:clrScheme name="{theme_name(file)}">{inside}</a:clrScheme>'


def _fonts_xml(file: LayoutFile) -> str:
    fonts = (("majorFont", file.fonts.major), ("minorFont", file.fonts.minor))
    inside = "".join(
        f'<a:{tag}><a:latin typeface="{escape(face)}"/><a:ea typeface=""/><a:cs typeface=""/></a:{tag}>'
        for tag, face in fonts
    )
    return f'<a:fontScheme name="{theme_name(file)}">{inside}</a:fontScheme>'


def _formats_xml(file: LayoutFile) -> str:
    """Three of each are required; all are flat."""
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{w}">{fill}<a:prstDash val="solid"/></a:ln>' for w in (9525, 12700, 19050))
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    inside = (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    )
    return f'<a:fmtScheme name="{theme_name(file)}">{inside}</a:fmtScheme>'


def theme_xml(file: LayoutFile) -> str:
    """`a:theme`, named after the look."""
    elements = _colors_xml(file) + _fonts_xml(file) + _formats_xml(file)
    inside = f"<a:themeElements>{elements}</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/>"
    return f'{HEAD}<a:theme xmlns:a="{DRAWING}" name="{theme_name(file)}">{inside}</a:theme>'
