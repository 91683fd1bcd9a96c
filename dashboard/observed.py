"""Numbers as their source published them, for measures that do not come as monthly counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dashboard.disclosure import fixed_at, level_of
from dashboard.periods import Window
from dashboard.records import Series
from dashboard.reference import Reference
from dashboard.released import ReleasedObservation
from data import observed_queries
from data.catalogue import DAY_HOURS
from data.month import Month

Observed = ReleasedObservation
_HIDDEN = "hidden"
# The levels whose page also lists the sites that belong to no district: One Stop Shops and the like.
_WIDE = ("county", "force")


def observed(
    reference: Reference, *, series: Series, area: str, category: str | None
) -> tuple[ReleasedObservation, ...]:
    """An area's observations of a series in one category (None: the whole, without a breakdown)."""
    return tuple(
        item
        for item in observed_in(reference, [area], measures=[series.measure])
        if item.source == series.source and item.category == category
    )


def observed_in(
    reference: Reference, areas: Sequence[str], *, measures: Sequence[str]
) -> tuple[ReleasedObservation, ...]:
    """Every observation of `measures` in `areas`, in the order of series, area and period, but for hours.

    None at all where the audience sees the series on fixed tables only; what arrived hidden has no value.
    """
    found = _rows(reference, areas, measures)
    return tuple(_released(row) for row in found if not _fixed(reference, row))


def published_measures(reference: Reference) -> list[str]:
    """The measures that some source prints without months."""
    return sorted({series.measure for series in reference.series.values() if not series.months})


def published_figures(
    reference: Reference, area: str, *, measures: Sequence[str], wards: bool = True
) -> list[ReleasedObservation]:
    """What sources print without months, of an area, its wards and, for a wide one, the service sites."""
    areas = _listed_with(reference, area, wards=wards)
    # The months of other sources are put aside before they are made into values: they are thousands.
    held = [
        row
        for row in _rows(reference, areas, measures)
        if not reference.series[row["measure"], row["source"]].months and not _fixed(reference, row)
    ]
    found = [item for item in map(_released, held) if not _is_month_of_estimate(reference, item)]
    order = {code: position for position, code in enumerate(areas)}
    found.sort(key=lambda item: order[item.area])
    return found


def _is_month_of_estimate(reference: Reference, item: ReleasedObservation) -> bool:
    """Estimates come by month for comparisons; as figures of their own their years are enough."""
    return reference.catalogue.measures[item.measure].fractional and item.first == item.last


def _listed_with(reference: Reference, code: str, *, wards: bool) -> list[str]:
    """The area, its wards and, of a wide one, the custom areas without members of their own."""
    areas = [code, *(reference.wards(code) if wards else ())]
    if reference.areas[code].level in _WIDE:
        sites = [area for area in reference.areas.values() if area.level == "custom"]
        areas += sorted(site.code for site in sites if not reference.members.get(site.code))
    return areas


def _rows(reference: Reference, areas: Sequence[str], measures: Sequence[str]) -> Sequence[Mapping[str, Any]]:
    return reference.recall(
        ("observations", tuple(areas), tuple(measures)),
        lambda: observed_queries.get_observations(
            reference.snapshot, area_codes=list(areas), measures=list(measures), without=DAY_HOURS
        ),
    )


def observed_for(
    reference: Reference,
    *,
    series: Series,
    areas: Sequence[str],
    category: str | None,
    windows: Sequence[Window],
) -> tuple[ReleasedObservation, ...]:
    """The observations of a series and category in areas for exactly these periods.

    The rest is put aside before it is made into values: a county's districts have ten thousand months.
    """
    starts = {window.first.first_day for window in windows}
    spans = {(window.first, window.last) for window in windows}
    found = _rows(reference, areas, [series.measure])
    near = [row for row in found if row["period_start"] in starts and row["source"] == series.source]
    released = (_released(row) for row in near if not _fixed(reference, row))
    return tuple(i for i in released if (i.first, i.last) in spans and i.category == category)


def read_observed_ahead(reference: Reference, *, area: str, measures: Sequence[str]) -> None:
    """Read one area's observations of several measures in one statement, for `observed` of each.

    Gives nothing back: the numbers still leave by the functions above.
    """
    found: dict[str, list[Mapping[str, Any]]] = {
        measure: [] for measure in measures if ("observations", (area,), (measure,)) not in reference.recall
    }
    if not found:
        return
    for row in observed_queries.get_observations(
        reference.snapshot, area_codes=[area], measures=list(found), without=DAY_HOURS
    ):
        found[row["measure"]].append(row)
    for measure, rows in found.items():
        reference.recall(("observations", (area,), (measure,)), partial(_itself, rows))


def _itself(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return rows


def breakdown_names(reference: Reference, *, series: Series) -> tuple[str, ...]:
    """The breakdowns that the months of a series come in."""
    found = reference.structure(
        "breakdown names", lambda: observed_queries.get_breakdown_names(reference.snapshot)
    )
    return tuple(row["breakdown"] for row in found if row["series_id"] == series.series_id)


def observed_breakdowns(
    reference: Reference,
    *,
    series: Series,
    areas: Sequence[str],
    breakdowns: Sequence[str],
    windows: Sequence[Window],
) -> Mapping[tuple[str, str], tuple[int | None, ...]]:
    """By breakdown and category the count of each window, added up over areas; None for what arrived hidden.

    A category that is not there has none where the series covers the window. None at all where the audience
    sees the series on fixed tables only.
    """
    shown = not any(fixed_at(reference, series=series, level=level_of(reference, area)) for area in areas)
    if not breakdowns or not windows or not shown:
        return {}
    places = {(window.first, window.last): place for place, window in enumerate(windows)}
    found: dict[tuple[str, str], list[int | None]] = {}
    for row in observed_queries.get_breakdowns(
        reference.snapshot,
        series_id=series.series_id,
        area_codes=list(areas),
        breakdowns=list(breakdowns),
        starts=[window.first for window in windows],
        ends=[window.last for window in windows],
    ):
        counts = found.setdefault((row["breakdown"], row["category"]), [0] * len(windows))
        place = places[Month.of(row["start"]), Month.of(row["finish"])]
        counts[place] = None if row["hidden"] else round(row["value"])
    return {key: tuple(counts) for key, counts in found.items()}


def _fixed(reference: Reference, row: Mapping[str, Any]) -> bool:
    series = reference.series[row["measure"], row["source"]]
    return fixed_at(reference, series=series, level=level_of(reference, row["area_code"]))


def _released(row: Mapping[str, Any]) -> ReleasedObservation:
    hidden = row["status"] == _HIDDEN
    return ReleasedObservation(
        measure=row["measure"],
        source=row["source"],
        area=row["area_code"],
        first=Month.of(row["period_start"]),
        last=Month.of(row["period_end"]),
        breakdown=row["breakdown"] or None,
        category=row["category"] or None,
        value=None if hidden else row["value"],
        numerator=None if hidden else row["numerator"],
        denominator=None if hidden else row["denominator"],
        status=row["status"],
        note=row["note"] or None,
    )
