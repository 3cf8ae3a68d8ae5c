"""The business case as labels and texts: which label is which part of it, by what stands around."""

from __future__ import annotations

from itertools import pairwise

from mutualplan_deck.readers import meaning
from mutualplan_deck.readers.blocks import Blocks
from mutualplan_deck.readers.draft import Draft
from mutualplan_deck.readers.grid import Grid
from mutualplan_deck.readers.headings import LABEL, column_of, label_of, section_near, section_of
from mutualplan_deck.readers.words import (
    Names,
    is_for_us,
    is_internal,
    key,
    keys_of,
    says,
    says_of_self,
)
from mutualplan_deck.regex import regex

_PAIR, _TRIPLE = 2, 3
_STATEMENT = 8  # words
_ANY = (
    "statement",
    "source",
    "consequence",
)  # of an issue, whose labels mean other things in a case: "Where it comes from"
_FIGURES = regex(r"(?<![\d.,/])\d[\d.,]*(?![\d/])")


CASE = ("issues", "problems", "capabilities", "outcomes")


def by_order(draft: Draft, grid: Grid, found: Blocks, names: Names) -> dict[str, str]:
    """The section of each label in words of its own that stands where a business case goes on to it.

    A case begins with what is at stake, goes from there to what is behind it, to what is needed and to what
    that is worth. So the sentence with a figure before the problems is the issue, and one label between two
    sections known is the one section that belongs between them. Only where nothing else names that section.
    """
    if not draft.foreign:
        return {}
    numbers = sorted({*found.pairs, *found.loose})
    said = [_named_case(grid, number, names, alone=number in found.loose) for number in numbers]
    sections = [section for section, _, _ in said]
    named = {*sections, *(s for s in CASE if draft.data.get(s)), *(["issues"] if draft.issues_listed else ())}
    first = next((i for i, section in enumerate(sections) if section in CASE), len(said))
    known = {}
    if "issues" not in named and sections[first : first + 1] == ["problems"]:
        begin = next((label for s, label, text in said[:first] if label and not s and states(text)), "")
        begin = begin or (_topic(grid, numbers[first - 1], names) if first else "")
        known = {begin: "issues"} if begin else _first_of_two(said[first:])
    known |= _before_why(said)
    known |= _above_its_fields(grid, found, names, said) if "issues" not in known.values() else {}
    if "problems" not in named:
        known |= _pains(said)
    known |= _wanted_first(said, named)
    known |= _pain_alone(said) if "issues" not in (*named, *known.values()) else {}
    at = [n for n, (section, _, _) in enumerate(said) if section in CASE]
    for one, other in pairwise(at):
        before, after = known.get(said[one][1], said[one][0]), said[other][0]
        between = [s for s in CASE[CASE.index(before) + 1 : CASE.index(after)] if s not in named]
        labels = [label for _, label, text in said[one + 1 : other] if label and _is_said(text)]
        long = [label for _, label, text in said[one + 1 : other] if label in labels and _is_long(text)]
        if fitting := next((found for found in (labels, long) if len(found) == len(between)), []):
            known |= dict(zip(fitting, between, strict=True))
    return known


def _topic(grid: Grid, number: int, names: Names) -> str:
    """The label right above what is in the way, which says what the plan is about: "Thema | 40 hours …"."""
    label, *text = map(str, grid.rows[number].values())
    return label if label_of(label, names) == "title" and text and states(text[0]) else ""


def _before_why(said: list[tuple[str, str, str]]) -> dict[str, str]:
    """What is at stake in words of its own, above why it is so: "What's biting | …" and "Why | …"."""
    whys = (n for n, (section, label, _) in enumerate(said) if section == "issues" and _asks_why(label))
    why = next(whys, 0)
    above = [(s, label) for s, label, text in said[:why] if label and states(text)]
    begin = next((label for s, label in above if not s), "")
    if not begin and not any(s == "issues" for s, _, _ in said[:why]):  # "The problem | …", and why it is so
        begin = next((label for s, label in above if s == "problems"), "")
    return {begin: "issues", said[why][1]: "problems"} if begin else {}


def _asks_why(label: str) -> bool:
    return key(label) in keys_of("speech", "why")


def _above_its_fields(
    grid: Grid, found: Blocks, names: Names, said: list[tuple[str, str, str]]
) -> dict[str, str]:
    """A label in words of its own over what states the issue, right above labels of an issue's fields.

    Another one that may mean issues as well, by its words, is then what is in the way.
    """
    if any(section_of(label) == "issues" for _, label, _ in said):
        return {}
    for number in found.pairs:
        section, label, text = _named_case(grid, number, names, alone=False)
        below = [*grid.rows.get(number + 1, {}).values()]
        field = column_of("issues", str(below[0]), names) if len(below) == _PAIR else ""
        if label and not section and states(text) and field in ("metric", "baseline", "target"):
            others = (other for near, other, _ in said if near == "issues" and other)
            return {label: "issues", **dict.fromkeys(others, "problems")}
    return {}


def _pains(said: list[tuple[str, str, str]]) -> dict[str, str]:
    """Labels of pains, which may be issues, below another that names what is at stake: "Goal", and "Pain"."""
    issues = [label for section, label, _ in said if section == "issues" and label]
    pains = [label for label in issues[1:] if key(label) in keys_of("case", "pains")]
    return (
        dict.fromkeys(pains, "problems") if pains and key(issues[0]) not in keys_of("case", "pains") else {}
    )


def _pain_alone(said: list[tuple[str, str, str]]) -> dict[str, str]:
    """The one label of pains of a case that goes on to what is needed or gained: it says what is at stake."""
    hurts = {label for section, label, _ in said if section == "problems"}
    goes_on = any(section in ("capabilities", "outcomes") and label for section, label, _ in said)
    alone = goes_on and len(hurts) == 1 and key(*hurts) in keys_of("case", "pains")
    return dict.fromkeys(hurts, "issues") if alone else {}


def _first_of_two(said: list[tuple[str, str, str]]) -> dict[str, str]:
    """The first of two labels that may mean problems, where it states what is at stake: "What hurts | …"."""
    first, *rest = (one for one in said if one[0] == "problems")
    apart = any(label != first[1] for _, label, _ in rest)
    return (
        {first[1]: "issues"} if apart and first[1] and not section_of(first[1]) and states(first[2]) else {}
    )


def _wanted_first(said: list[tuple[str, str, str]], named: set[str]) -> dict[str, str]:
    """What they want, where it stands before what is in the way and nothing else says what it is about."""
    case = [n for n, (section, _, _) in enumerate(said) if section in CASE]
    hurts = len(case) >= _PAIR and [said[n][0] for n in case[:_PAIR]] == ["capabilities", "issues"]
    if hurts and states(said[case[0]][2]) and len(_FIGURES.findall(said[case[0]][2])) >= _PAIR:
        # "What they want | from 340 to 50 …", and "What hurts"
        return {said[case[0]][1]: "issues", said[case[1]][1]: "problems"}
    if "issues" in named or len(case) < _PAIR or said[case[0]][0] != "capabilities":
        return {}
    between = [label for _, label, _ in said[case[0] + 1 : case[1]] if label]
    offered = said[case[1]][0] == "capabilities" and said[case[1]][1] != said[case[0]][1]
    if said[case[1]][0] != "problems" and len(between) < _PAIR and not offered:
        return {}
    return {said[case[0]][1]: "issues"}


def _named_case(grid: Grid, number: int, names: Names, *, alone: bool) -> tuple[str, str, str]:
    """(section named or "", label where it may be one of a case, text) of a row of labels, or a heading."""
    cells = [*grid.rows[number].values()]
    label, text = str(cells[0]), str(cells[min(len(cells), _PAIR) - 1])  # a remark may stand behind
    section = section_of(label) or section_near(label) if alone or len(cells) > 1 else ""
    section = section or ("capabilities" if not alone and key(label) in keys_of("case", "offers") else "")
    unknown = len(cells) in (_PAIR, _PAIR + 1) and len(label) <= LABEL and not label_of(label, names)
    unknown = unknown and column_of("issues", label, names) in ("", *_ANY)
    return section, label if unknown else "", text


def states(text: str) -> bool:
    """Whether a text may state what is at stake: some words with a figure in them, and none for us alone."""
    return len(text.split()) >= _STATEMENT and any(map(str.isdigit, text)) and _is_said(text)


def _is_long(text: str) -> bool:
    """Whether a text is a sentence, and not a name or a few words."""
    return len(text.split()) >= _STATEMENT


def _is_said(text: str) -> bool:
    """Whether a text is words, and none for us alone."""
    return (
        meaning.is_words(text)
        and not is_internal(key(text))
        and not is_for_us(key(text))
        and not says("deal_talk", text)
        and not says_of_self(text)
    )
