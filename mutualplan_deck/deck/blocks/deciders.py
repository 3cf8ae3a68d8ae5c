"""Who decides and who answers, in one row under a timeline (SPEC §12, the 4-slide form)."""

from __future__ import annotations

from collections.abc import Sequence

from mutualplan_deck.deck.blocks.person import disc, glyph_width, text_box
from mutualplan_deck.deck.blocks.phrases import rise, upright
from mutualplan_deck.deck.boxes import Group, Paragraph, Rect, Run, Shape, Stroke
from mutualplan_deck.deck.fit import Want
from mutualplan_deck.deck.page import GLYPHS, Page, line
from mutualplan_deck.story.story import People, PersonCard, Text

DISC = 28.0
INDENT = 36.0
GAP = 16.0
NARROWEST = 4  # columns at 4:3, and as many as are drawn for fewer people at 16:9
MOST = 6
LEAD_GAP = "  "
BESIDE_LEGEND = 186.0  # points at 4:3, where the legend stands beside the heading


def place_deciders(page: Page, people: People, label: Text, y: float) -> None:
    """A heading at `y`, and a block for each who decides or answers: disc, name, title, next commitment."""
    cards = _cards(people)
    if not cards:
        return
    _place_heading(page, label, y)
    most = MOST if page.grid.wide else NARROWEST
    shown, rest = (cards, ()) if len(cards) <= most else (cards[: most - 1], cards[most - 1 :])
    places = _places(page, len(shown) + bool(rest), y + 21)
    _place_blocks(page, shown, places)
    if rest:
        _place_rest(page, rest, places[-1], label)


def _cards(people: People) -> tuple[PersonCard, ...]:
    return tuple(c for band in (people.deciders, people.answers) if band for c in band.people)


def _place_heading(page: Page, label: Text, y: float) -> None:
    width = page.grid.body.w if page.grid.wide else BESIDE_LEGEND
    fitted = page.fitter.fit(
        "deciders.label", "h3", [upright(page, label, width)], size=page.pt(12.5), floor=10
    )
    words = line(Run(fitted.texts[0], fitted.size, "primary", bold=True), key=label.key)
    if words.text:
        rect = Rect(page.grid.margin, y, width, 15)
        page.add(text_box(page, page.name("deciders"), rect, (words,)))


def _places(page: Page, n: int, y: float) -> list[Rect]:
    body, columns = page.grid.body, max(n, NARROWEST)
    gap = GAP if columns == NARROWEST else 12.0
    w = (body.w - gap * (columns - 1)) / columns
    return [Rect(body.x + (w + gap) * k, y, w, 59) for k in range(n)]


def _title(page: Page, card: PersonCard) -> Text:
    """The title, with the organisation of who is not the customer's."""
    if card.gap or not card.organisation:
        return card.title
    said = ", ".join(t for t in (page.say(card.title), card.organisation) if t)
    return Text(f"{card.title.key}/organisation", said, page.say(card.title.short or card.title))


def _place_blocks(page: Page, cards: Sequence[PersonCard], places: Sequence[Rect]) -> None:
    rooms, titles = [p.w - INDENT for p in places[: len(cards)]], [_title(page, c) for c in cards]
    names = page.fitter.fit(
        "deciders.name",
        "h3",
        [upright(page, c.name, w) for c, w in zip(cards, rooms, strict=True)],
    )
    fitted = page.fitter.fit(
        "deciders.title",
        "small_large",
        [page.want(t, w) for t, w in zip(titles, rooms, strict=True)],
        size=page.pt(11.5),
    )
    owed = _owed(page, cards, [p.w for p in places])
    for k, card in enumerate(cards):
        title = Run(fitted.texts[k], fitted.size, "muted", italic=titles[k].gap)
        head = (
            line(Run(names.texts[k], names.size, bold=True), key=card.name.key),
            line(title, key=titles[k].key),
        )
        _place_block(page, k, card, places[k], tuple(p for p in head if p.text), owed[k])


def _owed(page: Page, cards: Sequence[PersonCard], widths: Sequence[float]) -> list[Paragraph]:
    """Glyph, date and step on one line."""
    size = page.pt(11.5)
    owed = [c.commitment for c in cards]
    room = [w - glyph_width(page, c.glyph, size) for c, w in zip(owed, widths, strict=False)]
    dates = page.fitter.fit(
        "deciders.date",
        "small_large",
        [upright(page, c.short, w * 0.5) for c, w in zip(owed, room, strict=True)],
        size=size,
    )
    taken = [page.ruler.width(d + LEAD_GAP, dates.size, bold=True) if d else 0.0 for d in dates.texts]
    wants = [page.want(c.step, w - t) for c, w, t in zip(owed, room, taken, strict=True)]
    steps = page.fitter.fit("deciders.step", "small_large", wants, size=dates.size)
    return [
        line(
            *(page.glyph(c.glyph, steps.size) if c.glyph in GLYPHS else ()),
            Run(f"{date}{LEAD_GAP}" if date else "", steps.size, bold=True),
            Run(step, steps.size, "dk1" if c.glyph else "muted", italic=c.step.gap),
            key=c.step.key,
        )
        for c, date, step in zip(owed, dates.texts, steps.texts, strict=True)
    ]


def _place_block(
    page: Page, k: int, card: PersonCard, place: Rect, head: tuple[Paragraph, ...], owed: Paragraph
) -> None:
    name = page.name("decider", str(k + 1))
    page.rule(f"{name}.rule", place.x, place.y, place.w, Stroke("rule"))
    mark = disc(page, f"{name}.disc", Rect(place.x, place.y + 9, DISC, DISC), card, filled=True, size=10.5)
    parts: list[Shape] = [mark]
    if head:
        rect = Rect(place.x + INDENT, place.y + 7, place.w - INDENT, 30)
        parts.append(text_box(page, f"{name}.name", rect, head))
    if owed.text:
        top = place.y + 42 - rise(card.commitment.glyph, owed.runs[-1].size)
        parts.append(text_box(page, f"{name}.next", Rect(place.x, top, place.w, 15), (owed,)))
    page.add(Group(name, tuple(parts), alt=", ".join(p.text for p in head)))


def _place_rest(page: Page, cards: Sequence[PersonCard], place: Rect, label: Text) -> None:
    """Who has no block of their own, by name."""
    names = ", ".join(page.say(c.name) for c in cards)
    page.fitter.moved(page.say(label), names)
    head, size = f"+{len(cards)}", page.size("h3")
    taken = page.ruler.width(f"{head}  ", size, bold=True)
    fitted = page.fitter.fit("deciders.more", "small_large", [Want(names, place.w - taken, 3)])
    page.rule(page.name("decider", "more", "rule"), place.x, place.y, place.w, Stroke("rule"))
    count = line(Run(head, size, bold=True))
    page.add(text_box(page, page.name("decider", "more"), Rect(place.x, place.y + 7, taken, 17), (count,)))
    if fitted.texts[0]:
        rect = Rect(place.x + taken, place.y + 8, place.w - taken, 17)
        words = line(Run(fitted.texts[0], fitted.size, "muted"))
        page.add(text_box(page, page.name("decider", "names"), rect, (words,)))
