"""What a reader sees as one character: never cut or broken inside (accents, flags, joined emoji)."""

from __future__ import annotations

import unicodedata

JOINER = "\u200d"


def clusters(text: str) -> list[str]:
    """The text in user-perceived characters; joined again they are the text."""
    if text.isascii() and "\r" not in text:
        return list(text)
    found: list[str] = []
    for char in text:
        if found and _continues(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _continues(cluster: str, char: str) -> bool:
    last = cluster[-1]
    if last == JOINER or (last == "\r" and char == "\n"):
        return True
    if last in "\r\n":
        return False
    if _is_flag_letter(char):
        return _is_flag_letter(last) and len(cluster) % 2 == 1
    return _extends(char)


def _extends(char: str) -> bool:
    """Marks, joiners, skin tones, tags, and the vowels and finals of a Korean syllable."""
    code = ord(char)
    if char == JOINER or unicodedata.category(char) in ("Mn", "Mc", "Me"):
        return True
    return 0x1F3FB <= code <= 0x1F3FF or 0xE0020 <= code <= 0xE007F or 0x1160 <= code <= 0x11FF


def _is_flag_letter(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF
