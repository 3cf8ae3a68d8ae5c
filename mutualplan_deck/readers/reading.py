"""What reading a file gives: the plan, where each value stood, and what there is to tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from mutualplan_deck.findings import Finding
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.readers.understood import Understood


class Spot(Struct, frozen=True):
    """Where one item stands: `Timeline!` + a field's column + `9`, or `#/a/0/` + a field's key.

    `whole` is the place of the item itself. `fields` is shared by all rows of a table.
    """

    head: str
    tail: str
    whole: str
    fields: Mapping[str, str]

    def of(self, name: str) -> str:
        """The place of a field, or of the item where the file has no such field."""
        where = self.fields.get(name)
        return f"{self.head}{where}{self.tail}" if where is not None else self.whole


class Places(Struct, frozen=True):
    """From a JSON pointer of the plan to the place in the user's file.

    `spots` are the items (`/steps/7`), `single` all else. In a plan of our own format pointers are
    places themselves (`own`); only moved items have a spot.
    """

    file: str = ""
    spots: Mapping[str, Spot] = field(default_factory=dict)
    single: Mapping[str, str] = field(default_factory=dict)
    own: bool = False

    def of(self, pointer: str) -> str:
        """The place of `pointer`, or of its nearest parent that has one, or the file's name."""
        head, rest = pointer, ""
        while head:
            if found := self._at(head, rest):
                return found
            head, _, last = head.rpartition("/")
            rest = f"/{last}{rest}"
        return pointer if self.own and pointer else self.file

    def _at(self, head: str, rest: str) -> str:
        if head in self.single:
            return self.single[head]
        spot = self.spots.get(head)
        if spot is None:
            return ""
        if self.own:
            return spot.whole + rest
        _, name, *inside = rest.split("/") if rest else ("", "")
        deeper = name in spot.fields and spot.head.startswith("#") and all(map(str.isdigit, inside))
        return spot.of(name) + "".join(f"/{i}" for i in inside if deeper)


class Reading(Struct, frozen=True):
    """A plan as read from `source`, with what to tell about the reading itself and what was understood."""

    plan: Plan
    places: Places
    findings: tuple[Finding, ...]
    source: Path
    understood: Understood = field(default_factory=Understood)

    def locate(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings with their place filled in from their pointer, where they have none."""
        return tuple(f if f.place else f.at(self.places.of(f.pointer)) for f in findings)
