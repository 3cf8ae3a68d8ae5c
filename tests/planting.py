"""Where a rep's own words hide in a plan, each the way it comes about; `PLANTS` put a secret there."""

from __future__ import annotations

import json
import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from mutualplan_deck.shipped import samples_folder

Plant = Callable[[Path, str], Path]
"""Puts a secret into a plan in a folder of its own, and tells where the plan is."""

PLANTS: dict[str, Plant] = {}
SAMPLE = "halden-claims"


def _plant(name: str) -> Callable[[Plant], Plant]:
    def keep(function: Plant) -> Plant:
        PLANTS[name] = function
        return function

    return keep


def _copied(folder: Path, ending: str, name: str = SAMPLE) -> Path:
    shutil.copytree(samples_folder() / "logos", folder / "logos", dirs_exist_ok=True)
    path = folder / f"{name}.{ending}"
    shutil.copyfile(samples_folder() / f"{SAMPLE}.{ending}", path)
    return path


def _in_workbook(change: Callable[[Workbook, str], None]) -> Plant:
    def put(folder: Path, secret: str) -> Path:
        path = _copied(folder, "xlsx")
        book = load_workbook(path)
        change(book, secret)
        book.save(path)
        return path

    return put


def _in_json(change: Callable[[dict[str, Any], str], None]) -> Plant:
    def put(folder: Path, secret: str) -> Path:
        path = _copied(folder, "json")
        plan = json.loads(path.read_text("utf-8"))
        change(plan, secret)
        path.write_text(json.dumps(plan), "utf-8")
        return path

    return put


def _hidden_row(book: Workbook, secret: str) -> None:
    sheet = book["Steps"]
    row = sheet.max_row + 1
    sheet.cell(row, 1, "s99")
    sheet.cell(row, 3, secret)
    sheet.row_dimensions[row].hidden = True


def _hidden_column(book: Workbook, secret: str) -> None:
    sheet = book["Problems"]
    column = sheet.max_column + 1
    sheet.cell(1, column, "Remark")
    sheet.cell(3, column, secret)
    sheet.column_dimensions[sheet.cell(1, column).column_letter].hidden = True


def _unknown_column(book: Workbook, secret: str) -> None:
    sheet = book["Outcomes"]
    column = sheet.max_column + 1
    sheet.cell(1, column, "Gut feeling")
    sheet.cell(4, column, secret)


def _hidden_sheet(book: Workbook, secret: str) -> None:
    sheet = book.create_sheet("Old")
    sheet["A1"], sheet["B2"] = "Remarks", secret
    sheet.sheet_state = "hidden"


def _comment(book: Workbook, secret: str) -> None:
    book["Steps"]["C4"].comment = Comment(secret, "Amy Chen")


def _comment_author(book: Workbook, secret: str) -> None:
    book["Risks"]["B3"].comment = Comment("as agreed", secret)


def _properties(book: Workbook, secret: str) -> None:
    book.properties.creator = book.properties.lastModifiedBy = secret
    book.properties.description = secret


def _internal_sheet(book: Workbook, secret: str) -> None:
    book["Internal"].append(["next move", secret])


for _name, _change in {
    "a hidden row": _hidden_row,
    "a hidden column": _hidden_column,
    "a hidden sheet": _hidden_sheet,
    "an unknown column": _unknown_column,
    "a comment": _comment,
    "a comment's author": _comment_author,
    "a workbook's properties": _properties,
    "the internal sheet": _internal_sheet,
}.items():
    _plant(_name)(_in_workbook(_change))


def _person(field: str) -> Callable[[dict[str, Any], str], None]:
    def put(plan: dict[str, Any], secret: str) -> None:
        for person in plan["people"]:
            person[field] = secret

    return put


for _field in ("role", "support", "influence", "personal_win", "reports_to"):
    _plant(f"people: {_field}")(_in_json(_person(_field)))


def _notes(plan: dict[str, Any], secret: str) -> None:
    for step in plan["steps"]:
        step["note"] = secret


def _not_shared(plan: dict[str, Any], secret: str) -> None:
    hidden = dict.fromkeys(("id", "title", "ask", "short", "phase", "done_means", "owner_customer"), secret)
    plan["steps"].append({**hidden, "kind": "decision", "due": "2027-01-14", "shared": False})


def _unknown_key(plan: dict[str, Any], secret: str) -> None:
    plan["risks"][0]["gut_feeling"] = secret
    plan["watch_out"] = {"for": [secret]}


def _history(plan: dict[str, Any], secret: str) -> None:
    plan["internal"]["history"] = [{"version": "6", "steps": [{"id": "s07", "title": secret}]}]


for _name, _put in {
    "a step's note": _notes,
    "a step that is not shared": _not_shared,
    "an unknown key": _unknown_key,
    "the plan's history": _history,
}.items():
    _plant(_name)(_in_json(_put))


@_plant("a logo's metadata")
def _logo(folder: Path, secret: str) -> Path:
    path = _copied(folder, "json")
    for logo in (folder / "logos").glob("*.png"):
        logo.write_bytes(_with_text(logo.read_bytes(), secret))
    for drawing in (folder / "logos").glob("*.svg"):
        text = drawing.read_text("utf-8")
        drawing.write_text(text.replace("</svg>", f"<desc>{secret}</desc><!-- {secret} --></svg>"), "utf-8")
    return path


def _with_text(png: bytes, secret: str) -> bytes:
    """A text chunk before the picture's end, as programs put a comment there."""
    body = b"tEXt" + b"Comment\x00" + secret.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    end = png.rindex(b"IEND") - 4
    return png[:end] + chunk + png[end:]


@_plant("the plan's own name")
def _file_name(folder: Path, secret: str) -> Path:
    return _copied(folder, "json", secret)


@_plant("the folder's name")
def _folder_name(folder: Path, secret: str) -> Path:
    inner = folder / secret
    inner.mkdir()
    return _copied(inner, "json")
