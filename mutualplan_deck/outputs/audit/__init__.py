"""Is anything in a file that is about to be sent which is the vendor's own?

`watch` says what to look for, `unpack` opens a file to its last part, `search` tells what was found where.
"""

from __future__ import annotations

from mutualplan_deck.findings import Finding
from mutualplan_deck.outputs.audit.search import search
from mutualplan_deck.outputs.audit.unpack import unpack
from mutualplan_deck.outputs.audit.watch import Watch, watch_for

__all__ = ["Watch", "audit", "watch_for"]


def audit(name: str, data: bytes, watch: Watch) -> tuple[Finding, ...]:
    """Everything in a file that must not be in it, each with its place (`deck.pptx!ppt/slides/slide1.xml`).

    The file's name is searched too. What can't be opened is a finding (AU108): nobody knows what it holds.
    """
    found = [f for view in unpack(name, data) for f in search(view, watch)]
    return tuple(dict.fromkeys(found))
