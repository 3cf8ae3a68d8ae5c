"""Saving a workbook so that the same plan gives the same bytes."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import IO

from openpyxl import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def save(book: Workbook, target: Path | IO[bytes]) -> None:
    """Write the workbook to a path or a buffer, without the time of day in it."""
    book.properties.creator = "mutualplan-deck"
    book.properties.created = book.properties.modified = dt.datetime(2026, 1, 1)
    buffer = BytesIO()
    book.save(buffer)
    data = _rezip(buffer)
    if isinstance(target, Path):
        target.write_bytes(data)
    else:
        target.write(data)


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
