"""Short texts of two parts on one line (a bold lead and the rest), and boxes as high as their text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.deck.boxes import Anchor, Paragraph, Rect
from mutualplan_deck.deck.fit import Want
from mutualplan_deck.deck.page import GLYPHS, Page
from mutualplan_deck.story.story import Text

ASCENT = 0.9  # of a size lies above the baseline
LEAD = 0.6  # of the width is the most that a lead may take


class Phrase(NamedTuple):
    """A bold lead, the rest after it, and the width in points that both have on one line."""

    lead: Text
    rest: Text
    width: float


class Pairs(Struct, frozen=True):
    """Phrases as they will stand, all at one size in points."""

    size: float
    leads: tuple[str, ...]
    rests: tuple[str, ...]


def fit_pairs(
    page: Page,
    group: str,
    role: str,
    phrases: Sequence[Phrase],
    *,
    size: float,
    gap: str = " ",
    floor: float = 0,
    turned: bool = False,
) -> Pairs:
    """Fit leads, then what is left of each line; `gap` stands between the two. Where they are `turned`, the
    lead will be set behind the rest."""
    leads = page.fitter.fit(
        f"{group}.lead",
        role,
        [upright(page, p.lead, p.width * LEAD if p.rest.full else p.width) for p in phrases],
        size=size,
        floor=floor,
    )
    openings = [(gap + said if turned else said + gap) if said else "" for said in leads.texts]
    wants = [_rest(page, p, said, leads.size) for p, said in zip(phrases, openings, strict=True)]
    rests = page.fitter.fit(group, role, wants, size=leads.size, floor=floor)
    return Pairs(rests.size, leads.texts, rests.texts)


def _rest(page: Page, phrase: Phrase, opening: str, size: float) -> Want:
    """The rest beside its lead. Both are measured as the rest is set; what bold takes more comes off."""
    more = page.ruler.width(opening, size, bold=True) - page.ruler.width(opening, size)
    return upright(page, phrase.rest, phrase.width - max(0.0, more), bold=False, prefix=opening)


def upright(
    page: Page, text: Text, width: float, lines: int = 1, *, bold: bool = True, prefix: str = ""
) -> Want:
    """A text that is never set in italics: a label, a name, or a gap behind its own question mark."""
    return replace(page.want(text, width, lines, bold=bold, prefix=prefix), italic=False)


def put(page: Page, name: str, rect: Rect, *paragraphs: Paragraph, anchor: Anchor = "top") -> float:
    """A text box at least as high as its text; returns its bottom. Without text there is no box."""
    if not any(p.text for p in paragraphs):
        return rect.bottom
    height = max(rect.h, page.ruler.paragraphs_height(paragraphs, rect.w))
    page.text(name, rect._replace(h=height), *paragraphs, anchor=anchor)
    return rect.y + height


def rise(glyph: str, size: float) -> float:
    """How much higher a line with this glyph must start, in points, to share the baseline of one without:
    a larger glyph makes its line higher."""
    larger = round(size * GLYPHS[glyph][3] * 2) / 2 - size if glyph in GLYPHS else 0.0
    return max(0.0, larger * ASCENT)


def one_line(page: Page, texts: Sequence[str], width: float, size: float, *, bold: bool = False) -> bool:
    """Whether all texts stand on one line of `width` points at `size`."""
    return all(page.ruler.width(" ".join(t.split()), size, bold=bold) <= width for t in texts)
