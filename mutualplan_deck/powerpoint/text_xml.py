"""Paragraphs and runs as DrawingML; every size, colour and language said, nothing left to inherit."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from mutualplan_deck.deck.boxes import Anchor, Insets, Paragraph, Run
from mutualplan_deck.deck.breaks import is_cjk
from mutualplan_deck.deck.ruler import LINE
from mutualplan_deck.powerpoint.markup import Inks, emu, escape
from mutualplan_deck.regex import regex

_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}
_FONT = {
    "minor": '<a:latin typeface="+mn-lt"/>',
    "major": '<a:latin typeface="+mj-lt"/>',
    # An East Asian PowerPoint takes ● and ▲ for East Asian characters: all three must be said.
    "glyph": '<a:latin typeface="Arial"/><a:ea typeface="Arial"/><a:sym typeface="Arial"/>',
}
_MAYBE_RTL = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
PAGE_FIELD = "{6E9A7D1C-2B74-4D8E-9C53-1F0A6B2D4E71}"


class Style(Struct, frozen=True):
    """What every text of a deck shares. `page` is the slide's number, for the page number field."""

    inks: Inks
    language: str
    page: int = 0


def right_to_left(text: str) -> bool:
    """Whether the first strong character is written from right to left."""
    if not _MAYBE_RTL.search(text):
        return False
    kinds = (unicodedata.bidirectional(c) for c in text)
    return next((k != "L" for k in kinds if k in ("L", "R", "AL")), False)


def run_properties(style: Style, run: Run) -> str:
    """`a:rPr` of a run."""
    marks = ' i="1"' if run.italic else ""
    marks += ' strike="sngStrike"' if run.strike else ""
    size = f'sz="{round(run.size * 100)}" b="{int(run.bold)}"'
    start = f'<a:rPr lang="{style.language}" {size}{marks} dirty="0">'
    return f"{start}<a:solidFill>{style.inks[run.color]}</a:solidFill>{_FONT[run.face]}</a:rPr>"


def run_xml(style: Style, run: Run) -> str:
    """A run; one without text would keep PowerPoint's 18 points, so it is left out."""
    text = escape(run.text)
    return f"<a:r>{run_properties(style, run)}<a:t>{text}</a:t></a:r>" if text else ""


def field_xml(style: Style, run: Run) -> str:
    """The slide's number as a field that PowerPoint keeps right."""
    inside = f"{run_properties(style, run)}<a:t>{style.page}</a:t>"
    return f'<a:fld id="{PAGE_FIELD}" type="slidenum">{inside}</a:fld>'


def _line_spacing(paragraph: Paragraph, inherits: bool, exact: bool) -> str:
    """`a:lnSpc` where lines are not as the program sets them.

    East Asian fonts differ in what they call a line, so rows would grow by the font a reader happens to have:
    there the distance is said in points. So it is in table cells (`exact`), where LibreOffice sets lines 1.0
    and not 1.2 times the size apart, and a glyph larger than its word would push the word down.
    """
    if paragraph.runs and (exact or any(map(is_cjk, paragraph.text))):
        words = [r.size for r in paragraph.runs if r.face != "glyph"] if exact else []
        points = LINE * paragraph.leading * max(words or [r.size for r in paragraph.runs])
        return f'<a:lnSpc><a:spcPts val="{round(points * 100)}"/></a:lnSpc>'
    if inherits or paragraph.leading != 1:
        return f'<a:lnSpc><a:spcPct val="{round(paragraph.leading * 100000)}"/></a:lnSpc>'
    return ""


def _properties(paragraph: Paragraph, inherits: bool, exact: bool) -> str:
    """`a:pPr`; in a placeholder the template's own spacing, indents and bullets are set aside."""
    rtl = f' rtl="{int(right_to_left(paragraph.text))}"'  # always said: LibreOffice keeps the last one's
    indent = ' marL="0" indent="0"' if inherits else ""
    inside = _line_spacing(paragraph, inherits, exact)
    if inherits or paragraph.before:
        inside += f'<a:spcBef><a:spcPts val="{round(paragraph.before * 100)}"/></a:spcBef>'
    if inherits:
        inside += '<a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/>'
    return f'<a:pPr{indent} algn="{_ALIGN[paragraph.align]}"{rtl}>{inside}</a:pPr>'


def page_run(runs: Sequence[Run]) -> int:
    """Which run is the page number: the one of digits, else the last."""
    return next((i for i, r in enumerate(runs) if r.text.strip().isdigit()), len(runs) - 1)


def paragraph_xml(
    style: Style, paragraph: Paragraph, *, inherits: bool = False, page: bool = False, exact: bool = False
) -> str:
    """A paragraph; with `page`, its run of digits is the page number field; `exact` in table cells."""
    runs = paragraph.runs
    number = page_run(runs) if page else -1
    inside = "".join(field_xml(style, r) if i == number else run_xml(style, r) for i, r in enumerate(runs))
    size = runs[-1].size if runs else paragraph.size
    end = f'<a:endParaRPr lang="{style.language}" sz="{round(size * 100)}" dirty="0"/>'
    return f"<a:p>{_properties(paragraph, inherits, exact)}{inside}{end}</a:p>"


def paragraphs_xml(style: Style, paragraphs: Sequence[Paragraph], *, exact: bool = False) -> str:
    """Paragraphs; at least one, since a text body must have one."""
    return "".join(paragraph_xml(style, p, exact=exact) for p in paragraphs or (Paragraph(),))


def body_properties(insets: Insets, anchor: Anchor, *, wrap: bool) -> str:
    """`a:bodyPr`: the tool has fitted the text, so PowerPoint must not fit it again."""
    left, top, right, bottom = (emu(v) for v in insets)
    flow = "square" if wrap else "none"
    sides = f'lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}"'
    return f'<a:bodyPr wrap="{flow}" {sides} rtlCol="0" anchor="{_ANCHOR[anchor]}"><a:noAutofit/></a:bodyPr>'
