"""A person's card: disc, name and title, what they answer for, and the next thing they owe (SPEC §10)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from mutualplan_deck.deck.blocks.phrases import one_line, rise, upright
from mutualplan_deck.deck.boxes import Group, Paragraph, Rect, Run, Shape, Stroke
from mutualplan_deck.deck.fit import Want
from mutualplan_deck.deck.page import GLYPHS, Page, line
from mutualplan_deck.story.story import NONE, Commitment, PersonCard

DISC = 32.0
INDENT = 42.0  # of the name, from the card's left edge
HEIGHT = 92.0
DUTY = 40.0  # from a card's top to what the person answers for
LOWER_DUTY = 43.5  # under a title of two lines
INITIALS = 11.5
QUESTION = 14.0
NAMES = 3  # lines of names on a card that stands for several people


class Seat(Struct, frozen=True):
    """A card and where it stands; `filled`: the disc of somebody who decides or answers."""

    card: PersonCard
    x: float
    y: float
    w: float
    filled: bool = False
    name: str = ""


class More(Struct, frozen=True):
    """The card for those who have none of their own: how many, and their names."""

    label: str
    names: str
    x: float
    y: float
    w: float
    name: str
    count: int


def place_people_cards(
    page: Page, seats: Sequence[Seat], mores: Sequence[More], name_size: float = 14
) -> None:
    """All cards of a slide: one size for all names, one for all titles, and so on."""
    long = _long_names(page, seats)
    names = _names(page, seats, mores, long, name_size)
    titles, duty = _titles(page, seats, long)
    duties = _duties(page, seats, mores)
    marks = _commitments(page, seats)
    for k, seat in enumerate(seats):
        head = tuple(p for p in (names[k], titles[k]) if p.text)
        parts = [_disc(page, seat), *_texts(page, seat, head, duties[k], marks[k], duty)]
        page.add(Group(seat.name, tuple(parts), alt=_alt(page, seat.card)))
    for k, more in enumerate(mores):
        _place_more(page, more, names[len(seats) + k], duties[len(seats) + k])


def _alt(page: Page, card: PersonCard) -> str:
    return ", ".join(t for t in (page.say(card.name), page.say(card.title)) if t)


def _long_names(page: Page, seats: Sequence[Seat]) -> list[bool]:
    """Which names need two lines even at the floor; their titles then have one."""
    floor = page.look.floors["h3_large"]
    return [not one_line(page, [page.say(s.card.name)], s.w - INDENT, floor, bold=True) for s in seats]


def _names(
    page: Page, seats: Sequence[Seat], mores: Sequence[More], long: Sequence[bool], size: float
) -> list[Paragraph]:
    """The names, then what the cards say that stand for several people."""
    wants = [upright(page, s.card.name, s.w - INDENT, 1 + two) for s, two in zip(seats, long, strict=True)]
    wants += [Want(m.label, m.w - INDENT, bold=True) for m in mores]
    top = page.look.floors["h3_large"] if any(long) else page.pt(size)
    fitted = page.fitter.fit("person.name", "h3_large", wants, size=top)
    keys = [s.card.name.key for s in seats] + [""] * len(mores)
    return [
        line(Run(words, fitted.size, bold=True), key=key)
        for words, key in zip(fitted.texts, keys, strict=True)
    ]


def _titles(page: Page, seats: Sequence[Seat], long: Sequence[bool]) -> tuple[list[Paragraph], float]:
    """Titles on one line each if the floor allows it, else on two; and how far down the next text starts."""
    texts, floor = [s.card.title for s in seats], page.look.floors["body"]
    single = all(one_line(page, [page.say(s.card.title)], s.w - INDENT, floor) for s in seats)
    wants = [
        page.want(s.card.title, s.w - INDENT, 1 if single or two else 2)
        for s, two in zip(seats, long, strict=True)
    ]
    fitted = page.fitter.fit(
        "person.title", "body", wants, size=page.pt(12) if single and not any(long) else floor
    )
    said = [
        line(Run(words, fitted.size, "muted", italic=t.gap), key=t.key)
        for t, words in zip(texts, fitted.texts, strict=True)
    ]
    return said, DUTY if single and not any(long) else LOWER_DUTY


def _duties(page: Page, seats: Sequence[Seat], mores: Sequence[More]) -> list[Paragraph]:
    """What each person answers for, then the names on the cards that stand for several people."""
    wants = [page.want(s.card.responsibility, s.w) for s in seats]
    wants += [Want(m.names, m.w, NAMES) for m in mores]
    fitted = page.fitter.fit("person.duty", "body_large", wants)
    said = [s.card.responsibility for s in seats] + [NONE] * len(mores)
    return [
        line(Run(words, fitted.size, "muted" if t.gap else "dk1", italic=t.gap), key=t.key)
        for words, t in zip(fitted.texts, said, strict=True)
    ]


def glyph_width(page: Page, glyph: str, size: float) -> float:
    """What a glyph and the blank after it take, in points."""
    if glyph not in GLYPHS:
        return 0.0
    mark, _, _, factor = GLYPHS[glyph]
    face = "minor" if mark in "?!→" else "glyph"
    return page.ruler.width(mark, size * factor + 0.5, bold=True, face=face) + page.ruler.width(
        "\u00a0", size
    )


def _commitments(page: Page, seats: Sequence[Seat]) -> list[tuple[Paragraph, ...]]:
    """Glyph, word and date in the status colour, and the step under them."""
    owed, size = [s.card.commitment for s in seats], page.size("body")
    room = [s.w - glyph_width(page, c.glyph, size) for s, c in zip(seats, owed, strict=True)]
    words = page.fitter.fit(
        "person.next", "body", [upright(page, c.word, w) for c, w in zip(owed, room, strict=True)]
    )
    steps = page.fitter.fit(
        "person.step",
        "body",
        [page.want(c.step, s.w) for c, s in zip(owed, seats, strict=True)],
        size=words.size,
    )
    return [
        tuple(p for p in (_word(page, c, w, words.size), _step(c, s, steps.size)) if p.text)
        for c, w, s in zip(owed, words.texts, steps.texts, strict=True)
    ]


def _word(page: Page, owed: Commitment, words: str, size: float) -> Paragraph:
    if not words:
        return Paragraph(size=size)
    color = GLYPHS[owed.glyph][2] if owed.glyph in GLYPHS else "muted"
    mark = page.glyph(owed.glyph, size) if owed.glyph in GLYPHS else ()
    return line(*mark, Run(words, size, color, bold=True), key=owed.word.key)


def _step(owed: Commitment, words: str, size: float) -> Paragraph:
    quiet = not owed.word.full or owed.step.gap
    run = Run(words, size, "muted" if quiet else "dk1", italic=owed.step.gap)
    return line(run, key=owed.step.key)


def _disc(page: Page, seat: Seat) -> Shape:
    rect = Rect(seat.x, seat.y, DISC, DISC)
    return disc(page, f"{seat.name}.disc", rect, seat.card, filled=seat.filled, size=INITIALS)


def disc(page: Page, name: str, rect: Rect, card: PersonCard, *, filled: bool, size: float) -> Shape:
    """The disc with the initials: full for who decides, dashed with a question mark for who is missing."""
    if card.gap:
        words = Run("?", size * QUESTION / INITIALS, "muted", bold=True)
        return _round(name, rect, words, "", Stroke("muted", 1, "sysDash"))
    fitted = page.fitter.fit(
        "initials",
        "initials",
        [Want(card.initials, rect.w - 6, key=card.name.key, bold=True)],
        size=size,
        floor=min(size, 9),
    )
    words = Run(fitted.texts[0], fitted.size, "on_dark" if filled else "dk1", bold=True)
    stroke = Stroke("dk2" if filled else "muted", 1)
    return _round(name, rect, words, "dk2" if filled else "lt1", stroke)


def _round(name: str, rect: Rect, words: Run, fill: str, stroke: Stroke) -> Shape:
    half = stroke.width / 2
    inner = Rect(rect.x + half, rect.y + half, rect.w - stroke.width, rect.h - stroke.width)
    return Shape(
        name,
        inner,
        geometry="ellipse",
        fill=fill,
        stroke=stroke,
        paragraphs=(line(words, align="center"),) if words.text else (),
        anchor="middle",
        wrap=False,
        decorative=True,
    )


def _texts(
    page: Page,
    seat: Seat,
    head: Sequence[Paragraph],
    duty: Paragraph,
    owed: Sequence[Paragraph],
    duty_at: float,
) -> list[Shape]:
    top = seat.y + 61 - (rise(seat.card.commitment.glyph, owed[0].runs[-1].size) if owed else 0)
    places = (
        ("name", Rect(seat.x + INDENT, seat.y - 1, seat.w - INDENT, 34), head),
        ("responsibility", Rect(seat.x, seat.y + duty_at, seat.w, 16), (duty,) if duty.text else ()),
        ("next", Rect(seat.x, top, seat.w, 30), owed),
    )
    return [
        text_box(page, f"{seat.name}.{part}", rect, tuple(words)) for part, rect, words in places if words
    ]


def text_box(page: Page, name: str, rect: Rect, paragraphs: tuple[Paragraph, ...]) -> Shape:
    """A text box at least as high as its text."""
    height = max(rect.h, page.ruler.paragraphs_height(paragraphs, rect.w))
    return Shape(name, rect._replace(h=height), paragraphs=paragraphs)


def _place_more(page: Page, more: More, label: Paragraph, names: Paragraph) -> None:
    """A hollow disc with the number of people, and their names under it."""
    count = Run(f"+{more.count}", INITIALS, "dk1", bold=True)
    mark = _round(f"{more.name}.disc", Rect(more.x, more.y, DISC, DISC), count, "lt1", Stroke("muted", 1))
    parts: list[Shape] = [mark]
    if label.text:
        parts.append(
            text_box(
                page, f"{more.name}.name", Rect(more.x + INDENT, more.y + 7, more.w - INDENT, 17), (label,)
            )
        )
    if names.text:
        parts.append(text_box(page, f"{more.name}.names", Rect(more.x, more.y + 40, more.w, 16), (names,)))
    page.add(Group(more.name, tuple(parts), alt=more.label))
