"""Ranks as they are worded: range around the rank, joint where printed alike, the last one lowest."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.ranked import RankedArea
from dashboard.standings import Standing
from dashboard.statistics.ranking import rank_rates
from dashboard.statistics.rates import round_half_up


def standing(value, people):
    return Standing(
        code="E1",
        name="Northam",
        district=None,
        status="shown",
        value=value,
        previous=None,
        change=None,
        change_pct=None,
        rate=None,
        population=people,
        share=None,
        usual=None,
        beyond=None,
        ranks={},
    )


def areas(counts, people, *, phi=2.0, members=None):
    """The areas of a list as the page makes them."""
    ranked = rank_rates(counts, people, phi=phi, per=1000)
    last = max((item.rank.position for item in ranked if item), default=0)
    return [
        RankedArea(
            standing=standing(count, residents),
            level="district",
            interval=item.interval if item else None,
            ranked=item,
            last=item is not None and item.rank.position == last > 1,
            members=members or len(counts),
        )
        for count, residents, item in zip(counts, people, ranked, strict=True)
    ]


def test_words_say_the_place_its_range_and_of_how_many():
    far_apart = areas([5000, 3000, 1000, 100], [100_000] * 4)
    assert [area.words for area in far_apart] == [
        "highest (1st) of 4",
        "2nd highest (2nd) of 4",
        "3rd highest (3rd) of 4",
        "lowest (4th) of 4",
    ]
    near = areas([101, 100, 99, 98, 20], [100_000] * 5)
    assert near[1].words == "joint highest (1st to 4th) of 5"
    assert near[4].words == "lowest (5th) of 5"


def test_printed_alike_is_joint_and_two_at_the_end_are_joint_lowest():
    found = areas([900, 500, 101, 102], [100_000] * 4)
    assert [area.place for area in found] == ["highest", "2nd highest", "joint lowest", "joint lowest"]
    level = areas([100, 100, 100], [100_000] * 3)
    assert {area.place for area in level} == {"joint highest"}


def test_an_area_without_a_count_has_no_rank_and_the_others_say_of_how_many():
    found = areas([900, None, 500, 100], [100_000] * 4)
    assert found[1].words == found[1].place == found[1].range_words == found[1].end == ""
    assert found[0].words == "highest (1st) of the 3 that can be ranked"


def test_only_ranks_that_chance_keeps_among_three_are_ends():
    spread = areas([9000, 8000, 7000, 4000, 3900, 3800, 900, 800, 700], [100_000] * 9)
    assert [area.end for area in spread] == ["high"] * 3 + [""] * 3 + ["low"] * 3
    assert {area.end for area in areas([100, 101, 102, 103, 104, 105, 106], [100_000] * 7)} == {""}
    # Of five areas the three highest and the three lowest overlap: none is an end.
    assert {area.end for area in areas([9000, 7000, 5000, 3000, 1000], [100_000] * 5)} == {""}


@given(
    rows=st.lists(
        st.tuples(st.none() | st.integers(0, 5000), st.integers(500, 200_000)), min_size=3, max_size=13
    ),
    phi=st.floats(1, 8),
)
def test_a_range_holds_its_rank_and_equal_print_is_equal_rank(rows, phi):
    counts, people = zip(*rows, strict=True)
    found = [area for area in areas(counts, people, phi=phi) if area.ranked]
    for area in found:
        rank = area.ranked.rank
        assert 1 <= area.ranked.first <= rank.position <= area.ranked.last <= rank.of == len(found)
        assert area.range_words and area.words.endswith(area.of_words)
        assert ("joint" in area.place) == rank.joint
    ordered = sorted(found, key=lambda area: area.ranked.rank.position)
    for higher, lower in pairwise(ordered):
        alike = round_half_up(higher.ranked.rate, 1) == round_half_up(lower.ranked.rate, 1)
        assert alike == (higher.ranked.rank.position == lower.ranked.rank.position)
        assert round_half_up(higher.ranked.rate, 1) >= round_half_up(lower.ranked.rate, 1)
