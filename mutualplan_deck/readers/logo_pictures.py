"""A picture from somebody else becomes a clean PNG: pixels only, of a modest size (DESIGN law 3)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_SIDE = 800
MAX_PIXELS = 40_000_000
_HALF = [255 * (value > 127) for value in range(256)]
_APART = [255 * (value > 30) for value in range(256)]
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


class UnusablePictureError(Exception):
    """Why a picture cannot be placed, as the end of a sentence: "halden.png " + this."""


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as a PNG or a JPEG does, whatever the file is called."""
    return data.startswith((_PNG, _JPEG))


class CleanPicture(NamedTuple):
    """A PNG of pixels alone, its width and height in pixels, and the colour it is seen in (`seen_color`)."""

    data: bytes
    width: int
    height: int
    hex: str


def clean_picture(data: bytes) -> CleanPicture:
    """A PNG or JPEG as a PNG without any metadata, at most MAX_SIDE a side.

    Turned the right way up first, since the note of how it was held goes with the metadata. The same
    bytes give the same bytes. Raises UnusablePictureError: broken, too large to unpack, or empty.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise UnusablePictureError(
                    f"has {picture.width:,} × {picture.height:,} dots; no logo needs them"
                )
            pixels = _modest(_plain(ImageOps.exif_transpose(picture)))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as why:
        raise UnusablePictureError("is damaged or no picture") from why
    if _shows_nothing(pixels):
        raise UnusablePictureError("shows nothing: every dot of it is transparent")
    return CleanPicture(_encode(pixels), pixels.width, pixels.height, seen_color(pixels))


def seen_color(picture: Image) -> str:
    """The mean colour (RRGGBB) of what is seen of a clean picture: all that is not transparent or, in one
    without transparency, all that is not the colour of its own ground; "" if that cannot be told.
    """
    from PIL import ImageStat

    mask = picture.getchannel("A").point(_HALF) if picture.mode == "RGBA" else _off_ground(picture)
    if mask is None or mask.getbbox() is None:
        return ""
    red, green, blue = ImageStat.Stat(picture.convert("RGB"), mask).mean
    return f"{round(red):02X}{round(green):02X}{round(blue):02X}"


def _off_ground(picture: Image) -> Image | None:
    """Where a picture differs from the colour all its corners have; None if they differ."""
    from PIL import ImageChops
    from PIL.Image import new

    right, bottom = picture.width - 1, picture.height - 1
    corners = {picture.getpixel(at) for at in ((0, 0), (right, 0), (0, bottom), (right, bottom))}
    if len(corners) > 1:
        return None
    ground = new("RGB", picture.size, corners.pop())
    return ImageChops.difference(picture, ground).convert("L").point(_APART)


def _plain(picture: Image) -> Image:
    """Eight bits a channel, in RGB, with transparency only where there is some."""
    from PIL.Image import frombytes

    if picture.mode.startswith("I"):  # 16 bits of grey, which converting would clip instead of scale
        return picture.convert("I").point(lambda value: value / 257, "L").convert("RGB")
    clear = picture.has_transparency_data
    plain = picture.convert("RGBA" if clear else "RGB")
    if clear and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    # a new picture, because converting carries notes along
    return frombytes(plain.mode, plain.size, plain.tobytes())


def _modest(picture: Image) -> Image:
    from PIL.Image import Resampling

    picture.thumbnail((MAX_SIDE, MAX_SIDE), Resampling.LANCZOS)
    return picture


def _shows_nothing(picture: Image) -> bool:
    return picture.mode == "RGBA" and picture.getchannel("A").getbbox() is None


def _encode(picture: Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
