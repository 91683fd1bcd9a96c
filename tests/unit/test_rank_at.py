"""The rank of one area is the one it has among the ranks of all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.statistics.rates import rank_at, rank_values

# Few different values, and some that differ by less than is printed, so that ties and near ties are common.
VALUES = st.one_of(st.none(), st.integers(0, 6), st.integers(0, 60).map(lambda tenths: tenths / 20))


@given(values=st.lists(VALUES, min_size=1, max_size=12), decimals=st.integers(0, 2), data=st.data())
def test_one_rank_is_that_among_all(values: list[float | None], decimals: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(values) - 1))
    assert rank_at(values, place, decimals=decimals) == rank_values(values, decimals=decimals)[place]
