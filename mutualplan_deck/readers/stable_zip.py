"""Saving a workbook so that the same plan gives the same bytes."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO

from openpyxl import Workbook

from mutualplan_deck.errors import UnwritableFileError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def save(book: Workbook, target: Path | IO[bytes]) -> None:
    """Write the workbook to a path or a buffer, without the time of day in it.

    A file is written whole and swapped in. UnwritableFileError: it is open elsewhere, or may not be written.
    """
    book.properties.creator = "mutualplan-deck"
    book.properties.created = book.properties.modified = dt.datetime(2026, 1, 1)
    buffer = BytesIO()
    book.save(buffer)
    data = _rezip(buffer)
    if isinstance(target, Path):
        _swap_in(target, data)
    else:
        target.write(data)


def _swap_in(target: Path, data: bytes) -> None:
    beside = target.with_name(f".{target.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise UnwritableFileError(f"{target}: can't be written ({error.strerror or error})") from None


def _rezip(buffer: BytesIO) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>2026-01-01T00:00:00Z", data)
            stable = zipfile.ZipInfo(info.filename, _EPOCH)
            stable.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(stable, data)
    return out.getvalue()
