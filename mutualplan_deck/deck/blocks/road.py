"""The native table of steps: who leads, what, whose, by when, how it stands (SPEC §11.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.deck.blocks.cells import unique
from mutualplan_deck.deck.blocks.gantt import Band
from mutualplan_deck.deck.blocks.rollup import Line
from mutualplan_deck.deck.boxes import Cell, Insets, Paragraph, Row, Run, Stroke, Table
from mutualplan_deck.deck.fit import Fitted, Want
from mutualplan_deck.deck.page import GLYPHS, NBSP, Page
from mutualplan_deck.plan.standing import Standing
from mutualplan_deck.story.story import Lane, Story, Text, Timeline

LANE_ROW = 15.0
GAP = 6.0  # between columns: a wider left column, never a cell margin (SPEC §13)
HAIR = Stroke("hair")
MOST_MOVED = 60.0  # points of one column that may go to another
COLUMNS = ("step", "owner", "due", "status")
MARGINS = Insets(0, 1, 0, 1)


class Road(Struct, frozen=True):
    """The table's place: left, top of its header, the header's height, its columns.

    `inline` puts each lane's name in a row above its steps instead of a first column.
    """

    x: float
    y: float
    head: float
    columns: tuple[float, ...]
    inline: bool = False
    size: float = 11.5

    @property
    def steps(self) -> tuple[float, ...]:
        """The widths of step, owner, due and status."""
        return self.columns if self.inline else self.columns[1:]


def place_road(
    page: Page, story: Story, block: Timeline, found: Sequence[Line], road: Road, bottom: float
) -> tuple[tuple[Band, ...], float]:
    """Put the table on the page; returns each line at its height, and where the last one ends."""
    lanes = len({line.lane for line in found})
    top = road.y + road.head
    room = bottom - top - (LANE_ROW * lanes if road.inline else 0)
    height = min(24.0, max(17.5 if road.inline else 18.0, room / max(1, len(found))))
    bands = tuple(_bands(found, road, top, height))
    texts = [_texts(story, line) for line in found]
    road = _shared_out(_natural(page, story, block, texts, bands, road), road)
    body = _body(page, story, block, bands, texts, road)
    rows = (_header(page, block, road), *body)
    page.add(Table(page.name("table"), road.x, road.y, road.columns, rows, alt=_alt(page, block)))
    return bands, bands[-1].y + bands[-1].h if bands else top


def _alt(page: Page, block: Timeline) -> str:
    return f"{page.say(block.name)}: {', '.join(t.full for t in block.headers.values())}"


def _bands(found: Sequence[Line], road: Road, top: float, height: float) -> Iterator[Band]:
    names = unique([line.single.id if line.single else f"more{k}" for k, line in enumerate(found)])
    y, lane = top, None
    for line, name in zip(found, names, strict=True):
        if road.inline and line.lane is not lane:
            y += LANE_ROW
        lane = line.lane
        yield Band(line, name, y, height)
        y += height


def _header(page: Page, block: Timeline, road: Road) -> Row:
    keys = COLUMNS if road.inline else ("led_by", *COLUMNS)
    wants = [page.want(block.headers[k], w - GAP, bold=True) for k, w in zip(keys, road.columns, strict=True)]
    fitted = page.fitter.fit("headers", "label", wants)
    cells = [
        Cell(
            (
                Paragraph(
                    (Run(t, fitted.size, "muted", bold=True),), size=fitted.size, key=block.headers[k].key
                ),
            ),
            anchor="top",
            margins=Insets(),
        )
        for k, t in zip(keys, fitted.texts, strict=True)
    ]
    return Row(road.head, tuple(cells))


def _natural(
    page: Page,
    story: Story,
    block: Timeline,
    texts: Sequence[tuple[Text, Text, Text]],
    bands: Sequence[Band],
    road: Road,
) -> list[float]:
    """How wide step, owner, due and status are when nothing in them is made smaller or shorter."""
    size, wide = page.pt(road.size), page.ruler.width
    status = [wide(_status(story, b.line).full, size, bold=True) + _mark(page, b.line, size) for b in bands]
    cells = [[wide(t[c].full, page.pt(_size(road, c)), bold=c == 0) for t in texts] for c in range(3)]
    heads = [wide(block.headers[k].full, page.size("label"), bold=True) for k in COLUMNS]
    return [max([head, *column]) + GAP for head, column in zip(heads, [*cells, status], strict=True)]


def _shared_out(natural: Sequence[float], road: Road) -> Road:
    """The same table with the room that some columns leave given to owners, then to steps, who need it."""
    columns, first = list(road.columns), 0 if road.inline else 1
    for needy in (1, 0, 2, 3):
        for giver in (0, 2, 3, 1):
            to, of = first + needy, first + giver
            lacks, spare = natural[needy] - columns[to], columns[of] - natural[giver]
            moved = max(0.0, min(lacks, spare, MOST_MOVED)) if needy != giver else 0.0
            columns[to] += moved
            columns[of] -= moved
    return replace(road, columns=tuple(columns))


def _body(
    page: Page,
    story: Story,
    block: Timeline,
    bands: Sequence[Band],
    texts: Sequence[tuple[Text, Text, Text]],
    road: Road,
) -> Iterator[Row]:
    columns = [_fit(page, [t[c] for t in texts], c, road) for c in range(3)]
    statuses = _statuses(page, story, bands, road)
    lane: Lane | None = None
    for k, band in enumerate(bands):
        starts = band.line.lane is not lane
        lane = band.line.lane
        if starts and road.inline:
            yield _lane_row(page, block, lane, road)
        last = k + 1 == len(bands) or bands[k + 1].line.lane is not lane
        edge = None if last else HAIR
        cells = [_cell(columns[c], k, texts[k][c], _bold(band, c), edge) for c in range(3)]
        cells.append(Cell((statuses[k],), margins=MARGINS, bottom=edge))
        if not road.inline:
            cells.insert(0, _lane_cell(page, block, bands, k, road) if starts else Cell(covered=True))
        yield Row(band.h, tuple(cells), key=f"steps/{band.name}")


def _bold(band: Band, column: int) -> bool:
    return column == 0 and bool(band.line.single and band.line.single.strong)


def _texts(story: Story, line: Line) -> tuple[Text, Text, Text]:
    """Title, owner and due of a line; a roll-up says how many, whose, and by when."""
    row, voice = line.single, story.voice
    if row:
        return row.title, row.owner, row.due_text
    phases = [p for p in line.phases if p]
    if len(line.phases) == 1 and phases:
        title = voice.say("timeline.more_in", n=len(line.rows), phase=phases[0])
    elif len(phases) > 1:
        title = voice.say("timeline.more_phases", n=len(line.rows), phases=len(phases))
    else:
        title = voice.say("timeline.more_plain", n=len(line.rows))
    owners = list(dict.fromkeys(o for r in line.rows for o in r.owners))
    count = voice.say("timeline.owners", len(owners))
    names = Text("", ", ".join(owners) if len(owners) <= 2 else count, count)
    missing = Text("", voice.say("word.to_confirm"), gap=True)
    due = Text("", voice.brief(line.due)) if line.due else missing
    return Text("", title), names if owners else missing, due


def _fit(page: Page, texts: Sequence[Text], column: int, road: Road) -> Fitted:
    size = page.pt(_size(road, column))
    width = road.steps[column] - GAP
    wants = [page.want(t, width, bold=column == 0) for t in texts]
    return page.fitter.fit(COLUMNS[column], "table", wants, size=size)


def _size(road: Road, column: int) -> float:
    """The size of a column's text; owners, who are long, are set half a point smaller."""
    return road.size - (0.5 if column == 1 else 0)


def _cell(fitted: Fitted, k: int, text: Text, bold: bool, edge: Stroke | None) -> Cell:
    rolled = not text.key and not text.gap
    color = "muted" if text.gap or (rolled and text.full.startswith("+")) else "dk1"
    run = Run(fitted.texts[k], fitted.size, color, bold=bold, italic=color == "muted")
    runs = (run,) if run.text else ()
    return Cell((Paragraph(runs, size=fitted.size, key=text.key),), margins=MARGINS, bottom=edge)


def _statuses(page: Page, story: Story, bands: Sequence[Band], road: Road) -> list[Paragraph]:
    size = page.pt(road.size)
    wants = [
        Want(text.full, road.steps[3] - _mark(page, band.line, size) - 2, key=text.key, bold=True)
        for band in bands
        for text in [_status(story, band.line)]
    ]
    fitted = page.fitter.fit("status", "table", wants, size=size)
    return [
        Paragraph(_status_runs(page, band.line, words, fitted.size), size=fitted.size, key=want.key)
        for band, words, want in zip(bands, fitted.texts, wants, strict=True)
    ]


def _mark(page: Page, line: Line, size: float) -> float:
    """The room of the glyph before a step's status; a roll-up has none."""
    return page.ruler.width(f"●{NBSP}", size * 1.12, face="glyph") if line.single else 0.0


def _status_runs(page: Page, line: Line, words: str, size: float) -> tuple[Run, ...]:
    if line.single:
        return page.status(line.single.standing.value, words, size)
    late = any(r.standing is Standing.LATE for r in line.rows)
    return (Run(words, size, GLYPHS["late"][2] if late else "muted", bold=late),)


def _status(story: Story, line: Line) -> Text:
    """A step's status, or how many of a roll-up are done and open; late ones are named first."""
    if line.single:
        return line.single.status
    voice, total = story.voice, len(line.rows)
    done = sum(r.standing is Standing.DONE for r in line.rows)
    late = sum(r.standing is Standing.LATE for r in line.rows)
    if late:
        return Text("", f"{late} {voice.say('status.late').lower()}")
    key = "only_done" if done == total else "done_open" if done else "only_open"
    return Text("", voice.say(f"timeline.{key}", done=done, open=total - done))


def _lane_row(page: Page, block: Timeline, lane: Lane, road: Road) -> Row:
    name = block.lanes[lane][0]
    want = page.want(name, sum(road.columns) - GAP, bold=True)
    fitted = page.fitter.fit("lane", "table", [want], size=page.pt(11.5), floor=page.pt(10.5))
    run = Run(fitted.texts[0], fitted.size, "primary", bold=True)
    head = Cell(
        (Paragraph((run,), size=fitted.size, key=name.key),),
        margins=Insets(),
        col_span=len(road.columns),
    )
    rest = tuple(Cell(covered=True) for _ in road.columns[1:])
    return Row(LANE_ROW, (head, *rest), key=f"lane/{lane.value}")


def _lane_cell(page: Page, block: Timeline, bands: Sequence[Band], k: int, road: Road) -> Cell:
    """The lane's name beside its steps; the short one when there is a single row, or a word too wide."""
    lane = bands[k].line.lane
    count = sum(band.line.lane is lane for band in bands)
    name, short = block.lanes[lane]
    size = page.pt(11.5)
    top = max(1.0, (bands[k].h - page.line_height(size)) / 2)  # on the line of the lane's first step
    lines = max(1, int((count * bands[k].h - top - 1) / (page.line_height(size) + 0.5)))
    width = road.columns[0] - GAP
    whole = page.ruler.longest_word([Run(name.full, size, bold=True)]) <= width
    text = short if lines == 1 or not whole else Text(name.key, name.full, short.full, gap=name.gap)
    wants = [page.want(text, width, lines, bold=True)]
    fitted = page.fitter.fit(f"lane.{lane.value}", "table", wants, size=size)
    run = Run(fitted.texts[0], fitted.size, "primary", bold=True)
    return Cell(
        (Paragraph((run,), size=fitted.size, key=text.key),),
        anchor="top",
        margins=Insets(0, top, 0, 1),
        row_span=count,
    )
