"""Refusing, in one readable line, what can't or should not be read; nothing is executed or expanded."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from msgspec import Struct

from mutualplan_deck.errors import UnreadableFileError
from mutualplan_deck.regex import regex

MAX_FILE = 60_000_000
MAX_JSON = 20_000_000
MAX_UNPACKED = 150_000_000
MAX_RATIO = 400
MAX_PARTS = 5_000
MAX_ROWS = 200_000
MAX_CELLS = 2_000_000
MAX_COLUMNS = 2_500  # more than six years of days, a column each
MAX_DEPTH = 60
_HEAD = 200
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKSHEET = re.compile(rb"<(?:\w+:)?worksheet\b")
_HALF = regex(  # whole pairs and other escapes first, so that what is left is half a pair
    r"(\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|\\[^u])|\\u[dD][89a-fA-F]\w\w"
)
_DEEP = "is nested too deep to be a plan"
_SAVE = "Open it in a spreadsheet program and save it as .xlsx"
_LOCKED = "is protected by a password. Open it, take the password off and save it again"
_KINDS = {
    ".xls": f"is an old Excel workbook. {_SAVE}",
    ".xlsb": f"is a binary Excel workbook. {_SAVE}",
    ".ods": f"is an OpenDocument sheet. {_SAVE}",
    ".numbers": "is a Numbers document. Choose File, Export To, Excel in Numbers and use that file",
    ".pptx": "is a presentation, not a plan. Give the workbook or the JSON file of the plan",
    ".pdf": "is a PDF, not a plan. Give the workbook or the JSON file of the plan",
    ".docx": "is a document, not a plan. Give the workbook or the JSON file of the plan",
}


class Package(Struct, frozen=True):
    """A workbook found safe to open: its XML parts by name, and whether it has macros."""

    parts: Mapping[str, bytes]
    macros: bool


def load(path: Path, most: int = MAX_FILE) -> bytes:
    """The bytes of a file of at most `most`. UnreadableFileError says in one line why not."""
    try:
        if path.is_dir():
            raise UnreadableFileError(f"{path}: is a folder. Give the plan's file, a workbook or JSON")
        if path.exists() and not path.is_file():
            raise UnreadableFileError(f"{path}: is no file on a disk. Save the plan, and give its file")
        if path.suffix.lower() in _KINDS:
            path.open("rb").close()
            raise UnreadableFileError(f"{path.name}: {_KINDS[path.suffix.lower()]}")
        if path.stat().st_size > most:
            raise UnreadableFileError(f"{path.name}: is larger than {most // 1_000_000} MB; no plan is")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(f"{path}: no such file") from None
    except PermissionError:
        raise UnreadableFileError(f"{path}: may not be read; ask its owner for permission") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UnreadableFileError(f"{path}: can't be read ({why})") from None
    if not data.strip():
        raise UnreadableFileError(f"{path.name}: is empty")
    return data


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a zip or an OLE container, and so no JSON."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06") or data.startswith(_OLE)


def parse_json(data: bytes, name: str) -> Any:
    """The JSON value in `data`, numbers exact. UnreadableFileError: not UTF-8, not JSON, or not sane."""
    if len(data) > MAX_JSON:
        raise UnreadableFileError(f"{name}: is larger than {MAX_JSON // 1_000_000} MB; no plan is")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        value = json.loads(_whole(text), parse_float=Decimal, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise UnreadableFileError(f"{name}: is not UTF-8 text; save it as JSON in UTF-8") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableFileError(f"{name}: is neither a workbook nor JSON ({error.msg}, {where})") from None
    except RecursionError:
        raise UnreadableFileError(f"{name}: {_DEEP}") from None
    except ValueError as error:
        raise UnreadableFileError(f"{name}: {str(error).split(';')[0]}") from None
    return _sane(value, name)


def _whole(text: str) -> str:
    """The text without escapes of half a character, which no file could hold again."""
    return _HALF.sub(lambda m: m[1] or r"\ufffd", text) if "\\ud" in text.lower() else text


def _sane(value: Any, name: str) -> Any:
    """`value`, if it is not nested deeper than anything that handles it can go."""
    level: list[Any] = [value] if isinstance(value, dict | list) else []
    for _ in range(MAX_DEPTH):
        members = (m for v in level for m in (v.values() if isinstance(v, dict) else v))
        level = [m for m in members if isinstance(m, dict | list)]
        if not level:
            return value
    raise UnreadableFileError(f"{name}: {_DEEP}")


def _refuse_constant(text: str) -> None:
    raise ValueError(f"{text} is no number in JSON; leave the value out or write null")


def check_package(data: bytes, name: str) -> Package:
    """Look a workbook over before anything parses it. UnreadableFileError: not one, or not safe."""
    if data.startswith(_OLE):
        locked = _ENCRYPTED in data
        raise UnreadableFileError(f"{name}: {_LOCKED if locked else _KINDS['.xls']}")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _check_archive(archive, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UnreadableFileError(f"{name}: is damaged ({error}); open and save it again") from None
    except Exception as error:  # zlib.error has no base of its own worth an import
        if type(error).__name__ != "error":
            raise
        raise UnreadableFileError(f"{name}: is damaged ({error}); open and save it again") from None


def _check_archive(archive: zipfile.ZipFile, name: str) -> Package:
    names = {n.lstrip("/").lower() for n in archive.namelist()}
    _check_sizes(archive, name)
    if "[content_types].xml" not in names:
        raise UnreadableFileError(f"{name}: {_other_kind(names)}")
    parts = dict(_xml_parts(archive, name))
    if not any(_WORKSHEET.search(xml[:3000]) for xml in parts.values()):
        raise UnreadableFileError(
            f"{name}: holds no sheets, so it is no workbook. Give an .xlsx or .json file"
        )
    return Package(parts, "xl/vbaproject.bin" in names)


def _xml_parts(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, bytes]]:
    """The parts that are XML, by what they begin with; each is looked at."""
    for info in archive.infolist():
        with archive.open(info) as part:
            head = part.read(_HEAD)
            if head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<"):
                xml = head + part.read()
                _check_xml(info.filename, xml, name)
                yield info.filename.replace("\\", "/").lstrip("/"), xml


def _other_kind(names: set[str]) -> str:
    if "content.xml" in names:
        return _KINDS[".ods"]
    if any(n.startswith("index/") or n.endswith(".iwa") for n in names):
        return _KINDS[".numbers"]
    return "is an archive, not a workbook. Give an .xlsx or .json file"


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    """Sizes are those the archive declares: reading stops at them, so more is never unpacked."""
    infos = archive.infolist()
    total, packed = sum(i.file_size for i in infos), max(sum(i.compress_size for i in infos), 1)
    bomb = total > 50_000_000 and total > MAX_RATIO * packed
    if total > MAX_UNPACKED or len(infos) > MAX_PARTS or bomb:
        size = f"{total // 1_000_000:,} MB in {len(infos):,} parts"
        raise UnreadableFileError(f"{name}: unpacks to {size}; not safe to read")
    if any(i.flag_bits & 1 for i in infos):
        raise UnreadableFileError(f"{name}: {_LOCKED}")


def _check_xml(part: str, xml: bytes, name: str) -> None:
    plain = xml.replace(b"\x00", b"") if b"\x00" in xml[:4] else xml
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise UnreadableFileError(f"{name}: defines XML entities in {part}; not safe to read")
    if part.endswith("workbook.xml") and b"purl.oclc.org/ooxml" in plain:
        how = "Choose File, Save As, Excel Workbook (.xlsx)"
        raise UnreadableFileError(f"{name}: is saved as Strict Open XML. {how}")
