"""A PowerPoint file as what it is: parts by name, their content types, and relationships between them.

Reading and writing at this level costs milliseconds and keeps what we do not know byte for byte.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from mutualplan_deck.powerpoint.markup import HEAD, escape

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Already compressed: deflating again only costs time.
_STORED = frozenset({"png", "jpg", "jpeg", "gif", "xlsx", "mp4", "m4a", "mp3", "mov", "wmv"})


class Relation(Struct, frozen=True):
    """A relationship. `target` is a part's name, or an address outside the file if `external`."""

    id: str
    kind: str
    target: str
    external: bool = False


class Package(Struct):
    """The parts of a file (names without a leading slash), in memory.

    `relations` are by source part; the package's own are those of the source `""`.
    """

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    said: dict[str, tuple[list[Relation], bytes]] = field(default_factory=dict)
    """Relationships as the file spelt them: kept to the byte while they are the same."""

    def copy(self) -> Package:
        """A package that can be changed while this one stays."""
        return Package(
            dict(self.parts), dict(self.types), {k: list(v) for k, v in self.relations.items()}, self.said
        )

    def add(self, name: str, kind: str, data: bytes | str) -> str:
        """Add a part with its content type; returns its name."""
        self.parts[name] = data if isinstance(data, bytes) else data.encode()
        self.types[name] = kind
        return name

    def relate(self, source: str, kind: str, target: str) -> str:
        """The id of the relationship from `source` to `target`, made if it is not there."""
        known = self.relations.setdefault(source, [])
        kind = kind if ":" in kind else OFFICE + kind
        for relation in known:
            if relation.kind == kind and relation.target == target:
                return relation.id
        known.append(Relation(_free_id(known), kind, target))
        return known[-1].id

    def targets(self, source: str, ending: str) -> Iterator[str]:
        """Parts that `source` points at by a relationship whose type ends in `/ending`."""
        for relation in self.relations.get(source, ()):
            if relation.kind.endswith("/" + ending) and not relation.external:
                yield relation.target

    def drop(self, source: str, *endings: str) -> None:
        """Forget relationships of `source`; the parts go with `prune` unless something else holds them."""
        kept = [r for r in self.relations.get(source, ()) if r.kind.rsplit("/", 1)[-1] not in endings]
        self.relations[source] = kept

    def prune(self) -> None:
        """Leave out every part that no relationship reaches."""
        reached = reachable(self.relations)
        self.parts = {name: data for name, data in self.parts.items() if name in reached}
        self.types = {name: kind for name, kind in self.types.items() if name in reached}
        self.relations = {s: r for s, r in self.relations.items() if r and (not s or s in reached)}

    @property
    def presentation(self) -> str:
        """The main part's name."""
        return next(self.targets("", "officeDocument"))


def _free_id(known: list[Relation]) -> str:
    numbers = [int(m[1]) for r in known if (m := re.fullmatch(r"rId(\d+)", r.id))]
    return f"rId{max(numbers, default=0) + 1}"


def reachable(relations: Mapping[str, list[Relation]]) -> set[str]:
    """The names of all parts that relationships lead to from the package itself."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        found = {r.target for r in relations.get(waiting.pop(), ()) if not r.external} - reached
        reached |= found
        waiting.extend(found)
    return reached


def relations_part(source: str) -> str:
    """Where the relationships of `source` are kept."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", name + ".rels")


def source_of(part: str) -> str:
    """The part whose relationships are kept in `part`; the reverse of `relations_part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def resolve(source: str, target: str) -> str:
    """The part's name a relative or absolute `target` means, seen from `source`."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")


def read(data: bytes) -> Package:
    """A file's parts. Raises `zipfile.BadZipFile` or `lxml.etree.XMLSyntaxError` if it is no package."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {i.filename: archive.read(i) for i in archive.infolist() if not i.is_dir()}
    kinds = _kinds(etree.fromstring(parts.pop("[Content_Types].xml")))
    package = Package()
    for name, content in parts.items():
        if name.endswith(".rels"):
            source = source_of(name)
            found = _read_relations(source, etree.fromstring(content))
            package.relations[source], package.said[source] = found, (list(found), content)
        else:
            package.add(name, kinds.get("/" + name) or kinds.get(_extension(name), ""), content)
    return package


@lru_cache(maxsize=32)
def seen(part: bytes) -> Any:
    """A part's tree to look at, never to change: the bytes that were just written are read back soon."""
    from lxml import etree

    return etree.fromstring(part)


def _kinds(root: Any) -> dict[str, str]:
    return {
        (item.get("PartName") or item.get("Extension", "").lower()): item.get("ContentType", "")
        for item in root.iter(f"{{{_TYPES}}}Override", f"{{{_TYPES}}}Default")
    }


def _read_relations(source: str, root: Any) -> list[Relation]:
    found = [
        Relation(e.get("Id"), e.get("Type"), e.get("Target"), e.get("TargetMode") == "External")
        for e in root.iter(f"{{{_RELATIONS}}}Relationship")
    ]
    return [r if r.external else replace(r, target=resolve(source, r.target)) for r in found]


def _extension(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower()


def write(package: Package) -> bytes:
    """The file's bytes: the same package, the same bytes."""
    parts = {"[Content_Types].xml": _types_xml(package).encode()}
    for source in sorted(package.relations, key=_order):
        parts[relations_part(source)] = _relations(package, source)
    parts |= {name: package.parts[name] for name in sorted(package.parts, key=_order)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            archive.writestr(_entry(name), content)
    return out.getvalue()


def _relations(package: Package, source: str) -> bytes:
    known, spelt = package.said.get(source, ([], b""))
    relations = package.relations[source]
    return spelt if spelt and known == relations else _relations_xml(source, relations).encode()


def _order(name: str) -> tuple[bool, list[tuple[int, str]]]:
    """The presentation first, then by folder and number, so slide10 comes after slide9."""
    pieces = [(int(p or 0), "") if p.isdigit() else (0, p) for p in re.split(r"(\d+)", name)]
    return name not in ("", "ppt/presentation.xml"), pieces


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_STORED if _extension(name) in _STORED else zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 0, 0  # the same on every operating system
    return entry


def _types_xml(package: Package) -> str:
    """Defaults for what is not XML, overrides for what is."""
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    overrides = ""
    for name in sorted(package.types, key=_order):
        kind = package.types[name]
        if _extension(name) != "xml" and defaults.setdefault(_extension(name), kind) == kind:
            continue
        overrides += f'<Override PartName="/{escape(name)}" ContentType="{escape(kind)}"/>'
    items = (f'<Default Extension="{e}" ContentType="{escape(k)}"/>' for e, k in sorted(defaults.items()))
    return f'{HEAD}<Types xmlns="{_TYPES}">{"".join(items)}{overrides}</Types>'


def _relations_xml(source: str, relations: list[Relation]) -> str:
    start = posixpath.join("/", posixpath.dirname(source))
    inside = "".join(_relation_xml(r, start) for r in relations)
    return f'{HEAD}<Relationships xmlns="{_RELATIONS}">{inside}</Relationships>'


def _relation_xml(relation: Relation, start: str) -> str:
    target = relation.target if relation.external else posixpath.relpath("/" + relation.target, start)
    mode = ' TargetMode="External"' if relation.external else ""
    return f'<Relationship Id="{relation.id}" Type="{relation.kind}" Target="{escape(target)}"{mode}/>'
