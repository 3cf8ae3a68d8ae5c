"""An SVG from somebody else becomes a plain drawing: nothing in it acts, fetches or tells."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from mutualplan_deck.readers.logo_pictures import (
    MAX_SIDE,
    CleanPicture,
    UnusablePictureError,
    clean_picture,
    is_picture,
)
from mutualplan_deck.regex import regex

MAX_BYTES = 2_000_000
MAX_SHAPES = 20_000
MAX_RATIO = 40
_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "image"}
_HOLDERS = {"svg", "g", "defs", "symbol", "switch", "a", "clipPath", "mask", "pattern", "marker", "style"}
_PAINT = {"linearGradient", "radialGradient", "stop", "filter"}
_NUMBER = regex(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_URL = regex(r"url\(\s*['\"]?\s*(?!#)[^)]", re.IGNORECASE)
_CSS_COMMENT = regex(r"/\*.*?\*/", re.DOTALL)
_EMBEDDED = regex(r"data:image/(?:png|jpe?g);base64,(.+)\Z", re.DOTALL | re.IGNORECASE)


def is_drawing(data: bytes) -> bool:
    """Whether the bytes may be an SVG."""
    return b"<" in data[:200].replace(b"\x00", b"")


def clean_drawing(data: bytes) -> bytes:
    """An SVG with its shapes and their paint alone.

    Scripts, links, animations, comments, editors' notes and embedded pictures' metadata are left out.
    Raises UnusablePictureError where leaving out would change what is seen: live text, files or web
    addresses it needs; and where it is broken, too large, without a size, or defines entities.
    """
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise UnusablePictureError(f"is larger than {MAX_BYTES // 1_000_000} MB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as why:
        raise UnusablePictureError("is damaged or no SVG") from why
    _refuse(root)
    _clean(root)
    _set_size(root)
    etree.cleanup_namespaces(root, top_nsmap={None: _SVG, "xlink": _HREF[1:-5]})
    return bytes(etree.tostring(root, encoding="utf-8"))


def draw(svg: bytes) -> CleanPicture:
    """A clean drawing as a PNG, its longer side MAX_SIDE dots.

    Raises UnusablePictureError: it cannot be drawn, or shows nothing.
    """
    import resvg_py
    from lxml import etree

    root = etree.fromstring(svg)
    wide = float(root.get("width")) >= float(root.get("height"))
    try:
        # fonts differ from machine to machine, so none is used: live text was refused before
        png = resvg_py.svg_to_bytes(
            svg_string=svg.decode(),
            skip_system_fonts=True,
            width=MAX_SIDE if wide else None,
            height=None if wide else MAX_SIDE,
        )
    except ValueError as why:
        raise UnusablePictureError("cannot be drawn") from why
    return clean_picture(bytes(png))


def _set_size(root: Any) -> None:
    """One size, the view's own. What says none, or is a mere line, could fill any memory when drawn."""
    sides = [n for side in ("width", "height") for n in _NUMBER.findall(root.get(side, ""))[:1]]
    box = _NUMBER.findall(root.get("viewBox", "")) or ["0", "0", *sides]
    width, height = map(float, box[2:4]) if len(box) == 4 else (0.0, 0.0)
    if not (0 < width <= height * MAX_RATIO and 0 < height <= width * MAX_RATIO):
        raise UnusablePictureError("says no size (a viewBox) that a logo can have")
    root.set("width", box[2])
    root.set("height", box[3])
    root.set("viewBox", " ".join(box))


def _refuse(root: Any) -> None:
    """What cannot be cleaned without changing what is seen, or is not safe to draw."""
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        raise UnusablePictureError("defines XML entities; it is not safe to read")
    if root.tag != f"{{{_SVG}}}svg":
        raise UnusablePictureError("is no SVG")
    if any(True for _ in root.iter(f"{{{_SVG}}}text")):
        raise UnusablePictureError("has live text; in a drawing program, turn the text into outlines")
    if _shapes(root) > MAX_SHAPES:
        raise UnusablePictureError(f"has more than {MAX_SHAPES:,} shapes")


def _shapes(root: Any) -> int:
    """How many shapes are drawn, each `use` counted as what it repeats; over MAX_SHAPES for a circle."""
    by_id = {e.get("id"): e for e in root.iter() if e.get("id")}
    weights: dict[Any, int] = {}

    def weigh(element: Any, depth: int) -> int:
        if depth > 60:
            return MAX_SHAPES + 1
        if element not in weights:
            weights[element] = MAX_SHAPES + 1  # what meets itself on the way has no end
            named = by_id.get(_href(element).removeprefix("#")) if _name(element) == "use" else None
            parts = [*element, *([named] if named is not None else [])]
            weights[element] = 1 + sum(weigh(part, depth + 1) for part in parts)
        return weights[element]

    return weigh(root, 0)


def _clean(root: Any) -> None:
    for element in list(root.iter()):
        if not _kept(element):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        if _name(element) == "a":
            element.tag = f"{{{_SVG}}}g"
        for attribute, value in list(element.attrib.items()):
            _clean_attribute(element, attribute, value)
        element.tail = None
        element.text = _css(element.text or "") if _name(element) == "style" else None


def _kept(element: Any) -> bool:
    name = _name(element)
    known = name in _SHAPES or name in _HOLDERS or name in _PAINT or name.startswith("fe")
    return known and name != "feImage" and element.tag.startswith(f"{{{_SVG}}}")


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _href(element: Any) -> str:
    return str(element.get(_HREF) or element.get("href") or "").strip()


def _clean_attribute(element: Any, attribute: str, value: str) -> None:
    if attribute in ("href", _HREF):
        element.set(attribute, _reference(element, value.strip()))
        if not element.get(attribute):
            del element.attrib[attribute]
    elif attribute.startswith(("{", "on", "data-", "aria-", "inkscape", "sodipodi")) or attribute == "role":
        del element.attrib[attribute]
    else:
        element.set(attribute, _css(value))


def _reference(element: Any, value: str) -> str:
    """A reference inside the drawing, or an embedded picture made clean; "" for a mere link."""
    if value.startswith("#") or not value:
        return value
    if embedded := _EMBEDDED.match(value):
        return f"data:image/png;base64,{_embedded(embedded[1])}"
    if _name(element) in ("image", "use"):
        raise UnusablePictureError("needs another file or a web address; save it with everything inside")
    return ""


def _embedded(text: str) -> str:
    try:
        data = base64.b64decode(text)
    except binascii.Error as why:
        raise UnusablePictureError("holds a damaged picture") from why
    if not is_picture(data):
        raise UnusablePictureError("holds a damaged picture")
    return base64.b64encode(clean_picture(data).data).decode()


def _css(text: str) -> str:
    """Style without comments. A backslash could spell `url(` another way, so it is refused with the rest."""
    bare = _CSS_COMMENT.sub("", text)
    if "@import" in bare.lower() or "\\" in bare or _URL.search(bare):
        raise UnusablePictureError("needs another file or a web address; save it with everything inside")
    return bare
