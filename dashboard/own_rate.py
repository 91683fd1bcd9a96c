"""The rate of an area that is no district and no group of the list: a custom area, a partnership's own."""

from __future__ import annotations

from dashboard.amounts import compared
from dashboard.disclosure import level_of
from dashboard.question import Question
from dashboard.ranked import Ranked, RankedArea
from dashboard.released import Cell
from dashboard.standings import standings
from dashboard.statistics.rates import rate_interval


def own_rate(question: Question, ranked: Ranked, area: str | None = None) -> RankedArea | None:
    """An area (None: the page's) beside the districts, over the months they are shown for.

    It is ranked among none of them. None without a series, or where its own fixed period is another one.
    """
    series = question.series
    if series is None:
        return None
    reference, code, window = question.reference, area or question.area, ranked.released.window
    found = compared(question, area=code, window=window, comparison=ranked.comparison)
    if (found.window.first, found.window.last) != (window.first, window.last):
        return None
    same = len(found.compare) == len(ranked.released.compare)
    level = "ward" if level_of(reference, code) == "ward" else "district"
    (row,) = standings(
        question,
        released=ranked.released,
        cells=[Cell(code, found.now, found.before if same else ())],
        level=level,
        total=None,
    )
    interval = None
    if row.whole and row.value is not None and row.population:
        phi = reference.phi(series=series, level=level)
        per = question.measure.rate_per / window.years
        interval = rate_interval(row.value, row.population, per=per, phi=phi)
    return RankedArea(
        standing=row,
        level=reference.areas[code].level,
        interval=interval,
        ranked=None,
        last=False,
        members=len(ranked.rows),
    )
