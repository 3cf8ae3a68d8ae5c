"""Updating a deck in place: what the plan says now goes in, what a person did stays.

`update` needs two files and no plan: the deck that is there, and the deck as it would be built afresh. Each
holds its baseline; the first says what we wrote last, the second what we would write now.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

import msgspec

from mutualplan_deck.deck.merging import matched, merged_order
from mutualplan_deck.errors import UnwritableFileError
from mutualplan_deck.plan.model import Plan
from mutualplan_deck.powerpoint.baseline import Baseline, SlideBase, held, keep, layout_of, slide_list
from mutualplan_deck.powerpoint.carrying import TextEdit, added_rows, carry, given_up, text_edits
from mutualplan_deck.powerpoint.grafting import Graft
from mutualplan_deck.powerpoint.ledger import Change, Choices, Ledger
from mutualplan_deck.powerpoint.markup import RELATION, SLIDE
from mutualplan_deck.powerpoint.matching import match_slides
from mutualplan_deck.powerpoint.merge_slide import SlideMerge
from mutualplan_deck.powerpoint.merge_text import Side, merge_words, set_paragraphs
from mutualplan_deck.powerpoint.package import Package, read, write
from mutualplan_deck.powerpoint.placeholders import layouts
from mutualplan_deck.powerpoint.seal import seal, untouched
from mutualplan_deck.powerpoint.sheet import Sheet, notes_body, notes_words

_P, _R = f"{{{SLIDE}}}", f"{{{RELATION}}}"
_SECTION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_REBUILT = 0.3  # of our boxes gone from the slides that are there


class Updated(msgspec.Struct, frozen=True):
    """A deck brought up to date, and what there is to tell, in the order of the slides."""

    data: bytes
    changes: tuple[Change, ...]

    def of(self, *kinds: str) -> tuple[Change, ...]:
        """The changes of some kinds."""
        return tuple(c for c in self.changes if c.kind in kinds)


def update(old: bytes, fresh: bytes, choices: Choices | None = None) -> Updated | None:
    """The deck `old` brought to what `fresh` says; None if `old` has no baseline to compare with.

    Raises UnwritableFileError if a newer version wrote it, or if so little of what we wrote is left that the
    deck was made anew elsewhere.
    """
    mine, new = _opened(old), read(fresh)
    base, wanted = held(mine) if mine else None, held(new)
    if mine is None or base is None or wanted is None:
        return None
    if not base.merged and untouched(old):
        return Updated(_with_history(fresh, new, base, wanted), ())
    work = _Update(mine, new, base, wanted, Ledger(choices or Choices()))
    return work.run() if base.form == wanted.form else work.move()


class Edits(msgspec.Struct, frozen=True):
    """What a person wrote on the slides: texts with keys, and rows added to the table of steps.

    A row is its cells' texts by what the column's head is called (`step`, `owner`, `due`, `status`); `plan`
    is the newest version of the plan that the deck remembers.
    """

    texts: tuple[TextEdit, ...]
    rows: tuple[dict[str, str], ...]
    plan: Plan | None


def edits_in(data: bytes) -> Edits | None:
    """What was changed by hand in a deck; None if it does not say what was built."""
    package = _opened(data)
    base = held(package) if package else None
    if package is None or base is None:
        return None
    found = match_slides(package, base)
    pairs = [(sheet, slide) for b, sheet in found.items() if (slide := base.slide(b))]
    texts = tuple(e for sheet, slide in pairs for e in text_edits(sheet, slide))
    rows = tuple(row for sheet, slide in pairs for row in added_rows(sheet, slide))
    newest = max(base.snapshots, default="")
    plan = Plan.model_validate_json(base.snapshots[newest]) if newest else None
    return Edits(texts, rows, plan)


def _opened(data: bytes) -> Package | None:
    """A file's parts, if it is a presentation at all."""
    from lxml import etree

    try:
        package = read(data)
        package.presentation  # noqa: B018
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, StopIteration, ValueError):
        return None
    return package


def _with_history(fresh: bytes, new: Package, base: Baseline, wanted: Baseline) -> bytes:
    """The fresh deck, with the days that the old one remembers."""
    snapshots = {**base.snapshots, **wanted.snapshots}
    if snapshots == wanted.snapshots:
        return fresh
    keep(new, msgspec.structs.replace(wanted, snapshots=snapshots))
    seal(new)
    return write(new)


class _Update:
    def __init__(self, mine: Package, new: Package, base: Baseline, wanted: Baseline, ledger: Ledger) -> None:
        self._mine, self._new, self._base, self._wanted = mine, new, base, wanted
        self._ledger = ledger
        self._graft = Graft(new, mine)
        self._found = match_slides(mine, base)
        self._order = {part: number for number, part in slide_list(mine)}
        self._ids: dict[str, dict[str, str]] = {}

    def run(self) -> Updated:
        merges = self._merges()
        self._refuse(merges)
        for block, merge in merges.items():
            self._slide(block, merge)
        self._tell_deleted()
        self._arrange(self._added())
        self._remember()
        self._mine.prune()
        self._mine.drop("", "thumbnail")
        self._mine.prune()
        seal(self._mine)
        return Updated(write(self._mine), tuple(self._ledger.changes))

    def move(self) -> Updated:
        """The fresh deck in its other look, with what a person wrote; what can't come along is told."""
        edits = self._text_edits(self._found)
        for block, sheet in self._found.items():
            if base := self._base.slide(block):
                given_up(self._ledger, sheet, base, self._number(sheet.part))
        ours = {sheet.part for sheet in self._found.values()}
        for part in self._order:
            if part not in ours:
                self._ledger.slide = self._number(part)
                self._ledger.note("given_up", f"slide {self._ledger.slide}", "the added slide")
        known = layouts(self._new)
        for (_, part), wanted in zip(slide_list(self._new), self._wanted.slides, strict=True):
            sheet = Sheet(self._new, part, layout_of(self._new, known, part))
            self._ledger.slide = [p for _, p in slide_list(self._new)].index(part) + 1
            if carry(self._ledger, sheet, wanted, edits):
                self._new.parts[part] = _xml(sheet.root)
        snapshots = {**self._base.snapshots, **self._wanted.snapshots}
        keep(self._new, msgspec.structs.replace(self._wanted, snapshots=snapshots, merged=bool(edits)))
        seal(self._new)
        return Updated(write(self._new), tuple(self._ledger.changes))

    def _text_edits(self, blocks: Iterable[str]) -> list[TextEdit]:
        found = ((self._found[b], self._base.slide(b)) for b in blocks)
        return [e for sheet, base in found if base for e in text_edits(sheet, base)]

    def _merges(self) -> dict[str, SlideMerge]:
        known, parts = (
            layouts(self._new),
            dict(zip((s.block for s in self._wanted.slides), slide_list(self._new), strict=True)),
        )
        found = {}
        for wanted in self._wanted.slides:
            base = self._base.slide(wanted.block)
            if base is None or wanted.block not in self._found:
                continue
            part = parts[wanted.block][1]
            sheet = Sheet(self._new, part, layout_of(self._new, known, part))
            mine = self._found[wanted.block]
            found[wanted.block] = SlideMerge(self._ledger, self._graft, mine, base, sheet, wanted)
        return found

    def _refuse(self, merges: dict[str, SlideMerge]) -> None:
        """A deck in which little is left of ours was made anew elsewhere; guessing would destroy it.

        A slide that is gone was deleted, unless another says much of what it said: that one was made anew.
        """
        counts = [m.missing for m in merges.values()]
        gone = [s for s in self._base.slides if s.block not in self._found]
        counts += [(len(s.boxes), len(s.boxes)) for s in gone if self._made_anew(s)]
        missing, written = sum(m for m, _ in counts), sum(w for _, w in counts)
        if self._base.slides and (not merges or missing > _REBUILT * written):
            raise UnwritableFileError(
                "too little of this deck is as it was built: it seems to have been made anew elsewhere. "
                "Build under another name with -o, or start over with --fresh"
            )

    def _made_anew(self, slide: SlideBase) -> bool:
        texts = {b.fields.text for b in slide.boxes.values() if len(b.fields.text) > 3}
        known = layouts(self._mine)
        ours = {sheet.part for sheet in self._found.values()}
        for part in self._order:
            if part not in ours and texts:
                sheet = Sheet(self._mine, part, layout_of(self._mine, known, part))
                said = {sheet.fields(e).text for e in sheet.boxes()}
                if len(texts & said) > _REBUILT * len(texts):
                    return True
        return False

    def _number(self, part: str) -> int:
        return list(self._order).index(part) + 1 if part in self._order else 0

    def _slide(self, block: str, merge: SlideMerge) -> None:
        from lxml import etree

        sheet = self._found[block]
        self._ledger.slide = self._number(sheet.part)
        before = etree.tostring(sheet.root)
        merge.run()
        self._ids[block] = merge.ids()
        if etree.tostring(sheet.root) != before:
            self._mine.parts[sheet.part] = _xml(sheet.root)
            self._drop_unused(sheet)
        self._notes(block, sheet.part)

    def _drop_unused(self, sheet: Sheet) -> None:
        """Relationships that only what is gone needed."""
        used = {v for e in sheet.root.iter() for k, v in e.attrib.items() if k.startswith(_R)}
        kinds = ("image", "chart")
        known = self._mine.relations.get(sheet.part, [])
        kept = [r for r in known if r.id in used or r.kind.rsplit("/", 1)[-1] not in kinds]
        self._mine.relations[sheet.part] = kept

    def _notes(self, block: str, slide: str) -> None:
        base, wanted = self._base.slide(block), self._wanted.slide(block)
        if base is None or wanted is None or base.notes == wanted.notes == notes_words(self._mine, slide):
            return
        part, root, body = notes_body(self._mine, slide)
        source = self._fresh_part(block)
        fresh_part, _, fresh = notes_body(self._new, source)
        if body is None:
            if not base.notes and fresh_part:
                self._mine.relate(slide, "notesSlide", self._graft.notes(fresh_part, slide, wide=True))
            return
        there = notes_words(self._mine, slide)
        keys = [[w.text for w in words] for words in (base.notes, wanted.notes)]
        new = Side(wanted.notes, _note_keys(keys[0], keys[1]), fresh)
        sides = Side(base.notes, keys[0]), Side(there, (), body), new
        set_paragraphs(body, merge_words(self._ledger, f"{block}/notes", *sides))
        self._mine.parts[part] = _xml(root)

    def _fresh_part(self, block: str) -> str:
        number = [s.block for s in self._wanted.slides].index(block)
        return slide_list(self._new)[number][1]

    def _tell_deleted(self) -> None:
        """Slides deleted by hand stay away; if what they showed has changed, that is told."""
        for wanted in self._wanted.slides:
            base = self._base.slide(wanted.block)
            if base is None or wanted.block in self._found:
                continue
            texts = [{n: b.fields.text for n, b in s.boxes.items()} for s in (base, wanted)]
            if texts[0] != texts[1]:
                self._ledger.slide = 0
                self._ledger.note("deleted", wanted.block, "slide", base.title, "", wanted.title)

    def _added(self) -> dict[str, str]:
        """Slides that are new in this form of the deck, as parts of mine, by block."""
        new = [s for s in self._wanted.slides if self._base.slide(s.block) is None]
        parts = {s.block: self._graft.slide(self._fresh_part(s.block), wide=True) for s in new}
        edits = self._text_edits(b for b in self._found if self._wanted.slide(b) is None)
        for slide in new if edits else ():
            sheet = Sheet(self._mine, parts[slide.block], None)
            if carry(self._ledger, sheet, slide, edits):
                self._mine.parts[sheet.part] = _xml(sheet.root)
        self._ids |= {s.block: {n: b.id for n, b in s.boxes.items()} for s in new}
        return parts

    def _dropped(self) -> list[str]:
        """Slides this form of the deck no longer has; one that a person worked on stays."""
        gone = [b for b in self._found if self._wanted.slide(b) is None]
        stay = [b for b in gone if self._worked_on(b)]
        for block in stay:
            base = self._base.slide(block)
            self._ledger.slide = self._number(self._found[block].part)
            self._ledger.note("dropped", block, "slide", base.title if base else "")
        return [b for b in gone if b not in stay]

    def _worked_on(self, block: str) -> bool:
        """Whether more was done to a slide than to write other words, which go along."""
        base, sheet = self._base.slide(block), self._found[block]
        if base is None:
            return True
        account = Ledger(Choices())
        given_up(account, sheet, base, 0)
        return bool(account.changes)

    def _arrange(self, added: dict[str, str]) -> None:
        """The presentation's list of slides, and its sections."""
        from lxml import etree

        dropped = {self._found[b].part for b in self._dropped()}
        blocks = {sheet.part: block for block, sheet in self._found.items()}
        yours = [blocks.get(part, f"+{part}") for part in self._order if part not in dropped]
        base = [s.block for s in self._base.slides if s.block in yours]
        new = [s.block for s in self._wanted.slides if s.block in yours or s.block in added]
        kept = [b for b in yours if b in base and b not in new]
        order = merged_order(base, yours, new, kept)
        if not added and not dropped and order == yours:
            return
        root = etree.fromstring(self._mine.parts[self._mine.presentation])
        parts = {b: self._found[b].part for b in self._found} | added
        _list(self._mine, root, [parts.get(k) or k.removeprefix("+") for k in order])
        self._mine.parts[self._mine.presentation] = _xml(root)

    def _remember(self) -> None:
        """The baseline of the next update: what the plan says now, under the ids that are in the file."""
        numbers = {part: number for number, part in slide_list(self._mine)}
        slides = []
        for wanted in self._wanted.slides:
            part = self._found[wanted.block].part if wanted.block in self._found else ""
            ids = self._ids.get(wanted.block, {})
            boxes = {n: msgspec.structs.replace(b, id=ids.get(n, "")) for n, b in wanted.boxes.items()}
            slides.append(msgspec.structs.replace(wanted, id=numbers.get(part, ""), boxes=boxes))
        snapshots = {**self._base.snapshots, **self._wanted.snapshots}
        keep(
            self._mine,
            msgspec.structs.replace(self._wanted, slides=tuple(slides), snapshots=snapshots, merged=True),
        )


def _note_keys(base: list[str], new: list[str]) -> list[str]:
    """The plan's notes under the keys of the ones they replace: a note is known by what it says."""
    back = {j: i for i, j in matched(base, new).items()}
    return [base[back[j]] if j in back else text for j, text in enumerate(new)]


def _list(package: Package, root: Any, parts: list[str]) -> None:
    """Write the slides in this order; a new one gets the next id and stands in its neighbour's section."""
    from lxml import etree

    listed = root.find(f"{_P}sldIdLst")
    if listed is None:
        listed = etree.Element(f"{_P}sldIdLst")
        root.find(f"{_P}sldSz").addprevious(listed)
    items = {package_target(package, i.get(f"{_R}id")): i for i in listed}
    highest = max((int(i.get("id")) for i in listed), default=255)
    for item in list(listed):
        listed.remove(item)
    gone = {i.get("id"): None for part, i in items.items() if part not in parts}
    behind: dict[str, str] = {}
    for k, part in enumerate(parts):
        item = items.get(part)
        if item is None:
            highest += 1
            item = etree.Element(f"{_P}sldId", id=str(highest))
            item.set(f"{_R}id", package.relate(package.presentation, "slide", part))
            behind[str(highest)] = listed[k - 1].get("id") if k else ""
        listed.append(item)
    _unlink(package, [part for part in items if part not in parts])
    _sections(root, gone, behind)


def package_target(package: Package, relation: str) -> str:
    """The part a relationship of the presentation leads to."""
    known = package.relations[package.presentation]
    return next((r.target for r in known if r.id == relation), "")


def _unlink(package: Package, parts: list[str]) -> None:
    for source, known in package.relations.items():
        if source == package.presentation:
            package.relations[source] = [r for r in known if r.target not in parts]


def _sections(root: Any, gone: dict[str, None], behind: dict[str, str]) -> None:
    from lxml import etree

    for section in root.iter(f"{_SECTION}sldIdLst"):
        for item in list(section):
            if item.get("id") in gone:
                section.remove(item)
    for new, neighbour in behind.items():
        items = list(root.iter(f"{_SECTION}sldId"))
        place = next((i for i in items if i.get("id") == neighbour), items[0] if items else None)
        if place is not None:
            place.addnext(etree.Element(f"{_SECTION}sldId", id=new))


def _xml(root: Any) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
