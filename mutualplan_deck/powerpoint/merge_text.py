"""Texts in an update: paragraph by paragraph, and new words in the style a person gave the old ones."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from mutualplan_deck.deck.merging import matched, merged_order
from mutualplan_deck.powerpoint.fields import Words, run_text, runs_of, same_looks, same_text
from mutualplan_deck.powerpoint.ledger import Ledger
from mutualplan_deck.powerpoint.markup import DRAWING

_A = f"{{{DRAWING}}}"


class Side:
    """The paragraphs of one side of a merge; `keys` may be fewer than the paragraphs, or empty."""

    def __init__(self, words: Sequence[Words], keys: Sequence[str] = (), body: Any = None) -> None:
        self.words = tuple(words)
        self.keys = unique(keys, len(self.words))
        self.elements = [] if body is None else body.findall(f"{_A}p")

    def word(self, key: str) -> Words:
        """The paragraph of a key."""
        return self.words[self.keys.index(key)]

    def element(self, key: str) -> Any:
        """Its element."""
        return self.elements[self.keys.index(key)]


def unique(keys: Sequence[str], count: int) -> list[str]:
    """As many keys as there are items, none twice: a nameless one is called by its number."""
    found: list[str] = []
    for k in range(count):
        key = (keys[k] if k < len(keys) else "") or f"~{k}"
        found.append(key if key not in found else f"{key}~{k}")
    return found


def merge_words(ledger: Ledger, address: str, base: Side, yours: Side, new: Side) -> list[Any]:
    """The `a:p` elements of a text after an update, never none."""
    pairs = {j: i for i, j in matched([w.text for w in base.words], [w.text for w in yours.words]).items()}
    yours.keys = [base.keys[pairs[j]] if j in pairs else f"+{j}" for j in range(len(yours.words))]
    kept = _kept(ledger, address, base, yours, new)
    order = merged_order(base.keys, yours.keys, new.keys, kept)
    _tell_deleted(ledger, address, base, yours, new)
    found = [_paragraph(ledger, address, key, base, yours, new) for key in order]
    return found or [_blank()]


def _blank() -> Any:
    from lxml import etree

    return etree.Element(f"{_A}p")


def _kept(ledger: Ledger, address: str, base: Side, yours: Side, new: Side) -> list[str]:
    """What the plan dropped and a person had rewritten: it stays, and is told."""
    gone = [k for k in base.keys if k in yours.keys and k not in new.keys]
    edited = [k for k in gone if base.word(k).text != yours.word(k).text]
    stay = [k for k in edited if not ledger.choices.takes(key_of(address, k))]
    for key in stay:
        key_told = key_of(address, key)
        ledger.note("dropped", key_told, "text", base.word(key).text, yours.word(key).text)
    return stay


def _tell_deleted(ledger: Ledger, address: str, base: Side, yours: Side, new: Side) -> None:
    for key in base.keys:
        if key not in yours.keys and key in new.keys and base.word(key).text != new.word(key).text:
            ledger.note("deleted", key_of(address, key), "text", base.word(key).text, "", new.word(key).text)


def key_of(address: str, key: str) -> str:
    """What a paragraph is called: by the plan's key, else by where it stands."""
    return address if key.startswith("~") else key


def _paragraph(ledger: Ledger, address: str, key: str, base: Side, yours: Side, new: Side) -> Any:
    if key not in base.keys:
        return yours.element(key) if key in yours.keys else deepcopy(new.element(key))
    if key not in new.keys:
        return yours.element(key)
    was, there, now = base.word(key), yours.word(key), new.word(key)
    told = key_of(address, key)
    said = ledger.settle(told, "text", was.text, there.text, now.text, same=same_text)
    if not said:
        return yours.element(key)
    if there.text == now.text and was.text != now.text and not _same_style(there, was):
        return yours.element(key)
    if ledger.settle(f"{told}/style", "style", was, there, now, same=_same_style, taste=True, show=_styled):
        return deepcopy(new.element(key))
    return reworded(yours.element(key), new.element(key))


def _same_style(one: Any, other: Any) -> bool:
    """Whether two paragraphs look the same; one that says nothing has no looks."""
    if not (one.looks and other.looks):
        return True
    return bool(one.align == other.align and same_looks(one.looks, other.looks))


def _styled(words: Any) -> str:
    return "; ".join(f"{size:g} pt {'bold ' * bold}{color}" for size, bold, _, _, _, color, _ in words.looks)


def reworded(mine: Any, source: Any) -> Any:
    """The paragraph `mine` with the words of `source`, run by run where both have as many."""
    if "".join(map(run_text, runs_of(mine))) == "".join(map(run_text, runs_of(source))):
        return mine
    runs = [r for r in runs_of(mine) if r.tag == f"{_A}r"]
    words = [run_text(r) for r in runs_of(source)]
    if not runs:
        return deepcopy(source)
    if len(runs) != len(words):
        words = ["".join(words)]
    for extra in runs_of(mine):
        if extra not in runs[: len(words)]:
            mine.remove(extra)
    for run, word in zip(runs, words, strict=False):
        run.find(f"{_A}t").text = word
    return mine


def set_paragraphs(body: Any, paragraphs: Sequence[Any]) -> None:
    """Put these paragraphs into a text body, in place of what it holds."""
    for old in body.findall(f"{_A}p"):
        body.remove(old)
    for paragraph in paragraphs:
        body.append(paragraph)
