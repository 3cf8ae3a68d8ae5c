"""Four figures at the head of the value slide, one of them as before and after (SPEC §9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from mutualplan_deck.deck.blocks.cells import Kind, column, gap_box, label
from mutualplan_deck.deck.boxes import Chart, Insets, Point, Rect, Run, Series, Shape, Stroke
from mutualplan_deck.deck.fit import Want
from mutualplan_deck.deck.page import Page, line
from mutualplan_deck.story.story import NONE, Kpi, Story, Text, Value

MOST = 4
TOP = 114.0
END = 206.0  # when every caption has one line
PILL = 14.5
PILL_GAP = 10.0
BESIDE, UNDER = 34.0, 28.0  # sizes of a figure with its pill beside it, and under it
LABEL = Kind("label_large", 11.5, "muted", bold=True)
CAPTION = Kind("body_large", 12.5)
NAMES = Kind("small_large", 11.5, "muted")


class _Slot(Struct, frozen=True):
    """A figure, its number in the plan's order, and the block it stands in."""

    kpi: Kpi
    number: int
    x: float
    width: float


def place_figures(page: Page, story: Story, block: Value) -> float:
    """The blocks side by side: rule, label, figure, caption. Returns where they end."""
    slots = _slots(page, block)
    narrow = page.grid.w(3)
    texts = column(page, "kpi.label", [s.kpi.label for s in slots], narrow, LABEL)
    captions = column(page, "kpi.caption", [s.kpi.caption for s in slots], narrow, CAPTION, 2)
    figures = _Figures(page, story, [s.kpi for s in slots], narrow)
    bottom = END
    for k, slot in enumerate(slots):
        name = page.name("kpi", str(slot.number))
        page.rule(f"{name}.rule", slot.x, TOP, slot.width, Stroke("primary", 2))
        page.text(f"{name}.label", Rect(slot.x, 122, slot.width, 15), texts[k])
        figures.place(k, name, slot)
        if captions[k].text:
            height = page.ruler.paragraphs_height([captions[k]], narrow)
            page.text(f"{name}.caption", Rect(slot.x, 188, slot.width, max(16, height)), captions[k])
            bottom = max(bottom, 188 + height)
    for kpi in block.kpis[MOST:]:
        said = f"{kpi.before} {kpi.figures[0] if kpi.figures else '?'} {kpi.caption.full}"
        page.fitter.moved(kpi.label.full, " ".join(said.split()))
    return bottom


def _slots(page: Page, block: Value) -> tuple[_Slot, ...]:
    """A block each. Where one outcome makes up all the value, its row is the second figure: the chart of
    before and after has that figure's block too."""
    narrow = page.grid.w(3)
    slots = tuple(_Slot(kpi, k + 1, page.grid.x(3 * k), narrow) for k, kpi in enumerate(block.kpis[:MOST]))
    alone = len(block.rows) == 1 and block.rows[0].value is not None
    if not (alone and len(slots) == MOST and slots[0].kpi.bars):
        return slots
    return (replace(slots[0], width=page.grid.w(6)), *slots[2:])


class _Figures:
    """The figures of all blocks at one size, each ready to be put where it belongs.

    The pill "estimate" stands beside its figure; where one is too long for that, all pills stand under.
    """

    def __init__(self, page: Page, story: Story, kpis: Sequence[Kpi], width: float) -> None:
        self._page, self._kpis, self._width, self._story = page, kpis, width, story
        self._word = label(story, "estimate").full
        self._pill = page.ruler.width(self._word, page.pt(10)) + 12
        self._under = any(self._too_long(k) for k in kpis)
        wants = [self._want(k) for k in kpis]
        size = page.pt(UNDER if self._under else BESIDE)
        fitted = page.fitter.fit("kpi.figure", "kpi", wants, size=size)
        self._size, self._words = fitted.size, fitted.texts
        self._before = [w.prefix for w in wants]

    def _wide(self, words: str) -> float:
        return self._page.ruler.width(words, self._page.look.floors["kpi"], bold=True)

    def _too_long(self, kpi: Kpi) -> bool:
        """Whether a figure leaves no room for the pill beside it, even at the floor."""
        if not (kpi.figures and kpi.estimate and not kpi.bars):
            return False
        return self._wide(_before(kpi) + kpi.figures[-1]) > self._width - self._pill - PILL_GAP

    def _want(self, kpi: Kpi) -> Want:
        """The fullest form that fits at the floor; a figure of before stands where there is room for it."""
        if not kpi.figures or kpi.bars:
            return Want("", self._width)
        room = self._width - (self._pill + PILL_GAP if kpi.estimate and not self._under else 0)
        before, moved = _before(kpi), self._page.fitter.moved
        if self._wide(before) > room / 2:
            moved(kpi.label.full, f"{before}{kpi.figures[0]}")
            before = ""
        full = next((f for f in kpi.figures if self._wide(before + f) <= room), kpi.figures[-1])
        if full != kpi.figures[0]:
            moved(kpi.label.full, kpi.figures[0])
        return Want(full, room, key=kpi.key, prefix=before, bold=True)

    def place(self, k: int, name: str, slot: _Slot) -> None:
        """Figure and pill, the two bars, or the dashed box of what is still to confirm."""
        page, kpi = self._page, self._kpis[k]
        if kpi.bars and kpi.figures:
            place_bars(page, kpi, name, Rect(slot.x, 144, slot.width, 40), _names(self._story))
        elif not self._words[k]:
            box = Rect(slot.x, 144, min(175, self._width), 34)
            gap_box(page, f"{name}.gap", box, label(self._story, "to_confirm").full, 15)
        else:
            self._place_figure(k, name, slot.x)

    def _place_figure(self, k: int, name: str, x: float) -> None:
        page, size, kpi = self._page, self._size, self._kpis[k]
        before, figure = Run(self._before[k], size, "done"), Run(self._words[k], size, "dk2", bold=True)
        end = page.ruler.laid((before, figure), float("inf"))[0][0]
        spot = Rect(x, 138 if self._under else 140, min(end + 2, self._width), 34 if self._under else 42)
        page.text(f"{name}.figure", spot, line(before, figure, key=kpi.key), anchor="middle", wrap=False)
        if kpi.estimate and self._word:
            pill = (x, 171.5) if self._under else (x + end + PILL_GAP, 160.0)
            self._place_pill(name, *pill)

    def _place_pill(self, name: str, x: float, y: float) -> None:
        page = self._page
        page.add(
            Shape(
                f"{name}.estimate",
                Rect(x, y, self._pill, PILL),
                geometry="roundRect",
                adjust=(50000,),
                stroke=Stroke("muted", 0.75, "sysDash"),
                paragraphs=(line(Run(self._word, page.pt(10), "muted"), align="center"),),
                anchor="middle",
                insets=Insets(),
                wrap=False,
            )
        )


def _before(kpi: Kpi) -> str:
    return f"{kpi.before} → " if kpi.before else ""


def _names(story: Story) -> tuple[Text, Text]:
    value = story.value
    return (value.today, value.target) if value else (NONE, NONE)


# Before and after

BAR = 15.0
BAND = 20.0


def place_bars(page: Page, kpi: Kpi, name: str, area: Rect, names: tuple[Text, Text]) -> None:
    """Two bars with their names at the left and their figures at the end."""
    left = min(max(page.ruler.width(page.say(t), page.pt(NAMES.size)) for t in names) + 6, area.w * 0.35)
    left = max(left, 42 if area.w > 190 else 0)
    named = column(page, "kpi.bars", names, left - 4, NAMES)
    for k, words in enumerate(named):
        spot = Rect(area.x, area.y + BAND * k, left - 4, BAND)
        page.text(f"{name}.bar{k + 1}", spot, words, anchor="middle")
    plot = Rect(area.x + left, area.y, area.w - left, area.h)
    page.add(_chart(page, kpi, name, plot, names))


def _chart(page: Page, kpi: Kpi, name: str, plot: Rect, names: tuple[Text, Text]) -> Chart:
    values = kpi.bars or (Decimal(0), Decimal(0))
    size = page.pt(13)
    figures = max(page.ruler.width(words, size, bold=True) for words in kpi.bar_labels)
    longest = max(12.0, plot.w - figures - 10)
    largest = max(*values, Decimal(0)) or Decimal(1)
    told = "; ".join(f"{page.say(n)} {words}" for n, words in zip(names, kpi.bar_labels, strict=True))
    return Chart(
        f"{name}.bars",
        plot,
        tuple(page.say(n) for n in names),
        (Series(page.say(kpi.label), values, "done", points=(Point(1, "bar"),)),),
        gap=round(100 * (BAND - BAR) / BAR),
        maximum=largest * Decimal(str(round(plot.w / longest, 4))),
        number_format=number_format(values, kpi.bar_labels),
        labels=True,
        label_size=size,
        key=kpi.key,
        alt=f"{page.say(kpi.label)}: {told}",
    )


def number_format(values: Sequence[Decimal], labels: Sequence[str]) -> str:
    """The number format that writes these values as these labels: what stands before and after the figure.

    Where the labels differ in more than the figure ("1 day", "2 days"), the smallest value has its own.
    """
    parts = [_around(words) for words in labels]
    places = max(max(0, -int(v.normalize().as_tuple().exponent)) if v else 0 for v in values)
    figure = "#,##0" + ("." + "0" * min(places, 4) if places else "")
    forms = [f"{_quoted(before)}{figure}{_quoted(after)}" for before, after in parts]
    if len(set(forms)) == 1:
        return forms[0]
    return f"[={values[0]:f}]{forms[0]};{forms[1]}"


def _around(words: str) -> tuple[str, str]:
    """What stands before the first digit and after the last one."""
    found = re.search(r"\d(?:.*\d)?", words)
    return (words[: found.start()], words[found.end() :]) if found else ("", "")


def _quoted(words: str) -> str:
    return f'"{words}"' if words and '"' not in words else ""
