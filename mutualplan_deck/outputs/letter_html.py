"""A letter as HTML that mail programs agree on: one table, styles inside it, nothing fetched, no scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from mutualplan_deck.outputs.letter import Entry, Letter, Part

_FACE = "font-family:Calibri,Carlito,'Segoe UI',Helvetica,Arial,sans-serif"
_WIDTH = 600


class _Page:
    """The inks of a look, as styles."""

    def __init__(self, inks: Mapping[str, str]) -> None:
        self.ink, self.dark, self.brand = f"#{inks['dk1']}", f"#{inks['dk2']}", f"#{inks['primary']}"
        self.muted, self.panel, self.rule = f"#{inks['muted']}", f"#{inks['panel']}", f"#{inks['rule']}"

    def row(self, style: str, inside: str) -> str:
        """A row of one cell across the table."""
        return f'<tr><td colspan="2" style="padding:0 24px;{_FACE};{style}">{inside}</td></tr>'


def letter_html(letter: Letter, inks: Mapping[str, str]) -> str:
    """The message for mail programs. `inks` are six hex digits by colour role (`deck.look.Look.inks`)."""
    page = _Page(inks)
    body = "\n".join(_rows(letter, page))
    outlook = f'<!--[if mso]><table role="presentation" width="{_WIDTH}" align="center"><tr><td><![endif]-->'
    return f"""<!DOCTYPE html>
<html lang="{escape(letter.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{escape(letter.subject)}</title>
</head>
<body style="margin:0;padding:0;background:{page.panel}">
{outlook}
<table role="presentation" cellpadding="0" cellspacing="0" border="0" align="center"
 style="width:100%;max-width:{_WIDTH}px;margin:0 auto;background:#FFFFFF;border-collapse:collapse">
{body}
</table>
<!--[if mso]></td></tr></table><![endif]-->
</body>
</html>
"""


def _rows(letter: Letter, page: _Page) -> Iterator[str]:
    head = "padding:20px 24px;font-size:20px;line-height:26px;font-weight:bold;color:#FFFFFF"
    yield f'<tr><td colspan="2" bgcolor="{page.brand}" style="background:{page.brand};{_FACE};{head}">' + (
        f"{escape(letter.subject)}</td></tr>"
    )
    plain = f"font-size:16px;line-height:23px;color:{page.ink}"
    yield page.row(f"padding-top:20px;{plain}", escape(letter.hello))
    yield page.row(f"padding-top:8px;{plain}", escape(letter.opening))
    for part in letter.parts:
        yield from _part(part, page)
    strong = f'<b style="font-size:18px;color:{page.dark}">{escape(letter.question)}</b>'
    yield page.row(f"padding-top:24px;padding-bottom:20px;{plain}", f"{strong} {escape(letter.rest)}")
    small = f"padding-top:10px;padding-bottom:16px;font-size:12px;line-height:16px;color:{page.muted}"
    yield page.row(f"{small};border-top:1px solid {page.rule}", escape(letter.ground))


def _part(part: Part, page: _Page) -> Iterator[str]:
    style = f"padding-top:22px;padding-bottom:4px;font-size:13px;line-height:18px;color:{page.brand}"
    yield page.row(f"{style};font-weight:bold", escape(part.head))
    for entry in part.entries:
        yield _dated(entry, page) if entry.lead else page.row(_said(page), _words(entry, page))
    if part.more:
        yield page.row(
            f"padding-top:4px;font-size:14px;line-height:20px;color:{page.muted}", escape(part.more)
        )


def _said(page: _Page) -> str:
    return f"padding-bottom:6px;font-size:16px;line-height:22px;color:{page.ink}"


def _dated(entry: Entry, page: _Page) -> str:
    """A step: its date beside it, both at their top."""
    common = f"vertical-align:top;{_FACE};font-size:15px;line-height:21px;border-top:1px solid {page.rule}"
    date = f"padding:7px 12px 7px 24px;width:92px;color:{page.muted}"
    what = f"padding:7px 24px 7px 0;color:{page.ink}"
    return (
        f'<tr><td width="92" style="{common};{date}">{escape(entry.lead)}</td>'
        f'<td style="{common};{what}">{_words(entry, page)}</td></tr>'
    )


def _words(entry: Entry, page: _Page) -> str:
    if not entry.under:
        return escape(entry.text)
    under = f'<span style="font-size:14px;color:{page.muted}">{escape(entry.under)}</span>'
    return f"<b>{escape(entry.text)}</b><br>{under}"
