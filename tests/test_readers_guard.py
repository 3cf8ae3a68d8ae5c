"""Files that can't or should not be read: one readable line each, quickly, and never a traceback."""

from __future__ import annotations

import json
import re
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_readers_json import TODAY

from mutualplan_deck.errors import MutualPlanError, UnreadableFileError
from mutualplan_deck.readers import read
from mutualplan_deck.readers.json.plan import write_json
from mutualplan_deck.readers.start import example_plan
from mutualplan_deck.readers.write_workbook import write_workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _workbook(rows: int = 0) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Customer", "Acme"])
    for number in range(rows):
        book.active.append([f"Line {number}"])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _patched(part: str, change: Callable[[bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    """A workbook with one part changed and parts added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(_workbook())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        for name, data in (extra or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def _archive(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def _dtd(xml: bytes) -> bytes:
    return re.sub(rb"(<\?xml[^>]*\?>)?", b'<!DOCTYPE x [<!ENTITY a "b">]>', xml, count=1)


def _wide_dtd(xml: bytes) -> bytes:
    return _dtd(xml).decode().encode("utf-16")


def _strict(xml: bytes) -> bytes:
    return xml.replace(_NAMESPACE, b"purl.oclc.org/ooxml/spreadsheetml/main")


def _rows(count: int, cell: bytes) -> Callable[[bytes], bytes]:
    lines = b"".join(b'<row r="%d">%s</row>' % (n, cell) for n in range(2, count + 2))
    return lambda xml: xml.replace(b"</sheetData>", lines + b"</sheetData>")


_NAMESPACE = b"schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = "xl/worksheets/sheet1.xml"
_REFUSED = {
    "empty.xlsx": (b"", "is empty"),
    "blank.json": (b" \n", "is empty"),
    "notes.xlsx": (b"just text", "is neither a workbook nor JSON"),
    "old.xls": (_OLE, "is an old Excel workbook. Open it in"),
    "old.xlsx": (_OLE, "is an old Excel workbook"),
    "locked.xlsx": (_OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
    "plan.ods": (_archive(**{"content.xml": b"<a/>"}), "is an OpenDocument sheet"),
    "ods.xlsx": (_archive(**{"content.xml": b"<a/>"}), "is an OpenDocument sheet"),
    "plan.numbers": (_archive(**{"Index/Document.iwa": b"x"}), "is a Numbers document. Choose File"),
    "numbers.xlsx": (_archive(**{"Index/Document.iwa": b"x"}), "is a Numbers document"),
    "plan.csv": (b"", "is empty"),
    "sound.csv": (b"a\0b", "is no text"),
    "deck.pptx": (_archive(**{"ppt/presentation.xml": b"<a/>"}), "is a presentation, not a plan"),
    "photos.zip": (_archive(a=b"x"), "is an archive, not a workbook"),
    "cut.xlsx": (_workbook()[:1500], "is damaged"),
    "part.xlsx": (_patched(_SHEET, lambda _: b"<worksheet><sheetData><row>"), "can't be read as a workbook"),
    "dtd.xlsx": (_patched(_SHEET, _dtd), "defines XML entities in xl/worksheets/sheet1.xml"),
    "wide.xlsx": (_patched("xl/styles.xml", _wide_dtd), "defines XML entities"),
    "strict.xlsx": (
        _patched("xl/workbook.xml", _strict),
        "is saved as Strict Open XML. Choose File, Save As, Excel Workbook (.xlsx)",
    ),
    "bomb.xlsx": (_patched(_SHEET, lambda x: x, {"xl/media/a.bin": bytes(160_000_000)}), "not safe to read"),
    "long.xlsx": (_patched(_SHEET, _rows(200_000, b"<c><v>1</v></c>")), "a sheet has more than 200,000 rows"),
    "broad.xlsx": (_patched(_SHEET, _rows(1, b"<c><v>1</v></c>" * 2_501)), "more than 2,500 columns"),
    "broad.csv": (b"a,1\n" + b"1," * 2_501, "has more than 2,500 columns"),
    "nan.json": (b'{"customer": {"name": "A"}, "issues": [{"target": NaN}]}', "NaN is no number in JSON"),
    "digits.json": (b'{"customer": ' + b"9" * 5000 + b"}", "Exceeds the limit"),
    "deep.json": (b"[" * 100_000 + b"]" * 100_000, "is nested too deep"),
    "deeper.json": (b'{"a":' * 500 + b"1" + b"}" * 500, "is nested too deep"),
    "latin.json": ('{"customer": {"name": "Müller"}}'.encode("latin-1"), "is not UTF-8"),
    "broken.json": (b'{"customer": {"name": "A"}', "is neither a workbook nor JSON"),
}  # fmt: skip


@pytest.mark.parametrize("name", _REFUSED)
def test_a_file_that_is_no_plan_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    data, words = _REFUSED[name]
    path = tmp_path / name
    path.write_bytes(data)
    began = time.process_time()
    with pytest.raises(UnreadableFileError) as refused:
        read(path, today=TODAY)
    line = str(refused.value)
    assert words in line
    assert line.startswith(name)
    assert "\n" not in line
    assert len(line) < 220
    assert time.process_time() - began < 5


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path, words in [
        (tmp_path / "none.xlsx", "no such file"),
        (tmp_path, "is a folder"),
        (tmp_path / ("x" * 300), "can't be read"),
        (tmp_path / "a\0b", "can't be read"),
    ]:
        with pytest.raises(UnreadableFileError, match=words):
            read(path, today=TODAY)


def test_json_in_utf_16_and_with_a_mark_is_read(tmp_path: Path) -> None:
    text = '{"customer": {"name": "Ångström"}}'
    for number, coding in enumerate(("utf-8-sig", "utf-16")):
        path = tmp_path / f"{number}.json"
        path.write_bytes(text.encode(coding))
        assert read(path, today=TODAY).plan.customer.name == "Ångström"


def test_macros_are_told_and_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsm"
    path.write_bytes(_patched(_SHEET, lambda x: x, {"xl/vbaProject.bin": b"\0" * 64}))
    reading = read(path, today=TODAY)
    assert [(f.code, f.place) for f in reading.findings] == [("RD114", "plan.xlsm")]


def test_rows_that_are_only_formatted_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(_patched(_SHEET, _rows(150_000, b'<c s="0"/><c s="0"/>')))
    began = time.process_time()
    assert read(path, today=TODAY).plan.customer.name == "Acme"
    assert time.process_time() - began < 5


def test_a_cell_of_a_megabyte_is_cut_and_told(tmp_path: Path) -> None:
    cell = b'<c t="inlineStr"><is><t>%s</t></is></c>'
    row = b'<row r="1">' + cell % b"Customer" + cell % (b"A" * 1_000_000) + b"</row>"
    path = tmp_path / "plan.xlsx"
    path.write_bytes(_patched(_SHEET, lambda x: re.sub(rb"<row.*</row>", row, x)))
    reading = read(path, today=TODAY)
    assert len(reading.plan.customer.name) == 10_000
    assert [(f.code, f.place) for f in reading.findings] == [("RD102", "Sheet!B1")]


def _outcome(path: Path) -> str:
    """The customer's name, or the line of the refusal; anything else raised fails the test."""
    try:
        reading = read(path, today=TODAY)
    except MutualPlanError as refused:
        return str(refused)
    assert all(f.place for f in reading.findings)
    return reading.plan.customer.name


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    """Bytes of the parts are changed, so that the archive itself is sound."""
    buffer, out = BytesIO(), BytesIO()
    write_workbook(example_plan(TODAY), buffer, guide=False)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w") as new:
        hit = data.draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            part = bytearray(old.read(name))
            for at in data.draw(st.lists(st.integers(0, len(part) - 1), max_size=6)) if name == hit else []:
                part[at] = data.draw(st.integers(0, 255))
            new.writestr(name, bytes(part))
    path = tmp_path / "plan.xlsx"
    path.write_bytes(out.getvalue())
    assert re.fullmatch(r".+", _outcome(path))


_SINGLE = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
_JSON = st.recursive(
    _SINGLE | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_SECTIONS = st.sampled_from(
    ["steps", "people", "issues", "customer", "calendar", "success", "internal", "currency", "x"]
)
_FIELDS = st.sampled_from(["id", "title", "due", "after", "days", "status", "kind", "shared", "note"])


@settings(max_examples=80, suppress_health_check=list(HealthCheck), deadline=None)
@given(changes=st.dictionaries(_SECTIONS, _JSON, max_size=4), step=st.dictionaries(_FIELDS, _JSON))
def test_any_json_is_read_or_refused(
    tmp_path: Path, changes: dict[str, object], step: dict[str, object]
) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"customer": {"name": "A"}, "steps": [step], **changes}))
    assert re.fullmatch(r".+", _outcome(path))


def test_half_a_character_in_json_does_not_stop_the_plan(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text('{"customer": {"name": "A"}, "steps": [{"title": "a \\ud83d b"}], "x": "\\udc00"}')
    plan = read(path, today=TODAY).plan
    assert plan.steps[0].title == "a \ufffd b"
    assert write_json(plan).encode("utf-8")
