"""Installs Gelasio, which has Georgia's widths, as Georgia's stand-in: from the subsets that npm delivers.

LibreOffice knows of Carlito for Calibri and of Liberation for Arial by itself; of Gelasio it has to be told.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

FONTS = Path("/usr/local/share/fonts/gelasio")
ALIAS = Path("/etc/fonts/conf.d/31-georgia-gelasio.conf")
SUBSETS = ("latin", "latin-ext", "vietnamese")
STYLES = {
    "Regular": "400-normal",
    "Bold": "700-normal",
    "Italic": "400-italic",
    "Bold Italic": "700-italic",
}
FAMILY_NAME, STYLE_NAME, FULL_NAME, POSTSCRIPT_NAME, TYPOGRAPHIC = 1, 2, 4, 6, (16, 17)
RULE = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <alias binding="same"><family>Georgia</family><accept><family>Gelasio</family></accept></alias>
</fontconfig>
"""


def plain(woff: Path, folder: Path) -> str:
    """A subset as TrueType, without the layout tables that cannot be merged."""
    font = TTFont(woff)
    font.flavor = None
    for table in ("GSUB", "GPOS", "GDEF"):
        if table in font:
            del font[table]
    path = folder / f"{woff.stem}.ttf"
    font.save(path)
    return str(path)


def named(font: TTFont, style: str) -> TTFont:
    """The merged font under one family's name."""
    names = {
        FAMILY_NAME: "Gelasio",
        STYLE_NAME: style,
        FULL_NAME: f"Gelasio {style}",
        POSTSCRIPT_NAME: f"Gelasio-{style.replace(' ', '')}",
    }
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)
        font["name"].setName(name, number, 1, 0, 0)
    for number in TYPOGRAPHIC:
        font["name"].removeNames(nameID=number)
    return font


def main(files: Path) -> None:
    """Merge, name and install the four styles; tell fontconfig whose place they take."""
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for style, name in STYLES.items():
            parts = [plain(files / f"gelasio-{subset}-{name}.woff2", Path(folder)) for subset in SUBSETS]
            named(Merger().merge(parts), style).save(FONTS / f"Gelasio-{style.replace(' ', '')}.ttf")
    ALIAS.write_text(RULE)
    subprocess.run(["fc-cache", "-f"], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
