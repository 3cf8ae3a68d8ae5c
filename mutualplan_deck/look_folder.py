"""A company's own look as a folder: settings, both templates, logos, and how to change them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from mutualplan_deck.errors import LayoutError
from mutualplan_deck.folders import new_folder

if TYPE_CHECKING:
    from mutualplan_deck.deck.look import LayoutFile

_README = """# {name}

Made with `mutualplan-deck layout init`. Use it: `mutualplan-deck build PLAN --layout {folder}`.

| file | what |
|---|---|
| `layout.toml` | fonts, colours, sizes, logo, and which slides a deck of six, five or four shows |
| `{wide}`, `{standard}` | the PowerPoint templates: theme, master and the layouts *{light}* and *{dark}* |

- **A setting:** edit `layout.toml`. A misspelt name is refused with what there is to choose from.
- **Fonts and colours:** make the look again with `layout init`, or change them in PowerPoint's theme as well.
- **Positions, a background, a picture:** open a template in PowerPoint, change its master or layouts, save.
  Keep the layouts' names, or write the new ones into `[template]`.
"""


def write_look(made: LayoutFile, folder: Path, logo: Path | None, reversed_logo: Path | None) -> None:
    """Make `folder` with everything a look needs; it appears whole or not at all.

    Raises LayoutError (a logo that cannot be used) or UnwritableFileError (see `new_folder`).
    """
    with new_folder(folder) as room:
        for name, data in _files(made, folder, {"logo": logo, "logo-reversed": reversed_logo}).items():
            (room / name).write_bytes(data)


def _files(made: LayoutFile, folder: Path, logos: dict[str, Path | None]) -> dict[str, bytes]:
    from mutualplan_deck.deck.look import LogoFile, dump_toml

    drawn = {name: _logo(name, path) for name, path in logos.items() if path}
    names = {name: file for name, (file, _) in drawn.items()}
    made = replace(made, logo=LogoFile(file=names.get("logo", ""), reversed=names.get("logo-reversed", "")))
    return {
        "layout.toml": dump_toml(made).encode(),
        "README.md": _README.format(name=made.title, folder=folder.name, **asdict(made.template)).encode(),
        **_templates(made),
        **dict(drawn.values()),
    }


def _logo(name: str, path: Path) -> tuple[str, bytes]:
    """The logo's name in the look's folder, and its clean bytes."""
    from mutualplan_deck.readers.logos import UnusableLogoError, load_logo

    try:
        found = load_logo(path.name, path.parent)
    except UnusableLogoError as why:
        raise LayoutError(f"{why}. {why.advice}") from why
    return (f"{name}.svg", found.svg) if found.svg else (f"{name}.png", found.data)


def _templates(made: LayoutFile) -> dict[str, bytes]:
    from mutualplan_deck.deck.look import resolve
    from mutualplan_deck.powerpoint.template import make_template

    names = {made.template.wide: True, made.template.standard: False}
    return {n: make_template(made, resolve(made, wide=wide).inks, wide=wide) for n, wide in names.items()}
