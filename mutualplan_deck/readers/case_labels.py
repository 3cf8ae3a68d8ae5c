"""What labels of a business case say that is written as text: whose field, which section, what is counted."""

from __future__ import annotations

import re
from typing import Any

from mutualplan_deck.readers import lines
from mutualplan_deck.readers.headings import LABEL, column_of, label_of, section_near, section_of
from mutualplan_deck.readers.numbers import currency_of, is_scale, is_span
from mutualplan_deck.readers.words import Names, key, without_brackets
from mutualplan_deck.regex import regex

ISSUE = ("metric", "due", "owner", "unit", "baseline", "target", "consequence", "source")
"""The fields of an issue that a label may name."""

PARTS = regex(r"\s+[-–—|:/]\s+|:\s*")
_SHORTEST = 4  # letters of a word that says something
_CALLED = (2, 3)  # words of a label that calls the metric something
_COUNTED = regex(r"^(.*?)\s*\(\s*(?:en|in|em|als)?\s*(%[^()]*)\)$")
_OF = regex(
    r"^(.+?)\s+(?:de l['’]\s*|d['’]\s*|du\s+|de la\s+|des\s+|of the\s+|of\s+|for the\s+|for\s+|del\s+|de\s+"
    r"|do\s+|da\s+|der\s+|pelo\s+|pela\s+|para el\s+|para o\s+|por el\s+|für das\s+|für die\s+)(.+)$",
    re.IGNORECASE,
)
_FIGURE = regex(r"[<>≤≥~]?\s*[$£€]?\d[\d.,' ]*\S*(?:\s\S+){0,5}")


def field_of_issue(label: str, names: Names) -> str:
    """The field of an issue that a label names together with the issue: "Business Issue Owner"."""
    if match := _OF.match(without_brackets(label)):
        field = column_of("issues", match[1], names)
        of_metric = column_of("issues", match[2], names) == "metric"
        if field == "statement" and of_metric:
            return "target"  # "Objectif de l'indicateur"
        if field in ISSUE and (of_metric or section_near(match[2]) in ("issues", "problems")):
            return field  # "Owner of the issue", "Owner of the pain", "Target of the KPI"
    said = label.split()
    for count in range(1, len(said)):
        head = " ".join(said[:count])
        if section_of(head) == "issues" or column_of("issues", head, names) == "metric":
            field = column_of("issues", " ".join(said[count:]), names)
            of_metric = column_of("issues", head, names) == "metric"
            if field == "statement" and of_metric:
                return "target"  # "Measure Goal"
            if field in ISSUE and field != "metric":
                return field
            if field == "metric" and section_of(head) == "issues":
                return field
    called = len(said) in _CALLED and not label_of(label, names) and column_of("issues", said[-1], names)
    return "metric" if called == "metric" else ""  # "Headline measure"


def is_figure(raw: Any) -> bool:
    """Whether a text is a figure and what it counts: "6 % of the biomass", "74 minutes a truck"."""
    return isinstance(raw, str) and len(raw) <= LABEL and _FIGURE.fullmatch(raw.strip()) is not None


def says_of_what(figure: str) -> bool:
    """Whether an amount a year says what it is spent on: "£18k a year in overtime"."""
    if lines.outcome(figure, "").item.get("annual_value") is None:
        return False
    rest = (w for w in key(figure).split(" ") if w.isalpha() and len(w) >= _SHORTEST)
    return any(not (is_span(w) or currency_of(w) or is_scale(w)) for w in rest)


def counted_in(metric: str) -> tuple[str, str]:
    """ "Taux de courses non assurées (en % des courses)": the metric, and what it is counted in."""
    match = _COUNTED.match(metric)
    return (match[1], match[2].strip()) if match else (metric, "")


def unit_in(metric: str) -> str:
    """A unit that the metric's own words hold: "unplanned stop hours a year"."""
    known = {
        "hours",
        "days",
        "minutes",
        "weeks",
        "stunden",
        "tage",
        "minuten",
        "heures",
        "jours",
        "horas",
        "dias",
        "días",
    }
    return next((w for w in re.findall(r"\w+", metric.casefold()) if w in known), "")


_TEXTS = ("issues", "problems", "capabilities", "outcomes")


def section_named(label: str) -> str:
    """The section a label names, as a whole or by one of its parts."""
    found = section_of(label) or section_of(without_brackets(label))
    alone = label.strip(" :")
    if not found and alone.replace("-", "").isalpha():
        found = next((s for end in ("s", "es") if (s := section_of(alone + end)) in _TEXTS), "")  # "Goal"
    match = _OF.match(label)
    if not found and match and section_of(match[1]) in ("problems", "capabilities"):
        return section_of(match[1])  # "Causes of goal 1"
    if found:
        return found
    return next((s for part in PARTS.split(label) if (s := section_of(part))), "")
