"""Zip archives, and so every Office file: members, names, comments, and what no directory lists."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from mutualplan_deck.outputs.audit.compressed import LARGEST, inflated_raw
from mutualplan_deck.outputs.audit.parts import Inside
from mutualplan_deck.outputs.audit.views import Kind, View

_LOCAL = b"PK\x03\x04"
_MOST_RATIO = 2000
_SMALL = 20_000_000


def is_archive(data: bytes) -> bool:
    """Whether bytes are a zip archive, wherever it begins in them."""
    return data[:4] in (_LOCAL, b"PK\x05\x06")


def read(place: str, data: bytes) -> Iterator[View | Inside]:
    """Every member, with the names and comments around them, and what lies between them."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as why:
        yield View(place, f"its archive is damaged ({why})", Kind.UNOPENED)
        yield from _unlisted(data, frozenset())
        return
    with archive:
        listed = archive.infolist()
        yield View(place, archive.comment.decode("utf-8", "replace"))
        for info in listed:
            yield from _member(place, archive, info)
    yield View(place, data.decode("latin-1"), Kind.RAW)  # names, extra fields, what stands between members
    yield View(place, _between(data, listed), Kind.NAMES)
    yield from _unlisted(data, frozenset(i.header_offset for i in listed))


def _member(place: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[View | Inside]:
    about = (info.filename, info.orig_filename, info.comment.decode("utf-8", "replace"))
    extra = (info.extra.decode("utf-8", "ignore"), info.extra.decode("utf-16-le", "ignore"))
    yield View(f"{place}!{info.filename}", "\n".join(dict.fromkeys((*about, *extra))))
    if info.is_dir():
        return
    if info.file_size > max(_SMALL, _MOST_RATIO * info.compress_size) or info.file_size > LARGEST:
        yield View(f"{place}!{info.filename}", "it unpacks to more than can be searched", Kind.UNOPENED)
        return
    try:
        yield Inside(info.filename, archive.read(info))
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        zlib.error,
    ) as why:
        reason = "it is protected by a password" if info.flag_bits & 1 else f"it is damaged ({why})"
        yield View(f"{place}!{info.filename}", reason, Kind.UNOPENED)


def _between(data: bytes, listed: list[zipfile.ZipInfo]) -> str:
    """The bytes that are no member's content: heads, the directory, and whatever else was put there."""
    pieces, at = [], 0
    for info in sorted(listed, key=lambda i: i.header_offset):
        start = _content(data, info.header_offset)
        pieces.append(data[at:start])
        at = max(at, start + info.compress_size)
    return b"\n".join((*pieces, data[at:])).decode("utf-8", "ignore")


def _content(data: bytes, header: int) -> int:
    """Where the content of the member begins whose local head is here."""
    if data[header : header + 4] != _LOCAL or header + 30 > len(data):
        return header
    name, extra = struct.unpack_from("<HH", data, header + 26)
    return header + 30 + int(name) + int(extra)


def _unlisted(data: bytes, known: frozenset[int]) -> Iterator[Inside]:
    """Members that lie in the archive and that its directory does not list any more."""
    at = data.find(_LOCAL)
    while at >= 0:
        if at not in known:
            start = _content(data, at)
            method = data[at + 8 : at + 10]
            inside = inflated_raw(data[start:]) if method == b"\x08\x00" else data[start : start + _SMALL]
            if inside and start > at:
                yield Inside(f"unlisted data at {at}", inside)
        at = data.find(_LOCAL, at + 4)
