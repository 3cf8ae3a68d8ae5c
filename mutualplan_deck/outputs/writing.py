"""The voice of what is handed over: the story's own, with the sentences of letters, pages and calendars."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from mutualplan_deck.story.voice import Voice

_WORDS = Path(__file__).parent / "words"


@lru_cache
def _own(language: str) -> Mapping[str, Any]:
    return tomli.loads((_WORDS / f"{language}.toml").read_text(encoding="utf-8"))


class Writing(Voice):
    """A voice that also knows the sentences of `outputs/words/<language>.toml`."""

    def __init__(self, voice: Voice) -> None:
        super().__init__(voice.tag, voice.currency, voice.today, voice.overlay)
        self._words = {**self._words, **_own(self.locale.language)}
