"""The command line as tests run it: in this process, as if somebody had piped its output."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any

from mutualplan_deck.cli import main
from mutualplan_deck.shipped import samples_folder

SAMPLES = samples_folder()
THIN = SAMPLES / "brightwater-thin.json"
QUICK = SAMPLES / "pemberton-quick.json"
DAY = "2027-03-15"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> Any:
        """Its output read as JSON."""
        return json.loads(self.out)


def run(*words: object) -> Ran:
    """Run `mutualplan-deck` with these words."""
    out, err = io.StringIO(), io.StringIO()
    code: Any = None
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main([str(word) for word in words])
        except SystemExit as end:
            code = end.code
    return Ran(code, out.getvalue(), err.getvalue())
