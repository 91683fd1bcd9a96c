"""Whole numbers near the drawn ones: margins, bounds and ranks hold whatever is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from data.demonstration.constraints import Span
from data.demonstration.facts import paper_figures
from data.demonstration.fitting import NoSuchCountsError, Row, nearest_whole, resized, whole_table
from data.demonstration.ranks import Rank, rank_bounds, rank_of
from data.demonstration.rulings import fitted_figures, rulings

tables = arrays(np.int64, st.tuples(st.integers(1, 6), st.integers(1, 7)), elements=st.integers(0, 40))


@settings(deadline=None)
@given(tables, st.integers(0, 2**32 - 1))
def test_a_whole_table_has_the_margins_asked_for(drawn: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    target = rng.permuted(drawn, axis=1) + rng.integers(0, 3, drawn.shape)
    table = whole_table(drawn.astype(float), down=target.sum(axis=1), across=target.sum(axis=0))
    assert (table >= 0).all()
    assert table.sum(axis=1).tolist() == target.sum(axis=1).tolist()
    assert table.sum(axis=0).tolist() == target.sum(axis=0).tolist()


def test_margins_that_differ_are_refused() -> None:
    with pytest.raises(NoSuchCountsError):
        whole_table(np.ones((2, 2)), down=np.array([1, 2]), across=np.array([1, 1]))


@settings(deadline=None)
@given(tables, st.integers(0, 400), st.integers(0, 2**32 - 1))
def test_resizing_takes_away_only_what_is_there(drawn: np.ndarray, total: int, seed: int) -> None:
    out = resized(drawn, total, rng=np.random.default_rng(seed))
    assert out.sum() == total
    assert ((out <= drawn) if total <= drawn.sum() else (out >= drawn)).all()


def test_the_smallest_change_that_keeps_the_bounds() -> None:
    drawn = np.array([100.0, 100.0, 9.0])
    total = Row(np.array([0, 1]), np.ones(2), 230, 230)
    change = Row(np.array([0, 1]), np.array([1.0, -1.1]), 0, 2)
    found = nearest_whole(drawn, [total, change])
    assert found.sum() == 239
    assert 0 <= found[0] - 1.1 * found[1] <= 2
    assert found[2] == 9, "what no bound touches stays as drawn"
    with pytest.raises(NoSuchCountsError):
        nearest_whole(drawn, [total, Row(np.array([0, 1]), np.ones(2), 0, 100)])


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("peak month", Rank(1, joint=False, lowest=False)),
        ("2nd lowest ward", Rank(2, joint=False, lowest=True)),
        ("joint 3rd largest percentage decrease among Kent districts", Rank(3, joint=True, lowest=True)),
        ("2nd largest reduction in Kent; one of only three districts", Rank(2, joint=False, lowest=True)),
        ("3rd largest percentage increase among Kent districts", Rank(3, joint=False, lowest=False)),
        ("one of only four Kent districts with a decrease", None),
    ],
)
def test_ranks_are_read_from_the_papers_words(text: str, rank: Rank | None) -> None:
    assert rank_of(text) == rank


def test_every_printed_rank_of_a_fitted_figure_bounds_what_it_does_not_name() -> None:
    ranked = {(f.statistic, f.measure, f.start) for f in fitted_figures() if f.rank}
    bounds = rank_bounds(fitted_figures(), drawn=_same)
    by_id = {f.id: (f.statistic, f.measure, f.start) for f in fitted_figures()}
    first_of_group = {by_id[bound.figure] for bound in bounds}
    # Gravesham, Tunbridge Wells and Ashford are the three first of one list: one group.
    assert first_of_group == ranked


def _same(measure: str, area: str, span: Span) -> float:
    return 100.0 + span.first


def test_each_figure_of_the_paper_has_one_ruling_with_a_reason() -> None:
    made = rulings()
    assert [item.figure.id for item in made] == [figure.id for figure in paper_figures()]
    assert all(len(item.reason) > 20 for item in made)
    assert all(item.figure.start for item in made if item.fate != "left_out")
