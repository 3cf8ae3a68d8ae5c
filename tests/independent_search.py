"""A search for a text in a file that shares no code with the product's: all is opened, then read plainly."""

from __future__ import annotations

import base64
import binascii
import bz2
import email
import email.policy
import gzip
import html
import io
import lzma
import re
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from pypdf import PdfReader

DEEP = 5  # files in files


def squeezed(text: str) -> str:
    """Letters and digits alone, in one case: blanks, marks and runs between them do not hide a text."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", folded)


class _Seen(set[int]):
    """Contents that were read already: an e-mail holds the files that lie beside it."""

    def new(self, data: bytes) -> bool:
        digest = hash(data)
        known = digest in self
        self.add(digest)
        return not known


def holds(folder: Path, secret: str) -> list[str]:
    """The names of all files of a folder in which the secret stands, or that are named after it."""
    wanted = squeezed(secret)
    files = [p for p in sorted(folder.rglob("*")) if p.is_file()]
    named = [p.name for p in files if wanted in squeezed(p.name)]
    seen = _Seen()
    read = ((p, texts(p.read_bytes(), seen=seen)) for p in files)
    return named + [p.name for p, found in read if any(wanted in squeezed(t) for t in found)]


def texts(data: bytes, depth: int = 0, seen: _Seen | None = None) -> Iterator[str]:
    """Whatever a file says, in each way it can be read."""
    seen = _Seen() if seen is None else seen
    if depth > DEEP or not data or not seen.new(data):
        return
    yield from _plainly(data)
    for opened in _opened(data):
        yield from texts(opened, depth + 1, seen)
    if data[:5] == b"%PDF-":
        yield from _pdf(data)
    if re.match(rb"(?:[\w-]+: .*\r?\n)+", data[:400]):
        yield from _mail(data, depth, seen)


def _plainly(data: bytes) -> Iterator[str]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
        yield data.decode(encoding, "ignore")
    text = data.decode("utf-8", "ignore")
    yield html.unescape(re.sub(r"<[^>]*>", "", text))
    yield html.unescape(urllib.parse.unquote(text))
    # Folded lines, as calendars and headers have them.
    yield re.sub(rb"\r?\n[ \t]", b"", data).decode("utf-8", "ignore")


def _opened(data: bytes) -> Iterator[bytes]:
    starts = [found.start() for found in re.finditer(rb"PK\x03\x04", data)]
    for start in starts[:1]:
        yield from _members(data[start:])
    for start in starts:
        yield from _unpacked(_local, data[start:])
    for unpack in (gzip.decompress, bz2.decompress, lzma.decompress, zlib.decompress):
        yield from _unpacked(unpack, data)
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        yield from _unpacked(_inflated, data[found.start() :])
    for found in re.finditer(rb"(?:[0-9A-Fa-f]{2}){8,}", data):
        yield from _unpacked(binascii.unhexlify, found[0])
    for found in re.finditer(rb"[A-Za-z0-9+/=\r\n]{24,}", data):
        yield from _unpacked(base64.b64decode, re.sub(rb"\s", b"", found[0]))


def _members(data: bytes) -> Iterator[bytes]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        return
    yield archive.comment
    for member in archive.infolist():
        yield member.filename.encode() + b" " + member.comment + b" " + member.extra
        yield archive.read(member)


def _local(data: bytes) -> bytes:
    """A member by its own header, whether or not the directory knows it."""
    name, extra = (int.from_bytes(data[at : at + 2], "little") for at in (26, 28))
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[30 + name + extra :])


def _inflated(data: bytes) -> bytes:
    return zlib.decompressobj().decompress(data)


def _unpacked(unpack: Callable[[bytes], bytes], data: bytes) -> Iterator[bytes]:
    try:
        yield unpack(data)
    except (OSError, ValueError, EOFError, zlib.error, lzma.LZMAError, binascii.Error):
        return


def _pdf(data: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(data))
    yield " ".join(page.extract_text() for page in reader.pages)
    yield " ".join(str(value) for value in (reader.metadata or {}).values())
    for name, contents in reader.attachments.items():
        yield name
        yield from (t for one in contents for t in texts(one, DEEP))


def _mail(data: bytes, depth: int, seen: _Seen) -> Iterator[str]:
    mail = email.message_from_bytes(data, policy=email.policy.default)
    yield "\n".join(f"{name}: {value}" for name, value in mail.items())
    for part in mail.walk():
        yield part.get_filename() or ""
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield from texts(content, depth + 1, seen)
