"""From story to deck: which blocks stand on which slide, each placed and fitted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mutualplan_deck.deck.blocks.issues import place_issues
from mutualplan_deck.deck.blocks.line_of_sight import place_line_of_sight
from mutualplan_deck.deck.blocks.people import place_people
from mutualplan_deck.deck.blocks.review import place_review
from mutualplan_deck.deck.blocks.solution import place_solution
from mutualplan_deck.deck.blocks.summary import place_summary
from mutualplan_deck.deck.blocks.timeline import place_timeline
from mutualplan_deck.deck.blocks.timeline_people import place_timeline_people
from mutualplan_deck.deck.blocks.value import place_value
from mutualplan_deck.deck.boxes import Deck, Note, Properties, Run, Slide
from mutualplan_deck.deck.chrome import Logos, place_chrome, place_foot
from mutualplan_deck.deck.fit import Fitter
from mutualplan_deck.deck.grid import STANDARD, WIDE, Grid
from mutualplan_deck.deck.look import Look
from mutualplan_deck.deck.marking import marked
from mutualplan_deck.deck.page import Page
from mutualplan_deck.deck.ruler import Ruler
from mutualplan_deck.findings import Finding
from mutualplan_deck.story.story import Story, Text

# Each placer puts one block's own content into the body; chrome is the same for all.
PLACERS: Mapping[str, Callable[[Page, Story, Any], None]] = {
    "summary": place_summary,
    "issues": place_issues,
    "solution": place_solution,
    "line_of_sight": place_line_of_sight,
    "value": place_value,
    "people": place_people,
    "timeline": place_timeline,
    "timeline_people": place_timeline_people,
    "review": place_review,
}
# Where a reference to a block goes when that block shares a slide with others.
SHARED = {
    "line_of_sight": ("issues", "solution"),
    "timeline_people": ("timeline", "people"),
}


def place(
    story: Story, look: Look, ruler: Ruler, properties: Properties, *, slides: int, wide: bool, logos: Logos
) -> tuple[Deck, tuple[Finding, ...]]:
    """The deck of a story in 6, 5 or 4 slides, and every step it took to make the text fit.

    A story with a review (the internal edition) has that one slide more.
    """
    forms = look.file.forms
    form = {6: forms.six, 5: forms.five, 4: forms.four}[slides]
    shown = [name for name in (*form, "review") if getattr(story, name) is not None]
    numbers = _numbers(shown)
    grid = WIDE if wide else STANDARD
    placed = [_slide(name, story, look, ruler, numbers, grid, logos) for name in shown]
    deck = Deck(grid.width, grid.height, tuple(slide for slide, _ in placed), properties)
    return deck, tuple(finding for _, findings in placed for finding in findings)


def _numbers(shown: list[str]) -> dict[str, int]:
    numbers = {name: k + 1 for k, name in enumerate(shown)}
    for name, parts in SHARED.items():
        if name in numbers:
            numbers.update(dict.fromkeys(parts, numbers[name]))
    return numbers


def _slide(
    name: str, story: Story, look: Look, ruler: Ruler, numbers: Mapping[str, int], grid: Grid, logos: Logos
) -> tuple[Slide, tuple[Finding, ...]]:
    block = getattr(story, name)
    dark = name == "summary" and look.file.summary.header == "dark"
    page = Page(name, grid, look, ruler, Fitter(ruler, look, name), numbers)
    title = place_chrome(page, story, block, logos, dark=dark)
    PLACERS[name](page, story, block)
    place_foot(page, story, block)
    notes = tuple(_note(page, text) for text in block.notes)
    layout = look.file.template.dark if dark else look.file.template.light
    slide = Slide((name,), layout, title, tuple(page.boxes), notes + tuple(page.notes) + page.fitter.notes)
    if story.marks:
        legend = Run(story.marks_legend.full, page.size("foot"), "muted")
        slide = marked(slide, story.marks, legend, story.marks_legend.key, grid.footer, ruler)
    return slide, page.fitter.findings


def _note(page: Page, text: Text) -> Note:
    """A text's paragraph: its key tells a heading, and a question that its answer follows."""
    what = text.key.rpartition("/")[2]
    return Note(page.say(text), heading=what == "head", strong=what == "question")
