"""What reading a part gives: texts to search, and parts inside it to open in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from mutualplan_deck.outputs.audit.views import View


class Inside(Struct, frozen=True):
    """A part found inside another: its name there, and its bytes."""

    name: str
    data: bytes


Reader = Callable[[str, bytes], Iterator[View | Inside]]
"""Reads a part: its place and its bytes in, texts and inner parts out."""
