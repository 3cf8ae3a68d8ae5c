"""The champion's pack: made whole in one folder and searched, or not delivered at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from mutualplan_deck.errors import MutualPlanError
from mutualplan_deck.findings import Finding, Level, worst_first

if TYPE_CHECKING:
    from mutualplan_deck.outputs.message import Attachment
    from mutualplan_deck.outputs.readme import PackFile
    from mutualplan_deck.pipeline import Built
    from mutualplan_deck.story.facts import Facts

EDITION = "champion"
"""The edition that is passed on."""

_KINDS = {"pdf": "application/pdf", "ics": "text/calendar"}
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


class LeakError(MutualPlanError):
    """Something of the vendor's own stands in a file of the pack, so nothing was delivered."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        places = "place" if len(findings) == 1 else "places"
        super().__init__(
            f"nothing was delivered: the pack holds what is not to be told in {len(findings)} {places}"
        )
        self.findings = findings


class Pack(Struct, frozen=True):
    """A pack on disk: its files in the order of its README, and all there is to tell, worst first."""

    folder: Path
    files: tuple[PackFile, ...]
    built: Built
    findings: tuple[Finding, ...] = field(default=())


class Errand(Struct, frozen=True):
    """What is asked of a hand-off. Without a `folder` it goes beside the plan, named for people."""

    plan: Path
    folder: Path | None = None
    layout: str = "clearpath"
    slides: int = 6
    with_office: bool = True


def pack(errand: Errand, *, today: dt.date, progress: Callable[[str], None] = lambda _: None) -> Pack:
    """Make the pack. Raises LeakError if anything internal is found in it, and then leaves nothing behind."""
    from mutualplan_deck.folders import new_folder
    from mutualplan_deck.readers import read
    from mutualplan_deck.story.tell import facts_of

    facts, _ = facts_of(read(errand.plan, today=today).plan, today)
    folder = errand.folder or errand.plan.parent / _named(facts, "plan", "x").removesuffix(".x")
    with new_folder(folder) as room:
        made = _Room(room, errand, facts)
        made.fill(progress)
        progress("Searching every file for what is not to be told")
        made.search()
    built = replace(made.built, path=folder / made.built.path.name)
    return Pack(folder, tuple(made.files), built, worst_first((*built.findings, *made.told)))


def deck_name(plan: Path, today: dt.date) -> str:
    """`Halden Mutual - mutual plan - 2027-01-12.pptx`, as the plan's customer and language have it."""
    from mutualplan_deck.readers import read
    from mutualplan_deck.story.tell import facts_of

    facts, _ = facts_of(read(plan, today=today).plan, today)
    return _named(facts, "plan", "pptx")


def _named(facts: Facts, kind: str, ending: str) -> str:
    from mutualplan_deck.outputs.names import file_name
    from mutualplan_deck.outputs.writing import Writing

    return file_name(Writing(facts.voice), kind, facts.plan.customer.name, facts.today, ending)


class _Room:
    """The folder while it is being filled."""

    def __init__(self, room: Path, errand: Errand, facts: Facts) -> None:
        self.room, self.errand, self.facts = room, errand, facts
        self.files: list[PackFile] = []
        self.missing: list[str] = []
        self.told: list[Finding] = []
        self.built: Built

    def fill(self, progress: Callable[[str], None]) -> None:
        """Every file, the README last."""
        self.deck(progress)
        progress("Writing the one page")
        self.page()
        progress("Writing e-mail and calendar")
        self.email()
        self.calendar()
        if self.errand.with_office:
            progress("Writing the slides as PDF")
            self.deck_pdf()
        self.readme()

    def add(self, kind: str, name: str, data: bytes) -> None:
        """Write a file of the pack."""
        (self.room / name).write_bytes(data)
        self.listed(kind, name)

    def listed(self, kind: str, name: str) -> None:
        from mutualplan_deck.outputs.readme import PackFile

        self.files.append(PackFile(kind, name))

    def deck(self, progress: Callable[[str], None]) -> None:
        from mutualplan_deck import pipeline

        errand, name = self.errand, _named(self.facts, "plan", "pptx")
        order = pipeline.Order(errand.plan, self.room / name, errand.slides, errand.layout, edition=EDITION)
        self.built = pipeline.build(order, today=self.facts.today, progress=progress)
        self.listed("deck", name)

    def page(self) -> None:
        from mutualplan_deck.handoff import case_page

        data, told = case_page(self.built.story, self.facts.today, layout=self.errand.layout)
        self.told += told
        if data is None:
            self.missing.append("page")
        else:
            self.add("page", _named(self.facts, "page", "pdf"), data)

    def email(self) -> None:
        from mutualplan_deck.handoff import look_inks
        from mutualplan_deck.outputs.letter import forwarding_letter
        from mutualplan_deck.outputs.message import message

        day = self.facts.today
        letter = forwarding_letter(self.built.story, day)
        data = message(letter, look_inks(self.errand.layout), day, files=list(self.attached()))
        self.add("email", _named(self.facts, "email", "eml"), data)

    def attached(self) -> Iterator[Attachment]:
        """The page and the slides go with the e-mail."""
        from mutualplan_deck.outputs.message import Attachment

        for file in sorted(self.files, key=lambda f: f.kind != "page"):
            kind = _KINDS.get(file.name.rpartition(".")[2], _PPTX)
            yield Attachment(file.name, kind, (self.room / file.name).read_bytes())

    def calendar(self) -> None:
        from mutualplan_deck.outputs.calendar import calendar

        self.add("calendar", _named(self.facts, "calendar", "ics"), calendar(self.facts))

    def deck_pdf(self) -> None:
        from mutualplan_deck.outputs.office import HOW, deck_pdf

        name = _named(self.facts, "plan", "pdf")
        data = deck_pdf(self.room / self.files[0].name, self.facts.today.isoformat())
        if data is None:
            self.missing.append("deck_pdf")
            self.told.append(Finding("HO102", Level.HINT, "The slides are not there as PDF", advice=HOW))
        else:
            self.add("deck_pdf", name, data)

    def readme(self) -> None:
        from mutualplan_deck.outputs.readme import readme

        text = readme(self.facts, self.files, self.missing, self.facts.today)
        self.add("readme", _named(self.facts, "readme", "txt"), text.encode())

    def search(self) -> None:
        """Raises LeakError if anything that was written is not to be told."""
        from mutualplan_deck.handoff import audit_files

        files = {p.name: p.read_bytes() for p in sorted(self.room.iterdir())}
        found = audit_files(files, self.built.reading, self.facts.today)
        if found:
            raise LeakError(worst_first(found))
