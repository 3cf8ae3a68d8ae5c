"""Makes the template files of looks: `python -m mutualplan_deck.powerpoint.make_templates layouts/*`."""

from __future__ import annotations

import sys
from pathlib import Path

from mutualplan_deck.deck.look import load_layout, resolve
from mutualplan_deck.powerpoint.disk import save
from mutualplan_deck.powerpoint.template import make_template


def templates(folder: Path) -> dict[str, bytes]:
    """The template files of the look in `folder`, by file name."""
    file, _ = load_layout(folder)
    names = {file.template.wide: True, file.template.standard: False}
    return {n: make_template(file, resolve(file, wide=wide).inks, wide=wide) for n, wide in names.items()}


def main(folders: list[str]) -> None:
    """Write the templates of every look named."""
    for folder in map(Path, folders):
        for name, data in templates(folder).items():
            save(data, folder / name)


if __name__ == "__main__":
    main(sys.argv[1:])
