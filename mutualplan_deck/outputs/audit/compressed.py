"""Data made smaller: gzip, bzip2, xz and zlib, alone or somewhere inside other bytes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator

from mutualplan_deck.outputs.audit.parts import Inside, Reader
from mutualplan_deck.outputs.audit.views import Kind, View

LARGEST = 100_000_000
_HEADS = {"gzip": b"\x1f\x8b\x08", "bzip2": b"BZh", "xz": b"\xfd7zXZ\x00"}
_STARTS = re.compile(rb"\x1f\x8b\x08|BZh[1-9]1AY|\xfd7zXZ\x00|PK\x03\x04|%PDF-|x[\x01\x5e\x9c\xda]")
_LEAST = 4


def kind_of(data: bytes) -> str:
    """What data is packed with, by its first bytes; empty if with nothing known."""
    packed = next((kind for kind, head in _HEADS.items() if data.startswith(head)), "")
    if not packed and data[:1] == b"x" and len(data) > 2 and (data[0] * 256 + data[1]) % 31 == 0:
        return "zlib" if _inflated(data) else ""
    return packed


def reader(kind: str) -> Reader:
    """How data packed like this is read."""

    def read(place: str, data: bytes) -> Iterator[View | Inside]:
        try:
            inside, rest = _unpacked(kind, data)
        except (OSError, EOFError, ValueError, zlib.error) as why:
            yield View(place, f"its packed data is damaged ({why})", Kind.UNOPENED)
            return
        if len(inside) >= LARGEST:
            yield View(place, "it unpacks to more than can be searched", Kind.UNOPENED)
        yield View(place, data[:400].decode("latin-1"), Kind.NAMES)  # gzip keeps a name and a comment
        yield Inside(kind, inside)
        if rest.strip(b"\x00"):
            yield Inside("what follows", rest)

    return read


def _unpacked(kind: str, data: bytes) -> tuple[bytes, bytes]:
    """What was packed, and what follows it."""
    import bz2
    import lzma

    machine: Callable[[], object] = {
        "gzip": lambda: zlib.decompressobj(31),
        "zlib": zlib.decompressobj,
        "bzip2": bz2.BZ2Decompressor,
        "xz": lzma.LZMADecompressor,
    }[kind]
    try:
        box = machine()
        return box.decompress(data, LARGEST), box.unused_data  # type: ignore[attr-defined]
    except lzma.LZMAError as why:
        raise ValueError(str(why)) from why


def _inflated(data: bytes, width: int = 15) -> bytes:
    try:
        return zlib.decompressobj(width).decompress(data, LARGEST)
    except zlib.error:
        return b""


def inflated_raw(data: bytes) -> bytes:
    """Deflated data without a head of its own, as archives hold it; empty if it is none."""
    return _inflated(data, -15)


def anywhere_in(data: bytes) -> Iterator[Inside]:
    """Packed data, archives and documents that begin somewhere inside other bytes."""
    end = 0
    for n, found in enumerate(_STARTS.finditer(data, 1), 1):
        start = found.start()
        if start < end:
            continue
        head = found[0]
        if head[:1] == b"x":
            inside = _inflated(data[start:])
            if len(inside) >= _LEAST:
                yield Inside(f"packed data at {start}", inside)
        else:
            yield Inside(f"data at {start}", data[start:])
            end = len(data)
        if n > 20_000:
            break
