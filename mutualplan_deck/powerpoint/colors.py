"""Colours and fonts of a slide as a reader sees them, whatever the program that saved the file calls them.

PowerPoint keeps `accent1`; LibreOffice may write what it comes to. An update compares what is seen.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mutualplan_deck.deck.contrast import hex_of, rgb
from mutualplan_deck.powerpoint.markup import DRAWING, SLIDE
from mutualplan_deck.powerpoint.package import Package

_A, _P = f"{{{DRAWING}}}", f"{{{SLIDE}}}"
_FULL = 100_000
_NEAR = 4  # of 255: what rounding to hundredths of a per cent can move


class Scheme:
    """The theme behind a slide: colours by the names a slide uses, and the two fonts."""

    def __init__(self, colors: Mapping[str, str], fonts: Mapping[str, str]) -> None:
        self._colors, self._fonts = colors, fonts

    def font(self, name: str | None) -> str:
        """The face a run asks for; `+mn-lt` is the theme's."""
        return self._fonts.get(name or "", name or "")

    def color(self, element: Any) -> str:
        """RRGGBB of a colour element such as `a:schemeClr`, with its alpha behind it if it has one."""
        base = self._base(element)
        if not base:
            return ""
        if not len(element):
            return base
        steps = tuple((step.tag.removeprefix(_A), int(step.get("val", "0")) / _FULL) for step in element)
        alpha = next((share for name, share in steps if name == "alpha" and share < 1), None)
        shown = _modified(base, steps)
        return shown if alpha is None else f"{shown}/{round(alpha * 100)}"

    def _base(self, element: Any) -> str:
        kind = element.tag.removeprefix(_A)
        value = element.get("val", "")
        if kind == "schemeClr":
            return self._colors.get(value, "")
        if kind == "sysClr":
            return str(element.get("lastClr", ""))
        return value.upper() if kind == "srgbClr" else f"{kind}:{value}"


@lru_cache(maxsize=256)
def _modified(base: str, steps: tuple[tuple[str, float], ...]) -> str:
    if ":" in base:
        return base
    hue, light, saturation = colorsys.rgb_to_hls(*rgb(base))
    for name, share in steps:
        if name == "lumMod":
            light *= share
        elif name == "lumOff":
            light += share
    return hex_of(*colorsys.hls_to_rgb(hue, max(0.0, min(1.0, light)), saturation))


def near(one: str, other: str) -> bool:
    """Whether two colours (RRGGBB, or anything else as it is) look the same."""
    if one == other:
        return True
    if not (len(one) == len(other) == 6):
        return False
    return all(abs(a - b) * 255 <= _NEAR for a, b in zip(rgb(one), rgb(other), strict=True))


def scheme_of(package: Package, slide: str) -> Scheme:
    """The scheme of a slide's part, by its layout, master and theme."""
    layout = next(package.targets(slide, "slideLayout"), "")
    master = next(package.targets(layout, "slideMaster"), "")
    theme = next(package.targets(master, "theme"), "")
    return _scheme(package.parts[theme], package.parts[master]) if theme else Scheme({}, {})


@lru_cache(maxsize=8)
def _scheme(theme: bytes, master: bytes) -> Scheme:
    """The scheme of a theme's part and a master's: all slides of a deck have the same."""
    from lxml import etree

    colors, fonts = _theme(etree.fromstring(theme))
    said = etree.fromstring(master).find(f"{_P}clrMap")
    return Scheme(colors | {name: colors.get(slot, "") for name, slot in said.attrib.items()}, fonts)


def _theme(root: Any) -> tuple[dict[str, str], dict[str, str]]:
    colors = {}
    for slot in root.find(f"{_A}themeElements/{_A}clrScheme"):
        colors[slot.tag.removeprefix(_A)] = (slot[0].get("lastClr") or slot[0].get("val", "")).upper()
    fonts = {}
    for prefix, tag in (("+mj", "majorFont"), ("+mn", "minorFont")):
        face = root.find(f"{_A}themeElements/{_A}fontScheme/{_A}{tag}/{_A}latin")
        fonts[f"{prefix}-lt"] = "" if face is None else face.get("typeface", "")
    return colors, fonts
