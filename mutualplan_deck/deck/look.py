"""A look: fonts, sizes, colours and the order of slides, as a `layout.toml` says them.

`LayoutFile` is the file as written (strict); `Look` is what placement and writers use, with
every colour role resolved to a theme slot that reaches contrast. Sizes and colours: SPEC §3 and §4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import tomli
from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from mutualplan_deck.deck.brand import check_contrast, dump_toml, make_layout
from mutualplan_deck.deck.inks import Ink, palette
from mutualplan_deck.deck.layout_file import (
    LAYOUT_FORMAT,
    Block,
    Colors,
    Fonts,
    Forms,
    LayoutFile,
    LogoFile,
    StatusColors,
    Summary,
    TemplateFiles,
    Title,
)
from mutualplan_deck.deck.sizes import TITLE_FLOOR, scaled
from mutualplan_deck.errors import LayoutError
from mutualplan_deck.near_names import near_name
from mutualplan_deck.shipped import layouts_folder

__all__ = [
    "LAYOUT_FORMAT",
    "Block",
    "Colors",
    "Fonts",
    "Forms",
    "Ink",
    "LayoutFile",
    "LogoFile",
    "Look",
    "StatusColors",
    "Summary",
    "TemplateFiles",
    "Title",
    "available",
    "check_contrast",
    "dump_toml",
    "load_layout",
    "make_layout",
    "parse_layout",
    "resolve",
]

FILE = "layout.toml"
NARROWER_TITLE = 2.0  # points less at 4:3


class Look(Struct, frozen=True):
    """A layout ready for use at one aspect ratio.

    `inks` has every colour role: dk1 lt1 dk2 lt2 panel primary bar muted done rule hair prog risk
    risk_text late late_text on_dark on_dark_muted on_dark_rule. `sizes` and `floors` are by text role
    (`deck.sizes`), scaled to the face. `whiskers`: chart bars leave room for a dk1 line; `panel_outline`:
    panels need a `rule` outline; `substitutions`: colours put in another's place to reach contrast.
    """

    file: LayoutFile
    inks: Mapping[str, Ink]
    title_size: float
    title_floor: float
    sizes: Mapping[str, float]
    floors: Mapping[str, float]
    whiskers: bool = True
    panel_outline: bool = False
    substitutions: tuple[str, ...] = ()

    def font(self, face: str) -> str:
        """The font family of a face: theme major, theme minor, or Arial for glyphs."""
        return {"major": self.file.fonts.major, "glyph": "Arial"}.get(face, self.file.fonts.minor)


def resolve(file: LayoutFile, *, wide: bool) -> Look:
    """The layout ready for slides of 16:9 (`wide`) or 4:3."""
    colors = palette(file.colors, file.status)
    sizes, floors = scaled(file.fonts.scale, file.sizes)
    title = file.heading.size if wide else max(TITLE_FLOOR, file.heading.size - NARROWER_TITLE)
    return Look(
        file=file,
        inks=colors.inks,
        title_size=title,
        title_floor=TITLE_FLOOR,
        sizes=sizes | {"title": title},
        floors=floors | {"title": TITLE_FLOOR},
        whiskers=colors.whiskers,
        panel_outline=colors.panel_outline,
        substitutions=colors.substitutions,
    )


def available() -> tuple[str, ...]:
    """Names of the looks that ship."""
    return tuple(sorted(p.parent.name for p in layouts_folder().glob(f"*/{FILE}")))


def load_layout(name_or_path: str | Path) -> tuple[LayoutFile, Path]:
    """A look by its name, its folder or its `layout.toml`, and the folder its files lie in.

    Raises LayoutError: no such look, not TOML, a misspelt setting or a wrong value.
    """
    folder = _folder(str(name_or_path))
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as why:
        raise LayoutError(f"{folder / FILE} cannot be read: {why}") from why
    return parse_layout(text), folder


def parse_layout(text: str) -> LayoutFile:
    """A `layout.toml` from its text; LayoutError names the first setting that is wrong."""
    try:
        given = tomli.loads(text)
    except tomli.TOMLDecodeError as why:
        raise LayoutError(f"{FILE} is not valid TOML: {why}") from why
    # a misspelt setting first: what is missing is often what it was meant to be
    unknown = list(_unknown(given, LayoutFile, ""))
    if unknown:
        more = f" (and {len(unknown) - 1} more)" if len(unknown) > 1 else ""
        raise LayoutError(f"{FILE}: {unknown[0]}{more}")
    try:
        return convert(given, LayoutFile)
    except ValidationError as why:
        raise LayoutError(f"{FILE}: {_told(str(why), given)}") from why


def _unknown(given: Mapping[str, Any], table: type[Struct], path: str) -> Iterator[str]:
    """Settings of a table that a look does not have, and what there is to choose from."""
    known = {f.name: f.type for f in fields(table)}
    for name, value in given.items():
        if name not in known:
            near = near_name(name, known)
            guess = f"did you mean {near}? There is: " if near else "there is: "
            yield f"{path}{name} is no setting; {guess}{', '.join(known)}"
        elif isinstance(value, dict) and isinstance(known[name], type) and issubclass(known[name], Struct):
            yield from _unknown(value, known[name], f"{path}{name}.")


def _folder(wanted: str) -> Path:
    if wanted in available():
        return layouts_folder() / wanted
    path = Path(wanted).expanduser()
    if path.name == FILE and path.is_file():
        return path.parent
    if (path / FILE).is_file():
        return path
    near = near_name(wanted, available())
    guess = f" Did you mean {near}?" if near else ""
    choice = ", ".join(available()) or "none"
    raise LayoutError(f"No look “{wanted}”.{guess} There is: {choice}; or give a folder that holds a {FILE}.")


def _told(why: str, given: Mapping[str, Any]) -> str:
    """What msgspec says of a wrong value, with the setting's path and what there is to choose from."""
    what, _, at = why.partition(" - at `$")
    steps = [step for step in re.split(r"[.\[\]`]+", at) if step]
    path, value = ".".join(steps), _at(given, steps)
    if missing := re.match(r"Object missing required field `(\w+)`", what):
        return f"{'.'.join([*steps, missing[1]])} is missing"
    if what.startswith("Invalid enum value"):
        kind = _type_at(steps)
        return f"{path}: “{value}” is not one of {' or '.join(map(repr, get_args(kind)))}"
    if "matching regex" in what:
        return f"{path}: “{value}” is no colour; write six hex digits, as 0B6E74"
    if not what.startswith("Expected"):
        return what  # said by the file's own check of its sizes
    return f"{path}: {value!r} is wrong: {what[:1].lower()}{what[1:].replace('`', '')}"


def _at(given: Any, steps: Sequence[str]) -> Any:
    for step in steps:
        given = given[int(step)] if isinstance(given, list) else given.get(step)
    return given


def _type_at(steps: Sequence[str]) -> Any:
    """The type of a setting; of a tuple's member that of all of them."""
    found: Any = LayoutFile
    for step in steps:
        members = {f.name: f.type for f in fields(found)} if isinstance(found, type) else {}
        found = members[step] if step in members else get_args(found)[0]
    return found
