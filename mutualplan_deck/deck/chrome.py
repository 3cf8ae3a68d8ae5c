"""What stands on every slide: title, kicker, names or logos, source note, confidentiality, page (SPEC §5)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mutualplan_deck.deck.boxes import Insets, Picture, Rect, Run, Shape, Stroke
from mutualplan_deck.deck.contrast import contrast
from mutualplan_deck.deck.fit import Want
from mutualplan_deck.deck.page import Page, line
from mutualplan_deck.story.story import Block, Edition, Party, Story


class Logo(Struct, frozen=True):
    """A logo's bytes and its size in any unit; `svg` is the drawing behind the PNG.

    `hex` is the mean colour of what is seen of it ("" = not known); `reversed` is the one for dark grounds.
    """

    data: bytes
    width: float
    height: float
    svg: bytes = b""
    hex: str = ""
    reversed: Logo | None = None


Logos = Mapping[str, Logo]

LEADING = 0.9
CLEAR = 12.0
PAGE = 16.0  # room for the page number
LEAST = 3.0  # contrast of a logo with its ground
KICKER = 0.6  # of the kicker's line is the most that an edition's name may take
LOGO_BOX = (90.0, 20.0)


def place_chrome(page: Page, story: Story, block: Block, logos: Logos, *, dark: bool = False) -> str:
    """Put the head of a slide on the page and return its title; `place_foot` closes the slide."""
    title = _title(page, block, dark=dark)
    _kicker(page, story, block, dark=dark)
    parties = (story.customer,) if story.edition is Edition.CHAMPION else (story.customer, story.vendor)
    _names(page, [p for p in parties if p.name], logos, dark=dark)
    return title


def place_foot(page: Page, story: Story, block: Block) -> None:
    """The source note, the confidentiality and the page number: last in reading order."""
    grid, size = page.grid, page.size("foot")
    source = page.source or block.source
    if source.full:
        fitted = page.fitter.fit("source", "foot", [page.want(source, grid.source.w, 2)])
        words = line(Run(fitted.texts[0], fitted.size, "muted"), key=source.key)
        page.add(Shape(page.name("source"), grid.source, paragraphs=(words,), placeholder="source"))
    number = Rect(grid.footer.right - PAGE, grid.footer.y, PAGE, grid.footer.h)
    note = Rect(grid.footer.x, grid.footer.y, grid.footer.w - PAGE, grid.footer.h)
    fitted = page.fitter.fit("footer", "foot", [page.want(story.confidentiality, note.w)])
    page.add(
        Shape(
            page.name("footer"),
            note,
            paragraphs=(
                line(
                    Run(fitted.texts[0], fitted.size, "muted"), align="right", key=story.confidentiality.key
                ),
            ),
            placeholder="footer",
        ),
        Shape(
            page.name("page"),
            number,
            paragraphs=(line(Run(str(page.slides[page.block]), size, "muted"), align="right"),),
            placeholder="page",
        ),
    )


def _title(page: Page, block: Block, *, dark: bool) -> str:
    """The fullest claim that stands in two lines, at the largest size it fits in, lines balanced."""
    rect, look, color = page.grid.title, page.look, "on_dark" if dark else "dk1"
    sizes = [look.title_size - k for k in range(int(look.title_size - look.title_floor) + 1)]
    claims = [page.say(variant) for variant in block.title.variants]
    for claim in claims:
        for size in sizes if claim is claims[-1] else sizes[:3]:
            run = Run(claim, size, color, bold=look.file.heading.bold, face="major")
            if len(page.ruler.lines([run], rect.w)) <= 2:
                break
        else:
            continue
        break
    else:
        want = Want(claims[-1], rect.w, 2, block.title.key, bold=look.file.heading.bold, face="major")
        fitted = page.fitter.fit("title", "title", [want], size=look.title_floor, floor=look.title_floor)
        run = Run(fitted.texts[0], fitted.size, color, bold=look.file.heading.bold, face="major")
    if run.text != claims[0]:
        page.fitter.moved(page.say(block.name), claims[0], block.title.key)
    inset = page.ruler.balanced_inset([run], rect.w)
    page.add(
        Shape(
            page.name("title"),
            rect,
            paragraphs=(line(run, key=block.title.key, leading=LEADING),),
            insets=Insets(right=inset),
            placeholder="title",
        )
    )
    return run.text


def _kicker(page: Page, story: Story, block: Block, *, dark: bool) -> None:
    size = page.size("kicker")
    name = Run(_kicker_name(page, story, block), size, "on_dark" if dark else "primary", bold=True)
    room = page.grid.kicker.w - page.ruler.width(name.text + "   ", size, bold=True)
    fitted = page.fitter.fit("kicker", "kicker", [page.want(story.version, room)])
    version = Run(f"   {fitted.texts[0]}", fitted.size, "on_dark_muted" if dark else "muted")
    page.add(
        Shape(
            page.name("kicker"),
            page.grid.kicker,
            paragraphs=(line(name, version, key=story.version.key),),
            placeholder="kicker",
        )
    )


def _kicker_name(page: Page, story: Story, block: Block) -> str:
    """What opens the kicker: the block's name, or the edition's where it has one."""
    if not story.kicker.full:
        return page.say(block.name)
    want = page.want(story.kicker, page.grid.kicker.w * KICKER, bold=True)
    return page.fitter.fit("kicker.name", "kicker", [want]).texts[0]


def _names(page: Page, parties: list[Party], logos: Logos, *, dark: bool) -> None:
    """Customer first, a hairline, vendor; right-aligned. A party without a logo is set by name."""
    zone, size = page.grid.logos, 11.5
    x, before = zone.right, len(page.boxes)
    for k, party in enumerate(reversed(parties)):
        if k:
            x -= CLEAR
            stroke = Stroke("on_dark_rule" if dark else "rule")
            page.rule_down(page.name("logos", "rule"), x, zone.y + 3, 16, stroke)
            x -= CLEAR
        x = _party(page, party, x, logos.get(party.key), size, dark=dark)
    # Placed from the right, read from the left.
    page.boxes[before:] = reversed(page.boxes[before:])


def _seen(page: Page, logo: Logo | None, *, dark: bool) -> Logo | None:
    """The logo that is seen on this ground, or None: then the name is set (SPEC §2)."""
    ground = page.look.inks["dk2" if dark else "lt1"].hex
    for one in (logo, logo.reversed if logo else None):
        if one and (not one.hex or contrast(one.hex, ground) >= LEAST):
            return one
    return None


def _party(page: Page, party: Party, right: float, logo: Logo | None, size: float, *, dark: bool) -> float:
    """One party ending at `right`; returns where it begins."""
    zone = page.grid.logos
    logo = _seen(page, logo, dark=dark)
    if logo:
        scale = min(LOGO_BOX[0] / logo.width, LOGO_BOX[1] / logo.height)
        width, height = logo.width * scale, logo.height * scale
        rect = Rect(right - width, zone.y + (zone.h - height) / 2, width, height)
        page.add(Picture(page.name("logo", party.key), rect, logo.data, logo.svg, alt=f"{party.name} logo"))
        return right - width
    # Names may be longer than logos: they share what the kicker leaves free.
    room = (zone.right - page.grid.kicker.right - 4 * CLEAR) / 2
    fitted = page.fitter.fit(
        f"name.{party.key}",
        "foot",
        [Want(party.name, room, 1, short=party.short, bold=True)],
        size=size,
        floor=9.5,
    )
    if not any(c.isprintable() and not c.isspace() for c in fitted.texts[0]):
        return right  # a name of nothing that shows leaves no box without words
    width = page.ruler.width(fitted.texts[0], fitted.size, bold=True) + 1
    page.text(
        page.name("name", party.key),
        Rect(right - width, zone.y + 3, width, 16),
        line(Run(fitted.texts[0], fitted.size, "on_dark" if dark else "dk1", bold=True), align="right"),
        anchor="middle",
        wrap=False,
    )
    return right - width
