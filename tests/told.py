"""All that a story says: every text and title, found by walking it, and an outline a person can read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from mutualplan_deck.plan.model import Plan
from mutualplan_deck.story.story import Edition, Kpi, Story, Text, Title
from mutualplan_deck.story.tell import tell

BLOCKS = (
    "summary",
    "issues",
    "solution",
    "line_of_sight",
    "value",
    "people",
    "timeline",
    "timeline_people",
    "review",
)

# Texts of the plan's own items: an outline tells what the story makes of them.
_PLAN_S = re.compile(
    r"^(notes|steps|soon|meetings|problems|capabilities|outcomes|customer|vendor|summary/(?!ask)[^/]+/who"
    r"|summary/soon|people/(?!question)[^/]+/|issues/(?!question)[^/]+/)"
)


def story_of(plan: Plan, today: dt.date, edition: Edition = Edition.WORKING, locale: str = "") -> Story:
    """The story, told in another language than the plan's own if one is given."""
    if locale:
        plan = plan.model_copy(update={"locale": locale})
    return tell(plan, today=today, edition=edition)[0]


def parts(value: Any) -> Iterator[Any]:
    """Everything in a story: records opened, lists and mappings too (keys and values)."""
    yield value
    if isinstance(value, Struct):
        children: Any = [getattr(value, name) for name in value.__struct_fields__]
    elif isinstance(value, Mapping):
        children = [*value.keys(), *value.values()]
    else:
        children = value if isinstance(value, (tuple, list)) else vars(value).values() if _own(value) else ()
    for child in children:
        yield from parts(child)


def _own(value: Any) -> bool:
    """Whether an object is one of the story's that is no dataclass (the voice)."""
    return type(value).__module__.startswith("mutualplan_deck.story") and hasattr(value, "__dict__")


def strings(value: Any) -> Iterator[str]:
    """Every string anywhere in a story."""
    return (str(part) for part in parts(value) if isinstance(part, str))


def texts(value: Any) -> Iterator[Text]:
    """Every text that says something."""
    return (part for part in parts(value) if isinstance(part, Text) and (part.full or part.gap))


def titles(value: Any) -> Iterator[Title]:
    """Every title."""
    return (part for part in parts(value) if isinstance(part, Title))


def outline(story: Story) -> str:
    """Titles, figures, labels and sentences that a story makes of a plan, a block after the other."""
    lines = [f"{story.language}  {story.version.full}  {story.confidentiality.full}"]
    for name in BLOCKS:
        block = getattr(story, name)
        if block is not None:
            lines += ["", f"== {name}: {block.name.full}", *_claims(block.title), *_said(block)]
    return "\n".join(lines).replace("\u00a0", "·") + "\n"


def _claims(title: Title) -> list[str]:
    return [f"{'#' if not k else '~'} {words}" for k, words in enumerate(title.variants)]


def _said(block: Any) -> list[str]:
    """The block's own figures and texts, each once; the blocks it repeats are told under their own names."""
    own = [getattr(block, name) for name in block.__struct_fields__ if not _told_elsewhere(block, name)]
    found = [part for value in own for part in parts(value)]
    lines = [line for part in found if (line := _line(part))]
    return list(dict.fromkeys(lines))


def _told_elsewhere(block: Any, name: str) -> bool:
    return name in ("name", "title") or (name in BLOCKS and isinstance(getattr(block, name), Struct))


def _line(part: Any) -> str:
    if isinstance(part, Kpi):
        before = f"{part.before} → " if part.before else ""
        return f"  [{part.key}] {before}{part.figures[0] if part.figures else '(gap)'}"
    if not isinstance(part, Text) or not part.full or _PLAN_S.match(part.key):
        return ""
    gap = "? " if part.gap else ""
    short = f"  | {part.short}" if part.short and part.short != part.full else ""
    return f"  {part.key}: {gap}{part.full}{short}"
