"""A slide in an update: box by box, on the slide that is there; what a person added is not touched."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from mutualplan_deck.deck.merging import merged_order
from mutualplan_deck.powerpoint.baseline import BoxBase, SlideBase
from mutualplan_deck.powerpoint.fields import (
    Fields,
    frame_of,
    same_paint,
    same_place,
    same_words,
)
from mutualplan_deck.powerpoint.grafting import Graft
from mutualplan_deck.powerpoint.ledger import Ledger
from mutualplan_deck.powerpoint.markup import DRAWING, EMU, SLIDE
from mutualplan_deck.powerpoint.matching import match_boxes
from mutualplan_deck.powerpoint.merge_chart import merge_chart
from mutualplan_deck.powerpoint.merge_table import merge_table
from mutualplan_deck.powerpoint.merge_text import Side, merge_words, set_paragraphs
from mutualplan_deck.powerpoint.sheet import CHILDREN, Sheet, identity

_A, _P = f"{{{DRAWING}}}", f"{{{SLIDE}}}"
_FILL = ("noFill", "solidFill", "gradFill", "pattFill", "blipFill", "grpFill")


class SlideMerge:
    """One slide: `mine` as it is, `new` as the plan would have it; `base`, `wanted` are their baselines."""

    def __init__(
        self, ledger: Ledger, graft: Graft, mine: Sheet, base: SlideBase, new: Sheet, wanted: SlideBase
    ) -> None:
        self._ledger, self._graft = ledger, graft
        self._mine, self._base, self._new, self._wanted = mine, base, new, wanted
        self._found = match_boxes(mine, base)
        self._fresh = {identity(e).get("name"): e for e in new.boxes()}
        self._seen = {name: mine.fields(e) for name, e in self._found.items()}
        self._number = max(
            (int(i) for e in mine.root.iter(f"{_P}cNvPr") if (i := e.get("id", "")).isdigit()), default=1
        )
        self._from_plan: list[Any] = []

    @property
    def missing(self) -> tuple[int, int]:
        """How many of our boxes are not there, and how many we wrote; a group that is gone counts once."""
        gone = [n for n in self._base.boxes if n not in self._found]
        alone = [n for n in gone if self._base.groups.get(n) not in gone]
        return len(alone), len(self._base.boxes)

    def run(self) -> None:
        """Bring the slide's tree up to date."""
        for name in self._wanted.boxes:
            if name in self._found and name in self._base.boxes:
                self._found[name] = self._merge(name)
        removed = self._removable()
        added = self._add()
        self._order()
        for name in removed:
            element = self._found.pop(name)
            element.getparent().remove(element)
        self._tell_deleted(added)
        self._glue()

    def ids(self) -> dict[str, str]:
        """The ids by which our boxes are known now."""
        return {name: identity(e).get("id") for name, e in self._found.items()}

    def key(self, name: str) -> str:
        """What a box is called: `mp.summary.ask.1.text` is `summary/ask.1.text`."""
        return name.removeprefix("mp.").replace(".", "/", 1)

    def _merge(self, name: str) -> Any:
        base, wanted, seen = self._base.boxes[name], self._wanted.boxes[name], self._seen[name]
        mine, fresh = self._found[name], self._fresh[name]
        if seen.kind != wanted.fields.kind:
            return mine
        if seen.kind == "group":
            return self._group(name, mine, fresh)
        if seen.kind == "chart":
            sides = (self._mine, mine), (self._new, fresh)
            boxes = seen, wanted.fields
            merge_chart(self._ledger, self._graft, self._chart_key(name), base, *sides, boxes)
            return self._edited(name, mine)
        if unedited(base.fields, seen) and not self._repainted(name, seen):
            self._tell_followed(name, base, wanted)
            return self._put(name, self._copy(name))
        if seen.kind == "table":
            table = merge_table(self._ledger, self.key(name), base, mine, seen, wanted, self._copy(name))
            return self._table(name, table)
        return self._edited(name, mine)

    def _chart_key(self, name: str) -> str:
        return self.key(name)

    def _repainted(self, name: str, seen: Fields) -> bool:
        """A picture is the plan's only if it is the one we put there."""
        return seen.kind == "picture" and seen.image != self._base.boxes[name].fields.image

    def _tell_followed(self, name: str, base: BoxBase, wanted: BoxBase) -> None:
        if base.fields.text != wanted.fields.text:
            self._ledger.note("followed", self.key(name), "text", base.fields.text, "", wanted.fields.text)

    def _copy(self, name: str) -> Any:
        """The plan's element with what it needs, under the id that the box has."""
        element = deepcopy(self._fresh[name])
        if element.tag != f"{_P}grpSp":
            self._graft.element(element, self._new.part, self._mine.part)
        return element

    def _put(self, name: str, element: Any) -> Any:
        mine = self._found[name]
        identity(element).set("id", identity(mine).get("id"))
        mine.getparent().replace(mine, element)
        self._from_plan.append(element)
        return element

    def _table(self, name: str, table: Any) -> Any:
        mine = self._found[name]
        if table is mine:
            return mine
        if not self._placed(name):
            frame = frame_of(table)
            frame.getparent().replace(frame, deepcopy(frame_of(mine)))
        return self._put(name, table)

    def _placed(self, name: str) -> bool:
        """Whether the plan decides where a box is."""
        base, seen, wanted = self._base.boxes[name].fields, self._seen[name], self._wanted.boxes[name].fields
        return self._ledger.settle(
            f"{self.key(name)}/place", "place", base.at, seen.at, wanted.at, same=same_place, taste=True
        )

    def _edited(self, name: str, mine: Any) -> Any:
        """Field by field on the element that is there."""
        base, seen, wanted = self._base.boxes[name], self._seen[name], self._wanted.boxes[name]
        fresh, key = self._fresh[name], self.key(name)
        if self._placed(name):
            self._set_place(mine, fresh)
        for field in ("fill", "line", "form", "frame"):
            values = [f.look.get(field) for f in (base.fields, seen, wanted.fields)]
            if (
                seen.kind != "chart"
                and values[0]
                and values[1] is not None
                and self._ledger.settle(f"{key}/{field}", field, *values, same=same_paint, taste=True)
            ):
                _set_look(mine, fresh, field)
        if seen.kind == "picture":
            self._picture(name, mine)
        self._set_alt(name, mine)
        body = mine.find(f"{_P}txBody")
        if body is not None and fresh.find(f"{_P}txBody") is not None:
            sides = (
                Side(base.fields.words, base.keys),
                Side(seen.words, (), body),
                Side(wanted.fields.words, wanted.keys, fresh.find(f"{_P}txBody")),
            )
            set_paragraphs(body, merge_words(self._ledger, key, *sides))
        return mine

    def _set_place(self, mine: Any, fresh: Any) -> None:
        frame, wanted = frame_of(mine), frame_of(fresh)
        if wanted is None:
            if frame is not None and frame.getparent().tag == f"{_P}spPr":
                frame.getparent().remove(frame)
        elif frame is None:
            mine.find(f"{_P}spPr").insert(0, deepcopy(wanted))
        else:
            frame.getparent().replace(frame, deepcopy(wanted))

    def _picture(self, name: str, mine: Any) -> None:
        images = [
            f.image
            for f in (self._base.boxes[name].fields, self._seen[name], self._wanted.boxes[name].fields)
        ]
        if self._ledger.settle(f"{self.key(name)}/picture", "picture", *images, show=lambda _: "a picture"):
            copy = self._copy(name)
            mine.replace(mine.find(f"{_P}blipFill"), copy.find(f"{_P}blipFill"))

    def _set_alt(self, name: str, mine: Any) -> None:
        """Alt text that another program dropped comes back; one that a person wrote stays."""
        base, seen, wanted = (
            f.alt for f in (self._base.boxes[name].fields, self._seen[name], self._wanted.boxes[name].fields)
        )
        key = f"{self.key(name)}/alt"
        if (not seen or self._ledger.settle(key, "alt text", base, seen, wanted)) and wanted:
            identity(mine).set("descr", wanted)

    def _group(self, name: str, mine: Any, fresh: Any) -> Any:
        """The group's own frame; what it holds is merged box by box."""
        base, seen, wanted = (
            f.moved
            for f in (self._base.boxes[name].fields, self._seen[name], self._wanted.boxes[name].fields)
        )
        frame, new = frame_of(mine), deepcopy(frame_of(fresh))
        if frame is None:
            return mine
        if not self._ledger.settle(
            f"{self.key(name)}/place", "place", base, seen, wanted, same=same_place, taste=True
        ):
            _shift(new, seen)
        frame.getparent().replace(frame, new)
        return mine

    def _removable(self) -> list[str]:
        """Boxes the plan no longer has: gone, unless a person worked on them or they are animated."""
        gone = [n for n in self._found if n not in self._wanted.boxes]
        stay = {n for n in gone if self._worth_keeping(n)}
        stay |= {self._base.groups[n] for n in stay if n in self._base.groups}
        return [n for n in gone if n not in stay]

    def _worth_keeping(self, name: str) -> bool:
        base, seen, element = self._base.boxes[name].fields, self._seen[name], self._found[name]
        ours = set(map(id, self._found.values()))
        guests = seen.kind == "group" and any(id(e) not in ours for e in element.iterchildren(*CHILDREN))
        animated = identity(element).get("id") in {e.get("spid") for e in self._mine.root.iter(f"{_P}spTgt")}
        edited = seen.text != base.text or seen.values != base.values
        if not (guests or animated or edited):
            return False
        if edited and self._ledger.choices.takes(self.key(name)):
            return False
        self._ledger.note("dropped", self.key(name), "box", base.text, seen.text)
        return True

    def _add(self) -> set[str]:
        """Boxes that are new in the plan, into the group they belong to or onto the slide."""
        added = {n for n in self._wanted.boxes if n not in self._base.boxes and n not in self._found}
        for name in self._wanted.boxes:
            group = self._wanted.groups.get(name, "")
            if name not in added or group in added:
                continue
            element = (
                self._copy(name)
                if self._wanted.boxes[name].fields.kind != "group"
                else self._whole_group(name)
            )
            self._renumber(element)
            home = self._found.get(group, self._mine.tree) if group else self._mine.tree
            home.append(element)
            self._from_plan.append(element)
            self._found[name] = element
            for child in element.iterchildren(*CHILDREN):
                self._found[identity(child).get("name")] = child
                self._from_plan.append(child)
        return added

    def _whole_group(self, name: str) -> Any:
        element = deepcopy(self._fresh[name])
        self._graft.element(element, self._new.part, self._mine.part)
        return element

    def _renumber(self, element: Any) -> None:
        for said in element.iter(f"{_P}cNvPr"):
            self._number += 1
            said.set("id", str(self._number))

    def _tell_deleted(self, added: set[str]) -> None:
        for name, wanted in self._wanted.boxes.items():
            if name in self._found or name in added or name not in self._base.boxes:
                continue
            base = self._base.boxes[name].fields
            if (base.text, base.values) != (wanted.fields.text, wanted.fields.values):
                self._ledger.note("deleted", self.key(name), "box", base.text, "", wanted.fields.text)

    def _order(self) -> None:
        """Boxes in the plan's order, on the slide and in groups; a person's own stay behind what is there."""
        names = {id(e): n for n, e in self._found.items()}
        for parent in (self._mine.tree, *(e for e in self._found.values() if e.tag == f"{_P}grpSp")):
            children = list(parent.iterchildren(*CHILDREN))
            mine = [names.get(id(c), f"+{k}") for k, c in enumerate(children)]
            there = dict(zip(mine, children, strict=True))
            base = [n for n in self._base.boxes if n in there]
            new = [n for n in self._wanted.boxes if n in there]
            yours = [n for n in mine if n in self._base.boxes or n.startswith("+")]
            order = merged_order(base, yours, new, kept=base)
            if order != mine:
                _sort(parent, [there[n] for n in order])

    def _glue(self) -> None:
        """The plan's connectors hold the shapes there are; what held one now gone holds nothing."""
        names = {identity(e).get("id"): n for n, e in self._fresh.items()}
        ids = self.ids()
        there = {e.get("id") for e in self._mine.root.iter(f"{_P}cNvPr")}
        planned = {id(e) for e in self._from_plan}
        for connector in self._mine.root.iter(f"{_P}cxnSp"):
            for tag in ("stCxn", "endCxn"):
                for end in list(connector.iter(_A + tag)):
                    if id(connector) in planned:
                        end.set("id", ids.get(names.get(end.get("id"), ""), ""))
                    if end.get("id") not in there:
                        end.getparent().remove(end)


def unedited(base: Fields, seen: Fields) -> bool:
    """Whether a box is as we wrote it, as far as a person can see."""
    return (
        base.kind == seen.kind
        and same_place(base.at, seen.at)
        and (base.alt == seen.alt or not seen.alt)
        and _same_look(base, seen)
        and len(base.words) == len(seen.words)
        and all(map(same_words, base.words, seen.words))
        and same_place(base.columns, seen.columns)
        and _same_rows(base, seen)
    )


def _same_look(base: Fields, seen: Fields) -> bool:
    """What only one of two programs says counts as the same; so does how a connector is bent, which they
    say in several ways that look alike."""
    told = [k for k in base.look if base.kind != "connector" or k == "line"]
    pairs = ((base.look[k], seen.look.get(k)) for k in told)
    return all(not one or other is None or same_paint(one, other) for one, other in pairs)


def _same_rows(base: Fields, seen: Fields) -> bool:
    if len(base.rows) != len(seen.rows):
        return False
    for one, other in zip(base.rows, seen.rows, strict=True):
        if abs(one.height - other.height) > 2 or len(one.cells) != len(other.cells):
            return False
        if not all(map(same_paint, one.fills, other.fills)):
            return False
        for a, b in zip(one.cells, other.cells, strict=True):
            if (
                (a is None) != (b is None)
                or len(a or ()) != len(b or ())
                or not all(map(same_words, a or (), b or ()))
            ):
                return False
    return True


def _shift(frame: Any, moved: tuple[float, float, float, float]) -> None:
    """A group's frame, moved and scaled as a person did it."""
    off, ext = frame.find(f"{_A}off"), frame.find(f"{_A}ext")
    for key, by in (("x", moved[0]), ("y", moved[1])):
        off.set(key, str(int(off.get(key)) + round(by * EMU)))
    for key, times in (("cx", moved[2]), ("cy", moved[3])):
        ext.set(key, str(round(int(ext.get(key)) * times)))


def _set_look(mine: Any, fresh: Any, field: str) -> None:
    """One part of a shape's looks from the plan's."""
    if field == "frame":
        old, new = (e.find(f"{_P}txBody/{_A}bodyPr") for e in (mine, fresh))
    else:
        holders = mine.find(f"{_P}spPr"), fresh.find(f"{_P}spPr")
        tags = {"fill": _FILL, "line": ("ln",), "form": ("prstGeom", "custGeom")}[field]
        old, new = (next((c for c in h if c.tag in [_A + t for t in tags]), None) for h in holders)
    if old is not None and new is not None:
        old.getparent().replace(old, deepcopy(new))
    elif old is not None and field != "form":
        old.getparent().remove(old)
    elif new is not None and field != "frame":
        _insert(mine.find(f"{_P}spPr"), deepcopy(new))


def _insert(holder: Any, new: Any) -> None:
    """A child where the schema wants it: frame, form, fill, line."""
    order = [
        "xfrm",
        "custGeom",
        "prstGeom",
        *_FILL,
        "ln",
        "effectLst",
        "effectDag",
        "scene3d",
        "sp3d",
        "extLst",
    ]
    rank = order.index(new.tag.removeprefix(_A))
    before = [c for c in holder if c.tag.removeprefix(_A) in order[:rank]]
    holder.insert(holder.index(before[-1]) + 1 if before else 0, new)


def _sort(parent: Any, children: list[Any]) -> None:
    """The children of a tree in this order, what is no box where it was: first and last."""
    first = min(parent.index(c) for c in children)
    for child in children:
        parent.remove(child)
    for k, child in enumerate(children):
        parent.insert(first + k, child)
