"""How far forecasts of the next three months were off, ours beside others', from origins in the past."""

from __future__ import annotations

import itertools
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard.held_reference import load_reference
from dashboard.question import marks_of
from dashboard.reference import Reference
from dashboard.statistics.look_ahead import AHEAD, expect, look_ahead
from dashboard.statistics.season import FEWEST_COUNTED
from data.count_queries import get_area_months
from data.month import Month
from data.settings import Settings
from data.store import Store

# Months before the first origin, months between origins, and every how many series is tried.
BEFORE = 36
EVERY = 3
ONE_OF = 20
# Usual months a series needs to be tried.
FEWEST_KNOWN = 36


@dataclass(frozen=True)
class Forecasts:
    """Mean absolute error as a share of the series' mean, by method, and the coverage of our ranges.

    `series` were tried at `origins` in all; `short` had too few months for one.
    """

    errors: dict[str, float]
    series: int
    origins: int
    short: int
    held: int
    tested: int


@dataclass(frozen=True)
class Run:
    """A series of a district: its months without a hole, counts (None: a gap), dispersion and marks."""

    months: list[Month]
    counts: list[float | None]
    phi: float
    exceptional: frozenset[Month]
    breaks: tuple[Month, ...]

    @property
    def usual(self) -> list[float | None]:
        """The counts without those of exceptional months."""
        return [
            None if month in self.exceptional else count
            for month, count in zip(self.months, self.counts, strict=True)
        ]


Method = Callable[[Run, int], Sequence[float]]


def ours(run: Run, origin: int) -> Sequence[float]:
    """What the look-ahead ships."""
    return expect(run.months[:origin], run.usual[:origin], breaks=run.breaks)


def same_month_before(run: Run, origin: int) -> list[float]:
    """Seasonal-naive: the latest same month that was usual, for its days."""
    return [_mean_rate(run, month, origin=origin, years=1) * month.days for month in _ahead(run, origin)]


def three_same_months(run: Run, origin: int) -> list[float]:
    """The mean of the last three same months that were usual."""
    return [_mean_rate(run, month, origin=origin, years=3) * month.days for month in _ahead(run, origin)]


def _ahead(run: Run, origin: int) -> list[Month]:
    return [run.months[origin - 1] + step for step in range(1, AHEAD + 1)]


def _mean_rate(run: Run, month: Month, *, origin: int, years: int) -> float:
    """Per day, of the last same months before the origin that were usual."""
    rates = [
        count / earlier.days
        for earlier, count in zip(run.months[:origin], run.usual[:origin], strict=True)
        if earlier.month == month.month and count is not None
    ]
    return float(np.mean(rates[-years:]))


def smoothed_by_statsmodels(*, trend: str | None) -> Method:
    """ETS(A,N,A), or with a damped trend ETS(A,Ad,A); gaps are filled with the same month of other years."""

    def method(run: Run, origin: int) -> list[float]:
        from statsmodels.tsa.exponential_smoothing.ets import ETSModel

        rates = [
            _mean_rate(run, month, origin=origin, years=origin) if count is None else count / month.days
            for month, count in zip(run.months[:origin], run.usual[:origin], strict=True)
        ]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = ETSModel(
                np.array(rates),
                trend=trend,
                damped_trend=trend is not None,
                seasonal="add",
                seasonal_periods=12,
            )
            ahead = model.fit(disp=False).forecast(AHEAD)
        return [
            max(0.0, float(rate)) * month.days for rate, month in zip(ahead, _ahead(run, origin), strict=True)
        ]

    return method


METHODS: dict[str, Method] = {
    "ours": ours,
    "the same month a year before": same_month_before,
    "mean of three same months": three_same_months,
    "statsmodels ETS(A,N,A)": smoothed_by_statsmodels(trend=None),
    "statsmodels ETS(A,Ad,A)": smoothed_by_statsmodels(trend="add"),
}


def district_runs(reference: Reference) -> Iterator[Run]:
    """Every monthly series of every district, from its first to its last complete month."""
    districts = [area.code for area in reference.areas.values() if area.level == "district"]
    for series in reference.series.values():
        if not series.months or series.first_month is None or series.last_complete is None:
            continue
        months = list(series.first_month.until(series.last_complete))
        rows = get_area_months(
            reference.snapshot,
            series_ids=[series.series_id],
            area_codes=districts,
            start=months[0],
            end=months[-1],
        )
        counts: dict[str, dict[Month, float]] = defaultdict(dict)
        for row in rows:
            counts[row["area_code"]][Month.of(row["month"])] = float(row["value"])
        for code, known in counts.items():
            marks = marks_of(reference, measure=series.measure, area=code)
            complete = set(reference.complete_months(series=series, code=code))
            yield Run(
                months=months,
                counts=[known.get(month, 0.0) if month in complete else None for month in months],
                phi=reference.phi(series=series, level="district"),
                exceptional=frozenset(
                    month
                    for mark in marks
                    if mark.kind == "exceptional"
                    for month in mark.first.until(mark.last)
                ),
                breaks=tuple(mark.first for mark in marks if mark.kind == "break"),
            )


def measure_forecasts(store: Path) -> Forecasts:
    """One series in twenty of a store's districts, forecast every third month from its fourth year on."""
    reference = load_reference(Store(store), Settings(store=store))
    errors: dict[str, list[float]] = {name: [] for name in METHODS}
    tried = origins = short = held = tested = 0
    for run in itertools.islice(district_runs(reference), 0, None, ONE_OF):
        known = [count for count in run.usual if count is not None]
        if len(known) < FEWEST_KNOWN:
            short += 1
            continue
        if np.mean(known) < FEWEST_COUNTED:
            continue
        tried += 1
        found = look_ahead(run.months, run.counts, phi=run.phi, left_out=run.exceptional, breaks=run.breaks)
        if found is not None:
            held, tested = held + found.held, tested + found.tested
        for origin in range(BEFORE, len(run.months) - AHEAD + 1, EVERY):
            origins += 1
            for name, method in METHODS.items():
                expected = method(run, origin)
                errors[name] += [
                    abs(actual - value) / float(np.mean(known))
                    for actual, value in zip(run.usual[origin:], expected, strict=False)
                    if actual is not None
                ]
    return Forecasts(
        errors={name: float(np.mean(found)) if found else float("nan") for name, found in errors.items()},
        series=tried,
        origins=origins,
        short=short,
        held=held,
        tested=tested,
    )
