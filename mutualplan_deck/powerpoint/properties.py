"""The document properties: our own, and nothing of the tool a template was made with."""

from __future__ import annotations

from mutualplan_deck.deck.boxes import Deck, Properties
from mutualplan_deck.powerpoint.markup import HEAD, escape
from mutualplan_deck.powerpoint.package import Package

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def core_xml(properties: Properties) -> str:
    """`docProps/core.xml`; created and modified are the day of the run, so bytes repeat."""
    stamp = f"{properties.created}T00:00:00Z"
    texts = (
        ("dc:title", properties.title),
        ("dc:subject", properties.subject),
        ("dc:creator", properties.author),
        ("cp:keywords", properties.keywords),
        ("cp:lastModifiedBy", properties.author),
        ("dc:language", properties.language),
    )
    inside = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in texts if text)
    times = "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{tag}>' for tag in ("created", "modified")
    )
    spaces = (
        f'xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    inside += f"<cp:revision>1</cp:revision>{times}"
    return f"{HEAD}<cp:coreProperties {spaces}>{inside}</cp:coreProperties>"


def app_xml(*, slides: int, notes: int, wide: bool) -> str:
    """`docProps/app.xml`."""
    form = "Widescreen" if wide else "On-screen Show (4:3)"
    counts = f"<Slides>{slides}</Slides><Notes>{notes}</Notes><HiddenSlides>0</HiddenSlides>"
    inside = f"<TotalTime>0</TotalTime><Application>mutualplan-deck</Application><PresentationFormat>{form}"
    return f'{HEAD}<Properties xmlns="{_EXTENDED}">{inside}</PresentationFormat>{counts}</Properties>'


def set_properties(package: Package, properties: Properties, *, slides: int, notes: int, wide: bool) -> None:
    """Replace the package's properties and drop its thumbnail, which shows another deck."""
    package.drop("", "core-properties", "extended-properties", "thumbnail")
    package.relate("", _CORE_RELATION, "docProps/core.xml")
    package.relate("", "extended-properties", "docProps/app.xml")
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    extended = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    package.add("docProps/core.xml", core, core_xml(properties))
    package.add("docProps/app.xml", extended, app_xml(slides=slides, notes=notes, wide=wide))


def set_deck_properties(package: Package, deck: Deck) -> None:
    """The properties of a deck."""
    notes = sum(bool(s.notes) for s in deck.slides)
    wide = deck.width / deck.height > 1.5
    set_properties(package, deck.properties, slides=len(deck.slides), notes=notes, wide=wide)
