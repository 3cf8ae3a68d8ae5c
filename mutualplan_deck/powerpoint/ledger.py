"""Who decided what in an update: edits kept, conflicts, and what a person should hear of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from mutualplan_deck.deck.merging import Verdict, judge

Kind = Literal["edit", "conflict", "deleted", "dropped", "taken", "followed", "given_up"]


class Change(msgspec.Struct, frozen=True):
    """A field where plan and person differ. `key` is what `--take` and `--keep` name; `slide` counts from 1.

    `kind`: an `edit` that stays; a `conflict`, where the plan changed under an edit that stays; `deleted` by
    hand, and its data changed; `dropped` by the plan, and kept since it was edited; `taken` from the plan
    because that was asked for; `given_up` for another look; `followed`: the plan's new value,
    nobody had edited the old one.
    """

    kind: Kind
    key: str
    slide: int
    what: str
    base: str = ""
    yours: str = ""
    new: str = ""


class Choices(msgspec.Struct, frozen=True):
    """What is asked for: keys whose edits give way to the plan, keys whose edits are known, or all."""

    take: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()
    take_all: bool = False

    def takes(self, key: str) -> bool:
        """Whether the plan's value is asked for; a key also names everything below it."""
        return self.take_all or _named(key, self.take)

    def keeps(self, key: str) -> bool:
        """Whether a person has said that the edit stays."""
        return _named(key, self.keep)


def _named(key: str, keys: frozenset[str]) -> bool:
    return any(key == k or key.startswith(k + "/") for k in keys)


class Ledger:
    """The account of one update."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.changes: list[Change] = []
        self.slide = 0

    def settle(
        self,
        key: str,
        what: str,
        base: object,
        yours: object,
        new: object,
        *,
        same: Callable[[object, object], bool] | None = None,
        taste: bool = False,
        show: Callable[[object], str] = str,
    ) -> bool:
        """Whether the plan's value goes into the deck; a hand edit is noted. `taste` is never a conflict."""
        verdict = judge(base, yours, new, same)
        if verdict in (Verdict.SAME, Verdict.PLAN):
            if verdict is Verdict.PLAN and not taste:
                self.note("followed", key, what, show(base), show(yours), show(new))
            return True
        taken = self.choices.takes(key)
        clash = verdict is Verdict.CONFLICT and not taste and not self.choices.keeps(key)
        kind: Kind = "taken" if taken else "conflict" if clash else "edit"
        self.note(kind, key, what, show(base), show(yours), show(new))
        return taken

    def note(self, kind: Kind, key: str, what: str, base: str = "", yours: str = "", new: str = "") -> None:
        """Write it down."""
        self.changes.append(Change(kind, key, self.slide, what, base, yours, new))
