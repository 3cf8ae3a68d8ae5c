"""What stops a run is one readable line, exit code 2, no traceback, and nothing half-written."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import QUICK, run
from openpyxl import Workbook

from mutualplan_deck.readers.start import example_plan
from mutualplan_deck.readers.write_workbook import write_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook() -> bytes:
    """A plan in a workbook."""
    buffer = io.BytesIO()
    write_workbook(example_plan(dt.date(2027, 3, 15)), buffer, guide=False)
    return buffer.getvalue()


def rewritten(change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    """A plan's workbook with its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in (extra or {}).items():
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def strict() -> bytes:
    transitional = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return rewritten(
        lambda _, data: data.replace(transitional, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    )


def bomb() -> bytes:
    return rewritten(lambda _, data: data, {"xl/media/image1.bin": b"\0" * 400_000_000})


def entities() -> bytes:
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    return rewritten(
        lambda name, data: (
            declared + data.partition(b"?>")[2] if name.endswith("sharedStrings.xml") else data
        ),
        {"xl/extra.xml": declared + b"<x>&a;</x>"},
    )


def many_rows() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Steps")
    for k in range(100_000):
        sheet.append([f"step {k}"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def archive(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(name, b"x")
    return buffer.getvalue()


PASSWORD = OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500

UNREADABLE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "not a workbook": ("plan.xlsx", lambda: b"just text", "neither a workbook nor JSON"),
    "another archive": ("plan.xlsx", lambda: archive("notes.txt"), "not a workbook"),
    "cut off": ("plan.xlsx", lambda: workbook()[:3000], "damaged"),
    "password-protected": ("plan.xlsx", lambda: PASSWORD, "password"),
    "strict": ("plan.xlsx", strict, "Strict Open XML"),
    "old Excel": ("plan.xls", lambda: OLE + b"\0" * 600, "old Excel workbook"),
    "old Excel, renamed": ("plan.xlsx", lambda: OLE + b"\0" * 600, "old Excel workbook"),
    "Numbers": ("plan.numbers", lambda: archive("Index/Document.iwa"), "Numbers"),
    "Numbers, renamed": ("plan.xlsx", lambda: archive("Index/Document.iwa"), "Numbers"),
    "empty": ("plan.xlsx", lambda: b"", "is empty"),
    "zip bomb": ("plan.xlsx", bomb, "not safe"),
    "XML entities": ("plan.xlsx", entities, "entities"),
    "100,000 rows": ("plan.xlsx", many_rows, "100,000 rows"),
    "broken JSON": ("plan.json", lambda: b'{"customer": ', "line 1"),
    "not UTF-8": ("plan.json", lambda: b'{"a": "\xff\xfe"}', "UTF-8"),
    "nested too deep": ("plan.json", lambda: b"[" * 100_000, "nested too deep"),
    "a list": ("plan.json", lambda: b"[1, 2]", "no plan"),
    "a number": ("plan.json", lambda: b"7", "no plan"),
    "an empty object": ("plan.json", lambda: b"{}", "no plan"),
    "something else": ("plan.json", lambda: b'{"name": "left-pad", "version": "1.0"}', "no plan"),
    "nobody's plan": ("plan.json", lambda: b'{"format": "mutualplan/1", "customer": {}}', "customer"),
}


def assert_one_line(said: str, *words: str) -> None:
    assert said.startswith("mutualplan-deck: ")
    assert said.count("\n") == 1
    assert len(said) < 300
    assert "Traceback" not in said
    for word in words:
        assert word in said


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.json", "Task.csv"])
def test_a_device_or_a_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / f"pipe-{name}")
    (tmp_path / name).symlink_to("/dev/zero")
    for plan in (tmp_path / name, tmp_path / f"pipe-{name}"):
        ran = run("build", plan)
        assert (ran.code, ran.out) == (2, "")
        assert_one_line(ran.err, "no file on a disk")


@pytest.mark.parametrize(("name", "make", "why"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_is_no_plan_is_refused_in_one_line(
    tmp_path: Path, name: str, make: Callable[[], bytes], why: str
) -> None:
    plan = tmp_path / name
    plan.write_bytes(make())
    ran = run("build", plan)
    assert (ran.code, ran.out) == (2, "")
    assert_one_line(ran.err, name, why)
    assert list(tmp_path.iterdir()) == [plan]


@pytest.mark.parametrize("command", ["build", "check", "schedule"])
def test_every_command_says_that_there_is_no_such_file(tmp_path: Path, command: str) -> None:
    ran = run(command, tmp_path / "plan.xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert_one_line(ran.err, "no such file")


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    ran = run("build", tmp_path)
    assert ran.code == 2
    assert_one_line(ran.err, "folder")


def test_a_plan_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes(QUICK.read_bytes())
    run("check", plan)  # so that nothing is left to import for somebody with fewer rights
    plan.chmod(0)
    administrator = os.geteuid() == 0
    if administrator:
        os.seteuid(65534)
    try:
        ran = run("check", plan)
    finally:
        if administrator:
            os.seteuid(0)
    assert ran.code == 2
    assert_one_line(ran.err, "permission")


def test_odd_names_stay_on_one_line(tmp_path: Path) -> None:
    ran = run("build", tmp_path / "a\nb\x1b[31m.xlsx")
    assert ran.code == 2
    assert_one_line(ran.err, "a b")


def test_a_megabyte_in_a_cell_is_told_and_the_deck_is_built(tmp_path: Path) -> None:
    title, plan = b"Value case confirmed", tmp_path / "plan.xlsx"
    plan.write_bytes(rewritten(lambda _, data: data.replace(title + b"</t>", title * 50_000 + b"</t>")))
    ran = run("build", plan, "--json")
    assert ran.code == 0
    assert (tmp_path / "plan.pptx").stat().st_size < 1_000_000
    told = [f["message"] for f in ran.facts["findings"] if f["place"].startswith("Steps!")]
    assert any("1,000,000" in message for message in told)


def test_a_workbook_with_macros_is_read_without_running_them(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsm"
    plan.write_bytes(rewritten(lambda _, data: data, {"xl/vbaProject.bin": OLE + b"\0" * 600}))
    ran = run("build", plan, "--json")
    assert ran.code == 0
    assert (tmp_path / "plan.pptx").exists()
    assert any("macro" in finding["message"] for finding in ran.facts["findings"])


def test_steps_that_wait_for_each_other_are_told_and_the_deck_is_built(tmp_path: Path) -> None:
    data = json.loads(QUICK.read_text("utf-8"))
    first, second = data["steps"][-2:]
    first["after"], second["after"] = [second["id"]], [first["id"]]
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(data), "utf-8")
    assert run("build", plan, "--today", "2027-03-15").code == 0
    ran = run("check", plan, "--today", "2027-03-15", "--fail-on", "error")
    assert ran.code == 1
    assert "MP121" in ran.out


def test_a_deck_that_is_open_is_left_alone(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(b"theirs")
    (tmp_path / "~$deck.pptx").write_bytes(b"Tom Ashby")
    ran = run("build", QUICK, "-o", deck, "--force")
    assert ran.code == 2
    assert_one_line(ran.err, "is open")
    assert deck.read_bytes() == b"theirs"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_deck_that_is_read_only_is_left_alone(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(b"theirs")
    deck.chmod(0o444)
    ran = run("build", QUICK, "-o", deck, "--force")
    assert ran.code == 2
    assert_one_line(ran.err, "read-only")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("deck.pptx", b"theirs")]


def test_there_is_no_folder_to_write_to(tmp_path: Path) -> None:
    ran = run("build", QUICK, "-o", tmp_path / "decks" / "deck.pptx")
    assert ran.code == 2
    assert_one_line(ran.err, "no folder")


_LIMITED = """
import resource, sys
from mutualplan_deck.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
main()
"""


def run_short_of_room(*words: object) -> subprocess.CompletedProcess[str]:
    """Run a command where no file can grow beyond 4,000 bytes (-B: a module cut short would be kept)."""
    command = [sys.executable, "-B", "-c", _LIMITED, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "words", [["build", QUICK, "-o", "x.pptx"], ["init", "x.xlsx"], ["init", "x.json"], ["samples", "x"]]
)
def test_no_room_on_the_disk_leaves_nothing_half_written(tmp_path: Path, words: list[object]) -> None:
    ran = run_short_of_room(*words[:-1], tmp_path / str(words[-1]))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert_one_line(ran.stderr, "no room")
    assert list(tmp_path.iterdir()) == []


def test_no_room_for_the_backup_leaves_the_deck_that_was_there(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(b"theirs")
    ran = run_short_of_room("build", QUICK, "-o", deck, "--force")
    assert ran.returncode == 2
    assert_one_line(ran.stderr, "no room")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("deck.pptx", b"theirs")]


def test_a_reader_that_stops_reading_is_no_error() -> None:
    command = [sys.executable, "-m", "mutualplan_deck", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_a_wrong_option_is_told_with_what_there_is() -> None:
    ran = run("build", QUICK, "--slides", "7")
    assert ran.code == 2
    assert "'4', '5', '6'" in ran.err
    assert run("build", QUICK, "--edition", "everyone").code == 2
    assert run("build", QUICK, "--layout", "clearpth").err.startswith(
        "mutualplan-deck: No look “clearpth”. Did you mean"
    )
    assert ".pptx" in run("build", QUICK, "-o", "deck.pdf").err


_INTERRUPTED = """
import signal, sys
from mutualplan_deck.cli import main
signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
signal.setitimer(signal.ITIMER_REAL, {after})
main()
"""


@pytest.mark.parametrize("after", [0.1, 0.2, 0.3])  # while it starts, imports and reads
def test_interrupting_is_quiet(after: float, tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(many_rows())  # takes longer to read than the interruption to come
    command = [sys.executable, "-c", _INTERRUPTED.format(after=after), "check", str(plan)]
    ran = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (ran.returncode, ran.stdout, ran.stderr.strip()) == (130, b"", b"")
