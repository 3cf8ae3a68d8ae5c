"""Every sample in both looks, with six, five and four slides, at 16:9 and at 4:3, for both sides and as the
customer's own edition."""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mutualplan_deck.deck.look import Look, available, load_layout, resolve
from mutualplan_deck.pipeline import Built, Order, build
from mutualplan_deck.shipped import samples_folder

TODAY = dt.date(2027, 1, 12)
SAMPLES = tuple(sorted(path.stem for path in samples_folder().glob("*.json")))


@dataclass(frozen=True, slots=True)
class Case:
    """A deck to be made."""

    sample: str
    layout: str
    slides: int = 6
    wide: bool = True
    edition: str = "working"

    def __str__(self) -> str:
        shape = "16x9" if self.wide else "4x3"
        return f"{self.sample}-{self.layout}-{self.slides}-{shape}-{self.edition}"

    @property
    def look(self) -> Look:
        """The look, ready for the case's aspect ratio."""
        return resolve(load_layout(self.layout)[0], wide=self.wide)

    def made(self, folder: Path) -> Built:
        """The deck as `build` makes it, in a folder."""
        plan = samples_folder() / f"{self.sample}.json"
        order = Order(plan, folder / f"{self}.pptx", self.slides, self.layout, self.wide, self.edition)
        return build(order, today=TODAY)


def cases() -> list[Case]:
    """All of them."""
    shapes = (SAMPLES, available(), (6, 5, 4), (True, False), ("working", "champion"))
    return list(itertools.starmap(Case, itertools.product(*shapes)))


@cache
def made(case: Case) -> tuple[Built, bytes]:
    """A case's deck and the file's bytes; made once a process."""
    with tempfile.TemporaryDirectory() as folder:
        built = case.made(Path(folder))
        return built, built.path.read_bytes()
