"""Signals planted in made-up counts: what the pages' tests find, miss and call falsely, beside usual ways.

Counts are negative binomial with a variance of φ = 2 times their mean and a season of ±15%; what the tests
are told of φ is estimated from the counts themselves, as a build does it. Every trial has a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dashboard.held_reference import load_reference
from dashboard.reference import Reference
from dashboard.statistics.change import beyond_usual_in_list, compare_counts
from dashboard.statistics.gi_star import gi_star
from dashboard.statistics.month_profile import month_profile
from dashboard.statistics.season import find_season
from dashboard.statistics.xmr import control_chart
from data.count_queries import get_ward_months
from data.month import Month
from data.queries import get_neighbours
from data.settings import Settings
from data.store import Store

PHI = 2.0
COUNTIES = 100
SERIES = 400
MONTHS = tuple(Month(2019, 4).until(Month(2024, 3)))
# A district's crime type: about 60 a month; the step eight months before the last.
DISTRICT_MEAN = 60.0
AFTER_STEP = 8
CHARTED = 36
PEAK_MONTH = 11
GROUPS = 3
TOP_SHARE = 0.1

_Counts = npt.NDArray[np.float64]
# Whether each place, series or calendar month is called.
Called = npt.NDArray[np.bool_]


@dataclass
class Tally:
    """What one way of calling found of what was planted, and what it called besides.

    `false` is a share of `clean`, all that nothing was planted in.
    """

    found: int = 0
    planted: int = 0
    false: int = 0
    clean: int = 0

    def add(self, called: Called, planted: Called, *, beside: Called | None = None) -> None:
        """Count one trial; what lies `beside` the planted is neither right nor wrong."""
        clean = ~planted if beside is None else ~planted & ~beside
        self.found += int((called & planted).sum())
        self.planted += int(planted.sum())
        self.false += int((called & clean).sum())
        self.clean += int(clean.sum())

    @property
    def words(self) -> str:
        """Found, missed and false, in percent."""
        found = 100 * self.found / self.planted
        return f"{found:.0f}% found, {100 - found:.0f}% missed, {100 * self.false / self.clean:.1f}% false"


@dataclass(frozen=True)
class Trial:
    """One kind of signal at one strength: a tally a way of calling, ours first."""

    signal: str
    strength: str
    tallies: Mapping[str, Tally]


@dataclass(frozen=True)
class County:
    """Wards with the mean counts a month and the residents of a store, and who lies next to whom."""

    codes: tuple[str, ...]
    means: _Counts
    residents: _Counts
    beside: Mapping[str, tuple[str, ...]]


def read_county(store: Path) -> County:
    """The wards of a store with all crime, residents and neighbours."""
    reference = load_reference(Store(store), Settings(store=store))
    series = reference.series["all_crime", "force_extract"]
    residents = _residents(reference)
    months = get_ward_months(
        reference.snapshot,
        series_id=series.series_id,
        districts=[area.code for area in reference.areas.values() if area.level == "district"],
        start=MONTHS[0],
        end=MONTHS[-1],
    )
    totals = dict.fromkeys(sorted(residents), 0.0)
    for row in months:
        if row["ward_code"] in totals:
            totals[row["ward_code"]] += float(row["value"])
    codes = tuple(code for code, total in totals.items() if total)
    beside: dict[str, list[str]] = {code: [] for code in codes}
    for code, other in get_neighbours(reference.snapshot)[["ward_code", "other_code"]].to_numpy().tolist():
        if code in beside and other in beside:
            beside[code].append(other)
    return County(
        codes=codes,
        means=np.array([totals[code] / len(MONTHS) for code in codes]),
        residents=np.array([residents[code] for code in codes], dtype=float),
        beside={code: tuple(others) for code, others in beside.items()},
    )


def _residents(reference: Reference) -> dict[str, int]:
    found = {}
    for code, years in reference.populations.items():
        area = reference.areas.get(code)
        if area is not None and area.level == "ward" and years[-1].residents:
            found[code] = years[-1].residents
    return found


def draw(means: _Counts, source: np.random.Generator) -> _Counts:
    """Counts with these means and a variance of φ times them."""
    return source.poisson(source.gamma(np.maximum(means, 1e-9) / (PHI - 1), PHI - 1)).astype(float)


def season(months: Sequence[Month]) -> _Counts:
    """±15% over the year, highest in July, and each month by its days."""
    wave = [1 + 0.15 * np.cos(2 * np.pi * (month.month - 7) / 12) for month in months]
    return np.array([share * month.days / 30.4 for share, month in zip(wave, months, strict=True)])


def estimated_phi(counts: _Counts) -> float:
    """Of counts by area and month around area x month effects, at least 1 (as fill_dispersion.sql has it)."""
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True) / counts.sum()
    squares = ((counts - expected) ** 2 / expected).sum()
    return max(1.0, float(squares / ((counts.shape[0] - 1) * (counts.shape[1] - 1))))


def hot_wards(county: County, *, strength: float) -> Trial:
    """Groups of neighbouring wards at `strength` times the county's rate, all others dealt at random."""
    ours, top, last = Tally(), Tally(), Tally()
    for trial in range(COUNTIES):
        source = np.random.default_rng([1, trial])
        rates = source.permutation(county.means / county.residents)
        planted, beside = _groups(county, source)
        rates[planted] = strength * county.means.sum() / county.residents.sum()
        counts = draw((rates * county.residents)[:, None] * season(MONTHS[-13:]), source)
        year = counts[:, 1:].sum(axis=1)
        found = gi_star(dict(zip(county.codes, year / county.residents, strict=True)), county.beside)
        high = np.array([code in found and found[code].kind == "high" for code in county.codes])
        ours.add(high, planted, beside=beside)
        top.add(_top(year), planted, beside=beside)
        last.add(_above_mean(counts), planted, beside=beside)
    return Trial("hot wards", f"rates × {strength:g}", {"clusters": ours, **_usual_ways(top, last)})


def risen_wards(county: County, *, strength: float) -> Trial:
    """The same groups of wards, `strength` times their own rate in the last twelve months."""
    ours, top, last = Tally(), Tally(), Tally()
    months = MONTHS[-24:]
    for trial in range(COUNTIES):
        source = np.random.default_rng([2, trial])
        planted, _ = _groups(county, source)
        means = county.means[:, None] * season(months)
        means[planted, -12:] *= strength
        counts = draw(means, source)
        now, before = counts[:, -12:].sum(axis=1), counts[:, :12].sum(axis=1)
        phi = estimated_phi(counts)
        changes = [compare_counts(a, b, phi) for a, b in zip(now.tolist(), before.tolist(), strict=True)]
        beyond = np.array(beyond_usual_in_list(changes)) & (now > before)
        ours.add(beyond, planted)
        top.add(_top(now), planted)
        last.add(_above_mean(counts), planted)
    return Trial("risen wards", f"× {strength:g}", {"rose beyond usual": ours, **_usual_ways(top, last)})


def stepped_series(*, strength: float) -> Trial:
    """A district's series that stepped up eight months before its last; as many did not."""
    ours, top, last = Tally(), Tally(), Tally()
    for trial in range(SERIES):
        source = np.random.default_rng([3, trial])
        means = DISTRICT_MEAN * season(MONTHS)
        planted = np.array([trial % 2 == 0])
        if planted[0]:
            means[-AFTER_STEP:] *= strength
        counts = draw(means, source)
        ours.add(np.array([_signalled(counts.tolist())]), planted)
        top.add(np.array([(counts[-1] > counts).mean() >= 1 - TOP_SHARE]), planted)
        last.add(_above_mean(counts[None, :]), planted)
    return Trial("a step", f"× {strength:g} for 8 months", {"control chart": ours, **_usual_ways(top, last)})


def peaked_series(*, strength: float) -> Trial:
    """A district's series with one high calendar month, five years of it, and no other season."""
    ours, top, last = Tally(), Tally(), Tally()
    days = np.array([month.days / 30.4 for month in MONTHS])
    number = np.array([month.month for month in MONTHS])
    planted = np.arange(1, 13) == PEAK_MONTH
    for trial in range(SERIES):
        source = np.random.default_rng([4, trial])
        means = DISTRICT_MEAN * days
        means[number == PEAK_MONTH] *= strength
        counts = draw(means, source)
        profile = month_profile(MONTHS, counts.tolist(), season=find_season(MONTHS, counts.tolist()))
        ours.add(np.isin(np.arange(1, 13), profile.standing_out if profile else ()), planted)
        year = counts[-12:]
        top.add(np.isin(np.arange(1, 13), number[-12:][_top(year)]), planted)
        last.add(np.isin(np.arange(1, 13), number[-12:][year > year.mean()]), planted)
    ways = {"months told apart": ours, "top 10% of the year": top, "months over the mean": last}
    return Trial("a seasonal peak", f"× {strength:g} each November", ways)


def _usual_ways(top: Tally, last: Tally) -> dict[str, Tally]:
    return {"top 10%": top, "last month over the mean": last}


def _groups(county: County, source: np.random.Generator) -> tuple[Called, Called]:
    """Three wards with all that lie next to them, and the wards beside these."""
    at = {code: place for place, code in enumerate(county.codes)}
    planted, beside = np.zeros(len(at), dtype=bool), np.zeros(len(at), dtype=bool)
    for place in source.choice(len(at), GROUPS, replace=False).tolist():
        group = [county.codes[place], *county.beside[county.codes[place]]]
        for code in group:
            planted[at[code]] = True
            beside[[at[other] for other in county.beside[code]]] = True
    return planted, beside & ~planted


def _top(values: _Counts) -> Called:
    return values >= np.sort(values)[-max(1, round(TOP_SHARE * len(values)))]


def _above_mean(counts: _Counts) -> Called:
    """Whether the last month is above the mean of the twelve before."""
    return counts[:, -1] > counts[:, -13:-1].mean(axis=1)


def _signalled(counts: Sequence[float]) -> bool:
    """Whether a signal on the high side reaches into the last months."""
    chart = control_chart(MONTHS[-CHARTED:], counts[-CHARTED:], season=find_season(MONTHS, counts))
    if chart is None:
        return False
    return any(
        signal.side == "high" and signal.places[-1] >= CHARTED - AFTER_STEP for signal in chart.signals
    )


def measure_planted(store: Path) -> list[Trial]:
    """Every kind of signal at its three strengths."""
    county = read_county(store)
    kinds: list[tuple[Callable[[float], Trial], tuple[float, ...]]] = [
        (lambda strength: hot_wards(county, strength=strength), (1.5, 2.0, 3.0)),
        (lambda strength: risen_wards(county, strength=strength), (1.25, 1.5, 2.0)),
        (lambda strength: stepped_series(strength=strength), (1.1, 1.25, 1.5)),
        (lambda strength: peaked_series(strength=strength), (1.1, 1.25, 1.5)),
    ]
    return [run(strength) for run, strengths in kinds for strength in strengths]
