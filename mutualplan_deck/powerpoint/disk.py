"""Files are written whole and swapped in: the old deck or the new one, never something between."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mutualplan_deck.errors import UnwritableFileError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def save(data: bytes, path: Path) -> None:
    """Write `data` to `path`, or leave what was there as it was.

    Raises UnwritableFileError, one line, if the file is open in PowerPoint or LibreOffice, is read-only or a
    folder, its folder is missing or closed to us, or the disk is full. No other file is left behind.
    """
    path = Path(os.path.realpath(path))  # a link keeps pointing where it did
    _refuse(path)
    with _told(path), _temporary(path) as temporary:
        _write(temporary, data)
        if path.exists():
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        temporary.replace(path)
        _settle(path.parent)


def _refuse(path: Path) -> None:
    """What can be seen before anything is written."""
    with _told(path):
        if not path.parent.is_dir():
            raise UnwritableFileError(f"{path}: there is no folder {path.parent}; make it first")
        if path.is_dir():
            raise UnwritableFileError(f"{path} is a folder; name a file in it")
        lock = next((p for p in _locks(path) if p.exists()), None)
        if lock:
            raise UnwritableFileError(f"{path.name} is open ({lock.name}); close it and run again")
        if path.exists() and not _writable(path):
            raise UnwritableFileError(f"{path.name} is read-only; allow changes to it or name another file")


def _locks(path: Path) -> tuple[Path, ...]:
    """The files by which PowerPoint and LibreOffice tell others that they have a deck open."""
    return tuple(path.with_name(name) for name in (f"~${path.name}", f".~lock.{path.name}#"))


def _writable(path: Path) -> bool:
    """An administrator may write to a read-only file; whoever made it so did not want that."""
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)


@contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    """A name beside `path`, on the same disk; the file is gone afterwards, whatever happens."""
    temporary = path.with_name(f".mutualplan-{os.urandom(6).hex()}.tmp")
    try:
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink()


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system refuses, in words."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise UnwritableFileError(f"{path.name}: no room left on the disk") from error
        reason = (error.strerror or str(error)).lower()
        raise UnwritableFileError(f"{path.name} cannot be written in {path.parent}: {reason}") from error
