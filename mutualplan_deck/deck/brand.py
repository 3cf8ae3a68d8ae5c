"""A company's own look from as little as one colour, and whether a look's colours can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import to_builtins
from msgspec.structs import replace

from mutualplan_deck.deck.contrast import GRAPHIC, TEXT, contrast, least_contrast, until_seen, with_light
from mutualplan_deck.deck.layout_file import HEX, Colors, Fonts, LayoutFile, LogoFile
from mutualplan_deck.deck.metrics import UNKNOWN_FONT, twin, widths
from mutualplan_deck.errors import LayoutError

PRIMARY = "primary"
SAMPLE = "Security review is done by 30 June 2027, and claims are settled in twelve days"


class _Pair(NamedTuple):
    """A colour that is read on grounds, and how well it must be."""

    role: str
    color: str
    grounds: tuple[str, ...]
    ratio: float

    @property
    def measured(self) -> float:
        return least_contrast(self.color, self.grounds)


def check_contrast(file: LayoutFile) -> tuple[str, ...]:
    """What cannot be read well enough in this look's own colours, before any colour is put in another's
    place: a line each, with the measured ratio and the nearest colour that passes."""
    return tuple(_problem(pair) for pair in _pairs(file) if pair.measured < pair.ratio)


def _pairs(file: LayoutFile) -> Iterator[_Pair]:
    colors, status = file.colors, file.status
    grounds = (colors.lt1, colors.lt2)
    yield _Pair("colors.dk1", colors.dk1, grounds, TEXT)
    yield _Pair("colors.dk2", colors.dk2, (colors.lt1,), TEXT)
    yield _Pair("colors.accent1", colors.accent1, grounds, TEXT)
    yield _Pair("status.risk", status.risk, grounds, GRAPHIC)
    yield _Pair("status.late", status.late, grounds, GRAPHIC)
    yield _Pair("status.risk_text", status.risk_text, grounds, TEXT)
    yield _Pair("status.late_text", status.late_text, grounds, TEXT)


def _problem(pair: _Pair) -> str:
    worst = min(pair.grounds, key=lambda ground: contrast(pair.color, ground))
    near = until_seen(pair.color, pair.grounds, pair.ratio)
    measured = int(pair.measured * 10) / 10  # rounded down: 4.46 does not pass
    return (
        f"{pair.role} {pair.color} on {worst} has a contrast of {measured}, not {pair.ratio:g}; {near} passes"
    )


def make_layout(
    name: str,
    base: LayoutFile,
    *,
    colors: Mapping[str, str] | None = None,
    fonts: Mapping[str, str] | None = None,
    logo: str = "",
    title: str = "",
) -> LayoutFile:
    """A full look from another one. `colors` may be as little as `primary` (RRGGBB, `#` allowed); the theme's
    own names (`dk1`, `accent1`, …) set single colours. `fonts` sets `major`, `minor` or, with `both`, both.

    Raises LayoutError: an unknown colour name, or a colour that cannot reach contrast (with its ratio and the
    nearest colour that does).
    """
    given = {key: _hex(key, color) for key, color in (colors or {}).items()}
    made = replace(
        base,
        name=name,
        title=title or name,
        colors=_colors(base.colors, given),
        fonts=_fonts(base.fonts, fonts or {}),
        logo=LogoFile(file=logo),
    )
    problems = check_contrast(made)
    if problems:
        raise LayoutError("; ".join(problems))
    return made


def _hex(key: str, color: str) -> str:
    known = [PRIMARY, *Colors.__struct_fields__]
    if key not in known:
        raise LayoutError(f"{key} is no colour of a look; there is: {', '.join(known)}")
    bare = color.strip().removeprefix("#").upper()
    if not re.match(HEX, bare):
        raise LayoutError(f"{key}: “{color}” is no colour; write six hex digits, as 0B6E74")
    return bare


def _colors(base: Colors, given: Mapping[str, str]) -> Colors:
    primary = given.get(PRIMARY) or given.get("accent1")
    derived = _from_primary(primary) if primary else {}
    chosen = {key: color for key, color in given.items() if key != PRIMARY}
    return replace(base, **derived | chosen)


def _from_primary(primary: str) -> dict[str, str]:
    """Text, dark ground, panel and further accents of a brand's one colour; the alarms stay as they are."""
    return {
        "accent1": primary,
        "dk1": with_light(primary, 0.12, 0.18),
        "dk2": with_light(primary, 0.14, 0.5),
        "lt1": "FFFFFF",
        "lt2": with_light(primary, 0.945, 0.25),
        "accent2": with_light(primary, 0.36, 0.25),
        "accent5": with_light(primary, 0.66, 0.35),
        "accent6": with_light(primary, 0.58, 0.06),
    }


def _fonts(base: Fonts, given: Mapping[str, str]) -> Fonts:
    both = given.get("both", "")
    major, minor = given.get("major", both), given.get("minor", both)
    scale = _face_scale(minor) if minor else base.scale
    return Fonts(major=major or base.major, minor=minor or base.minor, scale=scale)


def _face_scale(family: str) -> float:
    """How much smaller a face is set than Calibri, so that as much text gets on a line (SPEC §3)."""
    name, margin = twin(family)
    wide = sum(map(widths(name, "regular").__getitem__, SAMPLE)) * (margin if margin < UNKNOWN_FONT else 1.0)
    calibri = sum(map(widths("Calibri", "regular").__getitem__, SAMPLE))
    return max(0.8, min(1.0, round(calibri / wide, 2)))


def dump_toml(file: LayoutFile) -> str:
    """The look as a commented `layout.toml`; reading it again gives the same look."""
    told = to_builtins(file)
    top = [f"{key} = {_value(told[key])}" for key in ("format", "name", "title")]
    sections = ("fonts", "heading", "summary", "colors", "status", "logo", "template", "forms", "sizes")
    parts = ["\n".join(["# A look. How to change it: README.md in this folder.", *top])]
    parts += [_section(key, told[key]) for key in sections if told[key] or key != "sizes"]
    return "\n\n".join(parts) + "\n"


_SAID = {
    "fonts": "Theme fonts. scale: text size against Calibri (1.00; Arial is wider, so 0.91).",
    "heading": "The slide title, in points at 16:9 (two points less at 4:3; never under 20).",
    "summary": 'The head of the summary slide: "light" is a strip on the page, "dark" a band.',
    "colors": "The theme's colours: accent1 is the brand's own, accent2 to accent6 are for what is added.",
    "status": "At risk and Late: glyph or bar, and text. The same in every look, so that readers know them.",
    "logo": "The vendor's own logo, a file in this folder; reversed is the one for dark grounds.",
    "template": "The template of each aspect ratio, and the names of its layouts.",
    "forms": "Which blocks a deck of six, five or four slides shows, one a slide.",
    "sizes": "Sizes of text roles that differ from the tool's own, in points.",
}


def _section(key: str, values: Mapping[str, object]) -> str:
    lines = [f"{name} = {_value(value)}" for name, value in values.items()]
    return "\n".join([f"# {_SAID[key]}", f"[{key}]", *lines])


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"{value:g}" if value != int(value) else str(int(value))
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(_value, value))}]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in escaped) + '"'
