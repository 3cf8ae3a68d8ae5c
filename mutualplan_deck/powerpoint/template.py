"""A template from a look's tokens: theme, one master, and the two layouts our slides use.

It is an ordinary PowerPoint file: a designer may open it, move a placeholder or change a colour.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mutualplan_deck.deck.boxes import Properties, Rect
from mutualplan_deck.deck.grid import STANDARD, WIDE, Grid
from mutualplan_deck.deck.look import NARROWER_TITLE, Ink, LayoutFile
from mutualplan_deck.deck.sizes import TITLE_FLOOR
from mutualplan_deck.powerpoint.markup import HEAD, SPACES, Inks, emu, escape, frame_xml, palette
from mutualplan_deck.powerpoint.notes import CLEAR_GROUP, COLOR_MAP, PAGE, notes_master
from mutualplan_deck.powerpoint.package import Package, write
from mutualplan_deck.powerpoint.presentation import add_expected, list_slides
from mutualplan_deck.powerpoint.properties import set_properties
from mutualplan_deck.powerpoint.theme_xml import THEME_KIND, theme_name, theme_xml

_KIND = "application/vnd.openxmlformats-officedocument.presentationml."
_MASTER = "ppt/slideMasters/slideMaster1.xml"
_FIELD = "{B2D4E6F8-1A3C-4E5D-8F70-9A1B2C3D4E5F}"
_NO_BULLET = "<a:buNone/>"
_PROMPT = "Title: a claim with its figure and date"
_PAGE = 24  # width of the page number, at the right of the footer
_BAND = 190  # height of the dark header
_CREATED = "2026-01-01"


class _Style(Struct, frozen=True):
    """Text of a placeholder: size in points, colour, weight, font (`mn` or `mj`), side."""

    size: float
    color: str
    bold: bool = False
    font: str = "mn"
    align: str = "l"
    leading: int = 100

    def xml(self, inks: Inks, tag: str = "a:lvl1pPr") -> str:
        """The first level of a list style, without bullet or indent."""
        spacing = f'<a:lnSpc><a:spcPct val="{self.leading * 1000}"/></a:lnSpc>'
        spacing += '<a:spcBef><a:spcPts val="0"/></a:spcBef>'
        run = _run_xml(inks, self.size, self.color, bold=self.bold, font=self.font)
        return f'<{tag} marL="0" indent="0" algn="{self.align}">{spacing}{_NO_BULLET}{run}</{tag}>'


def _run_xml(inks: Inks, size: float, color: str, *, bold: bool = False, font: str = "mn") -> str:
    faces = "".join(f'<a:{tag} typeface="+{font}-{end}"/>' for tag, end in _FACES)
    fill = f"<a:solidFill>{inks[color]}</a:solidFill>"
    return f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}" kern="1200">{fill}{faces}</a:defRPr>'


_FACES = (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))


class _Placeholder(Struct, frozen=True):
    """A placeholder of the master or a layout. Without `rect` it stands where the master's does."""

    name: str
    mark: str
    text: str
    rect: Rect | None = None
    style: _Style | None = None
    anchor: str = "t"


class _Maker:
    """Writes the master and layouts of one look at one slide size."""

    def __init__(self, file: LayoutFile, inks: Inks, grid: Grid) -> None:
        self._file, self._inks, self._grid = file, inks, grid

    def _scaled(self, size: float) -> float:
        """A text size in this look's face, to the half point (SPEC §3)."""
        return round(size * self._file.fonts.scale * 2) / 2

    def _title_style(self, color: str = "dk1") -> _Style:
        size = self._file.heading.size
        size = size if self._grid.wide else max(TITLE_FLOOR, size - NARROWER_TITLE)
        return _Style(size, color, self._file.heading.bold, font="mj", leading=90)

    def _shape_xml(self, number: int, item: _Placeholder) -> str:
        place = frame_xml(item.rect) + '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if item.rect else ""
        sides = 'lIns="0" tIns="0" rIns="0" bIns="0"'
        body = f'<a:bodyPr vert="horz" wrap="square" {sides} anchor="{item.anchor}"><a:noAutofit/></a:bodyPr>'
        levels = item.style.xml(self._inks) if item.style else ""
        locks = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        start = f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{item.name}"/>{locks}'
        return (
            f"{start}<p:nvPr><p:ph {item.mark}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
            f"<p:txBody>{body}<a:lstStyle>{levels}</a:lstStyle>{item.text}</p:txBody></p:sp>"
        )

    def _chrome(self) -> tuple[_Placeholder, _Placeholder]:
        foot = _Style(self._scaled(9), "muted", align="r")
        whole, empty = self._grid.footer, '<a:p><a:endParaRPr lang="en-GB"/></a:p>'
        note = Rect(whole.x, whole.y, whole.w - _PAGE, whole.h)
        number = Rect(whole.right - _PAGE, whole.y, _PAGE, whole.h)
        return (
            _Placeholder("Footer", 'type="ftr" sz="quarter" idx="11"', empty, note, foot),
            _Placeholder("Page number", 'type="sldNum" sz="quarter" idx="12"', _page(), number, foot),
        )

    def _master_placeholders(self) -> list[_Placeholder]:
        levels = "".join(_text(f"Level {i + 1}", level=i) for i in range(3))
        return [
            _Placeholder("Title", 'type="title"', _text(_PROMPT), self._grid.title),
            _Placeholder("Text", 'type="body" idx="1"', levels, self._grid.body),
            *self._chrome(),
        ]

    def _layout_placeholders(self, *, dark: bool) -> list[_Placeholder]:
        kicker = _Style(self._scaled(10.5), "on_dark" if dark else "primary")
        source = _Style(self._scaled(9), "muted")
        title = self._title_style("on_dark") if dark else None
        mark = 'type="body" sz="quarter" idx="{}" hasCustomPrompt="1"'
        grid = self._grid
        return [
            _Placeholder("Title", 'type="title"', _text(_PROMPT), None, title),
            _Placeholder("Kicker", mark.format(21), _text("Block and version"), grid.kicker, kicker),
            _Placeholder("Source", mark.format(22), _text("Sources and notes"), grid.source, source),
            *self._chrome(),
        ]

    def _body_level(self, level: int) -> str:
        size = self._scaled((15, 12.5, 12, 11, 11, 11, 11, 11, 11)[level])
        left, hang = emu(12 * (level + 1)), emu(-12)
        bullet = '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
        space = '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="400"/></a:spcBef>'
        inside = space + bullet + _run_xml(self._inks, size, "dk1")
        return f'<a:lvl{level + 1}pPr marL="{left}" indent="{hang}" algn="l">{inside}</a:lvl{level + 1}pPr>'

    def _text_styles(self) -> str:
        title = self._title_style().xml(self._inks)
        body = "".join(self._body_level(level) for level in range(9))
        other = "".join(_other_level(self._inks, i + 1) for i in range(9))
        return (
            f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle>"
            f"<p:otherStyle>{other}</p:otherStyle></p:txStyles>"
        )

    def _shapes_xml(self, first: int, items: list[_Placeholder]) -> str:
        return "".join(self._shape_xml(number, item) for number, item in enumerate(items, first))

    def master_xml(self) -> str:
        """The slide master."""
        tree = f"<p:spTree>{CLEAR_GROUP}{self._shapes_xml(2, self._master_placeholders())}</p:spTree>"
        ids = "".join(f'<p:sldLayoutId id="{2147483649 + i}" r:id="rId{i + 1}"/>' for i in range(2))
        listed = f'<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/>'
        sheet = f"<p:cSld>{PAGE}{tree}</p:cSld>{COLOR_MAP}"
        return f"{HEAD}<p:sldMaster {SPACES}>{sheet}{listed}{self._text_styles()}</p:sldMaster>"

    def layout_xml(self, name: str, *, dark: bool) -> str:
        """A slide layout; the dark one has a band behind title and asks."""
        band = _band_xml(self._inks, Rect(0, 0, self._grid.width, _BAND)) if dark else ""
        tree = f"{CLEAR_GROUP}{band}{self._shapes_xml(3, self._layout_placeholders(dark=dark))}"
        sheet = f'<p:cSld name="{escape(name)}"><p:spTree>{tree}</p:spTree></p:cSld>'
        end = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
        return f'{HEAD}<p:sldLayout {SPACES} preserve="1" userDrawn="1">{sheet}{end}</p:sldLayout>'


def _text(text: str, level: int = 0) -> str:
    return f'<a:p><a:pPr lvl="{level}"/><a:r><a:rPr lang="en-GB"/><a:t>{escape(text)}</a:t></a:r></a:p>'


def _page() -> str:
    field = f'<a:fld id="{_FIELD}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
    return f'<a:p>{field}<a:endParaRPr lang="en-GB"/></a:p>'


def _other_level(inks: Inks, level: int) -> str:
    """Text a person adds in a box of their own."""
    run = _run_xml(inks, 12, "dk1")
    return f'<a:lvl{level}pPr marL="{emu(36 * (level - 1))}" algn="l">{run}</a:lvl{level}pPr>'


def _band_xml(inks: Inks, rect: Rect) -> str:
    fill = f"<a:solidFill>{inks['dk2']}</a:solidFill><a:ln><a:noFill/></a:ln>"
    look = f'{frame_xml(rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}'
    identity = '<p:cNvPr id="2" name="Header band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
    return f"<p:sp><p:nvSpPr>{identity}</p:nvSpPr><p:spPr>{look}</p:spPr></p:sp>"


def _presentation_xml(grid: Grid, inks: Inks) -> str:
    kind = "" if grid.wide else ' type="screen4x3"'
    size = f'<p:sldSz cx="{emu(grid.width)}" cy="{emu(grid.height)}"{kind}/>'
    levels = "".join(_other_level(inks, i + 1) for i in range(9))
    masters = '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
    notes = '<p:notesSz cx="6858000" cy="9144000"/>'
    style = f"<p:defaultTextStyle>{levels}</p:defaultTextStyle>"
    inside = f"{masters}{size}{notes}{style}"
    return f'{HEAD}<p:presentation {SPACES} saveSubsetFonts="1">{inside}</p:presentation>'


def make_template(file: LayoutFile, inks: Mapping[str, Ink], *, wide: bool) -> bytes:
    """The template of a look at 16:9 (960 x 540 points) or 4:3 (720 x 540).

    `inks` needs the roles dk1, lt1, dk2, primary, muted and on_dark. The same look, the same bytes.
    """
    colors, grid = palette(inks), WIDE if wide else STANDARD
    maker, package = _Maker(file, colors, grid), Package()
    package.relate("", "officeDocument", "ppt/presentation.xml")
    package.add("ppt/presentation.xml", _KIND + "presentation.main+xml", _presentation_xml(grid, colors))
    package.relate("ppt/presentation.xml", "slideMaster", _MASTER)
    for number, name in enumerate((file.template.light, file.template.dark), 1):
        part = f"ppt/slideLayouts/slideLayout{number}.xml"
        package.add(part, _KIND + "slideLayout+xml", maker.layout_xml(name, dark=number == 2))
        package.relate(part, "slideMaster", _MASTER)
        package.relate(_MASTER, "slideLayout", part)
    package.add(_MASTER, _KIND + "slideMaster+xml", maker.master_xml())
    _finish(package, file, wide=wide)
    return write(package)


def _finish(package: Package, file: LayoutFile, *, wide: bool) -> None:
    """Theme, notes master, the small parts PowerPoint expects, and the properties."""
    package.relate(_MASTER, "theme", package.add("ppt/theme/theme1.xml", THEME_KIND, theme_xml(file)))
    notes_master(package, wide=wide)
    list_slides(package, ())
    package.relate(package.presentation, "theme", "ppt/theme/theme1.xml")
    add_expected(package)
    title = Properties(title=f"{theme_name(file)} template", created=_CREATED)
    set_properties(package, title, slides=0, notes=0, wide=wide)
