"""Make `fonts/`, the face of the one-page PDF: the Latin, Greek and Cyrillic letters of Carlito.

Carlito's licence (OFL) keeps its name for the whole font, so the part is called Plan Sans. Run from a
checkout: `python -m mutualplan_deck.outputs.make_fonts FOLDER`, FOLDER holding `Carlito-Regular.ttf`,
`Carlito-Bold.ttf` (package fonts-crosextra-carlito); it needs fonttools.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Plan Sans"
_FACES = {"Regular": "Carlito-Regular.ttf", "Bold": "Carlito-Bold.ttf"}
_LETTERS = ((0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x2FF), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF))
_MARKS = (
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20A0, 0x20CF),
    (0x2100, 0x2193),
    (0x2200, 0x2265),
    (0x25A0, 0x25CF),
)
_KEPT_NAMES = {0, 7, 8, 9, 11, 13, 14}  # whose it is and under which licence


def make(source: Path) -> None:
    """Write both faces into `fonts/`."""
    for style, file in _FACES.items():
        font = _part(source / file)
        _rename(font, style)
        font.save(FOLDER / f"PlanSans-{style}.ttf")


def _part(path: Path) -> Any:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(hinting=False, layout_features=[], name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["DSIG", "GSUB", "GPOS", "GDEF", "kern"]
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[c for first, last in (*_LETTERS, *_MARKS) for c in range(first, last + 1)])
    subsetter.subset(font)
    return font


def _rename(font: Any, style: str) -> None:
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in _KEPT_NAMES]
    told = {1: FAMILY, 2: style, 3: f"{FAMILY} {style}", 4: f"{FAMILY} {style}", 6: f"PlanSans-{style}"}
    for number, text in told.items():
        names.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
