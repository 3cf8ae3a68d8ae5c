"""Issue cards, and the lines that lead from each issue to the problems under it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.deck.blocks.cells import DISC, Kind, column, gap_box, run, unique
from mutualplan_deck.deck.boxes import Connector, Glue, Group, Paragraph, Rect, Run, Shape, Stroke
from mutualplan_deck.deck.page import Page, line
from mutualplan_deck.story.story import NONE, IssueCard, Text

LIMIT = 3
LARGE = 18.0  # points: from here on a figure may be paler (WCAG 2)
GAP = 12.0
BAR = 4.0
INSET = 18.0
DOT = 3.0
LINE = Stroke("muted", 1.25)
TRUNKS = {1: (0.42,), 2: (0.42, 0.62), 3: (0.30, 0.50, 0.70)}
# Where lines meet a disc: one in the middle of its left side, two at its left corners, three at all of them.
SITES: dict[int, tuple[int, ...]] = {1: (2,), 2: (1, 3), 3: (1, 2, 3)}
# An ellipse's own sites, in radii from its centre: upper left corner, left, lower left corner.
SITE = {1: (-0.7071, -0.7071), 2: (-1.0, 0.0), 3: (-0.7071, 0.7071)}


class Setting(Struct, frozen=True):
    """Sizes of a card's texts and the space between them, with `pad` above and below; whether the owner's
    title is shown."""

    statement: float
    metric: float
    owner: float = 12
    after_statement: float = 7
    after_metric: float = 9
    pad: float = 8
    titles: bool = True

    def height(self, page: Page) -> float:
        """What a card of two lines of statement needs, in points."""
        text = 2 * page.pt(self.statement) + page.pt(self.metric) + 2 * page.pt(self.owner)
        return page.line_height(text) + self.after_statement + self.after_metric + 2 * self.pad


class Mark(Struct, frozen=True):
    """A problem's disc: the item's name on the page, its number, its centre, the indexes of its issues."""

    slug: str
    number: int
    center: tuple[float, float]
    issues: tuple[int, ...]


TIGHT = (
    Setting(14, 18, after_statement=2, after_metric=2, pad=4, titles=False),
    Setting(13, 18, owner=11, after_statement=2, after_metric=2, pad=4, titles=False),
)


def settings(large: Setting) -> tuple[Setting, ...]:
    """The same card from roomy to tight."""
    return large, replace(large, after_statement=4, after_metric=4, pad=4), *TIGHT


def least_height(page: Page, cards: int) -> float:
    """The height below which this many cards cannot be set, in points."""
    return cards * TIGHT[-1].height(page) + GAP * (cards - 1) if cards else 0.0


def place_cards(
    page: Page, cards: Sequence[IssueCard], area: Rect, large: Setting, unsaid: str
) -> list[tuple[str, Rect]]:
    """Cards under each other in an area; the name and the rectangle of each."""
    height = (area.h - GAP * (len(cards) - 1)) / max(len(cards), 1)
    setting = next((s for s in settings(large) if s.height(page) <= height), settings(large)[-1])
    texts = _Texts(page, cards, area.w - INSET - 12, setting, height - setting.height(page))
    placed = []
    for k, one in enumerate(unique([c.id for c in cards])):
        rect = Rect(area.x, area.y + k * (height + GAP), area.w, height)
        name = page.name("issue", one)
        page.bar(name, rect, "panel")
        page.bar(f"{name}.bar", Rect(rect.x, rect.y, BAR, rect.h), "primary")
        texts.place(k, name, rect, unsaid)
        placed.append((name, rect))
    return placed


class _Texts:
    """The texts of all cards, each kind fitted at one size, ready to be put into their cards."""

    def __init__(
        self, page: Page, cards: Sequence[IssueCard], width: float, setting: Setting, spare: float
    ) -> None:
        self._page, self._cards, self._width, self._setting = page, cards, width, setting
        statement = Kind("lead_large", setting.statement, bold=True)
        more = spare >= page.line_height(page.pt(setting.statement))
        self._statements = column(page, "issues", [c.statement for c in cards], width, statement, 2 + more)
        spare -= page.line_height(page.pt(setting.statement)) if more else 0
        lines = 1 + (spare >= page.line_height(page.pt(setting.owner)))
        self._metrics = _metrics(page, cards, width, setting)
        self._owners = _owners(page, cards, width, setting, lines)

    def place(self, k: int, name: str, rect: Rect, unsaid: str) -> None:
        page, setting = self._page, self._setting
        statement, metric, owner = self._statements[k], self._metrics[k], self._owners[k]
        heights = [
            page.ruler.paragraphs_height([statement], self._width),
            page.line_height(page.pt(setting.metric)),
            page.ruler.paragraphs_height(owner, self._width),
        ]
        x = rect.x + INSET
        y = rect.y + (rect.h - sum(heights) - setting.after_statement - setting.after_metric) / 2
        page.text(f"{name}.statement", Rect(x, y, self._width, heights[0] + 1), statement)
        y += heights[0] + setting.after_statement
        if metric is None:
            box = Rect(x, y, min(175, self._width), min(34, heights[1]))
            gap_box(page, f"{name}.metric", box, unsaid, 15 if box.h >= 24 else 12)
        else:
            page.text(f"{name}.metric", Rect(x, y, self._width, heights[1] + 1), metric)
        y += heights[1] + setting.after_metric
        page.text(f"{name}.owner", Rect(x, y, self._width, heights[2] + 1), *owner)


def _metrics(
    page: Page, cards: Sequence[IssueCard], width: float, setting: Setting
) -> list[Paragraph | None]:
    """`21 → 12 days`: what is today in grey, what is wanted in bold; None where it is still to confirm."""
    before = [_before(page, c, width) for c in cards]
    wants = [
        page.want(NONE if c.after.gap else c.after, width, bold=True, prefix=b)
        for c, b in zip(cards, before, strict=True)
    ]
    fitted = page.fitter.fit("metrics", "kpi2", wants, size=page.pt(setting.metric), floor=page.pt(17))
    quiet = "done" if fitted.size >= LARGE else "muted"
    return [
        None
        if card.after.gap or not words
        else line(Run(b, fitted.size, quiet), Run(words, fitted.size, "dk2", bold=True), key=card.after.key)
        for card, b, words in zip(cards, before, fitted.texts, strict=True)
    ]


def _before(page: Page, card: IssueCard, width: float) -> str:
    """The figure of today with its arrow, where it leaves room for the one that is wanted."""
    if not card.before or card.after.gap:
        return ""
    prefix = f"{card.before} → "
    if page.ruler.width(prefix, page.pt(17), bold=True) <= width * 0.62:
        return prefix
    page.fitter.moved(page.say(card.statement), f"{prefix}{card.after.full}", card.after.pointer)
    return ""


def _owners(
    page: Page, cards: Sequence[IssueCard], width: float, setting: Setting, lines: int
) -> list[tuple[Paragraph, ...]]:
    """Owner and title, on `lines` lines, over the due date."""
    second = [c.owner_title if setting.titles else NONE for c in cards]
    size, kind = page.pt(setting.owner), Kind("body", setting.owner, bold=True)
    room = width * (0.6 if any(t.full for t in second) else 1)
    names = column(page, "issue.owner", [c.owner for c in cards], room, kind)
    size = min([p.size for p in names], default=size)
    prefixes = [f"{p.text}, " if p.text and t.full else "" for p, t in zip(names, second, strict=True)]
    wants = [page.want(t, width, lines, bold=True, prefix=b) for t, b in zip(second, prefixes, strict=True)]
    fitted = page.fitter.fit("issue.owner", "body", wants, size=size)
    first = [
        _owner_line(p, t, words, fitted.size) for p, t, words in zip(names, second, fitted.texts, strict=True)
    ]
    due = column(page, "issue.owner", [c.due for c in cards], width, Kind("body", setting.owner))
    return [tuple(p for p in (a, b) if p.text) or (a,) for a, b in zip(first, due, strict=True)]


def _owner_line(name: Paragraph, second: Text, words: str, size: float) -> Paragraph:
    first = tuple(Run(r.text, size, r.color, r.bold, r.italic) for r in name.runs)
    rest = (
        (Run(", ", size) if first else Run("", size), run(words, second, size, Kind("body", 12)))
        if words
        else ()
    )
    return line(*first, *rest, key=name.key)


def connect(
    page: Page,
    cards: Sequence[tuple[str, Rect]],
    marks: Sequence[Mark],
    trunk: float,
    issue: str,
    problem: str,
) -> None:
    """Elbow lines from each card to the discs of its problems, as one group that says what it shows.

    `trunk` is the width between cards and discs. Put the discs on the page after it: they cover the ends.
    """
    shares = TRUNKS.get(len(cards), (0.5,))
    children: list[Connector | Shape] = []
    told = []
    for k, (name, rect) in enumerate(cards):
        mine = [m for m in marks if k in m.issues]
        if not mine:
            continue
        start = (rect.right, rect.y + rect.h / 2)
        bend = rect.right + trunk * shares[min(k, len(shares) - 1)]
        children += [_line(page, k, name, start, bend, m, len(cards)) for m in mine]
        dot = Rect(start[0] - DOT, start[1] - DOT, 2 * DOT, 2 * DOT)
        children.append(
            Shape(page.name("link", str(k + 1), "dot"), dot, "ellipse", fill="muted", decorative=True)
        )
        told.append(f"{issue} {k + 1} → {problem} {', '.join(str(m.number) for m in mine)}")
    if children:
        page.add(Group(page.name("links"), tuple(children), alt="; ".join(told)))


def _line(
    page: Page, k: int, card: str, start: tuple[float, float], bend: float, mark: Mark, cards: int
) -> Connector:
    issues = [i for i in mark.issues if i < cards]
    site = SITES[len(issues)][issues.index(k)]
    (x, y), (left, down) = mark.center, SITE[site]
    end = (x + left * DISC / 2, y + down * DISC / 2)
    return Connector(
        page.name("link", str(k + 1), mark.slug),
        start,
        end,
        LINE,
        path="bent3",
        adjust=(bend - start[0]) / (end[0] - start[0]),
        glue_start=Glue(card, 3),
        glue_end=Glue(page.name("disc", mark.slug), site),
    )
