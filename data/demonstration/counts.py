"""Draw a family of series for every row and month, then make them agree with the published figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from data.demonstration.constraints import PAPER_DISTRICT, Bound, Span, Term
from data.demonstration.facts import MONTHS
from data.demonstration.fitting import Counts, Row, Values, nearest_whole, resized, whole_table
from data.demonstration.offences import Family, Leaf
from data.demonstration.season import month_factors, trend
from data.demonstration.spatial import Rows


@dataclass(frozen=True)
class Drawn:
    """Counts of a family: shape (leaves, rows, months)."""

    family: Family
    rows: Rows
    counts: Counts

    def of(self, measure: str) -> Counts:
        """A measure's counts, shape (rows, months)."""
        return self.family.total(self.counts, measure)

    def sum(self, measure: str, area: str, span: Span) -> float:
        """The count of a measure in a district (placed or not) or a ward, over a span."""
        here = (self.rows.district == area) | (self.rows.ward == area)
        return float(self.of(measure)[here, span.first : span.last + 1].sum())


def draw(family: Family, *, rows: Rows, means: Values, rng: np.random.Generator) -> Drawn:
    """Negative binomial counts around `means` (leaves, rows, months): variance = phi × mean for each leaf.

    A gamma-Poisson mixture: the gamma's scale is phi − 1 and its shape mean / (phi − 1).
    """
    counts = np.zeros(means.shape, dtype=np.int64)
    for number, leaf in enumerate(family.leaves):
        spread = leaf.phi - 1
        counts[number] = rng.poisson(rng.gamma(np.maximum(means[number], 1e-9) / spread, spread))
    return Drawn(family=family, rows=rows, counts=counts)


def leaf_means(leaf: Leaf, *, yearly: Values, local_growth: Values) -> Values:
    """The expected count of each row and month, shape (rows, months), from `yearly` counts a row.

    `local_growth` is what a row's growth a year is above the leaf's own.
    """
    growth = np.log1p(leaf.growth) + local_growth
    means: Values = (yearly / 12)[:, None] * month_factors(leaf) * np.exp(growth[:, None] * (trend() - 1.5))
    return means


def fit(drawn: Drawn, bounds: Sequence[Bound], *, rng: np.random.Generator) -> Drawn:
    """The series with every bound kept: districts first, then the paper's district by month, then by ward."""
    counts = drawn.counts.copy()
    relevant = [bound for bound in bounds if bound.terms[0].measure in drawn.family.measures]
    if not relevant:
        return drawn
    atoms = _atoms(relevant, levels=("district",))
    # A month that is a piece by itself is settled with the districts, so its own bounds must be kept there.
    settled = [b for b in relevant if b.level == "district" or (b.level == "month" and _is_split(b, atoms))]
    wanted = _fit_districts(drawn, settled, atoms)
    for number, district in enumerate(np.unique(drawn.rows.district)):
        here = drawn.rows.of(str(district))
        if district == PAPER_DISTRICT:
            counts[:, here] = _fit_paper_district(
                drawn, here, relevant, atoms=atoms, wanted=wanted[:, number]
            )
            continue
        for leaf in range(len(drawn.family.leaves)):
            for atom, span in enumerate(atoms):
                cut = np.s_[leaf, here, span.first : span.last + 1]
                counts[cut] = resized(counts[cut], int(wanted[leaf, number, atom]), rng=rng)
    return Drawn(family=drawn.family, rows=drawn.rows, counts=counts)


def _atoms(bounds: Sequence[Bound], *, levels: tuple[str, ...]) -> list[Span]:
    """The coarsest split of the months in which every span of the bounds is a run of whole pieces."""
    edges = {0, len(MONTHS)}
    for bound in bounds:
        if bound.level in levels:
            for term in bound.terms:
                edges |= {term.span.first, term.span.last + 1}
    cuts = sorted(edges)
    return [Span(first, after - 1) for first, after in pairwise(cuts)]


def _is_split(bound: Bound, atoms: Sequence[Span]) -> bool:
    return all(term.span in atoms for term in bound.terms)


def _summed(counts: Counts, atoms: Sequence[Span]) -> Counts:
    """Sums over the pieces of the last axis."""
    starts = [span.first for span in atoms]
    summed: Counts = np.add.reduceat(counts, starts, axis=-1)
    return summed


def _row(
    bound: Bound, *, shape: tuple[int, ...], places: dict[str, int], family: Family, atoms: Sequence[Span]
) -> Row:
    """A bound over a table of shape (leaves, places, atoms)."""
    index = np.arange(int(np.prod(shape))).reshape(shape)
    where: list[NDArray[np.int64]] = []
    weights: list[Values] = []

    def add(term: Term) -> None:
        inside = [n for n, a in enumerate(atoms) if term.span.first <= a.first and a.last <= term.span.last]
        cells = index[family.mask(term.measure), places[term.area]][:, inside].ravel()
        where.append(cells)
        weights.append(np.full(len(cells), term.weight))

    for term in bound.terms:
        add(term)
    return Row(np.concatenate(where), np.concatenate(weights), bound.low, bound.high)


def _fit_districts(drawn: Drawn, bounds: Sequence[Bound], atoms: Sequence[Span]) -> Counts:
    """District totals, shape (leaves, districts, atoms), fitted together: they share the county's change."""
    codes = [str(code) for code in np.unique(drawn.rows.district)]
    totals = np.stack([drawn.counts[:, drawn.rows.of(code)].sum(axis=1) for code in codes], axis=1)
    start = _summed(totals, atoms)
    places = {code: number for number, code in enumerate(codes)}
    rows = [_row(b, shape=start.shape, places=places, family=drawn.family, atoms=atoms) for b in bounds]
    return nearest_whole(start.ravel().astype(float), rows).reshape(start.shape)


def _fit_paper_district(
    drawn: Drawn, here: Counts, bounds: Sequence[Bound], *, atoms: Sequence[Span], wanted: Counts
) -> Counts:
    """The paper's district, shape (leaves, its rows, months): totals by month first, then its wards."""
    family, counts = drawn.family, drawn.counts[:, here]
    months = [Span(n, n) for n in range(len(MONTHS))]
    monthly = counts.sum(axis=1)
    scaled = monthly * np.repeat(
        wanted / np.maximum(_summed(monthly, atoms), 1), [a.last - a.first + 1 for a in atoms], axis=1
    )
    shape = (len(family.leaves), 1, len(MONTHS))
    rows = [
        _row(b, shape=shape, places={PAPER_DISTRICT: 0}, family=family, atoms=months)
        for b in bounds
        if b.level == "month"
    ]
    rows += _kept_sums(wanted[:, None, :], shape=shape, atoms=atoms)
    by_month = nearest_whole(scaled.ravel(), rows).reshape(shape)[:, 0]
    if len(here) == 1:
        return by_month[:, None, :]
    return _fit_wards(drawn, here, bounds, by_month=by_month)


def _kept_sums(wanted: Counts, *, shape: tuple[int, ...], atoms: Sequence[Span]) -> list[Row]:
    """Rows that keep each leaf's sums over the pieces of the months at `wanted` (leaves, 1, atoms)."""
    index = np.arange(int(np.prod(shape))).reshape(shape)
    found = []
    for leaf in range(shape[0]):
        for number, atom in enumerate(atoms):
            cells = index[leaf, :, atom.first : atom.last + 1].ravel()
            total = float(wanted[leaf, 0, number])
            found.append(Row(cells, np.ones(len(cells)), total, total))
    return found


def _fit_wards(drawn: Drawn, here: Counts, bounds: Sequence[Bound], *, by_month: Counts) -> Counts:
    """Ward totals by piece of the months, then each piece by month, with both margins exact."""
    family, counts = drawn.family, drawn.counts[:, here]
    stated = [bound for bound in bounds if bound.level == "ward"]
    atoms = _atoms(stated, levels=("ward",))
    start = _summed(counts, atoms)
    across = _summed(by_month, atoms)
    scaled = start * (across / np.maximum(start.sum(axis=1), 1))[:, None, :]
    places = {str(code): number for number, code in enumerate(drawn.rows.ward[here]) if code}
    rows = [_row(b, shape=start.shape, places=places, family=family, atoms=atoms) for b in stated]
    index = np.arange(start.size).reshape(start.shape)
    for leaf in range(start.shape[0]):
        for number in range(len(atoms)):
            total = float(across[leaf, number])
            rows.append(Row(index[leaf, :, number], np.ones(start.shape[1]), total, total))
    totals = nearest_whole(scaled.ravel(), rows).reshape(start.shape)
    out = np.zeros_like(counts)
    for leaf in range(start.shape[0]):
        for number, atom in enumerate(atoms):
            months = slice(atom.first, atom.last + 1)
            out[leaf, :, months] = whole_table(
                counts[leaf, :, months].astype(float),
                down=totals[leaf, :, number],
                across=by_month[leaf, months],
            )
    return out
