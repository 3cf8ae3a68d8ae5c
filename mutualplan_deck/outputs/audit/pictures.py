"""Pictures: what is written in their metadata. What is painted in them nobody here can read."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from mutualplan_deck.outputs.audit import plain
from mutualplan_deck.outputs.audit.parts import Inside
from mutualplan_deck.outputs.audit.views import Kind, View

_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"BM")
_ARTIST = (315, 40093, "Author", "Artist", "author")
_SUBDIRECTORIES = (0x8769, 0x8825, 0xA005)


def is_picture(data: bytes) -> bool:
    """Whether bytes begin like a picture."""
    return data.startswith(_HEADS)


def read(place: str, data: bytes) -> Iterator[View | Inside]:
    """Its metadata as texts, its packed chunks, and its bytes."""
    for key, value in _metadata(data):
        text = _text(value)
        if key in _ARTIST and text.strip("\x00 "):
            yield View(place, text.strip("\x00 "), Kind.AUTHOR)
        yield View(place, f"{key if isinstance(key, str) else ''}\n{text}")
    yield from _chunks(data)
    yield from plain.raw(place, data)


def _metadata(data: bytes) -> Iterator[tuple[Any, Any]]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            yield from picture.info.items()
            yield from getattr(picture, "text", {}).items()
            exif = picture.getexif()
            yield from exif.items()
            for directory in _SUBDIRECTORIES:
                yield from exif.get_ifd(directory).items()
    except Exception:  # a damaged picture has no metadata to read; its bytes are searched all the same
        return


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        texts = (value.decode("utf-8", "ignore"), value.decode("utf-16-le", "ignore"))
        return "\n".join(
            (*texts, value[8:].decode("utf-16-le", "ignore"), value.decode("utf-16-be", "ignore"))
        )
    return str(value)


def _chunks(data: bytes) -> Iterator[Inside]:
    """A PNG's texts, those that are packed too, and what follows its end."""
    if not data.startswith(_HEADS[0]):
        return
    at = 8
    while at + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        if kind in (b"zTXt", b"iTXt", b"tEXt", b"iCCP", b"eXIf"):
            yield Inside(kind.decode(), body)
        at += 12 + size
        if kind == b"IEND":
            break
    if data[at:]:
        yield Inside("what follows", data[at:])
