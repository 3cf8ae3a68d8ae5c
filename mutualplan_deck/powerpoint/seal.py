"""A deck's seal: a digest of its parts, by which we know our own deck that nobody has touched since.

PowerPoint and other programs write a deck anew when they save it, so its seal no longer fits; that is the
point. The seal says nothing about what the deck holds.
"""

from __future__ import annotations

import hashlib
import re
import zipfile

from mutualplan_deck.powerpoint.markup import HEAD
from mutualplan_deck.powerpoint.package import Package, read

PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set that custom properties belong to
_NAME = "mutualplan_deck seal"


def seal(package: Package) -> None:
    """Put the seal on a finished package, as a custom document property."""
    value = f"<vt:lpwstr>{_digest(package)}</vt:lpwstr>"
    entry = f'<property fmtid="{_FORMAT}" pid="2" name="{_NAME}">{value}</property>'
    package.add(PART, _TYPE, f'{HEAD}<Properties xmlns="{_SPACE}" xmlns:vt="{_VALUES}">{entry}</Properties>')
    package.relate("", "custom-properties", PART)


def untouched(data: bytes) -> bool:
    """Whether a file is a deck of ours, byte for byte as we wrote it."""
    try:
        package = read(data)
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError):
        return False
    said = package.parts.pop(PART, b"").decode("utf-8", "replace")
    found = re.search(rf'name="{_NAME}"><vt:lpwstr>([0-9a-f]+)<', said)
    return found is not None and found[1] == _digest(package)


def _digest(package: Package) -> str:
    """Over every part and relationship but the seal's own."""
    total = hashlib.sha256()
    for name in sorted(package.parts):
        if name != PART:
            total.update(f"{name}\0{len(package.parts[name])}\0".encode())
            total.update(package.parts[name])
    for source in sorted(package.relations):
        for relation in sorted(package.relations[source], key=lambda r: r.id):
            if relation.target != PART:
                total.update(f"{source}\0{relation}\0".encode())
    return total.hexdigest()
