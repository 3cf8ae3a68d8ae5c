"""Moving what a fresh deck shows into a deck that is there: elements with the parts they need."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from mutualplan_deck.powerpoint.baseline import layout_of
from mutualplan_deck.powerpoint.markup import RELATION
from mutualplan_deck.powerpoint.notes import notes_master
from mutualplan_deck.powerpoint.package import Package
from mutualplan_deck.powerpoint.placeholders import layouts

_R = f"{{{RELATION}}}"


class Graft:
    """Copies parts from the `fresh` package into `mine`; a picture that is there already is used."""

    def __init__(self, fresh: Package, mine: Package) -> None:
        self.fresh, self.mine = fresh, mine
        self._known = {data: name for name, data in mine.parts.items() if name.startswith("ppt/media/")}

    def element(self, element: Any, source: str, target: str) -> None:
        """Give an element of the fresh slide `source` the relationships it needs on the slide `target`."""
        relations = {r.id: r for r in self.fresh.relations.get(source, ())}
        for node in element.iter():
            for name, value in node.attrib.items():
                if name.startswith(_R) and value in relations:
                    found = relations[value]
                    part = found.target if found.external else self.part(found.target)
                    node.set(name, self.mine.relate(target, found.kind, part))

    def part(self, name: str) -> str:
        """The name under which a part of the fresh package is in mine, with all it needs."""
        data = self.fresh.parts[name]
        if data in self._known:
            return self._known[data]
        new = self.mine.add(free_name(self.mine, name), self.fresh.types[name], data)
        if name.startswith("ppt/media/"):
            self._known[data] = new
        self._relations(name, new)
        return new

    def _relations(self, name: str, new: str) -> None:
        """The same ids, so that the part itself need not change."""
        from msgspec.structs import replace

        for relation in self.fresh.relations.get(name, ()):
            target = relation.target if relation.external else self.part(relation.target)
            self.mine.relations.setdefault(new, []).append(replace(relation, target=target))

    def slide(self, source: str, wide: bool) -> str:
        """A whole slide with its notes; its layout is mine of the same name, else my first."""
        from msgspec.structs import replace

        new = self.mine.add(free_name(self.mine, source), self.fresh.types[source], self.fresh.parts[source])
        for relation in self.fresh.relations[source]:
            ending = relation.kind.rsplit("/", 1)[-1]
            if ending == "slideLayout":
                target = self._layout(source)
            elif ending == "notesSlide":
                target = self.notes(relation.target, new, wide)
            else:
                target = relation.target if relation.external else self.part(relation.target)
            self.mine.relations.setdefault(new, []).append(replace(relation, target=target))
        return new

    def _layout(self, source: str) -> str:
        known = layouts(self.fresh)
        wanted = layout_of(self.fresh, known, source)
        name = next((n for n, item in known.items() if item is wanted), "")
        mine = layouts(self.mine)
        return (mine.get(name) or next(iter(mine.values()))).part

    def notes(self, source: str, slide: str, wide: bool) -> str:
        """The notes page of a fresh slide, for `slide`; my notes master, made if I have none."""
        new = self.mine.add(free_name(self.mine, source), self.fresh.types[source], self.fresh.parts[source])
        self.mine.relate(new, "notesMaster", notes_master(self.mine, wide=wide))
        self.mine.relate(new, "slide", slide)
        return new


def free_name(package: Package, name: str) -> str:
    """`name` if it is free, else with the next free number."""
    folder, file = posixpath.split(name)
    match = re.fullmatch(r"(.*?)(\d*)(\.\w+)", file)
    if name not in package.parts or match is None:
        return name
    number = 1
    while f"{folder}/{match[1]}{number}{match[3]}" in package.parts:
        number += 1
    return f"{folder}/{match[1]}{number}{match[3]}"
