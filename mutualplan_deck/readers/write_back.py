"""Values into a plan's own file, at the very cells they came from; everything else stays as it is.

A workbook is changed at the level of its parts: one cell's XML in one sheet, so that formats, formulas,
charts and whatever else a program put there stay byte for byte.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from mutualplan_deck.errors import UnwritableFileError

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)

Value = str | dt.date | Decimal
"""What a cell can be given."""


def write_json(
    data: bytes, values: Mapping[str, Value], added: Mapping[str, Sequence[Mapping[str, Value]]]
) -> bytes:
    """A JSON file with `values` by pointer and new items `added` to lists by pointer; its indent stays."""
    text = data.decode("utf-8-sig")
    tree = json.loads(text)
    for pointer, value in values.items():
        *way, last = [_key(part) for part in pointer.removeprefix("#").strip("/").split("/")]
        holder = tree
        for step in way:
            holder = holder[step]
        holder[last] = _plain(value)
    for pointer, items in added.items():
        listed = tree.setdefault(pointer.strip("/"), [])
        listed.extend({name: _plain(v) for name, v in item.items()} for item in items)
    found = re.search(r"\n([ \t]+)\S", text)
    indent = found[1] if found and "\t" in found[1] else len(found[1]) if found else None
    return (json.dumps(tree, ensure_ascii=False, indent=indent) + "\n" * text.endswith("\n")).encode()


def _key(part: str) -> str | int:
    return int(part) if part.isdigit() else part.replace("~1", "/").replace("~0", "~")


def _plain(value: Value) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def write_cells(data: bytes, values: Mapping[str, Value], like: Mapping[str, str]) -> bytes:
    """A workbook with `values` by place (`Steps!H9`); a new cell looks like the one `like` names for it.

    Raises UnwritableFileError, one line, if a cell holds a formula: it works out its value from others.
    """
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    parts = {info.filename: content for info, content in entries}
    sheets, epoch = _sheets(parts)
    trees: dict[str, Any] = {}
    for place, value in values.items():
        title, _, spot = place.rpartition("!")
        part = sheets[title]
        root = trees.setdefault(part, etree.fromstring(parts[part]))
        model = like.get(place, "").rpartition("!")[2]
        _set(root, spot, value, model, epoch, place)
    for part, root in trees.items():
        parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, _ in entries:
            archive.writestr(info, parts[info.filename])
    return out.getvalue()


def _sheets(parts: Mapping[str, bytes]) -> tuple[dict[str, str], dt.date]:
    """The part of every sheet by its title, and the day the workbook counts from."""
    from lxml import etree

    main = next(n for n in parts if n.endswith("workbook.xml"))
    folder, name = posixpath.split(main)
    root = etree.fromstring(parts[main])
    related = etree.fromstring(parts[f"{folder}/_rels/{name}.rels"])
    targets = {
        r.get("Id"): posixpath.normpath(posixpath.join("/" + folder, r.get("Target"))) for r in related
    }
    said = root.find(f"{_MAIN}workbookPr")
    old = said is not None and said.get("date1904") in ("1", "true")
    sheets = {s.get("name"): targets[s.get(_RELATION)].lstrip("/") for s in root.iter(f"{_MAIN}sheet")}
    return sheets, _EPOCH_1904 if old else _EPOCH


def _set(root: Any, spot: str, value: Value, model: str, epoch: dt.date, place: str) -> None:
    cell = _cell(root, spot)
    if cell.find(f"{_MAIN}f") is not None:
        raise UnwritableFileError(
            f"{place} holds a formula, so its value comes from other cells; change those"
        )
    above = _cell(root, model) if model else None
    if above is not None and cell.get("s") is None and above.get("s"):
        cell.set("s", above.get("s"))
    shown = above if above is not None else cell
    as_text = shown.get("t") in ("s", "inlineStr", "str")
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, dt.date) and not as_text:
        _number(cell, str((value - epoch).days))
    elif isinstance(value, Decimal) and not as_text:
        _number(cell, f"{value:f}")
    else:
        _text(cell, str(_plain(value)))


def _number(cell: Any, text: str) -> None:
    from lxml import etree

    etree.SubElement(cell, f"{_MAIN}v").text = text


def _text(cell: Any, text: str) -> None:
    from lxml import etree

    cell.set("t", "inlineStr")
    holder = etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t")
    holder.text = text
    holder.set(_XML_SPACE, "preserve")


def _cell(root: Any, spot: str) -> Any:
    """The cell of a sheet's tree, made where it belongs if it is not there."""
    from lxml import etree

    letters, number = split(spot)
    data = root.find(f"{_MAIN}sheetData")
    row = next((r for r in data if int(r.get("r", "0")) == number), None)
    if row is None:
        row = etree.Element(f"{_MAIN}row", r=str(number))
        before = [r for r in data if int(r.get("r", "0")) < number]
        data.insert(data.index(before[-1]) + 1 if before else 0, row)
    cell = next((c for c in row if c.get("r") == spot), None)
    if cell is None:
        cell = etree.Element(f"{_MAIN}c", r=spot)
        before = [c for c in row if _rank(split(c.get("r"))[0]) < _rank(letters)]
        row.insert(row.index(before[-1]) + 1 if before else 0, cell)
    return cell


def split(spot: str) -> tuple[str, int]:
    """`H9` as its letters and its number."""
    found = re.fullmatch(r"([A-Z]+)(\d+)", spot)
    assert found
    return found[1], int(found[2])


def _rank(letters: str) -> tuple[int, str]:
    return len(letters), letters
