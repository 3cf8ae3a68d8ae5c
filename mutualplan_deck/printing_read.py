"""What a person reads about what was understood of a file: short where it is tidy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mutualplan_deck.printing import Screen, hung
from mutualplan_deck.readers.mapping import quoted

if TYPE_CHECKING:
    from mutualplan_deck.plan.model import Plan
    from mutualplan_deck.readers import Reading
    from mutualplan_deck.readers.understood import Block, Doubt, Header, Heard, LeftOut, Proposal

_ONE = {"people": "person", "capabilities": "capability", "plan": "fact of the plan"}
_MANY = {"plan": "facts of the plan"}
_WHY = {
    "hidden": "hidden",
    "internal": "internal",
    "unknown": "unknown",
    "no item": "no item",
    "another deal": "other deal",
    "old copy": "old copy",
}
_ENDS = {"issues": "baseline and target", "outcomes": "before and after"}
_MOST = 8  # of a kind; beyond, the rest is counted
_SORTS = {"owner": "Owners", "status": "Statuses", "side": "Sides"}


def understood_text(reading: Reading, screen: Screen) -> Iterator[str]:
    """All of it: blocks and headers, owners and statuses, what may mean two things, what is left out."""
    found = reading.understood
    yield f"{screen.paint(reading.source.name, 'head')}: {_about(reading.plan)}"
    yield from _blocks(found.blocks, screen)
    for sort, title in _SORTS.items():
        yield from _heard([h for h in found.heard if h.sort == sort], title, screen)
    yield from _doubts(found.doubts, screen)
    yield from _proposals(found.proposals, screen)
    yield from _left_out(found.left_out, screen)


def understood_lines(reading: Reading) -> Iterator[str]:
    """A line a thing, for a pipe: `block steps Timeline!A5:H18: 14 steps`."""
    found = reading.understood
    for block in found.blocks:
        yield f"block {block.section} {block.area}: {_counted(block)}"
        yield from (f"header {h.place}: {_flat(h.title)} = {_path(block, h)}" for h in block.headers)
    yield from (f"{h.sort} {h.place}: {_flat(h.said)} = {h.read or 'nobody'}" for h in found.heard)
    for doubt in found.doubts:
        yield f"doubt {doubt.place}: {_flat(doubt.said)} = {' or '.join(doubt.readings)}; {doubt.taken}"
    for one in found.proposals:
        yield f"may be {one.place}: [{one.table}] {quoted(one.said)} = {quoted(one.meaning)}"
    yield from (f"left out {one.place}: {_flat(one.what)} ({one.why})" for one in found.left_out)


def _about(plan: Plan) -> str:
    return f"{plan.customer.name} and {plan.vendor.name or 'a vendor to confirm'}"


def _blocks(blocks: Sequence[Block], screen: Screen) -> Iterator[str]:
    shown = [b for b in blocks if b.items or b.headers]
    wide = max((len(_counted(b)) for b in shown), default=0)
    yield ""
    for block in shown:
        yield f"  {_counted(block):<{wide}}  {screen.paint(block.area, 'quiet')}"
        named = [_named(h, block) for h in block.headers]
        said = " · ".join(n for n in named if n)
        if said:
            yield from _quiet(hung(" " * (wide + 4), said, screen.width), screen)


def _counted(block: Block) -> str:
    if block.items == 1:
        return f"1 {_ONE.get(block.section, block.section.removesuffix('s'))}"
    return f"{block.items} {_MANY.get(block.section, block.section)}"


def _named(header: Header, block: Block) -> str:
    """A header and its field, unless they are the same word, or the header is ours."""
    name = _words(_path(block, header))
    note = f" ({header.note})" if header.note else ""
    title = _flat(header.title)
    if title.casefold() in (name, name.partition(" ")[2], block.section) or header.ours:
        return f"{title}{note}" if note else ""
    return f"{title} = {name}{note}"


def _path(block: Block, header: Header) -> str:
    return _ENDS.get(block.section, header.field) if header.field == "change" else header.field


def _words(path: str) -> str:
    return path.replace("_", " ").replace(".", " ")


def _heard(heard: Sequence[Heard], title: str, screen: Screen) -> Iterator[str]:
    """By what was read: all the ways in which it is written; what is written in full needs no line."""
    readings = {read: list(of) for read, of in groupby(sorted(heard, key=_reading), key=_reading)}
    told = {read: of for read, of in readings.items() if any(not _same(h) for h in of)}
    plain = [read for read in readings if read not in told]
    if not told:
        return
    yield ""
    yield screen.paint(title, "head")
    wide = min(34, max(len(_shown(read)) for read in told))
    for read, of in told.items():
        said = ", ".join(f"{_flat(h.said)}{f' ×{h.times}' if h.times > 1 else ''}" for h in of)
        yield from hung(f"  {_shown(read):<{wide}}  ", said, screen.width)
    if plain:
        yield from _quiet(hung("  as written: ", ", ".join(map(_bare, plain)), screen.width), screen)


def _reading(heard: Heard) -> str:
    return heard.read


def _same(heard: Heard) -> bool:
    """Whether a text says in our own words what was read."""
    return _flat(heard.said).replace("_", " ").casefold() == _bare(heard.read).casefold()


def _bare(read: str) -> str:
    """A reading without the side that is told with it."""
    return read.removesuffix(" (customer)").removesuffix(" (vendor)").replace("_", " ")


def _shown(read: str) -> str:
    return read.replace("_", " ") or "to confirm"


def _doubts(doubts: Sequence[Doubt], screen: Screen) -> Iterator[str]:
    if not doubts:
        return
    yield ""
    yield screen.paint("May mean two things", "head")
    for doubt in doubts:
        others = " or ".join(r for r in doubt.readings if r != doubt.taken)
        text = f"{doubt.said}: read as {_shown(doubt.taken)}, may be {others}"
        yield from hung(f"  {doubt.place}  ", text, screen.width)


def _proposals(proposals: Sequence[Proposal], screen: Screen) -> Iterator[str]:
    """Lines for the file beside the plan, for a person to take."""
    if not proposals:
        return
    yield ""
    yield screen.paint("Not taken; if it is meant, write it in mutualplan.toml beside the plan", "head")
    for table, listed in groupby(sorted(proposals, key=_table), key=_table):
        yield f"  [{table}]"
        for one in listed:
            yield f"  {quoted(one.said)} = {quoted(one.meaning)}  {screen.paint(f'# {one.place}', 'quiet')}"


def _table(proposal: Proposal) -> str:
    return proposal.table


def _left_out(left: Sequence[LeftOut], screen: Screen) -> Iterator[str]:
    """By reason: what, and where it stands first."""
    if not left:
        return
    yield ""
    yield screen.paint("Left out of what both sides see", "head")
    for why, mark in _WHY.items():
        listed = [one.removeprefix(f"{mark} ") for one in _alike(o for o in left if o.why == why)]
        more = [f"and {len(listed) - _MOST} more"] if len(listed) > _MOST else []
        if listed:
            yield from hung(f"  {mark:<10}  ", "; ".join([*listed[:_MOST], *more]), screen.width)


def _alike(left: Iterable[LeftOut]) -> Iterator[str]:
    """The same thing at several places once, with the first of them."""
    places: dict[str, list[str]] = {}
    for one in left:
        places.setdefault(_flat(one.what), []).append(one.place)
    for what, where in places.items():
        yield f"{what} ({where[0]}{f' and {len(where) - 1} more' if len(where) > 1 else ''})"


def _quiet(lines: Iterable[str], screen: Screen) -> Iterator[str]:
    yield from (screen.paint(line, "quiet") for line in lines)


def _flat(text: str) -> str:
    """On one line."""
    return " ".join(text.split())
