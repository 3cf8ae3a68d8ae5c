"""A table as a graphic frame with `a:tbl`: no style, borders said per cell."""

from __future__ import annotations

from collections.abc import Iterator

from mutualplan_deck.deck.boxes import Cell, Paragraph, Stroke, Table
from mutualplan_deck.powerpoint.markup import emu, fill_xml, frame_xml, identity_xml, line_xml
from mutualplan_deck.powerpoint.text_xml import Style, paragraphs_xml

_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own "No Style, No Grid"
_ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}

Origins = dict[tuple[int, int], tuple[int, int]]


def origins(table: Table) -> Origins:
    """For every cell under a merge: the row and column of the cell that covers it."""
    found: Origins = {}
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            if not cell.covered:
                found.update(dict.fromkeys(_spanned(r, c, cell), (r, c)))
    return found


def _spanned(r: int, c: int, cell: Cell) -> Iterator[tuple[int, int]]:
    for below in range(cell.row_span):
        for right in range(cell.col_span):
            if below or right:
                yield r + below, c + right


def _bottom(table: Table, covers: Origins, r: int, c: int) -> Stroke | None:
    """The line under a cell; the last row of a merge carries the line of the merged cell."""
    cell = table.rows[r].cells[c]
    if (r, c) not in covers:
        return cell.bottom if cell.row_span == 1 else None
    top, left = covers[r, c]
    origin = table.rows[top].cells[left]
    return cell.bottom or origin.bottom if r == top + origin.row_span - 1 else None


def _top(table: Table, covers: Origins, r: int, c: int) -> Stroke | None:
    """The line above a cell, said again: a neighbour that says "none" may win over the one that draws."""
    return _bottom(table, covers, r - 1, c) if r and c < len(table.rows[r - 1].cells) else None


def _merge(cell: Cell, covers: Origins, r: int, c: int) -> str:
    if (r, c) in covers:
        top, left = covers[r, c]
        return (' hMerge="1"' if left != c else "") + (' vMerge="1"' if top != r else "")
    rows = f' rowSpan="{cell.row_span}"' if cell.row_span > 1 else ""
    return rows + (f' gridSpan="{cell.col_span}"' if cell.col_span > 1 else "")


def _empty(cell: Cell, height: float) -> Paragraph:
    """An empty paragraph counts with its size: one larger than the row would make the row grow."""
    return Paragraph(size=max(1, min(10, (height - cell.margins.top - cell.margins.bottom) / 1.3)))


def _cell_xml(style: Style, table: Table, covers: Origins, r: int, c: int) -> str:
    cell = table.rows[r].cells[c]
    own_line = cell.bottom if cell.row_span > 1 else _bottom(table, covers, r, c)
    lines = line_xml(style.inks, None, tag="lnL") + line_xml(style.inks, None, tag="lnR")
    lines += line_xml(style.inks, _top(table, covers, r, c), tag="lnT")
    lines += line_xml(style.inks, own_line, tag="lnB")
    left, top, right, bottom = (emu(v) for v in cell.margins)
    sides = f'marL="{left}" marR="{right}" marT="{top}" marB="{bottom}" anchor="{_ANCHOR[cell.anchor]}"'
    paragraphs = cell.paragraphs or (_empty(cell, table.rows[r].height),)
    text = f"<a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs_xml(style, paragraphs, exact=True)}</a:txBody>"
    fill = fill_xml(style.inks, cell.fill)
    return f"<a:tc{_merge(cell, covers, r, c)}>{text}<a:tcPr {sides}>{lines}{fill}</a:tcPr></a:tc>"


def _row_xml(style: Style, table: Table, covers: Origins, r: int) -> str:
    row = table.rows[r]
    cells = "".join(_cell_xml(style, table, covers, r, c) for c in range(len(row.cells)))
    return f'<a:tr h="{emu(row.height)}">{cells}</a:tr>'


def table_xml(style: Style, table: Table, number: int) -> str:
    """The graphic frame of a table."""
    covers = origins(table)
    grid = "".join(f'<a:gridCol w="{emu(w)}"/>' for w in table.columns)
    rows = "".join(_row_xml(style, table, covers, r) for r in range(len(table.rows)))
    head = f'<a:tblPr firstRow="1"><a:tableStyleId>{_PLAIN}</a:tableStyleId></a:tblPr>'
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>"
        f"{identity_xml(number, table.name, table.alt, decorative=table.decorative)}"
        f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f"</p:nvGraphicFramePr>{frame_xml(table.rect, tag='p:xfrm')}<a:graphic>"
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f"<a:tbl>{head}<a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
