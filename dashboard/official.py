"""Official totals of an area: whole periods as published, for itself or for the areas it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.observed import observed_in
from dashboard.periods import Window
from dashboard.reference import Reference
from dashboard.released import ReleasedObservation
from data.month import Month

_Period = tuple[Month, Month]
_Figures = Mapping[tuple[str, str], ReleasedObservation]


@dataclass(frozen=True)
class OfficialTotal:
    """A source's total of a measure in an area for one period of its own.

    `areas` and `measures` are those whose published numbers were added up: of an area or a measure that is
    published itself, it alone. `value` is None where one of them arrived hidden. `unassigned` is what the
    table puts into the area's forces and into none of their partnerships.
    """

    source: str
    window: Window
    value: float | None
    areas: tuple[str, ...]
    measures: tuple[str, ...]
    unassigned: float | None


def official_total(reference: Reference, *, measure: str, area: str, to: Month) -> OfficialTotal | None:
    """The total whose period ends nearest to a month, of two as near the later; None where there is none."""
    every = [
        total
        for source in reference.catalogue.sources.values()
        if source.official
        for total in _totals(reference, source.id, measure=measure, area=area)
    ]
    return min(
        every,
        key=lambda total: (abs(total.window.last.index - to.index), -total.window.last.index),
        default=None,
    )


def _totals(reference: Reference, source: str, *, measure: str, area: str) -> list[OfficialTotal]:
    parts = reference.catalogue.measures[measure].sum_of.get(source, ())
    places = _places(reference, area)
    forces = [code for code in reference.forces(area) if code not in places]
    periods: dict[_Period, dict[tuple[str, str], ReleasedObservation]] = {}
    left: dict[_Period, dict[tuple[str, str], ReleasedObservation]] = {}
    for item in observed_in(reference, [*places, *forces], measures=[measure, *parts]):
        if item.source == source:
            table = periods if item.breakdown is None else left
            table.setdefault((item.first, item.last), {})[item.area, item.measure] = item
    totals = []
    for (first, last), figures in sorted(periods.items()):
        measures = (measure,) if any(name == measure for _, name in figures) else parts
        areas = _made_of(reference, area, figures, measures)
        if areas:
            own = left.get((first, last), {})
            totals.append(
                OfficialTotal(
                    source=source,
                    window=Window("range", first, last),
                    value=_sum(figures, areas, measures),
                    areas=areas,
                    measures=measures,
                    unassigned=_unassigned(own, reference.forces(area), measures),
                )
            )
    return totals


def _places(reference: Reference, area: str) -> list[str]:
    """The area, its districts, and the partnerships all of whose districts it holds."""
    districts = set(reference.districts(area))
    partnerships = [
        item.code
        for item in reference.areas.values()
        if item.level == "partnership" and set(reference.districts(item.code)) <= districts
    ]
    return list(dict.fromkeys([area, *sorted(districts), *partnerships]))


def _made_of(reference: Reference, area: str, figures: _Figures, measures: Sequence[str]) -> tuple[str, ...]:
    """The area where it is published, else districts and partnerships that together are it, else nothing."""

    def published(code: str) -> bool:
        return bool(measures) and all((code, measure) in figures for measure in measures)

    if published(area):
        return (area,)
    if reference.areas[area].level == "custom" and not _of_districts(reference, area):
        return ()
    areas = [code for code in reference.districts(area) if published(code)]
    rest = set(reference.districts(area)) - set(areas)
    for code in _places(reference, area):
        own = set(reference.districts(code))
        if reference.areas[code].level == "partnership" and own <= rest and published(code):
            areas.append(code)
            rest -= own
    return () if rest else tuple(areas)


def _of_districts(reference: Reference, area: str) -> bool:
    return all(
        member in reference.areas and reference.areas[member].level == "district"
        for member in reference.members.get(area, ())
    )


def _sum(figures: _Figures, areas: Sequence[str], measures: Sequence[str]) -> float | None:
    values = [figures[area, measure].value for area in areas for measure in measures]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _unassigned(figures: _Figures, forces: Sequence[str], measures: Sequence[str]) -> float | None:
    found = [
        figures[force, measure] for force in forces for measure in measures if (force, measure) in figures
    ]
    values = [item.value for item in found if item.value is not None]
    return sum(values) if values and len(values) == len(forces) * len(measures) else None
