"""All series of the demonstration: expected levels, drawn, fitted, and flags drawn among the offences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from data.demonstration.constraints import PAPER_DISTRICT, Bound, Span, bounds_of, plan_bounds
from data.demonstration.counts import Drawn, draw, fit, leaf_means
from data.demonstration.facts import MONTHS, Figure, districts
from data.demonstration.fitting import Counts, Values
from data.demonstration.offences import (
    ASB,
    COUNCIL_ASB,
    CRIME,
    DOMESTIC_ABUSE,
    FIRES,
    HATE,
    KSI,
    Family,
)
from data.demonstration.ranks import rank_bounds
from data.demonstration.rulings import fitted_figures
from data.demonstration.spatial import DISTRICT_LEVEL, Rows, district_rows, shares, ward_draw, ward_rows

# Yearly counts for 1,000 residents of the series that are not crime, and shares of crime of the flags.
_ASB_LEVEL: Final = 17.0
_KSI_LEVEL: Final = 0.42
_FIRE_LEVEL: Final = 2.3
_DOMESTIC_SHARE: Final = 0.30
_HATE_SHARE: Final = 0.021
_COUNCIL_ASB_YEARLY: Final = 300.0
_DISTRICT_SPREAD: Final = 0.05
_GROWTH_SPREAD: Final = 0.03
_ABOVE_LOWEST: Final = 1.08


@dataclass(frozen=True)
class Series:
    """Everything drawn. `domestic_abuse` and `hate` have a row a ward, drawn among the crimes there."""

    crime: Drawn
    asb: Drawn
    ksi: Drawn
    fires: Drawn
    council_asb: Drawn
    domestic_abuse: Drawn
    hate: Drawn


def make_series(seed: int) -> Series:
    """The demonstration's counts for a seed: the same seed gives the same counts."""
    rng = np.random.default_rng(seed)
    rows, by_district = ward_rows(), district_rows()
    pull = ward_draw(rng)
    figures = fitted_figures()
    level = np.array([DISTRICT_LEVEL[code] for code in by_district.district])
    residents = districts()["residents_2021"].to_numpy(dtype=float) / 1000
    crime = _fitted(CRIME, rows, _yearly(CRIME, rows, level * residents, pull, rng, figures), figures, rng)
    mean_level = float((level * residents).sum() / residents.sum())
    asb_yearly = _ASB_LEVEL * residents * (level / mean_level)
    asb = _fitted(ASB, rows, _yearly(ASB, rows, asb_yearly, pull, rng, ()), figures, rng)
    ksi = _fitted(KSI, rows, _yearly(KSI, rows, _KSI_LEVEL * residents, pull, rng, ()), figures, rng)
    fires = _fitted(
        FIRES, by_district, _yearly(FIRES, by_district, _FIRE_LEVEL * residents, pull, rng, ()), figures, rng
    )
    council = Rows(district=np.array([PAPER_DISTRICT]), ward=np.array([""]))
    council_asb = _fitted(
        COUNCIL_ASB, council, np.full((1, 1), _COUNCIL_ASB_YEARLY), figures, rng, spread=0.0
    )
    offences = _district_totals(crime)
    abuse = _fitted(DOMESTIC_ABUSE, by_district, _DOMESTIC_SHARE * offences[None], figures, rng)
    hate = _fitted(HATE, by_district, _HATE_SHARE * offences[None], figures, rng)
    return Series(
        crime=crime,
        asb=asb,
        ksi=ksi,
        fires=fires,
        council_asb=council_asb,
        domestic_abuse=_among(abuse, crime, ("violence_against_the_person", "criminal_damage"), rng),
        hate=_among(hate, crime, ("public_order", "violence_against_the_person"), rng),
    )


def _fitted(
    family: Family,
    rows: Rows,
    yearly: Values,
    figures: Sequence[Figure],
    rng: np.random.Generator,
    *,
    spread: float = _GROWTH_SPREAD,
) -> Drawn:
    codes, number = np.unique(rows.district, return_inverse=True)
    growth = rng.normal(0, spread, (len(family.leaves), len(codes)))
    means = np.stack(
        [
            leaf_means(leaf, yearly=yearly[n], local_growth=growth[n][number])
            for n, leaf in enumerate(family.leaves)
        ]
    )
    drawn = draw(family, rows=rows, means=means, rng=rng)
    mine = [figure for figure in figures if figure.measure in family.measures]
    bounds: list[Bound] = [bound for figure in mine for bound in bounds_of(figure)]
    bounds += rank_bounds(mine, drawn=drawn.sum) + plan_bounds()
    return fit(drawn, bounds, rng=rng)


def _yearly(
    family: Family,
    rows: Rows,
    totals: Values,
    pull: Values,
    rng: np.random.Generator,
    figures: Sequence[Figure],
) -> Values:
    """Expected counts a year, shape (leaves, rows), from a family's district totals."""
    codes, number = np.unique(rows.district, return_inverse=True)
    out = np.stack(
        [
            shares(leaf, rows=rows, draw=pull)
            * leaf.share
            * (totals * np.exp(rng.normal(0, _DISTRICT_SPREAD, len(codes))))[number]
            for leaf in family.leaves
        ]
    )
    return _towards_ward_figures(family, rows, out, figures)


def _towards_ward_figures(family: Family, rows: Rows, yearly: Values, figures: Sequence[Figure]) -> Values:
    """Levels at which the wards with a published total are expected to have about that total.

    Raking: the leaves of the published measure are scaled in the ward, then every leaf back to its district's
    total, over and over.
    """
    mine = [figure for figure in figures if figure.statistic == "ward_total"]
    stated = [(bound.terms[0], bound.high) for figure in mine for bound in bounds_of(figure)[:1]]
    if not stated:
        return yearly
    # A ward that the paper ranks above its lowest ones is expected clearly above them, not just above.
    floors = [
        (bound.terms[0], bound.low * (_ABOVE_LOWEST + 0.012 * place))
        for place, bound in enumerate(rank_bounds(mine, drawn=_unranked))
        if bound.low > 0
    ]
    out = yearly.copy()
    here = rows.of(PAPER_DISTRICT)
    target = out[:, here].sum(axis=1)
    for _ in range(40):
        for term, value in stated:
            ward = np.flatnonzero(rows.ward == term.area)
            cells = np.ix_(family.mask(term.measure), ward)
            out[cells] *= value / out[cells].sum()
        for term, value in floors:
            cells = np.ix_(family.mask(term.measure), np.flatnonzero(rows.ward == term.area))
            out[cells] *= max(1.0, value / out[cells].sum())
        out[:, here] *= (target / out[:, here].sum(axis=1))[:, None]
    return out


def _unranked(measure: str, area: str, span: Span) -> float:
    raise AssertionError(f"no rank of districts is asked for here: {measure}, {area}, {span}")


def _district_totals(crime: Drawn) -> Values:
    """All crime of an ordinary year by district, shape (districts,)."""
    codes = np.unique(crime.rows.district)
    counts = crime.of("all_crime")
    years = len(MONTHS) / 12
    return np.array([counts[crime.rows.of(str(code))].sum() / years for code in codes])


def _among(flag: Drawn, crime: Drawn, measures: Sequence[str], rng: np.random.Generator) -> Drawn:
    """A flag's district counts as a sample, without replacement, of the offences it can be set on.

    So no ward and month has more flagged offences than offences. Wards differ in how often it is set.
    """
    family = crime.family
    could: Counts = np.sum([family.total(crime.counts, measure) for measure in measures], axis=0)
    often = rng.beta(8, 3, len(crime.rows.ward))
    pool: Counts = np.ceil(could * often[:, None]).astype(np.int64)
    out = np.zeros((1, *pool.shape), dtype=np.int64)
    for number, district in enumerate(flag.rows.district):
        here = crime.rows.of(str(district))
        for month in range(len(MONTHS)):
            wanted = int(flag.counts[0, number, month])
            have = pool[here, month]
            full = have if have.sum() >= wanted else could[here, month]
            out[0, here, month] = rng.multivariate_hypergeometric(full, min(wanted, int(full.sum())))
    return Drawn(family=flag.family, rows=crime.rows, counts=out)
