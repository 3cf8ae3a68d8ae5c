"""The whole deck as PDF, by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

_NAMES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_TAGGED = 'pdf:impress_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_SECONDS = 150
HOW = "To have the slides as PDF too, install LibreOffice, or open the deck and choose Save as PDF"


def office() -> str | None:
    """LibreOffice's program, if it is installed."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def deck_pdf(deck: Path, day: str) -> bytes | None:
    """A deck as PDF; None if LibreOffice is not here, takes too long or fails. `day` (ISO) dates it."""
    program = office()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="mutualplan-", ignore_cleanup_errors=True) as room:
        copy = Path(room) / "deck.pptx"
        shutil.copyfile(deck, copy)
        try:
            subprocess.run(
                _words(program, room, copy),
                check=True,
                timeout=_SECONDS,
                capture_output=True,
                env={**os.environ, "SOURCE_DATE_EPOCH": _epoch(day)},
            )
            return copy.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError):
            return None


def _words(program: str, room: str, deck: Path) -> list[str]:
    profile = f"-env:UserInstallation={(Path(room) / 'profile').as_uri()}"
    return [
        program,
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        _TAGGED,
        "--outdir",
        room,
        str(deck),
    ]


def _epoch(day: str) -> str:
    import datetime as dt

    return str(int(dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC).timestamp()))
