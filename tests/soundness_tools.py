"""For tests of whatever makes a deck: is the file sound, by our own checks and by openxml-audit's?"""

from __future__ import annotations

import tempfile
from pathlib import Path

from openxml_audit import OpenXmlValidator

from mutualplan_deck.powerpoint.soundness import unsound


def audit(data: bytes, name: str = "deck.pptx") -> list[str]:
    """What openxml-audit finds in a file, a line each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        result = OpenXmlValidator().validate(str(path))
    return [f"{e.part_uri} {e.path}: {e.description}" for e in result.errors]


def assert_sound(data: bytes) -> None:
    """Fail with every finding of our checks and of openxml-audit."""
    assert unsound(data) == ()
    assert audit(data) == []
