"""Writes what the commands print into README: python -m tests.readme; with --picture the slides' picture too.

The list of checks is made from the table the tool works by. A block of README that begins with
`$ mutualplan-deck ...` holds what that command prints on a terminal. The
commands run one after the other in a folder that holds the sample plans and the messy sheets alone.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mutualplan_deck.findings import Audience
from mutualplan_deck.plan.checks import CHECKS, Check

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PICTURE = ROOT / "layouts" / "clearpath" / "slides.png"
COLUMNS = "100"
_CHECKS = re.compile(r"(<!-- checks -->)\n.*?(<!-- end of checks -->)", re.DOTALL)
_BLOCK = re.compile(r"^```console\n\$ (.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _nothing(_: Path) -> None:
    """What most commands need first."""


def _edited(folder: Path) -> None:
    """Two sentences of the deck rewritten by hand, one of them in the plan as well."""
    from openpyxl import load_workbook
    from pptx import Presentation

    deck = Presentation(str(folder / "acme.pptx"))
    table = next(s.table for s in deck.slides[1].shapes if s.name == "mp.issues.table")
    for row, words in ((1, "Every car is counted by hand"), (2, "Late cars come as a surprise")):
        table.cell(row, 1).text_frame.paragraphs[0].runs[0].text = words
    deck.save(str(folder / "acme.pptx"))
    book = load_workbook(folder / "acme.xlsx")
    book["Problems"]["C3"] = "Boarding is checked by hand, twice"
    book.save(folder / "acme.xlsx")


BEFORE = {"mutualplan-deck build acme.xlsx | tail -n 10": _edited}
"""What happens by hand before a command is run."""


def current(text: str, folder: Path) -> str:
    """README with each command's block as the command prints it today."""
    shutil.copytree(ROOT / "tests" / "messy", folder / "tests" / "messy")
    _printed("mutualplan-deck samples sample_plans", folder)
    text = _CHECKS.sub(lambda marks: f"{marks[1]}\n{_checks()}{marks[2]}", text)
    return _BLOCK.sub(lambda block: _block(block[1], folder), text)


def _checks() -> str:
    """The table of all checks, from the table the tool itself works by."""
    head = "| code | weight | holds when | the question to ask |\n|---|---|---|---|\n"
    rows = (f"| {c.code} | {_weight(c)} | {c.rule} | {c.question} |\n" for c in CHECKS)
    return head + "".join(rows)


def _weight(check: Check) -> str:
    return f"{check.level.value}, internal" if check.audience is Audience.INTERNAL else check.level.value


def _block(command: str, folder: Path) -> str:
    return f"```console\n$ {command}\n{_printed(command, folder)}```"


def _printed(command: str, folder: Path) -> str:
    """What a command prints on a terminal of 100 columns; `| head -n N` and `| tail -n N` are done here."""
    BEFORE.get(command, _nothing)(folder)
    words = shlex.split(command.split(" | ")[0])
    assert words[0] == "mutualplan-deck", command
    ours, theirs = os.openpty()
    environment = os.environ | {"COLUMNS": COLUMNS, "NO_COLOR": "1", "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    child = subprocess.Popen(
        [sys.executable, "-m", "mutualplan_deck", *words[1:]],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    text = _all(ours)
    said = child.communicate()[1].decode()
    assert child.returncode in (0, 1), f"{command}: {said}"
    lines = [line.rstrip() for line in (text + said).splitlines()]
    if shown := command.partition(" | head -n ")[2]:
        lines = lines[: int(shown)]
    if shown := command.partition(" | tail -n ")[2]:
        lines = lines[-int(shown) :]
    kept = lines
    return "".join(f"{line}\n" for line in kept)


def _all(terminal: int) -> str:
    """Everything that comes out of a terminal until its other end is closed."""
    parts = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode()


def draw(target: Path, width: int = 1600) -> None:
    """The six slides of the Halden plan in Clearpath's look, two columns of three, drawn by LibreOffice."""
    sys.path.insert(0, str(Path(__file__).parent))
    from matrix import Case
    from PIL import Image
    from render_tools import pictures, to_pdf

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built = Case("halden-claims", "clearpath").made(folder)
        each = width // 2 - 12
        shown = [Image.open(p) for p in pictures(to_pdf([built.path], folder)[0], folder, width=each)]
        high = shown[0].height
        sheet = Image.new("RGB", (width, 3 * (high + 16) + 16), "#C9D3D5")
        for k, slide in enumerate(shown):
            sheet.paste(slide, (8 + (k % 2) * (each + 8), 16 + (k // 2) * (high + 16)))
        sheet.quantize(128).save(target, optimize=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.readme", description=__doc__)
    parser.add_argument("--picture", action="store_true", help="draw the slides too (needs LibreOffice)")
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(current(README.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
    if parser.parse_args().picture:
        draw(PICTURE)


if __name__ == "__main__":
    main()
