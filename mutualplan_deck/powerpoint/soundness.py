"""Is a .pptx whole? Light checks of our own, for what no schema says (DESIGN law 7).

Each complaint is one line that names the part. No complaint means: PowerPoint has nothing to repair,
and a reader with a screen reader finds a title and a description everywhere.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mutualplan_deck.powerpoint.markup import RELATION, SLIDE
from mutualplan_deck.powerpoint.package import Package, reachable, read, relations_part, seen
from mutualplan_deck.powerpoint.slide_checks import slide_problems, title_of

_TYPES = "[Content_Types].xml"
_SECTION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


class Opened(Struct, frozen=True):
    """A file opened to be examined: its parts, those that are XML as trees, and what the archive lists."""

    package: Package
    trees: dict[str, Any]
    names: list[str]
    types: Any


class NotOpenedError(Exception):
    """No PowerPoint file: the message says what stands in the way."""


def opened(data: bytes) -> Opened:
    """A file's parts and trees; whoever examines them changes nothing. Raises NotOpenedError."""
    from lxml import etree

    try:
        package = read(data)
        package.presentation  # noqa: B018
        trees = {n: seen(d) for n, d in package.parts.items() if n.endswith(".xml")}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return Opened(package, trees, archive.namelist(), etree.fromstring(archive.read(_TYPES)))
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, StopIteration) as error:
        raise NotOpenedError(f"no readable PowerPoint file: {error or type(error).__name__}") from error


def unsound(data: bytes) -> tuple[str, ...]:
    """What is wrong with a .pptx, a line each; empty when it is sound. Never raises for bad bytes."""
    try:
        return weaknesses(opened(data))
    except NotOpenedError as why:
        return (str(why),)


def weaknesses(file: Opened) -> tuple[str, ...]:
    """What is wrong with a file that can be opened, a line each."""
    checks = (
        _doubled(file.names),
        _type_problems(file),
        _relation_problems(file.package, file.trees),
        _deck_problems(file.package, file.trees),
    )
    return tuple(problem for check in checks for problem in check)


def _doubled(names: list[str]) -> list[str]:
    """Names the archive holds twice: readers disagree about which one counts."""
    return [f"{name}: twice in the archive" for name, count in Counter(names).items() if count > 1]


def _type_problems(file: Opened) -> Iterator[str]:
    """Every part has a content type, and every override its part."""
    yield from (f"{name}: no content type" for name, kind in file.package.types.items() if not kind)
    names = set(file.names)
    overrides = [i.get("PartName", "").lstrip("/") for i in file.types if i.tag.endswith("}Override")]
    yield from (f"{_TYPES}: names {name}, which is not there" for name in overrides if name not in names)
    twice = (name for name, count in Counter(overrides).items() if count > 1)
    yield from (f"{_TYPES}: names {name} twice" for name in twice)


def _relation_problems(package: Package, trees: dict[str, Any]) -> Iterator[str]:
    """Every target exists, every id is one, every used id is there, and every part is reached."""
    for source, relations in package.relations.items():
        place = relations_part(source)
        if source and source not in package.parts:
            yield f"{place}: belongs to no part"
        twice = (i for i, count in Counter(r.id for r in relations).items() if count > 1)
        yield from (f"{place}: {i} twice" for i in twice)
        yield from _missing_targets(package, place, source)
    yield from _unknown_ids(package, trees)
    reached = reachable(package.relations)
    yield from (f"{name}: an orphan, nothing refers to it" for name in package.parts if name not in reached)


def _missing_targets(package: Package, place: str, source: str) -> Iterator[str]:
    for relation in package.relations[source]:
        inside = not relation.external and "#" not in relation.target and not relation.target.endswith("NULL")
        if inside and relation.target not in package.parts:
            yield f"{place}: {relation.id} leads to {relation.target}, which is not there"


def _unknown_ids(package: Package, trees: dict[str, Any]) -> Iterator[str]:
    from lxml import etree

    ids = etree.XPath("//@r:*", namespaces={"r": RELATION})
    for name, root in trees.items():
        known = {r.id for r in package.relations.get(name, ())} | {""}
        used = set(map(str, ids(root)))
        yield from (f"{name}: uses {i}, which is no relationship of it" for i in sorted(used - known))


def _slides(package: Package, trees: dict[str, Any]) -> Iterator[str]:
    """The slides' parts in the order they are shown."""
    main = package.presentation
    targets = {r.id: r.target for r in package.relations.get(main, ())}
    for item in trees[main].iter(f"{{{SLIDE}}}sldId"):
        part = targets.get(item.get(f"{{{RELATION}}}id"), "")
        if part in trees:
            yield part


def _deck_problems(package: Package, trees: dict[str, Any]) -> Iterator[str]:
    slides = list(_slides(package, trees))
    titles = Counter(title_of(trees[part]) for part in slides)
    for part in slides:
        title = title_of(trees[part])
        if title and titles[title] > 1:
            yield f"{part}: its title is another slide's too: {title!r}"
        yield from (f"{part}: {problem}" for problem in slide_problems(trees[part]))
    listed = trees[package.presentation]
    yield from _id_problems(listed)
    yield from _section_problems(listed)
    yield from _chart_problems(package)


def _id_problems(presentation: Any) -> Iterator[str]:
    ids = Counter(e.get("id") for e in presentation.iter(f"{{{SLIDE}}}sldId"))
    yield from (f"presentation: slide id {i} twice" for i, count in ids.items() if count > 1)


def _section_problems(presentation: Any) -> Iterator[str]:
    """Sections name slides by id; each slide stands in one."""
    known = {e.get("id") for e in presentation.iter(f"{{{SLIDE}}}sldId")}
    for section in presentation.iter(f"{_SECTION}section"):
        named = (e.get("id") for e in section.iter(f"{_SECTION}sldId"))
        yield from (f"section {section.get('name')!r}: names no slide: {i}" for i in named if i not in known)


def _chart_problems(package: Package) -> Iterator[str]:
    """A chart without its workbook cannot be edited."""
    for name, kind in package.types.items():
        books = package.targets(name, "package")
        if kind.endswith("drawingml.chart+xml") and not any(b in package.parts for b in books):
            yield f"{name}: a chart without its workbook"
