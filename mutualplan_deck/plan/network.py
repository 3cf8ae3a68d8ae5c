"""Which open step waits for which: order, cycles and ids nobody knows. No recursion, linear in links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from mutualplan_deck.plan.model import Plan, Step

Links = Mapping[str, Sequence[str]]


class Network(Struct, frozen=True):
    """The open steps and their links, without the steps of any cycle.

    `order` lists ids so that each comes after what it waits for; `before` and `after` are open steps
    only. `cycles` are groups of ids that wait for each other.
    """

    steps: Mapping[str, Step]
    order: tuple[str, ...]
    before: Links
    after: Links
    cycles: tuple[tuple[str, ...], ...]

    @property
    def linked(self) -> frozenset[str]:
        """Ids of the steps that wait for something, or that something waits for."""
        return frozenset(i for i in self.order if self.before[i] or self.after[i])


def network(plan: Plan) -> Network:
    """The network of a plan's open steps; of several steps with one id the first counts."""
    steps: dict[str, Step] = {}
    for step in plan.steps:
        steps.setdefault(step.id, step)
    opened = {i: s for i, s in steps.items() if s.open}
    before = {i: [p for p in dict.fromkeys(s.after) if p in opened] for i, s in opened.items()}
    cycles = tuple(_cycles(before))
    looping = {i for cycle in cycles for i in cycle}
    kept = {i: [p for p in links if p not in looping] for i, links in before.items() if i not in looping}
    return Network(
        {i: opened[i] for i in kept}, tuple(_finished(kept, _reversed(kept))), kept, _reversed(kept), cycles
    )


def reachable(links: Links, start: str) -> frozenset[str]:
    """Every id that can be reached from `start` along the links, without `start` itself."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        fresh = [i for i in links[waiting.pop()] if i not in seen]
        seen.update(fresh)
        waiting += fresh
    return frozenset(seen)


def _reversed(links: Links) -> dict[str, list[str]]:
    back: dict[str, list[str]] = {i: [] for i in links}
    for i, targets in links.items():
        for target in targets:
            back[target].append(i)
    return back


def _finished(before: Links, after: Links) -> Iterator[str]:
    """Ids in order of what they wait for (Kahn); only complete when there are no cycles."""
    waits = {i: len(links) for i, links in before.items()}
    ready = [i for i, count in waits.items() if not count]
    for i in ready:
        yield i
        for successor in after[i]:
            waits[successor] -= 1
            if not waits[successor]:
                ready.append(successor)


def _cycles(links: Links) -> Iterator[tuple[str, ...]]:
    """Groups of ids that wait for each other (Kosaraju), each in the order of the plan."""
    rank = {i: n for n, i in enumerate(links)}
    back = _reversed(links)
    seen: set[str] = set()
    for i in reversed(_leaving_order(links)):
        group = _collect(back, i, seen)
        if len(group) > 1 or (group and i in links[i]):
            yield tuple(sorted(group, key=rank.__getitem__))


def _leaving_order(links: Links) -> list[str]:
    """Ids in the order a depth-first walk leaves them."""
    left: list[str] = []
    seen: set[str] = set()
    for root in links:
        path = [] if root in seen else [(root, iter(links[root]))]
        seen.add(root)
        while path:
            i, targets = path[-1]
            fresh = next((t for t in targets if t not in seen), None)
            if fresh is None:
                left.append(i)
                path.pop()
            else:
                seen.add(fresh)
                path.append((fresh, iter(links[fresh])))
    return left


def _collect(links: Links, start: str, seen: set[str]) -> list[str]:
    """Ids reached from `start` that nobody has seen yet; marks them seen."""
    group = [] if start in seen else [start]
    seen.add(start)
    for i in group:
        fresh = [t for t in links[i] if t not in seen]
        seen.update(fresh)
        group += fresh
    return group
