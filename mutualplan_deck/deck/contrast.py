"""Colours as a reader's eye takes them: contrast (WCAG 2), difference (CIE76), and Office's own shading.

Colours are RRGGBB strings; shares are 0 to 1 unless said otherwise.
"""

from __future__ import annotations

import colorsys
import math
from collections.abc import Iterable

TEXT = 4.5
GRAPHIC = 3.0
_STEP = 0.01  # of lightness, when a colour is moved until it passes


def rgb(color: str) -> tuple[float, float, float]:
    """Red, green and blue, 0 to 1."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def hex_of(red: float, green: float, blue: float) -> str:
    """RRGGBB of shares."""
    return "".join(f"{round(max(0.0, min(1.0, part)) * 255):02X}" for part in (red, green, blue))


def luminance(color: str) -> float:
    """Relative luminance: 0 black, 1 white."""
    red, green, blue = map(_linear, rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def least_contrast(color: str, grounds: Iterable[str]) -> float:
    """The worst contrast of a colour with any of its grounds."""
    return min(contrast(color, ground) for ground in grounds)


def difference(one: str, other: str) -> float:
    """CIE76 colour difference; some 2 can just be seen, 60 is another colour."""
    return math.dist(_lab(one), _lab(other))


def shaded(color: str, lum_mod: int, lum_off: int = 0) -> str:
    """The colour as Office draws it with `lumMod` and `lumOff`, in per cent."""
    hue, light, saturation = colorsys.rgb_to_hls(*rgb(color))
    light = max(0.0, min(1.0, light * lum_mod / 100 + lum_off / 100))
    return hex_of(*colorsys.hls_to_rgb(hue, light, saturation))


def with_light(color: str, light: float, saturation: float) -> str:
    """The colour's hue at another lightness, and no more saturated than it is or than `saturation`."""
    hue, _, own = colorsys.rgb_to_hls(*rgb(color))
    return hex_of(*colorsys.hls_to_rgb(hue, light, min(own, saturation)))


def blended(color: str, ground: str, alpha: int) -> str:
    """The colour at `alpha` per cent over a ground."""
    return hex_of(
        *(c * alpha / 100 + g * (1 - alpha / 100) for c, g in zip(rgb(color), rgb(ground), strict=True))
    )


def until_seen(color: str, grounds: Iterable[str], ratio: float) -> str:
    """The nearest lightness of the colour with at least `ratio` to every ground: darker on light grounds,
    lighter on dark ones (black or white, if it comes to that)."""
    grounds = tuple(grounds)
    step = -_STEP if luminance(grounds[0]) > 0.18 else _STEP
    hue, light, saturation = colorsys.rgb_to_hls(*rgb(color))
    moved = color
    while least_contrast(moved, grounds) < ratio and 0 < light + step < 1:
        light += step
        moved = hex_of(*colorsys.hls_to_rgb(hue, light, saturation))
    if least_contrast(moved, grounds) >= ratio:
        return moved
    return black_or_white(grounds[0])


def black_or_white(ground: str) -> str:
    """Whichever is easier to read on the ground."""
    return max(("000000", "FFFFFF"), key=lambda color: contrast(color, ground))


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _lab(color: str) -> tuple[float, float, float]:
    red, green, blue = map(_linear, rgb(color))
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = map(_cube, (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _cube(t: float) -> float:
    return t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
