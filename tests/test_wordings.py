"""Days and amounts as people write them in five languages: what is read, nothing guessed in silence.

`wordings/dates.json` has, by language, texts with the day or the span (first/last) that they mean;
`wordings/money.json` texts with the amount. They were written by people who had not seen the reader.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutualplan_deck.readers.fields import Field, Sort
from mutualplan_deck.readers.spans import span
from mutualplan_deck.readers.values import Habits, convert

WORDINGS = Path(__file__).parent / "wordings"
DATES: dict[str, list[tuple[str, str]]] = json.loads((WORDINGS / "dates.json").read_text("utf-8"))
MONEY: dict[str, list[tuple[str, float]]] = json.loads((WORDINGS / "money.json").read_text("utf-8"))
NEAR = dt.date(2027, 1, 15)
UNDERSTOOD = 0.9
# On a Friday both ways; what comes first is the habit of the sheet.
EITHER = {"Fri 3/12/2027"}


def habits(language: str) -> Habits:
    return Habits("" if language == "en" else ",", True, near=NEAR)


@pytest.mark.parametrize("language", DATES)
def test_days_and_spans_are_read_as_they_are_meant_and_told_if_they_are_no_days(language: str) -> None:
    understood = 0
    for text, meant in DATES[language]:
        first, _, last = meant.partition("/")
        read = convert(Field("due", Sort.DATE), text, habits(language))
        if read.value is None:
            assert read.doubt, text
            continue
        inside = dt.date.fromisoformat(first) <= read.value <= dt.date.fromisoformat(last or first)
        assert inside or read.doubt or text in EITHER, (text, read.value)
        understood += inside
    assert understood >= UNDERSTOOD * len(DATES[language])


@pytest.mark.parametrize("language", MONEY)
def test_amounts_are_read_as_they_are_meant_or_asked_about(language: str) -> None:
    understood = 0
    for text, meant in MONEY[language]:
        read = convert(Field("annual_value", Sort.NUMBER), text, habits(language))
        right = read.value is not None and float(read.value) == meant
        assert right or read.doubt, (text, read.value)
        understood += right
    assert understood >= UNDERSTOOD * len(MONEY[language])


SPANS = [
    ("Q3 2027", "2027-07-01", "2027-09-30"),
    ("2027-T3", "2027-07-01", "2027-09-30"),
    ("3T27", "2027-07-01", "2027-09-30"),
    ("último trimestre de 2027", "2027-10-01", "2027-12-31"),
    ("zweites Halbjahr 2027", "2027-07-01", "2027-12-31"),
    ("2e quinzaine de mars 2027", "2027-03-16", "2027-03-31"),
    ("mars/avril 2027", "2027-03-01", "2027-04-30"),
    ("Dec/Jan 2028", "2027-12-01", "2028-01-31"),
    ("03/2027", "2027-03-01", "2027-03-31"),
    ("mid-March 2027", "2027-03-01", "2027-03-15"),
    ("im Jahr 2027", "2027-01-01", "2027-12-31"),
    ("Jahresende 27", "2027-01-01", "2027-12-31"),
]


@pytest.mark.parametrize(("text", "first", "due"), SPANS)
def test_a_span_ends_on_its_last_day(text: str, first: str, due: str) -> None:
    found = span(text, NEAR)
    assert found is not None
    assert (str(found.first), str(found.due)) == (first, due)


@pytest.mark.parametrize(
    "text", ["Summer 2027", "IV/2027", "March or so", "2027 units", "13/2027", "Q5 2027", ""]
)
def test_what_is_no_span_is_none(text: str) -> None:
    assert span(text, NEAR) is None


@given(st.text(max_size=40))
def test_any_text_is_a_span_or_none(text: str) -> None:
    found = span(text, NEAR)
    assert found is None or found.due is None or found.first is None or found.first <= found.due


@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31)),
    st.sampled_from(["{:%B %Y}", "{:%m/%Y}", "{:%Y-%m}"]),
)
def test_a_month_ends_on_its_last_day_however_it_is_written(day: dt.date, shape: str) -> None:
    found: Any = span(shape.format(day), None)
    assert found.first == day.replace(day=1)
    assert (found.due + dt.timedelta(1)).day == 1
    assert found.due.month == day.month
