"""Texts that an editor keeps as a tree of nodes: {"type": "doc", "content": [{"type": "paragraph", …}]}."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mutualplan_deck.readers import words
from mutualplan_deck.readers.json.lists import MAX_DEPTH, Column, child, said
from mutualplan_deck.readers.words import key, spaced

_ROOTS = ("doc", "document", "root")
_BELOW = ("content", "children", "nodes", "blocks")
_INLINE = frozenset(("text", "mention", "emoji", "link", "strong", "em"))
_BREAKS = frozenset(("hardbreak", "break", "br"))


def as_texts(value: Any, depth: int = 0) -> Any:
    """The same file with such trees as texts; what a node keeps for one side stands beside, marked so."""
    if depth > MAX_DEPTH:
        return value
    if isinstance(value, list):
        value[:] = [as_texts(one, depth + 1) for one in value]
        return value
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for name, member in value.items():
        if not _is_document(member):
            found[name] = as_texts(member, depth + 1)
            continue
        ours: list[str] = []
        found[name] = "".join(_said_in(member, ours, depth)).strip()
        if ours:
            found[Column("internal note", child("", name))] = "\n".join(ours)
    return found


def _is_document(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and str(value.get("type", "")).casefold() in _ROOTS
        and any(isinstance(value.get(name), list) for name in _BELOW)
    )


def _said_in(node: Mapping[str, Any], ours: list[str], depth: int) -> Iterator[str]:
    """The text of a node; that of nodes for one side goes to `ours`."""
    sort = str(node.get("type", ""))
    if isinstance(text := node.get("text"), str):
        yield text
    elif sort.casefold() in _BREAKS:
        yield "\n"
    if depth > MAX_DEPTH:
        return
    for one in next((node[n] for n in _BELOW if isinstance(node.get(n), list)), ()):
        if not isinstance(one, dict):
            continue
        if _is_for_us(str(one.get("type", ""))):
            ours.append("".join(_said_in(one, [], depth + 1)).strip())
        else:
            yield from _said_in(one, ours, depth + 1)
    if sort.casefold() not in (*_ROOTS, *_INLINE):
        yield "\n"


def _is_for_us(sort: str) -> bool:
    """Whether a sort of node says that it is for one side: "teamBlock", "internalNote"."""
    plain = key(spaced(sort))
    return words.is_internal(plain) or not (said("insiders") | said("marks")).isdisjoint(plain.split(" "))
