"""Shapes, outlines, connectors and pictures as they stand in a slide's shape tree."""

from __future__ import annotations

from collections.abc import Mapping

from mutualplan_deck.deck.boxes import Connector, Freeform, Glue, Picture, Rect, Shape
from mutualplan_deck.powerpoint.markup import edges, emu, fill_xml, frame_xml, identity_xml, line_xml
from mutualplan_deck.powerpoint.placeholders import Place
from mutualplan_deck.powerpoint.text_xml import Style, body_properties, paragraph_xml, paragraphs_xml

_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def _guides(adjust: tuple[int, ...]) -> str:
    """The preset's adjust values: a lone one is called `adj`, several `adj1`, `adj2`, …"""
    names = ["adj"] if len(adjust) == 1 else [f"adj{i + 1}" for i in range(len(adjust))]
    inside = "".join(f'<a:gd name="{n}" fmla="val {v}"/>' for n, v in zip(names, adjust, strict=True))
    return f"<a:avLst>{inside}</a:avLst>" if inside else "<a:avLst/>"


def _look_xml(style: Style, shape: Shape) -> str:
    geometry = f'<a:prstGeom prst="{shape.geometry}">{_guides(shape.adjust)}</a:prstGeom>'
    fill = fill_xml(style.inks, shape.fill, hatch=shape.hatch)
    return f"{frame_xml(shape.rect)}{geometry}{fill}{line_xml(style.inks, shape.stroke)}"


def _text_xml(style: Style, shape: Shape) -> str:
    if not shape.paragraphs:
        return ""
    body = body_properties(shape.insets, shape.anchor, wrap=shape.wrap)
    return f"<p:txBody>{body}<a:lstStyle/>{_paragraphs(style, shape)}</p:txBody>"


def _paragraphs(style: Style, shape: Shape) -> str:
    if shape.placeholder == "page":
        return "".join(paragraph_xml(style, p, page=True) for p in shape.paragraphs)
    return paragraphs_xml(style, shape.paragraphs)


def shape_xml(style: Style, shape: Shape, number: int) -> str:
    """An autoshape, or a text box when it is nothing but text."""
    only_text = shape.paragraphs and not (shape.fill or shape.stroke or shape.geometry != "rect")
    kind = '<p:cNvSpPr txBox="1"/>' if only_text else "<p:cNvSpPr/>"
    identity = identity_xml(number, shape.name, shape.alt, decorative=shape.decorative)
    start = f"<p:sp><p:nvSpPr>{identity}{kind}<p:nvPr/></p:nvSpPr>"
    return f"{start}<p:spPr>{_look_xml(style, shape)}</p:spPr>{_text_xml(style, shape)}</p:sp>"


def placeholder_xml(style: Style, shape: Shape, number: int, place: Place) -> str:
    """A shape that fills the layout's placeholder; it says its place only where the layout says another."""
    moved = "" if place.rect == edges(shape.rect) else frame_xml(shape.rect)
    fill = fill_xml(style.inks, shape.fill) if shape.fill else ""
    line = line_xml(style.inks, shape.stroke) if shape.stroke else ""
    page = shape.placeholder == "page"
    text = "".join(paragraph_xml(style, p, inherits=True, page=page) for p in shape.paragraphs)
    body = body_properties(shape.insets, shape.anchor, wrap=shape.wrap)
    identity = identity_xml(number, shape.name, shape.alt, decorative=False)
    locks = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    return (
        f"<p:sp><p:nvSpPr>{identity}{locks}<p:nvPr><p:ph{place.attributes}/></p:nvPr></p:nvSpPr>"
        f"<p:spPr>{moved}{fill}{line}</p:spPr><p:txBody>{body}<a:lstStyle/>{text}</p:txBody></p:sp>"
    )


def _outline_xml(freeform: Freeform) -> str:
    box = freeform.rect
    spots = [f'<a:pt x="{emu(x - box.x)}" y="{emu(y - box.y)}"/>' for x, y in freeform.points]
    lines = "".join(f"<a:lnTo>{spot}</a:lnTo>" for spot in spots[1:])
    size = f'w="{max(emu(box.w), 1)}" h="{max(emu(box.h), 1)}"'
    path = f"<a:path {size}><a:moveTo>{spots[0]}</a:moveTo>{lines}<a:close/></a:path>"
    lists = "<a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
    return f'<a:custGeom>{lists}<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{path}</a:pathLst></a:custGeom>'


def freeform_xml(style: Style, freeform: Freeform, number: int) -> str:
    """A closed outline as custom geometry."""
    identity = identity_xml(number, freeform.name, freeform.alt, decorative=freeform.decorative)
    look = frame_xml(freeform.rect) + _outline_xml(freeform) + fill_xml(style.inks, freeform.fill)
    start = f"<p:sp><p:nvSpPr>{identity}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
    return f"{start}<p:spPr>{look}{line_xml(style.inks, None)}</p:spPr></p:sp>"


def _path_xml(connector: Connector) -> str:
    """A bent connector with no width or no height is a straight one."""
    if connector.path == "straight" or not (connector.rect.w and connector.rect.h):
        return '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
    if connector.path == "bent2":
        return '<a:prstGeom prst="bentConnector2"><a:avLst/></a:prstGeom>'
    guide = f'<a:gd name="adj1" fmla="val {round(connector.adjust * 100000)}"/>'
    return f'<a:prstGeom prst="bentConnector3"><a:avLst>{guide}</a:avLst></a:prstGeom>'


def _turn(connector: Connector) -> str:
    """The preset runs right, then down. Up is a flip; left is half a turn, as PowerPoint writes it:
    LibreOffice would lay a flipped elbow down first."""
    left, up = connector.end[0] < connector.start[0], connector.end[1] < connector.start[1]
    if left:
        return ' rot="10800000"' + ("" if up else ' flipV="1"')
    return ' flipV="1"' if up else ""


def _glue_xml(tag: str, glue: Glue | None, numbers: Mapping[str, int]) -> str:
    if glue is None or glue.shape not in numbers:
        return ""
    return f'<a:{tag} id="{numbers[glue.shape]}" idx="{glue.site}"/>'


def connector_xml(style: Style, connector: Connector, number: int, numbers: Mapping[str, int]) -> str:
    """A connector, from its start to its end."""
    ends = _glue_xml("stCxn", connector.glue_start, numbers)
    ends += _glue_xml("endCxn", connector.glue_end, numbers)
    identity = identity_xml(number, connector.name, connector.alt, decorative=connector.decorative)
    glue = f"<p:cNvCxnSpPr>{ends}</p:cNvCxnSpPr>" if ends else "<p:cNvCxnSpPr/>"
    look = frame_xml(connector.rect, turn=_turn(connector)) + _path_xml(connector)
    line = line_xml(style.inks, connector.stroke, arrow=connector.arrow)
    start = f"<p:cxnSp><p:nvCxnSpPr>{identity}{glue}<p:nvPr/></p:nvCxnSpPr>"
    return f"{start}<p:spPr>{look}{line}</p:spPr></p:cxnSp>"


def picture_xml(picture: Picture, number: int, image: str, drawing: str) -> str:
    """A picture; `image` and `drawing` are relationship ids, `drawing` that of the SVG behind it."""
    svg = f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{drawing}"/>'
    ext = f'<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">{svg}</a:ext>'
    inside = f"<a:extLst>{ext}</a:extLst>" if drawing else ""
    blip = f'<a:blip r:embed="{image}">{inside}</a:blip><a:stretch><a:fillRect/></a:stretch>'
    identity = identity_xml(number, picture.name, picture.alt, decorative=picture.decorative)
    locks = '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr>'
    fill = f"<p:blipFill>{blip}</p:blipFill>"
    look = f'{frame_xml(picture.rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    return f"<p:pic><p:nvPicPr>{identity}{locks}<p:nvPr/></p:nvPicPr>{fill}<p:spPr>{look}</p:spPr></p:pic>"


def group_xml(rect: Rect, identity: str, inside: str) -> str:
    """A group that neither moves nor scales what it holds."""
    x, y, w, h = edges(rect)
    child = f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{w}" cy="{h}"/>'
    place = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/>{child}</a:xfrm>'
    start = f"<p:grpSp><p:nvGrpSpPr>{identity}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
    return f"{start}<p:grpSpPr>{place}</p:grpSpPr>{inside}</p:grpSp>"
