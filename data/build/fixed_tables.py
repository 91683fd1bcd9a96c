"""What sensitive series may show, decided once at build: the rows of table fixed_cell.

The series of one source that are sums of one another are decided together: a sum is hidden wherever a
sensitive part of it is, and nowhere else: its other parts may be freely shown and would give the part away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.build.area_suppression import AreaTable, hide_areas
from data.build.fixed_counts import AreaSets, Counted, Places, area_sets, count, places
from data.build.fixed_periods import Calendar
from data.build.fixed_rows import COLUMNS, rows_of
from data.build.linked_series import SensitiveSeries, families, sensitive_series
from data.build.suppression import Counts, Mask, Periods, hide_wards, small
from data.catalogue import Catalogue
from data.month import Month
from data.sensitivity import AREA_QUARTER, AREA_YEAR, THRESHOLDS, WARD_YEAR
from data.settings import Audience


@dataclass(frozen=True)
class _Table:
    """One series' counts: `pieces[district]` is [cell, piece of the years]."""

    pieces: Mapping[str, Counts]
    areas: AreaTable


@dataclass(frozen=True)
class _Family:
    """Series that are linked through sums, parts before sums, with what they share."""

    members: tuple[SensitiveSeries, ...]
    calendar: Calendar
    periods: Periods
    sets: AreaSets
    tables: Mapping[int, _Table]

    def by_district(self, series_id: int) -> bool:
        """Whether one of the family is sensitive at district level."""
        return any(item.by_district for item in self.members if item.series_id == series_id)


@dataclass(frozen=True)
class _Hidden:
    """One series' hidden cells: wards [cell, year] by district, areas [set, quarter] and [set, year]."""

    wards: Mapping[str, Mask]
    quarters: Mask
    years: Mask


def build_fixed_cells(
    *,
    series: pd.DataFrame,
    ward_month: pd.DataFrame,
    area_month: pd.DataFrame,
    areas: pd.DataFrame,
    memberships: pd.DataFrame,
    catalogue: Catalogue,
) -> pd.DataFrame:
    """The rows of table fixed_cell for every sensitive series and each audience that numbers are hidden from.

    The frames have the columns of the store's tables series, ward_month, area_month, area and membership;
    series that are sensitive at no level, or do not come by month, are passed over. Columns returned:
    audience, series_id, form ('ward_year', 'area_quarter', 'area_year'), level ('ward', 'unplaced',
    'district', ...), area_code, parent, period_start, period_end (last day), status (shown, zero, hidden),
    value (Int64; NA where hidden).
    """
    where = places(areas=areas, memberships=memberships)
    frames: list[pd.DataFrame] = []
    for members in families(sensitive_series(series, catalogue)):
        calendar = _calendar(series, members)
        if calendar is None:
            continue
        counted = {
            item.series_id: count(
                series_id=item.series_id,
                ward_month=ward_month,
                area_month=area_month,
                where=where,
                calendar=calendar,
            )
            for item in members
        }
        family = _family(members, counted, where, calendar, catalogue)
        for audience, threshold in THRESHOLDS.items():
            hidden = _hide(family, where, threshold)
            for item in members:
                frames.extend(_rows(family, item, hidden[item.series_id], where, audience))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))


def _calendar(series: pd.DataFrame, members: Sequence[SensitiveSeries]) -> Calendar | None:
    """The quarters from the first month any of the family has to the last that all of them have whole."""
    own = series[series["series_id"].isin([item.series_id for item in members])]
    first, last = own["first_month"].min(), own["last_complete"].min()
    if pd.isna(first) or own["last_complete"].isna().any():
        return None
    return Calendar.of(first=Month.of(first), last_complete=Month.of(last))


def _family(
    members: tuple[SensitiveSeries, ...],
    counted: Mapping[int, Counted],
    where: Places,
    calendar: Calendar,
    catalogue: Catalogue,
) -> _Family:
    cut, quarters = calendar.pieces()
    sets = area_sets(where, list(counted.values()))
    tables = {}
    for item in members:
        own = counted[item.series_id]
        known = np.zeros(len(sets.holds), dtype=bool)
        for code, row in sets.row.items():
            known[row] |= where.levels[code] in catalogue.sources[item.source].open_levels
        tables[item.series_id] = _Table(
            pieces={district: _cut(cells, quarters) for district, cells in own.wards.items()},
            areas=AreaTable(
                wards=(
                    *(own.wards[district] for district in where.districts),
                    *(own.elsewhere[force] for force in sets.forces),
                ),
                holds=sets.holds,
                inside=calendar.inside,
                known=known,
            ),
        )
    return _Family(members, calendar, Periods(cut), sets, tables)


def _cut(cells: Counts, quarters: Sequence[Sequence[int]]) -> Counts:
    """[cell, piece] from [cell, quarter]."""
    found = np.zeros((len(cells), len(quarters)), dtype=np.int64)
    for piece, group in enumerate(quarters):
        found[:, piece] = cells[:, list(group)].sum(axis=1)
    return found


def _hide(family: _Family, where: Places, threshold: int) -> dict[int, _Hidden]:
    """What to hide of each series for one audience: parts first, then the sums by their parts."""
    hidden: dict[int, _Hidden] = {}
    for item in family.members:
        if item.is_sum:
            hidden[item.series_id] = _together(family, item, [hidden[part] for part in item.secrets], where)
        else:
            hidden[item.series_id] = _hide_part(family, item, where, threshold)
    return hidden


def _nothing(family: _Family, item: SensitiveSeries, where: Places) -> _Hidden:
    table = family.tables[item.series_id]
    return _Hidden(
        wards={
            district: np.zeros((len(table.pieces[district]), len(family.calendar.years)), dtype=bool)
            for district in where.districts
        },
        quarters=np.zeros(table.areas.quarters.shape, dtype=bool),
        years=np.zeros(table.areas.years.shape, dtype=bool),
    )


def _together(family: _Family, item: SensitiveSeries, parts: Sequence[_Hidden], where: Places) -> _Hidden:
    """A sum is hidden where a part of it is. With no sensitive part loaded nothing needs it."""
    both = _nothing(family, item, where)
    for part in parts:
        both = _Hidden(
            wards={district: both.wards[district] | part.wards[district] for district in where.districts},
            quarters=both.quarters | part.quarters,
            years=both.years | part.years,
        )
    return both


def _hide_part(family: _Family, item: SensitiveSeries, where: Places, threshold: int) -> _Hidden:
    table = family.tables[item.series_id]
    forced = _forced(family, item, where, threshold)
    quarters, years = forced.quarters & item.by_district, forced.years & item.by_district
    if item.by_district:
        quarters, years = hide_areas(table.areas, threshold, forced_quarters=quarters, forced_years=years)
    wards = {
        district: hide_wards(
            table.pieces[district],
            family.periods,
            threshold,
            forced=forced.wards[district],
            whole=years[family.sets.row[district]],
        )
        for district in where.districts
    }
    return _Hidden(wards, quarters, years)


def _forced(family: _Family, item: SensitiveSeries, where: Places, threshold: int) -> _Hidden:
    """Cells hidden because a sum is small there and none of its sensitive parts is above zero.

    A part above zero would itself be small and hidden, and the sum with it. The first part with any count in
    the district stands in; areas have the first part.
    """
    forced = _nothing(family, item, where)
    for total in family.members:
        if item.series_id not in total.secrets:
            continue
        own = family.tables[total.series_id]
        parts = {part: family.tables[part] for part in total.secrets}
        place = total.secrets.index(item.series_id)
        for district in where.districts:
            years = [family.periods.totals(part.pieces[district]) for part in parts.values()]
            first_with_any = (np.stack([cells.sum(axis=0) for cells in years]) > 0).argmax(axis=0)
            small_sum = _small_without(family.periods.totals(own.pieces[district]), years, threshold)
            forced.wards[district][:] |= small_sum & (first_with_any == place)
        at_district = [part for part in total.secrets if family.by_district(part)]
        if item.series_id in at_district[:1]:
            above = [parts[part].areas for part in at_district]
            forced.quarters[:] |= _small_without(own.areas.quarters, [a.quarters for a in above], threshold)
            forced.years[:] |= _small_without(own.areas.years, [a.years for a in above], threshold)
    return forced


def _small_without(total: Counts, parts: Sequence[Counts], threshold: int) -> Mask:
    found: Mask = small(total, threshold) & (np.sum(parts, axis=0) == 0)
    return found


def _rows(
    family: _Family, item: SensitiveSeries, hidden: _Hidden, where: Places, audience: Audience
) -> Iterator[pd.DataFrame]:
    """The fixed_cell rows of one series for one audience."""
    table = family.tables[item.series_id]
    for district, cells in where.cells.items():
        yield rows_of(
            item.series_id,
            audience,
            WARD_YEAR,
            family.calendar.years,
            codes=cells,
            levels=["ward"] * (len(cells) - 1) + ["unplaced"],
            parents=[district] * len(cells),
            values=family.periods.totals(table.pieces[district]),
            hidden=hidden.wards[district],
        )
    if not item.by_district:
        return
    codes = list(family.sets.row)
    rows = [family.sets.row[code] for code in codes]
    for form, spans, values, mask in (
        (AREA_QUARTER, family.calendar.quarters, table.areas.quarters, hidden.quarters),
        (AREA_YEAR, family.calendar.years, table.areas.years, hidden.years),
    ):
        yield rows_of(
            item.series_id,
            audience,
            form,
            spans,
            codes=codes,
            levels=[where.levels[code] for code in codes],
            parents=[where.parents[code] for code in codes],
            values=values[rows],
            hidden=mask[rows],
        )
