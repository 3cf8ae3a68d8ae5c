"""Speaker notes: a notes master where the template has none, and a notes page per slide."""

from __future__ import annotations

from collections.abc import Sequence

from mutualplan_deck.deck.boxes import Note
from mutualplan_deck.powerpoint.markup import HEAD, SPACES, clean, escape
from mutualplan_deck.powerpoint.package import Package
from mutualplan_deck.powerpoint.theme_xml import THEME_KIND

_KIND = "application/vnd.openxmlformats-officedocument.presentationml."
_MAP = " ".join(
    f'{k}="{v}"'
    for k, v in {
        "bg1": "lt1",
        "tx1": "dk1",
        "bg2": "lt2",
        "tx2": "dk2",
        **{f"accent{i}": f"accent{i}" for i in range(1, 7)},
        "hlink": "hlink",
        "folHlink": "folHlink",
    }.items()
)
CLEAR_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
    '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_WHITE = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
PAGE = f"<p:bg><p:bgPr>{_WHITE}<a:effectLst/></p:bgPr></p:bg>"
COLOR_MAP = f"<p:clrMap {_MAP}/>"
# The notes page is 540 by 720 points, whatever the slide.
# The slide is small on it: what is to be said needs the room.
_IMAGE = '<a:xfrm><a:off x="1143000" y="457200"/><a:ext cx="4572000" cy="2571750"/></a:xfrm>'
_IMAGE_4X3 = '<a:xfrm><a:off x="1714500" y="457200"/><a:ext cx="3429000" cy="2571750"/></a:xfrm>'
_TEXT = '<a:xfrm><a:off x="685800" y="3200400"/><a:ext cx="5486400" cy="5394960"/></a:xfrm>'
_NUMBER = '<a:xfrm><a:off x="3884613" y="8685213"/><a:ext cx="2971800" cy="457200"/></a:xfrm>'
_RECT = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def _image_xml(place: str) -> str:
    locks = '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
    start = f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide image"/>{locks}'
    look = f"<p:spPr>{place}</p:spPr>"
    return f'{start}<p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr>{look}</p:sp>'


def _body_xml(number: int, name: str, mark: str, place: str, text: str) -> str:
    locks = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    start = f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>{locks}<p:nvPr><p:ph {mark}/></p:nvPr>'
    return f"{start}</p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody>{text}</p:txBody></p:sp>"


def _master_xml(*, wide: bool) -> str:
    line = '<a:ln w="9525"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln>'
    image = _image_xml((_IMAGE if wide else _IMAGE_4X3) + _RECT + "<a:noFill/>" + line)
    level = '<a:p><a:pPr lvl="0"/><a:r><a:rPr lang="en-GB"/><a:t>Notes</a:t></a:r></a:p>'
    own = '<a:lstStyle><a:lvl1pPr marL="0" indent="0"><a:defRPr sz="1100"/></a:lvl1pPr></a:lstStyle>'
    text = f"<a:bodyPr/>{own}{level}"
    body = _body_xml(3, "Notes", 'type="body" sz="quarter" idx="1"', _TEXT + _RECT, text)
    fld = '<a:fld id="{3C5B7A10-94E2-4B6F-8D11-7A2F0C9E5B42}" type="slidenum">'
    field = f'<a:p>{fld}<a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld><a:endParaRPr lang="en-GB"/></a:p>'
    style = '<a:lstStyle><a:lvl1pPr algn="r"><a:defRPr sz="1000"/></a:lvl1pPr></a:lstStyle>'
    number_text = f'<a:bodyPr anchor="b"/>{style}{field}'
    number = _body_xml(4, "Page number", 'type="sldNum" sz="quarter" idx="5"', _NUMBER + _RECT, number_text)
    tree = f"<p:spTree>{CLEAR_GROUP}{image}{body}{number}</p:spTree>"
    font = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
    run = f'<a:defRPr sz="1100"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>{font}</a:defRPr>'
    space = '<a:spcBef><a:spcPts val="300"/></a:spcBef>'
    styles = f'<p:notesStyle><a:lvl1pPr marL="0" indent="0" algn="l">{space}{run}</a:lvl1pPr></p:notesStyle>'
    return f"{HEAD}<p:notesMaster {SPACES}><p:cSld>{PAGE}{tree}</p:cSld>{COLOR_MAP}{styles}</p:notesMaster>"


def notes_master(package: Package, *, wide: bool) -> str:
    """The notes master's part name; made, with the slides' own theme, if the template has none."""
    known = next(package.targets(package.presentation, "notesMaster"), "")
    if known:
        return known
    name, theme = "ppt/notesMasters/notesMaster1.xml", _free_theme(package)
    master = next(package.targets(package.presentation, "slideMaster"))
    package.add(theme, THEME_KIND, package.parts[next(package.targets(master, "theme"))])
    package.add(name, _KIND + "notesMaster+xml", _master_xml(wide=wide))
    package.relate(name, "theme", theme)
    package.relate(package.presentation, "notesMaster", name)
    return name


def _free_theme(package: Package) -> str:
    number = 2
    while f"ppt/theme/theme{number}.xml" in package.parts:
        number += 1
    return f"ppt/theme/theme{number}.xml"


def _paragraph_xml(note: Note, language: str) -> str:
    text = escape(note.text)
    bold = ' b="1"' if note.heading or note.strong else ""
    above = 900 if note.heading else 300
    place = f'<a:pPr marL="0" indent="0"><a:spcBef><a:spcPts val="{above}"/></a:spcBef></a:pPr>'
    run = f'<a:r><a:rPr lang="{language}"{bold} dirty="0"/><a:t>{text}</a:t></a:r>' if text else ""
    return f'<a:p>{place}{run}<a:endParaRPr lang="{language}" dirty="0"/></a:p>'


def add_notes(
    package: Package, slide: str, number: int, notes: Sequence[Note], language: str, master: str
) -> None:
    """Add the notes page of `slide`."""
    name = f"ppt/notesSlides/notesSlide{number}.xml"
    paragraphs = "".join(_paragraph_xml(n, language) for n in notes if clean(n.text))
    paragraphs = paragraphs or f'<a:p><a:endParaRPr lang="{language}"/></a:p>'
    text = f"<a:bodyPr/><a:lstStyle/>{paragraphs}"
    body = _body_xml(3, "Notes", 'type="body" idx="1"', "", text)
    tree = f"<p:spTree>{CLEAR_GROUP}{_image_xml('')}{body}</p:spTree>"
    end = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    package.add(
        name, _KIND + "notesSlide+xml", f"{HEAD}<p:notes {SPACES}><p:cSld>{tree}</p:cSld>{end}</p:notes>"
    )
    package.relate(name, "notesMaster", master)
    package.relate(name, "slide", slide)
    package.relate(slide, "notesSlide", name)
