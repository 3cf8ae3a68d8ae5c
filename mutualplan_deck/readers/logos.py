"""The logos of both sides, made safe to send; what cannot be used is a finding, and the name is set."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from mutualplan_deck.deck.chrome import Logo, Logos
from mutualplan_deck.deck.layout_file import LogoFile
from mutualplan_deck.findings import Finding, Level
from mutualplan_deck.near_names import near_name
from mutualplan_deck.readers.logo_drawings import clean_drawing, draw, is_drawing
from mutualplan_deck.readers.logo_pictures import (
    CleanPicture,
    UnusablePictureError,
    clean_picture,
    is_picture,
)
from mutualplan_deck.regex import regex
from mutualplan_deck.story.story import Party

MAX_FILE = 20_000_000
_ADDRESS = regex(r"\w[\w+.-]*:")
_AT_LOOK = Finding("", Level.WARNING, "", place="layout.toml")
_SAVE = "Save the logo as a PNG, or as an SVG with its text as outlines."


class UnusableLogoError(Exception):
    """Why a logo cannot be used: the finding's code, what was found, what to do about it."""

    def __init__(self, code: str, message: str, advice: str) -> None:
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice


def read_logos(
    customer: Party, vendor: Party, plan_folder: Path, look_logo: LogoFile, look_folder: Path
) -> tuple[Logos, tuple[Finding, ...]]:
    """The logos by party key, and a finding for each that is named and cannot be used (LY101 to LY104).

    A party's logo lies in the plan's folder or below; a vendor without one takes the look's, and its one for
    dark grounds. PNG, JPEG and SVG come out as PNG without metadata (an SVG with its cleaned drawing beside);
    the same file gives the same bytes.
    """
    theirs, first = _read(customer, plan_folder)
    ours, second = _read(vendor, plan_folder)
    third: tuple[Finding, ...] = ()
    if ours is None and look_logo.file:
        ours, third = _found(look_logo.file, look_folder, _AT_LOOK)
    if ours and look_logo.reversed:
        dark, fourth = _found(look_logo.reversed, look_folder, _AT_LOOK)
        ours, third = replace(ours, reversed=dark), (*third, *fourth)
    logos = {customer.key: theirs, vendor.key: ours}
    return {key: logo for key, logo in logos.items() if logo}, (*first, *second, *third)


def _read(party: Party, folder: Path) -> tuple[Logo | None, tuple[Finding, ...]]:
    if not party.logo:
        return None, ()
    return _found(party.logo, folder, Finding("", Level.WARNING, "", pointer=f"/{party.key}/logo"))


def _found(named: str, folder: Path, at: Finding) -> tuple[Logo | None, tuple[Finding, ...]]:
    """The logo in a file, and what there is to tell about it at the place of `at`."""
    try:
        return load_logo(named, folder), ()
    except UnusableLogoError as why:
        instead = _picture_beside(named, folder) if why.code == "LY103" else None
        used = "the PNG beside it is used" if instead else "the name is set instead"
        level = Level.HINT if instead else at.level
        told = Finding(why.code, level, f"{why.message}; {used}", why.advice, at.place, at.pointer)
        return instead, (told,)


def load_logo(named: str, folder: Path) -> Logo:
    """The logo in the file `named`, a path inside `folder`.

    Raises UnusableLogoError: LY101 no such file, LY102 outside the folder, LY103 broken or of another
    kind, LY104 too large.
    """
    path = _inside(named, folder)
    data = _bytes(path, named, folder)
    try:
        if is_picture(data):
            return _logo(clean_picture(data))
        if is_drawing(data):
            drawing = clean_drawing(data)
            return _logo(draw(drawing), drawing)
    except UnusablePictureError as why:
        raise UnusableLogoError("LY103", f"The logo {named} {why}", _SAVE) from why
    raise UnusableLogoError("LY103", f"The logo {named} is no PNG, JPEG or SVG", _SAVE)


def _logo(picture: CleanPicture, drawing: bytes = b"") -> Logo:
    return Logo(picture.data, picture.width, picture.height, svg=drawing, hex=picture.hex)


def _inside(named: str, folder: Path) -> Path:
    """The file's real path. A plan from somebody else must not pull in files of whoever builds it."""
    advice = "Put the file in the plan's folder and name it by its path from there."
    if _ADDRESS.match(named):
        raise UnusableLogoError("LY102", f"The logo {named} is not a file beside the plan", advice)
    home = folder.resolve()
    try:
        path = (home / named.strip().replace("\\", "/")).resolve()
    except (OSError, ValueError, RuntimeError) as why:
        raise UnusableLogoError("LY101", f"There is no logo {named!r}", advice) from why
    if not path.is_relative_to(home):
        raise UnusableLogoError("LY102", f"The logo {named} is outside the plan's folder", advice)
    return path


def _bytes(path: Path, named: str, folder: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise UnusableLogoError(
                "LY104", f"The logo {named} is larger than {MAX_FILE // 1_000_000} MB", _SAVE
            )
        return path.read_bytes()
    except FileNotFoundError as why:
        raise UnusableLogoError(
            "LY101", f"There is no logo {named} in {folder.resolve().name}", _near(path)
        ) from why
    except (OSError, ValueError) as why:
        reason = getattr(why, "strerror", None) or "it is no file"
        raise UnusableLogoError("LY103", f"The logo {named} cannot be read: {reason.lower()}", _SAVE) from why


def _near(path: Path) -> str:
    """What to do about a name that is not there; a file with a similar one is offered."""
    there = [p.name for p in path.parent.iterdir() if p.is_file()] if path.parent.is_dir() else []
    near = near_name(path.name, there)
    return f"Did you mean {near}?" if near else "Put the file beside the plan, or leave the logo empty."


def _picture_beside(named: str, folder: Path) -> Logo | None:
    """The picture that many keep beside a drawing, under the same name."""
    if not named.lower().endswith(".svg"):
        return None
    try:
        return load_logo(f"{named[:-4]}.png", folder)
    except UnusableLogoError:
        return None
