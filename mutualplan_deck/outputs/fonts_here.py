"""A font of this computer for letters that the shipped face does not have, where one is found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_KNOWN = (
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "{windows}/Fonts/arialuni.ttf",
    "{windows}/Fonts/YuGothM.ttc",
    "{windows}/Fonts/msgothic.ttc",
    "{windows}/Fonts/malgun.ttf",
    "{windows}/Fonts/msyh.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)


_EAST_ASIAN = (
    (0x1100, 0x11FF),
    (0x2E80, 0x9FFF),
    (0xAC00, 0xD7AF),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)


def font_with(letters: str) -> tuple[Path, int] | None:
    """A font file with all these letters, and its number in the collection; None if none is here.

    Only East Asian scripts: those whose letters change with their neighbours need more than a font.
    """
    if not all(any(first <= ord(c) <= last for first, last in _EAST_ASIAN) for c in letters):
        return None
    return next((path for path in _here() if _has(path, letters)), None)


def _here() -> Iterator[tuple[Path, int]]:
    windows = os.environ.get("WINDIR", "C:/Windows")
    for name in _KNOWN:
        path = Path(name.format(windows=windows))
        if path.is_file():
            yield path, 0


def _has(found: tuple[Path, int], letters: str) -> bool:
    from fontTools.ttLib import TTFont

    path, number = found
    try:
        with TTFont(path, fontNumber=number if path.suffix == ".ttc" else -1, lazy=True) as font:
            known = font.getBestCmap()
    except Exception:  # a font that can't be read is as good as none
        return False
    return all(ord(c) in known for c in letters)
