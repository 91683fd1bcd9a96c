"""Before and after against elsewhere: statsmodels and simulation."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.statistics.before_after import Counted, relative_effect
from tests.unit.overdispersed import draw_overdispersed


def test_the_ratio_and_its_error_are_those_of_a_two_by_two_table() -> None:
    """statsmodels' Table2x2, half added to each count; φ = 4 doubles the logarithms."""
    from statsmodels.stats.contingency_tables import Table2x2

    place, elsewhere = (120, 81), (2400, 2300)
    table = Table2x2(np.array([[81.5, 120.5], [2300.5, 2400.5]]))
    low, high = table.oddsratio_confint()
    for phi, width in ((1, 1), (4, 2)):
        found = relative_effect(
            Counted(*place, phi), Counted(*elsewhere, phi), months_before=12, months_after=12
        )
        assert found.ratio == pytest.approx(table.oddsratio)
        assert found.interval.high is not None
        assert np.log(found.interval.low / found.ratio) == pytest.approx(
            width * np.log(low / found.ratio), rel=1e-5
        )
        assert np.log(found.interval.high / found.ratio) == pytest.approx(
            width * np.log(high / found.ratio), rel=1e-5
        )


def test_a_fall_everywhere_is_no_effect_and_a_rise_everywhere_hides_none() -> None:
    fell = relative_effect(Counted(400, 300, 1), Counted(8000, 6000, 1), months_before=12, months_after=12)
    assert fell.ratio == pytest.approx(1, abs=0.002)
    assert fell.verdict == "no sign"
    held = relative_effect(Counted(400, 400, 1), Counted(8000, 11000, 1), months_before=12, months_after=12)
    assert held.verdict == "fell more than elsewhere"
    rose = relative_effect(Counted(400, 560, 1), Counted(8000, 8000, 1), months_before=12, months_after=12)
    assert rose.verdict == "rose more than elsewhere"


@pytest.mark.parametrize("phi", [1, 2.5])
def test_places_without_an_effect_are_called_one_time_in_twenty(phi: float) -> None:
    draws = [draw_overdispersed(mean, phi, 2000, seed) for seed, mean in enumerate((150, 140, 3000, 2800))]
    called = [
        relative_effect(Counted(a, b, phi), Counted(c, d, phi), months_before=12, months_after=12).verdict
        not in ("no sign", "too early")
        for a, b, c, d in zip(*(draw.tolist() for draw in draws), strict=True)
    ]
    assert 0.035 <= np.mean(called) <= 0.065


def test_from_when_it_can_be_read() -> None:
    """A place of 10 a month needs longer than one of 100, over-dispersion more; of 1 a month a year is too
    little to compare with. At that month a fall of a quarter shows in about half of the trials."""

    def months(a_month: float, phi: float) -> int | None:
        place, elsewhere = Counted(12 * a_month, 0, phi), Counted(120_000, 1, phi)
        return relative_effect(place, elsewhere, months_before=12, months_after=1).readable_after

    thirty = months(30, 1)
    assert thirty is not None
    assert [months(100, 1), thirty, months(10, 1), months(30, 2)] == [1, 3, 11, 6]
    assert months(1, 1) is None
    before = draw_overdispersed(360, 1, 2000, 1)
    after = draw_overdispersed(0.75 * 30 * thirty, 1, 2000, 2)
    shown = [
        relative_effect(
            Counted(a, b, 1), Counted(120_000, 10_000 * thirty, 1), months_before=12, months_after=thirty
        ).verdict
        == "fell more than elsewhere"
        for a, b in zip(before.tolist(), after.tolist(), strict=True)
    ]
    assert 0.4 <= np.mean(shown) <= 0.75


def test_too_early_until_then() -> None:
    place, elsewhere = Counted(360, 29, 1), Counted(12_000, 1_000, 1)
    early = relative_effect(place, elsewhere, months_before=12, months_after=1)
    assert early.verdict == "too early"
    assert early.readable_after is not None
    later = Counted(360, 30 * early.readable_after, 1), Counted(12_000, 1_000 * early.readable_after, 1)
    assert relative_effect(*later, months_before=12, months_after=early.readable_after).verdict == "no sign"
    for wrong in (lambda: Counted(-1, 1, 1), lambda: Counted(1, 1, 0.5)):
        with pytest.raises(ValueError):
            wrong()
    with pytest.raises(ValueError, match="before and after"):
        relative_effect(place, elsewhere, months_before=0, months_after=1)
