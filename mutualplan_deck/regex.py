"""Regular expressions compiled when they are first used.

The readers know some two hundred ways to write things, and one plan uses two dozen of them: compiling all
of them at import would take a twentieth of a run.
"""

from __future__ import annotations

import re
from typing import cast


class _Later:
    """A pattern that compiles itself when it is asked for anything, and hands over its own methods."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        known = getattr(re.compile(self._text, self._flags), name)
        self.__dict__[name] = known  # the next call finds it at once
        return known


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern `text` with `re`'s flags; a mistake in it shows at its first use, not here."""
    return cast("re.Pattern[str]", _Later(text, flags))
