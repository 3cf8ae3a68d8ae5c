"""A `layout.toml` as written: strict, so that a misspelt setting is never passed over in silence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from mutualplan_deck.deck.sizes import ROLES

LAYOUT_FORMAT = "mutualplan-layout/1"

HEX = r"^[0-9A-Fa-f]{6}$"
Color = Annotated[str, Meta(pattern=HEX)]


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every table of the file: no key is taken that a look does not have."""


class Fonts(_Part, frozen=True, kw_only=True):
    """Theme fonts. `scale` multiplies text sizes (SPEC §3: 1.00 Calibri, 0.91 Arial)."""

    major: str = "Calibri"
    minor: str = "Calibri"
    scale: Annotated[float, Meta(ge=0.7, le=1.2)] = 1.0


class Title(_Part, frozen=True, kw_only=True):
    """The slide title: size in points, at 16:9."""

    size: Annotated[float, Meta(ge=20, le=32)] = 24.0
    bold: bool = True


class Summary(_Part, frozen=True, kw_only=True):
    """The head of the summary slide: a strip on a light page, or a dark band."""

    header: Literal["light", "dark"] = "light"


class Colors(_Part, frozen=True, kw_only=True):
    """The ten theme colours, as RRGGBB."""

    dk1: Color
    lt1: Color
    dk2: Color
    lt2: Color
    accent1: Color
    accent2: Color
    accent3: Color
    accent4: Color
    accent5: Color
    accent6: Color


class StatusColors(_Part, frozen=True, kw_only=True):
    """Fixed status colours (SPEC §4.2): glyph or bar, and text."""

    risk: Color = "C27400"
    risk_text: Color = "8A4F00"
    late: Color = "B93A12"
    late_text: Color = "A5310C"


class LogoFile(_Part, frozen=True, kw_only=True):
    """The vendor's own logo, a path beside `layout.toml`; `reversed` is the one for dark grounds."""

    file: str = ""
    reversed: str = ""


class TemplateFiles(_Part, frozen=True, kw_only=True):
    """The template of each aspect ratio, and the names of its layouts."""

    wide: str = "template.pptx"
    standard: str = "template-4x3.pptx"
    light: str = "Plan light"
    dark: str = "Plan dark header"


Block = Literal[
    "summary", "issues", "solution", "value", "people", "timeline", "line_of_sight", "timeline_people"
]


class Forms(_Part, frozen=True, kw_only=True):
    """Which blocks a deck of 6, 5 or 4 slides shows, one a slide."""

    six: tuple[Block, ...] = ("summary", "issues", "solution", "value", "people", "timeline")
    five: tuple[Block, ...] = ("summary", "line_of_sight", "value", "people", "timeline")
    four: tuple[Block, ...] = ("summary", "line_of_sight", "value", "timeline_people")


class LayoutFile(_Part, frozen=True, kw_only=True):
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
    sizes: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Text roles that are none, and sizes that are too small or too large, are no sizes of a look."""
        for role, size in self.sizes.items():
            if role not in ROLES:
                raise ValueError(f"sizes: {role} is no text role; there is: {', '.join(ROLES)}")
            if not ROLES[role].lowest <= size <= 60:
                raise ValueError(f"sizes: {role}: {size:g} is not between {ROLES[role].lowest:g} and 60 pt")
