"""The merge of three as laws: of a value, and of a list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mutualplan_deck.deck.merging import Verdict, judge, matched, merged_order

VALUES = st.integers(0, 3)
LISTS = st.lists(st.sampled_from("abcdefg"), unique=True, max_size=7)


@given(VALUES, VALUES, VALUES)
def test_whoever_changed_a_value_decides(base: int, yours: int, new: int) -> None:
    verdict = judge(base, yours, new)
    if yours == base:
        assert verdict in (Verdict.SAME, Verdict.PLAN)
    elif new == base:
        assert verdict is Verdict.EDIT
    else:
        assert verdict is (Verdict.SAME if yours == new else Verdict.CONFLICT)


@given(LISTS, LISTS, LISTS)
def test_a_list_holds_what_each_side_added_and_nothing_that_one_took_away(
    base: list[str], yours: list[str], new: list[str]
) -> None:
    merged = merged_order(base, yours, new)
    added = (set(yours) - set(base)) | (set(new) - set(base))
    stayed = set(base) & set(yours) & set(new)
    assert sorted(merged) == sorted(added | stayed)


@given(LISTS, LISTS)
def test_a_list_nobody_touched_is_the_plans(base: list[str], new: list[str]) -> None:
    assert merged_order(base, base, new) == new


@given(LISTS, LISTS)
def test_a_list_the_plan_left_alone_is_the_persons(base: list[str], yours: list[str]) -> None:
    assert merged_order(base, yours, base) == yours


@given(LISTS, LISTS, LISTS)
def test_a_second_merge_changes_nothing(base: list[str], yours: list[str], new: list[str]) -> None:
    merged = merged_order(base, yours, new)
    assert merged_order(new, merged, new) == merged


@given(LISTS, LISTS, LISTS)
def test_what_a_person_put_in_another_order_stays_so(
    base: list[str], yours: list[str], new: list[str]
) -> None:
    common = [k for k in yours if k in base and k in new]
    if common != [k for k in base if k in common]:
        assert [k for k in merged_order(base, yours, new) if k in common] == common


@given(st.lists(st.text("ab ", max_size=6), max_size=6), st.lists(st.text("ab ", max_size=6), max_size=6))
def test_texts_are_matched_one_to_one(old: list[str], found: list[str]) -> None:
    pairs = matched(old, found)
    assert len(set(pairs.values())) == len(pairs)
    assert all(i < len(old) and j < len(found) for i, j in pairs.items())


@given(st.lists(st.text(max_size=6), max_size=6))
def test_the_same_texts_match_themselves(texts: list[str]) -> None:
    assert matched(texts, texts) == {i: i for i in range(len(texts))}
