"""Files on disk: whole or untouched, and never over a deck that somebody has open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from powerpoint_samples import deck_of, everything, look, slide, template, written

from mutualplan_deck import powerpoint
from mutualplan_deck.errors import UnsoundDeckError, UnwritableFileError
from mutualplan_deck.powerpoint.disk import save


def content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def refused(path: Path, words: str) -> None:
    before = content(path)
    with pytest.raises(UnwritableFileError, match=words) as told:
        save(b"new", path)
    assert "\n" not in str(told.value)
    assert content(path) == before


def test_a_new_file_and_an_old_one_are_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    for data in (b"first", b"second"):
        save(data, path)
        assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_rights_and_links_stay_as_they_were(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pptx", tmp_path / "link.pptx"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    save(b"new", link)
    assert link.is_symlink()
    assert (real.read_bytes(), real.stat().st_mode & 0o777) == (b"new", 0o640)


@pytest.mark.parametrize("lock", ["~$deck.pptx", ".~lock.deck.pptx#"])
def test_an_open_deck_is_not_overwritten(tmp_path: Path, lock: str) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(b"old")
    (tmp_path / lock).write_bytes(b"Tom Ashby")
    refused(path, "deck.pptx is open")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_read_only_deck_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    refused(path, "read-only")


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    refused(tmp_path, "is a folder")


def test_a_missing_folder_is_told_and_not_made(tmp_path: Path) -> None:
    refused(tmp_path / "no" / "deck.pptx", "there is no folder")
    assert list(tmp_path.iterdir()) == []


def test_a_closed_folder_is_told() -> None:
    refused(Path("/proc/deck.pptx"), "cannot be written in /proc")


def test_a_name_too_long_is_told(tmp_path: Path) -> None:
    refused(tmp_path / ("x" * 300 + ".pptx"), "name too long")


FULL = """
import resource, sys
from pathlib import Path
from mutualplan_deck.errors import UnwritableFileError
from mutualplan_deck.powerpoint.disk import save
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    save(b"x" * 5000, Path(sys.argv[1]))
except UnwritableFileError as error:
    print(error)
"""


def test_no_room_leaves_the_old_deck_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "deck.pptx: no room left on the disk\n"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_sound_deck_is_delivered(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    powerpoint.write(deck_of(everything()), look(), template(), path)
    assert path.read_bytes() == written(everything())
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"no deck", "no readable PowerPoint file"), (written(slide(title="Other")), "text")],
    ids=["broken", "another deck"],
)
def test_a_deck_that_fails_is_not_left_under_its_name(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(b"old")
    with pytest.raises(UnsoundDeckError, match=why):
        powerpoint.deliver(deck_of(slide()), data, path)
    assert path.read_bytes() == b"old"
    assert (tmp_path / "deck.unsound.pptx").read_bytes() == data


def test_a_deck_without_a_title_is_our_mistake_and_not_delivered(tmp_path: Path) -> None:
    untitled = slide(title=" ")
    with pytest.raises(UnsoundDeckError, match="no title"):
        powerpoint.write(deck_of(untitled), look(), template(), tmp_path / "deck.pptx")
    assert not (tmp_path / "deck.pptx").exists()
