"""Logos from files somebody else made: placed clean and small, or told and left out."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from mutualplan_deck.deck.contrast import contrast
from mutualplan_deck.deck.layout_file import LogoFile
from mutualplan_deck.findings import Finding, Level
from mutualplan_deck.readers.logo_pictures import MAX_SIDE, UnusablePictureError, clean_picture, seen_color
from mutualplan_deck.readers.logos import read_logos
from mutualplan_deck.shipped import samples_folder
from mutualplan_deck.story.story import Party

SECRET = "Margin 40%, call Dana"
NO_LOGO = LogoFile()
SAMPLES = samples_folder()


def customer(logo: str = "") -> Party:
    return Party("customer", "Halden Mutual", "Halden", logo)


def vendor(logo: str = "") -> Party:
    return Party("vendor", "Clearpath", "Clearpath", logo)


def png(
    size: tuple[int, int] = (300, 100), mode: str = "RGB", color: object = "red", **extra: object
) -> bytes:
    buffer = BytesIO()
    Image.new(mode, size, color).save(buffer, "PNG", **extra)  # type: ignore[arg-type]
    return buffer.getvalue()


def told_png() -> bytes:
    """A picture with notes in text chunks and EXIF."""
    notes, exif = PngInfo(), Image.Exif()
    notes.add_text("Comment", SECRET)
    exif[0x010E] = SECRET
    return png(pnginfo=notes, exif=exif)


def told_jpeg(turn: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET, turn
    buffer = BytesIO()
    Image.new("RGB", (300, 100), "red").save(buffer, "JPEG", exif=exif, comment=SECRET)
    return buffer.getvalue()


def read_one(folder: Path, named: str) -> tuple[object, Finding | None]:
    logos, found = read_logos(customer(named), vendor(), folder, NO_LOGO, folder)
    assert len(found) <= 1
    return logos.get("customer"), next(iter(found), None)


def test_the_sample_logos_are_read_with_their_drawings() -> None:
    folder = SAMPLES
    logos, found = read_logos(
        customer("logos/halden-mutual.svg"), vendor("logos/clearpath.png"), folder, NO_LOGO, folder
    )
    assert found == ()
    assert logos["customer"].svg.startswith(b"<svg")
    assert logos["customer"].data.startswith(b"\x89PNG")
    assert not logos["vendor"].svg


def test_no_logo_named_is_no_finding(tmp_path: Path) -> None:
    assert read_logos(customer(), vendor(), tmp_path, NO_LOGO, tmp_path) == ({}, ())


@pytest.mark.parametrize("data", [told_png(), told_jpeg()], ids=["png", "jpeg"])
def test_nothing_a_picture_tells_besides_its_dots_is_kept(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    assert SECRET.encode() in data
    logo, found = read_one(tmp_path, "logo.png")
    assert found is None
    kept = Image.open(BytesIO(logo.data))  # type: ignore[attr-defined]
    assert SECRET.encode() not in logo.data  # type: ignore[attr-defined]
    assert kept.format == "PNG"
    assert not kept.info
    assert not kept.getexif()


def test_a_picture_held_on_its_side_is_turned_upright() -> None:
    assert clean_picture(told_jpeg(turn=6))[1:3] == (100, 300)


@pytest.mark.parametrize("size", [(4000, 1000), (100, 3000)])
def test_a_large_picture_is_made_small_in_proportion(size: tuple[int, int]) -> None:
    _, width, height, _ = clean_picture(png(size))
    assert max(width, height) == MAX_SIDE
    assert width / height == pytest.approx(size[0] / size[1], rel=0.02)


@given(
    size=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    mode=st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]),
)
def test_every_kind_of_png_comes_out_the_same_size_and_the_same_each_time(
    size: tuple[int, int], mode: str
) -> None:
    data = png(
        size, mode, 1 if mode in ("1", "L", "P", "I;16") else None or (1,) * len(mode.replace(";", ""))
    )
    if mode in ("LA", "RGBA"):
        assert Image.open(BytesIO(clean_picture(data).data)).mode == "RGBA"
    assert clean_picture(data)[1:3] == size
    assert clean_picture(data) == clean_picture(data)


def test_sixteen_bits_of_grey_stay_grey() -> None:
    data, _, _, _ = clean_picture(png((4, 4), "I;16", 32768))
    assert Image.open(BytesIO(data)).getpixel((0, 0)) == pytest.approx((127, 127, 127), abs=1)


def test_transparency_is_kept_and_an_empty_picture_refused() -> None:
    data, _, _, _ = clean_picture(png((9, 9), "RGBA", (255, 0, 0, 128)))
    assert Image.open(BytesIO(data)).getpixel((0, 0)) == (255, 0, 0, 128)
    with pytest.raises(UnusablePictureError, match="transparent"):
        clean_picture(png((9, 9), "RGBA", (255, 0, 0, 0)))


def huge_png() -> bytes:
    """A few hundred bytes that claim to be 60,000 × 60,000 dots."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


BROKEN = {
    "cut off": png()[:120],
    "empty": b"",
    "text": b"not a picture",
    "gif": b"GIF89a" + b"\x00" * 50,
    "bomb": huge_png(),
    "jpeg in name only": b"\xff\xd8\xff\xe0" + b"x" * 50,
    "page": b"<html><body>404</body></html>",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_picture_is_told_and_the_name_set(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    logo, found = read_one(tmp_path, "logo.png")
    assert logo is None
    assert found is not None
    assert (found.code, found.level, found.pointer) == ("LY103", Level.WARNING, "/customer/logo")
    assert found.message.endswith("; the name is set instead")
    assert found.advice


def test_a_missing_logo_offers_the_file_that_was_meant(tmp_path: Path) -> None:
    (tmp_path / "halden.png").write_bytes(png())
    logo, found = read_one(tmp_path, "haldn.png")
    assert (logo, found.code, found.advice) == (None, "LY101", "Did you mean halden.png?")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "named",
    [
        "../out.png",
        "sub/../../out.png",
        "..\\out.png",
        "C:\\out.png",
        "https://x.example/out.png",
        "file:out.png",
    ],
)
def test_a_plan_cannot_pull_in_a_file_from_outside_its_folder(tmp_path: Path, named: str) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "out.png").write_bytes(png())
    logo, found = read_one(tmp_path / "plan", named)
    assert logo is None
    assert found is not None
    assert found.code == "LY102"


def test_neither_can_an_absolute_path_or_a_link(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "out.png").write_bytes(png())
    (tmp_path / "plan" / "link.png").symlink_to(tmp_path / "out.png")
    for named in (str(tmp_path / "out.png"), "link.png"):
        logo, found = read_one(tmp_path / "plan", named)
        assert (logo, found and found.code) == (None, "LY102")


@given(st.text(min_size=1, max_size=60))
def test_whatever_a_plan_names_is_a_logo_or_a_finding(named: str) -> None:
    logo, found = read_one(samples_folder(), named)
    assert (logo is None) == (found is not None)


def test_a_folder_for_a_logo_is_told(tmp_path: Path) -> None:
    (tmp_path / "logo.png").mkdir()
    assert read_one(tmp_path, "logo.png")[1].code == "LY103"  # type: ignore[union-attr]


def test_the_vendor_falls_back_to_the_looks_logo_and_the_customer_does_not(tmp_path: Path) -> None:
    look = tmp_path / "look"
    look.mkdir()
    (look / "ours.png").write_bytes(png())
    logos, found = read_logos(customer(), vendor(), tmp_path, LogoFile(file="ours.png"), look)
    assert set(logos) == {"vendor"}
    assert found == ()
    logos, found = read_logos(customer(), vendor("gone.png"), tmp_path, LogoFile(file="ours.png"), look)
    assert set(logos) == {"vendor"}
    assert [f.pointer for f in found] == ["/vendor/logo"]


def test_a_looks_missing_logo_is_told_at_the_look(tmp_path: Path) -> None:
    _, found = read_logos(customer(), vendor(), tmp_path, LogoFile(file="gone.png"), tmp_path)
    assert [(f.code, f.place) for f in found] == [("LY101", "layout.toml")]


@pytest.mark.parametrize(
    ("ground", "ink", "seen"),
    [
        ((255, 255, 255, 0), (20, 40, 60, 255), "14283C"),  # transparent: the ink alone
        ((255, 255, 255), (20, 40, 60), "14283C"),  # on its own white ground: still the ink
        ((20, 40, 60), (255, 255, 255), "FFFFFF"),
        ((20, 40, 60), (20, 40, 60), ""),  # nothing stands out
    ],
)
def test_the_colour_a_logo_is_seen_by(ground: tuple[int, ...], ink: tuple[int, ...], seen: str) -> None:
    picture = Image.new("RGBA" if len(ground) == 4 else "RGB", (40, 20), ground)
    picture.paste(ink, (10, 5, 30, 15))
    assert seen_color(picture) == seen


def test_the_sample_logos_are_dark() -> None:
    logos, _ = read_logos(customer("logos/halden-mutual.svg"), vendor(), SAMPLES, NO_LOGO, SAMPLES)
    assert contrast(logos["customer"].hex, "FFFFFF") > 7


def test_a_look_has_a_logo_for_dark_grounds(tmp_path: Path) -> None:
    (tmp_path / "ours.png").write_bytes(png(color="black"))
    (tmp_path / "white.png").write_bytes(png(color="white"))
    both = LogoFile(file="ours.png", reversed="white.png")
    logos, found = read_logos(customer(), vendor(), tmp_path, both, tmp_path)
    assert found == ()
    assert logos["vendor"].reversed is not None
    assert logos["vendor"].reversed.data != logos["vendor"].data
    gone = LogoFile(file="ours.png", reversed="gone.png")
    logos, found = read_logos(customer(), vendor(), tmp_path, gone, tmp_path)
    assert logos["vendor"].reversed is None
    assert [(f.code, f.place) for f in found] == [("LY101", "layout.toml")]
