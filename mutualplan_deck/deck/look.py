"""A look: fonts, sizes, colours and the order of slides, as a `layout.toml` says them.

`LayoutFile` is the file as written (pydantic, strict); `Look` is what placement and writers use, with
every colour role resolved to a theme slot that reaches contrast. Sizes and colours: SPEC §3 and §4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

LAYOUT_FORMAT = "mutualplan-layout/1"

Hex = Field(pattern=r"^[0-9A-Fa-f]{6}$")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fonts(_Part):
    """Theme fonts. `scale` multiplies text sizes (SPEC §3: 1.00 Calibri, 0.91 Arial)."""

    major: str = "Calibri"
    minor: str = "Calibri"
    scale: float = Field(default=1.0, ge=0.7, le=1.2)


class Title(_Part):
    """The slide title: size in points, at 16:9."""

    size: float = Field(default=24, ge=20, le=32)
    bold: bool = True


class Summary(_Part):
    """The head of the summary slide: a strip on a light page, or a dark band."""

    header: Literal["light", "dark"] = "light"


class Colors(_Part):
    """The ten theme colours, as RRGGBB."""

    dk1: str = Hex
    lt1: str = Hex
    dk2: str = Hex
    lt2: str = Hex
    accent1: str = Hex
    accent2: str = Hex
    accent3: str = Hex
    accent4: str = Hex
    accent5: str = Hex
    accent6: str = Hex


class StatusColors(_Part):
    """Fixed status colours (SPEC §4.2): glyph or bar, and text."""

    risk: str = Field(default="C27400", pattern=Hex.metadata[0].pattern)
    risk_text: str = Field(default="8A4F00", pattern=Hex.metadata[0].pattern)
    late: str = Field(default="B93A12", pattern=Hex.metadata[0].pattern)
    late_text: str = Field(default="A5310C", pattern=Hex.metadata[0].pattern)


class LogoFile(_Part):
    """The vendor's own logo, a path beside `layout.toml`; `reversed` is the one for dark grounds."""

    file: str = ""
    reversed: str = ""


class TemplateFiles(_Part):
    """The template of each aspect ratio, and the names of its layouts."""

    wide: str = "template.pptx"
    standard: str = "template-4x3.pptx"
    light: str = "Plan light"
    dark: str = "Plan dark header"


Block = Literal["summary", "issues", "solution", "value", "people", "timeline", "line_of_sight", "timeline_people"]


class Forms(_Part):
    """Which blocks a deck of 6, 5 or 4 slides shows, one a slide."""

    six: tuple[Block, ...] = ("summary", "issues", "solution", "value", "people", "timeline")
    five: tuple[Block, ...] = ("summary", "line_of_sight", "value", "people", "timeline")
    four: tuple[Block, ...] = ("summary", "line_of_sight", "value", "timeline_people")


class LayoutFile(_Part):
    """A `layout.toml` as written."""

    format: Literal["mutualplan-layout/1"] = "mutualplan-layout/1"
    name: str
    title: str = ""
    fonts: Fonts = Fonts()
    heading: Title = Title()
    summary: Summary = Summary()
    colors: Colors
    status: StatusColors = StatusColors()
    logo: LogoFile = LogoFile()
    template: TemplateFiles = TemplateFiles()
    forms: Forms = Forms()
    sizes: Mapping[str, float] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour as a theme slot with its modifications, in per cent, or a fixed `rgb`.

    `hex` is what it comes to on a white page (alpha left out), for contrast and for other writers.
    """

    hex: str
    slot: str = ""
    lum_mod: int = 0
    lum_off: int = 0
    alpha: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """A layout ready for use at one aspect ratio.

    `inks` has every colour role: dk1 lt1 dk2 lt2 panel primary bar muted done rule hair prog risk
    risk_text late late_text on_dark on_dark_muted on_dark_rule.
    """

    file: LayoutFile
    inks: Mapping[str, Ink]
    title_size: float
    title_floor: float
    sizes: Mapping[str, float]
    floors: Mapping[str, float]

    def font(self, face: str) -> str:
        """The font family of a face: theme major, theme minor, or Arial for glyphs."""
        return {"major": self.file.fonts.major, "glyph": "Arial"}.get(face, self.file.fonts.minor)
