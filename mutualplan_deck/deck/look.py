"""A look: fonts, sizes, colours and the order of slides, as a `layout.toml` says them.

`LayoutFile` is the file as written (pydantic, strict); `Look` is what placement and writers use, with
every colour role resolved to a theme slot that reaches contrast. Sizes and colours: SPEC §3 and §4.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

import tomli
from msgspec import Struct
from pydantic import BaseModel, ValidationError

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
        return LayoutFile.model_validate(tomli.loads(text))
    except tomli.TOMLDecodeError as why:
        raise LayoutError(f"{FILE} is not valid TOML: {why}") from why
    except ValidationError as why:
        # a misspelt setting first: what is "missing" is often what it was meant to be
        errors = sorted(why.errors(), key=lambda error: error["type"] != "extra_forbidden")
        told = [_told(error) for error in errors]
        more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
        raise LayoutError(f"{FILE}: {told[0]}{more}") from why


def _folder(wanted: str) -> Path:
    if wanted in available():
        return layouts_folder() / wanted
    path = Path(wanted).expanduser()
    if path.name == FILE and path.is_file():
        return path.parent
    if (path / FILE).is_file():
        return path
    near = get_close_matches(wanted, available(), n=1)
    guess = f" Did you mean {near[0]}?" if near else ""
    choice = ", ".join(available()) or "none"
    raise LayoutError(f"No look “{wanted}”.{guess} There is: {choice}; or give a folder that holds a {FILE}.")


def _told(error: Any) -> str:
    """A pydantic error as one line: the setting's path, what is wrong, what there is to choose from."""
    path = ".".join(map(str, error["loc"]))
    given = error["input"]
    match error["type"]:
        case "extra_forbidden":
            return f"{path} is no setting; {_choice(error['loc'])}"
        case "missing":
            return f"{path} is missing"
        case "string_pattern_mismatch":
            return f"{path}: “{given}” is no colour; write six hex digits, as 0B6E74"
        case "literal_error":
            return f"{path}: “{given}” is not one of {error['ctx']['expected']}"
        case "value_error":
            return f"{path}: {error['ctx']['error']}"
    return f"{path}: {given!r} is wrong: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _choice(loc: tuple[int | str, ...]) -> str:
    model: Any = LayoutFile
    for part in loc[:-1]:
        model = model.model_fields[str(part)].annotation
        model = next(m for m in (model, *get_args(model)) if isinstance(m, type) and issubclass(m, BaseModel))
    names = list(model.model_fields)
    near = get_close_matches(str(loc[-1]), names, n=1)
    guess = f"did you mean {near[0]}? There is: " if near else "there is: "
    return guess + ", ".join(names)
