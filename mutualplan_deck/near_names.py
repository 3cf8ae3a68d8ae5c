"""What somebody may have meant by a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable


def near_name(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`; "" if none is like it."""
    from difflib import get_close_matches  # rarely needed, and slow to import

    return next(iter(get_close_matches(name, list(known), n=1)), "")
